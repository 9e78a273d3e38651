//! Who comes: people into the form, what each of them gets, and what is for children.

use super::{Child, Draft, Party, Unclear, Who, Wish, turn::Turn};
use crate::{
    salon::Match,
    values::{ServiceId, Words, fold},
};

impl Turn<'_> {
    pub(super) fn set_people(&mut self, wish: &Wish) {
        let said: Vec<Words> =
            wish.for_whom.iter().cloned().chain(wish.shares.iter().filter_map(|s| s.who.clone())).fold(
                Vec::new(),
                |mut all, w| {
                    if !all.iter().any(|x: &Words| same_person(x, &w)) {
                        all.push(w);
                    }
                    all
                },
            );
        let speaker_shares = wish.shares.iter().any(|s| s.who.is_none());
        let with_me = wish.for_me == Some(true) || speaker_shares;
        let alone = wish.for_me == Some(true) && said.is_empty() && wish.people.is_none();
        let child_age = wish.age;
        let limit = self.salon().policy.child_age;
        let people = wish.people.map_or(0, usize::from).min(8);
        let Some(draft) = self.draft_mut() else { return };
        let were = draft.parties.len();
        if alone {
            if draft.parties.len() == 1 {
                draft.parties[0].who = Who::Me;
            }
            return;
        }
        for relation in said {
            if draft
                .parties
                .iter()
                .any(|p| matches!(&p.who, Who::Other { relation: r, .. } if same_person(r, &relation)))
            {
                continue;
            }
            let who = Who::Other { relation, name: None, known: None };
            let first_is_me = draft.parties.len() == 1 && draft.parties[0].who == Who::Me;
            let blank = draft.parties[0].services.is_empty() && draft.parties[0].unclear.is_empty();
            let untouched = first_is_me && blank && draft.held.is_empty();
            if first_is_me
                && !with_me
                && wish.for_me != Some(true)
                && (untouched || (people < 2 && !wish.also))
                && draft.held.is_empty()
            {
                draft.parties[0].who = who;
            } else {
                draft.parties.push(Party { who, ..Party::default() });
            }
        }
        if with_me && !draft.parties.iter().any(|p| p.who == Who::Me) {
            draft.parties.insert(0, Party::default());
        }
        while draft.parties.len() < people {
            let last = draft.parties.iter().rev().find_map(|p| match &p.who {
                Who::Other { relation, .. } => Some(relation.clone()),
                Who::Me => None,
            });
            let relation = last.unwrap_or_else(|| Words::new("acompañante"));
            draft
                .parties
                .push(Party { who: Who::Other { relation, name: None, known: None }, ..Party::default() });
        }
        if let Some(age) = child_age {
            let child = if age <= limit { Child::Child(Some(age)) } else { Child::Adult };
            if let Some(p) = draft.parties.iter_mut().find(|p| matches!(p.who, Who::Other { .. })) {
                p.child = Some(child);
            }
        }
        // Several people: what one had alone until now is to be shared out, unless it was said who gets what.
        if draft.parties.len() > were.max(1) && wish.shares.is_empty() && draft.held.is_empty() {
            let loose = std::mem::take(&mut draft.parties[0].services);
            let unclear = std::mem::take(&mut draft.parties[0].unclear);
            draft.pool.extend(loose);
            draft.pool_unclear.extend(unclear);
        }
    }

    /// Gives services to one of several people.
    pub(super) fn give(&mut self, who: Option<&Words>, words: &[Words]) {
        let Some(draft) = self.draft() else { return };
        let Some(index) = draft.parties.iter().position(|p| match (&p.who, who) {
            (Who::Me, None) => true,
            (Who::Other { relation, .. }, Some(w)) => same_person(relation, w),
            _ => false,
        }) else {
            return;
        };
        let child = child_word(&draft.parties[index]);
        for said in words {
            // Among what is in the pool already her word is enough.
            let pool = self.draft().map(|d| d.pool.clone()).unwrap_or_default();
            let pooled = self.narrow(&pool, said);
            let found = if let [one] = pooled[..] { Match::One(one) } else { self.look_up(said, child) };
            let Some(draft) = self.draft_mut() else { return };
            match found {
                Match::One(id) | Match::Addon(id) => {
                    draft.pool.retain(|s| *s != id);
                    if !draft.parties[index].services.contains(&id) {
                        draft.parties[index].services.push(id);
                    }
                }
                Match::Several(of) => {
                    draft.pool.retain(|s| !of.contains(s));
                    draft.pool_unclear.retain(|u| u.of != of);
                    draft.parties[index].unclear.push(Unclear { said: said.clone(), of });
                }
                Match::Pack(_) | Match::NotOffered(_) | Match::Nothing => {}
            }
        }
        self.services_changed();
    }

    /// What is left in the pool goes to the one who has nothing, or, being one thing, to everybody.
    pub(super) fn share_out_rest(&mut self, shares_said: bool) {
        let Some(draft) = self.draft_mut() else { return };
        if draft.parties.len() < 2 || draft.pool.is_empty() || !draft.pool_unclear.is_empty() {
            return;
        }
        let lacking: Vec<usize> = draft
            .parties
            .iter()
            .enumerate()
            .filter(|(_, p)| p.services.is_empty() && p.unclear.is_empty())
            .map(|(i, _)| i)
            .collect();
        if shares_said && lacking.len() == 1 {
            draft.parties[lacking[0]].services = std::mem::take(&mut draft.pool);
        } else if draft.pool.len() == 1 && lacking.len() == draft.parties.len() {
            let all = std::mem::take(&mut draft.pool);
            for p in &mut draft.parties {
                p.services.clone_from(&all);
            }
        }
    }

    /// A child's or an adult's: the child's variant of what was asked takes its place.
    pub(super) fn set_child(&mut self, party: usize, child: Child) {
        let Some(draft) = self.draft_mut() else { return };
        let Some(p) = draft.parties.get_mut(party) else { return };
        p.child = Some(child);
        let Some(word) = child_word(p) else { return };
        let (services, unclear) = (p.services.clone(), p.unclear.clone());
        let renamed: Vec<ServiceId> =
            services.iter().map(|id| self.child_variant(*id, word).unwrap_or(*id)).collect();
        let mut found = Vec::new();
        let mut open = Vec::new();
        for u in unclear {
            match self.look_up(&u.said, Some(word)) {
                Match::One(id) => found.push(id),
                _ => open.push(u),
            }
        }
        if let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) {
            p.services = renamed;
            p.services.extend(found);
            p.unclear = open;
        }
        self.services_changed();
    }

    /// Who is known to be a child gets the child's variant of what she got by now.
    pub(super) fn suit_children(&mut self, draft: &Draft) {
        if !draft.held.is_empty() {
            return;
        }
        for (party, p) in draft.parties.iter().enumerate() {
            let Some(word) = child_word(p) else { continue };
            let suited: Vec<ServiceId> =
                p.services.iter().map(|id| self.child_variant(*id, word).unwrap_or(*id)).collect();
            if suited != p.services {
                if let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) {
                    p.services = suited;
                }
                self.services_changed();
            }
        }
    }

    /// The service for children that does what this one does, by the catalogue's own search: some word for the service
    /// together with the child's finds it.
    pub(super) fn child_variant(&self, id: ServiceId, word: &'static str) -> Option<ServiceId> {
        let service = self.service(id)?;
        let for_children = |id: &ServiceId| {
            self.service(*id).is_some_and(|s| {
                fold(&s.name).split(' ').any(|w| matches!(w, "nina" | "nino" | "ninos" | "infantil" | "bebe"))
            })
        };
        if for_children(&id) {
            return None;
        }
        std::iter::once(&service.name).chain(&service.synonyms).find_map(|name| {
            match self.salon().catalogue.find(&format!("{name} {word}")) {
                Match::One(found) => Some(found).filter(for_children),
                Match::Addon(_)
                | Match::Several(_)
                | Match::Pack(_)
                | Match::NotOffered(_)
                | Match::Nothing => None,
            }
        })
    }
}

/// Whether two ways of naming somebody mean the same person: "mi hija", "la niña mía" are not told apart by article.
pub(super) fn same_person(a: &Words, b: &Words) -> bool {
    let core = |w: &Words| {
        let folded = w.folded();
        folded
            .split(' ')
            .filter(|x| !matches!(*x, "mi" | "mis" | "la" | "el" | "los" | "las" | "a" | "para" | "su"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    // "ella", "él", "la otra": whoever was spoken of besides the one who writes.
    let anybody = |w: &str| matches!(w, "" | "ella" | "otra" | "otro" | "otra persona");
    let (a, b) = (core(a), core(b));
    a == b || anybody(&a) || anybody(&b)
}

/// The word by which a child's variant is searched, if the party is known to be a child.
pub(super) fn child_word(party: &Party) -> Option<&'static str> {
    let Some(Child::Child(age)) = party.child else { return None };
    if age.is_some_and(|a| a < 3) {
        return Some("bebé");
    }
    match &party.who {
        Who::Other { relation, .. }
            if relation.folded().split(' ').any(|w| w.ends_with('o') || w.ends_with("os")) =>
        {
            Some("niño")
        }
        Who::Other { .. } | Who::Me => Some("niña"),
    }
}
