//! Lists from the old book: read and checked, written all or not at all, and known to Maite afterwards.

#![expect(clippy::unwrap_used, reason = "what a test lays out itself is there")]

mod book;
mod files;

use super::driver::at;
use atrevete_adapters::import::{Checked, Table};
use atrevete_domain::values::Instant;

/// Tuesday 10 March 2026, ten o'clock.
fn now() -> Instant {
    at(10, 10, 0)
}

fn table(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

/// Problems as they are printed.
fn problems<T>(read: &Checked<T>) -> Vec<String> {
    read.problems.iter().map(ToString::to_string).collect()
}
