//! The rules of a salon's assistant.

pub mod booking;
pub mod dialogue;
pub mod facts;
pub mod salon;
pub mod step;
pub mod values;
pub mod when;
pub mod wording;
