//! A store in memory that refuses what the database refuses.
//!
//! Invariants: a commit is validated as a whole before anything of it is written; chairs, revisions, versions, unique
//! phones, ledger keys and the sums of payments are guarded as the database's constraints guard them. It clones what a
//! step needs and never the whole store.

mod chairs;
mod commit;
mod facts;
mod lanes;
mod queues;
mod view;

use crate::rows::{OutboxEnd, Race, Rows};
use atrevete_domain::{
    booking::{Appointment, Customer, Deposit, LedgerEntry, Life},
    dialogue::{ChannelId, Conversation},
    facts::Busy,
    salon::Salon,
    step::{Case, Lane, Waiting},
    values::{
        AppointmentId, CaseId, CauseId, CheckoutId, ConversationId, CustomerId, DepositId, Epoch, Instant,
        Phone, Span, StylistId, Words,
    },
};
use atrevete_ports::{
    AgendaRev, Clock, InboxLane, InboxRow, OutboxId, OutboxRow, Owned, Settled, Subject, TimerKind, Turn,
};
use chairs::Chairs;
use lanes::Lanes;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

/// The store in memory; implements every port that the database implements.
pub struct MemoryStore {
    inner: Mutex<Inner>,
    clock: Arc<dyn Clock>,
    races: Mutex<VecDeque<Race>>,
}

struct Inner {
    salon: Arc<Salon>,
    epoch: Epoch,
    customers: BTreeMap<CustomerId, Customer>,
    by_phone: BTreeMap<Phone, CustomerId>,
    identities: BTreeMap<ChannelId, CustomerId>,
    channels: BTreeMap<CustomerId, ChannelId>,
    appointments: BTreeMap<AppointmentId, Appointment>,
    of_customer: BTreeMap<CustomerId, BTreeSet<AppointmentId>>,
    deposits: BTreeMap<DepositId, Deposit>,
    of_checkout: BTreeMap<CheckoutId, DepositId>,
    unpaid: BTreeSet<AppointmentId>,
    chairs: Chairs,
    agenda: BTreeMap<StylistId, AgendaRev>,
    talks: BTreeMap<ChannelId, TalkRow>,
    channel_of: BTreeMap<ConversationId, ChannelId>,
    owners: BTreeMap<ChannelId, OwnerRow>,
    inbox: BTreeMap<CauseId, (InboxLane, InboxRow)>,
    known: BTreeSet<CauseId>,
    in_lanes: Lanes<InboxLane, CauseId>,
    outbox: BTreeMap<OutboxId, OutboxRow>,
    written: BTreeSet<OutboxId>,
    out_lanes: Lanes<Lane, OutboxId>,
    ended: Vec<OutboxEnd>,
    timers: BTreeMap<Subject, BTreeMap<TimerKind, TimerRow>>,
    due: BTreeSet<(Instant, Subject, TimerKind)>,
    ledger: BTreeMap<String, LedgerEntry>,
    cases: BTreeMap<CaseId, Case>,
    waiting: Vec<Waiting>,
    unresolved: Vec<Words>,
    turns: Vec<Turn>,
}

#[derive(Debug, Clone)]
struct TalkRow {
    state: Conversation,
    version: u64,
}

#[derive(Debug, Clone, Copy)]
struct OwnerRow {
    owned: Owned,
    epoch: u32,
}

impl Default for OwnerRow {
    fn default() -> Self {
        Self { owned: Owned::ByMaite, epoch: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TimerRow {
    at: Instant,
    fired: bool,
}

/// An empty store of this salon, as a world takes it.
pub fn fresh(salon: Salon, epoch: Epoch, clock: Arc<dyn Clock>) -> Arc<dyn Rows> {
    Arc::new(MemoryStore::new(salon, epoch, clock))
}

impl MemoryStore {
    /// An empty store of this salon.
    pub fn new(salon: Salon, epoch: Epoch, clock: Arc<dyn Clock>) -> Self {
        let chairs = Chairs::new(salon.profile.zone);
        let agenda = salon.stylists.iter().map(|s| (s.id, AgendaRev::default())).collect();
        let inner = Inner {
            salon: Arc::new(salon),
            epoch,
            customers: BTreeMap::new(),
            by_phone: BTreeMap::new(),
            identities: BTreeMap::new(),
            channels: BTreeMap::new(),
            appointments: BTreeMap::new(),
            of_customer: BTreeMap::new(),
            deposits: BTreeMap::new(),
            of_checkout: BTreeMap::new(),
            unpaid: BTreeSet::new(),
            chairs,
            agenda,
            talks: BTreeMap::new(),
            channel_of: BTreeMap::new(),
            owners: BTreeMap::new(),
            inbox: BTreeMap::new(),
            known: BTreeSet::new(),
            in_lanes: Lanes::default(),
            outbox: BTreeMap::new(),
            written: BTreeSet::new(),
            out_lanes: Lanes::default(),
            ended: Vec::new(),
            timers: BTreeMap::new(),
            due: BTreeSet::new(),
            ledger: BTreeMap::new(),
            cases: BTreeMap::new(),
            waiting: Vec::new(),
            unresolved: Vec::new(),
            turns: Vec::new(),
        };
        Self { inner: Mutex::new(inner), clock, races: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("nothing panics while it holds the store")
    }

    fn races(&self) -> MutexGuard<'_, VecDeque<Race>> {
        self.races.lock().expect("nothing panics while it holds the races")
    }

    fn run_race(&self) {
        let race = self.races().pop_front();
        if let Some(race) = race {
            race(self);
        }
    }

    /// A block goes.
    pub fn unblock(&self, stylist: StylistId, span: Span) {
        let mut inner = self.lock();
        inner.chairs.free(stylist, &Busy { span, by: None });
        inner.raise_agenda(stylist);
    }

    /// The owner changed the salon's data: every agenda counts as changed.
    pub fn change_salon(&self, change: impl FnOnce(&mut Salon)) {
        let mut inner = self.lock();
        let mut salon = (*inner.salon).clone();
        change(&mut salon);
        inner.salon = Arc::new(salon);
        let stylists: Vec<StylistId> = inner.salon.stylists.iter().map(|s| s.id).collect();
        for stylist in stylists {
            inner.raise_agenda(stylist);
        }
    }
}

impl Inner {
    fn raise_agenda(&mut self, stylist: StylistId) {
        self.agenda.entry(stylist).or_default().0 += 1;
    }

    fn link(&mut self, channel: &ChannelId, customer: CustomerId) {
        self.identities.insert(channel.clone(), customer);
        self.channels.insert(customer, channel.clone());
    }

    /// What is counted of her visits is the store's own: a step that changes her name does not undo it.
    fn write_customer(&mut self, mut customer: Customer) {
        if let Some(before) = self.customers.get(&customer.id) {
            (customer.visits_kept, customer.no_shows) = (before.visits_kept, before.no_shows);
        }
        if let Some(phone) = &customer.phone {
            self.by_phone.insert(phone.clone(), customer.id);
        }
        self.customers.insert(customer.id, customer);
    }

    fn write_appointment(&mut self, now: Appointment) {
        self.count_visit(&now);
        if let Some(before) = self.appointments.get(&now.id)
            && before.life.occupies()
        {
            for span in before.occupied() {
                self.chairs.free(before.seat.stylist, &Busy { span, by: Some(now.id) });
            }
        }
        if now.life.occupies() {
            for span in now.occupied() {
                self.chairs.take(now.seat.stylist, &Busy { span, by: Some(now.id) });
            }
        }
        if now.life.unpaid() {
            self.unpaid.insert(now.id);
        } else {
            self.unpaid.remove(&now.id);
        }
        for customer in std::iter::once(now.attendee.customer).chain(now.booked_by) {
            self.of_customer.entry(customer).or_default().insert(now.id);
        }
        self.appointments.insert(now.id, now);
    }

    /// Visits kept and missed, counted where they are decided; a row that is new was counted elsewhere.
    fn count_visit(&mut self, now: &Appointment) {
        let Some(before) = self.appointments.get(&now.id).map(|a| &a.life) else { return };
        let Some(customer) = self.customers.get_mut(&now.attendee.customer) else { return };
        let turned =
            |life: &Life| (*before != *life && now.life == *life, *before == *life && now.life != *life);
        match turned(&Life::Completed) {
            (true, _) => customer.visits_kept = customer.visits_kept.saturating_add(1),
            (_, true) => customer.visits_kept = customer.visits_kept.saturating_sub(1),
            (false, false) => {}
        }
        match turned(&Life::NoShow) {
            (true, _) => customer.no_shows = customer.no_shows.saturating_add(1),
            (_, true) => customer.no_shows = customer.no_shows.saturating_sub(1),
            (false, false) => {}
        }
    }

    fn write_deposit(&mut self, deposit: Deposit) {
        for checkout in &deposit.checkouts {
            self.of_checkout.insert(checkout.id, deposit.id);
        }
        self.deposits.insert(deposit.id, deposit);
    }

    /// Replaces a subject's timers; one that was fired for the same instant stays fired.
    fn write_timers(&mut self, of: atrevete_ports::TimersOf) {
        let before = self.timers.remove(&of.subject).unwrap_or_default();
        for (kind, row) in &before {
            if !row.fired {
                self.due.remove(&(row.at, of.subject.clone(), *kind));
            }
        }
        let mut rows = BTreeMap::new();
        for (at, kind) in of.timers {
            let fired = before.get(&kind).is_some_and(|row| row.at == at && row.fired);
            if !fired {
                self.due.insert((at, of.subject.clone(), kind));
            }
            rows.insert(kind, TimerRow { at, fired });
        }
        if !rows.is_empty() {
            self.timers.insert(of.subject, rows);
        }
    }

    fn end(&mut self, row: OutboxRow, how: Settled, at: Instant) {
        self.ended.push(OutboxEnd { row, how, at });
    }
}
