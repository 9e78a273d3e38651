//! The testkit's own tests: the fakes keep the contracts, the stories end as they should, the driver holds its promises.

mod contract;
mod customers;
mod dialogue;
mod driver;
mod stories;
