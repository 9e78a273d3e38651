//! The facts in a text: what an utterance states, what a Spanish text states, and whether the two agree.
//!
//! Guards the built-in words, a salon's own words and any text that was reworded by something that cannot be trusted.
//! Invariants: what must be told is told; every amount, hour, date, length, percentage, link, other number and proper
//! name in the text is one of the facts.

mod find;
mod list;
mod of;
mod tokens;

pub use find::{Found, find};
pub use of::facts;

use super::formats;
use crate::values::{Money, fold};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use std::fmt;
use thiserror::Error;

/// A fact of an utterance, and whether its text must state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub value: FactValue,
    /// Whether it may be left out.
    pub duty: Duty,
}

/// Whether a fact may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The text must state it.
    Must,
    /// The text may state it.
    May,
}

/// Something that a text can be right or wrong about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// A sum of money.
    Amount(Money),
    /// A time of day on the salon's clock.
    Time(NaiveTime),
    /// A day.
    Date(NaiveDate),
    /// The word "hoy", where no day is given.
    Today,
    /// A day of every week.
    Weekday(Weekday),
    /// A length in minutes.
    Minutes(u32),
    /// A percentage.
    Percent(u8),
    /// A bare number (an age).
    Number(u32),
    /// The name of a person, a service or a place.
    Name(String),
    /// A link, compared without its scheme.
    Link(String),
    /// Words of the rows or of the customer: what stands in them is no claim of ours.
    Words(String),
}

/// Why a text does not agree with the facts.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Mismatch {
    /// A fact is not told.
    #[error("{0} is not told")]
    Missing(FactValue),
    /// Something is told that is not among the facts.
    #[error("{0} is told and is no fact")]
    Invented(Found),
}

/// Whether `text`, read at `now` on the salon's clock, tells these facts and no others. The error lists every mismatch.
pub fn check(text: &str, facts: &[Fact], now: NaiveDateTime) -> Result<(), Vec<Mismatch>> {
    let found = find(text, facts);
    let missing = facts
        .iter()
        .filter(|fact| fact.duty == Duty::Must && !told(&fact.value, text, &found, now))
        .map(|fact| Mismatch::Missing(fact.value.clone()));
    let invented = found
        .iter()
        .filter(|found| !facts.iter().any(|fact| agrees(found, &fact.value, now)))
        .map(|found| Mismatch::Invented(found.clone()));
    let all: Vec<Mismatch> = missing.chain(invented).collect();
    if all.is_empty() { Ok(()) } else { Err(all) }
}

/// Whether a fact that must be told is.
fn told(value: &FactValue, text: &str, found: &[Found], now: NaiveDateTime) -> bool {
    match value {
        FactValue::Name(name) => {
            has_words(text, &formats::service(name)) || has_words(text, &formats::work(name))
        }
        FactValue::Words(words) => has_words(text, words),
        FactValue::Link(link) => text.contains(bare(link)),
        // A weekday alone ("el jueves") is no date.
        FactValue::Date(date) => found.iter().any(|f| match f {
            Found::Day { day: None, .. } => false,
            other => agrees(other, &FactValue::Date(*date), now),
        }),
        FactValue::Amount(_)
        | FactValue::Time(_)
        | FactValue::Weekday(_)
        | FactValue::Today
        | FactValue::Minutes(_)
        | FactValue::Percent(_)
        | FactValue::Number(_) => found.iter().any(|f| agrees(f, value, now)),
    }
}

/// Whether something found in a text may mean this fact.
fn agrees(found: &Found, value: &FactValue, now: NaiveDateTime) -> bool {
    match (found, value) {
        (Found::Amount(sum), FactValue::Amount(fact)) => sum == fact,
        (Found::Time(readings), FactValue::Time(fact)) => readings.contains(fact),
        (Found::Minutes(length), FactValue::Minutes(fact)) => length == fact,
        (Found::Percent(share), FactValue::Percent(fact)) => share == &u32::from(*fact),
        (Found::Number(number), FactValue::Number(fact)) => number == &fact.to_string(),
        (Found::InDays(0), FactValue::Today) => true,
        (Found::InDays(ahead), FactValue::Date(date)) => {
            now.date().checked_add_days(Days::new(u64::from(*ahead))) == Some(*date)
        }
        (Found::Day { weekday, day, month, year }, FactValue::Date(date)) => {
            weekday.is_none_or(|w| w == date.weekday())
                && day.is_none_or(|d| d == date.day())
                && month.is_none_or(|m| m == date.month())
                && year.is_none_or(|y| y == date.year())
        }
        (Found::Day { weekday: Some(weekday), day: None, .. }, FactValue::Weekday(fact)) => weekday == fact,
        (Found::Weekdays(first, last), FactValue::Weekday(fact)) => between(*first, *last, *fact),
        (Found::Link(link), FactValue::Link(fact)) => bare(link) == bare(fact),
        _ => false,
    }
}

/// Whether `day` lies between the two, going round the week.
fn between(first: Weekday, last: Weekday, day: Weekday) -> bool {
    day.days_since(first) <= last.days_since(first)
}

fn has_words(text: &str, words: &str) -> bool {
    let words = fold(words);
    words.is_empty() || format!(" {} ", fold(text)).contains(&format!(" {words} "))
}

/// A link without scheme and final slash.
fn bare(link: &str) -> &str {
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link);
    link.trim_end_matches('/')
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(sum) => write!(f, "the amount {sum}"),
            Self::Time(time) => write!(f, "the hour {}", formats::hour(*time)),
            Self::Date(date) => write!(f, "the day {date}"),
            Self::Today => f.write_str("today"),
            Self::Weekday(day) => write!(f, "the weekday {day}"),
            Self::Minutes(minutes) => write!(f, "the length of {minutes} minutes"),
            Self::Percent(share) => write!(f, "the share of {share} percent"),
            Self::Number(number) => write!(f, "the number {number}"),
            Self::Name(name) => write!(f, "the name {name}"),
            Self::Link(link) => write!(f, "the link {link}"),
            Self::Words(words) => write!(f, "the words {words}"),
        }
    }
}

#[cfg(test)]
mod tests;
