//! Rows as Chatwoot tells them: in webhooks, in listings.

use super::{
    ACCOUNT, INBOX,
    rows::{Attachment, Message, Rows, Sender, account},
};
use serde_json::{Map, Value, json};

/// A message's webhook: the event is the root.
pub(super) fn message(rows: &Rows, event: &str, id: i64) -> Value {
    let m = &rows.messages[&id];
    let conversation = &rows.conversations[&m.conversation];
    let kind = ["incoming", "outgoing", "activity", "template"][usize::try_from(m.kind).unwrap_or(1)];
    let mut root = json!({
        "event": event,
        "id": m.id,
        "content": m.content,
        "content_type": m.content_type,
        "content_attributes": m.attributes,
        "additional_attributes": {},
        "message_type": kind,
        "private": m.private,
        "source_id": m.source,
        "created_at": m.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        "account": account(),
        "inbox": { "id": conversation.inbox, "name": "WhatsApp" },
        "sender": sender(rows, m, Told::InWebhook),
        "conversation": conversation_of(rows, m.conversation),
    });
    if !m.attachments.is_empty() {
        root["attachments"] = attachments(m);
    }
    root
}

/// A conversation's webhook: the conversation is the root.
pub(super) fn changed(rows: &Rows, event: &str, conversation: i64) -> Value {
    let mut root = conversation_of(rows, conversation);
    root["event"] = json!(event);
    root["changed_attributes"] = Value::Null;
    root["account"] = account();
    root
}

/// A message as an automation rule tells it: the conversation is the root, its newest message last.
pub(super) fn conversation_rooted(rows: &Rows, id: i64) -> Value {
    let m = &rows.messages[&id];
    let mut root = conversation_of(rows, m.conversation);
    root["messages"] = json!([nested(rows, m)]);
    root
}

/// A conversation in a webhook.
fn conversation_of(rows: &Rows, id: i64) -> Value {
    let c = &rows.conversations[&id];
    let last = rows.messages.values().rev().find(|m| m.conversation == id && !m.private && m.kind != 2);
    json!({
        "id": c.id, "inbox_id": c.inbox, "channel": channel(c.inbox), "status": c.status,
        "can_reply": can_reply(rows, id), "priority": c.priority, "labels": c.labels,
        "custom_attributes": c.attributes, "additional_attributes": {}, "snoozed_until": null, "unread_count": 1,
        "first_reply_created_at": null, "waiting_since": 0, "agent_last_seen_at": 0, "contact_last_seen_at": 0,
        "last_activity_at": c.active_at.timestamp(), "timestamp": c.active_at.timestamp(),
        "created_at": c.active_at.timestamp(),
        "updated_at": f64::from(u32::try_from(rows.now.timestamp()).unwrap_or_default()) + 0.25,
        "contact_inbox": { "id": 1, "contact_id": c.contact, "inbox_id": c.inbox, "source_id": c.source,
                           "pubsub_token": "SECRET" },
        "meta": { "sender": contact(rows, c.contact, Told::Nested), "assignee": null, "assignee_type": null,
                  "team": c.team.map(|id| json!({ "id": id })), "hmac_verified": false },
        "messages": last.map(|m| nested(rows, m)).into_iter().collect::<Vec<_>>(),
    })
}

/// A conversation in a listing.
pub(super) fn listed(rows: &Rows, id: i64) -> Value {
    let mut told = conversation_of(rows, id);
    let map = told.as_object_mut().expect("a conversation is an object");
    for absent in ["contact_inbox", "channel", "updated_at"] {
        map.remove(absent);
    }
    map.insert("account_id".to_owned(), json!(ACCOUNT));
    told["meta"]["channel"] = json!(channel(rows.conversations[&id].inbox));
    let last = rows.messages.values().rev().find(|m| m.conversation == id);
    told["messages"] = last.map(|m| nested(rows, m)).into_iter().collect();
    told
}

/// A message's copy within a conversation: kinds and times are numbers here.
fn nested(rows: &Rows, m: &Message) -> Value {
    let mut copy = listed_message(rows, m);
    let c = &rows.conversations[&m.conversation];
    let kind = match m.sender {
        Sender::Contact(_) => json!("Contact"),
        Sender::User(_) => json!("User"),
        Sender::Bot => json!("AgentBot"),
        Sender::Nobody => Value::Null,
    };
    copy["sender_type"] = kind;
    copy["account_id"] = json!(ACCOUNT);
    copy["processed_message_content"] = copy["content"].clone();
    copy["conversation"] = json!({ "assignee_id": null, "unread_count": 1,
        "last_activity_at": c.active_at.timestamp(), "contact_inbox": { "source_id": c.source } });
    copy
}

/// A message in a listing, and as the answer to a post.
pub(super) fn listed_message(rows: &Rows, m: &Message) -> Value {
    let mut told = json!({
        "id": m.id, "content": m.content, "inbox_id": rows.conversations[&m.conversation].inbox,
        "conversation_id": m.conversation, "message_type": m.kind, "content_type": m.content_type,
        "status": m.status, "content_attributes": m.attributes, "created_at": m.at.timestamp(),
        "private": m.private, "source_id": m.source, "sender": sender(rows, m, Told::Nested),
    });
    if !m.attachments.is_empty() {
        told["attachments"] = attachments(m);
    }
    told
}

/// Where somebody is told: only within a conversation a contact is said to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    InWebhook,
    Nested,
}

fn sender(rows: &Rows, m: &Message, told: Told) -> Value {
    match m.sender {
        Sender::Contact(id) => contact(rows, id, told),
        Sender::User(id) => {
            json!({ "id": id, "name": "Recepción", "email": "recepcion@salon.example", "type": "user" })
        }
        Sender::Bot => json!({ "id": 2, "name": "Bot", "type": "agent_bot" }),
        Sender::Nobody => Value::Null,
    }
}

fn contact(rows: &Rows, id: i64, told: Told) -> Value {
    let c = &rows.contacts[&id];
    let mut card = json!({
        "id": c.id, "name": c.name, "phone_number": c.phone, "email": null, "identifier": null,
        "thumbnail": "", "avatar": "", "blocked": false, "custom_attributes": {}, "additional_attributes": {},
    });
    match told {
        Told::InWebhook => card["account"] = account(),
        Told::Nested => card["type"] = json!("contact"),
    }
    card
}

fn attachments(m: &Message) -> Value {
    let told = |(index, a): (usize, &Attachment)| {
        json!({ "id": index, "message_id": m.id, "account_id": ACCOUNT, "file_type": a.kind, "extension": null,
                "data_url": a.url, "thumb_url": "", "file_size": 13637, "width": null, "height": null,
                "transcribed_text": "" })
    };
    m.attachments.iter().enumerate().map(told).collect()
}

fn channel(inbox: i64) -> &'static str {
    if inbox == INBOX { "Channel::Whatsapp" } else { "Channel::Api" }
}

/// Whether the window of 24 hours is open.
pub(super) fn can_reply(rows: &Rows, conversation: i64) -> bool {
    let c = &rows.conversations[&conversation];
    c.inbox != INBOX || c.heard_at.is_some_and(|at| rows.now < at + chrono::TimeDelta::hours(24))
}

/// A conversation's attributes as the API answers them.
pub(super) fn attributes(all: &Map<String, Value>) -> Value {
    json!({ "custom_attributes": all })
}

/// JSON as Rails writes it: a signature over anything else fails.
pub(super) fn as_rails_writes(payload: &Value) -> String {
    let text = payload.to_string();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
