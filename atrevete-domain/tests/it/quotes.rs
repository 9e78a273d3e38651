//! What visits cost, and what is asked up front.

use crate::little_salon::{date, hours, salon, service_id, stylist, stylist_id};
use atrevete_domain::{
    booking::{
        Customer, Quote,
        quote::{best_pack, deposit, quote},
    },
    salon::{
        Closure, Competence, DepositAudience, DepositRule, Doors, Opening, Pack, Salon, SegmentKind, Service,
        WeeklyHours, WorkSegment,
    },
    values::{CustomerId, Id as _, Instant, Money, PackId},
};
use chrono::Weekday;
use proptest::prelude::*;

fn house() -> Salon {
    let of =
        |name: &str, minutes, cents| Service::plain("Prueba", name, "hair", minutes, Money::cents(cents));
    let mut free = of("Consulta", 15, 0);
    free.deposit = DepositRule::None;
    let mut house = salon(
        vec![
            of("Mechas", 90, 5000),
            of("Corte", 40, 4000),
            of("Barro Gold", 40, 4800),
            of("Agua Lluvia", 25, 2000),
            of("Peinado Largo", 45, 2250),
            free,
        ],
        vec![stylist("Pilar", &["hair"]), stylist("Marta", &["hair"])],
    );
    let pack = |name: &str, services: &[&str], minutes, cents| Pack {
        id: PackId::named("Prueba", name),
        name: name.to_owned(),
        services: services.iter().map(|s| service_id(s)).collect(),
        minutes,
        price: Money::cents(cents),
        active: true,
    };
    house.catalogue.packs = vec![
        pack("Nada", &["Mechas", "Corte"], 60, 9000),
        pack("Largo", &["Mechas", "Corte"], 100, 8000),
        pack("Mechas + Corte", &["Mechas", "Corte"], 60, 8000),
        pack("Otro", &["Barro Gold", "Agua Lluvia"], 60, 5000),
    ];
    house
}

fn of(house: &Salon, services: &[&str], pack: Option<&str>, with: Option<&str>) -> Quote {
    let ids: Vec<_> = services.iter().map(|s| service_id(s)).collect();
    quote(house, &ids, pack.map(|p| PackId::named("Prueba", p)), with.map(stylist_id))
}

fn asked(house: &Salon, quotes: &[Quote], payer: Option<&Customer>) -> i64 {
    deposit(house, quotes, payer).0.to_cents()
}

#[test]
fn a_chain_is_the_sum_of_its_parts_and_a_pack_is_its_own() {
    let house = house();
    let chain = of(&house, &["Barro Gold", "Agua Lluvia", "Peinado Largo"], None, None);
    assert_eq!(
        (chain.minutes, chain.price, asked(&house, std::slice::from_ref(&chain), None)),
        (110, Money::cents(9050), 1810)
    );
    let pack = of(&house, &["Mechas"], Some("Mechas + Corte"), None);
    assert_eq!((pack.minutes, pack.price, pack.services.len()), (60, Money::cents(8000), 2));
    assert_eq!(asked(&house, &[pack], None), 1600);
    let beside = of(&house, &["Mechas", "Corte", "Agua Lluvia"], Some("Mechas + Corte"), None);
    assert_eq!((beside.minutes, beside.price), (85, Money::cents(10000)));
    assert_eq!(of(&house, &["Corte", "Corte"], None, None).minutes, 40, "each once");
}

#[test]
fn the_worked_examples() {
    for (cents, due) in [
        (8000, 1600),
        (2620, 524),
        (4070, 814),
        (4770, 954),
        (4710, 942),
        (5750, 1150),
        (7740, 1548),
        (9050, 1810),
    ] {
        let mut house = house();
        house.catalogue.services[1].price = Some(Money::cents(cents));
        assert_eq!(asked(&house, &[of(&house, &["Corte"], None, None)], None), due);
    }
}

#[test]
fn a_pack_carries_the_deposit_if_a_part_does() {
    let mut house = house();
    house.catalogue.services[1].deposit = DepositRule::None;
    assert_eq!(of(&house, &[], Some("Mechas + Corte"), None).depositable, Money::cents(8000));
    house.catalogue.services[0].deposit = DepositRule::None;
    assert_eq!(of(&house, &[], Some("Mechas + Corte"), None).depositable, Money::ZERO);
    assert_eq!(of(&house, &["Corte", "Agua Lluvia"], None, None).depositable, Money::cents(2000));
}

#[test]
fn who_is_asked_for_a_deposit() {
    let mut house = house();
    let cut = [of(&house, &["Corte"], None, None)];
    let person = |kept, missed, excused| {
        let mut c = Customer::new(CustomerId::named("Prueba", "c"), None, None, Instant::UNIX_EPOCH);
        (c.visits_kept, c.no_shows, c.no_deposit) = (kept, missed, excused);
        c
    };
    let (new, known, missed_once, missed_twice, excused) = (
        person(0, 0, false),
        person(3, 0, false),
        person(3, 1, false),
        person(3, 2, false),
        person(0, 2, true),
    );
    let due = |house: &Salon| {
        [None, Some(&new), Some(&known), Some(&missed_once), Some(&missed_twice), Some(&excused)]
            .map(|c| asked(house, &cut, c) > 0)
    };
    assert_eq!(due(&house), [true, true, true, true, true, false]);
    house.policy.deposit_audience = DepositAudience::NewCustomers;
    assert_eq!(due(&house), [true, true, false, false, true, false]);
    house.policy.deposit_audience = DepositAudience::AfterNoShow;
    assert_eq!(due(&house), [false, false, false, true, true, false]);
    house.policy.deposit_audience = DepositAudience::Everyone;
    house.policy.deposit_min_amount = Money::cents(800);
    assert!(due(&house)[0], "exactly the smallest is asked");
    house.policy.deposit_min_amount = Money::cents(801);
    assert!(!due(&house)[0]);
    house.policy.deposit_min_amount = Money::ZERO;
    house.policy.payment_methods.clear();
    assert_eq!(due(&house), [false; 6]);
    assert_eq!(asked(&house, &[of(&house, &["Consulta"], None, None)], None), 0);
}

#[test]
fn the_best_pack_saves_most_and_is_shorter_on_a_tie() {
    let house = house();
    let best = |services: &[&str]| {
        let ids: Vec<_> = services.iter().map(|s| service_id(s)).collect();
        best_pack(&house, &ids).map(|(p, saves)| (p.name.clone(), saves.to_cents()))
    };
    assert_eq!(best(&["Mechas"]), Some(("Mechas + Corte".to_owned(), 1000)));
    assert_eq!(best(&["Corte", "Barro Gold"]), Some(("Otro".to_owned(), 1800)));
    assert_eq!(best(&["Agua Lluvia"]), None, "less than half of what the pack is worth");
    assert_eq!(best(&["Peinado Largo"]), None);
}

#[test]
fn her_own_minutes_and_price_and_gaps_that_take_their_time() {
    let mut house = house();
    let seg = |kind, minutes| WorkSegment { kind, minutes };
    house.catalogue.services[0].segments =
        vec![seg(SegmentKind::Work, 40), seg(SegmentKind::Gap, 30), seg(SegmentKind::Work, 20)];
    house.catalogue.services[1].buffer_after = 10;
    let own = Competence::Own { minutes: Some(120), price: Some(Money::cents(6000)) };
    house.stylists[1].competences.insert(service_id("Mechas"), own);
    let pilar = of(&house, &["Mechas", "Corte"], None, Some("Pilar"));
    assert_eq!(
        pilar.segments,
        [
            seg(SegmentKind::Work, 40),
            seg(SegmentKind::Gap, 30),
            seg(SegmentKind::Work, 60),
            seg(SegmentKind::Buffer, 10)
        ]
    );
    assert_eq!(pilar.minutes, 130, "cleaning up is not told");
    let marta = of(&house, &["Mechas"], None, Some("Marta"));
    assert_eq!((marta.minutes, marta.price), (120, Money::cents(6000)));
    assert_eq!(
        marta.segments,
        [seg(SegmentKind::Work, 60), seg(SegmentKind::Gap, 30), seg(SegmentKind::Work, 30)]
    );
}

proptest! {
    /// The shares of a deposit add up to it, none is off by a cent or more, and who owes nothing pays nothing.
    #[test]
    fn shares_add_up(cents in prop::collection::vec(0_i64..20_000, 1..8), percent in 0_u8..=100) {
        let mut house = house();
        house.policy.advance_payment_percentage = percent;
        let template = of(&house, &["Corte"], None, None);
        let quotes: Vec<Quote> =
            cents.iter().map(|c| Quote { depositable: Money::cents(*c), ..template.clone() }).collect();
        let (amount, shares) = deposit(&house, &quotes, None);
        let sum: i64 = cents.iter().sum();
        prop_assert_eq!(amount, Money::cents(sum).percent_half_up(percent));
        prop_assert_eq!(shares.iter().copied().sum::<Money>(), amount);
        for (share, c) in shares.iter().zip(&cents) {
            let exact = c * i64::from(percent);
            prop_assert!((share.to_cents() * 100 - exact).abs() <= 100);
            prop_assert!(*c > 0 || share.is_zero());
        }
    }
}

#[test]
fn closures_beat_special_days_which_beat_the_week() {
    let mut house = house();
    let (monday, sunday) = (date("2026-03-16"), date("2026-03-15"));
    house.hours.weekly.special = vec![
        Opening { date: monday, hours: vec![hours("09:00-14:00")], reason: Some("feria".to_owned()) },
        Opening { date: sunday, hours: vec![hours("11:00-13:00")], reason: None },
    ];
    let open = [hours("09:00-14:00")];
    assert_eq!(house.hours.on(monday), Doors::Open { hours: &open, reason: Some("feria") });
    assert!(house.hours.is_open(sunday));
    assert_eq!(house.working(&house.stylists[0], sunday), [hours("11:00-13:00")]);
    house.hours.closures.push(Closure { from: sunday, to: monday, reason: "obras".to_owned() });
    assert_eq!(house.hours.on(monday), Doors::Closed { reason: Some("obras") });
    assert!(house.working(&house.stylists[0], monday).is_empty());
    assert_eq!(house.hours.on(date("2026-03-22")), Doors::Closed { reason: None });
    assert_eq!(house.hours.next_open(date("2026-03-13"), 2), [date("2026-03-14"), date("2026-03-17")]);
}

#[test]
fn weeks_have_validity_and_may_alternate() {
    let mut house = house();
    let mut every = WeeklyHours::every_week(&[(Weekday::Sat, &[hours("10:00-14:00")])]);
    every.weeks[0].every = 2;
    every.weeks[0].from = Some(date("2026-03-11"));
    every.weeks[0].until = Some(date("2026-04-30"));
    house.stylists[0].working = every;
    let works = |d: &str| !house.working(&house.stylists[0], date(d)).is_empty();
    let saturdays = ["2026-03-14", "2026-03-21", "2026-03-28", "2026-04-25"];
    assert_eq!(saturdays.map(works), [true, false, true, true]);
    assert!(!works("2026-03-07") && !works("2026-05-09"), "outside their validity nothing is known: off");
}

#[test]
fn breaks_are_taken_out_of_working_hours() {
    let mut house = house();
    house.stylists[0].breaks =
        WeeklyHours::every_week(&[(Weekday::Mon, &[hours("14:00-15:00"), hours("19:30-21:00")])]);
    assert_eq!(
        house.attending(&house.stylists[0], date("2026-03-16")),
        [hours("10:00-14:00"), hours("15:00-19:30")]
    );
}
