//! How long one step of the dialogue takes: at most a hundred microseconds in the median.
//!
//! `cargo bench -p atrevete-domain --bench advance`; five stylists, a fortnight, a day half taken.

#[path = "../tests/it/little_salon.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "shared with the tests, which use all of it")]
mod little_salon;

use atrevete_domain::{
    booking::Customer,
    dialogue::{Act, Asking, ChannelId, Choice, Conversation, Heard, Input, Step, ThreadId, Wish},
    facts::Busy,
    salon::{Service, Topic},
    values::{CauseId, ConversationId, CustomerId, Id as _, Money, PersonName, Span, Words},
    when::{Day, When},
};
use chrono::{Days, TimeDelta, Weekday};
use little_salon::{World, date, salon, stylist};

fn main() {
    divan::main();
}

/// A house in which somebody known writes.
fn house() -> World {
    let services = [("Corte", 40, 2620), ("Color", 90, 7550), ("Peinado", 40, 2100)];
    let services = services
        .map(|(name, minutes, cents)| Service::plain("Prueba", name, "hair", minutes, Money::cents(cents)));
    let names: Vec<String> = (0..5).map(|n| format!("Estilista {n}")).collect();
    let house = salon(services.to_vec(), names.iter().map(|n| stylist(n, &["hair"])).collect());
    let mut world = World::new(house, "2026-03-10 08:00");
    let zone = world.zone();
    let first = date("2026-03-10");
    for day in (0..14).map(|n| first + Days::new(n)) {
        for (n, stylist) in (0_i64..).zip(world.facts.salon.stylists.clone()) {
            let busy = (0..5).map(|k| {
                let from = zone.day(day).from + TimeDelta::minutes(600 + k * 120 + (n * 17) % 60);
                Busy { span: Span::minutes(from, 50), by: None }
            });
            world.facts.agenda.load(stylist.id, day, busy.collect());
        }
    }
    let name = PersonName::new("Laura", Some("Gil")).ok();
    world.facts.customer = Some(Customer::new(CustomerId::named("bench", "her"), name, None, world.now));
    world
}

fn step(world: &World, state: &Conversation, acts: &[Act]) -> Step {
    let heard =
        Heard { acts: acts.to_vec(), sent_at: world.now, complete: true, formal: false, by_rules: true };
    let cause = CauseId::named("bench", "step");
    state.advance(&world.facts, world.now, cause, &Input::Said(heard)).expect("everything is loaded")
}

fn begun() -> Conversation {
    let channel = ChannelId("whatsapp:1".to_owned());
    Conversation::new(ConversationId::named("bench", "her"), channel, ThreadId("1".to_owned()))
}

fn wish() -> Act {
    let when = Some(When::on(Day::Weekday(Weekday::Thu)));
    Act::Want(Wish { services: vec![Words::new("corte")], when, ..Wish::default() })
}

/// A wish with a day: the search, the offer.
#[divan::bench]
fn wish_to_offer(bencher: divan::Bencher<'_, '_>) {
    let (world, state) = (house(), begun());
    bencher.bench_local(|| step(&world, &state, &[wish()]));
}

/// A choice: the hold and its deposit.
#[divan::bench]
fn choice_to_hold(bencher: divan::Bencher<'_, '_>) {
    let world = house();
    let state = step(&world, &begun(), &[wish()]).state;
    assert!(state.asked.is_some(), "times are offered");
    let first = Act::Choose(Choice { nth: Some(1), ..Choice::default() });
    bencher.bench_local(|| step(&world, &state, std::slice::from_ref(&first)));
}

/// A question in between: its answer and the offer again.
#[divan::bench]
fn digression(bencher: divan::Bencher<'_, '_>) {
    let world = house();
    let state = step(&world, &begun(), &[wish()]).state;
    bencher.bench_local(|| step(&world, &state, &[Act::Ask(Asking::Faq(Topic::Hours))]));
}
