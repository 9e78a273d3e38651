//! From a chosen arrangement to a hold, a move or a correction; and waiting for the deposit.

use super::{AwaitingLink, Draft, Question, Task, Who, hear::Hearing, tell::Naming, turn::Turn};
use crate::{
    booking::{
        Appointment, Arrangement, CheckoutState, Customer, Deposit, HowConfirmed, Leg, Life, Outcome, Quote,
        Refusal, Rev, WhyNot, availability,
        cancellation::refund_until,
        desk::{self, For, Plan},
    },
    facts::{Conflict, Needs},
    salon::{DepositAudience, Match, Topic},
    step::{Change, HandoffReason, Rule, Waiting},
    values::{AppointmentId, CustomerId, Instant, Money, ServiceId},
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

    fn deposit_is_new_to_her(&self, deposit: &Deposit) -> bool {
        let kept = self.customer().is_some_and(|c| c.visits_kept > 0);
        let audience = self.salon().policy.deposit_audience == DepositAudience::Everyone;
        kept && audience && !self.facts.deposits.keys().any(|id| *id != deposit.id)
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

    // --- paying ---------------------------------------------------------------------------------------------------

    /// The deposit she is asked for, if one is.
    pub(super) fn deposit_due(&self) -> Option<Deposit> {
        let me = self.customer()?.id;
        let unpaid = self.facts.appointments.values().filter(|a| a.life.unpaid() && a.speaks_for(me));
        let latest = unpaid.max_by_key(|a| a.made_at)?;
        self.facts.deposits.get(&latest.deposit?).cloned()
    }

    /// The deposit of her last hold that ran out: a payment for it may still be on its way.
    fn deposit_lapsed(&self) -> Result<Option<Deposit>, Needs> {
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

    /// A place on the waiting list, which is no booking.
    pub(super) fn waiting_list(&mut self, wish: &super::Wish, _hearing: &mut Hearing) {
        let customer = self.customer_id();
        let said = wish.when.as_ref().map(|w| self.resolve(w));
        let days = match said {
            Some(crate::when::Resolution::Clear(days)) => days,
            Some(crate::when::Resolution::WhichDay { of, window }) => {
                let days = of.into_iter().map(crate::when::DateSpan::day).collect();
                crate::when::DayWish { days, window, ..Default::default() }
            }
            Some(_) | None => self.draft().map(|d| d.wish.clone()).unwrap_or_default(),
        };
        let services: Vec<ServiceId> = wish
            .services
            .iter()
            .filter_map(|w| match self.salon().catalogue.find(w.as_str()) {
                Match::One(id) | Match::Addon(id) => Some(vec![id]),
                Match::Several(of) => Some(of),
                Match::Pack(_) | Match::NotOffered(_) | Match::Nothing => None,
            })
            .flatten()
            .collect();
        let services = if services.is_empty() {
            self.draft()
                .map(|d| d.parties.iter().flat_map(|p| p.services.clone()).collect())
                .unwrap_or_default()
        } else {
            services
        };
        let stylist = wish.with.as_ref().and_then(|w| self.find_stylist(w));
        let (date, part) = (days.days.first().map(|d| d.first), days.window.part);
        self.changes.push(Change::Waiting(Waiting {
            customer,
            services,
            wish: days,
            with: stylist,
            at: self.now,
        }));
        self.say(Utterance::OnWaitingList { date, part });
        self.last_word = true;
        // What was offered did not do, and she said what she wants instead.
        if self.draft().is_some_and(|d| d.held.is_empty()) {
            self.s.tasks.retain(|t| !matches!(t, super::Task::Book(d) if d.held.is_empty()));
        }
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
