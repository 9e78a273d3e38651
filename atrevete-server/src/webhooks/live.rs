//! Deliveries of the real Chatwoot: into the inbox of the driver, and what was never delivered after them.
//!
//! Invariants: a delivery is acknowledged as soon as it is stored; what else Chatwoot shall show follows after the answer
//! and its failure is nobody's trouble: the next pass of the reconciler sees the same.

use super::{Door, Reception, Untaken};
use crate::workers::{Bell, Chore, Every};
use async_trait::async_trait;
use atrevete_adapters::chatwoot::{Chatwoot, Decision, Reconciler, Taken, take};
use atrevete_domain::values::Instant;
use atrevete_ports::{
    Clock, PortError,
    drive::{Driver, Worked},
};
use chrono::TimeDelta;
use std::{sync::Arc, time::Duration};

/// How far back the reconciler looks: a channel's window, beyond which nobody expects an answer.
const WINDOW: TimeDelta = TimeDelta::hours(24);

/// Takes deliveries for a driver.
pub struct Live {
    driver: Driver,
    chatwoot: Arc<Chatwoot>,
    door: Door,
    clock: Arc<dyn Clock>,
    bell: Bell,
}

impl Live {
    /// Takes deliveries through this door.
    pub fn new(
        driver: Driver,
        chatwoot: Arc<Chatwoot>,
        door: Door,
        clock: Arc<dyn Clock>,
        bell: Bell,
    ) -> Arc<Self> {
        Arc::new(Self { driver, chatwoot, door, clock, bell })
    }
}

#[async_trait]
impl Reception for Live {
    fn door(&self) -> &Door {
        &self.door
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    async fn take(self: Arc<Self>, decision: Arc<Decision>) -> Result<Taken, Untaken> {
        self.chatwoot.learn(&decision);
        let taken = take(&self.driver, &decision, self.clock.now()).await.map_err(|error| {
            tracing::error!(%error, "the inbox does not answer");
            Untaken
        })?;
        self.bell.ring();
        if let Some(pause) = taken.pause.clone() {
            let chatwoot = Arc::clone(&self.chatwoot);
            tokio::spawn(async move {
                if let Err(error) = chatwoot.pause(&pause.thread, &pause.name).await {
                    tracing::warn!(%error, "a conversation does not show yet that a person has it");
                }
            });
        }
        Ok(taken)
    }
}

/// Finds what was never delivered, every so often.
pub struct CatchUp {
    driver: Driver,
    chatwoot: Arc<Chatwoot>,
    reconciler: Reconciler,
    /// Before this instant Maite did not answer in this salon.
    since: Instant,
    every: Every,
    clock: Arc<dyn Clock>,
}

impl CatchUp {
    /// Looks through the inboxes of `door`, at once and then each time `every` has passed. `since` is when Maite began to
    /// answer in this salon: nothing older is touched.
    pub fn new(
        driver: Driver,
        chatwoot: Arc<Chatwoot>,
        door: &Door,
        clock: Arc<dyn Clock>,
        since: Instant,
        every: Duration,
    ) -> Self {
        let reconciler = Reconciler::new(Arc::clone(&chatwoot), door.allowed.clone());
        Self { driver, chatwoot, reconciler, since, every: Every::new(every), clock }
    }
}

#[async_trait]
impl Chore for CatchUp {
    fn name(&self) -> &'static str {
        "reconcile"
    }

    async fn once(&self) -> Result<Worked, PortError> {
        if !self.every.due() {
            return Ok(Worked::Idle);
        }
        let now = self.clock.now();
        for found in self.reconciler.pass(self.since.max(now - WINDOW)).await? {
            for decision in &found.decisions {
                self.chatwoot.learn(decision);
                let taken = take(&self.driver, decision, now).await?;
                if let Some(pause) = taken.pause {
                    self.chatwoot.pause(&pause.thread, &pause.name).await?;
                }
            }
            self.reconciler.stored(&found);
        }
        Ok(Worked::Idle)
    }
}
