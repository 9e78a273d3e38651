//! What must hold in every state, and at every end.

use super::{
    booking::{Back, Booking, GONE_BY, Hook, Truth},
    knock::Knockout,
    rows::{refund_open, told},
    view::{Hold, Page, View},
};
use atrevete_domain::booking::RefundState;
use std::fmt;

/// A promise that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Broken {
    /// I1: two live appointments share a chair.
    Overlap,
    /// I2: a payment is both applied and given back, or given back twice.
    RefundedTwice,
    /// I3: a hold that nothing will end.
    HoldWithoutEnd,
    /// I4: confirmed on money that was not captured.
    Unfounded,
    /// I5: the six amounts of a payment do not add up.
    Unbalanced,
    /// I6: two pages of a booking are not final.
    TwoPages,
    /// I7: what rests on a visit is not its deposit.
    WrongAmount,
    /// I8: charged twice for one appointment.
    ChargedTwice,
    /// L0: the system can go round in circles.
    Circle,
    /// L1: a hold is left.
    HoldLeft,
    /// L2: a message is left.
    MessageLeft,
    /// L3: captured money is nowhere, or in two places.
    MoneyNowhere,
    /// L4: not told.
    Untold,
    /// L5: paid inside the limit, and the appointment is lost.
    PaidAndLost,
    /// L6: a link can be paid that nothing waits for.
    LinkOutlives,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "I1 two live appointments overlap",
            Self::RefundedTwice => "I2 a payment is both applied and refunded, or refunded twice",
            Self::HoldWithoutEnd => "I3 a hold that nothing will end",
            Self::Unfounded => "I4 confirmed on money that was not captured",
            Self::Unbalanced => "I5 a payment's amounts do not add up",
            Self::TwoPages => "I6 two pages can be paid",
            Self::WrongAmount => "I7 what rests on the visit is not its deposit",
            Self::ChargedTwice => "I8 charged twice for one appointment",
            Self::Circle => "L0 the system goes round in circles",
            Self::HoldLeft => "L1 a hold is left at an end",
            Self::MessageLeft => "L2 a message is left at an end",
            Self::MoneyNowhere => "L3 captured money ends nowhere",
            Self::Untold => "L4 an outcome was not told",
            Self::PaidAndLost => "L5 paid inside the limit, yet lost",
            Self::LinkOutlives => "L6 a payable link outlives its hold",
        })
    }
}

/// What one booking breaks in this very state.
pub(super) fn always(booking: &Booking, view: &View, knock: Option<Knockout>) -> Option<Broken> {
    if booking.rows <= GONE_BY {
        return None;
    }
    let paid = |k: usize| booking.sessions[k].truth == Truth::Paid;
    let pages = 0..view.pages.len();
    let captured = view.money.iter().enumerate().all(|(k, m)| m.payments <= u8::from(paid(k)));
    let applied = view.money.iter().filter(|m| m.applied).count();
    let back = |k: usize| {
        let of = |n: usize| view.refunds[n].is_some_and(|r| usize::from(r.page) == k);
        let made = (0..view.refunds.len()).filter(|n| of(*n)).map(|n| booking.refunds[n].made);
        made.sum::<u8>()
    };
    let not_final = view.pages.iter().filter(|p| p.payable() || **p == Page::Processing).count();
    let parallel = knock.is_some_and(Knockout::parallel);
    let closing_idle = view.hold == Hold::Closing && !view.pages.iter().any(|page| page.payable());
    if !view.adds_up {
        Some(Broken::Unbalanced)
    } else if pages.clone().any(|k| back(k) > 1 || (back(k) > 0 && view.money[k].applied)) || applied > 1 {
        Some(Broken::RefundedTwice)
    } else if !captured || (view.paid && applied == 0) {
        Some(Broken::Unfounded)
    } else if !view.agrees {
        Some(Broken::WrongAmount)
    } else if (view.hold == Hold::Provisional && !booking.timer) || closing_idle {
        Some(Broken::HoldWithoutEnd)
    } else if not_final > 1 && !parallel {
        Some(Broken::TwoPages)
    } else if pages.filter(|k| paid(*k)).count() > 1 && knock != Some(Knockout::TwiceKept) {
        Some(Broken::ChargedTwice)
    } else {
        None
    }
}

/// What one booking breaks when nothing is left to be done.
pub(super) fn at_the_end(booking: &Booking, view: &View, messages: bool) -> Option<Broken> {
    if booking.rows <= GONE_BY {
        return None;
    }
    if matches!(view.hold, Hold::Provisional | Hold::Closing) {
        return Some(Broken::HoldLeft);
    }
    if booking.pending != 0 {
        return Some(Broken::MessageLeft);
    }
    let sessions = &booking.sessions;
    if sessions.iter().any(|s| s.truth == Truth::Open && s.link == 1) {
        return Some(Broken::LinkOutlives);
    }
    if (0..sessions.len()).any(|k| sessions[k].truth == Truth::Paid && !accounted(booking, view, k)) {
        return Some(Broken::MoneyNowhere);
    }
    let excused = booking.silent || booking.person;
    if view.hold == Hold::Expired && !excused && sessions.iter().any(|s| s.truth == Truth::Paid && s.in_time)
    {
        return Some(Broken::PaidAndLost);
    }
    (messages && !all_told(booking, view)).then_some(Broken::Untold)
}

/// Whether a captured payment is in exactly one place, and the provider agrees.
fn accounted(booking: &Booking, view: &View, k: usize) -> bool {
    let money = view.money[k];
    let places = [money.held, money.applied, money.due, money.refunded, money.forfeited];
    if places.iter().filter(|place| **place).count() != 1 {
        return false;
    }
    let refunds = view.refunds.iter().zip(&booking.refunds);
    let mut of_page =
        refunds.filter_map(|(row, at)| row.filter(|r| usize::from(r.page) == k).map(|r| (r, at)));
    if money.applied {
        view.hold == Hold::Confirmed
    } else if money.refunded {
        of_page.all(|(row, at)| row.state == RefundState::Succeeded && at.truth == Back::Done)
    } else if money.due {
        of_page.any(|(row, at)| row.state == RefundState::Failed && at.truth == Back::Failed)
            && !view.refunds.iter().flatten().any(|r| refund_open(r.state))
    } else if money.forfeited {
        view.hold == Hold::Cancelled
    } else {
        // Held for staff: another sum than was asked, which is a case.
        view.by_staff
    }
}

fn all_told(booking: &Booking, view: &View) -> bool {
    let outcome = match view.hold {
        Hold::Confirmed => told::BOOKED,
        Hold::Expired => told::RELEASED,
        Hold::Cancelled => told::CANCELLED,
        Hold::None | Hold::Provisional | Hold::Closing => 0,
    };
    let refunds: u8 = view.refunds.iter().flatten().fold(0, |bits, refund| {
        bits | if refund.state == RefundState::Failed { told::CASE } else { told::REFUND }
    });
    let held = if view.money.iter().any(|m| m.held) { told::CASE } else { 0 };
    let needed = outcome | refunds | held;
    booking.told & needed == needed && booking.sessions.iter().all(|s| s.completed != Hook::Sent)
}
