//! The dialogue: what customers say, as one pure step over a form.
//!
//! There is no stage to fall out of step. The *next* question is derived from draft and facts; the *asked* one, with
//! its options as shown, is remembered, and an answer binds to it and to nothing else.
//!
//! Invariants: a step says at most one message and places at most one hold; it begins by comparing what the state
//! points at with the facts; while a person has the conversation nothing is said.

pub mod act;
mod answer;
mod answer_service;
mod answer_time;
mod answers;
mod book;
mod cancel;
mod choice;
mod delay;
mod draft;
mod expect;
pub mod expectation;
mod handoff;
mod hear;
mod hold;
mod moving;
mod news;
mod offer;
mod parties;
mod paying;
mod people;
mod repair;
mod services;
pub mod state;
mod tell;
mod times;
mod turn;
mod waiting;
mod what;
mod which;
mod which_visit;
mod wish;

pub use act::{Act, Asking, Choice, DataWish, Heard, Share, Which, Wish};
pub use draft::{Child, Draft, PackChoice, Party, Unclear, Who};
pub use expectation::{Expectation, Expected, Lexicon, Shown};
pub use state::{
    Asked, AwaitingLink, ChannelId, Conversation, Counters, Input, Line, Media, Owner, Question, Task,
    ThreadId, WakeKind,
};

use crate::{
    booking::Life,
    facts::{Facts, Needs},
    salon::Salon,
    step::{Change, Effect, HandoffReason, News, Reason, Rule},
    values::{CauseId, Instant},
    wording::Utterance,
};
use chrono::TimeDelta;
use turn::Turn;

/// After so long without the link it is said that it is coming.
const LINK_LATE: TimeDelta = TimeDelta::seconds(8);

/// The dialogue's outcome. State, changes and effects are committed together or not at all.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Step {
    /// The conversation as it shall be.
    pub state: Conversation,
    /// Rows.
    pub changes: Vec<Change>,
    /// Outside actions, one message at most among them.
    pub effects: Vec<Effect>,
    /// Why.
    pub trace: Vec<Reason>,
}

impl Conversation {
    /// One step. Same arguments, same result. `Err` names facts that were not loaded; the driver loads them and calls
    /// again with the same input.
    pub fn advance(&self, facts: &Facts, now: Instant, cause: CauseId, input: &Input) -> Result<Step, Needs> {
        let mut turn = Turn::new(self, facts, now, cause);
        turn.reconcile(input)?;
        match input {
            Input::Said(heard) => turn.hear(heard)?,
            Input::Sent { media, caption, .. } => turn.received(*media, caption.as_ref())?,
            Input::News(news) => turn.learn(news)?,
            Input::TakenOver => turn.taken_over(),
            Input::HandedBack => turn.handed_back()?,
            Input::Woke(kind) => turn.woke(*kind),
            Input::Defeated => turn.hand_off(HandoffReason::Technical, None, Vec::new()),
        }
        Ok(turn.finish())
    }

    /// The instants at which this conversation acts by itself; derived, stored beside the state.
    pub fn wake(&self, salon: &Salon) -> Vec<(Instant, WakeKind)> {
        let link = self.awaiting_link.filter(|w| !w.told && self.owner.is_maite());
        let link = link.map(|w| (w.since + LINK_LATE, WakeKind::LinkLate));
        let alert = handoff::alert_at(&self.owner, salon).map(|at| (at, WakeKind::AlertTeam));
        link.into_iter().chain(alert).collect()
    }
}

impl Turn<'_> {
    /// Before anything is heard: what the state points at is compared with the facts. What no longer stands is dropped,
    /// and said, unless the news that came say it themselves.
    fn reconcile(&mut self, input: &Input) -> Result<(), Needs> {
        for task in &self.s.tasks {
            let ids = match task {
                Task::Book(draft) => draft.held.clone(),
                Task::Cancel { of } => of.clone(),
                Task::Delay { appointment, .. } => appointment.iter().copied().collect(),
            };
            for id in ids {
                let deposit = self.facts.appointment(id)?.deposit;
                deposit.map(|d| self.facts.deposit(d)).transpose()?;
            }
        }
        let facts = self.facts;
        let stands = |id: &crate::values::AppointmentId| {
            facts.appointments.get(id).is_some_and(|a| match a.life {
                Life::Provisional { .. } | Life::Closing { .. } | Life::Confirmed { .. } | Life::Expired => {
                    true
                }
                Life::Completed | Life::NoShow | Life::Cancelled { .. } => false,
            })
        };
        // A visit that has been is no surprise to her; one that was called off is.
        let called_off = |id: &crate::values::AppointmentId| {
            facts.appointments.get(id).is_some_and(|a| matches!(a.life, Life::Cancelled { .. }))
        };
        let gone = self.s.tasks.iter().any(|task| match task {
            Task::Book(draft) => draft.held.iter().any(called_off),
            Task::Cancel { of } => of.iter().any(called_off),
            Task::Delay { appointment, .. } => appointment.iter().any(called_off),
        });
        let before = self.s.tasks.len();
        // A hold whose chair turned out to be taken goes on as a booking: its news says so and looks for other times.
        let goes_on = |id: &crate::values::AppointmentId| {
            matches!(input, Input::News(News::SeatGone(gone)) if gone.contains(id)) || stands(id)
        };
        self.s.tasks.retain(|task| match task {
            Task::Book(draft) => draft.held.iter().all(goes_on),
            Task::Cancel { of } => of.iter().all(stands),
            Task::Delay { appointment, .. } => appointment.iter().all(stands),
        });
        if self.s.tasks.len() < before {
            self.note(Rule::Reconciled);
            self.s.asked = None;
            let told_by_news = matches!(
                input,
                Input::News(
                    News::CancelledBySalon { .. } | News::MovedBySalon(_) | News::CancelledRefund { .. }
                )
            );
            if gone && !told_by_news {
                self.say(Utterance::VisitGone);
                self.visit_gone = true;
            }
        }
        Ok(())
    }
}

/// The stored name of an act or an utterance, for the memory of recent messages.
fn kind_of<T: std::fmt::Debug>(value: &T) -> String {
    // The derived `Debug` begins with the variant's name, which is also how staff tools name it.
    let debug = format!("{value:?}");
    debug.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}
