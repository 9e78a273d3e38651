//! One day: "mañana", "el viernes que viene", "lunes 21", "12/5", "el 15 de mayo", "dentro de dos semanas".

use super::beginnings::{LEADS_BEHIND, TAILS, VERBS_BEHIND};
use super::grammar::{Grammar, longest};
use crate::spanish::{
    numbers::{self, Read},
    tokens::{self, TokenKind},
};
use atrevete_domain::when::{Day, Piece, Unit};
use chrono::Weekday;

/// A day with how surely it is one.
pub(super) type SureDay = (Day, bool);

pub(super) fn sure((day, next): (Day, usize)) -> (SureDay, usize) {
    ((day, true), next)
}

impl Grammar<'_> {
    /// One day, or one name of days; no lists and ranges.
    pub(super) fn one_day(self, at: usize) -> Read<SureDay> {
        if !self.may_begin(at) {
            return None;
        }
        self.known.days[at].get_or_init(|| self.read_day(at)).clone()
    }

    fn read_day(self, at: usize) -> Read<SureDay> {
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
        if let Some(next) = self.day_after_tomorrow(start) {
            return Some((Day::InDays(2), next));
        }
        (!after_article || start > at)
            .then(|| self.phrase(start, "manana"))?
            .map(|next| (Day::Tomorrow, next))
    }

    /// "Pasado a las 17", "pasado por la tarde": "mañana" is left out where an hour follows.
    pub(super) fn day_after_tomorrow(self, at: usize) -> Option<usize> {
        let next = self.phrase(at, "pasado")?;
        let verb = at > 0 && self.any(at - 1, VERBS_BEHIND);
        let weekday = at > 0 && self.weekday(at - 1).is_some();
        let hour = self.phrase_of(
            next,
            &[
                "[,] a|sobre|hacia las|la|primera|ultima|media|mediodia|eso",
                "[,] por|de la|las",
                "[,] a partir",
            ],
        );
        let onwards = self.phrase(next, "de las").is_some()
            && (next..next + 6).any(|n| self.phrase(n, "en adelante").is_some());
        let hour = hour.or(onwards.then_some(next));
        // "Mejor pasado", at the end of what is said; "lo pasado, pasado" is nothing.
        let said = at == 0 || self.any(at - 1, LEADS_BEHIND);
        let ends = self.token(next).is_none_or(|t| t.kind != TokenKind::Word && t.kind != TokenKind::Number)
            || self.any(next, TAILS);
        (!verb && !weekday && (hour.is_some() || said && ends)).then_some(next)
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
        if let Some(start) = self.phrase_of(at, &["los", "todos los", "cualquier", "un|algun", "cada"])
            && let Some((weekday, next)) = self.weekday(start)
        {
            let named = self.tail_of_weekday(weekday, next);
            if named.1 == next || self.any(at, "los") && self.phrase(next, "que viene").is_none() {
                let every = (Day::Every(vec![weekday]), next);
                return Some(sure(self.within_tail(weekday, next).unwrap_or(every)));
            }
            return Some(sure(named));
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
        let (day, end) = self.tail_of_weekday(weekday, next);
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
    fn tail_of_weekday(self, weekday: Weekday, at: usize) -> (Day, usize) {
        if let Some(next) = self.phrase_of(
            at,
            &["que viene|entra", "proximo", "siguiente", "mas proximo", "proximo que viene", "q viene"],
        ) {
            return (Day::NextWeekday(weekday), next);
        }
        if let Some(next) = self.phrase(at, "pasado|anterior").filter(|_| !self.any(at + 1, "manana")) {
            return (Day::LastWeekday(weekday), next);
        }
        if let Some(found) = self.within_tail(weekday, at) {
            return found;
        }
        if let Some(start) = self.phrase_of(at, &["en ocho [dias]", "dentro de ocho [dias]"]) {
            return (Day::Later { of: Box::new(Day::Weekday(weekday)), weeks: 1 }, start);
        }
        (Day::Weekday(weekday), at)
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
