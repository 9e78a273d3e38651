//! The driver's two looks into words: the names a reader is told, and the text of a message.

use atrevete_domain::{
    dialogue::Lexicon,
    salon::Salon,
    step::{Effect, Message},
};

/// The active names of a salon and what customers call them.
pub fn lexicon(salon: &Salon) -> Lexicon {
    let catalogue = &salon.catalogue;
    let named = |name: &str, others: &[String]| {
        std::iter::once(name.to_owned()).chain(others.iter().cloned()).collect::<Vec<_>>()
    };
    Lexicon {
        services: catalogue
            .services
            .iter()
            .filter(|s| s.active)
            .map(|s| named(&s.name, &s.synonyms))
            .chain(catalogue.packs.iter().filter(|p| p.active).map(|p| named(&p.name, &[])))
            .collect(),
        families: catalogue.families.keys().cloned().collect(),
        stylists: salon.stylists.iter().filter(|s| s.active).map(|s| named(&s.name, &s.nicknames)).collect(),
        not_offered: catalogue.not_offered.iter().map(|n| named(&n.name, &n.synonyms)).collect(),
        faq: salon.faq.iter().flat_map(|f| f.keywords.iter().cloned()).collect(),
    }
}

/// The text of an effect that says something.
pub(super) fn text(effect: &Effect, salon: &Salon) -> Option<String> {
    match effect {
        Effect::Say(message) => Some(render(message, salon)),
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

fn render(message: &Message, _salon: &Salon) -> String {
    // Stands in until `wording::render` is merged: the utterances as they are stored.
    serde_json::to_string(&message.utterances).expect("utterances are plain data")
}
