//! Whether what a live server depends on answers.

use crate::ops::{Need, Probe};
use async_trait::async_trait;
use atrevete_adapters::{postgres::salon::PostgresCatalogue, redis::Redis};

/// The database: whether the salon can be read from it now.
pub(super) struct PostgresProbe(pub(super) PostgresCatalogue);

/// Redis.
pub(super) struct RedisProbe(pub(super) Redis);

#[async_trait]
impl Probe for PostgresProbe {
    fn name(&self) -> &'static str {
        "postgres"
    }
    fn need(&self) -> Need {
        Need::Vital
    }
    async fn alive(&self) -> bool {
        self.0.answers().await
    }
}

#[async_trait]
impl Probe for RedisProbe {
    fn name(&self) -> &'static str {
        "redis"
    }
    fn need(&self) -> Need {
        Need::Helpful
    }
    async fn alive(&self) -> bool {
        self.0.alive().await
    }
}
