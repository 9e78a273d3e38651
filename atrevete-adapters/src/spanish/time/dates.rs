//! Days of the calendar: "el 15", "15 de mayo de 2027", "12/5", "el 21 de este mes".

use super::days::{SureDay, sure};
use super::grammar::{Grammar, longest};
use crate::spanish::{
    numbers::{self, Read},
    tokens,
};
use atrevete_domain::when::Day;

impl Grammar<'_> {
    /// "el 15", "el día 2", "el 1º", "del 20", "el 17 del 11": a number that an article makes a date.
    pub(super) fn numbered(self, at: usize) -> Read<SureDay> {
        let strong = self.phrase_of(
            at,
            &["[el|al|del|los] [proximo] dia|dias", "[este|proximo] dia", "el|al|del|este|ese mismo [dia]"],
        );
        let start = strong.or_else(|| self.phrase(at, "el|al|del"))?;
        let ((day, next), ordinal) = match self.day_ordinal(start) {
            Some(found) => (found, true),
            None => (self.day_number(start)?, false),
        };
        if self.counts_something(next) || self.any(next, "por") && self.any(next + 1, "ciento") {
            return None;
        }
        // "el 2" may be the second of what was shown, "tinte del 7" a colour.
        let clear = strong.is_some() || ordinal || day > 4 && !self.any(at, "del");
        Some(((Day::number(day), clear), next))
    }

    /// A day's number without anything before it, for places where only a date can stand.
    pub(super) fn bare_number(self, at: usize) -> Read<SureDay> {
        let (day, next) = self.day_ordinal(at).or_else(|| self.day_number(at))?;
        (!self.counts_something(next)).then_some(((Day::number(day), true), next))
    }

    /// Whether what follows a number shows that it is no day: an hour's sign, a unit, another figure.
    fn counts_something(self, at: usize) -> bool {
        let sign = self.any(at, ":|/") && self.is_number(at + 1);
        let decimal =
            self.any(at, ".|,") && self.is_glued(at) && self.is_number(at + 1) && self.is_glued(at + 1);
        let half = self.half(at).is_some() && !self.any(at, "de");
        let counted = self.any(
            at,
            "h|hs|horas|hora|minutos|min|anos|semanas|semana|meses|mes|dias|€|euros|euro|%|personas|pm|am|veces|que",
        );
        sign || decimal
            || counted && !self.any(at, "que")
            || half
            || self.any(at, "y") && self.any(at + 1, "media")
    }

    fn day_number(self, at: usize) -> Read<u8> {
        numbers::small(self.tokens, at).filter(|(day, _)| (1..=31).contains(day))
    }

    fn day_ordinal(self, at: usize) -> Read<u8> {
        let (day, next) = numbers::ordinal(self.tokens, at).filter(|(day, _)| (1..=31).contains(day))?;
        // "la primera" is a choice; only the first of a month is called by its ordinal.
        (self.is_number(at) || self.any(next, "de") && self.month_word(next + 1).is_some())
            .then_some((day, next))
    }

    /// A date with its month: "15 de mayo de 2027", "2 Oct", "7-ene", "12/5", "1.3.2013", "2026-05-12", "17 del 11".
    pub(super) fn date(self, at: usize) -> Read<SureDay> {
        let start = self
            .phrase_of(at, &["[el|al|del|los] [proximo] dia", "el|al|del [proximo]", "proximo"])
            .unwrap_or(at);
        let dates = [
            self.written_date(start),
            self.month_first(start),
            self.numeric_date(start),
            self.iso_date(start),
        ];
        longest(dates).map(sure)
    }

    fn written_date(self, at: usize) -> Read<Day> {
        let (day, next) = self.day_ordinal(at).or_else(|| self.day_number(at))?;
        if let Some(month_at) = self.phrase(next, "del")
            && self.is_number(month_at)
            && let Some((month, next)) =
                numbers::small(self.tokens, month_at).filter(|(m, _)| (1..=12).contains(m))
            && !self.is_glued(next)
        {
            return Some((Day::date(day, month), next));
        }
        if let Some((of, next)) = self.this_or_next_month(self.skip(next, "de|del")) {
            return Some((Day::InMonth { day, of: Box::new(of) }, next));
        }
        let month_at =
            self.phrase_of(next, &["de [el]", "del mes de", "[-|.|,|/]", "dia de"]).unwrap_or(next);
        let (month, next) = self.month_word(month_at)?;
        let (year, next) = self.year(next);
        Some((Day::Date { day, month: Some(month), year, weekday: None }, next))
    }

    /// "abril 22", as much of America writes it.
    fn month_first(self, at: usize) -> Read<Day> {
        let (month, next) = self.month_word(at)?;
        let next = self.skip(next, "-");
        let (day, next) = self.day_number(next).filter(|_| self.is_number(next))?;
        (!self.counts_something(next)).then_some((Day::date(day, month), next))
    }

    /// "este mes", "el mes que viene".
    pub(super) fn this_or_next_month(self, at: usize) -> Read<Day> {
        let next = |at| {
            self.phrase_of(
                at,
                &["[el] mes que viene|entra", "[el] proximo|siguiente mes", "[el] mes proximo|siguiente"],
            )
        };
        if let Some(end) = next(at) {
            return Some((Day::Month(1), end));
        }
        let end = self.phrase_of(
            at,
            &["este [mismo] mes", "[el] mes actual", "[el] presente mes", "[el] mes en curso"],
        )?;
        Some((Day::Month(0), end))
    }

    /// A month's name or abbreviation, its stop included.
    pub(super) fn month_word(self, at: usize) -> Read<u8> {
        let month = tokens::month(self.word(at))?;
        let short = tokens::is_short_month(self.word(at));
        let stop = short && self.any(at + 1, ".") && self.is_glued(at + 1);
        Some((month, if stop { at + 2 } else { at + 1 }))
    }

    /// "de 2027", "del año 2027", "2027" after a month.
    pub(super) fn year(self, at: usize) -> (Option<i32>, usize) {
        let start = self.phrase_of(at, &["de|del [ano]", "del ano", ",", "-", "/", "."]).unwrap_or(at);
        let read = numbers::cardinal(self.tokens, start).filter(|(year, _)| (1900..2200).contains(year));
        match read {
            Some((year, next)) => (i32::try_from(year).ok(), next),
            None => (None, at),
        }
    }

    /// "12/5", "12-05-2026", "1.3.2013", "20.02.14".
    fn numeric_date(self, at: usize) -> Read<Day> {
        let (day, next) = self.figure(at, 31)?;
        let sign = self.word(next);
        if !matches!(sign, "/" | "-" | ".") || !self.is_glued(next) || !self.is_glued(next + 1) {
            return None;
        }
        let (month, next) = self.figure(next + 1, 12)?;
        let day = u8::try_from(day).ok()?;
        let month = u8::try_from(month).ok()?;
        let year = self
            .token(next + 1)
            .filter(|token| self.word(next) == sign && token.glued && matches!(token.word.len(), 2 | 4))
            .and_then(|token| i32::try_from(token.number()?).ok());
        if let Some(year) = year {
            let year = if year < 100 { 2000 + year } else { year };
            return Some((Day::Date { day, month: Some(month), year: Some(year), weekday: None }, next + 2));
        }
        // "18.30" and "3-5" are hours and ranges more often than dates.
        let clear = sign == "/" || sign == "-" && (at > 0 && self.any(at - 1, "el|dia|del|al"));
        let unit = self.any(next, "h|horas|hora|€|euros|pm|am|de");
        (clear && !unit).then_some((Day::date(day, month), next))
    }

    fn figure(self, at: usize, most: u32) -> Read<u32> {
        let token = self.token(at).filter(|token| token.word.len() <= 2)?;
        let value = token.number().filter(|value| (1..=most).contains(value))?;
        Some((value, at + 1))
    }

    /// "2026-05-12".
    fn iso_date(self, at: usize) -> Read<Day> {
        let token = self.token(at).filter(|token| token.word.len() == 4)?;
        let year = token.number().filter(|year| (1900..2200).contains(year))?;
        let next = self.phrase(at + 1, "-|/")?;
        let (month, next) = self.figure(next, 12)?;
        let next = self.phrase(next, "-|/")?;
        let (day, next) = self.figure(next, 31)?;
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        Some((Day::Date { day, month: Some(month), year: i32::try_from(year).ok(), weekday: None }, next))
    }
}
