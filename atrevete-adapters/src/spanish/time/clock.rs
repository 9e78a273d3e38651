//! Hours on the clock: "las cinco y media de la tarde", "18.30h", "340pm", "8 de la noche menos cuarto".

use super::grammar::Grammar;
use crate::spanish::numbers::{self, Read};
use atrevete_domain::when::Time;
use chrono::NaiveTime;

/// An hour as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    hour: u8,
    minute: u8,
    half: Option<Half>,
    /// "las cinco y pico".
    vague: bool,
    /// "horas" after the number: an hour only if something introduces it, else a length.
    pub(super) counted: bool,
    /// Whether it can only be an hour, even without "a las".
    pub(super) marked: bool,
}

/// What was said about the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    Morning,
    Midday,
    Afternoon,
    Night,
    Dawn,
}

/// Whether "y N" after the hour may be its minutes; between "entre" and its "y" it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AndMinutes {
    Read,
    Leave,
}

impl Clock {
    /// As a symbol.
    pub(super) fn time(self) -> Time {
        let time = match self.half {
            Some(half) => on_the_clock(self.hour, self.minute, half),
            None if self.hour == 24 => Time::Dial { hour: 0, minute: self.minute },
            None => Time::Dial { hour: self.hour, minute: self.minute },
        };
        if self.vague { Time::Approx(Box::new(time)) } else { time }
    }

    pub(super) fn minus(mut self, minutes: u8) -> Self {
        let total =
            (u16::from(self.hour) * 60 + u16::from(self.minute) + 24 * 60 - u16::from(minutes)) % (24 * 60);
        let hour = u8::try_from(total / 60).expect("fewer than 24 hours");
        // "la una menos cuarto" is a quarter to one on the dial: 12:45, not 0:45.
        self.hour = if hour == 0 && self.hour <= 12 { 12 } else { hour };
        self.minute = u8::try_from(total % 60).expect("fewer than 60 minutes");
        self
    }
}

/// The hour on the clock that a place on the dial is in that half of the day.
pub(super) fn on_the_clock(hour: u8, minute: u8, half: Half) -> Time {
    let hour = match (half, hour) {
        (_, 13..) => hour % 24,
        (Half::Am | Half::Dawn | Half::Night, 12) => 0,
        // Nobody says "las tres de la noche" of the afternoon.
        (Half::Am | Half::Dawn | Half::Morning, _)
        | (Half::Pm | Half::Afternoon, 12)
        | (Half::Midday, 10..)
        | (Half::Night, 0..=5) => hour,
        (Half::Pm | Half::Afternoon | Half::Midday | Half::Night, _) => hour + 12,
    };
    let time = NaiveTime::from_hms_opt(u32::from(hour), u32::from(minute), 0);
    time.map_or(Time::Dial { hour, minute }, Time::At)
}

/// `time` with every hour on the dial read in that half of the day.
pub(super) fn in_half(time: Time, half: Half) -> Time {
    let boxed = |time: Box<Time>| Box::new(in_half(*time, half));
    match time {
        Time::Dial { hour, minute } => on_the_clock(hour, minute, half),
        Time::Approx(time) => Time::Approx(boxed(time)),
        Time::From(time) => Time::From(boxed(time)),
        Time::Until(time) => Time::Until(boxed(time)),
        Time::Between(from, to) => Time::Between(boxed(from), boxed(to)),
        Time::AnyOf(times) => Time::AnyOf(times.into_iter().map(|time| in_half(time, half)).collect()),
        Time::All(times) => Time::All(times.into_iter().map(|time| in_half(time, half)).collect()),
        other => other,
    }
}

/// Words after a number that show it counts something else than hours.
pub(super) const COUNTED: &str = "semana|semanas|dia|dias|mes|meses|ano|anos|anito|anitos|minuto|minutos|min|mins|nina|ninas|\
nino|ninos|hija|hijas|hijo|hijos|chica|chicas|amiga|amigas|persona|personas|cita|citas|vez|veces|euro|euros|eur|€|%|\
cosa|cosas|opcion|opciones|mujeres|hermanas|primeras|ultimas|segundos|centimetros|cm|dedos|tonos|kilos|cuarto|cuartos";

impl Grammar<'_> {
    /// An hour without what introduces it.
    pub(super) fn clock(self, at: usize, and: AndMinutes) -> Read<Clock> {
        let (mut clock, mut next) = self.figures(at).or_else(|| self.spoken(at, and))?;
        if let Some(after) = self.phrase(next, "en punto") {
            (clock.marked, next) = (true, after);
        }
        if let Some((half, after)) = self.half(next) {
            (clock.half, clock.marked, next) = (Some(half), true, after);
            if let Some((minutes, after)) = self.minutes_to(next) {
                (clock, next) = (clock.minus(minutes), after);
            }
        }
        let counted = self.any(next, COUNTED) && clock.half.is_none();
        (clock.hour <= 24 && clock.minute < 60 && !counted).then_some((clock, next))
    }

    /// Hour and minutes in figures with something between: "18:30", "9.15h", "13h30", "340pm".
    fn figures(self, at: usize) -> Read<Clock> {
        let token = self.token(at).filter(|_| self.is_number(at))?;
        let value = token.number()?;
        let clock = |hour: u32, minute: u32, marked| {
            let (hour, minute) = (u8::try_from(hour).ok()?, u8::try_from(minute).ok()?);
            Some(Clock { hour, minute, half: None, vague: false, counted: false, marked })
        };
        if token.word.len() > 2 {
            let (hour, minute) = (value / 100, value % 100);
            return (token.word.len() < 5 && self.half(at + 1).is_some())
                .then(|| clock(hour, minute, true))
                .flatten()
                .map(|clock| (clock, at + 1));
        }
        let minute_at = at + 2;
        let two_digits = self.is_number(minute_at) && self.word(minute_at).len() == 2;
        if !two_digits || !self.is_glued(at + 1) || !self.is_glued(minute_at) {
            return None;
        }
        let sign = self.word(at + 1);
        let goes_on = self.any(at + 3, ".|/|-") && self.is_glued(at + 3) && self.is_glued(at + 4);
        let dated = self.is_number(at + 4) && self.any(at + 3, ".|/") && goes_on;
        if !matches!(sign, ":" | "." | "h" | "'") || dated || self.any(minute_at + 1, "€|euros|euro|eur|%|kg")
        {
            return None;
        }
        let seconds = self.any(minute_at + 1, ":") && sign == ":" && self.is_number(minute_at + 2);
        let end = if seconds { minute_at + 3 } else { minute_at + 1 };
        let next = self.skip(end, "h|hs|horas|hora|hrs");
        let marked = matches!(sign, ":") || next > end;
        clock(value, self.token(minute_at)?.number()?, marked).map(|clock| (clock, next))
    }

    /// An hour in a number, then its minutes: "cinco y cuarto", "siete treinta y cinco", "quince horas", "8 menos diez".
    fn spoken(self, at: usize, and: AndMinutes) -> Read<Clock> {
        let (mut hour, mut next) = numbers::small(self.tokens, at)?;
        if hour > 24 {
            // "las veinte y cinco" is five past eight, not twenty-five.
            (hour, next) = numbers::small(&self.tokens[..=at], at)?;
        }
        if self.any(at, "un|uno|cero") || hour > 24 {
            return None;
        }
        let mut clock = Clock { hour, minute: 0, half: None, vague: false, counted: false, marked: false };
        if let Some(after) = self.phrase(next, "horas|hora|h|hs|hrs") {
            clock.marked = hour >= 9 && self.is_glued(next);
            clock.counted = !clock.marked;
            next = after;
        }
        if let Some((minutes, after)) = self.minutes_to(next) {
            return Some((Clock { marked: true, ..clock.minus(minutes) }, after));
        }
        if let Some(after) = self.phrase(next, "y pico|algo").or_else(|| self.phrase(next, "pasadas")) {
            return Some((Clock { vague: true, marked: true, ..clock }, after));
        }
        if let Some((minute, after)) = self.minutes_past(next, at, and) {
            return Some((Clock { minute, marked: clock.marked || self.any(next, "y"), ..clock }, after));
        }
        Some((clock, next))
    }

    /// "y media", "y veinte minutos", "treinta y cinco", "cero cinco".
    fn minutes_past(self, at: usize, hour_at: usize, and: AndMinutes) -> Read<u8> {
        if self.any(at, "y") {
            if let Some(next) = self.phrase(at, "y media") {
                return Some((30, next));
            }
            if let Some(next) = self.phrase(at, "y tres cuartos") {
                return Some((45, next));
            }
            if let Some(next) = self.phrase(at, "y [un] cuarto") {
                return Some((15, next));
            }
            let (minute, next) = numbers::small(self.tokens, at + 1).filter(|_| and == AndMinutes::Read)?;
            let single_figure = self.is_number(at + 1) && minute < 10;
            return (minute < 60 && !single_figure).then(|| (minute, self.skip(next, "minutos|min")));
        }
        if let Some((minute, next)) =
            self.phrase(at, "cero|0").and_then(|next| numbers::small(self.tokens, next))
        {
            return (minute < 10).then_some((minute, next));
        }
        let (minute, next) = numbers::small(self.tokens, at)?;
        let alike = self.is_number(at) == self.is_number(hour_at);
        let spoken = !self.is_number(at) || !self.any(next, "de|del|/|-|a|€|euros");
        let clear = (10..60).contains(&minute) && alike && spoken;
        clear.then_some((minute, next))
    }

    /// "menos cuarto", "menos diez".
    fn minutes_to(self, at: usize) -> Read<u8> {
        let next = self.phrase(at, "menos")?;
        if let Some(after) = self.phrase(next, "[un] cuarto") {
            return Some((15, after));
        }
        let (minutes, after) = numbers::small(self.tokens, next)?;
        (minutes < 60).then(|| (minutes, self.skip(after, "minutos|min")))
    }

    /// "pm", "a. m.", "de la tarde", "del mediodía".
    pub(super) fn half(self, at: usize) -> Read<Half> {
        let patterns: [(&str, Half); 12] = [
            ("am", Half::Am),
            ("pm", Half::Pm),
            ("de la manana", Half::Morning),
            ("de la tarde", Half::Afternoon),
            ("de la noche", Half::Night),
            ("de la madrugada", Half::Dawn),
            ("de madrugada", Half::Dawn),
            ("de tarde", Half::Afternoon),
            ("de noche", Half::Night),
            ("del mediodia", Half::Midday),
            ("del medio dia", Half::Midday),
            ("de mediodia", Half::Midday),
        ];
        for (pattern, half) in patterns {
            if let Some(next) = self.phrase(at, pattern) {
                return Some((
                    half,
                    if matches!(half, Half::Am | Half::Pm) { self.full_stop(next) } else { next },
                ));
            }
        }
        let half = match self.word(at) {
            "a" => Half::Am,
            "p" => Half::Pm,
            _ => return None,
        };
        let dotted = self.any(at + 1, ".") && self.is_glued(at + 1);
        let letter = if dotted { at + 2 } else { at + 1 };
        let after_number = at > 0 && self.is_number(at - 1);
        (self.any(letter, "m") && (dotted || after_number)).then(|| (half, self.full_stop(letter + 1)))
    }

    /// Takes the stop of "p.m." along, but not the sentence's own after "pm".
    fn full_stop(self, at: usize) -> usize {
        let abbreviation = self.any(at.wrapping_sub(1), "m");
        if abbreviation && self.any(at, ".") && self.is_glued(at) { at + 1 } else { at }
    }
}

/// Whether `time` holds an hour on the clock or dial.
pub(super) fn has_clock(time: &Time) -> bool {
    match time {
        Time::At(_) | Time::Dial { .. } => true,
        Time::Approx(time) | Time::From(time) | Time::Until(time) => has_clock(time),
        Time::Between(from, to) => has_clock(from) || has_clock(to),
        Time::AnyOf(times) | Time::All(times) => times.iter().any(has_clock),
        _ => false,
    }
}
