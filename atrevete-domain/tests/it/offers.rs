//! What is offered for a wish, by example. Tuesday is 2026-03-10.

use crate::little_salon::{World, clock, date, hours, salon, service_id, stylist, stylist_id};
use atrevete_domain::{
    booking::WhyNot,
    salon::{Closure, Competence, Opening, Salon, Service, WeeklyHours},
    values::{Id as _, Instant, Money},
    when::{DateSpan, DayPart, Edge},
};
use chrono::Weekday;

fn house() -> Salon {
    let hair = |name: &str, minutes| Service::plain("Prueba", name, "hair", minutes, Money::cents(2000));
    let mut brows = Service::plain("Prueba", "Cejas", "beauty", 15, Money::cents(700));
    brows.buffer_after = 10;
    salon(
        vec![hair("Corte", 40), hair("Mechas", 90), brows],
        vec![
            stylist("Pilar", &["hair"]),
            stylist("Marta", &["hair", "beauty"]),
            stylist("Rosa", &["beauty"]),
            stylist("Víctor", &["hair"]),
        ],
    )
}

const WED: &str = "2026-03-11";

fn world() -> World {
    World::new(house(), "2026-03-10 10:00")
}

#[test]
fn three_times_spread_over_the_stylists_who_can_shown_by_time() {
    let mut w = world()
        .wants(0, &["Mechas"])
        .on(WED)
        .free_only("Pilar", WED, &["11:00-12:30"])
        .free_only("Marta", WED, &["14:00-15:30"])
        .free_only("Víctor", WED, &["16:00-17:30"]);
    assert_eq!(w.offers(), ["11 11:00 Pilar", "11 14:00 Marta", "11 16:00 Víctor"]);
    w.with.only = Some(stylist_id("Marta"));
    assert_eq!(w.offers(), ["11 14:00 Marta"]);
}

#[test]
fn an_empty_day_offers_different_times_of_different_stylists() {
    let mut w = world().wants(0, &["Corte"]).on(WED);
    assert_eq!(w.offers(), ["11 10:00 Pilar", "11 10:30 Marta", "11 11:00 Víctor"]);
    w.with.rather = Some(stylist_id("Víctor"));
    assert!(w.offers().contains(&"11 10:00 Víctor".to_owned()));
    w.with.not = vec![stylist_id("Víctor"), stylist_id("Pilar")];
    assert!(w.offers().iter().all(|o| o.ends_with("Marta")));
}

#[test]
fn an_exact_hour_that_is_free_is_offered_alone_and_two_readings_by_the_opening_hours() {
    let mut w = world().wants(0, &["Corte"]).on(WED).window(|t| t.at = vec![clock("05:00"), clock("17:00")]);
    let offers = w.offers();
    assert_eq!(offers.len(), 1);
    assert!(offers[0].starts_with("11 17:00"));
}

#[test]
fn an_exact_hour_that_is_taken_gives_the_nearest_before_and_after() {
    let mut w = world().wants(0, &["Corte"]).on(WED).window(|t| t.at = vec![clock("17:00")]);
    for who in ["Pilar", "Marta", "Víctor"] {
        w = w.busy(who, "2026-03-11 16:50-17:45");
    }
    let (why, offers) = w.instead();
    assert_eq!(why, WhyNot::Full { date: Some(date(WED)) });
    assert!(offers[0].starts_with("11 15:30") || offers[0].starts_with("11 16:00"), "{offers:?}");
    assert!(offers.iter().any(|o| o.starts_with("11 18:00")), "{offers:?}");
}

#[test]
fn an_hour_beside_the_grid_is_met_by_its_neighbours() {
    let mut w = world().wants(0, &["Corte"]).on(WED).window(|t| t.at = vec![clock("17:10")]);
    let offers = w.offers();
    assert!(offers.iter().any(|o| o.starts_with("11 17:00")), "{offers:?}");
}

#[test]
fn before_one_means_over_by_one_if_it_can() {
    let mut w = world().wants(0, &["Mechas"]).on(WED).window(|t| t.to = Some(clock("13:00")));
    for who in ["Marta", "Víctor"] {
        w = w.free_only(who, WED, &["12:00-14:00"]);
    }
    w = w.free_only("Pilar", WED, &["11:00-12:30"]);
    assert_eq!(w.offers(), ["11 11:00 Pilar"]);
    let mut none_over = world().wants(0, &["Mechas"]).on(WED).window(|t| t.to = Some(clock("13:00")));
    for who in ["Pilar", "Marta", "Víctor"] {
        none_over = none_over.free_only(who, WED, &["12:00-14:00"]);
    }
    assert!(none_over.offers()[0].starts_with("11 12:00"));
}

#[test]
fn edges_and_parts_of_the_day() {
    let last = world().wants(0, &["Corte"]).on(WED).window(|t| t.edge = Some(Edge::Last)).offers();
    assert!(last.iter().any(|o| o.starts_with("11 19:00")), "{last:?}");
    let afternoon =
        world().wants(0, &["Corte"]).on(WED).window(|t| t.part = Some(DayPart::Afternoon)).offers();
    assert_eq!(afternoon[0], "11 14:00 Pilar");
    let (why, _) = world().wants(0, &["Corte"]).on(WED).window(|t| t.part = Some(DayPart::Night)).instead();
    assert_eq!(why, WhyNot::OutOfHours { date: date(WED) });
    let no_morning =
        world().wants(0, &["Corte"]).on(WED).window(|t| t.except = vec![DayPart::Morning]).offers();
    assert_eq!(no_morning[0], "11 14:00 Pilar");
}

#[test]
fn the_reason_is_the_most_specific_one() {
    let mut house = house();
    let monday = date("2026-03-16");
    house.hours.closures.push(Closure { from: monday, to: monday, reason: "San Nadie".to_owned() });
    let ask = |day: &str, at: Option<&str>, services: &[&str], only: Option<&str>| {
        let mut w = World::new(house.clone(), "2026-03-10 10:00").wants(0, services).on(day);
        w.wish.window.at = at.iter().map(|t| clock(t)).collect();
        w.with.only = only.map(stylist_id);
        w.instead()
    };
    let closed =
        |day, reason: Option<&str>| WhyNot::Closed { date: date(day), reason: reason.map(str::to_owned) };
    let (why, offers) = ask("2026-03-16", None, &["Corte"], None);
    assert_eq!(why, closed("2026-03-16", Some("San Nadie")));
    assert!(offers[0].starts_with("17 ") && offers[1].starts_with("18 "), "{offers:?}");
    assert_eq!(ask("2026-03-15", None, &["Corte"], None).0, closed("2026-03-15", None));
    assert_eq!(ask(WED, Some("21:00"), &["Corte"], None).0, WhyNot::OutOfHours { date: date(WED) });
    assert_eq!(
        ask(WED, Some("19:00"), &["Mechas"], None).0,
        WhyNot::TooLong { date: date(WED), minutes: 90 }
    );
    assert!(matches!(ask("2026-03-10", Some("10:30"), &["Corte"], None).0, WhyNot::TooSoon { .. }));
    assert!(matches!(ask("2026-03-09", None, &["Corte"], None).0, WhyNot::TooSoon { .. }));
    assert_eq!(
        ask("2026-07-01", None, &["Corte"], None).0,
        WhyNot::BeyondHorizon { last: date("2026-05-09") }
    );
    let rosa = Some(stylist_id("Rosa"));
    assert_eq!(ask(WED, None, &["Corte"], Some("Rosa")), (WhyNot::NobodyDoes { stylist: rosa }, vec![]));
}

#[test]
fn too_soon_says_from_when() {
    let mut w = World::new(house(), "2026-03-10 20:30").wants(0, &["Corte"]).on("2026-03-10");
    let (why, offers) = w.instead();
    let from = crate::little_salon::at(w.zone(), "2026-03-11 10:00");
    assert_eq!(why, WhyNot::TooSoon { from });
    assert_eq!(offers.len(), 2);
}

#[test]
fn a_stylist_who_is_off_that_day_is_off_and_the_next_two_days_are_hers() {
    let mut house = house();
    house.stylists[0].working = WeeklyHours::every_week(&[
        (Weekday::Thu, &[hours("09:30-12:00")]),
        (Weekday::Fri, &[hours("12:00-21:00")]),
    ]);
    let mut w = World::new(house, "2026-03-10 10:00").wants(0, &["Corte"]).on(WED);
    w.with.only = Some(stylist_id("Pilar"));
    let (why, offers) = w.instead();
    assert_eq!(why, WhyNot::StylistOff { stylist: stylist_id("Pilar"), date: date(WED) });
    assert_eq!(offers, ["12 09:30 Pilar", "13 12:00 Pilar"], "she may begin before the doors open");
}

#[test]
fn a_full_part_of_the_day_offers_the_other_part_and_the_next_days_alike() {
    let mut w = world().wants(0, &["Corte"]).on(WED).window(|t| t.part = Some(DayPart::Afternoon));
    for who in ["Pilar", "Marta", "Víctor"] {
        w = w.busy(who, "2026-03-11 14:00-20:00");
    }
    let (why, offers) = w.instead();
    assert_eq!(why, WhyNot::Full { date: Some(date(WED)) });
    assert_eq!(offers, ["11 13:00 Pilar", "12 14:00 Pilar", "13 14:00 Pilar"]);
}

#[test]
fn soonest_searches_from_today_and_today_needs_notice() {
    let mut w = World::new(house(), "2026-03-10 13:10").wants(0, &["Corte"]);
    w.wish.soonest = true;
    assert_eq!(w.offers(), ["10 14:30 Pilar", "10 15:00 Marta", "10 15:30 Víctor"]);
}

#[test]
fn soonest_finds_the_only_hour_in_weeks_in_few_rounds() {
    let mut w = world().wants(0, &["Corte"]);
    w.wish.soonest = true;
    for day in 0..=60 {
        let day = (date("2026-03-10") + chrono::Days::new(day)).to_string();
        for who in ["Pilar", "Marta", "Víctor"] {
            let keep = day == "2026-04-29" && who == "Víctor";
            w = if keep {
                w.free_only(who, &day, &["18:00-18:40"])
            } else {
                w.busy(who, &format!("{day} 00:00-23:59"))
            };
        }
    }
    assert_eq!(w.offers(), ["29 18:00 Víctor"]);
}

#[test]
fn a_week_is_spread_over_its_days_and_refused_days_are_left_out() {
    let mut w = world().wants(0, &["Corte"]);
    w.wish.days.push(DateSpan { first: date("2026-03-16"), last: date("2026-03-22") });
    w.wish.except_weekdays.push(Weekday::Mon);
    assert_eq!(w.offers(), ["17 10:00 Pilar", "18 10:00 Marta", "19 10:00 Víctor"]);
}

#[test]
fn two_people_start_together_with_two_stylists_or_else_one_after_the_other() {
    let mut w = world()
        .wants(0, &["Corte"])
        .wants(1, &["Corte"])
        .on(WED)
        .free_only("Pilar", WED, &["11:00-11:40"])
        .free_only("Marta", WED, &["16:00-17:00"])
        .free_only("Víctor", WED, &["16:00-17:00"]);
    assert_eq!(w.offers(), ["11 16:00 Marta + 11 16:00 Víctor"]);
    let mut alone = world().wants(0, &["Corte"]).wants(1, &["Corte"]).on(WED);
    for who in ["Marta", "Víctor"] {
        alone = alone.free_only(who, WED, &[]);
    }
    alone = alone.free_only("Pilar", WED, &["16:00-17:20"]);
    assert_eq!(alone.offers(), ["11 16:00 Pilar + 11 16:40 Pilar"]);
}

#[test]
fn hair_and_beauty_follow_each_other_in_whichever_order_fits() {
    let mut w = world()
        .wants(0, &["Corte"])
        .wants(0, &["Cejas"])
        .on(WED)
        .free_only("Pilar", WED, &[])
        .free_only("Víctor", WED, &["12:00-12:40"])
        .free_only("Marta", WED, &[])
        .free_only("Rosa", WED, &["11:30-12:00"]);
    assert_eq!(
        w.offers(),
        ["11 12:00 Víctor + 11 11:30 Rosa"],
        "beauty first, a quarter of an hour later the cut"
    );
    let mut both = world().wants(0, &["Cejas"]).wants(0, &["Corte"]).on(WED);
    both.with.only = Some(stylist_id("Marta"));
    let offers = both.offers();
    assert!(offers.iter().all(|o| o.matches("Marta").count() == 2), "{offers:?}");
    for offer in match both.find() {
        atrevete_domain::booking::Finding::Offers(offers) => offers,
        instead @ atrevete_domain::booking::Finding::Instead { .. } => panic!("{instead:?}"),
    } {
        assert_eq!(both.can_have(&offer), Ok(()));
    }
}

#[test]
fn her_own_hold_is_free_for_its_correction_and_what_was_refused_is_not_offered_again() {
    let mut w = world().wants(0, &["Corte"]).on(WED);
    for who in ["Marta", "Víctor"] {
        w = w.free_only(who, WED, &[]);
    }
    w = w.free_only("Pilar", WED, &["16:00-16:40"]);
    let mine = atrevete_domain::values::AppointmentId::named("Prueba", "mine");
    let span =
        atrevete_domain::values::Span::minutes(crate::little_salon::at(w.zone(), "2026-03-11 16:00"), 40);
    w.book
        .get_mut(&(stylist_id("Pilar"), date(WED)))
        .unwrap()
        .push(atrevete_domain::facts::Busy { span, by: Some(mine) });
    assert!(matches!(w.instead().0, WhyNot::Full { .. }));
    w.own.push(mine);
    assert_eq!(w.offers(), ["11 16:00 Pilar"]);
    w.facts.refused.push(atrevete_domain::facts::Conflict::SlotTaken(atrevete_domain::booking::Seat {
        stylist: stylist_id("Pilar"),
        span,
    }));
    assert!(matches!(w.instead().0, WhyNot::Full { .. }));
}

#[test]
fn starts_flush_with_a_neighbour_only_where_the_policy_says_so() {
    let asked = |flush| {
        let mut house = house();
        house.policy.flush_starts = flush;
        let mut w = World::new(house, "2026-03-10 10:00").wants(0, &["Corte"]).on(WED);
        w.with.only = Some(stylist_id("Pilar"));
        w = w.free_only("Pilar", WED, &["11:20-12:40"]);
        w.offers()
    };
    assert_eq!(asked(false), ["11 11:30 Pilar", "11 12:00 Pilar"]);
    assert_eq!(asked(true), ["11 11:20 Pilar", "11 12:00 Pilar"]);
}

#[test]
fn the_buffer_must_end_before_closing_and_competences_have_their_own_length() {
    let mut house = house();
    house.catalogue.services[2].minutes = 20;
    house.stylists[2]
        .competences
        .insert(service_id("Corte"), Competence::Own { minutes: Some(60), price: None });
    house.stylists[1].competences.insert(service_id("Cejas"), Competence::Cannot);
    let mut w = World::new(house, "2026-03-10 10:00")
        .wants(0, &["Cejas"])
        .on(WED)
        .window(|t| t.edge = Some(Edge::Last));
    let offers = w.offers();
    assert!(
        offers.contains(&"11 19:30 Rosa".to_owned()) && offers.iter().all(|o| o.ends_with("Rosa")),
        "{offers:?}"
    );
    w.legs.clear();
    let mut slow = w.wants(0, &["Corte"]).on(WED);
    slow.with.only = Some(stylist_id("Rosa"));
    assert!(!slow.offers().contains(&"11 19:30 Rosa".to_owned()));
}

#[test]
fn a_special_day_holds_for_everybody_and_breaks_are_kept() {
    let mut house = house();
    let eve = date("2026-03-12");
    house.hours.weekly.special.push(Opening { date: eve, hours: vec![hours("09:00-14:00")], reason: None });
    house.stylists[0].working = WeeklyHours::every_week(&[(Weekday::Thu, &[hours("10:00-20:00")])]);
    house.stylists[0].breaks = WeeklyHours::every_week(&[(Weekday::Thu, &[hours("10:00-13:00")])]);
    let mut w = World::new(house, "2026-03-10 10:00").wants(0, &["Corte"]).on("2026-03-12");
    w.with.only = Some(stylist_id("Pilar"));
    assert_eq!(w.offers(), ["12 09:00 Pilar", "12 13:00 Pilar"]);
}

#[test]
fn a_day_that_was_not_loaded_is_an_error_and_a_week_is_asked_for_at_once() {
    let w = world().wants(0, &["Corte"]).on(WED);
    let needs = atrevete_domain::booking::availability::find(&w.facts, w.now, &w.request()).unwrap_err();
    let days: std::collections::BTreeSet<_> = needs.agenda.iter().map(|(_, d)| *d).collect();
    assert!(days.len() >= 7 && needs.agenda.len() == 3 * days.len(), "{needs:?}");
    let span = [atrevete_domain::values::Span::minutes(Instant::UNIX_EPOCH, 30)];
    assert!(
        atrevete_domain::booking::availability::is_free(&w.facts, stylist_id("Pilar"), &span, &[]).is_err()
    );
}
