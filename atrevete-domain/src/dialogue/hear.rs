//! What a customer says, in passes: stops, answers, edits, questions, courtesies; then one `carry_on`.
//!
//! Invariant: acts of one message apply in the same order whatever their order in the text. An answer binds to what
//! was asked, and to nothing else.

use super::{Act, Asking, Heard, Owner, Question, Task, Wish, turn::Turn};
use crate::{
    facts::Needs,
    salon::{Doors, OperatingMode, Topic},
    step::{HandoffReason, Rule, SummaryLine},
    wording::Utterance,
};
use chrono::TimeDelta;

/// After so long a silence a hello is a hello again.
const NEW_SESSION: TimeDelta = TimeDelta::hours(8);

/// While nobody has taken a handoff, one word of comfort in so many hours.
const REASSURE_EVERY: TimeDelta = TimeDelta::hours(12);

/// The pass in which an act is applied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pass {
    Stop,
    Answer,
    Edit,
    Question,
    Courtesy,
}

fn pass(act: &Act) -> Pass {
    match act {
        Act::Medical(_)
        | Act::Person { .. }
        | Act::Complaint(_)
        | Act::Abuse
        | Act::MyData(_)
        | Act::NotForUs(_) => Pass::Stop,
        Act::Accept | Act::Decline | Act::Choose(_) | Act::GiveName(_) | Act::Refuse | Act::Later => {
            Pass::Answer
        }
        Act::Want(_)
        | Act::Move { .. }
        | Act::Cancel { .. }
        | Act::Late { .. }
        | Act::PaymentFailed
        | Act::SaysPaid
        | Act::CannotPayOnline
        | Act::WaitingList(_)
        | Act::Usual(_)
        | Act::OptOut
        | Act::OptIn => Pass::Edit,
        Act::Ask(_) | Act::Why | Act::Repeat => Pass::Question,
        Act::Greet | Act::Thank | Act::Goodbye | Act::Chat | Act::Unclear => Pass::Courtesy,
    }
}

/// What has happened to the message so far.
#[derive(Default)]
pub(super) struct Hearing {
    /// The question that was open when it came.
    pub(super) asked: Option<Question>,
    /// The form as it was when it came.
    form: Option<super::Draft>,
    /// Whether the message asks something too.
    pub(super) asks_too: bool,
    /// An answer bound to it.
    pub(super) bound: bool,
    /// Something was understood and done.
    pub(super) done: bool,
    /// Courtesies that came with it.
    pub(super) greeted: bool,
    thanked: bool,
    bye: bool,
    chat: bool,
    unclear: bool,
    unbound: bool,
    repeat: bool,
    /// The courtesy was answered: the next one gets silence.
    pub(super) keep_farewell: bool,
    why: bool,
    /// Her matter was spoken of, whatever came of it.
    edited: bool,
}

/// The same question of what a wish names; none if it does not take such a thing.
fn again(before: &Asking, wish: &Wish) -> Option<Asking> {
    let services = wish.services.clone();
    match (before, wish.services.is_empty(), &wish.when) {
        (Asking::Price(_), false, None) => Some(Asking::Price(services)),
        (Asking::Length(_), false, None) => Some(Asking::Length(services)),
        (Asking::WhatIs(_), false, None) => Some(Asking::WhatIs(services)),
        (Asking::DoYouDo(_), false, None) => Some(Asking::DoYouDo(services)),
        (Asking::WhoDoes { with, .. }, false, None) => Some(Asking::WhoDoes { with: with.clone(), services }),
        (Asking::Works { with, .. }, true, Some(when)) => {
            Some(Asking::Works { with: with.clone(), when: Some(when.clone()) })
        }
        (Asking::Open(_) | Asking::Faq(Topic::Hours), true, Some(when)) => {
            Some(Asking::Open(Some(when.clone())))
        }
        _ => None,
    }
}

/// Whether she still speaks of a visit that was not found: again, with other words for it, or in words that could not
/// be read. Whoever wants a new one, asks something else or takes leave does not.
fn insists(heard: &Heard) -> bool {
    let moves_on = |act: &Act| match act {
        Act::Want(wish) => heard.complete || !wish.services.is_empty() || wish.another || wish.consultation,
        Act::Ask(asking) => !matches!(asking, Asking::OwnAppointments(_)),
        Act::Cancel { .. }
        | Act::Move { .. }
        | Act::Late { .. }
        | Act::SaysPaid
        | Act::Unclear
        | Act::GiveName(_)
        | Act::Greet
        | Act::Choose(_) => false,
        Act::Accept
        | Act::Decline
        | Act::PaymentFailed
        | Act::CannotPayOnline
        | Act::WaitingList(_)
        | Act::Usual(_)
        | Act::Medical(_)
        | Act::Person { .. }
        | Act::Complaint(_)
        | Act::Abuse
        | Act::OptOut
        | Act::OptIn
        | Act::MyData(_)
        | Act::NotForUs(_)
        | Act::Later
        | Act::Repeat
        | Act::Why
        | Act::Refuse
        | Act::Thank
        | Act::Goodbye
        | Act::Chat => true,
    };
    !heard.acts.iter().any(moves_on)
}

impl Turn<'_> {
    /// A message of the customer.
    pub(super) fn hear(&mut self, heard: &Heard) -> Result<(), Needs> {
        self.sent_at = heard.sent_at;
        self.by_rules = heard.by_rules;
        let kinds = heard.acts.iter().map(super::kind_of).collect();
        self.remember(true, kinds);
        self.trace.extend(heard.acts.iter().cloned().map(crate::step::Reason::Heard));
        if heard.formal && !self.s.formal {
            self.s.formal = true;
            self.patch_customer(|c| c.formal = true);
        }
        let quiet_for = self.s.last_heard.map(|at| self.now - at);
        self.forget_if_idle(quiet_for);
        self.s.last_heard = Some(self.now);
        // She writes again: only voice notes in a row are too many.
        self.s.counters.voice = 0;
        if !self.s.owner.is_maite() {
            return self.hear_while_waiting(&heard.acts);
        }
        if self.mode_leaves_it() {
            self.note(Rule::Mode);
            self.hand_off(HandoffReason::SwitchedOff, None, Vec::new());
            return Ok(());
        }
        let asked = self.s.asked.take().map(|a| a.question);
        let form = self.draft().cloned();
        let mut hearing = Hearing { asked, form, ..Hearing::default() };
        if std::mem::take(&mut self.s.unseen) && insists(heard) {
            self.hand_off(HandoffReason::VisitNotFound, None, Vec::new());
            return Ok(());
        }
        let mut acts = self.echoes(&heard.acts);
        self.defer_until_named(&mut acts, &hearing);
        // "Vale, pues el martes": a yes that no question asked for only opens the sentence.
        if hearing.asked.is_none() && acts.iter().any(|a| matches!(pass(a), Pass::Edit | Pass::Question)) {
            acts.retain(|a| !matches!(a, Act::Accept | Act::Decline));
        }
        acts.sort_by_key(pass);
        hearing.asks_too = acts.iter().any(|a| matches!(a, Act::Ask(_)));
        for act in &acts {
            // "No, mejor cámbiala": what is wanted goes on after the word that ended something.
            self.last_word &= pass(act) != Pass::Edit;
            hearing.edited |= pass(act) == Pass::Edit;
            self.apply(act, &mut hearing)?;
            if self.handed_over {
                return Ok(());
            }
        }
        // What was said before the name was known is answered in the message that knows it.
        if !self.s.deferred.is_empty() && !self.name_needed_first() {
            let mut deferred = std::mem::take(&mut self.s.deferred);
            deferred.sort_by_key(pass);
            for act in &deferred {
                self.apply(act, &mut hearing)?;
                if self.handed_over {
                    return Ok(());
                }
            }
        }
        self.hello = hearing.greeted && quiet_for.is_none_or(|q| q > NEW_SESSION);
        self.conclude(hearing)
    }

    /// "¿Cuánto cuesta un corte?" — "¿y unas mechas?": the question before is asked again of something else.
    fn echoes(&mut self, acts: &[Act]) -> Vec<Act> {
        let before = self.s.last_asking.take();
        let acts: Vec<Act> = acts
            .iter()
            .map(|act| match act {
                Act::Want(wish) if wish.echo => match before.as_ref().and_then(|a| again(a, wish)) {
                    Some(asking) => Act::Ask(asking),
                    None => Act::Want(Wish { echo: false, ..wish.clone() }),
                },
                act => act.clone(),
            })
            .collect();
        self.s.last_asking = acts.iter().rev().find_map(|act| match act {
            Act::Ask(asking) => Some(asking.clone()),
            _ => None,
        });
        acts
    }

    fn apply(&mut self, act: &Act, hearing: &mut Hearing) -> Result<(), Needs> {
        match act {
            Act::Medical(words) => {
                self.hand_off(HandoffReason::Medical, None, vec![SummaryLine::Said(words.clone())]);
            }
            Act::Person { .. } => self.hand_off(HandoffReason::CustomerRequest, None, Vec::new()),
            Act::Complaint(words) => {
                self.hand_off(HandoffReason::Complaint, None, vec![SummaryLine::Said(words.clone())]);
            }
            Act::Abuse => self.hand_off(HandoffReason::Abuse, None, Vec::new()),
            Act::MyData(_) => self.hand_off(HandoffReason::DataRequest, None, Vec::new()),
            Act::NotForUs(words) => {
                self.hand_off(HandoffReason::NotACustomer, None, vec![SummaryLine::Said(words.clone())]);
            }
            Act::Accept | Act::Decline | Act::Choose(_) | Act::GiveName(_) | Act::Refuse | Act::Later => {
                self.answer(act, hearing)?;
            }
            Act::Want(wish) => {
                self.want(wish, hearing);
                hearing.done = true;
            }
            Act::Move { which, to, with } => {
                self.start_move(which, to.as_ref(), with.as_ref(), hearing);
                hearing.done = true;
            }
            Act::Cancel { which } => {
                self.start_cancel(which, hearing)?;
                hearing.done = true;
            }
            Act::Late { minutes, arriving } => {
                self.late(*minutes, arriving.as_ref(), hearing);
                hearing.done = true;
            }
            Act::PaymentFailed => {
                self.payment_failed(hearing)?;
                hearing.done = true;
            }
            Act::SaysPaid => {
                self.says_paid(hearing)?;
                hearing.done = true;
            }
            Act::CannotPayOnline => {
                self.cannot_pay_online()?;
                hearing.done = true;
            }
            Act::WaitingList(wish) => {
                self.waiting_list(wish, hearing);
                hearing.done = true;
            }
            Act::Usual(wish) => {
                self.usual(wish, hearing);
                hearing.done = true;
            }
            Act::OptOut => {
                self.opt(true);
                hearing.done = true;
            }
            Act::OptIn => {
                self.opt(false);
                hearing.done = true;
            }
            Act::Ask(asking) => {
                self.answer_question(asking)?;
                self.note(Rule::Digression);
                hearing.done = true;
            }
            Act::Why => hearing.why = true,
            Act::Repeat => hearing.repeat = true,
            Act::Greet => hearing.greeted = true,
            Act::Thank => hearing.thanked = true,
            Act::Goodbye => hearing.bye = true,
            Act::Chat => hearing.chat = true,
            Act::Unclear => hearing.unclear = true,
        }
        Ok(())
    }

    /// Asks the name first where the salon wants that: questions and health wait for the next message.
    fn defer_until_named(&mut self, acts: &mut Vec<Act>, hearing: &Hearing) {
        let names_herself = acts.iter().any(|a| matches!(a, Act::GiveName(_)))
            || (matches!(hearing.asked, Some(Question::Name { proposed: Some(_) }))
                && acts.contains(&Act::Accept));
        if !self.name_needed_first() || names_herself {
            return;
        }
        let waits = |a: &Act| matches!(a, Act::Medical(_) | Act::Ask(_));
        let (later, rest): (Vec<Act>, Vec<Act>) = std::mem::take(acts).into_iter().partition(waits);
        *acts = rest;
        self.s.deferred.extend(later);
    }

    /// Whether the salon wants to know who writes before it answers, and does not know it.
    pub(super) fn name_needed_first(&self) -> bool {
        self.salon().policy.name_before_answer && self.first_name().is_none()
    }

    /// After all acts: what could not be read, what is only courtesy, then the next thing to do.
    fn conclude(&mut self, hearing: Hearing) -> Result<(), Needs> {
        let courteous = hearing.thanked || hearing.bye || hearing.chat;
        let trouble = self.s.counters.unclear;
        let was = hearing.asked.clone().filter(|_| hearing.done || hearing.bound);
        let form = hearing.form.clone();
        if hearing.done || hearing.bound {
            self.s.counters.unclear = 0;
            // After the last word a further "ok" stays one; anything else begins anew.
            self.s.farewell &= self.last_word && !hearing.done;
        } else if hearing.unclear
            || hearing.unbound
            || (!courteous && !hearing.greeted && !hearing.repeat && !hearing.why)
        {
            // Words for what has gone just now are no riddle: that it has gone was said.
            return if self.visit_gone { Ok(()) } else { self.not_understood(hearing) };
        }
        if hearing.why {
            self.say_why(&hearing);
        }
        // "ok" and "perfecto" after something was agreed are a goodbye, not small talk.
        let agreed = hearing.asked.is_none() && self.next_visit().is_some();
        if hearing.chat && !agreed && !hearing.done && !hearing.bound {
            self.say(Utterance::Kind);
        }
        if courteous && !hearing.done && !hearing.bound && self.courtesy(&hearing) {
            return Ok(());
        }
        // Drop by drop: who tells something new before the question is answered goes round in no circle.
        let told = self.draft().cloned() != hearing.form;
        let asked = hearing.asked.filter(|_| !hearing.bound);
        if (told || hearing.edited) && matches!(asked, Some(Question::Name { .. })) {
            // She goes on with her matter: the name waits until there is something to write down.
            self.s.counters.evaded = self.s.counters.evaded.max(2);
        }
        self.carry_on(asked, hearing.greeted)?;
        match form {
            _ if !told => self.break_circle(was.as_ref(), trouble),
            Some(form) if self.asks_again(was.as_ref()) => self.say_noted(&form),
            Some(_) | None => {}
        }
        Ok(())
    }

    /// The very question that was open is put again, with nothing said before it.
    fn asks_again(&self, was: Option<&Question>) -> bool {
        let again = was.is_some() && self.question.as_ref().map(|(_, q)| q) == was;
        again && self.said.is_empty() && !self.handed_over
    }

    /// What was new in a message that left its question open.
    fn say_noted(&mut self, before: &super::Draft) {
        let Some(draft) = self.draft() else { return };
        let (wish, changed) = (&draft.wish, draft.wish != before.wish);
        let date = wish.single_day().filter(|_| changed);
        let open = |t: &chrono::NaiveTime| {
            date.is_some_and(|d| self.salon().hours.intervals(d).iter().any(|h| h.from <= *t && *t < h.to))
        };
        let at = wish.window.at.iter().copied().find(open);
        let soonest = wish.soonest && changed;
        let stylist = draft.with.only.filter(|_| draft.with != before.with);
        let stylist = stylist.map(|id| self.salon().stylist_name(id).to_owned());
        self.say(Utterance::Noted { date, at, stylist, soonest });
    }

    /// Words that were understood and changed nothing: the same question again, with nothing said before it, is trouble
    /// like words that were not understood, so that no question can be put for ever.
    fn break_circle(&mut self, was: Option<&Question>, trouble: u8) {
        if !self.asks_again(was) {
            return;
        }
        self.note(Rule::Unclear);
        self.s.counters.unclear = trouble + 1;
        if self.s.counters.unclear >= self.salon().policy.max_unclear {
            self.note(Rule::TroubleTooOften);
            self.hand_off(HandoffReason::Unclear, None, Vec::new());
        }
    }

    /// Thanks and goodbyes when nothing else was said. `true`: the message is complete.
    fn courtesy(&mut self, hearing: &Hearing) -> bool {
        if let Some(Question::Reminded { appointment }) = hearing.asked {
            self.acknowledge_reminder(appointment);
            self.s.farewell = true;
            return true;
        }
        let waiting_to_pay = matches!(hearing.asked, Some(Question::Payment { .. }));
        // A form with nothing on it is no reason to hold on to somebody who says thank you.
        let begun = self.s.tasks.iter().any(|t| match t {
            Task::Book(d) => {
                !d.held.is_empty()
                    || !d.pool.is_empty()
                    || !d.pool_unclear.is_empty()
                    || d.parties.iter().any(|p| !p.services.is_empty() || !p.unclear.is_empty())
            }
            Task::Cancel { .. } | Task::Delay { .. } => true,
        });
        if begun && !waiting_to_pay && !hearing.bye && !self.s.farewell {
            return false;
        }
        if let Some(question) = hearing.asked.clone() {
            self.keep_open(question);
        }
        if self.s.farewell {
            self.note(Rule::LastWord);
            self.said.clear();
            return true;
        }
        self.s.farewell = true;
        if self.said.is_empty() {
            let date = self.next_visit().map(|a| self.local(a.start()).date());
            self.say(match (hearing.bye || hearing.chat, date) {
                (true, None) => Utterance::Bye,
                (true, Some(_)) => Utterance::SeeYou { date },
                (false, Some(_)) => Utterance::SeeYou { date },
                (false, None) => Utterance::YoureWelcome,
            });
        }
        true
    }

    /// An answer that met no open question, or not one of its kind.
    pub(super) fn unbound(&mut self, hearing: &mut Hearing) {
        self.note(Rule::AnswersNothing);
        hearing.unbound = true;
    }

    /// "¿me lo repites?" and "¿por qué?" leave the question open; saying it again is `carry_on`'s work.
    fn say_why(&mut self, hearing: &Hearing) {
        if let Some(question) = &hearing.asked {
            self.say(Utterance::WhyAsked { question: super::expect::kind(question) });
        }
    }

    fn hear_while_waiting(&mut self, acts: &[Act]) -> Result<(), Needs> {
        for act in acts {
            match act {
                Act::OptOut => self.opt_silently(true),
                Act::SaysPaid => self.says_paid(&mut Hearing::default())?,
                _ => {}
            }
        }
        let comfort = REASSURE_EVERY;
        if let Owner::Waiting { since, reassured, .. } = &mut self.s.owner
            && reassured.is_none_or(|at| self.now - at >= comfort)
            && self.now - *since >= TimeDelta::minutes(1)
        {
            *reassured = Some(self.now);
            self.note(Rule::Reassured);
            let (by, _) = self.answer_by();
            let team = self.salon().profile.team.clone();
            self.said = vec![Utterance::StillWaiting { team, by }];
            self.question = None;
            self.speak_although_waiting();
        }
        Ok(())
    }

    fn mode_leaves_it(&self) -> bool {
        match self.salon().policy.mode {
            OperatingMode::Off => true,
            OperatingMode::Full | OperatingMode::Suggest => false,
            OperatingMode::OutOfHours => {
                let local = self.local(self.now);
                match self.salon().hours.on(local.date()) {
                    Doors::Open { hours, .. } => {
                        hours.iter().any(|h| h.from <= local.time() && local.time() < h.to)
                    }
                    Doors::Closed { .. } => false,
                }
            }
        }
    }

    /// A draft nobody touched for long is forgotten; what it holds is rows, and stays.
    fn forget_if_idle(&mut self, quiet_for: Option<TimeDelta>) {
        let limit = TimeDelta::minutes(i64::from(self.salon().policy.session_idle_minutes));
        if quiet_for.is_none_or(|q| q < limit) {
            return;
        }
        let before = self.s.tasks.len();
        self.s.tasks.retain(|t| match t {
            Task::Book(draft) => !draft.held.is_empty() && draft.chosen.is_some(),
            Task::Cancel { .. } | Task::Delay { .. } => false,
        });
        let reminded = self.s.asked.as_ref().is_some_and(|a| matches!(a.question, Question::Reminded { .. }));
        if self.s.tasks.len() < before || (self.s.asked.is_some() && !reminded) {
            self.note(Rule::Idle);
        }
        if !reminded {
            self.s.asked = None;
        }
        self.s.counters = super::Counters::default();
        self.s.farewell = false;
        self.s.topic.clear();
    }
}
