//! The program itself, as a salon runs it: PostgreSQL, Chatwoot and Stripe over their wires, and a `kill -9` in between.

use crate::database::{self, Database};
use atrevete_domain::values::CheckoutId;
use atrevete_server::clock;
use atrevete_testkit::{
    fakes::ManualClock,
    standins::{
        chatwoot::{ACCOUNT, AGENT_TOKEN, BOT_TOKEN, ChatwootStandIn, INBOX, TEAM_CONVERSATION},
        stripe::{KEY, StripeStandIn},
    },
};
use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::time::{self, Instant};

const SALON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../atrevete-testkit/data/atrevete.toml");
const TOKEN: &str = "0123456789abcdef01234567";
const SIGNING: &str = "whsec_0123456789abcdef";
/// Longer than anything takes here, a burst's quiet time included.
const PATIENCE: Duration = Duration::from_mins(1);

/// A salon with everything outside of it played, and the program that serves it.
struct Served {
    database: Database,
    chatwoot: ChatwootStandIn,
    stripe: StripeStandIn,
    port: u16,
    program: Child,
    her: i64,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The program over this database and these stand-ins.
fn program(database: &Database, chatwoot: &ChatwootStandIn, stripe: &StripeStandIn, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atrevete"));
    command
        .env("ATREVETE_DATABASE_URL", super::salon::url(&database.pool))
        .env("ATREVETE_ADDRESS", format!("127.0.0.1:{port}"))
        .env("ATREVETE_PUBLIC_URL", "https://citas.example")
        .env("ATREVETE_CHATWOOT_URL", chatwoot.base())
        .env("ATREVETE_CHATWOOT_ACCOUNTS", ACCOUNT.to_string())
        .env("ATREVETE_CHATWOOT_INBOXES", INBOX.to_string())
        .env("ATREVETE_CHATWOOT_TOKEN", TOKEN)
        .env("ATREVETE_CHATWOOT_BOT_TOKEN", BOT_TOKEN)
        .env("ATREVETE_CHATWOOT_AGENT_TOKEN", AGENT_TOKEN)
        .env("ATREVETE_CHATWOOT_TEAM_CONVERSATION", TEAM_CONVERSATION.to_string())
        .env("ATREVETE_STRIPE_KEY", KEY)
        .env("ATREVETE_STRIPE_WEBHOOK_SECRET", SIGNING)
        .env("ATREVETE_STRIPE_URL", stripe.base())
        .env_remove("ATREVETE_CONFIG")
        .stdout(Stdio::null());
    if let Ok(redis) = std::env::var("REDIS_URL") {
        command.env("ATREVETE_REDIS_URL", redis);
    }
    command
}

impl Served {
    async fn new(name: &str) -> Option<Self> {
        let database = database::fresh(name).await?;
        let clock = Arc::new(ManualClock::at(clock::now()));
        let chatwoot = ChatwootStandIn::start(clock).await;
        let stripe = StripeStandIn::start(Arc::new(clock::Wall)).await;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let seeded = program(&database, &chatwoot, &stripe, port).args(["seed", SALON]).status().unwrap();
        assert!(seeded.success());
        let her = chatwoot.customer("34612345678", "Lucía");
        let program = program(&database, &chatwoot, &stripe, port).arg("serve").spawn().unwrap();
        let served = Self { database, chatwoot, stripe, port, program, her };
        served.is_up().await;
        Some(served)
    }

    async fn is_up(&self) {
        let ready = async {
            while tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await.is_err() {
                time::sleep(Duration::from_millis(20)).await;
            }
        };
        time::timeout(PATIENCE, ready).await.expect("the program listens");
    }

    /// The power goes, and comes back.
    async fn dies_and_comes_back(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        let mut again = program(&self.database, &self.chatwoot, &self.stripe, self.port);
        self.program = again.arg("serve").spawn().unwrap();
        self.is_up().await;
    }

    /// Delivers what waits at both until she has read something more.
    async fn hears(&self, before: usize) -> String {
        let began = Instant::now();
        loop {
            self.deliver().await;
            let read = self.chatwoot.read_by(self.her);
            if let Some(last) = read.get(before) {
                return last.text.clone();
            }
            assert!(
                began.elapsed() < PATIENCE,
                "nobody answers; complaints: {:?}",
                self.chatwoot.complaints()
            );
            time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn deliver(&self) {
        let hook = format!("http://127.0.0.1:{}/api/webhook/chatwoot/{TOKEN}", self.port);
        for delivery in self.chatwoot.deliveries() {
            assert_eq!(self.chatwoot.deliver(&hook, None, &delivery).await, 200);
        }
        let hook = format!("http://127.0.0.1:{}/api/webhook/stripe", self.port);
        for delivery in self.stripe.deliveries(&[SIGNING]) {
            let sent = self.stripe.deliver(&hook, &delivery).await;
            assert_eq!(sent, 200, "{}", delivery.kind);
        }
    }

    async fn says(&self, text: &str) -> String {
        let before = self.chatwoot.read_by(self.her).len();
        self.chatwoot.customer_writes(self.her, text);
        self.hears(before).await
    }

    async fn one<T>(&self, query: &'static str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar(query).fetch_one(&self.database.pool).await.unwrap()
    }
}

#[tokio::test]
async fn a_visit_is_booked_and_paid_although_the_program_is_killed_in_between() {
    let Some(mut salon) = Served::new("process_booking").await else { return };
    let first =
        salon.says("Hola, soy Lucía Pérez, quiero un Barro Gold el martes que viene por la tarde").await;
    assert!(first.contains("asistente automática"), "{first}");
    let mut said = first;
    // Whatever is asked on the way to the link is answered; the day of the test decides what that is.
    for _ in 0..6 {
        if said.contains("señal") {
            break;
        }
        let answer = if said.contains("pelo") && said.contains("1. No") {
            "no, más bien normal"
        } else if said.contains("apellido") {
            "Pérez"
        } else {
            "la primera"
        };
        salon.dies_and_comes_back().await;
        said = salon.says(answer).await;
    }
    assert!(said.contains("https://"), "the link came with the hold: {said}");
    salon.dies_and_comes_back().await;
    let checkout: sqlx::types::Uuid = salon.one("select id from checkouts").await;
    let page: CheckoutId = checkout.to_string().parse().unwrap();
    let before = salon.chatwoot.read_by(salon.her).len();
    salon.stripe.pay(page).unwrap();
    let confirmed = salon.hears(before).await;
    assert!(confirmed.starts_with("Confirmada"), "{confirmed}");
    let live: i64 = salon.one("select count(*) from appointments where status = 'confirmed'").await;
    assert_eq!(live, 1);
    let read: Vec<String> = salon.chatwoot.read_by(salon.her).into_iter().map(|m| m.text).collect();
    let mut once = read.clone();
    once.sort();
    once.dedup();
    assert_eq!(read.len(), once.len(), "nothing is said twice: {read:#?}");
    assert_eq!(salon.chatwoot.complaints(), Vec::<String>::new());
    assert_eq!(salon.stripe.complaints(), Vec::<String>::new());
}
