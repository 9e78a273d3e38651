//! Taking chairs, and changing what has been taken.
//!
//! Invariants: a correction keeps the limit, and the page while the amount is the same; a page with another amount is
//! shut first and the next asked for only when that is known. A move of what is confirmed keeps its deposit.

use super::{
    Bench, Plan, Refusal, Ruling,
    bench::Row,
    timers::{expects_reminder, minutes},
};
use crate::{
    booking::{
        Appointment, Attendee, CollectedBy, Customer, Deposit, DepositLife, HowConfirmed, Life, Notes,
        PolicyShown, Reminder, Rev, Seat,
        cancellation::{Band, band, refund_until},
        quote,
    },
    facts::{Facts, Needs},
    step::{Effect, Rule, StylistNews},
    values::{AppointmentId, DepositId, GroupId, Instant, Mint, Money},
};
use std::collections::BTreeMap;

/// Holds the seats of a plan: provisional with a deposit to pay, or confirmed at once when nothing is due.
///
/// The seats are taken to be free; the store has the last word. With a deposit, a checkout is asked for (`Secure`)
/// and nothing is said yet: news comes when the page is there. Without one no news comes: who holds says so.
pub fn hold(facts: &Facts, now: Instant, mint: &mut Mint, plan: &Plan<'_>) -> Ruling {
    let (amount, shares) = quote::deposit(&facts.salon, plan.quotes, plan.known);
    let due = !amount.is_zero();
    let mut bench = Bench::empty(facts, now, mint);
    let until = now + minutes(timeout(&bench, plan));
    let life =
        if due { Life::Provisional { until } } else { Life::Confirmed { how: HowConfirmed::NothingDue } };
    let deposit: Option<DepositId> = due.then(|| bench.mint.fresh());
    let group: Option<GroupId> = (plan.legs.len() > 1).then(|| bench.mint.fresh());
    for (index, seat) in plan.seats.0.iter().enumerate() {
        let Some((id, visit)) = new_visit(&mut bench, plan, index, *seat) else { continue };
        let share = shares.get(index).copied().unwrap_or(Money::ZERO);
        let visit = Appointment { deposit, group, share, life: life.clone(), ..visit };
        bench.visits.push(Row { was: None, now: visit });
        bench.mirror(id);
        if !due {
            bench.tell(id, StylistNews::Booked);
        }
    }
    match deposit {
        Some(id) => open(&mut bench, id, amount, until),
        None => bench.because(Rule::NothingDue),
    }
    bench.finish()
}

/// Changes appointments that stand: a correction of a hold, or a move of what is confirmed. The plan has one entry for
/// each of `held`, in order; the deposit is kept, and replaced when the amount changes. Refused while a hold is closing
/// (`Closing`), when one has ended, and when a person must decide (`NotNow`: the staff's band, too many late moves).
pub fn rehold(
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
    held: &[AppointmentId],
    plan: &Plan<'_>,
) -> Result<Ruling, Needs> {
    if let Some(refusal) = refusal(facts, now, held, plan)? {
        return Ok(Ruling::refused(refusal));
    }
    let mut together: BTreeMap<Option<DepositId>, Vec<usize>> = BTreeMap::new();
    for (index, id) in held.iter().enumerate() {
        together.entry(facts.appointment(*id)?.deposit).or_default().push(index);
    }
    let mut ruling = Ruling::default();
    for (deposit, indices) in together {
        let mut bench = if let Some(id) = deposit {
            Bench::of_deposit(facts.deposit(id)?, facts, now, mint)?
        } else {
            let mut bench = Bench::empty(facts, now, mint);
            for index in &indices {
                let visit = facts.appointment(held[*index])?.clone();
                bench.visits.push(Row { was: Some(visit.clone()), now: visit });
            }
            bench
        };
        for index in indices {
            change(&mut bench, held[index], plan, index);
        }
        resum(&mut bench, plan.known);
        ruling = ruling.and(bench.finish());
    }
    Ok(ruling)
}

/// Asks a new sum for what is still provisional, after a correction or the cancellation of one of a group. The page is
/// kept while the sum is the same; else it is shut, and the step that learns of that asks for the next.
pub(super) fn resum(bench: &mut Bench<'_>, known: Option<&Customer>) {
    let waiting = bench.those(|life| matches!(life, Life::Provisional { .. }));
    if waiting.is_empty() {
        return;
    }
    let quotes: Vec<_> = waiting.iter().filter_map(|id| bench.visit(*id)).map(|v| v.quote.clone()).collect();
    let (amount, shares) = quote::deposit(&bench.facts.salon, &quotes, known);
    let share =
        |id: AppointmentId| waiting.iter().position(|w| *w == id).map_or(Money::ZERO, |index| shares[index]);
    for id in &waiting {
        if let Some(visit) = bench.visit_mut(*id) {
            visit.share = share(*id);
        }
    }
    let Some(deposit) = bench.deposit_mut() else { return };
    let changed = deposit.amount != amount;
    deposit.amount = amount;
    deposit.shares.iter_mut().for_each(|(id, part)| *part = share(*id));
    if !changed {
        return;
    }
    bench.because(Rule::AmountChanged);
    if amount.is_zero() {
        excuse(bench, &waiting);
    } else {
        extend(bench);
        bench.shut_pages();
        bench.next_page();
    }
}

/// Nothing is due any more: what was provisional is agreed.
fn excuse(bench: &mut Bench<'_>, waiting: &[AppointmentId]) {
    for id in waiting {
        bench.confirm(*id, HowConfirmed::NothingDue);
    }
    if let Some(deposit) = bench.deposit_mut() {
        deposit.life = DepositLife::Void;
    }
    bench.shut_pages();
    bench.because(Rule::NothingDue);
}

/// Leaves time to pay the new sum, but corrections cannot keep a chair for ever: at most two extensions beyond what a
/// hold lasts.
fn extend(bench: &mut Bench<'_>) {
    let policy = bench.policy();
    let (now, extension) = (bench.now, minutes(policy.payment_retry_extension));
    let longest = minutes(policy.provisional_timeout_standard) + extension + extension;
    for row in &mut bench.visits {
        let made = row.now.made_at;
        if let Life::Provisional { until } = &mut row.now.life {
            *until = (*until).max((now + extension).min(made + longest));
        }
    }
}

/// Why these may not be changed so, if they may not.
fn refusal(
    facts: &Facts,
    now: Instant,
    held: &[AppointmentId],
    plan: &Plan<'_>,
) -> Result<Option<Refusal>, Needs> {
    let policy = &facts.salon.policy;
    for (index, id) in held.iter().enumerate() {
        let visit = facts.appointment(*id)?;
        let moves = plan.seats.0.get(index).is_some_and(|seat| seat.span.from != visit.start());
        match &visit.life {
            Life::Provisional { .. } => {}
            Life::Closing { .. } => return Ok(Some(Refusal::Closing)),
            Life::Confirmed { .. } => {
                let deposit = visit.deposit.map(|id| facts.deposit(id)).transpose()?;
                let used_up = moves && visit.notes.late_moves >= policy.max_late_moves;
                let allowed = match band(visit, deposit, policy, now) {
                    Band::Free | Band::Refund { .. } => true,
                    Band::Forfeit { .. } => !used_up,
                    Band::StaffOnly | Band::Past => false,
                };
                if !allowed {
                    return Ok(Some(Refusal::NotNow));
                }
            }
            Life::Completed | Life::NoShow | Life::Cancelled { .. } | Life::Expired => {
                return Ok(Some(Refusal::NotNow));
            }
        }
    }
    Ok(None)
}

/// Gives one appointment the seat, the services and the person of its entry in the plan.
fn change(bench: &mut Bench<'_>, id: AppointmentId, plan: &Plan<'_>, index: usize) {
    let Some(before) = bench.visit(id).cloned() else { return };
    let seat = plan.seats.0.get(index).copied().unwrap_or(before.seat);
    let Some(visit) = bench.visit_mut(id) else { return };
    if let Some(quote) = plan.quotes.get(index) {
        visit.quote = quote.clone();
    }
    if let Some(whom) = plan.whom.get(index) {
        visit.attendee = Attendee { customer: whom.customer, name: whom.name.clone() };
        visit.booked_by = whom.booked_by;
        visit.notes.prefers_stylist = whom.prefers_stylist;
    }
    if matches!(before.life, Life::Confirmed { .. }) && seat.span.from != before.start() {
        late(bench, id);
    }
    reseat(bench, id, seat);
}

/// A move within the band that keeps the deposit makes it final.
fn late(bench: &mut Bench<'_>, id: AppointmentId) {
    let Some(visit) = bench.visit(id) else { return };
    let Band::Forfeit { .. } = band(visit, bench.deposit(), bench.policy(), bench.now) else { return };
    if let Some(visit) = bench.visit_mut(id) {
        visit.notes.late_moves = visit.notes.late_moves.saturating_add(1);
        visit.notes.deposit_final = true;
    }
    bench.because(Rule::MoveMakesFinal);
}

/// Another seat, whoever wanted it: reminder and refund limit follow, what was said of the old time is forgotten, the
/// calendar is told, and of a confirmed visit both stylists.
pub(super) fn reseat(bench: &mut Bench<'_>, id: AppointmentId, seat: Seat) {
    let Some(before) = bench.visit(id).cloned() else { return };
    let (policy, now) = (bench.policy(), bench.now);
    let agreed = matches!(before.life, Life::Confirmed { .. });
    if let Some(visit) = bench.visit_mut(id) {
        visit.seat = seat;
        if seat.span.from != before.start() {
            visit.notes.reminder = if expects_reminder(seat.span.from, policy, now) {
                Reminder::Pending
            } else {
                Reminder::Skipped
            };
            visit.notes.delay = None;
            visit.notes.not_coming = None;
            visit.shown = visit.shown.map(|_| PolicyShown {
                at: now,
                refund_until: refund_until(seat.span.from, policy, now)
                    .filter(|_| !visit.notes.deposit_final),
            });
        }
    }
    show_deadline(bench);
    bench.mirror(id);
    if agreed && seat != before.seat {
        if seat.stylist != before.seat.stylist {
            let urgent = bench.is_today(before.start());
            let (stylist, what) = (before.seat.stylist, StylistNews::Moved);
            bench.effect(Effect::TellStylist { stylist, appointment: id, what, urgent });
        }
        bench.tell(id, StylistNews::Moved);
    }
}

/// The deposit shows the earliest refund limit of its appointments.
fn show_deadline(bench: &mut Bench<'_>) {
    let live = bench.visits.iter().filter(|row| row.now.life.occupies());
    let shown: Option<Vec<Instant>> = live.map(|row| row.now.shown.and_then(|s| s.refund_until)).collect();
    let earliest = shown.and_then(|all| all.into_iter().min());
    if let Some(deposit) = bench.deposit_mut() {
        deposit.refund_until = earliest;
    }
}

/// The deposit of a new hold and its first page.
fn open(bench: &mut Bench<'_>, id: DepositId, amount: Money, until: Instant) {
    let shares = bench.visits.iter().map(|row| (row.now.id, row.now.share)).collect();
    let deposit = Deposit {
        id,
        rev: Rev::NEW,
        amount,
        shares,
        life: DepositLife::Due,
        failures: 0,
        collected_by: CollectedBy::Page,
        checkouts: Vec::new(),
        payments: Vec::new(),
        warned_for: None,
        refund_until: None,
    };
    bench.deposit = Some(Row { was: None, now: deposit });
    show_deadline(bench);
    bench.request_page(until);
}

/// One leg's appointment, still without deposit and life.
fn new_visit(
    bench: &mut Bench<'_>,
    plan: &Plan<'_>,
    index: usize,
    seat: Seat,
) -> Option<(AppointmentId, Appointment)> {
    let (quote, whom) = (plan.quotes.get(index)?.clone(), plan.whom.get(index)?);
    let (now, policy, id) = (bench.now, bench.policy(), bench.mint.fresh());
    let remind = expects_reminder(seat.span.from, policy, now);
    let notes = Notes {
        prefers_stylist: whom.prefers_stylist,
        reminder: if remind { Reminder::Pending } else { Reminder::Skipped },
        ..Notes::default()
    };
    let visit = Appointment {
        id,
        rev: Rev::NEW,
        seat,
        attendee: Attendee { customer: whom.customer, name: whom.name.clone() },
        booked_by: whom.booked_by,
        quote,
        deposit: None,
        share: Money::ZERO,
        group: None,
        life: Life::Confirmed { how: HowConfirmed::NothingDue },
        made_at: now,
        shown: Some(PolicyShown { at: now, refund_until: refund_until(seat.span.from, policy, now) }),
        notes,
    };
    Some((id, visit))
}

/// How long the plan is held: shorter if any of it is today.
fn timeout(bench: &Bench<'_>, plan: &Plan<'_>) -> u16 {
    if plan.seats.0.iter().any(|seat| bench.is_today(seat.span.from)) {
        bench.policy().provisional_timeout_same_day
    } else {
        bench.policy().provisional_timeout_standard
    }
}
