//! Readers: the rules, and one whose answers are written by hand.

use async_trait::async_trait;
use atrevete_adapters::spanish::SpanishReader;
use atrevete_domain::{
    dialogue::{Act, Expectation, Heard, Lexicon},
    values::Instant,
};
use atrevete_ports::{Language, PortError};
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

/// Hands out scripted acts in order; a text without a script is unclear.
#[derive(Debug, Default)]
pub struct ScriptedLanguage(Mutex<VecDeque<Vec<Act>>>);

impl ScriptedLanguage {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Vec<Act>>> {
        self.0.lock().expect("nothing panics while it holds the script")
    }

    /// The next text will be read as these acts.
    pub fn next(&self, acts: Vec<Act>) {
        self.lock().push_back(acts);
    }
}

#[async_trait]
impl Language for ScriptedLanguage {
    async fn read(
        &self,
        _text: &str,
        sent_at: Instant,
        _expectation: &Expectation,
        _lexicon: &Lexicon,
    ) -> Result<Heard, PortError> {
        let acts = self.lock().pop_front().unwrap_or_else(|| vec![Act::Unclear]);
        Ok(heard(acts, sent_at))
    }
}

/// The rule-based reader behind the port.
#[derive(Debug, Default)]
pub struct Rules(SpanishReader);

#[async_trait]
impl Language for Rules {
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        expectation: &Expectation,
        lexicon: &Lexicon,
    ) -> Result<Heard, PortError> {
        Ok(self.0.read(text, sent_at, expectation, lexicon))
    }
}

/// Acts as the rules would have read them.
pub fn heard(acts: Vec<Act>, sent_at: Instant) -> Heard {
    Heard { acts, sent_at, complete: true, formal: false, by_rules: true }
}
