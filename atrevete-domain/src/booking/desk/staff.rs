//! Orders of the salon's people, and what time itself decides of a visit.
//!
//! Invariants: the salon's own cancellation gives everything back unless it says in writing why not; what staff move
//! stays as refundable as it was; every past visit ends by itself.

use super::{
    Bench, Refusal, Ruling, StaffOrder,
    bench::Transfer,
    cancelling::{Fate, call_off, close_account, forfeit, settle},
    holding::reseat,
    payment::apply,
    timers::KEPT_AFTER,
};
use crate::{
    booking::{
        Appointment, DepositLife, HowConfirmed, Life, Refund, RefundReason, RefundState, Seat,
        appointment::By, availability::is_free, deposit::Pot,
    },
    facts::{Conflict, Facts, Needs},
    step::{Effect, News, Rule},
    values::{AppointmentId, Instant, Mint, Money},
};
use chrono::TimeDelta;

/// Days in which staff may correct whether somebody came.
const CORRECTABLE: TimeDelta = TimeDelta::days(7);
/// After the start of a visit its customer counts as missing.
const MISSING_AFTER: TimeDelta = TimeDelta::minutes(15);

/// What an order means.
pub(super) fn order(
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
    order: &StaffOrder,
) -> Result<Ruling, Needs> {
    let id = match order {
        StaffOrder::Cancel { appointment, .. }
        | StaffOrder::Move { appointment, .. }
        | StaffOrder::Waive { appointment }
        | StaffOrder::Complete { appointment }
        | StaffOrder::NoShow { appointment }
        | StaffOrder::CameAfterAll { appointment }
        | StaffOrder::RefundDeposit { appointment } => *appointment,
    };
    let mut bench = Bench::around(id, facts, now, mint)?;
    match order {
        StaffOrder::Cancel { keep, .. } => cancel(&mut bench, id, keep.is_some()),
        StaffOrder::Move { seat, .. } => relocate(&mut bench, id, *seat)?,
        StaffOrder::Waive { .. } => waive(&mut bench),
        StaffOrder::Complete { .. } => complete(&mut bench, id),
        StaffOrder::NoShow { .. } => no_show(&mut bench, id),
        StaffOrder::CameAfterAll { .. } => came_after_all(&mut bench, id),
        StaffOrder::RefundDeposit { .. } => refund(&mut bench, id),
    }
    Ok(bench.finish())
}

/// Called off by the salon.
fn cancel(bench: &mut Bench<'_>, id: AppointmentId, keeps_deposit: bool) {
    let Some(visit) = bench.visit(id) else { return };
    if !visit.life.occupies() {
        return not_now_unless(bench, |b| {
            b.visit(id).is_some_and(|v| matches!(v.life, Life::Cancelled { .. }))
        });
    }
    let fate = if keeps_deposit { Fate::Kept } else { Fate::Back(RefundReason::SalonCancelled) };
    let refund = call_off(bench, id, By::Staff, fate);
    bench.hear_of(id, News::CancelledBySalon { appointment: id, refund });
}

/// Another seat. The store has the last word; what is known to be taken is refused at once.
fn relocate(bench: &mut Bench<'_>, id: AppointmentId, seat: Seat) -> Result<(), Needs> {
    let Some(visit) = bench.visit(id).cloned() else { return Ok(()) };
    match visit.life {
        Life::Provisional { .. } | Life::Confirmed { .. } => {}
        Life::Closing { .. } => {
            bench.refuse(Refusal::Closing);
            return Ok(());
        }
        Life::Completed | Life::NoShow | Life::Cancelled { .. } | Life::Expired => {
            bench.refuse(Refusal::NotNow);
            return Ok(());
        }
    }
    if seat == visit.seat {
        bench.because(Rule::KnownAlready);
        return Ok(());
    }
    let occupied = crate::booking::appointment::occupied(seat.span.from, &visit.quote);
    let refused = bench.facts.refused.contains(&Conflict::SlotTaken(seat));
    if refused || !is_free(bench.facts, seat.stylist, &occupied, &[id])? {
        bench.refuse(Refusal::SlotTaken(seat));
        return Ok(());
    }
    reseat(bench, id, seat);
    bench.hear_of(id, News::MovedBySalon(id));
    Ok(())
}

/// Agreed without the deposit; money that was held for staff to decide (another sum) counts as it.
fn waive(bench: &mut Bench<'_>) {
    let unpaid = bench.those(Life::unpaid);
    if unpaid.is_empty() {
        return not_now_unless(bench, |b| !b.those(|life| matches!(life, Life::Confirmed { .. })).is_empty());
    }
    let held = bench.deposit().and_then(|d| d.payments.iter().find(|p| !p.held.is_zero())).cloned();
    let how = match &held {
        Some(payment) => {
            if apply(bench, payment.checkout, payment.held, &payment.reference) {
                HowConfirmed::Paid
            } else {
                HowConfirmed::Waived
            }
        }
        None => HowConfirmed::Waived,
    };
    for id in &unpaid {
        bench.confirm(*id, how);
    }
    if let Some(deposit) = bench.deposit_mut()
        && how == HowConfirmed::Waived
    {
        deposit.life = DepositLife::Waived;
    }
    bench.shut_pages();
    bench.hear(&News::Confirmed(unpaid));
}

/// The visit happened.
fn complete(bench: &mut Bench<'_>, id: AppointmentId) {
    let now = bench.now;
    let begun = |v: &Appointment| v.start() <= now && matches!(v.life, Life::Confirmed { .. });
    if bench.visit(id).is_some_and(begun) {
        set(bench, id, Life::Completed);
    } else {
        not_now_unless(bench, |b| b.visit(id).is_some_and(|v| v.life == Life::Completed));
    }
}

/// Nobody came. The deposit is kept only at the end of the day (`Complete` falls due then): she may still turn up.
fn no_show(bench: &mut Bench<'_>, id: AppointmentId) {
    let now = bench.now;
    let missing = |v: &Appointment| match v.life {
        Life::Confirmed { .. } => v.start() + MISSING_AFTER <= now,
        Life::Completed => now <= v.seat.span.to + CORRECTABLE,
        Life::Provisional { .. }
        | Life::Closing { .. }
        | Life::NoShow
        | Life::Cancelled { .. }
        | Life::Expired => false,
    };
    if bench.visit(id).is_some_and(missing) {
        set(bench, id, Life::NoShow);
    } else {
        not_now_unless(bench, |b| b.visit(id).is_some_and(|v| v.life == Life::NoShow));
    }
}

/// A no-show is taken back, and what was kept for it rests on the visit again.
fn came_after_all(bench: &mut Bench<'_>, id: AppointmentId) {
    let now = bench.now;
    let missed = |v: &Appointment| v.life == Life::NoShow && now <= v.seat.span.to + CORRECTABLE;
    if !bench.visit(id).is_some_and(missed) {
        return not_now_unless(bench, |b| b.visit(id).is_some_and(|v| v.life == Life::Completed));
    }
    set(bench, id, Life::Completed);
    let Some(deposit) = bench.deposit() else { return };
    let (amount, rev) = (deposit.forfeited_of(id), deposit.rev.0);
    let Some(bearing) = deposit.bearing() else { return };
    let (payment, by) = (&bearing.reference.clone(), bearing.checkout);
    if amount.is_zero() {
        return;
    }
    let (from, to, key) = (Pot::Forfeited, Pot::Applied, format!("{}:restore:{id}:{rev}", payment.0));
    bench.transfer(&Transfer { payment, from, to, amount, appointment: Some(id), key });
    if let Some(deposit) = bench.deposit_mut() {
        deposit.life = DepositLife::Held { by };
    }
}

/// Gives the appointment's deposit back, wherever it rests; a refund that came back is tried once more.
fn refund(bench: &mut Bench<'_>, id: AppointmentId) {
    if again(bench, id) {
        return;
    }
    let Some(deposit) = bench.deposit() else { return bench.refuse(Refusal::NothingPaid) };
    let held = deposit.payments.iter().find(|p| !p.held.is_zero()).map(|p| (p.reference.clone(), p.held));
    let bearing = deposit.bearing().map(|p| p.reference.clone());
    let (applied, forfeited) = (deposit.applied_to(id), deposit.forfeited_of(id));
    match (bearing, held) {
        (Some(payment), _) if !applied.is_zero() => {
            bench.give_back(&payment, Pot::Applied, Some(id), applied, RefundReason::Staff);
        }
        (Some(payment), _) if !forfeited.is_zero() => {
            bench.give_back(&payment, Pot::Forfeited, Some(id), forfeited, RefundReason::Staff);
        }
        (_, Some((payment, amount))) => {
            bench.give_back(&payment, Pot::Held, None, amount, RefundReason::Staff);
        }
        (Some(_) | None, None) => return bench.refuse(Refusal::NothingPaid),
    }
    if let Some(visit) = bench.visit_mut(id)
        && let Life::Confirmed { how } = &mut visit.life
    {
        *how = HowConfirmed::Waived;
    }
    close_account(bench);
}

/// Asks again for a refund of this appointment (or of all of the deposit) that came back: a new refund, so that nothing
/// said of the old one is mistaken for it.
fn again(bench: &mut Bench<'_>, id: AppointmentId) -> bool {
    let fresh = bench.mint.fresh();
    let now = bench.now;
    let Some(deposit) = bench.deposit_mut() else { return false };
    for payment in &mut deposit.payments {
        let failed = |r: &&mut Refund| {
            r.state == RefundState::Failed && (r.appointment.is_none() || r.appointment == Some(id))
        };
        if let Some(refund) = payment.refunds.iter_mut().find(failed) {
            let generation = refund.generation + 1;
            *refund = Refund {
                id: fresh,
                reason: RefundReason::Staff,
                state: RefundState::Due,
                generation,
                reference: None,
                at: now,
                looks: 0,
                ..refund.clone()
            };
            let (checkout, amount) = (payment.checkout, refund.amount);
            bench.effect(Effect::Refund { refund: fresh, checkout, amount });
            return true;
        }
    }
    false
}

/// What time decides: a visit that is over was kept, unless she had said that she would not come; what rests on a
/// no-show is kept at the end of the day.
pub(super) fn over(
    visit: &Appointment,
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
) -> Result<Ruling, Needs> {
    let zone = facts.salon.profile.zone;
    let mut bench = Bench::around(visit.id, facts, now, mint)?;
    match visit.life {
        Life::Confirmed { .. } if now >= visit.seat.span.to + KEPT_AFTER => match visit.notes.not_coming {
            Some(at) => {
                set(&mut bench, visit.id, Life::Cancelled { by: By::Customer, at });
                settle(&mut bench, visit.id, Fate::Kept);
            }
            None => set(&mut bench, visit.id, Life::Completed),
        },
        Life::NoShow if now >= zone.day(zone.date(visit.start())).to => {
            let amount = bench.deposit().map_or(Money::ZERO, |d| d.applied_to(visit.id));
            forfeit(&mut bench, visit.id, amount);
            close_account(&mut bench);
        }
        Life::Confirmed { .. }
        | Life::NoShow
        | Life::Provisional { .. }
        | Life::Closing { .. }
        | Life::Completed
        | Life::Cancelled { .. }
        | Life::Expired => bench.because(Rule::TooEarly),
    }
    Ok(bench.finish())
}

fn set(bench: &mut Bench<'_>, id: AppointmentId, life: Life) {
    if let Some(visit) = bench.visit_mut(id) {
        visit.life = life;
    }
    bench.mirror(id);
}

/// An order that was carried out before is no refusal; any other that does not fit is.
fn not_now_unless(bench: &mut Bench<'_>, done: impl Fn(&Bench<'_>) -> bool) {
    if done(bench) {
        bench.because(Rule::KnownAlready);
    } else {
        bench.refuse(Refusal::NotNow);
    }
}
