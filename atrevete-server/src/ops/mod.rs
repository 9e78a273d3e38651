//! What operators and their machines ask: is it alive, is it of use, how is it doing.
//!
//! Invariants: nothing here changes anything or names a person; a probe that hangs counts as one that failed.

mod metrics;

pub use metrics::Metrics;

use async_trait::async_trait;
use axum::{
    Json, Router,
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::time::{self, Instant};

/// A probe that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(2);

/// Something the server depends on.
#[async_trait]
pub trait Probe: Send + Sync {
    /// What it is called in answers (`postgres`).
    fn name(&self) -> &'static str;
    /// What its failure means.
    fn need(&self) -> Need;
    /// Whether it answers now.
    async fn alive(&self) -> bool;
}

/// What it means when something does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The server is of no use without it.
    Vital,
    /// It goes on without it, slower or with less.
    Helpful,
}

/// What the routes share.
#[derive(Clone)]
pub struct Ops {
    /// What is depended on.
    pub probes: Arc<Vec<Box<dyn Probe>>>,
    /// The counters.
    pub metrics: Arc<Metrics>,
}

#[derive(Debug, Serialize)]
struct Health {
    status: &'static str,
    parts: BTreeMap<&'static str, &'static str>,
}

/// `GET /health` and `GET /ready` (each part's state; 503 without something vital), `GET /metrics`.
pub fn router(ops: Ops) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(health))
        .route("/metrics", get(metrics))
        .with_state(ops)
}

/// Counts every request under its route's pattern.
pub async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    metrics.answered(&route, response.status().as_u16(), begun.elapsed());
    response
}

async fn health(State(ops): State<Ops>) -> Response {
    let (vital, health) = look(&ops).await;
    let status = if vital { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}

async fn metrics(State(ops): State<Ops>) -> Response {
    match ops.metrics.text() {
        Ok(text) => {
            ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
                .into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Whether everything vital answers, and how each part does.
async fn look(ops: &Ops) -> (bool, Health) {
    let mut parts = BTreeMap::new();
    let (mut vital, mut all) = (true, true);
    for probe in ops.probes.iter() {
        let alive = time::timeout(PATIENCE, probe.alive()).await.unwrap_or(false);
        all &= alive;
        vital &= alive || probe.need() == Need::Helpful;
        parts.insert(probe.name(), if alive { "ok" } else { "down" });
    }
    let status = match (vital, all) {
        (true, true) => "ok",
        (true, false) => "degraded",
        (false, _) => "down",
    };
    (vital, Health { status, parts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{self, Body};
    use tower::ServiceExt as _;

    struct Fixed(&'static str, Need, bool);

    #[async_trait]
    impl Probe for Fixed {
        fn name(&self) -> &'static str {
            self.0
        }
        fn need(&self) -> Need {
            self.1
        }
        async fn alive(&self) -> bool {
            self.2
        }
    }

    async fn asked(path: &str, postgres: bool, redis: bool) -> (StatusCode, String) {
        let probes: Vec<Box<dyn Probe>> = vec![
            Box::new(Fixed("postgres", Need::Vital, postgres)),
            Box::new(Fixed("redis", Need::Helpful, redis)),
        ];
        let ops = Ops { probes: Arc::new(probes), metrics: Arc::default() };
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = router(ops).oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = body::to_bytes(answer.into_body(), 4096).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn it_is_ready_as_long_as_what_is_vital_answers() {
        let (status, text) = asked("/ready", true, false).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(text, r#"{"status":"degraded","parts":{"postgres":"ok","redis":"down"}}"#);
        let (status, text) = asked("/ready", false, true).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(text.starts_with(r#"{"status":"down""#), "{text}");
    }
}
