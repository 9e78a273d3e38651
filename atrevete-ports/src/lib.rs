//! The outside world as traits, and the driver ([`drive`]) that sequences them.
//!
//! Invariants: every trait is object-safe and holds no rule; what a rule cares about is a value of the answer, and a
//! [`PortError`] only says that the wire broke and whether trying again helps. [`drive`] is the only code that calls one
//! port after another.

pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod customers;
pub mod drive;
pub mod error;
pub mod inbox;
pub mod language;
pub mod limiter;
pub mod messenger;
pub mod notifications;
pub mod outbox;
pub mod payments;
pub mod store;
pub mod timers;
pub mod transcriber;

pub use calendar::{Calendar, Look, MirrorEvent, MirrorState};
pub use catalogue::Catalogue;
pub use clock::Clock;
pub use customers::Customers;
pub use error::{Fault, PortError};
pub use inbox::{Claim, Contact, Event, Inbox, InboxLane, InboxRow, Incoming, NewEvent, Put, Said, Stirred};
pub use language::Language;
pub use limiter::{Bucket, Limiter, Pass};
pub use messenger::{Manner, Messenger, Outbound};
pub use notifications::{HandoffNotice, Notifications, StylistNotice, TeamAlert};
pub use outbox::{NewRow, Outbox, OutboxId, OutboxRow, Settled};
pub use payments::{
    AskedPage, FoundPage, FoundPayment, FoundRefund, OpenPage, PageRef, PageState, Payments, RefundRequest,
    Statement,
};
pub use store::{
    Addressee, AgendaRev, Commit, Committed, Fence, Owned, Scope, Snapshot, Store, StoredTalk, Talk, Turn,
};
pub use timers::{Subject, Timer, TimerKind, Timers, TimersOf};
pub use transcriber::{Listened, Transcriber};
