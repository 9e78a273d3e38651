//! What the desk is told: answers of the payment provider, timers, orders of staff.
//!
//! Every one may come twice, late or out of order.

use crate::{
    booking::{CheckoutUrl, PaymentRef, Seat},
    values::{AppointmentId, CheckoutId, Money, RefundId},
};
use serde::{Deserialize, Serialize};

/// What befalls a deposit or an appointment, whoever reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskEvent {
    /// The payment page is there.
    Opened {
        /// Which.
        checkout: CheckoutId,
        /// Where.
        url: CheckoutUrl,
    },
    /// The page could not be opened, for good.
    OpenFailed {
        /// Which.
        checkout: CheckoutId,
    },
    /// The provider says that the page can no longer be paid.
    Shut {
        /// Which.
        checkout: CheckoutId,
    },
    /// The provider does not answer when asked to shut the page.
    ShutUnreachable {
        /// Which.
        checkout: CheckoutId,
    },
    /// Complete, and the bank has not decided.
    Processing {
        /// Which.
        checkout: CheckoutId,
    },
    /// The bank refused in the end.
    BankRefused {
        /// Which.
        checkout: CheckoutId,
    },
    /// Money was captured.
    Paid {
        /// Which page.
        checkout: CheckoutId,
        /// How much.
        amount: Money,
        /// The payment.
        payment: PaymentRef,
    },
    /// The provider read a page that is still open: nothing new.
    StillOpen {
        /// Which.
        checkout: CheckoutId,
    },
    /// The provider's answer about a refund.
    Refund {
        /// Which.
        refund: RefundId,
        /// What it said.
        answer: RefundAnswer,
    },
    /// Money was given back by hand at the provider.
    RefundedElsewhere {
        /// Of which payment.
        payment: PaymentRef,
        /// The provider's name for the refund.
        reference: String,
        /// How much.
        amount: Money,
    },
    /// A bank took money back, or gave it again.
    Dispute {
        /// Which payment.
        payment: PaymentRef,
        /// What happened.
        turn: DisputeTurn,
    },
    /// The live calendar shows somebody else in the chair, seen before the link left.
    SeatBusyOutside {
        /// Which.
        appointment: AppointmentId,
    },
    /// A timer.
    Due(DueKind),
    /// Somebody of the salon.
    Staff(StaffOrder),
}

/// What the provider said of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundAnswer {
    /// It works on it.
    Pending {
        /// Its name.
        reference: String,
    },
    /// Done.
    Succeeded {
        /// Its name.
        reference: String,
    },
    /// The bank sent it back.
    Failed,
    /// No answer that can be trusted: look first.
    Unknown,
}

/// The course of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeTurn {
    /// Opened.
    Created,
    /// Decided for the salon.
    Won,
    /// Decided against it.
    Lost,
}

/// A timer of a deposit or an appointment; stored timers are derived from the rows and compared with the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// Mention the end of the hold.
    Warn,
    /// The hold's limit.
    Limit,
    /// Free the chair although the provider is silent.
    Release,
    /// Look at a checkout that is not final.
    Look,
    /// Look at a refund that is not final.
    LookRefund,
    /// Remind of the visit.
    Remind,
    /// The visit is over.
    Complete,
}

/// What staff can order. The refusal is what their page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffOrder {
    /// Call it off for the salon; refunds in full unless `keep` says why not.
    Cancel {
        /// Which.
        appointment: AppointmentId,
        /// A written reason to keep the deposit.
        keep: Option<String>,
    },
    /// Another seat.
    Move {
        /// Which.
        appointment: AppointmentId,
        /// Where.
        seat: Seat,
    },
    /// Confirm without the deposit, or with it taken another way.
    Waive {
        /// Which.
        appointment: AppointmentId,
    },
    /// The visit happened.
    Complete {
        /// Which.
        appointment: AppointmentId,
    },
    /// Nobody came.
    NoShow {
        /// Which.
        appointment: AppointmentId,
    },
    /// Take a no-show back.
    CameAfterAll {
        /// Which.
        appointment: AppointmentId,
    },
    /// Give a deposit back.
    RefundDeposit {
        /// Which.
        appointment: AppointmentId,
    },
}
