//! Leaves a destination alone that keeps failing.
//!
//! Invariant: while it rests nothing is sent, and after a rest one request probes it before others follow.

use std::time::Duration;
use tokio::time::Instant;

/// Failures in a row after which a destination is left alone.
const MOST: u32 = 5;

/// The state of one destination.
#[derive(Debug)]
pub(super) struct Breaker {
    rest: Duration,
    failures: u32,
    until: Option<Instant>,
}

impl Breaker {
    pub(super) fn new(rest: Duration) -> Self {
        Self { rest, failures: 0, until: None }
    }

    /// Whether a request may leave; `Err` is how long not yet. The first one after a rest takes the next rest on itself,
    /// so that the others wait for what it learns.
    pub(super) fn admit(&mut self, now: Instant) -> Result<(), Duration> {
        match self.until {
            Some(until) if now < until => Err(until - now),
            Some(_) => {
                self.until = Some(now + self.rest);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What became of a request.
    pub(super) fn learn(&mut self, now: Instant, well: bool) {
        if well {
            (self.failures, self.until) = (0, None);
            return;
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures >= MOST {
            self.until = Some(now + self.rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_rest_and_one_probes() {
        let (mut breaker, now) = (Breaker::new(Duration::from_secs(30)), Instant::now());
        for _ in 0..4 {
            breaker.learn(now, false);
            assert_eq!(breaker.admit(now), Ok(()));
        }
        breaker.learn(now, true);
        for _ in 0..4 {
            breaker.learn(now, false);
        }
        assert_eq!(breaker.admit(now), Ok(()), "what went well in between counts");
        breaker.learn(now, false);
        let later = now + Duration::from_secs(12);
        assert_eq!(breaker.admit(later), Err(Duration::from_secs(18)));
        let probe = now + Duration::from_secs(30);
        assert_eq!(breaker.admit(probe), Ok(()), "one probes");
        assert!(breaker.admit(probe).is_err(), "and the others wait for it");
        breaker.learn(probe, false);
        assert!(breaker.admit(probe + Duration::from_secs(29)).is_err(), "it failed: again a rest");
        breaker.learn(probe, true);
        assert_eq!(breaker.admit(probe), Ok(()));
    }
}
