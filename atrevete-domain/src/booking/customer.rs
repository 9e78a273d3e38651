//! The person who comes, or who books for one.

use crate::{
    salon::QuestionKey,
    values::{CustomerId, Instant, PersonName, Phone, StylistId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Rev;

/// A person the salon knows. The phone may be absent (third parties, messenger usernames) and is unique when present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Who.
    pub id: CustomerId,
    /// Raised by each write.
    pub rev: Rev,
    /// The name she stated, never her profile's; absent for an import that had none.
    pub name: Option<PersonName>,
    /// Her number, if it is known.
    pub phone: Option<Phone>,
    /// Who booked for her first.
    pub referred_by: Option<CustomerId>,
    /// With whom she would rather come.
    pub preferred_stylist: Option<StylistId>,
    /// "sin señal": staff excused her from deposits.
    pub no_deposit: bool,
    /// When and what she was told about whom she writes with; absent means it is still owed.
    pub disclosed: Option<Disclosure>,
    /// No reminders and offers.
    pub opted_out: bool,
    /// Addressed as *usted*.
    pub formal: bool,
    /// Answers to service questions, not to be asked again.
    pub answers: BTreeMap<QuestionKey, String>,
    /// Visits kept.
    pub visits_kept: u16,
    /// Visits missed within the last year.
    pub no_shows: u8,
    /// First contact.
    pub created_at: Instant,
}

/// What the person was told at first contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// When.
    pub at: Instant,
    /// Which version of the text.
    pub version: u16,
}

impl Customer {
    /// A person just met.
    pub fn new(id: CustomerId, name: Option<PersonName>, phone: Option<Phone>, now: Instant) -> Self {
        Self {
            id,
            rev: Rev::NEW,
            name,
            phone,
            referred_by: None,
            preferred_stylist: None,
            no_deposit: false,
            disclosed: None,
            opted_out: false,
            formal: false,
            answers: BTreeMap::new(),
            visits_kept: 0,
            no_shows: 0,
            created_at: now,
        }
    }

    /// First name, if known.
    pub fn first_name(&self) -> Option<&str> {
        self.name.as_ref().map(|n| n.first.as_str())
    }
}
