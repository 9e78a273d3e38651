//! The server as a whole, in one process: pages, payment page, webhook and the terminal chat.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod booking;
mod chat;
mod live;
mod shop;
mod webhook;
