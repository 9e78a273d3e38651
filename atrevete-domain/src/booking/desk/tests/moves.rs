//! Rows 14-17, 40-46, 58-59: corrections, moves, cancellations, groups.

use super::*;
use crate::booking::{
    CheckoutState, DepositLife, HowConfirmed,
    cancellation::{Band, band},
};
use crate::step::{CaseKind, StylistNews};

fn noon() -> Instant {
    at(3, 13, 12, 0)
}

#[test]
fn a_correction_without_a_new_sum_keeps_limit_and_page() {
    let mut world = World::opened();
    let id = world.id(0);
    world.pass(10);
    let ruling = world.rehold(&[id], &[want("ana", "marta", at(3, 12, 16, 0), 5000)]);
    assert_eq!(ruling.effects, vec![Effect::Mirror { appointment: id }]);
    assert_eq!(world.limit(), Some(at(3, 10, 10, 30)));
    assert!(world.deposit().open_page().is_some());
    assert_eq!(world.visit(id).seat.stylist, stylist("marta"));
    assert_eq!(world.deposit().refund_until, Some(at(3, 11, 16, 0)), "the deadline follows the seat");
}

#[test]
fn a_new_sum_shuts_the_old_page_before_the_next_is_asked_for() {
    let mut world = World::opened();
    let (id, page) = (world.id(0), world.page(0));
    world.pass(25);
    let ruling = world.rehold(&[id], &[want("ana", "pilar", noon(), 8000)]);
    assert!(expires(&ruling, page) && asks_for_page(&ruling).is_none());
    assert_eq!(world.limit(), Some(at(3, 10, 10, 40)), "time to pay it");
    let _ = world.event(&DeskEvent::ShutUnreachable { checkout: page });
    assert!(world.deposit().open_page().is_none(), "the old sum is not offered again");
    assert_eq!(asks_for_page(&world.shut(page)), Some(Money::cents(1600)));
    let next = world.page(1);
    let _ = world.open(next);
    let _ = world.pay(next, "1");
    assert_eq!(world.deposit().payments[0].applied, Money::cents(1600));
}

#[test]
fn a_page_still_being_opened_is_shut_too() {
    let mut world = World::held();
    let (id, page) = (world.id(0), world.page(0));
    assert!(expires(&world.rehold(&[id], &[want("ana", "pilar", noon(), 8000)]), page));
    assert!(expires(&world.open(page), page));
    assert!(world.news.is_empty());
    assert!(asks_for_page(&world.shut(page)).is_some());
}

#[test]
fn the_old_page_paid_after_all_is_the_deposit() {
    for (now_costs, case) in [(8000, false), (3000, true)] {
        let mut world = World::opened();
        let (id, page) = (world.id(0), world.page(0));
        let _ = world.rehold(&[id], &[want("ana", "pilar", noon(), now_costs)]);
        let _ = world.pay(page, "1");
        assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Paid });
        assert_eq!(world.deposit().amount, Money::cents(1000));
        assert_eq!(world.visit(id).share, Money::cents(1000));
        assert_eq!(world.cases.iter().any(|c| c.kind == CaseKind::AmountDiffers), case, "over is a case");
        assert_eq!(world.deposit().checkouts.len(), 1);
    }
}

#[test]
fn a_correction_to_something_free_is_confirmed() {
    let mut world = World::opened();
    let (id, page) = (world.id(0), world.page(0));
    let ruling = world.rehold(&[id], &[want("ana", "pilar", noon(), 0)]);
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::NothingDue });
    assert!(expires(&ruling, page));
    let _ = world.pay(page, "1");
    assert_eq!(world.deposit().payments[0].applied, Money::cents(1000), "it is taken off the bill");
}

#[test]
fn corrections_cannot_keep_a_chair_for_ever() {
    let mut world = World::opened();
    let id = world.id(0);
    for round in 0..20 {
        world.pass(10);
        let _ = world.rehold(&[id], &[want("ana", "pilar", noon(), 5000 + 100 * (round % 2))]);
    }
    assert_eq!(world.limit(), Some(at(3, 10, 11, 0)));
}

#[test]
fn a_closing_hold_is_neither_changed_nor_retried() {
    let mut world = World::opened();
    let id = world.id(0);
    world.pass(30);
    let _ = world.due(DueKind::Limit);
    let closing = Outcome::Refused(Refusal::Closing);
    assert_eq!(world.rehold(&[id], &[want("ana", "pilar", noon(), 5000)]).outcome, closing);
    assert_eq!(world.fails().outcome, closing);
    let _ = world.cancel(&[id]);
    assert!(matches!(world.life(0), Life::Cancelled { .. }));
}

#[test]
fn a_move_keeps_the_deposit_and_tells_both_stylists() {
    let mut world = World::confirmed();
    let id = world.id(0);
    let ruling = world.rehold(&[id], &[want("ana", "marta", at(3, 14, 12, 0), 8000)]);
    let told: Vec<_> = ruling
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::TellStylist { stylist, what, .. } => Some((*stylist, *what)),
            Effect::Say(_)
            | Effect::Secure { .. }
            | Effect::ExpireCheckout { .. }
            | Effect::LookAtCheckout { .. }
            | Effect::Refund { .. }
            | Effect::Mirror { .. }
            | Effect::HandOff(_)
            | Effect::AlertTeam { .. } => None,
        })
        .collect();
    assert_eq!(told, [(stylist("pilar"), StylistNews::Moved), (stylist("marta"), StylistNews::Moved)]);
    assert_eq!(world.deposit().amount, Money::cents(1000), "what was paid stays");
    assert!(!world.visit(id).notes.deposit_final);
    assert_eq!(world.visit(id).shown.unwrap().refund_until, Some(at(3, 13, 12, 0)));
}

#[test]
fn a_late_move_makes_the_deposit_final_and_there_is_one() {
    let mut world = World::confirmed();
    let id = world.id(0);
    world.now = noon() - TimeDelta::hours(7);
    let _ = world.rehold(&[id], &[want("ana", "pilar", at(3, 27, 12, 0), 5000)]);
    let notes = world.visit(id).notes.clone();
    assert_eq!((notes.late_moves, notes.deposit_final), (1, true));
    assert_eq!(world.deposit().refund_until, None);
    let _ = world.cancel(&[id]);
    assert_eq!(world.deposit().payments[0].forfeited, Money::cents(1000), "the loophole is shut");

    let mut world = World::confirmed();
    let id = world.id(0);
    world.now = noon() - TimeDelta::hours(7);
    let _ = world.rehold(&[id], &[want("ana", "pilar", at(3, 14, 11, 0), 5000)]);
    world.now = at(3, 13, 20, 0);
    let again = world.rehold(&[id], &[want("ana", "pilar", at(3, 14, 17, 0), 5000)]);
    assert_eq!(again.outcome, Outcome::Refused(Refusal::NotNow));
}

#[test]
fn the_bands_hold_to_the_minute() {
    let mut world = World::confirmed();
    let id = world.id(0);
    let amount = Money::cents(1000);
    let minute = TimeDelta::minutes(1);
    let mut ask = |before: TimeDelta| {
        world.now = noon() - before;
        band(world.visit(id), Some(world.deposit()), &world.facts.salon.policy, world.now)
    };
    assert_eq!(ask(TimeDelta::hours(24) + minute), Band::Refund { amount });
    assert_eq!(ask(TimeDelta::hours(24)), Band::Forfeit { amount });
    assert_eq!(ask(TimeDelta::hours(6)), Band::Forfeit { amount });
    assert_eq!(ask(TimeDelta::hours(6) - minute), Band::StaffOnly);
    assert_eq!(ask(TimeDelta::zero()), Band::Past);
    world.now = noon() - TimeDelta::hours(2);
    assert_eq!(world.cancel(&[id]).outcome, Outcome::Refused(Refusal::NotNow));
}

#[test]
fn within_the_grace_after_paying_everything_comes_back() {
    let mut world = World::new(at(3, 10, 10, 0));
    let _ = world.hold(&[want("ana", "pilar", at(3, 10, 13, 30), 5000)]);
    let page = world.page(0);
    let _ = world.pay(page, "1");
    assert_eq!(world.deposit().refund_until, None);
    let ask = |w: &World| band(w.visit(w.id(0)), Some(w.deposit()), &w.facts.salon.policy, w.now);
    assert!(matches!(ask(&world), Band::Refund { .. }));
    world.pass(30);
    assert!(matches!(ask(&world), Band::Refund { .. }));
    world.pass(1);
    assert_eq!(ask(&world), Band::StaffOnly);
}

#[test]
fn what_was_shown_is_kept_when_the_policy_grows_stricter() {
    let mut world = World::confirmed();
    world.policy(|p| p.cancellation_threshold_hours = 72);
    world.now = at(3, 12, 11, 59);
    let id = world.id(0);
    let _ = world.cancel(&[id]);
    assert_eq!(world.deposit().payments[0].refund_due, Money::cents(1000));
}

fn group() -> World {
    let mut world = World::new(at(3, 10, 10, 0));
    let _ = world.hold(&[want("ana", "pilar", noon(), 5000), want("eva", "marta", noon(), 3000)]);
    let page = world.page(0);
    let _ = world.open(page);
    world
}

#[test]
fn one_of_an_unpaid_group_leaves_and_the_others_are_asked_a_new_sum() {
    let mut world = group();
    let (page, eva) = (world.page(0), world.id(1));
    let ruling = world.cancel(&[eva]);
    assert!(expires(&ruling, page));
    assert_eq!(world.deposit().amount, Money::cents(1000));
    assert_eq!(asks_for_page(&world.shut(page)), Some(Money::cents(1000)));
    assert!(world.limit().is_some() && matches!(world.life(1), Life::Cancelled { .. }));

    let mut world = group();
    let (page, eva) = (world.page(0), world.id(1));
    let _ = world.cancel(&[eva]);
    let _ = world.pay(page, "1");
    let paid = &world.deposit().payments[0];
    assert_eq!(
        (paid.applied, paid.refund_due),
        (Money::cents(1000), Money::cents(600)),
        "her part goes back"
    );
    assert!(world.cases.is_empty());
}

#[test]
fn one_of_a_paid_group_gets_her_share() {
    let mut world = group();
    let (page, eva) = (world.page(0), world.id(1));
    let _ = world.pay(page, "1");
    let _ = world.cancel(&[eva]);
    let paid = &world.deposit().payments[0];
    assert_eq!((paid.applied, paid.refund_due), (Money::cents(1000), Money::cents(600)));
    assert_eq!(world.deposit().life, DepositLife::Held { by: page });
    let ana = world.id(0);
    let _ = world.cancel(&[ana]);
    assert_eq!(world.deposit().payments[0].refund_due, Money::cents(1600));
    assert_eq!(world.deposit().life, DepositLife::Settled);
}

#[test]
fn all_of_an_unpaid_group_end_together() {
    let mut world = group();
    let (page, both) = (world.page(0), [world.id(0), world.id(1)]);
    let _ = world.cancel(&both);
    assert!(matches!(world.deposit().checkouts[0].state, CheckoutState::Expiring { .. }));
    assert_eq!(asks_for_page(&world.shut(page)), None);
    assert_eq!(world.deposit().life, DepositLife::Void);
}

#[test]
fn the_booker_hears_of_a_third_party() {
    let mut world = World::new(at(3, 10, 10, 0));
    let third = Want { booked_by: Some("ana"), ..want("marta", "pilar", noon(), 5000) };
    let _ = world.hold(&[third]);
    let page = world.page(0);
    let _ = world.open(page);
    assert_eq!(world.news.last().unwrap().0, customer("ana"));
}
