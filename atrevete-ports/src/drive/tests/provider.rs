//! What the payment provider says of its things, and our rows against its statement.

use super::*;
use crate::{
    AskedPage, Claim, FoundPage, FoundPayment, FoundRefund, InboxLane, InboxRow, PageRef, Statement, Stirred,
};
use atrevete_domain::step::{CaseKind, Change};

/// A claimed event of the provider's.
fn stirs(stirred: Stirred) -> Claim {
    let event = Event::Stirred(stirred);
    let row = InboxRow { id: id(), event, heard: None, at: noon(), failures: 9 };
    Claim { lane: InboxLane::Provider("cs_1".to_owned()), epoch: 1, rows: vec![row] }
}

fn page_named(checkout: Option<CheckoutId>) -> Stirred {
    Stirred::Page { page: PageRef("cs_1".to_owned()), checkout }
}

fn paid_page(checkout: Option<CheckoutId>) -> FoundPage {
    let state = PageState::Paid { amount: Money::cents(1000), payment: PaymentRef("pi_1".to_owned()) };
    FoundPage { page: PageRef("cs_1".to_owned()), checkout, deposit: checkout.map(|_| id()), state }
}

/// What one event of the provider's leaves behind.
fn learned(mut mocks: Mocks, stirred: Stirred) -> (Vec<NewEvent>, Vec<Change>) {
    let seen: Arc<Mutex<(Vec<NewEvent>, Vec<Change>)>> = Arc::default();
    let keep = seen.clone();
    mocks.inbox.expect_claim().return_once(|_| Ok(Some(stirs(stirred))));
    mocks.store.expect_commit().once().returning(move |commit| {
        assert_eq!(commit.fence.unwrap().done, [id::<CauseId>()]);
        *keep.lock().unwrap() = (commit.events, commit.changes);
        Ok(Committed::Done)
    });
    let _ = now_or_never(mocks.driver(noon()).step()).unwrap();
    Arc::into_inner(seen).unwrap().into_inner().unwrap()
}

#[test]
fn what_stirs_is_asked_for_and_what_is_read_goes_to_its_deposit() {
    let mut mocks = Mocks::default();
    mocks.knows(deposit(Vec::new()));
    mocks.payments.expect_read().once().returning(|page| {
        assert_eq!(page, AskedPage { checkout: id(), at: noon() }, "since when there can be one");
        Ok(paid_page(None).state)
    });
    let (events, changes) = learned(mocks, page_named(Some(id())));
    assert_eq!(events[0].lane, InboxLane::Deposit(id()));
    assert!(matches!(events[0].event, Event::Desk(DeskEvent::Paid { .. })));
    assert!(changes.is_empty());
}

#[test]
fn money_of_a_page_that_nobody_knows_is_adopted_by_the_deposit_it_names_or_a_case() {
    let nothing = || Snapshot { facts: facts(None), agenda: BTreeMap::new() };
    let mut mocks = Mocks::default();
    mocks.store.expect_facts().returning(move |scope, _| match scope {
        Scope::Deposit(_) => {
            Ok(Snapshot { facts: facts(Some(deposit(Vec::new()))), agenda: BTreeMap::new() })
        }
        Scope::Checkout(_) | Scope::Customer(_) | Scope::Appointment(_) => Ok(nothing()),
    });
    let checkout = CheckoutId::named("test", "lost by a restore");
    mocks.payments.expect_page().return_once(move |_| Ok(Some(paid_page(Some(checkout)))));
    let (events, changes) = learned(mocks, page_named(Some(checkout)));
    assert_eq!((events.len(), changes.len()), (1, 0), "the desk adopts it");
    assert_eq!(events[0].lane, InboxLane::Deposit(id()));

    for (found, case) in [
        (Ok(Some(paid_page(None))), true),
        (Ok(Some(FoundPage { state: PageState::Shut, ..paid_page(None) })), false),
        (Ok(None), false),
        (Err(PortError::new("payments", Fault::Rejected)), true),
    ] {
        let mut mocks = Mocks::default();
        mocks.payments.expect_page().return_once(move |_| found);
        let (events, changes) = learned(mocks, page_named(None));
        assert!(events.is_empty());
        let unmatched = |c: &Change| matches!(c, Change::Case(c) if c.kind == CaseKind::UnmatchedMoney);
        assert_eq!(changes.iter().filter(|c| unmatched(c)).count(), usize::from(case));
    }
}

#[test]
fn what_cannot_be_read_now_is_read_later_however_often_it_failed() {
    let mut mocks = Mocks::default();
    mocks.inbox.expect_claim().return_once(|_| Ok(Some(stirs(page_named(None)))));
    mocks.payments.expect_page().return_once(|_| Err(PortError::transient("payments")));
    mocks.store.expect_commit().never();
    mocks.inbox.expect_fail().once().returning(|_, again| {
        assert!(again > noon());
        Ok(())
    });
    let _ = now_or_never(mocks.driver(noon()).step()).unwrap();
}

#[test]
fn refunds_are_ours_by_either_name_and_others_were_made_by_hand() {
    let refund: RefundId = id();
    let found = |of: Option<RefundId>, reference: &str, answer| FoundRefund {
        reference: reference.to_owned(),
        payment: PaymentRef("pi_1".to_owned()),
        refund: of,
        amount: Money::cents(1000),
        answer,
    };
    let done = |reference: &str| RefundAnswer::Succeeded { reference: reference.to_owned() };
    let ours = |answer| Some(DeskEvent::Refund { refund, answer });
    let by_hand = DeskEvent::RefundedElsewhere {
        payment: PaymentRef("pi_1".to_owned()),
        reference: "re_9".to_owned(),
        amount: Money::cents(1000),
    };
    for (refund, told) in [
        (found(Some(refund), "re_9", done("re_9")), ours(done("re_9"))),
        (found(None, "re_1", RefundAnswer::Failed), ours(RefundAnswer::Failed)),
        (found(None, "re_9", done("re_9")), Some(by_hand)),
        (found(None, "re_9", RefundAnswer::Failed), None),
        (found(Some(refund), "re_1", RefundAnswer::Unknown), None),
        (found(Some(refund), "re_1", RefundAnswer::Pending { reference: "re_1".to_owned() }), None),
    ] {
        let mut row = paid(id());
        row.payments[0].refunds[0].reference = Some("re_1".to_owned());
        let mut mocks = Mocks::default();
        mocks.knows(row);
        let payment = FoundPayment {
            payment: PaymentRef("pi_1".to_owned()),
            checkout: Some(id()),
            refunds: vec![refund],
            dispute: None,
        };
        mocks.payments.expect_payment().return_once(move |_| Ok(Some(payment)));
        let (events, _) = learned(mocks, Stirred::Payment(PaymentRef("pi_1".to_owned())));
        let events: Vec<_> = events.into_iter().map(|e| e.event).collect();
        assert_eq!(events, told.into_iter().map(Event::Desk).collect::<Vec<_>>());
    }
}

#[test]
fn every_cent_that_stands_otherwise_there_is_a_difference() {
    let from = noon() - TimeDelta::hours(1);
    let refund = |state| {
        let mut row = paid(id());
        row.payments[0].refunds[0].state = state;
        row
    };
    let there = |answer: RefundAnswer| FoundRefund {
        reference: "re_1".to_owned(),
        payment: PaymentRef("pi_1".to_owned()),
        refund: Some(id()),
        amount: Money::cents(1000),
        answer,
    };
    let done = || RefundAnswer::Succeeded { reference: "re_1".to_owned() };
    let statement = |pages: Vec<FoundPage>, refunds: Vec<FoundRefund>| Statement { pages, refunds };
    let ours = || Some(id());
    let less = PageState::Paid { amount: Money::cents(900), payment: PaymentRef("pi_1".to_owned()) };
    let open = PageState::Open { url: CheckoutUrl(String::new()) };
    let mut shut = deposit(Vec::new());
    shut.checkouts[0].state = CheckoutState::Expired;
    for (row, theirs, differ) in [
        (refund(RefundState::Due), statement(vec![paid_page(ours())], vec![]), 0),
        (refund(RefundState::Due), statement(vec![], vec![]), 1),
        (
            refund(RefundState::Due),
            statement(vec![FoundPage { state: less, ..paid_page(ours()) }], vec![]),
            1,
        ),
        (refund(RefundState::Due), statement(vec![paid_page(ours())], vec![there(done())]), 1),
        (refund(RefundState::Succeeded), statement(vec![paid_page(ours())], vec![there(done())]), 0),
        (refund(RefundState::Succeeded), statement(vec![paid_page(ours())], vec![]), 1),
        (
            refund(RefundState::Succeeded),
            statement(vec![paid_page(ours())], vec![there(RefundAnswer::Failed)]),
            1,
        ),
        (deposit(Vec::new()), statement(vec![paid_page(ours())], vec![]), 1),
        (
            deposit(Vec::new()),
            statement(vec![FoundPage { state: open.clone(), ..paid_page(ours()) }], vec![]),
            0,
        ),
        (shut, statement(vec![FoundPage { state: open, ..paid_page(ours()) }], vec![]), 1),
    ] {
        let found = differences(std::slice::from_ref(&row), &theirs, from);
        assert_eq!(found.len(), differ, "{row:?} {theirs:?}: {found:?}");
    }
}
