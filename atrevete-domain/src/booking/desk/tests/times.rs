//! Reminders.

use super::*;
use crate::booking::Reminder;

/// A visit without deposit, agreed now.
fn agreed(now: Instant, start: Instant) -> (World, AppointmentId) {
    let mut world = World::new(now);
    let _ = world.hold(&[want("ana", "pilar", start, 0)]);
    let id = *world.facts.appointments.keys().next().unwrap();
    (world, id)
}

fn remind_at(world: &World, id: AppointmentId) -> Option<Instant> {
    world.visit(id).due(&world.facts).into_iter().find(|(_, k)| *k == DueKind::Remind).map(|(at, _)| at)
}

#[test]
fn two_days_ahead_once() {
    let (mut world, id) = agreed(at(3, 9, 10, 0), at(3, 13, 12, 0));
    assert_eq!(remind_at(&world, id), Some(at(3, 11, 12, 0)));
    assert_eq!(world.visit_event(id, &DeskEvent::Due(DueKind::Remind)).outcome, Outcome::Nothing);
    world.now = at(3, 11, 12, 0);
    let _ = world.visit_event(id, &DeskEvent::Due(DueKind::Remind));
    assert_eq!(world.news, vec![(customer("ana"), News::ReminderDue(id))]);
    assert_eq!(world.visit_event(id, &DeskEvent::Due(DueKind::Remind)).news, vec![]);
    assert_eq!(remind_at(&world, id), None);
}

#[test]
fn none_for_what_was_just_agreed() {
    let start = at(3, 13, 12, 0);
    let (world, id) = agreed(start - TimeDelta::hours(50), start);
    assert!(remind_at(&world, id).is_some());
    let (world, id) = agreed(start - TimeDelta::hours(50) + TimeDelta::minutes(1), start);
    assert_eq!(remind_at(&world, id), None);
    assert_eq!(world.visit(id).notes.reminder, Reminder::Skipped);
}

#[test]
fn quiet_hours_shift_it_later_but_never_past_the_refund() {
    let (mut world, id) = agreed(at(3, 9, 10, 0), at(3, 17, 22, 0));
    assert_eq!(remind_at(&world, id), Some(at(3, 16, 9, 0)));
    world.policy(|p| p.cancellation_threshold_hours = 40);
    assert_eq!(remind_at(&world, id), Some(at(3, 15, 20, 59)));
    let (world, id) = agreed(at(3, 9, 10, 0), at(3, 17, 8, 30));
    assert_eq!(remind_at(&world, id), Some(at(3, 15, 9, 0)), "in the small hours: the same morning");
}

#[test]
fn a_move_resets_it() {
    let (mut world, id) = agreed(at(3, 9, 10, 0), at(3, 13, 12, 0));
    world.now = at(3, 11, 12, 0);
    let _ = world.visit_event(id, &DeskEvent::Due(DueKind::Remind));
    let _ = world.rehold(&[id], &[want("ana", "pilar", at(3, 20, 12, 0), 0)]);
    assert_eq!(remind_at(&world, id), Some(at(3, 18, 12, 0)));
}

#[test]
fn a_group_is_reminded_once_and_who_opted_out_is_not() {
    let mut world = World::new(at(3, 9, 10, 0));
    let eva = Want { booked_by: Some("ana"), ..want("eva", "marta", at(3, 13, 12, 0), 0) };
    let _ = world.hold(&[want("ana", "pilar", at(3, 13, 12, 0), 0), eva]);
    world.now = at(3, 11, 12, 0);
    let ids: Vec<AppointmentId> = world.facts.appointments.keys().copied().collect();
    for id in &ids {
        let _ = world.visit_event(*id, &DeskEvent::Due(DueKind::Remind));
    }
    let group = world.visit(ids[0]).group.unwrap();
    assert_eq!(world.news, vec![(customer("ana"), News::GroupReminderDue(group))]);

    let (mut world, id) = agreed(at(3, 9, 10, 0), at(3, 13, 12, 0));
    let ana = Customer { opted_out: true, ..Customer::new(customer("ana"), None, None, world.now) };
    world.facts.people.insert(ana.id, ana);
    world.now = at(3, 11, 12, 0);
    assert_eq!(world.visit_event(id, &DeskEvent::Due(DueKind::Remind)).news, vec![]);
    assert_eq!(remind_at(&world, id), None);
}

#[test]
fn a_reminder_that_missed_the_refund_is_not_sent() {
    let (mut world, id) = agreed(at(3, 9, 10, 0), at(3, 13, 12, 0));
    world.now = at(3, 12, 12, 1);
    assert_eq!(world.visit_event(id, &DeskEvent::Due(DueKind::Remind)).news, vec![]);
    assert_eq!(world.visit(id).notes.reminder, Reminder::Skipped);
}
