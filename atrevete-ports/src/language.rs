//! From text to dialogue acts.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::{self, Heard, Lexicon},
    values::Instant,
};

/// Reads what a customer wrote. Has no tools, sees no ids and computes no dates.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Language: Send + Sync {
    /// The acts of one message. Words in them are parts of `text`; a text that cannot be read is
    /// [`Act::Unclear`](atrevete_domain::dialogue::Act::Unclear), never an error. `sent_at` is handed through.
    ///
    /// # Errors
    /// When a reader beyond this process does not answer.
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        expectation: &dialogue::Expectation,
        lexicon: &Lexicon,
    ) -> Result<Heard, PortError>;
}
