//! The symbols of time: what was said, before anybody looks at a calendar.
//!
//! Symbols compose ([`Day::Between`] of two days, [`Time::From`] of an hour), so that a reader says what it heard and
//! never computes a date.

use super::{DayPart, Edge, Holiday};
use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// A day, or days, in symbols.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// "hoy".
    Today,
    /// "mañana".
    Tomorrow,
    /// "en tres días": so many days from now.
    InDays(u16),
    /// "dentro de dos semanas", "de aquí a un mes": one day, so much later.
    Ahead {
        /// How many.
        count: u16,
        /// Of what.
        unit: Unit,
    },
    /// "ayer", "hace dos semanas": one day, so much earlier.
    Ago {
        /// How many.
        count: u16,
        /// Of what.
        unit: Unit,
    },
    /// "los próximos tres días", "las dos semanas que vienen": the whole stretch, today not included.
    Coming {
        /// How many.
        count: u16,
        /// Of what.
        unit: Unit,
    },
    /// "los últimos tres días": the whole stretch, today not included.
    Past {
        /// How many.
        count: u16,
        /// Of what.
        unit: Unit,
    },
    /// "sobre el 20", "hacia mediados de mes": near is as good.
    About(Box<Day>),
    /// "el viernes", "este viernes": the coming one; on a Friday it is asked.
    Weekday(Weekday),
    /// "el viernes que viene", "el próximo viernes".
    NextWeekday(Weekday),
    /// "el viernes pasado".
    LastWeekday(Weekday),
    /// "los viernes", "un sábado", "martes y jueves por norma": any of them in the weeks to come.
    Every(Vec<Weekday>),
    /// "entre semana": Monday to Friday in the weeks to come.
    Workdays,
    /// A calendar date with what was left out: "el 15", "15 de mayo", "15/5/2027", "lunes 21".
    Date {
        /// Day of the month.
        day: u8,
        /// Month, if it was said.
        month: Option<u8>,
        /// Year, if it was said.
        year: Option<i32>,
        /// The weekday that was said with it.
        weekday: Option<Weekday>,
    },
    /// "mañana viernes": a day with the weekday it is said to be; if it is not, it is asked which was meant.
    Named {
        /// The day.
        day: Box<Day>,
        /// What it was called.
        weekday: Weekday,
    },
    /// "el 21 de este mes", "el 5 del mes que viene".
    InMonth {
        /// Day of the month.
        day: u8,
        /// Which month.
        of: Box<Day>,
    },
    /// "Navidad", "el puente de mayo".
    Holiday(Holiday),
    /// "esta semana" (0), "la semana que viene" (1), "la semana pasada" (-1): Monday to Sunday.
    Week(i16),
    /// "la semana del 18": the week that holds this day.
    WeekOf(Box<Day>),
    /// "este finde" (0), "el finde que viene" (1: the coming one, not one under way): Saturday and Sunday.
    Weekend(i16),
    /// "este mes" (0), "el mes que viene" (1).
    Month(i16),
    /// "en marzo", "marzo de 2027".
    NamedMonth {
        /// 1 to 12.
        month: u8,
        /// Year, if it was said.
        year: Option<i32>,
    },
    /// "este año" (0), "el año que viene" (1).
    Year(i16),
    /// "en 2027".
    CalendarYear(i32),
    /// "el miércoles de la semana que viene", "los viernes de julio".
    Within {
        /// Which weekday.
        weekday: Weekday,
        /// In which days.
        of: Box<Day>,
    },
    /// "el primer viernes de julio", "la última semana de agosto".
    Nth {
        /// Which one, counted from 1; negative from the end.
        nth: i8,
        /// Of what.
        what: Piece,
        /// In which days.
        of: Box<Day>,
    },
    /// "a mediados de abril", "la segunda quincena de mayo".
    Portion {
        /// Which portion.
        portion: Portion,
        /// Of which days.
        of: Box<Day>,
    },
    /// "lo que queda de semana": from today to its end.
    Rest(Box<Day>),
    /// "la semana que viene no, la otra": so many weeks after that.
    Later {
        /// After what.
        of: Box<Day>,
        /// How many weeks.
        weeks: u8,
    },
    /// "a partir del 20": it and everything after.
    From(Box<Day>),
    /// "después del puente": everything after it.
    After(Box<Day>),
    /// "antes del viernes": from now to the day before.
    Before(Box<Day>),
    /// "hasta el viernes": from now to it.
    Until(Box<Day>),
    /// "del 13 al 15", "entre hoy y mañana": both ends included.
    Between(Box<Day>, Box<Day>),
    /// "martes o jueves", in the order they were said.
    AnyOf(Vec<Day>),
    /// "cualquier día menos el lunes"; without `of` any day but those.
    Except {
        /// From which days.
        of: Option<Box<Day>>,
        /// Without which.
        not: Vec<Day>,
    },
    /// "cualquier día", "cuando queráis".
    Any,
    /// "lo antes posible".
    Soonest,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A day.
    Days,
    /// Seven days; as a stretch, Monday to Sunday.
    Weeks,
    /// A month; "dentro de un mes" keeps the day's number.
    Months,
    /// A year.
    Years,
}

/// What is counted within a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Days.
    Day,
    /// A weekday.
    Weekday(Weekday),
    /// Weeks; a week belongs to the month that holds its Thursday.
    Week,
    /// Weekends; one belongs to the month of its Saturday.
    Weekend,
}

/// A portion of a month, a week or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// "a principios".
    Start,
    /// "a mediados".
    Middle,
    /// "a finales".
    End,
    /// "la primera quincena".
    FirstHalf,
    /// "la segunda quincena".
    SecondHalf,
}

/// An hour, or hours, in symbols.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// An hour on the clock that has one meaning: "17:30", "las cinco de la tarde".
    At(NaiveTime),
    /// "las cinco": an hour on the dial, morning or afternoon; hours from 13 on have one meaning.
    Dial {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
    /// "a y media", "a menos cuarto" (45): minutes past an hour that the context gives.
    Minute(u8),
    /// "en 20 minutos", "hace media hora" (negative), "ahora" (0): a moment counted from now.
    InMinutes(i32),
    /// "en la próxima hora": from now on for so many minutes.
    ForMinutes(u32),
    /// "en la última hora": the minutes up to now.
    PastMinutes(u32),
    /// "por la tarde".
    Part(DayPart),
    /// "a última hora (de la tarde)".
    Edge {
        /// Which end.
        edge: Edge,
        /// Of which part; `None` is the whole day.
        part: Option<DayPart>,
    },
    /// "después de comer", "al salir del trabajo".
    Habit(Habit),
    /// "sobre las cinco".
    Approx(Box<Time>),
    /// "a partir de las cinco y cuarto", "después de las seis".
    From(Box<Time>),
    /// "antes de la una", "hasta las ocho".
    Until(Box<Time>),
    /// "de 5 a 7".
    Between(Box<Time>, Box<Time>),
    /// "a las 10 o a las 12".
    AnyOf(Vec<Time>),
    /// "por la tarde a partir de las seis": all of it holds.
    All(Vec<Time>),
    /// "menos por la mañana".
    Except(Vec<DayPart>),
    /// "a cualquier hora".
    Any,
}

/// Hours that people name by what they do then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    /// "de madrugada": before 06:00.
    Dawn,
    /// "a media mañana": 10:30 to 12:30.
    MidMorning,
    /// "antes de comer": to 14:00.
    BeforeLunch,
    /// "a la hora de comer": 13:30 to 16:00.
    Lunch,
    /// "después de comer": 15:00 on.
    AfterLunch,
    /// "a la hora de la siesta": 15:00 to 17:00.
    Siesta,
    /// "a media tarde": 16:30 to 18:30.
    MidAfternoon,
    /// "al salir del cole": 17:00 on.
    AfterSchool,
    /// "al salir del trabajo": 17:00 on.
    AfterWork,
    /// "tarde-noche": 19:00 on.
    Evening,
}

impl Day {
    /// Shorthand for a date of which only the number was said.
    pub fn number(day: u8) -> Self {
        Self::Date { day, month: None, year: None, weekday: None }
    }

    /// Shorthand for a date of which number and month were said.
    pub fn date(day: u8, month: u8) -> Self {
        Self::Date { day, month: Some(month), year: None, weekday: None }
    }
}
