//! Wake-ups for workers that have nothing to do.
//!
//! Invariant: a bell is speed and never truth: who is not woken looks by itself a moment later.

use std::sync::Arc;
use tokio::sync::{Notify, futures::Notified};

/// Rung when something was stored that a worker may do.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes everybody who waits.
    pub fn ring(&self) {
        self.0.notify_waiters();
    }

    /// The next ring. Counts from this call on, not from its first poll.
    pub fn rung(&self) -> Notified<'_> {
        self.0.notified()
    }
}

impl From<Arc<Notify>> for Bell {
    fn from(notify: Arc<Notify>) -> Self {
        Self(notify)
    }
}
