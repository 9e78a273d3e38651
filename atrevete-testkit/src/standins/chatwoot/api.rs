//! The part of Chatwoot's API that Maite uses, with the limits of each token.
//!
//! Invariant: what a bot's token may not do is answered with 401, and what nobody agreed on is a complaint.

use super::{
    ACCOUNT, ADMIN_TOKEN, AGENT_TOKEN, Asked, BOT_TOKEN, INBOX, Shared, Trouble, payload,
    rows::{Message, Rows, Sender, blank},
    whatsapp,
};
use axum::{
    Json, Router,
    body::{Bytes, to_bytes},
    extract::{Path, Query, Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// An answer before it is written.
type Answered = (StatusCode, Value);

/// Whose token a request carries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Bot,
    Person(&'static str),
}

type Parameters = Query<BTreeMap<String, String>>;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    let one = "/api/v1/accounts/{account}/conversations/{conversation}";
    let of = |part: &str| format!("{one}/{part}");
    Router::new()
        .route("/api", get(|| async { Json(json!({ "version": "4.15.1", "queue_services": "ok" })) }))
        .route("/api/v1/profile", get(profile))
        .route("/api/v1/accounts/{account}/conversations", get(conversations))
        .route(one, get(conversation))
        .route(&of("messages"), post(post_message).get(messages))
        .route(&of("custom_attributes"), post(attributes))
        .route(&of("labels"), get(labels).post(set_labels))
        .route(&of("assignments"), post(assign))
        .route(&of("toggle_status"), post(status))
        .route(&of("toggle_priority"), post(priority))
        .route("/api/v1/accounts/{account}/inboxes/{inbox}", get(inbox))
        .route("/api/v1/accounts/{account}/contacts/{contact}", get(contact))
        .fallback(unknown)
        .with_state(shared)
}

fn error(status: StatusCode, what: &str) -> Answered {
    (status, json!({ "error": what }))
}

fn not_found() -> Answered {
    error(StatusCode::NOT_FOUND, "Resource could not be found")
}

fn write((status, body): Answered) -> Response {
    (status, Json(body)).into_response()
}

async fn unknown(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let asked = format!("{} {}", request.method(), request.uri().path());
    let _ = to_bytes(request.into_body(), 1 << 20).await;
    shared.rows().complaints.push(format!("nobody agreed on {asked}"));
    write(not_found())
}

fn who(headers: &HeaderMap) -> Result<Who, Answered> {
    match headers.get("api_access_token").and_then(|token| token.to_str().ok()) {
        Some(BOT_TOKEN) => Ok(Who::Bot),
        Some(AGENT_TOKEN) => Ok(Who::Person("agent")),
        Some(ADMIN_TOKEN) => Ok(Who::Person("administrator")),
        Some(_) | None => Err(error(StatusCode::UNAUTHORIZED, "Invalid Access Token")),
    }
}

fn person(headers: &HeaderMap) -> Result<(), Answered> {
    match who(headers)? {
        Who::Person(_) => Ok(()),
        Who::Bot => {
            Err(error(StatusCode::UNAUTHORIZED, "Access to this endpoint is not authorized for bots"))
        }
    }
}

/// The conversation, if it is one of this account.
fn known(rows: &Rows, account: i64, conversation: i64) -> Result<i64, Answered> {
    if account != ACCOUNT {
        return Err(error(StatusCode::UNAUTHORIZED, "You are not authorized to access this account"));
    }
    if rows.conversations.contains_key(&conversation) { Ok(conversation) } else { Err(not_found()) }
}

/// Answers, unless the test wants it otherwise.
async fn troubled(
    shared: &Arc<Shared>,
    asked: Asked,
    act: impl FnOnce(&mut Rows) -> Answered,
    later: impl FnOnce(&mut Rows),
) -> Response {
    let trouble = shared.now().troubled(asked);
    match trouble {
        None => write(act(&mut shared.now())),
        Some(Trouble::Refuse(status)) => broken(status),
        Some(Trouble::DoAndAnswer(status)) => {
            let _ = act(&mut shared.now());
            broken(status)
        }
        Some(Trouble::DoLater(status)) => {
            later(&mut shared.now());
            broken(status)
        }
        Some(Trouble::Hang) => {
            tokio::time::sleep(Duration::from_hours(1)).await;
            broken(504)
        }
    }
}

/// An error as a proxy or a crashed Rails writes it.
fn broken(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    (status, "<html><body>something went wrong</body></html>").into_response()
}

async fn post_message(
    State(shared): State<Arc<Shared>>,
    Path((account, conversation)): Path<(i64, i64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let token = headers.get("api_access_token").and_then(|t| t.to_str().ok()).unwrap_or_default().to_owned();
    shared.rows().posts += 1;
    let (again, other) = ((token.clone(), body.clone()), token);
    let act = |rows: &mut Rows| {
        let admitted = who(&headers).and_then(|_| known(rows, account, conversation));
        match admitted {
            Ok(conversation) => create(rows, &other, conversation, &body).unwrap_or_else(|refused| refused),
            Err(refused) => refused,
        }
    };
    let later = |rows: &mut Rows| rows.later.push((again.0, conversation, again.1));
    troubled(&shared, Asked::Post, act, later).await
}

/// Stores a message and passes it on.
pub(super) fn create(
    rows: &mut Rows,
    token: &str,
    conversation: i64,
    body: &Value,
) -> Result<Answered, Answered> {
    let message = parsed(rows, token, conversation, body)?;
    let minute = rows.now - chrono::TimeDelta::seconds(60);
    let recent = rows.messages.values().filter(|m| m.conversation == conversation && m.at > minute).count();
    if recent >= 200 {
        return Err(error(StatusCode::UNPROCESSABLE_ENTITY, "Too many messages"));
    }
    let from_channel = message.source.is_some();
    let id = rows.store(message);
    // The answer is given before the message is passed on.
    let answer = payload::listed_message(rows, &rows.messages[&id]);
    if !from_channel {
        rows.pass_on(id);
    }
    Ok((StatusCode::OK, answer))
}

fn parsed(rows: &mut Rows, token: &str, conversation: i64, body: &Value) -> Result<Message, Answered> {
    let unprocessable = |what: &str| error(StatusCode::UNPROCESSABLE_ENTITY, what);
    let fields = body.as_object().ok_or_else(|| unprocessable("no body"))?;
    let agreed =
        ["content", "message_type", "private", "content_type", "content_attributes", "template_params"];
    for key in fields.keys().filter(|key| !agreed.contains(&key.as_str())) {
        rows.complaints.push(format!("a post holds {key}"));
    }
    if body["message_type"] != "outgoing" {
        return Err(unprocessable("Incoming messages are only allowed in Api inboxes"));
    }
    let content_type = body["content_type"].as_str().unwrap_or("text").to_owned();
    let attributes = body["content_attributes"].as_object().cloned().unwrap_or_default();
    if content_type == "input_select" && !items_are_fine(&attributes) {
        return Err(unprocessable("Content attributes contains invalid keys for items"));
    }
    let template = body.get("template_params").cloned();
    if template.as_ref().is_some_and(|t| !t["name"].is_string() || !t["language"].is_string()) {
        return Err(unprocessable("template_params is invalid"));
    }
    let sender = if token == BOT_TOKEN { Sender::Bot } else { Sender::User(5) };
    let text = body["content"].as_str().map(whatsapp::liquid);
    Ok(Message {
        private: body["private"] == true,
        content_type,
        attributes,
        template: template.map(|t| with_liquid(&t)),
        source: body["source_id"].as_str().map(str::to_owned),
        ..blank(conversation, text.as_deref(), 1, sender)
    })
}

/// Liquid runs over the values of an approved text too.
fn with_liquid(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(whatsapp::liquid(text)),
        Value::Array(list) => list.iter().map(with_liquid).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), with_liquid(v))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// On 4.15.1 an item may hold a title and a value, and there must be one.
fn items_are_fine(attributes: &Map<String, Value>) -> bool {
    let Some(items) = attributes.get("items").and_then(Value::as_array) else { return false };
    let fine = |item: &Value| {
        item.as_object().is_some_and(|item| {
            item.keys().all(|key| key == "title" || key == "value") && item.contains_key("title")
        })
    };
    !items.is_empty() && items.iter().all(fine)
}

async fn messages(
    State(shared): State<Arc<Shared>>,
    Path((account, conversation)): Path<(i64, i64)>,
    Query(query): Parameters,
    headers: HeaderMap,
) -> Response {
    let act = |rows: &mut Rows| match person(&headers).and_then(|()| known(rows, account, conversation)) {
        Ok(id) => (StatusCode::OK, page(rows, id, &query)),
        Err(refused) => refused,
    };
    troubled(&shared, Asked::Messages, act, |_| {}).await
}

/// The newest twenty, or the twenty before one; oldest first.
fn page(rows: &Rows, conversation: i64, query: &BTreeMap<String, String>) -> Value {
    let before = query.get("before").and_then(|id| id.parse().ok()).unwrap_or(i64::MAX);
    let of = rows.messages.values().rev().filter(|m| m.conversation == conversation && m.id < before);
    let mut page: Vec<Value> = of.take(20).map(|m| payload::listed_message(rows, m)).collect();
    page.reverse();
    json!({ "meta": {}, "payload": page })
}

async fn conversations(
    State(shared): State<Arc<Shared>>,
    Path(account): Path<i64>,
    Query(query): Parameters,
    headers: HeaderMap,
) -> Response {
    let act = |rows: &mut Rows| {
        if let Err(refused) = person(&headers) {
            return refused;
        }
        if account != ACCOUNT {
            return not_found();
        }
        let number = |name: &str| query.get(name).and_then(|n| n.parse::<i64>().ok());
        let (inbox, page) = (number("inbox_id"), number("page").unwrap_or(1).max(1));
        let all = query.get("status").is_some_and(|status| status == "all");
        let of = rows.conversations.values().filter(|c| inbox.is_none_or(|id| id == c.inbox));
        let mut of: Vec<_> = of.filter(|c| all || c.status == "open").map(|c| (c.active_at, c.id)).collect();
        of.sort_unstable();
        let skip = usize::try_from((page - 1) * 25).unwrap_or_default();
        let told = of.iter().rev().skip(skip).take(25).map(|(_, id)| payload::listed(rows, *id));
        let told: Vec<Value> = told.collect();
        (StatusCode::OK, json!({ "data": { "meta": { "all_count": of.len() }, "payload": told } }))
    };
    troubled(&shared, Asked::Conversations, act, |_| {}).await
}

async fn conversation(
    State(shared): State<Arc<Shared>>,
    Path((account, conversation)): Path<(i64, i64)>,
    headers: HeaderMap,
) -> Response {
    let act = |rows: &mut Rows| match who(&headers).and_then(|_| known(rows, account, conversation)) {
        Ok(id) => (StatusCode::OK, payload::listed(rows, id)),
        Err(refused) => refused,
    };
    troubled(&shared, Asked::Attributes, act, |_| {}).await
}

/// A change of a conversation, told by webhook like everybody's.
async fn change(
    shared: &Arc<Shared>,
    asked: Asked,
    headers: &HeaderMap,
    (account, conversation): (i64, i64),
    set: impl FnOnce(&mut super::rows::Conversation) -> Result<Value, &'static str>,
) -> Response {
    let act = |rows: &mut Rows| match who(headers).and_then(|_| known(rows, account, conversation)) {
        Ok(id) => match set(rows.conversation(id)) {
            Ok(answer) => {
                rows.changed(id);
                (StatusCode::OK, answer)
            }
            Err(why) => error(StatusCode::UNPROCESSABLE_ENTITY, why),
        },
        Err(refused) => refused,
    };
    troubled(shared, asked, act, |_| {}).await
}

async fn attributes(
    State(shared): State<Arc<Shared>>,
    Path(of): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let set = |c: &mut super::rows::Conversation| {
        let all = body["custom_attributes"].as_object().ok_or("custom_attributes is missing")?;
        if all.values().any(|v| v.as_str().is_some_and(|v| v.chars().count() > 1500)) {
            return Err("custom_attributes has a value that is too long");
        }
        c.attributes = all.clone();
        Ok(payload::attributes(all))
    };
    change(&shared, Asked::Attributes, &headers, of, set).await
}

async fn labels(
    State(shared): State<Arc<Shared>>,
    Path((account, conversation)): Path<(i64, i64)>,
    headers: HeaderMap,
) -> Response {
    let act = |rows: &mut Rows| match who(&headers).and_then(|_| known(rows, account, conversation)) {
        Ok(id) => (StatusCode::OK, json!({ "payload": rows.conversation(id).labels })),
        Err(refused) => refused,
    };
    troubled(&shared, Asked::Labels, act, |_| {}).await
}

async fn set_labels(
    State(shared): State<Arc<Shared>>,
    Path(of): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let set = |c: &mut super::rows::Conversation| {
        let all = body["labels"].as_array().ok_or("labels is missing")?;
        c.labels = all.iter().filter_map(|l| l.as_str().map(str::to_owned)).collect();
        Ok(json!({ "payload": c.labels }))
    };
    change(&shared, Asked::Labels, &headers, of, set).await
}

async fn assign(
    State(shared): State<Arc<Shared>>,
    Path(of): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let set = |c: &mut super::rows::Conversation| {
        // With an assignee the team is ignored: two calls are needed.
        if body.get("assignee_id").is_none() {
            c.team = body["team_id"].as_i64();
        }
        Ok(json!({ "id": c.team }))
    };
    change(&shared, Asked::Attributes, &headers, of, set).await
}

async fn status(
    State(shared): State<Arc<Shared>>,
    Path(of): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let set = |c: &mut super::rows::Conversation| {
        let toggled = if c.status == "open" { "resolved" } else { "open" };
        c.status = body["status"].as_str().unwrap_or(toggled).to_owned();
        Ok(json!({ "meta": {}, "payload": { "success": true, "current_status": c.status } }))
    };
    change(&shared, Asked::Attributes, &headers, of, set).await
}

async fn priority(
    State(shared): State<Arc<Shared>>,
    Path(of): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let set = |c: &mut super::rows::Conversation| {
        c.priority = body["priority"].as_str().map(str::to_owned);
        Ok(json!({}))
    };
    change(&shared, Asked::Attributes, &headers, of, set).await
}

async fn profile(headers: HeaderMap) -> Response {
    let told = match who(&headers) {
        Ok(Who::Person(role)) => {
            (StatusCode::OK, json!({ "id": 5, "role": role, "accounts": [{ "id": ACCOUNT, "role": role }] }))
        }
        Ok(Who::Bot) => error(StatusCode::UNAUTHORIZED, "Access to this endpoint is not authorized for bots"),
        Err(refused) => refused,
    };
    write(told)
}

async fn inbox(
    State(shared): State<Arc<Shared>>,
    Path((_, inbox)): Path<(i64, i64)>,
    headers: HeaderMap,
) -> Response {
    if let Err(refused) = person(&headers) {
        return write(refused);
    }
    if inbox != INBOX {
        return write(not_found());
    }
    let rows = shared.rows();
    let templates = rows.approved.iter().map(|(name, body)| {
        json!({ "name": name, "language": "es", "status": "APPROVED",
                "components": [{ "type": "BODY", "text": body }] })
    });
    let templates: Vec<Value> = templates.collect();
    write((
        StatusCode::OK,
        json!({ "id": inbox, "channel_type": "Channel::Whatsapp", "message_templates": templates }),
    ))
}

async fn contact(
    State(shared): State<Arc<Shared>>,
    Path((_, contact)): Path<(i64, i64)>,
    headers: HeaderMap,
) -> Response {
    if let Err(refused) = person(&headers) {
        return write(refused);
    }
    let rows = shared.rows();
    let of = rows.conversations.values().filter(|c| c.contact == contact);
    let inboxes: Vec<Value> =
        of.map(|c| json!({ "source_id": c.source, "inbox": { "id": c.inbox } })).collect();
    write((StatusCode::OK, json!({ "payload": { "id": contact, "contact_inboxes": inboxes } })))
}
