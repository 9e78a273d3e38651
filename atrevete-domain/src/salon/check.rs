//! What is odd about a catalogue: for start-up, the command line and the panel. Nothing here stops a salon.

use super::{Catalogue, QuestionEffect, Salon, Service};
use crate::values::{Money, PackId, ServiceId, fold};
use std::collections::BTreeMap;

/// Something the owner should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A pack that takes less time than one of its parts alone.
    PackShorterThanPart {
        /// The pack.
        pack: PackId,
        /// The part that takes longer.
        part: ServiceId,
    },
    /// A pack that costs no less than its parts: it is never proposed.
    PackSavesNothing {
        /// The pack.
        pack: PackId,
        /// What the parts cost.
        parts: Money,
    },
    /// A pack with a part that is gone, switched off or without a price: it is never proposed.
    PackIncomplete(PackId),
    /// A service that customers will not find in their own words.
    NoSynonyms(ServiceId),
    /// A service that cannot be explained.
    NoDescription(ServiceId),
    /// Work and gaps that do not add up to the service's length.
    SegmentsDoNotAddUp(ServiceId),
    /// A service of no length.
    NoLength(ServiceId),
    /// A service that nobody who can be booked does.
    NobodyDoes(ServiceId),
    /// More than two questions before a price.
    TooManyQuestions(ServiceId),
    /// An answer that leads to a service that is gone or switched off.
    AnswerLeadsNowhere {
        /// Who asks.
        service: ServiceId,
        /// Where it leads.
        to: ServiceId,
    },
    /// Words for something not done that also name something done.
    OfferedAfterAll {
        /// As it stands in the list.
        name: String,
        /// What the words find.
        service: ServiceId,
    },
    /// Two active services of one name.
    NameTwice(String),
    /// Longer than an hour, and no deposit is asked for it.
    LongWithoutDeposit(ServiceId),
}

impl Salon {
    /// Everything odd about the catalogue, in its order.
    pub fn check_catalogue(&self) -> Vec<Oddity> {
        let catalogue = &self.catalogue;
        let mut odd = Vec::new();
        for service in catalogue.active() {
            odd.extend(catalogue.check_service(service));
            if !self.bookable().any(|s| s.does(service.id, &service.category)) {
                odd.push(Oddity::NobodyDoes(service.id));
            }
        }
        odd.extend(catalogue.check_packs());
        odd.extend(catalogue.check_names());
        odd
    }
}

impl Catalogue {
    fn check_service(&self, service: &Service) -> Vec<Oddity> {
        let id = service.id;
        let sum: u16 = service.segments.iter().map(|s| s.minutes).sum();
        let free = service.price.is_some_and(Money::is_zero);
        let mut odd: Vec<Oddity> = [
            (service.synonyms.is_empty(), Oddity::NoSynonyms(id)),
            (service.description.trim().is_empty(), Oddity::NoDescription(id)),
            (!service.segments.is_empty() && sum != service.minutes, Oddity::SegmentsDoNotAddUp(id)),
            (service.minutes == 0, Oddity::NoLength(id)),
            (service.questions.len() > 2, Oddity::TooManyQuestions(id)),
            (
                service.minutes > 60 && service.deposit == super::DepositRule::None && !free,
                Oddity::LongWithoutDeposit(id),
            ),
        ]
        .into_iter()
        .filter_map(|(is_odd, what)| is_odd.then_some(what))
        .collect();
        for answer in service.questions.iter().flat_map(|q| &q.answers) {
            match answer.effect {
                QuestionEffect::Variant(to) | QuestionEffect::Add(to) => {
                    if !self.service(to).is_some_and(|s| s.active) {
                        odd.push(Oddity::AnswerLeadsNowhere { service: id, to });
                    }
                }
                QuestionEffect::None | QuestionEffect::Person => {}
            }
        }
        odd
    }

    fn check_packs(&self) -> Vec<Oddity> {
        let mut odd = Vec::new();
        for pack in self.packs.iter().filter(|p| p.active) {
            let longest = pack.services.iter().filter_map(|id| self.service(*id)).max_by_key(|s| s.minutes);
            if let Some(part) = longest.filter(|s| s.minutes > pack.minutes) {
                odd.push(Oddity::PackShorterThanPart { pack: pack.id, part: part.id });
            }
            match self.parts_price(pack) {
                Some(parts) if parts <= pack.price => {
                    odd.push(Oddity::PackSavesNothing { pack: pack.id, parts });
                }
                Some(_) => {}
                None => odd.push(Oddity::PackIncomplete(pack.id)),
            }
        }
        odd
    }

    fn check_names(&self) -> Vec<Oddity> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for service in self.active() {
            *seen.entry(fold(&service.name)).or_default() += 1;
        }
        let twice = seen.into_iter().filter(|(_, n)| *n > 1).map(|(name, _)| Oddity::NameTwice(name));
        let offered = self.not_offered.iter().flat_map(|thing| {
            std::iter::once(&thing.name).chain(&thing.synonyms).filter_map(|words| {
                let said = fold(words);
                let names =
                    |s: &&Service| std::iter::once(&s.name).chain(&s.synonyms).any(|n| fold(n) == said);
                let service = self.active().find(names)?.id;
                Some(Oddity::OfferedAfterAll { name: thing.name.clone(), service })
            })
        });
        twice.chain(offered).collect()
    }
}
