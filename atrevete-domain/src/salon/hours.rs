//! When doors are open and who works: weeks with validity, special days, closures.
//!
//! Invariants: a closure beats a special opening, which beats the week; on a day without an opening nobody works.

use super::{Salon, Stylist};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};
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

/// Whether and when the salon is open on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors<'a> {
    /// Open; the reason is that of a special opening ("Nochebuena").
    Open {
        /// The intervals, in order; never empty.
        hours: &'a [Hours],
        /// Why they differ from the week, if they do.
        reason: Option<&'a str>,
    },
    /// Closed; without a reason it is the weekly day off.
    Closed {
        /// Why, for customers.
        reason: Option<&'a str>,
    },
}

/// How far ahead [`OpeningHours::next_open`] looks, in days.
const FAR: u64 = 400;

impl Hours {
    /// The part that two intervals share.
    fn overlap(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from < to).then_some(Self { from, to })
    }
}

impl Week {
    /// Whether this pattern holds on `date`. Every how many weeks is counted in calendar weeks from the one of `from`
    /// (from the week of 5 January 1970 where there is none).
    fn holds(&self, date: NaiveDate) -> bool {
        let begun = self.from.is_none_or(|from| from <= date);
        let over = self.until.is_some_and(|until| until < date);
        let since = self.from.unwrap_or_default();
        let monday = |d: NaiveDate| d.week(Weekday::Mon).first_day();
        let weeks = (monday(date) - monday(since)).num_days().div_euclid(7);
        begun && !over && weeks.rem_euclid(i64::from(self.every.max(1))) == 0
    }

    /// The intervals of `date`'s weekday.
    fn day(&self, date: NaiveDate) -> &[Hours] {
        &self.days[date.weekday().num_days_from_monday() as usize]
    }
}

impl WeeklyHours {
    /// The intervals on `date`: of its special day, else of the last week that holds; `None` where neither exists.
    pub fn on(&self, date: NaiveDate) -> Option<&[Hours]> {
        self.special_on(date).map(|o| o.hours.as_slice()).or_else(|| self.ordinary(date))
    }

    /// The special day of `date`, if there is one.
    fn special_on(&self, date: NaiveDate) -> Option<&Opening> {
        self.special.iter().find(|o| o.date == date)
    }

    /// The intervals that the weeks alone give `date`.
    fn ordinary(&self, date: NaiveDate) -> Option<&[Hours]> {
        self.weeks.iter().rev().find(|w| w.holds(date)).map(|w| w.day(date))
    }

    /// The same intervals on the given weekdays, always.
    pub fn every_week(days: &[(Weekday, &[Hours])]) -> Self {
        let mut week = Week { from: None, until: None, every: 1, days: Default::default() };
        for (day, hours) in days {
            week.days[day.num_days_from_monday() as usize] = hours.to_vec();
        }
        Self { weeks: vec![week], special: Vec::new() }
    }
}

impl OpeningHours {
    /// Whether and when the salon is open on `date`, and why not or why otherwise than usual.
    pub fn on(&self, date: NaiveDate) -> Doors<'_> {
        if let Some(closure) = self.closures.iter().find(|c| c.from <= date && date <= c.to) {
            return Doors::Closed { reason: Some(&closure.reason) };
        }
        let reason = self.weekly.special_on(date).and_then(|o| o.reason.as_deref());
        match self.weekly.on(date) {
            None | Some([]) => Doors::Closed { reason },
            Some(hours) => Doors::Open { hours, reason },
        }
    }

    /// The open intervals of `date`, in order; none when closed.
    pub fn intervals(&self, date: NaiveDate) -> &[Hours] {
        match self.on(date) {
            Doors::Open { hours, .. } => hours,
            Doors::Closed { .. } => &[],
        }
    }

    /// The intervals that the ordinary week gives `date`, special days and closures aside.
    pub fn usual(&self, date: NaiveDate) -> &[Hours] {
        self.weekly.ordinary(date).unwrap_or_default()
    }

    /// Whether the salon opens on `date` at all.
    pub fn is_open(&self, date: NaiveDate) -> bool {
        !self.intervals(date).is_empty()
    }

    /// The next `n` dates after `date` on which the salon opens; fewer if there are not so many within a year.
    pub fn next_open(&self, date: NaiveDate, n: usize) -> Vec<NaiveDate> {
        (1..=FAR).map(|ahead| date + Days::new(ahead)).filter(|d| self.is_open(*d)).take(n).collect()
    }
}

impl Salon {
    /// When a stylist works on `date`, breaks not yet taken out. Her own hours rule, before opening and after closing
    /// too, and none for a date is a day off; without any week she works while the salon is open. On a special day of the salon, who works its whole ordinary
    /// day works the whole special one, and who works a part of it works the same part.
    pub fn working(&self, stylist: &Stylist, date: NaiveDate) -> Vec<Hours> {
        let Doors::Open { hours: open, .. } = self.hours.on(date) else { return Vec::new() };
        if let Some(own) = stylist.working.special_on(date) {
            return own.hours.clone();
        }
        if stylist.working.weeks.is_empty() {
            return open.to_vec();
        }
        let own = stylist.working.ordinary(date).unwrap_or_default();
        if self.hours.weekly.special_on(date).is_none() {
            return own.to_vec();
        }
        let usual = self.hours.weekly.ordinary(date).unwrap_or_default();
        let whole = match (usual, own) {
            ([], _) => true,
            ([first, ..], [begins, ..]) => {
                begins.from <= first.from && own.last().map(|h| h.to) >= usual.last().map(|h| h.to)
            }
            (_, []) => false,
        };
        if whole {
            return open.to_vec();
        }
        own.iter().flat_map(|a| open.iter().filter_map(|b| a.overlap(*b))).collect()
    }

    /// The pauses of a stylist on `date`.
    pub fn breaks<'a>(&self, stylist: &'a Stylist, date: NaiveDate) -> &'a [Hours] {
        stylist.breaks.on(date).unwrap_or_default()
    }

    /// When a stylist can have customers on `date`: her working hours without her breaks.
    pub fn attending(&self, stylist: &Stylist, date: NaiveDate) -> Vec<Hours> {
        let mut free = self.working(stylist, date);
        for pause in self.breaks(stylist, date) {
            free = free.iter().flat_map(|h| without(*h, *pause)).collect();
        }
        free
    }
}

/// What is left of `hours` when `pause` is taken out: none, one or two pieces.
fn without(hours: Hours, pause: Hours) -> impl Iterator<Item = Hours> {
    let before = Hours { from: hours.from, to: hours.to.min(pause.from) };
    let after = Hours { from: hours.from.max(pause.to), to: hours.to };
    [before, after].into_iter().filter(|h| h.from < h.to)
}
