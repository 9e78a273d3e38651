//! Who works, what each can do and when.

use super::{CategoryId, WeeklyHours};
use crate::values::{Money, ServiceId, StylistId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Somebody who works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stylist {
    /// Derived from the name.
    pub id: StylistId,
    /// The name customers use.
    pub name: String,
    /// What else she is called ("Mari").
    pub nicknames: Vec<String>,
    /// The kinds of work she does.
    pub categories: Vec<CategoryId>,
    /// Exceptions by service; a service that is absent is done as the catalogue says, if its category is hers.
    pub competences: BTreeMap<ServiceId, Competence>,
    /// When she works, which may differ from the opening hours in both directions.
    pub working: WeeklyHours,
    /// Lunch and other pauses that come back every week.
    pub breaks: WeeklyHours,
    /// Whether customers may book her, or only staff.
    pub online: bool,
    /// Whether she works here at present.
    pub active: bool,
}

/// What a stylist does differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Competence {
    /// She does not do it.
    Cannot,
    /// She does it, with her own length or price.
    Own {
        /// Minutes, if not the catalogue's.
        minutes: Option<u16>,
        /// Price, if not the catalogue's.
        price: Option<Money>,
    },
}

impl Stylist {
    /// Whether she does a service of this category.
    pub fn does(&self, service: ServiceId, category: &CategoryId) -> bool {
        match self.competences.get(&service) {
            Some(Competence::Cannot) => false,
            Some(Competence::Own { .. }) => true,
            None => self.categories.contains(category),
        }
    }
}
