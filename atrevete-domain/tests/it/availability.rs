//! Free time against an oracle that looks at every minute, over random agendas, both days of a clock change included.

use crate::little_salon::{World, clock, date, hours, salon, service_id, stylist, stylist_id};
use atrevete_domain::{
    booking::{Arrangement, Finding, Leg, Seat, WhyNot, availability::can_have},
    facts::Busy,
    salon::{Hours, Salon, SegmentKind, Service, WeeklyHours, WorkSegment},
    values::{Instant, Money, SalonZone, Span, StylistId},
    when::{DateSpan, TimeWindow},
};
use chrono::{Days, NaiveDate, TimeDelta, Timelike as _, Weekday};
use proptest::prelude::*;
use std::collections::BTreeSet;

const PEOPLE: [&str; 3] = ["Ana", "Berta", "Clara"];
const EVERY_DAY: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// What a random case is made of.
#[derive(Debug, Clone)]
struct Case {
    day: NaiveDate,
    night: bool,
    flush: bool,
    grid: u16,
    minutes: (u16, u16),
    gap: u16,
    buffer: u16,
    /// Who, minute of the day by instants, length.
    busy: Vec<(usize, u16, u16)>,
    lunch: bool,
    notice: u16,
    parties: usize,
}

fn cases() -> impl Strategy<Value = Case> {
    let days =
        prop::sample::select(vec!["2026-03-29", "2026-10-25", "2026-03-11", "2026-03-14", "2026-06-03"]);
    let busy = prop::collection::vec((0_usize..3, 0_u16..1440, 5_u16..240), 0..14);
    (
        (days, any::<bool>(), any::<bool>(), prop::sample::select(vec![10_u16, 15, 30, 45])),
        ((5_u16..150, 5_u16..90), 0_u16..60, prop::sample::select(vec![0_u16, 5, 10])),
        (busy, any::<bool>(), 0_u16..600, 0_usize..3),
    )
        .prop_map(
            |((day, night, flush, grid), (minutes, gap, buffer), (busy, lunch, notice, parties))| Case {
                day: date(day),
                night,
                flush,
                grid,
                minutes,
                gap,
                buffer,
                busy,
                lunch,
                notice,
                parties,
            },
        )
}

fn house(case: &Case) -> Salon {
    let mut colour =
        Service::plain("Prueba", "Color", "hair", case.minutes.0 + case.gap + 15, Money::cents(100));
    if case.gap > 0 {
        let seg = |kind, minutes| WorkSegment { kind, minutes };
        colour.segments = vec![
            seg(SegmentKind::Work, case.minutes.0),
            seg(SegmentKind::Gap, case.gap),
            seg(SegmentKind::Work, 15),
        ];
    }
    let mut nails = Service::plain("Prueba", "Manos", "beauty", case.minutes.1, Money::cents(100));
    nails.buffer_after = case.buffer;
    let people = [&["hair"][..], &["hair", "beauty"], &["beauty"]];
    let mut house = salon(
        vec![colour, nails],
        PEOPLE.iter().zip(people).map(|(name, categories)| stylist(name, categories)).collect(),
    );
    let open: &[Hours] = if case.night {
        &[hours("00:30-05:00"), hours("20:00-23:30")]
    } else {
        &[hours("09:30-14:00"), hours("16:00-20:00")]
    };
    house.hours.weekly = WeeklyHours::every_week(&EVERY_DAY.map(|d| (d, open)));
    let early = if case.night { [hours("00:00-06:00")] } else { [hours("09:00-15:00")] };
    house.stylists[1].working = WeeklyHours::every_week(&EVERY_DAY.map(|d| (d, early.as_slice())));
    if case.lunch {
        let lunch = if case.night { [hours("02:15-02:45")] } else { [hours("13:00-13:30")] };
        house.stylists[0].breaks = WeeklyHours::every_week(&EVERY_DAY.map(|d| (d, lunch.as_slice())));
    }
    house.policy.slot_interval_minutes = case.grid;
    house.policy.flush_starts = case.flush;
    house.policy.minimum_notice_minutes = 0;
    house
}

fn world(case: &Case) -> World {
    let house = house(case);
    let zone = house.profile.zone;
    let mut world = World::new(house, "2026-01-07 10:00");
    let midnight = zone.day(case.day).from;
    world.now = midnight + TimeDelta::minutes(i64::from(case.notice)) - TimeDelta::hours(6);
    for (who, from, length) in &case.busy {
        let span = Span::minutes(midnight + TimeDelta::minutes(i64::from(*from)), *length);
        let key = (stylist_id(PEOPLE[*who]), case.day);
        world.book.entry(key).or_default().push(Busy { span, by: None });
    }
    world.wish.days = vec![DateSpan::day(case.day)];
    world
}

/// Whether somebody's minute is free, from first principles: hours by the clock on the wall, then what is taken.
struct Oracle<'a> {
    world: &'a World,
    zone: SalonZone,
}

impl Oracle<'_> {
    /// Whether the clock on the wall is within one of these hours at this instant.
    fn clock_within(&self, hours: &[Hours], at: Instant) -> bool {
        let local = self.zone.local(at);
        // An hour that autumn repeats means the first; the second pass lies after every time of the first.
        let repeated = self.zone.at(local.date(), local.time()) != Some(at);
        let time = if repeated { local.time().with_minute(59).unwrap() } else { local.time() };
        hours.iter().any(|h| h.from <= time && time < h.to)
    }

    fn works(&self, who: StylistId, at: Instant) -> bool {
        let salon = &self.world.facts.salon;
        let stylist = salon.stylist(who).unwrap();
        self.clock_within(&salon.working(stylist, self.zone.date(at)), at)
    }

    fn taken(&self, who: StylistId, at: Instant) -> bool {
        let salon = &self.world.facts.salon;
        let day = self.zone.date(at);
        let busy = self.world.book.get(&(who, day)).into_iter().flatten().any(|b| b.span.contains(at));
        let stylist = salon.stylist(who).unwrap();
        busy || self.clock_within(salon.breaks(stylist, day), at)
    }

    /// Every minute from `start` on, with what the visit does in it.
    fn minutes(&self, leg: &Leg, who: StylistId) -> Vec<SegmentKind> {
        let quote =
            atrevete_domain::booking::quote::quote(&self.world.facts.salon, &leg.services, None, Some(who));
        let of = |s: &WorkSegment| std::iter::repeat_n(s.kind, usize::from(s.minutes)).collect::<Vec<_>>();
        quote.segments.iter().flat_map(of).collect()
    }

    fn fits(&self, leg: &Leg, who: StylistId, start: Instant) -> bool {
        let at = |n: usize| start + TimeDelta::minutes(i64::try_from(n).unwrap());
        self.minutes(leg, who)
            .iter()
            .enumerate()
            .all(|(n, kind)| self.works(who, at(n)) && (*kind == SegmentKind::Gap || !self.taken(who, at(n))))
    }
}

/// Every minute of a day.
fn every_minute(zone: SalonZone, day: NaiveDate) -> impl Iterator<Item = Instant> {
    let span = zone.day(day);
    (0..span.length()).map(move |m| span.from + TimeDelta::minutes(m))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// One leg: what is found is exactly what the oracle calls free among the starts that are ever offered.
    #[test]
    fn free_slots_are_those_of_the_oracle(case in cases()) {
        let mut world = world(&case).wants(0, &["Color"]);
        let found: BTreeSet<Seat> = world.all().iter().map(|a| a.0[0]).collect();
        let zone = world.zone();
        let oracle = Oracle { world: &world, zone };
        let mut expected = BTreeSet::new();
        for who in [stylist_id("Ana"), stylist_id("Berta")] {
            for start in every_minute(zone, case.day) {
                let seat = Seat { stylist: who, span: Span::minutes(start, case.minutes.0 + case.gap + 15) };
                let asked = can_have(&world.facts, world.now, &world.legs, &Arrangement(vec![seat]), &[]);
                let free = oracle.fits(&world.legs[0], who, start) && start >= world.now;
                // Accepting says yes only to what the oracle calls free...
                if asked.unwrap().is_ok() {
                    prop_assert!(free, "{seat:?} accepted");
                    expected.insert(seat);
                } else if free {
                    // ...and no only where the start is not on the grid.
                    prop_assert!(!on_grid(&world, &case, start), "{seat:?} refused");
                }
            }
        }
        prop_assert_eq!(found, expected);
    }

    /// Several legs and people: whatever is offered can be had, is free by the oracle, and hangs together.
    #[test]
    fn what_is_offered_can_be_had(case in cases()) {
        let mut world = world(&case).wants(0, &["Color"]);
        world = match case.parties {
            0 => world.wants(0, &["Manos"]),
            1 => world.wants(1, &["Manos"]),
            _ => world.wants(1, &["Color"]).wants(1, &["Manos"]),
        };
        let (Finding::Offers(offers) | Finding::Instead { offers, .. }) = world.find();
        for offer in &offers {
            prop_assert_eq!(world.can_have(offer), Ok(()), "{:?}", offer);
            let oracle = Oracle { world: &world, zone: world.zone() };
            for (leg, seat) in world.legs.iter().zip(&offer.0) {
                prop_assert!(oracle.fits(leg, seat.stylist, seat.span.from));
                prop_assert!(seat.span.from >= world.now);
            }
            let people: BTreeSet<usize> = world.legs.iter().map(|l| l.party).collect();
            for party in people {
                let mut spans: Vec<Span> =
                    world.legs.iter().zip(&offer.0).filter(|(l, _)| l.party == party).map(|(_, s)| s.span).collect();
                spans.sort_unstable();
                prop_assert!(spans.windows(2).all(|w| (0..=15).contains(&(w[1].from - w[0].to).num_minutes())));
            }
            let minutes: Vec<(StylistId, Instant)> = world.legs.iter().zip(&offer.0).flat_map(|(leg, seat)| {
                let oracle = Oracle { world: &world, zone: world.zone() };
                let busy = oracle.minutes(leg, seat.stylist).into_iter().enumerate();
                busy.filter(|(_, k)| *k != SegmentKind::Gap)
                    .map(|(n, _)| (seat.stylist, seat.span.from + TimeDelta::minutes(i64::try_from(n).unwrap())))
                    .collect::<Vec<_>>()
            }).collect();
            prop_assert_eq!(minutes.iter().collect::<BTreeSet<_>>().len(), minutes.len(), "one chair, one customer");
        }
    }

    /// Two legs of one person: if the oracle finds a way on the grid with no pause, something is offered.
    #[test]
    fn a_chain_that_exists_is_found(case in cases()) {
        let mut world = world(&case).wants(0, &["Color"]).wants(0, &["Manos"]);
        let found = matches!(world.find(), Finding::Offers(_));
        let zone = world.zone();
        let oracle = Oracle { world: &world, zone };
        let length = |leg: usize| TimeDelta::minutes(i64::from(if leg == 0 { case.minutes.0 + case.gap + 15 } else { case.minutes.1 }));
        let able = [["Ana", "Berta"], ["Berta", "Clara"]];
        let exists = every_minute(zone, case.day).filter(|t| *t >= world.now && on_grid(&world, &case, *t)).any(|start| {
            [(0, 1), (1, 0)].iter().any(|(first, second)| {
                able[*first].iter().any(|a| able[*second].iter().any(|b| {
                    let (a, b) = (stylist_id(a), stylist_id(b));
                    let next = start + length(*first);
                    // The same stylist needs to clean up first.
                    a != b && oracle.fits(&world.legs[*first], a, start) && oracle.fits(&world.legs[*second], b, next)
                }))
            })
        });
        prop_assert!(found || !exists);
    }

    /// Whatever is wished: never more than the limit, at least two where there are two, sorted, distinct, and to be had.
    #[test]
    fn offers_are_few_and_sorted(case in cases(), part in 0_u8..6, limit in 2_u8..4) {
        let mut house = house(&case);
        house.policy.max_slots_offered = limit;
        let mut world = world(&case).wants(0, &["Color"]);
        world.facts.salon = std::sync::Arc::new(house);
        world.wish.days = vec![DateSpan { first: case.day, last: case.day + Days::new(u64::from(part)) }];
        world.wish.window = match part {
            1 => TimeWindow { from: Some(clock("11:00")), ..TimeWindow::default() },
            2 => TimeWindow { to: Some(clock("13:00")), ..TimeWindow::default() },
            3 => TimeWindow { at: vec![clock("10:30"), clock("22:30")], ..TimeWindow::default() },
            _ => TimeWindow::default(),
        };
        let finding = world.find();
        let (Finding::Offers(offers) | Finding::Instead { offers, .. }) = &finding;
        prop_assert!(offers.len() <= usize::from(limit));
        prop_assert!(offers.windows(2).all(|w| w[0].0[0].span.from <= w[1].0[0].span.from && w[0] != w[1]));
        for offer in offers {
            prop_assert_eq!(world.can_have(offer), Ok(()));
        }
        if let (Finding::Offers(offers), true) = (&finding, world.wish.window.is_open()) {
            let enough = offers.len() >= 2;
            world.not.clone_from(offers);
            let more = matches!(world.find(), Finding::Offers(_));
            prop_assert!(enough || !more);
        }
    }
}

/// The grid from first principles: whole steps by the minute from an opening of that day, each opening beginning anew.
fn on_grid(world: &World, case: &Case, start: Instant) -> bool {
    let zone = world.zone();
    let openings: Vec<Instant> = world
        .facts
        .salon
        .hours
        .intervals(case.day)
        .iter()
        .map(|h| (0..).find_map(|m| zone.at(case.day, h.from + TimeDelta::minutes(m))).unwrap())
        .collect();
    let origin = openings.iter().rev().find(|o| **o <= start).unwrap_or(&openings[0]);
    (start - *origin).num_minutes().rem_euclid(i64::from(case.grid)) == 0
}

#[test]
fn a_service_nobody_knows_is_done_by_nobody() {
    let case = Case {
        day: date("2026-03-11"),
        night: false,
        flush: false,
        grid: 30,
        minutes: (30, 30),
        gap: 0,
        buffer: 0,
        busy: vec![],
        lunch: false,
        notice: 0,
        parties: 0,
    };
    let mut w = world(&case);
    w.legs = vec![Leg { party: 0, services: vec![service_id("Nada")], pack: None }];
    assert!(matches!(w.find(), Finding::Instead { why: WhyNot::NobodyDoes { .. }, .. }));
    w.legs[0].services.clear();
    assert!(matches!(w.find(), Finding::Instead { why: WhyNot::NobodyDoes { .. }, .. }));
}
