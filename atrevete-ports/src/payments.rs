//! Payment pages and refunds at the provider.
//!
//! Invariant: what is read from the provider with our key is the truth; a webhook's body is not. Only an explicit
//! success is a success.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::{
    booking::{CheckoutUrl, PaymentRef, desk::RefundAnswer},
    values::{CheckoutId, DepositId, Instant, Money, RefundId},
};
use serde::{Deserialize, Serialize};

/// A page to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPage {
    /// Our name for it, kept in the provider's metadata.
    pub checkout: CheckoutId,
    /// For which deposit.
    pub deposit: DepositId,
    /// What it asks.
    pub amount: Money,
    /// It must not be payable after this, as far as the provider allows.
    pub closes: Instant,
    /// Idempotency key: row and generation; a new generation after a failure the provider stored.
    pub key: String,
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

    /// Shuts a page and tells what became of it: refused because it was paid, it answers `Paid`.
    ///
    /// # Errors
    /// When the provider does not answer: the page may still be payable.
    async fn expire(&self, checkout: CheckoutId) -> Result<PageState, PortError>;

    /// Where a page stands.
    ///
    /// # Errors
    /// When the provider does not answer.
    async fn read(&self, checkout: CheckoutId) -> Result<PageState, PortError>;

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
}
