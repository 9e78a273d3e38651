//! Finds what a Spanish text claims: amounts, hours, days, lengths, percentages, links, other numbers, proper names.
//!
//! Invariant: a run of digits that nothing explains is reported as a number, never passed over. Only the numbers of a
//! list ("1. ") and what stands in given words are no claims.

use super::{
    Fact,
    tokens::{Kind, Token, mask, take_links, tokens},
};
use crate::values::Money;
use chrono::{NaiveTime, Weekday};
use std::fmt;

/// A claim found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// "98,50 €".
    Amount(Money),
    /// "16:30", "las cinco y media" (then both readings).
    Time(Vec<NaiveTime>),
    /// "una hora y media", in minutes.
    Minutes(u32),
    /// "20 %".
    Percent(u32),
    /// "hoy" (0), "mañana" (1), "pasado mañana" (2).
    InDays(u8),
    /// "jueves 12 de marzo", with what was left out.
    Day {
        /// The weekday.
        weekday: Option<Weekday>,
        /// The day of the month.
        day: Option<u32>,
        /// The month.
        month: Option<u32>,
        /// The year.
        year: Option<i32>,
    },
    /// "de lunes a viernes".
    Weekdays(Weekday, Weekday),
    /// A web address.
    Link(String),
    /// A number that is none of these.
    Number(String),
    /// A word in capitals in the middle of a sentence.
    Name(String),
}

/// Everything that `text` claims. Names, links and words among `facts` are taken out first, wherever they stand.
pub fn find(text: &str, facts: &[Fact]) -> Vec<Found> {
    let mut text: Vec<char> = text.chars().collect();
    let mut found: Vec<Found> = take_links(&mut text).into_iter().map(Found::Link).collect();
    mask(&mut text, facts);
    let tokens = tokens(&text);
    let mut at = 0;
    while at < tokens.len() {
        let (used, claim) = claim(&tokens, at);
        found.extend(claim);
        at += used.max(1);
    }
    found
}

/// Reads a claim at the start of the tokens that are left, knowing those before; with the number of tokens it took.
type Reader = fn(&[Token], &[Token]) -> Option<(usize, Found)>;

/// What starts at a token, and how many tokens it takes.
fn claim(tokens: &[Token], at: usize) -> (usize, Option<Found>) {
    let rest = &tokens[at..];
    if rest[0].heads && rest[0].kind == Kind::Number && word(rest, 1) == "." {
        return (2, None);
    }
    let readers: [Reader; 6] = [amount, percent, clock, length, day, relative];
    for read in readers {
        if let Some((used, found)) = read(rest, &tokens[..at]) {
            return (used, Some(found));
        }
    }
    match rest[0].kind {
        Kind::Number => (1, Some(Found::Number(rest[0].text.clone()))),
        Kind::Word if !rest[0].opens && rest[0].raw.chars().next().is_some_and(char::is_uppercase) => {
            (1, Some(Found::Name(rest[0].raw.clone())))
        }
        Kind::Word | Kind::Sign => (1, None),
    }
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

fn before(tokens: &[Token]) -> &str {
    tokens.last().map_or("", |token| token.text.as_str())
}

fn digits(tokens: &[Token], at: usize) -> Option<u32> {
    tokens.get(at).filter(|token| token.kind == Kind::Number)?.text.parse().ok()
}

fn amount(rest: &[Token], _: &[Token]) -> Option<(usize, Found)> {
    let euro = |at| matches!(word(rest, at), "€" | "euro" | "euros" | "eur");
    let number = |at: usize| rest.get(at).filter(|t| t.kind == Kind::Number).and_then(|t| cents(&t.text));
    if let (Some(sum), true) = (number(0), euro(1)) {
        return Some((2, Found::Amount(sum)));
    }
    if word(rest, 0) == "€" {
        return Some((2, Found::Amount(number(1)?)));
    }
    None
}

/// "98,50", "98.5", "1.250,00", "40".
fn cents(number: &str) -> Option<Money> {
    let point = number.rfind([',', '.']).filter(|at| number.len() - at <= 3);
    let (whole, part) = point.map_or((number, ""), |at| (&number[..at], &number[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(Money::cents(whole.parse::<i64>().ok()?.checked_mul(100)? + part))
}

fn percent(rest: &[Token], _: &[Token]) -> Option<(usize, Found)> {
    let share = digits(rest, 0)?;
    match (word(rest, 1), word(rest, 2)) {
        ("%", _) => Some((2, Found::Percent(share))),
        ("por", "ciento") => Some((3, Found::Percent(share))),
        _ => None,
    }
}

/// "16:30", "las 5", "a las cinco y media".
fn clock(rest: &[Token], done: &[Token]) -> Option<(usize, Found)> {
    if let Some((hour, minute)) = rest[0].text.split_once(':') {
        let time = NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?;
        let unit = usize::from(matches!(word(rest, 1), "h" | "hs"));
        return Some((1 + unit, Found::Time(vec![time])));
    }
    if !matches!(word(rest, 0), "las" | "la") {
        return None;
    }
    let spelt = matches!(before(done), "a" | "de" | "hasta" | "desde" | "sobre");
    let hour = match digits(rest, 1) {
        Some(hour) => hour,
        None if spelt => numeral(word(rest, 1)).filter(|hour| *hour <= 12)?,
        None => return None,
    };
    let (used, minutes) = match (word(rest, 2), word(rest, 3)) {
        ("y", "media") => (4, 30),
        ("y", "cuarto") => (4, 15),
        ("menos", "cuarto") => (4, -15),
        ("y", part) if minutes_of(part).is_some() => (4, minutes_of(part)?),
        ("menos", part) if minutes_of(part).is_some() => (4, -minutes_of(part)?),
        ("en", "punto") => (4, 0),
        ("h" | "hs", _) => (3, 0),
        ("horas" | "citas" | "cosas" | "opciones" | "personas" | "veces", _) => return None,
        _ => (2, 0),
    };
    let reading = |hour: u32| {
        let minute = i64::from(hour) * 60 + minutes;
        NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(minute * 60).ok()?, 0)
    };
    let readings: Vec<NaiveTime> =
        [Some(hour), (hour <= 12).then_some(hour + 12)].into_iter().flatten().filter_map(reading).collect();
    (!readings.is_empty()).then_some((used, Found::Time(readings)))
}

fn minutes_of(text: &str) -> Option<i64> {
    let number = text.parse().ok().or_else(|| numeral(text))?;
    (number < 60).then_some(i64::from(number))
}

/// "40 minutos", "1 hora y 50 minutos", "dos horas y media", "hora y media", "media hora", "tres cuartos de hora".
fn length(rest: &[Token], _: &[Token]) -> Option<(usize, Found)> {
    let is_hour = |at| matches!(word(rest, at), "hora" | "horas" | "h");
    let is_minute = |at| matches!(word(rest, at), "minuto" | "minutos" | "min");
    let number = |at| digits(rest, at).or_else(|| numeral(word(rest, at)));
    let found = |used, minutes| Some((used, Found::Minutes(minutes)));
    match (word(rest, 0), word(rest, 1), word(rest, 2), word(rest, 3)) {
        ("media", "hora", ..) => return found(2, 30),
        ("cuarto", "de", "hora", _) => return found(3, 15),
        ("tres", "cuartos", "de", "hora") => return found(4, 45),
        _ => {}
    }
    if let (Some(minutes), true) = (number(0), is_minute(1)) {
        return found(2, minutes);
    }
    let (used, hours) = match number(0) {
        Some(hours) if is_hour(1) => (2, hours),
        None if word(rest, 0) == "hora" && word(rest, 1) == "y" => (1, 1),
        Some(_) | None => return None,
    };
    let joined = usize::from(word(rest, used) == "y");
    let after = used + joined;
    match word(rest, after) {
        "media" if joined == 1 => return found(after + 1, hours * 60 + 30),
        "cuarto" if joined == 1 => return found(after + 1, hours * 60 + 15),
        "tres" if word(rest, after + 1) == "cuartos" => return found(after + 2, hours * 60 + 45),
        _ => {}
    }
    match number(after) {
        Some(minutes) if is_minute(after + 1) => found(after + 2, hours * 60 + minutes),
        _ if used == 2 => found(2, hours * 60),
        _ => None,
    }
}

/// "jueves 12 de marzo de 2027", "el 12 de marzo", "el día 12", "12/3", "de lunes a viernes", "los sábados".
fn day(rest: &[Token], done: &[Token]) -> Option<(usize, Found)> {
    let weekday = weekday(word(rest, 0));
    if let (Some(first), "a", Some(last)) = (weekday, word(rest, 1), self::weekday(word(rest, 2))) {
        return Some((3, Found::Weekdays(first, last)));
    }
    let mut used = usize::from(weekday.is_some());
    if weekday.is_some() && word(rest, used) == "," && digits(rest, used + 1).is_some() {
        used += 1;
    }
    let number = digits(rest, used).filter(|day| (1..=31).contains(day));
    let Some(day) = number else {
        return weekday.map(|w| (1, Found::Day { weekday: Some(w), day: None, month: None, year: None }));
    };
    if word(rest, used + 1) == "/" {
        let month = digits(rest, used + 2)?;
        let year = (word(rest, used + 3) == "/").then(|| digits(rest, used + 4)).flatten();
        let last = if year.is_some() { used + 5 } else { used + 3 };
        let year = year.and_then(|y| i32::try_from(if y < 100 { y + 2000 } else { y }).ok());
        return Some((last, Found::Day { weekday, day: Some(day), month: Some(month), year }));
    }
    let month = (word(rest, used + 1) == "de").then(|| month(word(rest, used + 2))).flatten();
    used += if month.is_some() { 3 } else { 1 };
    let year = (month.is_some() && matches!(word(rest, used), "de" | "del"))
        .then(|| digits(rest, used + 1))
        .flatten()
        .filter(|year| (2000..2200).contains(year));
    used += if year.is_some() { 2 } else { 0 };
    let year = year.and_then(|y| i32::try_from(y).ok());
    let alone = weekday.is_none() && month.is_none();
    if alone && !matches!(before(done), "el" | "dia" | "al" | "del") {
        return None;
    }
    Some((used, Found::Day { weekday, day: Some(day), month, year }))
}

/// "hoy", "mañana" (not "por la mañana"), "pasado mañana".
fn relative(rest: &[Token], done: &[Token]) -> Option<(usize, Found)> {
    match (rest[0].raw.to_lowercase().as_str(), word(rest, 1)) {
        ("hoy", _) => Some((1, Found::InDays(0))),
        ("pasado", "manana") => Some((2, Found::InDays(2))),
        ("mañana", _) if !matches!(before(done), "la" | "esta" | "cada") => Some((1, Found::InDays(1))),
        _ => None,
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "lunes" => Weekday::Mon,
        "martes" => Weekday::Tue,
        "miercoles" => Weekday::Wed,
        "jueves" => Weekday::Thu,
        "viernes" => Weekday::Fri,
        "sabado" | "sabados" => Weekday::Sat,
        "domingo" | "domingos" => Weekday::Sun,
        _ => return None,
    })
}

fn month(text: &str) -> Option<u32> {
    let text = if text == "setiembre" { "septiembre" } else { text };
    (1..=12).find(|number| crate::wording::formats::month(*number) == text)
}

fn numeral(text: &str) -> Option<u32> {
    const NUMERALS: [(&str, u32); 17] = [
        ("un", 1),
        ("una", 1),
        ("dos", 2),
        ("tres", 3),
        ("cuatro", 4),
        ("cinco", 5),
        ("seis", 6),
        ("siete", 7),
        ("ocho", 8),
        ("nueve", 9),
        ("diez", 10),
        ("once", 11),
        ("doce", 12),
        ("quince", 15),
        ("veinte", 20),
        ("treinta", 30),
        ("cuarenta", 40),
    ];
    NUMERALS.iter().find(|(word, _)| *word == text).map(|(_, number)| *number)
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(sum) => write!(f, "the amount {sum}"),
            Self::Time(readings) => write!(f, "the hour {readings:?}"),
            Self::Minutes(minutes) => write!(f, "the length of {minutes} minutes"),
            Self::Percent(share) => write!(f, "the share of {share} percent"),
            Self::InDays(days) => write!(f, "the day {days} days ahead"),
            Self::Day { weekday, day, month, year } => {
                write!(f, "the day {weekday:?} {day:?} {month:?} {year:?}")
            }
            Self::Weekdays(first, last) => write!(f, "the days from {first} to {last}"),
            Self::Link(link) => write!(f, "the link {link}"),
            Self::Number(number) => write!(f, "the number {number}"),
            Self::Name(name) => write!(f, "the name {name}"),
        }
    }
}
