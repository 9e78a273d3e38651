//! The one form: who comes, what is done, when and with whom.
//!
//! It holds what was said and chosen; what is next is derived from it, never stored.

use crate::{
    booking::{Arrangement, StylistWish},
    salon::QuestionKey,
    values::{AppointmentId, CustomerId, Instant, PackId, PersonName, ServiceId, StylistId, Words},
    when::{DayWish, TimeWindow},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The one form: booking, group, third party, the usual, consultation, correction after the hold, move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The people who come.
    pub parties: Vec<Party>,
    /// When.
    pub wish: DayWish,
    /// Days her words may mean, still to be asked.
    pub which_day: Option<(Vec<NaiveDate>, TimeWindow)>,
    /// With whom.
    pub with: StylistWish,
    /// Stylists that her words may name, still to be asked.
    #[serde(default)]
    pub which_stylist: Vec<StylistId>,
    /// Anybody will do: Maite chooses.
    pub anyone: bool,
    /// The arrangement she chose.
    pub chosen: Option<Arrangement>,
    /// Appointments that already stand for it, one a leg.
    pub held: Vec<AppointmentId>,
    /// Arrangements she refused.
    pub refused: Vec<Arrangement>,
    /// When it was begun.
    pub since: Instant,
    /// Two kinds of work were explained.
    pub explained: bool,
    /// She wants another one beside what she has.
    pub another: bool,
    /// It is "lo de siempre": until its question is answered, the visit it repeats is proposed.
    pub usual: bool,
    /// Services said for several people that nobody has got yet.
    pub pool: Vec<ServiceId>,
    /// Words of that kind that several services match.
    pub pool_unclear: Vec<Unclear>,
    /// Why the wish as it is cannot be met, once that was said.
    pub excused: Option<crate::booking::WhyNot>,
    /// Price and length have been said for the services as they are.
    pub quoted: bool,
    /// Another one in the same week was asked about and wanted.
    pub doubled: bool,
    /// What was held until the deposit's limit passed: "shall I look again?" means this first.
    #[serde(default)]
    pub lapsed: Option<Arrangement>,
}

/// One person who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Party {
    /// Who.
    pub who: Who,
    /// What, resolved.
    pub services: Vec<ServiceId>,
    /// Words that several services match, still to be asked.
    pub unclear: Vec<Unclear>,
    /// The pack decision.
    pub pack: PackChoice,
    /// A child's or an adult's, if it matters and is known.
    pub child: Option<Child>,
    /// Questions of services that were answered for this visit.
    pub answered: Vec<(ServiceId, QuestionKey)>,
}

/// Words that need a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclear {
    /// Her words.
    pub said: Words,
    /// What they match.
    pub of: Vec<ServiceId>,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The one who writes.
    #[default]
    Me,
    /// Somebody else.
    Other {
        /// "mi madre", as said.
        relation: Words,
        /// Her name, once given.
        name: Option<PersonName>,
        /// A person she has booked for before.
        known: Option<CustomerId>,
    },
}

/// Whether it is a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Child {
    /// A child, of this age if it was said.
    Child(Option<u8>),
    /// An adult.
    Adult,
}

/// The pack decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum PackChoice {
    /// Not asked yet, or none fits.
    #[default]
    Open,
    /// No.
    Declined,
    /// Yes.
    Taken(PackId),
}

impl Draft {
    /// A new form for the one who writes.
    pub fn new(since: Instant) -> Self {
        Self {
            parties: vec![Party::default()],
            wish: DayWish::default(),
            which_day: None,
            with: StylistWish::default(),
            which_stylist: Vec::new(),
            anyone: false,
            chosen: None,
            held: Vec::new(),
            refused: Vec::new(),
            since,
            explained: false,
            another: false,
            usual: false,
            pool: Vec::new(),
            pool_unclear: Vec::new(),
            excused: None,
            quoted: false,
            doubled: false,
            lapsed: None,
        }
    }
}
