//! Chatwoot: what its webhook says.
//!
//! Invariants: nothing but ids is required of a payload, and an unknown field never matters; a payload that is not for
//! Maite is an answer with a reason, not an error, so that Chatwoot does not send it again.

mod attachment;
mod decision;
mod field;
pub mod fit;
pub mod safe;
#[cfg(test)]
mod tests;
mod who;
pub mod wire;

pub use decision::{
    Allowed, Attachment, AttachmentKind, Author, Decision, Echo, Ignored, Incoming, Origin, Standing, Status,
    Switch, Takeover, Undelivered,
};
pub use wire::{DecodeError, decode, decode_within};
