//! What can go wrong on the way to an outside thing, and the one question the driver asks of it: again, hand over, or
//! wake somebody.
//!
//! Invariant: an outcome that a rule cares about is never an error.

use std::{error::Error, time::Duration};
use thiserror::Error;

/// An outside thing could not be asked, or gave no answer that can be used.
#[derive(Debug, Error)]
#[error("{port} did not answer usefully")]
pub struct PortError {
    /// Which port, by its trait's name in lower case.
    pub port: &'static str,
    /// What to do about it.
    pub fault: Fault,
    /// What the adapter saw; carries no personal data.
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

/// What a failure means for the one who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It may work later; with the same idempotency key.
    Transient {
        /// How long the other side asked us to wait, if it did.
        retry_after: Option<Duration>,
    },
    /// The other side will repeat this failure for this idempotency key (a stored 500): again, with a new one.
    Spoiled,
    /// It will never work: this request is wrong or refused.
    Rejected,
    /// Nothing will work until somebody changes the configuration (a revoked key, a missing right).
    Misconfigured,
}

impl PortError {
    /// A failure of `port` without a cause worth keeping.
    pub fn new(port: &'static str, fault: Fault) -> Self {
        Self { port, fault, source: None }
    }

    /// A failure that may pass by itself.
    pub fn transient(port: &'static str) -> Self {
        Self::new(port, Fault::Transient { retry_after: None })
    }

    /// The same with what caused it.
    #[must_use]
    pub fn because(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }
}
