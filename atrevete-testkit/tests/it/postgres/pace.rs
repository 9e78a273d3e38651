//! How fast it is. Figures, not promises: run by hand, with a server that writes to its disk.
//!
//! `ATREVETE_DURABLE=1 scripts/with-services cargo test --release -p atrevete-testkit --test it pace -- --ignored --nocapture`

use super::{
    contracts::{clock, epoch, now, served},
    rows, seen,
};
use crate::database::wait;
use atrevete_domain::{
    dialogue::{Act, ChannelId, ThreadId},
    values::Instant,
};
use atrevete_ports::{Contact, Event, Inbox as _, InboxLane, Incoming, NewEvent, Said};
use atrevete_testkit::{
    Rows, World, contract, demo,
    exec::block_on,
    fakes::{ScriptedLanguage, heard},
};
use std::{
    sync::Arc,
    time::{Duration, Instant as Wall},
};

fn text(lane: usize, key: &str, at: Instant) -> NewEvent {
    let channel = ChannelId(format!("pace:{lane}"));
    let from = Contact { thread: ThreadId(channel.0.clone()), phone: None, profile: None };
    let message =
        Incoming { from, said: Said::Text("Hola, ¿tenéis hueco mañana?".to_owned()), sent_at: at };
    NewEvent::now(InboxLane::Channel(channel), key, Event::Message(message), at)
}

fn percentile(times: &mut [Duration], of: usize) -> Duration {
    times.sort();
    times[(times.len() - 1) * of / 100]
}

#[test]
#[ignore = "figures, run by hand"]
fn events_stored_at_a_steady_pace_and_as_fast_as_it_goes() {
    if !served("pace") {
        return;
    }
    let rows = block_on(rows("pace", contract::salon(), epoch(), clock())).unwrap();
    let store = rows.store.clone();
    let mut steady = wait(async move {
        let mut puts = Vec::new();
        for n in 0..1_000 {
            let store = store.clone();
            let begun = Wall::now();
            puts.push(tokio::spawn(async move {
                let began = Wall::now();
                let _ = store.put(text(n % 100, &format!("steady {n}"), now())).await.unwrap();
                began.elapsed()
            }));
            tokio::time::sleep(Duration::from_millis(5).saturating_sub(begun.elapsed())).await;
        }
        let mut times = Vec::new();
        for put in puts {
            times.push(put.await.unwrap());
        }
        times
    });
    println!("put at 200/s: p50 {:?}, p99 {:?}", percentile(&mut steady, 50), percentile(&mut steady, 99));
    let store = rows.store.clone();
    let took = wait(async move {
        let began = Wall::now();
        let workers: Vec<_> = (0..16)
            .map(|worker| {
                let store = store.clone();
                tokio::spawn(async move {
                    for n in 0..1_000 {
                        let _ = store
                            .put(text(worker * 50 + n % 50, &format!("{worker} {n}"), now()))
                            .await
                            .unwrap();
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        began.elapsed()
    });
    println!("put on 16 connections: {:.0}/s", 16_000.0 / took.as_secs_f64());
}

#[test]
#[ignore = "figures, run by hand"]
fn messages_from_their_claim_to_their_commit() {
    if !served("pace") {
        return;
    }
    let made = std::cell::RefCell::new(None);
    let make = |salon, epoch, clock| {
        let rows = Arc::new(block_on(rows("pace", salon, epoch, clock)).unwrap());
        *made.borrow_mut() = Some(rows.clone());
        rows as Arc<dyn Rows>
    };
    let world = World::over(&make, demo::salon(), now(), Arc::new(ScriptedLanguage::default()));
    let rows = made.take().unwrap();
    for n in 0..500 {
        let mut event = text(n, &format!("m {n}"), now());
        event.heard = Some(heard(vec![Act::Greet], now()));
        seen::put(&rows, event);
    }
    let mut times = Vec::new();
    for _ in 0..500 {
        let driver = world.driver.clone();
        let began = Wall::now();
        let _ = wait(async move { driver.step().await }).unwrap();
        times.push(began.elapsed());
    }
    println!("claim to commit: p50 {:?}, p99 {:?}", percentile(&mut times, 50), percentile(&mut times, 99));
}
