//! Adapters: everything the salon's assistant needs from outside, one module per thing.
//!
//! Invariants: no adapter imports another, and none holds a rule; a vendor's fields and statuses are named in that
//! vendor's `wire.rs` alone.

pub mod chatwoot;
pub mod http;
pub mod import;
pub mod postgres;
pub mod redis;
pub mod salon_file;
pub mod spanish;
pub mod stripe;
pub mod transcribe;
