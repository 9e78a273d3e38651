//! "A, no, mejor B" ends like "B", through text; and a day keeps its meaning over midnight.

use super::reach::{her, known, known_at, start, stranger_at, wish};
use atrevete_domain::{
    dialogue::{Act, Draft, Task, Wish},
    values::{Span, Words},
    when::{Day, DayPart, Time, When},
    wording::Utterance,
};
use atrevete_testkit::World;
use chrono::{Days, TimeDelta, Weekday};
use proptest::prelude::*;

const DAYS: &[&str] =
    &["el miércoles", "el jueves", "el viernes", "el sábado", "mañana", "pasado mañana", "el día 18"];
const HOURS: &[&str] =
    &["por la mañana", "por la tarde", "a las 12", "a partir de las 5", "a las cinco y media"];
const SERVICES: &[&str] = &["cortarme las puntas", "un flequillo", "las cejas", "la barba", "agua lluvia"];
const STYLISTS: &[&str] = &["Pilar", "Marta", "Harol", "Víctor"];

fn draft(world: &World) -> Option<Draft> {
    world.talk(&her())?.tasks.into_iter().rev().find_map(|t| match t {
        Task::Book(draft) => Some(draft),
        Task::Cancel { .. } | Task::Delay { .. } => None,
    })
}

/// What counts of where a conversation has come to: the form and the times offered.
fn end(world: &World, replies: &[atrevete_testkit::Reply]) -> (String, Vec<String>) {
    let form = draft(world).map(|d| {
        let services: Vec<_> = d.parties.iter().map(|p| (p.services.clone(), p.unclear.len())).collect();
        format!("{services:?} {:?} {:?} {:?}", d.wish.days, d.wish.window, d.with.only)
    });
    let offers = replies.iter().flat_map(|r| &r.utterances).filter_map(|u| match u {
        Utterance::OfferSlots { options, .. } => Some(format!("{options:?}")),
        _ => None,
    });
    (form.unwrap_or_default(), offers.collect())
}

/// Whether a time was chosen and is being held.
fn chosen(texts: &[&str]) -> bool {
    let mut world = known();
    for text in texts {
        world.customer_says(&her(), text);
    }
    draft(&world).is_some_and(|d| d.chosen.is_some())
}

fn says(texts: &[&str]) -> (String, Vec<String>) {
    let mut world = known();
    let mut last = Vec::new();
    for text in texts {
        let from = world.store.turn_count();
        last = world.customer_says(&her(), text);
        // Shown when a property fails.
        for turn in world.turns_since(from) {
            println!("{:?} {:?} -> {:?}", turn.heard, turn.input, turn.said);
        }
    }
    end(&world, &last)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn another_day_replaces_the_day(a in 0usize..DAYS.len(), b in 0usize..DAYS.len(), s in 0usize..2) {
        let service = SERVICES[s];
        let corrected = says(&[&format!("quiero {service} {}", DAYS[a]), &format!("no, mejor {}", DAYS[b])]);
        let plain = says(&[&format!("quiero {service} {}", DAYS[b])]);
        prop_assert_eq!(corrected, plain);
    }

    #[test]
    fn another_hour_replaces_the_hour(a in 0usize..HOURS.len(), b in 0usize..HOURS.len()) {
        prop_assume!(a != b);
        let first = format!("quiero cortarme las puntas el jueves {}", HOURS[a]);
        let texts = [first.as_str(), &format!("no, mejor {}", HOURS[b])];
        let corrected = says(&texts);
        let plain = says(&[&format!("quiero cortarme las puntas el jueves {}", HOURS[b])]);
        // An hour that was among those offered is chosen, not wished anew.
        let exact = HOURS[b].starts_with("a las");
        prop_assert!(corrected.0 == plain.0 || (exact && chosen(&texts)), "{:?} and {:?}", corrected, plain);
    }

    #[test]
    fn another_stylist_replaces_the_stylist(a in 0usize..STYLISTS.len(), b in 0usize..STYLISTS.len()) {
        prop_assume!(a != b);
        let corrected = says(&[
            &format!("quiero cortarme las puntas el jueves con {}", STYLISTS[a]),
            &format!("no, mejor con {}", STYLISTS[b]),
        ]);
        let plain = says(&[&format!("quiero cortarme las puntas el jueves con {}", STYLISTS[b])]);
        prop_assert_eq!(corrected.0, plain.0);
    }

    #[test]
    fn another_service_replaces_the_service(a in 0usize..SERVICES.len(), b in 0usize..SERVICES.len()) {
        prop_assume!(a != b);
        let corrected = says(&[&format!("quiero {} el jueves", SERVICES[a]), &format!("no, mejor solo {}", SERVICES[b])]);
        let plain = says(&[&format!("quiero {} el jueves", SERVICES[b])]);
        prop_assert_eq!(corrected.0, plain.0);
    }
}

/// Everything that a wish can say, by its numbers.
fn wished(day: usize, part: usize, stylist: usize, service: usize) -> Wish {
    let days = [Day::Tomorrow, Day::InDays(2), Day::Weekday(Weekday::Fri), Day::Weekday(Weekday::Sat)];
    let parts = [DayPart::Morning, DayPart::Afternoon];
    let time = (part < 2).then(|| Time::Part(parts[part]));
    let when = When { day: Some(days[day].clone()), time, said: Words::new("") };
    Wish {
        when: Some(when),
        with: Some(Words::new(STYLISTS[stylist])),
        only: true,
        ..wish(&[["cortar", "cejas", "corte de caballero"][service]])
    }
}

fn acts(turns: Vec<Vec<Act>>) -> (String, Vec<String>, usize) {
    let mut world = known();
    let mut last = Vec::new();
    for said in turns {
        last = world.customer_acts(&her(), said);
    }
    let (form, offers) = end(&world, &last);
    (form, offers, world.live().len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// However often she changes her mind, and with whatever "no" before it: the last word counts, whole.
    #[test]
    fn the_last_wish_counts_whatever_was_wished_before(
        before in proptest::collection::vec((0usize..4, 0usize..3, 0usize..4, 0usize..3), 1..4),
        last in (0usize..4, 0usize..2, 0usize..4, 0usize..3),
        no in any::<bool>(),
        at_once in any::<bool>(),
    ) {
        let say = |(d, p, s, v): (usize, usize, usize, usize)| Act::Want(wished(d, p, s, v));
        let mut turns: Vec<Vec<Act>> = before.iter().map(|w| vec![say(*w)]).collect();
        if at_once {
            turns = vec![turns.concat()];
        }
        let mut end: Vec<Act> = if no { vec![Act::Decline] } else { vec![] };
        end.push(say(last));
        turns.push(end);
        prop_assert_eq!(acts(turns), acts(vec![vec![say(last)]]));
    }

    /// Said before midnight and handled after it: "mañana" is the day after it was said.
    #[test]
    fn a_day_said_before_midnight_keeps_its_meaning(
        minute in 31i64..60,
        handled in 1i64..50,
        ahead in 0usize..2,
        evening in 0i64..3,
    ) {
        let said = start() + TimeDelta::days(evening) + TimeDelta::minutes(13 * 60 + minute);
        let mut world = known_at(said);
        let zone = world.store.salon_now().profile.zone;
        let word = ["mañana", "pasado mañana"][ahead];
        world.posts(&her(), &format!("quiero cortarme las puntas {word} por la tarde"));
        world.clock.advance(TimeDelta::minutes(60 - minute + handled));
        prop_assert_ne!(zone.date(world.now()), zone.date(said), "midnight lies between");
        world.run_until_quiet();
        let day = draft(&world).and_then(|d| d.wish.single_day());
        let meant = zone.date(said) + Days::new(1 + u64::try_from(ahead).unwrap_or_default());
        prop_assert_eq!(day, Some(meant));
    }
}

#[test]
fn tomorrow_said_before_midnight_stays_that_day() {
    // Ten to midnight in Madrid on Monday 9 March: tomorrow is the 10th.
    let mut world = stranger_at(start() + TimeDelta::minutes(13 * 60 + 50));
    world.customer_says(&her(), "quiero cortarme las puntas mañana por la tarde");
    world.advance_time(TimeDelta::minutes(20));
    world.customer_says(&her(), "soy Laura Gil");
    let day = draft(&world).and_then(|d| d.wish.single_day()).map(|d| d.to_string());
    assert_eq!(day.as_deref(), Some("2026-03-10"));
}

#[test]
fn a_time_that_somebody_blocks_meanwhile_is_refused_and_others_are_offered() {
    let mut world = known();
    let replies = world.customer_says(&her(), "quiero cortarme las puntas el jueves por la tarde");
    let offered = replies.iter().flat_map(|r| &r.utterances).find_map(|u| match u {
        Utterance::OfferSlots { options, .. } => Some(options.clone()),
        _ => None,
    });
    let seat = offered.expect("times were offered")[0].seats[0].clone();
    let zone = world.store.salon_now().profile.zone;
    let from = zone.at(seat.start.date(), seat.start.time()).expect("a real time");
    let stylist = world.stylist(&seat.stylist).expect("she works there");
    world.store.block(stylist, Span { from, to: from + TimeDelta::minutes(40) });
    let replies = world.customer_says(&her(), "la primera");
    let said: Vec<&Utterance> = replies.iter().flat_map(|r| &r.utterances).collect();
    assert!(said.iter().any(|u| matches!(u, Utterance::SlotGone)), "{said:?}");
    let again = said.iter().any(|u| {
        matches!(u, Utterance::OfferSlots { options, .. }
        if options.iter().all(|o| o.seats[0].start != seat.start || o.seats[0].stylist != seat.stylist))
    });
    assert!(again, "{said:?}");
    assert!(world.live().is_empty());
}
