//! Appointments, what they cost, when they fit, and the money asked up front for them.
//!
//! One function offers and accepts ([`availability`]); one prices ([`quote`]); the desk ([`desk`]) decides what becomes
//! of appointments and deposits, whoever reports it.

pub mod appointment;
pub mod availability;
pub mod cancellation;
pub mod customer;
pub mod deposit;
pub mod desk;
pub mod ledger;
pub mod quote;

pub use appointment::{
    Appointment, Attendee, Delay, HowConfirmed, Life, Notes, PolicyShown, Reminder, Rev, Seat,
};
pub use availability::{Arrangement, Finding, Leg, Request, StylistWish, WhyNot};
pub use customer::{Customer, Disclosure};
pub use deposit::{
    Checkout, CheckoutState, CheckoutUrl, CollectedBy, Deposit, DepositLife, Payment, PaymentRef, Refund,
    RefundReason, RefundState,
};
pub use desk::{DeskEvent, DueKind, Outcome, Refusal, Ruling, StaffOrder};
pub use ledger::{Account, LedgerEntry};
pub use quote::{Quote, QuotedService};
