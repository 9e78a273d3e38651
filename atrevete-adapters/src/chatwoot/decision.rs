//! What a webhook's payload means for Maite: a message, a person who writes, or nothing and why.
//!
//! Invariant: of a payload that is not a customer's message no text is kept.

use atrevete_domain::{
    dialogue::{ChannelId, Media, ThreadId},
    values::{Instant, Phone},
};
use atrevete_ports::{Contact, Said};

/// What is to be done with a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A customer wrote to Maite.
    Message(Box<Incoming>),
    /// A person of the salon wrote: the conversation is hers.
    Takeover(Takeover),
    /// A conversation changed; its switch stands like this.
    Standing(Standing),
    /// A message of ours that comes back: Chatwoot has it.
    Own(Echo),
    /// A message of ours that WhatsApp refused after Chatwoot had taken it.
    Undelivered(Undelivered),
    /// Nothing.
    Ignore(Ignored),
}

/// Where something comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The message's number in Chatwoot, else the channel's own name for it.
    pub message_id: String,
    /// The conversation's display number: replies go to it.
    pub conversation_id: i64,
    /// The account, where the payload tells it.
    pub account: Option<i64>,
    /// The inbox, where the payload tells it.
    pub inbox: Option<i64>,
    /// The customer as the channel knows her, within this inbox.
    pub channel: ChannelId,
}

/// A customer's message, normalised from either shape of payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where it comes from.
    pub origin: Origin,
    /// Her number; absent for people who only have a user name.
    pub phone: Option<Phone>,
    /// Her profile's name: a hint, never trusted.
    pub profile: Option<String>,
    /// What she typed, or the caption; empty for a bare voice note.
    pub text: String,
    /// What came with it.
    pub attachments: Vec<Attachment>,
    /// The channel could not show it in Chatwoot (a poll, a view-once photo).
    pub unsupported: bool,
    /// When it was sent, where the payload tells it.
    pub sent_at: Option<Instant>,
    /// Whether a free text may be sent now (the channel's window of 24 hours).
    pub can_reply: Option<bool>,
    /// The conversation's state in Chatwoot; a new message reopens a closed one.
    pub status: Option<Status>,
    /// The bot switch as it stood.
    pub switch: Switch,
    /// Our mark beside the switch: which pause of ours it stands for.
    pub pause: Option<String>,
}

/// How a conversation's switch stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which conversation; its `message_id` names this state of it.
    pub origin: Origin,
    /// Off or on; a conversation whose switch was never set is no news.
    pub switch: Switch,
    /// Our mark beside the switch.
    pub pause: Option<String>,
}

/// A message of ours as Chatwoot tells it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// The mark under which it was sent.
    pub mark: String,
    /// Where.
    pub origin: Origin,
}

/// A message of ours that never reached anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// The mark under which it was sent.
    pub mark: String,
    /// Where.
    pub origin: Origin,
    /// WhatsApp's number for the reason, if it was told: 131047 is a closed window.
    pub code: Option<u32>,
}

/// A person of the salon who wrote in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// Where.
    pub origin: Origin,
    /// From where she wrote.
    pub by: Author,
    /// The switch as it stood: one that is on shall show that she has it now.
    pub switch: Switch,
}

/// From where a person of the salon wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// In Chatwoot.
    Agent,
    /// From the business app on the salon's telephone.
    PhoneApp,
}

/// The conversation's attribute by which staff switch the bot off and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Switch {
    /// Never set: first contact.
    Unset,
    /// On.
    On,
    /// Off.
    Off,
}

/// A conversation's state in Chatwoot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Open.
    Open,
    /// With the bot, in inboxes that have one.
    Pending,
    /// Closed.
    Resolved,
    /// Put off.
    Snoozed,
    /// A state this version does not know.
    Unknown,
}

/// Something that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What kind of thing.
    pub kind: AttachmentKind,
    /// Where it can be fetched: signed, redirecting, may expire. Not to be logged.
    pub url: Option<String>,
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// What Chatwoot heard in it.
    pub transcript: Option<String>,
}

/// A kind of attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttachmentKind {
    /// A voice note.
    Audio,
    /// A photo.
    Image,
    /// A film.
    Video,
    /// A document.
    File,
    /// A place.
    Location,
    /// A contact card.
    Contact,
    /// The preview of a link in the text: no thing of its own.
    Preview,
    /// A kind this version does not know.
    Unknown,
}

/// Why nothing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    /// Not the event of a new message.
    OtherEvent,
    /// The conversation carries no message.
    NoMessage,
    /// Another account's.
    OtherAccount,
    /// Another inbox's.
    OtherInbox,
    /// From an inbox of another kind than those whose identities can be trusted.
    OtherChannel,
    /// A note among staff.
    PrivateNote,
    /// Written by an automation or another bot.
    Automation,
    /// A line of Chatwoot about the conversation.
    Activity,
    /// A template of ours that comes back.
    Template,
    /// A kind of message this version does not know.
    UnknownKind,
    /// Comes in, and not from a contact.
    NotAContact,
    /// The sender is blocked.
    Blocked,
    /// A group chat or a broadcast.
    Group,
    /// A number that cannot exist.
    InvalidPhone,
    /// No text and nothing with it.
    Empty,
}

impl Ignored {
    /// The reason as it stands in answers and logs.
    pub fn reason(self) -> &'static str {
        match self {
            Self::OtherEvent => "other_event",
            Self::NoMessage => "no_message",
            Self::OtherAccount => "other_account",
            Self::OtherInbox => "other_inbox",
            Self::OtherChannel => "other_channel",
            Self::PrivateNote => "private_note",
            Self::Automation => "automation",
            Self::Activity => "activity",
            Self::Template => "template",
            Self::UnknownKind => "unknown_kind",
            Self::NotAContact => "not_a_contact",
            Self::Blocked => "blocked",
            Self::Group => "group",
            Self::InvalidPhone => "invalid_phone",
            Self::Empty => "empty",
        }
    }
}

/// Whose messages are accepted; an empty list accepts all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allowed {
    /// Accounts.
    pub accounts: Vec<i64>,
    /// Inboxes.
    pub inboxes: Vec<i64>,
    /// Kinds of inbox by Chatwoot's name (`Channel::Whatsapp`). In a web widget a visitor types the number she likes.
    pub channels: Vec<String>,
}

impl Allowed {
    /// Why a payload of this account and inbox is not for us. One that names no inbox is refused where inboxes are
    /// listed, since the team's own group would answer itself; one that names no account is believed.
    pub(super) fn refuses(
        &self,
        account: Option<i64>,
        inbox: Option<i64>,
        channel: Option<&str>,
    ) -> Option<Ignored> {
        let foreign = account.is_some_and(|id| !self.accounts.is_empty() && !self.accounts.contains(&id));
        let elsewhere = !self.inboxes.is_empty() && !inbox.is_some_and(|id| self.inboxes.contains(&id));
        let strange = channel.is_some_and(|kind| {
            !self.channels.is_empty() && !self.channels.iter().any(|known| known == kind)
        });
        if foreign {
            Some(Ignored::OtherAccount)
        } else if elsewhere {
            Some(Ignored::OtherInbox)
        } else {
            strange.then_some(Ignored::OtherChannel)
        }
    }

    /// The account of a payload that names none: the only one that is served, so that a message has one key whichever
    /// way it came.
    pub(super) fn only_account(&self) -> Option<i64> {
        match self.accounts.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

impl Origin {
    /// What names the message for ever, as the key of its inbox row: the same from the webhook in either shape and from
    /// a listing.
    pub fn key(&self) -> String {
        format!("chatwoot:{}:{}", self.account.unwrap_or_default(), self.message_id)
    }

    /// Where replies go: the display number is unique within its account only.
    pub fn thread(&self) -> ThreadId {
        ThreadId(format!("{}/{}", self.account.unwrap_or_default(), self.conversation_id))
    }
}

impl Incoming {
    /// The sender as the store wants to know her.
    pub fn contact(&self) -> Contact {
        Contact { thread: self.origin.thread(), phone: self.phone.clone(), profile: self.profile.clone() }
    }

    /// The message as the dialogue wants to hear it: typed text and what was heard in voice notes, else the first thing
    /// that came, with its caption.
    pub fn said(&self) -> Said {
        let heard = self.attachments.iter().filter_map(|a| a.transcript.as_deref());
        let typed = Some(self.text.as_str()).filter(|text| !text.is_empty());
        let words: Vec<&str> = typed.into_iter().chain(heard).collect();
        let media = self.media();
        match media {
            None => Said::Text(words.join("\n")),
            Some(media) => Said::Media {
                media,
                caption: (!words.is_empty()).then(|| words.join("\n")),
                source: (media == Media::Voice).then(|| self.voice()).flatten(),
            },
        }
    }

    /// Where the first voice note that nobody has heard can be fetched.
    fn voice(&self) -> Option<String> {
        let mut notes =
            self.attachments.iter().filter(|a| a.kind == AttachmentKind::Audio && a.transcript.is_none());
        notes.find_map(|a| a.url.clone())
    }

    /// What came that is not in words.
    fn media(&self) -> Option<Media> {
        let silent = self.attachments.iter().filter(|a| a.transcript.is_none());
        let first = silent.filter_map(|a| a.kind.media()).min();
        first.or_else(|| (self.unsupported && self.text.is_empty()).then_some(Media::Other))
    }
}

impl AttachmentKind {
    /// What it is to the dialogue; nothing for what is only an ornament of the text.
    fn media(self) -> Option<Media> {
        match self {
            Self::Audio => Some(Media::Voice),
            Self::Image => Some(Media::Photo),
            Self::Preview => None,
            Self::Video | Self::File | Self::Location | Self::Contact | Self::Unknown => Some(Media::Other),
        }
    }
}
