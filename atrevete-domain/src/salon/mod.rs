//! The salon as data: nothing about one salon lives in code.
//!
//! A [`Salon`] is small, loaded for every step and shared; rules and words read it, nothing changes it.

pub mod catalogue;
pub mod check;
pub mod faq;
pub mod hours;
mod lexicon;
pub mod policy;
pub mod profile;
pub mod search;
pub mod stylist;

pub use catalogue::{
    Catalogue, Category, CategoryId, Deposit as DepositRule, NotOffered, Pack, QuestionAnswer,
    QuestionEffect, QuestionKey, SegmentKind, Service, ServiceQuestion, WorkSegment,
};
pub use check::Oddity;
pub use faq::{FaqEntry, Topic};
pub use hours::{Closure, DayHours, Doors, Hours, Opening, OpeningHours, Week, WeeklyHours};
pub use policy::{DepositAudience, OperatingMode, Policy};
pub use profile::{Address, Profile};
pub use search::{Kind, Match, Options, Who};
pub use stylist::{Competence, Stylist};

use crate::values::StylistId;
use serde::{Deserialize, Serialize};

/// One salon at one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Salon {
    /// Who it is and how it speaks.
    pub profile: Profile,
    /// What it does and for how much.
    pub catalogue: Catalogue,
    /// Who works, in the order in which they are offered when nothing else decides.
    pub stylists: Vec<Stylist>,
    /// When its doors are open.
    pub hours: OpeningHours,
    /// Its numbers.
    pub policy: Policy,
    /// What it answers to common questions, beside what is rendered from the tables.
    pub faq: Vec<FaqEntry>,
}

impl Salon {
    /// A stylist of this salon, working or not.
    pub fn stylist(&self, id: StylistId) -> Option<&Stylist> {
        self.stylists.iter().find(|s| s.id == id)
    }

    /// The name of a stylist as customers know it; "el equipo" in the salon's word if she is gone.
    pub fn stylist_name(&self, id: StylistId) -> &str {
        self.stylist(id).map_or(self.profile.team.as_str(), |s| s.name.as_str())
    }

    /// The stylists who take bookings, in order.
    pub fn bookable(&self) -> impl Iterator<Item = &Stylist> {
        self.stylists.iter().filter(|s| s.active && s.online)
    }
}
