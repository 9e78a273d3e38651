//! The real chain over HTTP: a Chatwoot that delivers, the webhook, the driver, the adapter that answers, and the
//! telephone of a customer who reads it.

use atrevete_adapters::{
    chatwoot::{Allowed, Chatwoot, Rate, Settings, Team, TeamPost, Template, safe::Markup},
    http::Limits,
};
use atrevete_domain::{
    booking::Customer,
    dialogue::ChannelId,
    values::{CauseId, CustomerId, Epoch, Id as _, Instant, Phone},
    wording::ApprovedKind,
};
use atrevete_ports::{
    Clock as _,
    drive::{Driver, Ports, Settings as DriverSettings, Worked},
};
use atrevete_server::{
    app,
    webhooks::{CatchUp, Door, Live, router},
    workers::{Bell, Chore as _},
};
use atrevete_testkit::{
    Rows as _,
    fakes::{FakeCalendar, FakeStripe, ManualClock, MemoryStore},
    standins::chatwoot::{
        ACCOUNT, AGENT_TOKEN, BOT_TOKEN, ChatwootStandIn, Delivery, INBOX, TEAM_CONVERSATION,
    },
};
use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

const SECRET: &str = "fVY5wZ8kQ2mN7pR3tXb9cD4e";

/// Tuesday 2026-03-10, 10:00 in Madrid.
fn tuesday() -> Instant {
    super::shop::TUESDAY.parse().unwrap()
}

struct Salon {
    clock: Arc<ManualClock>,
    standin: ChatwootStandIn,
    store: Arc<MemoryStore>,
    driver: Driver,
    catch_up: CatchUp,
    webhook: String,
    secret: SecretString,
    her: i64,
}

fn chatwoot(base: String) -> Settings {
    let notice = Template {
        name: "aviso".to_owned(),
        language: "es".to_owned(),
        category: "UTILITY".to_owned(),
        link_base: None,
    };
    Settings {
        base,
        account: ACCOUNT,
        bot: SecretString::from(BOT_TOKEN.to_owned()),
        agent: SecretString::from(AGENT_TOKEN.to_owned()),
        markup: Markup::Rendered,
        team: Team {
            conversation: TEAM_CONVERSATION,
            post: TeamPost::Note,
            assign: None,
            label: Some("persona".to_owned()),
        },
        templates: BTreeMap::from([(ApprovedKind::Notice, notice)]),
        limits: Limits::default(),
        pace: Rate::default(),
    }
}

impl Salon {
    async fn new() -> Self {
        let clock = Arc::new(ManualClock::at(tuesday()));
        let standin = ChatwootStandIn::start(clock.clone()).await;
        standin.approve("aviso", "Hola, {{1}}: {{2}}");
        let adapter = Arc::new(Chatwoot::new(chatwoot(standin.base())).unwrap());
        let epoch = Epoch(CauseId::named("epoch", "live").uuid());
        let store = Arc::new(MemoryStore::new(app::salon(), epoch, clock.clone()));
        let ports = Ports {
            store: store.clone(),
            inbox: store.clone(),
            outbox: store.clone(),
            timers: store.clone(),
            customers: store.clone(),
            catalogue: store.clone(),
            calendar: Arc::new(FakeCalendar::default()),
            payments: Arc::new(FakeStripe::new(clock.clone())),
            notifications: adapter.clone(),
            messenger: adapter.clone(),
            language: app::reader(),
            clock: clock.clone(),
        };
        let quiet = DriverSettings { quiet: TimeDelta::zero(), ..DriverSettings::default() };
        let driver = Driver::new(ports, quiet);
        let secret = SecretString::from(SECRET.to_owned());
        let allowed = Allowed {
            accounts: vec![ACCOUNT],
            inboxes: vec![INBOX],
            channels: vec!["Channel::Whatsapp".to_owned()],
        };
        let door = Door { tokens: None, secrets: vec![secret.clone()], allowed };
        let catch_up = CatchUp::new(
            driver.clone(),
            adapter.clone(),
            &door,
            clock.clone(),
            tuesday() - TimeDelta::minutes(1),
            Duration::ZERO,
        );
        let live = Live::new(driver.clone(), adapter, door, clock.clone(), Bell::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let webhook = format!("http://{}/api/webhook/chatwoot", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router::<Live>().with_state(live)).await });
        let her = standin.customer("34612345678", "Lucía");
        Self { clock, standin, store, driver, catch_up, webhook, secret, her }
    }

    /// Delivers what waits, and whatever that brings about, until nothing waits any more.
    async fn settle(&self) {
        for _ in 0..50 {
            let waiting = self.standin.deliveries();
            for delivery in &waiting {
                self.deliver(delivery).await;
            }
            let worked = self.work().await;
            // What follows an answer (the switch that is shown) is on its way for a moment.
            tokio::time::sleep(Duration::from_millis(20)).await;
            if waiting.is_empty() && !worked {
                return;
            }
        }
        panic!("it does not come to rest");
    }

    async fn deliver(&self, delivery: &Delivery) {
        let status = self.standin.deliver(&self.webhook, Some(&self.secret), delivery).await;
        assert_eq!(status, 200, "{delivery:?}");
    }

    async fn work(&self) -> bool {
        let mut worked = false;
        loop {
            let fired = self.driver.wake().await.unwrap() > 0;
            let stepped = self.driver.step().await.unwrap() == Worked::Yes;
            let sent = self.driver.relay().await.unwrap() == Worked::Yes;
            if !fired && !stepped && !sent {
                return worked;
            }
            worked = true;
        }
    }

    fn read(&self) -> Vec<String> {
        self.standin.read_by(self.her).into_iter().map(|shown| shown.text).collect()
    }

    async fn says(&self, text: &str) -> Vec<String> {
        let before = self.read().len();
        self.standin.customer_writes(self.her, text);
        self.settle().await;
        self.read().split_off(before)
    }

    /// Nothing was asked that nobody agreed on, and nothing is left undone.
    fn ends_well(&self) {
        assert_eq!(self.standin.complaints(), Vec::<String>::new());
        assert_eq!(self.store.stuck(self.clock.now()).len(), 0);
    }
}

#[tokio::test]
async fn a_customer_is_answered_once_whatever_is_delivered_how_often_and_in_which_order() {
    let salon = Salon::new().await;
    salon.standin.customer_writes(salon.her, "Hola");
    let mut waiting = salon.standin.deliveries();
    waiting.extend(waiting.clone());
    waiting.reverse();
    for delivery in &waiting {
        salon.deliver(delivery).await;
    }
    salon.settle().await;
    let read = salon.read();
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].contains("asistente automática"), "{read:?}");
    salon.ends_well();
}

#[tokio::test]
async fn an_automations_shape_of_the_same_message_is_the_same_message() {
    let salon = Salon::new().await;
    let id = salon.standin.customer_writes(salon.her, "Hola");
    let payload = salon.standin.conversation_rooted(id);
    let delivery = Delivery { event: String::new(), id: "x".to_owned(), payload };
    salon.deliver(&delivery).await;
    salon.settle().await;
    assert_eq!(salon.read().len(), 1);
}

#[tokio::test]
async fn what_was_never_delivered_is_found_and_what_comes_late_is_known() {
    let salon = Salon::new().await;
    salon.standin.customer_writes(salon.her, "Hola");
    let lost = salon.standin.deliveries();
    let _ = salon.catch_up.once().await.unwrap();
    salon.settle().await;
    assert_eq!(salon.read().len(), 1, "the first message of somebody nobody knew");
    for delivery in &lost {
        salon.deliver(delivery).await;
    }
    let _ = salon.catch_up.once().await.unwrap();
    salon.settle().await;
    assert_eq!(salon.read().len(), 1);
    salon.ends_well();
}

#[tokio::test]
async fn a_person_who_writes_has_the_conversation_until_she_ticks_the_box() {
    for phone_app in [false, true] {
        let salon = Salon::new().await;
        assert_eq!(salon.says("Hola").await.len(), 1);
        if phone_app {
            salon.standin.phone_app_writes(salon.her, "Hola, soy la encargada");
        } else {
            salon.standin.agent_writes(salon.her, "Hola, soy la encargada");
        }
        salon.settle().await;
        assert_eq!(salon.standin.attributes(salon.her)["atencion_automatica"], json!(false), "people see it");
        for _ in 0..5 {
            assert!(salon.says("¿Cuánto cuesta cortarse el pelo?").await.is_empty());
        }
        salon.standin.agent_switches(salon.her, &json!(true));
        let before = salon.read().len();
        salon.settle().await;
        assert_eq!(salon.read().len(), before + 1, "she says that she is back");
        assert!(!salon.says("¿Cuánto cuesta cortarse el pelo?").await.is_empty());
        salon.standin.agent_writes(salon.her, "Sigo yo");
        salon.settle().await;
        assert!(salon.says("¿Y teñirse?").await.is_empty(), "a second time");
        salon.standin.agent_switches(salon.her, &json!(true));
        salon.standin.deliveries();
        let _ = salon.catch_up.once().await.unwrap();
        salon.settle().await;
        assert!(!salon.says("¿Y teñirse?").await.is_empty(), "given back although nobody delivered it");
        salon.ends_well();
    }
}

#[tokio::test]
async fn the_box_alone_silences_and_gives_back() {
    let salon = Salon::new().await;
    salon.says("Hola").await;
    salon.standin.agent_switches(salon.her, &json!(false));
    salon.settle().await;
    assert!(salon.says("¿Cuánto cuesta cortarse el pelo?").await.is_empty());
    salon.standin.agent_switches(salon.her, &json!(true));
    salon.settle().await;
    assert!(!salon.says("¿Cuánto cuesta cortarse el pelo?").await.is_empty());
    salon.ends_well();
}

#[tokio::test]
async fn a_handoff_waits_for_a_person_and_is_not_taken_for_one() {
    let salon = Salon::new().await;
    salon.says("Hola").await;
    let told = salon.says("Quiero hablar con una persona").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(salon.standin.notes(salon.her).len(), 1, "the team has its note");
    assert_eq!(salon.standin.notes(TEAM_CONVERSATION).len(), 1);
    assert_eq!(salon.standin.attributes(salon.her)["atencion_automatica"], json!(false));
    assert_eq!(salon.standin.labels(salon.her), ["persona"]);
    // Our own change of the switch came back by webhook; nobody has taken the conversation, and she is told so, once.
    let first = salon.says("¿Hola?").await;
    assert!(first.len() <= 1, "{first:?}");
    assert!(salon.says("¿Hola??").await.is_empty());
    salon.standin.agent_switches(salon.her, &json!(true));
    salon.settle().await;
    assert!(!salon.says("¿Cuánto cuesta cortarse el pelo?").await.is_empty());
    salon.ends_well();
}

#[tokio::test]
async fn a_person_who_overtakes_an_answer_withdraws_it() {
    let salon = Salon::new().await;
    salon.says("Hola").await;
    let before = salon.read().len();
    salon.standin.customer_writes(salon.her, "¿Cuánto cuesta cortarse el pelo?");
    for delivery in salon.standin.deliveries() {
        salon.deliver(&delivery).await;
    }
    // The answer is written and has not left.
    while salon.driver.step().await.unwrap() == Worked::Yes {}
    salon.standin.agent_writes(salon.her, "Yo te digo");
    for delivery in salon.standin.deliveries() {
        salon.deliver(&delivery).await;
    }
    salon.settle().await;
    assert_eq!(salon.read().len(), before + 1, "nothing but what the person wrote");
    salon.ends_well();
}

#[tokio::test]
async fn a_number_on_her_card_makes_nobody_somebody_else() {
    let salon = Salon::new().await;
    let phone = Phone::parse("+34612345678", "ES").unwrap();
    let known = CustomerId::named("test", "known");
    salon.store.seed_customer(Customer::new(known, None, Some(phone), tuesday()), None);
    let other = salon.standin.customer("ES.1A2B3C4D", "lucia.mm");
    salon.standin.card_says(other, "+34612345678");
    for (who, source, is_her) in [(other, "ES.1A2B3C4D", false), (salon.her, "34612345678", true)] {
        salon.standin.customer_writes(who, "¿Qué citas tengo?");
        salon.settle().await;
        assert!(!salon.standin.read_by(who).is_empty());
        let channel = ChannelId(format!("chatwoot:{INBOX}:{source}"));
        let customer = salon.store.customer_of(&channel).map(|c| c.id);
        assert_eq!(customer == Some(known), is_her, "{source}");
    }
}
