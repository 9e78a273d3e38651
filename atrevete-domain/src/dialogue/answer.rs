//! Binding an answer to what was asked, and to nothing else.

use super::{Act, Child, Choice, Draft, PackChoice, Question, Task, Unclear, hear::Hearing, turn::Turn};
use crate::{
    booking::Arrangement,
    facts::Needs,
    salon::QuestionEffect,
    step::{HandoffReason, Rule},
    values::{AppointmentId, ServiceId, StylistId, Words, fold},
    when::{Resolution, TimeWindow, When},
    wording::Utterance,
};
use chrono::NaiveDate;

impl Turn<'_> {
    /// Accept, decline, choose, a name, a refusal or "later": applied to the open question.
    pub(super) fn answer(&mut self, act: &Act, hearing: &mut Hearing) -> Result<(), Needs> {
        if let Act::GiveName(given) = act {
            self.take_name(given, hearing);
            return Ok(());
        }
        if *act == Act::Later {
            self.later(hearing);
            return Ok(());
        }
        let Some(asked) = hearing.asked.clone() else {
            self.unasked(act, hearing);
            return Ok(());
        };
        let bound = match &asked {
            Question::Name { proposed } => self.answer_name(proposed.as_deref(), act, hearing),
            Question::Surname | Question::AttendeeName { .. } => self.answer_surname(act),
            Question::Service { .. } | Question::Day => self.answer_open(&asked, act),
            Question::Which { party, said, of } => self.answer_which(*party, said, of, act),
            Question::About { party, service, key } => self.answer_about(*party, *service, key, act),
            Question::Pack { party, pack } => self.answer_pack(*party, *pack, act),
            Question::ChildOrAdult { party } => self.answer_child(*party, act),
            Question::WhoGetsWhat => self.answer_sharing(act),
            Question::WhichDay { of, window } => self.answer_which_day(of, window, act),
            // "no, mejor por la tarde" refuses the only one that was offered, although it lies in the afternoon.
            Question::Slot { offers } if hearing.bound && offers.len() == 1 => match act {
                Act::Choose(choice) => self.choice_as_wish(choice),
                _ => false,
            },
            Question::Slot { offers } => self.answer_slot(offers, act),
            Question::Stylist { of } => self.answer_stylist(of, act),
            Question::Payment { .. } => self.answer_payment(act, hearing),
            Question::WhichAppointment { purpose, of } => self.answer_which_appointment(*purpose, of, act)?,
            Question::SureCancel { of, band } => self.answer_sure(of, *band, act, hearing)?,
            Question::TellStylist { appointment, minutes } => {
                self.answer_tell(*appointment, *minutes, act)?
            }
            Question::HowLate { .. } => false,
            Question::Usual { appointment } => self.answer_usual(*appointment, act),
            Question::Consultation { service } => self.answer_consultation(*service, act),
            Question::Another { .. } => self.answer_another(act),
            Question::Book { services, unclear } => self.answer_book(services, unclear, act, hearing),
            Question::LookAgain => self.answer_look_again(act),
            Question::Reminded { appointment } => {
                self.acknowledge_reminder(*appointment);
                true
            }
        };
        // A bare "sí" to a list chooses nothing, yet it is no riddle: the list is put again without an apology.
        let of_several = match &asked {
            Question::Slot { offers } => offers.len() > 1,
            Question::Which { .. }
            | Question::About { .. }
            | Question::WhichDay { .. }
            | Question::Stylist { .. } => true,
            _ => false,
        };
        if bound || (of_several && *act == Act::Accept) {
            if !bound {
                self.accept_earlier_name();
            }
            hearing.bound = true;
        } else {
            self.unbound(hearing);
        }
        Ok(())
    }

    /// An answer with nothing pending.
    fn unasked(&mut self, act: &Act, hearing: &mut Hearing) {
        self.note(Rule::AnswersNothing);
        if self.visit_gone {
            hearing.bound = true;
            self.last_word = true;
            return;
        }
        let farewell = matches!(act, Act::Accept | Act::Decline);
        if farewell && self.s.farewell {
            // "ok" after the last word: silence.
            self.note(Rule::LastWord);
            hearing.bound = true;
            self.last_word = true;
        } else if farewell && self.s.tasks.is_empty() && self.next_visit().is_some() {
            self.s.farewell = true;
            hearing.bound = true;
            self.last_word = true;
            let date = self.next_visit().map(|a| self.local(a.start()).date());
            self.say(Utterance::SeeYou { date });
        } else if *act == Act::Decline && self.s.tasks.is_empty() {
            // "no", "nada más": the end, not a riddle.
            hearing.bound = true;
            self.last_word = true;
            self.s.farewell = true;
            self.say(Utterance::Bye);
        } else if *act == Act::Accept && self.s.tasks.is_empty() {
            hearing.bound = true;
            self.last_word = true;
            self.say(Utterance::NothingPending);
        } else {
            self.unbound(hearing);
        }
    }

    fn answer_name(&mut self, proposed: Option<&str>, act: &Act, hearing: &mut Hearing) -> bool {
        match (act, proposed) {
            (Act::Accept, Some(name)) => {
                self.accept_name(name);
                true
            }
            (Act::Decline, Some(_)) => {
                self.s.name_denied = true;
                hearing.done = true;
                true
            }
            (Act::Refuse | Act::Decline, _) => {
                self.name_failed();
                !self.handed_over
            }
            _ => false,
        }
    }

    fn answer_surname(&mut self, act: &Act) -> bool {
        match act {
            // A refusal does not block a booking: on with the first name.
            Act::Refuse | Act::Decline => {
                self.s.no_surname = true;
                true
            }
            _ => false,
        }
    }

    /// "me da igual" to an open question lets Maite choose; a choice by day answers the day.
    fn answer_open(&mut self, asked: &Question, act: &Act) -> bool {
        // "nada, déjalo" when nothing is on the form yet.
        let empty = self.draft().is_some_and(|d| {
            d.held.is_empty() && d.parties.iter().all(|p| p.services.is_empty() && p.unclear.is_empty())
        });
        if *act == Act::Decline && empty && matches!(asked, Question::Service { .. }) {
            self.s.tasks.pop();
            self.say(Utterance::Dropped);
            self.last_word = true;
            self.s.farewell = true;
            return true;
        }
        let Act::Choose(choice) = act else { return false };
        match asked {
            Question::Day => {
                if let Some(when) = &choice.when {
                    return self.set_when(when);
                }
                if (choice.any || choice.earliest)
                    && let Some(draft) = self.draft_mut()
                {
                    draft.wish.soonest = true;
                    draft.chosen = None;
                    return true;
                }
                false
            }
            _ => match &choice.named {
                Some(words) => self.add_services(std::slice::from_ref(words)),
                None => false,
            },
        }
    }

    fn answer_which(&mut self, party: usize, said: &Words, of: &[ServiceId], act: &Act) -> bool {
        let picked = match act {
            Act::Accept if of.len() == 1 => {
                self.pick_which(of, &Choice { nth: Some(1), ..Choice::default() })
            }
            Act::Choose(choice) => self.pick_which(of, choice),
            // "no, no sé" to the catalogue's own question ("¿hasta dónde te llega?") refuses nothing.
            Act::Decline if super::which::asks_a_variant(self.salon(), of) => return true,
            Act::Decline => {
                self.drop_unclear(party, said);
                return true;
            }
            _ => None,
        };
        match picked {
            Some(option) => {
                self.take_option(party, said, option);
                true
            }
            None => false,
        }
    }

    /// What an option of a question among services leads to.
    pub(super) fn take_option(&mut self, party: usize, said: &Words, option: super::which::WhichOption) {
        if option.person {
            self.hand_off(HandoffReason::NeedsPerson, None, Vec::new());
            return;
        }
        let own = self.draft().and_then(|d| d.parties.get(party)).is_none_or(|p| p.who == super::Who::Me);
        if let (true, Some((key, answer))) = (own, option.answer.clone()) {
            self.s.answers.insert(key.clone(), answer.clone());
            self.patch_customer(|c| {
                c.answers.insert(key, answer);
            });
        }
        let key = option.answer.map(|(key, _)| key);
        self.resolve_unclear(party, said, &option.services);
        if let (Some(key), [one], Some(p)) =
            (key, &option.services[..], self.draft_mut().and_then(|d| d.parties.get_mut(party)))
        {
            p.answered.push((*one, key));
        }
    }

    /// The services that a choice among `of` names.
    pub(super) fn pick_services(&self, of: &[ServiceId], choice: &Choice) -> Vec<ServiceId> {
        if choice.all {
            return of.to_vec();
        }
        if let Some(words) = &choice.named {
            return self.narrow(of, words);
        }
        index(of.len(), choice).map(|i| of[i]).into_iter().collect()
    }

    /// Those of `of` whose name, variant or synonyms carry the words; the best of them when they carry them differently well.
    pub(super) fn narrow(&self, of: &[ServiceId], words: &Words) -> Vec<ServiceId> {
        let said = words.folded();
        let said: Vec<&str> = said.split(' ').filter(|w| w.len() > 1 && !FILLER.contains(w)).collect();
        let score = |id: &ServiceId| -> usize {
            let Some(s) = self.service(*id) else { return 0 };
            let mut text = fold(&s.name);
            for extra in s.variant.iter().chain(&s.synonyms) {
                text.push(' ');
                text.push_str(&fold(extra));
            }
            let have: Vec<&str> = text.split(' ').collect();
            said.iter().filter(|w| have.iter().any(|h| same_word(h, w))).count()
        };
        let best = of.iter().map(score).max().unwrap_or(0);
        if best == 0 {
            return Vec::new();
        }
        of.iter().copied().filter(|id| score(id) == best).collect()
    }

    fn answer_about(
        &mut self,
        party: usize,
        service: ServiceId,
        key: &crate::salon::QuestionKey,
        act: &Act,
    ) -> bool {
        let Some(question) = self.service(service).and_then(|s| s.questions.iter().find(|q| q.key == *key))
        else {
            return false;
        };
        let texts: Vec<Vec<String>> = question
            .answers
            .iter()
            .map(|a| std::iter::once(&a.text).chain(&a.synonyms).map(|t| fold(t)).collect())
            .collect();
        let chosen = match act {
            Act::Accept => texts.iter().position(|t| t.iter().any(|x| x == "si" || x.starts_with("si "))),
            Act::Decline => texts.iter().position(|t| t.iter().any(|x| x == "no" || x.starts_with("no "))),
            Act::Choose(choice) => match &choice.named {
                Some(words) => best_text(&texts, &words.folded()),
                None => index(texts.len(), choice),
            },
            _ => None,
        };
        let Some(chosen) = chosen else { return false };
        let answer = question.answers[chosen].clone();
        self.note_answer(party, service, key, &answer.key, &answer.effect);
        true
    }

    /// Remembers the answer with the customer and applies what follows from it.
    pub(super) fn note_answer(
        &mut self,
        party: usize,
        service: ServiceId,
        key: &crate::salon::QuestionKey,
        answer: &str,
        effect: &QuestionEffect,
    ) {
        let own = self.draft().and_then(|d| d.parties.get(party)).is_none_or(|p| p.who == super::Who::Me);
        if own {
            self.s.answers.insert(key.clone(), answer.to_owned());
            let (key, answer) = (key.clone(), answer.to_owned());
            self.patch_customer(|c| {
                c.answers.insert(key, answer);
            });
        }
        let key = key.clone();
        let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) else { return };
        p.answered.push((service, key));
        match effect {
            QuestionEffect::None => {}
            QuestionEffect::Variant(variant) => {
                for s in &mut p.services {
                    if *s == service {
                        *s = *variant;
                    }
                }
                // The variant does not ask what led to it.
                let asked: Vec<_> = p
                    .answered
                    .iter()
                    .filter(|(s, _)| *s == service)
                    .map(|(_, k)| (*variant, k.clone()))
                    .collect();
                p.answered.extend(asked);
            }
            QuestionEffect::Add(extra) => {
                if !p.services.contains(extra) {
                    p.services.push(*extra);
                }
            }
            QuestionEffect::Person => self.hand_off(HandoffReason::NeedsPerson, None, Vec::new()),
        }
        self.services_changed();
    }

    fn answer_pack(&mut self, party: usize, pack: crate::values::PackId, act: &Act) -> bool {
        let take = match act {
            Act::Accept => true,
            Act::Decline => false,
            Act::Choose(choice) => match (&choice.named, index(2, choice)) {
                (Some(words), _) => words.folded().contains("pack"),
                (None, Some(i)) => i == 0,
                (None, None) => return false,
            },
            _ => return false,
        };
        let contents = self.salon().catalogue.pack(pack).map(|p| p.services.clone()).unwrap_or_default();
        let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) else { return false };
        if take {
            // Whoever has the same done takes it too; nobody is asked twice in one breath.
            let same = p.services.clone();
            let parties = self.draft_mut().map(|d| d.parties.iter_mut().filter(|p| p.services == same));
            for p in parties.into_iter().flatten() {
                p.pack = PackChoice::Taken(pack);
                let rest = p.services.iter().copied().filter(|s| !contents.contains(s));
                p.services = contents.iter().copied().chain(rest).collect();
            }
            self.services_changed();
        } else {
            p.pack = PackChoice::Declined;
            self.s.declined_packs.push(pack);
        }
        true
    }

    fn answer_child(&mut self, party: usize, act: &Act) -> bool {
        let child = match act {
            Act::Accept => Child::Child(None),
            Act::Decline => Child::Adult,
            Act::Choose(choice) => match (&choice.named, index(2, choice)) {
                (Some(words), _)
                    if ["nin", "pequ", "bebe", "cri"].iter().any(|w| words.folded().contains(w)) =>
                {
                    Child::Child(None)
                }
                (Some(words), _)
                    if ["adult", "mayor", "mujer", "senor"].iter().any(|w| words.folded().contains(w)) =>
                {
                    Child::Adult
                }
                (None, Some(0)) => Child::Child(None),
                (None, Some(_)) => Child::Adult,
                _ => return false,
            },
            _ => return false,
        };
        self.set_child(party, child);
        true
    }

    fn answer_sharing(&mut self, act: &Act) -> bool {
        let everyone = match act {
            Act::Choose(choice) => choice.all || choice.any,
            Act::Accept => true,
            _ => false,
        };
        everyone && self.share_with_everybody()
    }

    /// What is still to be shared out goes to each of them. Whether there was a form to do it in.
    pub(super) fn share_with_everybody(&mut self) -> bool {
        let Some(draft) = self.draft_mut() else { return false };
        let pool = std::mem::take(&mut draft.pool);
        for party in &mut draft.parties {
            let lacking: Vec<ServiceId> =
                pool.iter().copied().filter(|s| !party.services.contains(s)).collect();
            party.services.extend(lacking);
        }
        true
    }

    fn answer_which_day(&mut self, of: &[NaiveDate], window: &TimeWindow, act: &Act) -> bool {
        let Act::Choose(choice) = act else { return false };
        let day = match &choice.when {
            Some(when) => match self.resolve(when) {
                Resolution::Clear(wish) => {
                    of.iter().copied().find(|d| wish.days.iter().any(|s| s.contains(*d)))
                }
                // "este" and "hoy" name the first, "el otro" the second: the reader says which by its number.
                Resolution::WhichDay { of: again, .. } => {
                    again.iter().copied().find(|d| of.contains(d)).filter(|_| again.len() == 1)
                }
                Resolution::NoSuchDay | Resolution::Past(_) => None,
            },
            None => index(of.len(), choice).map(|i| of[i]),
        };
        let Some(day) = day else { return false };
        self.set_day(day, window.clone());
        true
    }

    fn answer_slot(&mut self, offers: &[Arrangement], act: &Act) -> bool {
        match act {
            Act::Accept if offers.len() == 1 => {
                self.choose(offers[0].clone());
                true
            }
            Act::Choose(choice) => match self.pick_offer(offers, choice) {
                Some(offer) => {
                    self.choose(offer);
                    true
                }
                None => self.choice_as_wish(choice),
            },
            Act::Decline => {
                if let Some(draft) = self.draft_mut() {
                    // A second list in vain: the day is asked rather than searched through.
                    if offers.len() > 1 && draft.refused.len() > 1 {
                        draft.wish.except.append(&mut draft.wish.days);
                        draft.wish.soonest = false;
                    }
                    draft.refused.extend(offers.iter().cloned());
                    // The one hour she named herself does not do after all: the same hour with others would not either.
                    if offers.len() == 1 && !draft.wish.window.at.is_empty() {
                        draft.wish.window.at.clear();
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// Which of several stylists with a like name.
    fn answer_stylist(&mut self, of: &[StylistId], act: &Act) -> bool {
        let choice = match act {
            Act::Choose(choice) => choice,
            Act::Decline => {
                self.with_anyone();
                return true;
            }
            _ => return false,
        };
        if choice.any {
            self.with_anyone();
            return true;
        }
        let texts: Vec<Vec<String>> =
            of.iter().map(|id| vec![fold(self.salon().stylist_name(*id))]).collect();
        let named = choice.with.as_ref().or(choice.named.as_ref());
        let at = match named {
            Some(words) => best_text(&texts, &words.folded()),
            None => index(of.len(), choice),
        };
        match at.and_then(|i| of.get(i)) {
            Some(id) => self.set_stylist_to(*id),
            None => named.is_some_and(|words| self.set_stylist(words)),
        }
    }

    /// The one offer that a choice names, if it names one.
    pub(super) fn pick_offer(&self, offers: &[Arrangement], choice: &Choice) -> Option<Arrangement> {
        let mut fits: Vec<&Arrangement> = match index(offers.len(), choice) {
            Some(i) if choice.when.is_none() && choice.with.is_none() => vec![&offers[i]],
            _ => offers.iter().collect(),
        };
        if let Some(with) = &choice.with {
            let who = self.find_stylist(with)?;
            fits.retain(|o| o.0.iter().any(|s| s.stylist == who));
        }
        if let Some(when) = &choice.when {
            fits.retain(|o| self.offer_is_at(o, when));
        }
        fits.sort_by_key(|o| o.0.iter().map(|s| s.span.from).min());
        let one = match (choice.earliest || choice.any, choice.latest || choice.last) {
            (true, _) => fits.first(),
            (false, true) => fits.last(),
            (false, false) if fits.len() == 1 => fits.first(),
            (false, false) => None,
        };
        let named = choice.with.is_some()
            || choice.when.is_some()
            || choice.nth.is_some()
            || choice.earliest
            || choice.latest
            || choice.last
            || choice.any;
        one.filter(|_| named).map(|o| (*o).clone())
    }

    /// Whether an offer lies at what was said, in the salon's clock.
    fn offer_is_at(&self, offer: &Arrangement, when: &When) -> bool {
        match self.resolve(when) {
            Resolution::Clear(wish) => {
                let starts: Vec<_> = offer.0.iter().map(|s| self.local(s.span.from)).collect();
                let day =
                    !wish.has_day() || starts.iter().any(|t| wish.days.iter().any(|d| d.contains(t.date())));
                day && starts.iter().any(|t| fits_window(&wish.window, t.time()))
            }
            Resolution::WhichDay { of, window } => {
                let first = offer.0.first().map(|s| self.local(s.span.from));
                first.is_some_and(|t| of.contains(&t.date()) && fits_window(&window, t.time()))
            }
            Resolution::NoSuchDay | Resolution::Past(_) => false,
        }
    }

    /// A choice that names no offer is a wish: "a las doce" when twelve was not offered.
    fn choice_as_wish(&mut self, choice: &Choice) -> bool {
        let mut changed = false;
        if let Some(when) = &choice.when {
            changed |= self.set_when(when);
        }
        if let Some(with) = &choice.with {
            changed |= self.set_stylist(with);
        }
        changed
    }

    fn answer_usual(&mut self, appointment: AppointmentId, act: &Act) -> bool {
        match act {
            Act::Accept => self.take_usual(appointment),
            Act::Decline => {
                if let Some(draft) = self.draft_mut() {
                    draft.usual = false;
                }
                true
            }
            _ => false,
        }
    }

    fn answer_consultation(&mut self, service: ServiceId, act: &Act) -> bool {
        match act {
            Act::Accept => {
                let now = self.now;
                let draft = self.draft_or_new(now);
                draft.parties[0].services = vec![service];
                draft.parties[0].unclear.clear();
                self.services_changed();
                true
            }
            Act::Decline => {
                let now = self.now;
                self.draft_or_new(now);
                true
            }
            Act::Choose(choice) => {
                choice.named.as_ref().is_some_and(|w| self.add_services(std::slice::from_ref(w)))
            }
            _ => false,
        }
    }

    fn answer_another(&mut self, act: &Act) -> bool {
        match act {
            Act::Accept => {
                if let Some(draft) = self.draft_mut() {
                    draft.doubled = true;
                }
                true
            }
            Act::Decline => {
                self.s.tasks.pop();
                self.say(Utterance::Dropped);
                self.last_word = true;
                true
            }
            _ => false,
        }
    }

    fn answer_book(
        &mut self,
        services: &[ServiceId],
        unclear: &[Unclear],
        act: &Act,
        hearing: &mut Hearing,
    ) -> bool {
        match act {
            Act::Accept => {
                self.book_these(services, unclear);
                true
            }
            Act::Decline => {
                self.say(Utterance::YoureWelcome);
                self.last_word = true;
                hearing.done = true;
                true
            }
            Act::Choose(choice) => {
                let all: Vec<ServiceId> = services
                    .iter()
                    .copied()
                    .chain(unclear.iter().flat_map(|u| u.of.iter().copied()))
                    .collect();
                let picked = if choice.all { Vec::new() } else { self.pick_services(&all, choice) };
                if picked.is_empty() && !choice.any && !choice.all {
                    return false;
                }
                if picked.is_empty() {
                    self.book_these(services, unclear);
                } else {
                    self.book_these(&picked, &[]);
                }
                true
            }
            _ => false,
        }
    }

    /// Opens the form with what was talked about.
    pub(super) fn book_these(&mut self, services: &[ServiceId], unclear: &[Unclear]) {
        let now = self.now;
        let draft = self.draft_or_new(now);
        if draft.parties[0].services.is_empty()
            && draft.parties[0].unclear.is_empty()
            && draft.pool.is_empty()
        {
            draft.parties[0].services = services.to_vec();
            draft.parties[0].unclear = unclear.to_vec();
            // Prices were just told, of single services.
            draft.quoted = unclear.is_empty();
        }
    }

    fn answer_look_again(&mut self, act: &Act) -> bool {
        match act {
            // What was held comes first; if it has gone, the step says so and offers others.
            Act::Accept => {
                if let Some(draft) = self.draft_mut() {
                    draft.chosen = draft.lapsed.take();
                }
                !self.s.tasks.is_empty()
            }
            Act::Decline => {
                self.s.tasks.pop();
                self.say(Utterance::Dropped);
                self.last_word = true;
                true
            }
            _ => false,
        }
    }

    /// "me lo pienso": nothing is lost, nothing is pressed.
    fn later(&mut self, hearing: &mut Hearing) {
        hearing.bound = true;
        self.last_word = true;
        // "vale" after "sin prisa" is silence.
        self.s.farewell = true;
        let until = self.draft().and_then(|d| {
            d.held
                .iter()
                .filter_map(|id| self.latest(*id))
                .find_map(|a| a.life.limit())
                .map(|t| self.local(t).time())
        });
        self.say(Utterance::TakeYourTime { until });
        if let Some(question) = hearing.asked.clone() {
            self.keep_open(question);
        }
    }

    /// The draft in hand.
    pub(super) fn draft(&self) -> Option<&Draft> {
        self.s.tasks.iter().rev().find_map(|t| match t {
            Task::Book(draft) => Some(draft),
            Task::Cancel { .. } | Task::Delay { .. } => None,
        })
    }

    /// The draft in hand, to be changed.
    pub(super) fn draft_mut(&mut self) -> Option<&mut Draft> {
        self.s.tasks.iter_mut().rev().find_map(|t| match t {
            Task::Book(draft) => Some(draft),
            Task::Cancel { .. } | Task::Delay { .. } => None,
        })
    }

    /// The draft in hand, begun if there is none.
    pub(super) fn draft_or_new(&mut self, now: crate::values::Instant) -> &mut Draft {
        if self.draft().is_none() {
            self.s.tasks.push(Task::Book(Draft::new(now)));
        }
        self.draft_mut().expect("a draft was just begun")
    }

    /// Takes an arrangement.
    pub(super) fn choose(&mut self, arrangement: Arrangement) {
        if let Some(draft) = self.draft_mut() {
            draft.chosen = Some(arrangement);
        }
    }

    /// A stylist by words, one of this salon's bookable ones.
    pub(super) fn find_stylist(&self, words: &Words) -> Option<StylistId> {
        match self.salon().who(words.as_str()) {
            crate::salon::Who::One(id) => Some(id),
            // Nearly a name: the offer that follows says the name, so that a slip can be objected to.
            crate::salon::Who::Perhaps(some) => {
                if let [one] = some[..] {
                    Some(one)
                } else {
                    None
                }
            }
            crate::salon::Who::Nobody => None,
        }
    }
}

const FILLER: &[&str] = &[
    "la", "el", "de", "del", "los", "las", "un", "una", "lo", "para", "con", "mas", "quiero", "mejor", "ese",
    "esa",
];

/// Whether two folded words are the same, plural and gender aside.
fn same_word(have: &str, said: &str) -> bool {
    // "larga" is "largo" and "caballeros" "caballero"; "hombro" is no "hombre".
    let one = |w: &str| w.strip_suffix('s').unwrap_or(w).to_owned();
    let stem = |w: &str| {
        let one = one(w);
        one.strip_suffix(['o', 'a']).map(str::to_owned).unwrap_or(one)
    };
    let plural = |a: &str, b: &str| one(a) == one(b) || format!("{a}es") == b || format!("{b}es") == a;
    have == said || (said.len() > 3 && (plural(have, said) || stem(have) == stem(said)))
}

/// The position that a choice names by number or end.
pub(super) fn index(len: usize, choice: &Choice) -> Option<usize> {
    if len == 0 {
        return None;
    }
    match choice.nth {
        Some(n) => usize::from(n).checked_sub(1).filter(|i| *i < len),
        None if choice.last => Some(len - 1),
        None if choice.any => Some(0),
        None => None,
    }
}

/// The answer whose texts share most words with what was said, if one does best.
pub(super) fn best_text(texts: &[Vec<String>], said: &str) -> Option<usize> {
    // Her words as they stand, inside one answer only, settle it.
    let whole = |text: &String| format!(" {text} ").contains(&format!(" {said} "));
    let mut holding = texts.iter().enumerate().filter(|(_, t)| t.iter().any(whole));
    if let (Some((only, _)), None) = (holding.next(), holding.next()) {
        return Some(only);
    }
    let words: Vec<&str> = said.split(' ').filter(|w| !FILLER.contains(w)).collect();
    // Among texts with the same words the one that says nothing else is meant: "largo" is not "muy largo".
    let score = |t: &Vec<String>| -> usize {
        t.iter()
            .map(|text| {
                let have: Vec<&str> = text.split(' ').filter(|w| !FILLER.contains(w)).collect();
                let met = words.iter().filter(|w| have.iter().any(|h| same_word(h, w))).count();
                2 * met + usize::from(met > 0 && met >= have.len())
            })
            .max()
            .unwrap_or(0)
    };
    let scores: Vec<usize> = texts.iter().map(score).collect();
    let best = *scores.iter().max()?;
    let mut fits = scores.iter().enumerate().filter(|(_, s)| **s == best);
    let (first, _) = fits.next()?;
    (best > 0 && fits.next().is_none()).then_some(first)
}

/// Whether a start lies in the hours said.
pub(super) fn fits_window(window: &TimeWindow, time: chrono::NaiveTime) -> bool {
    let part = window.part.is_none_or(|p| p.holds(time));
    let at = window.at.is_empty() || window.at.contains(&time);
    let minute = window.minute.is_none_or(|m| chrono::Timelike::minute(&time) == u32::from(m));
    part && at && minute && window.from.is_none_or(|f| f <= time) && window.to.is_none_or(|t| time < t)
}
