//! Answers to questions.

use super::{at, date, day, euros, highlights, item, some, text, texts, time, variant, visit};
use crate::{
    salon::Topic,
    wording::{
        Utterance as U,
        utterance::{Described, HoursGroup, PriceItem, PriceTotal},
    },
};
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

pub(super) fn samples() -> Vec<U> {
    let mut all = prices();
    all.extend(services());
    all.extend(hours());
    all.extend(place_and_money());
    all.extend(about_her());
    all
}

fn prices() -> Vec<U> {
    let total = |cents, minutes| Some(PriceTotal { price: euros(cents), minutes });
    let mut from = item("Recogido", 4500, 60);
    from.from = true;
    vec![
        U::Prices {
            items: vec![item("CEJAS", 700, 15), item("MANICURA PERMANENTE + BIOTERAPIA", 4070, 90)],
            total: total(4770, 105),
        },
        U::Prices {
            items: vec![
                variant("Mechas (Corto-Medio)", "por los hombros o más corto", 9850, 120),
                variant("Mechas (Largo)", "hasta media espalda", 10350, 135),
                variant("Mechas (Extra)", "más largo", 12590, 150),
            ],
            total: None,
        },
        U::Prices { items: vec![from, PriceItem { price: None, ..item("Novia", 0, 120) }], total: None },
        U::Prices { items: vec![item("Consulta gratuita", 0, 15)], total: None },
        U::Prices {
            items: ["Corte", "Peinado", "Barro", "Moldeado"].map(|name| item(name, 2100, 40)).to_vec(),
            total: None,
        },
        U::Lengths {
            items: vec![item("CORTAR", 2620, 40), item("CULTURA DE COLOR", 4300, 50), item("SECADO", 820, 5)],
            total: total(7740, 95),
        },
        U::Lengths {
            items: vec![variant("Barro Extra", "sí, muy largo o con mucha cantidad", 10350, 135)],
            total: None,
        },
    ]
}

fn services() -> Vec<U> {
    vec![
        U::WhatIs {
            items: vec![Described {
                name: text("AGUA LLUVIA"),
                description: text("hidratación rápida que deja el pelo suelto y con brillo"),
                price: Some(euros(2000)),
            }],
        },
        U::WhatIs {
            items: vec![Described {
                name: text("Novia"),
                description: text("peinado y prueba"),
                price: None,
            }],
        },
        U::ServiceList {
            kinds: vec![
                (text("peluquería"), texts(["Corte", "Mechas", "Color"])),
                (text("estética"), texts(["Manicura", "Cejas"])),
            ],
        },
        U::WeDo { services: texts(["Mechas", "Balayage"]) },
        U::WhoDoes { service: text("MECHAS"), stylists: texts(["Pilar", "Marta"]), not: some("Harol") },
        U::WhoDoes { service: text("MECHAS"), stylists: texts(["Pilar", "Marta"]), not: None },
        U::WhoDoes { service: text("Cejas"), stylists: texts(["Rosa"]), not: None },
        U::WhoDoes { service: text("Cejas"), stylists: Vec::new(), not: some("Harol") },
    ]
}

fn hours() -> Vec<U> {
    let week = || vec![Tue, Wed, Thu, Fri, Sat];
    vec![
        U::Works { stylist: text("Marta"), days: week(), on: None },
        U::Works { stylist: text("Marta"), days: vec![Mon, Thu], on: None },
        U::Works { stylist: text("Marta"), days: week(), on: Some((day(13), true)) },
        U::Works { stylist: text("Marta"), days: week(), on: Some((day(16), false)) },
        U::Works { stylist: text("Marta"), days: Vec::new(), on: None },
        U::OpenOn { date: day(14), hours: vec![(time(10, 0), time(14, 0))], reason: None },
        U::OpenOn {
            date: date(12, 24),
            hours: vec![(time(9, 0), time(14, 0)), (time(16, 0), time(18, 30))],
            reason: some("Nochebuena"),
        },
        U::ClosedOn {
            date: date(10, 12),
            reason: some("Fiesta Nacional"),
            next: vec![date(10, 13), date(10, 14)],
        },
        U::ClosedOn { date: day(15), reason: None, next: vec![day(16), day(17)] },
        U::ClosedOn { date: day(10), reason: some("reformas"), next: vec![day(11), day(12)] },
        U::WeekHours {
            groups: vec![
                HoursGroup { days: vec![Mon, Tue, Wed, Thu, Fri], hours: vec![(time(10, 0), time(20, 0))] },
                HoursGroup { days: vec![Sat], hours: vec![(time(10, 0), time(14, 0))] },
            ],
            closed: vec![Sun],
        },
    ]
}

fn place_and_money() -> Vec<U> {
    vec![
        U::Address {
            street: text("C/ de la Constitución 5"),
            town: text("Alcobendas"),
            map: some("https://maps.example/atrevete"),
        },
        U::Address { street: text("C/ de la Constitución 5"), town: text("Alcobendas"), map: None },
        U::HowToPay { percent: 20, methods: texts(["tarjeta", "Bizum"]), text: None },
        U::HowToPay { percent: 0, methods: Vec::new(), text: None },
        U::HowToPay {
            percent: 20,
            methods: texts(["card"]),
            text: some("En el salón se puede pagar con tarjeta o en efectivo."),
        },
        U::CancellationRules { refund_hours: 24, staff_hours: 6 },
        U::FaqText {
            topic: Some(Topic::Parking),
            text: text("Tienes un aparcamiento público a dos minutos, en la calle Central."),
        },
        U::DontKnow,
        U::WhyDeposit { percent: 20 },
        U::HowMuchDeposit { percent: 20, amount: Some(euros(1810)) },
        U::HowMuchDeposit { percent: 20, amount: None },
    ]
}

fn about_her() -> Vec<U> {
    vec![
        U::OwnAppointments { visits: vec![highlights()] },
        U::OwnAppointments { visits: vec![highlights(), visit(["Corte"], "Ana", at(26, 17, 0), 40, 2620)] },
        U::OwnAppointments { visits: Vec::new() },
        U::IAmARobot { assistant: text("Maite"), salon: text("Atrévete") },
    ]
}
