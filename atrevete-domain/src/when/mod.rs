//! Symbolic time: what was said of a day or an hour, and what it means.
//!
//! A reader hands over symbols ([`When`]); the domain resolves them once, on entering a draft, in the salon's zone
//! against the moment the message was **sent**. Nothing ambiguous is guessed: see [`Resolution`].

mod resolve;

use crate::values::{Instant, SalonZone, Words};
use chrono::{NaiveDate, NaiveTime, Weekday};
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

/// A day, or days, in symbols.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// "hoy".
    Today,
    /// "mañana".
    Tomorrow,
    /// "en tres días": so many days from now.
    InDays(u16),
    /// "el viernes", "este viernes": the coming one; on a Friday it is asked.
    Weekday(Weekday),
    /// "el viernes que viene", "el próximo viernes".
    NextWeekday(Weekday),
    /// A calendar date with what was left out: "el 15", "15 de mayo", "15/5/2027", "lunes 21".
    Date {
        /// Day of the month.
        day: u8,
        /// Month, if it was said.
        month: Option<u8>,
        /// Year, if it was said.
        year: Option<i32>,
        /// The weekday that was said with it.
        weekday: Option<Weekday>,
    },
    /// "lo antes posible".
    Soonest,
}

/// An hour, or hours, in symbols.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// An hour on the clock.
    At(NaiveTime),
    /// "por la tarde".
    Part(DayPart),
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
        resolve::resolve(self, zone.local(sent_at))
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

/// A part of the day as people in Spain mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Before 14:00.
    Morning,
    /// 12:00 to 14:00, and lunch.
    Midday,
    /// From 14:00.
    Afternoon,
    /// From 20:00.
    Night,
}

/// An end of the day or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// "a primera hora".
    First,
    /// "a última hora".
    Last,
}

/// Days that follow each other, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// When a customer wants to come: dates and hours, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct DayWish {
    /// Days wished, in order of preference; empty: no day was said.
    pub days: Vec<DateSpan>,
    /// Days that were refused.
    pub except: Vec<DateSpan>,
    /// Weekdays that were refused.
    pub except_weekdays: Vec<Weekday>,
    /// Hours wished.
    pub window: TimeWindow,
    /// "lo antes posible": the first that fits, whatever day.
    pub soonest: bool,
}

/// The hours wished within a day; everything empty: no hour was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct TimeWindow {
    /// Exact starts wished; two readings where "a las cinco" leaves morning or afternoon open.
    pub at: Vec<NaiveTime>,
    /// Not before.
    pub from: Option<NaiveTime>,
    /// Done or started before, as said: a start at or after it is not meant.
    pub to: Option<NaiveTime>,
    /// A part of the day.
    pub part: Option<DayPart>,
    /// The start or the end of the day or part.
    pub edge: Option<Edge>,
    /// "sobre las cinco": near is as good.
    pub approx: bool,
    /// Parts of the day that were refused.
    pub except: Vec<DayPart>,
}

impl DateSpan {
    /// One day.
    pub fn day(date: NaiveDate) -> Self {
        Self { first: date, last: date }
    }

    /// Whether `date` belongs to it.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}

impl DayWish {
    /// Whether days were said (or "soonest").
    pub fn has_day(&self) -> bool {
        self.soonest || !self.days.is_empty()
    }

    /// The one day it names, if it names exactly one.
    pub fn single_day(&self) -> Option<NaiveDate> {
        match self.days[..] {
            [DateSpan { first, last }] if first == last && !self.soonest => Some(first),
            _ => None,
        }
    }

    /// What is wished after `newer` was said on top: what it says replaces, what it leaves out stays. Refused days
    /// and hours add up, and a refused day is no longer wished.
    #[must_use]
    pub fn amended(&self, newer: &Self) -> Self {
        let mut wish = self.clone();
        if newer.has_day() {
            wish.days.clone_from(&newer.days);
            wish.soonest = newer.soonest;
            wish.except.clear();
            wish.except_weekdays.clear();
        }
        wish.except.extend(newer.except.iter().copied());
        wish.except_weekdays.extend(newer.except_weekdays.iter().copied());
        if !newer.window.is_open() {
            wish.window = newer.window.clone();
        }
        wish
    }
}

impl TimeWindow {
    /// Whether any hour suits.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}
