//! The salon as data, cached.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::salon::Salon;
use std::sync::Arc;

/// The salon's present data, for what needs no snapshot: quiet hours, zone, policy of timers.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// The salon. May be a few seconds old; whoever offers or takes a time uses the salon of its
    /// [`Snapshot`](crate::Snapshot) instead.
    ///
    /// # Errors
    /// Only when it was never loaded.
    async fn salon(&self) -> Result<Arc<Salon>, PortError>;
}
