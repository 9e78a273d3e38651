//! Redis as it is, where there is one (`scripts/with-services`).

use super::services;
use atrevete_adapters::redis::{Redis, Topic};
use atrevete_ports::{Bucket, Limiter as _, Pass};
use chrono::DateTime;
use std::time::Duration;
use tokio::{sync::mpsc, time};

#[tokio::test]
async fn what_one_process_tells_another_hears() {
    let Some(url) = services::redis() else { return };
    let (teller, listener) = (Redis::at(&url).unwrap(), Redis::at(&url).unwrap());
    assert!(teller.alive().await);
    let (heard, mut hears) = mpsc::unbounded_channel();
    let listening =
        tokio::spawn(
            async move { listener.listen(|topic| heard.send(topic).expect("the test listens")).await },
        );
    // Whoever begins to listen is woken once for each topic: something may have been told before.
    for _ in 0..2 {
        time::timeout(Duration::from_secs(5), hears.recv()).await.expect("it listens").unwrap();
    }
    teller.tell(Topic::Payment).await.unwrap();
    let topic = time::timeout(Duration::from_secs(5), hears.recv()).await.expect("it hears");
    assert_eq!(topic, Some(Topic::Payment));
    listening.abort();
}

#[tokio::test]
async fn all_processes_count_together() {
    let Some(url) = services::redis() else { return };
    let (one, two) = (Redis::at(&url).unwrap(), Redis::at(&url).unwrap());
    let bucket = Bucket { what: "test", who: format!("process-{}", std::process::id()), most: 2 };
    let at = |second| DateTime::from_timestamp(second, 0).unwrap();
    assert_eq!(one.pass(&bucket, at(1)).await.unwrap(), Pass::Go);
    assert_eq!(two.pass(&bucket, at(2)).await.unwrap(), Pass::Go);
    assert_eq!(one.pass(&bucket, at(3)).await.unwrap(), Pass::Wait(at(60)));
    assert_eq!(two.pass(&bucket, at(61)).await.unwrap(), Pass::Go);
}
