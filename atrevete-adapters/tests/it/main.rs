//! Integration tests of the adapters, in one binary.

mod phrase_corpus;
mod salon;
mod time_corpus;
