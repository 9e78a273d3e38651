//! The salon as data: read whole from its tables, written whole by the seed, kept in memory while its revision stands.
//!
//! Invariants: what is written is read back as the same value; writing what stands there already changes nothing, no
//! revision either; services, packs and stylists that are gone are switched off, because appointments outlive the list.
//! The revisions themselves are raised by triggers, whoever writes.

mod cache;
mod catalogue;
mod hours;
mod profile;
mod questions;
mod replace;
mod stylists;

pub use cache::{PostgresCatalogue, SalonCache};
pub use replace::{Intent, read, replace};

use super::inconsistent::Inconsistent;
use atrevete_domain::{
    salon::Salon,
    values::{Instant, Money},
};
use serde_json::Value;
use sqlx::{PgConnection, types::Decimal};
use thiserror::Error;

/// Why there is no salon.
#[derive(Debug, Error)]
pub enum SalonError {
    /// The database did not answer, or refused what was written.
    #[error("the salon's tables")]
    Sql(#[from] sqlx::Error),
    /// A row cannot be read.
    #[error("a row of the salon")]
    Row(#[from] Inconsistent),
    /// The tables are empty.
    #[error("the database holds no salon yet")]
    Nothing,
    /// Somebody changed it between reading and writing.
    #[error("the salon was changed meanwhile")]
    Moved,
}

/// Who changes the salon and when, for its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who: a member of the staff, or a command.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// One change of one row, as its history keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// When.
    pub at: Instant,
    /// Who.
    pub who: String,
    /// The table.
    pub table: String,
    /// The row before, column by column; `None`: it is new.
    pub before: Option<Value>,
    /// The row after; `None`: it is gone.
    pub after: Option<Value>,
}

/// The salon as this transaction sees it. Whoever reads in several statements takes a snapshot (repeatable read).
///
/// # Errors
/// [`SalonError::Nothing`] before the first seed.
pub async fn load(db: &mut PgConnection) -> Result<Salon, SalonError> {
    Ok(Salon {
        profile: profile::load(db).await?,
        catalogue: catalogue::load(db).await?,
        stylists: stylists::load(db).await?,
        hours: hours::load(db).await?,
        policy: profile::load_policy(db).await?,
        faq: profile::load_faq(db).await?,
    })
}

/// Writes the whole salon over what stands there; one transaction of the caller's.
///
/// # Errors
/// What the database refuses.
pub async fn write(db: &mut PgConnection, salon: &Salon, author: &Author) -> Result<(), SalonError> {
    sign(db, author).await?;
    profile::write(db, &salon.profile).await?;
    profile::write_policy(db, &salon.policy).await?;
    profile::write_faq(db, &salon.faq).await?;
    catalogue::write(db, &salon.catalogue).await?;
    stylists::write(db, &salon.stylists).await?;
    hours::write(db, &salon.hours).await
}

/// Says for the rest of the transaction who changes the salon.
///
/// # Errors
/// When the database does not answer.
pub async fn sign(db: &mut PgConnection, author: &Author) -> Result<(), SalonError> {
    let at = author.at.to_rfc3339();
    sqlx::query!(
        "select set_config('atrevete.who', $1, true) as who, set_config('atrevete.at', $2, true) as at",
        author.who,
        at
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// The salon's revision, raised by every change; `None` before the first seed.
///
/// # Errors
/// When the database does not answer.
pub async fn revision(db: &mut PgConnection) -> Result<Option<i64>, SalonError> {
    Ok(sqlx::query_scalar!("select rev from salon").fetch_optional(db).await?)
}

/// When the salon was first written: nothing that customers wrote before is Maite's. `None` before the first seed.
///
/// # Errors
/// When the database does not answer.
pub async fn began(db: &mut PgConnection) -> Result<Option<Instant>, SalonError> {
    Ok(sqlx::query_scalar!("select min(at) from salon_history").fetch_one(db).await?)
}

/// The number of the last change that is remembered; 0 where there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn last_change(db: &mut PgConnection) -> Result<i64, SalonError> {
    let last = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "id!" from salon_history"#);
    Ok(last.fetch_one(db).await?)
}

/// What was changed after the change with this number, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn changes_since(db: &mut PgConnection, number: i64) -> Result<Vec<Remembered>, SalonError> {
    let changes = sqlx::query_as!(
        Remembered,
        r#"select at, who, table_name as "table", before, after from salon_history where id > $1 order by id"#,
        number
    );
    Ok(changes.fetch_all(db).await?)
}

/// An amount of two places.
fn money(euros: Decimal) -> Option<Money> {
    i64::try_from(euros * Decimal::ONE_HUNDRED).ok().map(Money::cents)
}

/// A place in a list.
fn position(index: usize) -> i32 {
    i32::try_from(index).expect("a salon's lists are short")
}
