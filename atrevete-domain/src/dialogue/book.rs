//! The form: looks at what is filled in and does the one thing that is next.
//!
//! The *next* question is derived here from the draft and the facts; nothing remembers a stage.

use super::{Draft, PackChoice, Question, Task, Unclear, Who, turn::Turn};
use crate::{
    booking::{Arrangement, Finding, Leg, Request, StylistWish, WhyNot, availability, quote},
    facts::Needs,
    step::{HandoffReason, Rule, SummaryLine},
    values::ServiceId,
    when::{DayWish, TimeWindow},
    wording::Utterance,
};

impl Turn<'_> {
    /// After everything was taken in: the one thing that is next.
    pub(super) fn carry_on(&mut self, asked: Option<Question>, greeted: bool) -> Result<(), Needs> {
        if self.handed_over || self.question.is_some() || self.last_word {
            return Ok(());
        }
        if self.name_needed_first() {
            self.ask_name();
            return Ok(());
        }
        match self.s.tasks.last() {
            Some(Task::Book(_)) => self.book(asked),
            Some(Task::Cancel { .. }) => self.cancel_next(),
            Some(Task::Delay { .. }) => {
                self.delay_next();
                Ok(())
            }
            None => {
                self.nothing_to_do(asked, greeted);
                Ok(())
            }
        }
    }

    fn nothing_to_do(&mut self, asked: Option<Question>, greeted: bool) {
        match asked {
            Some(question @ (Question::Payment { .. } | Question::Reminded { .. })) => {
                self.keep_open(question);
            }
            // An offer that was not answered yet is put again, not forgotten.
            Some(question @ Question::Book { .. }) if !self.speaks() => {
                return self.ask(Utterance::OfferToBook, question);
            }
            Some(Question::Consultation { service }) if !self.speaks() => {
                let minutes = self.service(service).map_or(0, |s| s.minutes);
                return self
                    .ask(Utterance::OfferConsultation { minutes }, Question::Consultation { service });
            }
            Some(_) | None => {}
        }
        if self.speaks() {
            return;
        }
        if self.first_name().is_none() {
            self.ask_name();
        } else {
            if greeted {
                self.hello = true;
            }
            self.say(Utterance::HowCanIHelp);
        }
    }

    /// The next step of the draft in hand.
    fn book(&mut self, asked: Option<Question>) -> Result<(), Needs> {
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        if self.name_is_next(asked.as_ref()) {
            self.ask_name();
            return Ok(());
        }
        if self.too_many_open(&draft) {
            self.note(Rule::OpenLimit);
            self.hand_off(HandoffReason::TooManyOpen, None, Vec::new());
            return Ok(());
        }
        if draft.usual && draft.parties[0].services.is_empty() && self.ask_usual() {
            return Ok(());
        }
        self.suit_children(&draft);
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        let mut draft = draft;
        while self.settle_remembered(&draft) {
            let Some(settled) = self.draft().cloned() else { return Ok(()) };
            draft = settled;
        }
        if self.ask_what(&draft)? || self.handed_over {
            return Ok(());
        }
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        if self.ask_pack(&draft, asked.as_ref()) || self.ask_another(&draft) {
            return Ok(());
        }
        self.quote_once();
        self.ask_when(asked)
    }

    /// The name is asked first, and once more after a digression. Who goes on with her matter instead is not held up: it
    /// is asked again when there is something to write down.
    fn name_is_next(&self, asked: Option<&Question>) -> bool {
        self.first_name().is_none()
            && match self.s.counters.evaded {
                0 => true,
                1 => matches!(asked, Some(Question::Name { .. })),
                _ => false,
            }
    }

    /// Whether she has as many open appointments as one customer may; a group counts once.
    fn too_many_open(&self, draft: &Draft) -> bool {
        if !draft.held.is_empty() {
            return false;
        }
        let Some(me) = self.customer() else { return false };
        let policy = &self.salon().policy;
        let limit = if me.visits_kept > 0 {
            policy.max_open_appointments_known
        } else {
            policy.max_open_appointments_per_customer
        };
        let mut groups = std::collections::BTreeSet::new();
        let open = self.facts.appointments.values().filter(|a| {
            a.life.occupies()
                && a.start() > self.now
                && a.speaks_for(me.id)
                && a.group.is_none_or(|g| groups.insert(g))
        });
        open.count() >= usize::from(limit)
    }

    // --- what -----------------------------------------------------------------------------------------------------

    /// Services, clarifications, service questions, children, who gets what. `true`: a question was put.
    fn ask_what(&mut self, draft: &Draft) -> Result<bool, Needs> {
        if let Some(unclear) = draft.pool_unclear.first() {
            self.ask_which(0, unclear);
            return Ok(true);
        }
        if draft.parties.len() > 1 && !draft.pool.is_empty() {
            let people = self.people_of(draft).into_iter().map(Option::unwrap_or_default).collect();
            let services = self.names(&draft.pool);
            self.ask(Utterance::AskWhoGetsWhat { people, services }, Question::WhoGetsWhat);
            return Ok(true);
        }
        for (party, p) in draft.parties.iter().enumerate() {
            if self.ask_child(party, draft) {
                return Ok(true);
            }
            if let Some(unclear) = p.unclear.first() {
                self.ask_which(party, unclear);
                return Ok(true);
            }
            if p.services.is_empty() {
                let whom = self.people_of(draft)[party].clone();
                self.ask(Utterance::AskService { whom }, Question::Service { party });
                return Ok(true);
            }
            if self.only_addons(&p.services) || self.too_young(party, draft) {
                return Ok(true);
            }
            if self.ask_about(party, draft) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn ask_which(&mut self, party: usize, unclear: &Unclear) {
        let (said, of) = (unclear.said.clone(), unclear.of.clone());
        self.ask_which_of(party, &said, &of);
    }

    /// What remembered answers settle is not asked again. `true`: something was settled.
    fn settle_remembered(&mut self, draft: &Draft) -> bool {
        for (party, p) in draft.parties.iter().enumerate() {
            for u in &p.unclear {
                if let Some(id) = self.remembered_variant(&u.of, p.who == Who::Me) {
                    self.resolve_unclear(party, &u.said, &[id]);
                    return true;
                }
            }
        }
        false
    }

    /// An add-on is never a visit: a person sees what could go with it.
    fn only_addons(&mut self, services: &[ServiceId]) -> bool {
        let addons = services.iter().filter_map(|id| self.service(*id)).all(|s| s.addon);
        if !addons {
            return false;
        }
        if let Some(service) = services.first().and_then(|id| self.service(*id)).map(|s| s.name.clone()) {
            self.say(Utterance::AddonAlone { service });
        }
        if let Some(draft) = self.draft_mut() {
            draft.parties[0].services.clear();
        }
        self.ask(Utterance::AskService { whom: None }, Question::Service { party: 0 });
        true
    }

    fn too_young(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        let limit = p.services.iter().filter_map(|id| self.service(*id)).filter_map(|s| s.minimum_age).max();
        let (Some(super::Child::Child(age)), Some(limit)) = (p.child, limit) else { return false };
        if age.unwrap_or(0) >= limit {
            return false;
        }
        self.hand_off(HandoffReason::NeedsPerson, None, Vec::new());
        true
    }

    /// For a daughter or a son a cut may be a child's: asked when the catalogue has one that differs.
    fn ask_child(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        let Who::Other { relation, .. } = &p.who else { return false };
        if p.child.is_some() || !may_be_child(relation) || !draft.held.is_empty() {
            return false;
        }
        if !p.services.iter().any(|id| self.has_child_variant(*id))
            && !p.unclear.iter().any(|u| u.of.iter().any(|id| self.has_child_variant(*id)))
        {
            return false;
        }
        self.note(Rule::ChildOrAdult);
        let (relation, age) = (Self::relation_to_you(relation), self.salon().policy.child_age);
        self.ask(Utterance::AskChildOrAdult { relation, age }, Question::ChildOrAdult { party });
        true
    }

    fn has_child_variant(&self, id: ServiceId) -> bool {
        self.child_variant(id, "niña").or_else(|| self.child_variant(id, "niño")).is_some()
    }

    /// A service's own questions, unless she answered them before. `true`: asked, or handed over.
    fn ask_about(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        if !draft.held.is_empty() {
            return false;
        }
        let own = p.who == Who::Me;
        for id in &p.services {
            let Some(service) = self.service(*id) else { continue };
            for question in &service.questions {
                let done = p.answered.iter().any(|(s, k)| s == id && *k == question.key);
                if done {
                    continue;
                }
                let known = if own { self.remembered(&question.key) } else { None };
                let answer = known.and_then(|key| question.answers.iter().find(|a| a.key == key).cloned());
                if let Some(answer) = answer {
                    let (key, service) = (question.key.clone(), *id);
                    self.note_answer(party, service, &key, &answer.key, &answer.effect);
                    // What followed from the remembered answer may ask something of its own.
                    return match self.draft().cloned() {
                        Some(draft) if !self.handed_over => self.ask_about(party, &draft),
                        Some(_) | None => self.handed_over,
                    };
                }
                let options = question.answers.iter().map(|a| a.text.clone()).collect();
                let asked = Question::About { party, service: *id, key: question.key.clone() };
                let text = question.text.clone();
                let whom = self.whom(party);
                self.ask(Utterance::AskServiceQuestion { whom, text, options }, asked);
                return true;
            }
        }
        false
    }

    fn remembered(&self, key: &crate::salon::QuestionKey) -> Option<String> {
        let stored = self.customer().and_then(|c| c.answers.get(key));
        stored.or_else(|| self.s.answers.get(key)).cloned()
    }

    // --- pack, another, price -------------------------------------------------------------------------------------

    fn ask_pack(&mut self, draft: &Draft, asked: Option<&Question>) -> bool {
        if !draft.held.is_empty() {
            return false;
        }
        for (party, p) in draft.parties.iter().enumerate() {
            if p.pack != PackChoice::Open {
                continue;
            }
            let Some((pack, saving)) = quote::best_pack(self.salon(), &p.services) else { continue };
            if self.s.declined_packs.contains(&pack.id) {
                continue;
            }
            self.note(Rule::PackSaves);
            // Asked again, the price she was told stands a message above.
            let again = asked == Some(&Question::Pack { party, pack: pack.id });
            let single = if again { Vec::new() } else { self.price_items(&p.services) };
            let utterance = Utterance::OfferPack {
                pack: pack.name.clone(),
                price: pack.price,
                minutes: pack.minutes,
                apart: pack.price + saving,
                saving,
                single,
            };
            let id = pack.id;
            if let Some(draft) = self.draft_mut() {
                draft.quoted = true;
            }
            self.ask(utterance, Question::Pack { party, pack: id });
            return true;
        }
        false
    }

    /// She has the same that week already: asked once, unless she said that she wants another.
    fn ask_another(&mut self, draft: &Draft) -> bool {
        if draft.another
            || draft.doubled
            || !draft.held.is_empty()
            || draft.parties.iter().any(|p| p.who != Who::Me)
        {
            return false;
        }
        let Some(me) = self.customer().map(|c| c.id) else { return false };
        let Some(first) = draft.wish.days.first().copied() else { return false };
        let week = |d: chrono::NaiveDate| chrono::Datelike::iso_week(&d);
        let services = &draft.parties[0].services;
        let twin = self.facts.appointments.values().find(|a| {
            let date = self.local(a.start()).date();
            a.attendee.customer == me
                && matches!(a.life, crate::booking::Life::Confirmed { .. })
                && a.start() > self.now
                && (week(date) == week(first.first) || first.contains(date))
                && a.services().iter().any(|s| services.contains(s))
        });
        let Some(twin) = twin else { return false };
        self.note(Rule::HasOneAlready);
        let (visit, appointment) = (self.visit(twin, super::tell::Naming::Plain), twin.id);
        self.ask(Utterance::AskAnother { visit }, Question::Another { appointment });
        true
    }

    /// Price and length, once for the services as they are.
    fn quote_once(&mut self) {
        let Some(draft) = self.draft() else { return };
        if draft.quoted || !draft.held.is_empty() {
            return;
        }
        let free = |id: &ServiceId| {
            self.service(*id).is_some_and(|s| s.price.is_some_and(crate::values::Money::is_zero))
        };
        let ids: Vec<ServiceId> = draft.parties.iter().flat_map(|p| p.services.iter().copied()).collect();
        let packed = draft.parties.iter().any(|p| matches!(p.pack, PackChoice::Taken(_)));
        if !ids.iter().all(free) && !packed {
            let total = self.total(&ids);
            // What several people get alike is told once; the sum says the rest.
            let mut told: Vec<ServiceId> = Vec::new();
            for id in &ids {
                if !told.contains(id) {
                    told.push(*id);
                }
            }
            let items = self.price_items(&told);
            self.say(Utterance::QuoteLine { items, total });
        }
        if let Some(draft) = self.draft_mut() {
            draft.quoted = true;
        }
    }

    // --- when -----------------------------------------------------------------------------------------------------

    /// What each stylist does in one go: kinds of work never share a visit.
    pub(super) fn legs(&self, draft: &Draft) -> Vec<Leg> {
        let mut legs: Vec<Leg> = Vec::new();
        for (party, p) in draft.parties.iter().enumerate() {
            let pack = match p.pack {
                PackChoice::Taken(id) => self.salon().catalogue.pack(id),
                PackChoice::Open | PackChoice::Declined => None,
            };
            let mut kinds = Vec::new();
            for id in &p.services {
                let Some(kind) = self.service(*id).map(|s| s.category.clone()) else { continue };
                match kinds.iter_mut().find(|(k, _): &&mut (_, Vec<ServiceId>)| *k == kind) {
                    Some((_, list)) => list.push(*id),
                    None => kinds.push((kind, vec![*id])),
                }
            }
            for (_, services) in kinds {
                let pack = pack.filter(|k| k.services.iter().all(|s| services.contains(s))).map(|k| k.id);
                legs.push(Leg { party, services, pack });
            }
        }
        legs
    }

    fn ask_when(&mut self, asked: Option<Question>) -> Result<(), Needs> {
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        let legs = self.legs(&draft);
        self.explain_kinds(&draft, &legs);
        if let Some(chosen) = &draft.chosen {
            return self.go_for(&draft, &legs, chosen, asked);
        }
        if draft.which_stylist.len() > 1 {
            let of = draft.which_stylist.clone();
            let options = of.iter().map(|id| self.salon().stylist_name(*id).to_owned()).collect();
            self.note(Rule::SeveralMatch);
            self.ask(Utterance::AskStylist { options }, Question::Stylist { of });
            return Ok(());
        }
        if let Some((of, window)) = draft.which_day.clone() {
            self.ask(Utterance::AskWhichDay { of: of.clone() }, Question::WhichDay { of, window });
            return Ok(());
        }
        if !draft.wish.has_day() {
            let moving = draft
                .held
                .first()
                .and_then(|id| self.latest(*id))
                .map(|a| self.visit(a, super::tell::Naming::Plain));
            let said = moving.is_some() || !draft.refused.is_empty();
            let services = if said { Vec::new() } else { self.said_back(&draft) };
            self.ask(Utterance::AskDay { services, moving }, Question::Day);
            return Ok(());
        }
        self.offer(&draft, &legs)
    }

    /// Two kinds of work: explained once, in half a sentence.
    fn explain_kinds(&mut self, draft: &Draft, legs: &[Leg]) {
        let split: Vec<ServiceId> = legs
            .iter()
            .filter(|a| legs.iter().any(|b| a.party == b.party && a.services != b.services))
            .filter_map(|l| l.services.first().copied())
            .collect();
        if split.is_empty() || draft.explained {
            return;
        }
        self.note(Rule::KindsApart);
        let mut kinds: Vec<String> = Vec::new();
        for category in split.iter().filter_map(|id| self.service(*id)).map(|s| &s.category) {
            let name = self
                .salon()
                .catalogue
                .category(category)
                .map_or_else(|| category.0.clone(), |c| c.name.clone());
            if !kinds.contains(&name) {
                kinds.push(name);
            }
        }
        self.say(Utterance::TwoVisits { kinds });
        if let Some(draft) = self.draft_mut() {
            draft.explained = true;
        }
    }

    /// Names of what is being arranged, said back.
    pub(super) fn said_back(&self, draft: &Draft) -> Vec<String> {
        let mut ids: Vec<ServiceId> = Vec::new();
        for id in draft.parties.iter().flat_map(|p| &p.services) {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        self.names(&ids)
    }

    fn offer(&mut self, draft: &Draft, legs: &[Leg]) -> Result<(), Needs> {
        let with = self.stylists_for(draft);
        let own = draft.held.clone();
        let mut not = draft.refused.clone();
        not.extend(self.standing(draft));
        let request = Request {
            legs,
            wish: &draft.wish,
            with: &with,
            own: &own,
            not: &not,
            refused: &draft.refused,
        };
        if let Some(wish) = self.at_its_hour(draft) {
            let found = availability::find(self.facts, self.now, &Request { wish: &wish, ..request })?;
            if let Finding::Offers(offers) = found {
                self.offer_slots(draft, legs, offers);
                return Ok(());
            }
        }
        let finding = availability::find(self.facts, self.now, &request)?;
        match finding {
            Finding::Offers(offers) => {
                if let Some(chosen) = said_everything(draft, &offers) {
                    self.choose(chosen);
                    return self.ask_when(None);
                }
                self.offer_slots(draft, legs, offers);
            }
            Finding::Instead { why: WhyNot::BeyondHorizon { last }, offers } if offers.is_empty() => {
                self.note(Rule::Horizon);
                let day = draft.wish.days.first().map_or(last, |d| d.first);
                self.hand_off(HandoffReason::BeyondHorizon, None, vec![SummaryLine::Day(day)]);
            }
            Finding::Instead { why, offers } => {
                self.excuse(why, draft, with.only);
                if offers.is_empty() {
                    self.say(Utterance::NothingFree);
                    self.ask(Utterance::AskDay { services: Vec::new(), moving: None }, Question::Day);
                    self.forget_day();
                } else {
                    self.offer_slots(draft, legs, offers);
                }
            }
        }
        Ok(())
    }

    /// Moved to another day without a word of the hour: the hour it has and those beside it are what suits. `None` where
    /// an hour was said, these were refused, or what is moved does not begin together.
    fn at_its_hour(&self, draft: &Draft) -> Option<DayWish> {
        let day = draft.wish.single_day()?;
        if !draft.wish.window.is_open() || !draft.refused.is_empty() {
            return None;
        }
        let mut starts = draft.held.iter().filter_map(|id| self.latest(*id)).map(|a| self.local(a.start()));
        let start = starts.next()?;
        if start.date() == day || starts.any(|other| other != start) {
            return None;
        }
        let window = TimeWindow { at: vec![start.time()], approx: true, ..TimeWindow::default() };
        Some(DayWish { window, ..draft.wish.clone() })
    }

    /// Says why the wish cannot be met, once for the same wish.
    fn excuse(&mut self, why: WhyNot, draft: &Draft, with: Option<crate::values::StylistId>) {
        if draft.excused.as_ref() == Some(&why) {
            return;
        }
        // "a las once" may be either eleven: the one told is the one at which somebody is there.
        let opens = |t: &chrono::NaiveTime| match draft.wish.days.first() {
            Some(day) => self.salon().hours.intervals(day.first).iter().any(|h| h.from <= *t && *t < h.to),
            None => false,
        };
        let at = &draft.wish.window.at;
        let at = at.iter().copied().find(opens).or(at.last().copied());
        let fact = self.why_not(&why, with, at);
        self.say(Utterance::CannotThen { why: fact });
        if let Some(draft) = self.draft_mut() {
            draft.excused = Some(why);
        }
    }

    /// A day on which nothing at all was found is not looked at again.
    fn forget_day(&mut self) {
        if let Some(draft) = self.draft_mut() {
            draft.wish.days.clear();
            draft.wish.soonest = false;
        }
    }

    fn offer_slots(&mut self, draft: &Draft, legs: &[Leg], offers: Vec<Arrangement>) {
        let people = self.people_of(draft);
        let options = offers.iter().map(|o| self.slot_option(legs, o, &people)).collect();
        let hint = !self.s.hinted && offers.len() > 1;
        self.s.hinted |= hint;
        let services = self.said_back(draft);
        self.ask(Utterance::OfferSlots { services, options, hint }, Question::Slot { offers });
    }

    /// With whom: as wished, else rather with the one she prefers.
    fn stylists_for(&self, draft: &Draft) -> StylistWish {
        let mut with = draft.with.clone();
        if with.only.is_none() && with.rather.is_none() && !draft.anyone {
            with.rather = self.customer().and_then(|c| c.preferred_stylist);
        }
        with
    }

    /// The seats that stand already: a move does not offer them again.
    fn standing(&self, draft: &Draft) -> Option<Arrangement> {
        if draft.held.is_empty() {
            return None;
        }
        let seats =
            draft.held.iter().map(|id| self.latest(*id).map(|a| a.seat)).collect::<Option<Vec<_>>>()?;
        Some(Arrangement(seats))
    }
}

/// Whoever says day, hour and stylist at once is asked nothing; nor is who lets Maite choose.
fn said_everything(draft: &Draft, offers: &[Arrangement]) -> Option<Arrangement> {
    let [first, ..] = offers else { return None };
    let exact = !draft.wish.window.at.is_empty() && draft.wish.single_day().is_some();
    let whom = draft.with.only.is_some() || draft.anyone;
    (exact && whom && draft.parties.len() == 1 && first.0.len() == 1 && offers.len() == 1)
        .then(|| first.clone())
}

/// Whether "mi hija" and the like may be a child.
fn may_be_child(relation: &crate::values::Words) -> bool {
    const CHILDREN: &[&str] = &[
        "hija",
        "hijo",
        "hijas",
        "hijos",
        "nina",
        "nino",
        "ninas",
        "ninos",
        "nieta",
        "nieto",
        "nietas",
        "nietos",
        "sobrina",
        "sobrino",
        "peque",
        "pequena",
        "pequeno",
        "hermanita",
        "hermanito",
    ];
    relation.folded().split(' ').any(|w| CHILDREN.contains(&w))
}
