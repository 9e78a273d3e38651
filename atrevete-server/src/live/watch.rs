//! Once a minute: rows that must never exist, and messages that had to be sent again.

use super::House;
use crate::{
    ops::Metrics,
    workers::{Chore, Every},
};
use async_trait::async_trait;
use atrevete_adapters::{chatwoot::Chatwoot, postgres::PgStore};
use atrevete_ports::{Clock, PortError, drive::Worked};
use std::{sync::Arc, time::Duration};

/// Between two looks.
const EVERY: Duration = Duration::from_mins(1);

/// Counts, shows and complains.
pub(super) struct Watch {
    store: PgStore,
    chatwoot: Arc<Chatwoot>,
    clock: Arc<dyn Clock>,
    metrics: Arc<Metrics>,
    every: Every,
}

impl Watch {
    pub(super) fn new(store: PgStore, house: &House) -> Self {
        let (chatwoot, clock) = (Arc::clone(&house.chatwoot), Arc::clone(&house.clock));
        Self { store, chatwoot, clock, metrics: Arc::clone(&house.metrics), every: Every::new(EVERY) }
    }
}

#[async_trait]
impl Chore for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    async fn once(&self) -> Result<Worked, PortError> {
        if !self.every.due() {
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
