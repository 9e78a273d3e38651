//! The database as the command line uses it: opened for one command, changed by whoever runs it.

use crate::{
    clock::{self, Wall},
    config,
};
use anyhow::{Context as _, Result};
use atrevete_adapters::postgres::{self, PgStore, salon::Author};
use std::sync::Arc;

/// Connections of one command.
const CONNECTIONS: u32 = 2;

/// Runs a command that waits for the database.
pub(super) fn run<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The store over the database of the settings, its tables as new as this program.
///
/// # Errors
/// When no database is named, it does not answer, or it cannot be migrated.
pub(super) async fn open() -> Result<PgStore> {
    let url = config::setting(config::DATABASE_URL)?.or(config::setting("DATABASE_URL")?);
    let url = url.with_context(|| format!("set {} to the database", config::DATABASE_URL))?;
    let pool = postgres::connect(&url, CONNECTIONS).await.context("the database cannot be opened")?;
    postgres::migrate(&pool).await.context("the database cannot be migrated")?;
    Ok(PgStore::new(pool, Arc::default(), Arc::new(Wall)))
}

/// Who changes the salon: a command, at this moment.
pub(super) fn author(command: &str) -> Author {
    Author { who: format!("atrevete {command}"), at: clock::now() }
}
