//! The account's HTTP API.
//!
//! Invariant: whatever is not in the fact sheet is refused, and noted as a complaint where an adapter should know better.

use super::{
    Call, KEY, Shared, Trouble, VERSION,
    rows::{Dispute, Kept, Refund, Rows, Session, Status},
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

/// Pairs of a form or a query, decoded.
type Pairs = Vec<(String, String)>;

/// Status and body.
type Told = (u16, Value);

/// What a session may be made with; brackets are matched up to the index.
const SESSION: [&str; 15] = [
    "mode",
    "locale",
    "submit_type",
    "adaptive_pricing[enabled]",
    "payment_method_types[]",
    "line_items[][quantity]",
    "line_items[][price_data][currency]",
    "line_items[][price_data][unit_amount]",
    "line_items[][price_data][product_data][name]",
    "client_reference_id",
    "expires_at",
    "success_url",
    "cancel_url",
    "payment_intent_data[description]",
    "expand[]",
];

/// A request, read.
struct Asked {
    call: Call,
    id: String,
    path: String,
    query: Pairs,
    form: Pairs,
    key: Option<String>,
}

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let asked = match read(&shared, request).await {
        Ok(asked) => asked,
        Err(told) => return plain(&told),
    };
    let now = shared.clock.now().timestamp();
    let (told, trouble) = {
        let mut rows = shared.rows();
        rows.let_expire(now);
        rows.calls.push(asked.call);
        let at = rows.troubles.iter().position(|(call, _)| *call == asked.call);
        let trouble = at.map(|at| rows.troubles.remove(at).1);
        (handle(&mut rows, &asked, trouble.as_ref(), now), trouble)
    };
    match trouble {
        Some(Trouble::Silent) => std::future::pending().await,
        Some(Trouble::Cut) => cut(&told),
        Some(Trouble::Garbled(text)) => (StatusCode::OK, text).into_response(),
        Some(Trouble::Slow(so_long)) => {
            tokio::time::sleep(so_long).await;
            plain(&told)
        }
        Some(Trouble::Busy(seconds)) => {
            let mut response = plain(&told);
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
        Some(Trouble::Refused(_) | Trouble::Spoiled | Trouble::SpoiledAndDone) | None => plain(&told),
    }
}

/// Who asks, how, and for what.
async fn read(shared: &Shared, request: Request) -> Result<Asked, Told> {
    let (parts, body) = request.into_parts();
    let text = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let complain = |what: String| {
        shared.rows().complaints.push(what.clone());
        refused("parameter_invalid", &what)
    };
    if text("authorization").is_none_or(|given| given != format!("Bearer {KEY}")) {
        return Err((
            401,
            json!({ "error": { "type": "invalid_request_error", "message": "Invalid API Key" } }),
        ));
    }
    if text("stripe-version").is_none_or(|given| given != VERSION) {
        return Err(complain("another version".to_owned()));
    }
    let path = parts.uri.path().to_owned();
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (call, id) = match (&parts.method, segments.as_slice()) {
        (&Method::POST, ["v1", "checkout", "sessions"]) => (Call::Open, ""),
        (&Method::GET, ["v1", "checkout", "sessions"]) => (Call::List, ""),
        (&Method::GET, ["v1", "checkout", "sessions", id]) => (Call::Read, *id),
        (&Method::POST, ["v1", "checkout", "sessions", id, "expire"]) => (Call::Expire, *id),
        (&Method::GET, ["v1", "payment_intents", id]) => (Call::ReadPayment, *id),
        (&Method::POST, ["v1", "refunds"]) => (Call::Refund, ""),
        (&Method::GET, ["v1", "refunds"]) => (Call::FindRefund, ""),
        (&Method::GET, ["v1", "disputes"]) => (Call::FindDispute, ""),
        _ => return Err((404, complain(format!("no such address: {} {path}", parts.method)).1)),
    };
    let bytes = to_bytes(body, 100_000).await.unwrap_or_default();
    let is_form = text("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded");
    if !bytes.is_empty() && !is_form {
        return Err(complain("a body that is no form".to_owned()));
    }
    let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect::<Pairs>();
    let (query, form) = (pairs(parts.uri.query().unwrap_or_default().as_bytes()), pairs(&bytes));
    let key = text("idempotency-key");
    if matches!(call, Call::Open | Call::Refund) && key.as_ref().is_none_or(|key| key.len() > 255) {
        return Err(complain("money is moved without an idempotency key".to_owned()));
    }
    let id = id.to_owned();
    Ok(Asked { call, id, path, query, form, key })
}

/// Does what is asked, unless its key or a trouble answers before.
fn handle(rows: &mut Rows, asked: &Asked, trouble: Option<&Trouble>, now: i64) -> Told {
    match trouble {
        Some(Trouble::Refused(status)) => return failing(*status),
        Some(Trouble::Busy(_)) => return failing(429),
        Some(
            Trouble::Spoiled
            | Trouble::SpoiledAndDone
            | Trouble::Silent
            | Trouble::Cut
            | Trouble::Garbled(_)
            | Trouble::Slow(_),
        )
        | None => {}
    }
    let Some(key) = asked.key.as_ref().filter(|_| matches!(asked.call, Call::Open | Call::Refund)) else {
        return perform(rows, asked, now).unwrap_or_else(|refusal| refusal);
    };
    if let Some(kept) = rows.kept.get(key) {
        if kept.path == asked.path && kept.form == asked.form {
            return (kept.status, kept.body.clone());
        }
        let message = "Keys for idempotent requests can only be used with the same parameters";
        return (400, json!({ "error": { "type": "idempotency_error", "message": message } }));
    }
    let done = if trouble == Some(&Trouble::Spoiled) {
        Ok(failing(500))
    } else if trouble == Some(&Trouble::SpoiledAndDone) {
        perform(rows, asked, now).map(|_| failing(500))
    } else {
        perform(rows, asked, now)
    };
    match done {
        Ok((status, body)) => {
            let (path, form) = (asked.path.clone(), asked.form.clone());
            rows.kept.insert(key.clone(), Kept { path, form, status, body: body.clone() });
            (status, body)
        }
        // What fails its validation never began, and is not kept.
        Err(refusal) => refusal,
    }
}

fn perform(rows: &mut Rows, asked: &Asked, now: i64) -> Result<Told, Told> {
    match asked.call {
        Call::Open => open(rows, asked, now),
        Call::List => list(rows, asked),
        Call::Read => {
            let at = session(rows, &asked.id)?;
            Ok((200, rows.session_json(at, expands(&asked.query))))
        }
        Call::Expire => expire(rows, asked),
        Call::ReadPayment => {
            let found =
                rows.intents.iter().find(|i| i.id == asked.id).ok_or_else(|| missing("payment_intent"))?;
            Ok((200, found.json()))
        }
        Call::Refund => refund(rows, asked, now),
        Call::FindRefund => {
            allow(rows, &asked.query, &["limit", "starting_after", "payment_intent", "created[gte]"])?;
            let from = number(&asked.query, "created[gte]").unwrap_or(0);
            let of = get(&asked.query, "payment_intent");
            let wanted = |r: &&Refund| r.created >= from && of.is_none_or(|of| of == r.intent);
            page(rows.refunds.iter().filter(wanted).map(|r| (r.id.as_str(), r.json())), &asked.query)
        }
        Call::FindDispute => {
            allow(rows, &asked.query, &["limit", "starting_after", "payment_intent"])?;
            let of = get(&asked.query, "payment_intent");
            let wanted = |d: &&Dispute| of.is_none_or(|of| of == d.intent);
            page(rows.disputes.iter().filter(wanted).map(|d| (d.id.as_str(), d.json())), &asked.query)
        }
    }
}

fn open(rows: &mut Rows, asked: &Asked, now: i64) -> Result<Told, Told> {
    let form = &asked.form;
    let (metadata, for_intent) = (tagged(form, "metadata"), tagged(form, "payment_intent_data[metadata]"));
    let rest: Pairs =
        form.iter().filter(|(n, _)| !n.contains("metadata[") && !n.contains("[metadata]")).cloned().collect();
    allow(rows, &rest, &SESSION)?;
    let fixed = [
        ("mode", "payment"),
        ("line_items[0][price_data][currency]", "eur"),
        ("line_items[0][quantity]", "1"),
    ];
    for (name, value) in fixed {
        if get(form, name) != Some(value) {
            return Err(refused(name, "is not what it must be"));
        }
    }
    for name in ["success_url", "line_items[0][price_data][product_data][name]"] {
        get(form, name).filter(|v| !v.is_empty()).ok_or_else(|| refused(name, "is missing"))?;
    }
    let known = |m: &str| ["card", "bizum"].contains(&m);
    let methods: Vec<_> = form.iter().filter(|(n, _)| n.starts_with("payment_method_types[")).collect();
    if methods.is_empty() || !methods.iter().all(|(_, m)| known(m)) {
        rows.complaints.push("methods that a bank decides about later".to_owned());
    }
    if metadata.values().chain(for_intent.values()).any(|value| value.len() > 500) {
        return Err(refused("metadata", "is too long"));
    }
    let cents = number(form, "line_items[0][price_data][unit_amount]").filter(|cents| *cents >= 50);
    let cents = cents.ok_or_else(|| refused("unit_amount", "is too small"))?;
    let expires_at = number(form, "expires_at").unwrap_or(now + 86_400);
    if !(now + 1800..=now + 86_400).contains(&expires_at) {
        return Err(refused("expires_at", "must be between 30 minutes and 24 hours from now"));
    }
    let id = rows.id("cs_test");
    let reference = get(form, "client_reference_id").map(str::to_owned);
    rows.sessions.push(Session {
        id,
        status: Status::Open,
        payment_status: "unpaid",
        cents,
        created: now,
        expires_at,
        reference,
        metadata,
        for_intent,
        intent: None,
        paid_when_shut: false,
    });
    Ok((200, rows.session_json(rows.sessions.len() - 1, expands(form))))
}

fn list(rows: &mut Rows, asked: &Asked) -> Result<Told, Told> {
    allow(rows, &asked.query, &["limit", "starting_after", "created[gte]", "expand[]"])?;
    let from = number(&asked.query, "created[gte]").unwrap_or(0);
    let expand = expands(&asked.query);
    let wanted = (0..rows.sessions.len()).filter(|at| rows.sessions[*at].created >= from);
    page(wanted.map(|at| (rows.sessions[at].id.as_str(), rows.session_json(at, expand))), &asked.query)
}

fn expire(rows: &mut Rows, asked: &Asked) -> Result<Told, Told> {
    let at = session(rows, &asked.id)?;
    if rows.sessions[at].status == Status::Open && rows.sessions[at].paid_when_shut {
        rows.pay(at);
    }
    let status = rows.sessions[at].status;
    if status != Status::Open {
        let message = format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{}`.",
            status.name()
        );
        return Err((400, json!({ "error": { "type": "invalid_request_error", "message": message } })));
    }
    rows.sessions[at].status = Status::Expired;
    rows.tell_of_session("checkout.session.expired", at);
    Ok((200, rows.session_json(at, expands(&asked.form))))
}

fn refund(rows: &mut Rows, asked: &Asked, now: i64) -> Result<Told, Told> {
    let metadata = tagged(&asked.form, "metadata");
    let rest: Pairs = asked.form.iter().filter(|(n, _)| !n.starts_with("metadata[")).cloned().collect();
    allow(rows, &rest, &["payment_intent", "amount", "reason"])?;
    let payment = get(&asked.form, "payment_intent").unwrap_or_default().to_owned();
    let left = rows.left(&payment).ok_or_else(|| missing("payment_intent"))?;
    let cents = number(&asked.form, "amount").unwrap_or(left);
    if left == 0 {
        let error = json!({ "type": "invalid_request_error", "code": "charge_already_refunded" });
        return Err((400, json!({ "error": error })));
    }
    if cents <= 0 || cents > left {
        return Err(refused("amount", "is more than is left"));
    }
    let at = rows.give_back(&payment, cents, metadata, now);
    Ok((200, rows.refunds[at].json()))
}

/// A page of a list: newest first, behind `starting_after`, ten unless told.
fn page<'a>(things: impl Iterator<Item = (&'a str, Value)>, query: &Pairs) -> Result<Told, Told> {
    let mut newest: Vec<_> = things.collect();
    newest.reverse();
    let limit = usize::try_from(number(query, "limit").unwrap_or(10)).unwrap_or(0);
    if !(1..=100).contains(&limit) {
        return Err(refused("limit", "must be between 1 and 100"));
    }
    let begin = match get(query, "starting_after") {
        Some(id) => newest.iter().position(|(of, _)| *of == id).ok_or_else(|| missing("starting_after"))? + 1,
        None => 0,
    };
    let has_more = newest.len() > begin + limit;
    let data: Vec<Value> = newest.into_iter().skip(begin).take(limit).map(|(_, thing)| thing).collect();
    Ok((200, json!({ "object": "list", "data": data, "has_more": has_more })))
}

fn session(rows: &Rows, id: &str) -> Result<usize, Told> {
    rows.sessions.iter().position(|s| s.id == id).ok_or_else(|| missing("session"))
}

/// Refuses what no document knows.
fn allow(rows: &mut Rows, given: &Pairs, known: &[&str]) -> Result<(), Told> {
    for (name, _) in given {
        if !known.contains(&without_numbers(name).as_str()) && !known.contains(&name.as_str()) {
            rows.complaints.push(format!("unknown parameter {name}"));
            return Err(refused(name, "is unknown"));
        }
    }
    Ok(())
}

/// `a[0][b]` as `a[][b]`.
fn without_numbers(name: &str) -> String {
    let mut out = String::new();
    for (n, part) in name.split('[').enumerate() {
        if n > 0 {
            out.push('[');
        }
        let digits = part.find(']').filter(|end| part[..*end].bytes().all(|b| b.is_ascii_digit()));
        out.push_str(digits.map_or(part, |end| &part[end..]));
    }
    out
}

fn tagged(form: &Pairs, of: &str) -> BTreeMap<String, String> {
    let inner = |name: &str| Some(name.strip_prefix(of)?.strip_prefix('[')?.strip_suffix(']')?.to_owned());
    form.iter().filter_map(|(name, value)| Some((inner(name)?, value.clone()))).collect()
}

fn expands(pairs: &Pairs) -> bool {
    pairs.iter().any(|(name, value)| name.starts_with("expand[") && value.ends_with("payment_intent"))
}

fn get<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

fn number(pairs: &Pairs, name: &str) -> Option<i64> {
    get(pairs, name)?.parse().ok()
}

fn refused(param: &str, message: &str) -> Told {
    (400, json!({ "error": { "type": "invalid_request_error", "param": param, "message": message } }))
}

fn missing(param: &str) -> Told {
    let error = json!({ "type": "invalid_request_error", "code": "resource_missing", "param": param });
    (404, json!({ "error": error }))
}

fn failing(status: u16) -> Told {
    (status, json!({ "error": { "type": "api_error", "message": "something went wrong" } }))
}

fn plain((status, body): &Told) -> Response {
    let status = StatusCode::from_u16(*status).expect("a status that was written down here");
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// Announces more than it sends, and breaks off.
fn cut(told: &Told) -> Response {
    let half = told.1.to_string();
    let half = Bytes::copy_from_slice(&half.as_bytes()[..half.len() / 2]);
    Response::builder()
        .header(header::CONTENT_LENGTH, half.len() + 100)
        .body(Body::new(Broken(Some(half))))
        .expect("a header that was written down here")
}

/// A body that ends in an error.
struct Broken(Option<Bytes>);

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(Some(match self.0.take() {
            Some(half) => Ok(http_body::Frame::data(half)),
            None => Err(std::io::Error::other("broken off on purpose")),
        }))
    }
}
