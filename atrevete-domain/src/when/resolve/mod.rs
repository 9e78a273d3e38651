//! From symbols to dates and hours.
//!
//! Invariants: pure; total over every symbol and every instant (the calendar's ends give "no such day", never a
//! panic); what is ambiguous comes out as a choice.

mod calendar;
mod days;
mod hours;
mod months;

pub use days::DayReading;

use super::{DateSpan, Day, DayWish, Resolution, Time, TimeWindow, When};
use crate::values::{Instant, SalonZone};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

impl Day {
    /// What it means on `today`, without the rules about the past; `None`: there is no such day.
    pub fn reading(&self, today: NaiveDate) -> Option<DayReading> {
        days::read(self, today)
    }
}

impl Time {
    /// The hours it may mean, likeliest first, by the salon's clock. A moment counted from now gives the hour it
    /// falls on; its date is [`Time::moment`]'s.
    pub fn readings(&self, now: NaiveTime) -> Vec<TimeWindow> {
        hours::readings(self, now)
    }

    /// For a moment counted from now: when that is by the salon's clock.
    pub fn moment(&self, sent_at: Instant, zone: SalonZone) -> Option<NaiveDateTime> {
        let minutes = match self {
            Self::InMinutes(minutes) => i64::from(*minutes),
            Self::ForMinutes(_) | Self::PastMinutes(_) => 0,
            _ => return None,
        };
        let instant = sent_at.checked_add_signed(TimeDelta::try_minutes(minutes)?)?;
        Some(zone.local(instant))
    }
}

/// What `when` means, said at `sent_at` in `zone`.
pub(super) fn resolve(when: &When, sent_at: Instant, zone: SalonZone) -> Resolution {
    let local = zone.local(sent_at);
    let moment = when.time.as_ref().and_then(|time| time.moment(sent_at, zone));
    let now = moment.unwrap_or(local);
    let window = when.time.as_ref().and_then(|time| hours::readings(time, now.time()).into_iter().next());
    let mut window = window.unwrap_or_default();
    if window.from.zip(window.to).is_some_and(|(from, to)| to <= from) {
        // "de 23 a 3": past midnight there is no salon, and the day's end is end enough.
        window.to = None;
    }
    let day = match (&when.day, moment) {
        (Some(day), _) => day.reading(local.date()),
        (None, Some(moment)) => Some(DayReading::span(DateSpan::day(moment.date()))),
        (None, None) => Some(DayReading::default()),
    };
    match day {
        None => Resolution::NoSuchDay,
        Some(day) if !day.which.is_empty() => which_day(day.which, window, local),
        Some(day) => clear(day, window, local),
    }
}

/// Days that it may be, unless the hour leaves only one: "el viernes a las 10", said on a Friday at 17:00.
fn which_day(mut days: Vec<NaiveDate>, window: TimeWindow, local: NaiveDateTime) -> Resolution {
    if hours::is_over(&window, local.time()) {
        days.retain(|day| *day != local.date());
    }
    match days[..] {
        [day] => Resolution::Clear(DayWish { days: vec![DateSpan::day(day)], window, ..DayWish::default() }),
        _ => Resolution::WhichDay { of: days, window },
    }
}

fn clear(day: DayReading, mut window: TimeWindow, local: NaiveDateTime) -> Resolution {
    let today = local.date();
    if let Some(last) = day.spans.iter().map(|span| span.last).max() {
        let only_today = day.spans.iter().all(|span| *span == DateSpan::day(today));
        if last < today || only_today && hours::is_over(&window, local.time()) {
            return Resolution::Past(last);
        }
        if only_today && window.at.len() > 1 {
            window.at.retain(|at| *at >= local.time());
        }
    }
    let DayReading { spans: days, except, except_weekdays, soonest, .. } = day;
    Resolution::Clear(DayWish { days, except, except_weekdays, window, soonest })
}

#[cfg(test)]
mod tests;
