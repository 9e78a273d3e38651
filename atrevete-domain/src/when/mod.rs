//! Symbolic time: what was said of a day or an hour, and what it means.
//!
//! A reader hands over symbols ([`When`]); the domain resolves them once, on entering a draft, in the salon's zone
//! against the moment the message was **sent**. Nothing ambiguous is guessed: see [`Resolution`].

mod day_part;
mod holiday;
mod resolve;
mod symbols;
mod wish;

pub use day_part::{DayPart, Edge};
pub use holiday::Holiday;
pub use resolve::DayReading;
pub use symbols::{Day, Habit, Piece, Portion, Time, Unit};
pub use wish::{DateSpan, DayWish, TimeWindow};

use crate::values::{Instant, SalonZone, Words};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// When, as it was said: symbols, never dates that a reader computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The day or days, if any were said.
    pub day: Option<Day>,
    /// The hour or part of the day, if any was said.
    pub time: Option<Time>,
    /// The words it was read from.
    pub said: Words,
}

/// What a [`When`] means at the moment it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// It has one meaning.
    Clear(DayWish),
    /// It may be any of these days ("el viernes" said on a Friday): asked, never guessed. The hours are clear.
    WhichDay {
        /// The days it may be, in order.
        of: Vec<NaiveDate>,
        /// The hours that were said with it.
        window: TimeWindow,
    },
    /// There is no such date (30 February, "lunes 15" when the 15th is a Tuesday this year and next).
    NoSuchDay,
    /// It lies in the past.
    Past(NaiveDate),
}

impl When {
    /// What it means, said at `sent_at` in `zone`.
    pub fn resolve(&self, sent_at: Instant, zone: SalonZone) -> Resolution {
        resolve::resolve(self, sent_at, zone)
    }

    /// A day without an hour, as code and tests say it.
    pub fn on(day: Day) -> Self {
        Self { day: Some(day), time: None, said: Words::new("") }
    }

    /// An hour without a day.
    pub fn at(time: Time) -> Self {
        Self { day: None, time: Some(time), said: Words::new("") }
    }

    /// The same with this hour.
    #[must_use]
    pub fn with(mut self, time: Time) -> Self {
        self.time = Some(time);
        self
    }
}
