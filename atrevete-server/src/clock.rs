//! The wall clock, read in this one place.

use atrevete_domain::values::Instant;
use atrevete_ports::Clock;

/// The present instant.
#[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
pub fn now() -> Instant {
    chrono::Utc::now()
}

/// The wall clock as a port.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wall;

impl Clock for Wall {
    fn now(&self) -> Instant {
        now()
    }
}
