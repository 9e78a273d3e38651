//! Rows as aggregates: how each is read from its tables and written to them.

pub(super) mod appointments;
pub(super) mod customers;
pub(super) mod deposits;
