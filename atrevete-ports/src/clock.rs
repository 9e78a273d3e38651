//! The time, from outside.

use atrevete_domain::values::Instant;

/// Tells the time. One clock a process; a step's `now` is read once.
#[cfg_attr(test, mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present instant. Never runs backwards by more than the clock's own correction.
    fn now(&self) -> Instant;
}
