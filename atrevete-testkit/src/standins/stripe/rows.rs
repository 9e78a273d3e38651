//! What the account holds, what customers and banks do to it, and how it tells of it.

use super::{Call, NotSo, Trouble};
use atrevete_domain::values::CheckoutId;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::BTreeMap;

/// The account.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) sessions: Vec<Session>,
    pub(super) intents: Vec<Intent>,
    pub(super) refunds: Vec<Refund>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) kept: BTreeMap<String, Kept>,
    pub(super) troubles: Vec<(Call, Trouble)>,
    pub(super) calls: Vec<Call>,
    pub(super) complaints: Vec<String>,
    pub(super) next_refund_waits: bool,
    events: Vec<(String, Value)>,
    counter: u32,
}

/// The first answer to a key, and what was asked.
pub(super) struct Kept {
    pub(super) path: String,
    pub(super) form: Vec<(String, String)>,
    pub(super) status: u16,
    pub(super) body: Value,
}

/// A session.
pub(super) struct Session {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) payment_status: &'static str,
    pub(super) cents: i64,
    pub(super) created: i64,
    pub(super) expires_at: i64,
    pub(super) reference: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) for_intent: BTreeMap<String, String>,
    pub(super) intent: Option<String>,
    pub(super) paid_when_shut: bool,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Can be paid.
    Open,
    /// The customer is through.
    Complete,
    /// Shut.
    Expired,
}

/// Whether money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Money {
    /// It does.
    Comes,
    /// It does not.
    Fails,
}

/// A payment.
pub(super) struct Intent {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) cents: i64,
    pub(super) metadata: BTreeMap<String, String>,
}

/// A refund.
pub(super) struct Refund {
    pub(super) id: String,
    pub(super) intent: String,
    pub(super) cents: i64,
    pub(super) status: &'static str,
    pub(super) created: i64,
    pub(super) metadata: BTreeMap<String, String>,
}

/// A dispute.
pub(super) struct Dispute {
    pub(super) id: String,
    pub(super) intent: String,
    pub(super) status: &'static str,
}

/// An event, ready to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its type.
    pub kind: String,
    /// The header `Stripe-Signature`.
    pub signature: String,
    /// The raw body.
    pub body: Vec<u8>,
}

impl Rows {
    pub(super) fn id(&mut self, of: &str) -> String {
        self.counter += 1;
        format!("{of}_{:06}", self.counter)
    }

    /// What Stripe does by itself: sessions end.
    pub(super) fn let_expire(&mut self, now: i64) {
        for at in 0..self.sessions.len() {
            let session = &self.sessions[at];
            if session.status == Status::Open && session.expires_at <= now {
                self.sessions[at].status = Status::Expired;
                self.tell_of_session("checkout.session.expired", at);
            }
        }
    }

    pub(super) fn payable(&self, page: CheckoutId) -> Result<usize, NotSo> {
        let open = |s: &&Session| s.status == Status::Open && s.is(page);
        let found = self.sessions.iter().rev().find(open).ok_or(NotSo)?;
        Ok(self.sessions.iter().position(|s| s.id == found.id).expect("it was just found"))
    }

    pub(super) fn pay(&mut self, at: usize) -> String {
        let id = self.intent(at, "succeeded");
        let session = &mut self.sessions[at];
        (session.status, session.payment_status) = (Status::Complete, "paid");
        self.tell_of_session("checkout.session.completed", at);
        id
    }

    pub(super) fn pay_delayed(&mut self, at: usize) {
        self.intent(at, "processing");
        self.sessions[at].status = Status::Complete;
        self.tell_of_session("checkout.session.completed", at);
    }

    pub(super) fn card_fails(&mut self, at: usize) {
        let intent = self.intent(at, "requires_payment_method");
        self.sessions[at].intent = None;
        self.tell("payment_intent.payment_failed", json!({ "id": intent, "object": "payment_intent" }));
    }

    pub(super) fn bank_decides(&mut self, page: CheckoutId, money: Money) -> Result<(), NotSo> {
        let waits = |s: &Session| s.is(page) && s.status == Status::Complete && s.payment_status == "unpaid";
        let at = self.sessions.iter().position(waits).ok_or(NotSo)?;
        let id = self.sessions[at].intent.clone().ok_or(NotSo)?;
        let intent = self.intents.iter_mut().find(|i| i.id == id && i.status == "processing").ok_or(NotSo)?;
        let kind = match money {
            Money::Comes => {
                intent.status = "succeeded";
                self.sessions[at].payment_status = "paid";
                "checkout.session.async_payment_succeeded"
            }
            Money::Fails => {
                intent.status = "requires_payment_method";
                "checkout.session.async_payment_failed"
            }
        };
        self.tell_of_session(kind, at);
        Ok(())
    }

    fn intent(&mut self, at: usize, status: &'static str) -> String {
        let id = self.id("pi");
        let session = &mut self.sessions[at];
        session.intent = Some(id.clone());
        let (cents, metadata) = (session.cents, session.for_intent.clone());
        self.intents.push(Intent { id: id.clone(), status, cents, metadata });
        id
    }

    pub(super) fn refund_ends(&mut self, refund: &str, money: Money) -> Result<(), NotSo> {
        let at = self.refunds.iter().position(|r| r.id == refund).ok_or(NotSo)?;
        let (status, kind) = match money {
            Money::Comes => ("succeeded", "refund.updated"),
            Money::Fails => ("failed", "refund.failed"),
        };
        self.refunds[at].status = status;
        let object = self.refunds[at].json();
        self.tell(kind, object);
        Ok(())
    }

    /// What of a payment could still go back.
    pub(super) fn left(&self, payment: &str) -> Option<i64> {
        let intent = self.intents.iter().find(|i| i.id == payment && i.status == "succeeded")?;
        Some(intent.cents - self.returned(payment))
    }

    pub(super) fn returned(&self, payment: &str) -> i64 {
        let went = self.refunds.iter().filter(|r| r.intent == payment && r.status != "failed");
        went.map(|r| r.cents).sum()
    }

    pub(super) fn give_back(
        &mut self,
        payment: &str,
        cents: i64,
        metadata: BTreeMap<String, String>,
        now: i64,
    ) -> usize {
        let waits = std::mem::take(&mut self.next_refund_waits);
        let (id, status) = (self.id("re"), if waits { "pending" } else { "succeeded" });
        self.refunds.push(Refund { id, intent: payment.to_owned(), cents, status, created: now, metadata });
        let at = self.refunds.len() - 1;
        let object = self.refunds[at].json();
        self.tell("refund.created", object);
        let charge =
            json!({ "id": "ch_1", "object": "charge", "payment_intent": payment, "amount_refunded": cents });
        self.tell("charge.refunded", charge);
        at
    }

    pub(super) fn refund_by_hand(&mut self, payment: &str, cents: i64, now: i64) -> Result<String, NotSo> {
        self.left(payment).filter(|left| *left >= cents).ok_or(NotSo)?;
        let at = self.give_back(payment, cents, BTreeMap::new(), now);
        Ok(self.refunds[at].id.clone())
    }

    pub(super) fn dispute(&mut self, payment: &str, status: &'static str) -> Result<(), NotSo> {
        if !self.intents.iter().any(|i| i.id == payment) {
            return Err(NotSo);
        }
        let kind = if let Some(dispute) = self.disputes.iter_mut().find(|d| d.intent == payment) {
            dispute.status = status;
            "charge.dispute.closed"
        } else {
            let id = self.id("du");
            self.disputes.push(Dispute { id, intent: payment.to_owned(), status });
            "charge.dispute.created"
        };
        let of = self.disputes.iter().find(|d| d.intent == payment).map(Dispute::json);
        self.tell(kind, of.unwrap_or_default());
        Ok(())
    }

    pub(super) fn strangers_sale(&mut self, cents: i64, now: i64) -> String {
        let id = self.id("cs_test");
        self.sessions.push(Session {
            id: id.clone(),
            status: Status::Open,
            payment_status: "unpaid",
            cents,
            created: now,
            expires_at: now + 86_400,
            reference: None,
            metadata: BTreeMap::new(),
            for_intent: BTreeMap::new(),
            intent: None,
            paid_when_shut: false,
        });
        self.pay(self.sessions.len() - 1);
        id
    }

    pub(super) fn sessions_of(&self, page: CheckoutId) -> Vec<(String, Status)> {
        self.sessions.iter().filter(|s| s.is(page)).map(|s| (s.id.clone(), s.status)).collect()
    }

    pub(super) fn tell_of_session(&mut self, kind: &str, at: usize) {
        let object = self.session_json(at, false);
        self.tell(kind, object);
    }

    fn tell(&mut self, kind: &str, object: Value) {
        self.events.push((kind.to_owned(), object));
    }

    pub(super) fn deliveries(&mut self, secrets: &[&str], now: i64) -> Vec<Delivery> {
        let events = std::mem::take(&mut self.events);
        events.into_iter().map(|(kind, object)| self.delivery(kind, &object, secrets, now)).collect()
    }

    fn delivery(&mut self, kind: String, object: &Value, secrets: &[&str], now: i64) -> Delivery {
        let event = json!({
            "id": self.id("evt"), "object": "event", "type": kind, "created": now,
            "api_version": super::VERSION, "livemode": false, "pending_webhooks": 1,
            "request": { "id": null, "idempotency_key": null }, "data": { "object": object }
        });
        let body = event.to_string().into_bytes();
        Delivery { kind, signature: sign(&body, secrets, now), body }
    }

    /// A session as the API gives it.
    pub(super) fn session_json(&self, at: usize, expand: bool) -> Value {
        let session = &self.sessions[at];
        let open = session.status == Status::Open;
        let intent = session.intent.as_ref().map(|id| match self.intents.iter().find(|i| i.id == *id) {
            Some(intent) if expand => intent.json(),
            Some(_) | None => json!(id),
        });
        json!({
            "id": session.id, "object": "checkout.session", "livemode": false, "mode": "payment",
            "status": session.status.name(), "payment_status": session.payment_status,
            "url": open.then(|| format!("https://checkout.stripe.com/c/pay/{}", session.id)),
            "amount_total": session.cents, "currency": "eur", "created": session.created,
            "expires_at": session.expires_at, "client_reference_id": session.reference,
            "metadata": session.metadata, "payment_intent": intent, "customer_details": null
        })
    }
}

impl Session {
    fn is(&self, page: CheckoutId) -> bool {
        self.metadata.get("checkout_id").is_some_and(|id| *id == page.to_string())
    }
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Expired => "expired",
        }
    }
}

impl Intent {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id, "object": "payment_intent", "status": self.status, "amount": self.cents,
            "currency": "eur", "livemode": false, "metadata": self.metadata
        })
    }
}

impl Refund {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id, "object": "refund", "amount": self.cents, "currency": "eur", "status": self.status,
            "payment_intent": self.intent, "created": self.created, "metadata": self.metadata
        })
    }
}

impl Dispute {
    pub(super) fn json(&self) -> Value {
        json!({ "id": self.id, "object": "dispute", "status": self.status, "payment_intent": self.intent })
    }
}

/// `t=...,v1=...`, one `v1` a secret, and a scheme that nobody uses any more.
pub(super) fn sign(body: &[u8], secrets: &[&str], now: i64) -> String {
    let mut header = format!("t={now}");
    for secret in secrets {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length");
        mac.update(format!("{now}.").as_bytes());
        mac.update(body);
        let digits = mac.finalize().into_bytes();
        header.push_str(",v1=");
        header.extend(digits.iter().map(|byte| format!("{byte:02x}")));
    }
    header + ",v0=0000"
}
