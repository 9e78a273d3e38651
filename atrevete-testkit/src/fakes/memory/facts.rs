//! Reading: what a scope always needs, and what was named.

use super::{Inner, MemoryStore};
use async_trait::async_trait;
use atrevete_domain::{
    booking::{Appointment, Life},
    dialogue::ChannelId,
    facts::{Agenda, Facts, HoldCounts, Needs},
    salon::Salon,
    values::{AppointmentId, CustomerId, DepositId, Instant, Phone},
};
use atrevete_ports::{Catalogue, Customers, PortError, Scope, Snapshot};
use chrono::TimeDelta;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How many past visits of a customer are loaded.
const VISITS: usize = 5;

impl MemoryStore {
    pub(super) fn snapshot(&self, scope: Scope, needs: &Needs) -> Snapshot {
        let now = self.clock.now();
        let inner = self.lock();
        let mut wanted: BTreeSet<AppointmentId> = needs.appointments.clone();
        let mut deposits: BTreeSet<DepositId> = needs.deposits.clone();
        let customer = inner.scope(scope, &mut wanted, &mut deposits);
        if let Some(id) = customer {
            inner.always(id, &mut wanted);
        }
        for id in &deposits {
            wanted.extend(inner.deposits.get(id).into_iter().flat_map(|d| d.shares.iter().map(|s| s.0)));
        }
        let appointments: BTreeMap<AppointmentId, Appointment> =
            wanted.iter().filter_map(|id| inner.appointments.get(id)).map(|a| (a.id, a.clone())).collect();
        deposits.extend(appointments.values().filter_map(|a| a.deposit));
        let mut agenda = Agenda::default();
        for (stylist, date) in &needs.agenda {
            agenda.load(*stylist, *date, inner.chairs.day(*stylist, *date));
        }
        let facts = Facts {
            salon: inner.salon.clone(),
            epoch: inner.epoch,
            customer: customer.and_then(|id| inner.customers.get(&id)).cloned(),
            people: inner.people(customer, &appointments),
            deposits: deposits
                .iter()
                .filter_map(|id| inner.deposits.get(id))
                .map(|d| (d.id, d.clone()))
                .collect(),
            appointments,
            agenda,
            holds: inner.holds(customer, now),
            refused: Vec::new(),
        };
        Snapshot { facts, agenda: inner.agenda.clone() }
    }
}

impl Inner {
    /// Whose facts they are, with the rows the scope itself names.
    fn scope(
        &self,
        scope: Scope,
        wanted: &mut BTreeSet<AppointmentId>,
        deposits: &mut BTreeSet<DepositId>,
    ) -> Option<CustomerId> {
        let deposit = match scope {
            Scope::Customer(customer) => return customer,
            Scope::Deposit(id) => Some(id),
            Scope::Checkout(checkout) => self.of_checkout.get(&checkout).copied(),
            Scope::Appointment(id) => {
                wanted.insert(id);
                self.appointments.get(&id).and_then(|a| a.deposit)
            }
        };
        if let Some(deposit) = deposit.and_then(|id| self.deposits.get(&id)) {
            deposits.insert(deposit.id);
            wanted.extend(deposit.shares.iter().map(|(id, _)| *id));
        }
        // The group of an appointment is agreed, reminded of and confirmed as one.
        let groups: BTreeSet<_> =
            wanted.iter().filter_map(|id| self.appointments.get(id)).filter_map(|a| a.group).collect();
        let payers: Vec<CustomerId> =
            wanted.iter().filter_map(|id| self.appointments.get(id)).map(payer).collect();
        for payer in &payers {
            for id in self.of_customer.get(payer).into_iter().flatten() {
                if self.appointments[id].group.is_some_and(|g| groups.contains(&g)) {
                    wanted.insert(*id);
                }
            }
        }
        payers.first().copied()
    }

    /// Open appointments, own and booked for others, and the last visits.
    fn always(&self, customer: CustomerId, wanted: &mut BTreeSet<AppointmentId>) {
        let all = self.of_customer.get(&customer).into_iter().flatten().map(|id| &self.appointments[id]);
        let (open, past): (Vec<&Appointment>, Vec<&Appointment>) = all.partition(|a| a.life.occupies());
        wanted.extend(open.iter().map(|a| a.id));
        let mut visits: Vec<&Appointment> =
            past.into_iter().filter(|a| matches!(a.life, Life::Completed | Life::NoShow)).collect();
        visits.sort_by_key(|a| std::cmp::Reverse((a.start(), a.id)));
        wanted.extend(visits.iter().take(VISITS).map(|a| a.id));
    }

    /// Everybody this customer has booked for, and who comes to or booked what was loaded.
    fn people(
        &self,
        customer: Option<CustomerId>,
        loaded: &BTreeMap<AppointmentId, Appointment>,
    ) -> BTreeMap<CustomerId, atrevete_domain::booking::Customer> {
        let mine = customer.and_then(|id| self.of_customer.get(&id)).into_iter().flatten();
        let booked_for = mine
            .map(|id| &self.appointments[id])
            .filter(|a| a.booked_by == customer)
            .map(|a| a.attendee.customer);
        let concerned = loaded.values().flat_map(|a| std::iter::once(a.attendee.customer).chain(a.booked_by));
        booked_for
            .chain(concerned)
            .filter_map(|id| self.customers.get(&id))
            .map(|c| (c.id, c.clone()))
            .collect()
    }

    fn holds(&self, customer: Option<CustomerId>, now: Instant) -> HoldCounts {
        let unproven: BTreeSet<_> = self
            .unpaid
            .iter()
            .map(|id| &self.appointments[id])
            .filter(|a| self.customers.get(&payer(a)).is_none_or(|c| c.visits_kept == 0))
            .map(|a| (a.deposit, a.deposit.is_none().then_some(a.id)))
            .collect();
        let lapsed: BTreeSet<_> = customer
            .and_then(|id| self.of_customer.get(&id))
            .into_iter()
            .flatten()
            .map(|id| &self.appointments[id])
            .filter(|a| a.life == Life::Expired && now - a.made_at <= TimeDelta::days(7))
            .map(|a| a.deposit)
            .collect();
        HoldCounts { unproven: small(unproven.len()), lapsed: small(lapsed.len()) }
    }
}

fn payer(appointment: &Appointment) -> CustomerId {
    appointment.booked_by.unwrap_or(appointment.attendee.customer)
}

fn small(n: usize) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}

#[async_trait]
impl Customers for MemoryStore {
    async fn identify(
        &self,
        channel: &ChannelId,
        phone: Option<Phone>,
    ) -> Result<Option<CustomerId>, PortError> {
        let inner = self.lock();
        let by_channel = inner.identities.get(channel).copied();
        Ok(by_channel.or_else(|| phone.and_then(|p| inner.by_phone.get(&p).copied())))
    }

    async fn reach(&self, customer: CustomerId) -> Result<Option<ChannelId>, PortError> {
        let inner = self.lock();
        let own = inner.channels.get(&customer);
        let booker = || inner.customers.get(&customer)?.referred_by.and_then(|id| inner.channels.get(&id));
        Ok(own.or_else(booker).cloned())
    }
}

#[async_trait]
impl Catalogue for MemoryStore {
    async fn salon(&self) -> Result<Arc<Salon>, PortError> {
        Ok(self.lock().salon.clone())
    }
}
