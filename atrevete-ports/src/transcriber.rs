//! What a voice note says.

use crate::PortError;
use async_trait::async_trait;

/// What came of listening to a voice note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listened {
    /// These words. They are the customer's, and as little to be trusted as what she types.
    Words(String),
    /// It cannot be understood, or is none that may be listened to (too long, no sound, from a place nobody named).
    Nothing,
}

/// Listens to voice notes.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Transcriber: Send + Sync {
    /// Listens to the note at `source`, an address that came in from outside: it may lead anywhere, and only places that
    /// were configured are ever asked.
    ///
    /// # Errors
    /// When it could not be fetched or listened to now. The customer is then asked to write, and nobody tries again.
    async fn listen(&self, source: &str) -> Result<Listened, PortError>;
}
