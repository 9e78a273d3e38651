//! Money arrived: what it confirms, and what goes straight back.
//!
//! Invariants: the same payment is the same money, whoever reports it again; a late payment confirms only through the
//! rules of any other hold, and a group's all or nothing; another sum than its page asked is held for staff.

use super::{Bench, bench::Transfer, closing::after_shut, timers::minutes};
use crate::{
    booking::{
        Appointment, Checkout, CheckoutState, CollectedBy, DepositLife, HowConfirmed, Life, Payment,
        PaymentRef, RefundReason,
        availability::is_free,
        deposit::{Pot, split},
    },
    facts::{Conflict, Needs},
    step::{CaseKind, News, Rule},
    values::{AppointmentId, CheckoutId, Money},
};

/// What a payment means for what it was meant for.
enum Meaning {
    /// Something rests on the appointments already.
    Twice,
    /// Everything it was for was called off.
    ForNothing,
    /// Too late: the chair, the time or the customer has gone elsewhere.
    Late,
    /// It confirms them.
    Confirms(Rule),
}

/// A page was paid.
pub(super) fn paid(
    bench: &mut Bench<'_>,
    checkout: CheckoutId,
    amount: Money,
    payment: &PaymentRef,
) -> Result<(), Needs> {
    if bench.payment_mut(payment).is_some() {
        bench.because(Rule::KnownAlready);
        return Ok(());
    }
    let meaning = meaning(bench)?;
    let asked = take_in(bench, checkout, amount, payment);
    if asked != amount {
        differs(bench, amount);
        return Ok(());
    }
    match meaning {
        Meaning::Twice => {
            bench.because(Rule::PaidTwice);
            let news = |deposit| News::PaidTwice { deposit, amount };
            send_back(bench, payment, amount, RefundReason::Duplicate, news);
        }
        Meaning::ForNothing => {
            bench.because(Rule::PaidAfterCancel);
            let news = |deposit| News::CancelledRefund { deposit, amount };
            send_back(bench, payment, amount, RefundReason::CancelledUnpaid, news);
        }
        Meaning::Late => {
            bench.because(Rule::LateAndGone);
            let today =
                bench.visits.iter().map(|row| &row.now).find(|v| bench.is_today(v.start())).map(|v| v.id);
            if today.is_some() {
                bench.case(CaseKind::PaidTooLate, today, Some(amount));
            }
            let news = |deposit| News::LateRefund { deposit, amount };
            send_back(bench, payment, amount, RefundReason::Late, news);
        }
        Meaning::Confirms(rule) => {
            bench.because(rule);
            confirm(bench, checkout, amount, payment);
        }
    }
    bench.shut_pages();
    Ok(())
}

/// Writes the page off as paid and the money as held; says what the page had asked.
fn take_in(bench: &mut Bench<'_>, checkout: CheckoutId, amount: Money, payment: &PaymentRef) -> Money {
    let now = bench.now;
    let Some(deposit) = bench.deposit_mut() else { return amount };
    if deposit.checkout(checkout).is_none() {
        // A page of ours that the rows lost (a restore): adopted as it is.
        let state = CheckoutState::Requested;
        deposit.checkouts.push(Checkout {
            id: checkout,
            amount,
            state,
            asked_at: now,
            looks: 0,
            generation: 0,
        });
    }
    let mut asked = amount;
    for page in deposit.checkouts.iter_mut().filter(|c| c.id == checkout) {
        page.state = CheckoutState::Paid { payment: payment.clone() };
        asked = page.amount;
    }
    deposit.payments.push(Payment::captured(payment.clone(), checkout, Money::ZERO, now));
    if let Some(row) = bench.payment_mut(payment) {
        row.captured = amount;
    }
    let key = format!("{}:capture", payment.0);
    let (from, to) = (Pot::Outside, Pot::Held);
    bench.transfer(&Transfer { payment, from, to, amount, appointment: None, key });
    asked
}

/// Another sum, another currency, another mode: it stays held, and staff decide. The hold runs on to its limit; one that
/// was closing has nothing left to wait for.
fn differs(bench: &mut Bench<'_>, amount: Money) {
    bench.because(Rule::AmountDiffers);
    bench.case(CaseKind::AmountDiffers, None, Some(amount));
    if let Some(deposit) = bench.deposit_mut() {
        let id = deposit.id;
        deposit.collected_by = CollectedBy::Staff;
        bench.hear(&News::AmountDiffers(id));
    }
    bench.shut_pages();
    after_shut(bench);
}

fn send_back(
    bench: &mut Bench<'_>,
    payment: &PaymentRef,
    amount: Money,
    reason: RefundReason,
    news: impl Fn(crate::values::DepositId) -> News,
) {
    bench.give_back(payment, Pot::Held, None, amount, reason);
    let Some(deposit) = bench.deposit_mut() else { return };
    let id = deposit.id;
    match deposit.life {
        DepositLife::Due | DepositLife::Void => deposit.life = DepositLife::Settled,
        DepositLife::Held { .. } | DepositLife::Waived | DepositLife::Settled => {}
    }
    bench.hear(&news(id));
}

fn meaning(bench: &Bench<'_>) -> Result<Meaning, Needs> {
    let Some(deposit) = bench.deposit() else { return Ok(Meaning::ForNothing) };
    if matches!(deposit.life, DepositLife::Held { .. }) {
        return Ok(Meaning::Twice);
    }
    let standing: Vec<&Appointment> = bench
        .visits
        .iter()
        .map(|row| &row.now)
        .filter(|v| !matches!(v.life, Life::Cancelled { .. }))
        .collect();
    if standing.is_empty() {
        return Ok(Meaning::ForNothing);
    }
    if standing.iter().any(|v| matches!(v.life, Life::Completed | Life::NoShow)) {
        return Ok(Meaning::Late);
    }
    let mut rule = Rule::PaidInTime;
    for visit in standing.into_iter().filter(|v| v.life == Life::Expired) {
        if !can_return(bench, visit)? {
            return Ok(Meaning::Late);
        }
        rule = Rule::LateButFree;
    }
    Ok(Meaning::Confirms(rule))
}

/// Whether an expired appointment can be had again: far enough ahead, the customer not elsewhere, the chair free.
fn can_return(bench: &Bench<'_>, visit: &Appointment) -> Result<bool, Needs> {
    let own: Vec<AppointmentId> = bench.visits.iter().map(|row| row.now.id).collect();
    let soon = visit.start() < bench.now + minutes(bench.policy().late_payment_notice);
    let refused = bench.facts.refused.contains(&Conflict::SlotTaken(visit.seat));
    let elsewhere = bench.facts.appointments.values().any(|other| {
        !own.contains(&other.id)
            && other.life.occupies()
            && other.attendee.customer == visit.attendee.customer
            && other.seat.span.overlaps(visit.seat.span)
    });
    if soon || refused || elsewhere {
        return Ok(false);
    }
    is_free(bench.facts, visit.seat.stylist, &visit.occupied(), &own)
}

/// The money rests on what it was paid for.
fn confirm(bench: &mut Bench<'_>, checkout: CheckoutId, amount: Money, payment: &PaymentRef) {
    if !apply(bench, checkout, amount, payment) {
        let Some(deposit) = bench.deposit_mut() else { return };
        deposit.life = DepositLife::Settled;
        let deposit = deposit.id;
        return bench.hear(&News::CancelledRefund { deposit, amount });
    }
    let stands = bench.those(|life| !matches!(life, Life::Cancelled { .. }));
    for id in &stands {
        bench.confirm(*id, HowConfirmed::Paid);
    }
    bench.hear(&News::Confirmed(stands));
}

/// Assigns a payment to its appointments. The deposit is what was paid: a page shut too late may have asked an older
/// sum; the part of a member who left meanwhile goes back, what is over beyond that is a case. `false` when all of it
/// was for members who left.
pub(super) fn apply(
    bench: &mut Bench<'_>,
    checkout: CheckoutId,
    amount: Money,
    payment: &PaymentRef,
) -> bool {
    let rest = amount - leavers(bench, amount, payment);
    let stands = bench.those(|life| !matches!(life, Life::Cancelled { .. }));
    let Some(deposit) = bench.deposit_mut().filter(|_| !rest.is_zero()) else { return false };
    let weights: Vec<Money> = stands.iter().map(|id| deposit.share(*id)).collect();
    let due: Money = weights.iter().copied().sum();
    let parts = if rest == due { weights } else { split(rest, &weights) };
    let part = |id| stands.iter().position(|s| *s == id).map_or(Money::ZERO, |index| parts[index]);
    deposit.amount = rest;
    deposit.life = DepositLife::Held { by: checkout };
    deposit.shares.iter_mut().for_each(|(id, share)| *share = part(*id));
    if rest > due && !due.is_zero() {
        bench.case(CaseKind::AmountDiffers, None, Some(rest - due));
    }
    for (id, amount) in stands.iter().copied().zip(parts) {
        let key = format!("{}:apply:{id}", payment.0);
        let (from, to) = (Pot::Held, Pot::Applied);
        bench.transfer(&Transfer { payment, from, to, amount, appointment: Some(id), key });
        if let Some(visit) = bench.visit_mut(id) {
            visit.share = amount;
        }
    }
    true
}

/// Sends back what was paid for members who had been called off; says how much.
fn leavers(bench: &mut Bench<'_>, amount: Money, payment: &PaymentRef) -> Money {
    let gone = bench.those(|life| matches!(life, Life::Cancelled { .. }));
    let Some(deposit) = bench.deposit() else { return Money::ZERO };
    let asked: Money =
        deposit.shares.iter().filter(|(id, _)| !gone.contains(id)).map(|(_, share)| *share).sum();
    let mut over = if amount > asked { amount - asked } else { Money::ZERO };
    let mut back = Money::ZERO;
    for id in gone {
        let part = bench.visit(id).map_or(Money::ZERO, |v| v.share).min(over);
        bench.give_back(payment, Pot::Held, Some(id), part, RefundReason::CancelledUnpaid);
        over -= part;
        back += part;
    }
    back
}
