//! The outside world behind the ports: the rule-based reader of Spanish and the services the salon uses.
//!
//! Invariants: no adapter imports another, and none holds a rule; a vendor's fields and statuses are named in that
//! vendor's `wire.rs` alone.

pub mod chatwoot;
