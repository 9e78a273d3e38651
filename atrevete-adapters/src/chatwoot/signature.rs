//! Who sent a delivery: Chatwoot signs `"{timestamp}.{raw body}"` with the webhook's own secret, where the server is new
//! enough and the webhook has one.
//!
//! Invariants: the raw bytes are verified, before anything is parsed; comparing takes the same time wherever the first
//! difference stands; an old delivery with a good signature is one that came late and is not thrown away, since Chatwoot
//! sends nothing twice and the message's key makes a replay harmless.

use atrevete_domain::values::Instant;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// The header with the unix seconds at which the delivery was made.
pub const TIMESTAMP: &str = "x-chatwoot-timestamp";
/// The header with the signature.
pub const SIGNATURE: &str = "x-chatwoot-signature";

/// How far a delivery's clock may be from ours before it is told to somebody.
const FRESH: TimeDelta = TimeDelta::minutes(5);
/// How far before it is refused.
const REPLAY: TimeDelta = TimeDelta::hours(24);

/// What a signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signature {
    /// Made with one of our secrets, just now.
    Good,
    /// Made with one of our secrets, and its clock differs from ours by more than five minutes: a late delivery, or one
    /// of the two clocks is wrong.
    Late,
    /// Made with one of our secrets more than a day ago.
    TooOld,
    /// There is none.
    Missing,
    /// Not made with any of our secrets over these bytes.
    Wrong,
}

impl Signature {
    /// Whether the delivery may be read.
    pub fn admits(self) -> bool {
        match self {
            Self::Good | Self::Late => true,
            Self::TooOld | Self::Missing | Self::Wrong => false,
        }
    }
}

/// Verifies a delivery. Each webhook has a secret of its own, and an old one stays good while it is changed: all are tried.
pub fn verify(
    secrets: &[SecretString],
    timestamp: Option<&str>,
    signature: Option<&str>,
    body: &[u8],
    now: Instant,
) -> Signature {
    let (Some(timestamp), Some(signature)) = (timestamp, signature) else { return Signature::Missing };
    let given = signature.trim().strip_prefix("sha256=").and_then(bytes);
    let (Some(given), Ok(seconds)) = (given, timestamp.trim().parse::<i64>()) else {
        return Signature::Wrong;
    };
    // Every secret is tried, so that the time tells nothing of which one fits.
    let fits = secrets.iter().fold(false, |fits, secret| fits | signed(secret, timestamp, body, &given));
    if !fits {
        return Signature::Wrong;
    }
    match chrono::DateTime::from_timestamp(seconds, 0).map(|at| (now - at).abs()) {
        Some(distance) if distance <= FRESH => Signature::Good,
        Some(distance) if distance <= REPLAY => Signature::Late,
        Some(_) | None => Signature::TooOld,
    }
}

fn signed(secret: &SecretString, timestamp: &str, body: &[u8], given: &[u8]) -> bool {
    mac(secret, timestamp, body).verify_slice(given).is_ok()
}

fn mac(secret: &SecretString, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("a key of any length can be used");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

/// The header that signs a body, for stand-ins and tests.
pub fn sign(secret: &SecretString, timestamp: &str, body: &[u8]) -> String {
    let digest = mac(secret, timestamp, body).finalize().into_bytes();
    let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={}", digits.concat())
}

/// The bytes that these digits say.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let value = |digit: &u8| char::from(*digit).to_digit(16).and_then(|n| u8::try_from(n).ok());
    pairs
        .map(|pair| match pair {
            [high, low] => Some(value(high)? << 4 | value(low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESCAPED: &str = r#"{"event":"message_created","id":1,"content":"Hola \u0026 adi\u00f3s"}"#;
    const PLAIN: &str = r#"{"event":"message_created","id":1,"content":"Hola, ¿hay hueco mañana?"}"#;
    const STAMP: &str = "1700000000";

    fn now() -> Instant {
        chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    fn secrets(all: &[&str]) -> Vec<SecretString> {
        all.iter().map(|secret| SecretString::from((*secret).to_owned())).collect()
    }

    fn verdict(body: &str, signature: &str, at: Instant) -> Signature {
        let known = secrets(&["another", "test-secret"]);
        verify(&known, Some(STAMP), Some(signature), body.as_bytes(), at)
    }

    #[test]
    fn the_known_vectors_are_good() {
        for (body, hex) in [
            (ESCAPED, "d8ddc347b4a94c1b72a4d4477cf02b0eacec6a2b8bd97d127adc613195051b91"),
            (PLAIN, "28189cc47cf3311cc7d91da1ace9b45db86481eb2e24facbca1850214f91077e"),
        ] {
            assert_eq!(verdict(body, &format!("sha256={hex}"), now()), Signature::Good);
            assert_eq!(sign(&secrets(&["test-secret"])[0], STAMP, body.as_bytes()), format!("sha256={hex}"));
        }
    }

    #[test]
    fn anything_else_is_wrong_or_missing() {
        let good = sign(&secrets(&["test-secret"])[0], STAMP, PLAIN.as_bytes());
        let other = sign(&secrets(&["stolen"])[0], STAMP, PLAIN.as_bytes());
        let body_only = sign(&secrets(&["test-secret"])[0], "", PLAIN.as_bytes());
        for wrong in [&other, &body_only, "sha256=", "sha256=zz", "sha256=1", &good[..good.len() - 2], ""] {
            assert_eq!(verdict(PLAIN, wrong, now()), Signature::Wrong, "{wrong}");
        }
        assert_eq!(verdict(&PLAIN.replace("mañana", "hoy"), &good, now()), Signature::Wrong);
        let known = secrets(&["test-secret"]);
        assert_eq!(verify(&known, None, Some(&good), PLAIN.as_bytes(), now()), Signature::Missing);
        assert_eq!(verify(&known, Some(STAMP), None, PLAIN.as_bytes(), now()), Signature::Missing);
        let restamped = verify(&known, Some("1700000001"), Some(&good), PLAIN.as_bytes(), now());
        assert_eq!(restamped, Signature::Wrong, "the stamp is signed too");
    }

    #[test]
    fn what_comes_late_is_taken_for_a_day() {
        let good = sign(&secrets(&["test-secret"])[0], STAMP, PLAIN.as_bytes());
        let after = |delta| verdict(PLAIN, &good, now() + delta);
        assert_eq!(after(TimeDelta::seconds(300)), Signature::Good);
        assert_eq!(after(TimeDelta::seconds(301)), Signature::Late);
        assert_eq!(after(TimeDelta::seconds(-301)), Signature::Late);
        assert_eq!(after(TimeDelta::hours(25)), Signature::TooOld);
        assert!(Signature::Late.admits() && !Signature::TooOld.admits() && !Signature::Wrong.admits());
    }
}
