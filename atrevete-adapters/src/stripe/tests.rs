//! Encoding and decoding against Stripe's own shapes, and statuses against a server that answers with them.

use super::{answers::*, requests::*, wire::*, *};
use crate::http::{Body, Repeat};
use atrevete_domain::{
    booking::desk::DisputeTurn,
    values::{AppointmentId, CheckoutId, DepositId, Id as _, Money},
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Instant {
        now()
    }
}

fn now() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::seconds(1_763_990_000)
}

fn shop() -> Shop {
    Shop {
        salon: "Salón de prueba".to_owned(),
        methods: vec![PaymentMethod::Card, PaymentMethod::Bizum],
        success_url: "https://salon.example/gracias".to_owned(),
        cancel_url: None,
    }
}

fn page() -> OpenPage {
    OpenPage {
        checkout: CheckoutId::named("test", "page"),
        deposit: DepositId::named("test", "deposit"),
        appointments: vec![AppointmentId::named("test", "a"), AppointmentId::named("test", "b")],
        amount: Money::cents(900),
        closes: now() + TimeDelta::minutes(30),
        key: "row:0".to_owned(),
    }
}

fn asked() -> AskedPage {
    AskedPage { checkout: page().checkout, at: now() }
}

fn refund_request() -> RefundRequest {
    RefundRequest {
        refund: RefundId::named("test", "refund"),
        payment: PaymentRef("pi_1".to_owned()),
        amount: Money::cents(450),
        key: "row:1".to_owned(),
    }
}

/// The session of the fact sheet with ours in it.
fn session() -> Value {
    json!({
        "id": "cs_test_a1", "object": "checkout.session", "livemode": false, "status": "open",
        "payment_status": "unpaid", "url": "https://checkout.stripe.com/c/pay/cs_test_a1",
        "amount_total": 900, "currency": "eur", "client_reference_id": page().deposit.to_string(),
        "metadata": { "checkout_id": page().checkout.to_string(), "deposit_id": page().deposit.to_string() },
        "payment_intent": null, "expires_at": 1_764_000_000, "created": 1_763_990_000,
        "customer_details": null, "mode": "payment"
    })
}

fn with(changes: Value) -> Value {
    let mut session = session();
    let (into, from) = (session.as_object_mut().unwrap(), changes);
    into.extend(from.as_object().unwrap().clone());
    session
}

fn stands(changes: Value) -> Result<PageState, Odd> {
    page_state(&serde_json::from_value(with(changes)).unwrap(), Mode::Test)
}

fn refund(status: &str) -> Value {
    json!({
        "id": "re_1", "object": "refund", "amount": 450, "currency": "eur", "status": status,
        "payment_intent": "pi_1", "metadata": { "refund_id": refund_request().refund.to_string() }
    })
}

fn stripe(base: &str) -> Stripe {
    let limits =
        Limits { attempt: Duration::from_millis(300), pause: Duration::from_millis(1), ..Limits::default() };
    let key = SecretString::from("sk_test_key");
    Stripe::new(StripeConfig { key, base: base.to_owned(), shop: shop(), limits }, Arc::new(Noon)).unwrap()
}

/// A server that answers everything so.
async fn answering(status: u16, body: &Value) -> (MockServer, Stripe) {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_json(body);
    Mock::given(matchers::any()).respond_with(answer).mount(&server).await;
    let stripe = stripe(&server.uri());
    (server, stripe)
}

fn listed(things: &[Value]) -> Value {
    json!({ "object": "list", "data": things, "has_more": false })
}

#[test]
fn a_page_is_asked_for_as_the_api_wants_it() {
    let request = open_session(&page(), &shop(), now());
    let (checkout, deposit) = (page().checkout.to_string(), page().deposit.to_string());
    let visits = format!("{},{}", AppointmentId::named("test", "a"), AppointmentId::named("test", "b"));
    let Body::Form(form) = &request.body else { panic!("a form") };
    let of = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    for (name, value) in [
        ("mode", "payment"),
        ("locale", "es"),
        ("payment_method_types[0]", "card"),
        ("payment_method_types[1]", "bizum"),
        ("line_items[0][price_data][currency]", "eur"),
        ("line_items[0][price_data][unit_amount]", "900"),
        ("line_items[0][price_data][product_data][name]", "Señal de tu cita en Salón de prueba"),
        ("line_items[0][quantity]", "1"),
        ("metadata[checkout_id]", &checkout),
        ("metadata[deposit_id]", &deposit),
        ("metadata[appointment_id]", &visits),
        ("payment_intent_data[metadata][checkout_id]", &checkout),
        ("payment_intent_data[metadata][deposit_id]", &deposit),
        ("payment_intent_data[metadata][appointment_id]", &visits),
        ("expires_at", "1763992100"),
        ("success_url", "https://salon.example/gracias"),
        ("adaptive_pricing[enabled]", "false"),
    ] {
        assert_eq!(of(name), Some(value), "{name}");
    }
    assert_eq!(request.path, ["v1", "checkout", "sessions"]);
    let key = Repeat::Keyed { header: "idempotency-key", key: "row:0".to_owned() };
    assert_eq!(request.repeat, key);
    assert_eq!(form.len(), form.iter().map(|(n, _)| n).collect::<std::collections::BTreeSet<_>>().len());
}

#[test]
fn a_page_ends_soon_after_the_hold_and_a_repetition_asks_for_the_same() {
    for hold in [1, 6, 15, 26, 30, 45, 60, 1440, 100_000] {
        let closes = now() + TimeDelta::minutes(hold);
        for seconds in [0, 1, 59, 60, 240, 899, 3600] {
            let asked = now() + TimeDelta::seconds(seconds);
            let end = expires_at(closes, asked);
            assert!(end - asked >= TimeDelta::minutes(30), "{hold} {seconds}: Stripe's shortest");
            assert!(end - asked <= TimeDelta::hours(24), "{hold} {seconds}: Stripe's longest");
            let latest = (closes + TimeDelta::minutes(5)).max(asked + TimeDelta::minutes(46));
            assert!(end <= latest, "{hold} {seconds}: not much longer than the hold");
        }
    }
    for hold in [15, 30] {
        let ends =
            |seconds| expires_at(now() + TimeDelta::minutes(hold), now() + TimeDelta::seconds(seconds));
        assert!((0..240).all(|seconds| ends(seconds) == ends(0)), "{hold}");
    }
}

#[test]
fn only_what_stripe_calls_paid_is_paid() {
    let paid = |changes: Value| {
        let mut all =
            json!({ "status": "complete", "payment_status": "paid", "url": null, "payment_intent": "pi_1" });
        all.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        stands(all)
    };
    let is = PageState::Paid { amount: Money::cents(900), payment: PaymentRef("pi_1".to_owned()) };
    assert_eq!(paid(json!({})), Ok(is.clone()));
    assert_eq!(paid(json!({ "payment_intent": { "id": "pi_1", "status": "succeeded" } })), Ok(is));
    assert_eq!(paid(json!({ "livemode": true })), Err(Odd::Mode));
    assert_eq!(paid(json!({ "currency": "usd" })), Err(Odd::Currency));
    assert_eq!(paid(json!({ "currency": null })), Err(Odd::Currency));
    assert_eq!(paid(json!({ "payment_intent": null })), Err(Odd::Missing("payment_intent")));
    assert_eq!(paid(json!({ "amount_total": null })), Err(Odd::Missing("amount_total")));
    assert_eq!(paid(json!({ "amount_total": 0 })), Err(Odd::Missing("amount_total")));
    assert_eq!(paid(json!({ "payment_status": "settled" })), Err(Odd::Status));
    assert_eq!(paid(json!({ "payment_status": "no_payment_required" })), Ok(PageState::Shut));
    assert_eq!(paid(json!({ "status": "archived" })), Err(Odd::Status));
    assert_eq!(paid(json!({ "status": null })), Err(Odd::Status));
    assert_eq!(paid(json!({ "status": 7 })), Err(Odd::Status));
}

#[test]
fn what_is_not_paid_stands_where_it_stands() {
    let url = CheckoutUrl("https://checkout.stripe.com/c/pay/cs_test_a1".to_owned());
    assert_eq!(stands(json!({})), Ok(PageState::Open { url }));
    assert_eq!(stands(json!({ "url": null })), Err(Odd::Missing("url")));
    assert_eq!(stands(json!({ "status": "expired", "url": null })), Ok(PageState::Shut));
    for (status, state) in [
        ("processing", PageState::Processing),
        ("succeeded", PageState::Processing),
        ("something_new", PageState::Processing),
        ("requires_payment_method", PageState::BankRefused),
        ("canceled", PageState::BankRefused),
    ] {
        let intent = json!({ "id": "pi_1", "status": status });
        let session = json!({ "status": "complete", "payment_intent": intent });
        assert_eq!(stands(session), Ok(state), "{status}");
    }
    assert_eq!(stands(json!({ "status": "complete", "payment_intent": "pi_1" })), Ok(PageState::Processing));
}

#[test]
fn refunds_and_disputes_are_as_far_as_they_are() {
    let reference = || "re_1".to_owned();
    for (status, answer) in [
        ("succeeded", RefundAnswer::Succeeded { reference: reference() }),
        ("pending", RefundAnswer::Pending { reference: reference() }),
        ("requires_action", RefundAnswer::Pending { reference: reference() }),
        ("failed", RefundAnswer::Failed),
        ("canceled", RefundAnswer::Failed),
        ("reversed", RefundAnswer::Unknown),
    ] {
        let found = found_refund(&serde_json::from_value(refund(status)).unwrap()).unwrap();
        assert_eq!(found.answer, answer, "{status}");
        assert_eq!((found.refund, found.amount), (Some(refund_request().refund), Money::cents(450)));
    }
    for (status, is) in [
        ("needs_response", DisputeTurn::Created),
        ("warning_needs_response", DisputeTurn::Created),
        ("under_review", DisputeTurn::Created),
        ("something_new", DisputeTurn::Created),
        ("won", DisputeTurn::Won),
        ("warning_closed", DisputeTurn::Won),
        ("lost", DisputeTurn::Lost),
    ] {
        let dispute = serde_json::from_value(json!({ "id": "du_1", "status": status })).unwrap();
        assert_eq!(turn(&dispute), is, "{status}");
    }
}

#[test]
fn a_key_says_whether_money_is_real() {
    for (key, mode) in [
        ("sk_live_x", Some(Mode::Live)),
        ("rk_live_x", Some(Mode::Live)),
        ("sk_test_x", Some(Mode::Test)),
        ("rk_test_x", Some(Mode::Test)),
        ("sk_live_", None),
        ("pk_live_x", None),
        ("whsec_x", None),
        ("", None),
    ] {
        assert_eq!(Mode::of(&SecretString::from(key)), mode, "{key}");
    }
}

/// What each status means, for a request with a key and for one that reads.
#[tokio::test]
async fn every_refusal_has_its_fault() {
    const PASSING: Fault = Fault::Transient { retry_after: None };
    let plain = json!({ "error": { "type": "invalid_request_error", "message": "no" } });
    let reused = json!({ "error": { "type": "idempotency_error", "message": "no" } });
    let early = json!({ "error": { "type": "invalid_request_error", "param": "expires_at" } });
    for (status, body, keyed, read) in [
        (400, &plain, Fault::Rejected, Fault::Rejected),
        (400, &reused, Fault::Spoiled, Fault::Spoiled),
        (400, &early, PASSING, PASSING),
        (401, &plain, Fault::Misconfigured, Fault::Misconfigured),
        (402, &plain, Fault::Rejected, Fault::Rejected),
        (403, &plain, Fault::Misconfigured, Fault::Misconfigured),
        (409, &reused, PASSING, PASSING),
        (424, &plain, PASSING, PASSING),
        (429, &plain, PASSING, PASSING),
        (500, &plain, Fault::Spoiled, PASSING),
        (503, &plain, PASSING, PASSING),
        (200, &plain, PASSING, PASSING),
    ] {
        let (_server, stripe) = answering(status, body).await;
        let fault = |error: PortError| match error.fault {
            Fault::Transient { .. } => PASSING,
            fault => fault,
        };
        let opened = stripe.open(&page()).await.expect_err("no page");
        assert_eq!(fault(opened), keyed, "{status} {body}");
        let seen = stripe.read(asked()).await.expect_err("no page");
        assert_eq!(fault(seen), read, "{status} {body}");
        let (_server, stripe) = answering(status, body).await;
        let given = stripe.refund(&refund_request()).await.expect_err("no refund");
        assert_eq!(fault(given), keyed, "{status} {body}");
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_no_answer() {
    for body in ["", "{", "[]", "null", "{\"data\": 1}", "<html>502</html>", "{\"id\": \"cs_1\"}"] {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(200).set_body_string(body);
        Mock::given(matchers::any()).respond_with(answer).mount(&server).await;
        let stripe = stripe(&server.uri());
        let passing = Fault::Transient { retry_after: None };
        assert_eq!(stripe.open(&page()).await.expect_err(body).fault, passing, "{body}");
        assert_eq!(stripe.read(asked()).await.expect_err(body).fault, passing, "{body}");
        assert_eq!(stripe.expire(asked()).await.expect_err(body).fault, passing, "{body}");
        let payment = refund_request().payment;
        let found = stripe.find_refund(refund_request().refund, &payment).await;
        assert_eq!(found.expect_err(body).fault, passing, "{body}");
    }
}

#[tokio::test]
async fn another_page_than_was_asked_for_is_not_opened() {
    for changes in [
        json!({ "amount_total": 901 }),
        json!({ "currency": "usd" }),
        json!({ "metadata": {} }),
        json!({ "metadata": null }),
        json!({ "status": "expired" }),
        json!({ "livemode": true }),
    ] {
        let (_server, stripe) = answering(200, &with(changes.clone())).await;
        assert!(stripe.open(&page()).await.is_err(), "{changes}");
    }
    let (server, stripe) = answering(200, &session()).await;
    assert!(stripe.open(&page()).await.is_ok());
    let sent = server.received_requests().await.expect("recording");
    assert_eq!(sent[0].headers["authorization"], "Bearer sk_test_key");
    assert_eq!(sent[0].headers["stripe-version"], VERSION);
}

#[tokio::test]
async fn less_than_stripe_takes_is_not_asked() {
    let (server, stripe) = answering(200, &session()).await;
    let little = OpenPage { amount: Money::cents(49), ..page() };
    assert_eq!(stripe.open(&little).await.expect_err("too little").fault, Fault::Rejected);
    assert!(server.received_requests().await.expect("recording").is_empty());
}

#[tokio::test]
async fn a_page_that_was_opened_twice_is_seen_and_shut_twice() {
    let server = MockServer::start().await;
    let other =
        with(json!({ "metadata": { "checkout_id": CheckoutId::named("test", "other").to_string() } }));
    let foreign = with(json!({ "id": "cs_foreign", "metadata": null, "currency": "usd" }));
    let paid =
        json!({ "id": "cs_2", "status": "complete", "payment_status": "paid", "payment_intent": "pi_2" });
    let all = listed(&[with(json!({ "id": "cs_1" })), other, foreign, with(paid)]);
    Mock::given(matchers::path("/v1/checkout/sessions"))
        .and(matchers::query_param("created[gte]", (now() - TimeDelta::hours(2)).timestamp().to_string()))
        .respond_with(ResponseTemplate::new(200).set_body_json(all))
        .mount(&server)
        .await;
    Mock::given(matchers::path("/v1/checkout/sessions/cs_1/expire"))
        .respond_with(ResponseTemplate::new(200).set_body_json(with(json!({ "status": "expired" }))))
        .expect(1)
        .mount(&server)
        .await;
    let stripe = stripe(&server.uri());
    let is = PageState::Paid { amount: Money::cents(900), payment: PaymentRef("pi_2".to_owned()) };
    assert_eq!(stripe.read(asked()).await.unwrap(), is);
    assert_eq!(stripe.expire(asked()).await.unwrap(), is);
}

#[tokio::test]
async fn a_refused_expiry_is_answered_by_reading_again() {
    let refused = json!({ "error": { "type": "invalid_request_error", "message": "only open ones" } });
    for (changes, is) in [
        (json!({ "status": "expired" }), PageState::Shut),
        (json!({ "status": "complete", "payment_intent": "pi_9" }), PageState::Processing),
        (
            json!({ "status": "complete", "payment_status": "paid", "payment_intent": "pi_9" }),
            PageState::Paid { amount: Money::cents(900), payment: PaymentRef("pi_9".to_owned()) },
        ),
    ] {
        let server = MockServer::start().await;
        for (path, status, body) in [
            ("/v1/checkout/sessions", 200, listed(&[session()])),
            ("/v1/checkout/sessions/cs_test_a1/expire", 400, refused.clone()),
            ("/v1/checkout/sessions/cs_test_a1", 200, with(changes.clone())),
        ] {
            Mock::given(matchers::path(path))
                .respond_with(ResponseTemplate::new(status).set_body_json(body))
                .mount(&server)
                .await;
        }
        assert_eq!(stripe(&server.uri()).expire(asked()).await.unwrap(), is);
    }
}

#[tokio::test]
async fn a_list_is_read_to_its_end_or_not_believed() {
    let server = MockServer::start().await;
    let first = json!({ "data": [with(json!({ "id": "cs_9", "metadata": null }))], "has_more": true });
    Mock::given(matchers::query_param("starting_after", "cs_9"))
        .respond_with(ResponseTemplate::new(200).set_body_json(listed(&[session()])))
        .mount(&server)
        .await;
    Mock::given(matchers::any())
        .respond_with(ResponseTemplate::new(200).set_body_json(first))
        .mount(&server)
        .await;
    assert!(matches!(stripe(&server.uri()).read(asked()).await, Ok(PageState::Open { .. })));

    let endless = json!({ "data": [with(json!({ "metadata": null }))], "has_more": true });
    let (_server, stripe) = answering(200, &endless).await;
    assert!(stripe.read(asked()).await.is_err(), "unknown would be said of a page that may be there");
}

#[tokio::test]
async fn the_refund_that_gave_the_money_back_counts() {
    let mut hand = refund("succeeded");
    hand["metadata"] = json!({});
    for (refunds, is) in [
        (vec![], None),
        (vec![hand.clone()], None),
        (vec![refund("failed")], Some(RefundAnswer::Failed)),
        (
            vec![refund("failed"), refund("succeeded"), refund("pending")],
            Some(RefundAnswer::Succeeded { reference: "re_1".to_owned() }),
        ),
    ] {
        let (_server, stripe) = answering(200, &listed(&refunds)).await;
        let request = refund_request();
        assert_eq!(stripe.find_refund(request.refund, &request.payment).await.unwrap(), is);
    }
}

#[test]
fn no_key_is_printed() {
    let config = StripeConfig {
        key: SecretString::from("sk_test_secret"),
        base: BASE.to_owned(),
        shop: shop(),
        limits: Limits::default(),
    };
    assert!(!format!("{config:?}").contains("sk_test_secret"));
}
