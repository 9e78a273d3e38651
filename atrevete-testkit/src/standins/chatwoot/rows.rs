//! What the stand-in keeps.
//!
//! Invariant: every change that Chatwoot would tell by webhook leaves a delivery, our own changes among them.

use super::{ACCOUNT, Asked, Delivery, INBOX, TEAM_CONVERSATION, TEAM_INBOX, Trouble, payload, whatsapp};
use atrevete_domain::values::Instant;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A contact.
#[derive(Debug, Clone)]
pub(super) struct Contact {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) phone: Option<String>,
}

/// A conversation.
#[derive(Debug, Clone)]
pub(super) struct Conversation {
    pub(super) id: i64,
    pub(super) inbox: i64,
    pub(super) contact: i64,
    pub(super) source: String,
    pub(super) status: String,
    pub(super) attributes: Map<String, Value>,
    pub(super) labels: Vec<String>,
    pub(super) team: Option<i64>,
    pub(super) priority: Option<String>,
    pub(super) active_at: Instant,
    pub(super) heard_at: Option<Instant>,
}

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its number.
    pub id: i64,
    /// Its conversation.
    pub conversation: i64,
    /// Its text, after Liquid.
    pub content: Option<String>,
    /// 0 in, 1 out, 2 activity, 3 template.
    pub kind: i64,
    /// A note among staff.
    pub private: bool,
    /// `text`, `input_select`.
    pub content_type: String,
    /// What was sent along, our mark among it.
    pub attributes: Map<String, Value>,
    /// The channel's name for it.
    pub source: Option<String>,
    /// The approved text that carries it.
    pub template: Option<Value>,
    /// `sent`, `failed`.
    pub status: String,
    /// Who wrote it.
    pub sender: Sender,
    /// When.
    pub at: Instant,
    /// What came with it.
    pub attachments: Vec<Attachment>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The customer.
    Contact(i64),
    /// A person of the salon.
    User(i64),
    /// The bot whose token was used.
    Bot,
    /// Nobody whom Chatwoot knows.
    Nobody,
}

/// What came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// `audio`, `image`.
    pub kind: String,
    /// Where it is.
    pub url: String,
}

/// All rows, the clock they go by, and what waits.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(super) now: Instant,
    pub(super) contacts: BTreeMap<i64, Contact>,
    pub(super) conversations: BTreeMap<i64, Conversation>,
    pub(super) messages: BTreeMap<i64, Message>,
    /// Approved texts by name, with their bodies.
    pub(super) approved: BTreeMap<String, String>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) complaints: Vec<String>,
    pub(super) troubles: Vec<(Asked, Trouble)>,
    pub(super) later: Vec<(String, i64, Value)>,
    pub(super) posts: usize,
    next: i64,
}

impl Rows {
    pub(super) fn new(now: Instant) -> Self {
        let mut rows = Self {
            now,
            contacts: BTreeMap::new(),
            conversations: BTreeMap::new(),
            messages: BTreeMap::new(),
            approved: BTreeMap::new(),
            deliveries: Vec::new(),
            complaints: Vec::new(),
            troubles: Vec::new(),
            later: Vec::new(),
            posts: 0,
            next: 1000,
        };
        let team = rows.contact("Equipo", None);
        rows.open(TEAM_CONVERSATION, TEAM_INBOX, team, "team".to_owned());
        rows
    }

    fn fresh(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    fn contact(&mut self, name: &str, phone: Option<String>) -> i64 {
        let id = self.fresh();
        self.contacts.insert(id, Contact { id, name: name.to_owned(), phone });
        id
    }

    fn open(&mut self, id: i64, inbox: i64, contact: i64, source: String) {
        let conversation = Conversation {
            id,
            inbox,
            contact,
            source,
            status: "pending".to_owned(),
            attributes: Map::new(),
            labels: Vec::new(),
            team: None,
            priority: None,
            active_at: self.now,
            heard_at: None,
        };
        self.conversations.insert(id, conversation);
    }

    pub(super) fn customer(&mut self, source: &str, name: &str) -> i64 {
        let digits = source.bytes().all(|b| b.is_ascii_digit());
        let contact = self.contact(name, digits.then(|| format!("+{source}")));
        let id = self.fresh();
        self.open(id, INBOX, contact, source.to_owned());
        id
    }

    /// # Panics
    /// When there is no such conversation.
    pub(super) fn conversation(&mut self, id: i64) -> &mut Conversation {
        self.conversations.get_mut(&id).expect("the conversation exists")
    }

    pub(super) fn contact_of(&mut self, conversation: i64) -> &mut Contact {
        let id = self.conversation(conversation).contact;
        self.contacts.get_mut(&id).expect("a conversation has a contact")
    }

    /// Stores a message and tells of it.
    pub(super) fn store(&mut self, mut message: Message) -> i64 {
        let id = self.fresh();
        (message.id, message.at) = (id, self.now);
        let (now, incoming) = (self.now, message.kind == 0);
        let conversation = self.conversation(message.conversation);
        conversation.active_at = now;
        if incoming {
            conversation.heard_at = Some(now);
        }
        self.messages.insert(id, message);
        self.tell("message_created", payload::message(self, "message_created", id));
        id
    }

    pub(super) fn incoming(
        &mut self,
        conversation: i64,
        text: Option<&str>,
        attachments: Vec<Attachment>,
    ) -> i64 {
        let contact = self.conversation(conversation).contact;
        if self.conversation(conversation).status == "resolved" {
            self.conversation(conversation).status = "pending".to_owned();
        }
        let source = Some(format!("wamid.{}", self.next + 1));
        let message =
            Message { source, attachments, ..blank(conversation, text, 0, Sender::Contact(contact)) };
        self.store(message)
    }

    pub(super) fn outgoing(&mut self, conversation: i64, text: &str, sender: Sender, private: bool) -> i64 {
        self.store(Message { private, ..blank(conversation, Some(text), 1, sender) })
    }

    pub(super) fn phone_app(&mut self, conversation: i64, text: &str) -> i64 {
        let attributes = Map::from_iter([("external_echo".to_owned(), json!(true))]);
        let source = Some(format!("wamid.{}", self.next + 1));
        self.store(Message { attributes, source, ..blank(conversation, Some(text), 1, Sender::Nobody) })
    }

    pub(super) fn switch(&mut self, conversation: i64, on: &Value) {
        let attributes = &mut self.conversation(conversation).attributes;
        if on.is_null() {
            attributes.remove("atencion_automatica");
        } else {
            attributes.insert("atencion_automatica".to_owned(), on.clone());
        }
        self.changed(conversation);
    }

    pub(super) fn resolve(&mut self, conversation: i64) {
        self.conversation(conversation).status = "resolved".to_owned();
        self.tell(
            "conversation_status_changed",
            payload::changed(self, "conversation_status_changed", conversation),
        );
    }

    /// A conversation changed, by whomever: Chatwoot does not say.
    pub(super) fn changed(&mut self, conversation: i64) {
        self.tell("conversation_updated", payload::changed(self, "conversation_updated", conversation));
    }

    pub(super) fn fail(&mut self, id: i64, error: &str) {
        let message = self.messages.get_mut(&id).expect("the message exists");
        message.status = "failed".to_owned();
        message.attributes.insert("external_error".to_owned(), json!(error));
        self.tell("message_updated", payload::message(self, "message_updated", id));
    }

    pub(super) fn approve(&mut self, name: &str, body: &str) {
        self.approved.insert(name.to_owned(), body.to_owned());
    }

    fn tell(&mut self, event: &str, payload: Value) {
        let id = format!("00000000-0000-4000-8000-{:012}", self.fresh());
        self.deliveries.push(Delivery { event: event.to_owned(), id, payload });
    }

    /// The trouble for a request of this kind, if there is any; it is used up.
    pub(super) fn troubled(&mut self, asked: Asked) -> Option<Trouble> {
        let at = self.troubles.iter().position(|(kind, _)| *kind == asked)?;
        Some(self.troubles.remove(at).1)
    }

    /// Sends what was stored to WhatsApp, which may refuse it.
    pub(super) fn pass_on(&mut self, id: i64) {
        if let Err(error) = whatsapp::takes(self, id) {
            self.fail(id, &error);
        }
    }
}

/// A message with nothing special about it.
pub(super) fn blank(conversation: i64, text: Option<&str>, kind: i64, sender: Sender) -> Message {
    Message {
        id: 0,
        conversation,
        content: text.map(str::to_owned),
        kind,
        private: false,
        content_type: "text".to_owned(),
        attributes: Map::new(),
        source: None,
        template: None,
        status: "sent".to_owned(),
        sender,
        at: Instant::UNIX_EPOCH,
        attachments: Vec::new(),
    }
}

/// The account in every payload.
pub(super) fn account() -> Value {
    json!({ "id": ACCOUNT, "name": "Salón" })
}
