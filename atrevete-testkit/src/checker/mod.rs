//! An explicit-state checker of hold, page, payment and refund over the **production** rules.
//!
//! Two customers, one chair with three slots (two of which overlap), pages and refunds at a small model of the payment
//! provider, an outbox whose every call may be cut off before its commit, webhooks that come in any order, twice or
//! never, timers, staff, and people who change their mind. Every world that can be reached is looked at, breadth first.
//!
//! How it stays fast: the rows of one booking are few. An answer of the rules depends on one booking's rows, the event
//! and the slot that the other customer occupies, so it is asked for once and remembered (`rows`); a booking with its
//! outbox and webhooks is a small number (`booking`), its moves are listed once, and a world is a product of two such
//! numbers and the budgets of trouble (`search`).
//!
//! Invariants: no rule is rewritten here; what the rules answer is what happens. A knock-out ([`Knockout`]) alters what
//! they are asked or hand back, and every knock-out must be found, else the checker proves nothing.

mod booking;
mod fixture;
mod knock;
mod label;
mod promises;
mod rows;
mod search;
mod steps;
mod view;

#[cfg(test)]
mod tests;

pub use knock::Knockout;
pub use promises::Broken;

/// What a run explores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a run, each set by name")]
pub struct Config {
    /// One or two customers.
    pub customers: u8,
    /// Methods of payment that the bank decides days later.
    pub delayed: bool,
    /// Crashes between a call and its commit, silence, rejections, refunds that come back.
    pub faults: u8,
    /// Webhooks that are lost.
    pub losses: u8,
    /// Moves to another slot.
    pub minds: u8,
    /// Staff confirm, cancel and move.
    pub staff: bool,
    /// Messages are rows of their own, and it is checked that outcomes are told.
    pub messages: bool,
    /// The second customer has one page and hears no webhook twice.
    pub plain_rival: bool,
    /// A customer reports a second failure.
    pub second_failure: bool,
    /// A page may bring another sum than it asked (a fault).
    pub other_sums: bool,
    /// Where to stop.
    pub most: usize,
}

impl Config {
    /// One customer, orderly payments, and nothing goes wrong outside: what every other run starts from.
    pub const PLAIN: Self = Self {
        customers: 1,
        delayed: false,
        faults: 0,
        losses: 0,
        minds: 0,
        staff: false,
        messages: false,
        plain_rival: true,
        second_failure: false,
        other_sums: false,
        most: 60_000_000,
    };

    /// One customer: delayed methods, a fault, staff, messages, a second failure.
    pub const ONE: Self =
        Self { delayed: true, faults: 1, staff: true, messages: true, second_failure: true, ..Self::PLAIN };

    /// Two customers after the same chair, and a fault.
    pub const TWO: Self = Self { customers: 2, faults: 1, ..Self::PLAIN };

    /// Two customers, staff at work and a move.
    pub const TWO_STAFF: Self = Self { customers: 2, minds: 1, staff: true, ..Self::PLAIN };

    /// For a long night: one customer with everything at once.
    pub const ONE_DEEP: Self = Self { losses: 1, minds: 1, other_sums: true, ..Self::ONE };

    /// For a long night: two customers, delayed methods, a fault and a lost webhook.
    pub const TWO_DEEP: Self = Self { delayed: true, losses: 1, ..Self::TWO };
}

/// A broken promise and a shortest way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which.
    pub broken: Broken,
    /// Step by step.
    pub trace: Vec<String>,
}

/// What a run found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Worlds.
    pub states: usize,
    /// Steps between them.
    pub edges: usize,
    /// Worlds in which the system has nothing left to do.
    pub ends: usize,
    /// The longest shortest way.
    pub depth: u16,
    /// Rulings asked of the production rules; each one once.
    pub rulings: usize,
    /// Distinct rows of a booking.
    pub rows: usize,
    /// Distinct bookings with outbox, provider and webhooks.
    pub bookings: usize,
    /// Whether everything was explored.
    pub complete: bool,
    /// What was broken, the first of each kind.
    pub violations: Vec<Violation>,
}

/// Explores everything with the rules as they are.
pub fn check(config: Config) -> Report {
    search::Search::run(config, None)
}

/// Explores with one rule taken out, up to the first broken promise.
pub fn check_without(knock: Knockout, config: Config) -> Report {
    search::Search::run(config, Some(knock))
}
