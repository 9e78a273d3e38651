//! How long free time takes to find: ten stylists over thirty days are to stay under two milliseconds.
//!
//! `cargo bench -p atrevete-domain`; the median is what counts.

#[path = "../tests/it/little_salon.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "shared with the tests, which use all of it")]
mod little_salon;

use atrevete_domain::{
    booking::availability,
    facts::Busy,
    salon::Service,
    values::{Money, Span},
    when::{DateSpan, DayWish},
};
use chrono::{Days, TimeDelta};
use little_salon::{World, date, salon, stylist};

fn main() {
    divan::main();
}

/// Ten stylists with five visits a day, thirty days of which are wished.
fn month() -> World {
    let cut = Service::plain("Prueba", "Corte", "hair", 40, Money::cents(2620));
    let names: Vec<String> = (0..10).map(|n| format!("Estilista {n}")).collect();
    let mut house = salon(vec![cut], names.iter().map(|n| stylist(n, &["hair"])).collect());
    house.policy.slot_interval_minutes = 15;
    house.policy.flush_starts = true;
    let mut world = World::new(house, "2026-03-10 08:00").wants(0, &["Corte"]);
    let zone = world.zone();
    let first = date("2026-03-11");
    for day in (0..45).map(|n| first + Days::new(n)) {
        for (n, stylist) in (0_i64..).zip(world.facts.salon.stylists.clone()) {
            let busy = (0..5).map(|k| {
                let from = zone.day(day).from + TimeDelta::minutes(600 + k * 120 + (n * 17) % 60);
                Busy { span: Span::minutes(from, 50), by: None }
            });
            world.facts.agenda.load(stylist.id, day, busy.collect());
        }
    }
    let last = first + Days::new(29);
    world.wish = DayWish { days: vec![DateSpan { first, last }], ..DayWish::default() };
    world
}

/// Every free start of the month.
#[divan::bench]
fn all_of_thirty_days(bencher: divan::Bencher<'_, '_>) {
    let world = month();
    bencher.bench_local(|| {
        let all = availability::all(&world.facts, world.now, &world.request()).expect("all days are loaded");
        assert!(all.len() > 1000);
        all
    });
}

/// The two or three that are shown of the month.
#[divan::bench]
fn offers_of_thirty_days(bencher: divan::Bencher<'_, '_>) {
    let world = month();
    bencher.bench_local(|| {
        availability::find(&world.facts, world.now, &world.request()).expect("all days are loaded")
    });
}
