//! When a person takes over: what she is told, what the team is told, and coming back.

use super::{Owner, Task, turn::Turn};
use crate::{
    facts::Needs,
    salon::Salon,
    step::{Effect, Handoff, HandoffReason, SummaryLine},
    values::{AppointmentId, Instant},
    wording::Utterance,
};
use chrono::TimeDelta;

impl Turn<'_> {
    /// Hands the conversation to a person: one sentence to her, one case for the team, then silence.
    pub(super) fn hand_off(
        &mut self,
        reason: HandoffReason,
        appointment: Option<AppointmentId>,
        mut summary: Vec<SummaryLine>,
    ) {
        let (by, answer_by) = self.answer_by();
        self.summarise(appointment, &mut summary);
        let about =
            appointment.and_then(|id| self.latest(id)).map(|a| self.visit(a, super::tell::Naming::Plain));
        // Said only where it is the reason: a second late move may be days ahead.
        let staff_hours = self.salon().policy.staff_only_cancellation_hours;
        let near = appointment
            .and_then(|id| self.latest(id))
            .is_some_and(|a| a.start() - self.now < TimeDelta::hours(i64::from(staff_hours)));
        let late = matches!(reason, HandoffReason::LateCancellation | HandoffReason::LateMove);
        let hours = (late && near).then_some(staff_hours);
        let team = self.salon().profile.team.clone();
        self.question = None;
        self.say(Utterance::HandedOver { reason, team, by, about, hours });
        let name = self.customer().and_then(|c| c.name.clone());
        self.effects.push(Effect::HandOff(Handoff {
            conversation: self.s.id,
            reason,
            customer: self.customer().map(|c| c.id),
            name,
            appointment,
            summary,
            answer_by,
            urgent: urgent(reason),
            at: self.now,
        }));
        self.s.owner = Owner::Waiting { since: self.now, reason, answer_by, alerted: None, reassured: None };
        self.s.asked = None;
        self.handed_over = true;
    }

    /// What the team should know besides her words.
    fn summarise(&self, appointment: Option<AppointmentId>, summary: &mut Vec<SummaryLine>) {
        let concerned = appointment.or_else(|| self.draft().and_then(|d| d.held.first().copied()));
        if let Some(a) = concerned.and_then(|id| self.latest(id)) {
            summary.push(SummaryLine::Appointment {
                span: a.seat.span,
                stylist: a.seat.stylist,
                services: a.quote.services.iter().map(|s| s.name.clone()).collect(),
            });
            if let (true, Some(deposit)) =
                (a.life.unpaid(), a.deposit.and_then(|d| self.facts.deposits.get(&d)))
            {
                summary.push(SummaryLine::Deposit { amount: deposit.amount, until: a.life.limit() });
            }
        } else if let Some(draft) = self.draft() {
            let services: Vec<_> = draft
                .parties
                .iter()
                .flat_map(|p| &p.services)
                .filter_map(|id| self.service(*id))
                .map(|s| s.name.clone())
                .collect();
            if !services.is_empty() || draft.wish.has_day() {
                summary.push(SummaryLine::Wanted { services, wish: draft.wish.clone() });
            }
        }
    }

    /// A person gave the conversation back: she is told, the case is not repeated, an open form is gone on with.
    pub(super) fn handed_back(&mut self) -> Result<(), Needs> {
        if self.s.owner.is_maite() {
            return Ok(());
        }
        self.s.owner = Owner::Maite;
        self.unmute();
        self.s.counters = super::Counters::default();
        self.s.deferred.clear();
        let visit = self.next_visit().map(|a| self.visit(a, super::tell::Naming::Plain));
        self.say(Utterance::BackAgain { visit });
        self.s.tasks.retain(|t| matches!(t, Task::Book(d) if d.held.is_empty() || d.chosen.is_none()));
        if self.s.tasks.is_empty() { Ok(()) } else { self.carry_on(None, false) }
    }

    /// A person took the conversation.
    pub(super) fn taken_over(&mut self) {
        if !matches!(self.s.owner, Owner::Person { .. }) {
            self.s.owner = Owner::Person { since: self.now };
        }
        self.s.asked = None;
    }

    /// Nobody has taken the handoff: the team is told again.
    pub(super) fn alert_team(&mut self) {
        let due = alert_at(&self.s.owner, self.salon());
        if due.is_none_or(|at| at > self.now) {
            return;
        }
        let conversation = self.s.id;
        if let Owner::Waiting { since, reason, alerted, .. } = &mut self.s.owner {
            *alerted = Some(self.now);
            let (since, reason) = (*since, *reason);
            self.effects.push(Effect::AlertTeam { conversation, reason, since });
        }
    }
}

/// Which reasons go to the front of the queue.
pub(super) fn urgent(reason: HandoffReason) -> bool {
    matches!(
        reason,
        HandoffReason::Complaint
            | HandoffReason::Delay
            | HandoffReason::PaymentFailure
            | HandoffReason::CannotPayOnline
            | HandoffReason::LateCancellation
            | HandoffReason::VisitNotFound
    )
}

/// When the team is reminded of a handoff: once, some minutes after it could have been taken, in opening hours.
pub(super) fn alert_at(owner: &Owner, salon: &Salon) -> Option<Instant> {
    let Owner::Waiting { since, reason, answer_by, alerted: None, .. } = owner else { return None };
    let policy = &salon.policy;
    let minutes =
        if urgent(*reason) { policy.handoff_alert_urgent_minutes } else { policy.handoff_alert_minutes };
    let local = salon.profile.zone.local(*since);
    let open =
        salon.hours.intervals(local.date()).iter().any(|h| h.from <= local.time() && local.time() < h.to);
    // Out of hours she was told the next opening: the queue is looked at from then on.
    let from = if open { *since } else { (*answer_by).max(*since) };
    Some(from + TimeDelta::minutes(i64::from(minutes)))
}
