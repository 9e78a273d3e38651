//! The dialogue.

pub mod act;
pub mod expectation;

pub use act::{Act, Asking, Choice, DataWish, Heard, Share, Which, Wish};
pub use expectation::{Expectation, Expected, Lexicon, Shown};
