//! Half-open intervals of time.

use super::Instant;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// From `from`, included, to `to`, excluded; never negative in length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first instant that belongs to it.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl Span {
    /// `minutes` from `from` on.
    pub fn minutes(from: Instant, minutes: u16) -> Self {
        Self { from, to: from + TimeDelta::minutes(i64::from(minutes)) }
    }

    /// Whether the two share an instant.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether every instant of this one belongs to `other`.
    pub fn within(self, other: Self) -> bool {
        other.from <= self.from && self.to <= other.to
    }

    /// Whether `instant` belongs to it.
    pub fn contains(self, instant: Instant) -> bool {
        self.from <= instant && instant < self.to
    }

    /// Its length in whole minutes.
    pub fn length(self) -> i64 {
        (self.to - self.from).num_minutes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_do_not_overlap() {
        let noon = Instant::UNIX_EPOCH;
        let (a, b) = (Span::minutes(noon, 30), Span::minutes(noon + TimeDelta::minutes(30), 30));
        assert!(!a.overlaps(b) && !b.overlaps(a) && a.overlaps(a));
        assert!(a.contains(a.from) && !a.contains(a.to));
    }
}
