//! Days put together: ranges, lists, "a partir de", "menos el jueves".

use super::days::SureDay;
use super::grammar::{Grammar, longest};
use crate::spanish::numbers::Read;
use atrevete_domain::when::{Day, DayPart, Time, Unit};

impl Grammar<'_> {
    /// Any expression of days at `at`.
    pub(super) fn day(self, at: usize) -> Read<SureDay> {
        let found = longest([self.list(at), self.range(at), self.bounded_day(at), self.exception(None, at)])?;
        Some(self.skipping(at, self.exception(Some(found.0.0.clone()), found.1).unwrap_or(found)))
    }

    /// "el viernes no, el siguiente": the one a week after.
    fn skipping(self, at: usize, ((day, sure), next): (SureDay, usize)) -> (SureDay, usize) {
        let weekly = matches!(day, Day::Weekday(_) | Day::NextWeekday(_) | Day::Week(_) | Day::Weekend(_));
        let after = [
            "no [,] [sino|mejor|pero|y] [,] el|la otro|otra|siguiente",
            "no [,] [sino|mejor] el|la de despues",
            "no [,] [sino|mejor] el|la de la otra",
        ];
        let denied = (self.word_before(at) == "no")
            .then(|| {
                self.phrase_of(
                    next,
                    &["[,] [sino|mejor] el|la otro|otra|siguiente", "[,] sino el|la de despues"],
                )
            })
            .flatten();
        match self.phrase_of(next, &after).or(denied).filter(|_| weekly) {
            Some(end) => ((Day::Later { of: Box::new(day), weeks: 1 }, sure), end),
            None => ((day, sure), next),
        }
    }

    /// A day that a range, a list or "la semana de" may hold.
    pub(super) fn certain_date(self, at: usize) -> Read<SureDay> {
        self.one_day(at).filter(|((day, _), _)| !matches!(day, Day::Any | Day::Soonest))
    }

    /// "del 13 al 15 de julio", "entre hoy y mañana", "de lunes a miércoles", "28/2-1/3".
    fn range(self, at: usize) -> Read<SureDay> {
        // "cambiar la del jueves al viernes" names two days, no stretch.
        if self.any(at, "del|de") && ["la", "lo", "cita", "hora", "reserva"].contains(&self.word_before(at)) {
            return None;
        }
        let between = self.phrase(at, "[para] entre").map(|start| (start, "y|e|a"));
        let from = self.phrase(at, "[para] de|del|desde [el]").map(|start| (start, "a|al|hasta|-"));
        let bare = Some((at, "-|a|al|hasta"));
        longest([between, from, bare].into_iter().flatten().map(|(start, link)| {
            let opened = start > at;
            let (from, next) = self.end_of_range(start, opened || self.is_number(start))?;
            let dates = matches!(from, Day::Date { .. });
            let link_end = self.phrase(next, link)?;
            let opening = match (start > at, self.any(start.wrapping_sub(1), "del|el")) {
                (false, _) => Opening::Missing,
                (true, true) => Opening::OfDays,
                (true, false) if self.any(link_end - 1, "al") || self.any(link_end, "el") => Opening::OfDays,
                (true, false) => Opening::Plain,
            };
            let link_end = self.skip(link_end, "el|la");
            let (to, next) = self.end_of_range(link_end, dates)?;
            ranged(from, to, opening).map(|day| ((day, true), next))
        }))
    }

    fn end_of_range(self, at: usize, number_allowed: bool) -> Read<Day> {
        let bare = self.bare_number(at).or_else(|| self.bare_number(self.skip(at, "el|dia")));
        let named =
            self.certain_date(at).filter(|((day, _), _)| !matches!(day, Day::Every(_) | Day::Workdays));
        let bare = bare.filter(|_| number_allowed);
        longest([named, bare]).map(|((day, _), next)| (day, next))
    }

    /// "a partir del 20", "antes del viernes", "después del puente", "hasta el jueves", "del 20 en adelante".
    fn bounded_day(self, at: usize) -> Read<SureDay> {
        type Made = fn(Box<Day>) -> Day;
        let bounds: [(&[&str], Made); 4] = [
            (&FROM, Day::From),
            (&["despues de|del", "pasado|pasada|pasadas|pasados el|la|las|los", "tras"], Day::After),
            (&["antes de|del", "[para] antes de|del", "que sea antes de|del"], Day::Before),
            (&["hasta", "como muy tarde [para]", "no mas tarde de|del", "como maximo [para]"], Day::Until),
        ];
        let opened = bounds.iter().filter_map(|(patterns, made)| {
            let start = self.phrase_of(at, patterns)?;
            let article = self.any(start - 1, "del|el").then(|| self.bare_number(start)).flatten();
            let end = longest([self.list(start), article, self.list(self.skip(start, "el|la|los|las"))])?;
            let ((day, sure), next) = end;
            // "hasta mañana" and "hasta el viernes" say goodbye as well.
            let end = self.skip(next, "[,] [el] [mismo] [dia] incluido|inclusive|incluida");
            let goodbye = self.any(at, "hasta") && !matches!(day, Day::Date { .. }) && end == next;
            Some(((made(Box::new(day)), sure && !goodbye), end))
        });
        let closed = self.one_day(self.skip(at, "desde")).and_then(|((day, _), next)| {
            let onwards = ["en adelante", "para adelante", "o mas tarde", "o despues"];
            if let Some(next) = self.phrase_of(next, &onwards) {
                return Some(((Day::From(Box::new(day)), true), next));
            }
            let next = self.phrase_of(next, &["como muy tarde", "como mucho", "como maximo", "o antes"])?;
            Some(((Day::Until(Box::new(day)), true), next))
        });
        longest(opened.map(Some).chain([closed]))
    }

    /// "martes o jueves", "el 13 o el 14 de marzo", "hoy, mañana o pasado", "esta semana o la que viene".
    pub(super) fn list(self, at: usize) -> Read<SureDay> {
        let ((first, mut sure), mut next) = self.one_day(at)?;
        let mut days = vec![first];
        while let Some((day, end)) = self.more(next, &days) {
            sure |= !matches!(day, Day::Date { month: None, weekday: None, .. });
            days.push(day);
            next = end;
        }
        if days.len() == 1 {
            return Some(((days.remove(0), sure), next));
        }
        share_tail(&mut days);
        if let Some(every) = all_every(&days) {
            return Some(((every, sure), next));
        }
        Some(((Day::AnyOf(days), sure), next))
    }

    /// One more day of a list.
    fn more(self, at: usize, before: &[Day]) -> Read<Day> {
        let last = before.last()?;
        let links = [
            "[,] o|u|y|e|ni [si|bien] [no] [bien|ya] [,]",
            "[,] o|y|ni [el|los]",
            "/",
            "[,] o|y tambien",
            "[,] o incluso|quizas|mejor",
        ];
        if let Some(start) = self.phrase_of(at, &links) {
            if self.any(start, "pasado") && !self.any(start + 1, "manana") && *last == Day::Tomorrow {
                return Some((Day::InDays(2), start + 1));
            }
            if let Some(next) = self.phrase_of(
                start,
                &["el|la que viene", "el|la siguiente", "el|la proximo|proxima", "el|la otro|otra"],
            ) {
                return following(last).map(|day| (day, next));
            }
            return self
                .list_item(start, before)
                .or_else(|| self.list_item(self.phrase(at, "[,] o|u|y|e|ni|/")?, before));
        }
        // A comma goes on only if the list goes on: "lunes, martes o miércoles".
        let start = self.phrase(at, ",")?;
        let (day, next) = self.list_item(start, before)?;
        let plain = matches!(day, Day::Weekday(_) | Day::Today | Day::Tomorrow | Day::Every(_));
        let alike = std::mem::discriminant(&day) == std::mem::discriminant(last)
            || matches!(last, Day::Today | Day::Tomorrow);
        (plain && alike).then_some((day, next))
    }

    fn list_item(self, at: usize, before: &[Day]) -> Read<Day> {
        let numbers = matches!(before.last(), Some(Day::Date { .. }));
        let bare = self.bare_number(at).filter(|_| numbers);
        let named = self.certain_date(at).filter(|((_, sure), _)| *sure || numbers);
        longest([named, bare]).map(|((day, _), next)| (day, next))
    }

    /// "menos el jueves", "cualquier día menos lunes y martes", "que no sea viernes".
    fn exception(self, of: Option<Day>, at: usize) -> Read<SureDay> {
        let start = self.phrase_of(
            at,
            &[
                "[,] menos [en] [para]",
                "[,] excepto [en]",
                "[,] salvo [en]",
                "[,] quitando",
                "[,] pero no",
                "[,] que no sea|sean [en|ni]",
                "[,] siempre que no sea|sean",
                "[,] a excepcion de|del",
            ],
        )?;
        let bare_no = self.any(start - 1, "no") && of.is_none();
        let ((not, sure), next) = longest([self.list(start), self.range(start), self.list(start - 1)])?;
        if bare_no || !sure {
            return None;
        }
        let not = match not {
            Day::AnyOf(days) => days,
            day => vec![day],
        };
        let of = of.filter(|of| *of != Day::Any).map(Box::new);
        Some(((Day::Except { of, not }, true), next))
    }

    /// "menos por la mañana", "cualquier hora menos a mediodía".
    pub(super) fn except_parts(self, at: usize) -> Read<Time> {
        let mut next =
            self.phrase_of(at, &["[,] menos", "[,] excepto", "[,] salvo", "[,] que no sea", "[,] pero no"])?;
        let mut parts: Vec<DayPart> = Vec::new();
        while let Some(((part, _), end)) = self.part(next) {
            parts.push(part);
            next = self.skip(end, "y|ni|o");
        }
        let next = if self.any(next.wrapping_sub(1), "y|ni|o") { next - 1 } else { next };
        (!parts.is_empty()).then_some((Time::Except(parts), next))
    }
}

#[rustfmt::skip]
const FROM: [&str; 9] = [
    "a partir de|del", "desde", "desde el|la", "no antes de|del", "que no sea antes de|del",
    "comenzando|empezando [en|el|a]", "como pronto [para]", "de cara a|al", "ya para",
];

/// How a range opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// At once: "lunes a jueves".
    Missing,
    /// With "de", "desde", "entre", as hours do too.
    Plain,
    /// With an article, as days do: "del 5 al 7".
    OfDays,
}

/// The range, if its ends make one.
fn ranged(from: Day, to: Day, opening: Opening) -> Option<Day> {
    let bare = |day: &Day| matches!(day, Day::Date { month: None, weekday: None, .. });
    let from = match (from, &to) {
        // "del 4 al 23 de este mes": what is said of the end holds for the beginning.
        (Day::Date { day, month: None, .. }, Day::InMonth { of, .. }) => Day::InMonth { day, of: of.clone() },
        (Day::Weekday(weekday), Day::Within { of, .. }) => Day::Within { weekday, of: of.clone() },
        (Day::NamedMonth { month, year: None }, Day::NamedMonth { year: Some(year), .. }) => {
            Day::NamedMonth { month, year: Some(*year) }
        }
        (from, _) => from,
    };
    // "de 5 a 7" is hours; "del 5 al 7" is days, and so is any range that names a month.
    if bare(&from) && bare(&to) && opening != Opening::OfDays {
        return None;
    }
    if opening == Opening::Missing && matches!((&from, &to), (Day::NamedMonth { .. }, _)) {
        return None;
    }
    Some(Day::Between(Box::new(from), Box::new(to)))
}

/// What is said of the last day of a list holds for those before: "el 13 o el 14 de marzo", "martes o jueves de la
/// semana que viene".
fn share_tail(days: &mut [Day]) {
    let Some((last, before)) = days.split_last_mut() else { return };
    for day in before {
        match (&mut *day, &*last) {
            (Day::Date { month: month @ None, .. }, Day::Date { month: Some(said), .. }) => {
                *month = Some(*said);
            }
            (Day::Weekday(weekday), Day::Within { of, .. }) => {
                *day = Day::Within { weekday: *weekday, of: of.clone() };
            }
            (Day::Date { day: number, month: None, .. }, Day::InMonth { of, .. }) => {
                *day = Day::InMonth { day: *number, of: of.clone() };
            }
            _ => {}
        }
    }
}

/// "los martes y los jueves": one set of weekdays.
fn all_every(days: &[Day]) -> Option<Day> {
    let mut all = Vec::new();
    for (n, day) in days.iter().enumerate() {
        match day {
            Day::Every(weekdays) => all.extend(weekdays),
            Day::Weekday(weekday) if n > 0 => all.push(*weekday),
            _ => return None,
        }
    }
    Some(Day::Every(all))
}

/// "el que viene" after another of its kind.
fn following(last: &Day) -> Option<Day> {
    match last {
        Day::Week(weeks) => Some(Day::Week(weeks + 1)),
        Day::Month(months) => Some(Day::Month(months + 1)),
        Day::Weekend(_) | Day::Weekday(_) | Day::NextWeekday(_) => {
            Some(Day::Later { of: Box::new(last.clone()), weeks: 1 })
        }
        Day::Ahead { count, unit: Unit::Weeks } => Some(Day::Ahead { count: count + 1, unit: Unit::Weeks }),
        _ => None,
    }
}
