//! Sets the stage: a world with its salon, its people and its agenda.

use super::{
    Problem, clock,
    format::{AppointmentFile, BlockFile, PersonFile, Scenario},
    overlay,
};
use crate::{
    exec::block_on,
    rows::MakeRows,
    world::{Person, World},
};
use atrevete_domain::{
    booking::{
        Account, Appointment, Attendee, Checkout, CheckoutState, CollectedBy, Customer, Deposit, DepositLife,
        Disclosure, HowConfirmed, LedgerEntry, Life, Notes, Payment, PaymentRef, PolicyShown, Reminder, Rev,
        Seat, appointment::By, cancellation::refund_until, quote::quote,
    },
    dialogue::ChannelId,
    facts::Needs,
    salon::Salon,
    values::{
        AppointmentId, CheckoutId, CustomerId, DepositId, Id as _, Instant, Money, PersonName, Phone,
        ServiceId, Span, StylistId, fold,
    },
};
use atrevete_ports::{Language, Scope, Subject, TimersOf};
use chrono::TimeDelta;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// A world with the cast of a scenario.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) salon: Arc<Salon>,
    pub(super) cast: BTreeMap<String, ChannelId>,
    pub(super) lead: ChannelId,
}

/// Builds the world that a scenario begins with.
pub(super) fn set(
    rows: MakeRows<'_>,
    scenario: &Scenario,
    folder: &Path,
    language: Arc<dyn Language>,
) -> Result<Stage, Problem> {
    let salon = overlay::salon(scenario, folder)?;
    let zone = salon.profile.zone;
    let now = clock::instant(zone, &scenario.now)?;
    let world = World::over(rows, salon, now, language);
    let salon = world.store.salon_now();
    let cast: BTreeMap<String, ChannelId> =
        scenario.person.iter().map(|p| (p.id.clone(), channel(&p.id))).collect();
    let lead = scenario.person.first().map(|p| channel(&p.id));
    let lead = lead.ok_or_else(|| Problem::Form("nobody writes".to_owned()))?;
    let mut stage = Stage { world, salon, cast, lead };
    for person in &scenario.person {
        stage.person(person, now)?;
    }
    for appointment in &scenario.appointment {
        stage.appointment(appointment, now)?;
    }
    for free in &scenario.free {
        for stylist in &stage.salon.stylists {
            let of = free.of.iter().find(|(name, _)| fold(name) == fold(&stylist.name));
            let intervals = of.map(|(_, list)| list.as_slice()).unwrap_or_default();
            for span in clock::rest_of_day(zone, &free.day, intervals)? {
                stage.world.store.block(stylist.id, span);
            }
        }
    }
    for block in &scenario.block {
        let (stylist, span) = stage.span(block)?;
        stage.world.store.block(stylist, span);
    }
    Ok(stage)
}

fn channel(id: &str) -> ChannelId {
    ChannelId(format!("whatsapp:{id}"))
}

pub(super) fn customer_id(id: &str) -> CustomerId {
    CustomerId::named("scenario", id)
}

impl Stage {
    /// The channel of a person of the file.
    pub(super) fn channel(&self, who: Option<&str>) -> Result<ChannelId, Problem> {
        match who {
            None => Ok(self.lead.clone()),
            Some(who) => self.cast.get(who).cloned().ok_or_else(|| unknown("person", who)),
        }
    }

    pub(super) fn stylist(&self, name: &str) -> Result<StylistId, Problem> {
        let found = self.salon.stylists.iter().find(|s| fold(&s.name) == fold(name));
        found.map(|s| s.id).ok_or_else(|| unknown("stylist", name))
    }

    pub(super) fn service(&self, name: &str) -> Result<ServiceId, Problem> {
        let found = self.salon.catalogue.services.iter().find(|s| fold(&s.name) == fold(name));
        found.map(|s| s.id).ok_or_else(|| unknown("service", name))
    }

    pub(super) fn span(&self, block: &BlockFile) -> Result<(StylistId, Span), Problem> {
        let span = clock::span(self.salon.profile.zone, &block.from, &block.to)?;
        Ok((self.stylist(&block.stylist)?, span))
    }

    fn person(&mut self, file: &PersonFile, now: Instant) -> Result<(), Problem> {
        let phone = file.phone.as_deref().map(|p| Phone::parse(p, &self.salon.profile.region));
        let phone = phone.transpose().map_err(|_| clock::unreadable(file.phone.as_deref().unwrap_or("")))?;
        let channel = channel(&file.id);
        self.world.introduce(&channel, Person { phone: phone.clone(), profile: file.profile.clone() });
        let Some(first) = &file.name else { return Ok(()) };
        let name = PersonName::new(first, file.surname.as_deref()).map_err(|_| clock::unreadable(first))?;
        let met = now - TimeDelta::days(200);
        let mut customer = Customer::new(customer_id(&file.id), Some(name), phone, met);
        customer.rev = Rev::NEW.next();
        customer.visits_kept = file.visits;
        customer.no_shows = file.no_shows;
        customer.no_deposit = file.no_deposit;
        customer.opted_out = file.opted_out;
        customer.disclosed = Some(Disclosure { at: met, version: 1 });
        customer.referred_by = file.referred_by.as_deref().map(customer_id);
        customer.preferred_stylist = file.prefers.as_deref().map(|s| self.stylist(s)).transpose()?;
        // Somebody who was only ever booked for has no chat of her own.
        let writes = customer.referred_by.is_none() || customer.phone.is_some();
        self.world.store.seed_customer(customer, writes.then_some(channel));
        Ok(())
    }

    fn appointment(&mut self, file: &AppointmentFile, now: Instant) -> Result<(), Problem> {
        let zone = self.salon.profile.zone;
        let start = clock::instant(zone, &file.at)?;
        let made = file.made.as_deref().map(|m| clock::instant(zone, m)).transpose()?;
        let made_at = made.unwrap_or_else(|| (start - TimeDelta::days(7)).min(now - TimeDelta::hours(3)));
        let stylist = self.stylist(&file.stylist)?;
        let services =
            file.services.iter().map(|s| self.service(s)).collect::<Result<Vec<ServiceId>, _>>()?;
        let pack = file.pack.as_deref().map(|name| {
            let found = self.salon.catalogue.packs.iter().find(|p| fold(&p.name) == fold(name));
            found.map(|p| p.id).ok_or_else(|| unknown("pack", name))
        });
        let quote = quote(&self.salon, &services, pack.transpose()?, Some(stylist));
        let id = AppointmentId::named("scenario", &format!("{} {}", file.who, file.at));
        let attendee = customer_id(&file.who);
        let name = self.world.store.customers().into_iter().find(|c| c.id == attendee).and_then(|c| c.name);
        let policy = &self.salon.policy;
        let shown = PolicyShown { at: made_at, refund_until: refund_until(start, policy, made_at) };
        let deposit = file.paid.map(|paid| seeded_deposit(id, paid, made_at, shown.refund_until));
        let reminds_at = start - TimeDelta::hours(policy.reminder_advance_hours.into());
        let reminder = if reminds_at < now { Reminder::Sent { at: reminds_at } } else { Reminder::Pending };
        let appointment = Appointment {
            id,
            rev: Rev::NEW.next(),
            seat: Seat { stylist, span: Span::minutes(start, quote.minutes) },
            attendee: Attendee { customer: attendee, name },
            booked_by: file.booked_by.as_deref().map(customer_id),
            quote,
            deposit: deposit.as_ref().map(|d| d.id),
            share: file.paid.unwrap_or(Money::ZERO),
            group: None,
            life: life(file.state.as_deref(), deposit.is_some(), made_at)?,
            made_at,
            shown: Some(shown),
            notes: Notes { reminder, ..Notes::default() },
        };
        let occupies = appointment.life.occupies();
        let deposit = deposit.map(|d| {
            let posted = d.payments.iter().flat_map(|payment| ledger_of(payment, id)).collect();
            (d, posted)
        });
        self.world.store.seed_appointment(appointment, deposit);
        if occupies {
            self.arm(id);
        }
        Ok(())
    }

    /// Timers and mirror of a seeded row, as the commit that made it would have left them.
    fn arm(&self, id: AppointmentId) {
        let store = &self.world.store;
        let snapshot = block_on(store.facts(Scope::Appointment(id), &Needs::default()));
        let facts = snapshot.expect("the store answers").facts;
        let appointment = &facts.appointments[&id];
        let due = |list: Vec<(Instant, atrevete_domain::booking::DueKind)>| {
            list.into_iter().map(|(at, kind)| (at, kind.into())).collect()
        };
        store.seed_timers(TimersOf {
            subject: Subject::Appointment(id),
            timers: due(appointment.due(&facts)),
        });
        if let Some(deposit) = appointment.deposit.and_then(|d| facts.deposits.get(&d)) {
            let timers = due(deposit.due(&[appointment], &facts));
            store.seed_timers(TimersOf { subject: Subject::Deposit(deposit.id), timers });
        }
        self.world.show(appointment);
    }
}

fn life(state: Option<&str>, paid: bool, made_at: Instant) -> Result<Life, Problem> {
    Ok(match state {
        None | Some("confirmed") => {
            Life::Confirmed { how: if paid { HowConfirmed::Paid } else { HowConfirmed::NothingDue } }
        }
        Some("completed") => Life::Completed,
        Some("no_show") => Life::NoShow,
        Some("cancelled") => Life::Cancelled { by: By::Customer, at: made_at },
        Some(other) => return Err(unknown("state", other)),
    })
}

fn seeded_deposit(
    appointment: AppointmentId,
    paid: Money,
    at: Instant,
    refund_until: Option<Instant>,
) -> Deposit {
    let name = appointment.to_string();
    let checkout = CheckoutId::named("scenario", &name);
    let payment = PaymentRef(format!("pi_{name}"));
    Deposit {
        id: DepositId::named("scenario", &name),
        rev: Rev::NEW.next(),
        amount: paid,
        shares: vec![(appointment, paid)],
        life: DepositLife::Held { by: checkout },
        failures: 0,
        collected_by: CollectedBy::Page,
        checkouts: vec![Checkout {
            id: checkout,
            amount: paid,
            state: CheckoutState::Paid { payment: payment.clone() },
            asked_at: at,
            looks: 0,
            generation: 0,
        }],
        payments: vec![Payment {
            reference: payment,
            checkout,
            at,
            captured: paid,
            held: Money::ZERO,
            applied: paid,
            refund_due: Money::ZERO,
            refunded: Money::ZERO,
            forfeited: Money::ZERO,
            disputed: Money::ZERO,
            refunds: Vec::new(),
            dispute: None,
        }],
        warned_for: None,
        refund_until,
    }
}

/// Captured and applied, as the ledger has it.
fn ledger_of(payment: &Payment, appointment: AppointmentId) -> Vec<LedgerEntry> {
    let entry = |what: &str, from, to| LedgerEntry {
        key: format!("{}:{what}", payment.reference.0),
        at: payment.at,
        payment: payment.reference.clone(),
        appointment: Some(appointment),
        from,
        to,
        amount: payment.captured,
    };
    vec![entry("capture", Account::Provider, Account::Held), entry("apply", Account::Held, Account::Applied)]
}

pub(super) fn unknown(kind: &str, name: &str) -> Problem {
    Problem::Form(format!("there is no {kind} `{name}`"))
}
