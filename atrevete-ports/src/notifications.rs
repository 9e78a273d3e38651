//! What people of the salon are told.

use crate::{OutboxId, PortError};
use async_trait::async_trait;
use atrevete_domain::{
    booking::Appointment,
    dialogue::ThreadId,
    step::{Handoff, HandoffReason, StylistNews},
    values::{ConversationId, Instant, StylistId},
};
use serde::{Deserialize, Serialize};

/// A notice to a stylist, with the appointment as its row stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StylistNotice {
    /// Who is told; where an appointment changed hands, not the one who has it.
    pub stylist: StylistId,
    /// Her name in the salon.
    pub name: String,
    /// What happened.
    pub what: StylistNews,
    /// The appointment.
    pub appointment: Appointment,
    /// Today: by the fast channels.
    pub urgent: bool,
    /// What she reads, without prices and without health.
    pub text: String,
    /// How often it has been tried, this time included.
    pub attempt: u16,
}

/// A conversation that the team is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffNotice {
    /// What and why.
    pub handoff: Handoff,
    /// Where the customer wrote last; `None` for a conversation that nobody finds any more.
    pub thread: Option<ThreadId>,
    /// The note for the team. May quote the customer: only for her own conversation.
    pub text: String,
    /// How often it has been tried, this time included.
    pub attempt: u16,
}

/// A conversation that waits and that nobody has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamAlert {
    /// Whose.
    pub conversation: ConversationId,
    /// Where.
    pub thread: Option<ThreadId>,
    /// Why it waits.
    pub reason: HandoffReason,
    /// Since when.
    pub since: Instant,
    /// What the team reads; quotes nobody.
    pub text: String,
    /// How often it has been tried, this time included.
    pub attempt: u16,
}

/// Tells stylists and the team. Each key is told once.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Notifications: Send + Sync {
    /// Tells a stylist.
    ///
    /// # Errors
    /// When no channel took it.
    async fn tell_stylist(&self, key: OutboxId, notice: &StylistNotice) -> Result<(), PortError>;

    /// Gives a conversation to the team, with its summary.
    ///
    /// # Errors
    /// When no channel took it.
    async fn hand_off(&self, key: OutboxId, notice: &HandoffNotice) -> Result<(), PortError>;

    /// Reminds the team of a conversation that nobody has taken.
    ///
    /// # Errors
    /// When no channel took it.
    async fn alert_team(&self, key: OutboxId, alert: &TeamAlert) -> Result<(), PortError>;
}
