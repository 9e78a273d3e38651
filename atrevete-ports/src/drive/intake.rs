//! What comes in from outside becomes inbox rows, each under the key that makes it that event and no other.
//!
//! Invariant: an outside event is a wake-up: what the provider says when it is asked with our key is the input.

use super::Driver;
use crate::{Contact, Event, InboxLane, Incoming, NewEvent, OutboxId, PageState, PortError, Put, Said};
use atrevete_domain::{
    booking::{DeskEvent, PaymentRef},
    dialogue::ChannelId,
    values::{CaseId, CheckoutId, Id as _, Instant},
};

impl Driver {
    /// Stores a customer's message. `key` names it for ever (`msg:1:1099001`); a second one with it is known.
    ///
    /// # Errors
    /// When the inbox does not answer: the channel must deliver it again.
    pub async fn receive(
        &self,
        channel: &ChannelId,
        key: &str,
        from: Contact,
        said: Said,
        sent_at: Instant,
    ) -> Result<Put, PortError> {
        let now = self.ports.clock.now();
        let event = Event::Message(Incoming { from, said, sent_at });
        let mut row = NewEvent::now(InboxLane::Channel(channel.clone()), key, event, now);
        row.ready_at = now + self.settings.quiet;
        self.ports.inbox.put(row).await
    }

    /// A person took the conversation; from this call on nothing of ours leaves.
    ///
    /// # Errors
    /// When the inbox does not answer.
    pub async fn taken_over(&self, channel: &ChannelId, key: &str) -> Result<Put, PortError> {
        self.owner_event(channel, key, Event::TakenOver).await
    }

    /// A person gave the conversation back.
    ///
    /// # Errors
    /// When the inbox does not answer.
    pub async fn handed_back(&self, channel: &ChannelId, key: &str) -> Result<Put, PortError> {
        self.owner_event(channel, key, Event::HandedBack).await
    }

    /// The channel shows that Maite is switched off for a conversation: a person has it. `Ok(None)`: Maite knows that it
    /// is not hers, perhaps because she gave it away herself.
    ///
    /// # Errors
    /// When the store or the inbox does not answer.
    pub async fn switched_off(&self, channel: &ChannelId, key: &str) -> Result<Option<Put>, PortError> {
        let stored = self.ports.store.conversation(channel).await?;
        if stored.is_some_and(|talk| !talk.state.owner.is_maite()) {
            return Ok(None);
        }
        self.taken_over(channel, key).await.map(Some)
    }

    /// A message of ours that the channel had taken was refused further on: nobody will read it. Staff get a case, once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn undelivered(&self, message: OutboxId) -> Result<(), PortError> {
        self.open_case(CaseId::from_uuid(message.uuid()), self.ports.clock.now()).await
    }

    async fn owner_event(&self, channel: &ChannelId, key: &str, event: Event) -> Result<Put, PortError> {
        let now = self.ports.clock.now();
        self.ports.inbox.put(NewEvent::now(InboxLane::Channel(channel.clone()), key, event, now)).await
    }

    /// The provider says that something happened to a page: it is read, and what was read is stored. `Ok(None)`: no
    /// deposit knows the page, or there is nothing new.
    ///
    /// # Errors
    /// When the provider or the store does not answer: the provider must tell it again.
    pub async fn page_changed(&self, checkout: CheckoutId) -> Result<Option<Put>, PortError> {
        let Some(event) = self.news_of_page(checkout).await?.flatten() else { return Ok(None) };
        self.ports.inbox.put(event).await.map(Some)
    }

    /// The provider says that something happened to a payment of a page's: it is read, and what was read is stored.
    ///
    /// # Errors
    /// When the provider or the store does not answer: the provider must tell it again.
    pub async fn payment_changed(&self, payment: &PaymentRef, checkout: CheckoutId) -> Result<(), PortError> {
        let Some(found) = self.ports.payments.payment(payment).await? else { return Ok(()) };
        for event in self.news_of_payment(checkout, &found).await? {
            self.ports.inbox.put(event).await?;
        }
        Ok(())
    }

    /// Something befell a deposit or an appointment that only an outside reader could see (a dispute, a refund that came
    /// back); `key` names it for ever.
    ///
    /// # Errors
    /// When the inbox does not answer.
    pub async fn report(&self, lane: InboxLane, key: &str, event: DeskEvent) -> Result<Put, PortError> {
        let now = self.ports.clock.now();
        self.ports.inbox.put(NewEvent::now(lane, key, Event::Desk(event), now)).await
    }
}

/// The desk event for what was read of a page.
pub(super) fn desk_event(checkout: CheckoutId, state: PageState) -> DeskEvent {
    match state {
        PageState::Open { .. } => DeskEvent::StillOpen { checkout },
        PageState::Shut | PageState::Unknown => DeskEvent::Shut { checkout },
        PageState::Processing => DeskEvent::Processing { checkout },
        PageState::BankRefused => DeskEvent::BankRefused { checkout },
        PageState::Paid { amount, payment } => DeskEvent::Paid { checkout, amount, payment },
    }
}
