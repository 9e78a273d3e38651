//! When doors are open: weeks with validity, special days, closures.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// From one time of day to another, half open, on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    /// Opens.
    pub from: NaiveTime,
    /// Closes.
    pub to: NaiveTime,
}

/// The intervals of a day, in order; none is a day off.
pub type DayHours = Vec<Hours>;

/// A week, by weekday (Monday first), valid for some dates, perhaps every other week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct WeeklyHours {
    /// The weeks, the later ones winning where several are valid on a date.
    pub weeks: Vec<Week>,
    /// Dates that differ from their week.
    pub special: Vec<Opening>,
}

/// One pattern of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// First date on which it holds; open when absent.
    pub from: Option<NaiveDate>,
    /// Last date on which it holds; open when absent.
    pub until: Option<NaiveDate>,
    /// Every how many weeks it holds, counted from `from`; 1 is every week.
    pub every: u8,
    /// Monday to Sunday.
    pub days: [DayHours; 7],
}

/// A date with hours of its own: reduced, longer, or on a day that is otherwise closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The date.
    pub date: NaiveDate,
    /// Its intervals.
    pub hours: DayHours,
    /// Why, for customers ("Nochebuena").
    pub reason: Option<String>,
}

/// Dates on which the salon is closed, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// First closed date.
    pub from: NaiveDate,
    /// Last closed date.
    pub to: NaiveDate,
    /// Why, for customers ("la Fiesta Nacional").
    pub reason: String,
}

/// The salon's hours: a closure beats a special opening, which beats the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct OpeningHours {
    /// Ordinary weeks and special days.
    pub weekly: WeeklyHours,
    /// Holidays and vacations.
    pub closures: Vec<Closure>,
}

impl WeeklyHours {
    /// The same intervals on the given weekdays, always.
    pub fn every_week(days: &[(Weekday, &[Hours])]) -> Self {
        let mut week = Week { from: None, until: None, every: 1, days: Default::default() };
        for (day, hours) in days {
            week.days[day.num_days_from_monday() as usize] = hours.to_vec();
        }
        Self { weeks: vec![week], special: Vec::new() }
    }
}
