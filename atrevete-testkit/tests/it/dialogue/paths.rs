//! Any sequence of acts from any question: nothing is confirmed without services, stylist, time, name, and a deposit
//! that is paid or not due.

use super::reach::{REACHED, her, name, nth, on, part, wish};
use atrevete_domain::{
    booking::{DepositLife, HowConfirmed, Life},
    dialogue::{Act, Asking, Choice, Which, Wish},
    salon::{DepositRule, Topic},
    values::Words,
    when::{Day, DayPart, When},
};
use atrevete_testkit::World;
use chrono::{TimeDelta, Weekday};
use proptest::prelude::*;

/// How many of them there are.
pub(super) const PALETTE: usize = 40;

/// What may be said, or done, at any moment.
pub(super) fn palette() -> Vec<Act> {
    let choose = |n| Act::Choose(Choice { nth: Some(n), ..Choice::default() });
    let at = |when| Act::Want(Wish { when: Some(when), ..Wish::default() });
    vec![
        Act::Accept,
        Act::Decline,
        choose(1),
        choose(2),
        choose(9),
        Act::Choose(Choice { any: true, ..Choice::default() }),
        Act::Choose(Choice { with: Some(Words::new("Marta")), ..Choice::default() }),
        Act::Choose(Choice { named: Some(Words::new("cultura de color")), ..Choice::default() }),
        name(),
        Act::Want(wish(&["cortar"])),
        Act::Want(wish(&["mechas"])),
        Act::Want(wish(&["cejas", "cortar"])),
        Act::Want(Wish { without: vec![Words::new("cortar")], ..Wish::default() }),
        Act::Want(Wish { for_whom: vec![Words::new("mi hija")], for_me: Some(true), ..Wish::default() }),
        at(on(Weekday::Fri)),
        at(part(DayPart::Afternoon)),
        at(When::on(Day::Tomorrow)),
        at(When::on(Day::Soonest)),
        Act::Want(Wish { with: Some(Words::new("Pilar")), ..Wish::default() }),
        Act::Cancel { which: Which::default() },
        Act::Move { which: Which::default(), to: Some(on(Weekday::Sat)), with: None },
        Act::Late { minutes: Some(20), arriving: None },
        Act::PaymentFailed,
        Act::SaysPaid,
        Act::Usual(Wish::default()),
        Act::Later,
        Act::Refuse,
        Act::Repeat,
        Act::Why,
        Act::Unclear,
        Act::Thank,
        Act::Greet,
        Act::Ask(Asking::Faq(Topic::Parking)),
        Act::Ask(Asking::Price(vec![Words::new("mechas")])),
        Act::OptOut,
        Act::CannotPayOnline,
        Act::Choose(Choice { nth: Some(1), when: Some(on(Weekday::Thu)), ..Choice::default() }),
        Act::Cancel { which: Which { emphatic: true, all: true, ..Which::default() } },
        Act::Want(Wish { another: true, ..wish(&["cortar"]) }),
        Act::WaitingList(wish(&["cortar"])),
    ]
}

/// The promise over the rows.
pub(super) fn honest(world: &World) -> Result<(), TestCaseError> {
    let salon = world.store.salon_now();
    for a in world.live() {
        prop_assert!(!a.quote.services.is_empty(), "no services: {a:?}");
        prop_assert!(salon.stylist(a.seat.stylist).is_some(), "no stylist: {a:?}");
        prop_assert!(a.attendee.name.is_some(), "no name: {a:?}");
        let minutes = TimeDelta::minutes(i64::from(a.quote.minutes));
        prop_assert!(minutes > TimeDelta::zero() && a.seat.span.to - a.start() == minutes, "no slot: {a:?}");
        let Life::Confirmed { how } = a.life else { continue };
        let deposit = a.deposit.and_then(|d| world.store.deposit(d));
        match how {
            HowConfirmed::Paid => {
                let held = deposit.is_some_and(|d| matches!(d.life, DepositLife::Held { .. }));
                prop_assert!(held, "confirmed as paid, and nothing was: {a:?}");
            }
            HowConfirmed::NothingDue => {
                let due = a
                    .services()
                    .iter()
                    .any(|id| salon.catalogue.service(*id).is_some_and(|s| s.deposit == DepositRule::Share));
                let small = a.quote.depositable.percent_half_up(20) < salon.policy.deposit_min_amount;
                let seeded = a.made_at < super::reach::start();
                prop_assert!(!due || small || seeded, "a deposit was due: {a:?}");
            }
            HowConfirmed::Waived => {}
        }
    }
    Ok(())
}

/// What customers do ends within opening hours; staff may put a visit wherever they like.
fn in_hours(world: &World) -> Result<(), TestCaseError> {
    let salon = world.store.salon_now();
    for a in world.live().iter().filter(|a| a.made_at >= super::reach::start()) {
        let date = salon.profile.zone.date(a.start());
        let at = |t| salon.profile.zone.at(date, t);
        let open = salon.hours.intervals(date).iter().any(|h| {
            at(h.from).is_some_and(|t| t <= a.start()) && at(h.to).is_some_and(|t| a.seat.span.to <= t)
        });
        prop_assert!(open, "the salon is closed then: {a:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn no_path_confirms_what_is_not_complete(
        from in 0usize..REACHED,
        acts in proptest::collection::vec((0usize..PALETTE, 0usize..PALETTE), 1..7),
        pays in any::<bool>(),
    ) {
        let palette = palette();
        prop_assert_eq!(palette.len(), PALETTE);
        let (question, mut world) = nth(from);
        for (one, two) in acts {
            let mut said = vec![palette[one].clone()];
            if two % 3 == 0 {
                said.push(palette[two].clone());
            }
            world.customer_acts(&her(), said);
            honest(&world).map_err(|e| TestCaseError::fail(format!("from “{question}”: {e}")))?;
            if pays
                && let Some(page) = world.open_pages(&her()).last().copied() {
                    world.pay(page);
                    honest(&world)?;
                }
        }
        world.advance_time(TimeDelta::hours(1));
        honest(&world)?;
        in_hours(&world)?;
        prop_assert!(world.stuck().is_empty(), "from “{question}”: {:?}", world.stuck());
    }
}
