//! Parts of the day, and their bounds in Spain.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

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

impl DayPart {
    /// From when to when: the part's hours, the end not included. Parts overlap as they do in speech.
    pub fn bounds(self) -> (NaiveTime, NaiveTime) {
        let clock = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
        match self {
            Self::Morning => (clock(6, 0), clock(14, 0)),
            Self::Midday => (clock(12, 0), clock(14, 0)),
            Self::Afternoon => (clock(14, 0), clock(21, 0)),
            Self::Night => (clock(20, 0), clock(23, 59)),
        }
    }

    /// Whether a start at `time` is in it.
    pub fn holds(self, time: NaiveTime) -> bool {
        let (from, to) = self.bounds();
        from <= time && time < to
    }
}
