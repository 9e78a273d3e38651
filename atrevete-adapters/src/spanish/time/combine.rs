//! Days and hours put together, in any order: "el jueves a las 5", "a las 5 del jueves", "por la tarde, el 15".

use super::clock::{Half, has_clock, in_half};
use super::grammar::Grammar;
use crate::spanish::numbers::Read;
use atrevete_domain::when::{self, Day, DayPart, Edge, Habit, Time, Unit};

/// What has been put together so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Combined {
    pub(super) day: Option<Day>,
    pub(super) time: Option<Time>,
    pub(super) sure: bool,
    /// Minutes of a relative moment, or of a length.
    pub(super) minutes: Option<u32>,
}

/// One thing said about when.
enum Piece {
    Day(Day),
    Time(Time),
    Both(Day, Time),
}

impl Grammar<'_> {
    /// The longest expression of day and hour at `at`.
    pub(super) fn combined(self, at: usize) -> Read<Combined> {
        if let Some(found) = self.moment(at) {
            return Some(found);
        }
        let ((piece, sure), mut next) = self.piece(at)?;
        let mut all = Combined { sure, ..Combined::default() };
        if !all.take(piece) {
            return None;
        }
        while let Some((sure, end)) = self.go_on(&mut all, next) {
            (all.sure, next) = (all.sure || sure, end);
        }
        Some((all, next))
    }

    /// Takes one more piece from `at` into `all`.
    fn go_on(self, all: &mut Combined, at: usize) -> Read<bool> {
        for start in self.joints(at, all) {
            let bare = self.bare_after(all, start);
            let found = [self.piece(start), bare].into_iter().flatten();
            if let Some(((piece, sure), end)) = found.max_by_key(|(_, end)| *end) {
                let mut more = all.clone();
                if more.take(piece) {
                    *all = more;
                    return Some((sure, end));
                }
            }
        }
        None
    }

    /// The places where the next piece may begin: at once, or after a comma, a preposition or "si puede ser".
    fn joints(self, at: usize, all: &Combined) -> Vec<usize> {
        let fillers = [
            ",",
            "de",
            "para",
            "[,] pero",
            "[,] y [mejor] [si] [puede] [ser]",
            "[,] sobre todo",
            "[,] mejor",
            "[,] siempre",
            "[,] si puede|pudiera|es ser|posible",
            "[,] a poder ser",
            "[,] preferiblemente",
            "[,] preferentemente",
            "[,] que sea",
            "[,] por ejemplo",
            "[,] solo",
            "(",
            "[,] mas bien",
            "[,] en concreto",
            "[,] por favor [,]",
            "[,] puede ser",
            "-",
            "[,] o sea",
            "en",
            "[,] a ser posible",
        ];
        let mut places = vec![at];
        for filler in fillers {
            if let Some(next) = self.phrase(at, filler)
                && !(filler.contains(" y ") && all.time.is_some())
            {
                places.push(next);
            }
        }
        places
    }

    /// What may stand bare beside what is known: "viernes tarde", "mañana a 11", "el 2 5pm", "15 feb 11h", "lunes 10-12".
    fn bare_after(self, all: &Combined, at: usize) -> Read<(Piece, bool)> {
        if all.day.is_some() && all.time.is_none() {
            if let Some((part, next)) = self.bare_part(at) {
                let again = self.any(at, "manana") && matches!(all.day, Some(Day::Today | Day::Tomorrow));
                return (!again).then_some(((Piece::Time(Time::Part(part)), true), next));
            }
            let a = self.phrase(at, "a").filter(|next| self.is_number(*next)).unwrap_or(at);
            let (clock, next) = self.clock(a, super::clock::AndMinutes::Read)?;
            let hour = a > at || clock.marked || self.is_glued(a + 1) && self.any(a + 1, "h");
            let spoken = self.any(next - 1, "media|cuarto");
            return (hour || spoken).then(|| ((Piece::Time(clock.time()), true), next));
        }
        if all.time.as_ref().is_some_and(has_clock) && all.day.is_none() && at > 0 && self.any(at - 1, "del")
        {
            let ((day, _), next) = self.bare_number(at)?;
            return Some(((Piece::Day(day), true), next));
        }
        None
    }

    /// One day, one time, or both in one ("esta tarde").
    fn piece(self, at: usize) -> Read<(Piece, bool)> {
        if !self.may_begin(at) {
            return None;
        }
        let both = self.both(at).map(|((day, time), next)| ((Piece::Both(day, time), true), next));
        let day = self.day(at).map(|((day, sure), next)| ((Piece::Day(day), sure), next));
        let time =
            self.time(self.skip(at, "para")).map(|((time, sure), next)| ((Piece::Time(time), sure), next));
        let except = self.except_parts(at).map(|(time, next)| ((Piece::Time(time), true), next));
        // A time wins over a day of the same length: "de 5 a 7".
        [both, day, time, except].into_iter().flatten().max_by_key(|(_, next)| *next)
    }

    /// "esta tarde", "esta misma noche", "anoche", "mañana tarde".
    fn both(self, at: usize) -> Read<(Day, Time)> {
        let start = self.skip(at, "para|de|a|por|en|durante");
        if let Some(next) = self.phrase(start, "esta [misma]") {
            if self.any(next, "madrugada") {
                return Some(((Day::Today, Time::Habit(Habit::Dawn)), next + 1));
            }
            let (part, next) = self.bare_part(next)?;
            return Some(((Day::Today, Time::Part(part)), next));
        }
        if let Some(next) = self.phrase(start, "este [mismo] mediodia") {
            return Some(((Day::Today, Time::Part(DayPart::Midday)), next));
        }
        let next = self.phrase(start, "anoche")?;
        Some(((Day::Ago { count: 1, unit: Unit::Days }, Time::Part(DayPart::Night)), next))
    }

    /// A moment counted from now: "en 20 minutos", "hace media hora", "ahora mismo", "en la próxima hora".
    fn moment(self, at: usize) -> Read<Combined> {
        let combined = |time, minutes, sure| Combined { day: None, time: Some(time), sure, minutes };
        let signed = |minutes: u32| i32::try_from(minutes).ok();
        if let Some(start) =
            self.phrase_of(at, &["en [unos|unas] [como]", "dentro de [unos|unas]", "de aqui a [unos|unas]"])
            && let Some((minutes, next)) = self.hours_or_minutes(start)
        {
            return Some((combined(Time::InMinutes(signed(minutes)?), Some(minutes), true), next));
        }
        if let Some(start) = self.phrase(at, "hace [unos|unas] [como]")
            && let Some((minutes, next)) = self.hours_or_minutes(start)
        {
            return Some((combined(Time::InMinutes(-signed(minutes)?), Some(minutes), true), next));
        }
        if let Some((minutes, next)) = self.coming_minutes(at) {
            return Some((combined(Time::ForMinutes(minutes), Some(minutes), true), next));
        }
        if let Some((minutes, next)) = self.past_minutes(at) {
            return Some((combined(Time::PastMinutes(minutes), Some(minutes), true), next));
        }
        if let Some(start) = self.phrase(at, "desde ahora hasta|a [dentro] [de]")
            && let Some((minutes, next)) = self.hours_or_minutes(start)
        {
            return Some((
                combined(Time::ForMinutes(minutes), Some(minutes), true),
                self.skip(next, "despues|mas"),
            ));
        }
        let now = ["ahora mismo", "en este [mismo|preciso] momento|instante|istante", "ya mismo"];
        if let Some(next) = self.phrase_of(at, &now) {
            return Some((combined(Time::InMinutes(0), None, true), next));
        }
        let whole = self.tokens.len() == 1 || self.any(at.wrapping_sub(1), "desde|para");
        let next = self.phrase(at, "ahora").or_else(|| self.phrase(at, "ya").filter(|_| whole))?;
        Some((combined(Time::InMinutes(0), None, false), next))
    }

    /// "la última hora", "los últimos 5 minutos".
    fn past_minutes(self, at: usize) -> Read<u32> {
        let start = self.phrase(at, "[en|durante] [la|las|los]").unwrap_or(at);
        if let Some(next) = self.phrase(start, "ultima|pasada hora").filter(|_| self.any(at, "en|durante")) {
            return Some((60, next));
        }
        let next = self.phrase(start, "ultimos|ultimas|pasados|pasadas")?;
        self.hours_or_minutes(next)
    }

    fn hours_or_minutes(self, at: usize) -> Read<u32> {
        let (length, next) = self.length(at)?;
        let minutes = length.minutes;
        let unit = (at..next).any(|n| self.unit(n).is_some());
        (!unit).then_some((minutes, next))
    }

    /// "la próxima hora", "los próximos 5 minutos", "las 3 próximas horas".
    fn coming_minutes(self, at: usize) -> Read<u32> {
        let start = self.phrase(at, "[en|a|durante] [la|las|los]").unwrap_or(at);
        if let Some(next) =
            self.phrase(start, "proxima hora").or_else(|| self.phrase(start, "siguiente hora"))
        {
            return Some((60, next));
        }
        let adjective = "proximos|proximas|siguientes|proxima";
        if let Some(next) = self.phrase(start, adjective) {
            return self.hours_or_minutes(next);
        }
        let (count, next) = crate::spanish::numbers::cardinal(self.tokens, start)?;
        let next = self.phrase(next, adjective)?;
        match self.word(next) {
            "hora" | "horas" => Some((count.checked_mul(60)?, next + 1)),
            "minuto" | "minutos" => Some((count, next + 1)),
            _ => None,
        }
    }
}

impl Combined {
    /// Adds `piece` if it fits what is there.
    fn take(&mut self, piece: Piece) -> bool {
        match piece {
            Piece::Day(day) => self.take_day(day),
            Piece::Time(time) => self.take_time(time),
            Piece::Both(day, time) => {
                let mut more = self.clone();
                let fits = more.take_day(day) && more.take_time(time);
                if fits {
                    *self = more;
                }
                fits
            }
        }
    }

    fn take_day(&mut self, day: Day) -> bool {
        let Some(known) = self.day.take() else {
            self.day = Some(day);
            return true;
        };
        let joined = joined(&known, day);
        let fits = joined.is_some();
        self.day = joined.or(Some(known));
        fits
    }

    fn take_time(&mut self, time: Time) -> bool {
        let Some(known) = self.time.take() else {
            self.time = Some(time);
            return true;
        };
        let merged = merged(&known, time);
        let fits = merged.is_some();
        self.time = merged.or(Some(known));
        fits
    }
}

/// Two names of days as one: "primera semana de octubre, el viernes", "mañana viernes", "el sábado, día 14".
fn joined(known: &Day, new: Day) -> Option<Day> {
    let stretch = |day: &Day| {
        matches!(
            day,
            Day::Week(_)
                | Day::WeekOf(_)
                | Day::Nth { what: when::Piece::Week, .. }
                | Day::NamedMonth { .. }
                | Day::Month(_)
                | Day::Ahead { unit: Unit::Weeks | Unit::Months, .. }
                | Day::Portion { .. }
                | Day::Coming { .. }
        )
    };
    let named = |day: &Day| matches!(day, Day::Today | Day::Tomorrow | Day::InDays(_) | Day::InMonth { .. });
    let weekday_of = |day: &Day| match day {
        Day::Weekday(weekday) | Day::NextWeekday(weekday) => Some(*weekday),
        Day::Every(weekdays) if weekdays.len() == 1 => Some(weekdays[0]),
        _ => None,
    };
    if *known == new {
        return Some(new);
    }
    match (known, &new) {
        (Day::Any, day) | (day, Day::Any) => Some(day.clone()),
        (of, day) | (day, of) if stretch(of) && weekday_of(day).is_some() => {
            Some(Day::Within { weekday: weekday_of(day)?, of: Box::new(of.clone()) })
        }
        (day, Day::Weekday(weekday)) if named(day) => {
            Some(Day::Named { day: Box::new(day.clone()), weekday: *weekday })
        }
        (Day::Weekday(weekday), day) if named(day) => {
            Some(Day::Named { day: Box::new(day.clone()), weekday: *weekday })
        }
        (Day::Date { day, month, year, weekday: None }, Day::Weekday(weekday))
        | (Day::Weekday(weekday), Day::Date { day, month, year, weekday: None }) => {
            Some(Day::Date { day: *day, month: *month, year: *year, weekday: Some(*weekday) })
        }
        (Day::Date { day, month: None, weekday, year: None }, Day::NamedMonth { month, year }) => {
            Some(Day::Date { day: *day, month: Some(*month), year: *year, weekday: *weekday })
        }
        (Day::Date { day, month: None, .. }, of @ Day::Month(_)) => {
            Some(Day::InMonth { day: *day, of: Box::new(of.clone()) })
        }
        // "hoy día 10", "mañana 11 de marzo": the date only repeats it.
        (Day::Today | Day::Tomorrow, date @ Day::Date { .. })
        | (date @ Day::Date { .. }, Day::Today | Day::Tomorrow) => Some(date.clone()),
        _ => None,
    }
}

/// Two times as one: "por la tarde a las 7", "por la mañana a primera hora", "por la tarde a partir de las seis".
fn merged(known: &Time, new: Time) -> Option<Time> {
    match (known, &new) {
        (a, b) if a == b => Some(new),
        (Time::Part(part), time) | (time, Time::Part(part)) if has_clock(time) => {
            Some(in_part(time.clone(), *part))
        }
        (Time::Habit(Habit::Dawn), time) | (time, Time::Habit(Habit::Dawn)) if has_clock(time) => {
            Some(in_half(time.clone(), Half::Dawn))
        }
        (Time::Habit(habit), time) | (time, Time::Habit(habit))
            if has_clock(time) && part_of(*habit).is_some() =>
        {
            part_of(*habit).map(|part| in_part(time.clone(), part))
        }
        (Time::Part(part), Time::Edge { edge, part: None })
        | (Time::Edge { edge, part: None }, Time::Part(part)) => {
            Some(Time::Edge { edge: *edge, part: Some(*part) })
        }
        (Time::Part(part), Time::Edge { part: Some(same), .. }) if part == same => Some(new),
        (Time::Edge { part: Some(same), .. }, Time::Part(part)) if part == same => Some(known.clone()),
        (Time::Part(part), edge @ Time::Approx(_)) => Some(in_part(edge.clone(), *part)),
        (Time::Part(_), Time::Habit(_) | Time::From(_) | Time::Until(_) | Time::Except(_))
        | (Time::Habit(_) | Time::From(_) | Time::Until(_), Time::Part(_))
        | (Time::From(_), Time::Until(_))
        | (Time::Until(_), Time::From(_)) => Some(Time::All(vec![known.clone(), new])),
        (Time::Edge { edge: Edge::First | Edge::Last, .. }, time) if has_clock(time) => Some(new),
        (Time::Any, Time::Except(_)) => Some(new),
        _ => None,
    }
}

/// The part of the day that a habit lies in.
fn part_of(habit: Habit) -> Option<DayPart> {
    match habit {
        Habit::MidMorning | Habit::BeforeLunch => Some(DayPart::Morning),
        Habit::Lunch => Some(DayPart::Midday),
        Habit::AfterLunch
        | Habit::Siesta
        | Habit::MidAfternoon
        | Habit::AfterSchool
        | Habit::AfterWork
        | Habit::Evening => Some(DayPart::Afternoon),
        Habit::Dawn => None,
    }
}

/// A clock time in a part of the day; a stretch keeps the part beside it.
fn in_part(time: Time, part: DayPart) -> Time {
    let half = match part {
        DayPart::Morning => Half::Morning,
        DayPart::Midday => Half::Midday,
        DayPart::Afternoon => Half::Afternoon,
        DayPart::Night => Half::Night,
    };
    match in_half(time, half) {
        open @ (Time::From(_) | Time::Until(_)) => Time::All(vec![Time::Part(part), open]),
        exact => exact,
    }
}
