//! Steps on the calendar that stop at its ends instead of panicking.

use super::super::{DateSpan, Unit};
use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// `date` moved by so many days.
pub(super) fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let step = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(step) } else { date.checked_add_days(step) }
}

/// `date` moved by so many months; the day's number stays, or becomes the month's last.
pub(super) fn moved_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let step = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) }
}

/// `date` moved by `count` units, backwards if negative.
pub(super) fn stepped(date: NaiveDate, count: i32, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Days => moved(date, i64::from(count)),
        Unit::Weeks => moved(date, i64::from(count) * 7),
        Unit::Months => moved_months(date, count),
        Unit::Years => moved_months(date, count.checked_mul(12)?),
    }
}

/// The Monday of `date`'s week.
pub(super) fn monday(date: NaiveDate) -> Option<NaiveDate> {
    moved(date, -i64::from(date.weekday().num_days_from_monday()))
}

/// Monday to Sunday, `weeks` after `date`'s week.
pub(super) fn week(date: NaiveDate, weeks: i64) -> Option<DateSpan> {
    let first = moved(monday(date)?, weeks.checked_mul(7)?)?;
    Some(DateSpan { first, last: moved(first, 6)? })
}

/// The whole of a month.
pub(super) fn month(year: i32, month: u32) -> Option<DateSpan> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = moved(moved_months(first, 1)?, -1)?;
    Some(DateSpan { first, last })
}

/// The whole of a year.
pub(super) fn year(year: i32) -> Option<DateSpan> {
    Some(DateSpan {
        first: NaiveDate::from_ymd_opt(year, 1, 1)?,
        last: NaiveDate::from_ymd_opt(year, 12, 31)?,
    })
}

/// The first `weekday` on `date` or after it.
pub(super) fn coming(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    moved(date, i64::from(weekday.days_since(date.weekday())))
}

/// The days of `span` in order, at most two years of them.
pub(super) fn days(span: DateSpan) -> impl Iterator<Item = NaiveDate> {
    span.first.iter_days().take(731).take_while(move |date| *date <= span.last)
}
