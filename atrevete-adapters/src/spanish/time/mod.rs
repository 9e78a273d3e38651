//! Every expression of time in a text, as symbols, each with the tokens it was read from.
//!
//! A grammar of composable parts: clocks, parts of the day, days, months, ranges, lists. The longest reading from a
//! place wins. Invariant: expressions do not overlap and come in the order of the text.

use super::tokens::Token;
use atrevete_domain::when::When;
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

/// Finds the expressions of time among `tokens` of `text`.
pub fn find(text: &str, tokens: &[Token]) -> Vec<Found> {
    let _ = (text, tokens);
    Vec::new()
}
