//! A salon that keeps no calendar outside: its agenda is the whole truth.

use async_trait::async_trait;
use atrevete_domain::values::{Span, StylistId};
use atrevete_ports::{Calendar, Look, MirrorEvent, PortError};

/// No calendars.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCalendar;

#[async_trait]
impl Calendar for NoCalendar {
    /// Free: there are no others' events, because there is no calendar that could hold one.
    async fn look(&self, _stylist: StylistId, _spans: &[Span]) -> Result<Look, PortError> {
        Ok(Look::Free)
    }

    async fn mirror(&self, _event: &MirrorEvent) -> Result<(), PortError> {
        Ok(())
    }
}
