//! Rows 1-34 of the state table: pages, limits, failures.

use super::*;
use crate::booking::{CheckoutState, CollectedBy, DepositLife};

#[test]
fn a_hold_asks_for_a_page_and_says_nothing() {
    let world = World::held();
    assert_eq!(world.limit(), Some(at(3, 10, 10, 30)));
    let Some(Effect::Secure { amount, appointments, closes, .. }) = world.effects.last() else { panic!() };
    assert_eq!((*amount, *closes), (Money::cents(1000), at(3, 10, 10, 30)));
    assert_eq!(appointments, &vec![world.id(0)]);
    assert!(world.news.is_empty());
    assert_eq!(world.deposit().refund_until, Some(at(3, 12, 12, 0)));
}

#[test]
fn today_is_held_for_a_quarter_of_an_hour_and_a_group_is_one_payment() {
    let mut world = World::new(at(3, 10, 10, 0));
    let (noon, one) = (at(3, 10, 12, 0), at(3, 10, 12, 0));
    let _ = world.hold(&[want("ana", "pilar", noon, 5013), want("eva", "marta", one, 3012)]);
    assert_eq!(world.limit(), Some(at(3, 10, 10, 15)));
    assert_eq!(world.deposit().amount, Money::cents(1605));
    assert_eq!(world.deposit().shares.iter().map(|(_, s)| s.to_cents()).collect::<Vec<_>>(), [1003, 602]);
    assert!(world.visit(world.id(0)).group.is_some());
    assert_eq!(world.visit(world.id(0)).group, world.visit(world.id(1)).group);
}

#[test]
fn nothing_due_is_confirmed_at_once_without_news() {
    let mut world = World::new(at(3, 10, 10, 0));
    let ruling = world.hold(&[want("ana", "pilar", at(3, 13, 12, 0), 0)]);
    let visit = world.facts.appointments.values().next().unwrap();
    assert!(matches!(visit.life, Life::Confirmed { how: crate::booking::HowConfirmed::NothingDue }));
    assert!(world.facts.deposits.is_empty() && ruling.news.is_empty());
    assert!(ruling.effects.iter().any(|e| matches!(e, Effect::TellStylist { .. })));
}

#[test]
fn the_link_is_told_once_and_a_late_one_is_shut_unseen() {
    let mut world = World::held();
    let page = world.page(0);
    assert_eq!(world.open(page).news.len(), 1);
    assert_eq!(world.open(page), Ruling::nothing(Rule::KnownAlready));

    for end in [0, 1, 2] {
        let mut world = World::held();
        let (page, id) = (world.page(0), world.id(0));
        match end {
            0 => drop(world.cancel(&[id])),
            1 => drop(world.event(&DeskEvent::Staff(StaffOrder::Waive { appointment: id }))),
            _ => {
                world.pass(30);
                let _ = world.due(DueKind::Limit);
                world.pass(5);
                let _ = world.due(DueKind::Release);
            }
        }
        world.news.clear();
        let late = world.open(page);
        assert!(expires(&late, page) && late.news.is_empty());
        assert!(!expires(&world.open(page), page), "a second one by nothing");
        let _ = world.shut(page);
        assert_eq!(world.open(page).effects, vec![]);
    }
}

#[test]
fn a_page_that_cannot_be_opened_is_for_people_and_the_hold_runs_on() {
    let mut world = World::held();
    let page = world.page(0);
    let _ = world.event(&DeskEvent::OpenFailed { checkout: page });
    assert_eq!(world.last_news(), Some(&News::LinkFailed(world.deposit_id())));
    assert!(world.limit().is_some());
    assert_eq!(world.deposit().collected_by, CollectedBy::Staff);
}

#[test]
fn the_first_failure_shuts_first_and_opens_then() {
    let mut world = World::opened();
    let page = world.page(0);
    let ruling = world.fails();
    assert!(expires(&ruling, page) && asks_for_page(&ruling).is_none());
    assert_eq!(world.limit(), Some(at(3, 10, 10, 45)));
    assert_eq!(world.fails().outcome, Outcome::Nothing, "only a look while the page is being shut");
    assert_eq!(world.deposit().failures, 1);
    let shut = world.shut(page);
    assert_eq!(asks_for_page(&shut), Some(Money::cents(1000)));
    assert_eq!(world.shut(page).effects, vec![]);
}

#[test]
fn a_failure_of_what_was_paid_is_a_booking() {
    let mut world = World::opened();
    let page = world.page(0);
    let _ = world.fails();
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }));
    assert_eq!(world.deposit().checkouts.len(), 1, "no second page");
    assert_eq!(world.fails().outcome, Outcome::Nothing);
}

#[test]
fn unreachable_gives_the_same_link_again_but_never_after_an_end() {
    let mut world = World::opened();
    let page = world.page(0);
    let _ = world.fails();
    let _ = world.event(&DeskEvent::ShutUnreachable { checkout: page });
    assert!(world.deposit().open_page().is_some());
    assert_eq!(world.last_news(), Some(&News::LinkReady(world.deposit_id())));
    let id = world.id(0);
    let _ = world.cancel(&[id]);
    let _ = world.event(&DeskEvent::ShutUnreachable { checkout: page });
    assert!(world.deposit().open_page().is_none());
}

#[test]
fn the_second_failure_is_refused_so_that_a_person_takes_over() {
    let mut world = World::opened();
    let page = world.page(0);
    let _ = world.fails();
    let _ = world.shut(page);
    let next = world.page(1);
    let _ = world.open(next);
    let ruling = world.fails();
    assert_eq!(ruling.outcome, Outcome::Refused(Refusal::NotNow));
    assert!(expires(&ruling, next));
    assert_eq!(world.limit(), Some(at(3, 10, 10, 45)), "open now: the limit is later than half an hour");
    assert_eq!(asks_for_page(&world.shut(next)), None, "no third page");
    assert_eq!(world.fails().changes, vec![]);
}

#[test]
fn over_night_people_have_until_half_an_hour_after_opening() {
    let mut world = World::new(at(3, 10, 23, 0));
    let _ = world.hold(&[want("ana", "pilar", at(3, 13, 12, 0), 5000)]);
    let page = world.page(0);
    let _ = world.open(page);
    world.policy(|p| p.max_payment_retries = 1);
    let _ = world.fails();
    assert_eq!(world.limit(), Some(at(3, 11, 10, 30)));

    let mut world = World::new(at(3, 10, 23, 0));
    let _ = world.hold(&[want("ana", "pilar", at(3, 11, 12, 0), 5000)]);
    let page = world.page(0);
    let _ = world.open(page);
    world.policy(|p| p.max_payment_retries = 1);
    let _ = world.fails();
    assert_eq!(world.limit(), Some(at(3, 10, 23, 30)), "not a day ahead");
}

#[test]
fn who_cannot_pay_online_is_kept_for_staff() {
    let mut world = World::opened();
    let page = world.page(0);
    let ruling = keep_for_staff(world.deposit(), &world.facts, world.now).unwrap();
    let ruling = world.commit(ruling);
    assert!(expires(&ruling, page));
    assert_eq!(world.limit(), Some(at(3, 10, 14, 0)));
    assert_eq!(asks_for_page(&world.shut(page)), None);
}

#[test]
fn the_limit_closes_and_only_the_provider_frees() {
    let mut world = World::opened();
    let page = world.page(0);
    assert_eq!(world.due(DueKind::Limit), Ruling::nothing(Rule::TooEarly));
    world.pass(30);
    assert!(expires(&world.due(DueKind::Limit), page));
    assert!(matches!(world.life(0), Life::Closing { .. }));
    assert_eq!(world.due(DueKind::Release), Ruling::nothing(Rule::TooEarly));
    let _ = world.shut(page);
    assert_eq!((world.life(0), world.deposit().life), (&Life::Expired, DepositLife::Void));
    assert_eq!(world.last_news(), Some(&News::HoldExpired(world.deposit_id())));
}

#[test]
fn a_silent_provider_keeps_the_chair_for_the_grace_only() {
    let mut world = World::opened();
    world.pass(60);
    let _ = world.due(DueKind::Limit);
    let Life::Closing { since, close_by } = *world.life(0) else { panic!() };
    assert_eq!((since, close_by), (at(3, 10, 10, 30), at(3, 10, 11, 5)), "a late timer still asks first");
    world.pass(5);
    let _ = world.due(DueKind::Release);
    assert_eq!(world.life(0), &Life::Expired);
    assert!(matches!(world.deposit().checkouts[0].state, CheckoutState::Expiring { .. }), "still watched");
    assert!(world.deposit().due(&[], &world.facts).iter().any(|(_, k)| *k == DueKind::Look));
}

#[test]
fn a_delayed_payment_holds_no_chair_beyond_the_limit() {
    let mut world = World::opened();
    let page = world.page(0);
    let _ = world.event(&DeskEvent::Processing { checkout: page });
    assert_eq!(world.last_news(), Some(&News::Processing(world.deposit_id())));
    assert!(world.limit().is_some());
    world.pass(30);
    let _ = world.due(DueKind::Limit);
    assert_eq!(world.life(0), &Life::Expired, "nothing can be paid any more: no need to wait");
    let _ = world.pay(page, "1");
    assert!(matches!(world.life(0), Life::Confirmed { .. }), "the bank completed it and the chair was free");
}

#[test]
fn a_bank_that_refuses_is_a_failure() {
    let mut world = World::opened();
    let page = world.page(0);
    let _ = world.event(&DeskEvent::Processing { checkout: page });
    let ruling = world.event(&DeskEvent::BankRefused { checkout: page });
    assert_eq!(asks_for_page(&ruling), Some(Money::cents(1000)));
    assert_eq!(world.limit(), Some(at(3, 10, 10, 45)));
    assert_eq!(world.event(&DeskEvent::BankRefused { checkout: page }).changes, vec![]);
}

#[test]
fn a_page_that_ends_by_itself_is_replaced_while_there_is_time() {
    for (passed, replaced) in [(10, true), (26, false)] {
        let mut world = World::opened();
        let page = world.page(0);
        world.pass(passed);
        assert_eq!(asks_for_page(&world.shut(page)).is_some(), replaced);
        assert!(world.limit().is_some());
    }
}

#[test]
fn the_end_of_a_hold_is_mentioned_once_a_limit() {
    let mut world = World::opened();
    assert_eq!(world.due(DueKind::Warn), Ruling::nothing(Rule::TooEarly));
    world.pass(25);
    assert_eq!(world.due(DueKind::Warn).news.len(), 1);
    assert_eq!(world.due(DueKind::Warn), Ruling::nothing(Rule::KnownAlready));
    let warns =
        |w: &World| w.deposit().due(&[w.visit(w.id(0))], &w.facts).iter().any(|(_, k)| *k == DueKind::Warn);
    assert!(!warns(&world));
    let (page, _) = (world.page(0), world.fails());
    assert!(warns(&world), "a new limit is warned of anew");
    let _ = world.shut(page);
}

#[test]
fn a_chair_taken_outside_is_given_up_only_before_the_link() {
    let mut world = World::held();
    let id = world.id(0);
    let _ = world.event(&DeskEvent::SeatBusyOutside { appointment: id });
    assert!(matches!(world.life(0), Life::Cancelled { .. }));
    assert_eq!(world.last_news(), Some(&News::SeatGone(vec![id])));

    let mut world = World::opened();
    let id = world.id(0);
    let _ = world.event(&DeskEvent::SeatBusyOutside { appointment: id });
    assert!(world.limit().is_some());
    assert_eq!(world.cases.len(), 1);
}

#[test]
fn pages_are_looked_at_until_they_are_final() {
    let mut world = World::opened();
    let mut looks = vec![];
    for _ in 0..8 {
        let due = world.deposit().due(&[], &world.facts);
        let (at, _) = due.iter().find(|(_, k)| *k == DueKind::Look).copied().unwrap();
        looks.push((at - super::at(3, 10, 10, 0)).num_minutes());
        world.now = at;
        assert_eq!(world.due(DueKind::Look).effects.len(), 1);
    }
    assert_eq!(looks, [1, 2, 5, 15, 60, 120, 180, 240]);
    world.pass(10_000);
    let _ = world.due(DueKind::Look);
    assert!(world.deposit().due(&[], &world.facts).iter().all(|(_, k)| *k != DueKind::Look), "given up");
}
