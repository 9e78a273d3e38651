//! The text of a message, rendered once: what is stored with the outbox row is what is sent. What the team reads is made
//! when it leaves, of the rows as they stand then.

use atrevete_domain::{
    salon::Salon,
    step::{Effect, HandoffReason, Message},
    values::Instant,
    wording::{self, Approved, Voice, render, staff},
};

/// The text of an effect that says something.
pub(super) fn text(effect: &Effect, salon: &Salon, now: Instant) -> Option<String> {
    match effect {
        Effect::Say(message) => Some(spoken(message, salon, now)),
        Effect::Secure { .. }
        | Effect::ExpireCheckout { .. }
        | Effect::LookAtCheckout { .. }
        | Effect::Refund { .. }
        | Effect::Mirror { .. }
        | Effect::TellStylist { .. }
        | Effect::HandOff(_)
        | Effect::AlertTeam { .. } => None,
    }
}

fn spoken(message: &Message, salon: &Salon, now: Instant) -> String {
    render(&message.utterances, &Voice::of(&salon.profile, message, now))
}

/// Titles of the answers to a message that was rendered at `made_at`: those of the last utterance that has any.
pub(super) fn answers(message: &Message, salon: &Salon, made_at: Instant) -> Vec<String> {
    let voice = Voice::of(&salon.profile, message, made_at);
    let titled = message.utterances.iter().rev().map(|u| wording::buttons(u, &voice));
    titled.into_iter().find(|titles| !titles.is_empty()).unwrap_or_default()
}

/// What carries a message outside of the channel's window, best first.
pub(super) fn approved(message: &Message, text: &str, salon: &Salon, now: Instant) -> Vec<Approved> {
    wording::approved(&message.utterances, text, &Voice::of(&salon.profile, message, now))
}

/// What the team reads about somebody who waits: a reason and a time, and nothing of what she said.
pub(super) fn waiting(reason: HandoffReason, since: Instant, salon: &Salon) -> String {
    let since = staff::moment(since, salon.profile.zone);
    format!("Nadie ha contestado todavía. {}. Espera desde el {since}.", staff::reason(reason))
}
