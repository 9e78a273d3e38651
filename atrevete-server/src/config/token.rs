//! The secret in a webhook's path.
//!
//! Invariants: it is never printed by `Debug`; comparing takes the same time wherever the first difference stands.

use std::{fmt, str::FromStr};
use subtle::{Choice, ConstantTimeEq as _};
use thiserror::Error;

/// Letters that a secret has at least: 24 random ones cannot be guessed.
const SHORTEST: usize = 24;

/// One secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The secrets that are valid now: one, or two while it is being changed.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens(Vec<Token>);

/// What is wrong with a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Too easily guessed.
    #[error("must have at least 24 characters")]
    Short,
    /// Not fit for a path.
    #[error("may only hold letters, digits, - and _")]
    Letters,
    /// Three or more.
    #[error("may name two secrets at most, the old one and the new one")]
    TooMany,
}

impl Token {
    /// A secret from 24 random bytes.
    pub fn from_bytes(bytes: [u8; 24]) -> Self {
        Self(hex(&bytes))
    }

    /// The secret itself, to be printed once where somebody has to copy it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Tokens {
    /// Exactly one.
    pub fn one(token: Token) -> Self {
        Self(vec![token])
    }

    /// Whether this is one of them. All are compared, each in constant time.
    pub fn admit(&self, given: &str) -> bool {
        let fits =
            self.0.iter().fold(Choice::from(0), |fits, t| fits | t.0.as_bytes().ct_eq(given.as_bytes()));
        fits.into()
    }
}

/// Bytes as digits that fit any address.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl FromStr for Token {
    type Err = TokenError;
    fn from_str(text: &str) -> Result<Self, TokenError> {
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err(TokenError::Letters);
        }
        if text.len() < SHORTEST { Err(TokenError::Short) } else { Ok(Self(text.to_owned())) }
    }
}

impl FromStr for Tokens {
    type Err = TokenError;
    fn from_str(text: &str) -> Result<Self, TokenError> {
        let tokens: Vec<Token> = text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>()?;
        if tokens.len() > 2 { Err(TokenError::TooMany) } else { Ok(Self(tokens)) }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "0123456789abcdef01234567";
    const NEW: &str = "76543210fedcba9876543210";

    #[test]
    fn old_and_new_are_admitted_and_nothing_else() {
        let tokens: Tokens = format!("{OLD}, {NEW}").parse().unwrap();
        assert!(tokens.admit(OLD) && tokens.admit(NEW));
        for wrong in ["", "0", &OLD[1..], &format!("{OLD}0"), "0123456789abcdef01234568"] {
            assert!(!tokens.admit(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_is_printed_is_no_secret() {
        let token: Token = OLD.parse().unwrap();
        assert!(!format!("{token:?} {:?}", Tokens::one(token.clone())).contains(OLD));
    }

    #[test]
    fn weak_secrets_are_refused() {
        assert_eq!("abc".parse::<Tokens>(), Err(TokenError::Short));
        assert_eq!("0123456789abcdef0123456/".parse::<Tokens>(), Err(TokenError::Letters));
        assert_eq!(format!("{OLD},{NEW},{OLD}").parse::<Tokens>(), Err(TokenError::TooMany));
    }
}
