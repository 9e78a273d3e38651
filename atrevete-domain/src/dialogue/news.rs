//! News of the desk: what she should hear of it, read from the facts.
//!
//! Invariant: news only wake. Nothing is said over a question that is still open, except what concerns money or a
//! visit's end; then the question is put again.

use super::{Question, Task, WakeKind, tell::Naming, turn::Turn};
use crate::{
    booking::{
        Appointment, Arrangement, Deposit, DepositLife, HowConfirmed, Life, Reminder,
        cancellation::refund_until,
    },
    facts::Needs,
    step::{Case, CaseKind, Change, News, Rule},
    values::{AppointmentId, DepositId, Money},
    wording::Utterance,
};

impl Turn<'_> {
    /// One piece of news.
    pub(super) fn learn(&mut self, news: &News) -> Result<(), Needs> {
        match news {
            News::LinkReady(id) => self.link_ready(*id)?,
            News::LinkFailed(id) => self.link_failed(*id)?,
            News::SeatGone(ids) => self.seat_gone(ids)?,
            News::HoldEnding(id) => self.hold_ending(*id)?,
            News::HoldExpired(id) => self.hold_expired(*id)?,
            News::Confirmed(ids) => self.confirmed(ids)?,
            News::LateRefund { amount, .. } => self.money_word(Utterance::LateRefund { amount: *amount })?,
            News::PaidTwice { amount, .. } => self.money_word(Utterance::PaidTwice { amount: *amount })?,
            News::CancelledRefund { amount, .. } => {
                self.money_word(Utterance::CancelledRefund { amount: *amount })?;
            }
            News::AmountDiffers(_) => self.money_word(Utterance::AmountDiffers)?,
            News::RefundFailed { amount, .. } => {
                self.money_word(Utterance::RefundFailed { amount: *amount })?;
            }
            News::Processing(id) => {
                let deposit = self.facts.deposit(*id)?.clone();
                let until = super::hold::limit_of(self, &deposit).map(|t| self.local(t).time());
                self.money_word(Utterance::PaymentProcessing { until })?;
            }
            News::MovedBySalon(id) => {
                let visit = self.visit(self.facts.appointment(*id)?, Naming::Plain);
                self.proactive = true;
                self.end_tasks_of(&[*id]);
                self.money_word(Utterance::MovedBySalon { visit })?;
            }
            News::CancelledBySalon { appointment, refund } => {
                let visit = self.visit(self.facts.appointment(*appointment)?, Naming::Plain);
                self.proactive = true;
                self.end_tasks_of(&[*appointment]);
                let refund = (!refund.is_zero()).then_some(*refund);
                self.money_word(Utterance::CancelledBySalon { visit, refund })?;
            }
            News::ReminderDue(id) => self.remind(*id)?,
            News::GroupReminderDue(group) => {
                let first = self.facts.appointments.values().find(|a| a.group == Some(*group)).map(|a| a.id);
                if let Some(id) = first {
                    self.remind(id)?;
                }
            }
        }
        Ok(())
    }

    /// A sentence about money or a visit's end, then the open question again.
    fn money_word(&mut self, utterance: Utterance) -> Result<(), Needs> {
        self.say(utterance);
        self.ask_again()
    }

    /// Puts the open question again with fresh facts.
    fn ask_again(&mut self) -> Result<(), Needs> {
        let Some(asked) = self.s.asked.take() else { return Ok(()) };
        match asked.question {
            question @ (Question::Payment { .. }
            | Question::Reminded { .. }
            | Question::LookAgain
            | Question::Book { .. }) => {
                self.keep_open(question);
                Ok(())
            }
            question => {
                self.note(Rule::AskedAgain);
                if self.s.tasks.is_empty() { Ok(()) } else { self.carry_on(Some(question), false) }
            }
        }
    }

    fn members(&self, deposit: &Deposit) -> Vec<AppointmentId> {
        deposit.shares.iter().map(|(id, _)| *id).collect()
    }

    fn link_ready(&mut self, id: DepositId) -> Result<(), Needs> {
        let deposit = self.facts.deposit(id)?.clone();
        for member in self.members(&deposit) {
            self.facts.appointment(member)?;
        }
        let held = self
            .members(&deposit)
            .iter()
            .filter_map(|m| self.latest(*m))
            .any(|a| matches!(a.life, Life::Provisional { .. }));
        if deposit.life != DepositLife::Due || !held {
            self.note(Rule::StaleLink);
            return Ok(());
        }
        // A correction is under way: its own link will come.
        let correcting = self.draft().is_some_and(|d| {
            d.chosen.is_none() && d.held.iter().any(|h| deposit.shares.iter().any(|(m, _)| m == h))
        });
        if !correcting {
            self.say_pay(&deposit);
        }
        Ok(())
    }

    fn link_failed(&mut self, id: DepositId) -> Result<(), Needs> {
        let deposit = self.facts.deposit(id)?.clone();
        let first = self.members(&deposit).first().copied();
        if self.s.owner.is_maite() {
            self.s.awaiting_link = None;
            self.say(Utterance::LinkTrouble);
            self.hand_off(crate::step::HandoffReason::PaymentFailure, first, Vec::new());
        }
        Ok(())
    }

    fn seat_gone(&mut self, ids: &[AppointmentId]) -> Result<(), Needs> {
        let Some(draft) = self.draft_mut().filter(|d| d.held.iter().any(|h| ids.contains(h))) else {
            self.say(Utterance::SlotGone);
            return Ok(());
        };
        draft.held.clear();
        // Only a live look knew that it was taken: the agenda here would offer the very same time again.
        draft.refused.extend(draft.chosen.take());
        if !draft.wish.has_day() {
            draft.wish.soonest = true;
        }
        self.s.awaiting_link = None;
        self.s.asked = None;
        self.say(Utterance::SlotGone);
        self.carry_on(None, false)
    }

    fn hold_ending(&mut self, id: DepositId) -> Result<(), Needs> {
        let deposit = self.facts.deposit(id)?.clone();
        for member in self.members(&deposit) {
            self.facts.appointment(member)?;
        }
        let limit = super::hold::limit_of(self, &deposit);
        let (Some(until), Some((checkout, url))) = (limit, deposit.open_page()) else { return Ok(()) };
        if until <= self.now || deposit.life != DepositLife::Due {
            return Ok(());
        }
        let minutes = u16::try_from((until - self.now).num_minutes()).unwrap_or(0);
        let utterance =
            Utterance::PayReminder { until: self.local(until).time(), minutes, url: url.0.clone() };
        self.ask(utterance, Question::Payment { checkout: checkout.id });
        Ok(())
    }

    fn hold_expired(&mut self, id: DepositId) -> Result<(), Needs> {
        let deposit = self.facts.deposit(id)?.clone();
        let members = self.members(&deposit);
        for member in &members {
            self.facts.appointment(*member)?;
        }
        if !members.iter().filter_map(|m| self.latest(*m)).any(|a| a.life == Life::Expired) {
            return Ok(());
        }
        let visits = self.visits(&members, Naming::Plain);
        let mut again = false;
        let seats =
            self.draft().map(|d| d.held.iter().filter_map(|h| self.latest(*h)).map(|a| a.seat).collect());
        if let Some(draft) = self.draft_mut().filter(|d| d.held.iter().any(|h| members.contains(h))) {
            draft.held.clear();
            draft.lapsed = seats.map(Arrangement);
            draft.chosen = None;
            again = true;
        }
        self.s.awaiting_link = None;
        self.s.lapsed = Some(id);
        if again && self.s.owner.is_maite() {
            self.ask(Utterance::HoldExpired { visits }, Question::LookAgain);
        } else {
            self.say(Utterance::HoldExpired { visits });
        }
        Ok(())
    }

    fn confirmed(&mut self, ids: &[AppointmentId]) -> Result<(), Needs> {
        for id in ids {
            self.facts.appointment(*id)?;
        }
        let deposit =
            self.latest_of(ids).and_then(|a| a.deposit).map(|d| self.facts.deposit(d)).transpose()?.cloned();
        if !ids.iter().filter_map(|id| self.latest(*id)).all(|a| matches!(a.life, Life::Confirmed { .. })) {
            return Ok(());
        }
        if !self.s.owner.is_maite()
            && deposit.as_ref().is_some_and(|d| matches!(d.life, DepositLife::Held { .. }))
        {
            // Whoever has the conversation should know that money came.
            let (id, at) = (self.mint.fresh(), self.now);
            self.changes.push(Change::Case(Case {
                id,
                kind: CaseKind::PaidWhileHandled,
                appointment: ids.first().copied(),
                deposit: deposit.as_ref().map(|d| d.id),
                amount: deposit.as_ref().map(|d| d.amount),
                at,
            }));
        }
        // A correction that is still open goes on as a move of what is now confirmed; a finished form leaves.
        self.s.tasks.retain(
            |t| !matches!(t, Task::Book(d) if d.chosen.is_some() && d.held.iter().any(|h| ids.contains(h))),
        );
        self.s.awaiting_link = None;
        let paid = ids
            .iter()
            .filter_map(|id| self.latest(*id))
            .all(|a| a.life == Life::Confirmed { how: HowConfirmed::Paid });
        if matches!(
            self.s.asked.as_ref().map(|a| &a.question),
            Some(Question::Payment { .. } | Question::LookAgain)
        ) {
            self.s.asked = None;
        }
        self.s.lapsed = None;
        self.say_confirmed(ids, deposit.as_ref().filter(|_| paid));
        self.ask_again()
    }

    fn latest_of(&self, ids: &[AppointmentId]) -> Option<&Appointment> {
        ids.first().and_then(|id| self.latest(*id))
    }

    fn end_tasks_of(&mut self, ids: &[AppointmentId]) {
        let concerned = |t: &Task| match t {
            Task::Book(d) => d.held.iter().any(|h| ids.contains(h)),
            Task::Cancel { of } => of.iter().any(|a| ids.contains(a)),
            Task::Delay { appointment, .. } => appointment.is_some_and(|a| ids.contains(&a)),
        };
        if self.s.tasks.iter().any(concerned) {
            self.s.asked = None;
        }
        self.s.tasks.retain(|t| !concerned(t));
    }

    /// The visit is near: reminded of once, with everything that was agreed together.
    fn remind(&mut self, id: AppointmentId) -> Result<(), Needs> {
        let appointment = self.facts.appointment(id)?.clone();
        let mut ids: Vec<AppointmentId> = match appointment.group {
            Some(group) => {
                self.facts.appointments.values().filter(|a| a.group == Some(group)).map(|a| a.id).collect()
            }
            None => vec![id],
        };
        ids.retain(|i| {
            self.facts
                .appointments
                .get(i)
                .is_some_and(|a| matches!(a.life, Life::Confirmed { .. }) && a.start() > self.now)
        });
        if ids.is_empty() {
            return Ok(());
        }
        let visits = self.visits(&ids, Naming::Discreet);
        let deposit = appointment.deposit.and_then(|d| self.facts.deposits.get(&d));
        let paid: Money = deposit
            .filter(|d| matches!(d.life, DepositLife::Held { .. }))
            .map_or(Money::ZERO, |d| ids.iter().map(|i| d.share(*i)).sum());
        let policy = &self.salon().policy;
        let paid = (!paid.is_zero()).then_some(paid);
        let refund = paid.and_then(|_| refund_until(appointment.start(), policy, self.now));
        let hours = policy.cancellation_threshold_hours;
        let (name, refund_until) = (self.first_name(), refund.map(|t| self.local(t)));
        self.proactive = true;
        self.say(Utterance::Reminder { name, visits, paid, hours, refund_until });
        if self.s.asked.is_none() {
            self.keep_open(Question::Reminded { appointment: id });
        }
        Ok(())
    }

    /// She answered a reminder.
    pub(super) fn acknowledge_reminder(&mut self, id: AppointmentId) {
        let Some(a) = self.latest(id).cloned() else { return };
        let date = Some(self.local(a.start()).date());
        if matches!(a.notes.reminder, Reminder::Sent { .. } | Reminder::Pending) {
            let mut now = a.clone();
            now.rev = a.rev.next();
            now.notes.reminder = Reminder::Acknowledged { at: self.now };
            self.changes.push(Change::Appointment { was: Some(a.rev), now });
        }
        self.last_word = true;
        self.say(Utterance::SeeYou { date });
    }

    /// A timer of this conversation.
    pub(super) fn woke(&mut self, kind: WakeKind) {
        match kind {
            WakeKind::LinkLate => {
                let now = self.now;
                let Some(waiting) = &mut self.s.awaiting_link else { return };
                if waiting.told || now < waiting.since + super::LINK_LATE {
                    return;
                }
                waiting.told = true;
                self.say(Utterance::LinkComing);
            }
            WakeKind::AlertTeam => self.alert_team(),
            WakeKind::Idle => {}
        }
    }
}
