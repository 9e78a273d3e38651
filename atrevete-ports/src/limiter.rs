//! How often something may be tried.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::values::Instant;

/// Whose tries are counted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket {
    /// What is tried, in a word of our own (`wrong-token`).
    pub what: &'static str,
    /// By whom: an address or an id.
    pub who: String,
    /// Tries that are let through within one minute.
    pub most: u32,
}

/// Whether one more try is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Pass {
    /// It is.
    Go,
    /// It is not, until this instant.
    Wait(Instant),
}

/// Counts tries by the minute.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Limiter: Send + Sync {
    /// Counts one try and says whether it is let through.
    ///
    /// # Errors
    /// When the counter does not answer: that is no permission.
    async fn pass(&self, bucket: &Bucket, now: Instant) -> Result<Pass, PortError>;
}
