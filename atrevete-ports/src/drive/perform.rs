//! What the relay does with money and with the calendar.
//!
//! Invariants: a calendar that does not answer is not free; no page is opened that could not be paid in time; a refund is
//! looked for before it is made; an answer goes to the desk as an inbox row, keyed by the outbox row that asked.

use super::{Driver, intake::desk_event, relay::Verdict};
use crate::{
    AskedPage, Event, Fault, InboxLane, Look, MirrorEvent, NewEvent, OpenPage, OutboxRow, PageState,
    PortError, RefundRequest, Scope, Settled,
};
use atrevete_domain::{
    booking::{Deposit, DeskEvent, PaymentRef, desk::RefundAnswer},
    facts::{Facts, Needs},
    step::Effect,
    values::{AppointmentId, CheckoutId, DepositId, Instant, Money, RefundId},
};

impl Driver {
    pub(super) async fn money(&self, row: &OutboxRow, now: Instant) -> Result<Verdict, PortError> {
        match &row.effect {
            Effect::Secure { deposit, checkout, amount, appointments, closes } => {
                let page = OpenPage {
                    checkout: *checkout,
                    deposit: *deposit,
                    appointments: appointments.clone(),
                    amount: *amount,
                    closes: *closes,
                    key: row.key(),
                };
                self.secure(row, &page, now).await
            }
            Effect::ExpireCheckout { checkout } => self.expire(row, *checkout, now).await,
            Effect::LookAtCheckout { checkout } => {
                let Some((deposit, facts)) = self.deposit_of(*checkout).await? else { return Ok(void()) };
                let state = self.ports.payments.read(asked(&facts, *checkout, row.made_at)).await?;
                Ok(answer(row, deposit, desk_event(*checkout, state), now))
            }
            Effect::Refund { refund, checkout, amount } => {
                self.refund(row, *refund, *checkout, *amount, now).await
            }
            Effect::Say(_)
            | Effect::Mirror { .. }
            | Effect::TellStylist { .. }
            | Effect::HandOff(_)
            | Effect::AlertTeam { .. } => Ok(void()),
        }
    }

    /// The live calendar, then the page.
    async fn secure(&self, row: &OutboxRow, page: &OpenPage, now: Instant) -> Result<Verdict, PortError> {
        if now + self.settings.no_page_within >= page.closes {
            return Ok(answer(row, page.deposit, DeskEvent::OpenFailed { checkout: page.checkout }, now));
        }
        let facts = self.ports.store.facts(Scope::Deposit(page.deposit), &Needs::default()).await?.facts;
        for id in &page.appointments {
            let Some(appointment) = facts.appointments.get(id) else { continue };
            let spans = appointment.occupied();
            if self.ports.calendar.look(appointment.seat.stylist, &spans).await? == Look::Busy {
                return Ok(answer(row, page.deposit, DeskEvent::SeatBusyOutside { appointment: *id }, now));
            }
        }
        match self.ports.payments.open(page).await {
            Ok(url) => Ok(answer(row, page.deposit, DeskEvent::Opened { checkout: page.checkout, url }, now)),
            Err(error) if error.fault == Fault::Rejected => {
                Ok(answer(row, page.deposit, DeskEvent::OpenFailed { checkout: page.checkout }, now))
            }
            Err(error) => Err(error),
        }
    }

    /// Shuts a page; after a while of silence the desk hears of it, and its looks go on.
    async fn expire(
        &self,
        row: &OutboxRow,
        checkout: CheckoutId,
        now: Instant,
    ) -> Result<Verdict, PortError> {
        let Some((deposit, facts)) = self.deposit_of(checkout).await? else { return Ok(void()) };
        let silent = now >= row.made_at + self.settings.unreachable_after;
        match self.ports.payments.expire(asked(&facts, checkout, row.made_at)).await {
            // What says that it is still open has not been shut.
            Ok(PageState::Open { .. }) | Err(_) if silent => {
                Ok(answer(row, deposit, DeskEvent::ShutUnreachable { checkout }, now))
            }
            Ok(PageState::Open { .. }) | Err(PortError { fault: Fault::Rejected, .. }) => {
                Err(PortError::transient("payments"))
            }
            Ok(state) => Ok(answer(row, deposit, desk_event(checkout, state), now)),
            Err(error) => Err(error),
        }
    }

    /// Looks for the refund first: an answer that got lost was perhaps a refund that was made.
    async fn refund(
        &self,
        row: &OutboxRow,
        refund: RefundId,
        checkout: CheckoutId,
        amount: Money,
        now: Instant,
    ) -> Result<Verdict, PortError> {
        let Some((deposit, facts)) = self.deposit_of(checkout).await? else { return Ok(void()) };
        let Some(payment) = payment_of(facts.deposit_of(checkout), refund, checkout) else {
            return Ok(void());
        };
        let found = self.ports.payments.find_refund(refund, &payment).await?;
        let told = if let Some(found) = found {
            found
        } else {
            let request = RefundRequest { refund, payment, amount, key: row.key() };
            match self.ports.payments.refund(&request).await {
                Ok(told) => told,
                Err(error) if error.fault == Fault::Rejected => RefundAnswer::Failed,
                Err(error) => return Err(error),
            }
        };
        if told == RefundAnswer::Unknown {
            return Err(PortError::transient("payments"));
        }
        Ok(answer(row, deposit, DeskEvent::Refund { refund, answer: told }, now))
    }

    async fn deposit_of(&self, checkout: CheckoutId) -> Result<Option<(DepositId, Facts)>, PortError> {
        let facts = self.ports.store.facts(Scope::Checkout(checkout), &Needs::default()).await?.facts;
        Ok(facts.deposit_of(checkout).map(|d| d.id).map(|id| (id, facts)))
    }

    pub(super) async fn mirror(&self, id: AppointmentId) -> Result<Verdict, PortError> {
        let facts = self.ports.store.facts(Scope::Appointment(id), &Needs::default()).await?.facts;
        let Some(appointment) = facts.appointments.get(&id) else { return Ok(void()) };
        self.ports.calendar.mirror(&MirrorEvent::of(appointment)).await?;
        Ok(Verdict::Over(Settled::Done, Vec::new()))
    }
}

/// A page as its row has it.
pub(super) fn asked(facts: &Facts, checkout: CheckoutId, now: Instant) -> AskedPage {
    let row = facts.deposit_of(checkout).and_then(|d| d.checkout(checkout));
    AskedPage { checkout, at: row.map_or(now, |row| row.asked_at) }
}

/// The payment that a refund goes back to: the one that carries it, else the one the page brought.
fn payment_of(deposit: Option<&Deposit>, refund: RefundId, checkout: CheckoutId) -> Option<PaymentRef> {
    let payments = &deposit?.payments;
    payments
        .iter()
        .find(|p| p.refunds.iter().any(|r| r.id == refund))
        .or_else(|| payments.iter().find(|p| p.checkout == checkout))
        .map(|p| p.reference.clone())
}

fn answer(row: &OutboxRow, deposit: DepositId, event: DeskEvent, now: Instant) -> Verdict {
    let key = format!("effect:{}", row.key());
    let event = NewEvent::now(InboxLane::Deposit(deposit), key, Event::Desk(event), now);
    Verdict::Over(Settled::Done, vec![event])
}

fn void() -> Verdict {
    Verdict::Over(Settled::Void, Vec::new())
}
