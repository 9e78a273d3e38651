//! The one HTTP client: whatever leaves this process over HTTP leaves here.
//!
//! A vendor's `wire.rs` makes a [`Request`] of values and values of an [`Answer`]; it never sends. [`Http`] sends, and
//! knows no vendor.
//!
//! Invariants: every call ends within its time and every body within its size; no redirect is followed; only what may be
//! repeated is repeated here; a secret is in no `Debug`, no error and no log; logs name the destination, the operation
//! and the other side's request id, never an address, a query or a body.

mod answer;
mod breaker;
mod error;
mod request;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use error::HttpError;
pub use request::{Body, Method, Repeat, Request};

use breaker::Breaker;
use reqwest::{
    Client, Url,
    header::{CONTENT_TYPE, HeaderName, HeaderValue},
    redirect,
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use secrecy::{ExposeSecret as _, SecretString};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use thiserror::Error;
use tokio::time::{Instant, sleep, timeout_at};

/// How we name ourselves to others.
const WE: &str = concat!("atrevete/", env!("CARGO_PKG_VERSION"));

/// Where requests go, and how long they may take.
#[derive(Debug, Clone)]
pub struct Destination {
    /// What it is called in logs and errors: the port's name.
    pub name: &'static str,
    /// Scheme and host, with a path before every other one where there is one: `https://api.stripe.com`.
    pub base: String,
    /// Headers of every request, by name in lower case. Their values are taken for secrets.
    pub headers: Vec<(&'static str, SecretString)>,
    /// How long and how large.
    pub limits: Limits,
}

/// How long calls may take, and how large answers may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// One attempt, from connecting to the last byte of the answer.
    pub attempt: Duration,
    /// All attempts of a call and the pauses between them.
    pub call: Duration,
    /// Bytes of an answer's body.
    pub body: usize,
    /// How often what may be repeated is repeated.
    pub repeats: u32,
    /// The first pause before a repetition; each further one is twice as long, and up to a half is added by chance.
    pub pause: Duration,
    /// How long a destination is left alone that failed five times in a row.
    pub rest: Duration,
}

impl Default for Limits {
    /// A call stays below half a minute, so that the lease of the row it is made for does not end.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            attempt: Duration::from_secs(10),
            call: Duration::from_secs(25),
            body: 2 * 1024 * 1024,
            repeats: 2,
            pause: Duration::from_millis(300),
            rest: Duration::from_secs(30),
        }
    }
}

/// Why there is no client for a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SetupError {
    /// Not an absolute `http` or `https` address, or one with a query.
    #[error("the base address is not an http or https address without a query")]
    Base,
    /// A header that cannot be sent.
    #[error("a header's name or value cannot be sent")]
    Header,
    /// An `https` address, and nobody to vouch for its certificate.
    #[error("the system has no certificate authorities: install ca-certificates")]
    NoAuthorities,
    /// The client itself.
    #[error("the client cannot be built")]
    Client,
}

/// A client for one destination. Cheap to share behind an `Arc`; it keeps connections open.
pub struct Http {
    client: Client,
    name: &'static str,
    base: Url,
    headers: Vec<(HeaderName, HeaderValue)>,
    limits: Limits,
    breaker: Mutex<Breaker>,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Http {
    /// A client for `to`. Nothing is sent.
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn new(to: &Destination) -> Result<Self, SetupError> {
        let base = Url::parse(&to.base).map_err(|_| SetupError::Base)?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() || base.query().is_some() {
            return Err(SetupError::Base);
        }
        let authorities = authorities();
        if base.scheme() == "https" && authorities.is_empty() {
            return Err(SetupError::NoAuthorities);
        }
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_| SetupError::Client)?
            .with_root_certificates(authorities)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(WE)
            .redirect(redirect::Policy::none())
            .connect_timeout(to.limits.connect)
            .timeout(to.limits.attempt)
            .build()
            .map_err(|_| SetupError::Client)?;
        let secret = |(name, value): &(&'static str, SecretString)| Some((header(name)?, hidden(value)?));
        let headers: Option<Vec<_>> = to.headers.iter().map(secret).collect();
        Ok(Self {
            client,
            name: to.name,
            base,
            headers: headers.ok_or(SetupError::Header)?,
            limits: to.limits,
            breaker: Mutex::new(Breaker::new(to.limits.rest)),
        })
    }

    /// Sends, and answers with whatever status the other side chose; [`Answer::accepted`] makes an error of a status
    /// that is no success. What may be repeated is repeated while it fails in passing.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn send(&self, request: &Request) -> Result<Answer, HttpError> {
        let until = Instant::now() + self.limits.call;
        let mut before = None;
        for attempt in 0.. {
            if let Err(wait) = self.breaker().admit(Instant::now()) {
                // What was learned before says more than that nothing is asked any more.
                return before.unwrap_or(Err(HttpError::Resting(wait)));
            }
            let answer = timeout_at(until, self.once(request)).await.unwrap_or(Err(HttpError::Lost));
            self.breaker().learn(Instant::now(), well(&answer));
            log(self.name, request, attempt, &answer);
            let pause = self.pause(attempt, request, &answer).filter(|pause| Instant::now() + *pause < until);
            let Some(pause) = pause else { return answer };
            before = Some(answer);
            sleep(pause).await;
        }
        unreachable!("repetitions are counted")
    }

    async fn once(&self, request: &Request) -> Result<Answer, HttpError> {
        let mut call = self.client.request(request.method.into(), request.address(&self.base));
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        for (name, value) in &request.secrets {
            call = call.header(*name, hidden(value).ok_or(HttpError::NotSent)?);
        }
        if let Repeat::Keyed { header, key } = &request.repeat {
            call = call.header(*header, key);
        }
        if let Some((kind, bytes)) = request.body.encode() {
            call = call.header(CONTENT_TYPE, kind).body(bytes);
        }
        let answer = call.send().await.map_err(|e| broken(&e))?;
        Answer::collect(answer, self.limits.body, matches!(request.repeat, Repeat::Keyed { .. })).await
    }

    /// How long to wait before this attempt is repeated; `None`: it is not.
    fn pause(&self, attempt: u32, request: &Request, answer: &Result<Answer, HttpError>) -> Option<Duration> {
        if attempt >= self.limits.repeats || request.repeat == Repeat::Never {
            return None;
        }
        let asked = match answer {
            Ok(answer) if answer.is_passing() => answer.retry_after(),
            Err(HttpError::NotSent | HttpError::Lost | HttpError::Cut) => None,
            Ok(_) | Err(_) => return None,
        };
        let usual = self.limits.pause * 2_u32.saturating_pow(attempt);
        Some(asked.unwrap_or_default().max(usual + usual.mul_f64(fastrand::f64() / 2.0)))
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those whom this machine trusts. An empty store only matters where a certificate is to be checked.
fn authorities() -> RootCertStore {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    store
}

fn header(name: &str) -> Option<HeaderName> {
    HeaderName::from_bytes(name.as_bytes()).ok()
}

fn hidden(value: &SecretString) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value.expose_secret()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Whether the destination works: a refusal is a sign of life.
fn well(answer: &Result<Answer, HttpError>) -> bool {
    answer.as_ref().is_ok_and(|a| a.status() < 500)
}

fn broken(error: &reqwest::Error) -> HttpError {
    if error.is_connect() || error.is_builder() { HttpError::NotSent } else { HttpError::Lost }
}

fn log(name: &'static str, request: &Request, attempt: u32, answer: &Result<Answer, HttpError>) {
    let what = request.what;
    match answer {
        Ok(answer) => {
            let (status, id) = (answer.status(), answer.request_id().unwrap_or_default());
            tracing::debug!(destination = name, what, attempt, status, request_id = id, "answered");
        }
        Err(error) => tracing::warn!(destination = name, what, attempt, %error, "no answer"),
    }
}
