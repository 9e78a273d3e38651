//! Acts in one short line, for tables of phrasings: `want corte+tinte 2026-03-13 tarde with=Ana`.

use super::salon::lexicon;
use atrevete_adapters::spanish::{SpanishReader, understand};
use atrevete_domain::{
    dialogue::{Act, Asking, Expectation, Expected, Heard, Shown, Which, Wish},
    salon::Topic,
    values::{Instant, SalonZone, Words},
    when::When,
};
use chrono::{NaiveDate, NaiveTime};
use std::fmt::Write as _;

/// Madrid.
pub(crate) const ZONE: SalonZone = SalonZone(chrono_tz::Tz::Europe__Madrid);

/// Tuesday, 10 March 2026, 10:00 in Madrid.
pub(crate) fn now() -> Instant {
    let day = NaiveDate::from_ymd_opt(2026, 3, 10).expect("a date");
    let hour = NaiveTime::from_hms_opt(10, 0, 0).expect("an hour");
    ZONE.at(day, hour).expect("no change of the clock")
}

/// Nothing was asked.
pub(crate) fn nothing() -> Expectation {
    Expectation::default()
}

/// This was asked while a visit is arranged.
pub(crate) fn asked(what: Expected) -> Expectation {
    let naming = matches!(what, Expected::Name | Expected::ConfirmName | Expected::Surname);
    Expectation { asked: Some(what), arranging: !naming, ..Expectation::default() }
}

/// One time was proposed: Thursday 12 March, 17:00 with Marta.
pub(crate) fn offer() -> Expectation {
    Expectation { options: vec![shown("2026-03-12", "17:00", "Marta")], ..asked(Expected::Confirm) }
}

/// Three times were shown: Friday 10:30 Marta, Friday 12:30 Pilar, Saturday 10:00 Ana.
pub(crate) fn three() -> Expectation {
    let options = vec![
        shown("2026-03-13", "10:30", "Marta"),
        shown("2026-03-13", "12:30", "Pilar"),
        shown("2026-03-14", "10:00", "Ana"),
    ];
    Expectation { options, ..asked(Expected::Choose) }
}

/// Three lengths of highlights were shown.
pub(crate) fn lengths() -> Expectation {
    let options = [
        ["Mechas (Corto-Medio)", "por los hombros o más corto"],
        ["Mechas (Largo)", "por debajo de los hombros"],
        ["Mechas (Extra)", "muy largo o con mucha cantidad"],
    ]
    .into_iter()
    .map(|names| Shown { names: names.map(str::to_owned).to_vec(), ..Shown::default() })
    .collect();
    Expectation { options, ..asked(Expected::Choose) }
}

/// The customer has an appointment and nothing was asked.
pub(crate) fn booked() -> Expectation {
    Expectation { has_appointment: true, ..Expectation::default() }
}

/// Shall the cut of Thursday 12 March, 17:00 with Marta be cancelled?
pub(crate) fn cancelling() -> Expectation {
    let standing = Shown { names: vec!["CORTAR".to_owned()], ..shown("2026-03-12", "17:00", "Marta") };
    Expectation { options: vec![standing], has_appointment: true, ..asked(Expected::Confirm) }
}

fn shown(date: &str, time: &str, stylist: &str) -> Shown {
    Shown {
        date: Some(date.parse().expect("a date")),
        time: Some(NaiveTime::parse_from_str(time, "%H:%M").expect("an hour")),
        stylists: vec![stylist.to_owned()],
        names: Vec::new(),
    }
}

/// Reads every phrase and compares; all that differ are shown.
pub(crate) fn check(expectation: &Expectation, table: &[(&str, &str)]) {
    let (reader, lexicon) = (SpanishReader::new(), lexicon());
    let mut misses = String::new();
    for (text, want) in table {
        let heard = reader.read(text, now(), expectation, &lexicon);
        let got = brief(&heard, expectation);
        if got != *want {
            let mark = if heard.complete { "!" } else { "" };
            writeln!(misses, "MISS{mark} {text}\n   want {want}\n   got  {got}").expect("a string takes it");
        }
    }
    assert!(misses.is_empty(), "\n{misses}");
}

/// All acts of a message, courtesies only where nothing else was said.
pub(crate) fn brief(heard: &Heard, expectation: &Expectation) -> String {
    let courtesy = |act: &&Act| matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat);
    let substance = heard.acts.iter().any(|act| !courtesy(&act));
    let acts = heard.acts.iter().filter(|act| !substance || !courtesy(act));
    acts.map(|act| one(act, heard, expectation)).collect::<Vec<_>>().join(" | ")
}

fn one(act: &Act, heard: &Heard, expectation: &Expectation) -> String {
    match act {
        Act::Want(wish) => format!("want{}", self::wish(wish)),
        Act::WaitingList(wish) => format!("waiting{}", self::wish(wish)),
        Act::Usual(wish) => format!("usual{}", self::wish(wish)),
        Act::Accept => "yes".to_owned(),
        Act::Decline => "no".to_owned(),
        Act::Choose(_) => {
            let one = Heard { acts: vec![act.clone()], ..heard.clone() };
            let value = understand::acts(&one, expectation, ZONE).remove(0);
            let fields =
                value.as_object().expect("an act is an object").iter().filter(|(key, _)| *key != "act");
            let fields: Vec<String> =
                fields.map(|(key, v)| format!("{key}={}", v.to_string().trim_matches('"'))).collect();
            format!("choose {}", fields.join(" "))
        }
        Act::GiveName(name) => {
            format!(
                "name {}/{}",
                name.first.as_deref().unwrap_or_default(),
                name.last.as_deref().unwrap_or_default()
            )
        }
        Act::Ask(asking) => self::asking(asking),
        Act::Move { which, to, with } => {
            let to = to.as_ref().map(|to| format!(" to{}", when(to))).unwrap_or_default();
            let with = with.as_ref().map(|w| format!(" with={w}")).unwrap_or_default();
            format!("move{}{to}{with}", self::which(which))
        }
        Act::Cancel { which } => format!("cancel{}", self::which(which)),
        Act::Late { minutes, arriving } => {
            let minutes = minutes.map(|m| format!(" {m}")).unwrap_or_default();
            format!("late{minutes}{}", arriving.as_ref().map(when).unwrap_or_default())
        }
        Act::PaymentFailed => "failed".to_owned(),
        Act::SaysPaid => "paid".to_owned(),
        Act::CannotPayOnline => "cannotpay".to_owned(),
        Act::Medical(_) => "medical".to_owned(),
        Act::Person { named } => {
            format!("person{}", named.as_ref().map(|n| format!(" {n}")).unwrap_or_default())
        }
        Act::Complaint(_) => "complaint".to_owned(),
        Act::Abuse => "abuse".to_owned(),
        Act::OptOut => "optout".to_owned(),
        Act::OptIn => "optin".to_owned(),
        Act::MyData(wish) => format!("mydata {wish:?}").to_lowercase(),
        Act::NotForUs(_) => "notforus".to_owned(),
        Act::Later => "later".to_owned(),
        Act::Repeat => "repeat".to_owned(),
        Act::Why => "why".to_owned(),
        Act::Refuse => "refuse".to_owned(),
        Act::Greet => "hello".to_owned(),
        Act::Thank => "thanks".to_owned(),
        Act::Goodbye => "bye".to_owned(),
        Act::Chat => "chat".to_owned(),
        Act::Unclear => "unclear".to_owned(),
    }
}

fn joined(words: &[Words]) -> String {
    words.iter().map(Words::folded).collect::<Vec<_>>().join("+")
}

fn wish(wish: &Wish) -> String {
    let mut out = String::new();
    let mut put = |part: String| {
        out.push(' ');
        out.push_str(&part);
    };
    if !wish.services.is_empty() {
        put(joined(&wish.services));
    }
    if !wish.without.is_empty() {
        put(format!("-{}", joined(&wish.without)));
    }
    if wish.only {
        put("only".to_owned());
    }
    if let Some(said) = wish.when.as_ref().map(when).filter(|said| !said.is_empty()) {
        put(said.trim_start().to_owned());
    }
    for not in &wish.not_when {
        put(format!("not({})", when(not).trim_start()));
    }
    if let Some(with) = &wish.with {
        put(format!("with={with}"));
    }
    if !wish.not_with.is_empty() {
        put(format!("notwith={}", joined(&wish.not_with)));
    }
    if wish.anyone {
        put("anyone".to_owned());
    }
    if !wish.for_whom.is_empty() {
        put(format!("for={}", joined(&wish.for_whom)));
    }
    if wish.for_me == Some(true) {
        put("me".to_owned());
    }
    if let Some(people) = wish.people {
        put(format!("people={people}"));
    }
    for share in &wish.shares {
        put(format!(
            "({}:{})",
            share.who.as_ref().map_or_else(|| "yo".to_owned(), Words::folded),
            joined(&share.services)
        ));
    }
    if let Some(age) = wish.age {
        put(format!("age={age}"));
    }
    if wish.another {
        put("another".to_owned());
    }
    if wish.consultation {
        put("consultation".to_owned());
    }
    out
}

fn which(which: &Which) -> String {
    let mut out = which.when.as_ref().map(when).unwrap_or_default();
    if !which.services.is_empty() {
        write!(out, " {}", joined(&which.services)).expect("a string takes it");
    }
    for (key, words) in [("with", &which.with), ("whose", &which.whose)] {
        if let Some(words) = words {
            write!(out, " {key}={}", words.folded()).expect("a string takes it");
        }
    }
    if which.all {
        out.push_str(" all");
    }
    if which.emphatic {
        out.push_str(" sure");
    }
    out
}

/// A time as the corpus prints it.
fn when(when: &When) -> String {
    let wish = Wish { when: Some(when.clone()), ..Wish::default() };
    let heard =
        Heard { acts: vec![Act::Want(wish)], sent_at: now(), complete: true, formal: false, by_rules: true };
    let value = understand::acts(&heard, &nothing(), ZONE).remove(0);
    ["date", "time", "daypart"]
        .iter()
        .filter(|key| !value[**key].is_null())
        .fold(String::new(), |text, key| text + " " + &value[*key].to_string().replace('"', ""))
}

fn asking(asking: &Asking) -> String {
    let about = |name: &str, words: &[Words]| format!("{name} {}", joined(words)).trim_end().to_owned();
    match asking {
        Asking::Price(words) => about("price", words),
        Asking::Length(words) => about("length", words),
        Asking::WhatIs(words) => about("whatis", words),
        Asking::Advice(words) => about("advice", words),
        Asking::Services(kind) => about("services", kind.as_slice()),
        Asking::DoYouDo(words) => about("doyoudo", words),
        Asking::WhoDoes { with, services } => {
            about(&format!("whodoes{}", with.as_ref().map(|w| format!(" {w}")).unwrap_or_default()), services)
        }
        Asking::Works { with, when: at } => {
            format!("works {with}{}", at.as_ref().map(when).unwrap_or_default())
        }
        Asking::Faq(Topic::Hours) | Asking::Open(None) => "hours".to_owned(),
        Asking::Open(Some(at)) => format!("hours{}", when(at)),
        Asking::Faq(Topic::Address) => "address".to_owned(),
        Asking::Faq(Topic::Parking) => "parking".to_owned(),
        Asking::Faq(Topic::Payment) => "payment".to_owned(),
        Asking::Faq(Topic::Cancellation) => "policy".to_owned(),
        Asking::Other(_) => "faq".to_owned(),
        Asking::OwnAppointments(which) => format!("own{}", self::which(which)),
        Asking::AreYouARobot => "robot".to_owned(),
        Asking::SomeoneElse => "someoneelse".to_owned(),
        Asking::WhyDeposit => "whydeposit".to_owned(),
        Asking::HowMuchDeposit => "howmuchdeposit".to_owned(),
    }
}
