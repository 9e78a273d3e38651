//! Feasts by their names, and the days they fall on.
//!
//! They name days; whether the salon is open on them is the business of its hours.

use super::DateSpan;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A day, or days, that people in Spain call by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// Año Nuevo.
    NewYear,
    /// Reyes, 6 January.
    Epiphany,
    /// San Valentín.
    Valentine,
    /// Martes de Carnaval.
    Carnival,
    /// San José, el día del padre.
    FathersDay,
    /// Semana Santa: Palm Sunday to Easter Sunday.
    HolyWeek,
    /// Jueves Santo.
    HolyThursday,
    /// Viernes Santo.
    GoodFriday,
    /// Domingo de Resurrección.
    Easter,
    /// Lunes de Pascua.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// El Dos de Mayo, Madrid's day.
    MadridDay,
    /// El día de la madre: first Sunday of May.
    MothersDay,
    /// San Isidro, 15 May.
    SanIsidro,
    /// San Juan, 24 June.
    SanJuan,
    /// Santiago, 25 July.
    Santiago,
    /// La Asunción, la Virgen de agosto.
    Assumption,
    /// La Hispanidad, el día del Pilar.
    HispanicDay,
    /// Halloween.
    Halloween,
    /// Todos los Santos.
    AllSaints,
    /// La Almudena, 9 November.
    Almudena,
    /// La Constitución, 6 December.
    Constitution,
    /// La Inmaculada, 8 December.
    Immaculate,
    /// Nochebuena.
    ChristmasEve,
    /// Navidad, the day.
    Christmas,
    /// Las Navidades, the season: 22 December to 6 January.
    ChristmasSeason,
    /// Nochevieja.
    NewYearsEve,
    /// La primavera.
    Spring,
    /// El verano.
    Summer,
    /// El otoño.
    Autumn,
    /// El invierno.
    Winter,
    /// "el puente" (the next one), "el puente de mayo" (5): a feast joined to a weekend.
    Bridge(Option<u8>),
}

impl Holiday {
    /// Its next days as seen on `today`, one that is under way included; `None` at the end of the calendar.
    pub fn next(self, today: NaiveDate) -> Option<DateSpan> {
        match self {
            Self::Bridge(month) => bridge(today, month),
            feast => (-1..=1)
                .filter_map(|n| feast.in_year(today.year().checked_add(n)?))
                .find(|span| span.last >= today),
        }
    }

    /// Its days in `year` (the year it begins in).
    fn in_year(self, year: i32) -> Option<DateSpan> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).map(DateSpan::day);
        let span = |first: (u32, u32), last: (i32, u32, u32)| {
            Some(DateSpan {
                first: NaiveDate::from_ymd_opt(year, first.0, first.1)?,
                last: NaiveDate::from_ymd_opt(year.checked_add(last.0)?, last.1, last.2)?,
            })
        };
        let easter = |offset: i64| moved(easter(year)?, offset).map(DateSpan::day);
        match self {
            Self::NewYear => day(1, 1),
            Self::Epiphany => day(1, 6),
            Self::Valentine => day(2, 14),
            Self::Carnival => easter(-47),
            Self::FathersDay => day(3, 19),
            Self::HolyWeek => Some(DateSpan { first: easter(-7)?.first, last: easter(0)?.last }),
            Self::HolyThursday => easter(-3),
            Self::GoodFriday => easter(-2),
            Self::Easter => easter(0),
            Self::EasterMonday => easter(1),
            Self::LabourDay => day(5, 1),
            Self::MadridDay => day(5, 2),
            Self::MothersDay => {
                NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Sun, 1).map(DateSpan::day)
            }
            Self::SanIsidro => day(5, 15),
            Self::SanJuan => day(6, 24),
            Self::Santiago => day(7, 25),
            Self::Assumption => day(8, 15),
            Self::HispanicDay => day(10, 12),
            Self::Halloween => day(10, 31),
            Self::AllSaints => day(11, 1),
            Self::Almudena => day(11, 9),
            Self::Constitution => day(12, 6),
            Self::Immaculate => day(12, 8),
            Self::ChristmasEve => day(12, 24),
            Self::Christmas => day(12, 25),
            Self::ChristmasSeason => span((12, 22), (1, 1, 6)),
            Self::NewYearsEve => day(12, 31),
            Self::Spring => span((3, 21), (0, 6, 20)),
            Self::Summer => span((6, 21), (0, 9, 22)),
            Self::Autumn => span((9, 23), (0, 12, 20)),
            Self::Winter => span((12, 21), (1, 3, 20)),
            Self::Bridge(_) => None,
        }
    }
}

/// Public holidays that make bridges: the national ones and Madrid's 2 May.
const FREE_DAYS: [Holiday; 13] = [
    Holiday::NewYear,
    Holiday::Epiphany,
    Holiday::HolyThursday,
    Holiday::GoodFriday,
    Holiday::LabourDay,
    Holiday::MadridDay,
    Holiday::Assumption,
    Holiday::HispanicDay,
    Holiday::AllSaints,
    Holiday::Almudena,
    Holiday::Constitution,
    Holiday::Immaculate,
    Holiday::Christmas,
];

fn is_free(date: NaiveDate) -> bool {
    FREE_DAYS.iter().any(|feast| feast.in_year(date.year()) == Some(DateSpan::day(date)))
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Free, or a workday between two free ones.
fn is_off(date: NaiveDate) -> bool {
    let off = |date: NaiveDate| is_free(date) || is_weekend(date);
    off(date) || moved(date, -1).zip(moved(date, 1)).is_some_and(|(before, after)| off(before) && off(after))
}

/// The next run of three days off or more with a feast among them, in `month` if one is given.
fn bridge(today: NaiveDate, month: Option<u8>) -> Option<DateSpan> {
    let mut first = moved(today, -5)?;
    let horizon = moved(today, 400)?;
    while first < horizon {
        let mut last = first;
        while is_off(last) && last < horizon {
            last = moved(last, 1)?;
        }
        let run = (last - first).num_days();
        if run >= 3 && last > today {
            let feast = first.iter_days().take(usize::try_from(run).unwrap_or(0)).find(|date| is_free(*date));
            let wanted = |date: NaiveDate| month.is_none_or(|month| date.month() == u32::from(month));
            if feast.is_some_and(wanted) {
                return Some(DateSpan { first, last: moved(last, -1)? });
            }
        }
        first = moved(last, 1)?;
    }
    None
}

/// Easter Sunday, by the Gregorian rule: the Sunday after the first full moon of spring, both as the church counts.
fn easter(year: i32) -> Option<NaiveDate> {
    let year_of_moon = i64::from(year.rem_euclid(19));
    let (century, in_century) = (i64::from(year.div_euclid(100)), i64::from(year.rem_euclid(100)));
    let lunar_shift = (8 * century + 13).div_euclid(25);
    let full_moon = (19 * year_of_moon + century - century.div_euclid(4) - lunar_shift + 15).rem_euclid(30);
    let (leap_centuries, leap_years) = (century.rem_euclid(4), in_century / 4);
    let to_sunday = (32 + 2 * leap_centuries + 2 * leap_years - full_moon - in_century % 4).rem_euclid(7);
    let late = (year_of_moon + 11 * full_moon + 19 * to_sunday).div_euclid(433);
    let month = (full_moon + to_sunday - 7 * late + 90).div_euclid(25);
    let day = (full_moon + to_sunday - 7 * late + 33 * month + 19).rem_euclid(32);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// `date` moved by `days`; `None` beyond the calendar.
fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let step = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(step) } else { date.checked_add_days(step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_moves_and_takes_its_feasts_along() {
        assert_eq!(easter(2026), Some(on(2026, 4, 5)));
        assert_eq!(easter(2027), Some(on(2027, 3, 28)));
        assert_eq!(Holiday::GoodFriday.next(on(2026, 4, 4)), Some(DateSpan::day(on(2027, 3, 26))));
        assert_eq!(
            Holiday::HolyWeek.next(on(2026, 4, 1)),
            Some(DateSpan { first: on(2026, 3, 29), last: on(2026, 4, 5) })
        );
    }

    #[test]
    fn a_feast_that_has_passed_is_next_years_and_todays_is_todays() {
        assert_eq!(Holiday::Epiphany.next(on(2026, 12, 20)), Some(DateSpan::day(on(2027, 1, 6))));
        assert_eq!(Holiday::Christmas.next(on(2026, 12, 25)), Some(DateSpan::day(on(2026, 12, 25))));
        let season = Holiday::ChristmasSeason.next(on(2027, 1, 3)).unwrap();
        assert_eq!((season.first, season.last), (on(2026, 12, 22), on(2027, 1, 6)));
    }

    #[test]
    fn a_bridge_joins_a_feast_to_the_weekend() {
        // 8 December 2026 is a Tuesday, 6 December a Sunday.
        let december = Holiday::Bridge(Some(12)).next(on(2026, 10, 20)).unwrap();
        assert_eq!((december.first, december.last), (on(2026, 12, 5), on(2026, 12, 8)));
        // 12 October 2026 is a Monday.
        let next = Holiday::Bridge(None).next(on(2026, 10, 1)).unwrap();
        assert_eq!((next.first, next.last), (on(2026, 10, 10), on(2026, 10, 12)));
        // On its last day it is still that one.
        assert_eq!(Holiday::Bridge(None).next(on(2026, 10, 12)).unwrap().last, on(2026, 10, 12));
    }
}
