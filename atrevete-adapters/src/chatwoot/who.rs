//! Who writes: the number for which the channel itself vouches.
//!
//! A contact's telephone number can be edited by staff, changed by a merge and typed by a visitor; her identity in the
//! channel cannot.
//!
//! Invariant: where the identity holds a number, that one counts and no other; a number that differs from it opens
//! nobody's appointments.

use super::field::{int, text};
use atrevete_domain::values::Phone;
use serde_json::Value;

/// Region of a number without a prefix; bridges send numbers with it.
const REGION: &str = "ES";

/// Her number. `Ok(None)`: there is none; `Err`: there is one and it cannot exist. `source` is the channel's name for
/// her, `identifier` the bridge's, `stated` what the contact's card says.
pub(super) fn phone<'a>(
    source: Option<&str>,
    identifier: Option<&str>,
    stated: impl Iterator<Item = &'a Value>,
) -> Result<Option<Phone>, ()> {
    // A user name instead of a number: whatever number is on the card was put there by somebody else.
    if source.is_some_and(is_user_name) {
        return Ok(None);
    }
    let vouched = source.and_then(plain_number).or_else(|| identifier.and_then(bridge_number));
    let mut numbers: Vec<String> = stated.filter_map(digits).collect();
    if let Some(number) = vouched {
        numbers = vec![number];
    }
    let mut seen = false;
    for number in numbers {
        seen = true;
        if let Ok(phone) = Phone::parse(&number, REGION) {
            return Ok(Some(phone));
        }
    }
    if seen { Err(()) } else { Ok(None) }
}

/// A group, a broadcast or a channel of WhatsApp: nobody's own conversation.
pub(super) fn is_group(name: &str) -> bool {
    ["@g.us", "@broadcast", "@newsletter"].iter().any(|kind| name.ends_with(kind))
}

/// `ES.1A2B3C`: WhatsApp's identity of somebody who shows no number.
fn is_user_name(source: &str) -> bool {
    let Some((country, rest)) = source.split_once('.') else { return false };
    let name = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=128).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The number that WhatsApp itself uses as identity: digits alone, with the country in front.
fn plain_number(source: &str) -> Option<String> {
    let digits = source.strip_prefix('+').unwrap_or(source);
    let number = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    number.then(|| format!("+{digits}"))
}

/// A number as text, also where it came as a JSON number, with its international prefix.
fn digits(value: &Value) -> Option<String> {
    match value {
        Value::Number(_) => int(value).map(|number| format!("+{number}")),
        _ => text(value).map(str::to_owned),
    }
}

/// The number in a bridge's name for a person (`34600000000@s.whatsapp.net`); other names carry none.
fn bridge_number(identifier: &str) -> Option<String> {
    let (user, host) = identifier.split_once('@')?;
    // A device may follow the number: `34600000000:12@...`.
    let number = user.split(':').next().unwrap_or_default();
    let person = matches!(host, "s.whatsapp.net" | "c.us");
    (person && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| format!("+{number}"))
}
