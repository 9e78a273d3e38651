//! At least one value of everything Maite can say, several where the words branch: rendered by the lint, by the
//! snapshots, and at start-up to check a salon's own words.
//!
//! Invariant: every variant is here; a test compares with the list of variants that serde knows. The samples are told
//! at [`now`], a Tuesday at 10:00.

mod answers;
mod booking;
mod people;

use super::{
    Utterance,
    utterance::{PriceItem, SeatFact, SlotOption, VisitFact},
};
use crate::values::Money;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// The salon's clock of the samples: Tuesday, 10 March 2026, 10:00.
pub fn now() -> NaiveDateTime {
    at(10, 10, 0)
}

/// Every sample.
pub fn all() -> Vec<Utterance> {
    let mut all = booking::samples();
    all.extend(answers::samples());
    all.extend(people::samples());
    all
}

fn day(day: u32) -> NaiveDate {
    date(3, day)
}

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a date of the samples")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("an hour of the samples")
}

fn at(d: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(d).and_time(time(hour, minute))
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where a field is optional")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn euros(cents: i64) -> Money {
    Money::cents(cents)
}

/// Wednesday 11, 14:00, Marta: highlights.
fn highlights() -> VisitFact {
    visit(["Mechas (Corto-Medio)"], "Marta", at(11, 14, 0), 90, 5000)
}

fn visit<const N: usize>(
    services: [&str; N],
    stylist: &str,
    start: NaiveDateTime,
    minutes: u16,
    cents: i64,
) -> VisitFact {
    VisitFact {
        services: texts(services),
        stylist: text(stylist),
        start,
        minutes,
        price: euros(cents),
        who: None,
    }
}

fn whose(mut visit: VisitFact, who: &str) -> VisitFact {
    visit.who = some(who);
    visit
}

fn item(name: &str, cents: i64, minutes: u16) -> PriceItem {
    PriceItem { name: text(name), variant: None, price: Some(euros(cents)), from: false, minutes }
}

fn variant(name: &str, variant: &str, cents: i64, minutes: u16) -> PriceItem {
    PriceItem { variant: some(variant), ..item(name, cents, minutes) }
}

fn seat(start: NaiveDateTime, stylist: &str) -> SeatFact {
    SeatFact { start, stylist: text(stylist), who: None, services: Vec::new() }
}

fn option(start: NaiveDateTime, stylist: &str) -> SlotOption {
    SlotOption { seats: vec![seat(start, stylist)] }
}
