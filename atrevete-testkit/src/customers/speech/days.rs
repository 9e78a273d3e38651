//! How customers say days and hours, for a day they have in mind and the day it is.

use super::super::{
    goal::{DayWant, HourWant},
    rng::Rng,
};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Timelike as _, Weekday};

const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const HOURS: [&str; 13] = [
    "doce", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
];

/// The weekday's name.
pub(in super::super) fn weekday(day: Weekday) -> &'static str {
    WEEKDAYS[usize::try_from(day.num_days_from_monday()).expect("a weekday is small")]
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS[usize::try_from(date.month0()).expect("a month is small")]
}

/// One day, in one of the ways that fit it.
pub(in super::super) fn date(rng: &mut Rng, today: NaiveDate, date: NaiveDate) -> String {
    let ahead = (date - today).num_days();
    let (name, n, m) = (weekday(date.weekday()), date.day(), month(date));
    let mut ways = vec![
        (3, format!("el {name} {n}")),
        (3, format!("el {n} de {m}")),
        (2, format!("el {name} {n} de {m}")),
        (2, format!("el día {n}")),
        (1, format!("el {name} día {n}")),
        (1, format!("el {n}/{}", date.month())),
    ];
    match ahead {
        0 => ways = vec![(4, "hoy".into()), (2, "hoy mismo".into())],
        1 => ways.extend([(12, "mañana".into()), (3, format!("mañana {name}"))]),
        2 => ways.extend([(6, "pasado mañana".into()), (2, "pasado".into()), (6, format!("el {name}"))]),
        3..=6 => ways.extend([
            (14, format!("el {name}")),
            (4, format!("este {name}")),
            (1, format!("dentro de {ahead} días")),
        ]),
        7 => ways.extend([(2, "dentro de una semana".into()), (2, "de hoy en una semana".into())]),
        _ => {}
    }
    if (today + chrono::Days::new(7)).iso_week() == date.iso_week() {
        ways.push((3, format!("el {name} de la semana que viene")));
    }
    rng.weighted(&ways).clone()
}

/// A day said so that nothing is left to ask.
pub(in super::super) fn plain_date(rng: &mut Rng, date: NaiveDate) -> String {
    let (name, n, m) = (weekday(date.weekday()), date.day(), month(date));
    rng.pick(&[format!("el {n} de {m}"), format!("el {name} {n} de {m}"), format!("el {name} {n}")]).clone()
}

/// The wish of days.
pub(in super::super) fn days(rng: &mut Rng, today: NaiveDate, want: &DayWant) -> String {
    match want {
        DayWant::On(day) => date(rng, today, *day),
        DayWant::OneOf(some) => {
            let names: Vec<String> = some.iter().map(|d| format!("el {}", weekday(d.weekday()))).collect();
            names.join(*rng.pick(&[" o ", " o ", " o si no "]))
        }
        DayWant::ThisWeek => {
            (*rng.pick(&["esta semana", "algún día de esta semana", "esta misma semana"])).into()
        }
        DayWant::NextWeek => (*rng.pick(&[
            "la semana que viene",
            "la próxima semana",
            "algún día de la semana que viene",
            "la semana siguiente",
        ]))
        .into(),
        DayWant::Soonest => (*rng.pick(&[
            "lo antes posible",
            "cuanto antes",
            "en cuanto tengáis hueco",
            "lo antes que podáis",
            "el primer hueco que tengáis",
            "cuando antes haya hueco",
        ]))
        .into(),
    }
}

/// The wish of hours, if there is one.
pub(in super::super) fn hours(rng: &mut Rng, want: HourWant) -> Option<String> {
    Some(match want {
        HourWant::Any => return None,
        HourWant::Morning => {
            (*rng.pick(&["por la mañana", "de mañana", "a media mañana", "por las mañanas"])).into()
        }
        HourWant::Afternoon => {
            (*rng.pick(&["por la tarde", "de tarde", "después de comer", "a la tarde", "por la tardecita"]))
                .into()
        }
        HourWant::First => {
            (*rng.pick(&["a primera hora", "lo más temprano posible", "bien temprano"])).into()
        }
        HourWant::Last => {
            (*rng.pick(&["a última hora", "lo más tarde posible", "al final de la tarde"])).into()
        }
        HourWant::From(t) => {
            let t = clock(rng, t);
            rng.pick(&[format!("a partir de {t}"), format!("después de {t}"), format!("de {t} en adelante")])
                .clone()
        }
        HourWant::Until(t) => {
            let t = clock(rng, t);
            rng.pick(&[format!("antes de {t}"), format!("como mucho hasta {t}")]).clone()
        }
        HourWant::At(t) => {
            let t = clock(rng, t);
            rng.pick(&[format!("a {t}"), format!("a {t}"), format!("sobre {t}"), format!("hacia {t}")])
                .clone()
        }
    })
}

/// An hour with its article: "las cinco y media", "las 17:30".
pub(in super::super) fn clock(rng: &mut Rng, t: NaiveTime) -> String {
    let (h, m) = (t.hour(), t.minute());
    let twelve = if h > 12 { h - 12 } else { h };
    let article = |h: u32| if h == 1 { "la" } else { "las" };
    let word = HOURS[usize::try_from(twelve).expect("an hour is small")];
    let part = if h < 13 { "de la mañana" } else { "de la tarde" };
    let mut ways = vec![(4, format!("{} {h}:{m:02}", article(h)))];
    if m == 0 {
        ways.push((4, format!("{} {h}", article(h))));
    }
    // Ten is ten in the morning and ten in the evening: the salon is open at one of them only.
    match m {
        0 => ways.extend([
            (4, format!("{} {word}", article(twelve))),
            (2, format!("{} {twelve}", article(twelve))),
        ]),
        30 => ways.extend([
            (4, format!("{} {word} y media", article(twelve))),
            (2, format!("{} {twelve} y media", article(twelve))),
        ]),
        15 => ways.push((4, format!("{} {word} y cuarto", article(twelve)))),
        45 if twelve < 12 => {
            let next = HOURS[usize::try_from(twelve + 1).expect("an hour is small")];
            ways.push((4, format!("{} {next} menos cuarto", article(twelve + 1))));
        }
        _ => {}
    }
    if m == 0 && h != 12 && h != 13 {
        ways.push((1, format!("{} {word} {part}", article(twelve))));
    }
    if m != 0 {
        ways.push((1, format!("{} {h}.{m:02}", article(h))));
    }
    rng.weighted(&ways).clone()
}

/// Monday of a date's week.
pub(in super::super) fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}
