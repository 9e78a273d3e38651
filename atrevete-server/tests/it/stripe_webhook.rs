//! Stripe's webhook as it is delivered: who is believed, what is stored, and what is answered.

use async_trait::async_trait;
use atrevete_adapters::stripe::Mode;
use atrevete_domain::{
    booking::PaymentRef,
    dialogue::Heard,
    values::{CauseId, CheckoutId, DepositId, Id as _, Instant, Money},
};
use atrevete_ports::{Claim, Clock, Event, Inbox, InboxLane, NewEvent, PageRef, PortError, Put, Stirred};
use atrevete_server::webhooks::stripe::{StripeHook, router};
use atrevete_testkit::{
    fakes::ManualClock,
    standins::stripe::{Delivery, KEY, SECRET, StripeStandIn},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use secrecy::SecretString;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

/// An inbox that keeps what it is given, or does not answer.
#[derive(Default)]
struct Kept {
    events: Mutex<Vec<NewEvent>>,
    down: Mutex<Option<PortError>>,
}

#[async_trait]
impl Inbox for Kept {
    async fn put(&self, event: NewEvent) -> Result<Put, PortError> {
        if let Some(error) = self.down.lock().unwrap().take() {
            return Err(error);
        }
        let mut events = self.events.lock().unwrap();
        if events.iter().any(|known| known.key == event.key) {
            return Ok(Put::Known);
        }
        let cause = event.cause();
        events.push(event);
        Ok(Put::Stored(cause))
    }
    async fn claim(&self, _: Instant) -> Result<Option<Claim>, PortError> {
        Ok(None)
    }
    async fn keep(&self, _: CauseId, _: &Heard) -> Result<(), PortError> {
        Ok(())
    }
    async fn fail(&self, _: &Claim, _: Instant) -> Result<(), PortError> {
        Ok(())
    }
}

/// The webhook, its inbox, and Stripe.
struct World {
    kept: Arc<Kept>,
    clock: Arc<ManualClock>,
    there: StripeStandIn,
    mode: Mode,
}

fn page() -> CheckoutId {
    CheckoutId::named("hook", "page")
}

impl World {
    async fn new(mode: Mode) -> Self {
        let clock = Arc::new(ManualClock::at(Instant::UNIX_EPOCH + TimeDelta::days(20_522)));
        let there = StripeStandIn::start(clock.clone()).await;
        Self { kept: Arc::default(), clock, there, mode }
    }

    /// A page of ours that was paid: its payment, and what is delivered of it.
    async fn paid(&self) -> (String, Delivery) {
        use atrevete_adapters::{
            http::Limits,
            stripe::{PaymentMethod, Shop, Stripe, StripeConfig},
        };
        use atrevete_ports::{OpenPage, Payments as _};
        let shop = Shop {
            salon: "Salón".to_owned(),
            methods: vec![PaymentMethod::Card],
            success_url: "https://salon.example/gracias".to_owned(),
            cancel_url: None,
        };
        let (key, base) = (SecretString::from(KEY), self.there.base());
        let config = StripeConfig { key, base, shop, limits: Limits::default() };
        let stripe = Stripe::new(config, self.clock.clone()).unwrap();
        let open = OpenPage {
            checkout: page(),
            deposit: DepositId::named("hook", "deposit"),
            appointments: Vec::new(),
            amount: Money::cents(900),
            closes: self.clock.now() + TimeDelta::minutes(30),
            key: "k".to_owned(),
        };
        stripe.open(&open).await.unwrap();
        let payment = self.there.pay(page()).unwrap();
        (payment, self.there.deliveries(&[SECRET]).remove(0))
    }

    async fn post(&self, signature: Option<&str>, body: &[u8]) -> StatusCode {
        let hook = StripeHook {
            inbox: self.kept.clone(),
            clock: self.clock.clone(),
            secrets: vec![SecretString::from("whsec_before"), SecretString::from(SECRET)],
            mode: self.mode,
        };
        let mut request = Request::post("/api/webhook/stripe");
        if let Some(signature) = signature {
            request = request.header("Stripe-Signature", signature);
        }
        let request = request.body(Body::from(body.to_vec())).unwrap();
        router(Arc::new(hook)).oneshot(request).await.unwrap().status()
    }

    async fn deliver(&self, delivery: &Delivery) -> StatusCode {
        self.post(Some(&delivery.signature), &delivery.body).await
    }

    fn stored(&self) -> Vec<NewEvent> {
        self.kept.events.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn a_paid_page_wakes_a_look_at_it_once() {
    let world = World::new(Mode::Test).await;
    let (_, delivery) = world.paid().await;
    assert_eq!(world.deliver(&delivery).await, StatusCode::OK);
    assert_eq!(world.deliver(&delivery).await, StatusCode::OK, "a repetition is acknowledged");
    let stored = world.stored();
    assert_eq!(stored.len(), 1);
    let Event::Stirred(Stirred::Page { page: named, checkout }) = &stored[0].event else { panic!() };
    assert_eq!(*checkout, Some(page()));
    assert_eq!(stored[0].lane, InboxLane::Provider(named.0.clone()));
}

#[tokio::test]
async fn who_is_not_stripe_is_not_believed() {
    let world = World::new(Mode::Test).await;
    let (_, delivery) = world.paid().await;
    let forged = delivery.signature.replace("v1=", "v1=00");
    let other_body = [delivery.body.as_slice(), b" "].concat();
    for (signature, body) in [
        (None, delivery.body.as_slice()),
        (Some(""), &delivery.body),
        (Some(forged.as_str()), &delivery.body),
        (Some(&delivery.signature), &other_body),
        (Some("t=1,v1=00"), b"{"),
    ] {
        assert_eq!(world.post(signature, body).await, StatusCode::UNAUTHORIZED, "{signature:?}");
    }
    world.clock.advance(TimeDelta::seconds(301));
    assert_eq!(world.deliver(&delivery).await, StatusCode::UNAUTHORIZED, "a recorded delivery");
    assert!(world.stored().is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_what_changes_nothing_is_acknowledged() {
    let world = World::new(Mode::Test).await;
    for (body, status) in [
        ("not json", StatusCode::BAD_REQUEST),
        (r#"{"id":"evt_1","object":"v2.core.event"}"#, StatusCode::BAD_REQUEST),
        (
            r#"{"id":"evt_1","object":"event","type":"customer.created","livemode":false,"data":{"object":{"id":"cus_1"}}}"#,
            StatusCode::OK,
        ),
        (
            r#"{"id":"evt_2","object":"event","type":"brand.new","livemode":false,"data":{"object":{}}}"#,
            StatusCode::OK,
        ),
    ] {
        let signature = signed(&world, body.as_bytes());
        assert_eq!(world.post(Some(&signature), body.as_bytes()).await, status, "{body}");
    }
    assert!(world.stored().is_empty());
}

#[tokio::test]
async fn a_strangers_page_is_stored_and_not_acknowledged() {
    let world = World::new(Mode::Test).await;
    let session = world.there.strangers_sale(4500);
    let delivery = world.there.deliveries(&[SECRET]).remove(0);
    for _ in 0..2 {
        assert_eq!(world.deliver(&delivery).await, StatusCode::BAD_REQUEST);
    }
    let events: Vec<Event> = world.stored().into_iter().map(|e| e.event).collect();
    assert_eq!(events, [Event::Stirred(Stirred::Page { page: PageRef(session), checkout: None })]);
}

#[tokio::test]
async fn refunds_and_disputes_wake_a_look_at_their_payment() {
    let world = World::new(Mode::Test).await;
    let (payment, _) = world.paid().await;
    world.there.refund_by_hand(&payment, 100).unwrap();
    world.there.dispute(&payment, "needs_response").unwrap();
    for delivery in world.there.deliveries(&[SECRET]) {
        assert_eq!(world.deliver(&delivery).await, StatusCode::OK, "{}", delivery.kind);
    }
    let stored = world.stored();
    assert_eq!(stored.len(), 3);
    let wake = Event::Stirred(Stirred::Payment(PaymentRef(payment)));
    assert!(stored.iter().all(|e| e.event == wake), "{stored:?}");
}

#[tokio::test]
async fn play_money_is_nothing_to_a_live_account() {
    let world = World::new(Mode::Live).await;
    let (_, delivery) = world.paid().await;
    assert_eq!(world.deliver(&delivery).await, StatusCode::OK);
    assert!(world.stored().is_empty());
}

#[tokio::test]
async fn what_cannot_be_stored_is_to_be_delivered_again() {
    let world = World::new(Mode::Test).await;
    let (_, delivery) = world.paid().await;
    *world.kept.down.lock().unwrap() = Some(PortError::transient("inbox"));
    assert_eq!(world.deliver(&delivery).await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.deliver(&delivery).await, StatusCode::OK);
    assert_eq!(world.stored().len(), 1);
}

#[tokio::test]
async fn a_huge_body_is_not_read() {
    let world = World::new(Mode::Test).await;
    let body = vec![b' '; 600 * 1024];
    assert_eq!(world.post(Some("t=1,v1=00"), &body).await, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A body of our own under Stripe's signature.
fn signed(world: &World, body: &[u8]) -> String {
    world.there.sign(body, &[SECRET])
}
