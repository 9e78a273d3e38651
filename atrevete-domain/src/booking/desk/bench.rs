//! The workbench of a ruling: working copies of one deposit and its appointments, and what is to be done about them.
//!
//! Invariants: only rows that differ from what was read become changes, each with its revision raised; money moves only
//! through [`Bench::transfer`], which changes two pots by the same amount and posts the movement.

use super::{Outcome, Refusal, Ruling};
use crate::{
    booking::{
        Appointment, Checkout, CheckoutState, CollectedBy, Deposit, DepositLife, HowConfirmed, LedgerEntry,
        Life, Payment, PaymentRef, Refund, RefundReason, RefundState, Rev, deposit::Pot,
    },
    facts::{Facts, Needs},
    salon::Policy,
    step::{Case, CaseKind, Change, Effect, News, Reason, Rule, StylistNews},
    values::{AppointmentId, CaseId, CheckoutId, CustomerId, Id as _, Instant, Mint, Money},
};
use chrono::TimeDelta;

/// A row as it was read and as it shall be; `was` is `None` for a new one.
pub(super) struct Row<T> {
    pub(super) was: Option<T>,
    pub(super) now: T,
}

/// One deposit (or none) and its appointments, being ruled on.
pub(super) struct Bench<'a> {
    pub(super) facts: &'a Facts,
    pub(super) now: Instant,
    pub(super) mint: &'a mut Mint,
    pub(super) deposit: Option<Row<Deposit>>,
    pub(super) visits: Vec<Row<Appointment>>,
    outcome: Outcome,
    written: Vec<Change>,
    effects: Vec<Effect>,
    news: Vec<(CustomerId, News)>,
    trace: Vec<Reason>,
}

/// A movement of money inside, into or out of one payment.
pub(super) struct Transfer<'a> {
    pub(super) payment: &'a PaymentRef,
    pub(super) from: Pot,
    pub(super) to: Pot,
    pub(super) amount: Money,
    pub(super) appointment: Option<AppointmentId>,
    /// What distinguishes it from other movements of this payment.
    pub(super) key: String,
}

impl<'a> Bench<'a> {
    /// Without rows: for what is new.
    pub(super) fn empty(facts: &'a Facts, now: Instant, mint: &'a mut Mint) -> Self {
        Self {
            facts,
            now,
            mint,
            deposit: None,
            visits: Vec::new(),
            outcome: Outcome::Nothing,
            written: Vec::new(),
            effects: Vec::new(),
            news: Vec::new(),
            trace: Vec::new(),
        }
    }

    /// A deposit with all its appointments.
    pub(super) fn of_deposit(
        deposit: &Deposit,
        facts: &'a Facts,
        now: Instant,
        mint: &'a mut Mint,
    ) -> Result<Self, Needs> {
        let mut bench = Self::empty(facts, now, mint);
        let mut needs = Needs::default();
        for (id, _) in &deposit.shares {
            match facts.appointment(*id) {
                Ok(visit) => bench.visits.push(Row { was: Some(visit.clone()), now: visit.clone() }),
                Err(more) => needs.merge(more),
            }
        }
        bench.deposit = Some(Row { was: Some(deposit.clone()), now: deposit.clone() });
        if needs == Needs::default() { Ok(bench) } else { Err(needs) }
    }

    /// One appointment without a deposit.
    pub(super) fn of_visit(visit: &Appointment, facts: &'a Facts, now: Instant, mint: &'a mut Mint) -> Self {
        let mut bench = Self::empty(facts, now, mint);
        bench.visits.push(Row { was: Some(visit.clone()), now: visit.clone() });
        bench
    }

    /// An appointment together with whatever shares its deposit.
    pub(super) fn around(
        id: AppointmentId,
        facts: &'a Facts,
        now: Instant,
        mint: &'a mut Mint,
    ) -> Result<Self, Needs> {
        let visit = facts.appointment(id)?;
        match visit.deposit {
            Some(deposit) => Self::of_deposit(facts.deposit(deposit)?, facts, now, mint),
            None => Ok(Self::of_visit(visit, facts, now, mint)),
        }
    }

    pub(super) fn policy(&self) -> &'a Policy {
        &self.facts.salon.policy
    }

    /// The deposit as it shall be.
    pub(super) fn deposit(&self) -> Option<&Deposit> {
        self.deposit.as_ref().map(|row| &row.now)
    }

    pub(super) fn deposit_mut(&mut self) -> Option<&mut Deposit> {
        self.deposit.as_mut().map(|row| &mut row.now)
    }

    pub(super) fn visit(&self, id: AppointmentId) -> Option<&Appointment> {
        self.visits.iter().map(|row| &row.now).find(|v| v.id == id)
    }

    pub(super) fn visit_mut(&mut self, id: AppointmentId) -> Option<&mut Appointment> {
        self.visits.iter_mut().map(|row| &mut row.now).find(|v| v.id == id)
    }

    /// The appointments whose life is so, in the order of their shares.
    pub(super) fn those(&self, so: impl Fn(&Life) -> bool) -> Vec<AppointmentId> {
        self.visits.iter().map(|row| &row.now).filter(|v| so(&v.life)).map(|v| v.id).collect()
    }

    /// The earliest limit of what is provisional.
    pub(super) fn limit(&self) -> Option<Instant> {
        self.visits.iter().filter_map(|row| row.now.life.limit()).min()
    }

    pub(super) fn checkout_mut(&mut self, id: CheckoutId) -> Option<&mut Checkout> {
        self.deposit_mut()?.checkouts.iter_mut().find(|c| c.id == id)
    }

    pub(super) fn because(&mut self, rule: Rule) {
        self.trace.push(Reason::Ruled(rule));
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.outcome = Outcome::Refused(refusal);
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Tells everybody concerned, each once.
    pub(super) fn hear(&mut self, news: &News) {
        let mut whom: Vec<CustomerId> =
            self.visits.iter().filter(|row| !ended_before(row)).map(|row| hears(&row.now)).collect();
        if whom.is_empty() {
            whom = self.visits.iter().map(|row| hears(&row.now)).collect();
        }
        whom.sort_unstable();
        whom.dedup();
        self.news.extend(whom.into_iter().map(|customer| (customer, news.clone())));
    }

    /// Tells who speaks for one appointment.
    pub(super) fn hear_of(&mut self, id: AppointmentId, news: News) {
        if let Some(whom) = self.visit(id).map(hears) {
            self.news.push((whom, news));
        }
    }

    /// Makes the calendar follow.
    pub(super) fn mirror(&mut self, appointment: AppointmentId) {
        self.effects.push(Effect::Mirror { appointment });
    }

    /// Tells the stylist who has the appointment now.
    pub(super) fn tell(&mut self, id: AppointmentId, what: StylistNews) {
        let Some(visit) = self.visit(id) else { return };
        let (stylist, urgent) = (visit.seat.stylist, self.is_today(visit.start()));
        self.effects.push(Effect::TellStylist { stylist, appointment: id, what, urgent });
    }

    pub(super) fn is_today(&self, at: Instant) -> bool {
        let zone = self.facts.salon.profile.zone;
        zone.date(at) == zone.date(self.now)
    }

    /// Something staff must decide. Its id follows from the rows as they were read, so that the same rows make the same
    /// case and a report that changes no row (a calendar that is still busy) opens one case only.
    pub(super) fn case(&mut self, kind: CaseKind, appointment: Option<AppointmentId>, amount: Option<Money>) {
        let deposit = self.deposit().map(|d| d.id);
        let rev = self.deposit().map(|d| d.rev);
        let seen = appointment.and_then(|id| self.visit(id)).map(|v| (v.id, v.rev));
        let id =
            CaseId::named(&self.facts.epoch.0.to_string(), &format!("{kind:?}/{deposit:?}/{rev:?}/{seen:?}"));
        self.written.push(Change::Case(Case { id, kind, appointment, deposit, amount, at: self.now }));
    }

    /// Moves money between the pots of a payment and posts it.
    pub(super) fn transfer(&mut self, transfer: &Transfer<'_>) {
        let Transfer { payment, from, to, amount, appointment, key } = transfer;
        if amount.is_zero() {
            return;
        }
        let Some(row) = self.payment_mut(payment) else { return };
        if let Some(pot) = row.pot(*from) {
            *pot -= *amount;
        }
        if let Some(pot) = row.pot(*to) {
            *pot += *amount;
        }
        self.written.push(Change::Post(LedgerEntry {
            key: key.clone(),
            at: self.now,
            payment: (*payment).clone(),
            appointment: *appointment,
            from: from.account(),
            to: to.account(),
            amount: *amount,
        }));
    }

    /// Posts a movement outside the pots (the loss of a dispute).
    pub(super) fn post(&mut self, entry: LedgerEntry) {
        self.written.push(Change::Post(entry));
    }

    pub(super) fn payment_mut(&mut self, reference: &PaymentRef) -> Option<&mut Payment> {
        self.deposit_mut()?.payments.iter_mut().find(|p| p.reference == *reference)
    }

    /// Decides that money goes back, and asks for it.
    pub(super) fn give_back(
        &mut self,
        payment: &PaymentRef,
        from: Pot,
        appointment: Option<AppointmentId>,
        amount: Money,
        reason: RefundReason,
    ) {
        if amount.is_zero() {
            return;
        }
        let (id, now) = (self.mint.fresh(), self.now);
        let key = format!("{id}:due");
        self.transfer(&Transfer { payment, from, to: Pot::RefundDue, amount, appointment, key });
        let Some(row) = self.payment_mut(payment) else { return };
        let (state, generation) = (RefundState::Due, 0);
        row.refunds.push(Refund {
            id,
            appointment,
            reason,
            amount,
            state,
            generation,
            reference: None,
            at: now,
            looks: 0,
        });
        let checkout = row.checkout;
        self.effect(Effect::Refund { refund: id, checkout, amount });
    }

    /// Shuts every page that can be paid; one that is being shut already is left to its way.
    pub(super) fn shut_pages(&mut self) {
        let Some(deposit) = self.deposit_mut() else { return };
        let mut shut = Vec::new();
        for checkout in &mut deposit.checkouts {
            let url = match &checkout.state {
                CheckoutState::Requested => None,
                CheckoutState::Open { url } => Some(url.clone()),
                CheckoutState::Expiring { .. }
                | CheckoutState::Processing
                | CheckoutState::Paid { .. }
                | CheckoutState::Expired
                | CheckoutState::Failed => continue,
            };
            checkout.state = CheckoutState::Expiring { url };
            shut.push(checkout.id);
        }
        self.effects.extend(shut.into_iter().map(|checkout| Effect::ExpireCheckout { checkout }));
    }

    /// Asks for a page if the deposit still wants one: due, collected online, all pages final, and time enough to pay.
    /// Called only where it has just been learned that the last page is shut, or where none was ever asked for.
    pub(super) fn next_page(&mut self) {
        let notice = TimeDelta::minutes(i64::from(self.policy().payment_reminder_before_expiry));
        let Some(limit) = self.limit().filter(|limit| *limit - self.now > notice) else { return };
        let Some(deposit) = self.deposit() else { return };
        let wanted = deposit.life == DepositLife::Due
            && deposit.collected_by == CollectedBy::Page
            && deposit.checkouts.iter().all(|c| c.state.is_final());
        if wanted {
            self.request_page(limit);
        }
    }

    /// Asks for a page.
    pub(super) fn request_page(&mut self, closes: Instant) {
        let (checkout, now) = (self.mint.fresh(), self.now);
        let appointments = self.those(Life::unpaid);
        let Some(deposit) = self.deposit_mut() else { return };
        let (id, amount, state) = (deposit.id, deposit.amount, CheckoutState::Requested);
        deposit.checkouts.push(Checkout {
            id: checkout,
            amount,
            state,
            asked_at: now,
            looks: 0,
            generation: 0,
        });
        self.effect(Effect::Secure { deposit: id, checkout, amount, appointments, closes });
    }

    /// Confirms an appointment; the stylist hears of it unless she had it before.
    pub(super) fn confirm(&mut self, id: AppointmentId, how: HowConfirmed) {
        let Some(visit) = self.visit_mut(id) else { return };
        let known = matches!(visit.life, Life::Confirmed { .. });
        visit.life = Life::Confirmed { how };
        self.mirror(id);
        if !known {
            self.tell(id, StylistNews::Booked);
        }
    }

    /// The ruling: rows that changed, then what was posted, in the order of [`Change::rank`].
    pub(super) fn finish(self) -> Ruling {
        let mut changes: Vec<Change> = Vec::new();
        for Row { was, mut now } in self.visits {
            if was.as_ref() != Some(&now) {
                let rev = was.map(|row| row.rev);
                now.rev = rev.map_or(now.rev, Rev::next);
                changes.push(Change::Appointment { was: rev, now });
            }
        }
        if let Some(Row { was, mut now }) = self.deposit
            && was.as_ref() != Some(&now)
        {
            let rev = was.map(|row| row.rev);
            now.rev = rev.map_or(now.rev, Rev::next);
            changes.push(Change::Deposit { was: rev, now });
        }
        changes.extend(self.written);
        changes.sort_by_key(Change::rank);
        let idle = changes.is_empty() && self.effects.is_empty() && self.news.is_empty();
        let outcome = match self.outcome {
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Done | Outcome::Nothing if idle => Outcome::Nothing,
            Outcome::Done | Outcome::Nothing => Outcome::Done,
        };
        Ruling { outcome, changes, effects: self.effects, news: self.news, trace: self.trace }
    }
}

/// Who speaks for an appointment: the booker of a third party's, else who comes.
pub(super) fn hears(visit: &Appointment) -> CustomerId {
    visit.booked_by.unwrap_or(visit.attendee.customer)
}

/// Called off before this ruling: news about the others is not for her.
fn ended_before(row: &Row<Appointment>) -> bool {
    row.was.as_ref().is_some_and(|was| matches!(was.life, Life::Cancelled { .. }))
}
