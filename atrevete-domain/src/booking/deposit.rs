//! Money asked up front: one sum for one or more appointments, its checkouts, what was paid and what goes back.
//!
//! A deposit is one aggregate with one revision: whoever changes any part of it guards the whole.

use super::{Account, Rev, desk::DisputeTurn};
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
    /// Who collects it.
    #[serde(default)]
    pub collected_by: CollectedBy,
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

/// Who collects a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CollectedBy {
    /// A page: a new one is opened when the old one was shut and the hold still runs.
    #[default]
    Page,
    /// Staff: paying online failed, is impossible for her, or brought another sum. No page is opened any more.
    Staff,
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
    /// How far a bank dispute about it has come.
    #[serde(default)]
    pub dispute: Option<DisputeTurn>,
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
    /// When it was decided; the looks are derived from it.
    pub at: Instant,
    /// Looks that found it not final.
    #[serde(default)]
    pub looks: u8,
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
    /// Made by hand at the provider; we only learned of it.
    Elsewhere,
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

    /// What of the money rests on one appointment at this moment, at most its share.
    pub fn applied_to(&self, appointment: AppointmentId) -> Money {
        match self.life {
            DepositLife::Held { .. } => self.part(appointment, |p| p.applied),
            DepositLife::Due | DepositLife::Void | DepositLife::Waived | DepositLife::Settled => Money::ZERO,
        }
    }

    /// What of the money was kept for one appointment, at most its share.
    pub fn forfeited_of(&self, appointment: AppointmentId) -> Money {
        self.part(appointment, |p| p.forfeited)
    }

    /// The payment that bears the appointments: there is never more than one.
    pub fn bearing(&self) -> Option<&Payment> {
        let rests = |p: &&Payment| !(p.applied + p.forfeited).is_zero();
        self.payments.iter().find(rests).or_else(|| self.payments.iter().find(|p| !p.disputed.is_zero()))
    }

    /// The last payment that confirmed something, while its money still rests: what the grace after paying counts from.
    pub fn paid_at(&self) -> Option<Instant> {
        self.bearing().map(|p| p.at)
    }

    /// Whether some page can still be paid, as far as the provider has said.
    pub fn payable(&self) -> bool {
        self.checkouts.iter().any(|c| c.state.payable())
    }

    /// What of a pot of the bearing payment is an appointment's: its share less what went back for it.
    fn part(&self, appointment: AppointmentId, pot: impl Fn(&Payment) -> Money) -> Money {
        let Some(payment) = self.bearing() else { return Money::ZERO };
        let back: Money =
            payment.refunds.iter().filter(|r| r.appointment == Some(appointment)).map(|r| r.amount).sum();
        let share = self.share(appointment);
        if share <= back { Money::ZERO } else { pot(payment).min(share - back) }
    }
}

impl CheckoutState {
    /// Whether it can be paid, as far as we know. Exhaustive on purpose: an unknown answer is payable.
    pub fn payable(&self) -> bool {
        match self {
            Self::Requested | Self::Open { .. } | Self::Expiring { .. } => true,
            Self::Processing | Self::Paid { .. } | Self::Expired | Self::Failed => false,
        }
    }

    /// Whether nothing will be heard of it any more, or only what has been heard.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Paid { .. } | Self::Expired | Self::Failed => true,
            Self::Requested | Self::Open { .. } | Self::Expiring { .. } | Self::Processing => false,
        }
    }
}

impl Payment {
    /// A payment just captured: all of it held.
    pub(crate) fn captured(reference: PaymentRef, checkout: CheckoutId, amount: Money, at: Instant) -> Self {
        Self {
            reference,
            checkout,
            at,
            captured: amount,
            held: amount,
            applied: Money::ZERO,
            refund_due: Money::ZERO,
            refunded: Money::ZERO,
            forfeited: Money::ZERO,
            disputed: Money::ZERO,
            refunds: Vec::new(),
            dispute: None,
        }
    }

    /// Whether every captured cent is in exactly one place.
    pub fn adds_up(&self) -> bool {
        let pots = [self.held, self.applied, self.refund_due, self.refunded, self.forfeited, self.disputed];
        pots.iter().all(|pot| *pot >= Money::ZERO) && pots.into_iter().sum::<Money>() == self.captured
    }

    /// The amount that a pot holds; `None` for what is outside the payment.
    pub(crate) fn pot(&mut self, pot: Pot) -> Option<&mut Money> {
        match pot {
            Pot::Held => Some(&mut self.held),
            Pot::Applied => Some(&mut self.applied),
            Pot::RefundDue => Some(&mut self.refund_due),
            Pot::Refunded => Some(&mut self.refunded),
            Pot::Forfeited => Some(&mut self.forfeited),
            Pot::Disputed => Some(&mut self.disputed),
            Pot::Outside => None,
        }
    }
}

/// Where the cents of a payment can be, the six amounts and the world outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pot {
    Outside,
    Held,
    Applied,
    RefundDue,
    Refunded,
    Forfeited,
    Disputed,
}

impl Pot {
    /// The ledger's account; a refund that is done has left through the provider, as it came.
    pub(crate) fn account(self) -> Account {
        match self {
            Self::Outside | Self::Refunded => Account::Provider,
            Self::Held => Account::Held,
            Self::Applied => Account::Applied,
            Self::RefundDue => Account::RefundDue,
            Self::Forfeited => Account::Forfeited,
            Self::Disputed => Account::Dispute,
        }
    }
}

/// Splits a sum by weights, to the cent: largest remainder first, the earlier one where they are equal. Without any
/// weight the first gets it all; without anybody nothing is handed out.
pub fn split(total: Money, weights: &[Money]) -> Vec<Money> {
    let cents: Vec<i128> = weights.iter().map(|w| i128::from(w.to_cents())).collect();
    let (sum, total) = (cents.iter().sum::<i128>(), i128::from(total.to_cents()));
    if sum == 0 {
        let all = |i: usize| if i == 0 { total } else { 0 };
        return (0..weights.len()).map(|i| money(all(i))).collect();
    }
    let mut parts: Vec<i128> = cents.iter().map(|c| total * c / sum).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(total * cents[*i] % sum), *i));
    let mut missing = total - parts.iter().sum::<i128>();
    for i in order {
        let cent = missing.min(1);
        parts[i] += cent;
        missing -= cent;
    }
    parts.into_iter().map(money).collect()
}

/// Parts of a sum fit where the sum did.
fn money(cents: i128) -> Money {
    Money::cents(i64::try_from(cents).unwrap_or(i64::MAX))
}
