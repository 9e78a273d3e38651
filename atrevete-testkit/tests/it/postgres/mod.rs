//! The store over PostgreSQL keeps what the one in memory keeps: contracts, stories, races.
//!
//! [`PgRows`] is the store as a world takes it. Its ports run on the databases' own runtime, so that a world that has
//! none can wait for them.

#![expect(clippy::unwrap_used, reason = "a server that does not answer fails the test")]

mod contracts;
mod pace;
mod races;
mod seen;
mod stories;

use crate::database::{Database, fresh, on, wait};
use async_trait::async_trait;
use atrevete_adapters::postgres::{
    PgStore,
    salon::{self, Author, PostgresCatalogue, SalonCache},
};
use atrevete_domain::{
    dialogue::{ChannelId, Heard},
    facts::Needs,
    salon::Salon,
    values::{CauseId, ConversationId, CustomerId, Epoch, Instant, Phone},
};
use atrevete_ports::{
    Addressee, Catalogue, Claim, Clock, Commit, Committed, Customers, Inbox, NewEvent, Outbox, OutboxId,
    OutboxRow, PortError, Put, Scope, Settled, Snapshot, Store, StoredTalk, Timer, Timers,
};
use atrevete_testkit::rows::Race;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// A database as a world takes it.
pub(crate) struct PgRows {
    pub(crate) store: PgStore,
    catalogue: PostgresCatalogue,
    clock: Arc<dyn Clock>,
    races: Mutex<VecDeque<Race>>,
    database: Arc<Database>,
}

/// A fresh store of this salon; `None` where there is no server.
pub(crate) async fn rows(name: &str, of: Salon, epoch: Epoch, clock: Arc<dyn Clock>) -> Option<PgRows> {
    let database = Arc::new(fresh(name).await?);
    Some(rows_in(database, of, epoch, clock).await)
}

/// A store of this salon in an empty database.
async fn rows_in(database: Arc<Database>, of: Salon, epoch: Epoch, clock: Arc<dyn Clock>) -> PgRows {
    let pool = database.pool.clone();
    let author = Author { who: "test".to_owned(), at: clock.now() };
    on(async move {
        let mut tx = pool.begin().await.unwrap();
        salon::write(&mut tx, &of, &author).await.unwrap();
        sqlx::query("update salon set epoch = $1").bind(epoch.0).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    })
    .await;
    let cache = Arc::new(SalonCache::default());
    let pool = database.pool.clone();
    let catalogue = PostgresCatalogue::new(pool.clone(), cache.clone());
    let store = PgStore::new(pool, cache, clock.clone());
    PgRows { store, catalogue, clock, races: Mutex::default(), database }
}

#[async_trait]
impl Store for PgRows {
    async fn conversation(&self, channel: &ChannelId) -> Result<Option<StoredTalk>, PortError> {
        let (store, channel) = (self.store.clone(), channel.clone());
        on(async move { store.conversation(&channel).await }).await
    }

    async fn facts(&self, scope: Scope, needs: &Needs) -> Result<Snapshot, PortError> {
        let (store, needs) = (self.store.clone(), needs.clone());
        on(async move { store.facts(scope, &needs).await }).await
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, PortError> {
        let race = self.races.lock().unwrap().pop_front();
        if let Some(race) = race {
            race(self);
        }
        let store = self.store.clone();
        on(async move { store.commit(commit).await }).await
    }

    async fn addressee(&self, conversation: ConversationId) -> Result<Option<Addressee>, PortError> {
        let store = self.store.clone();
        on(async move { store.addressee(conversation).await }).await
    }
}

#[async_trait]
impl Inbox for PgRows {
    async fn put(&self, event: NewEvent) -> Result<Put, PortError> {
        let store = self.store.clone();
        on(async move { store.put(event).await }).await
    }

    async fn claim(&self, now: Instant) -> Result<Option<Claim>, PortError> {
        let store = self.store.clone();
        on(async move { Inbox::claim(&store, now).await }).await
    }

    async fn keep(&self, row: CauseId, heard: &Heard) -> Result<(), PortError> {
        let (store, heard) = (self.store.clone(), heard.clone());
        on(async move { store.keep(row, &heard).await }).await
    }

    async fn fail(&self, claim: &Claim, again: Instant) -> Result<(), PortError> {
        let (store, claim) = (self.store.clone(), claim.clone());
        on(async move { store.fail(&claim, again).await }).await
    }
}

#[async_trait]
impl Outbox for PgRows {
    async fn claim(&self, now: Instant) -> Result<Option<OutboxRow>, PortError> {
        let store = self.store.clone();
        on(async move { Outbox::claim(&store, now).await }).await
    }

    async fn settle(
        &self,
        row: OutboxId,
        how: Settled,
        now: Instant,
        answers: Vec<NewEvent>,
    ) -> Result<(), PortError> {
        let store = self.store.clone();
        on(async move { store.settle(row, how, now, answers).await }).await
    }

    async fn later(&self, row: OutboxId, again: Instant, generation: u16) -> Result<(), PortError> {
        let store = self.store.clone();
        on(async move { store.later(row, again, generation).await }).await
    }
}

#[async_trait]
impl Timers for PgRows {
    async fn due(&self, now: Instant) -> Result<Vec<Timer>, PortError> {
        let store = self.store.clone();
        on(async move { store.due(now).await }).await
    }

    async fn fire(&self, timer: &Timer, now: Instant) -> Result<(), PortError> {
        let (store, timer) = (self.store.clone(), timer.clone());
        on(async move { store.fire(&timer, now).await }).await
    }
}

#[async_trait]
impl Customers for PgRows {
    async fn identify(
        &self,
        channel: &ChannelId,
        phone: Option<Phone>,
    ) -> Result<Option<CustomerId>, PortError> {
        let (store, channel) = (self.store.clone(), channel.clone());
        on(async move { store.identify(&channel, phone).await }).await
    }

    async fn reach(&self, customer: CustomerId) -> Result<Option<ChannelId>, PortError> {
        let store = self.store.clone();
        on(async move { store.reach(customer).await }).await
    }
}

#[async_trait]
impl Catalogue for PgRows {
    async fn salon(&self) -> Result<Arc<Salon>, PortError> {
        let catalogue = self.catalogue.clone();
        on(async move { catalogue.salon().await }).await
    }
}

/// Nothing in the database is stuck at this instant.
pub(crate) fn nothing_is_stuck(rows: &PgRows, now: Instant) {
    let store = rows.store.clone();
    let stuck = wait(async move { store.stuck(now).await }).unwrap();
    assert!(stuck.is_empty(), "{stuck:?}");
}
