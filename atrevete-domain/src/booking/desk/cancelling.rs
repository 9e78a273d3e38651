//! Calling appointments off: for the customer by her band, for the salon with the money back.
//!
//! Invariants: the share of one appointment goes back or is kept, never another's; an unpaid one shuts its pages, and
//! where others of its group go on, they are asked a new sum.

use super::{Bench, Refusal, Ruling, bench::Transfer, bench::hears, holding::resum};
use crate::{
    booking::{
        Customer, DepositLife, Life, RefundReason,
        appointment::By,
        cancellation::{Band, band},
        deposit::Pot,
    },
    facts::{Facts, Needs},
    step::{Rule, StylistNews},
    values::{AppointmentId, CustomerId, Instant, Mint, Money},
};

/// What becomes of the money of an appointment that is called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It goes back.
    Back(RefundReason),
    /// It is kept.
    Kept,
}

/// Ends appointments for the customer, with what her band says of the deposit at `now`. All or nothing: refused with
/// `NotNow` when one of them is for a person to decide, has begun or has ended.
pub fn cancel(
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
    appointments: &[AppointmentId],
) -> Result<Ruling, Needs> {
    let mut fates = Vec::new();
    for id in appointments {
        let visit = facts.appointment(*id)?;
        let deposit = visit.deposit.map(|id| facts.deposit(id)).transpose()?;
        let fate = match band(visit, deposit, &facts.salon.policy, now) {
            Band::Free | Band::Refund { .. } => Fate::Back(RefundReason::Cancelled),
            Band::Forfeit { .. } => Fate::Kept,
            Band::StaffOnly | Band::Past => return Ok(Ruling::refused(Refusal::NotNow)),
        };
        fates.push((*id, visit.deposit, fate));
    }
    fates.sort_by_key(|(_, deposit, _)| *deposit);
    let mut ruling = Ruling::default();
    for together in fates.chunk_by(|a, b| a.1.is_some() && a.1 == b.1) {
        let mut bench = Bench::around(together[0].0, facts, now, mint)?;
        for (id, _, fate) in together {
            call_off(&mut bench, *id, By::Customer, *fate);
        }
        ruling = ruling.and(bench.finish());
    }
    Ok(ruling)
}

/// Ends one appointment and settles its money; says what goes back.
pub(super) fn call_off(bench: &mut Bench<'_>, id: AppointmentId, by: By, fate: Fate) -> Money {
    let (now, Some(before)) = (bench.now, bench.visit(id).cloned()) else { return Money::ZERO };
    if !before.life.occupies() {
        return Money::ZERO;
    }
    if let Some(visit) = bench.visit_mut(id) {
        visit.life = Life::Cancelled { by, at: now };
    }
    bench.mirror(id);
    if before.life.unpaid() {
        let payer = payer(bench.facts, hears(&before)).cloned();
        drop_from_hold(bench, payer.as_ref());
        return Money::ZERO;
    }
    bench.tell(id, StylistNews::Cancelled);
    settle(bench, id, fate)
}

/// The money of an appointment that ended goes back or is kept.
pub(super) fn settle(bench: &mut Bench<'_>, id: AppointmentId, fate: Fate) -> Money {
    let Some(deposit) = bench.deposit() else { return Money::ZERO };
    let (amount, Some(payment)) = (deposit.applied_to(id), deposit.bearing()) else { return Money::ZERO };
    if amount.is_zero() {
        return Money::ZERO;
    }
    let payment = &payment.reference.clone();
    let back = match fate {
        Fate::Back(reason) => {
            let grace = reason == RefundReason::Cancelled && amount_in_grace(bench, id);
            bench.because(if grace { Rule::RefundInGrace } else { Rule::RefundInTime });
            bench.give_back(payment, Pot::Applied, Some(id), amount, reason);
            amount
        }
        Fate::Kept => {
            bench.because(Rule::ForfeitLate);
            forfeit(bench, id, amount);
            Money::ZERO
        }
    };
    close_account(bench);
    back
}

/// Keeps what rests on an appointment.
pub(super) fn forfeit(bench: &mut Bench<'_>, id: AppointmentId, amount: Money) {
    let Some(deposit) = bench.deposit() else { return };
    let Some(payment) = deposit.bearing().map(|p| p.reference.clone()) else { return };
    let key = format!("{}:forfeit:{id}:{}", payment.0, deposit.rev.0);
    let (from, to) = (Pot::Applied, Pot::Forfeited);
    bench.transfer(&Transfer { payment: &payment, from, to, amount, appointment: Some(id), key });
}

/// A deposit of which nothing rests on an appointment any more is settled.
pub(super) fn close_account(bench: &mut Bench<'_>) {
    let Some(deposit) = bench.deposit_mut() else { return };
    let resting = deposit.bearing().is_some_and(|p| !(p.applied + p.disputed).is_zero());
    if matches!(deposit.life, DepositLife::Held { .. }) && !resting {
        deposit.life = DepositLife::Settled;
    }
}

/// One of a hold has gone: the others are asked a new sum; with nobody left the pages are shut.
fn drop_from_hold(bench: &mut Bench<'_>, payer: Option<&Customer>) {
    if bench.those(Life::unpaid).is_empty() {
        if let Some(deposit) = bench.deposit_mut()
            && deposit.life == DepositLife::Due
        {
            deposit.life = DepositLife::Void;
        }
        bench.shut_pages();
    } else {
        resum(bench, payer);
    }
}

/// The person who pays, as far as she was loaded.
fn payer(facts: &Facts, id: CustomerId) -> Option<&Customer> {
    facts.customer.as_ref().filter(|c| c.id == id).or_else(|| facts.people.get(&id))
}

/// Whether only the grace after paying brings the money back.
fn amount_in_grace(bench: &Bench<'_>, id: AppointmentId) -> bool {
    let threshold = i64::from(bench.policy().cancellation_threshold_hours);
    bench.visit(id).is_some_and(|v| v.start() - bench.now <= chrono::TimeDelta::hours(threshold))
}
