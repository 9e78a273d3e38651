//! Integration tests of the adapters, in one binary.

mod brief;
mod phrase_corpus;
mod phrasings;
mod reader_limits;
mod redis;
mod salon;
mod services;
mod time_corpus;
