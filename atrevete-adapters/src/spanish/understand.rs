//! Lines of the phrase corpus: what was read, in the corpus' shapes and names (see `docs/vocabulary.md`).
//!
//! Serves measuring and the command `understand`; nothing in a conversation depends on it. Invariant: nothing is read
//! here, only renamed and resolved; courtesies are printed only where nothing else was said.

mod context;
mod shape;

use super::{SpanishReader, measure::measure};
use atrevete_domain::{
    dialogue::{Expectation, Heard, Lexicon},
    values::{Instant, SalonZone},
};
use chrono::NaiveDateTime;
use serde_json::{Value, json};
use thiserror::Error;

/// Why a line cannot be read.
#[derive(Debug, Error)]
pub enum LineError {
    /// It is no JSON.
    #[error("the line is no JSON")]
    Json(#[from] serde_json::Error),
    /// It has no text.
    #[error("the line has no text")]
    NoText,
    /// Its reference is no time.
    #[error("the reference is no local time")]
    Reference,
}

/// A line that was read: the message, its moment and what was expected.
#[derive(Debug, Clone)]
pub struct Line {
    /// The message.
    pub text: String,
    /// When it was sent.
    pub sent_at: Instant,
    /// What had been asked.
    pub expectation: Expectation,
}

impl Line {
    /// Reads `{"text", "reference", "context"?}`; the reference is local time in `zone`.
    pub fn parse(line: &str, zone: SalonZone) -> Result<Self, LineError> {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().ok_or(LineError::NoText)?.to_owned();
        let sent_at = reference(value["reference"].as_str().unwrap_or(REFERENCE), zone)?;
        Ok(Self { text, sent_at, expectation: context::expectation(&value["context"]) })
    }
}

/// The moment of a line that names none: the one the corpus uses.
const REFERENCE: &str = "2026-03-10T10:00";

/// Reads one line and says what was understood, as one line: `{"text", "when", "acts", "complete"}`.
pub fn understand(
    line: &str,
    reader: &SpanishReader,
    lexicon: &Lexicon,
    zone: SalonZone,
) -> Result<String, LineError> {
    let line = Line::parse(line, zone)?;
    let heard = reader.read(&line.text, line.sent_at, &line.expectation, lexicon);
    let when = serde_json::to_value(measure(&line.text, line.sent_at, zone))?;
    let acts = acts(&heard, &line.expectation, zone);
    Ok(json!({ "text": line.text, "when": when, "acts": acts, "complete": heard.complete }).to_string())
}

/// The acts in the corpus' shapes.
pub fn acts(heard: &Heard, expectation: &Expectation, zone: SalonZone) -> Vec<Value> {
    let shape = shape::Shape { expectation, sent_at: heard.sent_at, zone };
    let substance = heard.acts.iter().any(|act| !shape::is_courtesy(act));
    heard.acts.iter().filter(|act| !substance || !shape::is_courtesy(act)).map(|act| shape.act(act)).collect()
}

fn reference(text: &str, zone: SalonZone) -> Result<Instant, LineError> {
    let local = text.split(' ').next().unwrap_or_default();
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(local, format).ok())
        .ok_or(LineError::Reference)?;
    zone.at(local.date(), local.time()).ok_or(LineError::Reference)
}
