//! The demo salon, read from `data/atrevete.toml`.
//!
//! Invariants: every name in the file that refers to something exists; nothing of this salon is in code. The file is
//! part of the build, so what is wrong with it is found by the first test and not by a customer.

mod file;

use atrevete_domain::salon::Salon;

/// The data as they were built in.
const DATA: &str = include_str!("../data/atrevete.toml");

/// The demo salon.
///
/// # Panics
/// If the built-in file is wrong, which a test of this crate rules out.
pub fn salon() -> Salon {
    read(DATA).expect("the built-in salon is right")
}

/// A salon from a file of the same form.
pub fn read(text: &str) -> Result<Salon, SalonFileError> {
    let file: file::SalonFile = toml::from_str(text).map_err(|e| SalonFileError::Form(e.to_string()))?;
    file.build()
}

/// What is wrong with a salon file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SalonFileError {
    /// It does not have the form of a salon file.
    #[error("not a salon file: {0}")]
    Form(String),
    /// It names something that it does not contain.
    #[error("no such {kind}: {name}")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// The name as written.
        name: String,
    },
    /// A value cannot be read.
    #[error("cannot read {0}")]
    Value(String),
}

#[cfg(test)]
mod tests;
