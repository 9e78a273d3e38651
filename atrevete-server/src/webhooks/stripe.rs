//! Stripe's webhook.
//!
//! Invariants: the signature is checked before a byte of the body is parsed; an event is stored before it is
//! acknowledged, and only wakes: what happened is read from Stripe by whoever handles it; logs carry ids and reasons only.

use atrevete_adapters::stripe::{
    Mode,
    webhook::{SIGNATURE, Taken, decode, verify},
};
use atrevete_ports::{Clock, Inbox, NewEvent, Put};
use axum::{
    Router,
    body::{self, Body},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;

/// More than any event: Stripe's own are some kilobytes.
const LARGEST: usize = 512 * 1024;

/// What the webhook works with.
pub struct StripeHook {
    /// Where events are stored.
    pub inbox: Arc<dyn Inbox>,
    /// What signatures are dated against.
    pub clock: Arc<dyn Clock>,
    /// The endpoint's secrets: one, or two while it is being replaced.
    pub secrets: Vec<SecretString>,
    /// The mode of our key; events of the other one are not for us.
    pub mode: Mode,
}

/// The webhook's route.
pub fn router(hook: Arc<StripeHook>) -> Router {
    Router::new().route("/api/webhook/stripe", post(receive)).with_state(hook)
}

/// Takes one delivery.
async fn receive(State(hook): State<Arc<StripeHook>>, headers: HeaderMap, body: Body) -> Response {
    let Ok(bytes) = body::to_bytes(body, LARGEST).await else {
        tracing::warn!("a delivery was too large or broke off");
        return answer(StatusCode::PAYLOAD_TOO_LARGE, &json!({ "error": "too large or broken off" }));
    };
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
    let now = hook.clock.now();
    if let Err(error) = verify(signature, &bytes, &hook.secrets, now) {
        tracing::warn!(%error, "a delivery was refused");
        return answer(StatusCode::UNAUTHORIZED, &json!({ "error": error.to_string() }));
    }
    let notice = match decode(&bytes) {
        Ok(notice) => notice,
        Err(error) => {
            tracing::warn!(%error, bytes = bytes.len(), "a delivery could not be read");
            return answer(StatusCode::BAD_REQUEST, &json!({ "error": error.to_string() }));
        }
    };
    let id = notice.id.clone();
    match notice.taken(hook.mode, now) {
        Taken::Ignore(reason) => {
            tracing::info!(event = id, reason, "ignored");
            answer(StatusCode::OK, &json!({ "status": "ignored", "reason": reason }))
        }
        Taken::Store(event) => hook.store(&id, event, StatusCode::OK).await,
        Taken::StoreAsUnmatched(event) => {
            tracing::warn!(event = id, "a page that is not ours");
            hook.store(&id, event, StatusCode::BAD_REQUEST).await
        }
    }
}

impl StripeHook {
    async fn store(&self, id: &str, event: NewEvent, status: StatusCode) -> Response {
        match self.inbox.put(event).await {
            Ok(Put::Stored(cause)) => {
                tracing::info!(event = id, %cause, "received");
                answer(status, &json!({ "status": "received" }))
            }
            Ok(Put::Known) => {
                tracing::info!(event = id, "known already");
                answer(status, &json!({ "status": "duplicate" }))
            }
            Err(error) => {
                tracing::error!(event = id, %error, "a delivery could not be stored");
                answer(StatusCode::SERVICE_UNAVAILABLE, &json!({ "error": "not stored; deliver again" }))
            }
        }
    }
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
