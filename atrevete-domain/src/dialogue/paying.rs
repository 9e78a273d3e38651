//! Waiting for the deposit: the link, trouble with it, and what she says of paying.

use super::{AwaitingLink, Question, Task, hear::Hearing, tell::Naming, turn::Turn};
use crate::{
    booking::{
        Appointment, CheckoutState, Deposit, Outcome,
        cancellation::refund_until,
        desk::{self},
    },
    facts::Needs,
    salon::{DepositAudience, Topic},
    step::{HandoffReason, Rule},
    values::AppointmentId,
    wording::Utterance,
};

impl Turn<'_> {
    /// What is said of an unpaid hold when something else was talked about.
    pub(super) fn await_payment(&mut self, deposit: &Deposit, asked: Option<Question>) {
        match deposit.open_page() {
            Some((checkout, _))
                if asked == Some(Question::Payment { checkout: checkout.id }) && self.speaks() =>
            {
                // The link was shown; it is not repeated after every remark.
                self.keep_open(Question::Payment { checkout: checkout.id });
            }
            Some(_) => self.say_pay(deposit),
            None if self.speaks() => {}
            None => {
                if deposit
                    .checkouts
                    .iter()
                    .any(|c| matches!(c.state, CheckoutState::Requested | CheckoutState::Expiring { .. }))
                {
                    self.say(Utterance::LinkComing);
                }
            }
        }
    }

    /// Hold, amount, refund deadline and link: one message.
    pub(super) fn say_pay(&mut self, deposit: &Deposit) {
        let ids: Vec<AppointmentId> = deposit.shares.iter().map(|(id, _)| *id).collect();
        let held: Vec<AppointmentId> =
            ids.into_iter().filter(|id| self.latest(*id).is_some_and(|a| a.life.unpaid())).collect();
        let Some((checkout, url)) = deposit.open_page().map(|(c, u)| (c.id, u.0.clone())) else { return };
        let (Some(until), Some(start)) = (
            held.iter().filter_map(|id| self.latest(*id)).find_map(|a| a.life.limit()),
            held.iter().filter_map(|id| self.latest(*id)).map(Appointment::start).min(),
        ) else {
            return;
        };
        let policy = &self.salon().policy;
        let refund = refund_until(start, policy, self.now)
            .filter(|_| !held.iter().filter_map(|id| self.latest(*id)).any(|a| a.notes.deposit_final));
        let zone = self.salon().profile.zone;
        let grace = refund.is_none().then_some(policy.deposit_grace_minutes).filter(|g| *g > 0);
        let again = self.s.awaiting_link.is_some_and(|w| w.failed && w.deposit == deposit.id);
        let utterance = Utterance::Pay {
            visits: self.visits(&held, Naming::Plain),
            amount: deposit.amount,
            price: self.price_of(&held),
            until: self.local(until),
            minutes: u16::try_from((until - self.now).num_minutes().max(0)).unwrap_or(u16::MAX),
            refund_until: refund.map(|t| self.local(t)),
            grace,
            again,
            is_new: !again && self.deposit_is_new_to_her(deposit),
            today: zone.date(start) == zone.date(self.now),
            methods: policy.payment_methods.clone(),
            url,
        };
        self.s.awaiting_link = None;
        self.ask(utterance, Question::Payment { checkout });
    }

    pub(super) fn deposit_is_new_to_her(&self, deposit: &Deposit) -> bool {
        let kept = self.customer().is_some_and(|c| c.visits_kept > 0);
        let audience = self.salon().policy.deposit_audience == DepositAudience::Everyone;
        kept && audience && !self.facts.deposits.keys().any(|id| *id != deposit.id)
    }

    /// The deposit she is asked for, if one is.
    pub(super) fn deposit_due(&self) -> Option<Deposit> {
        let me = self.customer()?.id;
        let unpaid = self.facts.appointments.values().filter(|a| a.life.unpaid() && a.speaks_for(me));
        let latest = unpaid.max_by_key(|a| a.made_at)?;
        self.facts.deposits.get(&latest.deposit?).cloned()
    }

    /// The deposit of her last hold that ran out: a payment for it may still be on its way.
    pub(super) fn deposit_lapsed(&self) -> Result<Option<Deposit>, Needs> {
        self.s.lapsed.map(|id| self.facts.deposit(id).cloned()).transpose()
    }

    /// "no me deja pagar": a new page after the old one is shut; the last time a person.
    pub(super) fn payment_failed(&mut self, hearing: &mut Hearing) -> Result<(), Needs> {
        let Some(deposit) = self.deposit_due() else {
            self.unbound(hearing);
            return Ok(());
        };
        let facts = self.facts;
        let ruling = desk::payment_failed(&deposit, facts, self.now, &mut self.mint)?;
        let exhausted = matches!(ruling.outcome, Outcome::Refused(_));
        let silent = matches!(ruling.outcome, Outcome::Nothing);
        self.take(ruling);
        if exhausted {
            self.note(Rule::RetryExhausted);
            let first = deposit.shares.first().map(|(id, _)| *id);
            self.hand_off(HandoffReason::PaymentFailure, first, Vec::new());
        } else if silent {
            self.say(Utterance::LinkComing);
        } else {
            // The new page waits for the old one to be shut; the link says it all, unless it is long in coming.
            let (deposit, since) = (deposit.id, self.now);
            self.s.awaiting_link = Some(AwaitingLink { failed: true, ..AwaitingLink::new(deposit, since) });
            self.last_word = true;
        }
        Ok(())
    }

    /// "ya he pagado": changes nothing by itself, makes us look.
    pub(super) fn says_paid(&mut self, hearing: &mut Hearing) -> Result<(), Needs> {
        let lapsed = self.deposit_lapsed()?;
        match self.deposit_due().or(lapsed) {
            Some(deposit) => {
                let ruling = desk::look_now(&deposit);
                self.take(ruling);
                self.say(Utterance::LookingAtPayment);
                if let Some(question) = hearing.asked.clone() {
                    self.keep_open(question);
                }
            }
            None => match self.next_visit().cloned() {
                Some(a) => {
                    let visits = vec![self.visit(&a, Naming::Plain)];
                    self.say(Utterance::OwnAppointments { visits });
                }
                None => {
                    self.say(Utterance::NoAppointment { purpose: crate::wording::utterance::Purpose::Ask });
                }
            },
        }
        self.last_word = true;
        Ok(())
    }

    /// No card, no internet: the chair is kept and a person takes the deposit another way.
    pub(super) fn cannot_pay_online(&mut self) -> Result<(), Needs> {
        // With nothing to pay yet it is a remark about paying, and no reason to leave her to somebody.
        let Some(deposit) = self.deposit_due() else {
            if !self.last_word {
                self.faq(Topic::Payment);
            }
            return Ok(());
        };
        let ruling = desk::keep_for_staff(&deposit, self.facts, self.now)?;
        self.take(ruling);
        let first = deposit.shares.first().map(|(id, _)| *id);
        let until = first.and_then(|id| self.latest(id)).and_then(|a| a.life.limit());
        if let Some(until) = until {
            let until = self.local(until);
            self.say(Utterance::KeptForStaff { until });
        }
        self.hand_off(HandoffReason::CannotPayOnline, first, Vec::new());
        Ok(())
    }

    /// Yes, no or anything else while the link is open.
    pub(super) fn answer_payment(&mut self, act: &super::Act, hearing: &mut Hearing) -> bool {
        let Some(question) = hearing.asked.clone() else { return false };
        match act {
            super::Act::Accept => {
                self.keep_open(question);
                self.last_word = true;
                if !self.s.farewell {
                    self.s.farewell = true;
                    let until = self.deposit_due().and_then(|d| {
                        d.shares.iter().filter_map(|(id, _)| self.latest(*id)).find_map(|a| a.life.limit())
                    });
                    let until = until.map(|t| self.local(t).time());
                    self.say(Utterance::TakeYourTime { until });
                    hearing.keep_farewell = true;
                }
                true
            }
            super::Act::Decline | super::Act::Refuse => {
                let held = self.draft().map(|d| d.held.clone()).unwrap_or_default();
                if held.is_empty() {
                    return false;
                }
                self.s.tasks.push(Task::Cancel { of: held });
                true
            }
            _ => false,
        }
    }
}
