//! Several customers and the staff at once: whoever moves, cancels or blocks what, in whatever order, no chair is
//! taken twice, whoever is moved is told, and what she is told of her visits is what stands.

use super::{
    paths::honest,
    reach::{asked, first, her, known, on, start, wish},
};
use atrevete_domain::{
    booking::{Appointment, Customer, Disclosure, Life, Rev, Seat, StaffOrder},
    dialogue::{Act, Asking, ChannelId, Question, Which, Wish},
    values::{CustomerId, Id as _, PersonName, Span},
    wording::Utterance,
};
use atrevete_ports::drive::StaffAnswer;
use atrevete_testkit::{Person, Reply, World};
use chrono::{TimeDelta, Weekday};
use proptest::prelude::*;

/// Who writes.
const NAMES: [&str; 3] = ["Laura", "Eva", "Inés"];

fn channel(who: usize) -> ChannelId {
    if who == 0 { her() } else { ChannelId(format!("whatsapp:cohort-{who}")) }
}

fn cohort() -> World {
    let mut world = known();
    for (who, name) in NAMES.iter().enumerate().skip(1) {
        let mut customer = Customer::new(
            CustomerId::named("cohort", name),
            PersonName::new(name, Some("Ruiz")).ok(),
            None,
            start() - TimeDelta::days(90),
        );
        customer.rev = Rev::NEW.next();
        customer.visits_kept = 2;
        customer.disclosed = Some(Disclosure { at: start() - TimeDelta::days(90), version: 1 });
        world.store.seed_customer(customer, Some(channel(who)));
        world.introduce(&channel(who), Person::default());
    }
    world
}

/// What may happen next.
#[derive(Debug, Clone, Copy)]
enum Happens {
    Books,
    Pays,
    Moves,
    Asks,
    StaffMove,
    StaffCancel,
    StaffWaive,
    Block,
    Passes,
}

const DAYS: [Weekday; 3] = [Weekday::Wed, Weekday::Thu, Weekday::Fri];

fn live_of(world: &World, n: usize) -> Option<Appointment> {
    let live = world.live();
    live.get(n % live.len().max(1)).cloned()
}

fn said(replies: &[Reply], to: &ChannelId) -> Vec<Utterance> {
    replies.iter().filter(|r| r.channel == *to).flat_map(|r| r.utterances.clone()).collect()
}

fn happens(world: &mut World, who: usize, what: Happens, n: usize) -> Result<(), TestCaseError> {
    let whose = channel(who);
    match what {
        Happens::Books => {
            let when = Some(on(DAYS[n % 3]));
            world.customer_acts(&whose, vec![Act::Want(Wish { when, another: true, ..wish(&["cortar"]) })]);
            world.customer_acts(&whose, vec![first()]);
        }
        Happens::Moves => {
            let to = Some(on(DAYS[n % 3]));
            world.customer_acts(&whose, vec![Act::Move { which: Which::default(), to, with: None }]);
            world.customer_acts(&whose, vec![first()]);
        }
        Happens::Pays => {
            if let Some(page) = world.open_pages(&whose).last().copied() {
                world.pay(page);
            }
        }
        Happens::Asks => {
            let asks = Act::Ask(Asking::OwnAppointments(Which::default()));
            let replies = world.customer_acts(&whose, vec![asks]);
            let Some(customer) = world.store.customer_of(&whose) else { return Ok(()) };
            let zone = world.store.salon_now().profile.zone;
            let stand = world.live().into_iter().filter(|a| a.attendee.customer == customer.id);
            let mut stand: Vec<_> = stand.map(|a| zone.local(a.start())).collect();
            stand.sort();
            for utterance in said(&replies, &whose) {
                if let Utterance::OwnAppointments { visits } = utterance {
                    let told: Vec<_> = visits.iter().map(|v| v.start).collect();
                    prop_assert_eq!(&told, &stand, "what she is told is what stands");
                }
            }
        }
        Happens::StaffMove => staff_moves(world, n)?,
        Happens::StaffCancel => {
            if let Some(a) = live_of(world, n) {
                let _ = world.staff(&StaffOrder::Cancel { appointment: a.id, keep: None });
            }
        }
        Happens::StaffWaive => {
            if let Some(a) = live_of(world, n) {
                let _ = world.staff(&StaffOrder::Waive { appointment: a.id });
            }
        }
        Happens::Block => {
            let stylists = world.store.salon_now().stylists.clone();
            let from = start() + TimeDelta::hours(24 + i64::try_from(n % 72).unwrap_or_default());
            let span = Span { from, to: from + TimeDelta::minutes(45) };
            world.store.block(stylists[n % stylists.len()].id, span);
        }
        Happens::Passes => {
            world.advance_time(TimeDelta::minutes(10));
        }
    }
    Ok(())
}

/// Staff put a visit somewhere else, perhaps with somebody else, perhaps where it cannot be.
fn staff_moves(world: &mut World, n: usize) -> Result<(), TestCaseError> {
    let Some(a) = live_of(world, n) else { return Ok(()) };
    let stylists: Vec<_> = world.store.salon_now().bookable().map(|s| s.id).collect();
    let stylist = if n.is_multiple_of(2) { a.seat.stylist } else { stylists[n % stylists.len()] };
    let by = TimeDelta::minutes(15 * i64::try_from(n % 33).unwrap_or_default() - 240);
    let seat = Seat { stylist, span: Span { from: a.seat.span.from + by, to: a.seat.span.to + by } };
    let mark = world.mark();
    let answer = world.staff(&StaffOrder::Move { appointment: a.id, seat });
    let now = world.store.appointments().into_iter().find(|x| x.id == a.id).expect("rows are never deleted");
    if answer != StaffAnswer::Done {
        prop_assert_eq!(now.seat, a.seat, "refused, and moved all the same");
        return Ok(());
    }
    prop_assert_eq!(now.seat, seat);
    let maite = |who: usize| world.talk(&channel(who)).is_none_or(|t| t.owner.is_maite());
    let whose = (0..NAMES.len())
        .find(|who| world.store.customer_of(&channel(*who)).is_some_and(|c| c.id == a.attendee.customer));
    if let (Some(who), Life::Confirmed { .. }) = (whose.filter(|w| maite(*w)), &a.life)
        && a.seat != seat
    {
        let zone = world.store.salon_now().profile.zone;
        let (start, told) = (zone.local(seat.span.from), said(&world.replies_since(mark), &channel(who)));
        let knows =
            told.iter().any(|u| matches!(u, Utterance::MovedBySalon { visit } if visit.start == start));
        prop_assert!(knows, "moved to {start} and not told: {told:?}");
    }
    Ok(())
}

fn no_chair_twice(world: &World) -> Result<(), TestCaseError> {
    let live = world.live();
    for (n, a) in live.iter().enumerate() {
        for b in &live[n + 1..] {
            let both = a.seat.stylist == b.seat.stylist && a.seat.span.overlaps(b.seat.span);
            prop_assert!(!both, "{:?} and {:?}", a.seat, b.seat);
        }
    }
    Ok(())
}

fn anything() -> impl Strategy<Value = Happens> {
    prop_oneof![
        3 => Just(Happens::Books),
        3 => Just(Happens::Pays),
        2 => Just(Happens::Moves),
        1 => Just(Happens::Asks),
        4 => Just(Happens::StaffMove),
        1 => Just(Happens::StaffCancel),
        1 => Just(Happens::StaffWaive),
        2 => Just(Happens::Block),
        1 => Just(Happens::Passes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn customers_and_staff_in_any_order_leave_one_chair_one_customer_and_nobody_untold(
        days in proptest::collection::vec((0usize..3, anything(), 0usize..1000), 4..16),
    ) {
        let mut world = cohort();
        for (who, what, n) in days {
            happens(&mut world, who, what, n)?;
            no_chair_twice(&world)?;
        }
        world.advance_time(TimeDelta::minutes(90));
        no_chair_twice(&world)?;
        honest(&world)?;
        prop_assert!(world.stuck().is_empty(), "{:?}", world.stuck());
    }

    /// Between the facts of a step and its commit somebody takes the time out: what overlaps is refused and nothing is
    /// put there; what only stands beside it changes nothing.
    #[test]
    fn a_block_between_facts_and_commit_is_refused_exactly_where_it_overlaps(
        pick in 0usize..3,
        shift in -60i64..60,
        length in 5i64..90,
        moving in any::<bool>(),
    ) {
        let mut world = known();
        let day = Some(on(Weekday::Thu));
        let before = if moving {
            Some(super::reach::standing(&world, start() + TimeDelta::hours(30)))
        } else {
            None
        };
        let act = match before {
            Some(_) => Act::Move { which: Which::default(), to: day, with: None },
            None => Act::Want(Wish { when: day, ..wish(&["cortar"]) }),
        };
        world.customer_acts(&her(), vec![act]);
        let Some(Question::Slot { offers }) = asked(&world) else {
            return Err(TestCaseError::fail("no times were offered"));
        };
        let n = pick % offers.len();
        let seat = offers[n].0[0];
        let from = seat.span.from + TimeDelta::minutes(shift);
        let block = Span { from, to: from + TimeDelta::minutes(length) };
        world.store.race(Box::new(move |store| store.block(seat.stylist, block)));
        let choice = Act::Choose(atrevete_domain::dialogue::Choice {
            nth: u8::try_from(n + 1).ok(),
            ..Default::default()
        });
        world.customer_acts(&her(), vec![choice]);
        let taken = world.live().iter().any(|a| a.seat == seat);
        prop_assert_eq!(taken, !block.overlaps(seat.span), "{:?} against {:?}", block, seat);
        let free = |a: &Appointment| a.seat.stylist != seat.stylist || !a.seat.span.overlaps(block);
        prop_assert!(world.live().iter().all(free));
        if let (Some(id), false) = (before, taken) {
            let stands = world.live().iter().any(|a| a.id == id && a.start() == start() + TimeDelta::hours(30));
            prop_assert!(stands, "a move that was refused lost the visit");
        }
    }
}
