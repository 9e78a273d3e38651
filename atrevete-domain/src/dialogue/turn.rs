//! One step's workbench: what is read, what has been decided so far, and how it becomes a [`Step`].
//!
//! Invariant: a step says at most one message with one question at most. Muting is a filter on what leaves, never an
//! early return: the desk goes on under a person's hands.

use super::{Asked, Conversation, Line, Question, Step, Unclear};
use crate::{
    booking::{Customer, Disclosure, Ruling},
    facts::Facts,
    salon::{OperatingMode, Salon},
    step::{Change, Effect, Message, Reason, Rule},
    values::{CauseId, CustomerId, Instant, Mint, PersonName},
    wording::Utterance,
};

/// Which version of the disclosure's text is current.
const DISCLOSURE: u16 = 1;

/// How many messages of both sides are remembered.
const REMEMBERED: usize = 10;

/// The accumulator of one step.
pub(super) struct Turn<'a> {
    /// The conversation as it will be.
    pub(super) s: Conversation,
    /// What may be known.
    pub(super) facts: &'a Facts,
    /// Now.
    pub(super) now: Instant,
    /// When the message was sent; symbolic time is resolved against it.
    pub(super) sent_at: Instant,
    /// Ids of this step.
    pub(super) mint: Mint,
    /// What is said before the question.
    pub(super) said: Vec<Utterance>,
    /// The one question of the message.
    pub(super) question: Option<(Utterance, Question)>,
    /// Rows.
    pub(super) changes: Vec<Change>,
    /// Outside actions beside the message.
    pub(super) effects: Vec<Effect>,
    /// Why.
    pub(super) trace: Vec<Reason>,
    /// We start this message.
    pub(super) proactive: bool,
    /// The yes among the acts was read by the rules.
    pub(super) by_rules: bool,
    /// A hello opens the message.
    pub(super) hello: bool,
    /// The conversation was handed over in this step: nothing more is asked.
    pub(super) handed_over: bool,
    /// What was said is the last word of this message: no question follows.
    pub(super) last_word: bool,
    /// What was being done has gone, and that was said.
    pub(super) visit_gone: bool,
    /// Words of a question just answered that several services match.
    pub(super) talked_of: Vec<Unclear>,
    customer: Option<Customer>,
    customer_touched: bool,
    muted: bool,
}

impl<'a> Turn<'a> {
    /// A step that has not decided anything.
    pub(super) fn new(s: &Conversation, facts: &'a Facts, now: Instant, cause: CauseId) -> Self {
        Self {
            s: s.clone(),
            facts,
            now,
            sent_at: now,
            mint: Mint::new(facts.epoch, s.id, cause),
            said: Vec::new(),
            question: None,
            changes: Vec::new(),
            effects: Vec::new(),
            trace: facts.refused.iter().cloned().map(Reason::Refused).collect(),
            proactive: false,
            by_rules: true,
            hello: false,
            handed_over: false,
            last_word: false,
            visit_gone: false,
            talked_of: Vec::new(),
            customer: facts.customer.clone(),
            customer_touched: false,
            muted: !s.owner.is_maite(),
        }
    }

    /// The salon.
    pub(super) fn salon(&self) -> &'a Salon {
        &self.facts.salon
    }

    /// Says something before the question.
    pub(super) fn say(&mut self, utterance: Utterance) {
        self.said.push(utterance);
    }

    /// Puts the question of this message; the first one put stands.
    pub(super) fn ask(&mut self, utterance: Utterance, question: Question) {
        if self.question.is_none() {
            self.question = Some((utterance, question));
        }
    }

    /// The one word of comfort while nobody has taken a handoff leaves although Maite is silent otherwise.
    pub(super) fn speak_although_waiting(&mut self) {
        self.muted = false;
    }

    /// A person gave the conversation back.
    pub(super) fn unmute(&mut self) {
        self.muted = false;
    }

    /// Whether something will be said.
    pub(super) fn speaks(&self) -> bool {
        !self.said.is_empty() || self.question.is_some()
    }

    /// Notes a rule in the trace.
    pub(super) fn note(&mut self, rule: Rule) {
        self.trace.push(Reason::Ruled(rule));
    }

    /// Leaves a question open that was put in an earlier message.
    pub(super) fn keep_open(&mut self, question: Question) {
        if self.s.asked.is_none() {
            self.s.asked = Some(Asked { question, at: self.now });
        }
    }

    /// Takes over what the desk ruled, news excepted: the dialogue says itself what its customer should hear.
    pub(super) fn take(&mut self, ruling: Ruling) {
        self.changes.extend(ruling.changes);
        self.effects.extend(ruling.effects);
        self.trace.extend(ruling.trace);
    }

    /// The customer as she is after what this step did.
    pub(super) fn customer(&self) -> Option<&Customer> {
        self.customer.as_ref()
    }

    /// Changes the customer's row, if there is one.
    pub(super) fn patch_customer(&mut self, change: impl FnOnce(&mut Customer)) {
        if let Some(customer) = &mut self.customer {
            let before = customer.clone();
            change(customer);
            self.customer_touched |= *customer != before;
        }
    }

    /// The customer's id; a row is made if this is the first time that she is known by name.
    pub(super) fn customer_id(&mut self) -> CustomerId {
        if let Some(customer) = &self.customer {
            return customer.id;
        }
        let name = self
            .s
            .stated
            .first
            .as_deref()
            .and_then(|f| PersonName::new(f, self.s.stated.last.as_deref()).ok());
        let id = self.mint.fresh();
        let mut customer = Customer::new(id, name, self.s.phone.clone(), self.now);
        customer.disclosed = self.s.disclosed.map(|at| Disclosure { at, version: DISCLOSURE });
        customer.formal = self.s.formal;
        customer.opted_out = self.s.opted_out;
        customer.answers.clone_from(&self.s.answers);
        self.customer = Some(customer);
        self.customer_touched = true;
        id
    }

    /// The first name by which she is known, stated or stored.
    pub(super) fn first_name(&self) -> Option<String> {
        let stored = self.customer.as_ref().and_then(|c| c.first_name().map(ToOwned::to_owned));
        stored.or_else(|| self.s.stated.first.clone())
    }

    /// The result: state, rows, the message and why.
    pub(super) fn finish(mut self) -> Step {
        let spoken = if self.speaks() && !self.muted { self.message() } else { None };
        if self.speaks() && self.muted {
            self.trace.push(Reason::Muted);
        }
        if let Some(message) = spoken {
            if let Some((_, question)) = self.question.take() {
                self.s.asked = Some(Asked { question, at: self.now });
            }
            self.remember(false, message.utterances.iter().map(super::kind_of).collect());
            // The handoff's effects may already stand here; the sentence to the customer goes first.
            self.effects.insert(0, Effect::Say(message));
        }
        if let Some(customer) = self.customer.filter(|_| self.customer_touched) {
            let was = self.facts.customer.as_ref().map(|c| c.rev);
            let now = Customer { rev: customer.rev.next(), ..customer };
            self.changes.push(Change::Customer { was, now });
        }
        self.changes.sort_by_key(Change::rank);
        Step { state: self.s, changes: self.changes, effects: self.effects, trace: self.trace }
    }

    /// Remembers the kinds of one message, the oldest forgotten first.
    pub(super) fn remember(&mut self, from_customer: bool, kinds: Vec<String>) {
        self.s.recent.push(Line { from_customer, at: self.now, kinds });
        let surplus = self.s.recent.len().saturating_sub(REMEMBERED);
        self.s.recent.drain(..surplus);
    }

    fn message(&mut self) -> Option<Message> {
        let mut utterances = Vec::new();
        let told =
            self.s.disclosed.is_some() || self.customer.as_ref().is_some_and(|c| c.disclosed.is_some());
        let profile = &self.facts.salon.profile;
        if !told {
            let (now, disclosure) = (self.now, Disclosure { at: self.now, version: DISCLOSURE });
            self.s.disclosed = Some(now);
            self.patch_customer(|c| c.disclosed = Some(disclosure));
            self.note(Rule::Disclosed);
            utterances.push(Utterance::Introduce {
                assistant: profile.assistant.clone(),
                salon: profile.name.clone(),
                privacy_link: profile.privacy_link.clone(),
            });
        } else if self.hello {
            let name = self.first_name();
            utterances.push(Utterance::Hello { name, assistant: Some(profile.assistant.clone()) });
        }
        utterances.append(&mut self.said);
        if let Some((utterance, _)) = &self.question {
            utterances.push(utterance.clone());
        }
        // Her row knows better once there is one: staff may have changed it.
        let opted_out = self.customer.as_ref().map_or(self.s.opted_out, |c| c.opted_out);
        let message = Message {
            to: self.s.id,
            utterances,
            formal: self.s.formal || self.customer.as_ref().is_some_and(|c| c.formal),
            proactive: self.proactive,
            suggestion: self.facts.salon.policy.mode == OperatingMode::Suggest,
            not_after: None,
        };
        if message.proactive && opted_out && message.only_reminds() {
            self.note(Rule::OptedOut);
            return None;
        }
        Some(message)
    }
}
