//! Deposits: one aggregate over the tables of shares, pages, payments and refunds.
//!
//! Invariants: a page, a payment or a refund is never taken out of its deposit; the order in which the aggregate lists
//! them is theirs. What the appointments show of their deposit is written with it.

mod read;
mod write;

pub(in crate::postgres) use read::load;
pub(in crate::postgres) use write::write;
