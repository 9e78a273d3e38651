//! A clock that stands still until it is moved.

use atrevete_domain::values::Instant;
use atrevete_ports::Clock;
use chrono::TimeDelta;
use std::sync::Mutex;

/// A clock in the test's hand.
#[derive(Debug)]
pub struct ManualClock(Mutex<Instant>);

impl ManualClock {
    /// A clock that shows `now`.
    pub fn at(now: Instant) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves it, forwards only.
    pub fn set(&self, now: Instant) {
        let mut shown = self.lock();
        *shown = now.max(*shown);
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        *self.lock() += by;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.0.lock().expect("nothing panics while it holds the clock")
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        *self.lock()
    }
}
