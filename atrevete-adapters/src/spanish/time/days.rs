//! One day: "mañana", "el viernes que viene", "lunes 21", "12/5", "el 15 de mayo", "dentro de dos semanas".

use super::grammar::{Grammar, longest};
use crate::spanish::{
    numbers::{self, Read},
    tokens,
};
use atrevete_domain::when::{Day, Piece, Unit};
use chrono::Weekday;

/// A day with how surely it is one.
pub(super) type SureDay = (Day, bool);

fn sure((day, next): (Day, usize)) -> (SureDay, usize) {
    ((day, true), next)
}

impl Grammar<'_> {
    /// One day, or one name of days; no lists and ranges.
    pub(super) fn one_day(self, at: usize) -> Read<SureDay> {
        let start = self.skip(at, "para|en|pa|por");
        if let Some(near) =
            self.phrase_of(start, &["sobre", "hacia", "alrededor de|del", "cerca de|del", "a eso de|del"])
        {
            let article = self.any(near - 1, "del").then_some(near - 1);
            let ((day, _), next) = self
                .date(near)
                .into_iter()
                .chain(self.numbered(article.unwrap_or(near)))
                .max_by_key(|r| r.1)?;
            return Some(((Day::About(Box::new(day)), true), next));
        }
        longest([
            self.spoken_day(start).map(sure),
            self.counted_day(start).map(sure),
            self.weekday_day(start),
            self.date(start),
            self.numbered(start),
            self.nth_piece(start).map(sure),
            self.week(start).map(sure),
            self.month(start),
            self.holiday(start),
            self.portion(at).map(sure),
            self.loose_day(start).map(sure),
        ])
    }

    /// "hoy", "mañana", "pasado mañana", "ayer", "el día siguiente".
    pub(super) fn spoken_day(self, at: usize) -> Read<Day> {
        // "la mañana" is a part of the day, and so is "media mañana"; "a la una, mañana" and "y media, mañana" are not.
        let of_the_hour =
            at > 1 && (self.any(at - 1, "una") && self.any(at - 2, "la") || self.any(at - 2, "y"));
        let after_article = at > 0 && self.any(at - 1, "la|las|esta|media|una|buena") && !of_the_hour;
        let start = self.skip(at, "de");
        let fixed: [(&str, Day); 12] = [
            ("pasado manana", Day::InDays(2)),
            ("pasao manana", Day::InDays(2)),
            ("[el] [dia] [de] hoy [mismo]", Day::Today),
            ("antes de ayer", Day::Ago { count: 2, unit: Unit::Days }),
            ("anteayer|antier", Day::Ago { count: 2, unit: Unit::Days }),
            ("ayer|anoche", Day::Ago { count: 1, unit: Unit::Days }),
            ("[a|al] [el] dia siguiente", Day::Tomorrow),
            ("[el] proximo|siguiente dia", Day::Tomorrow),
            ("[a|al] [el] dia [de] despues", Day::Tomorrow),
            ("[el] dia de manana", Day::Tomorrow),
            ("manana mismo", Day::Tomorrow),
            ("al otro dia", Day::Tomorrow),
        ];
        let found = fixed.into_iter().filter_map(|(pattern, day)| Some((day, self.phrase(start, pattern)?)));
        if let Some(found) = found.max_by_key(|(_, next)| *next) {
            return Some(found);
        }
        (!after_article || start > at)
            .then(|| self.phrase(start, "manana"))?
            .map(|next| (Day::Tomorrow, next))
    }

    /// "en tres días", "dentro de dos semanas", "de hoy en ocho", "hace un mes", "dos días después de hoy".
    fn counted_day(self, at: usize) -> Read<Day> {
        // People count the day they are in: eight days are a week, fifteen are two.
        if let Some(start) = self.phrase_of(at, &["de hoy en", "de aqui en"])
            && let Some(next) =
                self.phrase(start, "ocho|8 [dias]").or_else(|| self.phrase(start, "quince|15 [dias]"))
        {
            let fortnight = self.any(start, "quince|15");
            return Some((Day::InDays(if fortnight { 14 } else { 7 }), next));
        }
        let ahead =
            self.phrase_of(at, &["en", "dentro de [unos|unas]", "de aqui a [unos|unas]", "de hoy en", "a"]);
        let ahead = ahead.or_else(|| (self.word_before(at) == "en").then_some(at));
        if let Some(start) = ahead
            && let Some((least, or)) = numbers::small(self.tokens, start)
            && let Some(((most, unit), next)) = self.phrase(or, "o|a").and_then(|or| self.units(or))
        {
            // "en dos o tres semanas"
            let from = later(u16::from(least), unit);
            return Some((Day::Between(Box::new(from), Box::new(later(most, unit))), next));
        }
        if let Some(start) = ahead
            && let Some(((count, unit), next)) = self.units(start)
        {
            return Some((later(count, unit), self.skip(next, "desde|a partir de hoy|ahora")));
        }
        if let Some(start) = self.phrase(at, "hace [unos|unas|como]")
            && let Some(((count, unit), next)) = self.units(start)
        {
            return Some((Day::Ago { count, unit }, next));
        }
        let ((count, unit), next) = self.units(self.skip(at, "a"))?;
        let after = [
            "despues [de|del] [hoy|ahora]",
            "a partir de hoy|ahora|ya",
            "desde hoy|ahora",
            "mas tarde",
            "vista",
        ];
        if let Some(next) = self.phrase_of(next, &after) {
            return Some((later(count, unit), next));
        }
        let next = self.phrase(next, "atras|antes")?;
        Some((Day::Ago { count, unit }, next))
    }

    /// "tres días", "una semana", "un par de meses".
    pub(super) fn units(self, at: usize) -> Read<(u16, Unit)> {
        let couple = self.phrase(at, "[un] par de").map(|next| (2, next));
        let (count, next) = couple.or_else(|| numbers::cardinal(self.tokens, at))?;
        let unit = self.unit(next)?;
        Some(((u16::try_from(count).ok()?, unit), next + 1))
    }

    pub(super) fn unit(self, at: usize) -> Option<Unit> {
        match self.word(at) {
            "dia" | "dias" => Some(Unit::Days),
            "semana" | "semanas" | "semanita" | "semanitas" => Some(Unit::Weeks),
            "mes" | "meses" => Some(Unit::Months),
            "ano" | "anos" => Some(Unit::Years),
            _ => None,
        }
    }

    /// The weekday that the word at `at` names; "ma." and "mar" only as abbreviations beside a number or with a stop.
    pub(super) fn weekday(self, at: usize) -> Read<Weekday> {
        let word = self.word(at);
        let stop = self.skip(at + 1, ".");
        let dotted = stop > at + 1 && self.is_glued(at + 1);
        if let Some(weekday) = tokens::weekday(word) {
            let short = word.len() <= 4;
            let allowed = !short || dotted || self.is_number(at + 1) || word != "vier" && word != "mier";
            return allowed.then_some((weekday, if dotted && short { stop } else { at + 1 }));
        }
        let weekday = match word {
            "l" | "lu" => Weekday::Mon,
            "ma" | "mar" => Weekday::Tue,
            "x" | "mi" => Weekday::Wed,
            "j" | "ju" => Weekday::Thu,
            "v" | "vi" => Weekday::Fri,
            "s" | "sa" => Weekday::Sat,
            "d" | "do" => Weekday::Sun,
            _ => return None,
        };
        let numbered = self.is_number(stop) && word.len() > 1 && word != "mi";
        let alone = dotted && word.len() > 1 && !matches!(word, "mi" | "do");
        (numbered || alone).then_some((weekday, stop))
    }

    /// A weekday and what says which: "el viernes", "el próximo jueves", "lunes 21", "los martes", "un sábado".
    fn weekday_day(self, at: usize) -> Read<SureDay> {
        if let Some(start) = self.phrase_of(at, &["los", "todos los", "cualquier", "un|algun", "cada"]) {
            if let Some((weekday, next)) = self.weekday(start) {
                let named = self.tail_of_weekday(weekday, next);
                let plain = named.as_ref().is_none_or(|(_, end)| *end == next);
                let every = ((Day::Every(vec![weekday]), true), next);
                return if plain || self.any(at, "los") && self.phrase(next, "que viene").is_none() {
                    self.within_tail(weekday, next).map(sure).or(Some(every))
                } else {
                    named.map(sure)
                };
            }
        }
        let start = self.skip(at, "el|al|del|este|de");
        let start = if start == at { start } else { self.skip(start, "mismo|dia") };
        if let Some(next) =
            self.phrase_of(start, &["[proximo|siguiente]", "[este] proximo"]).filter(|n| *n > start)
            && let Some((weekday, next)) = self.weekday(next)
        {
            if let Some((day, next)) = self.weekday_with_date(weekday, next) {
                return Some(((day, true), next));
            }
            return Some(((Day::NextWeekday(weekday), true), self.skip(next, "que viene")));
        }
        if let Some(past) = self.phrase(start, "pasado|anterior|ultimo")
            && let Some((weekday, next)) = self.weekday(past)
            && !self.any(next, "de|del")
        {
            return Some(((Day::LastWeekday(weekday), true), next));
        }
        let (weekday, next) = self.weekday(start)?;
        if let Some((day, next)) = self.weekday_with_date(weekday, next) {
            return Some(((day, true), next));
        }
        // "Domingo" may be who writes.
        let name = weekday == Weekday::Sun && start == at && self.any(at, "domingo");
        let (day, end) = self.tail_of_weekday(weekday, next)?;
        Some(((day, !name || end > next), end))
    }

    /// "lunes 21", "viernes, el 12 de septiembre", "sábado día 3 de mayo".
    fn weekday_with_date(self, weekday: Weekday, at: usize) -> Read<Day> {
        let comma = self.any(at, ",|-");
        let start = if comma { at + 1 } else { at };
        let start = self.skip(start, "dia");
        // "el viernes, 2 personas": after a comma a number alone is no date.
        let numbered = self.numbered(start).or_else(|| if comma { None } else { self.bare_number(start) });
        let ((day, _), next) = longest([self.date(start), numbered])?;
        if self.any(next, "h|hs|horas|hora|personas|anos|€|euros") || self.any(next, ":") {
            return None;
        }
        match day {
            Day::Date { day, month, year, weekday: None } => {
                Some((Day::Date { day, month, year, weekday: Some(weekday) }, next))
            }
            _ => None,
        }
    }

    /// What follows a weekday's name: "que viene", "de la semana que viene", "pasado", nothing.
    fn tail_of_weekday(self, weekday: Weekday, at: usize) -> Read<Day> {
        if let Some(next) = self.phrase_of(
            at,
            &["que viene|entra", "proximo", "siguiente", "mas proximo", "proximo que viene", "q viene"],
        ) {
            return Some((Day::NextWeekday(weekday), next));
        }
        if let Some(next) = self.phrase(at, "pasado|anterior").filter(|_| !self.any(at + 1, "manana")) {
            return Some((Day::LastWeekday(weekday), next));
        }
        if let Some(found) = self.within_tail(weekday, at) {
            return Some(found);
        }
        if let Some(start) = self.phrase_of(at, &["en ocho [dias]", "dentro de ocho [dias]"]) {
            return Some((Day::Later { of: Box::new(Day::Weekday(weekday)), weeks: 1 }, start));
        }
        Some((Day::Weekday(weekday), at))
    }

    /// "de la semana que viene", "de esta semana", "de julio" after a weekday.
    fn within_tail(self, weekday: Weekday, at: usize) -> Read<Day> {
        let start = self.phrase(at, "[,] de|del|en")?;
        let named =
            [self.month(start), self.holiday(start)].map(|found| found.map(|((day, _), next)| (day, next)));
        let [month, holiday] = named;
        let (of, next) = longest([self.week(start), month, holiday])?;
        Some((Day::Within { weekday, of: Box::new(of) }, next))
    }

    /// "el 15", "el día 2", "el 1º", "del 20", "el 17 del 11": a number that an article makes a date.
    pub(super) fn numbered(self, at: usize) -> Read<SureDay> {
        let strong = self.phrase_of(at, &["[el|al|del|los] [proximo] dia|dias", "[este|proximo] dia"]);
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

    /// "el primer viernes de julio", "la última semana de agosto", "el tercer día de octubre".
    fn nth_piece(self, at: usize) -> Read<Day> {
        let start = self.skip(at, "el|la|al|del");
        let (nth, next) = if let Some(next) = self.phrase(start, "ultimo|ultima") {
            (-1, next)
        } else if let Some(next) = self.phrase(start, "penultimo|penultima") {
            (-2, next)
        } else {
            let (nth, next) = numbers::ordinal(self.tokens, start)?;
            (i8::try_from(nth).ok()?, next)
        };
        let (what, next) = if let Some((weekday, next)) = self.weekday(next) {
            (Piece::Weekday(weekday), next)
        } else if let Some(next) = self.phrase_of(next, &["fin de semana", "finde"]) {
            (Piece::Weekend, next)
        } else if let Some(next) = self.phrase(next, "semana") {
            (Piece::Week, next)
        } else {
            (Piece::Day, self.phrase(next, "dia")?)
        };
        let start = self.phrase(next, "de|del")?;
        let (of, next) = longest([
            self.month(start).map(|((day, _), next)| (day, next)),
            self.phrase(start, "[este] mes").map(|next| (Day::Month(0), next)),
            self.week(start),
        ])?;
        Some((Day::Nth { nth, what, of: Box::new(of) }, next))
    }
}

fn later(count: u16, unit: Unit) -> Day {
    match unit {
        Unit::Days => Day::InDays(count),
        Unit::Weeks | Unit::Months | Unit::Years => Day::Ahead { count, unit },
    }
}
