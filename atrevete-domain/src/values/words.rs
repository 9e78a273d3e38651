//! What customers wrote, kept as they wrote it and compared without case or accents.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A customer's own words: shown back to her, looked up, never trusted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// The words with surrounding white space removed.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().trim().to_owned())
    }

    /// As they were written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lower case, without accents, single spaces; see [`fold`].
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Lower case, accents and diaeresis removed (ñ becomes n), anything that is neither letter nor digit a single
/// space: the form in which words are compared.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
            'é' | 'è' | 'ë' | 'ê' => 'e',
            'í' | 'ì' | 'ï' | 'î' => 'i',
            'ó' | 'ò' | 'ö' | 'ô' | 'õ' => 'o',
            'ú' | 'ù' | 'ü' | 'û' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            // Combining accents, as some keyboards send them.
            '\u{300}'..='\u{36f}' => continue,
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_accents_and_signs() {
        assert_eq!(fold("  ¿MAÑANA,  miércoles?"), "manana miercoles");
        assert_eq!(fold("cafe\u{301}"), "cafe");
        assert_eq!(fold("🌸"), "");
    }
}
