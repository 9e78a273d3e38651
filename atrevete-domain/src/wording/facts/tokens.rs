//! Cuts a text into words, numbers and signs, after links and given words have been taken out.

use super::{Fact, FactValue, bare};
use crate::values::fold;

/// A word, a number or a sign, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded for words, as written for numbers and signs.
    pub(super) text: String,
    /// As written.
    pub(super) raw: String,
    pub(super) kind: Kind,
    /// First of a line or after ". ", "?", "!", ":" or an opening sign.
    pub(super) opens: bool,
    /// First of a line, or after "·".
    pub(super) heads: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Word,
    Sign,
}

/// Takes every web address out of the text, with or without its scheme.
pub(super) fn take_links(text: &mut [char]) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = (start..text.len()).find(|at| text[*at].is_whitespace()).unwrap_or(text.len());
        let trimmed = |c: &char| !(c.is_alphanumeric() || *c == '/');
        let from = (start..end).find(|at| !trimmed(&text[*at])).unwrap_or(end);
        let to = (from..end).rev().find(|at| !trimmed(&text[*at])).map_or(from, |at| at + 1);
        let word: String = text[from..to].iter().collect();
        if is_link(&word) {
            text[from..to].fill(' ');
            found.push(word);
        }
        start = end + 1;
    }
    found
}

fn is_link(word: &str) -> bool {
    let host = bare(word).split(['/', '?', '#']).next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let letters = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
    word.contains("://") || (letters && host.len() > ending.len() + 1)
}

/// Blanks the names and words among the facts, wherever they stand, whatever their case; the longest first, since
/// "María" also begins "María González".
pub(super) fn mask(text: &mut [char], facts: &[Fact]) {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let mut given: Vec<Vec<char>> = facts
        .iter()
        .filter_map(|fact| match &fact.value {
            FactValue::Name(given) | FactValue::Words(given) => {
                // The full stop is the text's, not the name's.
                Some(given.trim().trim_end_matches('.').chars().map(lower).collect())
            }
            FactValue::Amount(_)
            | FactValue::Time(_)
            | FactValue::Date(_)
            | FactValue::Weekday(_)
            | FactValue::Today
            | FactValue::Minutes(_)
            | FactValue::Percent(_)
            | FactValue::Number(_)
            | FactValue::Link(_) => None,
        })
        .collect();
    given.sort_by_key(|given| std::cmp::Reverse(given.len()));
    for given in given.iter().filter(|given| !given.is_empty()) {
        let mut at = 0;
        while at + given.len() <= text.len() {
            let end = at + given.len();
            let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
            let before = at.checked_sub(1).and_then(|at| text.get(at));
            let whole = !letter(before) && !letter(text.get(end));
            if whole && text[at..end].iter().map(|c| lower(*c)).eq(given.iter().copied()) {
                // A sign stays, so that what follows is not taken for the start of a sentence.
                text[at..end].fill('_');
                at = end;
            } else {
                at += 1;
            }
        }
    }
}

/// The words, numbers and signs of a text, spaces left out.
pub(super) fn tokens(text: &[char]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut opens, mut heads) = (true, true);
    let mut at = 0;
    while at < text.len() {
        let c = text[at];
        let next_digit = |at: usize| text.get(at + 1).is_some_and(char::is_ascii_digit);
        let end = if c.is_ascii_digit() {
            (at..text.len())
                .find(|i| !(text[*i].is_ascii_digit() || ",.:".contains(text[*i]) && next_digit(*i)))
                .unwrap_or(text.len())
        } else if c.is_alphabetic() {
            (at..text.len()).find(|i| !text[*i].is_alphabetic()).unwrap_or(text.len())
        } else {
            at + 1
        };
        let raw: String = text[at..end].iter().collect();
        at = end;
        if raw == "\n" || raw == "·" {
            (opens, heads) = (true, true);
        } else if !c.is_whitespace() {
            let kind = if c.is_ascii_digit() {
                Kind::Number
            } else if c.is_alphabetic() {
                Kind::Word
            } else {
                Kind::Sign
            };
            let text = if kind == Kind::Word { fold(&raw) } else { raw.clone() };
            tokens.push(Token { text, raw: raw.clone(), kind, opens, heads });
            opens = matches!(raw.as_str(), "." | "?" | "!" | "¿" | "¡" | ":" | "…" | "«");
            heads = false;
            // An emoji ends what stands before it.
            opens |= kind == Kind::Sign && !raw.is_ascii() && raw != "€" && raw != "»" && raw != "–";
        }
    }
    tokens
}
