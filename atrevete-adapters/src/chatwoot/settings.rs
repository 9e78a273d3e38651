//! What the adapter has to be told.
//!
//! Invariant: two tokens, because no single one may do both: a bot's token sends and cannot read messages, an agent's
//! token reads and is no administrator's.

use super::safe::Markup;
use crate::http::Limits;
use atrevete_domain::wording::ApprovedKind;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// How Chatwoot is reached, and what of it is ours.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its address, with or without a slash at the end: `https://chat.example.org`.
    pub base: String,
    /// The account.
    pub account: i64,
    /// The bot's token: sends, assigns, labels.
    pub bot: SecretString,
    /// An agent's token, member of the WhatsApp inbox and of the team's: reads.
    pub agent: SecretString,
    /// What the WhatsApp inbox does with a text.
    pub markup: Markup,
    /// How the team is told.
    pub team: Team,
    /// Approved texts by what they are for; a kind that is absent leaves as a general notice, if there is one.
    pub templates: BTreeMap<ApprovedKind, Template>,
    /// How long calls may take.
    pub limits: Limits,
    /// How fast one person may be written to.
    pub pace: Rate,
}

/// How the team is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The conversation that everybody of the team sees: alerts and notices to stylists go there.
    pub conversation: i64,
    /// How.
    pub post: TeamPost,
    /// The team to which a conversation is given.
    pub assign: Option<i64>,
    /// The label that a handed-over conversation gets.
    pub label: Option<String>,
}

/// How something is written in the team's conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamPost {
    /// As a private note: seen in Chatwoot, whatever the conversation's window.
    Note,
    /// As a message that leaves, where the team's inbox is a channel of its own.
    Message,
}

/// An approved text as it is called in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language: `es`.
    pub language: String,
    /// Its category: `UTILITY`.
    pub category: String,
    /// Where the address of its button begins; what stands behind it is the button's value. `None`: no button.
    pub link_base: Option<String>,
}

/// A rate: so many at once, and one more each time this long has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// One more each.
    pub every: std::time::Duration,
}

impl Default for Rate {
    /// Well below what WhatsApp allows for one recipient (one each six seconds, with a debt of some dozens), so that
    /// what people of the salon write fits beside it.
    fn default() -> Self {
        Self { burst: 12, every: std::time::Duration::from_secs(6) }
    }
}
