//! Writing: every guard first, then everything.

use super::{Inner, MemoryStore, OwnerRow, TalkRow};
use async_trait::async_trait;
use atrevete_domain::{
    booking::{Appointment, Deposit, Payment, Rev, Seat},
    dialogue::ChannelId,
    facts::{Conflict, Needs},
    step::Change,
    values::{AppointmentId, ConversationId, Money, StylistId},
};
use atrevete_ports::{
    Addressee, AgendaRev, Commit, Committed, Fault, Fence, OutboxRow, PortError, Scope, Snapshot, Store,
    StoredTalk, Talk,
};
use std::collections::BTreeMap;

#[async_trait]
impl Store for MemoryStore {
    async fn conversation(&self, channel: &ChannelId) -> Result<Option<StoredTalk>, PortError> {
        let inner = self.lock();
        Ok(inner.talks.get(channel).map(|t| StoredTalk { state: t.state.clone(), version: t.version }))
    }

    async fn facts(&self, scope: Scope, needs: &Needs) -> Result<Snapshot, PortError> {
        Ok(self.snapshot(scope, needs))
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, PortError> {
        self.run_race();
        let mut inner = self.lock();
        if let Some(no) = inner.guards(&commit) {
            return Ok(no);
        }
        inner.constraints(&commit.changes)?;
        inner.write(commit);
        Ok(Committed::Done)
    }

    async fn addressee(&self, conversation: ConversationId) -> Result<Option<Addressee>, PortError> {
        let inner = self.lock();
        let Some(channel) = inner.channel_of.get(&conversation) else { return Ok(None) };
        let talk = &inner.talks[channel];
        let owner = inner.owners.get(channel).copied().unwrap_or_default();
        let customer = inner.identities.get(channel).and_then(|id| inner.customers.get(id));
        Ok(Some(Addressee {
            thread: talk.state.thread.clone(),
            channel: channel.clone(),
            owned: owner.owned,
            owner_epoch: owner.epoch,
            last_heard: talk.state.last_heard,
            opted_out: customer.is_some_and(|c| c.opted_out),
        }))
    }
}

impl Inner {
    fn guards(&self, commit: &Commit) -> Option<Committed> {
        if let Some(Fence { lane, epoch, .. }) = &commit.fence
            && !self.in_lanes.holds(lane, *epoch)
        {
            return Some(Committed::Lost);
        }
        if let Some(Talk { state, version, .. }) = &commit.talk
            && self.talks.get(&state.channel).map_or(0, |t| t.version) != *version
        {
            return Some(Committed::Stale);
        }
        if commit.changes.iter().any(|change| !self.as_it_was(change)) {
            return Some(Committed::Stale);
        }
        self.chairs_refuse(&commit.changes, &commit.agenda)
    }

    /// Whether a row is still at the revision that was read, and a new row is new.
    fn as_it_was(&self, change: &Change) -> bool {
        match change {
            Change::Customer { was, now } => {
                let phone = now.phone.as_ref().and_then(|p| self.by_phone.get(p));
                same(*was, self.customers.get(&now.id).map(|c| c.rev)) && phone.is_none_or(|id| *id == now.id)
            }
            Change::Appointment { was, now } => same(*was, self.appointments.get(&now.id).map(|a| a.rev)),
            Change::Deposit { was, now } => same(*was, self.deposits.get(&now.id).map(|d| d.rev)),
            Change::Post(_) | Change::Case(_) | Change::Waiting(_) | Change::Unresolved(_) => true,
        }
    }

    /// The exclusion constraint over what the changes newly take, against everybody else and among themselves.
    fn chairs_refuse(&self, changes: &[Change], seen: &BTreeMap<StylistId, AgendaRev>) -> Option<Committed> {
        let touched: Vec<&Appointment> = changes.iter().filter_map(appointment).collect();
        let ids: Vec<AppointmentId> = touched.iter().map(|a| a.id).collect();
        let takes: Vec<&Appointment> = touched.into_iter().filter(|a| self.newly_takes(a)).collect();
        for taker in &takes {
            let stylist = taker.seat.stylist;
            if seen.get(&stylist).is_some_and(|rev| self.agenda.get(&stylist) != Some(rev)) {
                return Some(Committed::Stale);
            }
        }
        let occupying: Vec<&Appointment> =
            changes.iter().filter_map(appointment).filter(|a| a.life.occupies()).collect();
        for taker in &takes {
            for span in taker.occupied() {
                let beside = occupying.iter().any(|other| {
                    other.id != taker.id
                        && other.seat.stylist == taker.seat.stylist
                        && other.occupied().iter().any(|s| s.overlaps(span))
                });
                if beside || self.chairs.taken(taker.seat.stylist, span, &ids) {
                    return Some(refused(taker.seat));
                }
            }
        }
        None
    }

    /// Whether it occupies time that it did not occupy before.
    fn newly_takes(&self, now: &Appointment) -> bool {
        let before = self.appointments.get(&now.id).filter(|b| b.life.occupies());
        now.life.occupies()
            && before.is_none_or(|b| {
                b.seat.stylist != now.seat.stylist
                    || now.occupied().iter().any(|s| !b.occupied().iter().any(|o| s.within(*o)))
            })
    }

    /// The database's CHECKs and unique partial indexes: breaking one is a defect of ours, not an outcome.
    fn constraints(&self, changes: &[Change]) -> Result<(), PortError> {
        let broken = changes.iter().any(|change| match change {
            Change::Deposit { now, .. } => !every_cent_somewhere(now) || payable(now) > 1,
            Change::Post(entry) => {
                entry.amount <= Money::ZERO
                    || self.ledger.get(&entry.key).is_some_and(|old| old.amount != entry.amount)
            }
            Change::Customer { .. }
            | Change::Appointment { .. }
            | Change::Case(_)
            | Change::Waiting(_)
            | Change::Unresolved(_) => false,
        });
        if broken { Err(PortError::new("store", Fault::Rejected)) } else { Ok(()) }
    }

    fn write(&mut self, commit: Commit) {
        let Commit { at, fence, talk, changes, agenda: _, outbox, events, timers, turn } = commit;
        for change in changes {
            self.write_change(change);
        }
        let owner = talk.as_ref().map(|t| t.state.channel.clone());
        if let Some(Talk { state, version, customer }) = talk {
            if let Some(customer) = customer {
                self.link(&state.channel, customer);
            }
            self.channel_of.insert(state.id, state.channel.clone());
            self.talks.insert(state.channel.clone(), TalkRow { state, version: version + 1 });
        }
        let OwnerRow { epoch, .. } =
            owner.and_then(|channel| self.owners.get(&channel).copied()).unwrap_or_default();
        for row in outbox {
            if !self.written.insert(row.id) {
                continue;
            }
            let lane = row.effect.lane();
            self.out_lanes.push(&lane, row.id, at, at);
            let row = OutboxRow {
                id: row.id,
                lane,
                effect: row.effect,
                text: row.text,
                made_at: at,
                owner_epoch: epoch,
                attempts: 0,
                generation: 0,
            };
            self.outbox.insert(row.id, row);
        }
        for event in events {
            self.put_event(event, at);
        }
        for of in timers {
            self.write_timers(of);
        }
        if let Some(Fence { lane, done, .. }) = fence {
            for id in &done {
                self.inbox.remove(id);
            }
            self.in_lanes.finish(&lane, &done, at);
        }
        self.turns.push(turn);
    }

    fn write_change(&mut self, change: Change) {
        match change {
            Change::Customer { now, .. } => self.write_customer(now),
            Change::Appointment { now, .. } => self.write_appointment(now),
            Change::Deposit { now, .. } => self.write_deposit(now),
            Change::Post(entry) => {
                self.ledger.entry(entry.key.clone()).or_insert(entry);
            }
            Change::Case(case) => {
                self.cases.entry(case.id).or_insert(case);
            }
            Change::Waiting(waiting) => self.waiting.push(waiting),
            Change::Unresolved(words) => self.unresolved.push(words),
        }
    }
}

fn same(was: Option<Rev>, stored: Option<Rev>) -> bool {
    was == stored
}

fn refused(seat: Seat) -> Committed {
    Committed::Refused(Conflict::SlotTaken(seat))
}

fn appointment(change: &Change) -> Option<&Appointment> {
    match change {
        Change::Appointment { now, .. } => Some(now),
        Change::Customer { .. }
        | Change::Deposit { .. }
        | Change::Post(_)
        | Change::Case(_)
        | Change::Waiting(_)
        | Change::Unresolved(_) => None,
    }
}

fn every_cent_somewhere(deposit: &Deposit) -> bool {
    deposit.payments.iter().all(Payment::adds_up)
}

/// Pages that could be paid, as far as we know: one a deposit at most.
fn payable(deposit: &Deposit) -> usize {
    deposit.checkouts.iter().filter(|c| c.state.payable()).count()
}
