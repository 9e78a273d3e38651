//! People and visits from the salon's old book, looked at first and written in one transaction.
//!
//! Invariants: nothing is written unless everything can be; what was brought in before is known again and left alone;
//! what a customer said herself is never overwritten; no message, notice or mirror leaves because of an import.

use super::gather;
use crate::{Commit, Committed, Customers, Fault, PortError, Scope, Snapshot, Store, Turn};
use atrevete_domain::{
    booking::{
        Appointment, Customer,
        desk::{BookLine, imported},
    },
    dialogue::ChannelId,
    facts::Needs,
    salon::Salon,
    step::Change,
    values::{
        AppointmentId, CauseId, CustomerId, Id as _, Instant, Money, PackId, PersonName, Phone, ServiceId,
        Span, StylistId,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A person as the old book knows her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Her number, by which she is recognised when she writes.
    pub phone: Phone,
    /// Her name, if the book has it.
    pub name: Option<PersonName>,
    /// With whom she would rather come.
    pub preferred: Option<StylistId>,
    /// Excused from deposits.
    pub no_deposit: bool,
    /// Wants no reminders.
    pub opted_out: bool,
    /// Addressed as *usted*.
    pub formal: bool,
    /// Visits kept, as far as the book tells.
    pub visits_kept: u16,
}

/// A visit as the old book has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Who comes: her number...
    pub phone: Option<Phone>,
    /// ...or at least her name.
    pub name: Option<PersonName>,
    /// With whom.
    pub stylist: StylistId,
    /// When it begins.
    pub start: Instant,
    /// For what.
    pub services: Vec<ServiceId>,
    /// Sold as.
    pub pack: Option<PackId>,
    /// The minutes that were set aside, if the book says so.
    pub minutes: Option<u16>,
    /// The price that was agreed, if the book says so.
    pub price: Option<Money>,
}

/// What would become of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    New,
    /// It is known; what was missing is filled in.
    Filled,
    /// It is known, and stays as it is.
    Known,
    /// A visit whose time somebody or something already has, in the agenda...
    Taken,
    /// ...or on an earlier line, by its index.
    TakenBy(usize),
}

/// An import that was looked at and not yet written.
#[derive(Debug, Clone)]
pub struct Plan {
    /// One for each line, in order.
    pub fates: Vec<Fate>,
    commit: Commit,
}

impl Plan {
    /// Whether everything in it is known already.
    pub fn changes_nothing(&self) -> bool {
        self.commit.changes.is_empty()
    }
}

/// Brings people and visits in.
#[derive(Clone)]
pub struct Import {
    store: Arc<dyn Store>,
    customers: Arc<dyn Customers>,
}

impl Import {
    /// Into this store.
    pub fn new(store: Arc<dyn Store>, customers: Arc<dyn Customers>) -> Self {
        Self { store, customers }
    }

    /// What would become of these people; each number once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn people(&self, people: &[Newcomer], now: Instant) -> Result<Plan, PortError> {
        let snapshot = self.store.facts(Scope::Customer(None), &Needs::default()).await?;
        let mut changes = Vec::new();
        let mut fates = Vec::with_capacity(people.len());
        for newcomer in people {
            let known = self.known(&newcomer.phone).await?;
            let change = match &known {
                None => Some(new_person(&snapshot.facts.salon, newcomer, now)),
                Some(person) => filled(person, newcomer),
            };
            fates.push(match (&known, &change) {
                (None, _) => Fate::New,
                (Some(_), Some(_)) => Fate::Filled,
                (Some(_), None) => Fate::Known,
            });
            changes.extend(change);
        }
        Ok(plan(fates, changes, snapshot, now))
    }

    /// What would become of these visits.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn visits(&self, visits: &[Promised], now: Instant) -> Result<Plan, PortError> {
        let salon = self.store.facts(Scope::Customer(None), &Needs::default()).await?.facts.salon;
        let mut people = People::default();
        let mut lines = Vec::with_capacity(visits.len());
        for visit in visits {
            let customer = self.comes(&mut people, &salon, visit, now).await?;
            lines.push(taken_over(&salon, visit, customer, now));
        }
        let snapshot = self.store.facts(Scope::Customer(None), &needs(&salon, &lines)).await?;
        let mut changes = Vec::new();
        let mut fates = Vec::with_capacity(lines.len());
        for (at, visit) in lines.iter().enumerate() {
            let fate = fate(&snapshot, &lines[..at], &fates, visit)?;
            if fate == Fate::New {
                if !visit.life.occupies() {
                    people.kept(visit.attendee.customer);
                }
                changes.push(Change::Appointment { was: None, now: visit.clone() });
            }
            fates.push(fate);
        }
        let coming = changes.iter().filter_map(|change| match change {
            Change::Appointment { now, .. } => Some(now.attendee.customer),
            Change::Customer { .. }
            | Change::Deposit { .. }
            | Change::Post(_)
            | Change::Case(_)
            | Change::Waiting(_)
            | Change::Unresolved(_) => None,
        });
        let coming: BTreeSet<CustomerId> = coming.collect();
        changes.extend(people.changes(&coming));
        Ok(plan(fates, changes, snapshot, now))
    }

    /// Writes what was looked at. Anything but [`Committed::Done`] means that something changed meanwhile and nothing
    /// was written: look again.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn write(&self, plan: Plan) -> Result<Committed, PortError> {
        if plan.changes_nothing() {
            return Ok(Committed::Done);
        }
        self.store.commit(plan.commit).await
    }

    /// The person with this number.
    async fn known(&self, phone: &Phone) -> Result<Option<Customer>, PortError> {
        // No channel has such an identity, so that the number decides.
        let nobody = ChannelId("import".to_owned());
        let Some(id) = self.customers.identify(&nobody, Some(phone.clone())).await? else { return Ok(None) };
        Ok(self.store.facts(Scope::Customer(Some(id)), &Needs::default()).await?.facts.customer)
    }

    /// Who comes: known to the store, met on an earlier line, or new.
    async fn comes(
        &self,
        people: &mut People,
        salon: &Salon,
        visit: &Promised,
        now: Instant,
    ) -> Result<CustomerId, PortError> {
        let Some(phone) = &visit.phone else {
            let name = visit.name.as_ref().map(PersonName::full).unwrap_or_default();
            let id = CustomerId::named(&salon.profile.name, &format!("imported\n{name}\n{}", visit.start));
            people.meet(None, Customer::new(id, visit.name.clone(), None, now));
            return Ok(id);
        };
        let id = person_id(salon, phone);
        if let Some(met) = people.by_phone.get(phone) {
            return Ok(*met);
        }
        let known = self.known(phone).await?;
        let person =
            known.clone().unwrap_or_else(|| Customer::new(id, visit.name.clone(), Some(phone.clone()), now));
        let id = person.id;
        people.by_phone.insert(phone.clone(), id);
        people.meet(known, person);
        Ok(id)
    }
}

/// The people of an import, those who are known with the row that was read.
#[derive(Default)]
struct People {
    by_phone: BTreeMap<Phone, CustomerId>,
    rows: BTreeMap<CustomerId, (Option<Customer>, Customer)>,
}

impl People {
    fn meet(&mut self, was: Option<Customer>, now: Customer) {
        self.rows.entry(now.id).or_insert((was, now));
    }

    /// A visit that is over was kept; of people who are known the store has counted.
    fn kept(&mut self, id: CustomerId) {
        if let Some((None, person)) = self.rows.get_mut(&id) {
            person.visits_kept = person.visits_kept.saturating_add(1);
        }
    }

    /// The new ones of those who come.
    fn changes(self, coming: &BTreeSet<CustomerId>) -> Vec<Change> {
        let new = self.rows.into_iter().filter(|(id, (known, _))| known.is_none() && coming.contains(id));
        new.map(|(_, (_, now))| Change::Customer { was: None, now }).collect()
    }
}

fn person_id(salon: &Salon, phone: &Phone) -> CustomerId {
    CustomerId::named(&salon.profile.name, &format!("imported\n{phone}"))
}

fn new_person(salon: &Salon, newcomer: &Newcomer, now: Instant) -> Change {
    let person = Customer {
        preferred_stylist: newcomer.preferred,
        no_deposit: newcomer.no_deposit,
        opted_out: newcomer.opted_out,
        formal: newcomer.formal,
        visits_kept: newcomer.visits_kept,
        ..Customer::new(
            person_id(salon, &newcomer.phone),
            newcomer.name.clone(),
            Some(newcomer.phone.clone()),
            now,
        )
    };
    Change::Customer { was: None, now: person }
}

/// A known person with what was missing; what she said herself and what the store counts of her stay.
fn filled(person: &Customer, newcomer: &Newcomer) -> Option<Change> {
    let now = Customer {
        name: person.name.clone().or_else(|| newcomer.name.clone()),
        preferred_stylist: person.preferred_stylist.or(newcomer.preferred),
        no_deposit: person.no_deposit || newcomer.no_deposit,
        opted_out: person.opted_out || newcomer.opted_out,
        formal: person.formal || newcomer.formal,
        ..person.clone()
    };
    let rev = person.rev.next();
    (*person != now).then_some(Change::Customer { was: Some(person.rev), now: Customer { rev, ..now } })
}

fn taken_over(salon: &Salon, visit: &Promised, customer: CustomerId, now: Instant) -> Appointment {
    let key = format!("imported\n{customer}\n{}\n{}", visit.stylist, visit.start);
    let line = BookLine {
        customer,
        name: visit.name.clone(),
        stylist: visit.stylist,
        start: visit.start,
        services: visit.services.clone(),
        pack: visit.pack,
        minutes: visit.minutes,
        price: visit.price,
    };
    imported(salon, AppointmentId::named(&salon.profile.name, &key), &line, now)
}

/// The rows and days that decide whether the visits can be taken over.
fn needs(salon: &Salon, visits: &[Appointment]) -> Needs {
    let zone = salon.profile.zone;
    let occupying = visits.iter().filter(|visit| visit.life.occupies());
    let days = occupying.flat_map(|visit| {
        visit.occupied().into_iter().map(|span| (visit.seat.stylist, zone.date(span.from)))
    });
    Needs {
        agenda: days.collect(),
        appointments: visits.iter().map(|visit| visit.id).collect(),
        ..Needs::default()
    }
}

/// What becomes of a visit beside what stands in the agenda and the new ones among the `earlier` lines.
fn fate(
    snapshot: &Snapshot,
    earlier: &[Appointment],
    fates: &[Fate],
    visit: &Appointment,
) -> Result<Fate, PortError> {
    let facts = &snapshot.facts;
    if facts.appointments.contains_key(&visit.id) || earlier.iter().any(|other| other.id == visit.id) {
        return Ok(Fate::Known);
    }
    if !visit.life.occupies() {
        return Ok(Fate::New);
    }
    let mine = visit.occupied();
    let meets = |span: Span| mine.iter().any(|own| own.overlaps(span));
    let beside = earlier.iter().zip(fates).position(|(other, fate)| {
        *fate == Fate::New
            && other.seat.stylist == visit.seat.stylist
            && other.life.occupies()
            && other.occupied().into_iter().any(meets)
    });
    if let Some(index) = beside {
        return Ok(Fate::TakenBy(index));
    }
    for span in &mine {
        let date = facts.salon.profile.zone.date(span.from);
        let busy = facts.agenda.busy(visit.seat.stylist, date);
        let busy = busy.map_err(|_| PortError::new("store", Fault::Rejected))?;
        if busy.iter().any(|busy| meets(busy.span)) {
            return Ok(Fate::Taken);
        }
    }
    Ok(Fate::New)
}

fn plan(fates: Vec<Fate>, changes: Vec<Change>, snapshot: Snapshot, now: Instant) -> Plan {
    let changes = gather::sorted(changes);
    let facts = gather::after(snapshot.facts, &changes);
    let timers = gather::timers(&facts, &changes);
    let cause = CauseId::named("import", &format!("{now}"));
    let turn =
        Turn { conversation: None, cause, at: now, input: None, heard: None, trace: Vec::new(), said: None };
    let commit = Commit {
        at: now,
        fence: None,
        talk: None,
        changes,
        agenda: snapshot.agenda,
        outbox: Vec::new(),
        events: Vec::new(),
        timers,
        turn,
    };
    Plan { fates, commit }
}
