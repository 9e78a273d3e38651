//! Promises of the domain as a whole, in one binary.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod availability;
mod little_salon;
mod offers;
mod quotes;
