//! Wake-ups between processes: who stored something tells, who waits hears.

use super::Redis;
use atrevete_ports::PortError;
use futures_util::StreamExt as _;
use std::time::Duration;

/// How long to wait before listening again after the connection broke.
const AGAIN: Duration = Duration::from_secs(1);

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A customer's message.
    Message,
    /// Something about money.
    Payment,
}

impl Topic {
    const ALL: [Self; 2] = [Self::Message, Self::Payment];

    /// The channel's name.
    pub fn channel(self) -> &'static str {
        match self {
            Self::Message => "incoming_messages",
            Self::Payment => "payment_events",
        }
    }
}

impl Redis {
    /// Tells every process that something was stored. What it says is a word: the row is in the database.
    ///
    /// # Errors
    /// When Redis does not answer; nothing is lost, the others look by themselves.
    pub async fn tell(&self, topic: Topic) -> Result<(), PortError> {
        self.publish(topic.channel(), "1").await
    }

    /// Calls `wake` for everything that is told, for ever; listens again when the connection breaks, and wakes then too,
    /// because something may have been told meanwhile.
    pub async fn listen(&self, wake: impl Fn(Topic)) -> std::convert::Infallible {
        loop {
            if let Ok(mut heard) = self.client.get_async_pubsub().await {
                let mut listening = true;
                for topic in Topic::ALL {
                    listening &= heard.subscribe(topic.channel()).await.is_ok();
                }
                if listening {
                    Topic::ALL.into_iter().for_each(&wake);
                    let mut messages = heard.on_message();
                    while let Some(message) = messages.next().await {
                        let channel = message.get_channel_name().to_owned();
                        Topic::ALL.into_iter().filter(|t| t.channel() == channel).for_each(&wake);
                    }
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}
