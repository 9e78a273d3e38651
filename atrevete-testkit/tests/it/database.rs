//! A database of a test's own.
//!
//! Where `DATABASE_URL` is not set there is no server, and a test that needs one says so and ends; `scripts/with-services`
//! brings one, and CI runs under it.

use atrevete_adapters::postgres::MIGRATIONS;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool, postgres::PgConnectOptions};

/// An empty database with all tables. One of this name that an earlier run left behind is dropped first.
pub(crate) async fn fresh(name: &str) -> Option<PgPool> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("{name} needs PostgreSQL: run it under scripts/with-services");
        return None;
    };
    let server: PgConnectOptions = url.parse().unwrap();
    let mut admin = PgConnection::connect_with(&server).await.unwrap();
    admin.execute(AssertSqlSafe(format!("drop database if exists test_{name} with (force)"))).await.unwrap();
    admin.execute(AssertSqlSafe(format!("create database test_{name}"))).await.unwrap();
    let pool = PgPool::connect_with(server.database(&format!("test_{name}"))).await.unwrap();
    MIGRATIONS.run(&pool).await.unwrap();
    Some(pool)
}
