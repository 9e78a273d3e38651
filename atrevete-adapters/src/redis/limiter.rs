//! Tries counted by the minute, in Redis for all processes, or in this one alone while Redis is away.

use super::Redis;
use async_trait::async_trait;
use atrevete_domain::values::Instant;
use atrevete_ports::{Bucket, Limiter, Pass, PortError};
use chrono::DateTime;
use deadpool_redis::redis::Script;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Buckets kept in this process; beyond, the oldest minutes are dropped first.
const KEPT: usize = 10_000;

/// Counts and lets the count end by itself, in one go.
const COUNT: &str = "local n = redis.call('INCR', KEYS[1]) \
                     if n == 1 then redis.call('EXPIRE', KEYS[1], 120) end return n";

#[async_trait]
impl Limiter for Redis {
    async fn pass(&self, bucket: &Bucket, now: Instant) -> Result<Pass, PortError> {
        let script = Script::new(COUNT);
        let minute = minute(now);
        let mut call = script.prepare_invoke();
        call.key(format!("limit:{}:{}:{minute}", bucket.what, bucket.who));
        let counted = tokio::time::timeout(super::PATIENCE, async {
            let mut connection = self.pool.get().await.map_err(super::fault)?;
            call.invoke_async::<u32>(&mut connection).await.map_err(super::fault)
        });
        Ok(verdict(counted.await.map_err(super::fault)??, bucket.most, minute))
    }
}

/// Counts in this process.
#[derive(Debug, Default)]
pub struct LocalLimiter {
    counts: Mutex<BTreeMap<(i64, &'static str, String), u32>>,
}

#[async_trait]
impl Limiter for LocalLimiter {
    async fn pass(&self, bucket: &Bucket, now: Instant) -> Result<Pass, PortError> {
        let minute = minute(now);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|(at, _, _), _| *at >= minute);
        while counts.len() >= KEPT {
            counts.pop_first();
        }
        let count = counts.entry((minute, bucket.what, bucket.who.clone())).or_default();
        *count = count.saturating_add(1);
        Ok(verdict(*count, bucket.most, minute))
    }
}

/// The first, and the second while the first does not answer: a limit never turns into "unlimited".
pub struct Fallback {
    first: Arc<dyn Limiter>,
    second: Arc<dyn Limiter>,
}

impl Fallback {
    /// Asks `first`, and `second` when it does not answer.
    pub fn new(first: Arc<dyn Limiter>, second: Arc<dyn Limiter>) -> Self {
        Self { first, second }
    }
}

#[async_trait]
impl Limiter for Fallback {
    async fn pass(&self, bucket: &Bucket, now: Instant) -> Result<Pass, PortError> {
        match self.first.pass(bucket, now).await {
            Ok(pass) => Ok(pass),
            Err(_) => self.second.pass(bucket, now).await,
        }
    }
}

fn minute(now: Instant) -> i64 {
    now.timestamp().div_euclid(60)
}

fn verdict(count: u32, most: u32, minute: i64) -> Pass {
    if count <= most {
        return Pass::Go;
    }
    Pass::Wait(DateTime::from_timestamp((minute + 1) * 60, 0).expect("the minute after an instant is one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(who: &str) -> Bucket {
        Bucket { what: "wrong-token", who: who.to_owned(), most: 3 }
    }

    fn at(second: i64) -> Instant {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[tokio::test]
    async fn the_surplus_waits_for_the_next_minute_and_others_do_not() {
        let limiter = LocalLimiter::default();
        for _ in 0..3 {
            assert_eq!(limiter.pass(&bucket("a"), at(70)).await.unwrap(), Pass::Go);
        }
        assert_eq!(limiter.pass(&bucket("a"), at(119)).await.unwrap(), Pass::Wait(at(120)));
        assert_eq!(limiter.pass(&bucket("b"), at(119)).await.unwrap(), Pass::Go);
        assert_eq!(limiter.pass(&bucket("a"), at(120)).await.unwrap(), Pass::Go);
    }

    #[tokio::test]
    async fn without_redis_it_is_counted_here() {
        let nowhere = Redis::at("redis://127.0.0.1:1/0").unwrap();
        let limiter = Fallback::new(Arc::new(nowhere), Arc::new(LocalLimiter::default()));
        for _ in 0..3 {
            assert_eq!(limiter.pass(&bucket("a"), at(0)).await.unwrap(), Pass::Go);
        }
        assert_eq!(limiter.pass(&bucket("a"), at(0)).await.unwrap(), Pass::Wait(at(60)));
    }
}
