//! What happened and has not been handled: messages, news, timers, answers from outside.
//!
//! Invariants: an event is stored before it is acknowledged, once by its key; events of a lane are handled one after
//! the other, in order; nothing is locked while a claim is worked on: its lease ends by itself, and the epoch of the
//! claim fences the commit.

use crate::{PageRef, PortError};
use async_trait::async_trait;
use atrevete_domain::{
    booking::{DeskEvent, PaymentRef},
    dialogue::{ChannelId, Heard, Media, ThreadId, WakeKind},
    step::News,
    values::{AppointmentId, CauseId, CheckoutId, DepositId, Id as _, Instant, Phone},
};
use serde::{Deserialize, Serialize};

/// The order that events keep: by channel identity for what customers say and hear, by deposit or appointment for the
/// desk, so that a conversation that cannot be read never stops a payment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboxLane {
    /// A channel identity.
    Channel(ChannelId),
    /// A deposit, with all that belongs to it.
    Deposit(DepositId),
    /// An appointment by itself.
    Appointment(AppointmentId),
    /// One of the payment provider's things, by its name there: what is said of it before we know whose it is.
    Provider(String),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A customer wrote.
    Message(Incoming),
    /// The desk has news for her.
    News(News),
    /// A person took the conversation.
    TakenOver,
    /// A person gave it back.
    HandedBack,
    /// A timer of the conversation.
    Woke(WakeKind),
    /// Something befell a deposit or an appointment.
    Desk(DeskEvent),
    /// The payment provider says that something happened there: it is asked what.
    Stirred(Stirred),
}

/// What happened at the payment provider, by names only: nothing else of what is delivered is believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stirred {
    /// Something about a page.
    Page {
        /// The provider's name for it.
        page: PageRef,
        /// Our name, as it says.
        checkout: Option<CheckoutId>,
    },
    /// Something about a payment after it was captured: a refund, a dispute.
    Payment(PaymentRef),
}

/// A message as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// From whom, as the channel knows her.
    pub from: Contact,
    /// What.
    pub said: Said,
    /// When it was sent.
    pub sent_at: Instant,
}

/// The sender as the channel knows her now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The thread of this message: replies go to that of the newest.
    pub thread: ThreadId,
    /// Her number, as far as the channel vouches for it.
    pub phone: Option<Phone>,
    /// Her profile's name.
    pub profile: Option<String>,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Text, typed or transcribed.
    Text(String),
    /// Something else.
    Media {
        /// What.
        media: Media,
        /// Its caption.
        caption: Option<String>,
        /// Where a voice note can be fetched, for a transcriber; may expire, and is not to be logged.
        #[serde(default)]
        source: Option<String>,
    },
}

/// An event to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEvent {
    /// In which lane.
    pub lane: InboxLane,
    /// What makes it this event and no other: `msg:1:1099001`, `timer:...`. A second one with the same key is known.
    pub key: String,
    /// What happened.
    pub event: Event,
    /// Its acts, where they are known without reading (scripts, tests).
    pub heard: Option<Heard>,
    /// When it was received.
    pub at: Instant,
    /// Not to be claimed before: messages wait a moment for the rest of a burst.
    pub ready_at: Instant,
}

impl NewEvent {
    /// An event to be handled at once.
    pub fn now(lane: InboxLane, key: impl Into<String>, event: Event, at: Instant) -> Self {
        Self { lane, key: key.into(), event, heard: None, at, ready_at: at }
    }

    /// Its id: the cause of whatever it brings about, the same for the same key.
    pub fn cause(&self) -> CauseId {
        CauseId::named("inbox", &self.key)
    }
}

/// A stored event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// Which.
    pub id: CauseId,
    /// What happened.
    pub event: Event,
    /// Its acts, once it was read: a retry never reads again.
    pub heard: Option<Heard>,
    /// When it was received.
    pub at: Instant,
    /// How often it has failed.
    pub failures: u8,
}

/// A lane that is being worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Which.
    pub lane: InboxLane,
    /// Raised by every claim; a commit under an older one is refused as lost.
    pub epoch: u64,
    /// The oldest event; where it is a text, followed by the texts after it up to the first event of another kind.
    pub rows: Vec<InboxRow>,
}

/// Whether an event was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// Stored.
    Stored(CauseId),
    /// The key was known; nothing changed.
    Known,
}

/// The stored events.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Stores an event; returns once it is durable. `TakenOver` also gives the conversation to the person *in the same
    /// transaction* and raises its owner epoch, so that no message under way passes it; `HandedBack` takes it back.
    ///
    /// # Errors
    /// When the store does not answer: the sender must send again.
    async fn put(&self, event: NewEvent) -> Result<Put, PortError>;

    /// Claims the lane that has been ready longest, under a lease. `None`: nothing is ready at `now`.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn claim(&self, now: Instant) -> Result<Option<Claim>, PortError>;

    /// Keeps what was read of a message.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn keep(&self, row: CauseId, heard: &Heard) -> Result<(), PortError>;

    /// Counts a failure of the claim's first row and gives the lane back, to be claimed again at `again`.
    ///
    /// # Errors
    /// When the store does not answer; the lease then ends by itself.
    async fn fail(&self, claim: &Claim, again: Instant) -> Result<(), PortError>;
}
