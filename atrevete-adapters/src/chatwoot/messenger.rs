//! Messages to customers.
//!
//! Invariant: a message is one message at the customer's, however often it is tried; where it had to be split, its parts
//! arrive in order.

use super::{Chatwoot, post};
use async_trait::async_trait;
use atrevete_ports::{Fault, Manner, Messenger, Outbound, PortError};

const PORT: &str = "messenger";

#[async_trait]
impl Messenger for Chatwoot {
    async fn send(&self, message: &Outbound) -> Result<(), PortError> {
        let conversation = self.conversation_of(PORT, &message.thread)?;
        let posts = post::of_message(message, self.settings())
            .map_err(|why| PortError::new(PORT, Fault::Rejected).because(why))?;
        if message.manner != Manner::Suggestion {
            self.paced(PORT, conversation, posts.len())?;
        }
        self.post_all(PORT, conversation, message.attempt, &posts).await
    }
}
