//! What Maite says: typed facts in, Spanish out.
//!
//! The words are data (`spanish/*.jinja`, one section an utterance; *usted* has sections only where it differs), another
//! salon puts its own on top ([`Wording::with_overrides`]). Rendering is a pure function of the utterances and a
//! [`Voice`] and cannot fail at run time.
//!
//! Invariants: greeting first, question last, a link alone on the last line; one emoji a message at most, and none
//! beside money, bad news, health or a complaint, or for somebody addressed as *usted*.

mod approved;
mod buttons;
mod check;
mod compose;
pub mod facts;
mod filters;
pub mod formats;
pub mod samples;
pub mod staff;
pub mod tags;
pub mod templates;
pub mod utterance;

pub use approved::{Approved, ApprovedKind, approved};
pub use buttons::buttons;
pub use templates::{Wording, WordingError};
pub use utterance::Utterance;

use crate::{
    salon::profile::{AddressForm, Profile},
    step::Message,
    values::Instant,
};
use chrono::NaiveDateTime;

/// Who is spoken to, how and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// How she is addressed, settled.
    pub form: AddressForm,
    /// The salon's clock when the message is made, for "hoy" and "mañana".
    pub now: NaiveDateTime,
    /// The salon's signature emoji, or none.
    pub emoji: Option<String>,
    /// What the people who answer are called, with article: "una compañera".
    pub team: String,
}

impl Voice {
    /// The voice of a salon at an instant, for somebody addressed in this form.
    pub fn new(profile: &Profile, form: AddressForm, now: Instant) -> Self {
        Self { form, now: profile.zone.local(now), emoji: profile.emoji.clone(), team: profile.team.clone() }
    }

    /// The voice of one message: *usted* if its customer is addressed so, else as the salon does.
    pub fn of(profile: &Profile, message: &Message, now: Instant) -> Self {
        let form = if message.formal { AddressForm::Usted } else { profile.address_form };
        Self::new(profile, form, now)
    }
}

/// The text of one message in the built-in words.
pub fn render(utterances: &[Utterance], voice: &Voice) -> String {
    Wording::spanish().render(utterances, voice)
}

#[cfg(test)]
mod lint;
#[cfg(test)]
mod snapshots;
