//! What was said of a visit goes into the form: who, what, when, with whom.
//!
//! Services, stylists and people are words until the catalogue's one search resolves them; several good matches are a
//! question. Time is resolved once, here, against the moment the message was sent.

use super::{Child, Draft, PackChoice, Party, Question, Task, Unclear, Who, Wish, hear::Hearing, turn::Turn};
use crate::{
    booking::Appointment,
    salon::Match,
    step::{Change, Rule},
    values::{GivenName, ServiceId, StylistId, Words, fold},
    when::{DateSpan, DayWish, Resolution, TimeWindow, When},
    wording::Utterance,
};
use chrono::NaiveDate;

impl Turn<'_> {
    /// Anything said of a visit: opens, fills or corrects the form.
    pub(super) fn want(&mut self, wish: &Wish, hearing: &mut Hearing) {
        let asked = hearing.asked.clone();
        if self.want_answers(wish, asked.as_ref(), hearing) {
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
                    (Some(words), _) => super::answer::best_text(&texts, &words.folded()),
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

    // --- who ------------------------------------------------------------------------------------------------------

    fn set_people(&mut self, wish: &Wish) {
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

    // --- what -----------------------------------------------------------------------------------------------------

    fn set_services(&mut self, wish: &Wish) {
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

    fn add_match(&mut self, said: &Words, found: Match, several: bool) -> bool {
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

    fn put_unclear(&mut self, said: &Words, of: Vec<ServiceId>, several: bool) {
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
    fn as_last_time(&self, of: Vec<ServiceId>, several: bool) -> Vec<ServiceId> {
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
    fn look_up_each(&self, said: &Words, child: Option<&'static str>) -> Vec<Match> {
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

    fn put_service(&mut self, id: ServiceId, several: bool) {
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

    fn remove_service(&mut self, words: &Words) {
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

    /// Gives services to one of several people.
    fn give(&mut self, who: Option<&Words>, words: &[Words]) {
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
    fn share_out_rest(&mut self, shares_said: bool) {
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

    fn wants_consultation(&mut self, wish: &Wish) {
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

    // --- when and with whom ---------------------------------------------------------------------------------------

    /// What `when` means, against the moment it was sent.
    pub(super) fn resolve(&self, when: &When) -> Resolution {
        when.resolve(self.sent_at, self.salon().profile.zone)
    }

    /// Whether these words name a day or an hour: of one time that is shown, a part of the day is no choice but another
    /// wish.
    fn points(&self, when: &When) -> bool {
        when.day.is_some() || matches!(self.resolve(when), Resolution::Clear(w) if !w.window.at.is_empty())
    }

    fn set_time(&mut self, wish: &Wish) {
        if let Some(when) = &wish.when {
            self.set_when(when);
        }
        for not in &wish.not_when {
            self.refuse_when(not);
        }
    }

    /// Puts a day, an hour or both into the wish. Whether it had a meaning.
    pub(super) fn set_when(&mut self, when: &When) -> bool {
        let resolved = self.resolve(when);
        if let Some(day) = self.day_of_stretch(when, &resolved) {
            let window = match resolved {
                Resolution::Clear(wish) => wish.window,
                Resolution::WhichDay { window, .. } => window,
                Resolution::NoSuchDay | Resolution::Past(_) => TimeWindow::default(),
            };
            self.set_day(day, window);
            if let Some(draft) = self.draft_mut() {
                draft.excused = None;
                draft.refused.clear();
            }
            return true;
        }
        match resolved {
            Resolution::Clear(wish) => {
                self.amend(&wish);
                true
            }
            Resolution::WhichDay { of, window } => {
                self.note(Rule::DayAmbiguous);
                if let Some(draft) = self.draft_mut() {
                    draft.which_day = Some((of, window));
                    draft.chosen = None;
                }
                true
            }
            Resolution::NoSuchDay => {
                self.say(Utterance::NoSuchDay);
                false
            }
            Resolution::Past(date) => {
                self.say(Utterance::PastDay { date });
                false
            }
        }
    }

    /// "la semana que viene", then "el miércoles": the Wednesday of that week and not the next one.
    fn day_of_stretch(&self, when: &When, resolved: &Resolution) -> Option<NaiveDate> {
        let Some(crate::when::Day::Weekday(weekday)) = when.day else { return None };
        let next = match resolved {
            Resolution::Clear(wish) => wish.days.first()?.first,
            Resolution::WhichDay { of, .. } => *of.first()?,
            Resolution::NoSuchDay | Resolution::Past(_) => return None,
        };
        let days = &self.draft()?.wish.days;
        if days.iter().any(|d| d.contains(next)) {
            return None;
        }
        let mut within = days
            .iter()
            .filter(|d| !d.is_open() && d.first > next && d.first < d.last)
            .flat_map(|d| d.first.iter_days().take_while(|day| *day <= d.last).take(31))
            .filter(|day| chrono::Datelike::weekday(day) == weekday);
        within.next().filter(|_| within.next().is_none())
    }

    fn amend(&mut self, wish: &DayWish) {
        let Some(draft) = self.draft_mut() else { return };
        draft.wish = draft.wish.amended(wish);
        if wish.has_day() {
            draft.which_day = None;
        } else if let Some((_, window)) = &mut draft.which_day {
            window.clone_from(&wish.window);
        }
        draft.chosen = None;
        draft.excused = None;
        draft.refused.clear();
    }

    /// One day, with the hours said for it.
    pub(super) fn set_day(&mut self, day: NaiveDate, window: TimeWindow) {
        let Some(draft) = self.draft_mut() else { return };
        let said = DayWish { days: vec![DateSpan::day(day)], window, ..DayWish::default() };
        draft.wish = draft.wish.amended(&said);
        draft.which_day = None;
        draft.chosen = None;
    }

    fn refuse_when(&mut self, not: &When) {
        let Resolution::Clear(refused) = self.resolve(not) else { return };
        let Some(draft) = self.draft_mut() else { return };
        draft.chosen = None;
        if refused.has_day() {
            draft.wish.days.retain(|d| !refused.days.contains(d));
            draft.wish.except.extend(refused.days.iter().copied());
        } else if let Some(part) = refused.window.part {
            if draft.wish.window.part == Some(part) {
                draft.wish.window.part = None;
            }
            draft.wish.window.except.push(part);
        } else if !refused.window.at.is_empty() {
            draft.wish.window.at.retain(|t| !refused.window.at.contains(t));
        }
    }

    fn set_stylists(&mut self, wish: &Wish) {
        if let Some(with) = &wish.with {
            self.set_stylist(with);
        }
        for not in &wish.not_with {
            if let (Some(id), Some(draft)) = (self.find_stylist(not), self.draft_mut()) {
                draft.with.not.push(id);
                if draft.with.only == Some(id) {
                    draft.with.only = None;
                }
                draft.chosen = None;
            }
        }
        if wish.anyone {
            self.with_anyone();
        }
    }

    /// Whoever has time: Maite chooses.
    pub(super) fn with_anyone(&mut self) {
        if let Some(draft) = self.draft_mut() {
            draft.with.only = None;
            draft.which_stylist.clear();
            draft.anyone = true;
        }
    }

    /// Only with her, or asked who of several is meant. Whether anybody is known by these words.
    pub(super) fn set_stylist(&mut self, words: &Words) -> bool {
        let of = match self.salon().who(words.as_str()) {
            crate::salon::Who::Perhaps(of) if of.len() > 1 => of,
            _ => {
                let Some(id) = self.find_stylist(words) else { return false };
                return self.set_stylist_to(id);
            }
        };
        let Some(draft) = self.draft_mut() else { return false };
        draft.which_stylist = of;
        draft.chosen = None;
        true
    }

    /// Only with this one. Whether there was a form to put it in.
    pub(super) fn set_stylist_to(&mut self, id: StylistId) -> bool {
        let Some(draft) = self.draft_mut() else { return false };
        draft.with.only = Some(id);
        draft.with.not.retain(|n| *n != id);
        draft.which_stylist.clear();
        draft.chosen = None;
        draft.refused.clear();
        true
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
fn child_word(party: &Party) -> Option<&'static str> {
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
