//! Who she is: names asked, taken, stored; and the people she books for.

use super::{Question, Who, hear::Hearing, turn::Turn};
use crate::{
    step::{HandoffReason, Rule},
    values::{CustomerId, GivenName, PersonName, Words, fold, proposable},
    wording::Utterance,
};

impl Turn<'_> {
    /// Asks the name, proposing the profile's if it can be one.
    pub(super) fn ask_name(&mut self) {
        let fresh = self.s.counters.name == 0;
        let proposed =
            self.s.profile.as_deref().filter(|_| fresh && !self.s.name_denied).and_then(proposable);
        let again = !fresh;
        self.s.counters.evaded = self.s.counters.evaded.saturating_add(1);
        self.ask(Utterance::AskName { proposed: proposed.clone(), again }, Question::Name { proposed });
    }

    /// The answer to the name question was no name: ask again, or a person after the last try.
    pub(super) fn name_failed(&mut self) {
        self.s.counters.name += 1;
        if self.s.counters.name >= self.salon().policy.max_name_tries {
            self.note(Rule::TroubleTooOften);
            self.hand_off(HandoffReason::Name, None, Vec::new());
        }
    }

    /// A name was given: hers, a surname, or that of who comes, by what was asked.
    pub(super) fn take_name(&mut self, given: &GivenName, hearing: &mut Hearing) {
        match hearing.asked {
            Some(Question::AttendeeName { party }) => hearing.bound = self.name_attendee(party, given),
            Some(Question::Surname) => {
                let last = given.last.clone().or_else(|| given.first.clone());
                let whole = given.first.is_some() && given.last.is_some();
                self.s.stated.first = if whole { given.first.clone() } else { self.first_name() };
                self.s.stated.last = last;
                self.store_name();
                hearing.bound = true;
            }
            // "se llama Josefa": whoever has said her own name speaks of the one she books for.
            ref asked
                if self.first_name().is_some()
                    && !matches!(asked, Some(Question::Name { .. }))
                    && self.nameless_other().is_some() =>
            {
                let party = self.nameless_other().unwrap_or_default();
                hearing.done = self.name_attendee(party, given);
            }
            _ if self.completes_attendee(given) => hearing.done = true,
            _ => {
                if given.first.is_some() {
                    self.s.stated = given.clone();
                } else if given.last.is_some() {
                    self.s.stated.last.clone_from(&given.last);
                }
                self.store_name();
                // A name said unasked leaves whatever was asked open.
                hearing.bound |= matches!(hearing.asked, None | Some(Question::Name { .. }));
                hearing.done = true;
            }
        }
    }

    /// The proposed name is right.
    pub(super) fn accept_name(&mut self, proposed: &str) {
        self.s.stated.first = Some(proposed.to_owned());
        self.store_name();
    }

    /// A bare yes that the open question has no use for, while "¿hablo con María?" was never answered: it is hers.
    pub(super) fn accept_earlier_name(&mut self) {
        let waiting = self.first_name().is_none() && self.s.counters.evaded > 0 && !self.s.name_denied;
        let proposed = self.s.profile.as_deref().filter(|_| waiting).and_then(proposable);
        if let Some(name) = proposed {
            self.accept_name(&name);
        }
    }

    /// What she stated becomes her row's name; the row is made with the first name that is known.
    fn store_name(&mut self) {
        self.s.counters.name = 0;
        let Some(first) = self.s.stated.first.clone().or_else(|| self.first_name()) else { return };
        let last = self.s.stated.last.clone();
        if self.customer().is_none() {
            self.customer_id();
            return;
        }
        self.patch_customer(|c| {
            let last =
                last.or_else(|| c.name.as_ref().filter(|n| n.first == first).and_then(|n| n.last.clone()));
            if let Ok(name) = PersonName::new(&first, last.as_deref()) {
                c.name = Some(name);
            }
        });
    }

    /// The one other person of the form whose name is not known, if it is one.
    fn nameless_other(&self) -> Option<usize> {
        let draft = self.draft()?;
        let mut nameless = draft
            .parties
            .iter()
            .enumerate()
            .filter(|(_, p)| matches!(p.who, Who::Other { name: None, .. }))
            .map(|(n, _)| n);
        nameless.next().filter(|_| nameless.next().is_none())
    }

    /// "Martina", then "Martina Ruiz": the surname of somebody who comes, told in a second breath. `true`: that it was.
    fn completes_attendee(&mut self, given: &GivenName) -> bool {
        let (Some(first), Some(_)) = (given.first.as_deref(), given.last.as_deref()) else { return false };
        let half = |who: &Who| match who {
            Who::Other { name: Some(name), .. } => name.last.is_none() && fold(&name.first) == fold(first),
            Who::Other { name: None, .. } | Who::Me => false,
        };
        let party = self.draft().and_then(|d| d.parties.iter().position(|p| half(&p.who)));
        party.is_some_and(|party| self.name_attendee(party, given))
    }

    fn name_attendee(&mut self, party: usize, given: &GivenName) -> bool {
        let Some(first) = given.first.as_deref().or(given.last.as_deref()) else { return false };
        let last = given.first.as_ref().and(given.last.as_deref());
        let Ok(name) = PersonName::new(first, last) else { return false };
        let known = self.known_person(&name);
        let Some(draft) = self.draft_mut() else { return false };
        let Some(Who::Other { name: slot, known: person, .. }) =
            draft.parties.get_mut(party).map(|p| &mut p.who)
        else {
            return false;
        };
        *slot = Some(name);
        *person = known;
        true
    }

    /// Somebody she has booked for before, by name. Nobody else is ever searched.
    fn known_person(&self, name: &PersonName) -> Option<CustomerId> {
        let me = self.customer()?.id;
        let wanted = fold(&name.full());
        self.facts
            .people
            .values()
            .find(|p| p.referred_by == Some(me) && p.name.as_ref().is_some_and(|n| fold(&n.full()) == wanted))
            .map(|p| p.id)
    }

    /// "tu madre" for "mi madre": how somebody is spoken of to the one who writes.
    pub(super) fn relation_to_you(relation: &Words) -> String {
        let text = relation.as_str();
        let folded = relation.folded();
        let bare = ["mi ", "mis ", "la ", "el ", "una ", "un ", "su "].iter().find_map(|p| {
            folded.strip_prefix(p).map(|_| text.chars().skip(p.chars().count()).collect::<String>())
        });
        format!("tu {}", bare.unwrap_or_else(|| text.to_owned()).trim())
    }

    /// How each party of the draft is named to the customer; `None` is herself.
    pub(super) fn people_of(&self, draft: &super::Draft) -> Vec<Option<String>> {
        draft
            .parties
            .iter()
            .map(|p| match &p.who {
                Who::Me => None,
                Who::Other { name: Some(name), .. } => Some(name.first.clone()),
                Who::Other { relation, name: None, .. } => Some(Self::relation_to_you(relation)),
            })
            .collect()
    }
}
