//! Signatures against the vectors of Stripe's own libraries, and bodies of every kind.

use super::*;
use atrevete_domain::values::{CheckoutId, Id as _};
use serde_json::json;

const EVENT: &str = r#"{"id":"evt_1","object":"event","type":"checkout.session.completed"}"#;
const BY_NEW: &str = "d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430";
const BY_OLD: &str = "d133b16c0249962bdd3114e6d00cd94c64f2c05b4b67c432752afeebd7f4c806";

fn secrets(of: &[&str]) -> Vec<SecretString> {
    of.iter().map(|s| SecretString::from(*s)).collect()
}

fn at(seconds: i64) -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn check(header: &str, body: &str, of: &[&str]) -> Result<(), NotSigned> {
    verify(Some(header), body.as_bytes(), &secrets(of), at(1_700_000_100))
}

#[test]
fn the_vectors_fit() {
    let of = ["whsec_test_secret"];
    let other = r#"{"id":"evt_test_webhook","object":"event"}"#;
    let by = "d95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990";
    assert_eq!(check(&format!("t=1700000000,v1={by}"), other, &of), Ok(()));
    assert_eq!(check(&format!("t=1700000000,v1={BY_NEW}"), EVENT, &of), Ok(()));
    assert_eq!(check(&format!("t=1700000000,v1={BY_OLD}"), EVENT, &["whsec_old_secret"]), Ok(()));
}

#[test]
fn either_secret_fits_while_one_is_replaced() {
    let both = format!("t=1700000000,v1={BY_OLD},v1={BY_NEW},v0=00");
    for of in [vec!["whsec_test_secret"], vec!["whsec_old_secret"], vec!["whsec_x", "whsec_test_secret"]] {
        assert_eq!(check(&both, EVENT, &of), Ok(()), "{of:?}");
    }
    assert_eq!(check(&both, EVENT, &["whsec_x"]), Err(NotSigned::Wrong));
    assert_eq!(check(&both, EVENT, &[]), Err(NotSigned::Wrong));
}

#[test]
fn what_is_not_signed_so_is_refused() {
    let of = ["whsec_test_secret"];
    for header in [
        "",
        "t=1700000000",
        "v1=00",
        "t=x,v1=00",
        "t=1700000000,v1=",
        "t=1700000000,v1=zz",
        &format!("t=1700000000,v0={BY_NEW}"),
        &format!("t=1700000001,v1={BY_NEW}"),
        &format!("t=1700000000,v1={}", BY_NEW.to_uppercase()),
        &format!("t=1700000000,v1={}", &BY_NEW[..62]),
        &format!("t=1700000000,v1={BY_NEW}00"),
        &format!("v1={BY_NEW}"),
    ] {
        assert!(check(header, EVENT, &of).is_err(), "{header}");
    }
    let right = format!("t=1700000000,v1={BY_NEW}");
    assert!(check(&right, &format!("{EVENT} "), &of).is_err(), "another body");
    assert_eq!(verify(None, EVENT.as_bytes(), &secrets(&of), at(0)), Err(NotSigned::Missing));
}

#[test]
fn a_recorded_delivery_is_too_old() {
    let header = format!("t=1700000000,v1={BY_NEW}");
    let of = secrets(&["whsec_test_secret"]);
    for (seconds, is) in [(300, Ok(())), (301, Err(NotSigned::TooOld)), (-3600, Ok(()))] {
        assert_eq!(
            verify(Some(&header), EVENT.as_bytes(), &of, at(1_700_000_000 + seconds)),
            is,
            "{seconds}"
        );
    }
}

fn event(kind: &str, object: &Value) -> Result<Notice, NotAnEvent> {
    let event = json!({
        "id": "evt_1", "object": "event", "type": kind, "created": 1_763_990_100, "livemode": false,
        "api_version": "2026-09-30.endive", "pending_webhooks": 1, "data": { "object": object },
        "request": { "id": null, "idempotency_key": null }
    });
    decode(event.to_string().as_bytes())
}

#[test]
fn an_event_names_what_is_to_be_read() {
    let ours = CheckoutId::named("test", "page");
    let session =
        json!({ "id": "cs_1", "metadata": { "checkout_id": ours.to_string() }, "status": "complete" });
    let page = PageRef("cs_1".to_owned());
    for kind in ["completed", "expired", "async_payment_succeeded", "async_payment_failed", "new_kind"] {
        let about = event(&format!("checkout.session.{kind}"), &session).unwrap().about;
        assert_eq!(about, About::Page { page: page.clone(), checkout: Some(ours) }, "{kind}");
    }
    for metadata in [json!(null), json!({}), json!({ "checkout_id": "7" }), json!({ "other": "x" })] {
        let session = json!({ "id": "cs_1", "metadata": metadata });
        let about = event("checkout.session.completed", &session).unwrap().about;
        assert_eq!(about, About::Page { page: page.clone(), checkout: None }, "{session}");
    }
    let payment = About::Payment(PaymentRef("pi_1".to_owned()));
    for kind in
        ["refund.created", "refund.updated", "refund.failed", "charge.refunded", "charge.dispute.created"]
    {
        for named in [json!("pi_1"), json!({ "id": "pi_1" })] {
            let object = json!({ "id": "x_1", "payment_intent": named });
            assert_eq!(event(kind, &object).unwrap().about, payment, "{kind}");
        }
        let about = event(kind, &json!({ "id": "x_1", "payment_intent": null })).unwrap().about;
        assert_eq!(about, About::Nothing, "{kind}");
    }
    for kind in ["payment_intent.payment_failed", "customer.created", "something.new", ""] {
        assert_eq!(event(kind, &json!({ "id": "x_1" })).unwrap().about, About::Nothing, "{kind}");
    }
}

#[test]
fn what_is_no_event_is_not_read() {
    for body in [
        "",
        "{",
        "[]",
        "null",
        EVENT,
        r#"{"id":"evt_1","object":"v2.core.event","type":"x","livemode":true,"data":{"object":{}}}"#,
        r#"{"id":"","object":"event","type":"x","livemode":true,"data":{"object":{}}}"#,
        r#"{"id":"evt_1","object":"event","type":"checkout.session.completed","livemode":true,"data":{"object":{}}}"#,
        r#"{"id":"evt_1","object":"event","type":"x","livemode":"yes","data":{"object":{}}}"#,
    ] {
        assert_eq!(decode(body.as_bytes()), Err(NotAnEvent), "{body}");
    }
}

#[test]
fn ours_is_stored_a_strangers_is_stored_as_that_and_the_rest_is_not() {
    let ours =
        json!({ "id": "cs_1", "metadata": { "checkout_id": CheckoutId::named("test", "page").to_string() } });
    let taken = |kind: &str, object: &Value, mode| event(kind, object).unwrap().taken(mode, at(0));
    let Taken::Store(stored) = taken("checkout.session.completed", &ours, Mode::Test) else { panic!() };
    assert_eq!((stored.key.as_str(), stored.lane), ("stripe:evt_1", InboxLane::Provider("cs_1".to_owned())));
    let theirs = json!({ "id": "cs_1" });
    let taken_as = taken("checkout.session.completed", &theirs, Mode::Test);
    assert!(matches!(taken_as, Taken::StoreAsUnmatched(_)));
    assert!(matches!(taken("customer.created", &theirs, Mode::Test), Taken::Ignore(_)));
    assert!(matches!(taken("checkout.session.completed", &ours, Mode::Live), Taken::Ignore("other_mode")));
}

proptest::proptest! {
    #[test]
    fn nothing_passes_without_the_secret_and_nothing_panics(
        header in "(t=[0-9x-]{0,20})?(,?v[01]=[0-9a-fA-F]{0,66}){0,3}|\\PC{0,80}",
        body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
    ) {
        proptest::prop_assert!(verify(Some(&header), &body, &secrets(&["whsec_x"]), at(0)).is_err());
        let _ = decode(&body);
    }
}
