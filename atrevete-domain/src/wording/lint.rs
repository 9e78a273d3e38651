//! The rules of conversation that can be read off a text, over every sample and over realistic messages, in both forms.

use super::{
    Utterance as U, Voice, Wording, buttons,
    check::sample_voice,
    samples,
    tags::{Tag, tags},
    templates::section,
    utterance::VisitFact,
};
use crate::salon::profile::AddressForm;
use rules::{faults, is_emoji};
use std::collections::BTreeSet;

mod rules;

const FORMS: [AddressForm; 2] = [AddressForm::Tu, AddressForm::Usted];

fn voice(form: AddressForm) -> Voice {
    Voice { form, ..sample_voice() }
}

#[test]
fn every_sample_reads_well_alone() {
    let faults: Vec<String> =
        FORMS.iter().flat_map(|form| samples::all().into_iter().flat_map(|u| faults(&[u], *form))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Samples of one section.
fn of(name: &str) -> Vec<U> {
    samples::all().into_iter().filter(|u| section(u) == name).collect()
}

#[test]
fn realistic_messages_read_well() {
    let messages: &[&[&str]] = &[
        &["introduce", "ask_name"],
        &["introduce", "faq_text", "ask_name"],
        &["introduce", "hello", "how_can_i_help"],
        &["reminder", "introduce"],
        &["introduce", "handed_over"],
        &["introduce", "ask_which"],
        &["introduce", "offer_slots"],
        &["introduce", "open_on", "faq_text", "ask_name"],
        &["hello", "how_can_i_help"],
        &["hello", "offer_slots"],
        &["hello", "ask_usual"],
        &["hello", "handed_over"],
        &["hello", "own_appointments"],
        &["hello", "ask_day"],
        &["slot_gone", "offer_slots"],
        &["cannot_then", "offer_slots"],
        &["cannot_then", "ask_day"],
        &["cannot_then", "nothing_free"],
        &["two_visits", "ask_day"],
        &["two_visits", "offer_slots"],
        &["no_usual", "ask_service"],
        &["not_offered", "ask_service"],
        &["unknown_service", "ask_service"],
        &["past_day", "ask_day"],
        &["no_such_day", "ask_day"],
        &["closed_on", "ask_service"],
        &["prices", "offer_to_book"],
        &["lengths", "offer_to_book"],
        &["works", "ask_day"],
        &["who_does", "ask_day"],
        &["address", "ask_day"],
        &["address", "open_on"],
        &["how_to_pay", "ask_surname"],
        &["not_understood", "ask_day"],
        &["not_understood", "offer_slots"],
        &["why_asked", "ask_surname"],
        &["take_your_time"],
        &["quote_line", "offer_slots"],
        &["prices", "offer_slots"],
        &["no_appointment", "ask_surname"],
        &["kept_for_staff", "handed_over"],
        &["cannot_then", "nothing_free", "ask_day"],
        &["cancelled", "see_you"],
        &["dropped", "see_you"],
        &["visit_gone", "ask_day"],
        &["i_am_a_robot", "ask_day"],
        &["kind", "ask_day"],
        &["photo_noted", "ask_day"],
        &["cannot_hear", "ask_day"],
        &["no_card_numbers", "link_coming"],
        &["back_again", "how_can_i_help"],
        &["handed_over", "other_language"],
        &["still_stands", "ask_day"],
        &["why_deposit"],
        &["hold_expired", "offer_to_book"],
    ];
    let mut found = Vec::new();
    for sections in messages {
        let sets: Vec<Vec<U>> = sections.iter().map(|name| of(name)).collect();
        assert!(sets.iter().all(|set| !set.is_empty()), "{sections:?}");
        let longest = sets.iter().map(Vec::len).max().unwrap();
        for turn in 0..longest {
            let message: Vec<U> = sets.iter().map(|set| set[turn % set.len()].clone()).collect();
            for form in FORMS {
                found.extend(faults(&message, form));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Longer than any sample: four people, nine services, eight prices.
#[test]
fn long_messages_stay_readable() {
    let mut messages: Vec<U> = Vec::new();
    for sample in samples::all() {
        let longer = match sample {
            U::Pay {
                visits,
                amount,
                price,
                until,
                minutes,
                refund_until,
                grace,
                again,
                is_new,
                today,
                methods,
                url,
            } => {
                let visits = four(&visits);
                U::Pay {
                    visits,
                    amount,
                    price,
                    until,
                    minutes,
                    refund_until,
                    grace,
                    again,
                    is_new,
                    today,
                    methods,
                    url,
                }
            }
            U::Confirmed { name, visits, paid, left, address, map, refund_until, starts_in } => {
                let visits = four(&visits);
                U::Confirmed { name, visits, paid, left, address, map, refund_until, starts_in }
            }
            U::Reminder { name, visits, paid, hours, refund_until } => {
                U::Reminder { name, visits: four(&visits), paid, hours, refund_until }
            }
            U::AskWhich { said, options } => {
                U::AskWhich { said, options: options.into_iter().cycle().take(9).collect() }
            }
            U::Prices { items, total } => {
                U::Prices { items: items.into_iter().cycle().take(8).collect(), total }
            }
            U::OwnAppointments { visits } if !visits.is_empty() => {
                U::OwnAppointments { visits: four(&visits) }
            }
            _ => continue,
        };
        messages.push(longer);
    }
    assert!(messages.len() > 20);
    let faults: Vec<String> = FORMS
        .iter()
        .flat_map(|form| messages.iter().flat_map(|u| faults(std::slice::from_ref(u), *form)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn four(visits: &[VisitFact]) -> Vec<VisitFact> {
    visits.iter().cycle().take(4).cloned().collect()
}

#[test]
fn any_two_things_can_be_said_in_one_message() {
    let mut one_each: Vec<U> = Vec::new();
    for sample in samples::all() {
        if !one_each.iter().any(|known| section(known) == section(&sample)) {
            one_each.push(sample);
        }
    }
    let asks = |u: &U| tags(u).contains(&Tag::Question);
    let foreign = |u: &U| tags(u).contains(&Tag::Foreign);
    let mut wrong = Vec::new();
    for first in &one_each {
        for second in one_each.iter().filter(|second| !(asks(first) && asks(second))) {
            let text = Wording::spanish().render(&[first.clone(), second.clone()], &voice(AddressForm::Tu));
            let emoji = text.chars().filter(|c| is_emoji(*c)).count();
            let links: Vec<&str> = text.lines().filter(|line| line.starts_with("https://")).collect();
            let sound = text.matches('?').count() <= 1
                && emoji <= 1
                && (links.is_empty() || text.ends_with(links[links.len() - 1]))
                && text.lines().all(|line| !line.contains("https://") || !line.contains(' '))
                && !text.contains("  ")
                && text.chars().count() < 4096;
            if !(sound || foreign(first) || foreign(second)) {
                wrong.push(text);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_flower_stands_where_it_belongs_and_nowhere_else() {
    let say = |utterances: &[U], voice: &Voice| Wording::spanish().render(utterances, voice);
    let first = |name: &str| of(name).remove(0);
    let hello = [first("introduce"), first("ask_name")];
    assert_eq!(
        say(&hello, &voice(AddressForm::Tu)),
        "Hola, soy Maite, la asistente automática de Atrévete 🌸 Uso tu número y tu nombre solo para tus citas (más en \
         atrevete.es/privacidad).\n¿Hablo con María?"
    );
    assert!(say(&[first("confirmed")], &voice(AddressForm::Tu)).contains('🌸'));
    assert!(say(&[first("bye")], &voice(AddressForm::Tu)).contains('🌸'));
    assert!(!say(&hello, &voice(AddressForm::Usted)).contains('🌸'), "not for a formal customer");
    assert!(
        !say(&[first("hello"), first("late_refund")], &voice(AddressForm::Tu)).contains('🌸'),
        "not with money"
    );
    assert!(
        !say(&[first("introduce"), first("handed_over")], &voice(AddressForm::Tu)).contains('🌸'),
        "not with health"
    );
    let plain = Voice { emoji: None, ..voice(AddressForm::Tu) };
    assert_eq!(say(&[first("bye")], &plain), "Hasta pronto.");
}

/// The variants as serde knows them: an unknown one is answered with the list of all.
fn variants() -> BTreeSet<String> {
    let error = serde_json::from_str::<U>(r#"{"say":"?"}"#).unwrap_err().to_string();
    let all: BTreeSet<String> = error.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(all.len() > 90, "{error}");
    all
}

#[test]
fn everything_that_can_be_said_has_a_sample() {
    let sampled: BTreeSet<String> = samples::all().iter().map(section).collect();
    assert_eq!(variants().difference(&sampled).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn samples_survive_being_stored() {
    for sample in samples::all() {
        let stored = serde_json::to_string(&sample).unwrap();
        assert_eq!(serde_json::from_str::<U>(&stored).unwrap(), sample);
    }
}

#[test]
fn buttons_fit_and_tell_their_options_apart() {
    let mut some = 0;
    for sample in samples::all() {
        let titles = buttons(&sample, &voice(AddressForm::Tu));
        assert!(titles.len() <= 3, "{titles:?}");
        assert!(titles.iter().all(|t| (1..=20).contains(&t.chars().count())), "{titles:?}");
        assert_eq!(titles.iter().collect::<BTreeSet<_>>().len(), titles.len());
        some += usize::from(!titles.is_empty());
        if let (U::OfferSlots { options, .. }, false) = (&sample, titles.is_empty()) {
            assert_eq!(titles.len(), options.len().max(2), "{titles:?}");
        }
    }
    assert!(some > 12, "{some}");
}
