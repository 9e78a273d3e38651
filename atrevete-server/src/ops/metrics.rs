//! What Prometheus reads: how often and how long, never who.
//!
//! Invariant: labels come from our own code and have a handful of values; nothing a customer or a vendor sends is one.

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{fmt, sync::atomic::AtomicU64, time::Duration};

/// Upper ends of the buckets in seconds: from a commit to what a customer would call slow.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 20.0];

/// All counters of this process.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    answered: Family<Route, Histogram, fn() -> Histogram>,
    pieces: Family<Piece, Counter>,
    work: Family<Chore, Histogram, fn() -> Histogram>,
    stuck: Family<Kind, Gauge>,
    resends: Gauge<u64, AtomicU64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Piece {
    chore: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Chore {
    chore: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("maite");
        let requests = Family::default();
        let answered = Family::new_with_constructor(buckets as fn() -> Histogram);
        let pieces = Family::default();
        let work = Family::new_with_constructor(buckets as fn() -> Histogram);
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register_with_unit("http", "Time to answer a request", Unit::Seconds, answered.clone());
        registry.register("work", "Pieces of background work by outcome", pieces.clone());
        registry.register_with_unit("work", "Time a piece of work takes", Unit::Seconds, work.clone());
        let stuck: Family<Kind, Gauge> = Family::default();
        let resends: Gauge<u64, AtomicU64> = Gauge::default();
        registry.register("stuck_rows", "Rows that must never exist", stuck.clone());
        registry.register("wire_resends", "Messages sent again after an unclear answer", resends.clone());
        Self { registry, requests, answered, pieces, work, stuck, resends }
    }
}

impl Metrics {
    /// A request was answered. `route` is the pattern that matched, never the path itself.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&Request { route: route.to_owned(), status }).inc();
        self.answered.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// A piece of work was done.
    pub fn worked(&self, chore: &'static str, took: Duration) {
        self.pieces.get_or_create(&Piece { chore, outcome: "done" }).inc();
        self.work.get_or_create(&Chore { chore }).observe(took.as_secs_f64());
    }

    /// A piece of work could not be had or done.
    pub fn failed(&self, chore: &'static str) {
        self.pieces.get_or_create(&Piece { chore, outcome: "failed" }).inc();
    }

    /// So many rows of this kind are stuck.
    pub fn stuck(&self, kind: &'static str, count: i64) {
        self.stuck.get_or_create(&Kind { kind }).set(count);
    }

    /// So many messages were sent again since the start because it was unclear whether they had been.
    pub fn resends(&self, count: u64) {
        self.resends.set(count);
    }

    /// Everything, in Prometheus' text form.
    ///
    /// # Errors
    /// Never for the text form; the encoder's signature says so.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut out = String::new();
        text::encode(&mut out, &self.registry)?;
        Ok(out)
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(..)")
    }
}

fn buckets() -> Histogram {
    Histogram::new(BUCKETS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_counted_by_route_and_outcome() {
        let metrics = Metrics::default();
        metrics.answered("/api/webhook/chatwoot/{token}", 200, Duration::from_millis(2));
        metrics.worked("step", Duration::from_millis(3));
        metrics.failed("relay");
        let text = metrics.text().unwrap();
        for line in [
            r#"maite_http_requests_total{route="/api/webhook/chatwoot/{token}",status="200"} 1"#,
            r#"maite_work_total{chore="step",outcome="done"} 1"#,
            r#"maite_work_total{chore="relay",outcome="failed"} 1"#,
            r#"maite_work_seconds_bucket{le="0.0025",chore="step"} 0"#,
            r#"maite_work_seconds_bucket{le="0.005",chore="step"} 1"#,
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
    }
}
