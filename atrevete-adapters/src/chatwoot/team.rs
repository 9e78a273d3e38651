//! What the salon's people are told, in Chatwoot.
//!
//! A handoff leaves its note in the customer's own conversation and shows it there: the switch is off, the conversation
//! open, labelled and with its team. Everybody's conversation gets a line that quotes nobody.
//!
//! Invariants: a customer's words stand in her own conversation only; attributes and labels that are not ours stay.

use super::{
    Chatwoot,
    client::paused,
    post::{self, Post},
    settings::TeamPost,
};
use async_trait::async_trait;
use atrevete_domain::wording::staff;
use atrevete_ports::{Fault, HandoffNotice, Notifications, OutboxId, PortError, StylistNotice, TeamAlert};

const PORT: &str = "notifications";
/// The part of a row that goes to the team's conversation.
const TEAM: &str = "team";

#[async_trait]
impl Notifications for Chatwoot {
    async fn tell_stylist(&self, key: OutboxId, notice: &StylistNotice) -> Result<(), PortError> {
        let urgent = if notice.urgent { "Hoy. " } else { "" };
        let text = format!("{urgent}{}: {}", notice.name, notice.text);
        self.tell_team(key, "", notice.attempt, &text).await
    }

    async fn hand_off(&self, key: OutboxId, notice: &HandoffNotice) -> Result<(), PortError> {
        let mut link = String::new();
        if let Some(thread) = &notice.thread {
            let conversation = self.conversation_of(PORT, thread)?;
            self.merge_attributes(PORT, conversation, &paused(&key.to_string())).await?;
            let note = post::note(key, "", &notice.text);
            self.post_all(PORT, conversation, notice.attempt, &[note]).await?;
            self.show(conversation, notice).await?;
            link = self.link(conversation);
        }
        let urgent = if notice.handoff.urgent { "Urgente. " } else { "" };
        let text =
            format!("{urgent}Una conversación espera: {}.\n{link}", staff::reason(notice.handoff.reason));
        self.tell_team(key, TEAM, notice.attempt, text.trim_end()).await
    }

    async fn alert_team(&self, key: OutboxId, alert: &TeamAlert) -> Result<(), PortError> {
        let conversation =
            alert.thread.as_ref().map(|thread| self.conversation_of(PORT, thread)).transpose()?;
        let link = conversation.map(|conversation| self.link(conversation)).unwrap_or_default();
        let text = format!("{}\n{link}", alert.text);
        self.tell_team(key, "", alert.attempt, text.trim_end()).await
    }
}

impl Chatwoot {
    /// Makes a handed-over conversation one that is seen. A team or a label that no longer exists is no reason to leave
    /// the handoff undone: `check` tells of it.
    async fn show(&self, conversation: i64, notice: &HandoffNotice) -> Result<(), PortError> {
        let team = &self.settings().team;
        bearable(self.ask(PORT, &self.calls().open(conversation)).await)?;
        if let Some(id) = team.assign {
            bearable(self.ask(PORT, &self.calls().assign(conversation, id)).await)?;
        }
        if let Some(label) = &team.label {
            bearable(self.add_label(PORT, conversation, label).await)?;
        }
        if notice.handoff.urgent {
            bearable(self.ask(PORT, &self.calls().urgent(conversation)).await)?;
        }
        Ok(())
    }

    /// Writes in the team's conversation.
    async fn tell_team(&self, key: OutboxId, part: &str, attempt: u16, text: &str) -> Result<(), PortError> {
        let team = &self.settings().team;
        let post: Post = match team.post {
            TeamPost::Note => post::note(key, part, text),
            TeamPost::Message => post::text(key, part, text, self.settings().markup),
        };
        self.post_all(PORT, team.conversation, attempt, &[post]).await
    }

    /// Where a conversation is seen in Chatwoot.
    fn link(&self, conversation: i64) -> String {
        let settings = self.settings();
        let base = settings.base.trim_end_matches('/');
        format!("{base}/app/accounts/{}/conversations/{conversation}", settings.account)
    }
}

/// What was refused once and for all is left; what may work later fails the whole.
fn bearable<T>(answer: Result<T, PortError>) -> Result<(), PortError> {
    match answer {
        Err(error) if error.fault == Fault::Rejected => {
            tracing::warn!("part of a handoff was refused by Chatwoot: run check");
            Ok(())
        }
        other => other.map(|_| ()),
    }
}
