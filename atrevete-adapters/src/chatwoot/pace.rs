//! How fast one recipient is written to: WhatsApp refuses what comes too fast for one person, after Chatwoot has taken it.
//!
//! Invariant: whoever was written to within the rate is never held back; an entry that holds nothing back is forgotten.

use super::settings::Rate;
use std::{collections::BTreeMap, time::Duration};
use tokio::time::Instant;

/// Beyond this many recipients, those who hold nothing back are forgotten.
const MANY: usize = 1024;

/// When each recipient is free of debt again.
#[derive(Debug)]
pub(super) struct Pace {
    rate: Rate,
    clear_at: BTreeMap<i64, Instant>,
}

impl Pace {
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, clear_at: BTreeMap::new() }
    }

    /// Takes so many messages' worth of a recipient's allowance; `Err`: how long to wait for it. A message in many parts
    /// leaves whole, and what follows waits longer.
    pub(super) fn take(&mut self, to: i64, count: usize, now: Instant) -> Result<(), Duration> {
        if self.clear_at.len() >= MANY {
            self.clear_at.retain(|_, clear| *clear > now);
        }
        let clear = self.clear_at.get(&to).copied().unwrap_or(now).max(now);
        let debt = clear - now;
        let allowed = self.rate.every * self.rate.burst.saturating_sub(1);
        if debt > allowed {
            return Err(debt.saturating_sub(allowed));
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.clear_at.insert(to, clear + self.rate.every.saturating_mul(count));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_leaves_and_what_follows_waits_its_turn() {
        let second = Duration::from_secs(1);
        let mut pace = Pace::new(Rate { burst: 3, every: 6 * second });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(pace.take(41, 1, start), Ok(()));
        }
        assert_eq!(pace.take(41, 1, start), Err(6 * second));
        assert_eq!(pace.take(42, 1, start), Ok(()), "somebody else is not held back");
        assert_eq!(pace.take(41, 1, start + 6 * second), Ok(()));
        assert!(pace.take(41, 1, start + 7 * second).is_err());
        assert_eq!(pace.take(41, 3, start + 60 * second), Ok(()));
        assert_eq!(pace.take(41, 1, start + 60 * second), Err(6 * second), "three parts count three");
    }
}
