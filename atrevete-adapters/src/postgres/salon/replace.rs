//! Another salon in the place of the one that stands there: what the seed and a list of services do.
//!
//! Invariant: what a look says is what writing does: both do the same work, and the look takes it back.

use super::{Author, Remembered, SalonError, changes_since, last_change, load, revision, write};
use atrevete_domain::salon::Salon;
use sqlx::PgPool;

/// Whether a change is to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// See what it would change.
    Look,
    /// Change it.
    Write,
}

/// The salon and its revision, for whoever means to change it; `None` before the first seed.
///
/// # Errors
/// When it cannot be read.
pub async fn read(pool: &PgPool) -> Result<Option<(i64, Salon)>, SalonError> {
    let mut snapshot = pool.begin_with("begin isolation level repeatable read read only").await?;
    let Some(rev) = revision(&mut snapshot).await? else { return Ok(None) };
    let salon = load(&mut snapshot).await?;
    snapshot.commit().await?;
    Ok(Some((rev, salon)))
}

/// Writes `salon` over the one that was read at revision `over` (`None`: there was none), and says what that changes.
///
/// # Errors
/// [`SalonError::Moved`] when somebody else changed it meanwhile; what the database refuses.
pub async fn replace(
    pool: &PgPool,
    salon: &Salon,
    over: Option<i64>,
    author: &Author,
    intent: Intent,
) -> Result<Vec<Remembered>, SalonError> {
    let mut work = pool.begin().await?;
    // Agendas before the salon, as whoever enters a closure locks them.
    sqlx::query!("select id from stylists order by id for no key update").fetch_all(&mut *work).await?;
    let now = sqlx::query_scalar!("select rev from salon for update").fetch_optional(&mut *work).await?;
    if now != over {
        return Err(SalonError::Moved);
    }
    let last = last_change(&mut work).await?;
    write(&mut work, salon, author).await?;
    let changes = changes_since(&mut work, last).await?;
    match intent {
        Intent::Look => {
            // What is checked at the end of a transaction is checked by a look too.
            sqlx::query!("set constraints all immediate").execute(&mut *work).await?;
            work.rollback().await?;
        }
        Intent::Write => work.commit().await?,
    }
    Ok(changes)
}
