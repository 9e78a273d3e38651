//! From a chosen arrangement to a hold, a move or a correction; and waiting for the deposit.

use super::{AwaitingLink, Draft, Question, Who, tell::Naming, turn::Turn};
use crate::{
    booking::{
        Appointment, Arrangement, Customer, Deposit, HowConfirmed, Leg, Life, Outcome, Quote, Refusal, Rev,
        WhyNot, availability,
        cancellation::refund_until,
        desk::{self, For, Plan},
    },
    facts::{Conflict, Needs},
    step::{Change, HandoffReason, Rule},
    values::{AppointmentId, CustomerId, Instant, Money},
    wording::Utterance,
};

impl Turn<'_> {
    /// The chosen arrangement: still free, names known, then held; or held already, and waiting.
    pub(super) fn go_for(
        &mut self,
        draft: &Draft,
        legs: &[Leg],
        chosen: &Arrangement,
        asked: Option<Question>,
    ) -> Result<(), Needs> {
        if self.stands(draft, legs, chosen) {
            return self.standing_already(draft, asked);
        }
        let refused = self.facts.refused.iter().any(|c| match c {
            Conflict::SlotTaken(seat) => {
                chosen.0.iter().any(|s| s.stylist == seat.stylist && s.span.overlaps(seat.span))
            }
        });
        match availability::can_have(self.facts, self.now, legs, chosen, &draft.held)? {
            Ok(()) if !refused => {}
            outcome => return self.slot_gone(outcome.err()),
        }
        if self.ask_names(draft) {
            return Ok(());
        }
        if draft.held.is_empty() { self.hold(draft, legs, chosen) } else { self.rehold(draft, legs, chosen) }
    }

    fn stands(&self, draft: &Draft, legs: &[Leg], chosen: &Arrangement) -> bool {
        draft.held.len() == legs.len()
            && draft.held.iter().zip(&chosen.0).zip(legs).all(|((id, seat), leg)| {
                self.latest(*id).is_some_and(|a| {
                    a.life.occupies()
                        && a.seat.stylist == seat.stylist
                        && a.seat.span.from == seat.span.from
                        && a.services() == leg.services
                })
            })
    }

    /// What she chose has gone: said once, and other times.
    fn slot_gone(&mut self, why: Option<WhyNot>) -> Result<(), Needs> {
        let taken = matches!(why, None | Some(WhyNot::Full { .. }));
        if taken {
            self.say(Utterance::SlotGone);
        }
        if let Some(draft) = self.draft_mut() {
            draft.chosen = None;
            if !draft.wish.has_day() {
                draft.wish.soonest = true;
            }
        }
        self.carry_on(None, false)
    }

    /// Names that are needed before anything is written: hers, the attendees', the surname once.
    fn ask_names(&mut self, draft: &Draft) -> bool {
        if self.first_name().is_none() {
            self.ask_name();
            return true;
        }
        if draft.held.is_empty() {
            for (party, p) in draft.parties.iter().enumerate() {
                if let Who::Other { relation, name: None, .. } = &p.who {
                    let relation = Some(Self::relation_to_you(relation));
                    self.ask(Utterance::AskAttendeeName { relation }, Question::AttendeeName { party });
                    return true;
                }
            }
        }
        let last = self.customer().and_then(|c| c.name.as_ref()).and_then(|n| n.last.as_ref());
        let needed = last.is_none() && self.s.stated.last.is_none() && !self.s.no_surname;
        let comes = draft.parties.iter().any(|p| p.who == Who::Me);
        if needed && comes && draft.held.is_empty() {
            let name = self.first_name().unwrap_or_default();
            self.ask(Utterance::AskSurname { name }, Question::Surname);
            return true;
        }
        false
    }

    /// Places the hold. Nothing is said yet when a deposit is due: hold and link are one message.
    fn hold(&mut self, draft: &Draft, legs: &[Leg], seats: &Arrangement) -> Result<(), Needs> {
        if self.other_hold_open(draft) || self.holds_capped() {
            return Ok(());
        }
        let payer = self.customer_id();
        let whom = self.attendees(draft, payer);
        let (quotes, fors) = self.priced(legs, seats, &whom);
        let known = self.customer().cloned();
        let facts = self.facts;
        let plan = Plan { legs, seats, quotes: &quotes, whom: &fors, payer, known: known.as_ref() };
        let mut ruling = desk::hold(facts, self.now, &mut self.mint, &plan);
        self.put_photo(&mut ruling.changes);
        let ids: Vec<AppointmentId> = new_appointments(&ruling.changes);
        let deposit = ruling.changes.iter().find_map(|c| match c {
            Change::Deposit { now, .. } => Some(now.clone()),
            _ => None,
        });
        self.take(ruling);
        // What it costs is part of the message that comes next; told twice it reads like two prices.
        self.said.retain(|u| !matches!(u, Utterance::QuoteLine { .. }));
        if let Some(d) = self.draft_mut() {
            d.held.clone_from(&ids);
        }
        if let Some(deposit) = deposit {
            self.s.awaiting_link = Some(AwaitingLink::new(deposit.id, self.now));
        } else {
            self.note(Rule::NothingDue);
            self.s.tasks.pop();
            self.say_confirmed(&ids, None);
        }
        Ok(())
    }

    /// One unpaid hold a customer: the other one first.
    fn other_hold_open(&mut self, draft: &Draft) -> bool {
        let Some(me) = self.customer().map(|c| c.id) else { return false };
        let other = self.facts.appointments.values().find(|a| {
            matches!(a.life, Life::Provisional { .. }) && a.speaks_for(me) && !draft.held.contains(&a.id)
        });
        let Some(other) = other else { return false };
        let page = other.deposit.and_then(|d| self.facts.deposits.get(&d)).and_then(Deposit::open_page);
        self.note(Rule::HoldCap);
        match (page, other.life.limit()) {
            (Some((checkout, url)), Some(until)) => {
                let (checkout, url, until) = (checkout.id, url.0.clone(), self.local(until).time());
                self.ask(Utterance::SameLink { until, url }, Question::Payment { checkout });
            }
            _ => self.say(Utterance::LinkComing),
        }
        true
    }

    fn holds_capped(&mut self) -> bool {
        let policy = &self.salon().policy;
        let unproven = self.customer().is_none_or(|c| c.visits_kept == 0);
        let capped = unproven && self.facts.holds.unproven >= policy.max_unproven_holds;
        let lapsed = unproven && self.facts.holds.lapsed >= policy.max_lapsed_holds;
        if capped || lapsed {
            self.note(Rule::HoldCap);
            self.hand_off(HandoffReason::HoldLimit, None, Vec::new());
        }
        capped || lapsed
    }

    /// Who comes, one a party; people she books for the first time become customers without a phone.
    fn attendees(&mut self, draft: &Draft, me: CustomerId) -> Vec<For> {
        let mut out = Vec::new();
        for p in &draft.parties {
            match &p.who {
                Who::Me => out.push(For {
                    customer: me,
                    name: self.customer().and_then(|c| c.name.clone()),
                    booked_by: None,
                    prefers_stylist: draft.usual,
                }),
                Who::Other { name, known, .. } => {
                    let customer = known.unwrap_or_else(|| {
                        let id = self.mint.fresh();
                        let mut person = Customer::new(id, name.clone(), None, self.now);
                        person.referred_by = Some(me);
                        person.rev = Rev::NEW.next();
                        self.changes.push(Change::Customer { was: None, now: person });
                        id
                    });
                    out.push(For {
                        customer,
                        name: name.clone(),
                        booked_by: Some(me),
                        prefers_stylist: false,
                    });
                }
            }
        }
        out
    }

    fn priced(&self, legs: &[Leg], seats: &Arrangement, whom: &[For]) -> (Vec<Quote>, Vec<For>) {
        let quotes = legs.iter().zip(&seats.0).map(|(leg, seat)| self.quote_leg(leg, Some(*seat))).collect();
        let fors = legs.iter().map(|leg| whom[leg.party].clone()).collect();
        (quotes, fors)
    }

    /// A correction after the hold and a move are the same act on the same appointments.
    fn rehold(&mut self, draft: &Draft, legs: &[Leg], seats: &Arrangement) -> Result<(), Needs> {
        if self.must_be_moved_by_staff(draft) {
            return Ok(());
        }
        let payer = self.customer_id();
        let whom: Vec<For> = draft
            .held
            .iter()
            .filter_map(|id| self.latest(*id))
            .map(|a| For {
                customer: a.attendee.customer,
                name: a.attendee.name.clone(),
                booked_by: a.booked_by,
                prefers_stylist: false,
            })
            .collect();
        let quotes: Vec<Quote> = draft
            .held
            .iter()
            .zip(legs.iter().zip(&seats.0))
            .map(|(id, (leg, seat))| match self.latest(*id) {
                // What was quoted is honoured, whatever the catalogue says now.
                Some(a) if a.services() == leg.services && a.seat.stylist == seat.stylist => a.quote.clone(),
                Some(_) | None => self.quote_leg(leg, Some(*seat)),
            })
            .collect();
        let known = self.customer().cloned();
        let before: Vec<Appointment> = draft.held.iter().filter_map(|id| self.latest(*id).cloned()).collect();
        let facts = self.facts;
        let plan = Plan { legs, seats, quotes: &quotes, whom: &whom, payer, known: known.as_ref() };
        let ruling = desk::rehold(facts, self.now, &mut self.mint, &draft.held, &plan)?;
        match &ruling.outcome {
            Outcome::Refused(Refusal::Closing) => {
                self.say(Utterance::ClosingPayment);
                return Ok(());
            }
            Outcome::Refused(_) => return self.slot_gone(None),
            Outcome::Done | Outcome::Nothing => {}
        }
        self.take(ruling);
        self.say_reheld(draft, &before);
        Ok(())
    }

    fn say_reheld(&mut self, draft: &Draft, before: &[Appointment]) {
        let ids = draft.held.clone();
        let unpaid = before.iter().any(|a| a.life.unpaid());
        if !unpaid {
            let now_final = ids
                .iter()
                .filter_map(|id| self.latest(*id))
                .zip(before)
                .any(|(now, was)| now.notes.deposit_final && !was.notes.deposit_final);
            let kept: Money = ids.iter().filter_map(|id| self.latest(*id)).map(|a| a.share).sum();
            let visits = self.visits(&ids, Naming::Plain);
            let kept = (!kept.is_zero() && before.iter().any(|a| a.deposit.is_some())).then_some(kept);
            self.s.tasks.pop();
            self.say(Utterance::Moved { visits, kept, now_final });
            return;
        }
        // A new page is waited for when the amount changed; else the same one is still good.
        let deposit = before.iter().find_map(|a| a.deposit);
        let page = deposit
            .and_then(|d| self.latest_deposit(d))
            .and_then(|d| d.open_page().map(|(c, u)| (c.id, u.0.clone())));
        let until = ids.iter().filter_map(|id| self.latest(*id)).find_map(|a| a.life.limit());
        if let (Some((checkout, url)), Some(until)) = (page, until) {
            let (visits, until) = (self.visits(&ids, Naming::Plain), self.local(until).time());
            self.ask(
                Utterance::HoldChanged { visits, until, url: Some(url) },
                Question::Payment { checkout },
            );
        } else {
            if let Some(deposit) = deposit {
                self.s.awaiting_link = Some(AwaitingLink::new(deposit, self.now));
            }
            if ids.iter().filter_map(|id| self.latest(*id)).all(|a| matches!(a.life, Life::Confirmed { .. }))
            {
                self.s.awaiting_link = None;
                self.s.tasks.pop();
                self.say_confirmed(&ids, None);
            }
        }
    }

    /// A deposit as this step leaves it, else as it was loaded.
    pub(super) fn latest_deposit(&self, id: crate::values::DepositId) -> Option<&Deposit> {
        let changed = self.changes.iter().rev().find_map(|c| match c {
            Change::Deposit { now, .. } if now.id == id => Some(now),
            _ => None,
        });
        changed.or_else(|| self.facts.deposits.get(&id))
    }

    /// The draft is held as chosen: wait for the deposit, or it is done.
    fn standing_already(&mut self, draft: &Draft, asked: Option<Question>) -> Result<(), Needs> {
        let Some(first) = draft.held.first().and_then(|id| self.latest(*id)).cloned() else { return Ok(()) };
        if matches!(first.life, Life::Confirmed { .. }) {
            self.s.tasks.pop();
            if !self.speaks() {
                let visit = self.visit(&first, Naming::Plain);
                self.say(Utterance::StillStands { visit });
            }
            return Ok(());
        }
        let Some(deposit) = first.deposit.map(|d| self.facts.deposit(d)).transpose()?.cloned() else {
            return Ok(());
        };
        self.await_payment(&deposit, asked);
        Ok(())
    }

    /// The confirmation that can be read without the chat.
    pub(super) fn say_confirmed(&mut self, ids: &[AppointmentId], deposit: Option<&Deposit>) {
        let visits = self.visits(ids, Naming::Plain);
        if visits.is_empty() {
            return;
        }
        let price = self.price_of(ids);
        let paid = deposit.map(|d| ids.iter().map(|id| d.share(*id)).sum::<Money>()).filter(|m| !m.is_zero());
        let paid = paid.filter(|_| {
            ids.iter()
                .filter_map(|id| self.latest(*id))
                .all(|a| a.life == Life::Confirmed { how: HowConfirmed::Paid })
        });
        let start = ids.iter().filter_map(|id| self.latest(*id)).map(Appointment::start).min();
        let zone = self.salon().profile.zone;
        let today = start.is_some_and(|s| zone.date(s) == zone.date(self.now));
        let refund = paid.and(start).and_then(|s| refund_until(s, &self.salon().policy, self.now));
        let left = price - paid.unwrap_or(Money::ZERO);
        let address = &self.salon().profile.address;
        let utterance = Utterance::Confirmed {
            name: self.first_name(),
            visits,
            paid,
            left: (!left.is_zero()).then_some(left),
            address: address.street.clone(),
            map: address.map_link.clone(),
            refund_until: refund.map(|t| self.local(t)),
            starts_in: start
                .filter(|_| today)
                .map(|s| u16::try_from((s - self.now).num_minutes().max(0)).unwrap_or(0)),
        };
        self.say(utterance);
        self.s.farewell = false;
    }

    /// A photo that came during the booking is kept on the appointment.
    fn put_photo(&mut self, changes: &mut [Change]) {
        if !self.s.photo {
            return;
        }
        for change in changes {
            if let Change::Appointment { now, .. } = change {
                now.notes.photo = true;
            }
        }
        self.s.photo = false;
    }

    /// The next confirmed visit she has or has booked.
    pub(super) fn next_visit(&self) -> Option<&Appointment> {
        let me = self.customer()?.id;
        self.facts
            .appointments
            .values()
            .filter(|a| matches!(a.life, Life::Confirmed { .. }) && a.start() > self.now && a.speaks_for(me))
            .min_by_key(|a| a.start())
    }
}

/// The appointments that a ruling makes, in order.
fn new_appointments(changes: &[Change]) -> Vec<AppointmentId> {
    changes
        .iter()
        .filter_map(|c| match c {
            Change::Appointment { was: None, now } => Some(now.id),
            _ => None,
        })
        .collect()
}

/// When a hold of this deposit ends.
pub(super) fn limit_of(turn: &Turn<'_>, deposit: &Deposit) -> Option<Instant> {
    deposit.shares.iter().filter_map(|(id, _)| turn.latest(*id)).find_map(|a| a.life.limit())
}
