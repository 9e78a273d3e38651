//! Who is meant, and who wants what: a name picks nobody else's visit and no stylist out of several, and a wish for
//! silence outlives the moment at which she had no row yet.

use super::reach::{asked, first, her, known, name, on, row, standing, start, stranger, two_marias, wish};
use atrevete_domain::{
    booking::{HowConfirmed, Life},
    dialogue::{Act, Choice, Question, Which, Wish},
    values::{AppointmentId, CustomerId, Id as _, Instant, PersonName, Words},
    wording::Utterance,
};
use atrevete_testkit::{Reply, World};
use chrono::{TimeDelta, Weekday};

fn said(replies: &[Reply]) -> Vec<&Utterance> {
    replies.iter().flat_map(|r| &r.utterances).collect()
}

#[test]
fn an_opt_out_before_she_is_known_outlives_the_row_that_is_made_later() {
    let mut world = stranger();
    world.customer_acts(&her(), vec![Act::OptOut]);
    world.customer_acts(&her(), vec![name()]);
    let customer = world.store.customer_of(&her()).expect("her name made a row of her");
    assert!(customer.opted_out, "what she said before was lost: {customer:?}");
}

/// Hers in thirty hours and one that she booked for Rosa Vidal in fifty.
fn with_somebody_elses() -> (World, AppointmentId, AppointmentId) {
    let world = known();
    let hers = standing(&world, start() + TimeDelta::hours(30));
    let other = for_rosa(&world, start() + TimeDelta::hours(50));
    (world, hers, other)
}

fn for_rosa(world: &World, from: Instant) -> AppointmentId {
    let mut appointment = row(world, from, Life::Confirmed { how: HowConfirmed::NothingDue });
    let booker = appointment.attendee.customer;
    appointment.attendee.customer = CustomerId::named("whom", "rosa");
    appointment.attendee.name = PersonName::new("Rosa", Some("Vidal")).ok();
    appointment.booked_by = Some(booker);
    let id = appointment.id;
    world.store.seed_appointment(appointment, None);
    id
}

fn cancel_of(whose: &str) -> Act {
    Act::Cancel { which: Which { whose: Some(Words::new(whose)), ..Which::default() } }
}

fn sure_of(world: &World) -> Vec<AppointmentId> {
    match asked(world) {
        Some(Question::SureCancel { of, .. }) => of,
        _ => Vec::new(),
    }
}

#[test]
fn a_name_that_nobody_has_picks_no_visit() {
    for who in ["Fulanita Pérez", "Elena"] {
        let (mut world, _, _) = with_somebody_elses();
        let replies = world.customer_acts(&her(), vec![cancel_of(who)]);
        assert_eq!(sure_of(&world), vec![], "“{who}” picks one: {:?}", said(&replies));
        // Nor does it where there is only one visit that could be meant.
        let mut world = known();
        standing(&world, start() + TimeDelta::hours(30));
        let replies = world.customer_acts(&her(), vec![cancel_of(who)]);
        assert_eq!(sure_of(&world), vec![], "“{who}” picks the only one: {:?}", said(&replies));
        assert_eq!(world.live().len(), 1);
    }
}

#[test]
fn a_name_or_a_relation_picks_the_visit_of_whoever_is_meant() {
    for who in ["Rosa", "Rosa Vidal", "mi madre", "ella"] {
        let (mut world, _, other) = with_somebody_elses();
        world.customer_acts(&her(), vec![cancel_of(who)]);
        assert_eq!(sure_of(&world), vec![other], "{who}");
    }
    for who in ["la mía", "Laura", "Laura Gil"] {
        let (mut world, hers, _) = with_somebody_elses();
        world.customer_acts(&her(), vec![cancel_of(who)]);
        assert_eq!(sure_of(&world), vec![hers], "{who}");
    }
}

#[test]
fn a_name_that_may_be_two_stylists_is_asked() {
    let with = |who: &str| Act::Want(Wish { with: Some(Words::new(who)), ..Wish::default() });
    let mut world = two_marias();
    let want = Wish { with: Some(Words::new("María")), when: Some(on(Weekday::Thu)), ..wish(&["cortar"]) };
    let replies = world.customer_acts(&her(), vec![Act::Want(want.clone())]);
    assert!(matches!(asked(&world), Some(Question::Stylist { of }) if of.len() == 2), "{:?}", said(&replies));
    let named = |replies: &[Reply]| {
        said(replies).iter().any(|u| {
            matches!(u, Utterance::OfferSlots { options, .. }
                if options.iter().all(|o| o.seats[0].stylist == "María José"))
        })
    };
    for answer in [
        Act::Choose(Choice { nth: Some(2), ..Choice::default() }),
        Act::Choose(Choice { with: Some(Words::new("María José")), ..Choice::default() }),
        Act::Choose(Choice { named: Some(Words::new("la José")), ..Choice::default() }),
        with("María José"),
    ] {
        let mut world = two_marias();
        world.customer_acts(&her(), vec![Act::Want(want.clone())]);
        let replies = world.customer_acts(&her(), vec![answer.clone()]);
        assert!(named(&replies), "{answer:?}: {:?}", said(&replies));
    }
    let any = Act::Choose(Choice { any: true, ..Choice::default() });
    world.customer_acts(&her(), vec![any]);
    assert!(matches!(asked(&world), Some(Question::Slot { .. })));
    world.customer_acts(&her(), vec![first()]);
    assert_eq!(world.live().len(), 1);
}
