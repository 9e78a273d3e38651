//! Common questions. Hours, closures and cancellation are rendered from the tables, never written down twice.

use serde::{Deserialize, Serialize};

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// When the salon is open.
    Hours,
    /// Where it is.
    Address,
    /// Where to park.
    Parking,
    /// How one pays.
    Payment,
    /// What happens when one cancels.
    Cancellation,
}

/// A question the owner wrote an answer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqEntry {
    /// The topic it answers, or none for a free entry.
    pub topic: Option<Topic>,
    /// Words that call for it ("tarjeta regalo", "vegano"), matched folded.
    pub keywords: Vec<String>,
    /// The answer for a customer addressed as *tú*; facts only, no promise of a price or a time.
    pub answer: String,
}
