//! Chatwoot's webhook payloads, decoded. Pure: bytes in, a decision out.
//!
//! Two shapes arrive. In shape A the event is the root and holds the `conversation`; in shape B (automations,
//! `conversation_*` events) the conversation is the root and its newest message stands last in `messages`. Both decode
//! to the same [`Incoming`].
//!
//! Invariants: every input gives an answer and none a panic; nothing but the ids of conversation and message is
//! required; what tells a customer from a person of the salon is the direction of the message, never the sender alone.

use super::{
    attachment::attachment,
    decision::{Allowed, Author, Decision, Echo, Ignored, Incoming, Origin, Status, Switch, Takeover},
    field::{at, flag, instant, int, text},
    who,
};
use atrevete_domain::dialogue::ChannelId;
use serde_json::Value;
use thiserror::Error;

/// Our mark on a message we sent, in its `content_attributes`.
pub const OWN_KEY: &str = "atrevete_key";

/// The conversation's attribute by which staff switch the bot.
pub const SWITCH: &str = "atencion_automatica";

/// The conversation's attribute in which we note which pause of ours the switch stands for: a person who switches Maite
/// on again leaves it there, and so tells us what she ended.
pub const PAUSE: &str = "atrevete_pausa";

/// Why a payload cannot be read. Says nothing of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// It is not JSON.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line of the first fault.
        line: usize,
        /// Column of the first fault.
        column: usize,
    },
    /// It is JSON and no object.
    #[error("not a JSON object")]
    NotAnObject,
    /// Neither shape: there is no conversation in it.
    #[error("no conversation")]
    NoConversation,
    /// The conversation has no id.
    #[error("no conversation id")]
    NoConversationId,
    /// The message has no id.
    #[error("no message id")]
    NoMessageId,
}

/// What a payload means, whatever its account and inbox.
///
/// # Errors
/// When it is no payload of Chatwoot, or lacks an id.
pub fn decode(body: &[u8]) -> Result<Decision, DecodeError> {
    decode_within(body, &Allowed::default())
}

/// What a payload means to somebody who serves these accounts and inboxes.
///
/// # Errors
/// When it is no payload of Chatwoot, or lacks an id.
pub fn decode_within(body: &[u8], allowed: &Allowed) -> Result<Decision, DecodeError> {
    let root: Value = serde_json::from_slice(body)
        .map_err(|e| DecodeError::NotJson { line: e.line(), column: e.column() })?;
    if !root.is_object() {
        return Err(DecodeError::NotAnObject);
    }
    let event = at(&root, &["event"]).as_str().unwrap_or("message_created");
    let kind = if event.ends_with("message_created") {
        Kind::Message
    } else if event.ends_with("message_updated") {
        Kind::Update
    } else if event == "conversation_updated" {
        Kind::Conversation
    } else {
        return Ok(Decision::Ignore(Ignored::OtherEvent));
    };
    let Some(parts) = Parts::of(&root, allowed)? else { return Ok(Decision::Ignore(Ignored::NoMessage)) };
    if let Some(why) = allowed.refuses(parts.account(), parts.inbox(), parts.channel()) {
        return Ok(Decision::Ignore(why));
    }
    match kind {
        Kind::Message => parts.decide(),
        Kind::Update => parts.updated(),
        Kind::Conversation => parts.standing(),
    }
}

/// What an event tells of.
enum Kind {
    /// A new message.
    Message,
    /// A message whose delivery or attachments changed.
    Update,
    /// A conversation.
    Conversation,
}

/// A payload taken apart, whichever its shape.
pub(super) struct Parts<'a> {
    /// The conversation.
    pub(super) conversation: &'a Value,
    /// The message.
    pub(super) message: &'a Value,
    /// The message's copy within the conversation, where it is this message and not another one.
    pub(super) copy: &'a Value,
    allowed: &'a Allowed,
}

/// Which way a message goes.
pub(super) enum Direction {
    In,
    Out,
    Activity,
    Template,
    Unknown,
}

impl<'a> Parts<'a> {
    /// `None`: a conversation without a message, unless the conversation itself is the news.
    fn of(root: &'a Value, allowed: &'a Allowed) -> Result<Option<Self>, DecodeError> {
        let inside = at(root, &["conversation"]);
        if inside.is_object() {
            let last = last_message(inside);
            let own = int(at(root, &["id"]));
            let same = own.is_none() || int(at(last, &["id"])) == own;
            let copy = if same { last } else { &Value::Null };
            return Ok(Some(Self { conversation: inside, message: root, copy, allowed }));
        }
        if !at(root, &["messages"]).is_array() {
            return Err(DecodeError::NoConversation);
        }
        let message = last_message(root);
        let known = message.is_object() || at(root, &["event"]).as_str() == Some("conversation_updated");
        Ok(known.then_some(Self { conversation: root, message, copy: message, allowed }))
    }

    fn decide(&self) -> Result<Decision, DecodeError> {
        if self.is_note() && self.mark().is_none() {
            return Ok(Decision::Ignore(Ignored::PrivateNote));
        }
        let ignored = match self.direction() {
            Direction::In => self.unwanted(),
            Direction::Out => return self.outgoing(),
            Direction::Activity => Some(Ignored::Activity),
            Direction::Template => match self.mark() {
                Some(_) => return self.outgoing(),
                None => Some(Ignored::Template),
            },
            Direction::Unknown => Some(Ignored::UnknownKind),
        };
        match ignored {
            Some(why) => Ok(Decision::Ignore(why)),
            None => self.incoming(),
        }
    }

    /// A private note of staff.
    pub(super) fn is_note(&self) -> bool {
        self.of_message("private", flag) == Some(true)
    }

    /// Our mark on this message.
    pub(super) fn mark(&self) -> Option<&'a str> {
        self.on_message(&["content_attributes", OWN_KEY], text)
    }

    /// A field of the message, else of its copy.
    fn of_message<T>(&self, name: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        self.on_message(&[name], read)
    }

    pub(super) fn on_message<T>(&self, path: &[&str], read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        read(at(self.message, path)).or_else(|| read(at(self.copy, path)))
    }

    /// A field of the customer: the conversation's contact, also where the author is somebody else.
    fn of_contact<T>(&self, name: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        read(at(self.conversation, &["meta", "sender", name]))
            .or_else(|| self.on_message(&["sender", name], read))
    }

    fn account(&self) -> Option<i64> {
        let of = |value| int(at(value, &["account", "id"])).or_else(|| int(at(value, &["account_id"])));
        of(self.message)
            .or_else(|| of(self.conversation))
            .or_else(|| of(self.copy))
            .or_else(|| self.allowed.only_account())
    }

    /// The kind of inbox, by Chatwoot's name.
    fn channel(&self) -> Option<&'a str> {
        text(at(self.conversation, &["channel"]))
            .or_else(|| text(at(self.conversation, &["meta", "channel"])))
    }

    fn inbox(&self) -> Option<i64> {
        let paths: [&[&str]; 2] = [&["inbox", "id"], &["inbox_id"]];
        let of = |value| paths.iter().find_map(|path| int(at(value, path)));
        of(self.message)
            .or_else(|| of(self.conversation))
            .or_else(|| of(self.copy))
            .or_else(|| int(at(self.conversation, &["contact_inbox", "inbox_id"])))
    }

    pub(super) fn direction(&self) -> Direction {
        let kind = |value: &Value| {
            if let Some(number) = int(value) {
                return Some(match number {
                    0 => Direction::In,
                    1 => Direction::Out,
                    2 => Direction::Activity,
                    3 => Direction::Template,
                    _ => Direction::Unknown,
                });
            }
            Some(match text(value)?.to_lowercase().as_str() {
                "incoming" => Direction::In,
                "outgoing" => Direction::Out,
                "activity" => Direction::Activity,
                "template" => Direction::Template,
                _ => Direction::Unknown,
            })
        };
        self.of_message("message_type", kind).unwrap_or_else(|| match self.author() {
            // The direction is missing: only an author who is surely a customer makes it a customer's message.
            Some(author) if author == "contact" => Direction::In,
            _ => Direction::Unknown,
        })
    }

    /// What the author is, in small letters: `contact`, `user`, `agentbot`, `agent_bot`.
    fn author(&self) -> Option<String> {
        let stated =
            self.of_message("sender_type", text).or_else(|| self.on_message(&["sender", "type"], text));
        stated.map(str::to_lowercase)
    }

    /// Why a message that comes in is not for Maite.
    pub(super) fn unwanted(&self) -> Option<Ignored> {
        let stranger = self.author().is_some_and(|author| author != "contact");
        let blocked = self.of_contact("blocked", flag) == Some(true)
            || self.on_message(&["sender", "blocked"], flag) == Some(true);
        let names = [self.of_contact("identifier", text), self.source()];
        let group = names.into_iter().flatten().any(who::is_group);
        if stranger {
            Some(Ignored::NotAContact)
        } else if blocked {
            Some(Ignored::Blocked)
        } else {
            group.then_some(Ignored::Group)
        }
    }

    /// A message that leaves: ours, or a person's, who takes the conversation with it.
    fn outgoing(&self) -> Result<Decision, DecodeError> {
        if let Some(mark) = self.mark() {
            return Ok(Decision::Own(Echo { mark: mark.to_owned(), origin: self.origin()? }));
        }
        let echo = self.on_message(&["content_attributes", "external_echo"], flag) == Some(true);
        let signed = self.of_message("sender", |sender| sender.is_object().then_some(())).is_some();
        let by = match self.author().as_deref() {
            _ if echo => Author::PhoneApp,
            Some("user") => Author::Agent,
            // Somebody signed it and is not said to be a machine.
            None if signed => Author::Agent,
            _ => return Ok(Decision::Ignore(Ignored::Automation)),
        };
        Ok(Decision::Takeover(Takeover { origin: self.origin()?, by, switch: self.switch() }))
    }

    pub(super) fn incoming(&self) -> Result<Decision, DecodeError> {
        let mut origin = self.origin()?;
        let stated = [at(self.conversation, &["meta", "sender", "phone_number"])]
            .into_iter()
            .chain([self.message, self.copy].map(|of| at(of, &["sender", "phone_number"])));
        let identifier = self.of_contact("identifier", text);
        let Ok(phone) = who::phone(self.source(), identifier, stated) else {
            return Ok(Decision::Ignore(Ignored::InvalidPhone));
        };
        let content = self.of_message("content", text).unwrap_or_default().to_owned();
        let attachments: Vec<_> = self.raw_attachments().map(attachment).collect();
        let unsupported = self.on_message(&["content_attributes", "is_unsupported"], flag) == Some(true);
        if content.is_empty() && attachments.is_empty() && !unsupported {
            return Ok(Decision::Ignore(Ignored::Empty));
        }
        if attachments.iter().any(|a| a.transcript.is_some()) {
            // What Chatwoot hears it hears later: the words are another event than the note, which may be handled.
            origin.message_id.push_str(":transcript");
        }
        Ok(Decision::Message(Box::new(Incoming {
            origin,
            phone,
            profile: self.of_contact("name", text).map(str::to_owned),
            text: content,
            attachments,
            unsupported,
            sent_at: instant(at(self.copy, &["created_at"]))
                .or_else(|| self.of_message("created_at", instant)),
            can_reply: flag(at(self.conversation, &["can_reply"])),
            status: text(at(self.conversation, &["status"])).map(status),
            switch: self.switch(),
            pause: self.pause(),
        })))
    }

    pub(super) fn origin(&self) -> Result<Origin, DecodeError> {
        let conversation_id = int(at(self.conversation, &["id"])).ok_or(DecodeError::NoConversationId)?;
        let number = self.of_message("id", int).map(|id| id.to_string());
        let message_id = number
            .or_else(|| self.of_message("source_id", text).map(str::to_owned))
            .ok_or(DecodeError::NoMessageId)?;
        Ok(self.named(message_id, conversation_id))
    }

    pub(super) fn named(&self, message_id: String, conversation_id: i64) -> Origin {
        let (account, inbox) = (self.account(), self.inbox());
        let source = self.source();
        let source = source.map_or_else(|| format!("conversation-{conversation_id}"), str::to_owned);
        let channel = ChannelId(format!("chatwoot:{}:{source}", inbox.unwrap_or_default()));
        Origin { message_id, conversation_id, account, inbox, channel }
    }

    /// The channel's name for the customer: stays the same when a thread is closed and another one opened.
    fn source(&self) -> Option<&'a str> {
        let inbox = ["contact_inbox", "source_id"];
        text(at(self.conversation, &inbox))
            .or_else(|| text(at(self.copy, &["conversation", "contact_inbox", "source_id"])))
            .or_else(|| self.of_contact("identifier", text))
            .or_else(|| self.of_contact("phone_number", text))
    }

    pub(super) fn switch(&self) -> Switch {
        match flag(at(self.conversation, &["custom_attributes", SWITCH])) {
            None => Switch::Unset,
            Some(true) => Switch::On,
            Some(false) => Switch::Off,
        }
    }

    pub(super) fn pause(&self) -> Option<String> {
        text(at(self.conversation, &["custom_attributes", PAUSE])).map(str::to_owned)
    }

    pub(super) fn raw_attachments(&self) -> impl Iterator<Item = &'a Value> {
        let list = self.of_message("attachments", |list| list.as_array().filter(|list| !list.is_empty()));
        list.into_iter().flatten().filter(|item| item.is_object())
    }
}

/// The newest message of a conversation; `Null` where there is none.
fn last_message(conversation: &Value) -> &Value {
    at(conversation, &["messages"]).as_array().and_then(|list| list.last()).unwrap_or(&Value::Null)
}

fn status(name: &str) -> Status {
    match name {
        "open" => Status::Open,
        "pending" => Status::Pending,
        "resolved" => Status::Resolved,
        "snoozed" => Status::Snoozed,
        _ => Status::Unknown,
    }
}
