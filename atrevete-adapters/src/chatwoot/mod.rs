//! Chatwoot: the channel to customers, and the team's place of work.
//!
//! What comes in: [`wire`] decodes a delivery to a [`Decision`], [`signature`] says who sent it, [`take`] puts what follows
//! into the inbox, and the [`Reconciler`] finds what was never delivered. What goes out: [`Chatwoot`] is `Messenger` and
//! `Notifications`; posts are made as values (`post`), of text that is safe ([`safe`]) and fits ([`fit`]).
//!
//! Invariants: nothing but ids is required of a payload, and an unknown field never matters; a payload that is not for
//! Maite is an answer with a reason, not an error, so that Chatwoot does not send it again; what was perhaps sent is looked
//! for before it is sent again.

mod attachment;
mod calls;
mod changes;
mod check;
mod client;
mod decision;
mod field;
pub mod fit;
mod intake;
mod mark;
mod messenger;
mod pace;
mod post;
mod reconcile;
pub mod safe;
mod settings;
pub mod signature;
mod team;
#[cfg(test)]
mod tests;
mod who;
pub mod wire;

pub use check::{Finding, Grade};
pub use client::Chatwoot;
pub use decision::{
    Allowed, Attachment, AttachmentKind, Author, Decision, Echo, Ignored, Incoming, Origin, Standing, Status,
    Switch, Takeover, Undelivered,
};
pub use intake::{Outcome, Pause, Taken, take};
pub use mark::{Echoes, row_of};
pub use post::Unsayable;
pub use reconcile::{Found, Reconciler};
pub use settings::{Rate, Settings, Team, TeamPost, Template};
pub use wire::{DecodeError, decode, decode_within};
