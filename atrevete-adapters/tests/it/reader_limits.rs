//! What the reader promises of any text: no panic, always an act, never a yes out of nothing.

use crate::{
    brief::{asked, lengths, nothing, now, offer, three},
    salon::lexicon,
};
use atrevete_adapters::spanish::{Prepared, read_prepared};
use atrevete_domain::dialogue::{Act, Expectation, Expected};
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Prepared> = LazyLock::new(|| Prepared::new(&lexicon()));

fn expectations() -> Vec<Expectation> {
    let kinds = [
        Expected::ConfirmName,
        Expected::Name,
        Expected::Surname,
        Expected::AttendeeName,
        Expected::Service,
        Expected::Date,
        Expected::Time,
        Expected::Stylist,
        Expected::WhoGetsWhat,
        Expected::Pay,
    ];
    let mut all: Vec<Expectation> = kinds.into_iter().map(asked).collect();
    all.extend([nothing(), offer(), three(), lengths()]);
    all
}

/// Words that the grammars know, and signs that trip them, in any order.
const PIECES: &[&str] = &[
    "sí",
    "si",
    "no",
    "vale",
    "quiero",
    "cancelar",
    "la",
    "el",
    "a las",
    "5",
    "10:30",
    "mañana",
    "viernes",
    "mechas",
    "corte",
    "con",
    "Ana",
    "mi hija",
    "y",
    "o",
    ",",
    ".",
    "?",
    "¿",
    "!",
    "\n",
    "👍🏽",
    "👩🏽‍🦱",
    "Mª",
    "soy",
    "me llamo",
    "de la",
    "señal",
    "cuánto",
    "segunda",
    "2",
    "º",
    "-",
    "/",
    "€",
    "\u{202e}",
    "\u{200d}",
    "\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "١٢",
    "مرحبا",
    "para mí",
    "de 7 años",
    "en vez de",
    "menos",
    "sin",
    "ni",
    "solo",
    "tarde",
    "20 minutos",
    "lista de espera",
    "lo de siempre",
    "\u{0}",
    "\t",
    "'",
    "x",
    "q",
    "ªª",
    "9999999999999999999",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,300}|(?s).{0,400}") {
        for expectation in expectations() {
            let heard = read_prepared(&text, now(), &expectation, &LEXICON);
            prop_assert!(!heard.acts.is_empty());
            prop_assert!(heard.by_rules);
        }
    }

    #[test]
    fn any_order_of_known_words_is_read_without_panic(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40), glue in "( |){1}") {
        let text = pieces.join(&glue);
        for expectation in expectations() {
            let heard = read_prepared(&text, now(), &expectation, &LEXICON);
            prop_assert!(!heard.acts.is_empty());
        }
    }

    #[test]
    fn digits_and_letters_of_no_language_are_no_yes(text in "[bcdfghjklmpqrtvwxz]{3,9}( [bcdfghjklmpqrtvwxz]{3,9}){0,6}") {
        let heard = read_prepared(&text, now(), &offer(), &LEXICON);
        prop_assert!(!heard.acts.contains(&Act::Accept), "{text}");
    }
}

/// Four times the text takes about four times as long: quadratic work would take sixteen times, whatever the machine.
#[test]
fn time_grows_with_the_length_of_the_message() {
    let took = |piece: &str, length: usize| {
        let text: String = piece.chars().cycle().take(length).collect();
        let start = std::time::Instant::now();
        let heard = read_prepared(&text, now(), &three(), &LEXICON);
        assert!(!heard.acts.is_empty());
        start.elapsed()
    };
    took("hola", 16);
    for piece in ["a las 5 ", "mi hija no ", "la segunda, ", "corte y "] {
        // A busy machine may take any one of them aside.
        let fastest = |length| (0..12).map(|_| took(piece, length)).min().unwrap_or_default();
        let (short, long) = (fastest(256), fastest(1024));
        assert!(long < short * 10, "{piece:?}: {short:?} for 256 letters, {long:?} for 1024");
    }
}
