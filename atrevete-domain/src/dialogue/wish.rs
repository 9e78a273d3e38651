//! What was said of a visit goes into the form: who, what, when, with whom.
//!
//! Services, stylists and people are words until the catalogue's one search resolves them; several good matches are a
//! question. Time is resolved once, here, against the moment the message was sent.

use super::{Child, Draft, PackChoice, Question, Task, Who, Wish, hear::Hearing, turn::Turn};
use crate::{
    salon::Match,
    values::{GivenName, ServiceId, fold},
    when::Resolution,
};

impl Turn<'_> {
    /// Anything said of a visit: opens, fills or corrects the form.
    pub(super) fn want(&mut self, wish: &Wish, hearing: &mut Hearing) {
        let asked = hearing.asked.clone();
        if self.want_answers(wish, asked.as_ref(), hearing) {
            return;
        }
        // Hair told beside a question is no wish to book: it only says which answer is hers.
        let only_traits = Wish { traits: wish.traits.clone(), ..Wish::default() } == *wish;
        if only_traits && !wish.traits.is_empty() && hearing.asks_too {
            self.take_traits(wish);
            return;
        }
        let fresh = self.begin_if_another(wish);
        let now = self.now;
        self.draft_or_new(now).another |= wish.another || fresh;
        if let Some(Question::Book { services, unclear }) = &asked
            && wish.services.is_empty()
            && wish.without.is_empty()
        {
            self.book_these(services, unclear);
        }
        // A pack that was offered and passed over in silence is not offered again.
        if let Some(Question::Pack { party, pack }) = asked {
            self.pass_over_pack(party, pack, hearing);
        }
        self.set_people(wish);
        self.take_traits(wish);
        self.set_services(wish);
        self.set_time(wish);
        self.set_stylists(wish);
        if wish.consultation {
            self.wants_consultation(wish);
        }
    }

    /// Words that answer the question just put rather than wish for something new. `true`: that was all.
    #[expect(clippy::too_many_lines, reason = "one arm a question that words can answer; each is short")]
    fn want_answers(&mut self, wish: &Wish, asked: Option<&Question>, hearing: &mut Hearing) -> bool {
        let only_services = Wish { services: wish.services.clone(), ..Wish::default() } == *wish;
        let only_when = Wish { when: wish.when.clone(), ..Wish::default() } == *wish;
        let only_with = Wish { with: wish.with.clone(), ..Wish::default() } == *wish;
        match asked {
            // "¿Con quién hablo?" — "con Andrés".
            Some(Question::Name { .. }) if only_with && wish.with.is_some() => {
                let first = wish.with.as_ref().map(|w| w.as_str().to_owned());
                self.take_name(&GivenName { first, last: None }, hearing);
                true
            }
            // "mejor la consulta", offered just now or rather than saying which of several.
            Some(Question::Consultation { service }) if self.names_consultation(wish, Some(*service)) => {
                let now = self.now;
                let service = *service;
                let draft = self.draft_or_new(now);
                draft.parties[0].services = vec![service];
                draft.parties[0].unclear.clear();
                self.services_changed();
                hearing.bound = true;
                self.rest_of(wish);
                true
            }
            Some(Question::Which { party, said, of }) if self.names_consultation(wish, None) => {
                let category = of.first().and_then(|id| self.service(*id)).map(|s| s.category.clone());
                let consultation =
                    category.and_then(|c| self.salon().catalogue.category(&c)).and_then(|c| c.consultation);
                let Some(service) = consultation else { return false };
                let (party, said) = (*party, said.clone());
                self.resolve_unclear(party, &said, &[service]);
                hearing.bound = true;
                self.rest_of(wish);
                true
            }
            // "las dos lo mismo", "para mi hija y para mí": everybody gets everything.
            Some(Question::WhoGetsWhat)
                if wish.shares.is_empty()
                    && (wish.people.is_some_and(|n| n > 1)
                        || (wish.for_me == Some(true) && !wish.for_whom.is_empty())) =>
            {
                hearing.bound = self.share_with_everybody();
                hearing.bound
            }
            Some(Question::Which { party, said, of }) if !wish.services.is_empty() => {
                let options = super::which::options(self.salon(), of);
                let at = wish.services.iter().find_map(|w| self.best_option(&options, w));
                let (party, said) = (*party, said.clone());
                let Some(option) = at.and_then(|i| options.into_iter().nth(i)) else { return false };
                self.take_option(party, &said, option);
                hearing.bound = true;
                if !only_services {
                    self.want(&Wish { services: Vec::new(), ..wish.clone() }, &mut Hearing::default());
                }
                true
            }
            Some(Question::About { party, service, key })
                if !(wish.services.is_empty() && wish.without.is_empty()) =>
            {
                let (party, service, key) = (*party, *service, key.clone());
                let Some(question) =
                    self.service(service).and_then(|s| s.questions.iter().find(|q| q.key == key))
                else {
                    return false;
                };
                let texts: Vec<Vec<String>> = question
                    .answers
                    .iter()
                    .map(|a| std::iter::once(&a.text).chain(&a.synonyms).map(|t| fold(t)).collect())
                    .collect();
                // "no, las llevo sin pintar" answers the question and takes nothing out of the form.
                let chosen = match (wish.services.first(), wish.without.first()) {
                    (Some(words), _) => super::choice::best_text(&texts, &words.folded()),
                    (None, Some(_)) => texts.iter().position(|t| t.iter().any(|x| x == "no")),
                    (None, None) => None,
                };
                let Some(chosen) = chosen else { return false };
                let answer = question.answers[chosen].clone();
                self.note_answer(party, service, &key, &answer.key, &answer.effect);
                hearing.bound = true;
                let rest = Wish { services: Vec::new(), without: Vec::new(), ..wish.clone() };
                if rest != Wish::default() {
                    self.want(&rest, &mut Hearing::default());
                }
                true
            }
            // "no, mejor por la tarde" refuses the one that was offered for the afternoon too.
            Some(Question::Slot { offers })
                if only_when
                    && !hearing.bound
                    && (offers.len() > 1 || wish.when.as_ref().is_some_and(|w| self.points(w))) =>
            {
                let when = wish.when.clone();
                let choice = super::Choice { when, ..super::Choice::default() };
                match self.pick_offer(offers, &choice) {
                    Some(offer) => {
                        self.choose(offer);
                        hearing.bound = true;
                        true
                    }
                    None => false,
                }
            }
            Some(Question::WhichDay { of, window }) if wish.when.is_some() => {
                let resolved = wish.when.as_ref().map(|w| self.resolve(w));
                let Some(Resolution::Clear(said)) = resolved else { return false };
                let Some(day) = of.iter().copied().find(|d| said.days.iter().any(|s| s.contains(*d))) else {
                    return false;
                };
                let window = if said.window.is_open() { window.clone() } else { said.window };
                self.set_day(day, window);
                hearing.bound = true;
                only_when
            }
            Some(Question::ChildOrAdult { party }) if wish.age.is_some() => {
                let age = wish.age.unwrap_or_default();
                let limit = self.salon().policy.child_age;
                self.set_child(*party, if age <= limit { Child::Child(Some(age)) } else { Child::Adult });
                hearing.bound = true;
                true
            }
            _ => false,
        }
    }

    /// Whether the one thing wished for is a consultation, `which` if it must be that one.
    fn names_consultation(&self, wish: &Wish, which: Option<ServiceId>) -> bool {
        let [said] = &wish.services[..] else { return false };
        let catalogue = &self.salon().catalogue;
        let consultation = |id: &ServiceId| catalogue.categories.iter().any(|c| c.consultation == Some(*id));
        let of = match catalogue.find(said.as_str()) {
            Match::One(id) | Match::Addon(id) => vec![id],
            Match::Several(of) => of,
            Match::Pack(_) | Match::NotOffered(_) | Match::Nothing => return false,
        };
        of.iter().all(consultation) && which.is_none_or(|w| of.contains(&w))
    }

    /// What else was said beside a service that answered the question.
    fn rest_of(&mut self, wish: &Wish) {
        let rest = Wish { services: Vec::new(), consultation: false, ..wish.clone() };
        if rest != Wish::default() {
            self.want(&rest, &mut Hearing::default());
        }
    }

    /// A further visit beside one whose deposit is being waited for, or for other people, is a form of its own.
    fn begin_if_another(&mut self, wish: &Wish) -> bool {
        let Some(draft) = self.draft() else { return false };
        let settled = !draft.held.is_empty() && draft.chosen.is_some();
        let others = !wish.for_whom.is_empty()
            && wish.for_me != Some(true)
            && draft.parties.iter().all(|p| p.who == Who::Me);
        if (settled && (wish.another || others)) || (wish.another && draft.chosen.is_some()) {
            let now = self.now;
            self.s.tasks.push(Task::Book(Draft::new(now)));
            return true;
        }
        false
    }

    fn pass_over_pack(&mut self, party: usize, pack: crate::values::PackId, hearing: &mut Hearing) {
        if hearing.bound {
            return;
        }
        if let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party))
            && p.pack == PackChoice::Open
        {
            p.pack = PackChoice::Declined;
            self.s.declined_packs.push(pack);
        }
    }

    /// What she tells of her hair unasked answers the catalogue's questions before they are put.
    fn take_traits(&mut self, wish: &Wish) {
        let own = wish.for_whom.is_empty() && wish.shares.is_empty();
        if wish.traits.is_empty() || !own {
            return;
        }
        let mut found = std::collections::BTreeMap::new();
        for question in self.salon().catalogue.active().flat_map(|s| &s.questions) {
            for said in &wish.traits {
                let said = format!(" {} ", said.folded());
                // The longest answer that stands in her words; a bare yes or no answers nothing here.
                let best = question
                    .answers
                    .iter()
                    .flat_map(|a| std::iter::once(&a.text).chain(&a.synonyms).map(move |t| (a, fold(t))))
                    .filter(|(_, t)| t.len() > 3 && said.contains(&format!(" {t} ")))
                    .max_by_key(|(_, t)| t.len());
                if let Some((answer, _)) = best {
                    found.insert(question.key.clone(), answer.key.clone());
                }
            }
        }
        self.s.answers.extend(found.clone());
        if !found.is_empty() {
            self.patch_customer(|c| c.answers.extend(found));
        }
    }
}
