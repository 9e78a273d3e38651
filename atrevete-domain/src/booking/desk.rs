//! The desk: what becomes of appointments and deposits, whoever reports it.
//!
//! It knows rows, never a conversation. Same arguments, same ruling; every event may come twice, late or out of order.

use super::{Appointment, Arrangement, CheckoutUrl, Deposit, Leg, PaymentRef, Quote, Seat};
use crate::{
    facts::{Facts, Needs},
    step::{Change, Effect, News, Reason},
    values::{AppointmentId, CheckoutId, CustomerId, Instant, Mint, Money, PersonName, RefundId},
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// What the desk decided.
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Ruling {
    /// Whether it was done.
    pub outcome: Outcome,
    /// Rows.
    pub changes: Vec<Change>,
    /// Outside actions.
    pub effects: Vec<Effect>,
    /// What the customers concerned should hear of.
    pub news: Vec<(CustomerId, News)>,
    /// Why.
    pub trace: Vec<Reason>,
}

/// Whether an event or order did something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Outcome {
    /// It did.
    Done,
    /// A rule said no.
    Refused(Refusal),
    /// Known already, void, or too early.
    #[default]
    Nothing,
}

/// Why the desk refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Somebody has the chair.
    SlotTaken(Seat),
    /// The hold is closing; its payment is being looked at.
    Closing,
    /// It is not in a state in which this can be done.
    NotNow,
    /// There is nothing to give back.
    NothingPaid,
}

/// Whom an appointment is for, when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct For {
    /// Who comes.
    pub customer: CustomerId,
    /// The name given for this visit.
    pub name: Option<PersonName>,
    /// Who books, if somebody else.
    pub booked_by: Option<CustomerId>,
    /// Keep the stylist as a preference.
    pub prefers_stylist: bool,
}

/// A booking to be made: one entry a leg.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// What, when, with whom.
    pub legs: &'a [Leg],
    /// The seats, in the order of the legs.
    pub seats: &'a Arrangement,
    /// What each costs.
    pub quotes: &'a [Quote],
    /// Whom each is for.
    pub whom: &'a [For],
    /// The customer whose deposit rules hold: who pays.
    pub payer: CustomerId,
    /// The payer as known, if she is.
    pub known: Option<&'a super::Customer>,
}

/// Holds the seats of a plan: provisional with a deposit to pay, or confirmed at once when nothing is due.
///
/// The seats are taken to be free; the store has the last word. With a deposit, a checkout is asked for (`Secure`)
/// and nothing is said yet: news comes when the page is there.
pub fn hold(facts: &Facts, now: Instant, mint: &mut Mint, plan: &Plan<'_>) -> Ruling {
    let _ = (facts, now, mint, plan);
    todo!()
}

/// Changes appointments that stand: a correction of a hold, or a move of what is confirmed. The plan has one entry for
/// each of `held`, in order; the deposit is kept, and replaced when the amount changes. Refused while a hold is closing.
pub fn rehold(
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
    held: &[AppointmentId],
    plan: &Plan<'_>,
) -> Result<Ruling, Needs> {
    let _ = (facts, now, mint, held, plan);
    todo!()
}

/// Ends appointments for the customer, with what her band says of the deposit at `now`.
pub fn cancel(
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
    appointments: &[AppointmentId],
) -> Result<Ruling, Needs> {
    let _ = (facts, now, mint, appointments);
    todo!()
}

/// The customer says that paying fails: a new page after the old one is shut, or, the last time, a person
/// (`Outcome::Refused(Refusal::NotNow)` tells the caller to hand over; the hold runs on to its limit).
pub fn payment_failed(
    deposit: &Deposit,
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
) -> Result<Ruling, Needs> {
    let _ = (deposit, facts, now, mint);
    todo!()
}

/// The customer says that she has paid: look at the page now.
pub fn look_now(deposit: &Deposit) -> Ruling {
    let _ = deposit;
    todo!()
}

/// The customer cannot pay online: the hold is kept for staff, its page shut.
pub fn keep_for_staff(deposit: &Deposit, facts: &Facts, now: Instant) -> Result<Ruling, Needs> {
    let _ = (deposit, facts, now);
    todo!()
}

impl Deposit {
    /// What an event means for this deposit and its appointments.
    pub fn rule(
        &self,
        facts: &Facts,
        now: Instant,
        mint: &mut Mint,
        event: &DeskEvent,
    ) -> Result<Ruling, Needs> {
        let _ = (facts, now, mint, event);
        todo!()
    }

    /// Its timers, derived from it and its appointments.
    pub fn due(&self, appointments: &[&Appointment], facts: &Facts) -> Vec<(Instant, DueKind)> {
        let _ = (appointments, facts);
        todo!()
    }
}

impl Appointment {
    /// What an event or order means for this appointment alone (reminders, completion, staff).
    pub fn rule(
        &self,
        facts: &Facts,
        now: Instant,
        mint: &mut Mint,
        event: &DeskEvent,
    ) -> Result<Ruling, Needs> {
        let _ = (facts, now, mint, event);
        todo!()
    }

    /// Its timers.
    pub fn due(&self, facts: &Facts) -> Vec<(Instant, DueKind)> {
        let _ = facts;
        todo!()
    }
}
