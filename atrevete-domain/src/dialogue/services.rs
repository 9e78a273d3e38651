//! Services into the form and out of it: words until the catalogue's one search resolves them; several good matches
//! are a question.

use super::{PackChoice, Unclear, Who, Wish, parties::child_word, turn::Turn};
use crate::{
    booking::Appointment,
    salon::Match,
    step::{Change, Rule},
    values::{ServiceId, Words},
    wording::Utterance,
};

impl Turn<'_> {
    pub(super) fn set_services(&mut self, wish: &Wish) {
        if wish.only && !wish.services.is_empty() {
            if let Some(draft) = self.draft_mut() {
                draft.pool.clear();
                draft.pool_unclear.clear();
                for p in &mut draft.parties {
                    p.services.clear();
                    p.unclear.clear();
                    p.pack = PackChoice::Open;
                }
            }
            self.services_changed();
        }
        for words in &wish.without {
            self.remove_service(words);
        }
        self.add_services(&wish.services);
        for share in &wish.shares {
            self.give(share.who.as_ref(), &share.services);
        }
        self.share_out_rest(!wish.shares.is_empty());
    }

    /// Adds services by her words to the draft in hand. Whether anything was found or has to be asked.
    pub(super) fn add_services(&mut self, words: &[Words]) -> bool {
        let mut any = false;
        let words = &self.salon().catalogue.without_general(words);
        for said in words {
            let several = self.draft().is_some_and(|d| d.parties.len() > 1);
            let child = self.draft().and_then(|d| d.parties.last()).filter(|_| !several).and_then(child_word);
            for found in self.look_up_each(said, child) {
                any |= self.add_match(said, found, several);
            }
        }
        any
    }

    pub(super) fn add_match(&mut self, said: &Words, found: Match, several: bool) -> bool {
        match found {
            Match::One(id) | Match::Addon(id) => self.put_service(id, several),
            Match::Several(of) => self.put_unclear(said, of, several),
            Match::Pack(pack) => {
                let contents =
                    self.salon().catalogue.pack(pack).map(|p| p.services.clone()).unwrap_or_default();
                if let Some(p) = self.draft_mut().map(|d| &mut d.parties[0]) {
                    p.services = contents;
                    p.unclear.clear();
                    p.pack = PackChoice::Taken(pack);
                }
                self.services_changed();
            }
            Match::NotOffered(name) => {
                self.note(Rule::NotOffered);
                self.say(Utterance::NotOffered { name });
                return false;
            }
            Match::Nothing => {
                self.note(Rule::NothingMatches);
                self.changes.push(Change::Unresolved(said.clone()));
                self.say(Utterance::UnknownService { said: said.as_str().to_owned() });
                return false;
            }
        }
        true
    }

    pub(super) fn put_unclear(&mut self, said: &Words, of: Vec<ServiceId>, several: bool) {
        // What she already has settles which of a family is meant.
        let has = |id: &ServiceId| {
            self.draft()
                .is_some_and(|d| d.pool.contains(id) || d.parties.iter().any(|p| p.services.contains(id)))
        };
        let of = self.as_last_time(of, several);
        if let [one] = of[..] {
            return self.put_service(one, several);
        }
        if !of.iter().any(has) {
            self.note(Rule::SeveralMatch);
            if let Some(draft) = self.draft_mut() {
                let list = if several { &mut draft.pool_unclear } else { &mut draft.parties[0].unclear };
                if !list.iter().any(|u| u.of == of) {
                    list.push(Unclear { said: said.clone(), of });
                }
            }
        }
        self.services_changed();
    }

    /// Of several kinds of a thing, the one she had before, if she always had the same: who comes for "un corte" is not
    /// read the price of a man's.
    pub(super) fn as_last_time(&self, of: Vec<ServiceId>, several: bool) -> Vec<ServiceId> {
        let own = self.draft().is_some_and(|d| d.parties.len() == 1 && d.parties[0].who == Who::Me);
        if several || !own || super::which::asks_a_variant(self.salon(), &of) {
            return of;
        }
        let had: Vec<ServiceId> = self.kept_visits().flat_map(Appointment::services).collect();
        let mut kinds = super::which::options(self.salon(), &of)
            .into_iter()
            .filter(|kind| kind.services.iter().any(|id| had.contains(id)));
        match (kinds.next(), kinds.next()) {
            (Some(only), None) => only.services,
            _ => of,
        }
    }

    /// The catalogue's search for what may be several things at once.
    pub(super) fn look_up_each(&self, said: &Words, child: Option<&'static str>) -> Vec<Match> {
        match child.map(|_| self.look_up(said, child)) {
            Some(found @ Match::One(_)) => vec![found],
            Some(_) | None => self.salon().catalogue.find_each(said.as_str()),
        }
    }

    /// The one catalogue search; for a child her word is tried with the child's first.
    pub(super) fn look_up(&self, said: &Words, child: Option<&'static str>) -> Match {
        if let Some(child) = child {
            let found = self.salon().catalogue.find(&format!("{} {child}", said.as_str()));
            if matches!(found, Match::One(_)) {
                return found;
            }
        }
        self.salon().catalogue.find(said.as_str())
    }

    pub(super) fn put_service(&mut self, id: ServiceId, several: bool) {
        let family = |id: ServiceId, t: &Self| t.service(id).and_then(|s| s.family.clone());
        let own = family(id, self);
        let rival: Vec<ServiceId> = self
            .draft()
            .map(|d| {
                d.parties[0]
                    .services
                    .iter()
                    .copied()
                    .filter(|s| *s != id && own.is_some() && family(*s, self) == own)
                    .collect()
            })
            .unwrap_or_default();
        let Some(draft) = self.draft_mut() else { return };
        let list = if several { &mut draft.pool } else { &mut draft.parties[0].services };
        // Another variant of what is there already replaces it.
        list.retain(|s| !rival.contains(s));
        if !list.contains(&id) {
            list.push(id);
        }
        self.services_changed();
    }

    pub(super) fn remove_service(&mut self, words: &Words) {
        let gone: Vec<ServiceId> = match self.salon().catalogue.find(words.as_str()) {
            Match::One(id) | Match::Addon(id) => vec![id],
            Match::Several(of) => of,
            Match::Pack(_) => {
                if let Some(p) = self.draft_mut().map(|d| &mut d.parties[0]) {
                    p.pack = PackChoice::Declined;
                }
                return;
            }
            Match::NotOffered(_) | Match::Nothing => return,
        };
        if let Some(draft) = self.draft_mut() {
            draft.pool.retain(|s| !gone.contains(s));
            draft.pool_unclear.retain(|u| !u.of.iter().all(|s| gone.contains(s)));
            for p in &mut draft.parties {
                p.services.retain(|s| !gone.contains(s));
                p.unclear.retain(|u| !u.of.iter().all(|s| gone.contains(s)));
                if matches!(p.pack, PackChoice::Taken(_)) {
                    p.pack = PackChoice::Declined;
                }
            }
        }
        self.services_changed();
    }

    /// A choice among several services was made.
    pub(super) fn resolve_unclear(&mut self, party: usize, said: &Words, picked: &[ServiceId]) {
        let Some(draft) = self.draft_mut() else { return };
        let pooled = draft.pool_unclear.iter().any(|u| u.said == *said);
        let (unclear, services) = if pooled {
            (&mut draft.pool_unclear, &mut draft.pool)
        } else {
            let Some(p) = draft.parties.get_mut(party) else { return };
            (&mut p.unclear, &mut p.services)
        };
        match picked {
            [one] => {
                unclear.retain(|u| u.said != *said);
                if !services.contains(one) {
                    services.push(*one);
                }
            }
            several => {
                for u in unclear.iter_mut().filter(|u| u.said == *said) {
                    u.of = several.to_vec();
                }
            }
        }
        self.services_changed();
        self.share_out_rest(false);
    }

    /// She wants none of them.
    pub(super) fn drop_unclear(&mut self, party: usize, said: &Words) {
        let Some(draft) = self.draft_mut() else { return };
        draft.pool_unclear.retain(|u| u.said != *said);
        if let Some(p) = draft.parties.get_mut(party) {
            p.unclear.retain(|u| u.said != *said);
        }
    }

    /// What is done changed: times and prices are looked at anew.
    pub(super) fn services_changed(&mut self) {
        if let Some(draft) = self.draft_mut() {
            draft.chosen = None;
            draft.quoted = false;
            draft.refused.clear();
        }
    }

    pub(super) fn wants_consultation(&mut self, wish: &Wish) {
        if !wish.services.is_empty() {
            return;
        }
        let categories = &self.salon().catalogue.categories;
        let topic = self.s.topic.first().and_then(|id| self.service(*id)).map(|s| s.category.clone());
        let consultation = categories
            .iter()
            .find(|c| topic.as_ref().is_none_or(|t| *t == c.id) && c.consultation.is_some())
            .and_then(|c| c.consultation);
        if let (Some(id), Some(draft)) = (consultation, self.draft_mut())
            && draft.parties[0].services.is_empty()
        {
            // She would rather talk about it than say which of several.
            draft.parties[0].unclear.clear();
            draft.parties[0].services.push(id);
        }
    }
}
