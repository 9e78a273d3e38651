//! What the salon does: services, packs, questions before quoting, things it does not do.

use crate::values::{Id as _, Money, PackId, ServiceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The kinds of work, and which may share a visit.
    pub categories: Vec<Category>,
    /// Services, active or not.
    pub services: Vec<Service>,
    /// Packs, active or not.
    pub packs: Vec<Pack>,
    /// What people ask for and the salon does not do.
    pub not_offered: Vec<NotOffered>,
    /// Customers' words that mean a family of services: "color" → the colour services. Several are a question.
    pub families: BTreeMap<String, Vec<ServiceId>>,
}

/// The short key of a category (`hair`, `aesthetics`); other salons have others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategoryId(pub String);

/// A kind of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its key.
    pub id: CategoryId,
    /// Its name for customers, in the middle of a sentence: "peluquería".
    pub name: String,
    /// The free consultation of this category, if there is one.
    pub consultation: Option<ServiceId>,
}

/// One thing the salon does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Derived from the name, so that seeding twice keeps it.
    pub id: ServiceId,
    /// The house name.
    pub name: String,
    /// What customers call it.
    pub synonyms: Vec<String>,
    /// One line for customers.
    pub description: String,
    /// Its kind. Services of different kinds never share an appointment.
    pub category: CategoryId,
    /// The length told to the customer, without buffer.
    pub minutes: u16,
    /// What it costs; `None` is "on request", told by a person.
    pub price: Option<Money>,
    /// Whether the price is where it starts ("desde").
    pub from_price: bool,
    /// Whether a deposit is asked for it.
    pub deposit: Deposit,
    /// Work and gaps, in order, adding up to `minutes`; empty means one piece of work.
    pub segments: Vec<WorkSegment>,
    /// Minutes the chair stays occupied afterwards; not told to the customer.
    pub buffer_after: u16,
    /// Only together with something else, never alone.
    pub addon: bool,
    /// A name that may stand on a lock screen ("tu cita de estética").
    pub discreet_name: Option<String>,
    /// Questions before it is quoted, at most two.
    pub questions: Vec<ServiceQuestion>,
    /// Under this age only with a person.
    pub minimum_age: Option<u8>,
    /// The same work in other lengths or strengths: services with one `family` are variants of each other.
    pub family: Option<String>,
    /// What tells this variant from its family, in plain words: "por los hombros o más corto".
    pub variant: Option<String>,
    /// Whether it is offered at present.
    pub active: bool,
}

/// What a service asks up front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deposit {
    /// The policy's share of the price.
    Share,
    /// None.
    None,
}

/// A stretch of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkSegment {
    /// What the chair's owner does.
    pub kind: SegmentKind,
    /// How long.
    pub minutes: u16,
}

/// What occupies the stylist and what does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Hands on the customer.
    Work,
    /// The colour works by itself; staff may place something else there.
    Gap,
    /// Cleaning up.
    Buffer,
}

/// The key of a question whose answer is remembered per customer (`hair_length`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionKey(pub String);

/// Something to know before a price can be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceQuestion {
    /// Shared by the services that ask the same thing.
    pub key: QuestionKey,
    /// In plain words, with question marks.
    pub text: String,
    /// Two to four.
    pub answers: Vec<QuestionAnswer>,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswer {
    /// Its key, remembered with the customer.
    pub key: String,
    /// As it is shown.
    pub text: String,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// What follows.
    pub effect: QuestionEffect,
}

/// What an answer changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionEffect {
    /// Nothing but knowing it.
    None,
    /// The service becomes this variant.
    Variant(ServiceId),
    /// Another service is added.
    Add(ServiceId),
    /// A person must look at it.
    Person,
}

/// Services sold together with a price and length of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// Derived from the name.
    pub id: PackId,
    /// Its name.
    pub name: String,
    /// What it contains, each once.
    pub services: Vec<ServiceId>,
    /// Its own length.
    pub minutes: u16,
    /// Its own price.
    pub price: Money,
    /// Whether it is offered at present.
    pub active: bool,
}

/// Something asked for and not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotOffered {
    /// What it is called.
    pub name: String,
    /// Other words for it.
    pub synonyms: Vec<String>,
}

impl Catalogue {
    /// A service by id, active or not: appointments outlive the list.
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services.iter().find(|s| s.id == id)
    }

    /// A pack by id.
    pub fn pack(&self, id: PackId) -> Option<&Pack> {
        self.packs.iter().find(|p| p.id == id)
    }

    /// A category by key.
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == *id)
    }

    /// The service of this exact name.
    pub fn by_name(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.name == name)
    }

    /// The services on offer at present.
    pub fn active(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|s| s.active)
    }

    /// What a pack's parts cost one by one; `None` if one is not on offer or has no fixed price.
    pub fn parts_price(&self, pack: &Pack) -> Option<Money> {
        pack.services.iter().map(|id| self.service(*id).filter(|s| s.active)?.price).sum()
    }

    /// The packs on offer that contain this service.
    pub fn packs_with(&self, service: ServiceId) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(move |p| p.active && p.services.contains(&service))
    }

    /// Whether the service is a free consultation.
    pub fn is_consultation(&self, id: ServiceId) -> bool {
        self.categories.iter().any(|c| c.consultation == Some(id))
    }
}

impl Service {
    /// A plain service with the given name, length and price; the rest as a salon without wishes has it.
    pub fn plain(salon: &str, name: &str, category: &str, minutes: u16, price: Money) -> Self {
        Self {
            id: ServiceId::named(salon, name),
            name: name.to_owned(),
            synonyms: Vec::new(),
            description: String::new(),
            category: CategoryId(category.to_owned()),
            minutes,
            price: Some(price),
            from_price: false,
            deposit: Deposit::Share,
            segments: Vec::new(),
            buffer_after: 0,
            addon: false,
            discreet_name: None,
            questions: Vec::new(),
            minimum_age: None,
            family: None,
            variant: None,
            active: true,
        }
    }
}
