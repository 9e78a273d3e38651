//! What falls due, derived from the rows alone; the store replaces its timers in the commit that changes a row.
//!
//! Invariants: a provisional appointment has a `Limit`, a closing one a `Release`; a page is looked at until it is
//! final, a refund until it can no longer come back; a timer that finds its cause moved does nothing.

use super::{Bench, Deposit, DueKind, Ruling, bench::Row, bench::hears};
use crate::{
    booking::{
        Appointment, Checkout, CheckoutState, CollectedBy, DepositLife, Life, Refund, RefundState, Reminder,
    },
    facts::Facts,
    salon::{Policy, Salon},
    step::{Effect, News, Rule},
    values::{Instant, Mint},
};
use chrono::{Days, TimeDelta};

/// Minutes after opening until which people have time for a payment that failed over night.
pub(super) const AFTER_OPENING: u16 = 30;
/// A booking less than the reminder's advance and this ahead needs no reminder: its confirmation was one.
const RECENT: TimeDelta = TimeDelta::hours(2);
/// After the end of a visit it counts as kept unless staff said otherwise.
pub(super) const KEPT_AFTER: TimeDelta = TimeDelta::hours(1);
/// Minutes after asking for a page at which it is looked at; then hourly.
const LOOKS: [i64; 5] = [1, 2, 5, 15, 60];
/// Hours after which a page that nobody could read is given up: the provider's own life of a page and three days.
const LOOK_HOURS: i64 = 96;
/// Hours in which a refund is looked at hourly, then daily.
const REFUND_HOURLY: i64 = 48;
/// Days in which a refund that was done may still come back.
const REFUND_DAYS: i64 = 30;

/// A policy's minutes.
pub(super) fn minutes(minutes: u16) -> TimeDelta {
    TimeDelta::minutes(i64::from(minutes))
}

/// The timers of a deposit.
pub(super) fn of_deposit(
    deposit: &Deposit,
    appointments: &[&Appointment],
    salon: &Salon,
) -> Vec<(Instant, DueKind)> {
    let mut due = Vec::new();
    if let Some(limit) = appointments.iter().filter_map(|a| a.life.limit()).min() {
        due.push((limit, DueKind::Limit));
        let payable = deposit.life == DepositLife::Due && deposit.collected_by == CollectedBy::Page;
        if payable && deposit.warned_for != Some(limit) {
            due.push((limit - minutes(salon.policy.payment_reminder_before_expiry), DueKind::Warn));
        }
    }
    let release = appointments.iter().filter_map(|a| match a.life {
        Life::Closing { close_by, .. } => Some(close_by),
        Life::Provisional { .. }
        | Life::Confirmed { .. }
        | Life::Completed
        | Life::NoShow
        | Life::Cancelled { .. }
        | Life::Expired => None,
    });
    due.extend(release.min().map(|at| (at, DueKind::Release)));
    due.extend(deposit.checkouts.iter().filter_map(next_look).min().map(|at| (at, DueKind::Look)));
    let refunds = deposit.payments.iter().flat_map(|p| &p.refunds);
    due.extend(refunds.filter_map(next_refund_look).min().map(|at| (at, DueKind::LookRefund)));
    due
}

/// Looks at what is due to be looked at; a page that shall be shut is asked to shut again.
pub(super) fn look(bench: &mut Bench<'_>) {
    let now = bench.now;
    let Some(deposit) = bench.deposit_mut() else { return };
    let mut effects = Vec::new();
    for page in &mut deposit.checkouts {
        if next_look(page).is_none_or(|at| at > now) {
            continue;
        }
        while next_look(page).is_some_and(|at| at <= now) {
            page.looks += 1;
        }
        let checkout = page.id;
        effects.push(match page.state {
            CheckoutState::Expiring { .. } => Effect::ExpireCheckout { checkout },
            CheckoutState::Requested
            | CheckoutState::Open { .. }
            | CheckoutState::Processing
            | CheckoutState::Paid { .. }
            | CheckoutState::Expired
            | CheckoutState::Failed => Effect::LookAtCheckout { checkout },
        });
    }
    if effects.is_empty() {
        bench.because(Rule::TooEarly);
    }
    for effect in effects {
        bench.effect(effect);
    }
}

/// Looks at refunds that are not final: the effect looks whether it was made before it makes it.
pub(super) fn look_refund(bench: &mut Bench<'_>) {
    let now = bench.now;
    let Some(deposit) = bench.deposit_mut() else { return };
    let mut effects = Vec::new();
    for payment in &mut deposit.payments {
        let checkout = payment.checkout;
        for refund in &mut payment.refunds {
            if next_refund_look(refund).is_none_or(|at| at > now) {
                continue;
            }
            while next_refund_look(refund).is_some_and(|at| at <= now) {
                refund.looks += 1;
            }
            effects.push(Effect::Refund { refund: refund.id, checkout, amount: refund.amount });
        }
    }
    if effects.is_empty() {
        bench.because(Rule::TooEarly);
    }
    for effect in effects {
        bench.effect(effect);
    }
}

fn next_look(page: &Checkout) -> Option<Instant> {
    if page.state.is_final() {
        return None;
    }
    let (index, rare) = (usize::from(page.looks), i64::from(page.looks) - 3);
    let after = LOOKS.get(index).copied().map_or(TimeDelta::hours(rare), TimeDelta::minutes);
    (after <= TimeDelta::hours(LOOK_HOURS)).then(|| page.asked_at + after)
}

fn next_refund_look(refund: &Refund) -> Option<Instant> {
    let hours = |looks: i64| {
        if looks < REFUND_HOURLY { looks + 1 } else { REFUND_HOURLY + 24 * (looks - REFUND_HOURLY + 1) }
    };
    let daily = match refund.state {
        RefundState::Due | RefundState::Look | RefundState::Pending => false,
        RefundState::Succeeded => true,
        RefundState::Failed => return None,
    };
    let mut looks = i64::from(refund.looks);
    while daily && hours(looks) % 24 != 0 {
        looks += 1;
    }
    (hours(looks) <= 24 * REFUND_DAYS).then(|| refund.at + TimeDelta::hours(hours(looks)))
}

/// The timers of an appointment: its reminder, its end, and for a no-show the day's end, when its deposit is kept.
pub(super) fn of_visit(visit: &Appointment, facts: &Facts) -> Vec<(Instant, DueKind)> {
    let zone = facts.salon.profile.zone;
    match &visit.life {
        Life::Confirmed { .. } => {
            let mut due = vec![(visit.seat.span.to + KEPT_AFTER, DueKind::Complete)];
            if visit.notes.reminder == Reminder::Pending {
                due.push((reminder_at(visit.start(), &facts.salon), DueKind::Remind));
            }
            due
        }
        Life::NoShow => {
            let deposit = visit.deposit.and_then(|id| facts.deposits.get(&id));
            let rests = deposit.is_some_and(|d| !d.applied_to(visit.id).is_zero());
            let evening = zone.day(zone.date(visit.start())).to;
            if rests { vec![(evening, DueKind::Complete)] } else { Vec::new() }
        }
        Life::Provisional { .. }
        | Life::Closing { .. }
        | Life::Completed
        | Life::Cancelled { .. }
        | Life::Expired => Vec::new(),
    }
}

/// Whether a visit agreed (or moved) at `now` is far enough ahead to be reminded of.
pub(super) fn expects_reminder(start: Instant, policy: &Policy, now: Instant) -> bool {
    start - now >= TimeDelta::hours(i64::from(policy.reminder_advance_hours)) + RECENT
}

/// When a visit is reminded of: quiet hours shift it later, but never past the last moment of a refund; then earlier.
pub(super) fn reminder_at(start: Instant, salon: &Salon) -> Instant {
    let policy = &salon.policy;
    let wanted = start - TimeDelta::hours(i64::from(policy.reminder_advance_hours));
    let refund = start - TimeDelta::hours(i64::from(policy.cancellation_threshold_hours));
    let (before, after) = quiet_around(wanted, salon);
    if after >= refund && wanted < refund { before } else { after }
}

/// The nearest instants outside the quiet hours: the last one before and the first one from `at` on.
fn quiet_around(at: Instant, salon: &Salon) -> (Instant, Instant) {
    let (zone, policy) = (salon.profile.zone, &salon.policy);
    let (time, date) = (zone.time(at), zone.date(at));
    let (from, until) = (policy.quiet_from, policy.quiet_until);
    let over_night = from > until;
    let quiet = if over_night { time >= from || time < until } else { from <= time && time < until };
    if !quiet {
        return (at, at);
    }
    let morning = if over_night && time >= from { date + Days::new(1) } else { date };
    let evening = if over_night && time < until { date - Days::new(1) } else { date };
    let before = zone.at(evening, from).map_or(at, |end| end - TimeDelta::minutes(1));
    (before, zone.at(morning, until).unwrap_or(at))
}

/// The reminder falls due: once for all visits of a group on that day.
pub(super) fn remind(visit: &Appointment, facts: &Facts, now: Instant, mint: &mut Mint) -> Ruling {
    let due = matches!(visit.life, Life::Confirmed { .. }) && visit.notes.reminder == Reminder::Pending;
    if !due || now < reminder_at(visit.start(), &facts.salon) {
        return Ruling::nothing(Rule::TooEarly);
    }
    let mut bench = Bench::of_visit(visit, facts, now, mint);
    for other in companions(visit, facts) {
        bench.visits.push(Row { was: Some(other.clone()), now: other.clone() });
    }
    let refund = TimeDelta::hours(i64::from(facts.salon.policy.cancellation_threshold_hours));
    let whom = hears(visit);
    let person = facts.customer.as_ref().filter(|c| c.id == whom).or_else(|| facts.people.get(&whom));
    let opted_out = person.is_some_and(|p| p.opted_out);
    let too_late =
        now > visit.start() - refund && reminder_at(visit.start(), &facts.salon) <= visit.start() - refund;
    let reminder = if opted_out || too_late { Reminder::Skipped } else { Reminder::Sent { at: now } };
    for row in &mut bench.visits {
        row.now.notes.reminder = reminder;
    }
    if opted_out {
        bench.because(Rule::OptedOut);
    } else if too_late {
        bench.because(Rule::TooEarly);
    } else {
        let group = visit.group.filter(|_| bench.visits.len() > 1);
        let news = group.map_or(News::ReminderDue(visit.id), News::GroupReminderDue);
        bench.hear_of(visit.id, news);
    }
    bench.finish()
}

/// Visits agreed together with this one, of the same day and for the same ears.
fn companions<'a>(visit: &'a Appointment, facts: &'a Facts) -> impl Iterator<Item = &'a Appointment> {
    let zone = facts.salon.profile.zone;
    facts.appointments.values().filter(move |other| {
        other.id != visit.id
            && visit.group.is_some()
            && other.group == visit.group
            && matches!(other.life, Life::Confirmed { .. })
            && other.notes.reminder == Reminder::Pending
            && hears(other) == hears(visit)
            && zone.date(other.start()) == zone.date(visit.start())
    })
}

/// `now` while doors are open, else the next time they open; `None` when nothing is known within two months.
pub(super) fn next_opening(salon: &Salon, now: Instant) -> Option<Instant> {
    let zone = salon.profile.zone;
    let today = zone.date(now);
    (0..62).map(|day| today + Days::new(day)).find_map(|date| {
        salon.hours.intervals(date).iter().find_map(|hours| {
            let (from, to) = (zone.at(date, hours.from)?, zone.at(date, hours.to)?);
            (now < to).then(|| from.max(now))
        })
    })
}
