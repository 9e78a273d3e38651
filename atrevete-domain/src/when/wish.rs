//! What is wished, resolved: dates and hours.

use super::{DayPart, Edge};
use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

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
    /// "a y media": minutes past whatever hour the context gives; it chooses among what was shown.
    #[serde(default)]
    pub minute: Option<u8>,
}

/// Length of a stretch that has no end, in days.
const OPEN_DAYS: u64 = 366;

impl DateSpan {
    /// One day.
    pub fn day(date: NaiveDate) -> Self {
        Self { first: date, last: date }
    }

    /// From this day on, without an end: a year, more than any salon plans ahead.
    pub fn since(first: NaiveDate) -> Self {
        Self { first, last: first.checked_add_days(Days::new(OPEN_DAYS)).unwrap_or(NaiveDate::MAX) }
    }

    /// Whether no end was said.
    pub fn is_open(self) -> bool {
        (self.last - self.first).num_days().unsigned_abs() >= OPEN_DAYS
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
