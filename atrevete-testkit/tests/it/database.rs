//! A database of a test's own, made from a template and dropped with it.
//!
//! Where `DATABASE_URL` is not set there is no server: a test that needs one says so and is skipped, or fails where
//! `ATREVETE_TESTS=all` asks for all of them. `scripts/with-services` brings a server, and CI runs under it.

#![expect(clippy::unwrap_used, reason = "a server that does not answer fails whatever test asked for it")]

use atrevete_adapters::postgres::MIGRATIONS;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    process,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};
use tokio::{runtime::Runtime, sync::OnceCell};

/// A database and its pool; dropped with it.
pub(crate) struct Database {
    pub(crate) pool: PgPool,
    name: String,
    server: PgConnectOptions,
}

impl Drop for Database {
    fn drop(&mut self) {
        let (name, server) = (self.name.clone(), self.server.clone());
        // A database that stays behind is its server's affair, which does not outlive the tests.
        let _ = wait(async move {
            let mut admin = PgConnection::connect_with(&server).await?;
            admin.execute(AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await
        });
    }
}

/// The runtime of all databases: pools outlive the tests' own.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap())
}

/// Runs a future on the databases' runtime, from wherever.
pub(crate) async fn on<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    runtime().spawn(future).await.expect("the future does not panic")
}

/// The same for a thread that waits.
pub(crate) fn wait<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let (done, when) = mpsc::channel();
    runtime().spawn(async move {
        let _ = done.send(future.await);
    });
    when.recv().expect("the future does not panic")
}

fn server(name: &str) -> Option<PgConnectOptions> {
    if let Ok(url) = std::env::var("DATABASE_URL") {
        return Some(url.parse().expect("DATABASE_URL is the address of a PostgreSQL server"));
    }
    let all = std::env::var("ATREVETE_TESTS").is_ok_and(|which| which == "all");
    assert!(!all, "{name} needs PostgreSQL: run the tests under scripts/with-services");
    eprintln!("{name} is skipped, it needs PostgreSQL: run it under scripts/with-services");
    None
}

/// The migrated database that the others are copies of.
async fn template(server: &PgConnectOptions) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("test_template_{}", process::id());
            let mut admin = PgConnection::connect_with(server).await.unwrap();
            admin
                .execute(AssertSqlSafe(format!("drop database if exists {name} with (force)")))
                .await
                .unwrap();
            admin.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
            let own = PgPool::connect_with(server.clone().database(&name)).await.unwrap();
            MIGRATIONS.run(&own).await.unwrap();
            own.close().await;
            name
        })
        .await
}

/// An empty database with all tables, for the test of this name; `None` where there is no server.
pub(crate) async fn fresh(name: &str) -> Option<Database> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let server = server(name)?;
    let made = on(async move {
        let template = template(&server).await;
        let name = format!("test_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::connect_with(&server).await.unwrap();
        admin.execute(AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await.unwrap();
        admin.execute(AssertSqlSafe(format!("create database {name} template {template}"))).await.unwrap();
        let options = PgPoolOptions::new().max_connections(16).test_before_acquire(false);
        let pool = options.connect_with(server.clone().database(&name)).await.unwrap();
        Database { pool, name, server }
    });
    Some(made.await)
}
