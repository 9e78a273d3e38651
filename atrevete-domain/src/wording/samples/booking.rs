//! Meeting, what, when, the deposit, and what came of it.

use super::{
    at, date, day, euros, highlights, item, option, seat, some, text, texts, time, variant, visit, whose,
};
use crate::wording::{
    Utterance as U,
    utterance::{Described, PriceTotal, SeatFact, ServiceOption, SlotOption, WhyNotFact as Why},
};

pub(super) fn samples() -> Vec<U> {
    let mut all = meeting();
    all.extend(what());
    all.extend(packs_and_usual());
    all.extend(when());
    all.extend(reasons());
    all.extend(deposit());
    all.extend(outcomes());
    all.extend(money_back());
    all
}

fn meeting() -> Vec<U> {
    vec![
        U::Introduce {
            assistant: text("Maite"),
            salon: text("Atrévete"),
            privacy_link: text("https://atrevete.es/privacidad"),
        },
        U::Hello { name: some("Beatriz"), assistant: some("Maite") },
        U::Hello { name: some("Beatriz"), assistant: None },
        U::Hello { name: None, assistant: None },
        U::HowCanIHelp,
        U::AskName { proposed: some("María"), again: false },
        U::AskName { proposed: some("María"), again: true },
        U::AskName { proposed: None, again: false },
        U::AskName { proposed: None, again: true },
        U::AskSurname { name: text("Laura") },
        U::AskAttendeeName { relation: some("tu madre") },
        U::AskAttendeeName { relation: None },
    ]
}

fn which(name: &str, variant: Option<&str>, cents: i64) -> ServiceOption {
    ServiceOption { name: text(name), variant: variant.map(text), price: Some(euros(cents)) }
}

fn what() -> Vec<U> {
    let colours = ["Cultura de Color", "Óleo Pigmento", "Barro Gold", "Color Caballero", "Agua Lluvia"];
    vec![
        U::AskService { whom: None },
        U::AskService { whom: some("mi madre") },
        U::AskWhich {
            said: text("color"),
            options: vec![which("Cultura de Color", None, 7550), which("BARRO GOLD", None, 4800)],
        },
        U::AskWhich {
            said: text("COLOR!!! 😍"),
            options: colours.map(|name| which(name, None, 4800)).to_vec(),
        },
        U::AskWhich {
            said: text("mechas"),
            options: vec![
                which("Mechas (Corto-Medio)", Some("por los hombros o más corto"), 9850),
                which("Mechas (Largo)", Some("hasta media espalda"), 10350),
                which("Mechas (Extra)", Some("más largo o con mucha cantidad"), 12590),
            ],
        },
        U::AskWhich {
            said: text("https://estafa.example"),
            options: vec![
                ServiceOption { name: text("Corte"), variant: some("con peinado"), price: None },
                which("Consulta", None, 0),
            ],
        },
        U::AskServiceQuestion {
            whom: None,
            text: text("¿Hasta dónde te llega el pelo?"),
            options: texts(["por los hombros o más corto", "hasta media espalda", "más largo"]),
        },
        U::AskServiceQuestion {
            whom: some("tu amiga"),
            text: text("¿Hasta dónde te llega el pelo?"),
            options: texts(["por los hombros o más corto", "hasta media espalda", "más largo"]),
        },
        U::UnknownService { said: text("alisado japonés") },
        U::UnknownService { said: text("666") },
        U::NotOffered { name: text("extensiones") },
        U::AddonAlone { service: text("SECADO") },
        U::TwoVisits { kinds: texts(["peluquería", "estética"]) },
        U::QuoteLine { items: vec![item("MECHAS", 5000, 90)], total: None },
        U::QuoteLine {
            items: vec![
                item("BARRO GOLD", 4800, 40),
                item("AGUA LLUVIA", 2000, 25),
                item("PEINADO LARGO", 2250, 45),
            ],
            total: Some(PriceTotal { price: euros(9050), minutes: 110 }),
        },
        U::AskChildOrAdult { relation: text("tu hija"), age: 12 },
        U::AskWhoGetsWhat { people: texts(["", "tu hija"]), services: texts(["Corte", "Peinado"]) },
        U::AskWhoGetsWhat { people: texts(["", "tu hija", "tu madre"]), services: texts(["Corte"]) },
        U::Compare {
            items: vec![
                Described {
                    name: text("ÓLEO PIGMENTO"),
                    description: text("color suave al aceite, sin amoniaco."),
                    price: Some(euros(3400)),
                },
                Described {
                    name: text("BARRO GOLD"),
                    description: text("color intenso que cubre bien las canas"),
                    price: Some(euros(4800)),
                },
            ],
        },
        U::OfferConsultation { minutes: 15 },
    ]
}

fn packs_and_usual() -> Vec<U> {
    vec![
        U::OfferPack {
            pack: text("Mechas + Corte"),
            price: euros(8000),
            minutes: 60,
            apart: euros(9000),
            saving: euros(1000),
            single: vec![item("MECHAS", 5000, 90)],
        },
        U::OfferPack {
            pack: text("Mechas + Corte"),
            price: euros(8000),
            minutes: 120,
            apart: euros(9000),
            saving: euros(1000),
            single: Vec::new(),
        },
        U::AskUsual {
            visit: visit(
                ["CORTAR", "INFOACTIVO SENSITIVO"],
                "Pilar",
                date(2, 12).and_time(time(11, 0)),
                70,
                4710,
            ),
            minutes: 70,
            price: euros(4710),
        },
        U::NoUsual,
        U::AskAnother { visit: highlights() },
    ]
}

fn when() -> Vec<U> {
    let pair = |h, m, one: &str, other: &str| SlotOption {
        seats: vec![seat(at(13, h, m), one), SeatFact { who: some("tu hija"), ..seat(at(13, h, m), other) }],
    };
    let kinds = |d| SlotOption {
        seats: vec![
            SeatFact { services: texts(["Corte"]), ..seat(at(d, 10, 0), "Marta") },
            SeatFact { services: texts(["Cejas"]), ..seat(at(d, 10, 45), "Rosa") },
        ],
    };
    let slots = |services, options, hint| U::OfferSlots { services, options, hint };
    vec![
        U::AskDay { services: texts(["MECHAS"]), moving: None },
        U::AskDay { services: Vec::new(), moving: None },
        U::AskDay { services: Vec::new(), moving: Some(highlights()) },
        U::AskWhichDay { of: vec![day(13), day(20)] },
        U::AskStylist { options: texts(["Ana María", "María José"]) },
        U::AskWhichDay { of: vec![day(10), day(17)] },
        U::NoSuchDay,
        U::PastDay { date: day(9) },
        slots(
            texts(["MECHAS"]),
            vec![
                option(at(11, 11, 0), "Pilar"),
                option(at(11, 14, 0), "Marta"),
                option(at(11, 16, 0), "Víctor"),
            ],
            true,
        ),
        slots(Vec::new(), vec![option(at(12, 10, 0), "Ana"), option(at(13, 9, 30), "Marta")], false),
        slots(texts(["Corte"]), vec![option(at(10, 16, 30), "Ana"), option(at(10, 18, 0), "Víctor")], false),
        slots(texts(["CORTAR", "SECADO"]), vec![option(at(17, 10, 0), "Marta")], false),
        slots(Vec::new(), vec![option(date(4, 1).and_time(time(13, 0)), "Marta")], true),
        slots(texts(["Corte"]), vec![pair(16, 0, "Marta", "Sara"), pair(17, 30, "Ana", "Pilar")], false),
        slots(Vec::new(), vec![pair(16, 0, "Marta", "Sara")], false),
        slots(Vec::new(), vec![kinds(12), kinds(16)], false),
        slots(Vec::new(), vec![kinds(12)], false),
    ]
}

fn reasons() -> Vec<U> {
    [
        Why::Closed { date: day(15), reason: None },
        Why::Closed { date: date(4, 2), reason: some("Jueves Santo") },
        Why::OutOfHours { date: day(14), hours: vec![(time(10, 0), time(14, 0))] },
        Why::TooLong { date: day(13), minutes: 120, closes: Some(time(20, 0)) },
        Why::TooLong { date: day(13), minutes: 120, closes: None },
        Why::TooSoon { from: at(10, 11, 0) },
        Why::BeyondHorizon { last: date(5, 9) },
        Why::StylistOff { stylist: text("Marta"), date: day(13) },
        Why::Full { date: Some(day(14)), stylist: None, at: None },
        Why::Full { date: Some(day(14)), stylist: some("Pilar"), at: None },
        Why::Full { date: None, stylist: some("Pilar"), at: None },
        Why::Full { date: None, stylist: None, at: None },
        Why::Full { date: Some(day(14)), stylist: None, at: Some(time(14, 0)) },
        Why::Full { date: Some(day(14)), stylist: some("Marta"), at: Some(time(14, 0)) },
        Why::DoesNotDo { stylist: some("Harol") },
        Why::DoesNotDo { stylist: None },
    ]
    .map(|why| U::CannotThen { why })
    .into_iter()
    .chain([U::NothingFree, U::SlotGone])
    .collect()
}

fn deposit() -> Vec<U> {
    let url = || text("https://pay.example/c/abc123");
    let group = || {
        vec![
            visit(["Corte"], "Marta", at(13, 16, 0), 40, 2620),
            whose(visit(["Peinado"], "Sara", at(13, 16, 0), 45, 2600), "tu hija"),
        ]
    };
    let pay = |visits, amount, price, refund_until, grace| U::Pay {
        visits,
        amount: euros(amount),
        price: euros(price),
        until: at(10, 10, 30),
        minutes: 30,
        refund_until,
        grace,
        again: false,
        is_new: false,
        today: false,
        methods: texts(["tarjeta"]),
        url: url(),
    };
    vec![
        U::LinkComing,
        pay(
            vec![visit(["MECHAS"], "Marta", at(12, 14, 0), 90, 5000)],
            1000,
            5000,
            Some(at(11, 14, 0)),
            Some(30),
        ),
        pay(group(), 1044, 5220, Some(at(12, 16, 0)), None),
        pay(vec![highlights()], 1000, 5000, None, None),
        U::Pay {
            visits: vec![visit(["CORTAR"], "Ana", at(10, 16, 30), 40, 2620)],
            amount: euros(524),
            price: euros(2620),
            until: at(10, 10, 15),
            minutes: 15,
            refund_until: None,
            grace: Some(30),
            again: true,
            is_new: true,
            today: true,
            methods: texts(["card", "bizum"]),
            url: url(),
        },
        U::PayReminder { until: time(10, 30), minutes: 5, url: url() },
        U::SameLink { until: time(10, 45), url: url() },
        U::LinkTrouble,
        U::ClosingPayment,
        U::HoldExpired { visits: vec![highlights()] },
        U::HoldExpired { visits: group() },
        U::LookingAtPayment,
        U::KeptForStaff { until: at(10, 14, 0) },
        U::KeptForStaff { until: at(11, 10, 30) },
    ]
}

fn outcomes() -> Vec<U> {
    let map = || some("https://maps.example/atrevete");
    let confirmed = |visits, paid: Option<i64>, left: Option<i64>, refund_until, starts_in| U::Confirmed {
        name: some("María"),
        visits,
        paid: paid.map(euros),
        left: left.map(euros),
        address: text("C/ de la Constitución 5"),
        map: map(),
        refund_until,
        starts_in,
    };
    let group = vec![
        visit(["Corte"], "Marta", at(13, 16, 0), 40, 2620),
        whose(visit(["Peinado"], "Sara", at(13, 16, 0), 45, 2600), "tu hija"),
    ];
    let mother = whose(visit(["BIOTERAPIA FACIAL"], "Rosa", at(16, 11, 0), 60, 5750), "María González");
    vec![
        confirmed(
            vec![visit(["MECHAS"], "Marta", at(12, 14, 0), 90, 5000)],
            Some(1000),
            Some(4000),
            Some(at(11, 14, 0)),
            None,
        ),
        confirmed(group.clone(), Some(1044), Some(4176), Some(at(12, 16, 0)), None),
        confirmed(vec![mother], Some(1150), Some(4600), Some(at(15, 11, 0)), None),
        confirmed(
            vec![visit(["CORTAR"], "Ana", at(10, 16, 30), 40, 2620)],
            Some(524),
            Some(2096),
            None,
            Some(390),
        ),
        confirmed(vec![visit(["Consulta gratuita"], "Marta", at(12, 10, 0), 15, 0)], None, None, None, None),
        U::Confirmed {
            name: None,
            visits: vec![visit(["Corte de Caballero"], "Víctor", at(11, 9, 30), 40, 1750)],
            paid: None,
            left: Some(euros(1750)),
            address: text("C/ de la Constitución 5"),
            map: None,
            refund_until: None,
            starts_in: None,
        },
        U::Moved {
            visits: vec![visit(["Corte"], "Lucas", at(10, 17, 0), 40, 2620)],
            kept: None,
            now_final: false,
        },
        U::Moved {
            visits: vec![visit(["CORTAR"], "Ana", at(18, 10, 30), 40, 2620)],
            kept: Some(euros(524)),
            now_final: true,
        },
        U::Moved { visits: group, kept: Some(euros(1044)), now_final: false },
        U::HoldChanged {
            visits: vec![highlights()],
            until: time(10, 30),
            url: some("https://pay.example/c/abc123"),
        },
        U::HoldChanged { visits: vec![highlights()], until: time(10, 30), url: None },
        U::MovedBySalon { visit: highlights() },
        U::CancelledBySalon { visit: highlights(), refund: Some(euros(1000)) },
        U::CancelledBySalon { visit: highlights(), refund: None },
    ]
}

fn money_back() -> Vec<U> {
    vec![
        U::LateRefund { amount: euros(1000) },
        U::PaidTwice { amount: euros(524) },
        U::CancelledRefund { amount: euros(814) },
        U::AmountDiffers,
        U::PaymentProcessing { until: Some(time(10, 45)) },
        U::PaymentProcessing { until: None },
        U::RefundFailed { amount: euros(1000) },
        U::Prices {
            items: vec![
                variant("Mechas", "por los hombros", 9850, 120),
                variant("Mechas", "más largo", 10350, 135),
            ],
            total: None,
        },
    ]
}
