//! Cancelling and moving: which appointment, what it means for the deposit, and a yes that the rules read.
//!
//! Invariant: what loses money or an appointment is done only on a yes of the rules to the question with the present
//! band; if the band changed in between, the question is put again.

use super::{Act, Question, Task, Which, hear::Hearing, tell::Naming, turn::Turn};
use crate::{
    booking::{
        cancellation::{Band, band},
        desk,
    },
    facts::Needs,
    step::{Case, CaseKind, Change, Effect, HandoffReason, Rule, StylistNews},
    values::{AppointmentId, Money},
    wording::{
        Utterance,
        utterance::{BandFact, Purpose},
    },
};

impl Turn<'_> {
    /// She wants an appointment cancelled.
    pub(super) fn start_cancel(&mut self, which: &Which, hearing: &mut Hearing) -> Result<(), Needs> {
        // "no, cancélala": the answer to "shall I move it?" is to cancel, and she was told what that means.
        if let Some(Question::SureCancel { of, band: told }) = hearing.asked.clone() {
            if hearing.bound {
                // "sí, cancélala": the yes has done it already.
                return Ok(());
            }
            // "cancela solo la de mi hermana": less than what was asked about, so it is asked about anew.
            let meant = self.matching(which);
            let fewer: Vec<AppointmentId> = of.iter().filter(|id| meant.contains(id)).copied().collect();
            if !fewer.is_empty() && fewer.len() < of.len() {
                self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
                self.s.tasks.push(Task::Cancel { of: fewer });
                return Ok(());
            }
            if self.by_rules && self.same_band(&of, told) {
                hearing.bound = true;
                return self.cancel_now(&of);
            }
            self.s.tasks.push(Task::Cancel { of });
            return Ok(());
        }
        if self.names_a_stranger(which) {
            self.say(Utterance::SomeoneElse);
            return Ok(());
        }
        let nothing_held = self.draft().is_some_and(|d| d.held.is_empty());
        let found = self.matching(which);
        if found.is_empty() && which.whose.is_some() && !self.open_appointments().is_empty() {
            // "la de mi madre", who has none: which of those there are is asked without naming one first.
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            self.s.tasks.push(Task::Cancel { of: Vec::new() });
            return Ok(());
        }
        if found.is_empty() {
            if nothing_held {
                self.s.tasks.retain(|t| !matches!(t, Task::Book(d) if d.held.is_empty()));
                self.say(Utterance::Dropped);
            } else {
                self.none_found(Purpose::Cancel);
            }
            self.last_word = true;
            return Ok(());
        }
        self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
        let of = match found[..] {
            [one] if which.whose.is_none() => self.together(one),
            _ if which.all || self.one_group(&found) => found,
            [_] => found,
            _ => {
                self.s.tasks.push(Task::Cancel { of: Vec::new() });
                self.ask_which_appointment(Purpose::Cancel, found);
                return Ok(());
            }
        };
        self.s.tasks.push(Task::Cancel { of });
        Ok(())
    }

    /// Puts the question before a cancellation, or hands over when it is too near.
    pub(super) fn cancel_next(&mut self) -> Result<(), Needs> {
        let Some(Task::Cancel { of }) = self.s.tasks.last().cloned() else { return Ok(()) };
        if of.is_empty() {
            let open = self.open_appointments().iter().map(|a| a.id).collect();
            self.ask_which_appointment(Purpose::Cancel, open);
            return Ok(());
        }
        self.ask_sure(&of, false);
        Ok(())
    }

    fn ask_sure(&mut self, of: &[AppointmentId], changed: bool) {
        let band = self.band_of(of);
        let fact = match band {
            Band::StaffOnly => {
                self.leave_to_staff(of, HandoffReason::LateCancellation);
                return;
            }
            // It has begun and is not over: that she does not come is for the salon to hear.
            Band::Past if self.open_appointments().iter().any(|a| of.contains(&a.id)) => {
                self.leave_to_staff(of, HandoffReason::LateCancellation);
                return;
            }
            Band::Past => {
                self.s.tasks.pop();
                self.say(Utterance::NoAppointment { purpose: Purpose::Cancel });
                return;
            }
            Band::Free => BandFact::Free,
            Band::Refund { amount } => BandFact::Refund { amount },
            Band::Forfeit { amount } => {
                BandFact::Forfeit { amount, hours: self.salon().policy.cancellation_threshold_hours }
            }
        };
        let visits = self.visits(of, Naming::Plain);
        self.ask(
            Utterance::AskCancelSure { visits, band: fact, changed },
            Question::SureCancel { of: of.to_vec(), band },
        );
    }

    /// What cancelling these now means together: the worst of them decides, sums add up.
    pub(super) fn band_of(&self, of: &[AppointmentId]) -> Band {
        let policy = &self.salon().policy;
        let bands: Vec<Band> = of
            .iter()
            .filter_map(|id| self.latest(*id))
            .map(|a| band(a, a.deposit.and_then(|d| self.facts.deposits.get(&d)), policy, self.now))
            .collect();
        let refund: Money =
            bands.iter().map(|b| if let Band::Refund { amount } = b { *amount } else { Money::ZERO }).sum();
        let forfeit: Money =
            bands.iter().map(|b| if let Band::Forfeit { amount } = b { *amount } else { Money::ZERO }).sum();
        if bands.is_empty() || bands.contains(&Band::Past) {
            Band::Past
        } else if bands.contains(&Band::StaffOnly) {
            Band::StaffOnly
        } else if !forfeit.is_zero() {
            Band::Forfeit { amount: forfeit }
        } else if refund.is_zero() {
            Band::Free
        } else {
            Band::Refund { amount: refund }
        }
    }

    fn same_band(&self, of: &[AppointmentId], told: Band) -> bool {
        self.band_of(of) == told
    }

    /// Yes or no to the question before a cancellation.
    pub(super) fn answer_sure(
        &mut self,
        of: &[AppointmentId],
        told: Band,
        act: &Act,
        hearing: &mut Hearing,
    ) -> Result<bool, Needs> {
        // The question is "shall I cancel it all the same?", whatever the band: only a yes loses anything.
        let (cancel_it, keep_it) = match act {
            Act::Accept => (true, false),
            // "las dos": all that was asked about.
            Act::Choose(choice) if choice.all && of.len() > 1 => (true, false),
            Act::Decline => (false, true),
            _ => return Ok(false),
        };
        if keep_it {
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            if let Some(a) = of.first().and_then(|id| self.latest(*id)) {
                let visit = self.visit(a, Naming::Plain);
                self.say(Utterance::StillStands { visit });
            }
            self.last_word = self.s.tasks.is_empty();
        } else if cancel_it {
            if !self.by_rules {
                self.note(Rule::NeedsRulesYes);
                return Ok(false);
            }
            if !self.same_band(of, told) {
                self.note(Rule::BandChanged);
                self.ask_sure(of, true);
                return Ok(true);
            }
            hearing.bound = true;
            self.cancel_now(of)?;
        }
        Ok(true)
    }

    fn cancel_now(&mut self, of: &[AppointmentId]) -> Result<(), Needs> {
        let band = self.band_of(of);
        if matches!(band, Band::StaffOnly | Band::Past) {
            self.ask_sure(of, true);
            return Ok(());
        }
        self.note(Rule::SureByRules);
        let visits = self.visits(of, Naming::Plain);
        let facts = self.facts;
        let ruling = desk::cancel(facts, self.now, &mut self.mint, of)?;
        self.take(ruling);
        self.s.tasks.retain(|t| match t {
            Task::Cancel { .. } => false,
            Task::Book(d) => !d.held.iter().any(|id| of.contains(id)),
            Task::Delay { appointment, .. } => !appointment.is_some_and(|a| of.contains(&a)),
        });
        self.s.awaiting_link = None;
        let (refund, forfeited) = match band {
            Band::Refund { amount } => (Some(amount), None),
            Band::Forfeit { amount } => (None, Some(amount)),
            Band::Free | Band::StaffOnly | Band::Past => (None, None),
        };
        self.say(Utterance::Cancelled { visits, refund, forfeited });
        self.last_word = self.s.tasks.is_empty();
        Ok(())
    }

    /// Too near: a person decides, and the chair is marked so that it can be refilled meanwhile.
    pub(super) fn leave_to_staff(&mut self, of: &[AppointmentId], reason: HandoffReason) {
        self.note(Rule::StaffOnly);
        self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
        if reason == HandoffReason::LateCancellation {
            for id in of {
                let Some(a) = self.latest(*id).cloned() else { continue };
                let mut now = a.clone();
                now.rev = a.rev.next();
                now.notes.not_coming = Some(self.now);
                let (stylist, at) = (a.seat.stylist, self.now);
                self.effects.push(Effect::TellStylist {
                    stylist,
                    appointment: a.id,
                    what: StylistNews::NotComing,
                    urgent: true,
                });
                self.changes.push(Change::Case(Case {
                    id: self.mint.fresh(),
                    kind: CaseKind::NotComing,
                    appointment: Some(a.id),
                    deposit: a.deposit,
                    amount: None,
                    at,
                }));
                self.changes.push(Change::Appointment { was: Some(a.rev), now });
            }
        }
        self.hand_off(reason, of.first().copied(), Vec::new());
    }
}
