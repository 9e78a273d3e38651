//! The Stripe adapter against a stand-in of Stripe over HTTP: the port's contract, and what the wire does to it.

use async_trait::async_trait;
use atrevete_adapters::{
    http::Limits,
    stripe::{
        Mode, PaymentMethod, Shop, Stripe, StripeConfig,
        webhook::{self, About, Taken},
    },
};
use atrevete_domain::{
    booking::{
        CheckoutUrl, PaymentRef,
        desk::{DisputeTurn, RefundAnswer},
    },
    values::{AppointmentId, CheckoutId, DepositId, Id as _, Instant, Money, RefundId},
};
use atrevete_ports::{
    AskedPage, Fault, FoundPage, FoundPayment, OpenPage, PageRef, PageState, Payments, PortError,
    RefundRequest, Statement,
};
use atrevete_testkit::{
    contract,
    fakes::ManualClock,
    standins::stripe::{Call, KEY, Money as Cents, SECRET, Status, StripeStandIn, Trouble},
};
use chrono::TimeDelta;
use secrecy::SecretString;
use std::{sync::Arc, time::Duration};

/// The adapter and what it talks to.
struct Wire {
    stripe: Stripe,
    there: StripeStandIn,
    clock: Arc<ManualClock>,
}

fn noon() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_522) + TimeDelta::hours(9)
}

pub(super) fn adapter(base: String, clock: Arc<ManualClock>, key: &str) -> Stripe {
    let shop = Shop {
        salon: "Salón".to_owned(),
        methods: vec![PaymentMethod::Card, PaymentMethod::Bizum],
        success_url: "https://salon.example/gracias".to_owned(),
        cancel_url: Some("https://salon.example/".to_owned()),
    };
    let limits =
        Limits { attempt: Duration::from_millis(400), repeats: 0, rest: Duration::ZERO, ..Limits::default() };
    Stripe::new(StripeConfig { key: SecretString::from(key), base, shop, limits }, clock)
        .expect("it is set up")
}

impl Wire {
    async fn new() -> Self {
        let clock = Arc::new(ManualClock::at(noon()));
        let there = StripeStandIn::start(clock.clone()).await;
        Self { stripe: adapter(there.base(), clock.clone(), KEY), there, clock }
    }

    async fn opened() -> Self {
        let wire = Self::new().await;
        wire.stripe.open(&page("k:0")).await.expect("it opens");
        wire
    }

    /// A paid page and its payment.
    async fn paid() -> (Self, PaymentRef) {
        let wire = Self::opened().await;
        let payment = wire.there.pay(id()).expect("it can be paid");
        (wire, PaymentRef(payment))
    }

    fn behaved(&self) {
        assert_eq!(self.there.complaints(), Vec::<String>::new());
    }
}

fn id() -> CheckoutId {
    CheckoutId::named("wire", "page")
}

fn asked() -> AskedPage {
    AskedPage { checkout: id(), at: noon() }
}

fn page(key: &str) -> OpenPage {
    OpenPage {
        checkout: id(),
        deposit: DepositId::named("wire", "deposit"),
        appointments: vec![AppointmentId::named("wire", "visit")],
        amount: Money::cents(1600),
        closes: noon() + TimeDelta::minutes(15),
        key: key.to_owned(),
    }
}

fn refund(payment: &PaymentRef, cents: i64, key: &str) -> RefundRequest {
    RefundRequest {
        refund: RefundId::named("wire", &cents.to_string()),
        payment: payment.clone(),
        amount: Money::cents(cents),
        key: key.to_owned(),
    }
}

const PASSING: Fault = Fault::Transient { retry_after: None };

#[tokio::test]
async fn the_adapter_keeps_the_contract_of_payments() {
    contract::payments(
        async || Wire::new().await,
        async |wire: &Wire, page: CheckoutId| {
            wire.there.pay(page).expect("the page is open");
            wire.behaved();
        },
    )
    .await;
}

#[tokio::test]
async fn an_answer_that_was_lost_is_the_same_page_again() {
    for trouble in
        [Trouble::Silent, Trouble::Cut, Trouble::Garbled("<html>"), Trouble::Slow(Duration::from_secs(2))]
    {
        let wire = Wire::new().await;
        wire.there.trouble(Call::Open, trouble.clone());
        let lost = wire.stripe.open(&page("k:0")).await.expect_err("no answer");
        assert_eq!(lost.fault, PASSING, "{trouble:?}");
        wire.clock.advance(TimeDelta::seconds(40));
        wire.stripe.open(&page("k:0")).await.expect("the same key");
        assert_eq!(wire.there.sessions_of(id()).len(), 1, "{trouble:?}");
        wire.behaved();
    }
}

#[tokio::test]
async fn a_spoiled_key_asks_for_a_new_one_and_both_pages_are_shut() {
    for (trouble, made) in [(Trouble::Spoiled, 1), (Trouble::SpoiledAndDone, 2)] {
        let wire = Wire::new().await;
        wire.there.trouble(Call::Open, trouble);
        for _ in 0..2 {
            let spoiled = wire.stripe.open(&page("k:0")).await.expect_err("it is kept");
            assert_eq!(spoiled.fault, Fault::Spoiled);
        }
        wire.stripe.open(&page("k:1")).await.expect("a new key");
        assert_eq!(wire.there.sessions_of(id()).len(), made);
        assert_eq!(wire.stripe.expire(asked()).await.expect("it answers"), PageState::Shut);
        assert!(wire.there.sessions_of(id()).iter().all(|(_, status)| *status == Status::Expired));
    }
}

#[tokio::test]
async fn a_restart_between_opening_and_its_commit_loses_no_page() {
    let wire = Wire::opened().await;
    let after = adapter(wire.there.base(), wire.clock.clone(), KEY);
    assert!(matches!(after.read(asked()).await, Ok(PageState::Open { .. })));
    wire.there.pay(id()).expect("it can be paid");
    assert!(matches!(after.expire(asked()).await, Ok(PageState::Paid { .. })));
}

#[tokio::test]
async fn the_same_key_for_another_page_is_spoiled() {
    let wire = Wire::opened().await;
    let dearer = OpenPage { amount: Money::cents(1700), ..page("k:0") };
    assert_eq!(wire.stripe.open(&dearer).await.expect_err("another request").fault, Fault::Spoiled);
    wire.clock.advance(TimeDelta::minutes(5));
    let later = wire.stripe.open(&page("k:0")).await.expect_err("its end has moved");
    assert_eq!(later.fault, Fault::Spoiled);
}

#[tokio::test]
async fn a_page_paid_in_the_moment_it_is_shut_is_paid() {
    let wire = Wire::opened().await;
    wire.there.pay_when_shut(id()).expect("it can be paid");
    let state = wire.stripe.expire(asked()).await.expect("it answers");
    assert!(matches!(state, PageState::Paid { amount, .. } if amount == Money::cents(1600)), "{state:?}");
}

#[tokio::test]
async fn a_page_ends_by_itself_and_a_card_that_fails_ends_nothing() {
    let wire = Wire::opened().await;
    wire.there.card_fails(id()).expect("it can be paid");
    assert!(matches!(wire.stripe.read(asked()).await, Ok(PageState::Open { .. })));
    wire.clock.advance(TimeDelta::minutes(47));
    assert_eq!(wire.stripe.read(asked()).await.expect("it answers"), PageState::Shut);
    assert_eq!(wire.there.sessions_of(id())[0].1, Status::Expired);
}

#[tokio::test]
async fn a_bank_that_decides_later_is_waited_for() {
    for (money, is) in [(Cents::Comes, None), (Cents::Fails, Some(PageState::BankRefused))] {
        let wire = Wire::opened().await;
        wire.there.pay_delayed(id()).expect("it can be paid");
        assert_eq!(wire.stripe.read(asked()).await.expect("it answers"), PageState::Processing);
        assert_eq!(wire.stripe.expire(asked()).await.expect("it answers"), PageState::Processing);
        wire.there.bank_decides(id(), money).expect("it waits");
        let state = wire.stripe.read(asked()).await.expect("it answers");
        match is {
            Some(is) => assert_eq!(state, is),
            None => assert!(matches!(state, PageState::Paid { .. }), "{state:?}"),
        }
    }
}

#[tokio::test]
async fn silence_about_a_page_is_no_state_of_it() {
    for call in [Call::List, Call::Expire] {
        for trouble in [
            Trouble::Silent,
            Trouble::Cut,
            Trouble::Garbled("{}"),
            Trouble::Refused(503),
            Trouble::Refused(500),
            Trouble::Busy(7),
        ] {
            let wire = Wire::opened().await;
            wire.there.trouble(call, trouble.clone());
            let error = wire.stripe.expire(asked()).await.expect_err("nothing is known");
            assert!(matches!(error.fault, Fault::Transient { .. }), "{call:?} {trouble:?}");
            assert_eq!(wire.stripe.expire(asked()).await.expect("it answers"), PageState::Shut);
        }
    }
    let wire = Wire::opened().await;
    wire.there.trouble(Call::List, Trouble::Busy(7));
    let told = wire.stripe.read(asked()).await.expect_err("busy").fault;
    assert_eq!(told, Fault::Transient { retry_after: Some(Duration::from_secs(7)) });
}

#[tokio::test]
async fn a_revoked_key_is_for_people_to_mend() {
    let wire = Wire::opened().await;
    let revoked = adapter(wire.there.base(), wire.clock.clone(), "sk_test_revoked");
    assert_eq!(revoked.read(asked()).await.expect_err("no right").fault, Fault::Misconfigured);
    let live = adapter(wire.there.base(), wire.clock.clone(), "sk_live_x");
    assert_eq!(live.mode(), Mode::Live);
    assert_eq!(live.open(&page("k:9")).await.expect_err("no right").fault, Fault::Misconfigured);
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_found_and_not_made_twice() {
    for trouble in [Trouble::Silent, Trouble::Cut, Trouble::SpoiledAndDone, Trouble::Garbled("[]")] {
        let (wire, payment) = Wire::paid().await;
        wire.there.trouble(Call::Refund, trouble.clone());
        let request = refund(&payment, 800, "r:0");
        wire.stripe.refund(&request).await.expect_err("no answer");
        let found = wire.stripe.find_refund(request.refund, &payment).await.expect("it answers");
        assert!(matches!(found, Some(RefundAnswer::Succeeded { .. })), "{trouble:?}: {found:?}");
        assert_eq!(wire.there.returned(&payment.0), 800, "{trouble:?}");
    }
    let (wire, payment) = Wire::paid().await;
    wire.there.trouble(Call::Refund, Trouble::Spoiled);
    let request = refund(&payment, 800, "r:0");
    assert_eq!(wire.stripe.refund(&request).await.expect_err("kept").fault, Fault::Spoiled);
    let found = wire.stripe.find_refund(request.refund, &payment).await.expect("it answers");
    assert_eq!(found, None, "it was not made: a new key may make it");
    wire.behaved();
}

#[tokio::test]
async fn shares_of_a_payment_go_back_one_by_one_and_no_cent_more() {
    let (wire, payment) = Wire::paid().await;
    for cents in [500, 600] {
        let answer = wire.stripe.refund(&refund(&payment, cents, &format!("r:{cents}"))).await;
        assert!(matches!(answer, Ok(RefundAnswer::Succeeded { .. })));
    }
    let over = wire.stripe.refund(&refund(&payment, 501, "r:501")).await.expect_err("too much");
    assert_eq!(over.fault, Fault::Rejected);
    wire.there.refund_by_hand(&payment.0, 500).expect("so much is left");
    let nothing_left = wire.stripe.refund(&refund(&payment, 1, "r:1")).await.expect_err("nothing");
    assert_eq!(nothing_left.fault, Fault::Rejected);
    let seen = wire.stripe.payment(&payment).await.expect("it answers").expect("it is known");
    let by_hand: Vec<_> = seen.refunds.iter().filter(|r| r.refund.is_none()).map(|r| r.amount).collect();
    assert_eq!((seen.checkout, by_hand), (Some(id()), vec![Money::cents(500)]));
    assert_eq!(wire.there.returned(&payment.0), 1600);
}

#[tokio::test]
async fn a_refund_that_waits_may_end_either_way_and_one_that_ended_may_come_back() {
    let (wire, payment) = Wire::paid().await;
    wire.there.next_refund_waits();
    let request = refund(&payment, 1600, "r:0");
    let RefundAnswer::Pending { reference } = wire.stripe.refund(&request).await.expect("it is taken") else {
        panic!("it waits")
    };
    wire.there.refund_ends(&reference, Cents::Comes).expect("it is there");
    let found = wire.stripe.find_refund(request.refund, &payment).await.expect("it answers");
    assert_eq!(found, Some(RefundAnswer::Succeeded { reference: reference.clone() }));
    wire.there.refund_ends(&reference, Cents::Fails).expect("it is there");
    let found = wire.stripe.find_refund(request.refund, &payment).await.expect("it answers");
    assert_eq!(found, Some(RefundAnswer::Failed));
}

#[tokio::test]
async fn a_dispute_is_seen_with_its_payment() {
    let (wire, payment) = Wire::paid().await;
    for (status, turn) in [("needs_response", DisputeTurn::Created), ("lost", DisputeTurn::Lost)] {
        wire.there.dispute(&payment.0, status).expect("it was captured");
        let seen = wire.stripe.payment(&payment).await.expect("it answers").expect("it is known");
        assert_eq!(seen.dispute, Some(turn));
    }
}

#[tokio::test]
async fn a_long_list_is_read_to_its_end() {
    let wire = Wire::opened().await;
    for n in 0..130 {
        wire.there.strangers_sale(100 + n);
    }
    assert!(matches!(wire.stripe.read(asked()).await, Ok(PageState::Open { .. })));
    assert_eq!(wire.there.calls(Call::List), 2);
    let statement = wire.stripe.statement(noon()).await.expect("it answers");
    assert_eq!(statement.pages.len(), 1, "only ours");
    let stranger = wire.there.strangers_sale(100);
    let found = wire.stripe.page(&PageRef(stranger)).await.expect("it answers").expect("it is there");
    assert_eq!(found.checkout, None);
    assert!(matches!(found.state, PageState::Paid { .. }));
    assert_eq!(wire.stripe.page(&PageRef("cs_no".to_owned())).await.expect("it answers"), None);
}

#[tokio::test]
async fn what_is_delivered_is_signed_and_names_what_to_read() {
    let wire = Wire::opened().await;
    wire.there.strangers_sale(700);
    let payment = wire.there.pay(id()).expect("it can be paid");
    wire.there.refund_by_hand(&payment, 100).expect("so much is left");
    wire.there.dispute(&payment, "needs_response").expect("it was captured");
    let both = [SECRET, "whsec_next"];
    let mut about = Vec::new();
    for delivery in wire.there.deliveries(&both) {
        for secret in both {
            let secrets = [SecretString::from(secret)];
            let header = Some(delivery.signature.as_str());
            assert_eq!(webhook::verify(header, &delivery.body, &secrets, noon()), Ok(()));
        }
        let notice = webhook::decode(&delivery.body).expect("an event");
        about.push(notice.about.clone());
        let taken = notice.taken(Mode::Test, noon());
        let ours = !matches!(taken, Taken::StoreAsUnmatched(_));
        assert_eq!(ours, about.len() > 1, "{}", delivery.kind);
    }
    let payment = About::Payment(PaymentRef(payment));
    assert!(matches!(&about[1], About::Page { checkout: Some(of), .. } if *of == id()));
    assert_eq!(about[2..], [payment.clone(), payment.clone(), payment]);
}

/// The contract takes a port: the adapter's, with the stand-in beside it.
#[async_trait]
impl Payments for Wire {
    async fn open(&self, page: &OpenPage) -> Result<CheckoutUrl, PortError> {
        self.stripe.open(page).await
    }
    async fn expire(&self, page: AskedPage) -> Result<PageState, PortError> {
        self.stripe.expire(page).await
    }
    async fn read(&self, page: AskedPage) -> Result<PageState, PortError> {
        self.stripe.read(page).await
    }
    async fn page(&self, page: &PageRef) -> Result<Option<FoundPage>, PortError> {
        self.stripe.page(page).await
    }
    async fn payment(&self, payment: &PaymentRef) -> Result<Option<FoundPayment>, PortError> {
        self.stripe.payment(payment).await
    }
    async fn refund(&self, request: &RefundRequest) -> Result<RefundAnswer, PortError> {
        self.stripe.refund(request).await
    }
    async fn find_refund(
        &self,
        refund: RefundId,
        payment: &PaymentRef,
    ) -> Result<Option<RefundAnswer>, PortError> {
        self.stripe.find_refund(refund, payment).await
    }
    async fn statement(&self, from: Instant) -> Result<Statement, PortError> {
        self.stripe.statement(from).await
    }
}
