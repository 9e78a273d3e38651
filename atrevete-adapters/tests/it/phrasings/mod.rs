//! Phrasings of the reader's own, act by act: typed in haste, dictated without punctuation, formal, young and old.

mod answers;
mod changes;
mod courtesy;
mod customers;
mod matters;
mod misread;
mod money;
mod questions;
mod repairs;
mod wishes;
