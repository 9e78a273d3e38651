//! Chatwoot's webhook.
//!
//! Invariants: the secret is compared before a byte of the body is read; a message is stored before it is acknowledged;
//! whatever is not for Maite is acknowledged with a reason, so that it is not delivered again; logs carry ids and
//! reasons only.

use crate::demo::{Broken, Shop};
use atrevete_adapters::chatwoot::{Decision, decode_within};
use atrevete_ports::{PortError, Put};
use axum::{
    body::{self, Body},
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// More than any payload: Chatwoot's own are some kilobytes.
const LARGEST: usize = 512 * 1024;

/// Takes one delivery.
pub(super) async fn receive(
    Path(token): Path<String>,
    State(shop): State<Arc<Shop>>,
    body: Body,
) -> Response {
    if !shop.admits(&token) {
        tracing::warn!("a delivery with a wrong secret was refused");
        return answer(StatusCode::UNAUTHORIZED, &json!({ "error": "wrong token" }));
    }
    let Ok(bytes) = body::to_bytes(body, LARGEST).await else {
        tracing::warn!("a delivery was too large or broke off");
        return answer(StatusCode::PAYLOAD_TOO_LARGE, &json!({ "error": "too large or broken off" }));
    };
    match decode_within(&bytes, shop.allowed()) {
        Ok(decision) => act(&shop, decision).await,
        Err(error) => {
            tracing::warn!(%error, bytes = bytes.len(), "a delivery could not be read");
            answer(StatusCode::BAD_REQUEST, &json!({ "error": error.to_string() }))
        }
    }
}

async fn act(shop: &Arc<Shop>, decision: Decision) -> Response {
    match decision {
        Decision::Message(message) => {
            let (id, conversation) = (message.origin.message_id.clone(), message.origin.conversation_id);
            let put = shop.inside(move |house, now| house.receive(&message, now)).await;
            stored(&put, "received", &id, conversation)
        }
        Decision::Takeover(takeover) => {
            let (id, conversation) = (takeover.origin.message_id.clone(), takeover.origin.conversation_id);
            let put = shop.inside(move |house, now| house.taken_over(&takeover.origin, now)).await;
            stored(&put, "taken_over", &id, conversation)
        }
        Decision::SwitchedOff(origin) => {
            match shop.inside(move |house, now| house.switched_off(&origin, now)).await {
                Ok(Ok(())) => ignored("switched_off"),
                Ok(Err(_)) | Err(_) => failed(),
            }
        }
        Decision::Ignore(why) => ignored(why.reason()),
    }
}

fn stored(put: &Result<Result<Put, PortError>, Broken>, done: &str, id: &str, conversation: i64) -> Response {
    match put {
        Ok(Ok(Put::Stored(cause))) => {
            tracing::info!(message_id = id, conversation, %cause, "{done}");
            answer(StatusCode::OK, &json!({ "status": done }))
        }
        Ok(Ok(Put::Known)) => {
            tracing::info!(message_id = id, conversation, "known already");
            answer(StatusCode::OK, &json!({ "status": "duplicate" }))
        }
        Ok(Err(_)) | Err(_) => failed(),
    }
}

fn ignored(reason: &str) -> Response {
    tracing::info!(reason, "ignored");
    answer(StatusCode::OK, &json!({ "status": "ignored", "reason": reason }))
}

/// The only answer after which Chatwoot should deliver again.
fn failed() -> Response {
    tracing::error!("a delivery could not be stored");
    answer(StatusCode::SERVICE_UNAVAILABLE, &json!({ "error": "not stored; deliver again" }))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
