//! Binding an answer to what was asked, and to nothing else.

use super::{Act, Child, Draft, Question, Task, Unclear, choice::index, hear::Hearing, turn::Turn};
use crate::{
    booking::Arrangement,
    facts::Needs,
    step::Rule,
    values::{AppointmentId, ServiceId, StylistId, Words},
    wording::Utterance,
};

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
