//! Rows that must never exist: holds that nothing ends, lanes that nobody wakes, money that belongs to nothing.
//!
//! Each is counted for the metrics; any of them is worth waking somebody for.

use super::{PgStore, error::broken};
use atrevete_domain::values::Instant;
use atrevete_ports::PortError;
use chrono::TimeDelta;
use sqlx::query;

/// How many of each there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stuck {
    /// Holds ten minutes past their limit and past when they were to be freed.
    pub holds: i64,
    /// Holds without a timer that ends them.
    pub timers: i64,
    /// Lanes that hold something and will never be ready.
    pub lanes: i64,
    /// Effects whose claim ended more than a minute ago, and that nobody took up again.
    pub effects: i64,
    /// Payments with money that has been assigned to nothing for a quarter of an hour.
    pub money: i64,
}

impl Stuck {
    /// Whether nothing is stuck.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl PgStore {
    /// Counts what is stuck at `now`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stuck(&self, now: Instant) -> Result<Stuck, PortError> {
        let counted = query!(
            r#"select
                (select count(*) from appointments where status = 'provisional'
                    and coalesce(close_by, hold_until) < $1) as "holds!",
                (select count(*) from appointments a where a.status = 'provisional' and not exists (
                    select from timers t where t.kind in ('due:limit', 'due:release')
                        and t.subject in ('appointment:' || a.id, 'deposit:' || a.deposit_id))) as "timers!",
                (select count(*) from lanes l where l.ready_at is null
                    and exists (select from inbox i where i.lane = l.lane and i.status = 'new'))
                + (select count(*) from outbox_lanes l where l.ready_at is null
                    and exists (select from outbox o where o.lane = l.lane and o.status = 'pending')) as "lanes!",
                (select count(*) from outbox_lanes l where l.leased and l.ready_at < $2) as "effects!",
                (select count(*) from payments where held > 0 and updated_at < $3) as "money!""#,
            now - TimeDelta::minutes(10),
            now - TimeDelta::minutes(1),
            now - TimeDelta::minutes(15)
        )
        .fetch_one(&self.pool)
        .await
        .map_err(broken)?;
        Ok(Stuck {
            holds: counted.holds,
            timers: counted.timers,
            lanes: counted.lanes,
            effects: counted.effects,
            money: counted.money,
        })
    }
}
