//! PostgreSQL: the salon's rows.
//!
//! Invariants: queries are checked against the migrations at compile time (`.sqlx/` holds what was checked) and take the
//! time as a parameter; a row that cannot be read is an error that names it.

mod inconsistent;
pub mod salon;

pub use inconsistent::Inconsistent;

use sqlx::migrate::Migrator;

/// The migrations, in order, as they were built in.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");
