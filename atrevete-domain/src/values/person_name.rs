//! People's names as they gave them, and whether a profile name may be proposed as one.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// A name in the form people gave it; the surname may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// First name or names.
    pub first: String,
    /// Surname or surnames.
    pub last: Option<String>,
}

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonNameError {
    /// Nothing that is a letter.
    #[error("no letters in the name")]
    Empty,
    /// Longer than any name we print.
    #[error("the name is too long")]
    TooLong,
}

/// The part of a name that was said: "Martínez" answers the question for the surname alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct GivenName {
    /// First name, if it was said.
    pub first: Option<String>,
    /// Surname, if it was said.
    pub last: Option<String>,
}

const LONGEST: usize = 60;

impl PersonName {
    /// A name from its parts, tidied: one space between words, capitals where none were typed.
    pub fn new(first: &str, last: Option<&str>) -> Result<Self, PersonNameError> {
        let first = tidy(first)?;
        let last = last.map(tidy).transpose()?;
        Ok(Self { first, last })
    }

    /// First name and surname, as they are printed.
    pub fn full(&self) -> String {
        match &self.last {
            Some(last) => format!("{} {last}", self.first),
            None => self.first.clone(),
        }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full())
    }
}

fn tidy(text: &str) -> Result<String, PersonNameError> {
    let kept: String = text.chars().filter(|c| c.is_alphabetic() || " '’-ªº.".contains(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    if !words.iter().any(|w| w.chars().any(char::is_alphabetic)) {
        return Err(PersonNameError::Empty);
    }
    let plain = !words.iter().any(|w| w.chars().any(char::is_uppercase));
    let shouted = words.iter().all(|w| !w.chars().any(char::is_lowercase)) && kept.chars().count() > 3;
    let name = words
        .iter()
        .map(|w| if plain || shouted { capitalise(w) } else { (*w).to_owned() })
        .collect::<Vec<_>>()
        .join(" ");
    if name.chars().count() > LONGEST { Err(PersonNameError::TooLong) } else { Ok(name) }
}

/// "de la torre" keeps its particles small, "maría-josé" gets both capitals.
fn capitalise(word: &str) -> String {
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "de" | "del" | "la" | "las" | "los" | "y" | "i" | "da" | "do" | "dos") {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = c == '-';
    }
    out
}

/// The first name in a messenger profile, if it may be proposed as a person's name.
///
/// Symbols, digits, emoji, a single letter or a house's name make a profile name no name: then it is asked openly.
pub fn proposable(profile: &str) -> Option<String> {
    let profile = profile.trim();
    let letters = profile.chars().filter(|c| c.is_alphabetic()).count();
    let strange = profile
        .chars()
        .any(|c| !(c.is_alphabetic() || c == ' ' || c == '-' || c == '\'' || c == 'ª' || c == '.'));
    if letters < 2 || strange || profile.chars().count() > LONGEST {
        return None;
    }
    let words: Vec<&str> = profile.split_whitespace().collect();
    if words.len() > 4 || words.iter().any(|w| COMPANY.contains(&super::fold(w).as_str())) {
        return None;
    }
    let first = words[0];
    let vowels = super::fold(first).chars().filter(|c| "aeiouy".contains(*c)).count();
    if first.chars().filter(|c| c.is_alphabetic()).count() < 2 || vowels == 0 {
        return None;
    }
    // "María José Ruiz" and "Mª Carmen": a second first name belongs to it.
    let take = if words.len() > 1
        && COMPOUND.contains(&super::fold(first).as_str())
        && SECOND.contains(&super::fold(words[1]).as_str())
    {
        2
    } else {
        1
    };
    tidy(&words[..take].join(" ")).ok()
}

const COMPANY: &[&str] = &[
    "sl",
    "sa",
    "slu",
    "scp",
    "salon",
    "peluqueria",
    "tienda",
    "bar",
    "taller",
    "clinica",
    "instalaciones",
    "reformas",
    "shop",
    "store",
    "empresa",
    "soporte",
    "servicio",
    "servicios",
    "admin",
    "info",
    "cliente",
    "usuario",
    "user",
    "mama",
    "papa",
    "amor",
    "reina",
    "princesa",
    "whatsapp",
    "yo",
    "me",
    "no",
    "sin",
    "disponible",
    "ocupada",
    "ocupado",
];
const COMPOUND: &[&str] =
    &["maria", "ma", "ana", "jose", "juan", "luis", "miguel", "rosa", "francisco", "eva"];
const SECOND: &[&str] = &[
    "jose", "maria", "carmen", "luisa", "isabel", "angel", "luis", "antonio", "carlos", "manuel", "pilar",
    "teresa", "jesus", "dolores", "belen", "rosa", "angeles", "mercedes", "victoria", "elena", "cristina",
    "javier", "ramon",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_profile_names_are_proposed() {
        for (profile, name) in [
            ("María", "María"),
            ("laura perez", "Laura"),
            ("ANA MARIA RUIZ", "Ana Maria"),
            ("Jean-Luc", "Jean-Luc"),
        ] {
            assert_eq!(proposable(profile).as_deref(), Some(name), "{profile}");
        }
        for profile in
            ["✨Sof✨", "🌸🌸", "A", "", "J.", "Ana 2", "Reformas Paco", "xxx", "~", "Talleres García SL"]
        {
            assert_eq!(proposable(profile), None, "{profile}");
        }
    }

    #[test]
    fn names_are_tidied_not_translated() {
        assert_eq!(
            PersonName::new("  maría   josé ", Some("de la torre")).unwrap().full(),
            "María José de la Torre"
        );
        assert_eq!(PersonName::new("Ana", Some("McDonald")).unwrap().full(), "Ana McDonald");
        assert_eq!(PersonName::new("😀", None), Err(PersonNameError::Empty));
    }
}
