//! What can be wrong with a message: its shape, its tone, its words, its facts.

use super::voice;
use crate::{
    salon::profile::AddressForm,
    wording::{
        Utterance as U, Wording,
        facts::{self, check},
        samples,
        tags::{Tag, tags},
    },
};
use std::collections::BTreeSet;

pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' | '\u{2b50}' | '\u{fe0f}')
}

/// Everything that is wrong with a message.
pub(super) fn faults(utterances: &[U], form: AddressForm) -> Vec<String> {
    let text = Wording::spanish().render(utterances, &voice(form));
    let kinds: BTreeSet<Tag> = utterances.iter().flat_map(tags).collect();
    let mut faults = shape(&text, &kinds);
    faults.extend(tone(&text, &kinds, form));
    faults.extend(words(&text, &kinds, form));
    let facts: Vec<_> = utterances.iter().flat_map(facts::facts).collect();
    if let Err(mismatches) = check(&text, &facts, samples::now()) {
        faults.extend(mismatches.iter().map(ToString::to_string));
    }
    faults.into_iter().map(|fault| format!("{fault}:\n{text}\n")).collect()
}

fn shape(text: &str, kinds: &BTreeSet<Tag>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |holds: bool, fault: &str| {
        if !holds {
            faults.push(fault.to_owned());
        }
    };
    let lines: Vec<&str> = text.lines().collect();
    let most = if kinds.contains(&Tag::Offer) || kinds.contains(&Tag::Summary) { 6 } else { 4 };
    expect(!text.is_empty(), "nothing is said");
    expect(lines.len() <= most, "too many lines");
    expect(text.chars().count() <= 1024, "too long for a message with buttons");
    expect(text.matches('?').count() <= 1, "more than one question");
    expect(text.matches('?').count() == text.matches('¿').count(), "¿ and ? do not balance");
    expect(text.matches('!').count() == text.matches('¡').count(), "¡ and ! do not balance");
    expect(!text.contains("  "), "two spaces");
    expect(lines.iter().all(|line| !line.trim().is_empty() && line.trim() == *line), "blank padding");
    let addresses = lines.iter().filter(|line| line.contains("://")).count();
    let last_alone = lines.last().is_some_and(|line| line.contains("://") && !line.contains(' '));
    expect(addresses == 0 || (addresses == 1 && last_alone), "a link is not alone on the last line");
    for sign in [" .", " ,", "..", ",,", ".,", "()", " :", ": .", "€€", ",00", "none", "None"] {
        expect(!text.contains(sign), &format!("{sign:?} in the text"));
    }
    let prose = lines.iter().filter(|line| !line.contains("://"));
    let closed = |line: &&&str| line.ends_with(['.', '?', ':', ')', '🌸', '!']) || is_plain(line);
    expect(prose.clone().all(|line| closed(&line)), "a line ends in the air");
    expect(
        prose.clone().all(|line| line.chars().next().is_some_and(|c| !c.is_lowercase())),
        "a small first letter",
    );
    faults
}

/// A numbered option, a part of a summary or a postal address needs no full stop.
fn is_plain(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with("C/")
}

fn tone(text: &str, kinds: &BTreeSet<Tag>, form: AddressForm) -> Vec<String> {
    let mut faults = Vec::new();
    let emoji = text.chars().filter(|c| is_emoji(*c)).count();
    let sober = [Tag::Money, Tag::BadNews, Tag::Health, Tag::Complaint, Tag::Foreign];
    let may = sober.iter().all(|tag| !kinds.contains(tag))
        && form == AddressForm::Tu
        && [Tag::Greeting, Tag::Confirmation, Tag::Goodbye].iter().any(|tag| kinds.contains(tag));
    if emoji > usize::from(may) {
        faults.push("an emoji that does not belong".to_owned());
    }
    let lower = text.to_lowercase();
    for word in [
        "consultar",
        "consulto",
        "sistema",
        "error",
        "gestion",
        "disponibilidad",
        "proces",
        "solicit",
        "molestias",
        "lamentamos",
        "estimad",
        "encantad",
        "guapa",
        "cariño",
        "reina",
        "contenta",
        "bienvenid",
        "reserva realizada",
        "abonar",
        "anticipo",
        "política",
        "cliente",
        "usuario",
        "herramienta",
        "base de datos",
        "slot",
    ] {
        if lower.contains(word) {
            faults.push(format!("the word {word:?}"));
        }
    }
    if text.contains("!!") || text.matches('!').count() > 1 {
        faults.push("a storm of exclamation marks".to_owned());
    }
    let shouted = |word: &&str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    if let Some(word) = text.split(|c: char| !c.is_alphanumeric()).find(shouted) {
        faults.push(format!("the capitals of {word:?}"));
    }
    let decimal_point = text.split_whitespace().any(|word| {
        word.split_once('.').is_some_and(|(a, b)| {
            a.ends_with(|c: char| c.is_ascii_digit()) && b.starts_with(|c: char| c.is_ascii_digit())
        })
    });
    if decimal_point && !text.contains("://") {
        faults.push("a decimal point".to_owned());
    }
    faults
}

/// Words that only *tú* has.
const TU: &[&str] = &[
    "tu",
    "tus",
    "te",
    "ti",
    "contigo",
    "tuya",
    "tuyo",
    "tuyas",
    "tuyos",
    "tú",
    "vuestras",
    "vuestra",
    "os",
    "tienes",
    "quieres",
    "puedes",
    "prefieres",
    "dices",
    "dime",
    "dímelo",
    "avísame",
    "escríbeme",
    "escríbelo",
    "eres",
    "vienes",
    "llegas",
    "llamas",
    "anulas",
    "cambias",
    "conservas",
    "preguntas",
    "crees",
    "retrasas",
    "pides",
    "pediste",
    "perdona",
    "borra",
    "mandes",
    "mándame",
    "pagues",
    "cuentas",
    "haces",
    "esperabas",
    "arreglas",
    "ves",
    "cierres",
    "necesitas",
    "sabes",
    "tranquila",
];
/// Words that only *usted* has.
const USTED: &[&str] = &[
    "usted",
    "su",
    "sus",
    "suya",
    "suyo",
    "suyas",
    "perdone",
    "dígame",
    "dígamelo",
    "avíseme",
    "escríbame",
    "deme",
    "pruebe",
    "borre",
    "mande",
    "le",
    "tenga",
];
/// Words that slip in from code.
const ENGLISH: &[&str] =
    &["the", "your", "you", "booking", "ok", "none", "true", "false", "is", "and", "with"];

/// Forms of address and other languages.
fn words(text: &str, kinds: &BTreeSet<Tag>, form: AddressForm) -> Vec<String> {
    if kinds.contains(&Tag::Foreign) {
        return Vec::new();
    }
    let wrong: &[&str] = match form {
        AddressForm::Tu => USTED,
        AddressForm::Usted => TU,
    };
    text.split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .filter(|word| wrong.contains(&word.as_str()) || ENGLISH.contains(&word.as_str()))
        .map(|word| format!("the word {word:?} for {form:?}"))
        .collect()
}
