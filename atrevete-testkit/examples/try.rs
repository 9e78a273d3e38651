//! Scratch.
use atrevete_adapters::spanish::SpanishReader;
use atrevete_domain::{dialogue::*, values::*};
use atrevete_ports::{Language, PortError};
use atrevete_testkit::world::{Person, World};
use std::{io::BufRead, sync::Arc};
struct R(SpanishReader);
#[async_trait::async_trait]
impl Language for R {
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        e: &Expectation,
        l: &Lexicon,
    ) -> Result<Heard, PortError> {
        Ok(self.0.read(text, sent_at, e, l))
    }
}
fn main() {
    let salon = atrevete_testkit::demo::salon();
    let zone = salon.profile.zone;
    let at = chrono::NaiveDateTime::parse_from_str("2026-03-10T10:00", "%Y-%m-%dT%H:%M").unwrap();
    let now = zone.at(at.date(), at.time()).unwrap();
    let mut w = World::new(salon, now, Arc::new(R(SpanishReader::default())));
    let c = ChannelId("a".into());
    w.introduce(
        &c,
        Person {
            phone: Phone::parse("612345678", "ES").ok(),
            profile: Some(std::env::args().nth(1).unwrap_or("María".into())),
        },
    );
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line.is_empty() {
            continue;
        }
        println!("\n>>> {line}");
        let replies = if line == "!pay" {
            let p = w.open_pages(&c);
            p.last().map(|p| w.pay(*p).unwrap_or_default()).unwrap_or_default()
        } else if let Some(m) = line.strip_prefix("!wait ") {
            w.advance_time(chrono::TimeDelta::minutes(m.parse().unwrap()))
        } else {
            w.customer_says(&c, &line)
        };
        let n = w.turns_since(0).len();
        for t in w.turns_since(n.saturating_sub(1)) {
            if std::env::var("T").is_ok() {
                println!("   {:?}", t.trace)
            }
        }
        for r in replies {
            println!("{}", r.text);
        }
    }
}
