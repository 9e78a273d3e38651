//! Another salon: a barber's, closed on Mondays and open until nine, without deposits, whose assistant says *usted*.
//!
//! `cargo run -p atrevete-testkit --example barber` prints a conversation. All that makes it this salon is the data in
//! [`salon`] and one adapter, the [`Slate`] on the wall where the barbers see what is agreed.

use async_trait::async_trait;
use atrevete_domain::{
    dialogue::ChannelId,
    salon::{OpeningHours, Salon, WeeklyHours, profile::AddressForm},
    values::{Phone, SalonZone, Span, StylistId},
};
use atrevete_ports::{Calendar, Look, MirrorEvent, MirrorState, PortError};
use atrevete_testkit::{
    Person, World,
    builders::{HAIR, SalonBuilder, hours},
    fakes::Rules,
};
use chrono::{NaiveDate, NaiveTime, Weekday};
use std::sync::{Arc, Mutex};

/// The barbers' calendar: what is agreed, in the order in which it was written down.
#[derive(Default)]
pub(crate) struct Slate(Mutex<Vec<MirrorEvent>>);

#[async_trait]
impl Calendar for Slate {
    /// Nobody but us writes on it.
    async fn look(&self, _: StylistId, _: &[Span]) -> Result<Look, PortError> {
        Ok(Look::Free)
    }

    async fn mirror(&self, event: &MirrorEvent) -> Result<(), PortError> {
        let mut lines = self.0.lock().expect("nothing panics while it writes");
        lines.retain(|line| line.appointment != event.appointment);
        if event.state != MirrorState::Gone {
            lines.push(event.clone());
        }
        Ok(())
    }
}

const ZONE: SalonZone = SalonZone(chrono_tz::Europe::Madrid);

/// The salon as data.
fn salon() -> Salon {
    let open = [hours(10, 0, 21, 0)];
    let days = [Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let week: Vec<_> = days.into_iter().map(|day| (day, open.as_slice())).collect();
    SalonBuilder::new("Barbería Quevedo")
        .service("Corte clásico", HAIR, 20, 1_400)
        .but(|s| s.synonyms = ["corte", "cortarme el pelo", "pelarme"].map(str::to_owned).to_vec())
        .service("Afeitado a navaja", HAIR, 40, 1_650)
        .but(|s| s.synonyms = ["afeitado", "afeitarme"].map(str::to_owned).to_vec())
        .stylist("Gonzalo", &[HAIR])
        .policy(|p| (p.slot_interval_minutes, p.payment_methods) = (20, Vec::new()))
        .with(|s| {
            s.profile.assistant = "Bruno".to_owned();
            s.profile.emoji = Some("💈".to_owned());
            s.profile.address_form = AddressForm::Usted;
            s.profile.address.street = "C/ Mayor 12".to_owned();
            s.profile.privacy_link = "barberiaquevedo.es/privacidad".to_owned();
            s.hours = OpeningHours { weekly: WeeklyHours::every_week(&week), closures: Vec::new() };
        })
        .build()
}

/// What was said, and what stands on the slate at the end.
pub(crate) fn conversation() -> (Vec<String>, Vec<String>) {
    let monday = NaiveDate::from_ymd_opt(2026, 5, 18).expect("a date");
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("an hour");
    let now = ZONE.at(monday, noon).expect("no clock changes at noon");
    let slate = Arc::new(Slate::default());
    let mut world = World::with_calendar(salon(), now, Arc::new(Rules::default()), slate.clone());
    let her = ChannelId("telephone:1".to_owned());
    let phone = Phone::parse("600 333 222", "ES").ok();
    world.introduce(&her, Person { phone, profile: None });
    let mut said = Vec::new();
    for text in [
        "Buenas tardes, ¿cuánto cuesta un corte?",
        "¿Qué horario tienen?",
        "Quería un corte mañana a las 20:40",
        "Andrés Vidal",
        "Sí, por favor",
    ] {
        said.push(format!("> {text}"));
        said.extend(world.customer_says(&her, text).into_iter().map(|reply| reply.text));
    }
    let lines = slate.0.lock().expect("nobody writes any more");
    let line = |e: &MirrorEvent| format!("{} {}", ZONE.local(e.span.from).format("%d/%m %H:%M"), e.title);
    (said, lines.iter().map(line).collect())
}

pub(crate) fn main() {
    let (said, slate) = conversation();
    println!("{}\n\n{}", said.join("\n\n"), slate.join("\n"));
}
