//! The rule-based reader of Spanish: works without any outside service.
//!
//! Text becomes [`tokens`] that remember where they stood; [`time`] finds every expression of time among them.
//! Invariant: nothing here computes a date; symbols are resolved by the domain.

pub mod numbers;
pub mod time;
pub mod tokens;
