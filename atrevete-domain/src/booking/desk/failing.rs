//! Paying does not work: a new page after the old one is shut, then people.
//!
//! Invariant: no second page is asked for while the first may be paid.

use super::{
    Bench, Deposit, Outcome, Refusal, Ruling,
    closing::{count_failure, leave_to_staff, move_limit},
    timers::minutes,
};
use crate::{
    booking::{CheckoutState, CollectedBy, Life},
    facts::{Facts, Needs},
    step::{Effect, Rule},
    values::{CauseId, Id as _, Instant, Mint},
};

/// The customer says that paying fails: a new page after the old one is shut, or, the last time, a person.
///
/// `Outcome::Refused(Refusal::NotNow)` tells the caller to hand over; the first time it comes **with** changes and
/// effects, which have to be committed: no page any more, and the hold kept for people. `Nothing`: a page is on its way
/// or being shut, or the money has arrived; there is nothing that could have failed (at most it is looked at).
pub fn payment_failed(
    deposit: &Deposit,
    facts: &Facts,
    now: Instant,
    mint: &mut Mint,
) -> Result<Ruling, Needs> {
    let mut bench = Bench::of_deposit(deposit, facts, now, mint)?;
    if let Some(ruling) = not_running(&bench) {
        return Ok(ruling);
    }
    if deposit.collected_by == CollectedBy::Staff {
        return Ok(Ruling::refused(Refusal::NotNow));
    }
    let waits = |state: &CheckoutState| match state {
        CheckoutState::Requested | CheckoutState::Expiring { .. } | CheckoutState::Processing => true,
        CheckoutState::Open { .. }
        | CheckoutState::Paid { .. }
        | CheckoutState::Expired
        | CheckoutState::Failed => false,
    };
    if deposit.checkouts.iter().any(|c| waits(&c.state)) {
        return Ok(Ruling { outcome: Outcome::Nothing, ..look_now(deposit) });
    }
    if count_failure(&mut bench) {
        bench.refuse(Refusal::NotNow);
    }
    bench.shut_pages();
    bench.next_page();
    Ok(bench.finish())
}

/// The customer says that she has paid: look at the page now. Changes nothing.
pub fn look_now(deposit: &Deposit) -> Ruling {
    let looked = deposit.checkouts.iter().filter(|c| !c.state.is_final());
    let effects: Vec<Effect> = looked.map(|c| Effect::LookAtCheckout { checkout: c.id }).collect();
    let outcome = if effects.is_empty() { Outcome::Nothing } else { Outcome::Done };
    Ruling { outcome, effects, ..Ruling::default() }
}

/// The customer cannot pay online: the hold is kept for staff, its page shut.
pub fn keep_for_staff(deposit: &Deposit, facts: &Facts, now: Instant) -> Result<Ruling, Needs> {
    // Nothing new is made here, so that the cause does not matter.
    let mut mint = Mint::new(facts.epoch, deposit.id, CauseId::named("desk", "keep for staff"));
    let mut bench = Bench::of_deposit(deposit, facts, now, &mut mint)?;
    if let Some(ruling) = not_running(&bench) {
        return Ok(ruling);
    }
    if deposit.collected_by == CollectedBy::Staff {
        return Ok(Ruling::nothing(Rule::KnownAlready));
    }
    let kept = now + minutes(bench.policy().manual_payment_hold);
    leave_to_staff(&mut bench);
    move_limit(&mut bench, |until| until.max(kept));
    bench.shut_pages();
    Ok(bench.finish())
}

/// What to say when no hold is running: closing, paid already, or over.
fn not_running(bench: &Bench<'_>) -> Option<Ruling> {
    if bench.limit().is_some() {
        None
    } else if !bench.those(|life| matches!(life, Life::Closing { .. })).is_empty() {
        Some(Ruling::refused(Refusal::Closing))
    } else if !bench.those(|life| matches!(life, Life::Confirmed { .. })).is_empty() {
        Some(Ruling::nothing(Rule::KnownAlready))
    } else {
        Some(Ruling::refused(Refusal::NotNow))
    }
}
