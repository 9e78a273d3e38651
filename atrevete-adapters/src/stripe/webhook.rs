//! What Stripe's webhook delivers: who signed it, and which of Stripe's things it is about.
//!
//! Invariants: nothing is parsed before a signature fits; signatures are compared in constant time; of a body only names
//! are taken, for whatever it says is read again with our key.

#[cfg(test)]
mod tests;

use super::{Mode, wire};
use atrevete_domain::{booking::PaymentRef, values::Instant};
use atrevete_ports::{Event, InboxLane, NewEvent, PageRef, Stirred};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use thiserror::Error;

/// The header with the signature, in lower case.
pub const SIGNATURE: &str = "stripe-signature";
/// How old a signature may be.
pub const TOLERANCE: TimeDelta = TimeDelta::seconds(300);

/// Why a delivery is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotSigned {
    /// No header, or one that has no time or no signature of a scheme that we know.
    #[error("there is no signature")]
    Missing,
    /// None of the signatures is made with one of our secrets.
    #[error("the signature is wrong")]
    Wrong,
    /// It was signed too long ago: perhaps recorded and sent again.
    #[error("the signature is too old")]
    TooOld,
}

/// Why a signed delivery cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an event of this API")]
pub struct NotAnEvent;

/// What a delivery is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// `evt_...`; the same event may be delivered several times.
    pub id: String,
    /// Whether its money is real.
    pub live: bool,
    /// What is to be read.
    pub about: About,
}

/// The thing that a delivery is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A page; with our name of it, it is ours.
    Page {
        /// Stripe's name.
        page: PageRef,
        /// Ours.
        checkout: Option<atrevete_domain::values::CheckoutId>,
    },
    /// What became of a payment: refunds, disputes.
    Payment(PaymentRef),
    /// Something that changes nothing here.
    Nothing,
}

/// Checks the signature of a raw body. Several secrets are valid while one is being replaced.
///
/// # Errors
/// See [`NotSigned`].
pub fn verify(
    header: Option<&str>,
    body: &[u8],
    secrets: &[SecretString],
    now: Instant,
) -> Result<(), NotSigned> {
    let header = header.ok_or(NotSigned::Missing)?;
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let stamp = parts().find(|(name, _)| *name == "t").map(|(_, value)| value).ok_or(NotSigned::Missing)?;
    let at: i64 = stamp.parse().map_err(|_| NotSigned::Missing)?;
    let given: Vec<_> = parts().filter(|(name, _)| *name == "v1").filter_map(|(_, hex)| bytes(hex)).collect();
    if given.is_empty() {
        return Err(NotSigned::Missing);
    }
    // All are compared with all, so that the time taken says nothing about which fits.
    let fits = secrets.iter().flat_map(|secret| given.iter().map(move |given| (secret, given))).fold(
        false,
        |fits, (secret, given)| {
            mac(secret, stamp, body).is_some_and(|m| m.verify_slice(given).is_ok()) | fits
        },
    );
    if !fits {
        return Err(NotSigned::Wrong);
    }
    if at < (now - TOLERANCE).timestamp() { Err(NotSigned::TooOld) } else { Ok(()) }
}

/// Reads a body whose signature fits.
///
/// # Errors
/// When it is no event of the API that our endpoint is for.
pub fn decode(body: &[u8]) -> Result<Notice, NotAnEvent> {
    let event: Envelope = serde_json::from_slice(body).map_err(|_| NotAnEvent)?;
    if event.object != "event" || event.id.is_empty() {
        return Err(NotAnEvent);
    }
    let (object, kind) = (&event.data.object, event.kind.as_str());
    let about = if kind.starts_with("checkout.session.") {
        let session: Subject = serde_json::from_value(object.clone()).map_err(|_| NotAnEvent)?;
        let checkout = wire::checkout_in(&session.metadata.unwrap_or_default());
        About::Page { page: PageRef(session.id), checkout }
    } else if ["refund.", "charge.refund", "charge.dispute."].iter().any(|with| kind.starts_with(with)) {
        let payment = object.get("payment_intent");
        let named = payment.and_then(|p| p.as_str().or_else(|| p.get("id")?.as_str()));
        named.map_or(About::Nothing, |id| About::Payment(PaymentRef(id.to_owned())))
    } else {
        About::Nothing
    };
    Ok(Notice { id: event.id, live: event.livemode, about })
}

/// What becomes of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// To be stored, then acknowledged.
    Store(NewEvent),
    /// A page that is none of ours: stored like others, so that its money is looked for, and not acknowledged.
    StoreAsUnmatched(NewEvent),
    /// To be acknowledged, for a reason.
    Ignore(&'static str),
}

impl Notice {
    /// What becomes of it in this mode.
    pub fn taken(self, mode: Mode, now: Instant) -> Taken {
        if !mode.fits(self.live) {
            return Taken::Ignore("other_mode");
        }
        let key = format!("stripe:{}", self.id);
        let event = |name: &str, stirred| {
            NewEvent::now(InboxLane::Provider(name.to_owned()), key, Event::Stirred(stirred), now)
        };
        match self.about {
            About::Page { page, checkout } => {
                let name = page.0.clone();
                let event = event(&name, Stirred::Page { page, checkout });
                if checkout.is_some() { Taken::Store(event) } else { Taken::StoreAsUnmatched(event) }
            }
            About::Payment(payment) => {
                let name = payment.0.clone();
                Taken::Store(event(&name, Stirred::Payment(payment)))
            }
            About::Nothing => Taken::Ignore("nothing_to_read"),
        }
    }
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    object: String,
    #[serde(rename = "type")]
    kind: String,
    livemode: bool,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

#[derive(Deserialize)]
struct Subject {
    id: String,
    #[serde(default)]
    metadata: Option<wire::Metadata>,
}

/// The signature over time stamp and body, keyed with the whole secret as it is printed.
fn mac(secret: &SecretString, stamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).ok()?;
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    Some(mac)
}

/// Bytes of lower-case hex digits.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
