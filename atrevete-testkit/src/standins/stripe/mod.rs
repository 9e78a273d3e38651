//! Stripe over HTTP, as far as a salon's deposits need it: sessions, payments, refunds, disputes, events.
//!
//! It is made from the same fact sheet as the adapter and by none of its code: forms in, JSON out; the first answer to an
//! idempotency key is kept, a 500 too, and another request under it is refused; a session lives half an hour at least and
//! a day at most, and only an open one can be shut; events are signed, for the test to deliver never, once or twice.
//!
//! Invariants: what Stripe would refuse is refused; an unknown parameter is refused; money comes only from a customer's
//! act, and goes back at most once.

mod api;
mod rows;

use atrevete_adapters::http::{Body, Destination, Http, Limits, Method, Request};
use atrevete_domain::values::CheckoutId;
use atrevete_ports::Clock;
use rows::Rows;
pub use rows::{Delivery, Money, Status};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use thiserror::Error;
use tokio::{net::TcpListener, task::JoinHandle};

/// The key of every stand-in's account.
pub const KEY: &str = "sk_test_standin";
/// The version that it speaks.
pub const VERSION: &str = "2026-09-30.endive";
/// The secret of its webhook endpoint.
pub const SECRET: &str = "whsec_standin";

/// An account that answers on a free port until it is dropped.
pub struct StripeStandIn {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

/// What the server and the test share.
struct Shared {
    rows: Mutex<Rows>,
    clock: Arc<dyn Clock>,
}

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// A session is made.
    Open,
    /// Sessions are listed.
    List,
    /// A session is read.
    Read,
    /// A session is shut.
    Expire,
    /// A payment is read.
    ReadPayment,
    /// A refund is made.
    Refund,
    /// Refunds are listed.
    FindRefund,
    /// Disputes are listed.
    FindDispute,
}

/// What goes wrong with a call, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is refused with this status, and not done.
    Refused(u16),
    /// It is refused with 429 and told when to come again, in seconds.
    Busy(u64),
    /// It is not done, and a 500 is kept for its key.
    Spoiled,
    /// It is done, and a 500 is kept for its key all the same.
    SpoiledAndDone,
    /// It is done, and no answer comes.
    Silent,
    /// It is done, and the answer breaks off.
    Cut,
    /// It is done, and something else is answered.
    Garbled(&'static str),
    /// It is done, and the answer takes so long.
    Slow(Duration),
}

/// Why something cannot be done by a customer or a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("nothing of that name stands so")]
pub struct NotSo;

impl StripeStandIn {
    /// An account without anything in it.
    ///
    /// # Panics
    /// When this machine has no port left.
    pub async fn start(clock: Arc<dyn Clock>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let shared = Arc::new(Shared { rows: Mutex::new(Rows::default()), clock });
        let router = api::router(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, shared, server }
    }

    /// Where it answers.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.shared.rows()
    }

    /// What it was asked that Stripe's documents do not allow.
    pub fn complaints(&self) -> Vec<String> {
        self.rows().complaints.clone()
    }

    /// The next call of this kind goes wrong so.
    pub fn trouble(&self, call: Call, trouble: Trouble) {
        self.rows().troubles.push((call, trouble));
    }

    /// How many calls of a kind were answered or dropped.
    pub fn calls(&self, call: Call) -> usize {
        self.rows().calls.iter().filter(|made| **made == call).count()
    }

    /// The customer pays a page. Its payment's name.
    ///
    /// # Errors
    /// When no page of that name can be paid.
    pub fn pay(&self, page: CheckoutId) -> Result<String, NotSo> {
        let mut rows = self.rows();
        let at = rows.payable(page)?;
        Ok(rows.pay(at))
    }

    /// A page can be paid by whoever has its address, whatever became of us: it is paid in the moment in which it is shut.
    ///
    /// # Errors
    /// When no page of that name can be paid.
    pub fn pay_when_shut(&self, page: CheckoutId) -> Result<(), NotSo> {
        let mut rows = self.rows();
        let at = rows.payable(page)?;
        rows.sessions[at].paid_when_shut = true;
        Ok(())
    }

    /// The customer's card is refused; the page stays as it is.
    ///
    /// # Errors
    /// When no page of that name can be paid.
    pub fn card_fails(&self, page: CheckoutId) -> Result<(), NotSo> {
        let mut rows = self.rows();
        let at = rows.payable(page)?;
        rows.card_fails(at);
        Ok(())
    }

    /// The customer pays with a method whose bank decides later.
    ///
    /// # Errors
    /// When no page of that name can be paid.
    pub fn pay_delayed(&self, page: CheckoutId) -> Result<(), NotSo> {
        let mut rows = self.rows();
        let at = rows.payable(page)?;
        rows.pay_delayed(at);
        Ok(())
    }

    /// The bank decides about a delayed payment.
    ///
    /// # Errors
    /// When none of that page waits for it.
    pub fn bank_decides(&self, page: CheckoutId, money: Money) -> Result<(), NotSo> {
        self.rows().bank_decides(page, money)
    }

    /// The next refund stays pending.
    pub fn next_refund_waits(&self) {
        self.rows().next_refund_waits = true;
    }

    /// A refund ends, or comes back after it had ended. By its own name.
    ///
    /// # Errors
    /// When there is none.
    pub fn refund_ends(&self, refund: &str, money: Money) -> Result<(), NotSo> {
        self.rows().refund_ends(refund, money)
    }

    /// Somebody gives money back in the Dashboard. The refund's name.
    ///
    /// # Errors
    /// When so much is not left.
    pub fn refund_by_hand(&self, payment: &str, cents: i64) -> Result<String, NotSo> {
        let now = self.shared.clock.now().timestamp();
        self.rows().refund_by_hand(payment, cents, now)
    }

    /// A bank disputes a payment, or decides about it.
    ///
    /// # Errors
    /// When there is no such payment.
    pub fn dispute(&self, payment: &str, status: &'static str) -> Result<(), NotSo> {
        self.rows().dispute(payment, status)
    }

    /// A session that a shop beside ours made and somebody paid: no metadata of ours. Its name.
    pub fn strangers_sale(&self, cents: i64) -> String {
        let now = self.shared.clock.now().timestamp();
        self.rows().strangers_sale(cents, now)
    }

    /// Sessions of a page, by status, in the order in which they were made.
    pub fn sessions_of(&self, page: CheckoutId) -> Vec<(String, Status)> {
        let now = self.shared.clock.now().timestamp();
        let mut rows = self.rows();
        rows.let_expire(now);
        rows.sessions_of(page)
    }

    /// What of a payment went back, in cents.
    pub fn returned(&self, payment: &str) -> i64 {
        self.rows().returned(payment)
    }

    /// The header with which these secrets sign a body now.
    pub fn sign(&self, body: &[u8], secrets: &[&str]) -> String {
        rows::sign(body, secrets, self.shared.clock.now().timestamp())
    }

    /// Events since the last call, oldest first, signed now with these secrets.
    pub fn deliveries(&self, secrets: &[&str]) -> Vec<Delivery> {
        let now = self.shared.clock.now().timestamp();
        let mut rows = self.rows();
        rows.let_expire(now);
        rows.deliveries(secrets, now)
    }
}

impl StripeStandIn {
    /// Posts an event to an endpoint; the status of its answer, 0 where there was none.
    pub async fn deliver(&self, to: &str, delivery: &Delivery) -> u16 {
        let limits = Limits { repeats: 0, ..Limits::default() };
        let to = Destination { name: "webhook", base: to.to_owned(), headers: Vec::new(), limits };
        let Ok(http) = Http::new(&to) else { return 0 };
        let request = Request::new("deliver", Method::Post, Vec::<String>::new())
            .with_header("stripe-signature", delivery.signature.clone())
            .with_body(Body::Bytes("application/json", delivery.body.clone()));
        http.send(&request).await.map_or(0, |answer| answer.status())
    }
}

impl Drop for StripeStandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Shared {
    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().expect("nothing panics while it holds the account")
    }
}
