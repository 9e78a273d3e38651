//! Scratch.
use atrevete_adapters::spanish::{measure::values_of, time, tokens};
use atrevete_domain::values::SalonZone;
use std::io::BufRead;
fn main() {
    let zone = SalonZone(chrono_tz::Tz::Europe__Madrid);
    let sent = zone.at("2026-03-10".parse().unwrap(), "10:00:00".parse().unwrap()).unwrap();
    for line in std::io::stdin().lock().lines() {
        let text = line.unwrap();
        let toks = tokens::tokenize(&text);
        println!("# {text}");
        for f in time::find(&text, &toks) {
            let v: Vec<String> = values_of(&f, sent, zone)
                .iter()
                .take(3)
                .map(|v| serde_json::to_string(&v.expect).unwrap())
                .collect();
            println!(
                "   [{}]{} {:?} {:?} => {}",
                f.when.said,
                if f.certainty == time::Certainty::Weak { "?" } else { "" },
                f.when.day,
                f.when.time,
                v.join(" ")
            );
        }
    }
}
