//! Rows made by hand for the suites.

use super::StoreUnderTest;
use crate::builders::{HAIR, SalonBuilder};
use atrevete_domain::{
    booking::{Appointment, Attendee, Customer, HowConfirmed, Life, Notes, Rev, Seat, quote::quote},
    dialogue::{ChannelId, Conversation, ThreadId},
    facts::Needs,
    salon::Salon,
    step::Change,
    values::{AppointmentId, CauseId, ConversationId, CustomerId, Id as _, Instant, Money, Span, StylistId},
};
use atrevete_ports::{Commit, Committed, Scope, Snapshot, Talk, Turn};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// The salon that the suites are about: two stylists, one service of an hour.
#[must_use]
pub fn salon() -> Salon {
    SalonBuilder::new("Contrato")
        .service("Corte", HAIR, 60, 2_000)
        .stylist("Ana", &[HAIR])
        .stylist("Bea", &[HAIR])
        .build()
}

/// Tuesday, 10 March 2026, 09:00 UTC: the suites' present.
pub(super) fn now() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_522) + TimeDelta::hours(9)
}

pub(super) fn at(minutes: i64) -> Instant {
    now() + TimeDelta::minutes(minutes)
}

pub(super) fn ana() -> StylistId {
    salon().stylists[0].id
}

pub(super) fn bea() -> StylistId {
    salon().stylists[1].id
}

pub(super) fn customer(name: &str) -> Customer {
    Customer::new(CustomerId::named("contract", name), None, None, now())
}

pub(super) fn channel(name: &str) -> ChannelId {
    ChannelId(format!("contract:{name}"))
}

/// A confirmed visit of an hour, `start` minutes from now.
pub(super) fn visit(name: &str, of: &Customer, stylist: StylistId, start: i64) -> Appointment {
    let salon = salon();
    Appointment {
        id: AppointmentId::named("contract", name),
        rev: Rev::NEW.next(),
        seat: Seat { stylist, span: Span::minutes(at(start), 60) },
        attendee: Attendee { customer: of.id, name: None },
        booked_by: None,
        quote: quote(&salon, &[salon.catalogue.services[0].id], None, Some(stylist)),
        deposit: None,
        share: Money::ZERO,
        group: None,
        life: Life::Confirmed { how: HowConfirmed::NothingDue },
        made_at: now(),
        shown: None,
        notes: Notes::default(),
    }
}

pub(super) fn new_customer(customer: &Customer) -> Change {
    Change::Customer { was: None, now: customer.clone() }
}

pub(super) fn new_visit(visit: &Appointment) -> Change {
    Change::Appointment { was: None, now: visit.clone() }
}

/// The row changed, over the revision that it has.
pub(super) fn changed(visit: &Appointment, change: impl FnOnce(&mut Appointment)) -> Change {
    let mut now = visit.clone();
    change(&mut now);
    now.rev = visit.rev.next();
    Change::Appointment { was: Some(visit.rev), now }
}

/// A commit of these changes that has read nothing.
pub(super) fn commit(changes: Vec<Change>) -> Commit {
    Commit {
        at: now(),
        fence: None,
        talk: None,
        changes,
        agenda: BTreeMap::new(),
        outbox: Vec::new(),
        events: Vec::new(),
        timers: Vec::new(),
        turn: Turn {
            conversation: None,
            cause: CauseId::named("contract", "cause"),
            at: now(),
            input: None,
            heard: None,
            trace: Vec::new(),
            said: None,
        },
    }
}

pub(super) fn conversation(name: &str) -> Conversation {
    Conversation::new(ConversationId::named("contract", name), channel(name), ThreadId(name.to_owned()))
}

pub(super) fn talk(state: Conversation, version: u64, customer: Option<CustomerId>) -> Commit {
    Commit { talk: Some(Talk { state, version, customer }), ..commit(Vec::new()) }
}

impl StoreUnderTest {
    pub(super) async fn commits(&self, commit: Commit) -> Committed {
        self.store.commit(commit).await.expect("the store answers")
    }

    /// Writes rows that must be accepted.
    pub(super) async fn has(&self, changes: Vec<Change>) {
        assert_eq!(self.commits(commit(changes)).await, Committed::Done);
    }

    pub(super) async fn reads(&self, scope: Scope, needs: &Needs) -> Snapshot {
        self.store.facts(scope, needs).await.expect("the store answers")
    }
}
