//! Payment pages and refunds at the provider.
//!
//! Invariant: what is read from the provider with our key is the truth; a webhook's body is not. Only an explicit
//! success is a success.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::{
    booking::{CheckoutUrl, PaymentRef, desk::DisputeTurn, desk::RefundAnswer},
    values::{AppointmentId, CheckoutId, DepositId, Instant, Money, RefundId},
};
use serde::{Deserialize, Serialize};

/// A page to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPage {
    /// Our name for it, kept in the provider's metadata.
    pub checkout: CheckoutId,
    /// For which deposit.
    pub deposit: DepositId,
    /// For which visits; only kept in the provider's metadata, for people who look there.
    pub appointments: Vec<AppointmentId>,
    /// What it asks.
    pub amount: Money,
    /// It must not be payable after this, as far as the provider allows.
    pub closes: Instant,
    /// Idempotency key: row and generation; a new generation after a failure the provider stored.
    pub key: String,
}

/// A page by our name, and since when the provider can have it: the provider finds by time what it cannot find by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPage {
    /// Which.
    pub checkout: CheckoutId,
    /// When we decided to ask for it; it was opened then or later.
    pub at: Instant,
}

/// The provider's name for a page (a session).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageRef(pub String);

/// A page as the provider has it, whether we remember it or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage {
    /// The provider's name for it.
    pub page: PageRef,
    /// Our name; `None`: we did not open it.
    pub checkout: Option<CheckoutId>,
    /// The deposit for which we opened it.
    pub deposit: Option<DepositId>,
    /// Where it stands.
    pub state: PageState,
}

/// A payment as the provider has it: what became of it after it was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPayment {
    /// The provider's name for it.
    pub payment: PaymentRef,
    /// The page that brought it, by our name; `None`: it is none of ours.
    pub checkout: Option<CheckoutId>,
    /// What went or goes back of it, whoever ordered that.
    pub refunds: Vec<FoundRefund>,
    /// How far a bank's dispute about it has come.
    pub dispute: Option<DisputeTurn>,
}

/// A refund as the provider has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRefund {
    /// The provider's name for it.
    pub reference: String,
    /// Of which payment.
    pub payment: PaymentRef,
    /// Our name; `None`: it was made by hand at the provider.
    pub refund: Option<RefundId>,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub answer: RefundAnswer,
}

/// What the provider has of ours since some moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// Pages that we opened.
    pub pages: Vec<FoundPage>,
    /// Refunds, of whatever payments.
    pub refunds: Vec<FoundRefund>,
}

/// Where a page stands at the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageState {
    /// Can be paid.
    Open {
        /// Where.
        url: CheckoutUrl,
    },
    /// Shut without a payment.
    Shut,
    /// Complete; the bank has not decided.
    Processing,
    /// Complete; the bank refused in the end.
    BankRefused,
    /// Paid.
    Paid {
        /// How much was captured.
        amount: Money,
        /// The payment.
        payment: PaymentRef,
    },
    /// The provider knows no such page: it was never opened, so nobody can pay it.
    Unknown,
}

/// Money to be given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRequest {
    /// Our name for it, kept in the provider's metadata.
    pub refund: RefundId,
    /// Of which payment.
    pub payment: PaymentRef,
    /// How much.
    pub amount: Money,
    /// Idempotency key: row and generation.
    pub key: String,
}

/// The payment provider.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Payments: Send + Sync {
    /// Opens a page. The same key gives the same page.
    ///
    /// # Errors
    /// `Spoiled` after an answer that the provider will repeat for this key; `Rejected` when it will never open it.
    async fn open(&self, page: &OpenPage) -> Result<CheckoutUrl, PortError>;

    /// Shuts a page and tells what became of it: refused because it was paid, it answers `Paid`; never opened, it is
    /// `Shut`.
    ///
    /// # Errors
    /// When the provider does not answer: the page may still be payable.
    async fn expire(&self, page: AskedPage) -> Result<PageState, PortError>;

    /// Where a page stands. Opened twice (after an answer that got lost), it stands where more can still come of it.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn read(&self, page: AskedPage) -> Result<PageState, PortError>;

    /// The page that the provider calls so, whoever opened it.
    ///
    /// # Errors
    /// When the provider does not answer; `Rejected` when it is nothing that we could ever understand.
    async fn page(&self, page: &PageRef) -> Result<Option<FoundPage>, PortError>;

    /// A payment, with what went back of it and what a bank says.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn payment(&self, payment: &PaymentRef) -> Result<Option<FoundPayment>, PortError>;

    /// Gives money back. Never called before [`Payments::find_refund`] answered `None`.
    ///
    /// # Errors
    /// When the answer is unknown: the refund may have been made all the same.
    async fn refund(&self, request: &RefundRequest) -> Result<RefundAnswer, PortError>;

    /// A refund that was made already, found by our name for it among those of its payment.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn find_refund(
        &self,
        refund: RefundId,
        payment: &PaymentRef,
    ) -> Result<Option<RefundAnswer>, PortError>;

    /// What was opened and given back since `from`: to be compared with our rows.
    ///
    /// # Errors
    /// When the provider does not answer, or not completely.
    async fn statement(&self, from: Instant) -> Result<Statement, PortError>;
}
