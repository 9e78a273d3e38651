//! Timers: derived from rows, replaced with them, fired once.

use crate::{InboxLane, PortError};
use async_trait::async_trait;
use atrevete_domain::{
    booking::DueKind,
    dialogue::{ChannelId, WakeKind},
    values::{AppointmentId, DepositId, Instant},
};
use serde::{Deserialize, Serialize};

/// Whose timer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A conversation's.
    Talk(ChannelId),
    /// A deposit's.
    Deposit(DepositId),
    /// An appointment's.
    Appointment(AppointmentId),
}

/// Which timer of its subject; a subject has one of each kind at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    /// Of a conversation.
    Wake(WakeKind),
    /// Of a deposit or an appointment.
    Due(DueKind),
}

/// A stored timer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timer {
    /// When.
    pub at: Instant,
    /// Whose.
    pub subject: Subject,
    /// Which.
    pub kind: TimerKind,
}

/// All timers of one subject as they shall be after a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimersOf {
    /// Whose.
    pub subject: Subject,
    /// The whole set; what is not in it is dropped. One that has been fired for the same instant stays fired.
    pub timers: Vec<(Instant, TimerKind)>,
}

impl From<WakeKind> for TimerKind {
    fn from(kind: WakeKind) -> Self {
        Self::Wake(kind)
    }
}

impl From<DueKind> for TimerKind {
    fn from(kind: DueKind) -> Self {
        Self::Due(kind)
    }
}

impl Subject {
    /// The inbox lane in which this subject's events keep their order.
    pub fn lane(&self) -> InboxLane {
        match self {
            Self::Talk(channel) => InboxLane::Channel(channel.clone()),
            Self::Deposit(id) => InboxLane::Deposit(*id),
            Self::Appointment(id) => InboxLane::Appointment(*id),
        }
    }
}

/// The stored timers.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Timers: Send + Sync {
    /// Timers due at `now` that were not fired, earliest first, a bounded number of them.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn due(&self, now: Instant) -> Result<Vec<Timer>, PortError>;

    /// Writes a timer's inbox row and marks it fired, in one transaction. A timer that has been replaced meanwhile is
    /// left alone.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn fire(&self, timer: &Timer, now: Instant) -> Result<(), PortError>;
}
