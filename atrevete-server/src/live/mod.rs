//! A salon served for real: rows in PostgreSQL, customers on Chatwoot, deposits at Stripe.
//!
//! Invariants: tables are brought up to date before anything is taken in; a stop finishes what is under way and loses
//! nothing; Redis is asked for nothing but speed.

mod probes;
mod watch;

use crate::{
    app,
    clock::Wall,
    config::{LiveConfig, Role},
    ops::{self, Metrics, Ops, Probe},
    webhooks::{
        self, CatchUp, Live,
        stripe::{self, StripeHook},
    },
    workers::{Bell, Pace, Workers},
};
use anyhow::{Context as _, Result};
use atrevete_adapters::{
    chatwoot::Chatwoot,
    http::Limits,
    no_calendar::NoCalendar,
    postgres::{
        self, PgStore,
        salon::{self, PostgresCatalogue, SalonCache},
    },
    redis::{Redis, Topic},
    stripe::{Shop, Stripe, StripeConfig},
};
use atrevete_domain::values::Instant;
use atrevete_ports::{
    Catalogue as _, Clock,
    drive::{Driver, Ports, Settings},
};
use axum::{Router, middleware, response::Html, routing::get};
use probes::{PostgresProbe, RedisProbe};
use secrecy::ExposeSecret as _;
use std::{future::Future, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use watch::Watch;

/// Connections to the database; a process with all parts needs one for each loop and some for deliveries.
const CONNECTIONS: u32 = 16;
/// Between two looks for messages that were never delivered.
const RECONCILE: Duration = Duration::from_mins(1);
/// How long a stop waits for work under way.
const PATIENCE: Duration = Duration::from_secs(25);

/// Everything that is open in a process.
struct House {
    store: PgStore,
    catalogue: PostgresCatalogue,
    chatwoot: Arc<Chatwoot>,
    driver: Driver,
    bell: Bell,
    metrics: Arc<Metrics>,
    clock: Arc<dyn Clock>,
    /// When the salon was first written.
    began: Instant,
}

/// Serves until `stopped`.
///
/// # Errors
/// When the database cannot be opened or holds no salon, or an adapter cannot be set up.
pub async fn serve(
    config: LiveConfig,
    listener: TcpListener,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let house = open(&config).await?;
    let mut workers =
        Workers::start(&house.driver, &config.roles, Pace::default(), &house.bell, &house.metrics);
    if config.roles.has(Role::Workers) {
        let catch_up = CatchUp::new(
            house.driver.clone(),
            Arc::clone(&house.chatwoot),
            &config.door(),
            Arc::clone(&house.clock),
            house.began,
            RECONCILE,
        );
        workers.add(catch_up, Pace::default(), &house.bell, &house.metrics);
        workers.add(Watch::new(house.store.clone(), &house), Pace::default(), &house.bell, &house.metrics);
    }
    let listening = tokio::spawn(wake_ups(house.store.clone(), config.redis.clone(), house.bell.clone()));
    tracing::info!(address = %listener.local_addr()?, "serving");
    axum::serve(listener, router(&config, &house)).with_graceful_shutdown(stopped).await?;
    tracing::info!("finishing what is under way");
    workers.stop(PATIENCE).await;
    listening.abort();
    house.store.pool().close().await;
    Ok(())
}

async fn open(config: &LiveConfig) -> Result<House> {
    let pool = postgres::connect(config.database.expose_secret(), CONNECTIONS)
        .await
        .context("the database cannot be opened")?;
    postgres::migrate(&pool).await.context("the database cannot be migrated")?;
    let clock: Arc<dyn Clock> = Arc::new(Wall);
    let cache: Arc<SalonCache> = Arc::default();
    let catalogue = PostgresCatalogue::new(pool.clone(), Arc::clone(&cache));
    let salon =
        catalogue.salon().await.context("there is no salon yet; write one with atrevete seed FILE")?;
    let mut connection = pool.acquire().await?;
    let began = salon::began(&mut connection).await?.context("the salon has no history")?;
    drop(connection);
    let store = PgStore::new(pool, cache, Arc::clone(&clock));
    let chatwoot = Arc::new(Chatwoot::new(config.chatwoot.clone()).context("Chatwoot's settings")?);
    let account = StripeConfig {
        key: config.stripe.key.clone(),
        base: config.stripe.base.clone(),
        shop: Shop {
            salon: salon.profile.name.clone(),
            methods: config.stripe.methods.clone(),
            success_url: config.stripe.success_url.clone(),
            cancel_url: None,
        },
        // Shutting a page may take three calls, which have to fit into the lease of the row that wants it.
        limits: Limits {
            attempt: Duration::from_secs(8),
            call: Duration::from_secs(15),
            ..Limits::default()
        },
    };
    let payments = Stripe::new(account, Arc::clone(&clock)).context("Stripe's settings")?;
    let shared = Arc::new(store.clone());
    let ports = Ports {
        store: shared.clone(),
        inbox: shared.clone(),
        outbox: shared.clone(),
        timers: shared.clone(),
        customers: shared,
        catalogue: Arc::new(catalogue.clone()),
        calendar: Arc::new(NoCalendar),
        payments: Arc::new(payments),
        notifications: chatwoot.clone(),
        messenger: chatwoot.clone(),
        language: app::reader(),
        clock: Arc::clone(&clock),
    };
    let driver = Driver::new(ports, Settings::default());
    let bell = Bell::default();
    Ok(House { store, catalogue, chatwoot, driver, bell, metrics: Arc::default(), clock, began })
}

fn router(config: &LiveConfig, house: &House) -> Router {
    let mut probes: Vec<Box<dyn Probe>> = vec![Box::new(PostgresProbe(house.catalogue.clone()))];
    if let Some(redis) = config.redis.clone() {
        probes.push(Box::new(RedisProbe(redis)));
    }
    let ops = Ops { probes: Arc::new(probes), metrics: Arc::clone(&house.metrics) };
    let mut all = ops::router(ops).route("/gracias", get(|| async { Html(THANKS) }));
    if config.roles.has(Role::Api) {
        let live = Live::new(
            house.driver.clone(),
            Arc::clone(&house.chatwoot),
            config.door(),
            Arc::clone(&house.clock),
            house.bell.clone(),
        );
        let hook = StripeHook {
            inbox: Arc::new(house.store.clone()),
            clock: Arc::clone(&house.clock),
            secrets: config.stripe.secrets.clone(),
            mode: config.stripe.mode,
        };
        all = all.merge(webhooks::router::<Live>().with_state(live)).merge(stripe::router(Arc::new(hook)));
    }
    all.layer(middleware::from_fn_with_state(Arc::clone(&house.metrics), ops::count))
}

/// Rings for what this process has stored, tells the others, and rings for what they tell.
async fn wake_ups(store: PgStore, redis: Option<Redis>, bell: Bell) {
    let mut woken = store.woken();
    let own = async {
        while woken.changed().await.is_ok() {
            bell.ring();
            let Some(redis) = &redis else { continue };
            for topic in [Topic::Message, Topic::Payment] {
                // Whoever is not told looks by herself a moment later.
                let _ = redis.tell(topic).await;
            }
        }
    };
    match &redis {
        None => own.await,
        Some(redis) => {
            tokio::select! {
                () = own => {}
                never = redis.listen(|_| bell.ring()) => match never {},
            }
        }
    }
}

/// What a customer sees who comes back from paying: thanks, and no promise that only the bank can keep.
const THANKS: &str = "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Gracias</title>\
<p>Gracias. En cuanto el banco lo confirme, Maite te lo dice por WhatsApp. Ya puedes cerrar esta página.</p></html>";
