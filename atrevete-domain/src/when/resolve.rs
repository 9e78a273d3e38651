//! From symbols to dates.

use super::{DateSpan, Day, DayWish, Resolution, Time, TimeWindow, When};
use chrono::{Datelike as _, Days, NaiveDateTime};

/// What `when` means at `local`, the salon's clock at the moment it was said.
pub(super) fn resolve(when: &When, local: NaiveDateTime) -> Resolution {
    let today = local.date();
    let window = match &when.time {
        None => TimeWindow::default(),
        Some(Time::At(t)) => TimeWindow { at: vec![*t], ..TimeWindow::default() },
        Some(Time::Part(p)) => TimeWindow { part: Some(*p), ..TimeWindow::default() },
    };
    let date = match &when.day {
        None => return Resolution::Clear(DayWish { window, ..DayWish::default() }),
        Some(Day::Soonest) => {
            return Resolution::Clear(DayWish { soonest: true, window, ..DayWish::default() });
        }
        Some(Day::Today) => today,
        Some(Day::Tomorrow) => today + Days::new(1),
        Some(Day::InDays(n)) => today + Days::new(u64::from(*n)),
        Some(Day::Weekday(w)) if today.weekday() == *w => {
            return Resolution::WhichDay { of: vec![today, today + Days::new(7)], window };
        }
        Some(Day::Weekday(w) | Day::NextWeekday(w)) => (1..=7)
            .map(|n| today + Days::new(n))
            .find(|d| d.weekday() == *w)
            .expect("a week has every weekday"),
        Some(Day::Date { day, month, year, .. }) => {
            let (m, y) = (month.map_or(today.month(), u32::from), year.unwrap_or(today.year()));
            let Some(date) = chrono::NaiveDate::from_ymd_opt(y, m, u32::from(*day)) else {
                return Resolution::NoSuchDay;
            };
            date
        }
    };
    Resolution::Clear(DayWish { days: vec![DateSpan::day(date)], window, ..DayWish::default() })
}
