//! The server as a whole, in one process: pages, payment page, webhook, the terminal chat and the commands that bring a salon in.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod booking;
mod chat;
#[path = "../../../atrevete-testkit/tests/it/database.rs"]
mod database;
mod live;
mod process;
mod salon;
mod shop;
mod stripe_webhook;
mod webhook;
