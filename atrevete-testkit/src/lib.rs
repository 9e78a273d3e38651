//! Fakes with state, contract suites, the scenario harness and simulated customers.
//!
//! Nothing here is needed in production; the demo and the command line tools use it as an ordinary library.

pub mod builders;
pub mod checker;
pub mod contract;
pub mod customers;
pub mod demo;
pub mod exec;
pub mod fakes;
pub mod rows;
pub mod scenario;
pub mod standins;
pub mod world;

pub use rows::Rows;
pub use world::{Person, Reply, World};
