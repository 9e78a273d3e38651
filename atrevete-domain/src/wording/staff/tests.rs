//! Notes as the team reads them.

use super::*;
use crate::{
    dialogue::Act,
    salon::{Address, Catalogue, OpeningHours, Policy, Profile, WeeklyHours, profile::AddressForm},
    step::{Reason, Rule},
    values::{ConversationId, Id as _, Money, PersonName, Span, StylistId, Words},
    when::TimeWindow,
};
use chrono::{NaiveTime, TimeDelta, TimeZone as _, Utc};
use std::collections::BTreeMap;

fn salon() -> Salon {
    let address = Address { street: "Calle 1".into(), town: "Alcobendas".into(), map_link: None };
    let profile = Profile {
        name: "Atrévete".into(),
        assistant: "Maite".into(),
        emoji: None,
        address_form: AddressForm::Tu,
        languages: Vec::new(),
        zone: SalonZone(chrono_tz::Europe::Madrid),
        region: "ES".into(),
        address,
        phone: None,
        privacy_link: "example.org".into(),
        team: "el equipo".into(),
        names_stylists: true,
    };
    let catalogue = Catalogue {
        categories: Vec::new(),
        services: Vec::new(),
        packs: Vec::new(),
        not_offered: Vec::new(),
        families: BTreeMap::new(),
    };
    let hours = OpeningHours { weekly: WeeklyHours::every_week(&[]), closures: Vec::new() };
    Salon { profile, catalogue, stylists: Vec::new(), hours, policy: Policy::default(), faq: Vec::new() }
}

#[test]
fn a_handoff_note_tells_reason_customer_facts_and_promise() {
    let at = |hour, minute| Utc.with_ymd_and_hms(2026, 3, 12, hour, minute, 0).unwrap();
    let stylist = StylistId::named("test", "Víctor");
    let note = handoff_note(
        &Handoff {
            conversation: ConversationId::named("test", "talk"),
            reason: HandoffReason::Delay,
            customer: None,
            name: Some(PersonName::new("Andrés", Some("Gil")).unwrap()),
            appointment: None,
            summary: vec![
                SummaryLine::Said(Words::new("llego en 20 minutos")),
                SummaryLine::Appointment {
                    span: Span::minutes(at(16, 0), 40),
                    stylist,
                    services: vec!["CORTE CABALLERO".into()],
                },
                SummaryLine::Delay { minutes: 30, next: Some(at(16, 40)) },
                SummaryLine::Wanted { services: Vec::new(), wish: DayWish::default() },
                SummaryLine::Deposit { amount: Money::cents(524), until: Some(at(17, 0)) },
                SummaryLine::Day(NaiveDate::from_ymd_opt(2026, 6, 6).unwrap()),
            ],
            answer_by: at(16, 15),
            urgent: true,
            at: at(16, 10),
        },
        &salon(),
    );
    insta::assert_snapshot!(note, @r"
    Urgente. Llega tarde.
    Quien escribe: Andrés Gil.
    Escribe: «llego en 20 minutos»
    Cita: corte caballero, jueves 12 de marzo a las 17:00 con el equipo, hasta las 17:40.
    Llega 30 minutos tarde; la siguiente cita de esa agenda empieza a las 17:40.
    Quería: aún no ha dicho qué.
    Señal pendiente: 5,24 €; la hora se guarda hasta el jueves 12 de marzo a las 18:00.
    Fecha: sábado 6 de junio de 2026.
    Se le ha dicho que contestáis antes de: jueves 12 de marzo a las 17:15.
    ");
}

#[test]
fn reasons_never_repeat_the_customers_words() {
    let told = why(&Reason::Heard(Act::Medical(Words::new("estoy embarazada"))));
    assert_eq!(told, "Entendió: pregunta algo de salud.");
    assert!(why(&Reason::Ruled(Rule::PaidInTime)).ends_with('.'));
}

#[test]
fn a_summary_tells_days_hours_and_sums() {
    let zone = SalonZone(chrono_tz::Tz::Europe__Madrid);
    let start = Utc.with_ymd_and_hms(2026, 3, 12, 15, 0, 0).unwrap();
    assert_eq!(moment(start, zone), "jueves 12 de marzo a las 16:00");
    let day = NaiveDate::from_ymd_opt(2026, 3, 13).unwrap();
    let wish = DayWish {
        days: vec![
            DateSpan::day(day),
            DateSpan { first: day + TimeDelta::days(3), last: day + TimeDelta::days(5) },
        ],
        window: TimeWindow {
            from: NaiveTime::from_hms_opt(17, 0, 0),
            part: Some(DayPart::Afternoon),
            ..TimeWindow::default()
        },
        ..DayWish::default()
    };
    assert_eq!(
        self::wish(&wish),
        ", el viernes 13 de marzo o del lunes 16 de marzo al miércoles 18 de marzo, a partir de las 17:00, por la tarde"
    );
}
