//! What ordinary customers wrote and was misread: each row guards a rule, not a sentence.

use crate::brief::{asked, check, lengths, nothing, now, three};
use crate::salon::lexicon;
use atrevete_adapters::spanish::SpanishReader;
use atrevete_domain::{
    dialogue::{Act, Expectation, Expected, Wish},
    values::Words,
};

/// The one wish in a message.
fn wish(text: &str, expectation: &Expectation) -> Wish {
    let heard = SpanishReader::new().read(text, now(), expectation, &lexicon());
    heard
        .acts
        .iter()
        .find_map(|act| match act {
            Act::Want(wish) => Some(wish.clone()),
            _ => None,
        })
        .unwrap_or_else(|| panic!("no wish in {text}: {:?}", heard.acts))
}

#[test]
fn a_change_of_mind_is_no_delay() {
    check(&three(), &[("espera, mejor la 2", "choose option=2"), ("me lo pienso", "later")]);
}

#[test]
fn a_bare_okay_is_thanks_where_nothing_was_asked() {
    check(&nothing(), &[("vale", "thanks"), ("ok", "thanks"), ("perfecto", "thanks")]);
}

#[test]
fn strangers_and_own_people_are_told_apart() {
    check(
        &nothing(),
        &[
            ("me puedes decir a qué hora tiene cita Ana García mañana?", "someoneelse"),
            ("¿Cuándo viene Laura Gómez?", "someoneelse"),
        ],
    );
    let heard = SpanishReader::new().read(
        "me puedes decir a qué hora tiene cita Lucía Gómez mañana?",
        now(),
        &nothing(),
        &lexicon(),
    );
    assert!(!heard.formal, "she is spoken of, not to us");
}

#[test]
fn a_name_beside_an_age_is_a_name() {
    check(
        &asked(Expected::Choose),
        &[("Lucía, 7 años", "name Lucía/ | want age=7"), ("Hugo tiene 8 años", "name Hugo/ | want age=8")],
    );
}

#[test]
fn a_whole_name_is_one_though_nobody_asked() {
    check(&asked(Expected::Confirm), &[("Sí, María López", "name María/López")]);
}

#[test]
fn hair_is_described_unasked() {
    let said = |text: &str| wish(text, &nothing()).traits;
    assert_eq!(
        said("quiero unas mechas, tengo el pelo por los hombros, el viernes por la tarde"),
        [Words::new("por los hombros")]
    );
    assert_eq!(said("quiero un corte (lo tengo largo) el viernes"), [Words::new("largo")]);
    assert_eq!(said("quiero un corte el viernes"), []);
    // What answers the question put is still an answer.
    check(&lengths(), &[("por los hombros", "choose name=hombros")]);
}

#[test]
fn hair_is_described_beside_a_question_and_in_many_ways() {
    let said = |text: &str| wish(text, &nothing()).traits;
    for (text, traits) in [
        ("el peinado cuánto sería? tengo el pelo por los hombros", "por los hombros"),
        ("quiero mechas, las mías son de media melena", "media melena"),
        ("quiero mechas, es que lo tengo largo, por la cintura", "largo, por la cintura"),
        ("cuánto valen las mechas? lo llevo cortito", "cortito"),
        ("me llega a media espalda, cuánto es el tinte?", "a media espalda"),
    ] {
        assert_eq!(said(text), [Words::new(traits)], "{text}");
    }
    // The state of hair answers no question of the catalogue.
    check(&nothing(), &[("tengo el pelo fatal, ¿qué me recomiendas?", "advice")]);
}

#[test]
fn a_bare_and_repeats_a_question_and_joins_a_person() {
    assert!(wish("y unas mechas?", &nothing()).echo);
    assert!(wish("¿y el viernes santo?", &nothing()).echo);
    assert!(!wish("y quiero también mechas", &nothing()).echo);
    assert!(!wish("mechas?", &nothing()).echo);
    assert!(wish("y mi hija también", &three()).also);
    assert!(!wish("es para mi hija", &three()).also);
}
