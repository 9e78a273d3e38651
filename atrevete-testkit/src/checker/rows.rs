//! The rows of one booking, canonical, and the production rules that change them.
//!
//! Invariants: an event is answered by the desk's own functions and by nothing else (a knock-out alters what they are
//! asked or hand back, see [`super::knock`]); two rows that the rules cannot tell apart are one. For that every instant
//! is reduced to what a rule compares it for (a limit still ahead or reached), ids are named by their place, revisions
//! are dropped.

use super::{
    fixture::{
        BASE, CORRECTED, checkout_id, epoch, mint, now, payment, refund_id, salon, seat, slot_of, span,
        stylist, with_plan,
    },
    knock::Knockout,
};
use atrevete_domain::{
    booking::{
        Appointment, CheckoutUrl, Deposit, DepositLife, DeskEvent, DueKind, Life, Notes, Outcome,
        RefundReason, RefundState, Rev, Ruling, StaffOrder,
        appointment::By,
        desk::{self, RefundAnswer},
    },
    facts::{Agenda, Busy, Facts, HoldCounts},
    salon::Salon,
    step::{Change, Effect, News},
    values::{AppointmentId, CheckoutId, DepositId, GroupId, Id as _, Instant, Money},
};
use chrono::TimeDelta;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};

/// Pages of one booking that the model has room for; the rules never ask for more.
pub(super) const PAGES: usize = 3;
/// Refunds of one booking that the model has room for.
pub(super) const REFUNDS: usize = 3;

/// The rows of a booking at one of the two moments the model knows: before its start, or after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Rows {
    pub(super) visit: Appointment,
    pub(super) deposit: Deposit,
    pub(super) past: bool,
}

/// What can befall the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Event {
    Opened(u8),
    OpenFailed(u8),
    Shut(u8),
    Unreachable(u8),
    Processing(u8),
    BankRefused(u8),
    Paid(u8),
    PaidOther(u8),
    RefundPending(u8),
    RefundDone(u8),
    RefundFailed(u8),
    RefundUnknown(u8),
    LimitPasses,
    StartPasses,
    Limit,
    Release,
    Look,
    LookRefund,
    Fails,
    Corrects,
    CancelsEarly,
    CancelsLate,
    Moves(u8),
    StaffCancels,
    StaffKeeps,
    StaffWaives,
    StaffMoves(u8),
}

/// A call to the outside that a ruling asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Secure(u8),
    Expire(u8),
    LookAt(u8),
    Refund(u8),
}

/// What the rules made of an event.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) rows: Rows,
    pub(super) calls: Vec<Call>,
    pub(super) news: u8,
    pub(super) refused: bool,
}

/// What a customer can be told, as bits.
pub(super) mod told {
    pub(crate) const LINK: u8 = 1;
    pub(crate) const BOOKED: u8 = 2;
    pub(crate) const RELEASED: u8 = 4;
    pub(crate) const CANCELLED: u8 = 8;
    pub(crate) const REFUND: u8 = 16;
    pub(crate) const CASE: u8 = 32;
}

/// The salon of the model and its fixed moments.
pub(super) struct Desk {
    salon: Arc<Salon>,
    pub(super) knock: Option<Knockout>,
}

impl Desk {
    pub(super) fn new(knock: Option<Knockout>) -> Self {
        Self { salon: Arc::new(salon()), knock }
    }

    /// The customer takes a slot.
    pub(super) fn hold(&self, slot: u8) -> Answer {
        let rows = None;
        let facts = self.facts(rows, None);
        let ruling = with_plan(slot, BASE, |plan| desk::hold(&facts, now(false), &mut mint(), plan));
        Self::answer(rows, false, ruling)
    }

    /// The production rules' answer; `other` is the slot that the chair's other customer occupies.
    pub(super) fn ask(&self, rows: &Rows, event: Event, other: Option<u8>) -> Answer {
        match self.knock {
            Some(knock) => knock.ask(self, rows, event, other),
            None => self.rule(rows, event, other),
        }
    }

    /// As [`Desk::ask`], without any knock-out.
    pub(super) fn rule(&self, rows: &Rows, event: Event, other: Option<u8>) -> Answer {
        if let Some(rows) = time_passes(rows, event) {
            return Answer { rows, calls: vec![], news: 0, refused: false };
        }
        let facts = self.facts(Some(rows), other);
        let ruling = Self::production(rows, event, &facts);
        Self::answer(Some(rows), rows.past, ruling)
    }

    fn production(rows: &Rows, event: Event, facts: &Facts) -> Ruling {
        let (now, mut mint) = (now(rows.past), mint());
        let (visit, deposit) = (&rows.visit, &rows.deposit);
        let amount = if deposit.amount == Money::cents(BASE / 5) { BASE } else { CORRECTED };
        let ids = [visit.id];
        let ruling = match event {
            Event::Fails => desk::payment_failed(deposit, facts, now, &mut mint),
            Event::CancelsEarly => desk::cancel(facts, now, &mut mint, &ids),
            Event::CancelsLate => desk::cancel(facts, visit.start() - TimeDelta::hours(10), &mut mint, &ids),
            Event::Corrects => {
                with_plan(slot_of(visit), CORRECTED, |plan| desk::rehold(facts, now, &mut mint, &ids, plan))
            }
            Event::Moves(slot) => {
                with_plan(slot, amount, |plan| desk::rehold(facts, now, &mut mint, &ids, plan))
            }
            Event::StaffCancels | Event::StaffKeeps | Event::StaffWaives | Event::StaffMoves(_) => {
                visit.rule(facts, now, &mut mint, &DeskEvent::Staff(order(visit.id, event)))
            }
            Event::Look | Event::LookRefund | Event::Release => {
                // Late enough for every look that is ever due, also the daily one at a refund that was done.
                deposit.rule(facts, now + TimeDelta::hours(25), &mut mint, &Self::heard(rows, event))
            }
            Event::Opened(_)
            | Event::OpenFailed(_)
            | Event::Shut(_)
            | Event::Unreachable(_)
            | Event::Processing(_)
            | Event::BankRefused(_)
            | Event::Paid(_)
            | Event::PaidOther(_)
            | Event::RefundPending(_)
            | Event::RefundDone(_)
            | Event::RefundFailed(_)
            | Event::RefundUnknown(_)
            | Event::LimitPasses
            | Event::StartPasses
            | Event::Limit => deposit.rule(facts, now, &mut mint, &Self::heard(rows, event)),
        };
        ruling.expect("all facts are loaded")
    }

    /// The desk event of what the provider or a timer says.
    fn heard(rows: &Rows, event: Event) -> DeskEvent {
        let page = |k: u8| rows.deposit.checkouts[usize::from(k)].id;
        let asked = |k: u8| rows.deposit.checkouts[usize::from(k)].amount;
        let refund = |r: u8, answer| DeskEvent::Refund { refund: refund_id(r), answer };
        let reference = || "re".to_owned();
        match event {
            Event::Opened(k) => DeskEvent::Opened { checkout: page(k), url: CheckoutUrl("u".into()) },
            Event::OpenFailed(k) => DeskEvent::OpenFailed { checkout: page(k) },
            Event::Shut(k) => DeskEvent::Shut { checkout: page(k) },
            Event::Unreachable(k) => DeskEvent::ShutUnreachable { checkout: page(k) },
            Event::Processing(k) => DeskEvent::Processing { checkout: page(k) },
            Event::BankRefused(k) => DeskEvent::BankRefused { checkout: page(k) },
            Event::Paid(k) => DeskEvent::Paid { checkout: page(k), amount: asked(k), payment: payment(k) },
            Event::PaidOther(k) => {
                DeskEvent::Paid { checkout: page(k), amount: Money::cents(1), payment: payment(k) }
            }
            Event::RefundPending(r) => refund(r, RefundAnswer::Pending { reference: reference() }),
            Event::RefundDone(r) => refund(r, RefundAnswer::Succeeded { reference: reference() }),
            Event::RefundFailed(r) => refund(r, RefundAnswer::Failed),
            Event::RefundUnknown(r) => refund(r, RefundAnswer::Unknown),
            Event::Limit => DeskEvent::Due(DueKind::Limit),
            Event::Release => DeskEvent::Due(DueKind::Release),
            Event::Look => DeskEvent::Due(DueKind::Look),
            Event::LookRefund => DeskEvent::Due(DueKind::LookRefund),
            Event::LimitPasses
            | Event::StartPasses
            | Event::Fails
            | Event::Corrects
            | Event::CancelsEarly
            | Event::CancelsLate
            | Event::Moves(_)
            | Event::StaffCancels
            | Event::StaffKeeps
            | Event::StaffWaives
            | Event::StaffMoves(_) => unreachable!("no word of the provider and no timer"),
        }
    }

    /// The timers that the rules derive from the rows.
    pub(super) fn due(&self, rows: &Rows) -> Vec<DueKind> {
        let facts = self.facts(Some(rows), None);
        rows.deposit.due(&[&rows.visit], &facts).into_iter().map(|(_, kind)| kind).collect()
    }

    fn facts(&self, rows: Option<&Rows>, other: Option<u8>) -> Facts {
        let mut busy: Vec<Busy> = other
            .into_iter()
            .map(|slot| Busy { span: span(slot), by: Some(AppointmentId::named("c", "other")) })
            .collect();
        let mut facts = Facts {
            salon: self.salon.clone(),
            epoch: epoch(),
            customer: None,
            people: BTreeMap::new(),
            appointments: BTreeMap::new(),
            deposits: BTreeMap::new(),
            agenda: Agenda::default(),
            holds: HoldCounts::default(),
            refused: vec![],
        };
        if let Some(rows) = rows {
            if rows.visit.life.occupies() {
                busy.push(Busy { span: rows.visit.seat.span, by: Some(rows.visit.id) });
            }
            facts.appointments.insert(rows.visit.id, rows.visit.clone());
            facts.deposits.insert(rows.deposit.id, rows.deposit.clone());
        }
        let zone = self.salon.profile.zone;
        facts.agenda.load(stylist(), zone.date(span(0).from), busy);
        facts
    }

    /// Applies a ruling to the rows and makes them canonical.
    fn answer(before: Option<&Rows>, past: bool, ruling: Ruling) -> Answer {
        let mut visit = before.map(|rows| rows.visit.clone());
        let mut deposit = before.map(|rows| rows.deposit.clone());
        for change in ruling.changes {
            match change {
                Change::Appointment { now, .. } => visit = Some(now),
                Change::Deposit { now, .. } => deposit = Some(now),
                Change::Customer { .. }
                | Change::Post(_)
                | Change::Case(_)
                | Change::Waiting(_)
                | Change::Unresolved(_) => {}
            }
        }
        let mut rows = Rows {
            visit: visit.expect("a hold makes an appointment"),
            deposit: deposit.expect("a hold makes a deposit"),
            past,
        };
        let calls = ruling.effects.iter().filter_map(|effect| call(&rows.deposit, effect)).collect();
        let news = ruling.news.iter().fold(0, |bits, (_, news)| bits | bit(news));
        canonical(&mut rows);
        Answer { rows, calls, news, refused: matches!(ruling.outcome, Outcome::Refused(_)) }
    }
}

/// Time is an event that only touches the rows' relation to it.
fn time_passes(rows: &Rows, event: Event) -> Option<Rows> {
    let mut rows = rows.clone();
    match (event, &mut rows.visit.life) {
        (Event::LimitPasses, Life::Provisional { until }) => *until = now(rows.past),
        (Event::StartPasses, _) => rows.past = true,
        _ => return None,
    }
    canonical(&mut rows);
    Some(rows)
}

fn order(appointment: AppointmentId, event: Event) -> StaffOrder {
    match event {
        Event::StaffKeeps => StaffOrder::Cancel { appointment, keep: Some("reason".into()) },
        Event::StaffWaives => StaffOrder::Waive { appointment },
        Event::StaffMoves(slot) => StaffOrder::Move { appointment, seat: seat(slot) },
        _ => StaffOrder::Cancel { appointment, keep: None },
    }
}

/// Reduces rows to what the rules can tell apart.
pub(super) fn canonical(rows: &mut Rows) {
    let now = now(rows.past);
    let ahead = |at: Instant, minutes| if at > now { now + TimeDelta::minutes(minutes) } else { now };
    let visit = &mut rows.visit;
    visit.id = AppointmentId::named("c", "own");
    visit.deposit = Some(DepositId::named("c", "deposit"));
    visit.group = None::<GroupId>;
    visit.rev = Rev::NEW;
    visit.made_at = now;
    visit.shown = None;
    visit.notes = Notes { deposit_final: visit.notes.deposit_final, ..Notes::default() };
    match &mut visit.life {
        Life::Provisional { until } => *until = ahead(*until, 20),
        Life::Closing { since, close_by } => (*since, *close_by) = (now, ahead(*close_by, 5)),
        Life::Cancelled { by, at } => (*by, *at) = (By::Customer, now),
        Life::Confirmed { .. } | Life::Completed | Life::NoShow | Life::Expired => {}
    }
    let deposit = &mut rows.deposit;
    deposit.id = DepositId::named("c", "deposit");
    deposit.rev = Rev::NEW;
    (deposit.warned_for, deposit.refund_until) = (None, None);
    for (id, _) in &mut deposit.shares {
        *id = visit.id;
    }
    let mut names: BTreeMap<CheckoutId, CheckoutId> = BTreeMap::new();
    for (k, page) in deposit.checkouts.iter_mut().enumerate() {
        names.insert(page.id, checkout_id(k));
        (page.id, page.asked_at, page.looks, page.generation) = (checkout_id(k), now, 0, 0);
    }
    if let DepositLife::Held { by } = &mut deposit.life {
        *by = names[by];
    }
    let mut refunds = 0;
    for payment in &mut deposit.payments {
        payment.checkout = names[&payment.checkout];
        payment.at = now - TimeDelta::days(1);
        for refund in &mut payment.refunds {
            (refund.id, refund.at, refund.looks, refund.generation) = (refund_id(refunds), now, 0, 0);
            (refund.appointment, refund.reason) = (refund.appointment.map(|_| visit.id), RefundReason::Staff);
            refund.reference = None;
            refunds += 1;
        }
    }
}

fn call(deposit: &Deposit, effect: &Effect) -> Option<Call> {
    let page = |id: &CheckoutId| place(deposit.checkouts.iter().position(|c| c.id == *id));
    let mut refunds = deposit.payments.iter().flat_map(|p| &p.refunds);
    match effect {
        Effect::Secure { checkout, .. } => Some(Call::Secure(page(checkout))),
        Effect::ExpireCheckout { checkout } => Some(Call::Expire(page(checkout))),
        Effect::LookAtCheckout { checkout } => Some(Call::LookAt(page(checkout))),
        Effect::Refund { refund, .. } => Some(Call::Refund(place(refunds.position(|r| r.id == *refund)))),
        Effect::Say(_)
        | Effect::Mirror { .. }
        | Effect::TellStylist { .. }
        | Effect::HandOff(_)
        | Effect::AlertTeam { .. } => None,
    }
}

fn place(index: Option<usize>) -> u8 {
    index.and_then(|index| u8::try_from(index).ok()).expect("an effect names what its rows hold")
}

fn bit(news: &News) -> u8 {
    match news {
        News::LinkReady(_) => told::LINK,
        News::Confirmed(_) => told::BOOKED,
        News::HoldExpired(_) => told::RELEASED,
        News::CancelledBySalon { .. } | News::SeatGone(_) => told::CANCELLED,
        News::LateRefund { .. } | News::PaidTwice { .. } | News::CancelledRefund { .. } => told::REFUND,
        News::AmountDiffers(_) | News::RefundFailed { .. } => told::CASE,
        News::LinkFailed(_)
        | News::HoldEnding(_)
        | News::Processing(_)
        | News::MovedBySalon(_)
        | News::ReminderDue(_)
        | News::GroupReminderDue(_) => 0,
    }
}

/// Whether a refund is still under way.
pub(super) fn refund_open(state: RefundState) -> bool {
    matches!(state, RefundState::Due | RefundState::Look | RefundState::Pending)
}
