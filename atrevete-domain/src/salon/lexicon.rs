//! What a reader of messages may know of the salon: names, never ids.

use super::Salon;
use crate::dialogue::Lexicon;
use std::collections::BTreeSet;

impl Salon {
    /// The active names and what customers call them.
    pub fn lexicon(&self) -> Lexicon {
        let named = |name: &String, others: &[String]| -> Vec<String> {
            std::iter::once(name).chain(others).cloned().collect()
        };
        let catalogue = &self.catalogue;
        let services = catalogue.active().map(|s| named(&s.name, &s.synonyms));
        let packs = catalogue.packs.iter().filter(|p| p.active).map(|p| vec![p.name.clone()]);
        let families = catalogue.active().filter_map(|s| s.family.clone());
        let families: BTreeSet<String> = catalogue.families.keys().cloned().chain(families).collect();
        let answers = catalogue.active().flat_map(|s| &s.questions).flat_map(|q| &q.answers);
        let traits: BTreeSet<String> =
            answers.flat_map(|a| std::iter::once(&a.text).chain(&a.synonyms)).cloned().collect();
        Lexicon {
            services: services.chain(packs).collect(),
            families: families.into_iter().collect(),
            stylists: self
                .stylists
                .iter()
                .filter(|s| s.active)
                .map(|s| named(&s.name, &s.nicknames))
                .collect(),
            not_offered: catalogue.not_offered.iter().map(|n| named(&n.name, &n.synonyms)).collect(),
            faq: self.faq.iter().flat_map(|f| f.keywords.iter().cloned()).collect(),
            traits: traits.into_iter().collect(),
        }
    }
}
