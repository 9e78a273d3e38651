//! Pieces of a month, a week or a year: the first Friday, the second half, the end.

use super::super::{DateSpan, Day, Piece, Portion};
use super::calendar::{days, month, moved, week};
use chrono::{Datelike as _, NaiveDate, Weekday};

/// The piece of `of` that `cut` makes; when it has passed and `of` named no year, that of the next `of`: "el primer
/// viernes de julio", said in August, is next year's.
pub(super) fn renewed(
    of: &Day,
    today: NaiveDate,
    cut: impl Fn(DateSpan) -> Option<DateSpan>,
) -> Option<DateSpan> {
    let piece = cut(super::days::hull(of, today)?)?;
    let next = match of {
        Day::NamedMonth { month, year: None } => {
            Day::NamedMonth { month: *month, year: Some(today.year() + 1) }
        }
        Day::Month(0) => Day::Month(1),
        Day::Week(0) => Day::Week(1),
        _ => return Some(piece),
    };
    if piece.last < today { cut(super::days::hull(&next, today)?) } else { Some(piece) }
}

/// The `nth` piece (from 1, or from the end if negative) within `span`.
pub(super) fn nth(nth: i8, what: Piece, span: DateSpan) -> Option<DateSpan> {
    let starts =
        |weekday: Weekday| days(span).filter(move |date| date.weekday() == weekday).collect::<Vec<_>>();
    match what {
        Piece::Day => pick(nth, &days(span).collect::<Vec<_>>()).map(DateSpan::day),
        Piece::Weekday(weekday) => pick(nth, &starts(weekday)).map(DateSpan::day),
        Piece::Week => week(pick(nth, &starts(Weekday::Thu))?, 0),
        Piece::Weekend => {
            let first = pick(nth, &starts(Weekday::Sat))?;
            Some(DateSpan { first, last: moved(first, 1)? })
        }
    }
}

fn pick(nth: i8, dates: &[NaiveDate]) -> Option<NaiveDate> {
    let index = usize::from(nth.unsigned_abs()).checked_sub(1)?;
    if nth < 0 { dates.iter().rev().nth(index).copied() } else { dates.get(index).copied() }
}

/// A portion of `span`: of a month by its days' numbers, of a week by its days, of anything longer by thirds.
pub(super) fn portion(portion: Portion, span: DateSpan) -> Option<DateSpan> {
    let length = (span.last - span.first).num_days() + 1;
    let (first, last) = if length <= 7 {
        match portion {
            Portion::Start | Portion::FirstHalf => (0, 2),
            Portion::Middle => (1, 3),
            Portion::End | Portion::SecondHalf => (3, length - 1),
        }
    } else if length <= 31 {
        match portion {
            Portion::Start => (0, 9),
            Portion::Middle => (9, 19),
            Portion::End => (20, length - 1),
            Portion::FirstHalf => (0, 14),
            Portion::SecondHalf => (15, length - 1),
        }
    } else {
        match portion {
            Portion::Start => (0, length / 3 - 1),
            Portion::Middle => (length / 3, 2 * length / 3 - 1),
            Portion::End => (2 * length / 3, length - 1),
            Portion::FirstHalf => (0, length / 2 - 1),
            Portion::SecondHalf => (length / 2, length - 1),
        }
    };
    let first = moved(span.first, first)?;
    Some(DateSpan { first: first.min(span.last), last: moved(span.first, last)?.min(span.last) })
}

/// `month` (1 to 12) of `year`, or without a year the one under way or next to come.
pub(super) fn named(number: u8, year: Option<i32>, today: NaiveDate) -> Option<DateSpan> {
    if let Some(year) = year {
        return month(year, u32::from(number));
    }
    let this = month(today.year(), u32::from(number))?;
    if this.last < today { month(today.year().checked_add(1)?, u32::from(number)) } else { Some(this) }
}
