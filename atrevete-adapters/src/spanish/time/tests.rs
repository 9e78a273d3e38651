//! Phrasings, none of them from a corpus, and what they resolve to. Said on Tuesday 10 March 2026 at 10:00 in Madrid.

use super::*;
use crate::spanish::tokens::tokenize;
use atrevete_domain::{
    values::SalonZone,
    when::{DateSpan, DayPart, DayWish, Edge, Resolution, TimeWindow},
};
use chrono::{NaiveDate, NaiveTime, Timelike as _, Weekday};
use proptest::prelude::*;

const MADRID: SalonZone = SalonZone(chrono_tz::Tz::Europe__Madrid);

fn found(text: &str) -> Vec<Found> {
    find(text, &tokenize(text))
}

/// The one expression in `text`, which must take up all of it.
fn read(text: &str) -> Found {
    let mut all = found(text);
    assert!(all.len() == 1 && all[0].tokens == (0..tokenize(text).len()), "{text}: {all:#?}");
    all.remove(0)
}

fn resolved(text: &str) -> Resolution {
    let date = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
    let sent_at = MADRID.at(date, NaiveTime::from_hms_opt(10, 0, 0).unwrap()).unwrap();
    read(text).when.resolve(sent_at, MADRID)
}

fn wish(text: &str) -> DayWish {
    match resolved(text) {
        Resolution::Clear(wish) => wish,
        other => panic!("{text}: {other:?}"),
    }
}

/// "MM-DD" of one day, "MM-DD/MM-DD" of several, joined by commas.
fn days(text: &str) -> String {
    let span = |span: &DateSpan| {
        let day = |date: NaiveDate| date.format("%m-%d").to_string();
        match span {
            span if span.first == span.last => day(span.first),
            span if span.is_open() => format!("{}/", day(span.first)),
            span => format!("{}/{}", day(span.first), day(span.last)),
        }
    };
    wish(text).days.iter().map(span).collect::<Vec<_>>().join(",")
}

/// Hours as "HH:MM", a stretch as "HH:MM-HH:MM" with open ends.
fn hours(window: &TimeWindow) -> String {
    let clock = |time: NaiveTime| format!("{:02}:{:02}", time.hour(), time.minute());
    if window.at.is_empty() {
        let side = |time: Option<NaiveTime>| time.map(clock).unwrap_or_default();
        return format!("{}-{}", side(window.from), side(window.to));
    }
    window.at.iter().copied().map(clock).collect::<Vec<_>>().join(",")
}

fn at(text: &str) -> String {
    hours(&wish(text).window)
}

#[test]
fn near_days() {
    for (text, day) in [
        ("hoy mismo", "03-10"),
        ("para pasado mañana", "03-12"),
        ("dentro de cuatro días", "03-14"),
        ("de aquí a tres semanas", "03-31"),
        ("de hoy en ocho", "03-17"),
        ("en un par de meses", "05-10"),
        ("pal jueves", "03-12"),
        ("el biernes", "03-13"),
        ("el sábado que viene", "03-14"),
        ("el próximo martes", "03-17"),
        ("este miercoles", "03-11"),
        ("el jueves de la semana que viene", "03-19"),
        ("la próxima semana, el lunes", "03-16"),
        ("este jueves no, el siguiente", "03-19"),
        ("el viernes q viene no, el otro", "03-20"),
    ] {
        assert_eq!(days(text), day, "{text}");
    }
}

#[test]
fn calendar_dates() {
    for (text, day) in [
        ("el 27", "03-27"),
        ("el día nueve", "04-09"),
        ("el 3 de junio", "06-03"),
        ("veintitrés de abril", "04-23"),
        ("6/5", "05-06"),
        ("14-09-2026", "09-14"),
        ("2026-11-02", "11-02"),
        ("3 Jul.", "07-03"),
        ("el 5 del 6", "06-05"),
        ("miércoles 25", "03-25"),
        ("sábado, 11 de abril", "04-11"),
        ("el 4 del mes que viene", "04-04"),
        ("el uno de mayo", "05-01"),
        ("primero de agosto", "08-01"),
        ("el segundo jueves de mayo", "05-14"),
        ("el último sábado del mes", "03-28"),
        ("el día de la madre", "05-03"),
        ("en Nochebuena", "12-24"),
        ("Jueves Santo", "04-02"),
        ("la noche de fin de año", "12-31"),
    ] {
        assert_eq!(days(text), day, "{text}");
    }
}

#[test]
fn stretches_of_days() {
    for (text, span) in [
        ("la semana que viene", "03-16/03-22"),
        ("la semana q viene no, la otra", "03-23/03-29"),
        ("la semana del 6 de abril", "04-06/04-12"),
        ("el finde", "03-14/03-15"),
        ("el fin de semana del 21", "03-21/03-22"),
        ("a primeros de mayo", "05-01/05-10"),
        ("a mediados de junio", "06-10/06-20"),
        ("la segunda quincena de abril", "04-16/04-30"),
        ("lo que queda de semana", "03-10/03-15"),
        ("los próximos cuatro días", "03-11/03-14"),
        ("del 23 al 27", "03-23/03-27"),
        ("entre el 30 y el 2 de abril", "03-30/04-02"),
        ("de miércoles a viernes", "03-11/03-13"),
        ("desde mañana hasta el sábado", "03-11/03-14"),
        ("de lunes a jueves de la semana que viene", "03-16/03-19"),
        ("en mayo", "05-01/05-31"),
        ("a partir del 20", "03-20/"),
        ("antes del jueves", "03-10/03-11"),
        ("después de Semana Santa", "04-06/"),
        ("del 6 de abril en adelante", "04-06/"),
        ("hasta el jueves incluido", "03-10/03-12"),
    ] {
        assert_eq!(days(text), span, "{text}");
    }
}

#[test]
fn lists_and_exceptions() {
    assert_eq!(days("jueves o viernes"), "03-12,03-13");
    assert_eq!(days("el 24 o el 25 de abril"), "04-24,04-25");
    assert_eq!(days("hoy o mañana o pasado"), "03-10,03-11,03-12");
    assert_eq!(days("miércoles o jueves de la semana que viene"), "03-18,03-19");
    let wished = wish("cualquier día de la semana que viene menos el miércoles");
    assert_eq!((wished.days.len(), wished.except_weekdays), (1, vec![Weekday::Wed]));
    assert_eq!(wish("que no sea lunes").except_weekdays, [Weekday::Mon]);
    assert_eq!(wish("cualquier día menos jueves y sábado").except_weekdays, [Weekday::Thu, Weekday::Sat]);
    assert!(wish("cuanto antes").soonest);
    assert!(wish("el día que sea").has_day());
}

#[test]
fn hours_on_the_clock() {
    for (text, hour) in [
        ("a las cuatro", "04:00,16:00"),
        ("a las cuatro de la tarde", "16:00"),
        ("a las diez menos veinte", "09:40,21:40"),
        ("a la una y cuarto", "01:15,13:15"),
        ("a las 19h", "19:00"),
        ("19.45h", "19:45"),
        ("a las 6:20 pm", "18:20"),
        ("a las doce del mediodía", "12:00"),
        ("a las doce de la noche", "00:00"),
        ("sobre las ocho y diez de la tarde", "20:10"),
        ("a las 9 de la mañana más o menos", "09:00"),
        ("por la tarde a las siete y media", "19:30"),
        ("a las 10 o a las 12", "10:00,22:00,12:00,00:00"),
    ] {
        assert_eq!(at(text), hour, "{text}");
    }
    assert!(wish("a eso de las cuatro").window.approx);
    assert_eq!(wish("a y media").window.minute, Some(30));
    assert_eq!(wish("a menos cuarto").window.minute, Some(45));
}

#[test]
fn stretches_of_hours() {
    for (text, stretch) in [
        ("de 4 a 6 de la tarde", "16:00-18:00"),
        ("entre las diez y las doce", "10:00-12:00"),
        ("de diez a una", "10:00-13:00"),
        ("desde las 16:30 hasta las 18:00", "16:30-18:00"),
        ("a partir de las seis y cuarto", "18:15-"),
        ("después de las 5 de la tarde", "17:00-"),
        ("de las 11 en adelante", "11:00-"),
        ("antes de las dos", "-14:00"),
        ("hasta las 19h", "-19:00"),
        ("no más tarde de las siete", "-19:00"),
    ] {
        assert_eq!(at(text), stretch, "{text}");
    }
}

#[test]
fn parts_of_the_day() {
    let part = |text: &str| wish(text).window.part;
    assert_eq!(part("por las mañanas"), Some(DayPart::Morning));
    assert_eq!(part("a mediodía"), Some(DayPart::Midday));
    assert_eq!(part("después de comer"), Some(DayPart::Afternoon));
    assert_eq!(part("al salir del curro"), Some(DayPart::Afternoon));
    let early = wish("a primera hora de la tarde").window;
    assert_eq!((early.edge, early.part), (Some(Edge::First), Some(DayPart::Afternoon)));
    assert_eq!(wish("a última hora").window.edge, Some(Edge::Last));
}

#[test]
fn the_three_mananas() {
    let window = |text: &str| (days(text), wish(text).window.part);
    assert_eq!(window("mañana"), ("03-11".to_owned(), None));
    assert_eq!(window("por la mañana"), (String::new(), Some(DayPart::Morning)));
    assert_eq!(window("esta mañana"), ("03-10".to_owned(), Some(DayPart::Morning)));
    assert_eq!(window("mañana por la mañana"), ("03-11".to_owned(), Some(DayPart::Morning)));
    assert_eq!(window("mañana tarde"), ("03-11".to_owned(), Some(DayPart::Afternoon)));
    assert_eq!(at("mañana a las 10 de la mañana"), "10:00");
}

#[test]
fn what_is_ambiguous_impossible_or_past_says_so() {
    assert!(matches!(resolved("el martes"), Resolution::WhichDay { of, .. } if of.len() == 2));
    assert!(matches!(resolved("mañana jueves"), Resolution::WhichDay { of, .. } if of.len() == 2));
    assert_eq!(resolved("31 de abril"), Resolution::NoSuchDay);
    assert!(matches!(resolved("el lunes pasado"), Resolution::Past(_)));
    assert!(matches!(resolved("anteayer"), Resolution::Past(_)));
}

#[test]
fn lengths() {
    for (text, minutes) in [
        ("tres cuartos de hora", 45),
        ("hora y media", 90),
        ("unos 20 min", 20),
        ("dos horas y cuarto", 135),
        ("1h15", 75),
        ("un cuarto de hora más o menos", 15),
    ] {
        let found = read(text);
        assert_eq!((found.kind, found.minutes), (FoundKind::Duration, Some(minutes)), "{text}");
    }
    let soon = read("en media hora");
    assert_eq!((soon.kind, soon.minutes), (FoundKind::When, Some(30)));
}

#[test]
fn what_is_no_time_is_left_alone() {
    for text in [
        "buenas tardes",
        "media melena",
        "es muy tarde",
        "son 18.50€",
        "una cita para dos personas",
        "mi hija de 5 años",
        "la segunda opción",
        "ya está",
        "el tinte 7.1",
        "tienes las partes secas",
        "lo quiero más tarde",
        "un corte y media",
    ] {
        let all = found(text);
        assert!(all.iter().all(|found| found.certainty == Certainty::Weak), "{text}: {all:?}");
    }
}

#[test]
fn a_move_names_two_days_and_no_stretch() {
    let two = found("cambiar la del jueves al viernes");
    assert_eq!(two.len(), 2, "{two:?}");
    let two = found("en vez de a las 10 a las 11");
    assert_eq!(two.len(), 2, "{two:?}");
}

#[rustfmt::skip]
const DAYS: [&str; 9] = [
    "el jueves", "mañana", "el 24 de abril", "pasado mañana", "el viernes de la semana que viene",
    "el lunes que viene", "el 6/5", "el primer sábado de junio", "en Nochebuena",
];
#[rustfmt::skip]
const TIMES: [&str; 9] = [
    "a las cinco", "a las 11:30", "por la tarde", "a primera hora", "a partir de las seis",
    "antes de la una", "sobre las diez y media", "después de comer", "entre las 4 y las 6 de la tarde",
];

#[test]
fn day_and_time_mean_the_same_in_either_order() {
    for day in DAYS {
        for time in TIMES {
            let first = resolved(&format!("{day} {time}"));
            assert_eq!(first, resolved(&format!("{time} {day}")), "{day} / {time}");
            assert_eq!(first, resolved(&format!("{day}, {time}")), "{day}, / {time}");
        }
    }
}

/// Words that the grammar looks at, to be thrown together at random.
#[rustfmt::skip]
const WORDS: [&str; 48] = [
    "el", "la", "las", "los", "del", "al", "a", "de", "en", "por", "para", "desde", "hasta", "entre", "y",
    "o", "menos", "no", "que", "viene", "semana", "mes", "mañana", "tarde", "hoy", "lunes", "viernes",
    "mayo", "dos", "media", "cuarto", "hora", "1", "15", "31", "12:30", "/", ",", ".", "º", "antes",
    "partir", "primer", "último", "fin", "próximo", "dentro", "hace",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_words_give_expressions_in_order_that_resolve(
        words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..14),
        seconds in 1_000_000_000i64..3_000_000_000,
    ) {
        let text = words.join(" ");
        let tokens = tokenize(&text);
        let sent_at = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let mut last = 0;
        for found in find(&text, &tokens) {
            prop_assert!(found.tokens.start >= last && found.tokens.start < found.tokens.end);
            prop_assert!(found.tokens.end <= tokens.len());
            last = found.tokens.end;
            found.when.resolve(sent_at, MADRID);
            crate::spanish::measure::values_of(&found, sent_at, MADRID);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        find(&text, &tokenize(&text));
    }
}
