//! A salon written down in a file (TOML): what the database is seeded with, and what demo and scenarios play in.
//!
//! Invariants: every name in a file that refers to something exists; nothing of one salon is in code; ids are derived
//! from names, so that the same file gives the same ids.

mod form;

use atrevete_domain::salon::Salon;

/// The salon of a file.
///
/// # Errors
/// What is wrong with the file, as far as its form and its names tell.
pub fn read(text: &str) -> Result<Salon, SalonFileError> {
    let file: form::SalonFile = toml::from_str(text).map_err(|e| SalonFileError::Form(e.to_string()))?;
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
