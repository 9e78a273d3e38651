//! Bookings whose deposits go over the wire: driver and desk of every day, the Stripe adapter, a stand-in of Stripe, and
//! everything that gets lost between them.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside of a test function")]

use super::{
    driver::{eva, first, offered, tags, world},
    stripe::adapter,
};
use atrevete_adapters::stripe::{
    Mode,
    webhook::{self, Taken},
};
use atrevete_domain::{
    booking::{Appointment, Deposit, HowConfirmed, Life, RefundState, StaffOrder},
    step::CaseKind,
    values::{CheckoutId, Money},
};
use atrevete_ports::{
    Clock as _,
    drive::{Difference, Driver, Ports, Settings, StaffAnswer},
};
use atrevete_testkit::{
    Reply, World,
    exec::block_on,
    fakes::Rules,
    standins::stripe::{Call, KEY, Money as Cents, SECRET, Status, StripeStandIn, Trouble},
};
use chrono::TimeDelta;
use secrecy::SecretString;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A salon whose payment provider is behind HTTP.
struct Wire {
    world: World,
    there: StripeStandIn,
    runtime: Runtime,
}

impl Wire {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut world = world();
        let there = runtime.block_on(StripeStandIn::start(world.clock.clone()));
        let store = world.store.clone();
        let ports = Ports {
            store: store.clone(),
            inbox: store.clone(),
            outbox: store.clone(),
            timers: store.clone(),
            customers: store.clone(),
            catalogue: store,
            calendar: world.calendar.clone(),
            payments: Arc::new(adapter(there.base(), world.clock.clone(), KEY)),
            notifications: world.notices.clone(),
            messenger: world.messenger.clone(),
            language: Arc::new(Rules::default()),
            clock: world.clock.clone(),
        };
        world.driver = Driver::new(ports, Settings { quiet: TimeDelta::zero(), ..Settings::default() });
        Self { world, there, runtime }
    }

    /// What the world does, with the wire under it.
    fn does<T>(&mut self, what: impl FnOnce(&mut World) -> T) -> T {
        let _inside = self.runtime.enter();
        what(&mut self.world)
    }

    /// Up to the message with the link.
    fn with_link() -> Self {
        let mut wire = Self::new();
        wire.does(offered);
        let replies = wire.chooses();
        assert!(tags(&replies).contains(&"pay".to_owned()), "{replies:#?}");
        wire
    }

    /// Paid, told and confirmed: its payment.
    fn confirmed() -> (Self, String) {
        let mut wire = Self::with_link();
        let payment = wire.there.pay(wire.page()).unwrap();
        let replies = wire.delivered(1);
        assert!(tags(&replies).contains(&"confirmed".to_owned()), "{:?}", tags(&replies));
        (wire, payment)
    }

    fn chooses(&mut self) -> Vec<Reply> {
        self.does(|world| world.customer_acts(&eva(), vec![first()]))
    }

    fn later(&mut self, minutes: i64) -> Vec<Reply> {
        self.does(|world| world.advance_time(TimeDelta::minutes(minutes)))
    }

    /// Everything that Stripe has to tell is delivered so many times, the newest first.
    fn delivered(&mut self, times: usize) -> Vec<Reply> {
        let mark = self.world.mark();
        let secrets = [SecretString::from(SECRET)];
        let deliveries = self.there.deliveries(&[SECRET]);
        for delivery in deliveries.iter().rev().cycle().take(deliveries.len() * times) {
            let now = self.world.clock.now();
            webhook::verify(Some(&delivery.signature), &delivery.body, &secrets, now).unwrap();
            let taken = webhook::decode(&delivery.body).unwrap().taken(Mode::Test, now);
            let (Taken::Store(event) | Taken::StoreAsUnmatched(event)) = taken else { continue };
            let _ = block_on(self.world.store.put(event)).unwrap();
        }
        self.does(World::run_until_quiet);
        self.world.replies_since(mark)
    }

    fn deposit(&self) -> Deposit {
        self.world.store.deposits().last().unwrap().clone()
    }

    fn visit(&self) -> Appointment {
        self.world.store.appointments().last().unwrap().clone()
    }

    /// The newest page.
    fn page(&self) -> CheckoutId {
        self.deposit().checkouts.last().unwrap().id
    }

    fn statuses(&self) -> Vec<Status> {
        let deposit = self.deposit();
        deposit
            .checkouts
            .iter()
            .flat_map(|c| self.there.sessions_of(c.id))
            .map(|(_, status)| status)
            .collect()
    }

    fn is_confirmed(&self) -> bool {
        self.visit().life == Life::Confirmed { how: HowConfirmed::Paid }
    }

    fn cancels(&mut self) {
        let order = StaffOrder::Cancel { appointment: self.visit().id, keep: None };
        assert_eq!(self.does(|world| world.staff(&order)), StaffAnswer::Done);
    }

    fn cases(&self) -> Vec<CaseKind> {
        self.world.store.cases().iter().map(|case| case.kind).collect()
    }

    /// Ours and theirs are the same, and nobody complained.
    fn agree(&mut self) {
        self.does(World::run_until_quiet);
        assert_eq!(self.differences(), [], "our rows and Stripe's");
        assert!(self.deposit().payments.iter().all(atrevete_domain::booking::Payment::adds_up));
        assert_eq!(self.there.complaints(), Vec::<String>::new());
    }

    fn differences(&mut self) -> Vec<Difference> {
        let (ours, from) = (self.world.store.deposits(), self.world.now() - TimeDelta::days(3));
        self.does(|world| block_on(world.driver.compare(&ours, from)).unwrap())
    }
}

#[test]
fn a_deposit_is_paid_and_the_visit_stands_however_often_it_is_told() {
    for times in [1, 2, 3] {
        let mut wire = Wire::with_link();
        wire.there.card_fails(wire.page()).unwrap();
        assert!(wire.delivered(times).is_empty(), "the page stays open for another card");
        wire.there.pay(wire.page()).unwrap();
        let replies = wire.delivered(times);
        assert_eq!(tags(&replies).iter().filter(|tag| *tag == "confirmed").count(), 1, "{times}");
        assert!(wire.is_confirmed());
        wire.agree();
    }
}

#[test]
fn a_webhook_that_never_comes_is_not_needed() {
    let mut wire = Wire::with_link();
    wire.there.pay(wire.page()).unwrap();
    wire.later(3);
    assert!(wire.is_confirmed(), "the page is looked at");
    wire.delivered(2);
    assert!(wire.is_confirmed() && wire.cases().is_empty());
    wire.agree();
}

#[test]
fn a_webhook_that_finds_stripe_down_is_read_when_it_is_back() {
    let mut wire = Wire::with_link();
    wire.there.pay(wire.page()).unwrap();
    for trouble in [Trouble::Refused(503), Trouble::Silent, Trouble::Cut, Trouble::Garbled("{")] {
        wire.there.trouble(Call::List, trouble);
    }
    wire.delivered(1);
    assert!(!wire.is_confirmed());
    wire.later(3);
    assert!(wire.is_confirmed());
    wire.agree();
}

#[test]
fn a_page_whose_opening_got_lost_is_one_page() {
    for trouble in
        [Trouble::Silent, Trouble::Cut, Trouble::SpoiledAndDone, Trouble::Refused(503), Trouble::Busy(3)]
    {
        let mut wire = Wire::new();
        wire.does(offered);
        wire.there.trouble(Call::Open, trouble.clone());
        wire.chooses();
        wire.later(1);
        wire.there.pay(wire.page()).unwrap();
        wire.delivered(1);
        assert!(wire.is_confirmed(), "{trouble:?}");
        wire.later(120);
        assert!(!wire.statuses().contains(&Status::Open), "{trouble:?}: {:?}", wire.statuses());
        wire.agree();
    }
}

#[test]
fn a_hold_that_ends_shuts_its_page_and_one_paid_in_that_moment_stands() {
    let mut wire = Wire::with_link();
    wire.later(40);
    assert_eq!(wire.visit().life, Life::Expired);
    assert_eq!(wire.statuses(), [Status::Expired]);
    wire.agree();

    let mut wire = Wire::with_link();
    wire.there.pay_when_shut(wire.page()).unwrap();
    wire.later(40);
    assert!(wire.is_confirmed());
    wire.agree();
}

#[test]
fn a_hold_that_ends_while_stripe_is_silent_is_freed_and_its_page_watched_to_the_end() {
    let mut wire = Wire::with_link();
    for _ in 0..400 {
        wire.there.trouble(Call::List, Trouble::Refused(503));
    }
    wire.later(40);
    assert_eq!(wire.visit().life, Life::Expired);
    wire.later(180);
    assert_eq!(wire.statuses(), [Status::Expired]);
}

#[test]
fn a_refund_is_made_once_whatever_its_answer() {
    for trouble in [
        Trouble::Silent,
        Trouble::Cut,
        Trouble::Spoiled,
        Trouble::SpoiledAndDone,
        Trouble::Garbled("null"),
        Trouble::Refused(503),
    ] {
        let (mut wire, payment) = Wire::confirmed();
        wire.there.trouble(Call::Refund, trouble.clone());
        wire.cancels();
        wire.later(10);
        let deposit = wire.deposit();
        let cents = deposit.payments[0].captured.to_cents();
        assert_eq!(wire.there.returned(&payment), cents, "{trouble:?}");
        assert_eq!(deposit.payments[0].refunded, Money::cents(cents), "{trouble:?}");
        wire.delivered(2);
        assert!(wire.cases().is_empty(), "{trouble:?}: {:?}", wire.cases());
        wire.agree();
    }
}

#[test]
fn a_refund_that_comes_back_days_later_is_a_case() {
    for told in [true, false] {
        let (mut wire, _) = Wire::confirmed();
        wire.cancels();
        let reference = wire.deposit().payments[0].refunds[0].reference.clone().unwrap();
        wire.later(2 * 24 * 60);
        wire.there.refund_ends(&reference, Cents::Fails).unwrap();
        if told {
            wire.there.trouble(Call::ReadPayment, Trouble::Refused(503));
            wire.delivered(2);
            wire.later(3);
        } else {
            wire.later(2 * 24 * 60);
        }
        assert_eq!(wire.cases(), [CaseKind::RefundFailed], "told: {told}");
        assert_eq!(wire.deposit().payments[0].refunds[0].state, RefundState::Failed);
    }
}

#[test]
fn money_given_back_by_hand_and_disputes_are_seen() {
    let (mut wire, payment) = Wire::confirmed();
    wire.there.refund_by_hand(&payment, 100).unwrap();
    wire.delivered(2);
    assert_eq!(wire.deposit().payments[0].refunded, Money::cents(100));
    assert_eq!(wire.cases(), [CaseKind::RefundedElsewhere]);
    wire.there.dispute(&payment, "needs_response").unwrap();
    wire.delivered(2);
    assert!(wire.cases().contains(&CaseKind::Dispute));
    assert!(!wire.deposit().payments[0].disputed.is_zero());
    wire.there.dispute(&payment, "won").unwrap();
    wire.delivered(1);
    assert!(wire.deposit().payments[0].disputed.is_zero());
    wire.agree();
}

#[test]
fn a_strangers_money_is_a_case_and_only_once() {
    let mut wire = Wire::with_link();
    wire.there.strangers_sale(4500);
    wire.delivered(2);
    let cases = wire.world.store.cases();
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].kind, cases[0].amount), (CaseKind::UnmatchedMoney, Some(Money::cents(4500))));
}

#[test]
fn the_nightly_comparison_finds_what_nobody_told_and_mends_it() {
    let (mut wire, payment) = Wire::confirmed();
    wire.there.refund_by_hand(&payment, 100).unwrap();
    assert!(matches!(wire.differences()[..], [Difference::OtherRefund { .. }]));
    wire.does(World::run_until_quiet);
    assert_eq!(wire.deposit().payments[0].refunded, Money::cents(100), "it was read again");
    wire.agree();

    let mut wire = Wire::with_link();
    wire.there.pay(wire.page()).unwrap();
    assert!(matches!(wire.differences()[..], [Difference::NotBooked { .. }]));
    wire.does(World::run_until_quiet);
    assert!(wire.is_confirmed());
    wire.agree();
}
