//! The salon in memory, as long as its revision stands.
//!
//! Invariant: what is kept is at least as new as its revision says, so that a moved revision is always noticed.

use super::{SalonError, load, revision};
use async_trait::async_trait;
use atrevete_domain::salon::Salon;
use atrevete_ports::{Catalogue, Fault, PortError};
use sqlx::{PgConnection, PgPool};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The last salon that was read, with its revision; shared by whoever reads.
#[derive(Debug, Default)]
pub struct SalonCache(Mutex<Option<(i64, Arc<Salon>)>>);

impl SalonCache {
    /// The salon as the transaction of `db` sees it: read again only where its revision differs from the kept one.
    ///
    /// # Errors
    /// When it cannot be read, or before the first seed.
    pub async fn current(&self, db: &mut PgConnection) -> Result<Arc<Salon>, SalonError> {
        let now = revision(db).await?.ok_or(SalonError::Nothing)?;
        if let Some((rev, salon)) = &*self.kept()
            && *rev == now
        {
            return Ok(salon.clone());
        }
        let salon = Arc::new(load(db).await?);
        let mut kept = self.kept();
        // An old snapshot reads an old salon: that is its own affair.
        if kept.as_ref().is_none_or(|(rev, _)| *rev < now) {
            *kept = Some((now, salon.clone()));
        }
        Ok(salon)
    }

    /// The salon that was read last.
    pub fn last(&self) -> Option<Arc<Salon>> {
        self.kept().as_ref().map(|(_, salon)| salon.clone())
    }

    /// A thread that panicked while it looked left a whole value behind.
    fn kept(&self) -> MutexGuard<'_, Option<(i64, Arc<Salon>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The catalogue port over the database.
#[derive(Debug, Clone)]
pub struct PostgresCatalogue {
    pool: PgPool,
    cache: Arc<SalonCache>,
}

impl PostgresCatalogue {
    /// The salon of this database; the cache is shared with the store, which reads it in its own snapshots.
    pub fn new(pool: PgPool, cache: Arc<SalonCache>) -> Self {
        Self { pool, cache }
    }

    async fn read(&self) -> Result<Arc<Salon>, SalonError> {
        let mut snapshot = self.pool.begin_with("begin isolation level repeatable read read only").await?;
        let salon = self.cache.current(&mut snapshot).await?;
        snapshot.commit().await?;
        Ok(salon)
    }
}

#[async_trait]
impl Catalogue for PostgresCatalogue {
    /// While the database does not answer, the salon that was read last.
    async fn salon(&self) -> Result<Arc<Salon>, PortError> {
        match self.read().await {
            Ok(salon) => Ok(salon),
            Err(error) => self.cache.last().ok_or_else(|| fault(error)),
        }
    }
}

fn fault(error: SalonError) -> PortError {
    let fault = match error {
        SalonError::Sql(_) => Fault::Transient { retry_after: None },
        SalonError::Row(_) | SalonError::Nothing | SalonError::Moved => Fault::Misconfigured,
    };
    PortError::new("catalogue", fault).because(error)
}
