//! What must be true of the whole world, whatever anybody does.

use crate::{Reply, World, exec::block_on};
use atrevete_domain::{
    facts::Needs,
    values::{Instant, Span, StylistId},
};
use atrevete_ports::{Scope, Subject, Timer, TimerKind};
use std::collections::{BTreeMap, BTreeSet};

/// The channel's limit is 4096; a message of ours that long would be a defect long before.
const LONGEST: usize = 1500;

/// Live appointments of a stylist that overlap.
pub(super) fn overlaps(world: &World) -> Option<String> {
    let mut taken: BTreeMap<StylistId, Vec<Span>> = BTreeMap::new();
    for appointment in world.live() {
        taken.entry(appointment.seat.stylist).or_default().extend(appointment.occupied());
    }
    for (stylist, spans) in &mut taken {
        spans.sort_by_key(|s| s.from);
        let clash = spans.iter().zip(spans.iter().skip(1)).find(|(a, b)| a.to > b.from);
        if let Some((first, second)) = clash {
            return Some(format!("{stylist:?} has {first:?} and {second:?}"));
        }
    }
    None
}

/// Payments whose parts do not add up, and a ledger that says otherwise than they.
pub(super) fn money(world: &World) -> Option<String> {
    use atrevete_domain::booking::Account;
    let mut balances: BTreeMap<(String, Account), i64> = BTreeMap::new();
    for entry in world.store.ledger() {
        let cents = entry.amount.to_cents();
        *balances.entry((entry.payment.0.clone(), entry.from)).or_default() -= cents;
        *balances.entry((entry.payment.0.clone(), entry.to)).or_default() += cents;
    }
    for deposit in world.store.deposits() {
        for payment in &deposit.payments {
            if !payment.adds_up() {
                return Some(format!("{payment:?} does not add up"));
            }
            let pots = [
                (Account::Held, payment.held),
                (Account::Applied, payment.applied),
                (Account::RefundDue, payment.refund_due),
                (Account::Forfeited, payment.forfeited),
            ];
            for (account, pot) in pots {
                let booked = balances.get(&(payment.reference.0.clone(), account)).copied().unwrap_or(0);
                if booked != pot.to_cents() {
                    return Some(format!(
                        "{account:?} of {:?}: ledger {booked}, row {pot:?}",
                        payment.reference
                    ));
                }
            }
        }
    }
    None
}

/// Timers that are armed against those that follow from the rows now.
pub(super) fn timers(world: &World) -> Option<String> {
    let now = world.now();
    let armed: BTreeSet<Timer> = world.store.open_timers().into_iter().filter(|t| t.at > now).collect();
    let mut derived: BTreeSet<Timer> = BTreeSet::new();
    let mut add = |subject: Subject, at: Instant, kind: TimerKind| {
        if at > now {
            derived.insert(Timer { at, subject, kind });
        }
    };
    let salon = world.store.salon_now();
    for talk in world.store.talks() {
        for (at, kind) in talk.wake(&salon) {
            add(Subject::Talk(talk.channel.clone()), at, kind.into());
        }
    }
    for appointment in world.store.appointments() {
        let snapshot = block_on(world.store.facts(Scope::Appointment(appointment.id), &Needs::default()));
        let facts = snapshot.expect("the store answers").facts;
        for (at, kind) in appointment.due(&facts) {
            add(Subject::Appointment(appointment.id), at, kind.into());
        }
        if let Some(deposit) = appointment.deposit.and_then(|id| facts.deposits.get(&id)) {
            let members: Vec<_> =
                deposit.shares.iter().filter_map(|(id, _)| facts.appointments.get(id)).collect();
            for (at, kind) in deposit.due(&members, &facts) {
                add(Subject::Deposit(deposit.id), at, kind.into());
            }
        }
    }
    let surplus = armed.difference(&derived).next();
    let lacking = derived.difference(&armed).next();
    match (surplus, lacking) {
        (None, None) => None,
        (Some(t), _) => Some(format!("a timer that nothing explains: {t:?}")),
        (_, Some(t)) => Some(format!("a timer that is missing: {t:?}")),
    }
}

/// Rows left behind.
pub(super) fn stuck(world: &World) -> Option<String> {
    world.stuck().first().map(|s| format!("left behind: {s:?}"))
}

/// A message as it was sent: not empty, not endless, nothing unfilled, one question.
pub(super) fn message(reply: &Reply) -> Option<String> {
    let text = &reply.text;
    if text.trim().is_empty() {
        return Some(format!("an empty message for {:?}", reply.utterances));
    }
    if text.chars().count() > LONGEST {
        return Some(format!("a message of {} letters: {text}", text.chars().count()));
    }
    if text.contains("{{") || text.contains("{%") || text.contains("None") || text.contains("undefined") {
        return Some(format!("an unfilled message: {text}"));
    }
    None
}
