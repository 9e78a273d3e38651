//! What people of the salon are told.

use crate::{OutboxId, PortError};
use async_trait::async_trait;
use atrevete_domain::{
    booking::Appointment,
    step::{Handoff, HandoffReason, StylistNews},
    values::{ConversationId, Instant, StylistId},
};
use serde::{Deserialize, Serialize};

/// A notice to a stylist, with the appointment as its row stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StylistNotice {
    /// Who is told; where an appointment changed hands, not the one who has it.
    pub stylist: StylistId,
    /// What happened.
    pub what: StylistNews,
    /// The appointment.
    pub appointment: Appointment,
    /// Today: by the fast channels.
    pub urgent: bool,
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
    async fn hand_off(&self, key: OutboxId, handoff: &Handoff) -> Result<(), PortError>;

    /// Reminds the team of a conversation that nobody has taken.
    ///
    /// # Errors
    /// When no channel took it.
    async fn alert_team(
        &self,
        key: OutboxId,
        conversation: ConversationId,
        reason: HandoffReason,
        since: Instant,
    ) -> Result<(), PortError>;
}
