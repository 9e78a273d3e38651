//! Prices, lengths, descriptions, advice: read from the catalogue.

use crate::{
    dialogue::{Question, Unclear, turn::Turn},
    salon::{Match, Service},
    step::{Change, Rule},
    values::{ServiceId, Words},
    wording::{Utterance, utterance::PriceItem},
};

/// So many services are told one by one; of more she is asked which.
const TOLD_AT_ONCE: usize = 4;

/// So many services of a kind stand in a list.
const LISTED: usize = 6;

impl Turn<'_> {
    pub(super) fn tell_prices(&mut self, words: &[Words]) {
        let (groups, ids) = self.asked_about(words);
        if ids.is_empty() {
            return;
        }
        let total = if groups == ids.len() { self.total(&ids) } else { None };
        let items = if ids.len() > TOLD_AT_ONCE { self.by_family(&ids) } else { self.price_items(&ids) };
        // A price is told with its length: both asked at once are answered once.
        self.said.retain(|u| !matches!(u, Utterance::Lengths { items: told, .. } if *told == items));
        self.say(Utterance::Prices { items, total });
        self.offer_to_book(groups, ids);
    }

    pub(super) fn tell_lengths(&mut self, words: &[Words]) {
        let (groups, ids) = self.asked_about(words);
        if ids.is_empty() {
            return;
        }
        let total = if groups == ids.len() { self.total(&ids) } else { None };
        let items = self.price_items(&self.not_too_many(words, &ids));
        if self.said.iter().any(|u| matches!(u, Utterance::Prices { items: told, .. } if *told == items)) {
            return;
        }
        self.say(Utterance::Lengths { items, total });
        self.offer_to_book(groups, ids);
    }

    pub(super) fn tell_what(&mut self, words: &[Words]) {
        let (groups, ids) = self.asked_about(words);
        if ids.is_empty() {
            return;
        }
        let items = self.described(&ids);
        self.say(Utterance::WhatIs { items });
        self.offer_to_book(groups, ids);
    }

    /// Compares what was named, or says what there is, then offers the consultation.
    pub(super) fn advise(&mut self, words: &[Words]) {
        let open = self
            .draft()
            .is_some_and(|d| !d.pool_unclear.is_empty() || d.parties.iter().any(|p| !p.unclear.is_empty()));
        let (_, ids) = if words.is_empty() && self.s.topic.is_empty() && !open {
            (0, Vec::new())
        } else {
            self.asked_about(words)
        };
        let said_nothing_yet = self.said.is_empty();
        if !ids.is_empty() {
            let items = self.described(&self.one_of_each(&ids));
            self.say(Utterance::Compare { items });
        } else if !words.is_empty() && !said_nothing_yet {
            return;
        }
        let kind = ids.first().and_then(|id| self.service(*id)).map(|s| s.category.clone());
        let consultation = self
            .salon()
            .catalogue
            .categories
            .iter()
            .find(|c| kind.as_ref().is_none_or(|k| *k == c.id) && c.consultation.is_some())
            .and_then(|c| c.consultation);
        let Some(service) = consultation.and_then(|id| self.service(id)) else { return };
        let (minutes, service) = (service.minutes, service.id);
        let held = self.draft().is_some_and(|d| !d.held.is_empty());
        if !held {
            self.ask(Utterance::OfferConsultation { minutes }, Question::Consultation { service });
        }
    }

    /// Of many, one line for each family, at what its cheapest costs; told one by one they would be a price list.
    fn by_family(&self, ids: &[ServiceId]) -> Vec<PriceItem> {
        let mut families: Vec<(String, Vec<&Service>)> = Vec::new();
        for service in ids.iter().filter_map(|id| self.service(*id)) {
            let name = service.family.clone().unwrap_or_else(|| service.name.clone());
            match families.iter_mut().find(|(family, _)| *family == name) {
                Some((_, members)) => members.push(service),
                None => families.push((name, vec![service])),
            }
        }
        families.truncate(LISTED);
        families.into_iter().map(|(name, members)| cheapest(name, &members)).collect()
    }

    /// Of many that are only open to choice, one of each family: nobody reads a price list in a message.
    fn not_too_many(&self, words: &[Words], ids: &[ServiceId]) -> Vec<ServiceId> {
        if words.is_empty() && ids.len() > LISTED { self.one_of_each(ids) } else { ids.to_vec() }
    }

    /// One of each family, so that the lengths of one do not crowd out the other; as many as are told at once.
    fn one_of_each(&self, ids: &[ServiceId]) -> Vec<ServiceId> {
        let mut families: Vec<String> = Vec::new();
        let mut out = Vec::new();
        for service in ids.iter().filter_map(|id| self.service(*id)) {
            let family = service.family.clone().unwrap_or_else(|| service.name.clone());
            if !families.contains(&family) && out.len() < TOLD_AT_ONCE {
                families.push(family);
                out.push(service.id);
            }
        }
        out
    }

    pub(super) fn list_services(&mut self, kind: Option<&Words>) {
        let wanted = kind.map(Words::folded);
        let catalogue = &self.salon().catalogue;
        let kinds: Vec<(String, Vec<String>)> = catalogue
            .categories
            .iter()
            .filter(|c| {
                wanted.as_ref().is_none_or(|w| {
                    crate::values::fold(&c.name).contains(w.as_str())
                        || w.contains(&crate::values::fold(&c.name))
                })
            })
            .map(|c| {
                let mut names: Vec<String> = Vec::new();
                for s in catalogue
                    .active()
                    .filter(|s| s.category == c.id && !s.addon && c.consultation != Some(s.id))
                {
                    let name = s.family.clone().unwrap_or_else(|| s.name.clone());
                    if !names.contains(&name) && names.len() < LISTED {
                        names.push(name);
                    }
                }
                (c.name.clone(), names)
            })
            .collect();
        let kinds = if kinds.is_empty() { return self.list_services(None) } else { kinds };
        self.say(Utterance::ServiceList { kinds });
    }

    pub(super) fn do_we(&mut self, words: &[Words]) {
        let (groups, ids) = self.asked_about(words);
        if ids.is_empty() {
            return;
        }
        let mut services: Vec<String> = Vec::new();
        let told = if groups == ids.len() { ids.clone() } else { self.one_of_each(&ids) };
        for name in self.names(&told) {
            if !services.contains(&name) {
                services.push(name);
            }
        }
        self.say(Utterance::WeDo { services });
        self.offer_to_book(groups, ids);
    }

    pub(super) fn who_does(&mut self, with: Option<&Words>, words: &[Words]) {
        let asked = with.and_then(|w| self.find_stylist(w));
        let (_, ids) = self.asked_about(words);
        let Some(first) = ids.first().copied() else { return };
        let Some(service) = self.service(first).cloned() else { return };
        let stylists: Vec<String> = self
            .salon()
            .bookable()
            .filter(|s| s.does(service.id, &service.category))
            .map(|s| s.name.clone())
            .collect();
        let not = asked
            .and_then(|id| self.salon().stylist(id))
            .filter(|s| !s.does(service.id, &service.category))
            .map(|s| s.name.clone());
        let name = service.family.clone().unwrap_or(service.name);
        self.say(Utterance::WhoDoes { service: name, stylists, not });
    }

    /// The services that a question is about, and how many different things were asked for: of each, one service or the
    /// variants it may be. What is not known or not offered is said.
    fn asked_about(&mut self, words: &[Words]) -> (usize, Vec<ServiceId>) {
        let mut ids: Vec<ServiceId> = Vec::new();
        let mut groups = 0;
        if words.is_empty() {
            let draft: Vec<ServiceId> = self
                .draft()
                .map(|d| d.parties.iter().flat_map(|p| p.services.clone()).collect())
                .unwrap_or_default();
            // While it is open which of several she means, "¿cuánto cuesta?" asks it of each of them.
            let open: Vec<ServiceId> = self
                .draft()
                .map(|d| {
                    let own = d.parties.iter().flat_map(|p| &p.unclear);
                    own.chain(&d.pool_unclear)
                        .flat_map(|u| self.told_variant(&u.of).map_or(u.of.clone(), |id| vec![id]))
                        .collect()
                })
                .unwrap_or_default();
            if !open.is_empty() {
                return (1, open);
            }
            let topic = if draft.is_empty() { self.s.topic.clone() } else { draft };
            if topic.is_empty() {
                self.ask(Utterance::AskService { whom: None }, Question::Service { party: 0 });
                let now = self.now;
                self.draft_or_new(now);
            }
            return (topic.len(), topic);
        }
        for said in &self.salon().catalogue.without_general(words) {
            for found in self.salon().catalogue.find_each(said.as_str()) {
                groups += usize::from(!matches!(found, Match::NotOffered(_) | Match::Nothing));
                for id in self.services_of(said, found) {
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
        }
        self.s.topic.clone_from(&ids);
        (groups, ids)
    }

    /// The one variant that what she told in this conversation points to.
    fn told_variant(&self, of: &[ServiceId]) -> Option<ServiceId> {
        self.salon().catalogue.answered(of, &self.s.answers)
    }

    /// The services behind a match; what is not known or not offered is said.
    fn services_of(&mut self, said: &Words, found: Match) -> Vec<ServiceId> {
        match found {
            Match::One(id) | Match::Addon(id) => vec![id],
            Match::Several(of) if self.told_variant(&of).is_some() => {
                self.told_variant(&of).into_iter().collect()
            }
            Match::Several(of) => {
                self.note(Rule::SeveralMatch);
                self.talked_of.push(Unclear { said: said.clone(), of: of.clone() });
                of
            }
            Match::Pack(pack) => {
                self.salon().catalogue.pack(pack).map(|p| p.services.clone()).unwrap_or_default()
            }
            Match::NotOffered(name) => {
                self.note(Rule::NotOffered);
                self.say(Utterance::NotOffered { name });
                Vec::new()
            }
            Match::Nothing => {
                self.note(Rule::NothingMatches);
                self.changes.push(Change::Unresolved(said.clone()));
                self.say(Utterance::UnknownService { said: said.as_str().to_owned() });
                Vec::new()
            }
        }
    }

    /// After an answer about services outside a booking: shall a time be looked for?
    fn offer_to_book(&mut self, groups: usize, ids: Vec<ServiceId>) {
        if !self.s.tasks.is_empty() || self.question.is_some() {
            return;
        }
        let unclear = std::mem::take(&mut self.talked_of);
        let services = if groups == ids.len() {
            ids
        } else {
            ids.into_iter().filter(|id| !unclear.iter().any(|u| u.of.contains(id))).collect()
        };
        self.ask(Utterance::OfferToBook, Question::Book { services, unclear });
    }
}

/// A family at what its cheapest member costs and takes.
fn cheapest(name: String, members: &[&Service]) -> PriceItem {
    let price = members.iter().filter_map(|s| s.price).min();
    PriceItem {
        name,
        variant: None,
        price,
        from: members.len() > 1 || members.iter().any(|s| s.from_price),
        minutes: members.iter().map(|s| s.minutes).min().unwrap_or(0),
    }
}
