//! Events: stored once by their key, handed out by lanes.
//!
//! Invariants: storing is one statement, durable when it returns; a takeover is written with its event; a claim holds no
//! lock, only a lease.

use super::{
    PgStore, Tx,
    error::{Stop, Unreadable, broken, collided},
    fence, names,
    read::{Of, document},
};
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::{ChannelId, Heard},
    values::{CauseId, Id as _, Instant},
};
use atrevete_ports::{Claim, Event, Inbox, InboxLane, InboxRow, Incoming, NewEvent, PortError, Put, Said};
use chrono::TimeDelta;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, query, query_as};
use uuid::Uuid;

/// Rows of a lane that one claim looks at.
const AT_ONCE: i64 = 64;
/// Lanes that a claim passes over before it says that nothing is ready.
const PASSES: usize = 16;
/// How long a lane rests whose rows only a newer process can read.
const LEFT_TO_OTHERS: TimeDelta = TimeDelta::seconds(30);
/// How often a transaction is tried that met another one.
const TRIES: usize = 3;

struct Row {
    id: Uuid,
    payload: Value,
    heard: Option<Value>,
    at: Instant,
    failures: i16,
}

impl TryFrom<Row> for InboxRow {
    type Error = Unreadable;

    fn try_from(row: Row) -> Result<Self, Unreadable> {
        let of = Of::row("inbox", row.id);
        Ok(Self {
            id: CauseId::from_uuid(row.id),
            event: of.json("payload", "event", row.payload)?,
            heard: row.heard.map(|heard| of.json("heard", "heard", heard)).transpose()?,
            at: row.at,
            failures: of.number("failures", row.failures)?,
        })
    }
}

/// Stores an event and wakes its lane; one statement.
pub(super) async fn put(db: impl PgExecutor<'_>, event: &NewEvent, now: Instant) -> Result<Put, sqlx::Error> {
    let cause = event.cause();
    let stored = query!(
        "with fresh as (select 1 where not exists (select from inbox where id = $1)),
         lane as (
             insert into lanes as l (lane, ready_at, ready_order, burst_since)
             select $2, $3, nextval('lane_order'), $4 from fresh
             on conflict (lane) do update set
                 ready_at = case
                     when l.leased then l.ready_at
                     when l.ready_at is null then excluded.ready_at
                     when excluded.ready_at > $4
                         then greatest(l.ready_at, least(excluded.ready_at, l.burst_since + $5))
                     else least(l.ready_at, excluded.ready_at) end,
                 ready_order = case when l.ready_at is null then excluded.ready_order else l.ready_order end,
                 burst_since = case when l.ready_at is null then excluded.burst_since else l.burst_since end
             returning lane)
         insert into inbox (id, key, lane, payload, heard, at, ready_at)
         select $1, $6, lane, $7, $8, $9, $3 from lane
         on conflict (id) do nothing",
        cause.uuid(),
        names::inbox_lane(&event.lane),
        event.ready_at,
        now,
        fence::BURST as _,
        event.key,
        document("event", &event.event),
        event.heard.as_ref().map(|heard| document("heard", heard)),
        event.at,
    )
    .execute(db)
    .await?;
    Ok(if stored.rows_affected() == 1 { Put::Stored(cause) } else { Put::Known })
}

/// The same, with whoever owns the conversation from this event on.
pub(super) async fn put_owning(
    db: &mut PgConnection,
    event: &NewEvent,
    now: Instant,
) -> Result<Put, sqlx::Error> {
    let put = put(&mut *db, event, now).await?;
    if let (Put::Stored(_), Some((channel, owned_by, taken))) = (put, owner(event)) {
        query!(
            "insert into conversations as c (channel, owned_by, owner_epoch) values ($1, $2, $3)
             on conflict (channel) do update set owned_by = excluded.owned_by,
                 owner_epoch = c.owner_epoch + excluded.owner_epoch",
            channel.0,
            owned_by,
            taken
        )
        .execute(db)
        .await?;
    }
    Ok(put)
}

/// Who owns the conversation from this event on, and by how much its owner epoch rises.
fn owner(event: &NewEvent) -> Option<(&ChannelId, &'static str, i64)> {
    let InboxLane::Channel(channel) = &event.lane else { return None };
    match event.event {
        Event::TakenOver => Some((channel, "person", 1)),
        Event::HandedBack => Some((channel, "maite", 0)),
        Event::Message(_) | Event::News(_) | Event::Woke(_) | Event::Desk(_) | Event::Stirred(_) => None,
    }
}

impl PgStore {
    /// Runs `put_owning` in a transaction of its own, again if it met another one.
    async fn put_in_own(&self, event: &NewEvent, now: Instant) -> Result<Put, sqlx::Error> {
        let mut tx: Tx = self.pool.begin().await?;
        let put = put_owning(&mut tx, event, now).await?;
        tx.commit().await?;
        Ok(put)
    }

    /// The lease alone does not wait for the disk: lost with the server, it was never given, and the commit's own guards
    /// stand.
    async fn lease_inbox(&self, now: Instant) -> Result<Option<(String, i64)>, sqlx::Error> {
        let leased = query!(
            "with next as materialized (
                 select lane from lanes where ready_at <= $1 order by ready_at, ready_order limit 1
                 for update skip locked)
             update lanes l set leased = true, ready_at = $1 + $2, epoch = nextval('lane_epoch')
             from next, (select set_config('synchronous_commit', 'off', true)) as lease
             where l.lane = next.lane returning l.lane, l.epoch",
            now,
            fence::LEASE as _,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(leased.map(|l| (l.lane, l.epoch)))
    }

    /// The rows of a leased lane. `Err(Newer)` also when a newer process wrote the conversation that they belong to.
    async fn rows_of(&self, lane: &str) -> Result<Vec<InboxRow>, Stop> {
        let rows = query_as!(
            Row,
            "select id, payload, heard, at, failures from inbox
             where lane = $1 and status = 'new' order by seq limit $2",
            lane,
            AT_ONCE
        )
        .fetch_all(&self.pool)
        .await?;
        let mut out: Vec<InboxRow> = Vec::new();
        for row in rows {
            // A row behind the first one may be beyond us: then the claim ends before it.
            let row = match InboxRow::try_from(row) {
                Ok(row) => row,
                Err(error) if out.is_empty() => return Err(error.into()),
                Err(_) => break,
            };
            if out.first().is_some_and(|first| !is_text(first) || !is_text(&row)) {
                break;
            }
            out.push(row);
        }
        Ok(out)
    }

    /// Gives a lane back that cannot be worked on now; `until` is when it may be tried again, if not at once.
    async fn put_aside(
        &self,
        lane: &str,
        epoch: i64,
        now: Instant,
        until: Option<Instant>,
    ) -> Result<(), Stop> {
        let mut tx = self.pool.begin().await?;
        if fence::hold_inbox(&mut tx, lane, u64::try_from(epoch).unwrap_or_default()).await? {
            fence::rest_inbox(&mut tx, lane, now).await?;
            if let Some(until) = until {
                query!("update lanes set ready_at = greatest(ready_at, $2) where lane = $1", lane, until)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

fn is_text(row: &InboxRow) -> bool {
    matches!(&row.event, Event::Message(Incoming { said: Said::Text(_), .. }))
}

#[async_trait]
impl Inbox for PgStore {
    async fn put(&self, event: NewEvent) -> Result<Put, PortError> {
        let now = self.now();
        let mut tries = 0;
        let put = loop {
            let put = match owner(&event) {
                None => put(&self.pool, &event, now).await,
                Some(_) => self.put_in_own(&event, now).await,
            };
            tries += 1;
            match put {
                Err(error) if tries < TRIES && collided(&error) => {}
                put => break put.map_err(broken)?,
            }
        };
        self.wake();
        Ok(put)
    }

    async fn claim(&self, now: Instant) -> Result<Option<Claim>, PortError> {
        for _ in 0..PASSES {
            let Some((name, epoch)) = self.lease_inbox(now).await.map_err(broken)? else { return Ok(None) };
            match self.rows_of(&name).await {
                // What was in it has been handled between the two statements.
                Ok(rows) if rows.is_empty() => self.put_aside(&name, epoch, now, None).await?,
                Ok(rows) => {
                    let lane = names::inbox_lane_of(&name).map_err(super::error::unreadable)?;
                    let epoch = u64::try_from(epoch).unwrap_or_default();
                    return Ok(Some(Claim { lane, epoch, rows }));
                }
                Err(Stop::Row(_)) => self.put_aside(&name, epoch, now, Some(now + LEFT_TO_OTHERS)).await?,
                Err(stop) => return Err(stop.into()),
            }
        }
        Ok(None)
    }

    async fn keep(&self, row: CauseId, heard: &Heard) -> Result<(), PortError> {
        query!("update inbox set heard = $2 where id = $1", row.uuid(), document("heard", heard))
            .execute(&self.pool)
            .await
            .map_err(broken)?;
        Ok(())
    }

    async fn fail(&self, claim: &Claim, again: Instant) -> Result<(), PortError> {
        self.fail_in_own(claim, again).await.map_err(PortError::from)
    }
}

impl PgStore {
    async fn fail_in_own(&self, claim: &Claim, again: Instant) -> Result<(), Stop> {
        let (lane, now) = (names::inbox_lane(&claim.lane), self.now());
        let mut tx = self.pool.begin().await?;
        if !fence::hold_inbox(&mut tx, &lane, claim.epoch).await? {
            return Ok(());
        }
        if let Some(first) = claim.rows.first() {
            query!(
                "update inbox set failures = least(failures + 1, 255), ready_at = $2 where id = $1 and status = 'new'",
                first.id.uuid(),
                again
            )
            .execute(&mut *tx)
            .await?;
        }
        fence::rest_inbox(&mut tx, &lane, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
