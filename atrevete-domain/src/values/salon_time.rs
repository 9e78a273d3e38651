//! Instants and the salon's wall clock.
//!
//! Invariant: an hour that the spring change skips is refused; of an hour that autumn repeats, the first is meant.

use super::Span;
use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A point in time.
pub type Instant = DateTime<Utc>;

/// The zone in which a salon's clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SalonZone(pub Tz);

impl SalonZone {
    /// What the salon's clock shows at `instant`.
    pub fn local(self, instant: Instant) -> chrono::NaiveDateTime {
        instant.with_timezone(&self.0).naive_local()
    }

    /// The salon's date at `instant`.
    pub fn date(self, instant: Instant) -> NaiveDate {
        self.local(instant).date()
    }

    /// The time of day in the salon at `instant`.
    pub fn time(self, instant: Instant) -> NaiveTime {
        self.local(instant).time()
    }

    /// The instant at which the salon's clock shows `time` on `date`; `None` inside the gap of the spring change.
    pub fn at(self, date: NaiveDate, time: NaiveTime) -> Option<Instant> {
        match self.0.from_local_datetime(&date.and_time(time)) {
            LocalResult::Single(t) | LocalResult::Ambiguous(t, _) => Some(t.with_timezone(&Utc)),
            LocalResult::None => None,
        }
    }

    /// The whole of `date`, 23 or 25 hours long on the days of a clock change.
    pub fn day(self, date: NaiveDate) -> Span {
        Span { from: self.midnight(date), to: self.midnight(date + Days::new(1)) }
    }

    /// The first instant of `date` (the gap's end where a change happens at midnight).
    fn midnight(self, date: NaiveDate) -> Instant {
        (0..24)
            .find_map(|hour| self.at(date, NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day")))
            .expect("no day is all gap")
    }
}

/// `HH:MM`.
pub fn fmt_time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADRID: SalonZone = SalonZone(Tz::Europe__Madrid);

    fn on(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn clock(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn the_gap_of_march_is_refused_and_the_fold_of_october_means_the_first() {
        assert_eq!(MADRID.at(on(3, 29), clock(2, 30)), None);
        assert_eq!(MADRID.at(on(10, 25), clock(2, 30)).unwrap().time(), clock(0, 30));
    }

    #[test]
    fn days_of_a_change_are_an_hour_shorter_or_longer() {
        assert_eq!(MADRID.day(on(3, 29)).length(), 23 * 60);
        assert_eq!(MADRID.day(on(10, 25)).length(), 25 * 60);
        assert_eq!(MADRID.day(on(7, 1)).length(), 24 * 60);
    }
}
