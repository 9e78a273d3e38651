//! Once a minute: rows that must never exist, and messages that had to be sent again.

use super::House;
use crate::{ops::Metrics, workers::Chore};
use async_trait::async_trait;
use atrevete_adapters::{chatwoot::Chatwoot, postgres::PgStore};
use atrevete_ports::{Clock, PortError, drive::Worked};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant as Moment;

/// Between two looks.
const EVERY: Duration = Duration::from_mins(1);

/// Counts, shows and complains.
pub(super) struct Watch {
    store: PgStore,
    chatwoot: Arc<Chatwoot>,
    clock: Arc<dyn Clock>,
    metrics: Arc<Metrics>,
    next: Mutex<Option<Moment>>,
}

impl Watch {
    pub(super) fn new(store: PgStore, house: &House) -> Self {
        let (chatwoot, clock) = (Arc::clone(&house.chatwoot), Arc::clone(&house.clock));
        Self { store, chatwoot, clock, metrics: Arc::clone(&house.metrics), next: Mutex::default() }
    }

    fn due(&self) -> bool {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Moment::now();
        let due = next.is_none_or(|at| at <= now);
        if due {
            *next = Some(now + EVERY);
        }
        due
    }
}

#[async_trait]
impl Chore for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    async fn once(&self) -> Result<Worked, PortError> {
        if !self.due() {
            return Ok(Worked::Idle);
        }
        let stuck = self.store.stuck(self.clock.now()).await?;
        if !stuck.is_empty() {
            tracing::error!(?stuck, "rows that should not exist");
        }
        for (kind, count) in [
            ("hold", stuck.holds),
            ("timer", stuck.timers),
            ("lane", stuck.lanes),
            ("effect", stuck.effects),
            ("money", stuck.money),
        ] {
            self.metrics.stuck(kind, count);
        }
        self.metrics.resends(self.chatwoot.resends());
        Ok(Worked::Idle)
    }
}
