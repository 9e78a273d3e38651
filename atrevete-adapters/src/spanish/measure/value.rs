//! The corpora's shape of a value, as it is printed.

use serde::{Deserialize, Serialize};

/// One value of time with its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// What it is.
    pub kind: Kind,
    /// The value.
    pub expect: Expect,
}

/// The corpora's kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A day.
    Date,
    /// An hour.
    Time,
    /// An hour of a day.
    Datetime,
    /// Days, the end not included.
    Daterange,
    /// Hours.
    Timerange,
    /// Hours of a day, or from one moment to another.
    Datetimerange,
    /// A length.
    Duration,
    /// Yes or no.
    Boolean,
}

/// A value; absent fields do not belong to its kind. Dates are `YYYY-MM-DD`, hours `HH:MM`, moments both with a `T`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Expect {
    /// The one day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where a range begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Where a range ends; of days the first that no longer belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The last day that belongs to a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// `mañana`, `mediodía`, `tarde`, `noche`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daypart: Option<String>,
    /// A length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Yes or no.
    #[serde(rename = "bool", skip_serializing_if = "Option::is_none")]
    pub boolean: Option<bool>,
    /// There is no such day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<bool>,
    /// `before`, `after`, `approx`, `start`, `mid`, `end`.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// Other readings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Expect>,
}

impl Measured {
    pub(super) fn new(kind: Kind, expect: Expect) -> Self {
        Self { kind, expect }
    }

    /// One value of several readings; `None` if there is none.
    pub(super) fn of(kind: Kind, readings: impl IntoIterator<Item = Expect>) -> Option<Self> {
        let mut readings = readings.into_iter();
        let first = readings.next()?;
        Some(Self { kind, expect: Expect { or: readings.collect(), ..first } })
    }
}
