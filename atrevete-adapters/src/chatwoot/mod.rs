//! Chatwoot: what its webhook says.
//!
//! Invariants: nothing but ids is required of a payload, and an unknown field never matters; a payload that is not for
//! Maite is an answer with a reason, not an error, so that Chatwoot does not send it again.

mod decision;
mod field;
#[cfg(test)]
mod tests;
pub mod wire;

pub use decision::{
    Allowed, Attachment, AttachmentKind, Author, Decision, Ignored, Incoming, Origin, Status, Switch,
    Takeover,
};
pub use wire::{DecodeError, decode, decode_within};
