//! Who is behind a channel identity, and how a customer is reached.

use crate::PortError;
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::ChannelId,
    values::{CustomerId, Phone},
};

/// The link between people and channel identities. Links are written by [`Store::commit`](crate::Store::commit).
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Customers: Send + Sync {
    /// The person behind an identity: by the identity itself, else by the phone that the *channel* tells (never one that
    /// was typed).
    ///
    /// # Errors
    /// When the store does not answer.
    async fn identify(
        &self,
        channel: &ChannelId,
        phone: Option<Phone>,
    ) -> Result<Option<CustomerId>, PortError>;

    /// The identity with which a person wrote last; for somebody without one, that of the person who booked for her
    /// first. `None`: nobody can be told by message.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn reach(&self, customer: CustomerId) -> Result<Option<ChannelId>, PortError>;
}
