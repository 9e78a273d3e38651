//! The demo salon, read from `data/atrevete.toml`.
//!
//! Invariants: nothing of this salon is in code. The file is part of the build, so what is wrong with it is found by the
//! first test and not by a customer.

use atrevete_adapters::salon_file;
use atrevete_domain::salon::Salon;

/// The data as they were built in.
pub const DATA: &str = include_str!("../data/atrevete.toml");

/// The demo salon.
///
/// # Panics
/// If the built-in file is wrong, which a test of this crate rules out.
pub fn salon() -> Salon {
    salon_file::read(DATA).expect("the built-in salon is right")
}

#[cfg(test)]
mod tests;
