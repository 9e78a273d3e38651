//! What cancelling or moving costs at a given moment.

use super::{Appointment, Deposit};
use crate::{
    salon::Policy,
    values::{Instant, Money},
};
use serde::{Deserialize, Serialize};

/// What happens to an appointment's deposit if it is cancelled now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Nothing was paid: it can be cancelled until it starts.
    Free,
    /// It comes back.
    Refund {
        /// How much.
        amount: Money,
    },
    /// It does not come back; a move keeps it.
    Forfeit {
        /// How much.
        amount: Money,
    },
    /// A person decides.
    StaffOnly,
    /// It has begun.
    Past,
}

/// The band of `appointment` at `now`. Exactly the threshold counts as not more.
pub fn band(appointment: &Appointment, deposit: Option<&Deposit>, policy: &Policy, now: Instant) -> Band {
    let _ = (appointment, deposit, policy, now);
    todo!()
}

/// The last instant at which a cancellation would bring the deposit back, for a visit starting at `start` and booked at
/// `now`; `None` if it has passed already (the grace after paying is said apart).
pub fn refund_until(start: Instant, policy: &Policy, now: Instant) -> Option<Instant> {
    let _ = (start, policy, now);
    todo!()
}
