//! A fast copy of who has a conversation, for panels and tools.
//!
//! Invariant: nobody asks it for permission to speak; that is read from the database.

use super::Redis;
use atrevete_domain::values::ConversationId;
use atrevete_ports::{Owned, PortError};
use deadpool_redis::redis::Cmd;

/// A copy that nobody refreshed is dropped after this many seconds.
const KEPT: u32 = 24 * 60 * 60;

impl Redis {
    /// Writes who has a conversation.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn show_owner(&self, conversation: ConversationId, owned: Owned) -> Result<(), PortError> {
        let mut command = Cmd::new();
        match owned {
            Owned::ByPerson => command.arg("SET").arg(key(conversation)).arg("true").arg("EX").arg(KEPT),
            Owned::ByMaite => command.arg("DEL").arg(key(conversation)),
        };
        self.ask::<deadpool_redis::redis::Value>(&command).await.map(drop)
    }
}

fn key(conversation: ConversationId) -> String {
    format!("conversation:{conversation}:human_mode")
}
