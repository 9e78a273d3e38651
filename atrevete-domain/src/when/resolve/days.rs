//! From a symbolic day to spans of dates.

use super::super::{DateSpan, Day, Unit};
use super::calendar::{coming, days, moved, stepped, week, year};
use super::months::{named, nth, portion, renewed};
use chrono::{Datelike as _, NaiveDate, Weekday};

/// What a symbolic day means on a certain today, before the rules about the past.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayReading {
    /// The days, in order of preference.
    pub spans: Vec<DateSpan>,
    /// Days that it may be, in order, where it is not clear which.
    pub which: Vec<NaiveDate>,
    /// Days that it is not.
    pub except: Vec<DateSpan>,
    /// Weekdays that it is not.
    pub except_weekdays: Vec<Weekday>,
    /// The first that fits.
    pub soonest: bool,
}

impl DayReading {
    pub(super) fn span(span: DateSpan) -> Self {
        Self { spans: vec![span], ..Self::default() }
    }

    fn day(date: NaiveDate) -> Self {
        Self::span(DateSpan::day(date))
    }

    /// One of several days; the first is the likeliest.
    fn one_of(mut of: Vec<NaiveDate>) -> Option<Self> {
        let spans = vec![DateSpan::day(*of.first()?)];
        of.sort_unstable();
        of.dedup();
        Some(Self { spans, which: if of.len() > 1 { of } else { Vec::new() }, ..Self::default() })
    }
}

/// How many weeks ahead "los viernes" reaches.
const WEEKS_AHEAD: i64 = 8;
/// How many days before and after are "about" a day.
const NEARBY: i64 = 2;
/// How far ahead "lunes 21" may be meant without being asked, in days.
const NEAR: i64 = 92;

/// What `day` means on `today`; `None`: there is no such day.
pub(super) fn read(day: &Day, today: NaiveDate) -> Option<DayReading> {
    let reading = understood(day, today)?;
    // "lo que queda de la semana pasada": nothing.
    reading.spans.iter().all(|span| span.first <= span.last).then_some(reading)
}

fn understood(day: &Day, today: NaiveDate) -> Option<DayReading> {
    match day {
        Day::Weekday(weekday) if today.weekday() == *weekday => {
            DayReading::one_of(vec![today, moved(today, 7)?])
        }
        Day::Date { day, month, year, weekday } => date(*day, *month, *year, *weekday, today),
        Day::Named { day, weekday } => {
            let date = hull(day, today)?.first;
            if date.weekday() == *weekday {
                return Some(DayReading::day(date));
            }
            DayReading::one_of(vec![date, coming(moved(today, 1)?, *weekday)?])
        }
        Day::Every(weekdays) => every(weekdays, today),
        Day::Workdays => workdays(today),
        Day::Within { weekday, of } => within(*weekday, of, today),
        Day::AnyOf(of) => any_of(of, today),
        Day::Except { of, not } => except(of.as_deref(), not, today),
        Day::Any => Some(DayReading::span(DateSpan::since(today))),
        Day::Soonest => Some(DayReading { soonest: true, ..DayReading::default() }),
        Day::Later { of, weeks } => {
            let span = hull(of, today)?;
            let days = i64::from(*weeks) * 7;
            Some(DayReading::span(DateSpan {
                first: moved(span.first, days)?,
                last: moved(span.last, days)?,
            }))
        }
        _ => single(day, today).or_else(|| stretch(day, today)).map(DayReading::span),
    }
}

/// From the first day that `day` may mean to the last.
pub(super) fn hull(day: &Day, today: NaiveDate) -> Option<DateSpan> {
    let reading = read(day, today)?;
    let first = reading.spans.iter().map(|span| span.first).min();
    let last = reading.spans.iter().map(|span| span.last).max();
    let (first, last) = first.zip(last).unwrap_or((today, today));
    Some(DateSpan { first, last })
}

/// Symbols that name one day.
fn single(day: &Day, today: NaiveDate) -> Option<DateSpan> {
    let date = match day {
        Day::Today => today,
        Day::Tomorrow => moved(today, 1)?,
        Day::InDays(count) => moved(today, i64::from(*count))?,
        Day::Ahead { count, unit } => stepped(today, i32::from(*count), *unit)?,
        Day::Ago { count, unit } => stepped(today, -i32::from(*count), *unit)?,
        Day::Weekday(weekday) => coming(today, *weekday)?,
        Day::NextWeekday(weekday) => coming(moved(today, 1)?, *weekday)?,
        Day::LastWeekday(weekday) => moved(coming(today, *weekday)?, -7)?,
        Day::InMonth { day, of } => hull(of, today)?.first.with_day(u32::from(*day))?,
        _ => return None,
    };
    Some(DateSpan::day(date))
}

/// Symbols that name a stretch of days.
fn stretch(day: &Day, today: NaiveDate) -> Option<DateSpan> {
    match day {
        Day::Coming { count, unit } => coming_units(*count, *unit, today),
        Day::Past { count, unit } => {
            let last = moved(today, -1)?;
            Some(DateSpan { first: stepped(today, -i32::from((*count).max(1)), *unit)?, last })
        }
        Day::About(of) => {
            let span = hull(of, today)?;
            let first = moved(span.first, -NEARBY)?;
            Some(DateSpan { first: first.max(today.min(span.first)), last: moved(span.last, NEARBY)? })
        }
        Day::Holiday(holiday) => holiday.next(today),
        Day::Week(weeks) => week(today, i64::from(*weeks)),
        // "la semana del 9", said on Tuesday the 10th, is this week.
        Day::WeekOf(of) => week(hull(of, week(today, 0)?.first)?.first, 0),
        Day::Weekend(nth) => weekend(*nth, today),
        Day::Month(months) => {
            let first = stepped(today.with_day(1)?, i32::from(*months), Unit::Months)?;
            Some(DateSpan { first, last: moved(stepped(first, 1, Unit::Months)?, -1)? })
        }
        Day::NamedMonth { month, year } => named(*month, *year, today),
        Day::Year(years) => year(today.year().checked_add(i32::from(*years))?),
        Day::CalendarYear(number) => year(*number),
        Day::Nth { nth: number, what, of } => renewed(of, today, |span| nth(*number, *what, span)),
        Day::Portion { portion: which, of } => renewed(of, today, |span| portion(*which, span)),
        Day::Rest(of) => {
            let span = hull(of, today)?;
            Some(DateSpan { first: span.first.max(today), last: span.last })
        }
        Day::From(of) => Some(DateSpan::since(hull(of, today)?.first)),
        Day::After(of) => Some(DateSpan::since(moved(hull(of, today)?.last, 1)?)),
        Day::Before(of) => before(of, today),
        Day::Until(of) => {
            let last = hull(of, today)?.last;
            Some(DateSpan { first: today.min(last), last })
        }
        Day::Between(from, to) => between(from, to, today),
        _ => None,
    }
}

/// "antes del viernes"; on a Friday that is the next one, as nothing lies before this one.
fn before(of: &Day, today: NaiveDate) -> Option<DateSpan> {
    let mut end = hull(of, today)?.first;
    if matches!(of, Day::Weekday(_)) && end == today {
        end = moved(end, 7)?;
    }
    let last = moved(end, -1)?;
    Some(DateSpan { first: today.min(last), last })
}

fn coming_units(count: u16, unit: Unit, today: NaiveDate) -> Option<DateSpan> {
    let first = match unit {
        Unit::Days => moved(today, 1)?,
        Unit::Weeks => week(today, 1)?.first,
        Unit::Months => stepped(today.with_day(1)?, 1, Unit::Months)?,
        Unit::Years => year(today.year().checked_add(1)?)?.first,
    };
    Some(DateSpan { first, last: moved(stepped(first, i32::from(count.max(1)), unit)?, -1)? })
}

/// The weekend under way or to come (0), or the `nth` that is not under way.
fn weekend(nth: i16, today: NaiveDate) -> Option<DateSpan> {
    let saturday = moved(week(today, 0)?.first, 5)?;
    let under_way = today >= saturday;
    let weeks = if nth >= 1 && !under_way { nth - 1 } else { nth };
    let first = moved(saturday, i64::from(weeks) * 7)?;
    let last = moved(first, 1)?;
    Some(DateSpan { first: if nth == 0 { first.max(today) } else { first }, last })
}

/// "del 13 al 15". Two calendar dates are anchored at their end, so that one that has begun goes on ("del 1 al 30",
/// said on the 12th); anything else at its start ("de lunes a miércoles" is one stretch, not two days).
fn between(from: &Day, to: &Day, today: NaiveDate) -> Option<DateSpan> {
    let anchored_at_end =
        |from_month: Option<u8>, to_month: Option<u8>| to_month.is_some() || from_month.is_none();
    let span = if let (Day::Date { day, month, year: None, .. }, Day::Date { month: to_month, .. }) =
        (from, to)
        && anchored_at_end(*month, *to_month)
    {
        let last = hull(to, today)?.last;
        DateSpan { first: latest(*day, *month, last)?, last }
    } else {
        let first = hull(from, today)?.first;
        let floating = matches!(
            to,
            Day::Weekday(_)
                | Day::NextWeekday(_)
                | Day::Date { .. }
                | Day::NamedMonth { .. }
                | Day::Holiday(_)
        );
        let to = match to {
            // "de lunes a lunes": eight days.
            Day::Weekday(weekday) if first.weekday() == *weekday => &Day::NextWeekday(*weekday),
            other => other,
        };
        DateSpan { first, last: hull(to, if floating { first } else { today })?.last }
    };
    (span.first <= span.last).then_some(span)
}

/// The last date with this number (and month) on `end` or before it.
fn latest(day: u8, month: Option<u8>, end: NaiveDate) -> Option<NaiveDate> {
    (0..=12).find_map(|back| {
        let month_start = stepped(end.with_day(1)?, -back, Unit::Months)?;
        let date = month_start.with_day(u32::from(day))?;
        let fits = month.is_none_or(|month| date.month() == u32::from(month));
        (fits && date <= end).then_some(date)
    })
}

/// A calendar date with parts left out.
fn date(
    day: u8,
    month: Option<u8>,
    year: Option<i32>,
    weekday: Option<Weekday>,
    today: NaiveDate,
) -> Option<DayReading> {
    let fits = |date: &NaiveDate| weekday.is_none_or(|weekday| date.weekday() == weekday);
    if let Some(year) = year {
        let month = month.map_or(today.month(), u32::from);
        let date = NaiveDate::from_ymd_opt(year, month, u32::from(day))?;
        return fits(&date).then(|| DayReading::day(date));
    }
    // A date that has passed this year is next year's; a number alone is this month's or the next that has it.
    let candidates: Vec<NaiveDate> = match month {
        Some(month) => (0..=1)
            .filter_map(|n| {
                NaiveDate::from_ymd_opt(today.year().checked_add(n)?, u32::from(month), u32::from(day))
            })
            .filter(|date| *date >= today)
            .collect(),
        None => (0..=16)
            .filter_map(|n| stepped(today.with_day(1)?, n, Unit::Months)?.with_day(u32::from(day)))
            .filter(|date| *date >= today)
            .collect(),
    };
    let nearest = *candidates.first()?;
    let meant = candidates.into_iter().find(fits)?;
    let sure = meant == nearest || month.is_none() && (meant - today).num_days() <= NEAR;
    if sure { Some(DayReading::day(meant)) } else { DayReading::one_of(vec![meant, nearest]) }
}

fn every(weekdays: &[Weekday], today: NaiveDate) -> Option<DayReading> {
    let last = moved(today, WEEKS_AHEAD * 7 - 1)?;
    let wanted = |date: &NaiveDate| weekdays.contains(&date.weekday());
    let spans: Vec<_> = days(DateSpan { first: today, last }).filter(wanted).map(DateSpan::day).collect();
    (!spans.is_empty()).then(|| DayReading { spans, ..DayReading::default() })
}

fn workdays(today: NaiveDate) -> Option<DayReading> {
    let spans = (0..WEEKS_AHEAD)
        .map(|n| {
            let week = week(today, n)?;
            Some(DateSpan { first: week.first.max(today), last: moved(week.first, 4)? })
        })
        .collect::<Option<Vec<_>>>()?;
    let spans = spans.into_iter().filter(|span| span.first <= span.last).collect();
    Some(DayReading { spans, ..DayReading::default() })
}

/// The weekday within other days: "el miércoles de la semana que viene"; within one day, the week it lies in.
fn within(weekday: Weekday, of: &Day, today: NaiveDate) -> Option<DayReading> {
    let mut span = hull(of, today)?;
    if span.first == span.last {
        span = week(span.first, 0)?;
    }
    let all: Vec<_> = days(span).filter(|date| date.weekday() == weekday).collect();
    let ahead: Vec<_> = all.iter().copied().filter(|date| *date >= today).collect();
    let dates = if ahead.is_empty() { all } else { ahead };
    let spans: Vec<_> = dates.into_iter().map(DateSpan::day).collect();
    (!spans.is_empty()).then(|| DayReading { spans, ..DayReading::default() })
}

fn any_of(of: &[Day], today: NaiveDate) -> Option<DayReading> {
    let readings = of.iter().map(|day| read(day, today)).collect::<Option<Vec<_>>>()?;
    let mut all = DayReading::default();
    let unclear = readings.iter().any(|reading| !reading.which.is_empty());
    for reading in readings {
        if unclear {
            all.which.extend(reading.which.iter().copied());
            if reading.which.is_empty() {
                all.which.extend(reading.spans.iter().flat_map(|span| days(*span).take(7)));
            }
        }
        all.spans.extend(reading.spans);
        all.except.extend(reading.except);
        all.except_weekdays.extend(reading.except_weekdays);
        all.soonest |= reading.soonest;
    }
    all.which.sort_unstable();
    all.which.dedup();
    Some(all)
}

fn except(of: Option<&Day>, not: &[Day], today: NaiveDate) -> Option<DayReading> {
    let mut reading = of.map_or_else(|| Some(DayReading::default()), |of| read(of, today))?;
    for day in not {
        match day {
            Day::Weekday(weekday) => reading.except_weekdays.push(*weekday),
            Day::Every(weekdays) => reading.except_weekdays.extend(weekdays),
            Day::Workdays => reading.except_weekdays.extend([
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
                Weekday::Fri,
            ]),
            other => reading.except.extend(read(other, today)?.spans),
        }
    }
    Some(reading)
}
