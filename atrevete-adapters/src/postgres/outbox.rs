//! Effects: written with the step that wants them, handed out one a lane.
//!
//! Invariants: the head of a lane is claimed, and its attempt counted, before anything is done; what the outside
//! answered is stored with the end of its row.

use super::{
    PgStore,
    error::{Stop, Unreadable},
    fence, inbox, names,
    read::{Of, code, document},
};
use async_trait::async_trait;
use atrevete_domain::values::{Id as _, Instant};
use atrevete_ports::{NewEvent, NewRow, Outbox, OutboxId, OutboxRow, PortError, Settled};
use serde_json::Value;
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

struct Row {
    id: Uuid,
    lane: String,
    payload: Value,
    text: Option<String>,
    made_at: Instant,
    owner_epoch: i64,
    attempts: i32,
    generation: i32,
}

impl TryFrom<Row> for OutboxRow {
    type Error = Unreadable;

    fn try_from(row: Row) -> Result<Self, Unreadable> {
        let of = Of::row("outbox", row.id);
        Ok(Self {
            id: OutboxId::from_uuid(row.id),
            lane: names::outbox_lane_of(&row.lane)?,
            effect: of.json("payload", "effect", row.payload)?,
            text: row.text,
            made_at: row.made_at,
            owner_epoch: of.number("owner_epoch", row.owner_epoch)?,
            attempts: of.number("attempts", row.attempts)?,
            generation: of.number("generation", row.generation)?,
        })
    }
}

/// Writes an effect at the end of its lane; one that was written before is known.
pub(super) async fn write(
    db: &mut PgConnection,
    row: &NewRow,
    owner_epoch: i64,
    at: Instant,
) -> Result<(), Stop> {
    query!(
        "with fresh as (select 1 where not exists (select from outbox where id = $1)),
         lane as (
             insert into outbox_lanes as l (lane, ready_at, ready_order, burst_since)
             select $2, $3, nextval('lane_order'), $3 from fresh
             on conflict (lane) do update set
                 ready_at = case when l.leased then l.ready_at else least(l.ready_at, excluded.ready_at) end,
                 ready_order = case when l.ready_at is null then excluded.ready_order else l.ready_order end
             returning lane)
         insert into outbox (id, lane, kind, payload, text, made_at, ready_at, owner_epoch)
         select $1, lane, $4, $5, $6, $3, $3, $7 from lane
         on conflict (id) do nothing",
        row.id.uuid(),
        names::outbox_lane(&row.effect.lane()),
        at,
        code(&row.effect),
        document("effect", &row.effect),
        row.text,
        owner_epoch,
    )
    .execute(db)
    .await?;
    Ok(())
}

impl PgStore {
    /// The lease does not wait for the disk, as that of the inbox; the attempt that is counted after it does.
    async fn lease_outbox(&self, now: Instant) -> Result<Option<String>, Stop> {
        let leased = query!(
            "with next as materialized (
                 select lane from outbox_lanes where ready_at <= $1 order by ready_at, ready_order limit 1
                 for update skip locked)
             update outbox_lanes l set leased = true, ready_at = $1 + $2, epoch = nextval('lane_epoch')
             from next, (select set_config('synchronous_commit', 'off', true)) as lease
             where l.lane = next.lane returning l.lane",
            now,
            fence::LEASE as _,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(leased.map(|l| l.lane))
    }

    async fn head_of(&self, lane: &str) -> Result<Option<OutboxRow>, Stop> {
        let row = query_as!(
            Row,
            "update outbox set attempts = attempts + 1
             where id = (select id from outbox where lane = $1 and status = 'pending' order by seq limit 1)
               and status = 'pending'
             returning id, lane, payload, text, made_at, owner_epoch, attempts, generation",
            lane
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(OutboxRow::try_from).transpose()?)
    }

    async fn claim_effect(&self, now: Instant) -> Result<Option<OutboxRow>, Stop> {
        while let Some(lane) = self.lease_outbox(now).await? {
            match self.head_of(&lane).await {
                Ok(Some(row)) => return Ok(Some(row)),
                // Ended between the two statements.
                Ok(None) => {
                    let mut tx = self.pool.begin().await?;
                    query!("select from outbox_lanes where lane = $1 for update", lane)
                        .fetch_all(&mut *tx)
                        .await?;
                    fence::rest_outbox(&mut tx, &lane, now).await?;
                    tx.commit().await?;
                }
                // Its lane stays leased and is tried again when the lease ends, by then perhaps by another process.
                Err(Stop::Row(Unreadable::Newer { .. })) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(None)
    }

    async fn settle_in_own(
        &self,
        row: OutboxId,
        how: Settled,
        now: Instant,
        answers: &[NewEvent],
    ) -> Result<(), Stop> {
        let mut tx = self.pool.begin().await?;
        for answer in answers {
            inbox::put_owning(&mut tx, answer, now).await?;
        }
        let Some(lane) = fence::hold_outbox(&mut tx, row.uuid()).await? else {
            tx.commit().await?;
            return Ok(());
        };
        let ended = query!(
            "update outbox set status = $2, ended_at = $3, ended_order = nextval('outbox_ends')
             where id = $1 and status = 'pending'",
            row.uuid(),
            code(&how),
            now
        )
        .execute(&mut *tx)
        .await?;
        if ended.rows_affected() == 1 {
            fence::rest_outbox(&mut tx, &lane, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn later_in_own(&self, row: OutboxId, again: Instant, generation: u16) -> Result<(), Stop> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let Some(lane) = fence::hold_outbox(&mut tx, row.uuid()).await? else { return Ok(()) };
        let kept = query!(
            "update outbox set ready_at = $2, generation = $3 where id = $1 and status = 'pending'",
            row.uuid(),
            again,
            i32::from(generation)
        )
        .execute(&mut *tx)
        .await?;
        if kept.rows_affected() == 1 {
            fence::rest_outbox(&mut tx, &lane, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

#[async_trait]
impl Outbox for PgStore {
    async fn claim(&self, now: Instant) -> Result<Option<OutboxRow>, PortError> {
        self.claim_effect(now).await.map_err(PortError::from)
    }

    async fn settle(
        &self,
        row: OutboxId,
        how: Settled,
        now: Instant,
        answers: Vec<NewEvent>,
    ) -> Result<(), PortError> {
        self.settle_in_own(row, how, now, &answers).await.map_err(PortError::from)?;
        self.wake();
        Ok(())
    }

    async fn later(&self, row: OutboxId, again: Instant, generation: u16) -> Result<(), PortError> {
        self.later_in_own(row, again, generation).await.map_err(PortError::from)
    }
}
