//! Chatwoot's webhook as it is delivered.

use super::shop::{Client, TOKEN};
use atrevete_adapters::chatwoot::{Allowed, signature};
use axum::{body::Body, http::StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};

const CHANNEL: &str = "chatwoot:3:00000000-0000-4000-8000-000000000000";

/// The shape whose root is the event.
fn event(id: u64, text: &str) -> Value {
    json!({
        "event": "message_created", "id": id, "content": text, "message_type": "incoming", "private": false,
        "created_at": "2026-03-10T08:59:50Z",
        "account": { "id": 1 }, "inbox": { "id": 3 },
        "sender": { "id": 4101, "name": "Ana", "phone_number": "+34600000000" },
        "conversation": conversation(id, text, 0),
    })
}

/// The shape whose root is the conversation.
fn conversation(id: u64, text: &str, kind: u8) -> Value {
    json!({
        "id": 41, "inbox_id": 3, "status": "open", "can_reply": true,
        "contact_inbox": { "source_id": "00000000-0000-4000-8000-000000000000", "pubsub_token": "SECRET" },
        "messages": [{ "id": id, "content": text, "message_type": kind, "account_id": 1, "created_at": 1_773_133_190 }],
        "meta": { "sender": { "id": 4101, "name": "Ana", "phone_number": "+34600000000", "type": "contact" } },
    })
}

fn from_agent(id: u64) -> Value {
    let mut payload = event(id, "Hola, soy Rosa");
    payload["message_type"] = json!("outgoing");
    payload["sender"] = json!({ "id": 7, "name": "Rosa", "type": "user" });
    payload["conversation"]["messages"][0]["message_type"] = json!(1);
    payload
}

async fn delivered(client: &Client, payload: &Value) -> Value {
    let answer = client.webhook(TOKEN, payload.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

async fn said(client: &Client) -> usize {
    client.page_of(CHANNEL).await.matches("line maite").count()
}

#[tokio::test]
async fn both_shapes_are_one_conversation() {
    let client = Client::new();
    assert_eq!(delivered(&client, &event(1, "Hola")).await["status"], "received");
    let first = client.page_of(CHANNEL).await;
    assert!(first.contains("¿Hablo con Ana?"), "{first}");
    assert_eq!(delivered(&client, &conversation(2, "Sí, soy Ana", 0)).await["status"], "received");
    let second = client.page_of(CHANNEL).await;
    assert!(second.contains("Sí, soy Ana"), "{second}");
    assert_eq!(second.matches("¿Hablo con Ana?").count(), 1);
    assert_eq!(second.matches("asistente automática").count(), 1, "introduced once");
}

#[tokio::test]
async fn a_repetition_is_known_whatever_its_shape() {
    let client = Client::new();
    delivered(&client, &event(1, "Hola")).await;
    let before = said(&client).await;
    assert_eq!(delivered(&client, &event(1, "Hola")).await["status"], "duplicate");
    assert_eq!(delivered(&client, &conversation(1, "Hola", 0)).await["status"], "duplicate");
    assert_eq!(said(&client).await, before);
    assert_eq!(client.page_of(CHANNEL).await.matches("line cliente").count(), 1);
}

#[tokio::test]
async fn repetitions_at_the_same_time_are_one_message() {
    let client = Client::new();
    let payload = event(1, "Hola").to_string();
    let (a, b, c) = tokio::join!(
        client.webhook(TOKEN, payload.clone()),
        client.webhook(TOKEN, payload.clone()),
        client.webhook(TOKEN, payload.clone())
    );
    let received = [a, b, c].iter().filter(|answer| answer.text.contains("received")).count();
    assert_eq!(received, 1);
    assert_eq!(said(&client).await, 1);
}

#[tokio::test]
async fn a_wrong_secret_is_refused_before_the_body_is_read() {
    let client = Client::new();
    for token in ["wrong", "0123456789abcdef01234568", "0123456789abcdef0123456"] {
        let answer = client.webhook(token, "{ not json").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let answer = client.webhook("wrong", event(1, "Hola").to_string()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(said(&client).await, 0);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_without_repeating_it() {
    let client = Client::new();
    for body in
        ["", "{ not json", "[]", "\"Ana\"", "{\"event\":\"message_created\",\"content\":\"Ana García\"}"]
    {
        let answer = client.webhook(TOKEN, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        let told: Value = serde_json::from_str(&answer.text).unwrap();
        assert!(told["error"].is_string() && !answer.text.contains("Ana"), "{}", answer.text);
    }
    let large = client.webhook(TOKEN, "x".repeat(2_000_000)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_is_not_for_maite_is_acknowledged_with_a_reason() {
    let client = Client::within(Allowed { accounts: vec![1], inboxes: vec![3], ..Allowed::default() });
    let with = |pointer: &str, new: Value| {
        let mut payload = event(1, "Hola");
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        payload.pointer_mut(parent).unwrap()[key] = new;
        payload
    };
    for (payload, reason) in [
        (with("/event", json!("message_updated")), "other_event"),
        (with("/private", json!(true)), "private_note"),
        (with("/account/id", json!(9)), "other_account"),
        (with("/inbox/id", json!(9)), "other_inbox"),
        (with("/sender/blocked", json!(true)), "blocked"),
        (with("/message_type", json!("template")), "template"),
        (conversation(1, "x", 2), "activity"),
    ] {
        let told = delivered(&client, &payload).await;
        assert_eq!((told["status"].as_str(), told["reason"].as_str()), (Some("ignored"), Some(reason)));
    }
    assert_eq!(client.page_of(CHANNEL).await.matches("class=\"line ").count(), 0);
}

#[tokio::test]
async fn a_person_who_writes_silences_maite_until_it_is_given_back() {
    let client = Client::new();
    delivered(&client, &event(1, "Hola")).await;
    assert_eq!(delivered(&client, &from_agent(2)).await["status"], "taken_over");
    let before = said(&client).await;
    for id in 3..8 {
        delivered(&client, &event(id, "¿Cuánto cuesta cortarse el pelo?")).await;
    }
    assert_eq!(said(&client).await, before);
    client.post("/equipo", &[("p", CHANNEL), ("accion", "devolver")]).await;
    delivered(&client, &event(9, "¿Cuánto cuesta cortarse el pelo?")).await;
    assert!(said(&client).await > before);
}

#[tokio::test]
async fn the_switch_in_chatwoot_silences_maite_and_brings_her_back() {
    let client = Client::new();
    delivered(&client, &event(1, "Hola")).await;
    let switched = |id: u64, on: bool| {
        let mut payload = event(id, "¿Cuánto cuesta cortarse el pelo?");
        payload["conversation"]["custom_attributes"] = json!({ "atencion_automatica": on });
        payload
    };
    let before = said(&client).await;
    for id in 2..7 {
        assert_eq!(delivered(&client, &switched(id, false)).await["status"], "received");
    }
    assert_eq!(said(&client).await, before);
    assert_eq!(
        client.page_of(CHANNEL).await.matches("line cliente").count(),
        6,
        "the team reads what she writes"
    );
    delivered(&client, &switched(8, true)).await;
    assert!(said(&client).await > before);
}

#[tokio::test]
async fn logs_name_ids_and_nobody() {
    let client = Client::new();
    delivered(&client, &event(1_099_001, "Hola, soy alérgica")).await;
    delivered(&client, &event(1_099_001, "Hola, soy alérgica")).await;
    delivered(&client, &from_agent(2)).await;
    client.webhook(TOKEN, "{\"name\": \"Ana\", \"phone_number\": \"+34600000000\"").await;
    client.webhook("wrong-but-secret-all-the-same", "{}").await;
    let logged = super::shop::logged();
    assert!(logged.contains("1099001") && logged.contains("wrong secret"), "{logged}");
    for secret in ["600000000", "Ana", "Rosa", "alérgica", TOKEN, "SECRET", "wrong-but-secret"] {
        assert!(!logged.contains(secret), "{secret} in {logged}");
    }
}

#[tokio::test]
async fn somebody_without_a_number_is_answered() {
    let client = Client::new();
    let mut payload = event(1, "Hola");
    payload["sender"] = json!({ "id": 5, "name": "lucia.mm" });
    payload["conversation"]["meta"]["sender"] = json!({ "id": 5, "name": "lucia.mm", "type": "contact" });
    payload["conversation"]["contact_inbox"]["source_id"] = json!("ES.1A2B3C");
    assert_eq!(delivered(&client, &payload).await["status"], "received");
    assert!(client.page_of("chatwoot:3:ES.1A2B3C").await.contains("line maite"));
}

/// What a signing Chatwoot sends along with a body.
fn signature_of(secret: &str, seconds: i64, body: &str) -> [(&'static str, String); 2] {
    let stamp = seconds.to_string();
    let signed = signature::sign(&SecretString::from(secret.to_owned()), &stamp, body.as_bytes());
    [(signature::TIMESTAMP, stamp), (signature::SIGNATURE, signed)]
}

const SECRET: &str = "fVY5wZ8kQ2mN7pR3tXb9cD4e";

/// The clock of these tests, as Chatwoot tells it.
fn stamp() -> i64 {
    super::shop::TUESDAY.parse::<atrevete_domain::values::Instant>().unwrap().timestamp()
}

#[tokio::test]
async fn a_signed_delivery_needs_no_secret_in_its_path_and_an_unsigned_one_finds_no_door() {
    let client = Client::signing(&["an-older-secret-1234", SECRET]);
    let body = event(1, "Hola").to_string();
    let status = async |path: &str, headers: &[(&'static str, String)], body: &str| {
        client.deliver(path, headers, body.to_owned()).await.status
    };
    let good = signature_of(SECRET, stamp(), &body);
    assert_eq!(status("/api/webhook/chatwoot", &good, &body).await, StatusCode::OK);
    assert_eq!(said(&client).await, 1);
    let with_token = format!("/api/webhook/chatwoot/{TOKEN}");
    let other = event(2, "¿Cuánto cuesta cortarse el pelo?").to_string();
    for (headers, body) in [
        (Vec::new(), other.as_str()),
        (signature_of("somebody-elses-secret", stamp(), &other).to_vec(), other.as_str()),
        (good.to_vec(), other.as_str()),
        (signature_of(SECRET, stamp() - 90_000, &other).to_vec(), other.as_str()),
        (signature_of(SECRET, stamp(), &other)[..1].to_vec(), other.as_str()),
        (good.to_vec(), "{ not json"),
    ] {
        for path in ["/api/webhook/chatwoot", with_token.as_str()] {
            assert_eq!(status(path, &headers, body).await, StatusCode::UNAUTHORIZED);
        }
    }
    assert_eq!(said(&client).await, 1, "nothing of it was heard");
    let late = signature_of(SECRET, stamp() - 3600, &other);
    assert_eq!(status("/api/webhook/chatwoot", &late, &other).await, StatusCode::OK, "late is not lost");
    assert_eq!(status("/api/webhook/chatwoot", &late, &other).await, StatusCode::OK);
    assert_eq!(
        client.page_of(CHANNEL).await.matches("line cliente").count(),
        2,
        "and a replay changes nothing"
    );
}

#[tokio::test]
async fn without_a_signing_secret_the_bare_path_is_shut() {
    let client = Client::new();
    let body = event(1, "Hola").to_string();
    let signed = signature_of("", stamp(), &body);
    let answer = client.deliver("/api/webhook/chatwoot", &signed, body).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let client = Client::new();
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = client.webhook(TOKEN, never).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_not_repeated() {
    let client = Client::new();
    let mut body = event(1, "Hola").to_string().into_bytes();
    let at = body.windows(4).position(|w| w == b"Hola").unwrap();
    body[at] = 0xFF;
    let answer = client.webhook(TOKEN, body).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.text.contains("ola"), "{}", answer.text);
}

#[tokio::test]
async fn the_rows_of_the_decision_table_that_need_a_shape_of_their_own() {
    let allowed =
        Allowed { accounts: vec![1], inboxes: vec![3], channels: vec!["Channel::Whatsapp".to_owned()] };
    let client = Client::within(allowed);
    let mut group = event(1, "Hola");
    group["conversation"]["meta"]["sender"]["identifier"] = json!("1203630@g.us");
    let mut widget = event(2, "Hola");
    widget["conversation"]["channel"] = json!("Channel::WebWidget");
    let mut empty = event(3, " ");
    empty["conversation"]["messages"][0]["content"] = json!("");
    let mut number = event(4, "Hola");
    for sender in ["/sender", "/conversation/meta/sender"] {
        number.pointer_mut(sender).unwrap()["phone_number"] = json!("+34123");
    }
    let mut automation = from_agent(5);
    automation["sender"] = Value::Null;
    let mut own = from_agent(6);
    own["content_attributes"] = json!({ "atrevete_key": "k" });
    let mut other = event(7, "Hola");
    other["event"] = json!("something_new_happened");
    let mut nothing = conversation(8, "x", 0);
    nothing["messages"] = json!([]);
    let mut refused = from_agent(9);
    refused["event"] = json!("message_updated");
    refused["content_attributes"] = json!({ "atrevete_key": "k", "external_error": "131047" });
    for (payload, reason) in [
        (group, "group"),
        (widget, "other_channel"),
        (empty, "empty"),
        (number, "invalid_phone"),
        (automation, "automation"),
        (own, "own_reply"),
        (other, "other_event"),
        (nothing, "no_message"),
        (refused, "undelivered"),
    ] {
        let told = delivered(&client, &payload).await;
        assert_eq!((told["status"].as_str(), told["reason"].as_str()), (Some("ignored"), Some(reason)));
    }
    assert_eq!(client.page_of(CHANNEL).await.matches("class=\"line ").count(), 0);
}

#[tokio::test]
async fn a_photo_and_a_voice_note_are_answered_and_a_closed_conversation_is_served_again() {
    let client = Client::new();
    let mut photo = event(1, "Mira mi pelo");
    photo["attachments"] = json!([{ "id": 1, "file_type": "image", "data_url": "https://chat.example/x" }]);
    let mut voice = event(2, "");
    voice["content"] = Value::Null;
    voice["conversation"]["messages"][0]["content"] = Value::Null;
    voice["attachments"] = json!([{ "id": 2, "file_type": "audio", "data_url": "https://chat.example/y" }]);
    let mut resolved = event(3, "Hola");
    resolved["conversation"]["status"] = json!("resolved");
    for payload in [photo, voice, resolved] {
        let before = said(&client).await;
        assert_eq!(delivered(&client, &payload).await["status"], "received");
        assert!(said(&client).await > before, "{payload}");
    }
}

#[tokio::test]
async fn the_box_that_a_person_ticks_gives_the_conversation_back_without_a_message() {
    let client = Client::new();
    delivered(&client, &event(1, "Hola")).await;
    let stands = |on: bool, at: f64| {
        let mut payload = conversation(1, "Hola", 0);
        payload["event"] = json!("conversation_updated");
        payload["updated_at"] = json!(at);
        payload["custom_attributes"] = json!({ "atencion_automatica": on });
        payload
    };
    assert_eq!(delivered(&client, &stands(false, 1.5)).await["status"], "taken_over");
    assert_eq!(delivered(&client, &stands(false, 1.5)).await["status"], "ignored", "twice is once");
    let before = said(&client).await;
    delivered(&client, &event(2, "¿Hola?")).await;
    assert_eq!(said(&client).await, before);
    assert_eq!(delivered(&client, &stands(true, 2.5)).await["status"], "handed_back");
    delivered(&client, &event(3, "¿Cuánto cuesta cortarse el pelo?")).await;
    assert!(said(&client).await > before);
}
