//! Pages and limits: what is opened, what is shut, and when a chair is freed.
//!
//! Invariants H1-H9: the limit starts closing; only the provider's word that no page can be paid, or `close_by`, frees
//! a chair; an answer about one page never ends what another may still pay; a new page is asked for only in the step
//! that learned that the last one is shut.

use super::{Bench, timers::minutes};
use crate::{
    booking::{CheckoutState, CheckoutUrl, CollectedBy, DepositLife, Life, appointment::By},
    step::{CaseKind, Effect, News, Rule},
    values::{AppointmentId, CheckoutId, Instant},
};

/// The page is there: said if it is still wanted, else shut unseen.
pub(super) fn opened(bench: &mut Bench<'_>, id: CheckoutId, url: &CheckoutUrl) {
    let wanted = bench.limit().is_some();
    let Some(deposit) = bench.deposit_mut() else { return };
    let (deposit_id, amount) = (deposit.id, deposit.amount);
    let wanted = wanted && deposit.life == DepositLife::Due && deposit.collected_by == CollectedBy::Page;
    let Some(page) = deposit.checkouts.iter_mut().find(|c| c.id == id) else { return };
    match &page.state {
        CheckoutState::Requested if wanted && page.amount == amount => {
            page.state = CheckoutState::Open { url: url.clone() };
            bench.hear(&News::LinkReady(deposit_id));
        }
        CheckoutState::Requested | CheckoutState::Expiring { url: None } => {
            page.state = CheckoutState::Expiring { url: Some(url.clone()) };
            bench.because(Rule::StaleLink);
            bench.effect(Effect::ExpireCheckout { checkout: id });
        }
        CheckoutState::Open { .. }
        | CheckoutState::Expiring { url: Some(_) }
        | CheckoutState::Processing
        | CheckoutState::Paid { .. }
        | CheckoutState::Expired
        | CheckoutState::Failed => bench.because(Rule::KnownAlready),
    }
}

/// The page cannot be opened: a person, and the hold runs to its limit.
pub(super) fn open_failed(bench: &mut Bench<'_>, id: CheckoutId) {
    let Some(page) = bench.checkout_mut(id) else { return };
    let wanted = page.state == CheckoutState::Requested;
    if !wanted && !matches!(page.state, CheckoutState::Expiring { url: None }) {
        bench.because(Rule::KnownAlready);
        return;
    }
    page.state = CheckoutState::Failed;
    if wanted && bench.limit().is_some() {
        leave_to_staff(bench);
        tell(bench, News::LinkFailed);
    }
    after_shut(bench);
}

/// The provider says that the page can no longer be paid.
pub(super) fn shut(bench: &mut Bench<'_>, id: CheckoutId) {
    let Some(page) = bench.checkout_mut(id) else { return };
    if !page.state.payable() {
        bench.because(Rule::KnownAlready);
        return;
    }
    page.state = CheckoutState::Expired;
    after_shut(bench);
}

/// The provider could not be asked to shut the page. While a retry waits for it, the same link is as good as a new one;
/// otherwise it is asked again by its timer.
pub(super) fn unreachable(bench: &mut Bench<'_>, id: CheckoutId) {
    let running = bench.limit().is_some();
    let Some(deposit) = bench.deposit_mut() else { return };
    let (deposit_id, amount) = (deposit.id, deposit.amount);
    let wanted = running && deposit.life == DepositLife::Due && deposit.collected_by == CollectedBy::Page;
    let Some(page) = deposit.checkouts.iter_mut().find(|c| c.id == id) else { return };
    match &page.state {
        CheckoutState::Expiring { url: Some(url) } if wanted && page.amount == amount => {
            page.state = CheckoutState::Open { url: url.clone() };
            bench.because(Rule::SameLink);
            bench.hear(&News::LinkReady(deposit_id));
        }
        CheckoutState::Requested
        | CheckoutState::Open { .. }
        | CheckoutState::Expiring { .. }
        | CheckoutState::Processing
        | CheckoutState::Paid { .. }
        | CheckoutState::Expired
        | CheckoutState::Failed => bench.because(Rule::KnownAlready),
    }
}

/// Complete, and the bank has not decided: neither paid nor payable. It holds no chair beyond the limit.
pub(super) fn processing(bench: &mut Bench<'_>, id: CheckoutId) {
    let running = bench.limit().is_some();
    let Some(page) = bench.checkout_mut(id) else { return };
    if !page.state.payable() {
        bench.because(Rule::KnownAlready);
        return;
    }
    page.state = CheckoutState::Processing;
    if running {
        tell(bench, News::Processing);
    }
    after_shut(bench);
}

/// The bank refused in the end: as a payment that failed, without anything to shut.
pub(super) fn bank_refused(bench: &mut Bench<'_>, id: CheckoutId) {
    let Some(page) = bench.checkout_mut(id) else { return };
    if page.state.is_final() {
        bench.because(Rule::KnownAlready);
        return;
    }
    page.state = CheckoutState::Failed;
    if bench.limit().is_some() && count_failure(bench) {
        tell(bench, News::LinkFailed);
    }
    after_shut(bench);
}

/// The chair turned out to be taken outside before the link left: the hold ends. Later, ours stays and staff decide.
pub(super) fn busy_outside(bench: &mut Bench<'_>, id: AppointmentId) {
    let Some(visit) = bench.visit(id) else { return };
    let provisional = matches!(visit.life, Life::Provisional { .. });
    let opening = |state: &CheckoutState| match state {
        CheckoutState::Requested | CheckoutState::Expiring { url: None } => true,
        CheckoutState::Open { .. }
        | CheckoutState::Expiring { url: Some(_) }
        | CheckoutState::Processing
        | CheckoutState::Paid { .. }
        | CheckoutState::Expired
        | CheckoutState::Failed => false,
    };
    let unseen = bench.deposit().is_some_and(|d| {
        d.checkouts.iter().any(|c| opening(&c.state))
            && d.checkouts.iter().all(|c| c.state.is_final() || opening(&c.state))
    });
    if provisional && unseen {
        return give_up_seat(bench);
    }
    if visit.life.occupies() {
        bench.case(CaseKind::CalendarConflict, Some(id), None);
    } else {
        bench.because(Rule::KnownAlready);
    }
}

fn give_up_seat(bench: &mut Bench<'_>) {
    let (now, ended) = (bench.now, bench.those(Life::unpaid));
    for id in &ended {
        if let Some(visit) = bench.visit_mut(*id) {
            visit.life = Life::Cancelled { by: By::Salon, at: now };
        }
        bench.mirror(*id);
    }
    if let Some(deposit) = bench.deposit_mut() {
        deposit.life = DepositLife::Void;
        for page in deposit.checkouts.iter_mut().filter(|c| c.state == CheckoutState::Requested) {
            page.state = CheckoutState::Failed;
        }
    }
    bench.hear(&News::SeatGone(ended));
}

/// Mentions the end of the hold, once a limit.
pub(super) fn warn(bench: &mut Bench<'_>) {
    let before = minutes(bench.policy().payment_reminder_before_expiry);
    let due = bench.limit().filter(|limit| *limit - before <= bench.now);
    let (Some(limit), Some(deposit)) = (due, bench.deposit_mut()) else {
        return bench.because(Rule::TooEarly);
    };
    if deposit.warned_for == Some(limit) || deposit.collected_by == CollectedBy::Staff {
        return bench.because(Rule::KnownAlready);
    }
    deposit.warned_for = Some(limit);
    let payable = deposit.life == DepositLife::Due && deposit.open_page().is_some();
    if payable && bench.now < limit {
        tell(bench, News::HoldEnding);
    }
}

/// The limit has come: closing, with the chair still held. A limit that moved is awaited again.
pub(super) fn limit(bench: &mut Bench<'_>) {
    let now = bench.now;
    let close_by = now + minutes(bench.policy().hold_grace);
    if bench.limit().is_none_or(|limit| limit > now) {
        return bench.because(Rule::TooEarly);
    }
    for row in &mut bench.visits {
        if let Life::Provisional { until } = row.now.life {
            row.now.life = Life::Closing { since: until, close_by };
        }
    }
    bench.because(Rule::Closing);
    bench.shut_pages();
    after_shut(bench);
}

/// `close_by` has come and the provider is silent: freed; the pages are watched to their end.
pub(super) fn release_by_clock(bench: &mut Bench<'_>) {
    let now = bench.now;
    if bench.those(|life| matches!(life, Life::Closing { close_by, .. } if *close_by <= now)).is_empty() {
        return bench.because(Rule::TooEarly);
    }
    bench.because(Rule::Silent);
    release(bench);
}

/// Something about a page was learned. With none left that can be paid a closing hold is freed, and a running one asks
/// for the next.
pub(super) fn after_shut(bench: &mut Bench<'_>) {
    if bench.deposit().is_some_and(super::Deposit::payable) {
        return;
    }
    if bench.those(|life| matches!(life, Life::Closing { .. })).is_empty() {
        bench.next_page();
    } else {
        bench.because(Rule::AllShut);
        release(bench);
    }
}

fn release(bench: &mut Bench<'_>) {
    for id in bench.those(|life| matches!(life, Life::Closing { .. })) {
        if let Some(visit) = bench.visit_mut(id) {
            visit.life = Life::Expired;
        }
        bench.mirror(id);
    }
    if let Some(deposit) = bench.deposit_mut()
        && deposit.life == DepositLife::Due
    {
        deposit.life = DepositLife::Void;
    }
    tell(bench, News::HoldExpired);
}

/// One more failure of a running hold: the limit is extended, or the last time it is left to staff (`true`).
pub(super) fn count_failure(bench: &mut Bench<'_>) -> bool {
    let (most, extension) =
        (bench.policy().max_payment_retries, minutes(bench.policy().payment_retry_extension));
    let Some(deposit) = bench.deposit_mut() else { return false };
    deposit.failures = deposit.failures.saturating_add(1);
    let last = deposit.failures >= most;
    if last {
        bench.because(Rule::RetryExhausted);
        leave_to_staff(bench);
    } else {
        bench.because(Rule::RetrySerial);
        move_limit(bench, |until| until + extension);
    }
    last
}

/// No page any more; while the visit is at least a day ahead, people have until half an hour after opening.
pub(super) fn leave_to_staff(bench: &mut Bench<'_>) {
    if let Some(deposit) = bench.deposit_mut() {
        deposit.collected_by = CollectedBy::Staff;
    }
    let a_day = chrono::TimeDelta::days(1);
    let far = bench
        .visits
        .iter()
        .filter(|row| row.now.life.occupies())
        .all(|row| row.now.start() - bench.now >= a_day);
    let opening = super::timers::next_opening(&bench.facts.salon, bench.now).filter(|_| far);
    if let Some(opening) = opening {
        move_limit(bench, |until| until.max(opening + minutes(super::timers::AFTER_OPENING)));
    }
}

/// Moves the limit of what is provisional; its timers follow from the rows, in the same commit.
pub(super) fn move_limit(bench: &mut Bench<'_>, to: impl Fn(Instant) -> Instant) {
    for row in &mut bench.visits {
        let start = row.now.start();
        if let Life::Provisional { until } = &mut row.now.life {
            *until = (*until).max(to(*until).min(start));
        }
    }
}

fn tell(bench: &mut Bench<'_>, news: fn(crate::values::DepositId) -> News) {
    if let Some(id) = bench.deposit().map(|d| d.id) {
        bench.hear(&news(id));
    }
}
