//! The testkit's own tests: the fakes keep the contracts, the stories end as they should, the driver holds its promises.

#[path = "../../examples/barber.rs"]
mod barber;
mod chatwoot;
mod contract;
mod customers;
mod database;
mod dialogue;
mod driver;
mod import;
mod other_salon;
mod postgres;
mod promises;
mod salon_rows;
mod stories;
mod stripe;
mod stripe_story;
mod tidy;
