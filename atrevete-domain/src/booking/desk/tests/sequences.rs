//! Properties: whatever happens in whatever order, money is accounted for and the chair ends where it must.

use super::*;
use crate::booking::{DepositLife, deposit::split};
use proptest::prelude::*;

/// What can befall one deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Opened(usize),
    OpenFailed(usize),
    Fails,
    Paid(usize, &'static str),
    PaidOther(usize),
    Shut(usize),
    Unreachable(usize),
    StillOpen(usize),
    Processing(usize),
    BankRefused(usize),
    Due(DueKind),
    Pass(i64),
    Correct(i64),
    CustomerCancels(usize),
    StaffCancels(usize),
    Waived,
    Kept,
    SeatBusy,
    RefundSays(u8),
    Disputed(DisputeTurn),
    StaffRefunds,
}

/// Does it; `false` when there is nothing it could befall.
fn act(world: &mut World, op: Op) -> Option<Ruling> {
    let page = |world: &World, n: usize| world.deposit().checkouts.get(n).map(|c| c.id);
    let on = |n: usize, world: &mut World, f: fn(CheckoutId) -> DeskEvent| {
        page(world, n).map(|checkout| world.event(&f(checkout)))
    };
    let members = world.deposit().shares.len();
    match op {
        Op::Opened(n) => page(world, n).map(|p| world.open(p)),
        Op::OpenFailed(n) => on(n, world, |checkout| DeskEvent::OpenFailed { checkout }),
        Op::Shut(n) => on(n, world, |checkout| DeskEvent::Shut { checkout }),
        Op::Unreachable(n) => on(n, world, |checkout| DeskEvent::ShutUnreachable { checkout }),
        Op::StillOpen(n) => on(n, world, |checkout| DeskEvent::StillOpen { checkout }),
        Op::Processing(n) => on(n, world, |checkout| DeskEvent::Processing { checkout }),
        Op::BankRefused(n) => on(n, world, |checkout| DeskEvent::BankRefused { checkout }),
        Op::Paid(n, name) => page(world, n).map(|p| world.pay(p, name)),
        Op::PaidOther(n) => page(world, n).map(|checkout| {
            world.event(&DeskEvent::Paid { checkout, amount: Money::cents(777), payment: payment("other") })
        }),
        Op::Fails => Some(world.fails()),
        Op::Due(kind) => Some(world.due(kind)),
        Op::Pass(minutes) => {
            world.pass(minutes);
            None
        }
        Op::Correct(cents) => {
            let id = world.id(0);
            let start = world.visit(id).start();
            Some(world.rehold(&[id], &[want("ana", "pilar", start, cents)]))
        }
        Op::CustomerCancels(n) => {
            let id = world.id(n % members);
            Some(world.cancel(&[id]))
        }
        Op::StaffCancels(n) => {
            let appointment = world.id(n % members);
            Some(world.event(&DeskEvent::Staff(StaffOrder::Cancel { appointment, keep: None })))
        }
        Op::Waived => {
            let appointment = world.id(0);
            Some(world.event(&DeskEvent::Staff(StaffOrder::Waive { appointment })))
        }
        Op::StaffRefunds => {
            let appointment = world.id(0);
            Some(world.event(&DeskEvent::Staff(StaffOrder::RefundDeposit { appointment })))
        }
        Op::Kept => {
            let ruling = keep_for_staff(world.deposit(), &world.facts, world.now).unwrap();
            Some(world.commit(ruling))
        }
        Op::SeatBusy => {
            let appointment = world.id(0);
            Some(world.event(&DeskEvent::SeatBusyOutside { appointment }))
        }
        Op::RefundSays(what) => {
            let refund = world.deposit().payments.iter().flat_map(|p| &p.refunds).next()?.id;
            let reference = "re".to_owned();
            let answer = match what {
                0 => RefundAnswer::Pending { reference },
                1 => RefundAnswer::Succeeded { reference },
                2 => RefundAnswer::Failed,
                _ => RefundAnswer::Unknown,
            };
            Some(world.event(&DeskEvent::Refund { refund, answer }))
        }
        Op::Disputed(turn) => {
            let payment = world.deposit().payments.first()?.reference.clone();
            Some(world.event(&DeskEvent::Dispute { payment, turn }))
        }
    }
}

/// Whether saying it again is a new thing: a second failure, a second correction, a refund that staff ask for again.
fn again_is_new(op: Op) -> bool {
    matches!(op, Op::Fails | Op::StaffRefunds | Op::Pass(_))
}

fn chair_and_money(world: &World) -> (&'static str, i64, i64) {
    let chair = match world.life(0) {
        Life::Confirmed { .. } => "confirmed",
        Life::Cancelled { .. } => "cancelled",
        Life::Provisional { .. } | Life::Closing { .. } => "held",
        Life::Expired => "expired",
        Life::Completed | Life::NoShow => "over",
    };
    let sum = |pot: fn(&Payment) -> Money| world.deposit().payments.iter().map(pot).sum::<Money>().to_cents();
    (chair, sum(|p| p.applied), sum(|p| p.refund_due))
}

/// Every order of some ops.
fn orders(ops: &[Op]) -> Vec<Vec<Op>> {
    if ops.is_empty() {
        return vec![vec![]];
    }
    let mut all = vec![];
    for (index, first) in ops.iter().enumerate() {
        let rest: Vec<Op> = ops.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, op)| *op).collect();
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, *first);
            order
        }));
    }
    all
}

#[test]
fn every_order_of_opened_failed_paid_paid_again_and_expired_ends_booked() {
    let paid = [Op::Opened(0), Op::Fails, Op::Paid(0, "1"), Op::Paid(0, "1"), Op::Paid(0, "2"), Op::Shut(0)];
    for order in orders(&paid) {
        let mut world = World::held();
        for op in &order {
            let _ = act(&mut world, *op);
        }
        assert_eq!(chair_and_money(&world), ("confirmed", 1000, 1000), "{order:?}");
        assert!(!world.deposit().payable() || world.deposit().open_page().is_none(), "{order:?}");
    }
}

/// Everything stored goes out and comes back, as over a restart.
fn restarted(world: &mut World) {
    for row in world.facts.deposits.values_mut() {
        *row = serde_json::from_str(&serde_json::to_string(row).unwrap()).unwrap();
    }
    for row in world.facts.appointments.values_mut() {
        *row = serde_json::from_str(&serde_json::to_string(row).unwrap()).unwrap();
    }
}

/// Plays one order with a restart after each step, then tells everything outside once more in the order of the list,
/// as Stripe and the reconciler do, and restarts again. The payments that were captured, by page.
fn settled(world: &mut World, order: &[Op], all: &[Op]) -> Vec<CheckoutId> {
    let news = all.iter().filter(|op| !again_is_new(**op));
    for op in order.iter().chain(news) {
        let _ = act(world, *op);
        restarted(world);
    }
    world.deposit().payments.iter().map(|p| p.checkout).collect()
}

/// Two pages, both of them paid: the first failed, she says, and was paid all the same.
const BOTH_PAGES: [Op; 6] =
    [Op::Opened(0), Op::Fails, Op::Shut(0), Op::Opened(1), Op::Paid(0, "1"), Op::Paid(1, "2")];

#[test]
fn two_pages_paid_in_every_order_with_restarts_is_one_booking_and_one_refund() {
    let mut both = 0;
    for order in orders(&BOTH_PAGES) {
        let mut world = World::held();
        let pages = settled(&mut world, &order, &BOTH_PAGES);
        let twice = i64::try_from(pages.len()).unwrap() - 1;
        assert_eq!(chair_and_money(&world), ("confirmed", 1000, 1000 * twice), "{order:?}");
        assert!(world.deposit().open_page().is_none(), "{order:?}");
        both += usize::from(pages.len() == 2 && pages[0] != pages[1]);
    }
    assert!(both > 100, "a second page was really paid in {both} orders only");
}

#[test]
fn a_cancellation_by_staff_anywhere_among_two_pages_gives_all_of_it_back() {
    let mut ops = BOTH_PAGES[1..].to_vec();
    ops.push(Op::StaffCancels(0));
    let mut both = 0;
    for order in orders(&ops) {
        let mut world = World::opened();
        let pages = settled(&mut world, &order, &ops);
        let captured = 1000 * i64::try_from(pages.len()).unwrap();
        assert_eq!(chair_and_money(&world), ("cancelled", 0, captured), "{order:?}");
        assert!(world.deposit().open_page().is_none(), "{order:?}");
        both += usize::from(pages.len() == 2);
    }
    assert!(both > 100, "a second page was really paid in {both} orders only");
}

#[test]
fn the_limit_anywhere_among_two_pages_changes_nothing_while_the_chair_is_free() {
    let ops = [
        Op::Fails,
        Op::Shut(0),
        Op::Opened(1),
        Op::Paid(1, "2"),
        Op::Due(DueKind::Limit),
        Op::Due(DueKind::Release),
    ];
    for order in orders(&ops) {
        let mut world = World::opened();
        let failed = order.iter().position(|op| *op == Op::Fails);
        for (n, op) in order.iter().enumerate() {
            // It fails while the hold lives; whatever comes behind that comes after the (longer) limit.
            world.pass(if Some(n) == failed { 1 } else { 4 });
            let _ = act(&mut world, *op);
            restarted(&mut world);
        }
        world.pass(60);
        let pages = settled(&mut world, &[], &ops);
        if pages.is_empty() {
            assert_eq!(chair_and_money(&world), ("expired", 0, 0), "{order:?}");
        } else {
            assert_eq!(chair_and_money(&world), ("confirmed", 1000, 0), "{order:?}");
        }
    }
}

#[test]
fn with_a_cancellation_by_staff_anywhere_it_all_goes_back() {
    let ops =
        [Op::Opened(0), Op::Fails, Op::Paid(0, "1"), Op::Paid(0, "2"), Op::Shut(0), Op::StaffCancels(0)];
    for order in orders(&ops) {
        let mut world = World::held();
        for op in &order {
            let _ = act(&mut world, *op);
        }
        assert_eq!(chair_and_money(&world), ("cancelled", 0, 2000), "{order:?}");
    }
}

#[test]
fn the_limit_anywhere_changes_nothing_while_the_chair_is_free() {
    let limit =
        [Op::Opened(0), Op::Paid(0, "1"), Op::Due(DueKind::Limit), Op::Due(DueKind::Release), Op::Shut(0)];
    for order in orders(&limit) {
        let mut world = World::held();
        world.pass(30);
        for op in &order {
            let _ = act(&mut world, *op);
            world.pass(1);
        }
        assert_eq!(chair_and_money(&world), ("confirmed", 1000, 0), "{order:?}");
    }
}

fn any_op() -> impl Strategy<Value = Op> {
    let page = 0..3usize;
    prop_oneof![
        4 => page.clone().prop_map(Op::Opened),
        1 => page.clone().prop_map(Op::OpenFailed),
        2 => Just(Op::Fails),
        3 => (page.clone(), prop_oneof![Just("1"), Just("2")]).prop_map(|(n, name)| Op::Paid(n, name)),
        1 => page.clone().prop_map(Op::PaidOther),
        3 => page.clone().prop_map(Op::Shut),
        1 => page.clone().prop_map(Op::Unreachable),
        1 => page.clone().prop_map(Op::StillOpen),
        1 => page.clone().prop_map(Op::Processing),
        1 => page.prop_map(Op::BankRefused),
        3 => prop_oneof![
            Just(DueKind::Warn),
            Just(DueKind::Limit),
            Just(DueKind::Release),
            Just(DueKind::Look),
            Just(DueKind::LookRefund),
        ]
        .prop_map(Op::Due),
        3 => prop_oneof![Just(1), Just(5), Just(30), Just(600)].prop_map(Op::Pass),
        2 => prop_oneof![Just(5000i64), Just(3000), Just(0), Just(5013)].prop_map(Op::Correct),
        1 => (0..2usize).prop_map(Op::CustomerCancels),
        1 => (0..2usize).prop_map(Op::StaffCancels),
        1 => Just(Op::Waived),
        1 => Just(Op::Kept),
        1 => Just(Op::SeatBusy),
        1 => (0..4u8).prop_map(Op::RefundSays),
        1 => prop_oneof![Just(DisputeTurn::Created), Just(DisputeTurn::Won), Just(DisputeTurn::Lost)]
            .prop_map(Op::Disputed),
        1 => Just(Op::StaffRefunds),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// After every ruling the invariants of the store hold (see `World::check`), and hearing of it twice changes
    /// neither rows nor the outside world.
    #[test]
    fn whatever_happens_is_accounted_for_and_twice_is_once(
        group in any::<bool>(),
        ops in proptest::collection::vec(any_op(), 1..25),
    ) {
        let mut world = World::new(at(3, 10, 10, 0));
        let mut wants = vec![want("ana", "pilar", at(3, 13, 12, 0), 5013)];
        if group {
            wants.push(want("eva", "marta", at(3, 13, 12, 0), 3012));
        }
        let _ = world.hold(&wants);
        for op in ops {
            if act(&mut world, op).is_none() || again_is_new(op) {
                continue;
            }
            let cases = world.cases.clone();
            let again = act(&mut world, op).unwrap_or_default();
            prop_assert_eq!(&world.cases, &cases, "{:?}", op);
            let rows = again.changes.iter().find(|c| !matches!(c, Change::Case(_)));
            prop_assert_eq!(rows, None, "{:?}", op);
            if !matches!(op, Op::Correct(_)) {
                prop_assert_eq!(&again.effects, &vec![], "{:?}", op);
            }
            prop_assert_eq!(&again.news, &vec![], "{:?}", op);
        }
        let held = world.deposit().payments.iter().any(|p| !p.held.is_zero());
        prop_assert!(!held || !world.cases.is_empty(), "money that is nowhere is a case");
        if matches!(world.deposit().life, DepositLife::Held { .. }) {
            prop_assert!(world.deposit().bearing().is_some());
        }
    }

    #[test]
    fn shares_add_up_to_the_cent_and_are_fair(
        total in 0..1_000_000i64,
        weights in proptest::collection::vec(0..100_000i64, 1..6),
    ) {
        let money: Vec<Money> = weights.iter().copied().map(Money::cents).collect();
        let parts = split(Money::cents(total), &money);
        prop_assert_eq!(parts.iter().copied().sum::<Money>(), Money::cents(total));
        let sum: i64 = weights.iter().sum();
        if sum > 0 {
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                let off = i128::from(part.to_cents()) * i128::from(sum) - exact;
                prop_assert!(off.abs() < i128::from(sum), "less than a cent off");
            }
        }
    }
}
