//! Money on its way back, and banks that change their mind.
//!
//! Invariants: an answer that cannot be trusted is looked up before anything is asked again; a refund that comes back
//! is owed again and a case; nothing is refunded out of what is disputed.

use super::{Bench, DisputeTurn, RefundAnswer, bench::Transfer, cancelling::close_account};
use crate::{
    booking::{
        Account, DepositLife, LedgerEntry, Life, PaymentRef, Refund, RefundReason, RefundState, deposit::Pot,
    },
    step::{CaseKind, News, Rule},
    values::{Money, RefundId},
};

/// What the provider said of a refund.
pub(super) fn answered(bench: &mut Bench<'_>, id: RefundId, answer: &RefundAnswer) {
    let Some((payment, refund)) = find(bench, id) else { return bench.because(Rule::KnownAlready) };
    let (amount, state) = (refund.amount, refund.state);
    let open = matches!(state, RefundState::Due | RefundState::Look | RefundState::Pending);
    match answer {
        RefundAnswer::Pending { reference } if matches!(state, RefundState::Due | RefundState::Look) => {
            set(bench, id, RefundState::Pending, Some(reference));
        }
        RefundAnswer::Succeeded { reference } if open => {
            set(bench, id, RefundState::Succeeded, Some(reference));
            let (from, to, key) = (Pot::RefundDue, Pot::Refunded, format!("{id}:done"));
            bench.transfer(&Transfer { payment: &payment, from, to, amount, appointment: None, key });
        }
        RefundAnswer::Failed if open => failed(bench, id, amount),
        RefundAnswer::Failed if state == RefundState::Succeeded => {
            let (from, to, key) = (Pot::Refunded, Pot::RefundDue, format!("{id}:failed"));
            bench.transfer(&Transfer { payment: &payment, from, to, amount, appointment: None, key });
            failed(bench, id, amount);
        }
        RefundAnswer::Unknown if state == RefundState::Due => set(bench, id, RefundState::Look, None),
        RefundAnswer::Pending { .. }
        | RefundAnswer::Succeeded { .. }
        | RefundAnswer::Failed
        | RefundAnswer::Unknown => bench.because(Rule::KnownAlready),
    }
}

/// It came back: owed again, and only staff try anew.
fn failed(bench: &mut Bench<'_>, id: RefundId, amount: Money) {
    set(bench, id, RefundState::Failed, None);
    let appointment = find(bench, id).and_then(|(_, refund)| refund.appointment);
    bench.case(CaseKind::RefundFailed, appointment, Some(amount));
    let Some(deposit) = bench.deposit().map(|d| d.id) else { return };
    let news = News::RefundFailed { deposit, amount };
    match appointment {
        Some(id) => bench.hear_of(id, news),
        None => bench.hear(&news),
    }
}

/// Somebody gave money back at the provider's own desk: the refund that had come back, or adopted, as far as there is
/// any left.
pub(super) fn elsewhere(bench: &mut Bench<'_>, payment: &PaymentRef, reference: &str, amount: Money) {
    let (id, now) = (bench.mint.fresh(), bench.now);
    let known = bench.deposit().is_some_and(|d| {
        let refunds = d.payments.iter().flat_map(|p| &p.refunds);
        refunds.into_iter().any(|r| r.reference.as_deref() == Some(reference))
    });
    let Some(row) = bench.payment_mut(payment).filter(|_| !known) else {
        return bench.because(Rule::KnownAlready);
    };
    let by_hand = |r: &&mut Refund| r.state == RefundState::Failed && r.amount == amount;
    if let Some(refund) = row.refunds.iter_mut().find(by_hand) {
        refund.state = RefundState::Succeeded;
        refund.reference = Some(reference.to_owned());
        let (from, to, key) = (Pot::RefundDue, Pot::Refunded, format!("{reference}:elsewhere"));
        return bench.transfer(&Transfer { payment, from, to, amount, appointment: None, key });
    }
    let mut parts = Vec::new();
    let mut left = amount;
    for (pot, there) in [(Pot::Held, row.held), (Pot::Applied, row.applied), (Pot::Forfeited, row.forfeited)]
    {
        parts.push((pot, there.min(left)));
        left -= there.min(left);
    }
    row.refunds.push(Refund {
        id,
        appointment: None,
        reason: RefundReason::Elsewhere,
        amount: amount - left,
        state: RefundState::Succeeded,
        generation: 0,
        reference: Some(reference.to_owned()),
        at: now,
        looks: 0,
    });
    for (index, (from, amount)) in parts.into_iter().enumerate() {
        let (to, key) = (Pot::Refunded, format!("{reference}:elsewhere:{index}"));
        bench.transfer(&Transfer { payment, from, to, amount, appointment: None, key });
    }
    let live = bench.those(Life::occupies).first().copied();
    if live.is_some() || !left.is_zero() {
        bench.case(CaseKind::RefundedElsewhere, live, Some(amount));
    }
    close_account(bench);
}

/// A bank took money back, or decided. What is disputed is nobody's until then.
pub(super) fn dispute(bench: &mut Bench<'_>, payment: &PaymentRef, turn: DisputeTurn) {
    let (now, rev) = (bench.now, bench.deposit().map_or(0, |d| d.rev.0));
    let held = bench.deposit().is_some_and(|d| {
        matches!(d.life, DepositLife::Held { .. }) && d.bearing().is_some_and(|p| p.reference == *payment)
    });
    let Some(row) = bench.payment_mut(payment) else { return };
    if row.dispute.is_some_and(|before| before >= turn || before != DisputeTurn::Created) {
        return bench.because(Rule::KnownAlready);
    }
    let began = row.dispute.is_some();
    row.dispute = Some(turn);
    let disputed = row.disputed;
    let taken = [(Pot::Held, row.held), (Pot::Applied, row.applied), (Pot::Forfeited, row.forfeited)];
    let key = |what: &str| format!("{}:dispute:{what}:{rev}", payment.0);
    match turn {
        DisputeTurn::Created => {
            for (index, (from, amount)) in taken.into_iter().enumerate() {
                let (to, key) = (Pot::Disputed, key(&format!("created:{index}")));
                bench.transfer(&Transfer { payment, from, to, amount, appointment: None, key });
            }
            bench.case(CaseKind::Dispute, None, None);
        }
        DisputeTurn::Won if began => {
            let (from, to) = (Pot::Disputed, if held { Pot::Applied } else { Pot::Held });
            let (amount, key) = (disputed, key("won"));
            bench.transfer(&Transfer { payment, from, to, amount, appointment: None, key });
        }
        DisputeTurn::Lost if began && disputed.is_zero() => {}
        DisputeTurn::Lost if began => bench.post(LedgerEntry {
            key: key("lost"),
            at: now,
            payment: payment.clone(),
            appointment: None,
            from: Account::Dispute,
            to: Account::Loss,
            amount: disputed,
        }),
        DisputeTurn::Won | DisputeTurn::Lost => bench.case(CaseKind::Dispute, None, None),
    }
}

fn find(bench: &Bench<'_>, id: RefundId) -> Option<(PaymentRef, Refund)> {
    bench.deposit()?.payments.iter().find_map(|p| {
        let refund = p.refunds.iter().find(|r| r.id == id)?;
        Some((p.reference.clone(), refund.clone()))
    })
}

fn set(bench: &mut Bench<'_>, id: RefundId, state: RefundState, reference: Option<&String>) {
    let Some(deposit) = bench.deposit_mut() else { return };
    for refund in deposit.payments.iter_mut().flat_map(|p| &mut p.refunds).filter(|r| r.id == id) {
        refund.state = state;
        if let Some(reference) = reference {
            refund.reference = Some(reference.clone());
        }
    }
}
