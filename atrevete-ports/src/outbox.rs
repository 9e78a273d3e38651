//! What is to be done outside and has not been done.
//!
//! Invariants: a row is written in the commit of the step that wants it; rows of a lane leave one after the other, in
//! order; what an outside call answered is stored in the transaction that settles its row.

use crate::{NewEvent, PortError};
use async_trait::async_trait;
use atrevete_domain::{
    step::{Effect, Lane},
    values::{Id, Instant},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of an outbox row, derived like every other; with the generation it is the idempotency key outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutboxId(Uuid);

impl Id for OutboxId {
    const KIND: &'static str = "OutboxId";
    fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }
    fn uuid(self) -> Uuid {
        self.0
    }
}

impl std::fmt::Display for OutboxId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A row to be written. The store adds the owner epoch that it reads in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRow {
    /// Which.
    pub id: OutboxId,
    /// What to do.
    pub effect: Effect,
    /// The rendered text of a message.
    pub text: Option<String>,
}

/// A claimed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Which.
    pub id: OutboxId,
    /// The lane whose head it is.
    pub lane: Lane,
    /// What to do.
    pub effect: Effect,
    /// The rendered text of a message.
    pub text: Option<String>,
    /// When it was written.
    pub made_at: Instant,
    /// How often the conversation had been taken by a person when it was written.
    pub owner_epoch: u32,
    /// How often it has been claimed, this time included; raised before the call, so that a crash counts.
    pub attempts: u16,
    /// Part of the idempotency key.
    pub generation: u16,
}

impl OutboxRow {
    /// The idempotency key of its outside call.
    pub fn key(&self) -> String {
        format!("{}:{}", self.id, self.generation)
    }
}

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Done.
    Done,
    /// A person took the conversation over: not sent.
    Withdrawn,
    /// Not true or not worth sending any more.
    Void,
    /// The customer wants no such messages.
    OptedOut,
    /// It can never be done; a case was opened with it.
    Dead,
}

/// The stored effects.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Claims the head of the lane that has been waiting longest, under a lease. Nothing behind a head leaves before it.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn claim(&self, now: Instant) -> Result<Option<OutboxRow>, PortError>;

    /// Ends a row and stores what came of it as inbox rows, in one transaction.
    ///
    /// # Errors
    /// When the store does not answer: the row will be claimed and performed again, with the same key.
    async fn settle(
        &self,
        row: OutboxId,
        how: Settled,
        now: Instant,
        answers: Vec<NewEvent>,
    ) -> Result<(), PortError>;

    /// Gives a row back to be claimed again at `again`, under this generation of its key.
    ///
    /// # Errors
    /// When the store does not answer; the lease then ends by itself.
    async fn later(&self, row: OutboxId, again: Instant, generation: u16) -> Result<(), PortError>;
}
