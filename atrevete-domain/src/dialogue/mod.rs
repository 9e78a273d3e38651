//! The dialogue.

pub mod act;
pub mod expectation;
pub mod state;

pub use act::{Act, Asking, Choice, DataWish, Heard, Share, Which, Wish};
pub use expectation::{Expectation, Expected, Lexicon, Shown};
pub use state::{
    Asked, AwaitingLink, ChannelId, Child, Conversation, Counters, Draft, Input, Line, Media, Owner,
    PackChoice, Party, Question, Task, ThreadId, Unclear, WakeKind, Who,
};

use crate::{
    facts::{Facts, Needs},
    salon::Policy,
    step::{Change, Effect, Reason},
    values::{CauseId, Instant},
};

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
        let _ = (facts, now, cause, input);
        todo!()
    }

    /// What a reader needs to know of this conversation.
    pub fn expectation(&self, facts: &Facts) -> Expectation {
        let _ = facts;
        todo!()
    }

    /// The next instant at which this conversation acts by itself; derived, stored beside the state.
    pub fn wake(&self, policy: &Policy) -> Vec<(Instant, WakeKind)> {
        let _ = policy;
        todo!()
    }
}
