//! The testkit's own tests: the fakes keep the contracts, the stories end as they should, the driver holds its promises.

#[path = "../../examples/barber.rs"]
mod barber;
mod chatwoot;
mod contract;
mod customers;
mod dialogue;
mod driver;
mod other_salon;
mod promises;
mod stories;
mod stripe;
mod tidy;
