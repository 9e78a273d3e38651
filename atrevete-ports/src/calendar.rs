//! The stylists' calendars outside: looked at before a link leaves, and made to show our rows.
//!
//! Invariant: a mirror is a level, not a delta: what is sent is what shall be shown, whatever was shown before.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::{
    booking::{Appointment, Life},
    values::{AppointmentId, Span, StylistId},
};
use serde::{Deserialize, Serialize};

/// What a calendar shows of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Nothing but what we mirrored ourselves.
    Free,
    /// Something that is not ours.
    Busy,
}

/// What the calendar shall show of one appointment; a function of its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MirrorEvent {
    /// Which; an adapter finds its event by it.
    pub appointment: AppointmentId,
    /// In whose calendar; in nobody else's.
    pub stylist: StylistId,
    /// From when to when.
    pub span: Span,
    /// What the stylist reads: who comes and what for.
    pub title: String,
    /// How it is shown.
    pub state: MirrorState,
}

/// How an appointment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MirrorState {
    /// Waits for its deposit: yellow, marked provisional.
    Provisional,
    /// Agreed: green.
    Confirmed,
    /// Not to be shown.
    Gone,
}

impl MirrorEvent {
    /// What the calendar shall show of a row.
    pub fn of(appointment: &Appointment) -> Self {
        let state = match appointment.life {
            Life::Provisional { .. } | Life::Closing { .. } => MirrorState::Provisional,
            Life::Confirmed { .. } | Life::Completed | Life::NoShow => MirrorState::Confirmed,
            Life::Cancelled { .. } | Life::Expired => MirrorState::Gone,
        };
        let services: Vec<&str> = appointment.quote.services.iter().map(|s| s.name.as_str()).collect();
        let who = appointment.attendee.name.as_ref().map(|n| format!("{n}: ")).unwrap_or_default();
        Self {
            appointment: appointment.id,
            stylist: appointment.seat.stylist,
            span: appointment.seat.span,
            title: format!("{who}{}", services.join(" + ")),
            state,
        }
    }
}

/// The calendars of the stylists.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Calendar: Send + Sync {
    /// Whether a stylist is free of *others'* events for these stretches, asked live and never from a cache.
    ///
    /// # Errors
    /// When the calendar does not answer: that is not "free".
    async fn look(&self, stylist: StylistId, spans: &[Span]) -> Result<Look, PortError>;

    /// Makes the calendars show this appointment as it stands. Doing it twice changes nothing; an event that was
    /// deleted may have to come back under a new name.
    ///
    /// # Errors
    /// When the calendar does not take it.
    async fn mirror(&self, event: &MirrorEvent) -> Result<(), PortError>;
}
