//! What must be true at the end of every story, whatever it was about: the promises, checked on the rows and outside.

use super::{
    ends::{Verdict, balances, line},
    stage::Stage,
};
use atrevete_domain::{
    booking::{Account, Appointment, Deposit, DepositLife, HowConfirmed, Life},
    step::Effect,
    values::Money,
};
use atrevete_ports::{MirrorEvent, MirrorState, PageState, Settled};
use std::collections::BTreeMap;

/// What promise is broken.
pub(super) fn broken(stage: &Stage, checks: &mut usize) -> Vec<String> {
    let mut verdict = Verdict { wrong: Vec::new(), checks };
    rest(&mut verdict, stage);
    chairs(&mut verdict, stage);
    deposits(&mut verdict, stage);
    ledger(&mut verdict, stage);
    pages(&mut verdict, stage);
    mirror(&mut verdict, stage);
    words(&mut verdict, stage);
    verdict.wrong
}

/// Nothing is left that nothing explains.
fn rest(verdict: &mut Verdict<'_>, stage: &Stage) {
    let stuck = stage.world.stuck();
    verdict.check(stuck.is_empty(), || format!("left unexplained: {stuck:#?}"));
    let dead = stage.world.store.ended().into_iter().filter(|e| e.how == Settled::Dead);
    for end in dead {
        verdict.check(false, || format!("an effect died: {:?}", end.row.effect));
    }
}

/// One chair, one customer.
fn chairs(verdict: &mut Verdict<'_>, stage: &Stage) {
    let live = stage.world.live();
    for (n, a) in live.iter().enumerate() {
        for b in &live[n + 1..] {
            let clash = a.seat.stylist == b.seat.stylist
                && a.occupied().iter().any(|s| b.occupied().iter().any(|o| s.overlaps(*o)));
            verdict.check(!clash, || {
                format!("one chair, two customers:\n  {}\n  {}", line(stage, a), line(stage, b))
            });
        }
    }
}

/// Confirmed means paid, excused, or nothing due; shares add up.
fn deposits(verdict: &mut Verdict<'_>, stage: &Stage) {
    for deposit in stage.world.store.deposits() {
        let shares: Money = deposit.shares.iter().map(|(_, share)| *share).sum();
        verdict.check(shares == deposit.amount, || format!("shares of {shares} for {}", deposit.amount));
        for payment in &deposit.payments {
            verdict.check(payment.adds_up(), || format!("a payment does not add up: {payment:?}"));
            verdict.check(payment.held.is_zero(), || format!("money belongs to nothing: {payment:?}"));
        }
    }
    for appointment in stage.world.live() {
        let paid = Life::Confirmed { how: HowConfirmed::Paid };
        if appointment.life == paid {
            let bearing = appointment.deposit.and_then(|id| stage.world.store.deposit(id));
            let held = bearing.as_ref().is_some_and(|d: &Deposit| matches!(d.life, DepositLife::Held { .. }));
            verdict.check(held, || {
                format!("confirmed as paid without a deposit: {}", line(stage, &appointment))
            });
        }
    }
}

/// The ledger's accounts are what the payments say.
fn ledger(verdict: &mut Verdict<'_>, stage: &Stage) {
    let mut accounts: BTreeMap<Account, (Money, Money)> = BTreeMap::new();
    for entry in stage.world.store.ledger() {
        accounts.entry(entry.to).or_default().0 += entry.amount;
        accounts.entry(entry.from).or_default().1 += entry.amount;
    }
    let balance = |account: Account| {
        let (into, out) = accounts.get(&account).copied().unwrap_or_default();
        (into, out)
    };
    let of = balances(stage);
    for (account, name) in [
        (Account::Held, "held"),
        (Account::Applied, "applied"),
        (Account::RefundDue, "refund_due"),
        (Account::Forfeited, "forfeited"),
        (Account::Dispute, "disputed"),
    ] {
        let (into, out) = balance(account);
        let rows = of.get(name).copied().unwrap_or(Money::ZERO);
        verdict.check(into == out + rows, || {
            format!("the ledger has {into} in and {out} out of {name}, the payments {rows}")
        });
    }
}

/// A page that can be paid belongs to a hold that waits for it; what was paid is known.
fn pages(verdict: &mut Verdict<'_>, stage: &Stage) {
    let waits = |a: &Appointment| a.life.unpaid();
    for page in stage.world.stripe.pages() {
        let deposit = stage.world.store.deposit(page.deposit);
        let appointments =
            deposit.iter().flat_map(|d| &d.shares).filter_map(|(id, _)| stage.world.store.appointment(*id));
        match &page.state {
            PageState::Open { .. } => {
                let wanted = appointments.into_iter().any(|a| waits(&a));
                verdict.check(wanted, || format!("a page outlives its hold: {page:?}"));
            }
            PageState::Paid { payment, .. } => {
                let known = deposit.iter().flat_map(|d| &d.payments).any(|p| p.reference == *payment);
                verdict.check(known, || format!("money that nobody knows: {page:?}"));
            }
            PageState::Shut | PageState::Processing | PageState::BankRefused | PageState::Unknown => {}
        }
    }
    for (id, refund) in stage.world.stripe.refunds() {
        let known = stage.world.store.deposits().iter().flat_map(|d| d.payments.clone()).any(|p| {
            p.reference == refund.payment && p.refunds.iter().any(|r| r.id == id && r.amount == refund.amount)
        });
        verdict.check(known, || format!("a refund that nobody knows: {refund:?}"));
    }
}

/// The calendar shows the rows.
fn mirror(verdict: &mut Verdict<'_>, stage: &Stage) {
    for appointment in stage.world.store.appointments() {
        let wanted = MirrorEvent::of(&appointment);
        let shown = stage.world.calendar.event(appointment.id).map(|(event, _)| event);
        let fits = match wanted.state {
            MirrorState::Gone => shown.is_none(),
            // The past is not shown again.
            MirrorState::Provisional | MirrorState::Confirmed => {
                !appointment.life.occupies() || shown.as_ref() == Some(&wanted)
            }
        };
        verdict.check(fits, || format!("the calendar shows {shown:?} for {}", line(stage, &appointment)));
    }
}

/// Every message has a text and one question at most; no row of ours shows through.
fn words(verdict: &mut Verdict<'_>, stage: &Stage) {
    for end in stage.world.store.ended() {
        let (Effect::Say(message), Settled::Done) = (&end.row.effect, end.how) else { continue };
        let text = end.row.text.as_deref().unwrap_or_default();
        verdict.check(!text.trim().is_empty(), || format!("an empty message: {:?}", message.utterances));
        let raw = ["{{", "}}", "{%", "None", "Some(", "undefined"].iter().any(|raw| text.contains(raw));
        verdict.check(!raw, || format!("a message shows what it is made of: {text}"));
    }
}
