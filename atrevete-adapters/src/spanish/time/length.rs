//! Lengths of time: "media hora", "hora y media", "tres cuartos de hora", "1h30".

use super::grammar::Grammar;
use super::hours::OR_SO;
use crate::spanish::numbers::{self, Read};

/// A length as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) minutes: u32,
    /// "más o menos", "unos".
    pub(super) approx: bool,
}

impl Grammar<'_> {
    /// "una hora", "2 horas y media", "tres cuartos de hora", "90 minutos", "1h30": a length in minutes.
    pub(super) fn length(self, at: usize) -> Read<Length> {
        let about = self
            .phrase_of(at, &["unos|unas", "casi", "como [unos|unas]", "sobre [unos|unas]", "mas o menos"]);
        let start = about.or_else(|| self.phrase(at, "durante|por")).unwrap_or(at);
        let (minutes, next) = self.exact_length(start)?;
        let after = self.phrase_of(next, &OR_SO);
        let approx = about.is_some() || after.is_some();
        Some((Length { minutes, approx }, after.unwrap_or(next)))
    }

    fn exact_length(self, at: usize) -> Read<u32> {
        if let Some(next) = self.phrase_of(at, &["[una] media hora|horas|horita", "[una] media horita"]) {
            return Some((30, next));
        }
        if let Some((quarters, next)) = self.quarters(at) {
            return Some((quarters * 15, next));
        }
        if let Some(next) = self.phrase(at, "hora y media").or_else(|| self.phrase(at, "horita y media")) {
            return Some((90, next));
        }
        if let Some(next) = self.phrase(at, "hora y [un] cuarto") {
            return Some((75, next));
        }
        if let Some(next) = self.phrase(at, "[un] par de horas") {
            return Some((120, next));
        }
        if let Some(next) = self.phrase_of(at, &["todo [un|el] dia", "un dia entero"]) {
            return Some((24 * 60, next));
        }
        let (count, next) = numbers::cardinal(self.tokens, at)?;
        let minutes = |n: u32| count.checked_mul(n);
        match self.word(next) {
            "hora" | "horas" | "h" | "hs" | "hrs" | "horita" | "horitas" => {
                let (rest, next) = self.and_minutes(next + 1);
                Some((minutes(60)?.checked_add(rest)?, next))
            }
            "minuto" | "minutos" | "min" | "mins" | "minutitos" | "minutillos" => {
                Some((count, self.skip(next + 1, ".")))
            }
            "dia" | "dias" if count > 1 || at > 0 && self.any(at - 1, "durante|por") => {
                Some((minutes(24 * 60)?, next + 1))
            }
            "semana" | "semanas" => Some((minutes(7 * 24 * 60)?, next + 1)),
            _ => None,
        }
    }

    /// "un cuarto de hora", "tres cuartos de hora", "3/4 de hora".
    fn quarters(self, at: usize) -> Read<u32> {
        if let Some(next) = self.phrase(at, "3 / 4 [de] hora|horas") {
            return Some((3, next));
        }
        let (count, next) = numbers::small(self.tokens, at).unwrap_or((1, at));
        let next = self.phrase(next, "cuarto|cuartos de hora|horas|horita")?;
        Some((u32::from(count), next))
    }

    /// What follows whole hours: "y media", "y 20 minutos", "treinta y cinco minutos", "30" of "1h30".
    fn and_minutes(self, at: usize) -> (u32, usize) {
        if let Some(next) = self.phrase(at, "y media") {
            return (30, next);
        }
        if let Some(next) = self.phrase(at, "y tres cuartos") {
            return (45, next);
        }
        if let Some(next) = self.phrase(at, "y [un] cuarto") {
            return (15, next);
        }
        let start = self.skip(at, "y|,");
        let glued = self.is_glued(at) && self.is_number(at);
        match numbers::small(self.tokens, start) {
            Some((minutes, next)) if minutes < 60 => match self.phrase(next, "minuto|minutos|min|mins|m") {
                Some(next) => (u32::from(minutes), next),
                None if glued => (u32::from(minutes), next),
                None => (0, at),
            },
            _ => (0, at),
        }
    }
}
