//! The text of a message, rendered once: what is stored with the outbox row is what is sent.

use atrevete_domain::{
    salon::{Salon, profile::AddressForm},
    step::{Effect, Message},
    values::Instant,
    wording::{Voice, render},
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
    let form = if message.formal { AddressForm::Usted } else { salon.profile.address_form };
    render(&message.utterances, &Voice::new(&salon.profile, form, now))
}
