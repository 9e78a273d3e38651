//! Ways to every question: a world in which it has just been put.

use atrevete_domain::{
    booking::{Appointment, Attendee, Customer, Disclosure, Life, Notes, Rev, Seat, quote},
    dialogue::{Act, Asking, ChannelId, Choice, Question, Which, Wish},
    salon::Salon,
    values::{AppointmentId, CustomerId, GivenName, Id as _, Instant, Money, PersonName, Span, Words},
    when::{Day, DayPart, Time, When},
};
use atrevete_testkit::{World, demo, fakes::Rules, world::Person};
use chrono::{TimeDelta, Weekday};
use std::sync::Arc;

/// Monday 9 March 2026, ten in the morning in Madrid.
pub(super) fn start() -> Instant {
    Instant::from_timestamp(1_773_046_800, 0).expect("a moment of 2026")
}

/// The only customer of these worlds.
pub(super) fn her() -> ChannelId {
    ChannelId("whatsapp:34600111222".to_owned())
}

/// A world at rest in which she is unknown.
pub(super) fn stranger() -> World {
    stranger_at(start())
}

pub(super) fn stranger_at(now: Instant) -> World {
    stranger_in(demo::salon(), now)
}

fn stranger_in(salon: Salon, now: Instant) -> World {
    let mut world = World::new(salon, now, Arc::new(Rules::default()));
    world.introduce(&her(), Person { phone: None, profile: Some("Marta".to_owned()) });
    world
}

/// A world in which she is known and was there before.
pub(super) fn known() -> World {
    known_at(start())
}

/// The same at another moment.
pub(super) fn known_at(now: Instant) -> World {
    known_in(demo::salon(), now)
}

fn known_in(salon: Salon, now: Instant) -> World {
    let world = stranger_in(salon, now);
    let mut customer = Customer::new(
        CustomerId::named("reach", "her"),
        PersonName::new("Laura", Some("Gil")).ok(),
        None,
        start() - TimeDelta::days(90),
    );
    customer.rev = Rev::NEW.next();
    customer.visits_kept = 2;
    customer.disclosed = Some(Disclosure { at: start() - TimeDelta::days(90), version: 1 });
    world.store.seed_customer(customer, Some(her()));
    world
}

/// The same in a salon in which two stylists answer to "María".
pub(super) fn two_marias() -> World {
    let mut salon = demo::salon();
    for (was, now) in [("Pilar", "Ana María"), ("Harol", "María José")] {
        let stylist = salon.stylists.iter_mut().find(|s| s.name == was).expect("the demo salon has both");
        now.clone_into(&mut stylist.name);
        stylist.nicknames.clear();
    }
    known_in(salon, start())
}

/// A past or coming visit of hers without a deposit.
pub(super) fn visit(world: &World, from: Instant, life: Life) -> AppointmentId {
    let appointment = row(world, from, life);
    let id = appointment.id;
    world.store.seed_appointment(appointment, None);
    id
}

/// The same as a row that is not stored yet.
pub(super) fn row(world: &World, from: Instant, life: Life) -> Appointment {
    let salon = world.store.salon_now();
    let cut = salon.catalogue.by_name("Cortar").expect("the demo salon cuts").id;
    let stylist = world.stylist("Pilar").expect("Pilar works there");
    let quote = quote::quote(&salon, &[cut], None, Some(stylist));
    let customer = world.store.customer_of(&her()).expect("she is known");
    let span = Span { from, to: from + TimeDelta::minutes(i64::from(quote.minutes)) };
    Appointment {
        id: AppointmentId::named("reach", &from.to_string()),
        rev: Rev::NEW.next(),
        seat: Seat { stylist, span },
        attendee: Attendee { customer: customer.id, name: customer.name.clone() },
        booked_by: None,
        quote,
        deposit: None,
        share: Money::ZERO,
        group: None,
        life,
        made_at: start() - TimeDelta::days(60),
        shown: None,
        notes: Notes::default(),
    }
}

/// A visit that stands.
pub(super) fn standing(world: &World, from: Instant) -> AppointmentId {
    visit(world, from, Life::Confirmed { how: atrevete_domain::booking::HowConfirmed::NothingDue })
}

pub(super) fn wish(services: &[&str]) -> Wish {
    Wish { services: services.iter().map(Words::new).collect(), ..Wish::default() }
}

pub(super) fn on(day: Weekday) -> When {
    When::on(Day::Weekday(day))
}

pub(super) fn name() -> Act {
    Act::GiveName(GivenName { first: Some("Laura".to_owned()), last: Some("Gil".to_owned()) })
}

fn says(mut world: World, turns: &[Vec<Act>]) -> World {
    for acts in turns {
        world.customer_acts(&her(), acts.clone());
    }
    world
}

/// A way to a question.
type Way = fn() -> World;

fn want(services: &[&str], when: Option<When>) -> Act {
    Act::Want(Wish { when, ..wish(services) })
}

fn thursday() -> Option<When> {
    Some(on(Weekday::Thu))
}

pub(super) fn first() -> Act {
    Act::Choose(Choice { nth: Some(1), ..Choice::default() })
}

fn for_whom(whom: &str, services: &[&str]) -> Wish {
    Wish { for_whom: vec![Words::new(whom)], ..wish(services) }
}

fn cancel() -> Act {
    Act::Cancel { which: Which::default() }
}

fn asks(asking: Asking) -> Act {
    Act::Ask(asking)
}

/// Known, with a visit in so many hours.
fn with_visit(hours: i64) -> World {
    let world = known();
    standing(&world, start() + TimeDelta::hours(hours));
    world
}

/// Every question that a customer can have in front of her, and a way to it.
const WAYS: &[(&str, Way)] = &[
    ("name", || says(stranger(), &[vec![want(&["cortar"], thursday())]])),
    ("surname", || says(stranger(), &[vec![want(&["cortar"], thursday()), given("Laura")], vec![first()]])),
    ("attendee", || {
        let wish = Wish { when: thursday(), ..for_whom("mi madre", &["cortar"]) };
        says(known(), &[vec![Act::Want(wish)], vec![first()]])
    }),
    ("service", || says(known(), &[vec![Act::Want(Wish::default())]])),
    ("which", || says(known(), &[vec![want(&["tinte"], None)]])),
    ("about", || says(known(), &[vec![want(&["pintar uñas"], None)]])),
    ("length", || says(known(), &[vec![want(&["mechas"], None)]])),
    ("pack", || says(known(), &[vec![want(&["mechas"], None)], vec![first()]])),
    ("child", || says(known(), &[vec![Act::Want(for_whom("mi hija", &["cortar"]))]])),
    ("who gets what", || {
        let wish = Wish { for_me: Some(true), ..for_whom("mi madre", &["cortar", "cejas"]) };
        says(known(), &[vec![Act::Want(wish)]])
    }),
    ("day", || says(known(), &[vec![want(&["cortar"], None)]])),
    // "mañana viernes", said on a Monday.
    ("which day", || {
        let day = Day::Named { day: Box::new(Day::Tomorrow), weekday: Weekday::Fri };
        says(known(), &[vec![want(&["cortar"], Some(When::on(day)))]])
    }),
    ("stylist", || {
        let wish = Wish { with: Some(Words::new("María")), when: thursday(), ..wish(&["cortar"]) };
        says(two_marias(), &[vec![Act::Want(wish)]])
    }),
    ("slot", || says(known(), &[vec![want(&["cortar"], thursday())]])),
    ("payment", || says(known(), &[vec![want(&["cortar"], thursday())], vec![first()]])),
    ("which appointment", || {
        let world = with_visit(30);
        standing(&world, start() + TimeDelta::hours(54));
        says(world, &[vec![cancel()]])
    }),
    ("sure", || says(with_visit(30), &[vec![cancel()]])),
    ("tell stylist", || says(with_visit(0), &[vec![Act::Late { minutes: Some(25), arriving: None }]])),
    ("how late", || says(with_visit(0), &[vec![Act::Late { minutes: None, arriving: None }]])),
    ("usual", || {
        let world = known();
        visit(&world, start() - TimeDelta::days(30), Life::Completed);
        says(world, &[vec![Act::Usual(Wish::default())]])
    }),
    ("consultation", || says(known(), &[vec![asks(Asking::Advice(vec![Words::new("color")]))]])),
    ("another", || says(with_visit(52), &[vec![want(&["cortar"], Some(on(Weekday::Wed)))]])),
    ("book", || says(known(), &[vec![asks(Asking::Price(vec![Words::new("cortar")]))]])),
    ("look again", || {
        let mut world = says(known(), &[vec![want(&["cortar"], thursday())], vec![first()]]);
        world.advance_time(TimeDelta::minutes(50));
        world
    }),
];

/// The names of all of them.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    WAYS.iter().map(|(name, _)| *name)
}

/// A world in which this question has just been put.
pub(super) fn at(name: &str) -> World {
    let way = WAYS.iter().find(|(n, _)| *n == name).expect("there is a way to it");
    way.1()
}

/// How many there are.
pub(super) const REACHED: usize = WAYS.len();

/// The `n`th of them.
pub(super) fn nth(n: usize) -> (&'static str, World) {
    let (name, way) = WAYS[n % WAYS.len()];
    (name, way())
}

fn given(first: &str) -> Act {
    Act::GiveName(GivenName { first: Some(first.to_owned()), last: None })
}

/// The open question, if one is.
pub(super) fn asked(world: &World) -> Option<Question> {
    world.talk(&her())?.asked.map(|a| a.question)
}

/// A part of a day as a wish.
pub(super) fn part(part: DayPart) -> When {
    When::at(Time::Part(part))
}

#[test]
fn every_kind_of_question_is_reached() {
    let mut kinds = std::collections::BTreeSet::new();
    for name in names() {
        let question = asked(&at(name));
        assert!(question.is_some(), "nothing is asked in “{name}”");
        let debug = format!("{:?}", question.expect("it was just looked at"));
        kinds.insert(debug.split([' ', '{', '(']).next().unwrap_or_default().to_owned());
    }
    let all = [
        "About",
        "Another",
        "AttendeeName",
        "Book",
        "ChildOrAdult",
        "Consultation",
        "Day",
        "HowLate",
        "LookAgain",
        "Name",
        "Pack",
        "Payment",
        "Service",
        "Slot",
        "Stylist",
        "SureCancel",
        "Surname",
        "TellStylist",
        "Usual",
        "Which",
        "WhichAppointment",
        "WhichDay",
        "WhoGetsWhat",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
}
