//! Chance that repeats: a small generator whose every draw follows from its seed.
//!
//! Invariant: no clock, no thread and no address enters a draw; the same seed gives the same people on every machine.

/// A splitmix64 generator. Not for secrets.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A generator for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A generator of its own for a numbered part, so that one part's draws do not shift another's.
    #[must_use]
    pub fn fork(&self, part: u64) -> Self {
        let mut child = Self(self.0 ^ part.wrapping_mul(0xD134_2543_DE82_EF95));
        child.next();
        child
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 for 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 {
            return 0;
        }
        let n = u64::try_from(n).expect("a usize fits");
        usize::try_from(self.next() % n).expect("it is below a usize")
    }

    /// True in so many of a hundred draws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from((high - low).max(0) + 1).expect("a span is not negative");
        low + i64::try_from(self.below(span)).expect("it is below the span")
    }

    /// One of several.
    ///
    /// # Panics
    /// On an empty slice.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several, with weights.
    ///
    /// # Panics
    /// On an empty slice.
    pub fn weighted<'a, T>(&mut self, of: &'a [(usize, T)]) -> &'a T {
        let total = of.iter().map(|(w, _)| w).sum();
        let mut at = self.below(total);
        for (weight, value) in of {
            if at < *weight {
                return value;
            }
            at -= weight;
        }
        &of[of.len() - 1].1
    }

    /// Mixes an order.
    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for i in (1..of.len()).rev() {
            let j = self.below(i + 1);
            of.swap(i, j);
        }
    }
}
