//! Stripe's objects as its API gives them, as far as we read them. The one place that names its fields and statuses.
//!
//! Invariants: a field that we do not use is not read; a value that we do not know is `Unknown`, and nothing takes that
//! for a success; of a list or an event no object is lost because another field of it has changed.

use atrevete_domain::values::{CheckoutId, DepositId, RefundId};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;
use std::{collections::BTreeMap, str::FromStr};

/// The API's version that this file describes; sent with every request. A webhook endpoint has a version of its own, to
/// be made the same one.
pub const VERSION: &str = "2026-09-30.endive";
/// The smallest amount that a page can ask.
pub const LEAST_CENTS: i64 = 50;
/// The only currency.
pub const CURRENCY: &str = "eur";

/// Metadata: our name of the page, on its session and its payment.
pub const CHECKOUT: &str = "checkout_id";
/// Metadata: the deposit, on both.
pub const DEPOSIT: &str = "deposit_id";
/// Metadata: the appointments, on both; for people who look at Stripe's own pages.
pub const APPOINTMENT: &str = "appointment_id";
/// Metadata: our name of a refund.
pub const REFUND: &str = "refund_id";

/// What we attach to things.
pub type Metadata = BTreeMap<String, String>;

/// A page of a list.
#[derive(Debug, Deserialize)]
pub struct List<T> {
    /// Newest first.
    pub data: Vec<T>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// What stands in lists.
pub trait Listed {
    /// Stripe's name for it, where the next page begins.
    fn id(&self) -> &str;
}

/// A Checkout Session: a payment page.
#[derive(Debug, Deserialize)]
pub struct Session {
    /// `cs_...`
    pub id: String,
    /// Whether its money is real.
    pub livemode: bool,
    /// Where it stands.
    #[serde(default, deserialize_with = "known")]
    pub status: SessionStatus,
    /// Whether money came.
    #[serde(default, deserialize_with = "known")]
    pub payment_status: PaymentStatus,
    /// Where it is paid; null once it is not open.
    #[serde(default)]
    pub url: Option<String>,
    /// In cents.
    #[serde(default)]
    pub amount_total: Option<i64>,
    /// In lower case.
    #[serde(default)]
    pub currency: Option<String>,
    /// Ours.
    #[serde(default, deserialize_with = "or_none")]
    pub metadata: Metadata,
    /// Made when the customer pays; its name, or itself where it was asked for.
    #[serde(default)]
    pub payment_intent: Option<Expanded>,
}

/// `status` of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Can be paid.
    Open,
    /// The customer is through.
    Complete,
    /// Shut.
    Expired,
    /// Something else.
    #[default]
    #[serde(other)]
    Unknown,
}

/// `payment_status` of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// The money is there.
    Paid,
    /// It is not, or not yet.
    Unpaid,
    /// There was none to pay.
    NoPaymentRequired,
    /// Something else.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A name, or the thing itself.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Expanded {
    /// Its name.
    Id(String),
    /// Itself.
    Itself(Intent),
}

/// A Payment Intent: a payment.
#[derive(Debug, Deserialize)]
pub struct Intent {
    /// `pi_...`
    pub id: String,
    /// Where it stands.
    #[serde(default, deserialize_with = "known")]
    pub status: IntentStatus,
    /// Ours, as we gave it with the session.
    #[serde(default, deserialize_with = "or_none")]
    pub metadata: Metadata,
}

/// `status` of a payment intent, as far as it tells a bank that decides from one that refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    /// The money is there.
    Succeeded,
    /// The bank decides.
    Processing,
    /// The last try failed.
    RequiresPaymentMethod,
    /// Given up.
    Canceled,
    /// Something else.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A refund.
#[derive(Debug, Deserialize)]
pub struct Refund {
    /// `re_...`
    pub id: String,
    /// In cents.
    #[serde(default)]
    pub amount: i64,
    /// In lower case.
    #[serde(default)]
    pub currency: Option<String>,
    /// Where it stands.
    #[serde(default, deserialize_with = "known")]
    pub status: RefundStatus,
    /// Of which payment.
    #[serde(default)]
    pub payment_intent: Option<Expanded>,
    /// Ours, where we made it.
    #[serde(default, deserialize_with = "or_none")]
    pub metadata: Metadata,
}

/// `status` of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// On its way.
    Pending,
    /// Somebody has to do something for it.
    RequiresAction,
    /// Done; may still fail, days later.
    Succeeded,
    /// The bank sent it back.
    Failed,
    /// Called off.
    Canceled,
    /// Something else.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A dispute: a bank takes money back, or asks about it.
#[derive(Debug, Deserialize)]
pub struct Dispute {
    /// `du_...`
    pub id: String,
    /// Where it stands.
    #[serde(default, deserialize_with = "known")]
    pub status: DisputeStatus,
}

/// `status` of a dispute, as far as it tells whether it is over and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStatus {
    /// Decided for the salon.
    Won,
    /// A question of the bank that came to nothing.
    WarningClosed,
    /// Averted before it began.
    Prevented,
    /// Decided against it.
    Lost,
    /// Under way, or something that we do not know.
    #[default]
    #[serde(other)]
    Open,
}

/// The body of a refusal.
#[derive(Debug, Deserialize)]
pub struct Refused {
    /// What it says.
    pub error: ErrorBody,
}

/// What a refusal says; its message is left alone, for it may repeat what was sent.
#[derive(Debug, Deserialize)]
pub struct ErrorBody {
    /// Of which kind.
    #[serde(rename = "type", default, deserialize_with = "known")]
    pub kind: ErrorKind,
    /// Which exactly, where there is a name for it.
    #[serde(default)]
    pub code: Option<String>,
    /// The parameter that it is about.
    #[serde(default)]
    pub param: Option<String>,
}

/// `type` of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// Stripe's own.
    ApiError,
    /// The card's.
    CardError,
    /// The key's: used for another request before.
    IdempotencyError,
    /// Ours.
    InvalidRequestError,
    /// Something else.
    #[default]
    #[serde(other)]
    Unknown,
}

impl Session {
    /// Our name of the page.
    pub fn checkout(&self) -> Option<CheckoutId> {
        checkout_in(&self.metadata)
    }

    /// The deposit that it was opened for.
    pub fn deposit(&self) -> Option<DepositId> {
        named(&self.metadata, DEPOSIT)
    }
}

impl Refund {
    /// Our name of it.
    pub fn refund(&self) -> Option<RefundId> {
        named(&self.metadata, REFUND)
    }
}

impl Expanded {
    /// Its name.
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Itself(intent) => &intent.id,
        }
    }
}

/// Our name of a page in somebody's metadata.
pub fn checkout_in(metadata: &Metadata) -> Option<CheckoutId> {
    named(metadata, CHECKOUT)
}

fn named<T: FromStr>(metadata: &Metadata, key: &str) -> Option<T> {
    metadata.get(key)?.parse().ok()
}

impl Listed for Session {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Listed for Refund {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Listed for Dispute {
    fn id(&self) -> &str {
        &self.id
    }
}

/// What cannot be a value of ours is the one for what we do not know.
fn known<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}

/// Null is nothing.
fn or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Metadata, D::Error> {
    Option::<Metadata>::deserialize(from).map(Option::unwrap_or_default)
}
