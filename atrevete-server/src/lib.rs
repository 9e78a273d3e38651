//! The `atrevete` program as a library: configuration, composition, webhooks, demo and command line.
//!
//! Invariants: only [`app`] and [`live`] name concrete adapters; nothing here holds a rule of the salon; logs carry ids and never a
//! name, a number, a message or a token.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod live;
pub mod ops;
pub mod telemetry;
pub mod webhooks;
pub mod workers;
