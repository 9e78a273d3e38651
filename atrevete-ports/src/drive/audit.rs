//! Nightly, our rows against the provider's statement.
//!
//! Invariants: the comparison is pure and sees every cent of the time compared, on either side; what asking again can
//! mend is asked again, and what it cannot is a case.

use super::Driver;
use crate::{
    AskedPage, Commit, Committed, Event, FoundPage, FoundRefund, InboxLane, NewEvent, PageRef, PageState,
    PortError, Statement, Stirred, Turn,
};
use atrevete_domain::{
    booking::{Checkout, Deposit, Payment, PaymentRef, RefundState, desk::RefundAnswer},
    step::{Case, CaseKind, Change},
    values::{CaseId, CauseId, CheckoutId, DepositId, Id as _, Instant, Money},
};
use std::collections::BTreeMap;

/// Something on which our rows and the provider do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The provider took money of which our rows know nothing.
    NotBooked {
        /// By which page.
        page: PageRef,
        /// Our name of it.
        checkout: Option<CheckoutId>,
    },
    /// Our rows hold money that the provider did not take.
    NotTaken {
        /// Which.
        payment: PaymentRef,
        /// Whose.
        deposit: DepositId,
        /// How much.
        amount: Money,
    },
    /// Both know a payment, with different sums.
    OtherSum {
        /// Which.
        payment: PaymentRef,
        /// Whose.
        deposit: DepositId,
        /// What our rows say.
        here: Money,
        /// What the provider says.
        there: Money,
    },
    /// A page can be paid of which our rows say that it cannot.
    Payable {
        /// Which.
        page: PageRef,
        /// Our name of it.
        asked: AskedPage,
    },
    /// A refund stands otherwise there than here, or only on one side.
    OtherRefund {
        /// Of which payment.
        payment: PaymentRef,
        /// The provider's name of it.
        reference: Option<String>,
    },
}

/// Compares the deposits whose pages were asked for since `from` with the provider's statement since then. The newest
/// few minutes should be left out by asking when nothing is under way: what is not committed yet differs.
pub fn differences(ours: &[Deposit], theirs: &Statement, from: Instant) -> Vec<Difference> {
    let payments: BTreeMap<&PaymentRef, (&Deposit, &Payment)> =
        ours.iter().flat_map(|d| d.payments.iter().map(move |p| (&p.reference, (d, p)))).collect();
    let checkouts: BTreeMap<CheckoutId, &Checkout> =
        ours.iter().flat_map(|d| &d.checkouts).map(|c| (c.id, c)).collect();
    let mut found: Vec<Difference> =
        theirs.pages.iter().filter_map(|page| of_page(page, &payments, &checkouts)).collect();
    let taken = |payment: &PaymentRef| {
        theirs
            .pages
            .iter()
            .any(|page| matches!(&page.state, PageState::Paid { payment: p, .. } if p == payment))
    };
    for (reference, (deposit, payment)) in &payments {
        let since = checkouts.get(&payment.checkout).is_some_and(|c| c.asked_at >= from);
        if since && !taken(reference) {
            let (payment, amount) = ((*reference).clone(), payment.captured);
            found.push(Difference::NotTaken { payment, deposit: deposit.id, amount });
        }
    }
    let known = |refund: &&FoundRefund| payments.contains_key(&refund.payment);
    let theirs_differ = theirs.refunds.iter().filter(known).filter(|r| !agrees(r, payments[&r.payment].1));
    found.extend(theirs_differ.map(|r| Difference::OtherRefund {
        payment: r.payment.clone(),
        reference: Some(r.reference.clone()),
    }));
    for (reference, (_, payment)) in &payments {
        let done = payment.refunds.iter().filter(|r| r.state == RefundState::Succeeded && r.at >= from);
        let gone = done.filter(|r| !theirs.refunds.iter().any(|t| is(t, r)));
        found.extend(gone.map(|r| Difference::OtherRefund {
            payment: (*reference).clone(),
            reference: r.reference.clone(),
        }));
    }
    found
}

fn of_page(
    page: &FoundPage,
    payments: &BTreeMap<&PaymentRef, (&Deposit, &Payment)>,
    checkouts: &BTreeMap<CheckoutId, &Checkout>,
) -> Option<Difference> {
    match &page.state {
        PageState::Paid { amount, payment } => match payments.get(payment) {
            None => Some(Difference::NotBooked { page: page.page.clone(), checkout: page.checkout }),
            Some((_, row)) if row.captured == *amount => None,
            Some((deposit, row)) => Some(Difference::OtherSum {
                payment: payment.clone(),
                deposit: deposit.id,
                here: row.captured,
                there: *amount,
            }),
        },
        PageState::Open { .. } => {
            let row = checkouts.get(&page.checkout?).filter(|row| row.state.is_final())?;
            let asked = AskedPage { checkout: row.id, at: row.asked_at };
            Some(Difference::Payable { page: page.page.clone(), asked })
        }
        PageState::Shut | PageState::Processing | PageState::BankRefused | PageState::Unknown => None,
    }
}

/// Whether a refund of the provider's stands here as it does there.
fn agrees(theirs: &FoundRefund, payment: &Payment) -> bool {
    let ours = payment.refunds.iter().find(|ours| is(theirs, ours)).map(|ours| ours.state);
    match (&theirs.answer, ours) {
        (RefundAnswer::Succeeded { .. }, Some(state)) => state == RefundState::Succeeded,
        (RefundAnswer::Failed, Some(state)) => state == RefundState::Failed,
        (RefundAnswer::Pending { .. } | RefundAnswer::Unknown, Some(state)) => {
            !matches!(state, RefundState::Succeeded | RefundState::Failed)
        }
        // One that failed elsewhere moved nothing; one that may still move something has to be known.
        (RefundAnswer::Failed, None) => true,
        (RefundAnswer::Succeeded { .. } | RefundAnswer::Pending { .. } | RefundAnswer::Unknown, None) => {
            false
        }
    }
}

fn is(theirs: &FoundRefund, ours: &atrevete_domain::booking::Refund) -> bool {
    theirs.refund == Some(ours.id) || ours.reference.as_ref() == Some(&theirs.reference)
}

impl Driver {
    /// Compares these deposits (all whose pages were asked for since `from`) with the provider, and sees to what differs:
    /// what the provider knows better is read again, a page that should be shut is shut, and sums that differ are cases.
    ///
    /// # Errors
    /// When the provider, inbox or store does not answer: the comparison is to be made again.
    pub async fn compare(&self, ours: &[Deposit], from: Instant) -> Result<Vec<Difference>, PortError> {
        let now = self.ports.clock.now();
        let found = differences(ours, &self.ports.payments.statement(from).await?, from);
        for difference in &found {
            match difference {
                Difference::NotBooked { page, checkout } => {
                    let stirred = Stirred::Page { page: page.clone(), checkout: *checkout };
                    self.ask_again(&page.0, stirred, now).await?;
                }
                Difference::Payable { page, asked } => {
                    self.ports.payments.expire(*asked).await?;
                    let stirred = Stirred::Page { page: page.clone(), checkout: Some(asked.checkout) };
                    self.ask_again(&page.0, stirred, now).await?;
                }
                Difference::OtherRefund { payment, .. } => {
                    self.ask_again(&payment.0, Stirred::Payment(payment.clone()), now).await?;
                }
                Difference::NotTaken { payment, deposit, amount }
                | Difference::OtherSum { payment, deposit, here: amount, .. } => {
                    self.sum_differs(payment, *deposit, *amount, now).await?;
                }
            }
        }
        Ok(found)
    }

    /// Once a comparison, however often a thing differs in it.
    async fn ask_again(&self, name: &str, stirred: Stirred, now: Instant) -> Result<(), PortError> {
        let key = format!("audit:{}:{name}", now.timestamp());
        let lane = InboxLane::Provider(name.to_owned());
        self.ports.inbox.put(NewEvent::now(lane, key, Event::Stirred(stirred), now)).await.map(|_| ())
    }

    /// One case a payment, however many nights it differs.
    async fn sum_differs(
        &self,
        payment: &PaymentRef,
        deposit: DepositId,
        amount: Money,
        now: Instant,
    ) -> Result<(), PortError> {
        let case = Case {
            id: CaseId::named("audit", &payment.0),
            kind: CaseKind::AmountDiffers,
            appointment: None,
            deposit: Some(deposit),
            amount: Some(amount),
            at: now,
        };
        let commit = Commit {
            at: now,
            fence: None,
            talk: None,
            changes: vec![Change::Case(case)],
            agenda: BTreeMap::new(),
            outbox: Vec::new(),
            events: Vec::new(),
            timers: Vec::new(),
            turn: Turn {
                conversation: None,
                cause: CauseId::named("audit", &format!("{}:{}", payment.0, now.timestamp())),
                at: now,
                input: None,
                heard: None,
                trace: Vec::new(),
                said: None,
            },
        };
        match self.ports.store.commit(commit).await? {
            Committed::Done | Committed::Lost => Ok(()),
            Committed::Stale | Committed::Refused(_) => Err(PortError::transient("store")),
        }
    }
}
