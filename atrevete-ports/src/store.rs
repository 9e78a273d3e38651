//! Rows: read in one snapshot, written in one transaction under guards.
//!
//! Invariants: a commit writes everything or nothing; a row is written only over the revision that was read; two live
//! appointments never share a stylist's time, whatever anybody believed to be free.

use crate::{NewEvent, NewRow, PortError, TimersOf};
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::{ChannelId, Conversation, Input, ThreadId},
    facts::{Conflict, Facts, Needs},
    step::{Change, Reason},
    values::{AppointmentId, CauseId, CheckoutId, ConversationId, CustomerId, DepositId, Instant, StylistId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::InboxLane;

/// Whose facts are loaded. Nobody else's rows are in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A person who writes, or nobody the salon knows.
    Customer(Option<CustomerId>),
    /// A deposit, its appointments and those who come and who booked; `customer` is who pays.
    Deposit(DepositId),
    /// The deposit to which a page belongs.
    Checkout(CheckoutId),
    /// An appointment, its deposit and that one's other appointments; `customer` is who booked, or who comes.
    Appointment(AppointmentId),
}

/// Facts of one moment, with what a commit has to compare.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The facts; `refused` is empty.
    pub facts: Facts,
    /// How often each stylist's agenda was changed by something that is no appointment (blocks, closures, hours).
    pub agenda: BTreeMap<StylistId, AgendaRev>,
}

/// Raised by blocks, closures and working hours; appointments guard themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgendaRev(pub u64);

/// A conversation and the version it was read at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTalk {
    /// Its state.
    pub state: Conversation,
    /// Raised by each commit; 0 is one that was never stored.
    pub version: u64,
}

/// A conversation to be written over the version that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Its new state.
    pub state: Conversation,
    /// The version that was read; 0 for a new one.
    pub version: u64,
    /// The person behind the channel identity, to be linked with it.
    pub customer: Option<CustomerId>,
}

/// What was said and done in one step, for the panel and the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Whose conversation; `None` for the desk.
    pub conversation: Option<ConversationId>,
    /// What made it happen.
    pub cause: CauseId,
    /// When.
    pub at: Instant,
    /// What came in, for a conversation.
    pub input: Option<Input>,
    /// The customer's own words, for a conversation.
    pub heard: Option<String>,
    /// Why it went as it did.
    pub trace: Vec<Reason>,
    /// The text that answered.
    pub said: Option<String>,
}

/// The claim under which a commit is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The lane.
    pub lane: InboxLane,
    /// Its epoch at the claim.
    pub epoch: u64,
    /// The rows that are done with it; further ones stay.
    pub done: Vec<CauseId>,
}

/// One transaction.
#[derive(Debug, Clone)]
pub struct Commit {
    /// When.
    pub at: Instant,
    /// Under which claim; staff orders have none.
    pub fence: Option<Fence>,
    /// The conversation.
    pub talk: Option<Talk>,
    /// Rows, sorted by [`Change::rank`].
    pub changes: Vec<Change>,
    /// What was read of the agendas; compared for the stylists whose time the changes take.
    pub agenda: BTreeMap<StylistId, AgendaRev>,
    /// Outbox rows.
    pub outbox: Vec<NewRow>,
    /// Inbox rows: news.
    pub events: Vec<NewEvent>,
    /// Timers of every subject that changed.
    pub timers: Vec<TimersOf>,
    /// What is remembered of it.
    pub turn: Turn,
}

/// What became of a commit. Unless it is `Done`, nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Committed {
    /// Written.
    Done,
    /// Something that was read has changed: load again.
    Stale,
    /// Somebody has the chair: load again, and know it.
    Refused(Conflict),
    /// The claim was lost to another worker, who does the same work: drop it.
    Lost,
}

/// Who may speak in a conversation, and where: the last thing read before a message is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Where replies go.
    pub thread: ThreadId,
    /// The identity.
    pub channel: ChannelId,
    /// Who has it.
    pub owned: Owned,
    /// How often a person took it.
    pub owner_epoch: u32,
    /// When she wrote last.
    pub last_heard: Option<Instant>,
    /// She wants no messages that we start.
    pub opted_out: bool,
}

/// Who has a conversation, as the webhook wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owned {
    /// Maite may speak.
    ByMaite,
    /// A person has it.
    ByPerson,
}

/// The database as the driver sees it.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Store: Send + Sync {
    /// The conversation with a channel identity, if there has been one.
    ///
    /// # Errors
    /// When the store does not answer, or holds a state this version cannot read.
    async fn conversation(&self, channel: &ChannelId) -> Result<Option<StoredTalk>, PortError>;

    /// Facts from one snapshot: what the scope always needs (see [`Facts`]) and what `needs` names. Ids that do not
    /// exist are left out.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn facts(&self, scope: Scope, needs: &Needs) -> Result<Snapshot, PortError>;

    /// Writes one transaction. Guards: the claim's epoch (`Lost`), the conversation's version, each row's revision, the
    /// agenda of each stylist whose time is taken (`Stale`), the chairs (`Refused`).
    ///
    /// # Errors
    /// When the store does not answer: it may have been written. The same commit then finds its rows changed and is
    /// `Stale`; derived ids make the repetition harmless.
    async fn commit(&self, commit: Commit) -> Result<Committed, PortError>;

    /// Who may speak in a conversation now.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn addressee(&self, conversation: ConversationId) -> Result<Option<Addressee>, PortError>;
}
