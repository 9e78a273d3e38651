//! What Maite says.

pub mod utterance;

pub use utterance::Utterance;
