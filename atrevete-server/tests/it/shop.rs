//! A shop on a clock that stands still, and how a browser or Chatwoot talks to it.

use atrevete_adapters::chatwoot::Allowed;
use atrevete_domain::values::Instant;
use atrevete_server::{
    app,
    config::Tokens,
    demo::{House, Shop, router},
    webhooks::Door,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use secrecy::SecretString;
use std::sync::{
    Mutex, Once,
    atomic::{AtomicI64, Ordering},
};
use tower::ServiceExt as _;

pub(crate) const TOKEN: &str = "0123456789abcdef01234567";

/// Tuesday 2026-03-10, 10:00 in Madrid.
pub(crate) const TUESDAY: &str = "2026-03-10T09:00:00Z";

/// Seconds that every clock of this process has been put forward; only the test that owns it does that.
static FORWARD: AtomicI64 = AtomicI64::new(0);

/// What all tests of this process have logged: one subscriber for all, since the places that log remember the first.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything logged so far.
pub(crate) fn logged() -> String {
    String::from_utf8(LOGGED.lock().unwrap().clone()).unwrap()
}

fn log() {
    static START: Once = Once::new();
    START.call_once(|| {
        let all = tracing::level_filters::LevelFilter::TRACE;
        let subscriber = tracing_subscriber::fmt().with_max_level(all).with_writer(|| Log).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

fn tuesday() -> Instant {
    TUESDAY.parse().unwrap()
}

fn moving() -> Instant {
    tuesday() + chrono::TimeDelta::seconds(FORWARD.load(Ordering::SeqCst))
}

/// A browser, or Chatwoot.
pub(crate) struct Client(Router);

/// An answer that was read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) text: String,
}

impl Client {
    pub(crate) fn new() -> Self {
        Self::within(Allowed::default())
    }

    pub(crate) fn within(allowed: Allowed) -> Self {
        Self::on(tuesday, allowed, Vec::new())
    }

    /// Whose Chatwoot signs with these.
    pub(crate) fn signing(secrets: &[&str]) -> Self {
        let secrets = secrets.iter().map(|secret| SecretString::from((*secret).to_owned())).collect();
        Self::on(tuesday, Allowed::default(), secrets)
    }

    /// On the clock that [`Client::wait`] moves.
    pub(crate) fn moving() -> Self {
        Self::on(moving, Allowed::default(), Vec::new())
    }

    fn on(clock: fn() -> Instant, allowed: Allowed, secrets: Vec<SecretString>) -> Self {
        log();
        let house = House::new(app::world(clock()), "http://salon.test/pagar");
        let tokens: Tokens = TOKEN.parse().unwrap();
        let door = Door { tokens: Some(tokens), secrets, allowed };
        Self(router(Shop::at(house, door, clock).unwrap()))
    }

    pub(crate) fn wait(seconds: i64) {
        FORWARD.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self'"), "{policy}");
        let location = response.headers().get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, location, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = form.iter().map(|(k, v)| format!("{k}={}", coded(v))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(pairs.join("&"))).unwrap()).await
    }

    pub(crate) async fn webhook(&self, token: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(format!("/api/webhook/chatwoot/{token}"));
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap()).await
    }

    /// A delivery with headers of its own.
    pub(crate) async fn deliver(
        &self,
        path: &str,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Answer {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Writes as this person and gives her page.
    pub(crate) async fn says(&self, p: &str, text: &str) -> String {
        let answer = self.post("/mensaje", &[("p", p), ("texto", text)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        self.page_of(p).await
    }

    pub(crate) async fn page_of(&self, p: &str) -> String {
        let answer = self.get(&format!("/?p={}", coded(p))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.text.replace("&#x2f;", "/")
    }
}

pub(crate) fn coded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric();
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
