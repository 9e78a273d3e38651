//! What the model looks at of canonical rows, read once.

use super::{
    fixture::slot_of,
    rows::{PAGES, REFUNDS, Rows},
};
use atrevete_domain::{
    booking::{Checkout, CheckoutState, CollectedBy, DepositLife, DueKind, HowConfirmed, Life, RefundState},
    values::Money,
};

/// Where the appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hold {
    #[default]
    None,
    Provisional,
    Closing,
    Confirmed,
    Cancelled,
    Expired,
}

impl Hold {
    pub(super) fn occupies(self) -> bool {
        matches!(self, Self::Provisional | Self::Closing | Self::Confirmed)
    }
}

/// Where a page stands as far as the rows know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Page {
    #[default]
    None,
    Requested,
    Open,
    Expiring,
    Processing,
    Paid,
    Expired,
    Failed,
}

/// Where the money of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the places where money can be, each asked for by name")]
pub(super) struct Money6 {
    pub(super) payments: u8,
    pub(super) held: bool,
    pub(super) applied: bool,
    pub(super) due: bool,
    pub(super) refunded: bool,
    pub(super) forfeited: bool,
}

/// A refund as the rows know it, and of which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RefundRow {
    pub(super) page: u8,
    pub(super) state: RefundState,
}

/// The rows of a booking in a few values.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a list of facts, each asked for by name")]
pub(super) struct View {
    pub(super) hold: Hold,
    pub(super) slot: u8,
    /// The limit has been reached.
    pub(super) reached: bool,
    pub(super) past: bool,
    pub(super) paid: bool,
    pub(super) by_staff: bool,
    pub(super) failures: u8,
    pub(super) pages: [Page; PAGES],
    pub(super) money: [Money6; PAGES],
    pub(super) refunds: [Option<RefundRow>; REFUNDS],
    /// Every payment's six amounts add up.
    pub(super) adds_up: bool,
    /// What rests on the visit is what the deposit and the visit say.
    pub(super) agrees: bool,
    /// The rules derive a timer of this kind.
    pub(super) timer: bool,
    pub(super) release: bool,
    pub(super) look: bool,
    pub(super) look_refund: bool,
}

impl View {
    pub(super) fn of(rows: &Rows, due: &[DueKind]) -> Self {
        let (visit, deposit) = (&rows.visit, &rows.deposit);
        let mut view = Self {
            hold: hold(&visit.life),
            slot: slot_of(visit),
            reached: matches!(visit.life, Life::Provisional { until } if until <= visit.made_at),
            past: rows.past,
            paid: visit.life == Life::Confirmed { how: HowConfirmed::Paid },
            by_staff: deposit.collected_by == CollectedBy::Staff,
            failures: deposit.failures,
            adds_up: deposit.payments.iter().all(atrevete_domain::booking::Payment::adds_up),
            timer: due.contains(&DueKind::Limit),
            release: due.contains(&DueKind::Release),
            look: due.contains(&DueKind::Look),
            look_refund: due.contains(&DueKind::LookRefund),
            ..Self::default()
        };
        for (k, checkout) in deposit.checkouts.iter().enumerate() {
            view.pages[k] = page(checkout);
            view.money[k] = money(rows, checkout);
        }
        let refunds = deposit.payments.iter().flat_map(|p| p.refunds.iter().map(move |r| (p, r)));
        for (n, (payment, refund)) in refunds.enumerate() {
            let page = deposit.checkouts.iter().position(|c| c.id == payment.checkout).unwrap_or(0);
            let page = u8::try_from(page).expect("few pages");
            view.refunds[n] = Some(RefundRow { page, state: refund.state });
        }
        let applied: Money = deposit.payments.iter().map(|p| p.applied).sum();
        let held = matches!(deposit.life, DepositLife::Held { .. });
        view.agrees =
            if view.paid { held && applied == deposit.amount && applied == visit.share } else { true };
        view
    }

    /// How many pages were ever asked for.
    pub(super) fn asked(&self) -> usize {
        self.pages.iter().filter(|page| **page != Page::None).count()
    }
}

impl Page {
    pub(super) fn payable(self) -> bool {
        matches!(self, Self::Requested | Self::Open | Self::Expiring)
    }
}

fn hold(life: &Life) -> Hold {
    match life {
        Life::Provisional { .. } => Hold::Provisional,
        Life::Closing { .. } => Hold::Closing,
        Life::Confirmed { .. } => Hold::Confirmed,
        Life::Cancelled { .. } => Hold::Cancelled,
        Life::Expired => Hold::Expired,
        Life::Completed | Life::NoShow => unreachable!("the model ends before the visit"),
    }
}

fn page(checkout: &Checkout) -> Page {
    match checkout.state {
        CheckoutState::Requested => Page::Requested,
        CheckoutState::Open { .. } => Page::Open,
        CheckoutState::Expiring { .. } => Page::Expiring,
        CheckoutState::Processing => Page::Processing,
        CheckoutState::Paid { .. } => Page::Paid,
        CheckoutState::Expired => Page::Expired,
        CheckoutState::Failed => Page::Failed,
    }
}

fn money(rows: &Rows, checkout: &Checkout) -> Money6 {
    let mut money = Money6::default();
    for payment in rows.deposit.payments.iter().filter(|p| p.checkout == checkout.id) {
        money.payments += 1;
        money.held |= !payment.held.is_zero();
        money.applied |= !payment.applied.is_zero();
        money.due |= !payment.refund_due.is_zero();
        money.refunded |= !payment.refunded.is_zero();
        money.forfeited |= !payment.forfeited.is_zero();
    }
    money
}
