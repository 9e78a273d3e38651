//! The tools all parts of the grammar share: where one stands, what one expects to read there.

use super::{beginnings::beginnings, days::SureDay};
use crate::spanish::{
    numbers::Read,
    tokens::{Token, TokenKind},
};
use std::cell::OnceCell;

/// The grammar over the tokens of one message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) known: &'t Known,
}

/// What holds of the tokens of one message, whichever part of the grammar asks.
#[derive(Debug)]
pub(super) struct Known {
    beginnings: Vec<bool>,
    /// The day that begins at each token, once somebody has asked: lists, ranges and bounds all ask for it.
    pub(super) days: Vec<OnceCell<Read<SureDay>>>,
}

impl Known {
    pub(super) fn new(tokens: &[Token]) -> Self {
        let days = tokens.iter().map(|_| OnceCell::new()).collect();
        Self { beginnings: beginnings(tokens), days }
    }
}

impl<'t> Grammar<'t> {
    /// Whether an expression may begin at `at`.
    pub(super) fn may_begin(self, at: usize) -> bool {
        self.known.beginnings.get(at).copied().unwrap_or(false)
    }

    /// The token at `at`.
    pub(super) fn token(self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    /// The word at `at`; empty past the end.
    pub(super) fn word(self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// The word before `at`; empty at the beginning.
    pub(super) fn word_before(self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// Whether the word at `at` is one of `words`, separated by `|`.
    pub(super) fn any(self, at: usize, words: &str) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.split('|').any(|wanted| wanted == word)
    }

    pub(super) fn is_glued(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn is_number(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// The place after `pattern`, if the tokens at `at` read like it: words separated by spaces, `a|b` for either,
    /// `[a|b]` for one that may be missing.
    pub(super) fn phrase(self, at: usize, pattern: &str) -> Option<usize> {
        let (first, rest) = pattern.split_once(' ').unwrap_or((pattern, ""));
        if first.is_empty() {
            return Some(at);
        }
        let optional = first.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
        let here = self.any(at, optional.unwrap_or(first));
        let taken = if here { self.phrase(at + 1, rest) } else { None };
        taken.or_else(|| optional.and_then(|_| self.phrase(at, rest)))
    }

    /// The place after the longest of `patterns` that fits.
    pub(super) fn phrase_of(self, at: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().filter_map(|pattern| self.phrase(at, pattern)).max()
    }

    /// The place after `pattern` if it stands there, else `at`.
    pub(super) fn skip(self, at: usize, pattern: &str) -> usize {
        self.phrase(at, pattern).unwrap_or(at)
    }
}

/// The reading that takes most tokens; of equals the first.
pub(super) fn longest<T>(readings: impl IntoIterator<Item = Read<T>>) -> Read<T> {
    let mut best: Read<T> = None;
    for reading in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, end)| reading.1 > *end) {
            best = Some(reading);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spanish::tokens::tokenize;

    #[test]
    fn patterns_know_choices_and_what_may_be_missing() {
        let tokens = tokenize("la próxima semana santa");
        let known = Known::new(&tokens);
        let grammar = Grammar { tokens: &tokens, known: &known };
        assert_eq!(grammar.phrase(0, "[la] proxima|siguiente semana"), Some(3));
        assert_eq!(grammar.phrase(1, "[la] proxima|siguiente semana [santa]"), Some(4));
        assert_eq!(grammar.phrase(0, "semana"), None);
        assert_eq!(grammar.phrase_of(0, &["la", "la proxima"]), Some(2));
    }
}
