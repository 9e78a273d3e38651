//! PostgreSQL: the salon's rows.
//!
//! [`PgStore`] implements `Store`, `Inbox`, `Outbox`, `Timers` and `Customers`; [`salon`] holds the catalogue. What holds whoever writes stands in `migrations/` as constraints; this module turns their refusals into
//! the outcomes that the driver knows.
//!
//! Invariants: queries are checked against the migrations at compile time (`.sqlx/` holds what was checked) and take the
//! time as a parameter; a row that cannot be read is an error that names it; nothing is locked across an outside call.
//!
//! Locks are taken in one order: the lane of the claim, stylists by id, rows, other inbox lanes, outbox lanes. Where two
//! transactions meet in another order all the same, PostgreSQL ends one of them, which is then `Stale` or tried again.

mod chairs;
mod commit;
mod error;
mod facts;
mod fence;
mod inbox;
mod inconsistent;
mod money;
mod names;
mod outbox;
mod people;
mod read;
mod rows;
pub mod salon;
mod stuck;
mod timers;

pub use error::Unreadable;
pub use inconsistent::Inconsistent;
pub use stuck::Stuck;

use atrevete_domain::values::Instant;
use atrevete_ports::{Clock, Fault, PortError};
use error::broken;
use salon::SalonCache;
use sqlx::{
    ConnectOptions as _, PgPool, Postgres, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr as _, sync::Arc, time::Duration};
use tokio::sync::watch;

/// The migrations, in order, as they were built in.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// A transaction of ours.
type Tx = Transaction<'static, Postgres>;

/// The rows of one salon in PostgreSQL.
///
/// Cheap to clone; clones share the pool and the salon that is kept in memory.
#[derive(Clone)]
pub struct PgStore {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    salon: Arc<SalonCache>,
    woken: watch::Sender<()>,
}

/// Opens a pool of at most `size` connections; `url` is `postgres://user@host/database`.
///
/// Statements end after 10 seconds, waits for locks after 3, transactions that do nothing after 15: whoever hangs gives
/// way. Statements are not logged: they carry what customers said.
///
/// # Errors
/// `Misconfigured` when the URL cannot be read; otherwise when the database does not answer.
pub async fn connect(url: &str, size: u32) -> Result<PgPool, PortError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|e| PortError::new("store", Fault::Misconfigured).because(e))?
        .application_name("atrevete")
        .options([
            ("statement_timeout", "10s"),
            ("lock_timeout", "3s"),
            ("idle_in_transaction_session_timeout", "15s"),
        ])
        .disable_statement_logging();
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(5))
        // A dead connection shows itself at its first statement; asking before each use costs a round trip.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(broken)
}

/// Brings the database to the newest migration, under an advisory lock: of several processes that start at once one
/// migrates and the others wait.
///
/// # Errors
/// When a migration fails or is not the one that was applied before (`Misconfigured`), or the database does not answer.
pub async fn migrate(pool: &PgPool) -> Result<(), PortError> {
    MIGRATIONS.run(pool).await.map_err(|e| match e {
        sqlx::migrate::MigrateError::Execute(e) => broken(e),
        other => PortError::new("store", Fault::Misconfigured).because(other),
    })
}

impl PgStore {
    /// The store over a pool whose database has been migrated and seeded; the cache is shared with the catalogue.
    pub fn new(pool: PgPool, salon: Arc<SalonCache>, clock: Arc<dyn Clock>) -> Self {
        Self { pool, clock, salon, woken: watch::Sender::new(()) }
    }

    /// Changes whenever this process has committed something that may be worked on: an event, an effect, a timer. What
    /// other processes write and what becomes due by itself is found by looking now and then.
    pub fn woken(&self) -> watch::Receiver<()> {
        self.woken.subscribe()
    }

    /// The pool, for what is beside the ports: the panel's pages, backups, checks.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    fn wake(&self) {
        self.woken.send_replace(());
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }
}
