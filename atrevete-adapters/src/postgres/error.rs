//! What can go wrong at the database, and what it means.
//!
//! Invariant: an error carries no values of rows: PostgreSQL's message may name a key's value, its code and the
//! constraint do not.

use super::inconsistent::Inconsistent;
use super::salon::SalonError;
use atrevete_ports::{Committed, Fault, PortError};
use sqlx::Error;
use std::{borrow::Cow, fmt};
use thiserror::Error as ThisError;

/// A stored value that this process cannot read.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum Unreadable {
    /// No version of ours ever wrote it.
    #[error(transparent)]
    Inconsistent(#[from] Inconsistent),
    /// A newer version of this program wrote it: the row is left to that one.
    #[error("{table}.{column} of {id} was written by a newer version")]
    Newer {
        /// In which table.
        table: &'static str,
        /// In which column.
        column: &'static str,
        /// Of which row.
        id: String,
    },
}

/// What PostgreSQL said, without the values it may quote.
#[derive(Debug, ThisError)]
pub(super) struct Said {
    code: String,
    constraint: Option<String>,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.constraint {
            Some(constraint) => write!(f, "sqlstate {} ({constraint})", self.code),
            None => write!(f, "sqlstate {}", self.code),
        }
    }
}

/// Ends a transaction that must not be committed.
#[derive(Debug)]
pub(super) enum Stop {
    /// An outcome, not an error.
    No(Committed),
    /// The database refused or did not answer.
    Db(Error),
    /// A row that cannot be read.
    Row(Unreadable),
    /// A row that breaks a rule of ours: a defect.
    Defect,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Db(error)
    }
}

impl From<Unreadable> for Stop {
    fn from(error: Unreadable) -> Self {
        Self::Row(error)
    }
}

impl From<SalonError> for Stop {
    fn from(error: SalonError) -> Self {
        match error {
            SalonError::Sql(error) => Self::Db(error),
            SalonError::Row(error) => Self::Row(error.into()),
            SalonError::Nothing | SalonError::Moved => Self::Db(Error::RowNotFound),
        }
    }
}

impl From<Stop> for PortError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Db(error) => broken(error),
            Stop::Row(error) => unreadable(error),
            // An outcome where nobody asked for one.
            Stop::No(_) | Stop::Defect => Self::new("store", Fault::Rejected),
        }
    }
}

/// The SQLSTATE of an error that PostgreSQL itself raised.
pub(super) fn state(error: &Error) -> Option<String> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(Cow::into_owned)
}

/// Whether two transactions met in an order in which only one of them could go on.
pub(super) fn collided(error: &Error) -> bool {
    matches!(state(error).as_deref(), Some("40001" | "40P01" | "55P03"))
}

/// Whether somebody has the chair.
pub(super) fn excluded(error: &Error) -> bool {
    state(error).as_deref() == Some("23P01")
}

/// Whether a row is there already.
pub(super) fn duplicate(error: &Error) -> bool {
    state(error).as_deref() == Some("23505")
}

/// An error of the database as the driver knows it: data and constraints will fail again, the wire may not.
pub(super) fn broken(error: Error) -> PortError {
    match error {
        Error::Database(e) => {
            let code = e.code().map(Cow::into_owned).unwrap_or_default();
            let constraint = e.constraint().map(str::to_owned);
            let fault = match code.get(..2).unwrap_or_default() {
                // Data that do not fit, broken constraints.
                "22" | "23" => Fault::Rejected,
                // No such role, no right, no such table or column.
                "28" | "42" | "3D" => Fault::Misconfigured,
                _ => Fault::Transient { retry_after: None },
            };
            PortError::new("store", fault).because(Said { code, constraint })
        }
        Error::Configuration(_) => PortError::new("store", Fault::Misconfigured),
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::Encode(_) | Error::TypeNotFound { .. } => {
            PortError::new("store", Fault::Rejected).because(error)
        }
        other => PortError::transient("store").because(other),
    }
}

/// A row that cannot be read, as the driver knows it.
pub(super) fn unreadable(error: Unreadable) -> PortError {
    match &error {
        Unreadable::Inconsistent(_) => PortError::new("store", Fault::Rejected).because(error),
        Unreadable::Newer { .. } => PortError::transient("store").because(error),
    }
}
