//! What cancelling or moving costs at a given moment.
//!
//! Invariant: the customer is never worse off than the policy she was shown when she paid, nor within the grace after
//! paying; only a late move, of which she was told, makes a deposit final.

use super::{Appointment, Deposit, Life};
use crate::{
    salon::Policy,
    values::{Instant, Money},
};
use chrono::TimeDelta;
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
    /// It has begun, or it has ended.
    Past,
}

/// Minutes ahead a visit must be for the grace after paying to count.
const GRACE_NOTICE: TimeDelta = TimeDelta::hours(1);

/// The band of `appointment` at `now`. Exactly the threshold counts as not more. What rests on the appointment is what
/// goes back or is kept; after a staff refund or in a dispute that is nothing.
pub fn band(appointment: &Appointment, deposit: Option<&Deposit>, policy: &Policy, now: Instant) -> Band {
    let ahead = appointment.start() - now;
    if !appointment.life.occupies() || ahead <= TimeDelta::zero() {
        return Band::Past;
    }
    let amount = match &appointment.life {
        Life::Confirmed { .. } => deposit.map_or(Money::ZERO, |d| d.applied_to(appointment.id)),
        Life::Provisional { .. }
        | Life::Closing { .. }
        | Life::Completed
        | Life::NoShow
        | Life::Cancelled { .. }
        | Life::Expired => Money::ZERO,
    };
    if amount.is_zero() {
        return Band::Free;
    }
    let grace = deposit.and_then(Deposit::paid_at).is_some_and(|paid| {
        now <= paid + TimeDelta::minutes(i64::from(policy.deposit_grace_minutes)) && ahead >= GRACE_NOTICE
    });
    let promised = appointment.shown.and_then(|shown| shown.refund_until).is_some_and(|until| now < until);
    let in_time = ahead > hours(policy.cancellation_threshold_hours) || promised;
    if grace || (in_time && !appointment.notes.deposit_final) {
        Band::Refund { amount }
    } else if ahead < hours(policy.staff_only_cancellation_hours) {
        Band::StaffOnly
    } else {
        Band::Forfeit { amount }
    }
}

/// The instant before which a cancellation would bring the deposit back, for a visit starting at `start` and booked at
/// `now`; `None` if it has passed already (the grace after paying is said apart).
pub fn refund_until(start: Instant, policy: &Policy, now: Instant) -> Option<Instant> {
    Some(start - hours(policy.cancellation_threshold_hours)).filter(|until| now < *until)
}

fn hours(hours: u16) -> TimeDelta {
    TimeDelta::hours(i64::from(hours))
}
