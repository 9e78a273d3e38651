//! Redis: wake-ups, counters and copies. Speed, and never the truth.
//!
//! Invariants: nothing is kept here alone; whoever does not hear from Redis looks in the database a moment later; a
//! Redis that does not answer is told from one that answers "no".

mod limiter;
mod mirror;
mod wake;

pub use limiter::{Fallback, LocalLimiter};
pub use wake::Topic;

use atrevete_ports::{Fault, PortError};
use deadpool_redis::{
    Config, Pool, Runtime, Timeouts,
    redis::{AsyncCommands as _, Cmd, RedisError},
};
use std::time::Duration;
use thiserror::Error;

/// A call that takes longer has failed: the database would have been quicker.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is wrong with Redis' address. The address itself may hold a password and is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is no address of a Redis server, like redis://localhost:6379/0")]
pub struct AddressError;

/// Connections to one Redis.
#[derive(Clone)]
pub struct Redis {
    pool: Pool,
    client: deadpool_redis::redis::Client,
}

impl Redis {
    /// Connections to the server at `url`, made when they are needed.
    ///
    /// # Errors
    /// When it is no address.
    pub fn at(url: &str) -> Result<Self, AddressError> {
        let client = deadpool_redis::redis::Client::open(url).map_err(|_| AddressError)?;
        let pool = Config::from_url(url)
            .builder()
            .map_err(|_| AddressError)?
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) })
            .build()
            .map_err(|_| AddressError)?;
        Ok(Self { pool, client })
    }

    /// Whether the server answers.
    pub async fn alive(&self) -> bool {
        let mut ping = Cmd::new();
        ping.arg("PING");
        self.ask::<String>(&ping).await.is_ok()
    }

    async fn ask<T: deadpool_redis::redis::FromRedisValue>(&self, command: &Cmd) -> Result<T, PortError> {
        let answer = tokio::time::timeout(PATIENCE, async {
            let mut connection = self.pool.get().await.map_err(fault)?;
            command.query_async(&mut connection).await.map_err(fault)
        });
        answer.await.map_err(fault)?
    }

    async fn publish(&self, channel: &str, word: &str) -> Result<(), PortError> {
        let told = tokio::time::timeout(PATIENCE, async {
            let mut connection = self.pool.get().await.map_err(fault)?;
            connection.publish::<_, _, ()>(channel, word).await.map_err(|e: RedisError| fault(e))
        });
        told.await.map_err(fault)?
    }
}

impl std::fmt::Debug for Redis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redis(..)")
    }
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> PortError {
    PortError::new("redis", Fault::Transient { retry_after: None }).because(error)
}
