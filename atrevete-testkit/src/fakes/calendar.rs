//! The stylists' calendars: what we mirrored, and what others put there.

use super::Weather;
use async_trait::async_trait;
use atrevete_domain::values::{AppointmentId, Span, StylistId};
use atrevete_ports::{Calendar, Look, MirrorEvent, MirrorState, PortError};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard},
};

/// Calendars in memory.
#[derive(Debug, Default)]
pub struct FakeCalendar(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    weather: Weather,
    events: BTreeMap<AppointmentId, MirrorEvent>,
    outside: Vec<(StylistId, Span)>,
    writes: usize,
}

/// The colour of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Provisional, and marked so in the title.
    Yellow,
    /// Confirmed.
    Green,
}

impl FakeCalendar {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics while it holds the calendar")
    }

    /// Whether it answers from now on.
    pub fn weather(&self, weather: Weather) {
        self.lock().weather = weather;
    }

    /// Somebody writes an event of her own, which only a live look sees.
    pub fn outside(&self, stylist: StylistId, span: Span) {
        self.lock().outside.push((stylist, span));
    }

    /// Shows a row as if it had been mirrored before the story began.
    pub fn show(&self, event: MirrorEvent) {
        self.lock().events.insert(event.appointment, event);
    }

    /// Our events as they are shown, by appointment.
    pub fn events(&self) -> Vec<MirrorEvent> {
        self.lock().events.values().cloned().collect()
    }

    /// One event and its colour.
    pub fn event(&self, appointment: AppointmentId) -> Option<(MirrorEvent, Colour)> {
        let event = self.lock().events.get(&appointment).cloned()?;
        let colour = match event.state {
            MirrorState::Provisional => Colour::Yellow,
            MirrorState::Confirmed | MirrorState::Gone => Colour::Green,
        };
        Some((event, colour))
    }

    /// How often something was written.
    pub fn writes(&self) -> usize {
        self.lock().writes
    }
}

#[async_trait]
impl Calendar for FakeCalendar {
    async fn look(&self, stylist: StylistId, spans: &[Span]) -> Result<Look, PortError> {
        let state = self.lock();
        state.weather.check("calendar")?;
        let busy = state
            .outside
            .iter()
            .any(|(who, span)| *who == stylist && spans.iter().any(|s| s.overlaps(*span)));
        Ok(if busy { Look::Busy } else { Look::Free })
    }

    async fn mirror(&self, event: &MirrorEvent) -> Result<(), PortError> {
        let mut state = self.lock();
        state.weather.check("calendar")?;
        state.writes += 1;
        match event.state {
            MirrorState::Gone => state.events.remove(&event.appointment),
            MirrorState::Provisional | MirrorState::Confirmed => {
                state.events.insert(event.appointment, event.clone())
            }
        };
        Ok(())
    }
}
