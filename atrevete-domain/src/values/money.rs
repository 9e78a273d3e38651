//! Euros, two places, no floats.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Sub, SubAssign},
};

/// An amount in euros with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(Decimal);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount in cents, as Stripe counts.
    pub fn cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// The amount in cents.
    ///
    /// # Panics
    /// Beyond what 64 bits of cents hold, which no salon asks.
    pub fn to_cents(self) -> i64 {
        use rust_decimal::prelude::ToPrimitive as _;
        (self.0 * Decimal::ONE_HUNDRED).to_i64().expect("a salon's amounts fit")
    }

    /// `percent` of it, rounded half up to the cent.
    #[must_use]
    pub fn percent_half_up(self, percent: u8) -> Self {
        let exact = self.0 * Decimal::from(percent) / Decimal::ONE_HUNDRED;
        Self(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The exact decimal.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Plain decimal with a point and two places, for logs and files; customers read `wording`'s form.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deposits_of_the_scenarios() {
        for (price, deposit) in
            [(8000, 1600), (2620, 524), (4070, 814), (4770, 954), (7740, 1548), (9050, 1810)]
        {
            assert_eq!(Money::cents(price).percent_half_up(20), Money::cents(deposit));
        }
        assert_eq!(Money::cents(1013).percent_half_up(50), Money::cents(507), "half a cent goes up");
    }
}
