//! Rows 18-24, 35-39, 49-56: money in time, late, twice, wrong, back and forth.

use super::*;
use crate::booking::{DepositLife, HowConfirmed, RefundReason, RefundState};
use crate::step::CaseKind;

#[test]
fn paid_in_time_confirms_and_rests_to_the_cent() {
    let mut world = World::opened();
    let page = world.page(0);
    let ruling = world.pay(page, "1");
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Paid });
    assert_eq!(world.deposit().life, DepositLife::Held { by: page });
    assert_eq!(world.deposit().payments[0].applied, Money::cents(1000));
    assert_eq!(ruling.news, vec![(customer("ana"), News::Confirmed(vec![world.id(0)]))]);
    assert_eq!(world.pay(page, "1"), Ruling::nothing(Rule::KnownAlready), "whoever says it again");
}

#[test]
fn a_payment_before_its_page_was_told_counts() {
    let mut world = World::held();
    let page = world.page(0);
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }));
    assert_eq!(world.open(page), Ruling::nothing(Rule::KnownAlready));
}

#[test]
fn paid_while_closing_is_a_booking() {
    let mut world = World::opened();
    let page = world.page(0);
    world.pass(30);
    let _ = world.due(DueKind::Limit);
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }));
}

#[test]
fn a_second_payment_goes_back_whole() {
    let mut world = World::confirmed();
    let page = world.page(0);
    let twice = DeskEvent::Paid { checkout: page, amount: Money::cents(1000), payment: payment("2") };
    let ruling = world.event(&twice);
    assert!(ruling.effects.iter().any(|e| matches!(e, Effect::Refund { .. })));
    assert_eq!(world.deposit().payments[1].refund_due, Money::cents(1000));
    assert_eq!(world.deposit().payments[0].applied, Money::cents(1000));
    assert!(matches!(world.last_news(), Some(News::PaidTwice { .. })));
    assert_eq!(world.event(&twice), Ruling::nothing(Rule::KnownAlready));
}

fn lapsed() -> (World, CheckoutId) {
    let mut world = World::opened();
    let page = world.page(0);
    world.pass(30);
    let _ = world.due(DueKind::Limit);
    world.pass(5);
    let _ = world.due(DueKind::Release);
    (world, page)
}

#[test]
fn late_and_free_is_confirmed_late_and_gone_goes_back() {
    let (mut world, page) = lapsed();
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }));

    let (mut world, page) = lapsed();
    let _ = world.hold(&[want("eva", "pilar", at(3, 13, 12, 30), 0)]);
    let _ = world.pay(page, "1");
    assert_eq!(world.life(0), &Life::Expired);
    assert_eq!(world.deposit().life, DepositLife::Settled);
    assert!(matches!(world.last_news(), Some(News::LateRefund { .. })));
    assert!(world.cases.is_empty(), "not today");
}

#[test]
fn late_is_gone_too_when_she_is_elsewhere_when_it_begins_or_when_the_store_refused() {
    let (mut world, page) = lapsed();
    let _ = world.hold(&[want("ana", "marta", at(3, 13, 12, 30), 0)]);
    let _ = world.pay(page, "1");
    assert_eq!(world.life(0), &Life::Expired, "elsewhere at that time");

    let (mut world, page) = lapsed();
    let _ = world.hold(&[want("ana", "marta", at(3, 13, 15, 0), 0)]);
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }), "another time is no obstacle");

    for (ahead, kept) in [(15, true), (14, false)] {
        let (mut world, page) = lapsed();
        world.now = at(3, 13, 12, 0) - TimeDelta::minutes(ahead);
        let _ = world.pay(page, "1");
        assert_eq!(matches!(world.life(0), Life::Confirmed { .. }), kept);
        assert_eq!(
            world.cases.iter().any(|c| c.kind == CaseKind::PaidTooLate),
            !kept,
            "she may be on her way"
        );
    }

    let (mut world, page) = lapsed();
    world.facts.refused = vec![crate::facts::Conflict::SlotTaken(world.visit(world.id(0)).seat)];
    let _ = world.pay(page, "1");
    assert_eq!(world.life(0), &Life::Expired, "the store has the last word");
}

#[test]
fn a_late_payment_needs_the_day_it_was_for() {
    let (mut world, page) = lapsed();
    world.facts.agenda = Agenda::default();
    let mut mint = world.mint();
    let event = DeskEvent::Paid { checkout: page, amount: Money::cents(1000), payment: payment("1") };
    let needs = world.deposit().rule(&world.facts, world.now, &mut mint, &event).unwrap_err();
    assert_eq!(needs.agenda.len(), 1);
}

#[test]
fn a_late_group_is_all_or_nothing() {
    let group = || {
        let mut world = World::new(at(3, 10, 10, 0));
        let noon = at(3, 13, 12, 0);
        let _ = world.hold(&[want("ana", "pilar", noon, 5000), want("eva", "marta", noon, 3000)]);
        let page = world.page(0);
        let _ = world.open(page);
        world.pass(30);
        let _ = world.due(DueKind::Limit);
        let _ = world.shut(page);
        (world, page)
    };
    let (mut world, page) = group();
    let _ = world.pay(page, "1");
    assert!((0..2).all(|n| matches!(world.life(n), Life::Confirmed { .. })));

    let (mut world, page) = group();
    let _ = world.hold(&[want("pau", "marta", at(3, 13, 12, 30), 0)]);
    let _ = world.pay(page, "1");
    assert!((0..2).all(|n| world.life(n) == &Life::Expired));
    assert_eq!(world.deposit().payments[0].refund_due, Money::cents(1600));
}

#[test]
fn paid_for_something_cancelled_goes_back() {
    let mut world = World::opened();
    let (page, id) = (world.page(0), world.id(0));
    assert!(expires(&world.cancel(&[id]), page));
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Cancelled { .. }));
    assert!(matches!(world.last_news(), Some(News::CancelledRefund { .. })));
    assert_eq!(world.deposit().payments[0].refunds[0].reason, RefundReason::CancelledUnpaid);
}

#[test]
fn another_sum_is_held_for_staff_who_may_take_it_or_give_it_back() {
    let differs = || {
        let mut world = World::opened();
        let checkout = world.page(0);
        let _ = world.event(&DeskEvent::Paid { checkout, amount: Money::cents(900), payment: payment("1") });
        assert!(world.limit().is_some(), "not confirmed by it");
        assert_eq!(world.deposit().payments[0].held, Money::cents(900));
        assert_eq!(world.cases[0].kind, CaseKind::AmountDiffers);
        world
    };
    let mut world = differs();
    let appointment = world.id(0);
    let _ = world.event(&DeskEvent::Staff(StaffOrder::Waive { appointment }));
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Paid });
    assert_eq!(world.deposit().payments[0].applied, Money::cents(900));

    let mut world = differs();
    let _ = world.event(&DeskEvent::Staff(StaffOrder::RefundDeposit { appointment: world.id(0) }));
    assert_eq!(world.deposit().payments[0].refund_due, Money::cents(900));
}

#[test]
fn another_sum_leaves_a_closing_hold_nothing_to_wait_for() {
    let mut world = World::opened();
    let checkout = world.page(0);
    world.pass(30);
    let _ = world.due(DueKind::Limit);
    let _ = world.event(&DeskEvent::Paid { checkout, amount: Money::cents(900), payment: payment("1") });
    assert_eq!(world.life(0), &Life::Expired);
    assert_eq!(world.deposit().payments[0].held, Money::cents(900));
}

#[test]
fn paid_after_a_waiver_rests_on_the_visit() {
    let mut world = World::opened();
    let (page, appointment) = (world.page(0), world.id(0));
    assert!(expires(&world.event(&DeskEvent::Staff(StaffOrder::Waive { appointment })), page));
    let _ = world.pay(page, "1");
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Paid });
    assert_eq!(world.deposit().payments[0].applied, Money::cents(1000));
}

/// A cancelled visit whose refund has been asked for.
fn refunding() -> (World, crate::values::RefundId) {
    let mut world = World::confirmed();
    let id = world.id(0);
    let _ = world.cancel(&[id]);
    let refund = world.deposit().payments[0].refunds[0].id;
    (world, refund)
}

fn says(world: &mut World, refund: crate::values::RefundId, answer: RefundAnswer) -> Ruling {
    world.event(&DeskEvent::Refund { refund, answer })
}

#[test]
fn a_refund_is_done_once_and_may_come_back_days_later() {
    let (mut world, refund) = refunding();
    let done = RefundAnswer::Succeeded { reference: "re_1".into() };
    let _ = says(&mut world, refund, RefundAnswer::Unknown);
    assert_eq!(world.deposit().payments[0].refunds[0].state, RefundState::Look);
    let _ = says(&mut world, refund, RefundAnswer::Pending { reference: "re_1".into() });
    let _ = says(&mut world, refund, done.clone());
    assert_eq!(world.deposit().payments[0].refunded, Money::cents(1000));
    assert_eq!(says(&mut world, refund, done.clone()), Ruling::nothing(Rule::KnownAlready));
    let _ = says(&mut world, refund, RefundAnswer::Failed);
    assert_eq!(world.deposit().payments[0].refund_due, Money::cents(1000));
    assert_eq!(world.cases.last().unwrap().kind, CaseKind::RefundFailed);
    assert_eq!(says(&mut world, refund, RefundAnswer::Failed).changes, vec![]);

    let _ = world.event(&DeskEvent::Staff(StaffOrder::RefundDeposit { appointment: world.id(0) }));
    let again = world.deposit().payments[0].refunds[0].clone();
    assert!(again.id != refund && again.state == RefundState::Due, "only staff, and as a new one");
    assert_eq!(says(&mut world, refund, RefundAnswer::Failed).changes, vec![], "the old one's echo");
    let _ = says(&mut world, again.id, done);
    assert_eq!(world.deposit().payments[0].refunded, Money::cents(1000));
}

#[test]
fn refunds_are_looked_at_hourly_and_done_ones_daily_for_a_month() {
    let (mut world, refund) = refunding();
    let next = |w: &World| {
        let due = w.deposit().due(&[], &w.facts);
        due.iter()
            .find(|(_, k)| *k == DueKind::LookRefund)
            .map(|(at, _)| (*at - super::at(3, 10, 10, 0)).num_hours())
    };
    assert_eq!(next(&world), Some(1));
    world.pass(60);
    assert_eq!(world.due(DueKind::LookRefund).effects.len(), 1);
    assert_eq!(world.due(DueKind::LookRefund), Ruling::nothing(Rule::TooEarly));
    assert_eq!(next(&world), Some(2));
    let _ = says(&mut world, refund, RefundAnswer::Succeeded { reference: "re_1".into() });
    assert_eq!(next(&world), Some(24));
    world.pass(31 * 24 * 60);
    let _ = world.due(DueKind::LookRefund);
    assert_eq!(next(&world), None);
}

#[test]
fn a_refund_made_by_hand_is_adopted() {
    let mut world = World::confirmed();
    let event = DeskEvent::RefundedElsewhere {
        payment: payment("1"),
        reference: "re_hand".into(),
        amount: Money::cents(400),
    };
    let _ = world.event(&event);
    let paid = &world.deposit().payments[0];
    assert_eq!((paid.applied, paid.refunded), (Money::cents(600), Money::cents(400)));
    assert_eq!(world.cases.last().unwrap().kind, CaseKind::RefundedElsewhere);
    assert_eq!(world.event(&event), Ruling::nothing(Rule::KnownAlready));
}

#[test]
fn disputed_money_is_not_refunded_and_comes_back_when_won() {
    let mut world = World::confirmed();
    let turn = |turn| DeskEvent::Dispute { payment: payment("1"), turn };
    let _ = world.event(&turn(DisputeTurn::Created));
    assert_eq!(world.deposit().payments[0].disputed, Money::cents(1000));
    let mut won = world.clone();
    let _ = won.event(&turn(DisputeTurn::Won));
    assert_eq!(won.deposit().payments[0].applied, Money::cents(1000));
    assert_eq!(won.event(&turn(DisputeTurn::Created)), Ruling::nothing(Rule::KnownAlready), "a late echo");
    let id = world.id(0);
    assert!(!world.cancel(&[id]).effects.iter().any(|e| matches!(e, Effect::Refund { .. })));
    let _ = world.event(&turn(DisputeTurn::Lost));
    assert!(world.ledger.values().any(|e| e.to == Account::Loss));
    assert_eq!(world.event(&turn(DisputeTurn::Lost)), Ruling::nothing(Rule::KnownAlready));
}

#[test]
fn a_page_that_the_rows_lost_is_adopted() {
    let mut world = World::held();
    let checkout = CheckoutId::named("test", "lost in a restore");
    let _ = world.event(&DeskEvent::Paid { checkout, amount: Money::cents(1000), payment: payment("1") });
    assert!(matches!(world.life(0), Life::Confirmed { .. }));
}
