//! The channel on which customers are answered.

use crate::{OutboxId, PortError};
use async_trait::async_trait;
use atrevete_domain::{dialogue::ThreadId, wording::Approved};
use serde::{Deserialize, Serialize};

/// One message to leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbound {
    /// Idempotency key: the same one is the same message.
    pub key: OutboxId,
    /// How often it has been tried, this time included: from the second time on it may be there already.
    pub attempt: u16,
    /// Where.
    pub thread: ThreadId,
    /// The text as it was rendered and stored at commit.
    pub text: String,
    /// Short titles of the answers that the text lists, for channels that have buttons; the text is enough without.
    pub answers: Vec<String>,
    /// What may carry it where [`Manner::Template`] is asked for, best first; empty otherwise.
    pub approved: Vec<Approved>,
    /// How.
    pub manner: Manner,
}

/// How a message leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Inside the channel's window of 24 hours after the customer's last message.
    Reply,
    /// Outside of it: an approved template has to carry the text.
    Template,
    /// For the team only: a person presses send (operating mode *suggest*).
    Suggestion,
}

/// Sends messages to customers.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Sends one message. Returns when the channel has stored it, which is not when it was read. A message whose answer
    /// got lost is looked for by its key before it is sent again.
    ///
    /// # Errors
    /// `Rejected` when the channel will never take it (blocked, no such thread).
    async fn send(&self, message: &Outbound) -> Result<(), PortError>;
}
