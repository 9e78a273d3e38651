//! Phone numbers in E.164, the one form in which they are stored and compared.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// A possible phone number in E.164 (`+34612345678`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// It cannot be read as a number of any country.
    #[error("not a phone number")]
    Unreadable,
    /// It has the form of one, but no such number can exist.
    #[error("no such phone number")]
    Impossible,
    /// The default region is not a country.
    #[error("unknown region")]
    Region,
}

impl Phone {
    /// Reads a number as people write it; without a prefix it belongs to `region` (ISO 3166, `ES`).
    pub fn parse(text: &str, region: &str) -> Result<Self, PhoneError> {
        let region = phonenumber::country::Id::from_str(region).map_err(|_| PhoneError::Region)?;
        let number = phonenumber::parse(Some(region), text).map_err(|_| PhoneError::Unreadable)?;
        if !number.is_valid() {
            return Err(PhoneError::Impossible);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, PhoneError> {
        if text.starts_with('+') { Self::parse(&text, "ES") } else { Err(PhoneError::Unreadable) }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_many_hands() {
        for text in ["612 34 56 78", "+34 612-345-678", "0034612345678", "612345678"] {
            assert_eq!(Phone::parse(text, "ES").unwrap().as_str(), "+34612345678", "{text}");
        }
        assert_eq!(Phone::parse("+44 20 7946 0958", "ES").unwrap().as_str(), "+442079460958");
        assert_eq!(Phone::parse("hola", "ES"), Err(PhoneError::Unreadable));
        assert!(Phone::parse("12", "ES").is_err());
    }
}
