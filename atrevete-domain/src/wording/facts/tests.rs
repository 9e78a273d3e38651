//! The finder on texts of others, and every sample against its own facts.

use super::*;
use crate::{
    salon::profile::AddressForm,
    wording::{Voice, Wording, check::sample_voice, samples},
};

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
    let sample =
        samples::all().into_iter().find(|s| matches!(s, crate::wording::Utterance::Pay { .. })).unwrap();
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
