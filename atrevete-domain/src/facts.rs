//! What a step may know. What was not loaded is asked for ([`Needs`]), never assumed.
//!
//! Invariant: a day of the agenda that was not loaded is an error value, never an empty list.

use crate::{
    booking::{Appointment, Customer, Deposit, Seat},
    salon::Salon,
    values::{AppointmentId, CheckoutId, CustomerId, DepositId, Epoch, Span, StylistId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Everything a step may look at, from one read-only snapshot.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The salon.
    pub salon: Arc<Salon>,
    /// What makes ids new after a restore.
    pub epoch: Epoch,
    /// The person behind this channel identity, if the salon knows one.
    pub customer: Option<Customer>,
    /// People this customer has booked for, the only ones a third party is searched among, and attendees of the
    /// appointments loaded.
    pub people: BTreeMap<CustomerId, Customer>,
    /// Open appointments of this customer, own and booked for others, the last five visits, and every one the state holds.
    pub appointments: BTreeMap<AppointmentId, Appointment>,
    /// Their deposits.
    pub deposits: BTreeMap<DepositId, Deposit>,
    /// The days that were asked for.
    pub agenda: Agenda,
    /// How many unpaid holds stand, for the caps on them.
    pub holds: HoldCounts,
    /// What the store refused when this same input was tried before.
    pub refused: Vec<Conflict>,
}

/// Unpaid holds that count against the caps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HoldCounts {
    /// In the whole salon, by people who never kept a visit.
    pub unproven: u8,
    /// Holds of this customer that lapsed within the last week.
    pub lapsed: u8,
}

/// Time that somebody has already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// When.
    pub span: Span,
    /// The appointment it belongs to, so that an own hold is free for its own correction; `None` for a block.
    pub by: Option<AppointmentId>,
}

/// The loaded days of the agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    days: BTreeMap<(StylistId, NaiveDate), Vec<Busy>>,
}

impl Agenda {
    /// Adds a loaded day: everything that occupies the stylist on it, also what began the day before.
    pub fn load(&mut self, stylist: StylistId, date: NaiveDate, busy: Vec<Busy>) {
        self.days.insert((stylist, date), busy);
    }

    /// What occupies a stylist on a day. `Err` if the day was not loaded.
    pub fn busy(&self, stylist: StylistId, date: NaiveDate) -> Result<&[Busy], Needs> {
        self.days.get(&(stylist, date)).map(Vec::as_slice).ok_or_else(|| Needs::day(stylist, date))
    }
}

/// Facts that a step could not do without and that were not loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// Days of the agenda.
    pub agenda: BTreeSet<(StylistId, NaiveDate)>,
    /// Appointments by id.
    pub appointments: BTreeSet<AppointmentId>,
    /// Deposits by id.
    pub deposits: BTreeSet<DepositId>,
}

impl Needs {
    /// One day of one agenda.
    pub fn day(stylist: StylistId, date: NaiveDate) -> Self {
        Self { agenda: BTreeSet::from([(stylist, date)]), ..Self::default() }
    }

    /// Both.
    pub fn merge(&mut self, other: Self) {
        self.agenda.extend(other.agenda);
        self.appointments.extend(other.appointments);
        self.deposits.extend(other.deposits);
    }
}

/// The store's no, a fact about the world for the same input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// Somebody has the chair.
    SlotTaken(Seat),
}

impl Facts {
    /// An appointment by id; `Err` asks the driver to load it.
    pub fn appointment(&self, id: AppointmentId) -> Result<&Appointment, Needs> {
        self.appointments
            .get(&id)
            .ok_or_else(|| Needs { appointments: BTreeSet::from([id]), ..Needs::default() })
    }

    /// A deposit by id; `Err` asks the driver to load it.
    pub fn deposit(&self, id: DepositId) -> Result<&Deposit, Needs> {
        self.deposits.get(&id).ok_or_else(|| Needs { deposits: BTreeSet::from([id]), ..Needs::default() })
    }

    /// The deposit to which a checkout belongs, among those loaded.
    pub fn deposit_of(&self, checkout: CheckoutId) -> Option<&Deposit> {
        self.deposits.values().find(|d| d.checkouts.iter().any(|c| c.id == checkout))
    }
}
