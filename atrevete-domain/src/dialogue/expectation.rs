//! What a reader is told besides the text: what was asked, and the salon's names.

use crate::values::Words;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// What would be understood just now: the question put, with its options as they were shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Expectation {
    /// The kind of answer that is open.
    pub asked: Option<Expected>,
    /// What was shown to choose from, in order.
    pub options: Vec<Shown>,
    /// Whether the customer has an appointment that could be moved, cancelled or asked about.
    pub has_appointment: bool,
    /// Whether a visit is being arranged or corrected.
    pub arranging: bool,
    /// What is being talked about, for "¿y eso cuánto es?".
    pub talking_about: Vec<Words>,
}

/// The kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Whether a proposed name is right.
    ConfirmName,
    /// A first name or a whole name.
    Name,
    /// A surname.
    Surname,
    /// The name of the person who comes.
    AttendeeName,
    /// A service.
    Service,
    /// One of the options.
    Choose,
    /// A day, perhaps with hours.
    Date,
    /// An hour.
    Time,
    /// A stylist.
    Stylist,
    /// Who gets what.
    WhoGetsWhat,
    /// Yes or no.
    Confirm,
    /// The deposit.
    Pay,
}

/// One option as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Shown {
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its start.
    pub time: Option<NaiveTime>,
    /// Its stylists' names.
    pub stylists: Vec<String>,
    /// Its words (a service, an answer), and synonyms.
    pub names: Vec<String>,
}

/// The salon's active names and what customers call them; no ids, so that a reader cannot hand any back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Lexicon {
    /// Services and packs: name first, then synonyms.
    pub services: Vec<Vec<String>>,
    /// Words that stand for a family of services ("color").
    pub families: Vec<String>,
    /// Stylists: name first, then nicknames.
    pub stylists: Vec<Vec<String>>,
    /// Things asked for and not done.
    pub not_offered: Vec<Vec<String>>,
    /// Keywords of the owner's own FAQ entries.
    pub faq: Vec<String>,
    /// What the catalogue's own questions may be answered with ("por los hombros").
    pub traits: Vec<String>,
}
