//! The server as a whole, in one process: pages, payment page, webhook and the terminal chat.

mod booking;
mod chat;
mod shop;
mod webhook;
