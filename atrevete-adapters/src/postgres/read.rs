//! From columns to values and back.
//!
//! Invariants: what was never written by us is an error that names its place; JSON carries its version, and a newer one
//! is told apart from a broken one.

use super::{error::Unreadable, inconsistent::Inconsistent};
use atrevete_domain::values::{Instant, Money};
use serde::{
    Serialize,
    de::{DeserializeOwned, value::StrDeserializer},
};
use serde_json::{Value, json};
use sqlx::types::Decimal;
use std::fmt::Display;

/// The version of JSON that this process writes.
const VERSION: u64 = 1;

/// A row being read; names the place of what cannot be.
pub(super) struct Of {
    table: &'static str,
    id: String,
}

impl Of {
    pub(super) fn row(table: &'static str, id: impl Display) -> Self {
        Self { table, id: id.to_string() }
    }

    pub(super) fn wrong(&self, column: &'static str) -> Unreadable {
        Inconsistent { table: self.table, column, id: self.id.clone() }.into()
    }

    /// A count or a revision, which the database keeps in a wider or signed column.
    pub(super) fn number<T>(&self, column: &'static str, stored: impl TryInto<T>) -> Result<T, Unreadable> {
        stored.try_into().map_err(|_| self.wrong(column))
    }

    /// One of our enums without data, stored under its name in snake case.
    pub(super) fn code<T: DeserializeOwned>(
        &self,
        column: &'static str,
        stored: &str,
    ) -> Result<T, Unreadable> {
        let from = StrDeserializer::<serde::de::value::Error>::new(stored);
        T::deserialize(from).map_err(|_| self.wrong(column))
    }

    /// The value of `{"v": 1, what: value}`.
    pub(super) fn json<T: DeserializeOwned>(
        &self,
        column: &'static str,
        what: &str,
        mut stored: Value,
    ) -> Result<T, Unreadable> {
        match stored.get("v").and_then(Value::as_u64) {
            Some(VERSION) => {
                let value = stored.get_mut(what).map(Value::take).ok_or_else(|| self.wrong(column))?;
                serde_json::from_value(value).map_err(|_| self.wrong(column))
            }
            Some(newer) if newer > VERSION => {
                Err(Unreadable::Newer { table: self.table, column, id: self.id.clone() })
            }
            Some(_) | None => Err(self.wrong(column)),
        }
    }

    /// A column that the status of the row makes mandatory.
    pub(super) fn there<T>(&self, column: &'static str, stored: Option<T>) -> Result<T, Unreadable> {
        stored.ok_or_else(|| self.wrong(column))
    }
}

/// `{"v": 1, what: value}`.
pub(super) fn document<T: Serialize>(what: &str, value: &T) -> Value {
    let value = serde_json::to_value(value).expect("our types are JSON: their maps have names for keys");
    let mut document = json!({ "v": VERSION });
    document[what] = value;
    document
}

/// The name in snake case under which an enum without data is stored.
pub(super) fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        // An enum that was given data since: its name is its only key.
        Ok(Value::Object(fields)) => fields.into_iter().next().map(|(name, _)| name).unwrap_or_default(),
        Ok(_) | Err(_) => String::new(),
    }
}

/// Money as it is stored, with two places.
pub(super) fn euros(money: Money) -> Decimal {
    let mut amount = money.decimal();
    amount.rescale(2);
    amount
}

/// Stored money.
pub(super) fn money(stored: Decimal) -> Money {
    let mut amount = stored;
    amount.rescale(2);
    Money::cents(i64::try_from(amount.mantissa()).unwrap_or(i64::MAX))
}

/// An instant as the database keeps it: to the microsecond.
pub(super) fn stored(instant: Instant) -> Instant {
    use chrono::SubsecRound as _;
    instant.trunc_subsecs(6)
}
