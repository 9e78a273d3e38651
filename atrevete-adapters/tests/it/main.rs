//! Integration tests of the adapters, in one binary.

mod time_corpus;
