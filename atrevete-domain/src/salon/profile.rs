//! Who the salon is and how its assistant speaks.

use crate::values::{Phone, SalonZone};
use serde::{Deserialize, Serialize};

/// Identity, voice and place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The salon's name as customers know it.
    pub name: String,
    /// The assistant's name.
    pub assistant: String,
    /// Signature emoji, or none.
    pub emoji: Option<String>,
    /// How customers are addressed until they show otherwise.
    pub address_form: AddressForm,
    /// Languages in which the words exist, best first (BCP 47, `es-ES`).
    pub languages: Vec<String>,
    /// Zone of every local time.
    pub zone: SalonZone,
    /// Country of phone numbers written without a prefix (ISO 3166).
    pub region: String,
    /// Where it is.
    pub address: Address,
    /// The salon's own number, for those who would rather call.
    pub phone: Option<Phone>,
    /// The privacy notice, a bare host and path or a full link.
    pub privacy_link: String,
    /// What the people who answer are called, with article: "el equipo", "una compañera".
    pub team: String,
    /// Whether customers may be told which stylist does what.
    pub names_stylists: bool,
}

/// *Tú*, *usted*, or as the customer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressForm {
    /// *Tú*, changing to *usted* for a customer who uses it.
    Tu,
    /// Always *usted*.
    Usted,
}

/// A place customers can find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Town.
    pub town: String,
    /// An https link to a map; printed, never fetched.
    pub map_link: Option<String>,
}
