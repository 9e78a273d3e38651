//! The desk: what becomes of appointments and deposits, whoever reports it.
//!
//! It knows rows, never a conversation. Same arguments, same ruling; every event may come twice, late or out of order.
//!
//! Invariants (`../shared/reliability.md` H1-H15, each guarded by the checker in the testkit):
//! - The limit frees no chair: it starts *closing*; a chair is freed when no page can be paid any more, or at `close_by`.
//! - At most one page of a deposit can be paid; a new one is asked for only in the step that learned the old is shut.
//! - Every end of a hold shuts its pages; a page that opens late is shut unseen.
//! - The six amounts of a payment add up after every ruling.

mod bench;
mod cancelling;
mod closing;
mod event;
mod failing;
mod holding;
mod importing;
mod payment;
mod refund;
mod staff;
mod timers;

#[cfg(test)]
mod tests;

pub use cancelling::cancel;
pub use event::{DeskEvent, DisputeTurn, DueKind, RefundAnswer, StaffOrder};
pub use failing::{keep_for_staff, look_now, payment_failed};
pub use holding::{hold, rehold};
pub use importing::{BookLine, imported};

use super::{Appointment, Arrangement, Deposit, Leg, Quote, Seat};
use crate::{
    facts::{Facts, Needs},
    step::{Change, Effect, News, Reason, Rule},
    values::{CustomerId, Instant, Mint, PersonName},
};
use bench::Bench;
use serde::{Deserialize, Serialize};

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

impl Ruling {
    /// Nothing is done, for a reason.
    fn nothing(rule: Rule) -> Self {
        Self { trace: vec![Reason::Ruled(rule)], ..Self::default() }
    }

    /// A rule says no.
    fn refused(refusal: Refusal) -> Self {
        Self { outcome: Outcome::Refused(refusal), ..Self::default() }
    }

    /// Both, in order. A refusal outweighs what is done, what is done outweighs nothing.
    fn and(mut self, other: Self) -> Self {
        self.outcome = match (self.outcome, other.outcome) {
            (Outcome::Refused(refusal), _) | (_, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
            (Outcome::Done, _) | (_, Outcome::Done) => Outcome::Done,
            (Outcome::Nothing, Outcome::Nothing) => Outcome::Nothing,
        };
        self.changes.extend(other.changes);
        self.effects.extend(other.effects);
        self.news.extend(other.news);
        self.trace.extend(other.trace);
        self
    }
}

impl Deposit {
    /// What an event means for this deposit and its appointments. Facts hold its appointments (else `Err`); for a late
    /// payment also the days of its seats and the customer's open appointments.
    pub fn rule(
        &self,
        facts: &Facts,
        now: Instant,
        mint: &mut Mint,
        event: &DeskEvent,
    ) -> Result<Ruling, Needs> {
        if let DeskEvent::Staff(order) = event {
            return staff::order(facts, now, mint, order);
        }
        let mut bench = Bench::of_deposit(self, facts, now, mint)?;
        match event {
            DeskEvent::Opened { checkout, url } => closing::opened(&mut bench, *checkout, url),
            DeskEvent::OpenFailed { checkout } => closing::open_failed(&mut bench, *checkout),
            DeskEvent::Shut { checkout } => closing::shut(&mut bench, *checkout),
            DeskEvent::ShutUnreachable { checkout } => closing::unreachable(&mut bench, *checkout),
            DeskEvent::Processing { checkout } => closing::processing(&mut bench, *checkout),
            DeskEvent::BankRefused { checkout } => closing::bank_refused(&mut bench, *checkout),
            DeskEvent::StillOpen { .. } => bench.because(Rule::KnownAlready),
            DeskEvent::Paid { checkout, amount, payment } => {
                payment::paid(&mut bench, *checkout, *amount, payment)?;
            }
            DeskEvent::Refund { refund, answer } => refund::answered(&mut bench, *refund, answer),
            DeskEvent::RefundedElsewhere { payment, reference, amount } => {
                refund::elsewhere(&mut bench, payment, reference, *amount);
            }
            DeskEvent::Dispute { payment, turn } => refund::dispute(&mut bench, payment, *turn),
            DeskEvent::SeatBusyOutside { appointment } => closing::busy_outside(&mut bench, *appointment),
            DeskEvent::Due(kind) => match kind {
                DueKind::Warn => closing::warn(&mut bench),
                DueKind::Limit => closing::limit(&mut bench),
                DueKind::Release => closing::release_by_clock(&mut bench),
                DueKind::Look => timers::look(&mut bench),
                DueKind::LookRefund => timers::look_refund(&mut bench),
                DueKind::Remind | DueKind::Complete => bench.because(Rule::TooEarly),
            },
            DeskEvent::Staff(_) => unreachable!("answered above"),
        }
        Ok(bench.finish())
    }

    /// Its timers, derived from it and its appointments. A provisional appointment always has a `Limit`, a closing one
    /// a `Release`, a page that is not final a `Look`.
    pub fn due(&self, appointments: &[&Appointment], facts: &Facts) -> Vec<(Instant, DueKind)> {
        timers::of_deposit(self, appointments, &facts.salon)
    }
}

impl Appointment {
    /// What an event or order means for this appointment alone (reminders, completion, staff). What concerns money goes
    /// to its deposit.
    pub fn rule(
        &self,
        facts: &Facts,
        now: Instant,
        mint: &mut Mint,
        event: &DeskEvent,
    ) -> Result<Ruling, Needs> {
        match event {
            DeskEvent::Staff(order) => staff::order(facts, now, mint, order),
            DeskEvent::Due(DueKind::Remind) => Ok(timers::remind(self, facts, now, mint)),
            DeskEvent::Due(DueKind::Complete) => staff::over(self, facts, now, mint),
            DeskEvent::SeatBusyOutside { .. } if self.deposit.is_none() => {
                let mut bench = Bench::of_visit(self, facts, now, mint);
                closing::busy_outside(&mut bench, self.id);
                Ok(bench.finish())
            }
            DeskEvent::Opened { .. }
            | DeskEvent::OpenFailed { .. }
            | DeskEvent::Shut { .. }
            | DeskEvent::ShutUnreachable { .. }
            | DeskEvent::Processing { .. }
            | DeskEvent::BankRefused { .. }
            | DeskEvent::Paid { .. }
            | DeskEvent::StillOpen { .. }
            | DeskEvent::Refund { .. }
            | DeskEvent::RefundedElsewhere { .. }
            | DeskEvent::Dispute { .. }
            | DeskEvent::SeatBusyOutside { .. }
            | DeskEvent::Due(
                DueKind::Warn | DueKind::Limit | DueKind::Release | DueKind::Look | DueKind::LookRefund,
            ) => match self.deposit {
                Some(deposit) => facts.deposit(deposit)?.rule(facts, now, mint, event),
                None => Ok(Ruling::nothing(Rule::KnownAlready)),
            },
        }
    }

    /// Its timers: the reminder and the end of the visit.
    pub fn due(&self, facts: &Facts) -> Vec<(Instant, DueKind)> {
        timers::of_visit(self, facts)
    }
}
