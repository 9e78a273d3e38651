//! The fakes keep the ports' contracts.

use atrevete_domain::values::{CauseId, CheckoutId, Epoch, Id as _, Instant};
use atrevete_ports::Clock;
use atrevete_testkit::{
    Rows as _,
    contract::{self, StoreUnderTest},
    exec::block_on,
    fakes::{FakeCalendar, FakeStripe, ManualClock, MemoryStore},
};
use chrono::TimeDelta;
use std::sync::Arc;

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(Instant::UNIX_EPOCH + TimeDelta::days(20_522) + TimeDelta::hours(9)))
}

fn memory() -> StoreUnderTest {
    let epoch = Epoch(CauseId::named("test", "epoch").uuid());
    let store = Arc::new(MemoryStore::new(contract::salon(), epoch, clock()));
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

#[test]
fn the_store_in_memory_keeps_the_stores_contract() {
    block_on(contract::store(async || memory()));
}

#[test]
fn the_store_in_memory_keeps_the_queues_contract() {
    block_on(contract::queues(async || memory()));
}

#[test]
fn the_payment_provider_in_memory_keeps_its_contract() {
    block_on(contract::payments(
        async || FakeStripe::new(clock()),
        async |stripe: &FakeStripe, page: CheckoutId| {
            stripe.pay(page).expect("the page is open");
        },
    ));
}

#[test]
fn the_calendars_in_memory_keep_their_contract() {
    block_on(contract::calendar(
        async || FakeCalendar::default(),
        async |calendar: &FakeCalendar, stylist, span| calendar.outside(stylist, span),
        async |calendar: &FakeCalendar, id| {
            calendar.event(id).map(|(event, _)| event.stylist).into_iter().collect()
        },
    ));
}
