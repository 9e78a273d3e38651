//! What Stripe is asked, as values.
//!
//! Invariants: the same page under the same key is the same request for a quarter of an hour, so that a repetition is
//! known for one; nothing that is sent names a customer.

use super::wire;
use crate::http::{Body, Method, Repeat, Request};
use atrevete_domain::{booking::PaymentRef, values::Instant};
use atrevete_ports::{OpenPage, RefundRequest};
use chrono::TimeDelta;
use secrecy::{ExposeSecret as _, SecretString};

/// Stripe's shortest life of a page is half an hour, by its own clock.
const SHORTEST: TimeDelta = TimeDelta::minutes(31);
/// Its longest is a day.
const LONGEST: TimeDelta = TimeDelta::hours(23);
/// How much longer than the hold a page lives at least: it is the expire call that shuts it, and that needs a moment.
const GRACE: TimeDelta = TimeDelta::minutes(5);
/// Where the hold is shorter than Stripe allows, a page's end moves in steps of this, so that a repeated request is the
/// same one.
const STEP: TimeDelta = TimeDelta::minutes(15);
/// How far our clock and Stripe's may differ where pages are found by time.
const CLOCKS: TimeDelta = TimeDelta::hours(2);
/// A value of metadata has at most 500 characters: so many ids fit.
const IDS: usize = 13;

/// Whether money is real.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Live,
    /// It is not.
    Test,
}

impl Mode {
    /// The mode of a key.
    pub fn of(key: &SecretString) -> Option<Self> {
        let key = key.expose_secret();
        let begins = |with: [&str; 2]| with.iter().any(|w| key.len() > w.len() && key.starts_with(w));
        if begins(["sk_live_", "rk_live_"]) {
            Some(Self::Live)
        } else if begins(["sk_test_", "rk_test_"]) {
            Some(Self::Test)
        } else {
            None
        }
    }

    /// Whether `livemode` fits it.
    pub fn fits(self, live: bool) -> bool {
        live == (self == Self::Live)
    }
}

/// How a page can be paid. Both are decided at once; methods whose bank decides days later are not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentMethod {
    /// Cards.
    Card,
    /// Bizum.
    Bizum,
}

impl PaymentMethod {
    /// Stripe's name of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Bizum => "bizum",
        }
    }

    /// The method that Stripe calls so.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Card, Self::Bizum].into_iter().find(|method| method.name() == name)
    }
}

/// What the account's pages look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// The salon's name.
    pub salon: String,
    /// How they can be paid.
    pub methods: Vec<PaymentMethod>,
    /// Where a customer lands who has paid: a page that says thanks and confirms nothing.
    pub success_url: String,
    /// Where one lands who goes back.
    pub cancel_url: Option<String>,
}

pub(super) fn open_session(page: &OpenPage, shop: &Shop, now: Instant) -> Request {
    let name = format!("Señal de tu cita en {}", shop.salon);
    let mut form = Form::default();
    form.put("mode", "payment");
    form.put("locale", "es");
    form.put("submit_type", "book");
    form.put("adaptive_pricing[enabled]", "false");
    for (n, method) in shop.methods.iter().enumerate() {
        form.put(format!("payment_method_types[{n}]"), method.name());
    }
    form.put("line_items[0][quantity]", "1");
    form.put("line_items[0][price_data][currency]", wire::CURRENCY);
    form.put("line_items[0][price_data][unit_amount]", page.amount.to_cents().to_string());
    form.put("line_items[0][price_data][product_data][name]", &name);
    form.put("client_reference_id", page.deposit.to_string());
    form.put("expires_at", expires_at(page.closes, now).timestamp().to_string());
    form.put("success_url", &shop.success_url);
    if let Some(url) = &shop.cancel_url {
        form.put("cancel_url", url);
    }
    form.put("payment_intent_data[description]", &name);
    let appointments: Vec<String> = page.appointments.iter().take(IDS).map(ToString::to_string).collect();
    for of in ["metadata", "payment_intent_data[metadata]"] {
        form.put(format!("{of}[{}]", wire::CHECKOUT), page.checkout.to_string());
        form.put(format!("{of}[{}]", wire::DEPOSIT), page.deposit.to_string());
        form.put(format!("{of}[{}]", wire::APPOINTMENT), appointments.join(","));
    }
    form.request("open_page", ["v1", "checkout", "sessions"], &page.key)
}

/// When Stripe shuts a page by itself, should nobody: a little after the hold, and not before Stripe allows it.
pub(super) fn expires_at(closes: Instant, now: Instant) -> Instant {
    let (wanted, least) = (closes + GRACE, now + SHORTEST);
    let missing = (least - wanted).max(TimeDelta::zero());
    let steps = (missing + STEP - TimeDelta::nanoseconds(1)).num_minutes() / STEP.num_minutes();
    let end = wanted + TimeDelta::minutes(steps * STEP.num_minutes());
    let most = now + LONGEST;
    if end <= most {
        return end;
    }
    most - TimeDelta::seconds(most.timestamp().rem_euclid(3600))
}

pub(super) fn get_session(id: &str) -> Request {
    Request::new("read_page", Method::Get, ["v1", "checkout", "sessions", id])
        .with_query("expand[0]", "payment_intent")
}

/// Twice is once: the second is refused, and answered by reading.
pub(super) fn expire_session(id: &str) -> Request {
    Request::new("shut_page", Method::Post, ["v1", "checkout", "sessions", id, "expire"])
        .with_body(Body::Form(vec![("expand[0]".to_owned(), "payment_intent".to_owned())]))
        .repeated(Repeat::Safely)
}

/// Sessions since `from`, as far as clocks agree.
pub(super) fn list_sessions(from: Instant, after: Option<&str>) -> Request {
    let list = list("list_pages", ["v1", "checkout", "sessions"], after);
    list.with_query("created[gte]", (from - CLOCKS).timestamp())
        .with_query("expand[0]", "data.payment_intent")
}

pub(super) fn get_intent(payment: &PaymentRef) -> Request {
    Request::new("read_payment", Method::Get, ["v1", "payment_intents", &payment.0])
}

pub(super) fn refund(request: &RefundRequest) -> Request {
    let mut form = Form::default();
    form.put("payment_intent", &request.payment.0);
    form.put("amount", request.amount.to_cents().to_string());
    form.put(format!("metadata[{}]", wire::REFUND), request.refund.to_string());
    form.request("refund", ["v1", "refunds"], &request.key)
}

pub(super) fn list_refunds_of(payment: &PaymentRef, after: Option<&str>) -> Request {
    list("find_refund", ["v1", "refunds"], after).with_query("payment_intent", &payment.0)
}

pub(super) fn list_refunds(from: Instant, after: Option<&str>) -> Request {
    list("list_refunds", ["v1", "refunds"], after).with_query("created[gte]", (from - CLOCKS).timestamp())
}

pub(super) fn list_disputes_of(payment: &PaymentRef, after: Option<&str>) -> Request {
    list("find_dispute", ["v1", "disputes"], after).with_query("payment_intent", &payment.0)
}

fn list<const N: usize>(what: &'static str, path: [&str; N], after: Option<&str>) -> Request {
    let request = Request::new(what, Method::Get, path).with_query("limit", 100);
    match after {
        Some(id) => request.with_query("starting_after", id),
        None => request,
    }
}

/// A form under way.
#[derive(Default)]
struct Form(Vec<(String, String)>);

impl Form {
    fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    fn request<const N: usize>(self, what: &'static str, path: [&str; N], key: &str) -> Request {
        let repeat = Repeat::Keyed { header: "idempotency-key", key: key.to_owned() };
        Request::new(what, Method::Post, path).with_body(Body::Form(self.0)).repeated(repeat)
    }
}
