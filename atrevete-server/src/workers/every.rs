//! Work that is done now and then, in a loop that looks more often.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// Due at once, and then each time its length has passed.
#[derive(Debug)]
pub struct Every {
    length: Duration,
    next: Mutex<Option<Instant>>,
}

impl Every {
    /// Due each time `length` has passed.
    pub fn new(length: Duration) -> Self {
        Self { length, next: Mutex::default() }
    }

    /// Whether it is time; if so, the next time is set.
    pub fn due(&self) -> bool {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let due = next.is_none_or(|at| at <= now);
        if due {
            *next = Some(now + self.length);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::sleep;

    #[tokio::test(start_paused = true)]
    async fn it_is_due_at_once_and_then_each_time_its_length_has_passed() {
        let every = Every::new(Duration::from_mins(1));
        assert!(every.due() && !every.due());
        sleep(Duration::from_secs(59)).await;
        assert!(!every.due());
        sleep(Duration::from_secs(1)).await;
        assert!(every.due() && !every.due());
    }
}
