//! The Chatwoot adapter against its stand-in: what a customer reads, whatever happens on the way.

mod delivery;
mod reconcile;
mod team;
mod voice;
mod window;

use atrevete_adapters::{
    chatwoot::{Allowed, Chatwoot, Rate, Settings, Team, TeamPost, Template, safe::Markup},
    http::Limits,
};
use atrevete_domain::{
    dialogue::ThreadId,
    values::{Id as _, Instant},
    wording::ApprovedKind,
};
use atrevete_ports::{Manner, Outbound, OutboxId, PortError};
use atrevete_testkit::{
    fakes::ManualClock,
    standins::chatwoot::{ACCOUNT, AGENT_TOKEN, BOT_TOKEN, ChatwootStandIn, INBOX, TEAM_CONVERSATION},
};
use secrecy::SecretString;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// Tuesday 2026-03-10, 10:00 in Madrid.
fn tuesday() -> Instant {
    "2026-03-10T09:00:00Z".parse().expect("an instant")
}

/// A salon's Chatwoot, the adapter, and somebody who has just written.
struct Scene {
    clock: Arc<ManualClock>,
    standin: ChatwootStandIn,
    chatwoot: Arc<Chatwoot>,
    her: i64,
}

impl Scene {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(ManualClock::at(tuesday()));
        let standin = ChatwootStandIn::start(clock.clone()).await;
        standin.approve("recordatorio", "Hola, {{1}}: {{2}} a las {{3}} con {{4}}, {{5}}. Señal: {{6}}.");
        standin.approve("aviso", "Hola, {{1}}: {{2}}");
        let mut settings = settings(&standin.base());
        change(&mut settings);
        let chatwoot = Arc::new(Chatwoot::new(settings).expect("the settings are right"));
        let her = standin.customer("34612345678", "Lucía");
        standin.customer_writes(her, "Hola");
        standin.deliveries();
        Self { clock, standin, chatwoot, her }
    }

    fn message(&self, name: &str, text: &str) -> Outbound {
        Outbound {
            key: OutboxId::named("test", name),
            attempt: 1,
            thread: self.thread(),
            text: text.to_owned(),
            answers: Vec::new(),
            approved: Vec::new(),
            manner: Manner::Reply,
        }
    }

    fn thread(&self) -> ThreadId {
        ThreadId(format!("{ACCOUNT}/{}", self.her))
    }

    fn read(&self) -> Vec<String> {
        self.standin.read_by(self.her).into_iter().map(|shown| shown.text).collect()
    }
}

fn settings(base: &str) -> Settings {
    let template = |name: &str| Template {
        name: name.to_owned(),
        language: "es".to_owned(),
        category: "UTILITY".to_owned(),
        link_base: None,
    };
    Settings {
        base: format!("{base}/"),
        account: ACCOUNT,
        bot: SecretString::from(BOT_TOKEN.to_owned()),
        agent: SecretString::from(AGENT_TOKEN.to_owned()),
        markup: Markup::Rendered,
        team: Team {
            conversation: TEAM_CONVERSATION,
            post: TeamPost::Note,
            assign: Some(4),
            label: Some("atencion-humana".to_owned()),
        },
        templates: BTreeMap::from([
            (ApprovedKind::Reminder, template("recordatorio")),
            (ApprovedKind::Notice, template("aviso")),
        ]),
        limits: Limits {
            attempt: Duration::from_millis(400),
            pause: Duration::from_millis(5),
            ..Limits::default()
        },
        pace: Rate { burst: 300, every: Duration::from_secs(6) },
    }
}

fn allowed() -> Allowed {
    Allowed { accounts: vec![ACCOUNT], inboxes: vec![INBOX], channels: vec!["Channel::Whatsapp".to_owned()] }
}

/// How long a failed call wants to be left alone.
fn wait(error: &PortError) -> Option<Duration> {
    match error.fault {
        atrevete_ports::Fault::Transient { retry_after } => retry_after,
        other => panic!("{other:?}"),
    }
}
