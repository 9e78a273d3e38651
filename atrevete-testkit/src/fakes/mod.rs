//! Fakes with state: the outside world in memory.

mod calendar;
mod clock;
mod language;
pub mod memory;
mod people;
mod stripe;

pub use calendar::{Colour, FakeCalendar};
pub use clock::ManualClock;
pub use language::{Rules, ScriptedLanguage, heard};
pub use memory::MemoryStore;
pub use people::{FakeMessenger, FakeNotices};
pub use stripe::{Decision, FakeStripe, MadeRefund, NotPayable, Page, StripeFault};

pub use crate::rows::{OutboxEnd, Stuck};
use atrevete_ports::PortError;

/// Whether an outside service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Weather {
    /// It does.
    #[default]
    Up,
    /// It does not, for now.
    Down,
}

impl Weather {
    /// The error of a service that is down.
    ///
    /// # Errors
    /// When it is down.
    pub fn check(self, port: &'static str) -> Result<(), PortError> {
        match self {
            Self::Up => Ok(()),
            Self::Down => Err(PortError::transient(port)),
        }
    }
}
