//! What the payment provider says of its things: it is asked, and what it answers becomes desk events.
//!
//! Invariants: of what was delivered only names are used; an event that cannot be read now is read later, however often
//! that takes; money that belongs to nothing we know is a case.

use super::{Driver, intake::desk_event, perform::asked};
use crate::{
    Claim, Commit, Committed, Event, Fault, Fence, FoundPayment, FoundRefund, InboxLane, InboxRow, NewEvent,
    PageRef, PageState, PortError, Scope, Stirred, Turn,
};
use atrevete_domain::{
    booking::{Deposit, DeskEvent, desk::DisputeTurn, desk::RefundAnswer},
    facts::Needs,
    step::{Case, CaseKind, Change},
    values::{CaseId, CheckoutId, DepositId, Id as _, Instant, Money},
};

/// What came of asking.
#[derive(Default)]
struct Learned {
    /// For the desk.
    events: Vec<NewEvent>,
    /// For staff.
    case: Option<(CaseKind, Option<Money>)>,
}

impl Driver {
    pub(super) async fn provider_claim(&self, claim: &Claim, now: Instant) -> Result<(), PortError> {
        let Some(row) = claim.rows.first() else { return Ok(()) };
        let Event::Stirred(stirred) = &row.event else {
            return Err(PortError::new("inbox", Fault::Rejected));
        };
        let learned = match stirred {
            Stirred::Page { page, checkout } => self.page_stirred(page, *checkout).await,
            Stirred::Payment(payment) => match self.ports.payments.payment(payment).await {
                Ok(Some(found)) => self.payment_stirred(&found).await,
                Ok(None) => Ok(Learned::default()),
                Err(error) => Err(error),
            },
        };
        let learned = match learned {
            Err(error) if error.fault == Fault::Rejected => {
                Learned { case: Some((CaseKind::UnmatchedMoney, None)), ..Learned::default() }
            }
            learned => learned?,
        };
        self.commit_learned(claim, row, learned, now).await
    }

    /// A page that a deposit knows is read as ours. Another one matters only if it was paid: the deposit that its
    /// metadata name adopts it, else staff look for whose money it is.
    async fn page_stirred(&self, page: &PageRef, checkout: Option<CheckoutId>) -> Result<Learned, PortError> {
        if let Some(checkout) = checkout
            && let Some(events) = self.news_of_page(checkout).await?
        {
            return Ok(Learned { events: events.into_iter().collect(), case: None });
        }
        let Some(found) = self.ports.payments.page(page).await? else { return Ok(Learned::default()) };
        let PageState::Paid { amount, .. } = &found.state else { return Ok(Learned::default()) };
        let unmatched =
            Learned { case: Some((CaseKind::UnmatchedMoney, Some(*amount))), ..Learned::default() };
        let (Some(checkout), Some(deposit)) = (found.checkout, found.deposit) else { return Ok(unmatched) };
        let facts = self.ports.store.facts(Scope::Deposit(deposit), &Needs::default()).await?.facts;
        if !facts.deposits.contains_key(&deposit) {
            return Ok(unmatched);
        }
        let event = of_page(checkout, deposit, found.state, self.ports.clock.now());
        Ok(Learned { events: event.into_iter().collect(), case: None })
    }

    async fn payment_stirred(&self, found: &FoundPayment) -> Result<Learned, PortError> {
        let Some(checkout) = found.checkout else { return Ok(Learned::default()) };
        Ok(Learned { events: self.news_of_payment(checkout, found).await?, case: None })
    }

    /// What is new of a page. The outer `None`: no deposit knows it.
    pub(super) async fn news_of_page(
        &self,
        checkout: CheckoutId,
    ) -> Result<Option<Option<NewEvent>>, PortError> {
        let facts = self.ports.store.facts(Scope::Checkout(checkout), &Needs::default()).await?.facts;
        let Some(deposit) = facts.deposit_of(checkout).map(|d| d.id) else { return Ok(None) };
        let now = self.ports.clock.now();
        let state = self.ports.payments.read(asked(&facts, checkout, now)).await?;
        Ok(Some(of_page(checkout, deposit, state, now)))
    }

    /// What is new of a payment: the capture itself where it was not heard of, refunds that ended, refunds made by hand,
    /// a dispute.
    pub(super) async fn news_of_payment(
        &self,
        checkout: CheckoutId,
        found: &FoundPayment,
    ) -> Result<Vec<NewEvent>, PortError> {
        let facts = self.ports.store.facts(Scope::Checkout(checkout), &Needs::default()).await?.facts;
        let Some(deposit) = facts.deposit_of(checkout) else { return Ok(Vec::new()) };
        let (lane, now) = (InboxLane::Deposit(deposit.id), self.ports.clock.now());
        let mut events = Vec::new();
        if !deposit.payments.iter().any(|p| p.reference == found.payment) {
            events.extend(self.news_of_page(checkout).await?.flatten());
        }
        let refunds = found.refunds.iter().filter_map(|refund| of_refund(deposit, refund));
        let dispute = found.dispute.map(|turn| {
            let key = format!("dispute:{}:{}", found.payment.0, name_of(turn));
            (key, DeskEvent::Dispute { payment: found.payment.clone(), turn })
        });
        let told = refunds.chain(dispute);
        events.extend(told.map(|(key, event)| NewEvent::now(lane.clone(), key, Event::Desk(event), now)));
        Ok(events)
    }

    async fn commit_learned(
        &self,
        claim: &Claim,
        row: &InboxRow,
        learned: Learned,
        now: Instant,
    ) -> Result<(), PortError> {
        // The case's id is the event's, so that the same event opens no second one.
        let case = learned.case.map(|(kind, amount)| {
            let id = CaseId::from_uuid(row.id.uuid());
            Change::Case(Case { id, kind, appointment: None, deposit: None, amount, at: now })
        });
        let commit = Commit {
            at: now,
            fence: Some(Fence { lane: claim.lane.clone(), epoch: claim.epoch, done: vec![row.id] }),
            talk: None,
            changes: case.into_iter().collect(),
            agenda: std::collections::BTreeMap::new(),
            outbox: Vec::new(),
            events: learned.events,
            timers: Vec::new(),
            turn: Turn {
                conversation: None,
                cause: row.id,
                at: now,
                input: None,
                heard: None,
                trace: Vec::new(),
                said: None,
            },
        };
        match self.ports.store.commit(commit).await? {
            Committed::Done | Committed::Lost => Ok(()),
            Committed::Stale | Committed::Refused(_) => Err(PortError::transient("store")),
        }
    }
}

/// What a page's state means to the desk, under a name of its own within the page: an open page is no news.
fn of_page(checkout: CheckoutId, deposit: DepositId, state: PageState, now: Instant) -> Option<NewEvent> {
    let truth = match &state {
        PageState::Paid { payment, .. } => format!("paid:{}", payment.0),
        PageState::Processing => "processing".to_owned(),
        PageState::BankRefused => "refused".to_owned(),
        PageState::Shut => "shut".to_owned(),
        PageState::Open { .. } | PageState::Unknown => return None,
    };
    let event = Event::Desk(desk_event(checkout, state));
    Some(NewEvent::now(InboxLane::Deposit(deposit), format!("page:{checkout}:{truth}"), event, now))
}

/// What a refund means to the desk: ours by our name or by the provider's, else one that was made by hand. One that is
/// under way is no news.
fn of_refund(deposit: &Deposit, found: &FoundRefund) -> Option<(String, DeskEvent)> {
    let truth = match &found.answer {
        RefundAnswer::Pending { .. } | RefundAnswer::Unknown => return None,
        RefundAnswer::Succeeded { .. } => "succeeded",
        RefundAnswer::Failed => "failed",
    };
    let ours = deposit.payments.iter().flat_map(|p| &p.refunds).find(|r| {
        found.refund.is_some_and(|id| id == r.id) || r.reference.as_ref() == Some(&found.reference)
    });
    match ours {
        Some(refund) => {
            let event = DeskEvent::Refund { refund: refund.id, answer: found.answer.clone() };
            Some((format!("refund:{}:{truth}", refund.id), event))
        }
        None if found.answer == RefundAnswer::Failed => None,
        None => {
            let (payment, reference) = (found.payment.clone(), found.reference.clone());
            let event = DeskEvent::RefundedElsewhere { payment, reference, amount: found.amount };
            Some((format!("refund:{}:elsewhere", found.reference), event))
        }
    }
}

fn name_of(turn: DisputeTurn) -> &'static str {
    match turn {
        DisputeTurn::Created => "created",
        DisputeTurn::Won => "won",
        DisputeTurn::Lost => "lost",
    }
}
