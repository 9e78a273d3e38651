//! The driver's promises over the real domain: what a race, a crash, a burst or a defect does to a conversation.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside of a test function")]

use async_trait::async_trait;
use atrevete_domain::{
    booking::{Life, StaffOrder},
    dialogue::{Act, ChannelId, Choice, Expectation, Heard, Lexicon, Wish},
    salon::Salon,
    step::CaseKind,
    values::{Instant, Phone, SalonZone, Span, Words},
    when::{Day, DayPart, Time, When},
};
use atrevete_ports::{Inbox, Language, PortError, Settled, drive::StaffAnswer};
use atrevete_testkit::{
    Person, Reply, World,
    builders::{HAIR, SalonBuilder},
    exec::block_on,
    fakes::{Rules, Weather},
};
use chrono::{NaiveDate, TimeDelta};
use std::sync::Arc;

fn salon() -> Salon {
    SalonBuilder::new("Prueba")
        .service("Cortar", HAIR, 60, 2_620)
        .but(|s| s.synonyms = vec!["corte".to_owned(), "cortarme el pelo".to_owned()])
        .stylist("Ana", &[HAIR])
        .stylist("Pilar", &[HAIR])
        .build()
}

/// A moment on the salon's clock in March 2026; the 10th is a Tuesday.
pub(super) fn at(day: u32, hour: u32, minute: u32) -> Instant {
    let date = NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
    SalonZone(chrono_tz::Europe::Madrid).at(date, date.and_hms_opt(hour, minute, 0).unwrap().time()).unwrap()
}

pub(super) fn eva() -> ChannelId {
    ChannelId("whatsapp:eva".to_owned())
}

fn world_at(now: Instant, language: Arc<dyn Language>) -> World {
    let mut world = World::new(salon(), now, language);
    let phone = Phone::parse("+34600111222", "ES").unwrap();
    world.introduce(&eva(), Person { phone: Some(phone), profile: Some("Eva".to_owned()) });
    world
}

pub(super) fn world() -> World {
    world_at(at(10, 10, 0), Arc::new(Rules::default()))
}

fn wants(day: Day) -> Act {
    let when = When { day: Some(day), time: Some(Time::Part(DayPart::Morning)), said: Words::new("") };
    Act::Want(Wish { services: vec![Words::new("corte")], when: Some(when), ..Wish::default() })
}

pub(super) fn first() -> Act {
    Act::Choose(Choice { nth: Some(1), ..Choice::default() })
}

pub(super) fn tags(replies: &[Reply]) -> Vec<String> {
    let of = |u| serde_json::to_value(u).unwrap()["say"].as_str().unwrap().to_owned();
    replies.iter().flat_map(|r| &r.utterances).map(of).collect()
}

/// Up to the offer; her name is known.
pub(super) fn offered(world: &mut World) {
    world.customer_acts(&eva(), vec![wants(Day::Tomorrow)]);
    let name =
        atrevete_domain::values::GivenName { first: Some("Eva".to_owned()), last: Some("Gil".to_owned()) };
    let replies = world.customer_acts(&eva(), vec![Act::GiveName(name)]);
    if !tags(&replies).contains(&"offer_slots".to_owned()) {
        let replies = world.customer_acts(&eva(), vec![wants(Day::Tomorrow)]);
        assert!(tags(&replies).contains(&"offer_slots".to_owned()), "{replies:#?}");
    }
}

fn with_link() -> World {
    let mut world = world();
    offered(&mut world);
    let replies = world.customer_acts(&eva(), vec![first()]);
    assert!(tags(&replies).contains(&"pay".to_owned()), "{replies:#?}");
    world
}

fn hold(world: &World) -> (atrevete_domain::values::StylistId, Span) {
    let live = world.live();
    assert_eq!(live.len(), 1);
    (live[0].seat.stylist, live[0].seat.span)
}

#[test]
fn a_chair_taken_between_facts_and_commit_is_said_and_something_else_offered() {
    let mut world = world();
    offered(&mut world);
    let taken = {
        let mut probe = self::world();
        offered(&mut probe);
        probe.customer_acts(&eva(), vec![first()]);
        hold(&probe)
    };
    world.store.race(Box::new(move |store| store.block(taken.0, taken.1)));
    let replies = world.customer_acts(&eva(), vec![first()]);
    let said = tags(&replies);
    assert_eq!(replies.len(), 1, "{replies:#?}");
    assert!(said.contains(&"offer_slots".to_owned()) && !said.contains(&"pay".to_owned()), "{said:?}");
    assert!(world.live().is_empty(), "nobody was put into the chair");
    assert!(world.store.cases().is_empty() && world.stuck().is_empty());
}

#[test]
fn what_staff_change_between_facts_and_commit_is_not_written_over() {
    let mut world = with_link();
    let checkout = world.open_pages(&eva())[0];
    world.pay(checkout);
    let visit = world.live()[0].clone();
    let order = StaffOrder::NoShow { appointment: visit.id };
    assert!(matches!(world.staff(&order), StaffAnswer::Refused(_)), "it has not begun");
    let seen = Some(visit.rev);
    let cancel = StaffOrder::Cancel { appointment: visit.id, keep: None };
    assert_eq!(world.staff_seeing(&cancel, seen), StaffAnswer::Done);
    assert_eq!(world.staff_seeing(&cancel, seen), StaffAnswer::Changed, "the page showed another row");
    assert!(world.live().is_empty());
}

#[test]
fn a_burst_is_read_message_by_message_and_answered_once() {
    let mut world = world();
    let replies = world.customer_bursts(&eva(), &["Hola", "quería un corte", "para mañana por la mañana"]);
    assert_eq!(replies.len(), 1, "{replies:#?}");
}

#[test]
fn tomorrow_said_before_midnight_and_after_are_two_days() {
    let mut world = world_at(at(10, 23, 59), Arc::new(Rules::default()));
    world.posts(&eva(), "Hola, quiero un corte mañana por la mañana");
    world.clock.advance(TimeDelta::minutes(2));
    world.posts(&eva(), "Perdona, me llamo Eva Gil");
    let mark = world.mark();
    world.run_until_quiet();
    let replies = world.replies_since(mark);
    assert_eq!(replies.len(), 2, "midnight lies between: two steps");
    let wish = match &world.talk(&eva()).unwrap().tasks[..] {
        [atrevete_domain::dialogue::Task::Book(draft)] => draft.wish.single_day(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wish, NaiveDate::from_ymd_opt(2026, 3, 11), "the day that was tomorrow when it was said");
}

#[test]
fn a_message_that_comes_twice_is_handled_once() {
    let mut world = world();
    let replies = world.customer_says(&eva(), "Hola");
    assert_eq!(replies.len(), 1);
    let turns = world.store.turn_count();
    let from = atrevete_ports::Contact {
        thread: atrevete_domain::dialogue::ThreadId(eva().0),
        phone: None,
        profile: None,
    };
    let said = atrevete_ports::Said::Text("Hola".to_owned());
    let put = block_on(world.driver.receive(&eva(), "msg:1", from, said, world.now())).unwrap();
    assert_eq!(put, atrevete_ports::Put::Known);
    world.run_until_quiet();
    assert_eq!(world.store.turn_count(), turns);
}

#[test]
fn a_message_under_way_is_withdrawn_when_a_person_takes_over() {
    let mut world = world();
    world.messenger.weather(Weather::Down);
    world.customer_says(&eva(), "Hola");
    world.staff_takes(&eva());
    world.messenger.weather(Weather::Up);
    world.advance_time(TimeDelta::minutes(10));
    assert_eq!(world.messenger.count(), 0);
    assert_eq!(world.store.ended().iter().filter(|e| e.how == Settled::Withdrawn).count(), 1);
    assert!(world.stuck().is_empty());
}

#[test]
fn messages_keep_their_order_while_the_channel_is_down_and_nothing_is_said_twice() {
    let mut world = world();
    world.messenger.weather(Weather::Down);
    world.customer_says(&eva(), "Hola");
    world.advance_time(TimeDelta::minutes(1));
    world.customer_says(&eva(), "¿Dónde estáis?");
    world.messenger.weather(Weather::Up);
    world.advance_time(TimeDelta::minutes(10));
    let sent = world.messenger.since(0);
    let written: Vec<String> = world.store.turns(0).into_iter().filter_map(|t| t.said).collect();
    assert_eq!(sent.iter().map(|(_, m)| m.text.clone()).collect::<Vec<_>>(), written);
}

#[test]
fn a_claim_that_is_never_given_back_is_worked_on_again() {
    let mut world = world();
    world.posts(&eva(), "Hola");
    let abandoned = block_on(Inbox::claim(&*world.store, world.now())).unwrap().unwrap();
    world.run_until_quiet();
    assert_eq!(world.messenger.count(), 0, "leased to a worker that has died");
    let replies = world.advance_time(TimeDelta::minutes(2));
    world.customer_says(&eva(), "¿Hola?");
    assert!(world.messenger.count() >= 1, "{replies:?}");
    block_on(world.store.fail(&abandoned, world.now())).unwrap();
    assert!(world.stuck().is_empty(), "the dead worker's word counts for nothing");
}

/// A reader that cannot read one message.
struct Poisoned;

#[async_trait]
impl Language for Poisoned {
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        expectation: &Expectation,
        lexicon: &Lexicon,
    ) -> Result<Heard, PortError> {
        assert!(!text.contains("veneno"), "a defect of the reader");
        Rules::default().read(text, sent_at, expectation, lexicon).await
    }
}

#[test]
fn a_message_that_cannot_be_read_goes_to_a_person_and_the_lane_goes_on() {
    let mut world = world_at(at(10, 10, 0), Arc::new(Poisoned));
    world.posts(&eva(), "veneno");
    let replies = world.advance_time(TimeDelta::minutes(5));
    assert!(tags(&replies).contains(&"handed_over".to_owned()), "{replies:#?}");
    let cases: Vec<CaseKind> = world.store.cases().iter().map(|c| c.kind).collect();
    assert_eq!(cases, [CaseKind::DeadLetter]);
    assert_eq!(world.notices.handoffs().len(), 1);
    world.hand_back(&eva());
    assert!(!world.customer_says(&eva(), "Hola").is_empty(), "the lane goes on");
    assert!(world.stuck().is_empty());
}

#[test]
fn a_payment_is_a_booking_however_often_and_late_it_is_told() {
    let mut world = with_link();
    let page = world.open_pages(&eva())[0];
    let told = world.pay(page).unwrap();
    assert!(tags(&told).contains(&"confirmed".to_owned()));
    for _ in 0..3 {
        assert!(world.provider_tells(page).is_empty(), "known already");
    }
    assert_eq!(world.store.ledger().len(), 2);
    world.advance_time(TimeDelta::hours(30));
    assert!(world.live().iter().all(|a| matches!(a.life, Life::Confirmed { .. })) || world.live().is_empty());
}

#[test]
fn every_step_of_a_story_may_die_after_its_work_and_before_its_word() {
    // The worker dies right after each claim in turn; the conversation ends as if it had not.
    let played = |dies_at: Option<usize>| {
        let mut world = world();
        let texts = ["Hola", "Soy Eva Gil", "Quiero un corte mañana por la mañana", "La primera"];
        for (step, text) in texts.into_iter().enumerate() {
            world.posts(&eva(), text);
            if dies_at == Some(step) {
                let _ = block_on(Inbox::claim(&*world.store, world.now())).unwrap();
            }
            world.advance_time(TimeDelta::minutes(2));
        }
        let said: Vec<String> = world.store.turns(0).into_iter().filter_map(|t| t.said).collect();
        (said.len(), world.live().len(), world.stuck().len())
    };
    let whole = played(None);
    assert_eq!((whole.1, whole.2), (1, 0));
    for dies_at in 0..4 {
        assert_eq!(played(Some(dies_at)), whole, "died at {dies_at}");
    }
}

#[test]
fn a_calendar_that_does_not_answer_is_not_free_and_the_link_waits_for_it() {
    let mut world = world();
    offered(&mut world);
    world.calendar.weather(Weather::Down);
    let said = world.customer_acts(&eva(), vec![first()]);
    assert!(!tags(&said).contains(&"pay".to_owned()) && world.stripe.pages().is_empty(), "{said:#?}");
    let waited = world.advance_time(TimeDelta::seconds(30));
    assert_eq!(tags(&waited), ["link_coming"], "said once");
    world.calendar.weather(Weather::Up);
    let later = world.advance_time(TimeDelta::minutes(2));
    assert_eq!(tags(&later), ["pay"]);
}

#[test]
fn a_chair_that_somebody_took_in_the_calendar_outside_gets_no_link() {
    let mut world = world();
    offered(&mut world);
    let (stylist, span) = {
        let mut probe = self::world();
        offered(&mut probe);
        probe.customer_acts(&eva(), vec![first()]);
        hold(&probe)
    };
    world.calendar.outside(stylist, span);
    let said = world.customer_acts(&eva(), vec![first()]);
    assert!(!tags(&said).contains(&"pay".to_owned()), "{said:#?}");
    assert!(world.stripe.pages().is_empty() && world.stuck().is_empty());
}
