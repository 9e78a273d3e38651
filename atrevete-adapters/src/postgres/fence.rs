//! Lanes: one table of them for the inbox, one for the outbox.
//!
//! Invariants: whoever puts something into a lane or gives it back holds the lane's row, and computes when it is ready
//! in a statement that comes after the one that locked it: computed in the same one, what is put meanwhile would sleep
//! for ever. A claim is known by its epoch, which no other claim of any lane ever has.

use super::error::Stop;
use atrevete_domain::values::Instant;
use chrono::TimeDelta;
use sqlx::{PgConnection, query, query_scalar};
use uuid::Uuid;

/// How long a claim is held without being given back.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The longest that a burst of messages holds its lane back.
pub(super) const BURST: TimeDelta = TimeDelta::seconds(6);

/// Locks an inbox lane if the claim still holds it.
pub(super) async fn hold_inbox(db: &mut PgConnection, lane: &str, epoch: u64) -> Result<bool, Stop> {
    let held = query_scalar!(
        "select true from lanes where lane = $1 and epoch = $2 and leased for update",
        lane,
        i64::try_from(epoch).unwrap_or(i64::MAX)
    )
    .fetch_optional(db)
    .await?;
    Ok(held.is_some())
}

/// Gives a locked inbox lane back, ready for what is left in it.
pub(super) async fn rest_inbox(db: &mut PgConnection, lane: &str, now: Instant) -> Result<(), Stop> {
    query!(
        "update lanes set leased = false, burst_since = $2, ready_order = nextval('lane_order'),
             ready_at = (select greatest(i.ready_at, $2) from inbox i
                         where i.lane = $1 and i.status = 'new' order by i.seq limit 1)
         where lane = $1",
        lane,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Locks the outbox lane of a row that has not ended.
pub(super) async fn hold_outbox(db: &mut PgConnection, row: Uuid) -> Result<Option<String>, Stop> {
    Ok(query_scalar!(
        "select lane from outbox_lanes where lane = (select lane from outbox where id = $1) for update",
        row
    )
    .fetch_optional(db)
    .await?)
}

/// Gives a locked outbox lane back, ready for what is left in it.
pub(super) async fn rest_outbox(db: &mut PgConnection, lane: &str, now: Instant) -> Result<(), Stop> {
    query!(
        "update outbox_lanes set leased = false, burst_since = $2, ready_order = nextval('lane_order'),
             ready_at = (select greatest(o.ready_at, $2) from outbox o
                         where o.lane = $1 and o.status = 'pending' order by o.seq limit 1)
         where lane = $1",
        lane,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}
