//! A message as the phrases see it: words put right, punctuation sorted by what it parts.
//!
//! Built over [`super::tokens`]; signs that part nothing (quotes, asterisks, ordinal marks) are left out here.
//! Invariant: ranges lie on character boundaries of the text, whatever the text.

use super::{
    spelling::{self, Vocabulary},
    tokens::{self, TokenKind},
};
use std::{collections::BTreeSet, ops::Range};

/// A message cut into tokens.
#[derive(Debug)]
pub(super) struct Message<'t> {
    /// As it was sent.
    pub text: &'t str,
    /// Its tokens, in order.
    pub tokens: Vec<Token<'t>>,
    /// The tokens as [`tokens::tokenize`] cut them, for the grammar of time.
    pub cut: Vec<tokens::Token>,
    /// For each token of `cut` the first of ours that is not before it.
    place: Vec<usize>,
}

/// One token.
#[derive(Debug)]
pub(super) struct Token<'t> {
    /// As it was written.
    pub raw: &'t str,
    /// Folded, abbreviations written out, slips of the keyboard put right. An accented "sí" keeps its accent.
    pub norm: String,
    /// Bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether `norm` is a guess at what was meant rather than what was written.
    pub guessed: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters or digits.
    Word,
    /// A comma, a colon, a dash, a bracket.
    Comma,
    /// The end of a sentence: full stop, question or exclamation mark, new line.
    Stop,
    /// A sign that stands for a word or a mood.
    Emoji,
}

impl<'t> Message<'t> {
    /// Cuts and respells.
    pub(super) fn new(text: &'t str, names: &Vocabulary, shown: &BTreeSet<String>) -> Self {
        let cut = tokens::tokenize(text);
        let mut message =
            Self { text, tokens: Vec::with_capacity(cut.len()), cut: Vec::new(), place: Vec::new() };
        let mut end = 0;
        for (n, token) in cut.iter().enumerate() {
            if text[end..token.range.start.max(end)].contains('\n') && !message.tokens.is_empty() {
                message.push(Kind::Stop, "\n".to_owned(), end..end, false);
            }
            message.place.push(message.tokens.len());
            end = token.range.end;
            message.add(token, cut.get(n + 1), names, shown);
        }
        message.place.push(message.tokens.len());
        message.cut = cut;
        message
    }

    fn add(
        &mut self,
        token: &tokens::Token,
        next: Option<&tokens::Token>,
        names: &Vocabulary,
        shown: &BTreeSet<String>,
    ) {
        let raw = &self.text[token.range.clone()];
        let first = self.tokens.last().is_none_or(|t| t.kind == Kind::Stop);
        let (kind, norm, guessed) = match token.kind {
            TokenKind::Number => (Kind::Word, token.word.clone(), false),
            TokenKind::Emoji => (Kind::Emoji, token.word.clone(), false),
            // A word of what was shown is no slip of another.
            TokenKind::Word if shown.contains(&token.word) => (Kind::Word, token.word.clone(), false),
            TokenKind::Word => {
                let (norm, guessed) = spelling::put_right(raw, &token.word, names, first);
                (Kind::Word, norm, guessed)
            }
            TokenKind::Mark => {
                let inner = token.glued && next.is_some_and(|n| n.glued && n.kind == TokenKind::Number);
                match mark(raw, inner) {
                    Some(kind) => (kind, raw.to_owned(), false),
                    None => return,
                }
            }
        };
        self.push(kind, norm, token.range.clone(), guessed);
    }

    fn push(&mut self, kind: Kind, norm: String, range: Range<usize>, guessed: bool) {
        self.tokens.push(Token { raw: &self.text[range.clone()], norm, range, kind, guessed });
    }

    /// A range of `cut` as a range of `tokens`.
    pub(super) fn ours(&self, cut: &Range<usize>) -> Range<usize> {
        let at = |n: usize| self.place.get(n).copied().unwrap_or(self.tokens.len());
        at(cut.start)..at(cut.end)
    }
    /// The words of a token range, as they were written.
    pub(super) fn said(&self, tokens: Range<usize>) -> &'t str {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|n| self.tokens.get(n))) {
            (Some(first), Some(last)) if first.range.start <= last.range.end => {
                &self.text[first.range.start..last.range.end]
            }
            _ => "",
        }
    }

    /// Whether a clause begins here: at the start, after punctuation, or after words that only lead in.
    pub(super) fn starts_clause(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|n| {
            self.tokens[n].kind != Kind::Word || LEAD_IN.contains(&self.tokens[n].norm.as_str())
        })
    }

    /// Whether a clause ends here: at the end, before punctuation, or before words of politeness.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.kind != Kind::Word || TAIL.contains(&t.norm.as_str()))
    }

    /// The sentence a token stands in, as a token range without its final mark.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let from = self.tokens[..at].iter().rposition(|t| t.kind == Kind::Stop).map_or(0, |n| n + 1);
        let to =
            self.tokens[at..].iter().position(|t| t.kind == Kind::Stop).map_or(self.tokens.len(), |n| at + n);
        from..to
    }

    /// Whether the sentence a token stands in was written as a question.
    pub(super) fn asks(&self, at: usize) -> bool {
        let sentence = self.sentence(at);
        let mark = |n: usize, c: char| self.tokens.get(n).is_some_and(|t| t.raw.contains(c));
        mark(sentence.end, '?') || sentence.start.checked_sub(1).is_some_and(|n| mark(n, '¿'))
    }

    /// A token's text, or nothing past the end.
    pub(super) fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|t| t.kind == Kind::Word).map_or("", |t| t.norm.as_str())
    }
}

/// Words after which a clause may be said to begin.
const LEAD_IN: &[&str] = &[
    "hola", "buenas", "pues", "vale", "ok", "bueno", "ay", "uy", "ah", "oh", "eh", "y", "oye", "mira",
    "perdona", "perdone", "disculpa", "disculpe", "entonces", "ya", "pero", "si", "sí", "no", "que",
    "ostras", "vaya", "jo", "joe", "buf", "uf", "jolin", "genial", "perfecto", "gracias", "claro", "venga",
    "porfa", "favor", "dias", "tardes", "noches", "guapa", "maite", "chicas", "aver", "ver", "o", "porque",
    "lastima", "anda",
];
/// Words before which a clause may be said to end.
const TAIL: &[&str] = &[
    "por", "porfa", "porfis", "gracias", "muchas", "guapa", "guapas", "maja", "cielo", "carino", "reina",
    "bonita", "chicas", "maite", "jaja", "jajaja", "eh", "entonces", "vale", "no", "pues", "y", "pero",
    "please", "plis", "perdona", "ok", "porque", "saludos", "un", "besos",
];

/// What a mark parts; `None` for those that part nothing. Inside a number ("18.30", "10/3") a point is no full stop.
fn mark(raw: &str, inner: bool) -> Option<Kind> {
    match raw {
        "." | ";" if inner => Some(Kind::Comma),
        "." | "?" | "!" | "¿" | "¡" | ";" | "…" => Some(Kind::Stop),
        "," | ":" | "(" | ")" | "-" | "–" | "—" | "/" | "+" | "€" | "%" | "&" => Some(Kind::Comma),
        _ => None,
    }
}
