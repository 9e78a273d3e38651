//! Rows 45-48 and users.md: what staff order, and how a visit ends.

use super::*;
use crate::booking::{DepositLife, HowConfirmed, appointment::By};

fn noon() -> Instant {
    at(3, 13, 12, 0)
}

fn order(world: &mut World, order: StaffOrder) -> Ruling {
    let id = world.id(0);
    world.visit_event(id, &DeskEvent::Staff(order))
}

fn pot(world: &World) -> [i64; 3] {
    let p = &world.deposit().payments[0];
    [p.applied, p.forfeited, p.refund_due].map(Money::to_cents)
}

#[test]
fn the_salon_gives_everything_back_unless_it_says_why_not() {
    for (keep, pots) in [(None, [0, 0, 1000]), (Some("no".to_owned()), [0, 1000, 0])] {
        let mut world = World::confirmed();
        let appointment = world.id(0);
        world.now = noon() - TimeDelta::hours(1);
        let cancel = StaffOrder::Cancel { appointment, keep };
        let ruling = order(&mut world, cancel.clone());
        assert_eq!(pot(&world), pots);
        let refund = Money::cents(pots[2]);
        assert_eq!(ruling.news, vec![(customer("ana"), News::CancelledBySalon { appointment, refund })]);
        assert!(matches!(world.life(0), Life::Cancelled { by: By::Staff, .. }));
        assert_eq!(order(&mut world, cancel).outcome, Outcome::Nothing);
    }
}

#[test]
fn a_move_by_staff_is_refused_where_somebody_sits_and_never_makes_final() {
    let mut world = World::confirmed();
    let appointment = world.id(0);
    let _ = world.hold(&[want("eva", "marta", noon(), 0)]);
    world.now = noon() - TimeDelta::hours(7);
    let seat = |name, from| Seat { stylist: stylist(name), span: Span::minutes(from, 60) };
    let taken = seat("marta", noon());
    let ruling = order(&mut world, StaffOrder::Move { appointment, seat: taken });
    assert_eq!(ruling.outcome, Outcome::Refused(Refusal::SlotTaken(taken)));
    let free = seat("marta", at(3, 20, 13, 0));
    let ruling = order(&mut world, StaffOrder::Move { appointment, seat: free });
    assert_eq!(ruling.news, vec![(customer("ana"), News::MovedBySalon(appointment))]);
    assert_eq!(world.visit(appointment).seat, free);
    assert!(!world.visit(appointment).notes.deposit_final);
    let again = order(&mut world, StaffOrder::Move { appointment, seat: free });
    assert_eq!(again.outcome, Outcome::Nothing);
}

#[test]
fn a_waiver_confirms_the_whole_booking() {
    let mut world = World::opened();
    let (appointment, page) = (world.id(0), world.page(0));
    let ruling = order(&mut world, StaffOrder::Waive { appointment });
    assert!(expires(&ruling, page));
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Waived });
    assert_eq!(world.deposit().life, DepositLife::Waived);
    assert_eq!(order(&mut world, StaffOrder::Waive { appointment }).outcome, Outcome::Nothing);
}

#[test]
fn a_visit_ends_by_itself_an_hour_after_its_end() {
    let mut world = World::confirmed();
    let appointment = world.id(0);
    assert!(world.visit(appointment).due(&world.facts).contains(&(at(3, 13, 14, 0), DueKind::Complete)));
    world.now = at(3, 13, 13, 59);
    assert_eq!(world.visit_event(appointment, &DeskEvent::Due(DueKind::Complete)).outcome, Outcome::Nothing);
    world.pass(1);
    let _ = world.visit_event(appointment, &DeskEvent::Due(DueKind::Complete));
    assert_eq!(world.life(0), &Life::Completed);
    assert_eq!(pot(&world), [1000, 0, 0]);
}

#[test]
fn who_said_that_she_will_not_come_did_not_come_and_is_no_no_show() {
    let mut world = World::confirmed();
    let appointment = world.id(0);
    let said = noon() - TimeDelta::hours(3);
    world.facts.appointments.get_mut(&appointment).unwrap().notes.not_coming = Some(said);
    world.now = at(3, 13, 14, 0);
    let _ = world.visit_event(appointment, &DeskEvent::Due(DueKind::Complete));
    assert_eq!(world.life(0), &Life::Cancelled { by: By::Customer, at: said });
    assert_eq!(pot(&world), [0, 1000, 0]);
}

#[test]
fn a_no_show_loses_the_deposit_at_the_end_of_the_day_and_may_be_taken_back_for_a_week() {
    let mut world = World::confirmed();
    let appointment = world.id(0);
    world.now = noon() + TimeDelta::minutes(14);
    let no_show = StaffOrder::NoShow { appointment };
    assert_eq!(order(&mut world, no_show.clone()).outcome, Outcome::Refused(Refusal::NotNow));
    world.pass(1);
    let _ = order(&mut world, no_show.clone());
    assert_eq!((world.life(0), pot(&world)), (&Life::NoShow, [1000, 0, 0]));
    assert_eq!(world.visit(appointment).due(&world.facts), vec![(at(3, 14, 0, 0), DueKind::Complete)]);
    world.now = at(3, 14, 0, 0);
    let _ = world.visit_event(appointment, &DeskEvent::Due(DueKind::Complete));
    assert_eq!(pot(&world), [0, 1000, 0]);
    assert_eq!(world.visit(appointment).due(&world.facts), vec![]);
    let _ = order(&mut world, StaffOrder::CameAfterAll { appointment });
    assert_eq!((world.life(0), pot(&world)), (&Life::Completed, [1000, 0, 0]));
    let _ = order(&mut world, no_show.clone());
    let _ = world.visit_event(appointment, &DeskEvent::Due(DueKind::Complete));
    assert_eq!(pot(&world), [0, 1000, 0], "the second time is another movement");
    world.now = at(3, 20, 13, 1);
    let late = order(&mut world, StaffOrder::CameAfterAll { appointment });
    assert_eq!(late.outcome, Outcome::Refused(Refusal::NotNow));
}

#[test]
fn staff_refund_what_rests_or_was_kept_once() {
    let mut world = World::confirmed();
    let appointment = world.id(0);
    let refund = StaffOrder::RefundDeposit { appointment };
    let _ = order(&mut world, refund.clone());
    assert_eq!(pot(&world), [0, 0, 1000]);
    assert_eq!(world.life(0), &Life::Confirmed { how: HowConfirmed::Waived }, "the visit stands");
    assert_eq!(order(&mut world, refund.clone()).outcome, Outcome::Refused(Refusal::NothingPaid));

    let mut world = World::confirmed();
    world.now = noon() - TimeDelta::hours(7);
    let _ = world.cancel(&[appointment]);
    assert_eq!(pot(&world), [0, 1000, 0]);
    let _ = order(&mut world, refund);
    assert_eq!(pot(&world), [0, 0, 1000]);
}
