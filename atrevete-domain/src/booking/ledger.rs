//! Double entry: every movement of money is one transfer between two accounts.
//!
//! Invariant: a key is posted once, so a repeated step posts nothing; the ledger balances by construction.

use super::PaymentRef;
use crate::values::{AppointmentId, Instant, Money};
use serde::{Deserialize, Serialize};

/// Where money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// At the payment provider: where captures come from and refunds leave to.
    Provider,
    /// Captured, not assigned.
    Held,
    /// Resting on an appointment.
    Applied,
    /// Owed back.
    RefundDue,
    /// Kept.
    Forfeited,
    /// In dispute.
    Dispute,
    /// Lost in a dispute.
    Loss,
}

/// One transfer, positive in amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// `pi_x:capture`, `pi_x:apply:<appointment>`, `re_x:done`: the same movement has the same key.
    pub key: String,
    /// When.
    pub at: Instant,
    /// Whose payment.
    pub payment: PaymentRef,
    /// For which appointment, if for one.
    pub appointment: Option<AppointmentId>,
    /// From.
    pub from: Account,
    /// To.
    pub to: Account,
    /// How much.
    pub amount: Money,
}
