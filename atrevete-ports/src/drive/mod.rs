//! The driver: the only code that sequences ports.
//!
//! An event is taken from the inbox, read once, handled by a pure machine over facts of one snapshot, and committed with
//! all that follows from it; effects leave through the outbox. Whoever runs it calls [`Driver::step`],
//! [`Driver::relay`] and [`Driver::wake`] as often as they have something to do; nothing here sleeps or spawns.
//!
//! Invariants: no outside call is made under a lock; the same input is tried again with fresh facts, never another one;
//! the last thing read before a message leaves is who owns the conversation.

mod audit;
mod desk;
mod gather;
mod handle;
mod import;
mod intake;
mod perform;
mod provider;
mod relay;
mod tell;
#[cfg(test)]
mod tests;
mod wake;
mod words;

pub use audit::{Difference, differences};
pub use desk::StaffAnswer;
pub use import::{Fate, Import, Newcomer, Plan, Promised};

use crate::{
    Calendar, Catalogue, Clock, Customers, Inbox, Language, Messenger, Notifications, Outbox, Payments,
    PortError, Store, Timers, Transcriber,
};
use atrevete_domain::{dialogue::Lexicon, salon::Salon};
use chrono::TimeDelta;
use std::sync::{Arc, Mutex, PoisonError};

/// The ports that a driver works with.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the port of its name")]
pub struct Ports {
    pub store: Arc<dyn Store>,
    pub inbox: Arc<dyn Inbox>,
    pub outbox: Arc<dyn Outbox>,
    pub timers: Arc<dyn Timers>,
    pub customers: Arc<dyn Customers>,
    pub catalogue: Arc<dyn Catalogue>,
    pub calendar: Arc<dyn Calendar>,
    pub payments: Arc<dyn Payments>,
    pub notifications: Arc<dyn Notifications>,
    pub messenger: Arc<dyn Messenger>,
    pub language: Arc<dyn Language>,
    pub clock: Arc<dyn Clock>,
}

/// The driver's own numbers; a salon's numbers are its policy.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds of loading facts after which a step that still asks for more is a defect.
    pub rounds: u8,
    /// Tries of the same input after a refused or stale commit.
    pub tries: u8,
    /// Failures of one event (a reader that does not answer, a defect) after which a person gets it.
    pub failures: u8,
    /// How long messages wait for the rest of a burst.
    pub quiet: TimeDelta,
    /// How long a page is tried to be shut before the desk hears that the provider is silent.
    pub unreachable_after: TimeDelta,
    /// How long before a hold's end a page is no longer worth opening.
    pub no_page_within: TimeDelta,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rounds: 4,
            tries: 5,
            failures: 3,
            quiet: TimeDelta::milliseconds(1500),
            unreachable_after: TimeDelta::seconds(20),
            no_page_within: TimeDelta::minutes(5),
        }
    }
}

/// Sequences the ports.
#[derive(Clone)]
pub struct Driver {
    ports: Ports,
    settings: Settings,
    /// Who listens to voice notes; without one, customers are asked to write.
    transcriber: Option<Arc<dyn Transcriber>>,
    /// The names of the salon that was read last: made anew only when the salon's data change.
    lexicon: Arc<Mutex<Option<Named>>>,
}

/// A salon and its names.
type Named = (Arc<Salon>, Arc<Lexicon>);

/// Whether there was something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Worked {
    /// Something was done; there may be more.
    Yes,
    /// Nothing is ready.
    Idle,
}

impl Driver {
    /// A driver over these ports.
    pub fn new(ports: Ports, settings: Settings) -> Self {
        Self { ports, settings, transcriber: None, lexicon: Arc::default() }
    }

    /// The same with somebody who listens to voice notes.
    #[must_use]
    pub fn listening(self, transcriber: Arc<dyn Transcriber>) -> Self {
        Self { transcriber: Some(transcriber), ..self }
    }

    fn lexicon(&self, salon: &Arc<Salon>) -> Arc<Lexicon> {
        let mut kept = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, lexicon)) if Arc::ptr_eq(of, salon) => lexicon.clone(),
            Some(_) | None => {
                let lexicon = Arc::new(salon.lexicon());
                *kept = Some((salon.clone(), lexicon.clone()));
                lexicon
            }
        }
    }

    /// Handles the next ready event.
    ///
    /// # Errors
    /// When the inbox itself does not answer; a failure inside an event is counted on it and tried again later.
    pub async fn step(&self) -> Result<Worked, PortError> {
        let now = self.ports.clock.now();
        let Some(claim) = self.ports.inbox.claim(now).await? else {
            return Ok(Worked::Idle);
        };
        if self.handle(&claim, now).await.is_err() {
            let failures = claim.rows.first().map_or(0, |row| row.failures);
            self.ports.inbox.fail(&claim, now + backoff(failures.into())).await?;
        }
        Ok(Worked::Yes)
    }
}

/// 1, 2, 4 ... seconds, five minutes at most.
fn backoff(failures: u16) -> TimeDelta {
    TimeDelta::seconds(1_i64 << failures.min(8)).min(TimeDelta::minutes(5))
}
