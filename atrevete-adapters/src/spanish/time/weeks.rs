//! Stretches that the calendar names: weeks, weekends, months, their portions; and days left open.

use super::days::SureDay;
use super::grammar::{Grammar, longest};
use crate::spanish::{
    numbers::{self, Read},
    tokens,
};
use atrevete_domain::when::{Day, Portion, Unit};

impl Grammar<'_> {
    /// "esta semana", "la semana que viene", "la semana del 18", "el finde", "los próximos tres días", "entre semana".
    pub(super) fn week(self, at: usize) -> Read<Day> {
        let fixed = WEEKS.iter().filter_map(|(pattern, day)| Some((day.clone(), self.phrase(at, pattern)?)));
        let fixed = fixed.max_by_key(|(_, next)| *next);
        longest([fixed, self.past(at), self.week_of(at), self.coming(at), self.rest(at), self.weekend_of(at)])
    }

    /// "la semana del 18", "la semana que empieza el 4 de febrero".
    fn week_of(self, at: usize) -> Read<Day> {
        let start = self.phrase_of(
            at,
            &[
                "[la] semana de|del [dia]",
                "[la] semana que empieza|comienza|va|arranca [de|del|el] [dia]",
                "[la] semana a partir de|del",
            ],
        )?;
        let bare = self.bare_number(start).filter(|_| self.any(start - 1, "del|dia|el"));
        // The preposition may hold the article of what follows ("del 18").
        let with_article =
            start.checked_sub(1).and_then(|before| self.dated(before)).filter(|(_, end)| *end > start);
        let (of, next) =
            longest([self.dated(start), with_article, bare.map(|((day, _), next)| (day, next))])?;
        // "la semana de julio" names no week.
        Some((Day::WeekOf(Box::new(of)), next))
    }

    /// "el fin de semana del 18", "el finde de San Isidro".
    fn weekend_of(self, at: usize) -> Read<Day> {
        let start = self.phrase_of(at, &["[el] finde de|del", "[el] fin de semana de|del"])?;
        let bare = self.bare_number(start).map(|((day, _), next)| (day, next));
        let (of, next) = longest([self.dated(start), bare, self.dated(start - 1)])?;
        let of = Box::new(Day::WeekOf(Box::new(of)));
        Some((Day::Nth { nth: 1, what: atrevete_domain::when::Piece::Weekend, of }, next))
    }

    /// A certain date, as "la semana de" may be followed by; no week again, so that nothing nests.
    fn dated(self, at: usize) -> Read<Day> {
        let weekday = self
            .weekday(self.skip(at, "el|del"))
            .map(|(weekday, next)| ((Day::Weekday(weekday), true), next));
        let found = [
            self.spoken_day(at).map(|(day, next)| ((day, true), next)),
            self.date(at),
            self.numbered(at),
            self.holiday(at),
            weekday,
        ];
        longest(found).map(|((day, _), next)| (day, next))
    }

    /// "los próximos tres días", "las 3 próximas horas" is no matter of days, "las dos semanas que vienen".
    fn coming(self, at: usize) -> Read<Day> {
        let start = self.skip(at, "los|las|el|la|estos|estas");
        if let Some(start) = self.phrase(start, "proximos|proximas|siguientes|proximo|proxima")
            && let Some(((count, unit), next)) = self.units(start)
        {
            return Some((Day::Coming { count, unit }, next));
        }
        if let Some(next) = self.phrase(start, "proxima|siguiente quincena") {
            return Some((Day::Coming { count: 15, unit: Unit::Days }, next));
        }
        if let Some(next) = self.phrase(start, "proximos|siguientes dias") {
            return Some((Day::Coming { count: 7, unit: Unit::Days }, next));
        }
        let (count, next) = numbers::cardinal(self.tokens, start)?;
        let count = u16::try_from(count).ok()?;
        if let Some(next) = self.phrase(next, "proximos|proximas|siguientes") {
            return self.unit(next).map(|unit| (Day::Coming { count, unit }, next + 1));
        }
        let unit = self.unit(next)?;
        let next = self.phrase_of(next + 1, &["que vienen|viene", "siguientes", "proximos|proximas"])?;
        Some((Day::Coming { count, unit }, next))
    }

    /// "los últimos tres días", "las dos semanas pasadas".
    fn past(self, at: usize) -> Read<Day> {
        let start = self.skip(at, "los|las");
        if let Some(start) = self.phrase(start, "ultimos|ultimas|pasados|pasadas")
            && let Some(((count, unit), next)) = self.units(start)
        {
            return Some((Day::Past { count, unit }, next));
        }
        let (count, next) = numbers::cardinal(self.tokens, start)?;
        let count = u16::try_from(count).ok()?;
        if let Some(next) = self.phrase(next, "ultimos|ultimas") {
            return self.unit(next).map(|unit| (Day::Past { count, unit }, next + 1));
        }
        let unit = self.unit(next)?;
        let next = self.phrase(next + 1, "pasados|pasadas|anteriores")?;
        Some((Day::Past { count, unit }, next))
    }

    /// "lo que queda de semana", "el resto del mes", "más tarde esta semana".
    fn rest(self, at: usize) -> Read<Day> {
        let start = self.phrase_of(
            at,
            &[
                "[el] resto de",
                "[el] resto del",
                "lo que queda|resta de",
                "lo que queda|resta del",
                "mas tarde",
                "mas adelante",
                "a lo largo de",
                "en lo que queda de",
            ],
        )?;
        let of = if let Some(next) = self.phrase(start, "[esta|la] semana") {
            (Day::Week(0), next)
        } else if let Some(next) = self.phrase(start, "[este|el] mes") {
            (Day::Month(0), next)
        } else if let Some(next) = self.phrase_of(start, &["[el|la] dia|jornada [de] hoy", "[este|el] dia"]) {
            (Day::Today, next)
        } else {
            (Day::Year(0), self.phrase(start, "[este|el] ano")?)
        };
        Some((Day::Rest(Box::new(of.0)), of.1))
    }

    /// "en marzo", "el próximo junio", "marzo de 2027", "el mes que viene", "dentro del mes"; a bare name is weak.
    pub(super) fn month(self, at: usize) -> Read<SureDay> {
        if let Some((day, next)) = self.this_or_next_month(self.skip(at, "de|a|para")) {
            return Some(((day, true), next));
        }
        for (pattern, day) in [
            ("[el] mes pasado|anterior", Day::Month(-1)),
            ("[de] este ano", Day::Year(0)),
            ("[el] ano que viene|entra", Day::Year(1)),
            ("[el] proximo ano", Day::Year(1)),
            ("[el] ano pasado|anterior", Day::Year(-1)),
            ("[el] pasado ano", Day::Year(-1)),
            ("[el] pasado mes", Day::Month(-1)),
        ] {
            if let Some(next) = self.phrase(at, pattern) {
                return Some(((day, true), next));
            }
        }
        let introduced =
            self.phrase(at, "[el] ano").is_some() || self.any(at.wrapping_sub(1), "en|durante|desde|para");
        let start = self.skip(at, "[el] ano");
        if introduced
            && self.word(start).len() == 4
            && let (Some(year), next) = self.year(start)
            && !self.any(next, "/|-|euros|€")
        {
            return Some(((Day::CalendarYear(year), true), next));
        }
        let start = self.phrase_of(
            at,
            &[
                "[durante|todo] [el] mes de",
                "todo",
                "durante",
                "[el] proximo [mes] [de]",
                "este [mes] [de]",
                "de",
                "[el] mes de",
            ],
        );
        let (month, next) = self.month_word(start.unwrap_or(at))?;
        let short = tokens::is_short_month(self.word(start.unwrap_or(at)));
        let (year, end) = self.year(next);
        let introduced =
            start.is_some_and(|start| start > at) || at > 0 && self.any(at - 1, "en|para|de|por|hasta|desde");
        let sure = introduced || year.is_some();
        (!short || year.is_some()).then_some(((Day::NamedMonth { month, year }, sure), end))
    }

    /// "a mediados de abril", "a finales de la semana que viene", "la primera quincena de mayo".
    pub(super) fn portion(self, at: usize) -> Read<Day> {
        let which: [(&str, Portion); 10] = [
            ("[a] principios|inicios|comienzos|primeros de|del", Portion::Start),
            ("[al|a] [el] principio|inicio|comienzo de|del", Portion::Start),
            ("[para|a] [los] primeros [dias] de|del", Portion::Start),
            ("[a] mediados|mitad|mitades de|del", Portion::Middle),
            ("[a] finales|fines|ultimos de|del", Portion::End),
            ("[al|a] [el] final|fin de|del", Portion::End),
            ("[para|a] [los] ultimos [dias] de|del", Portion::End),
            ("[a|en] [la] primera quincena de|del", Portion::FirstHalf),
            ("[a|en] [la] segunda|ultima quincena de|del", Portion::SecondHalf),
            ("[a] mitad de", Portion::Middle),
        ];
        let start = self.skip(at, "para|hacia|en|por|sobre");
        let (portion, next) =
            which.iter().find_map(|(pattern, portion)| Some((*portion, self.phrase(start, pattern)?)))?;
        let month = self.month(next).map(|((day, _), next)| (day, next));
        let this = |pattern, day: Day| self.phrase(next, pattern).map(|next| (day, next));
        let (of, next) = longest([
            month,
            this("[el|este] mes [de]", Day::Month(0)),
            // "el fin de semana" is the weekend, not the end of the week.
            if self.any(next - 2, "fin") { None } else { this("[la|esta] semana", Day::Week(0)) },
            if self.any(next - 2, "fin") && !self.any(next, "semana") { self.week(next) } else { None },
            if self.any(next - 2, "fin") { None } else { self.week(next) },
            this("[el|este] ano", Day::Year(0)),
            self.phrase(next, "verano")
                .map(|next| (Day::Holiday(atrevete_domain::when::Holiday::Summer), next)),
        ])?;
        // "del mes de abril"
        let (of, next) = match (&of, self.month_word(next)) {
            (Day::Month(0), Some((month, after))) if self.any(next - 1, "de") => {
                let (year, after) = self.year(after);
                (Day::NamedMonth { month, year }, after)
            }
            _ => (of, next),
        };
        Some((Day::Portion { portion, of: Box::new(of) }, next))
    }

    /// "lo antes posible", "cualquier día", "cuando podáis".
    pub(super) fn loose_day(self, at: usize) -> Read<Day> {
        if let Some(next) = self.phrase_of(at, &SOONEST) {
            return Some((Day::Soonest, next));
        }
        // "algún día de la semana que viene": any of those.
        let some = self
            .phrase(at, "cualquier|algun|un dia de|en")
            .or_else(|| self.phrase(at, "todos los dias de|en"));
        if let Some(start) = some
            && let Some(found) =
                longest([self.week(start), self.month(start).map(|((day, _), next)| (day, next))])
        {
            return Some(found);
        }
        self.phrase_of(at, &ANY_DAY).map(|next| (Day::Any, next))
    }
}

const WEEKS: [(&str, Day); 33] = [
    ("[de] esta [misma] semana", Day::Week(0)),
    ("la semana actual", Day::Week(0)),
    ("[de] [la] semana que viene|entra", Day::Week(1)),
    ("[de] [la] semana proxima|siguiente", Day::Week(1)),
    ("[de] [la] proxima|proximas|siguiente semana [que] [viene]", Day::Week(1)),
    ("[de] la otra semana", Day::Week(1)),
    ("[de] la semana [de] despues", Day::Week(1)),
    ("[la] semana que viene no [,] [sino] la otra|siguiente", Day::Week(2)),
    ("[la] proxima|siguiente semana no [,] [sino] la otra|siguiente", Day::Week(2)),
    ("[la] semana proxima no [,] [sino] la otra|siguiente", Day::Week(2)),
    ("[la] semana siguiente a la que viene", Day::Week(2)),
    ("[la] semana despues de la que viene", Day::Week(2)),
    ("esta semana no [,] [sino|mejor] la otra|siguiente|proxima", Day::Week(1)),
    ("esta semana no [,] [sino|mejor] la que viene", Day::Week(1)),
    ("esta no [,] [sino|mejor] la otra|siguiente|proxima semana", Day::Week(1)),
    ("esta semana no [,] la semana que viene", Day::Week(1)),
    ("[de] la semana pasada|anterior", Day::Week(-1)),
    ("entre semana", Day::Workdays),
    ("dias laborables|laborales", Day::Workdays),
    ("[los] dias de diario", Day::Workdays),
    ("de lunes a viernes", Day::Workdays),
    ("durante la semana", Day::Workdays),
    ("[de] [el|al|del|este|los|un|algun] finde", Day::Weekend(0)),
    ("[de] [el|al|del|este|un|algun] fin de semana", Day::Weekend(0)),
    ("[los] fines de semana", Day::Weekend(0)),
    ("[de] [el|al|del|este] finde que viene", Day::Weekend(1)),
    ("[de] [el|al|del|este] fin de semana que viene", Day::Weekend(1)),
    ("[de] [el|al|del|este] finde proximo|siguiente", Day::Weekend(1)),
    ("[de] [el|al|del|este] fin de semana proximo|siguiente", Day::Weekend(1)),
    ("[de] [el|al|del] proximo|siguiente finde", Day::Weekend(1)),
    ("[de] [el|al|del] proximo|siguiente fin de semana", Day::Weekend(1)),
    ("[el|este] finde no [,] el otro|siguiente", Day::Weekend(2)),
    ("[el|este] fin de semana no [,] el otro|siguiente", Day::Weekend(2)),
];

const SOONEST: [&str; 18] = [
    "[lo] antes posible",
    "cuanto antes [mejor] [posible]",
    "lo mas pronto|rapido posible",
    "lo mas pronto|rapido que puedas|podais|tengas|tengais",
    "lo antes que puedas|podais|tengas|tengais",
    "en cuanto puedas|podais|tengas|tengais",
    "[el] primer hueco|sitio|dia que tengas|tengais|haya|quede",
    "[el] primer hueco|sitio [libre|disponible]",
    "[la] primera cita|hora que tengas|tengais|haya|quede",
    "[la] primera cita [libre|disponible]",
    "lo primero que tengas|tengais|haya",
    "la primera que tengas|tengais|haya",
    "el primero que tengas|tengais|haya",
    "el primer dia que tengas|tengais|podais|puedas|haya",
    "asap",
    "lo mas pronto|antes posible",
    "cuando antes [mejor] [posible]",
    "con urgencia",
];

const ANY_DAY: [&str; 13] = [
    "cualquier dia [de] [la] [semana]",
    "cualquiera de los dias",
    "todos los dias",
    "el dia que sea",
    "el dia que querais|quieras|podais|puedas|tengas|tengais",
    "[me] da|es igual el dia",
    "[me] da lo mismo el dia",
    "el dia [me] da igual",
    "cuando sea",
    "cuando querais|quieras",
    "cuando podais|puedas",
    "cuando tengais|tengas [hueco|sitio]",
    "cuando os|te venga bien",
];
