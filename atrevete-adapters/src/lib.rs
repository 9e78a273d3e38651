//! Adapters: everything the salon's assistant needs from outside, one module per thing, none importing another.

pub mod spanish;
