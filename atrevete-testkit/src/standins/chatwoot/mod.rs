//! Chatwoot with a WhatsApp behind it.
//!
//! It keeps contacts, conversations and messages; delivers webhooks when it is told to, signed or not, and lets the test
//! drop, double and reorder them; answers the part of the API that Maite uses, with the limits of a bot's token; runs
//! Liquid and CommonMark over what is sent and shows what a customer would read; and refuses on WhatsApp's side what
//! WhatsApp refuses, after it has said yes.
//!
//! Invariants: what is stored and what is answered may differ only where a test asks for it; whatever breaks the agreed
//! protocol is kept as a complaint, which a test asserts to be none.

mod api;
mod payload;
mod rows;
mod whatsapp;

pub use rows::{Attachment, Message, Sender};
pub use whatsapp::Shown;

use crate::fakes::ManualClock;
use atrevete_adapters::{
    chatwoot::signature,
    http::{Body, Destination, Http, Limits, Method, Request},
};
use atrevete_ports::Clock as _;
use rows::Rows;
use secrecy::SecretString;
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// The account of every stand-in.
pub const ACCOUNT: i64 = 1;
/// Its WhatsApp inbox.
pub const INBOX: i64 = 3;
/// The team's inbox, in which nobody is served.
pub const TEAM_INBOX: i64 = 9;
/// The team's conversation.
pub const TEAM_CONVERSATION: i64 = 7;
/// A bot's token.
pub const BOT_TOKEN: &str = "bot-token";
/// An agent's token.
pub const AGENT_TOKEN: &str = "agent-token";
/// An administrator's token.
pub const ADMIN_TOKEN: &str = "admin-token";

/// A webhook that waits to be delivered.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The event's name.
    pub event: String,
    /// The job's id: the same when one job is run twice.
    pub id: String,
    /// What is told.
    pub payload: Value,
}

/// What goes wrong with the next request of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Nothing is done, and this status answered.
    Refuse(u16),
    /// All is done, and this status answered: the answer got lost on the way.
    DoAndAnswer(u16),
    /// This status is answered, and it is done once the test says so: it waited in a queue.
    DoLater(u16),
    /// No answer comes.
    Hang,
}

/// The kinds of request that can be troubled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// A message is posted.
    Post,
    /// Messages are listed.
    Messages,
    /// Conversations are listed.
    Conversations,
    /// Attributes are read or set.
    Attributes,
    /// Labels are read or set.
    Labels,
}

/// What stands in for Chatwoot.
pub struct ChatwootStandIn {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

/// What the server and the test's hands share.
pub(crate) struct Shared {
    rows: Mutex<Rows>,
    clock: Arc<ManualClock>,
}

impl Shared {
    pub(crate) fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows, with the clock they go by brought up to the present.
    pub(crate) fn now(&self) -> MutexGuard<'_, Rows> {
        let mut rows = self.rows();
        rows.now = self.clock.now();
        rows
    }
}

impl ChatwootStandIn {
    /// Starts one on a free port, going by this clock.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(clock: Arc<ManualClock>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let shared = Arc::new(Shared { rows: Mutex::new(Rows::new(clock.now())), clock });
        let router = api::router(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, shared, server }
    }

    /// Its address, without a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.shared.now()
    }

    /// Whatever was asked in a way that was not agreed.
    pub fn complaints(&self) -> Vec<String> {
        self.rows().complaints.clone()
    }

    // --- People -----------------------------------------------------------------------------------------------

    /// Somebody whom WhatsApp knows by this name of its own: digits, or a user name. Her conversation's number.
    pub fn customer(&self, source: &str, name: &str) -> i64 {
        self.rows().customer(source, name)
    }

    /// What stands on somebody's card as her number, whoever wrote it there.
    pub fn card_says(&self, conversation: i64, phone: &str) {
        self.rows().contact_of(conversation).phone = Some(phone.to_owned());
    }

    /// A customer writes.
    pub fn customer_writes(&self, conversation: i64, text: &str) -> i64 {
        self.rows().incoming(conversation, Some(text), Vec::new())
    }

    /// A customer taps on a button or a row: nothing but its title arrives.
    ///
    /// # Panics
    /// When her last message shows no such title.
    pub fn customer_taps(&self, conversation: i64, title: &str) -> i64 {
        let mut rows = self.rows();
        let shown = whatsapp::read_by(&rows, conversation).pop();
        let titles = shown.map(|shown| shown.titles).unwrap_or_default();
        assert!(titles.iter().any(|shown| shown == title), "nobody can tap on {title}: {titles:?}");
        rows.incoming(conversation, Some(title), Vec::new())
    }

    /// A customer sends something that is no text.
    pub fn customer_sends(&self, conversation: i64, attachment: Attachment) -> i64 {
        self.rows().incoming(conversation, None, vec![attachment])
    }

    /// A person of the salon writes in Chatwoot.
    pub fn agent_writes(&self, conversation: i64, text: &str) -> i64 {
        self.rows().outgoing(conversation, text, Sender::User(5), false)
    }

    /// A person of the salon writes a private note.
    pub fn agent_notes(&self, conversation: i64, text: &str) -> i64 {
        self.rows().outgoing(conversation, text, Sender::User(5), true)
    }

    /// A person of the salon writes in WhatsApp's own app on the salon's telephone.
    pub fn phone_app_writes(&self, conversation: i64, text: &str) -> i64 {
        self.rows().phone_app(conversation, text)
    }

    /// A person of the salon ticks or unticks the box that switches Maite.
    pub fn agent_switches(&self, conversation: i64, on: &Value) {
        self.rows().switch(conversation, on);
    }

    /// A person of the salon closes the conversation: the next message opens another one.
    pub fn agent_resolves(&self, conversation: i64) {
        self.rows().resolve(conversation);
    }

    /// WhatsApp refuses a message after Chatwoot took it.
    pub fn whatsapp_refuses(&self, message: i64, error: &str) {
        self.rows().fail(message, error);
    }

    /// An approved text of the inbox with this body; `{{1}}` and so on are its blanks.
    pub fn approve(&self, name: &str, body: &str) {
        self.rows().approve(name, body);
    }

    // --- Webhooks ---------------------------------------------------------------------------------------------

    /// The webhooks that wait, in order; they no longer do.
    pub fn deliveries(&self) -> Vec<Delivery> {
        std::mem::take(&mut self.rows().deliveries)
    }

    /// A message as an automation rule tells it: the conversation is the root, and there is no event.
    pub fn conversation_rooted(&self, message: i64) -> Value {
        let rows = self.rows();
        payload::conversation_rooted(&rows, message)
    }

    /// Delivers a webhook, signed where there is a secret; the status that answered, 0 when none came in five seconds.
    pub async fn deliver(&self, to: &str, secret: Option<&SecretString>, delivery: &Delivery) -> u16 {
        let body = payload::as_rails_writes(&delivery.payload);
        let limits = Limits { attempt: std::time::Duration::from_secs(5), repeats: 0, ..Limits::default() };
        let to = Destination { name: "webhook", base: to.to_owned(), headers: Vec::new(), limits };
        let Ok(http) = Http::new(&to) else { return 0 };
        let mut request = Request::new("deliver", Method::Post, Vec::<String>::new())
            .with_header("x-chatwoot-delivery", delivery.id.clone())
            .with_body(Body::Bytes("application/json", body.clone().into_bytes()));
        if let Some(secret) = secret {
            let stamp = self.rows().now.timestamp().to_string();
            let signed = signature::sign(secret, &stamp, body.as_bytes());
            request =
                request.with_header(signature::TIMESTAMP, stamp).with_header(signature::SIGNATURE, signed);
        }
        http.send(&request).await.map_or(0, |answer| answer.status())
    }

    // --- Trouble ----------------------------------------------------------------------------------------------

    /// The next request of this kind goes wrong; several are troubled one after the other.
    pub fn trouble(&self, asked: Asked, trouble: Trouble) {
        self.rows().troubles.push((asked, trouble));
    }

    /// What waited in a queue is done now.
    pub fn catch_up(&self) {
        let mut rows = self.rows();
        for (token, conversation, body) in std::mem::take(&mut rows.later) {
            let _ = api::create(&mut rows, &token, conversation, &body);
        }
    }

    // --- Looks ------------------------------------------------------------------------------------------------

    /// What a customer has on her telephone of all that was sent to her, in order.
    pub fn read_by(&self, conversation: i64) -> Vec<Shown> {
        whatsapp::read_by(&self.rows(), conversation)
    }

    /// All messages of a conversation, private notes among them.
    pub fn messages(&self, conversation: i64) -> Vec<Message> {
        self.rows().messages.values().filter(|m| m.conversation == conversation).cloned().collect()
    }

    /// The private notes of a conversation as they were written.
    pub fn notes(&self, conversation: i64) -> Vec<String> {
        let notes = self.messages(conversation).into_iter().filter(|m| m.private);
        notes.map(|m| whatsapp::plain(&m.content.unwrap_or_default())).collect()
    }

    /// A conversation's attributes.
    pub fn attributes(&self, conversation: i64) -> Value {
        Value::Object(self.rows().conversation(conversation).attributes.clone())
    }

    /// Sets an attribute that is not ours.
    pub fn set_attribute(&self, conversation: i64, key: &str, value: Value) {
        self.rows().conversation(conversation).attributes.insert(key.to_owned(), value);
    }

    /// A conversation's labels.
    pub fn labels(&self, conversation: i64) -> Vec<String> {
        self.rows().conversation(conversation).labels.clone()
    }

    /// Sets labels that are not ours.
    pub fn set_labels(&self, conversation: i64, labels: &[&str]) {
        self.rows().conversation(conversation).labels = labels.iter().map(|l| (*l).to_owned()).collect();
    }

    /// Status, team and priority of a conversation.
    pub fn stands(&self, conversation: i64) -> (String, Option<i64>, Option<String>) {
        let mut rows = self.rows();
        let c = rows.conversation(conversation);
        (c.status.clone(), c.team, c.priority.clone())
    }

    /// How often messages were posted, whatever was answered.
    pub fn posts(&self) -> usize {
        self.rows().posts
    }
}

impl Drop for ChatwootStandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}
