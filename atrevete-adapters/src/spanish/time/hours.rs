//! Hours, alone and as stretches: "a las cinco", "a partir de las cinco", "de 5 a 7", "a y media".

use super::clock::{AndMinutes, Half, has_clock, in_half};
use super::grammar::{Grammar, longest};
use crate::spanish::numbers::{self, Read};
use atrevete_domain::when::{DayPart, Time};

/// A time with how surely it is one.
pub(super) type Sure = (Time, bool);

/// What introduces an hour that is near enough.
#[rustfmt::skip]
const ABOUT: [&str; 9] = [
    "a eso de", "sobre", "hacia", "alrededor de", "cerca de", "mas o menos [a]", "aproximadamente [a]",
    "como [a]", "tipo",
];
/// What follows an hour that is near enough.
pub(super) const OR_SO: [&str; 6] =
    ["mas o menos", "aproximadamente", "o asi", "o por ahi", "aprox [.]", "o una cosa asi"];

impl Grammar<'_> {
    /// Any expression of hours at `at`.
    pub(super) fn time(self, at: usize) -> Read<Sure> {
        let one = longest([
            self.stretch(at),
            self.bounded(at),
            self.hour(at),
            self.edge(at).map(|(time, next)| ((time, true), next)),
            self.habit(at).map(|(habit, next)| ((Time::Habit(habit), true), next)),
            self.part(at).map(|((part, sure), next)| ((Time::Part(part), sure), next)),
            self.minute_only(at),
            self.any_time(at),
        ])?;
        Some(self.alternatives(one))
    }

    /// "a las 10 o a las 12", "por la mañana o a mediodía", "a las 5 o 6 de la tarde".
    fn alternatives(self, ((first, mut sure), mut next): (Sure, usize)) -> (Sure, usize) {
        let mut times = vec![first];
        // A comma goes on only if the list does: "a las 10, a las 11 o a las 12".
        let comma = |next: usize| {
            let at = self.phrase(next, ",").filter(|at| self.any(*at, "a"))?;
            let (_, end) = self.hour(at)?;
            self.phrase(end, "[,] o|u").map(|_| at)
        };
        while let Some(at) = self.phrase(next, "[,] o|u [bien]").or_else(|| comma(next)) {
            let clocked = times.iter().all(has_clock);
            let bare = || {
                let (clock, end) = self.clock(at, AndMinutes::Read).filter(|_| clocked)?;
                Some(((clock.time(), true), end))
            };
            let part = || {
                self.bare_part(at)
                    .filter(|_| !clocked && !self.any(at, "manana"))
                    .map(|(part, end)| ((Time::Part(part), true), end))
            };
            let Some(((time, surely), end)) = longest([
                self.hour(at),
                self.part(at).map(|((p, s), n)| ((Time::Part(p), s), n)),
                bare(),
                part(),
            ]) else {
                break;
            };
            times.push(time);
            (sure, next) = (sure || surely, end);
        }
        if times.len() == 1 {
            return ((times.remove(0), sure), next);
        }
        // "a las 5 o las 6 de la tarde": what is said of the last holds for those before.
        if let Some(half) = self.half_before(next) {
            times = times.into_iter().map(|time| in_half(time, half)).collect();
        }
        ((Time::AnyOf(times), sure), next)
    }

    /// The half of the day that ends just before `end`.
    fn half_before(self, end: usize) -> Option<Half> {
        (1..=3.min(end)).rev().find_map(|back| {
            let (half, next) = self.half(end - back)?;
            (next == end).then_some(half)
        })
    }

    /// An hour: "a las cinco", "18:30", "sobre las 5 y media", "las ocho o así".
    pub(super) fn hour(self, at: usize) -> Read<Sure> {
        if let Some(found) = self.to_the_hour(at) {
            return Some(found);
        }
        let about = self.phrase_of(at, &ABOUT);
        let start = self.skip(about.unwrap_or(at), "para");
        let (time, sure, next) = self.noon(start).map(|(time, next)| (time, true, next)).or_else(|| {
            let (article, strong) = self.article(start);
            let (clock, next) = self.clock(article, AndMinutes::Read)?;
            let introduced = article > start || clock.marked && !clock.counted;
            // "hacia 5" or "como 20" are no hours; "a las 5" and "5:30" are.
            introduced.then(|| (clock.time(), strong || clock.marked || about.is_some(), next))
        })?;
        let after = self.phrase_of(next, &OR_SO);
        if about.is_some() || after.is_some() {
            return Some(((Time::Approx(Box::new(time)), true), after.unwrap_or(next)));
        }
        Some(((time, sure), next))
    }

    /// "cuarto para las ocho", "diez para la una", as much of America says it.
    fn to_the_hour(self, at: usize) -> Read<Sure> {
        let start = self.skip(at, "a|un|al|faltan");
        let (minutes, next) = match self.phrase(start, "[un] cuarto") {
            Some(next) => (15, next),
            None => numbers::small(self.tokens, start).filter(|(minutes, _)| *minutes < 30)?,
        };
        let next = self.phrase(self.skip(next, "minutos"), "para la|las")?;
        let (clock, next) = self.clock(next, AndMinutes::Read)?;
        Some(((clock.minus(minutes).time(), true), next))
    }

    /// Takes "a las", "las", "la" (of "la una") along; whether it can only introduce an hour.
    fn article(self, at: usize) -> (usize, bool) {
        if let Some(next) = self.phrase(at, "a las|los") {
            return (next, true);
        }
        let one = |next: usize| self.any(next, "una|1") && !self.any(next + 1, "º|ª|hora|y otra");
        if let Some(next) = self.phrase(at, "a la").filter(|next| one(*next)) {
            return (next, true);
        }
        if let Some(next) = self.phrase(at, "[de] las|los") {
            return (next, false);
        }
        if let Some(next) = self.phrase(at, "[de] la").filter(|next| self.any(*next, "una")) {
            return (next, false);
        }
        (at, false)
    }

    /// "medianoche"; noon as an hour is a part of the day here.
    fn noon(self, at: usize) -> Read<Time> {
        let next = self
            .phrase(at, "[a|la] [la] medianoche")
            .or_else(|| self.phrase(at, "[a|la] [la] media noche"))?;
        Some((Time::Dial { hour: 0, minute: 0 }, next))
    }

    /// "a y media", "a menos cuarto": minutes without their hour.
    fn minute_only(self, at: usize) -> Read<Sure> {
        let about = self.phrase_of(at, &["sobre [las]", "hacia [las]", "a eso de [las]", "como a [las]"]);
        if let Some((minute, next)) = about.and_then(|start| self.minutes_alone(start)) {
            return Some(((Time::Approx(Box::new(Time::Minute(minute))), true), next));
        }
        let start = self.phrase(at, "a [las]").or_else(|| self.phrase(at, "la|el de")).unwrap_or(at);
        let start = self.skip(start, "las");
        if let Some((minute, next)) = self.minutes_alone(start).filter(|_| start > at) {
            return Some(((Time::Minute(minute), true), next));
        }
        let (minute, next) = if let Some(next) = self.phrase(start, "y media") {
            (30, next)
        } else if let Some(next) = self.phrase(start, "y cuarto") {
            (15, next)
        } else if let Some(next) = self.phrase(start, "menos cuarto") {
            (45, next)
        } else {
            (0, self.phrase(start, "en punto").filter(|_| start > at)?)
        };
        // "corte y media melena" is no half past.
        let sure = start > at;
        (sure || next >= self.tokens.len() && at == 0).then_some(((Time::Minute(minute), sure), next))
    }

    /// "y diez", "menos veinte": minutes past or before an hour that is not named.
    fn minutes_alone(self, at: usize) -> Read<u8> {
        if let Some(next) = self.phrase(at, "y") {
            return self.some_minutes(next);
        }
        let (minutes, next) = self.some_minutes(self.phrase(at, "menos")?)?;
        Some((60 - minutes, next))
    }

    fn some_minutes(self, at: usize) -> Read<u8> {
        if let Some(next) = self.phrase(at, "media") {
            return Some((30, next));
        }
        if let Some(next) = self.phrase(at, "cuarto") {
            return Some((15, next));
        }
        let (minutes, next) = numbers::small(self.tokens, at)?;
        let follows = self.any(next, "de|del|/|:|personas|euros|anos");
        (minutes < 60 && minutes % 5 == 0 && minutes > 0 && !follows).then_some((minutes, next))
    }

    /// "a cualquier hora", "me da igual la hora".
    fn any_time(self, at: usize) -> Read<Sure> {
        let next = self.phrase_of(
            at,
            &[
                "a cualquier hora",
                "cualquier hora",
                "a la hora que sea",
                "[a] la hora que querais|quieras|podais|puedas|tengas|tengais",
                "todo el dia",
                "da igual la hora",
                "a todas horas",
            ],
        )?;
        Some(((Time::Any, true), next))
    }

    /// A stretch with both ends: "de 5 a 7", "entre las 10 y las 12", "desde las 4 hasta las 7 en punto".
    fn stretch(self, at: usize) -> Read<Sure> {
        let between = self.phrase(at, "entre");
        let opened = between.or_else(|| self.phrase(at, "de|desde"));
        let start = opened.unwrap_or(at);
        let and = if between.is_some() { AndMinutes::Leave } else { AndMinutes::Read };
        // "en vez de a las 10, a las 11" is two hours, no stretch.
        if self.any(start, "a") {
            return None;
        }
        let (from, strong_from, next) = self.end_of_stretch(start, and)?;
        let link = match (between, opened) {
            (Some(_), _) => self.phrase(next, "y|a")?,
            (None, Some(_)) => self.phrase(next, "a|hasta|-")?,
            (None, None) => self.phrase(next, "-|a|hasta")?,
        };
        let (to, strong_to, next) = self.end_of_stretch(link, AndMinutes::Read)?;
        let bare = opened.is_none() && !(strong_from && strong_to);
        let counted = self.any(next, "de") && self.month_word(next + 1).is_some() || self.any(next, "/");
        if bare || counted || !(has_clock(&from) || has_clock(&to)) {
            return None;
        }
        let sure = strong_from || strong_to;
        Some(((Time::Between(Box::new(from), Box::new(to)), sure), next))
    }

    /// One end of a stretch, and whether it can only be an hour.
    fn end_of_stretch(self, at: usize, and: AndMinutes) -> Option<(Time, bool, usize)> {
        if let Some((time, next)) = self.noon(at) {
            return Some((time, true, next));
        }
        if let Some((DayPart::Midday, next)) = self.bare_part(self.skip(at, "el|al|del")) {
            return Some((Time::Part(DayPart::Midday), true, next));
        }
        let start = self.skip(at, "a");
        let (article, _) = self.article(start);
        let (clock, next) = self.clock(article, and)?;
        Some((clock.time(), article > start || clock.marked, next))
    }

    /// A stretch with one end: "a partir de las cinco", "antes de la una", "de las 9 en adelante".
    fn bounded(self, at: usize) -> Read<Sure> {
        // "Pasado a las 17" names a day.
        let from = self.phrase_of(at, &FROM).filter(|_| self.day_after_tomorrow(at).is_none());
        let until = self.phrase_of(at, &UNTIL);
        if let Some(start) = from.max(until)
            && let Some((time, next)) = self.bound(start)
        {
            let time = Box::new(time);
            let time = if from > until { Time::From(time) } else { Time::Until(time) };
            return Some(((time, true), next));
        }
        let start = self.skip(at, "de|desde|a");
        let (time, _, next) = self.end_of_stretch(start, AndMinutes::Read)?;
        if let Some(next) = self.phrase_of(next, &ONWARDS) {
            return Some(((Time::From(Box::new(time)), true), next));
        }
        let next = self.phrase_of(next, &AT_LATEST)?;
        Some(((Time::Until(Box::new(time)), true), next))
    }

    /// What "a partir de" and "antes de" may be followed by.
    fn bound(self, at: usize) -> Read<Time> {
        if let Some((part, next)) = self.bare_part(self.skip(at, "el|la|l|las|del")) {
            let dated = part == DayPart::Morning && !self.any(at, "la");
            return (!dated).then_some((Time::Part(part), next));
        }
        let start = self.skip(at, "a");
        if let Some((time, next)) = self.noon(start) {
            return Some((time, next));
        }
        let (article, _) = self.article(start);
        let (clock, next) = self.clock(article, AndMinutes::Read)?;
        let alone = article == start && !clock.marked;
        // "antes de 15 días" is no hour, "a partir de 5" hardly; "antes del 5" is a date.
        (!alone).then(|| (clock.time(), next))
    }
}

#[rustfmt::skip]
const FROM: [&str; 13] = [
    "a partir de|del", "desde", "despues de|del", "mas tarde de", "mas alla de", "pasadas|pasada|pasado",
    "no antes de", "que no sea antes de", "nunca antes de", "que sea despues de", "como pronto [a]",
    "como muy pronto [a]", "no puedo [ir] antes de",
];
#[rustfmt::skip]
const UNTIL: [&str; 13] = [
    "antes de|del", "hasta", "no mas tarde de", "como [muy] tarde [a]", "como maximo [a]", "maximo [a]",
    "no despues de", "que no sea despues de", "que sea antes de", "que no pase de", "no mas alla de",
    "para antes de", "terminar|acabar antes de",
];
const ONWARDS: [&str; 6] =
    ["en adelante", "para adelante", "o mas tarde", "o despues", "como pronto", "como minimo"];
const AT_LATEST: [&str; 5] = ["como muy tarde", "como mucho", "como maximo", "o antes", "como tarde"];
