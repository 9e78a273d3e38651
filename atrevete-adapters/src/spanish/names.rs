//! People's names: bare where one was asked, or after "soy", "me llamo", "a nombre de".
//!
//! Invariant: a word that means something here ("nada", "mañana", "quiero") is a name only if it is one in the list
//! of first names; a sentence is never taken for a name.

mod words;

use super::{
    message::{Kind, Message},
    spelling::is_ordinary,
    vocabulary::{FIRST, PARTICLES, SECOND, SURNAMES},
};
use atrevete_domain::{
    dialogue::Expected,
    values::{GivenName, fold},
};

/// What "con" before a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// Who speaks: "con Lola" is Lola herself.
    Speaker,
    /// Perhaps a stylist.
    Stylist,
}

use words::{AFTER, BEFORE, COMPOUND, OF_MARY, is_also_a_word};

/// A name and the tokens it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The name.
    pub name: GivenName,
    /// First token, lead-in included.
    pub from: usize,
    /// The token after the last.
    pub to: usize,
}

/// The name in an answer to the question for one. "Con Lola" answers "¿con quién hablo?"; `with` says whether it may, as
/// "con" and a stylist's name rather wish for her.
pub(super) fn answered(message: &Message<'_>, asked: Expected, with: With) -> Option<Named> {
    let from = message.tokens.iter().position(|t| t.kind == Kind::Word)?;
    let mut at = from;
    let mut introduced = false;
    while let Some(token) = message.tokens.get(at) {
        let speaking = with == With::Speaker && token.norm == "con" && asked != Expected::Surname;
        let lead = BEFORE.contains(&token.norm.as_str()) || speaking;
        let leads = token.kind != Kind::Word || lead && !starts_name(message, at);
        if !leads {
            break;
        }
        let said =
            matches!(token.norm.as_str(), "soy" | "llamo" | "llama" | "nombre" | "apellido" | "apellidos");
        let article =
            matches!(token.norm.as_str(), "el" | "la" | "a" | "de" | "no" | "su" | "me" | "lo" | "te" | "mi");
        introduced = said
            || introduced
                && (article || token.kind != Kind::Word || token.norm == "es" || token.norm == "son");
        if article
            && !introduced
            && asked != Expected::Surname
            && !(token.norm == "no"
                || token.norm == "a"
                || token.norm == "mi"
                || token.norm == "me"
                || token.norm == "lo")
        {
            return None;
        }
        at += 1;
    }
    // "de la Fuente" is a whole surname.
    let start = (from..at)
        .rev()
        .take_while(|n| matches!(message.norm(*n), "de" | "la" | "del" | "los" | "las" | "el"))
        .last()
        .unwrap_or(at);
    let particles = asked == Expected::Surname && start < at;
    let to = run(message, at, Manner::Answer)?;
    let (at, to) = whole_after_first(message, at, to);
    let at = if particles { start } else { at };
    let next = message.tokens.get(to);
    let ends = next.is_none_or(|t| t.kind != Kind::Word || AFTER.contains(&t.norm.as_str()));
    if !ends || message.asks(at) && !introduced {
        return None;
    }
    let name = match asked {
        Expected::Surname => surname(message, at, to),
        Expected::ConfirmName
        | Expected::Name
        | Expected::AttendeeName
        | Expected::Service
        | Expected::Choose
        | Expected::Date
        | Expected::Time
        | Expected::Stylist
        | Expected::WhoGetsWhat
        | Expected::Confirm
        | Expected::Pay => split(message, at, to),
    };
    let (name, to) = with_surname_named(message, name, to);
    Some(Named { name, from, to })
}

/// "María, María Soler": the name again, now whole.
fn whole_after_first(message: &Message<'_>, at: usize, to: usize) -> (usize, usize) {
    let comma = message.tokens.get(to).is_some_and(|t| t.kind == Kind::Comma);
    let again = to + 1;
    if to == at + 1
        && comma
        && message.norm(again) == message.norm(at)
        && let Some(end) = run(message, again, Manner::Answer)
    {
        return (again, end);
    }
    (at, to)
}

/// The name after words that introduce one; `at` is the token after them.
pub(super) fn introduced(message: &Message<'_>, from: usize, at: usize) -> Option<Named> {
    let at = if matches!(message.norm(at), "la" | "el") { at + 1 } else { at };
    // After "me apellido" an unknown word is a surname, as it is in an answer.
    let surname_only = (from..at).any(|n| matches!(message.norm(n), "apellido" | "apellidos"));
    let to = run(message, at, if surname_only { Manner::Answer } else { Manner::Told })?;
    let name = if surname_only { surname(message, at, to) } else { split(message, at, to) };
    let (name, to) = with_surname_named(message, name, to);
    Some(Named { name, from, to })
}

/// "Lucía, 7 años", "Hugo tiene 8 añitos": a first name right before an age.
pub(super) fn with_age(message: &Message<'_>) -> Option<Named> {
    let unit = message.tokens.iter().position(|t| matches!(t.norm.as_str(), "anos" | "anitos"))?;
    let mut at = unit.checked_sub(2)?;
    while message.tokens[at].kind == Kind::Comma || matches!(message.norm(at), "tiene" | "de" | "con" | "y") {
        at = at.checked_sub(1)?;
    }
    let token = &message.tokens[at];
    let known = FIRST.contains(&token.norm.as_str());
    known.then(|| Named {
        name: GivenName { first: Some(text(message, at, at + 1)), last: None },
        from: at,
        to: at + 1,
    })
}

/// A first name and a surname, both known, and nothing else but a yes: nobody had asked, yet it is one.
pub(super) fn alone(message: &Message<'_>) -> Option<Named> {
    let words: Vec<usize> =
        (0..message.tokens.len()).filter(|n| message.tokens[*n].kind == Kind::Word).collect();
    let from = *words.iter().find(|n| !matches!(message.norm(**n), "si" | "sí" | "vale" | "claro" | "ok"))?;
    let to = words.last()? + 1;
    let first = message.norm(from);
    let rest =
        (from + 1..to).all(|n| SURNAMES.contains(&message.norm(n)) || SECOND.contains(&message.norm(n)));
    let surname = to > from + 1 && SURNAMES.contains(&message.norm(to - 1));
    (FIRST.contains(&first) && rest && surname && to - from <= 4 && !message.asks(from)).then(|| Named {
        name: split(message, from, to),
        from,
        to,
    })
}

/// "Perdón, Marina, es el corrector": a first name put right, and what had put it wrong.
pub(super) fn put_right(message: &Message<'_>) -> Option<Named> {
    let blamed = |n: usize| {
        matches!(message.norm(n), "corrector" | "autocorrector" | "autocorrect" | "diccionario" | "teclado")
    };
    let blame = (0..message.tokens.len()).find(|n| blamed(*n))?;
    let known = |n: &usize| {
        let token = &message.tokens[*n];
        token.raw.starts_with(char::is_uppercase) && FIRST.contains(&token.norm.as_str())
    };
    let from = (0..blame).find(known)?;
    let to = run(message, from, Manner::Told)?;
    Some(Named { name: split(message, from, to), from, to })
}

/// "Laura, de apellido Torres".
fn with_surname_named(message: &Message<'_>, mut name: GivenName, to: usize) -> (GivenName, usize) {
    let mut at = to;
    while message.tokens.get(at).is_some_and(|t| {
        t.kind == Kind::Comma || matches!(t.norm.as_str(), "y" | "mi" | "de" | "el" | "mis" | "con")
    }) {
        at += 1;
    }
    if !matches!(message.norm(at), "apellido" | "apellidos") {
        return (name, to);
    }
    at += 1;
    while message
        .tokens
        .get(at)
        .is_some_and(|t| t.kind == Kind::Comma || matches!(t.norm.as_str(), "es" | "son"))
    {
        at += 1;
    }
    match run(message, at, Manner::Answer) {
        Some(end) => {
            name.last = Some(text(message, at, end));
            (name, end)
        }
        None => (name, to),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A name was asked: an unknown word is one.
    Answer,
    /// It came by itself: it must look like one.
    Told,
}

/// The end of the words that make a name from `at` on.
fn run(message: &Message<'_>, at: usize, manner: Manner) -> Option<usize> {
    let word = |n: usize| message.tokens.get(n).filter(|t| t.kind == Kind::Word);
    if !fits(message, at, manner, true) {
        return None;
    }
    let mut to = at + 1;
    while to < at + 7 {
        let mut next = to;
        while word(next).is_some_and(|t| PARTICLES.contains(&t.norm.as_str())) {
            next += 1;
        }
        if word(next).is_none() || !fits(message, next, manner, false) {
            break;
        }
        to = next + 1;
    }
    Some(to)
}

fn fits(message: &Message<'_>, at: usize, manner: Manner, first: bool) -> bool {
    let Some(token) = message.tokens.get(at).filter(|t| t.kind == Kind::Word) else { return false };
    let word = fold(token.raw);
    if !token.raw.chars().all(|c| c.is_alphabetic() || "'’-\u{301}\u{303}".contains(c)) {
        return false;
    }
    let capital = token.raw.starts_with(char::is_uppercase);
    let listed = if first {
        FIRST.contains(&word.as_str()) || word == "m"
    } else {
        FIRST.contains(&word.as_str()) || SECOND.contains(&word.as_str())
    };
    let surname = SURNAMES.contains(&word.as_str());
    let unknown = !is_ordinary(&word);
    match manner {
        // After "soy" a small word must be a name that is nothing else.
        Manner::Told if first => {
            (listed && (capital || !is_also_a_word(&word))) || capital && unknown && word.len() > 1
        }
        Manner::Told => {
            if capital {
                listed || surname || unknown
            } else {
                surname && !is_also_a_word(&word)
            }
        }
        Manner::Answer => {
            listed
                || surname
                || (capital && !first)
                || unknown && word.chars().count() > 1 && has_vowel(&word)
        }
    }
}

fn has_vowel(word: &str) -> bool {
    word.chars().any(|c| "aeiouy".contains(c))
}

fn starts_name(message: &Message<'_>, at: usize) -> bool {
    let token = &message.tokens[at];
    token.raw.starts_with(char::is_uppercase) && FIRST.contains(&token.norm.as_str())
}

/// First name and surname: a double first name is one ("Mª Carmen", "María del Mar", "Juan Carlos").
fn split(message: &Message<'_>, at: usize, to: usize) -> GivenName {
    let word = |n: usize| fold(message.tokens[n].raw);
    let mut end = at + 1;
    let first = word(at);
    if end < to && (FIRST.contains(&first.as_str()) || first == "m") {
        let mut next = end;
        while next < to && matches!(word(next).as_str(), "de" | "del" | "la" | "los" | "las") {
            next += 1;
        }
        let virtue = next > end
            && next < to
            && OF_MARY.contains(&word(next).as_str())
            && matches!(first.as_str(), "maria" | "ma" | "m");
        // The last word of three or more may be a second first name; of two it is one only if it is no surname.
        let second = next == end
            && SECOND.contains(&word(end).as_str())
            && (to - end > 1 || !SURNAMES.contains(&word(end).as_str()));
        if virtue || second && COMPOUND.contains(&first.as_str()) {
            end = next + 1;
        }
    }
    let last = (end < to).then(|| text(message, end, to));
    if last.is_none() && SURNAMES.contains(&first.as_str()) && !FIRST.contains(&first.as_str()) {
        return GivenName { first: None, last: Some(text(message, at, to)) };
    }
    GivenName { first: Some(text(message, at, end)), last }
}

/// A surname was asked: all of it is one, unless it begins with a first name that is no surname.
fn surname(message: &Message<'_>, at: usize, to: usize) -> GivenName {
    let first = fold(message.tokens[at].raw);
    if to - at > 1 && FIRST.contains(&first.as_str()) && !SURNAMES.contains(&first.as_str()) {
        return split(message, at, to);
    }
    GivenName { first: None, last: Some(text(message, at, to)) }
}

fn text(message: &Message<'_>, from: usize, to: usize) -> String {
    let start = message.tokens[from].range.start;
    let mut end = message.tokens[to - 1].range.end;
    // "Mª" and "Mª." keep their mark.
    while let Some(c) = message.text[end..].chars().next().filter(|c| matches!(c, 'ª' | 'º')) {
        end += c.len_utf8();
    }
    let written = message.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    if written.chars().any(char::is_uppercase) && written.chars().any(char::is_lowercase) {
        return written;
    }
    written.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let lower = word.to_lowercase();
    if PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let mut chars = lower.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
