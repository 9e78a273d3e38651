//! What every implementation of a port must do, as suites that run against any of them.
//!
//! A suite takes a factory of fresh instances and panics with the promise that is broken. The fakes run them in this
//! crate's tests; the database, the embedded database and the vendors' adapters run the same ones in theirs.

mod outside;
mod queues;
mod rows;
mod store;

pub use outside::{calendar, messenger, payments};
pub use queues::queues;
pub use rows::salon;
pub use store::store;

use atrevete_domain::values::{Span, StylistId};
use atrevete_ports::{Customers, Inbox, Outbox, Store, Timers};
use std::sync::Arc;

/// A store with all the ports it implements, and the two hands that no port has.
pub struct StoreUnderTest {
    /// Rows.
    pub store: Arc<dyn Store>,
    /// Events.
    pub inbox: Arc<dyn Inbox>,
    /// Effects.
    pub outbox: Arc<dyn Outbox>,
    /// Timers.
    pub timers: Arc<dyn Timers>,
    /// People and channels.
    pub customers: Arc<dyn Customers>,
    /// Takes time out of a stylist's agenda, as the panel does.
    pub block: Box<dyn Fn(StylistId, Span) + Send + Sync>,
}

/// Fails with the promise that is broken.
#[track_caller]
fn promise(holds: bool, what: &str) {
    assert!(holds, "broken promise: {what}");
}
