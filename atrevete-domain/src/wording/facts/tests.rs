//! The finder on texts of others, and every sample against its own facts.

use super::*;
use crate::wording::{
    Utterance as U,
    utterance::{PriceItem, PriceTotal, SeatFact, SlotOption, VisitFact},
};
use crate::{
    salon::profile::AddressForm,
    wording::{Voice, Wording, check::sample_voice, samples},
};

use proptest::{collection::vec, option, prelude::*, sample::select};

fn now() -> NaiveDateTime {
    samples::now()
}

fn claims(text: &str) -> Vec<String> {
    find(text, &[]).iter().map(ToString::to_string).collect()
}

#[test]
fn every_sample_tells_its_facts_and_no_others() {
    let mut wrong = Vec::new();
    for form in [AddressForm::Tu, AddressForm::Usted] {
        let voice = Voice { form, ..sample_voice() };
        for sample in samples::all() {
            let text = Wording::spanish().try_render(&sample, &voice).unwrap();
            if let Err(mismatches) = check(&text, &facts(&sample), voice.now) {
                let told: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
                wrong.push(format!("{text}\n  -> {}", told.join("; ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn claims_are_found_in_texts_of_others() {
    for (text, told) in [
        ("Son 98,50€ o 1.250,00 euros", "the amount 98.50 | the amount 1250.00"),
        ("a las 16:30", "the hour [16:30:00]"),
        ("Nos vemos a las 5 y media", "the hour [05:30:00, 17:30:00]"),
        ("a las ocho menos cuarto", "the hour [07:45:00, 19:45:00]"),
        ("dura hora y media", "the length of 90 minutes"),
        ("dos horas y 20 minutos", "the length of 140 minutes"),
        ("media hora, o 45 min", "the length of 30 minutes | the length of 45 minutes"),
        ("mañana por la mañana", "the day 1 days ahead"),
        ("de martes a sábado", "the days from Tue to Sat"),
        ("un 20 % de señal", "the share of 20 percent"),
        ("mira www.peluqueria.es/reserva.", "the link www.peluqueria.es/reserva"),
        ("te atiende Lorena", "the name Lorena"),
        ("Vale. Lorena te atiende", ""),
        ("1. Uno\n2. Dos · 3. Tres", ""),
        ("tienes 3 citas", "the number 3"),
        ("el 12", "the day None Some(12) None None"),
        ("el 12/3/2026", "the day None Some(12) Some(3) Some(2026)"),
        ("viernes, 13 de marzo", "the day Some(Fri) Some(13) Some(3) None"),
    ] {
        assert_eq!(claims(text).join(" | "), told, "{text}");
    }
}

#[test]
fn a_text_that_changes_or_drops_a_fact_is_refused() {
    let sample = samples::all().into_iter().find(|s| matches!(s, U::Pay { .. })).unwrap();
    let text = Wording::spanish().try_render(&sample, &sample_voice()).unwrap();
    let facts = facts(&sample);
    assert_eq!(check(&text, &facts, now()), Ok(()));
    for (right, wrong) in [
        ("señal de 10 €", "señal de 12 €"),
        ("señal de 10 €", "señal"),
        ("a las 14:00", "a las 15:00"),
        ("Jueves 12", "Viernes 12"),
        ("con Marta", "con Lorena"),
        ("30 minutos", "40 minutos"),
        ("mañana, miércoles 11,", "el sábado 14"),
        ("https://pay.example/c/abc123", "https://pay.example/c/abc124"),
        ("https://pay.example/c/abc123", ""),
        ("mechas", "corte"),
        ("y te la devolvemos", "y te devolvemos el 50 %"),
    ] {
        assert!(text.contains(right), "{right}");
        assert!(check(&text.replace(right, wrong), &facts, now()).is_err(), "{right} -> {wrong}");
    }
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["Marta", "Ana María", "Iñaki", "Óscar", "Mar", "Sol", "Mª Carmen", "D'Angelo"])
        .prop_map(str::to_owned)
}

fn service() -> impl Strategy<Value = String> {
    let names = [
        "MECHAS",
        "Corte + Peinado (Corto-Medio)",
        "Masaje Corporal 30min",
        "Óleo Extra",
        "Ingles",
        "Hidratación",
    ];
    select(names.to_vec()).prop_map(str::to_owned)
}

fn money() -> impl Strategy<Value = Money> {
    (1_i64..200_000).prop_map(Money::cents)
}

fn moment() -> impl Strategy<Value = NaiveDateTime> {
    (-3_i64..500, 0_u32..24, 0_u32..60).prop_map(|(day, hour, minute)| {
        let date = now().date() + chrono::TimeDelta::days(day);
        date.and_hms_opt(hour, minute, 0).unwrap()
    })
}

prop_compose! {
    fn visit()(services in vec(service(), 1..4), stylist in name(), start in moment(), minutes in 1_u16..600,
        price in money(), who in option::of(name())) -> VisitFact {
        VisitFact { services, stylist, start, minutes, price, who }
    }
}

prop_compose! {
    fn item()(name in service(), price in option::of(money()), from in any::<bool>(), minutes in 1_u16..600) -> PriceItem {
        PriceItem { name, variant: None, price, from, minutes }
    }
}

fn said() -> impl Strategy<Value = U> {
    let total = (money(), 1_u16..900).prop_map(|(price, minutes)| PriceTotal { price, minutes });
    let seat = (moment(), name(), option::of(name())).prop_map(|(start, stylist, who)| SeatFact {
        start,
        stylist,
        who,
        services: Vec::new(),
    });
    let slot = vec(seat, 1..3).prop_map(|seats| SlotOption { seats });
    prop_oneof![
        (
            vec(visit(), 1..4),
            money(),
            money(),
            moment(),
            1_u16..120,
            option::of(moment()),
            option::of(5_u16..60)
        )
            .prop_map(|(visits, amount, price, until, minutes, refund_until, grace)| U::Pay {
                visits,
                amount,
                price,
                until,
                minutes,
                refund_until,
                grace,
                again: minutes % 3 == 0,
                is_new: minutes % 2 == 0,
                today: minutes % 3 == 0,
                methods: vec!["card".into()],
                url: "https://pay.example/c/9f".into(),
            }),
        (
            option::of(name()),
            vec(visit(), 1..5),
            option::of(money()),
            option::of(money()),
            option::of(moment())
        )
            .prop_map(|(name, visits, paid, left, refund_until)| U::Confirmed {
                name,
                visits,
                paid,
                left,
                address: "Avda. de la Paz 12, 3º B".into(),
                map: None,
                refund_until,
                starts_in: None,
            }),
        (vec(item(), 1..7), option::of(total)).prop_map(|(items, total)| U::Prices { items, total }),
        (vec(service(), 0..3), vec(slot, 1..4)).prop_map(|(services, options)| U::OfferSlots {
            services,
            options,
            hint: true
        }),
        vec(visit(), 1..4).prop_map(|visits| U::OwnAppointments { visits }),
        (vec(visit(), 1..3), option::of(money())).prop_map(|(visits, kept)| U::Moved {
            visits,
            kept,
            now_final: false
        }),
        (visit(), 1_u16..300, money()).prop_map(|(visit, minutes, price)| U::AskUsual {
            visit,
            minutes,
            price
        }),
    ]
}

proptest! {
    #[test]
    fn no_fact_is_lost_or_invented_whatever_the_values(said in said()) {
        for form in [AddressForm::Tu, AddressForm::Usted] {
            let text = Wording::spanish().render(std::slice::from_ref(&said), &Voice { form, ..sample_voice() });
            prop_assert!(!text.is_empty());
            prop_assert_eq!(check(&text, &facts(&said), now()), Ok(()), "{}", text);
        }
    }
}
