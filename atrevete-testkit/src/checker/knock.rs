//! Rules taken out, one at a time, to show that each guards something.
//!
//! Production code has no switches: a knock-out alters what the rules are asked or what they hand back, or what the
//! world around them does. Invariant: without a knock-out nothing here is ever called.

use super::fixture::{checkout_id, payment};
use super::rows::{Answer, Call, Desk, Event, Rows, canonical, told};
use super::{Broken, Config};
use atrevete_domain::{
    booking::{Checkout, CheckoutState, CheckoutUrl, DepositLife, Life, PaymentRef},
    values::Instant,
};

/// A rule that is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knockout {
    /// The store's exclusion forgets provisional appointments (promise 1).
    ChairWithoutHolds,
    /// The limit frees the chair at once (H1).
    NoClosing,
    /// A page that could not be shut is taken for shut (H2).
    NoReread,
    /// The new page is asked for while the old one can be paid (H3, H4).
    ParallelRetry,
    /// A payment after the hold ended is ignored.
    LateIgnored,
    /// A late payment confirms without looking at chair and time (H13).
    LateUnchecked,
    /// A payment for something cancelled is ignored.
    CancelledMoneyIgnored,
    /// The end of a hold leaves its pages open (H6).
    EndsLeavePages,
    /// A page that opens late is sent all the same (H7).
    LateLinkSent,
    /// Nothing is looked at again (H9).
    NoLooks,
    /// A refund that comes back is ignored.
    RefundFailureIgnored,
    /// The step that moves a limit leaves the old timer (H5).
    StaleTimer,
    /// The old page's payment confirms the new sum (H11).
    AmountUnchecked,
    /// Complete counts as paid.
    UnpaidIsPaid,
    /// Any page that ends frees the chair.
    OldPageFrees,
    /// The same payment reported again counts as another (H10).
    PaymentTwice,
    /// As [`Self::ParallelRetry`], and a second payment is kept.
    TwiceKept,
    /// A closing hold waits for a delayed payment.
    ClosingWaitsForBank,
}

impl Knockout {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::ChairWithoutHolds,
        Self::NoClosing,
        Self::NoReread,
        Self::ParallelRetry,
        Self::LateIgnored,
        Self::LateUnchecked,
        Self::CancelledMoneyIgnored,
        Self::EndsLeavePages,
        Self::LateLinkSent,
        Self::NoLooks,
        Self::RefundFailureIgnored,
        Self::StaleTimer,
        Self::AmountUnchecked,
        Self::UnpaidIsPaid,
        Self::OldPageFrees,
        Self::PaymentTwice,
        Self::TwiceKept,
        Self::ClosingWaitsForBank,
    ];

    /// The smallest run in which its absence shows.
    pub fn config(self) -> Config {
        let plain = Config::PLAIN;
        match self {
            Self::ChairWithoutHolds | Self::NoClosing | Self::OldPageFrees => {
                Config { customers: 2, ..plain }
            }
            Self::LateUnchecked => Config { customers: 2, faults: 1, ..plain },
            Self::RefundFailureIgnored => Config { faults: 1, ..plain },
            Self::NoLooks => Config { losses: 1, ..plain },
            Self::EndsLeavePages => Config { staff: true, ..plain },
            // Where the page is to be shut anyway, a second call does it: only a silent provider shows the rule.
            Self::LateLinkSent => Config { staff: true, faults: 1, ..plain },
            Self::LateIgnored
            | Self::CancelledMoneyIgnored
            | Self::NoReread
            | Self::UnpaidIsPaid
            | Self::ClosingWaitsForBank => Config { delayed: true, ..plain },
            Self::ParallelRetry
            | Self::StaleTimer
            | Self::AmountUnchecked
            | Self::PaymentTwice
            | Self::TwiceKept => plain,
        }
    }

    /// The promise that breaks first without it.
    pub fn breaks(self) -> Broken {
        match self {
            Self::ChairWithoutHolds | Self::LateUnchecked => Broken::Overlap,
            Self::NoClosing | Self::OldPageFrees => Broken::PaidAndLost,
            Self::LateIgnored
            | Self::CancelledMoneyIgnored
            | Self::NoLooks
            | Self::RefundFailureIgnored
            | Self::TwiceKept => Broken::MoneyNowhere,
            Self::ParallelRetry | Self::NoReread => Broken::ChargedTwice,
            Self::EndsLeavePages | Self::LateLinkSent => Broken::LinkOutlives,
            Self::StaleTimer | Self::ClosingWaitsForBank => Broken::HoldWithoutEnd,
            Self::AmountUnchecked => Broken::WrongAmount,
            Self::UnpaidIsPaid | Self::PaymentTwice => Broken::Unfounded,
        }
    }

    /// Whether two pages at a time are part of the knock-out, so that the index against them is out too.
    pub(super) fn parallel(self) -> bool {
        matches!(self, Self::ParallelRetry | Self::TwiceKept)
    }

    /// The rules' answer without this rule.
    pub(super) fn ask(self, desk: &Desk, rows: &Rows, event: Event, other: Option<u8>) -> Answer {
        let unchanged = || Answer { rows: rows.clone(), calls: vec![], news: 0, refused: false };
        match (self, event) {
            (Self::NoClosing, Event::Limit) => released(desk, desk.rule(rows, event, other)),
            (Self::ParallelRetry | Self::TwiceKept, Event::Fails | Event::Corrects) => {
                another_page(desk.rule(rows, event, other))
            }
            (Self::TwiceKept, Event::Paid(k)) if matches!(rows.deposit.life, DepositLife::Held { .. }) => {
                let mut kept = unchanged();
                kept.rows.deposit.checkouts[usize::from(k)].state =
                    CheckoutState::Paid { payment: payment(k) };
                kept
            }
            (Self::LateIgnored, Event::Paid(_)) if rows.visit.life == Life::Expired => unchanged(),
            (Self::LateUnchecked, Event::Paid(_)) if rows.visit.life == Life::Expired => {
                let mut answer = desk.rule(&Rows { past: false, ..rows.clone() }, event, None);
                answer.rows.past = rows.past;
                canonical(&mut answer.rows);
                answer
            }
            (Self::CancelledMoneyIgnored, Event::Paid(_))
                if matches!(rows.visit.life, Life::Cancelled { .. }) =>
            {
                unchanged()
            }
            (Self::EndsLeavePages, Event::StaffWaives | Event::StaffCancels | Event::CancelsEarly) => {
                pages_left(rows, desk.rule(rows, event, other))
            }
            (Self::LateLinkSent, Event::Opened(k)) => sent_all_the_same(k, desk.rule(rows, event, other)),
            (Self::RefundFailureIgnored, Event::RefundFailed(_)) => unchanged(),
            (Self::AmountUnchecked, Event::Paid(_)) => at_the_old_sum(rows, desk.rule(rows, event, other)),
            (Self::UnpaidIsPaid, Event::Processing(k)) => desk.rule(rows, Event::Paid(k), other),
            (Self::OldPageFrees, Event::Shut(_)) => freed_by_any(desk, desk.rule(rows, event, other)),
            (Self::PaymentTwice, Event::Paid(_)) => {
                let mut strange = rows.clone();
                for (n, payment) in strange.deposit.payments.iter_mut().enumerate() {
                    payment.reference = PaymentRef(format!("seen {n}"));
                }
                desk.rule(&strange, event, other)
            }
            (Self::ClosingWaitsForBank, _) if event != Event::Release => {
                waits(rows, desk.rule(rows, event, other))
            }
            _ => desk.rule(rows, event, other),
        }
    }
}

/// Closing is skipped: what is closing is released in the same step.
fn released(desk: &Desk, closing: Answer) -> Answer {
    if !matches!(closing.rows.visit.life, Life::Closing { .. }) {
        return closing;
    }
    let mut answer = desk.rule(&closing.rows, Event::Release, None);
    answer.calls.extend(closing.calls);
    answer
}

/// The next page is asked for at once, beside the one that is being shut.
fn another_page(mut answer: Answer) -> Answer {
    let waits =
        answer.rows.deposit.checkouts.iter().any(|c| matches!(c.state, CheckoutState::Expiring { .. }));
    let running = answer.rows.visit.life.limit().is_some();
    if waits && running && !answer.refused {
        let pages = answer.rows.deposit.checkouts.len();
        let Some(last) = answer.rows.deposit.checkouts.last().cloned() else { return answer };
        let (id, amount, state) = (checkout_id(pages), answer.rows.deposit.amount, CheckoutState::Requested);
        answer.rows.deposit.checkouts.push(Checkout { id, amount, state, ..last });
        answer.calls.push(Call::Secure(u8::try_from(pages).expect("few pages")));
    }
    answer
}

/// Nothing is shut.
fn pages_left(before: &Rows, mut answer: Answer) -> Answer {
    for (page, was) in answer.rows.deposit.checkouts.iter_mut().zip(&before.deposit.checkouts) {
        page.state = was.state.clone();
    }
    answer.calls.retain(|call| !matches!(call, Call::Expire(_)));
    answer
}

/// The link leaves although nobody waits for it.
fn sent_all_the_same(k: u8, mut answer: Answer) -> Answer {
    if answer.calls.contains(&Call::Expire(k)) {
        answer.calls.clear();
        answer.news |= told::LINK;
        answer.rows.deposit.checkouts[usize::from(k)].state =
            CheckoutState::Open { url: CheckoutUrl("u".into()) };
    }
    answer
}

/// The appointment is confirmed at what was asked, whatever was paid.
fn at_the_old_sum(before: &Rows, mut answer: Answer) -> Answer {
    let asked = before.deposit.amount;
    if answer.rows.deposit.amount != asked {
        answer.rows.deposit.amount = asked;
        answer.rows.visit.share = asked;
    }
    answer
}

/// A page that ends takes the hold with it.
fn freed_by_any(desk: &Desk, shut: Answer) -> Answer {
    let asked = shut.calls.iter().any(|call| matches!(call, Call::Secure(_)));
    if asked || !shut.rows.visit.life.unpaid() {
        return shut;
    }
    let mut rows = shut.rows.clone();
    let since: Instant = rows.visit.made_at;
    rows.visit.life = Life::Closing { since, close_by: since };
    let mut answer = desk.rule(&rows, Event::Release, None);
    answer.calls.extend(shut.calls);
    answer
}

/// A hold whose payment is with the bank stays closing.
fn waits(before: &Rows, mut answer: Answer) -> Answer {
    let with_bank = answer.rows.deposit.checkouts.iter().any(|c| c.state == CheckoutState::Processing);
    if with_bank && before.visit.life.unpaid() && answer.rows.visit.life == Life::Expired {
        let since = answer.rows.visit.made_at;
        answer.rows.visit.life = Life::Closing { since, close_by: since + chrono::TimeDelta::minutes(5) };
        answer.rows.deposit.life = DepositLife::Due;
        answer.news &= !told::RELEASED;
    }
    answer
}
