//! Inbox, outbox and timers.

use super::{Inner, MemoryStore, OwnerRow};
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::Heard,
    values::{CauseId, Instant},
};
use atrevete_ports::{
    Claim, Event, Inbox, InboxLane, InboxRow, Incoming, NewEvent, Outbox, OutboxId, OutboxRow, Owned,
    PortError, Put, Said, Settled, Timer, TimerKind, Timers,
};

/// Timers handed out at once.
const AT_ONCE: usize = 256;

impl Inner {
    pub(super) fn put_event(&mut self, event: NewEvent, now: Instant) -> Put {
        let id = event.cause();
        if !self.known.insert(id) {
            return Put::Known;
        }
        self.owner_event(&event);
        self.in_lanes.push(&event.lane, id, now, event.ready_at);
        let row = InboxRow { id, event: event.event, heard: event.heard, at: event.at, failures: 0 };
        self.inbox.insert(id, (event.lane, row));
        Put::Stored(id)
    }

    /// The takeover stands from the moment it is stored, whatever is still to be handled before it.
    fn owner_event(&mut self, event: &NewEvent) {
        let InboxLane::Channel(channel) = &event.lane else { return };
        let row = self.owners.get(channel).copied().unwrap_or_default();
        let row = match event.event {
            Event::TakenOver => OwnerRow { owned: Owned::ByPerson, epoch: row.epoch + 1 },
            Event::HandedBack => OwnerRow { owned: Owned::ByMaite, ..row },
            Event::Message(_) | Event::News(_) | Event::Woke(_) | Event::Desk(_) | Event::Stirred(_) => {
                return;
            }
        };
        self.owners.insert(channel.clone(), row);
    }
}

#[async_trait]
impl Inbox for MemoryStore {
    async fn put(&self, event: NewEvent) -> Result<Put, PortError> {
        let now = self.clock.now();
        Ok(self.lock().put_event(event, now))
    }

    async fn claim(&self, now: Instant) -> Result<Option<Claim>, PortError> {
        let mut inner = self.lock();
        let Some((lane, epoch, keys)) = inner.in_lanes.claim(now) else { return Ok(None) };
        let mut rows: Vec<InboxRow> = Vec::new();
        for key in keys {
            let row = &inner.inbox[&key].1;
            if rows.first().is_some_and(|first| !is_text(first) || !is_text(row)) {
                break;
            }
            rows.push(row.clone());
        }
        Ok(Some(Claim { lane, epoch, rows }))
    }

    async fn keep(&self, row: CauseId, heard: &Heard) -> Result<(), PortError> {
        if let Some((_, row)) = self.lock().inbox.get_mut(&row) {
            row.heard = Some(heard.clone());
        }
        Ok(())
    }

    async fn fail(&self, claim: &Claim, again: Instant) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut inner = self.lock();
        if !inner.in_lanes.holds(&claim.lane, claim.epoch) {
            return Ok(());
        }
        if let Some((_, row)) = claim.rows.first().and_then(|first| inner.inbox.get_mut(&first.id)) {
            row.failures = row.failures.saturating_add(1);
        }
        inner.in_lanes.again(&claim.lane, again, now);
        Ok(())
    }
}

fn is_text(row: &InboxRow) -> bool {
    matches!(&row.event, Event::Message(Incoming { said: Said::Text(_), .. }))
}

#[async_trait]
impl Outbox for MemoryStore {
    async fn claim(&self, now: Instant) -> Result<Option<OutboxRow>, PortError> {
        let mut inner = self.lock();
        let Some((_, _, keys)) = inner.out_lanes.claim(now) else { return Ok(None) };
        let head = keys.first().expect("a claimed lane has a head");
        let row = inner.outbox.get_mut(head).expect("a queued row exists");
        row.attempts += 1;
        Ok(Some(row.clone()))
    }

    async fn settle(
        &self,
        row: OutboxId,
        how: Settled,
        now: Instant,
        answers: Vec<NewEvent>,
    ) -> Result<(), PortError> {
        let mut inner = self.lock();
        if let Some(row) = inner.outbox.remove(&row) {
            inner.out_lanes.finish(&row.lane, &[row.id], now);
            inner.end(row, how, now);
        }
        for answer in answers {
            inner.put_event(answer, now);
        }
        Ok(())
    }

    async fn later(&self, row: OutboxId, again: Instant, generation: u16) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut inner = self.lock();
        if let Some(row) = inner.outbox.get_mut(&row) {
            row.generation = generation;
            let lane = row.lane;
            inner.out_lanes.again(&lane, again, now);
        }
        Ok(())
    }
}

#[async_trait]
impl Timers for MemoryStore {
    async fn due(&self, now: Instant) -> Result<Vec<Timer>, PortError> {
        let inner = self.lock();
        let due = inner.due.iter().take_while(|(at, _, _)| *at <= now).take(AT_ONCE);
        Ok(due.map(|(at, subject, kind)| Timer { at: *at, subject: subject.clone(), kind: *kind }).collect())
    }

    async fn fire(&self, timer: &Timer, now: Instant) -> Result<(), PortError> {
        let mut inner = self.lock();
        if !inner.due.remove(&(timer.at, timer.subject.clone(), timer.kind)) {
            return Ok(());
        }
        if let Some(row) = inner.timers.get_mut(&timer.subject).and_then(|rows| rows.get_mut(&timer.kind)) {
            row.fired = true;
        }
        let event = match timer.kind {
            TimerKind::Wake(kind) => Event::Woke(kind),
            TimerKind::Due(kind) => Event::Desk(atrevete_domain::booking::DeskEvent::Due(kind)),
        };
        let key = format!("timer:{:?}:{:?}:{}", timer.subject, timer.kind, timer.at.timestamp_millis());
        inner.put_event(NewEvent::now(timer.subject.lane(), key, event, now), now);
        Ok(())
    }
}
