//! Chatwoot's webhook.
//!
//! Invariants: a secret in the path is compared, and a missing signature noticed, before a byte of the body is read; a
//! signature is verified over the raw bytes before anything is parsed; a message is stored before it is acknowledged;
//! whatever is not for Maite is acknowledged with a reason, so that it is not delivered again; logs carry ids and reasons
//! only.

use crate::config::Tokens;
use async_trait::async_trait;
use atrevete_adapters::chatwoot::{
    Allowed, Decision, Outcome, Taken, decode_within,
    signature::{self, Signature},
};
use atrevete_domain::values::Instant;
use axum::{
    body::{self, Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant as Moment, sleep, timeout};

/// More than any payload: Chatwoot's own are some kilobytes.
const LARGEST: usize = 512 * 1024;
/// How long a body may take; Chatwoot itself gives up after five seconds.
const SLOWEST: Duration = Duration::from_secs(4);
/// How long a delivery is tried to be stored before Chatwoot is told that it was not: it sends nothing twice.
const PATIENCE: Duration = Duration::from_millis(3500);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(250);

/// Who may deliver what.
#[derive(Debug, Clone)]
pub struct Door {
    /// Secrets in the path; `None` where only signed deliveries are taken.
    pub tokens: Option<Tokens>,
    /// Secrets that sign; where there are any, whatever is not signed is refused.
    pub secrets: Vec<SecretString>,
    /// Whose messages are accepted.
    pub allowed: Allowed,
}

/// It could not be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untaken;

/// Where deliveries go.
#[async_trait]
pub trait Reception: Send + Sync + 'static {
    /// Who may come in.
    fn door(&self) -> &Door;

    /// The present instant.
    fn now(&self) -> Instant;

    /// Stores what follows from a delivery. The same one may come again.
    ///
    /// # Errors
    /// When it could not be stored.
    async fn take(self: Arc<Self>, decision: Arc<Decision>) -> Result<Taken, Untaken>;
}

/// Takes a delivery with the secret in the path.
pub(super) async fn receive<R: Reception>(
    Path(token): Path<String>,
    State(reception): State<Arc<R>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let admitted = reception.door().tokens.as_ref().is_some_and(|tokens| tokens.admit(&token));
    if admitted { read(reception, &headers, body).await } else { refused("wrong token") }
}

/// Takes a delivery that nothing but its signature vouches for.
pub(super) async fn signed<R: Reception>(
    State(reception): State<Arc<R>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let signs = !reception.door().secrets.is_empty();
    if signs { read(reception, &headers, body).await } else { refused("not signed") }
}

async fn read<R: Reception>(reception: Arc<R>, headers: &HeaderMap, body: Body) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (stamp, signature) = (text(signature::TIMESTAMP), text(signature::SIGNATURE));
    let signs = !reception.door().secrets.is_empty();
    if signs && (stamp.is_none() || signature.is_none()) {
        return refused("not signed");
    }
    let bytes = match timeout(SLOWEST, body::to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => {
            tracing::warn!("a delivery was too large or broke off");
            return answer(StatusCode::PAYLOAD_TOO_LARGE, &json!({ "error": "too large or broken off" }));
        }
        Err(_) => {
            tracing::warn!("a delivery took too long");
            return answer(StatusCode::REQUEST_TIMEOUT, &json!({ "error": "too slow" }));
        }
    };
    if signs {
        let verdict = signature::verify(&reception.door().secrets, stamp, signature, &bytes, reception.now());
        if !verdict.admits() {
            return refused("wrong signature");
        }
        if verdict == Signature::Late {
            tracing::error!(
                "a delivery came late or one of two clocks is wrong: look at the time of both servers"
            );
        }
    }
    decide(reception, &bytes).await
}

async fn decide<R: Reception>(reception: Arc<R>, bytes: &Bytes) -> Response {
    match decode_within(bytes, &reception.door().allowed) {
        Ok(decision) => store(reception, Arc::new(decision)).await,
        Err(error) => {
            tracing::warn!(%error, bytes = bytes.len(), "a delivery could not be read");
            answer(StatusCode::BAD_REQUEST, &json!({ "error": error.to_string() }))
        }
    }
}

/// Stores, and tries again while Chatwoot waits.
async fn store<R: Reception>(reception: Arc<R>, decision: Arc<Decision>) -> Response {
    let (id, conversation) = named(&decision);
    let until = Moment::now() + PATIENCE;
    loop {
        match Arc::clone(&reception).take(Arc::clone(&decision)).await {
            Ok(taken) => return told(taken.outcome, &id, conversation),
            Err(Untaken) if Moment::now() + PAUSE < until => sleep(PAUSE).await,
            Err(Untaken) => {
                tracing::error!(message_id = id, conversation, "a delivery could not be stored");
                return answer(
                    StatusCode::SERVICE_UNAVAILABLE,
                    &json!({ "error": "not stored; deliver again" }),
                );
            }
        }
    }
}

/// The ids of what was delivered, for logs.
fn named(decision: &Decision) -> (String, i64) {
    let origin = match decision {
        Decision::Message(message) => &message.origin,
        Decision::Takeover(takeover) => &takeover.origin,
        Decision::Standing(standing) => &standing.origin,
        Decision::Own(echo) => &echo.origin,
        Decision::Undelivered(lost) => &lost.origin,
        Decision::Ignore(_) => return (String::new(), 0),
    };
    (origin.message_id.clone(), origin.conversation_id)
}

fn told(outcome: Outcome, id: &str, conversation: i64) -> Response {
    let status = outcome.name();
    match outcome {
        Outcome::Ignored(reason) => {
            tracing::info!(message_id = id, conversation, reason, "ignored");
            answer(StatusCode::OK, &json!({ "status": status, "reason": reason }))
        }
        Outcome::Received | Outcome::TakenOver | Outcome::HandedBack | Outcome::Duplicate => {
            tracing::info!(message_id = id, conversation, "{status}");
            answer(StatusCode::OK, &json!({ "status": status }))
        }
    }
}

fn refused(why: &'static str) -> Response {
    tracing::warn!(why, "a delivery was refused: wrong secret");
    answer(StatusCode::UNAUTHORIZED, &json!({ "error": why }))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
