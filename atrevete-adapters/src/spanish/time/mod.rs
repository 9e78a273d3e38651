//! Every expression of time in a text, as symbols, each with the tokens it was read from.
//!
//! A grammar of composable parts: clocks, parts of the day, days, months, ranges, lists. The longest reading from a
//! place wins. Invariant: expressions do not overlap and come in the order of the text.

mod beginnings;
mod clock;
mod combine;
mod dates;
mod days;
mod grammar;
mod holidays;
mod hours;
mod length;
mod parts;
mod spans;
mod weeks;

use super::tokens::{Token, covered};
use atrevete_domain::{values::Words, when::When};
use grammar::{Grammar, Known};
use length::Length;
use std::ops::Range;

/// One expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The tokens it was read from.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: FoundKind,
    /// When; empty for a mere length.
    pub when: When,
    /// A length in minutes, for "media hora" and for "en 20 minutos" (which is a moment too).
    pub minutes: Option<u32>,
    /// Whether the length was said to be about so long.
    pub approx: bool,
    /// How surely it is about time.
    pub certainty: Certainty,
}

/// What an expression of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundKind {
    /// A day, an hour, or both.
    When,
    /// A length of time.
    Duration,
}

/// How surely an expression is about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It may well be something else: a bare "abril" (a name), "el 2" or "las dos" (a choice), "de 5 a 7", "ya".
    Weak,
    /// It is about time.
    Sure,
}

/// Finds the expressions of time among `tokens` of `text`, which they were cut from.
pub fn find(text: &str, tokens: &[Token]) -> Vec<Found> {
    let known = Known::new(tokens);
    let grammar = Grammar { tokens, known: &known };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match at_place(grammar, text, at) {
            Some(one) => {
                at = one.tokens.end;
                found.push(one);
            }
            None => at += 1,
        }
    }
    found
}

/// The longest expression that begins at `at`.
fn at_place(grammar: Grammar<'_>, text: &str, at: usize) -> Option<Found> {
    if !grammar.may_begin(at) {
        return None;
    }
    let when = grammar.combined(at);
    let length = grammar.length(at);
    let said = |end: usize| Words::new(covered(text, &grammar.tokens[at..end]));
    let certainty = |sure| if sure { Certainty::Sure } else { Certainty::Weak };
    match (when, length) {
        (Some((_, when_end)), Some((length, end))) if end > when_end => {
            Some(duration(at..end, length, said(end)))
        }
        (None, Some((minutes, end))) => Some(duration(at..end, minutes, said(end))),
        (Some((all, end)), length) => Some(Found {
            tokens: at..end,
            kind: FoundKind::When,
            when: When { day: all.day, time: all.time, said: said(end) },
            minutes: all
                .minutes
                .or(length.filter(|(_, length_end)| *length_end == end).map(|(length, _)| length.minutes)),
            approx: false,
            certainty: certainty(all.sure),
        }),
        (None, None) => None,
    }
}

fn duration(tokens: Range<usize>, length: Length, said: Words) -> Found {
    Found {
        tokens,
        kind: FoundKind::Duration,
        when: When { day: None, time: None, said },
        minutes: Some(length.minutes),
        approx: length.approx,
        certainty: Certainty::Sure,
    }
}

#[cfg(test)]
mod tests;
