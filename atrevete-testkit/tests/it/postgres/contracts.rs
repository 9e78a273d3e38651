//! The contract suites that the store in memory keeps.

use super::{nothing_is_stuck, rows};
use atrevete_domain::values::{CauseId, Epoch, Id as _, Instant};
use atrevete_ports::Clock;
use atrevete_testkit::{
    Rows as _,
    contract::{self, StoreUnderTest},
    exec::block_on,
    fakes::ManualClock,
};
use chrono::TimeDelta;
use std::sync::Arc;

/// The suites' present.
pub(super) fn now() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_522) + TimeDelta::hours(9)
}

pub(super) fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(now()))
}

pub(super) fn epoch() -> Epoch {
    Epoch(CauseId::named("test", "epoch").uuid())
}

async fn under_test() -> StoreUnderTest {
    let made = rows("the contract", contract::salon(), epoch(), clock()).await;
    let store = Arc::new(made.expect("there is a server, as was asked before"));
    let blocks = store.clone();
    StoreUnderTest {
        store: store.clone(),
        inbox: store.clone(),
        outbox: store.clone(),
        timers: store.clone(),
        customers: store,
        block: Box::new(move |stylist, span| blocks.block(stylist, span)),
    }
}

/// Whether there is a server to run against.
pub(super) fn served(name: &str) -> bool {
    let asked = block_on(rows(name, contract::salon(), epoch(), clock()));
    if let Some(rows) = &asked {
        nothing_is_stuck(rows, now());
    }
    asked.is_some()
}

#[test]
fn the_store_in_postgres_keeps_the_stores_contract() {
    if served("the stores' contract") {
        block_on(contract::store(async || under_test().await));
    }
}

#[test]
fn the_store_in_postgres_keeps_the_queues_contract() {
    if served("the queues' contract") {
        block_on(contract::queues(async || under_test().await));
    }
}
