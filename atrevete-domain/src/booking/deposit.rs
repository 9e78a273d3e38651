//! Money asked up front: one sum for one or more appointments, its checkouts, what was paid and what goes back.
//!
//! A deposit is one aggregate with one revision: whoever changes any part of it guards the whole.

use super::Rev;
use crate::values::{AppointmentId, CheckoutId, DepositId, Instant, Money, RefundId};
use serde::{Deserialize, Serialize};

/// One sum for one or more appointments; any of its checkouts may bring it, what comes beyond it goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Which.
    pub id: DepositId,
    /// Raised by each write.
    pub rev: Rev,
    /// What is asked.
    pub amount: Money,
    /// Each appointment's part, adding up to `amount`.
    pub shares: Vec<(AppointmentId, Money)>,
    /// Where it stands.
    pub life: DepositLife,
    /// Payment failures that were reported.
    pub failures: u8,
    /// The pages where it can or could be paid, oldest first; at most one can be paid at any time.
    pub checkouts: Vec<Checkout>,
    /// What was captured, one a payment intent.
    pub payments: Vec<Payment>,
    /// Whether the end of the hold has been mentioned for the present limit.
    pub warned_for: Option<Instant>,
    /// The last instant of a full refund as it was shown with the link.
    pub refund_until: Option<Instant>,
}

/// Where a deposit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepositLife {
    /// Asked for.
    Due,
    /// Paid, and resting on the appointments.
    Held {
        /// The page that brought it.
        by: CheckoutId,
    },
    /// Not asked for any more: the hold lapsed, was cancelled, or the amount changed.
    Void,
    /// Excused, or taken another way, by staff.
    Waived,
    /// On its way back, or back, or kept: see the payments.
    Settled,
}

/// A page where the deposit can be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// Which.
    pub id: CheckoutId,
    /// What it asks.
    pub amount: Money,
    /// Where it stands.
    pub state: CheckoutState,
    /// When it was asked for; the next look is derived from it.
    pub asked_at: Instant,
    /// Looks that found it not final.
    pub looks: u8,
    /// Raised when an outside answer (a stored 500) burns the idempotency key.
    pub generation: u16,
}

/// The address of a payment page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckoutUrl(pub String);

/// The payment provider's name for a payment (a payment intent).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentRef(pub String);

/// Where a checkout stands, as far as the provider has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutState {
    /// Asked for, not yet answered.
    Requested,
    /// Can be paid.
    Open {
        /// Where.
        url: CheckoutUrl,
    },
    /// Being shut; may still turn out to be paid.
    Expiring {
        /// Where it was.
        url: Option<CheckoutUrl>,
    },
    /// Complete, and the bank has not yet decided.
    Processing,
    /// Paid. Final.
    Paid {
        /// The payment.
        payment: PaymentRef,
    },
    /// Shut without a payment. Final.
    Expired,
    /// Never opened, or the bank refused in the end. Final.
    Failed,
}

/// What was captured by one payment, and where every cent of it is.
///
/// Invariant: `captured = held + applied + refund_due + refunded + forfeited + disputed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The provider's name for it; the same one is the same money.
    pub reference: PaymentRef,
    /// The page that brought it.
    pub checkout: CheckoutId,
    /// When we learned of it; a full refund is possible for a while after it.
    pub at: Instant,
    /// All of it.
    pub captured: Money,
    /// Not yet assigned.
    pub held: Money,
    /// Resting on live or kept appointments.
    pub applied: Money,
    /// On its way back.
    pub refund_due: Money,
    /// Back.
    pub refunded: Money,
    /// Kept under the policy that was shown.
    pub forfeited: Money,
    /// Taken back by the bank for now.
    pub disputed: Money,
    /// What goes or went back.
    pub refunds: Vec<Refund>,
}

/// Money on its way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Which.
    pub id: RefundId,
    /// For which appointment, if for one.
    pub appointment: Option<AppointmentId>,
    /// Why.
    pub reason: RefundReason,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: RefundState,
    /// Raised when a new idempotency key is needed.
    pub generation: u16,
    /// The provider's name for it, once there is one.
    pub reference: Option<String>,
}

/// Why money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundReason {
    /// Cancelled in time.
    Cancelled,
    /// The salon cancelled.
    SalonCancelled,
    /// Paid after the chair had gone.
    Late,
    /// Paid twice.
    Duplicate,
    /// Paid for something that had been cancelled.
    CancelledUnpaid,
    /// Staff decided.
    Staff,
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// To be asked for.
    Due,
    /// Asked for and the answer is unknown: it is looked up before it is asked again.
    Look,
    /// The provider works on it.
    Pending,
    /// Done (and may still fail, days later).
    Succeeded,
    /// Failed: a case for staff.
    Failed,
}

impl Deposit {
    /// A checkout of this deposit.
    pub fn checkout(&self, id: CheckoutId) -> Option<&Checkout> {
        self.checkouts.iter().find(|c| c.id == id)
    }

    /// The page that can be paid now and its address.
    pub fn open_page(&self) -> Option<(&Checkout, &CheckoutUrl)> {
        self.checkouts.iter().rev().find_map(|c| match &c.state {
            CheckoutState::Open { url } => Some((c, url)),
            CheckoutState::Requested
            | CheckoutState::Expiring { .. }
            | CheckoutState::Processing
            | CheckoutState::Paid { .. }
            | CheckoutState::Expired
            | CheckoutState::Failed => None,
        })
    }

    /// The part that belongs to one appointment.
    pub fn share(&self, appointment: AppointmentId) -> Money {
        self.shares.iter().find(|(id, _)| *id == appointment).map_or(Money::ZERO, |(_, share)| *share)
    }

    /// What has been captured and not gone back, been kept or been disputed.
    pub fn resting(&self) -> Money {
        self.payments.iter().map(|p| p.held + p.applied).sum()
    }
}
