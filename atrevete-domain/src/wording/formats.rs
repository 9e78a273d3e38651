//! How amounts, lengths, days and hours are written for people in Spain. Pure functions, used by the templates' filters;
//! names and lists are in [`names`].
//!
//! Invariant: a relative word ("mañana") never stands without its date, except "hoy".

pub mod names;

pub use names::{
    first_upper, in_form, list, of, or_list, quoted, service, to, variant, without_brackets, work, yours,
};

use crate::values::Money;
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Weekday};

/// "98,50 €", "40 €".
pub fn euros(amount: Money) -> String {
    let cents = amount.to_cents();
    let (whole, rest) = (cents / 100, (cents % 100).abs());
    if rest == 0 { format!("{whole} €") } else { format!("{whole},{rest:02} €") }
}

/// Minutes in the words people use: "40 minutos", "una hora y media", "1 hora y 50 minutos".
pub fn length(minutes: u16) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let spelt = match hours {
        0 => return if rest == 1 { "1 minuto".to_owned() } else { format!("{rest} minutos") },
        1 => "una hora",
        2 => "dos horas",
        3 => "tres horas",
        4 => "cuatro horas",
        5 => "cinco horas",
        _ => "",
    };
    let figure = if hours == 1 { "1 hora".to_owned() } else { format!("{hours} horas") };
    let spelt = if spelt.is_empty() { figure.as_str() } else { spelt };
    match rest {
        0 => spelt.to_owned(),
        15 => format!("{spelt} y cuarto"),
        30 => format!("{spelt} y media"),
        1 => format!("{figure} y 1 minuto"),
        _ => format!("{figure} y {rest} minutos"),
    }
}

/// "14:00", "9:30".
pub fn hour(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// "las 14:00", "la 1:00".
pub fn clock(time: NaiveTime) -> String {
    format!("{} {}", if time.hour() == 1 { "la" } else { "las" }, hour(time))
}

/// The weekday's name.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lunes",
        Weekday::Tue => "martes",
        Weekday::Wed => "miércoles",
        Weekday::Thu => "jueves",
        Weekday::Fri => "viernes",
        Weekday::Sat => "sábado",
        Weekday::Sun => "domingo",
    }
}

/// The month's name, January being 1.
pub fn month(number: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    NAMES[(number - 1) as usize % 12]
}

/// "jueves 12", with month and year where they are not the present ones.
pub fn plain_day(date: NaiveDate, now: NaiveDateTime) -> String {
    let mut out = format!("{} {}", weekday(date.weekday()), date.day());
    if date.month() != now.month() || date.year() != now.year() {
        out.push_str(" de ");
        out.push_str(month(date.month()));
    }
    if date.year() != now.year() {
        out = format!("{out} de {}", date.year());
    }
    out
}

/// "hoy", "mañana, miércoles 11", "el jueves 12".
pub fn day(date: NaiveDate, now: NaiveDateTime) -> String {
    match Near::of(date, now) {
        Near::Today => "hoy".to_owned(),
        Near::Tomorrow => format!("mañana, {}", plain_day(date, now)),
        Near::Other => format!("el {}", plain_day(date, now)),
    }
}

/// A day as a member of a list: "hoy", "mañana miércoles 11", "el jueves 12".
pub fn listed_day(date: NaiveDate, now: NaiveDateTime) -> String {
    day(date, now).replace(", ", " ")
}

/// "hoy a las 14:00", "mañana, miércoles 11, a las 14:00", "el jueves 12 a las 14:00".
pub fn moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let comma = if Near::of(at.date(), now) == Near::Tomorrow { "," } else { "" };
    format!("{}{comma} a {}", day(at.date(), now), clock(at.time()))
}

/// As after a noun: "de hoy a las 14:00", "del jueves 12 a las 14:00".
pub fn of_moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    of(&moment(at, now))
}

/// "hasta las 14:00" when that is today, else "hasta el jueves 12 a las 14:00".
pub fn until_moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    match Near::of(at.date(), now) {
        Near::Today => format!("hasta {}", clock(at.time())),
        Near::Tomorrow | Near::Other => format!("hasta {}", moment(at, now)),
    }
}

/// "hoy antes de las 14:00", "antes del jueves 12 a las 14:00".
pub fn before_moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    match Near::of(at.date(), now) {
        Near::Today => format!("hoy antes de {}", clock(at.time())),
        Near::Tomorrow | Near::Other => format!("antes {}", of_moment(at, now)),
    }
}

/// The whole of it, to be read without the chat: "miércoles 11 de marzo a las 14:00".
pub fn full_moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let mut date = format!("{} {} de {}", weekday(at.weekday()), at.day(), month(at.month()));
    if at.year() != now.year() {
        date = format!("{date} de {}", at.year());
    }
    let clock = clock(at.time());
    match Near::of(at.date(), now) {
        Near::Today => format!("hoy, {date}, a {clock}"),
        Near::Tomorrow => format!("mañana, {date}, a {clock}"),
        Near::Other => format!("{date} a {clock}"),
    }
}

/// "de 10:00 a 14:00 y de 16:00 a 20:00".
pub fn intervals(hours: &[(NaiveTime, NaiveTime)]) -> String {
    list(&hours.iter().map(|(from, to)| format!("de {} a {}", hour(*from), hour(*to))).collect::<Vec<_>>())
}

/// "de lunes a viernes", "los martes y jueves".
pub fn weekdays(days: &[Weekday]) -> String {
    let run = days.len() > 2 && days.windows(2).all(|pair| pair[0].succ() == pair[1]);
    if let ([first, .., last], true) = (days, run) {
        return format!("de {} a {}", weekday(*first), weekday(*last));
    }
    let plural = |day: &Weekday| match day {
        Weekday::Sat => "sábados".to_owned(),
        Weekday::Sun => "domingos".to_owned(),
        other => weekday(*other).to_owned(),
    };
    format!("los {}", list(&days.iter().map(plural).collect::<Vec<_>>()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Near {
    Today,
    Tomorrow,
    Other,
}

impl Near {
    fn of(date: NaiveDate, now: NaiveDateTime) -> Self {
        if date == now.date() {
            Self::Today
        } else if Some(date) == now.date().checked_add_days(Days::new(1)) {
            Self::Tomorrow
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        for (minutes, said) in [
            (5, "5 minutos"),
            (60, "una hora"),
            (75, "una hora y cuarto"),
            (90, "una hora y media"),
            (95, "1 hora y 35 minutos"),
            (110, "1 hora y 50 minutos"),
            (120, "dos horas"),
            (150, "dos horas y media"),
            (202, "3 horas y 22 minutos"),
            (420, "7 horas"),
        ] {
            assert_eq!(length(minutes), said);
        }
    }

    #[test]
    fn days_carry_their_date_and_far_ones_month_and_year() {
        let now = at("2026-12-10T10:00:00");
        for (then, said) in [
            ("2026-12-10T16:30:00", "hoy a las 16:30"),
            ("2026-12-11T09:30:00", "mañana, viernes 11, a las 9:30"),
            ("2026-12-14T13:00:00", "el lunes 14 a las 13:00"),
            ("2027-01-07T01:00:00", "el jueves 7 de enero de 2027 a la 1:00"),
        ] {
            assert_eq!(moment(at(then), now), said);
        }
        assert_eq!(before_moment(at("2026-12-14T13:00:00"), now), "antes del lunes 14 a las 13:00");
        assert_eq!(before_moment(at("2026-12-10T13:00:00"), now), "hoy antes de las 13:00");
    }

    #[test]
    fn amounts() {
        assert_eq!(euros(Money::cents(9850)), "98,50 €");
        assert_eq!(euros(Money::cents(4000)), "40 €");
        assert_eq!(euros(Money::cents(5)), "0,05 €");
    }
}
