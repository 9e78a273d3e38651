//! The rule-based reader of Spanish: works without any outside service.
//!
//! Text becomes [`tokens`] that remember where they stood; [`time`] finds every expression of time among them; the
//! tables of phrases find what is said, and a reading puts both together into acts. Invariants: nothing here computes
//! a date (symbols are resolved by the domain); no input makes it panic; its time grows with the message's length.

mod answers;
mod choices;
mod cues;
mod entities;
mod lexicon;
mod message;
mod names;
mod pattern;
mod people;
mod polar;
mod polarity;
mod questions;
mod reading;
mod scene;
mod spelling;
mod strangers;
mod traits;
mod visits;
mod vocabulary;
mod wish;

pub mod measure;
pub mod numbers;
pub mod time;
pub mod tokens;
pub mod understand;

pub use lexicon::Prepared;

use atrevete_domain::{
    dialogue::{Expectation, Heard, Lexicon},
    values::Instant,
};
use atrevete_ports::{Language, PortError};
use std::sync::{Arc, Mutex, PoisonError};

/// The reader with the last lexicon made ready, so that a message costs only its own length.
#[derive(Debug, Default)]
pub struct SpanishReader {
    ready: Mutex<Option<(Lexicon, Arc<Prepared>)>>,
}

impl SpanishReader {
    /// A reader that has seen no lexicon yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What `text`, sent at `sent_at`, says to somebody who expects `expectation`.
    pub fn read(&self, text: &str, sent_at: Instant, expectation: &Expectation, lexicon: &Lexicon) -> Heard {
        reading::read(text, sent_at, expectation, &self.prepared(lexicon))
    }

    fn prepared(&self, lexicon: &Lexicon) -> Arc<Prepared> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        match &*ready {
            Some((known, prepared)) if known == lexicon => Arc::clone(prepared),
            Some(_) | None => {
                let prepared = Arc::new(Prepared::new(lexicon));
                *ready = Some((lexicon.clone(), Arc::clone(&prepared)));
                prepared
            }
        }
    }
}

#[async_trait::async_trait]
impl Language for SpanishReader {
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        expectation: &Expectation,
        lexicon: &Lexicon,
    ) -> Result<Heard, PortError> {
        Ok(Self::read(self, text, sent_at, expectation, lexicon))
    }
}

/// What `text` says, with a lexicon that is made ready for it alone; [`SpanishReader`] is for many messages.
pub fn read(text: &str, sent_at: Instant, expectation: &Expectation, lexicon: &Lexicon) -> Heard {
    reading::read(text, sent_at, expectation, &Prepared::new(lexicon))
}

/// What `text` says, with a lexicon made ready before.
pub fn read_prepared(text: &str, sent_at: Instant, expectation: &Expectation, lexicon: &Prepared) -> Heard {
    reading::read(text, sent_at, expectation, lexicon)
}
