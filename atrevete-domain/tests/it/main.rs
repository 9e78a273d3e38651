//! Promises of the domain as a whole, in one binary.

mod availability;
mod little_salon;
mod offers;
mod quotes;
