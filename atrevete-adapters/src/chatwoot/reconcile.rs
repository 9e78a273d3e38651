//! What was never delivered: Chatwoot sends each account webhook once, and a restart of ours at that moment loses it. So
//! the newest conversations are listed, and whatever stands in them goes the way of the webhook, under the same keys.
//!
//! The first message of somebody nobody knows is found like every other one, since conversations are listed by their last
//! activity and not by what we know.
//!
//! Invariants: what is found has the identity and the key that the webhook would have given it, or it is left alone;
//! nothing older than `since` is touched, so that a salon that starts with Maite does not have last week answered.

use super::{
    Chatwoot,
    calls::{self, mark_on},
    decision::{Allowed, Decision, Ignored},
    field::{at, instant, int, text},
    wire::decode_within,
};
use atrevete_domain::values::Instant;
use atrevete_ports::PortError;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

const PORT: &str = "messenger";
/// Pages of conversations in one pass; a page has 25.
const CONVERSATIONS: u32 = 20;
/// Pages of messages in one conversation and pass; a page has 20.
const MESSAGES: usize = 10;

/// Looks for what was never delivered.
#[derive(Debug)]
pub struct Reconciler {
    chatwoot: Arc<Chatwoot>,
    allowed: Allowed,
    /// The newest message of each conversation whose messages have all been stored.
    seen: Mutex<BTreeMap<i64, i64>>,
}

/// What one conversation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub conversation: i64,
    /// What follows from its messages and its switch, in order; most of it is known.
    pub decisions: Vec<Decision>,
    newest: Option<i64>,
}

impl Reconciler {
    /// Looks through the inboxes that are served.
    pub fn new(chatwoot: Arc<Chatwoot>, allowed: Allowed) -> Self {
        Self { chatwoot, allowed, seen: Mutex::default() }
    }

    /// What stands in conversations with activity since then: the later of a day ago and the moment from which Maite
    /// answers in this salon.
    ///
    /// # Errors
    /// When Chatwoot does not answer; the next pass finds the same.
    pub async fn pass(&self, since: Instant) -> Result<Vec<Found>, PortError> {
        let mut found = Vec::new();
        for inbox in &self.allowed.inboxes {
            for conversation in self.active(*inbox, since).await? {
                found.extend(self.within(&conversation, *inbox, since).await?);
            }
        }
        Ok(found)
    }

    /// All of it was stored: it need not be listed again.
    pub fn stored(&self, found: &Found) {
        let Some(newest) = found.newest else { return };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = seen.entry(found.conversation).or_insert(newest);
        *kept = newest.max(*kept);
    }

    fn seen(&self, conversation: i64) -> Option<i64> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(&conversation).copied()
    }

    /// The inbox's conversations with activity since then.
    async fn active(&self, inbox: i64, since: Instant) -> Result<Vec<Value>, PortError> {
        let mut all: Vec<Value> = Vec::new();
        for page in 1..=CONVERSATIONS {
            let answer = self.chatwoot.ask(PORT, &self.chatwoot.calls().conversations(inbox, page)).await?;
            let listed = calls::conversations(&answer).map_err(|error| error.at(PORT))?;
            let last = listed.iter().any(|c| last_activity(c).is_some_and(|at| at < since));
            let none = listed.is_empty();
            all.extend(listed.into_iter().filter(|c| last_activity(c).is_none_or(|at| at >= since)));
            if last || none {
                break;
            }
        }
        Ok(all)
    }

    async fn within(
        &self,
        conversation: &Value,
        inbox: i64,
        since: Instant,
    ) -> Result<Option<Found>, PortError> {
        let Some(id) = int(at(conversation, &["id"])) else { return Ok(None) };
        let seen = self.seen(id);
        let newest =
            at(conversation, &["messages"]).as_array().and_then(|m| m.iter().filter_map(id_of).max());
        let messages = if newest.is_some() && newest <= seen {
            Vec::new()
        } else {
            self.messages(id, seen, since).await?
        };
        let standing = at(conversation, &["custom_attributes"]);
        if messages.is_empty() && standing.as_object().is_none_or(serde_json::Map::is_empty) {
            return Ok(None);
        }
        let Some(source) = self.source(conversation, inbox).await? else {
            tracing::warn!(conversation = id, "a listed conversation names no identity and is left alone");
            return Ok(None);
        };
        let newest = messages.iter().filter_map(id_of).max();
        let decisions = decisions(conversation, &source, &messages, &self.allowed);
        Ok(Some(Found { conversation: id, decisions, newest }))
    }

    /// The messages of a conversation that came after `seen` and since then, in order.
    async fn messages(&self, id: i64, seen: Option<i64>, since: Instant) -> Result<Vec<Value>, PortError> {
        let mut all: BTreeMap<i64, Value> = BTreeMap::new();
        let mut before = None;
        for _ in 0..MESSAGES {
            let answer = self.chatwoot.ask(PORT, &self.chatwoot.calls().messages(id, before)).await?;
            let page = calls::messages(&answer).map_err(|error| error.at(PORT))?;
            let oldest = page.iter().filter_map(id_of).min();
            let reached = page.iter().any(|m| id_of(m) <= seen || !is_since(m, since));
            let fresh = page.into_iter().filter(|m| id_of(m) > seen && is_since(m, since));
            all.extend(fresh.filter_map(|m| Some((id_of(&m)?, m))));
            if reached || oldest.is_none() || oldest == before {
                break;
            }
            before = oldest;
        }
        Ok(all.into_values().collect())
    }

    /// The customer's identity in the channel: with the conversation's newest message, else on her card.
    async fn source(&self, conversation: &Value, inbox: i64) -> Result<Option<String>, PortError> {
        let newest = at(conversation, &["messages"]).as_array().and_then(|m| m.last());
        let places = [
            at(conversation, &["contact_inbox", "source_id"]),
            at(newest.unwrap_or(&Value::Null), &["conversation", "contact_inbox", "source_id"]),
            at(conversation, &["last_non_activity_message", "conversation", "contact_inbox", "source_id"]),
        ];
        if let Some(source) = places.into_iter().find_map(text) {
            return Ok(Some(source.to_owned()));
        }
        let Some(contact) = int(at(conversation, &["meta", "sender", "id"])) else { return Ok(None) };
        let answer = self.chatwoot.ask(PORT, &self.chatwoot.calls().contact(contact)).await?;
        let body: Value = answer.json().map_err(|error| error.at(PORT))?;
        let inboxes = at(&body, &["payload", "contact_inboxes"]).as_array().cloned().unwrap_or_default();
        let here = inboxes.iter().find(|entry| int(at(entry, &["inbox", "id"])) == Some(inbox));
        Ok(here.and_then(|entry| text(at(entry, &["source_id"]))).map(str::to_owned))
    }
}

/// What follows from the messages of a conversation and from its switch: each message as the webhook would have told it.
fn decisions(conversation: &Value, source: &str, messages: &[Value], allowed: &Allowed) -> Vec<Decision> {
    let told = |message: Option<&Value>, event: &str| {
        let mut payload = conversation.clone();
        payload["event"] = json!(event);
        payload["contact_inbox"] = json!({ "source_id": source });
        payload["messages"] = json!(message.into_iter().collect::<Vec<_>>());
        // The switch as it stands now belongs to the conversation, not to each of its old messages.
        if message.is_some() {
            payload["custom_attributes"] = json!({});
        }
        // A conversation without an id was left out before; nothing else is refused.
        decode_within(payload.to_string().as_bytes(), allowed).unwrap_or(Decision::Ignore(Ignored::NoMessage))
    };
    let of_messages = messages.iter().flat_map(|message| {
        let failed = mark_on(message).is_some() && text(at(message, &["status"])) == Some("failed");
        let event = if failed { "message_updated" } else { "message_created" };
        [told(Some(message), event)]
    });
    let standing = told(None, "conversation_updated");
    let all = of_messages.chain([standing]);
    all.filter(|decision| !matches!(decision, Decision::Ignore(_))).collect()
}

fn id_of(message: &Value) -> Option<i64> {
    int(at(message, &["id"]))
}

fn last_activity(conversation: &Value) -> Option<Instant> {
    instant(at(conversation, &["last_activity_at"])).or_else(|| instant(at(conversation, &["timestamp"])))
}

/// One that says no time is looked at: its key decides.
fn is_since(message: &Value, since: Instant) -> bool {
    instant(at(message, &["created_at"])).is_none_or(|at| at >= since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Value {
        json!({
            "id": 41, "inbox_id": 3, "account_id": 1, "status": "open", "last_activity_at": 1_760_951_730,
            "custom_attributes": { "atencion_automatica": false, "atrevete_pausa": "p" },
            "meta": { "channel": "Channel::Whatsapp",
                      "sender": { "id": 4101, "name": "Ana", "phone_number": "+34600000000" } },
            "messages": [],
        })
    }

    fn message(id: i64, kind: i64, sender: &str) -> Value {
        json!({ "id": id, "content": "hola", "message_type": kind, "private": false, "created_at": 1_760_951_730,
                "inbox_id": 3, "conversation_id": 41, "content_attributes": {}, "sender": { "type": sender } })
    }

    #[test]
    fn a_listing_tells_what_the_webhook_would_have_told() {
        let allowed = Allowed { accounts: vec![1], inboxes: vec![3], ..Allowed::default() };
        let mut ours = message(9, 1, "agent_bot");
        ours["content_attributes"] = json!({ "atrevete_key": "k" });
        let mut refused = ours.clone();
        refused["status"] = json!("failed");
        let mut note = message(10, 1, "user");
        note["private"] = json!(true);
        let all = [message(7, 0, "contact"), message(8, 1, "user"), ours, refused, note];
        let found = decisions(&listed(), "34600000000", &all, &allowed);
        let [
            Decision::Message(told),
            Decision::Takeover(_),
            Decision::Own(_),
            Decision::Undelivered(_),
            rest @ ..,
        ] = found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!(told.origin.key(), "chatwoot:1:7");
        assert_eq!(told.origin.channel.0, "chatwoot:3:34600000000");
        assert_eq!(told.switch, super::super::Switch::Unset, "the switch is told once, at the end");
        let [Decision::Standing(standing)] = rest else { panic!("{rest:?}") };
        assert_eq!(standing.pause.as_deref(), Some("p"));
    }
}
