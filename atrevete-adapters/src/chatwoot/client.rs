//! The adapter: sends what the pure parts made, and knows what is certain and what is not.
//!
//! Invariants: whatever may have been posted is looked for before it is posted again, twenty seconds later, since a look
//! that overtakes a slow post finds nothing and doubles it; what was posted although it may be there already is counted.

use super::{
    calls::{self, Calls},
    mark::Echoes,
    pace::Pace,
    post::Post,
    settings::Settings,
    wire::{PAUSE, SWITCH},
};
use crate::http::{Answer, Destination, Http, Request, SetupError};
use atrevete_domain::dialogue::ThreadId;
use atrevete_ports::{Fault, PortError};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

/// How long to wait before looking for what was perhaps posted: longer than Chatwoot works on any request.
const DOUBT: Duration = Duration::from_secs(20);
/// How long to wait when a conversation has had too many messages in a minute.
const FLOOD: Duration = Duration::from_mins(1);
/// Pages of twenty messages that are looked through for one of ours.
const PAGES: usize = 5;

/// Chatwoot.
pub struct Chatwoot {
    http: Http,
    settings: Settings,
    pace: Mutex<Pace>,
    echoes: Arc<Echoes>,
    /// Marks of posts without a clear answer.
    doubtful: Mutex<BTreeSet<String>>,
    resends: AtomicU64,
}

impl std::fmt::Debug for Chatwoot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chatwoot").field("account", &self.settings.account).finish_non_exhaustive()
    }
}

impl Chatwoot {
    /// An adapter with these settings. Nothing is sent.
    ///
    /// # Errors
    /// When the address or a token cannot be used.
    pub fn new(settings: Settings) -> Result<Self, SetupError> {
        let to = Destination {
            name: "chatwoot",
            base: settings.base.clone(),
            headers: Vec::new(),
            limits: settings.limits,
        };
        Ok(Self {
            http: Http::new(&to)?,
            pace: Mutex::new(Pace::new(settings.pace)),
            settings,
            echoes: Arc::default(),
            doubtful: Mutex::default(),
            resends: AtomicU64::new(0),
        })
    }

    /// Messages that were posted again although the first may have arrived: the one way in which somebody reads
    /// something twice.
    pub fn resends(&self) -> u64 {
        self.resends.load(Ordering::Relaxed)
    }

    pub(super) fn echoes(&self) -> &Echoes {
        &self.echoes
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn calls(&self) -> Calls<'_> {
        Calls(&self.settings)
    }

    /// Sends and insists on success.
    pub(super) async fn ask(&self, port: &'static str, request: &Request) -> Result<Answer, PortError> {
        self.http.send(request).await.and_then(Answer::accepted).map_err(|error| error.at(port))
    }

    /// The conversation of a thread of this account.
    pub(super) fn conversation_of(&self, port: &'static str, thread: &ThreadId) -> Result<i64, PortError> {
        let parts = thread.0.split_once('/').and_then(|(a, c)| Some((a.parse().ok()?, c.parse().ok()?)));
        match parts {
            Some((account, conversation)) if account == self.settings.account => Ok(conversation),
            Some::<(i64, i64)>(_) | None => Err(PortError::new(port, Fault::Rejected)),
        }
    }

    /// Posts what is not there yet, in order.
    pub(super) async fn post_all(
        &self,
        port: &'static str,
        conversation: i64,
        attempt: u16,
        posts: &[Post],
    ) -> Result<(), PortError> {
        let mut missing: BTreeSet<&str> = posts.iter().map(|post| post.mark.as_str()).collect();
        if attempt > 1 {
            self.look(port, conversation, &mut missing).await?;
        }
        for post in posts.iter().filter(|post| missing.contains(post.mark.as_str())) {
            self.post(port, conversation, post).await?;
        }
        Ok(())
    }

    /// Takes so many messages' worth of what may be sent to a conversation.
    pub(super) fn paced(&self, port: &'static str, conversation: i64, count: usize) -> Result<(), PortError> {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = pace.take(conversation, count, Instant::now());
        wait.map_err(|wait| PortError::new(port, Fault::Transient { retry_after: Some(wait) }))
    }

    async fn post(&self, port: &'static str, conversation: i64, post: &Post) -> Result<(), PortError> {
        let again = self.doubtful().contains(&post.mark);
        if again {
            self.resends.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(conversation, mark = post.mark, "posted again, and may be there twice");
        }
        let answer = self.http.send(&self.calls().post(conversation, post)).await;
        let stored = match answer {
            Ok(answer) if calls::is_flood(&answer) => {
                return Err(PortError::new(port, Fault::Transient { retry_after: Some(FLOOD) }));
            }
            Ok(answer) => answer.accepted().and_then(|answer| calls::stored(&answer)),
            Err(error) => Err(error),
        };
        match stored {
            Ok(_) => {
                self.doubtful().remove(&post.mark);
                Ok(())
            }
            Err(error) if error.may_have_arrived() => {
                self.doubtful().insert(post.mark.clone());
                let fault = Fault::Transient { retry_after: Some(DOUBT) };
                Err(PortError::new(port, fault).because(error))
            }
            Err(error) => Err(error.at(port)),
        }
    }

    /// Takes from `missing` what is there: what came back by webhook, else what a listing shows.
    async fn look(
        &self,
        port: &'static str,
        conversation: i64,
        missing: &mut BTreeSet<&str>,
    ) -> Result<(), PortError> {
        missing.retain(|mark| !self.echoes.knows(mark));
        let mut before = None;
        for _ in 0..PAGES {
            if missing.is_empty() {
                return Ok(());
            }
            let answer = self.ask(port, &self.calls().messages(conversation, before)).await?;
            let page = calls::messages(&answer).map_err(|error| error.at(port))?;
            for mark in page.iter().filter_map(calls::mark_on) {
                missing.remove(mark);
                self.doubtful().remove(mark);
            }
            let oldest = page.iter().filter_map(|m| super::field::int(super::field::at(m, &["id"]))).min();
            // A page that holds nothing older than the last one was the last.
            if oldest.is_none() || oldest == before {
                return Ok(());
            }
            before = oldest;
        }
        Ok(())
    }

    fn doubtful(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.doubtful.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows in Chatwoot that a person has a conversation. `name` names the pause: whoever switches Maite on again leaves
    /// it there, and so tells which pause she ended.
    ///
    /// # Errors
    /// When Chatwoot does not answer.
    pub async fn pause(&self, thread: &ThreadId, name: &str) -> Result<(), PortError> {
        let conversation = self.conversation_of("messenger", thread)?;
        self.merge_attributes("messenger", conversation, &paused(name)).await
    }

    /// Shows in Chatwoot that Maite has a conversation again, after it was given back elsewhere.
    ///
    /// # Errors
    /// When Chatwoot does not answer.
    pub async fn resume(&self, thread: &ThreadId) -> Result<(), PortError> {
        let conversation = self.conversation_of("messenger", thread)?;
        let on = [(SWITCH, json!(true)), (PAUSE, Value::Null)];
        self.merge_attributes("messenger", conversation, &on).await
    }

    /// Sets attributes and keeps the others: Chatwoot replaces them all. A `Null` takes one away.
    pub(super) async fn merge_attributes(
        &self,
        port: &'static str,
        conversation: i64,
        ours: &[(&str, Value)],
    ) -> Result<(), PortError> {
        let answer = self.ask(port, &self.calls().conversation(conversation)).await?;
        let before = calls::attributes(&answer).map_err(|error| error.at(port))?;
        let after = merged(before.clone(), ours);
        if after != before {
            self.ask(port, &self.calls().attributes(conversation, &after)).await?;
        }
        Ok(())
    }

    /// Adds a label and keeps the others: Chatwoot replaces them all.
    pub(super) async fn add_label(
        &self,
        port: &'static str,
        conversation: i64,
        label: &str,
    ) -> Result<(), PortError> {
        let answer = self.ask(port, &self.calls().labels(conversation)).await?;
        let mut all = calls::labels(&answer).map_err(|error| error.at(port))?;
        if all.iter().any(|known| known == label) {
            return Ok(());
        }
        all.push(label.to_owned());
        self.ask(port, &self.calls().set_labels(conversation, &all)).await?;
        Ok(())
    }
}

/// The attributes of a conversation that a person has, under the name of the pause.
pub(super) fn paused(name: &str) -> [(&'static str, Value); 2] {
    [(SWITCH, json!(false)), (PAUSE, json!(name))]
}

fn merged(mut all: Map<String, Value>, ours: &[(&str, Value)]) -> Map<String, Value> {
    for (key, value) in ours {
        if value.is_null() {
            all.remove(*key);
        } else {
            all.insert((*key).to_owned(), value.clone());
        }
    }
    all
}
