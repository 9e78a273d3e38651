//! Chatwoot's API as requests and answers. Pure: nothing here sends.
//!
//! Invariants: the bot's token is on what changes something, the agent's on what reads; what Chatwoot replaces as a whole
//! (attributes, labels) is sent as a whole; an answer that is not what was agreed is an error and never "nothing there".

use super::{
    field::{at, int, text},
    post::Post,
    settings::Settings,
    wire::OWN_KEY,
};
use crate::http::{Answer, Body, HttpError, Method, Repeat, Request};
use secrecy::SecretString;
use serde_json::{Map, Value, json};

const TOKEN: &str = "api_access_token";

/// Requests of one account.
pub(super) struct Calls<'a>(pub(super) &'a Settings);

impl Calls<'_> {
    /// Posts into a conversation. Never repeated blindly: Chatwoot knows no idempotency.
    pub(super) fn post(&self, conversation: i64, post: &Post) -> Request {
        self.writes("post_message", conversation, "messages", post.body())
    }

    /// The newest messages of a conversation, or those before one of them.
    pub(super) fn messages(&self, conversation: i64, before: Option<i64>) -> Request {
        let request = self.reads("list_messages", conversation_path(conversation, Some("messages")));
        match before {
            Some(id) => request.with_query("before", id),
            None => request,
        }
    }

    /// A conversation with its attributes.
    pub(super) fn conversation(&self, conversation: i64) -> Request {
        let path = self.path(conversation_path(conversation, None));
        Request::new("show_conversation", Method::Get, path).with_secret(TOKEN, self.0.bot.clone())
    }

    /// All attributes of a conversation.
    pub(super) fn attributes(&self, conversation: i64, all: &Map<String, Value>) -> Request {
        let body = json!({ "custom_attributes": all });
        self.writes("set_attributes", conversation, "custom_attributes", body).repeated(Repeat::Safely)
    }

    /// The labels of a conversation.
    pub(super) fn labels(&self, conversation: i64) -> Request {
        let path = self.path(conversation_path(conversation, Some("labels")));
        Request::new("list_labels", Method::Get, path).with_secret(TOKEN, self.0.bot.clone())
    }

    /// All labels of a conversation.
    pub(super) fn set_labels(&self, conversation: i64, all: &[String]) -> Request {
        self.writes("set_labels", conversation, "labels", json!({ "labels": all })).repeated(Repeat::Safely)
    }

    /// Gives a conversation to a team.
    pub(super) fn assign(&self, conversation: i64, team: i64) -> Request {
        self.writes("assign_team", conversation, "assignments", json!({ "team_id": team }))
            .repeated(Repeat::Safely)
    }

    /// Opens a conversation, so that it stands in the team's list.
    pub(super) fn open(&self, conversation: i64) -> Request {
        self.writes("open_conversation", conversation, "toggle_status", json!({ "status": "open" }))
            .repeated(Repeat::Safely)
    }

    /// Puts a conversation at the head of the list.
    pub(super) fn urgent(&self, conversation: i64) -> Request {
        self.writes("set_priority", conversation, "toggle_priority", json!({ "priority": "urgent" }))
            .repeated(Repeat::Safely)
    }

    /// A page of an inbox's conversations, those with the newest activity first; pages count from one.
    pub(super) fn conversations(&self, inbox: i64, page: u32) -> Request {
        self.reads("list_conversations", vec!["conversations".to_owned()])
            .with_query("inbox_id", inbox)
            .with_query("status", "all")
            .with_query("assignee_type", "all")
            .with_query("page", page)
    }

    /// A contact with its identities.
    pub(super) fn contact(&self, contact: i64) -> Request {
        self.reads("show_contact", vec!["contacts".to_owned(), contact.to_string()])
    }

    /// An inbox with its kind and its approved texts.
    pub(super) fn inbox(&self, inbox: i64) -> Request {
        self.reads("show_inbox", vec!["inboxes".to_owned(), inbox.to_string()])
    }

    /// Whose token it is; a bot's is refused.
    pub(super) fn profile(token: &SecretString) -> Request {
        Request::new("show_profile", Method::Get, ["api", "v1", "profile"]).with_secret(TOKEN, token.clone())
    }

    /// The server's version; needs no token.
    pub(super) fn version() -> Request {
        Request::new("show_version", Method::Get, ["api"])
    }

    fn path(&self, rest: Vec<String>) -> Vec<String> {
        let head = ["api", "v1", "accounts"].map(str::to_owned);
        head.into_iter().chain([self.0.account.to_string()]).chain(rest).collect()
    }

    fn reads(&self, what: &'static str, rest: Vec<String>) -> Request {
        Request::new(what, Method::Get, self.path(rest)).with_secret(TOKEN, self.0.agent.clone())
    }

    fn writes(&self, what: &'static str, conversation: i64, part: &str, body: Value) -> Request {
        Request::new(what, Method::Post, self.path(conversation_path(conversation, Some(part))))
            .with_secret(TOKEN, self.0.bot.clone())
            .with_body(Body::Json(body))
    }
}

fn conversation_path(conversation: i64, part: Option<&str>) -> Vec<String> {
    let head = ["conversations".to_owned(), conversation.to_string()];
    head.into_iter().chain(part.map(str::to_owned)).collect()
}

/// The answer did not hold what it must.
fn unreadable() -> HttpError {
    HttpError::Unreadable { line: 0, column: 0 }
}

/// The number of a message that Chatwoot has stored.
pub(super) fn stored(answer: &Answer) -> Result<i64, HttpError> {
    int(at(&answer.json::<Value>()?, &["id"])).ok_or_else(unreadable)
}

/// The messages of a listing.
pub(super) fn messages(answer: &Answer) -> Result<Vec<Value>, HttpError> {
    let body: Value = answer.json()?;
    at(&body, &["payload"]).as_array().cloned().ok_or_else(unreadable)
}

/// The conversations of a listing.
pub(super) fn conversations(answer: &Answer) -> Result<Vec<Value>, HttpError> {
    let body: Value = answer.json()?;
    let list = at(&body, &["data", "payload"]).as_array().or_else(|| at(&body, &["payload"]).as_array());
    list.cloned().ok_or_else(unreadable)
}

/// The attributes of a conversation; one that says nothing of attributes is not one without.
pub(super) fn attributes(answer: &Answer) -> Result<Map<String, Value>, HttpError> {
    let body: Value = answer.json()?;
    let own = at(&body, &["custom_attributes"]);
    let payload = at(&body, &["payload", "custom_attributes"]);
    own.as_object().or_else(|| payload.as_object()).cloned().ok_or_else(unreadable)
}

/// The labels of a conversation.
pub(super) fn labels(answer: &Answer) -> Result<Vec<String>, HttpError> {
    let body: Value = answer.json()?;
    let list = at(&body, &["payload"]).as_array().ok_or_else(unreadable)?;
    Ok(list.iter().filter_map(|label| text(label).map(str::to_owned)).collect())
}

/// The mark on a message.
pub(super) fn mark_on(message: &Value) -> Option<&str> {
    text(at(message, &["content_attributes", OWN_KEY]))
}

/// Whether a refusal says that it is only too much at once.
pub(super) fn is_flood(answer: &Answer) -> bool {
    answer.status() == 422 && String::from_utf8_lossy(answer.body()).contains("Too many messages")
}
