//! Timers: replaced with the rows they follow from, fired once.
//!
//! Invariant: a timer that was fired stays fired for its instant, however often the same row derives it again.

use super::{
    PgStore,
    error::{Stop, broken, collided},
    inbox, names,
};
use async_trait::async_trait;
use atrevete_domain::{booking::DeskEvent, values::Instant};
use atrevete_ports::{Event, NewEvent, PortError, Put, Timer, TimerKind, Timers, TimersOf};
use sqlx::{PgConnection, query};

/// Timers handed out at once.
const AT_ONCE: i64 = 256;

/// Replaces the timers of these subjects.
pub(super) async fn replace(db: &mut PgConnection, timers: &[TimersOf]) -> Result<(), Stop> {
    if timers.is_empty() {
        return Ok(());
    }
    let all: Vec<String> = timers.iter().map(|of| names::subject(&of.subject)).collect();
    let (mut subjects, mut kinds, mut instants) = (Vec::new(), Vec::new(), Vec::new());
    for (of, subject) in timers.iter().zip(&all) {
        for (at, kind) in of.timers.iter().collect::<std::collections::BTreeSet<_>>() {
            subjects.push(subject.clone());
            kinds.push(names::kind(*kind));
            instants.push(*at);
        }
    }
    query!(
        "delete from timers t where t.subject = any($1) and not exists (
             select from unnest($2::text[], $3::text[]) as n (subject, kind)
             where n.subject = t.subject and n.kind = t.kind)",
        &all,
        &subjects,
        &kinds
    )
    .execute(&mut *db)
    .await?;
    if subjects.is_empty() {
        return Ok(());
    }
    query!(
        "insert into timers as t (subject, kind, at)
         select distinct on (subject, kind) subject, kind, at
         from unnest($1::text[], $2::text[], $3::timestamptz[]) as n (subject, kind, at)
         order by subject, kind, at desc
         on conflict (subject, kind) do update set at = excluded.at, fired = false where t.at <> excluded.at",
        &subjects,
        &kinds,
        &instants
    )
    .execute(db)
    .await?;
    Ok(())
}

impl PgStore {
    /// The lane is locked before the timer, as a commit does it.
    async fn fire_in_own(&self, timer: &Timer, event: &NewEvent, now: Instant) -> Result<(), sqlx::Error> {
        let mut tx = self.pool.begin().await?;
        let put = inbox::put(&mut *tx, event, now).await?;
        let fired = query!(
            "update timers set fired = true where subject = $1 and kind = $2 and at = $3 and not fired",
            names::subject(&timer.subject),
            names::kind(timer.kind),
            timer.at
        )
        .execute(&mut *tx)
        .await?;
        // Replaced meanwhile, it is nobody's event; known already, it is only marked.
        if fired.rows_affected() == 0 && matches!(put, Put::Stored(_)) {
            return tx.rollback().await;
        }
        tx.commit().await
    }
}

#[async_trait]
impl Timers for PgStore {
    async fn due(&self, now: Instant) -> Result<Vec<Timer>, PortError> {
        let rows = query!(
            "select at, subject, kind from timers where not fired and at <= $1 order by at limit $2",
            now,
            AT_ONCE
        )
        .fetch_all(&self.pool)
        .await
        .map_err(broken)?;
        let mut timers: Vec<Timer> = rows
            .into_iter()
            .map(|row| names::timer(row.at, &row.subject, &row.kind))
            .collect::<Result<_, _>>()
            .map_err(super::error::unreadable)?;
        timers.sort();
        Ok(timers)
    }

    async fn fire(&self, timer: &Timer, now: Instant) -> Result<(), PortError> {
        let event = match timer.kind {
            TimerKind::Wake(kind) => Event::Woke(kind),
            TimerKind::Due(kind) => Event::Desk(DeskEvent::Due(kind)),
        };
        let (subject, kind) = (names::subject(&timer.subject), names::kind(timer.kind));
        let key = format!("timer:{subject}:{kind}:{}", timer.at.timestamp_micros());
        let event = NewEvent::now(timer.subject.lane(), key, event, now);
        match self.fire_in_own(timer, &event, now).await {
            // It is still due, and will be fired by the next look.
            Err(error) if collided(&error) => Ok(()),
            fired => {
                self.wake();
                fired.map_err(broken)
            }
        }
    }
}
