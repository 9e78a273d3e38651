//! What goes on in a customer's head: what she has said, what she has agreed to, and what she does next.
//!
//! Invariant: she knows only what was said to her. She reads the typed utterances, never a row, and answers in text.

mod answer;
mod open;
mod pay;
mod talk;

use super::{
    goal::{Company, DayWant, Goal, HourWant, Visit},
    meaning::Point,
    person::Person,
    rng::Rng,
};
use atrevete_domain::{
    salon::Salon,
    values::ServiceId,
    wording::{
        Utterance,
        utterance::{SeatFact, VisitFact},
    },
};
use chrono::NaiveDateTime;
use std::sync::Arc;

/// What she does next.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// Writes, in one message or several at once.
    Say {
        /// The messages.
        texts: Vec<String>,
        /// What they mean together.
        points: Vec<Point>,
    },
    /// Sends a voice note.
    Voice,
    /// Pays the page she has.
    Pay,
    /// Pays by a bank that decides later.
    PaySlowly,
    /// Does nothing until something is said or the time has passed.
    Wait,
    /// Puts the phone away.
    Leave,
}

/// How it ended for her.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// She believes that she has what she wanted.
    Content,
    /// A person goes on.
    HandedOver,
    /// There was no time that suited her, and she was told so.
    NothingSuits,
    /// She never meant to pay.
    Unpaid,
    /// She ran out of patience.
    OutOfPatience,
}

/// A deed and after how many seconds.
pub(super) type Next = (i64, Deed);

/// Somebody's mind.
#[derive(Debug, Clone)]
pub(super) struct Mind {
    pub(super) person: Person,
    pub(super) goal: Goal,
    pub(super) rng: Rng,
    pub(super) salon: Arc<Salon>,
    /// The visit being arranged.
    pub(super) visit: Option<Visit>,
    /// What she has agreed to, by party and kind of work.
    pub(super) agreed: Option<Vec<SeatFact>>,
    /// A pack she took.
    pub(super) pack: Option<String>,
    /// Something she was told that is not what she wanted.
    pub(super) wrong: Option<String>,
    pub(super) ending: Option<Ending>,
    pub(super) misses: usize,
    pub(super) written: usize,
    pub(super) done: bool,
    pub(super) answered: bool,
    begun: bool,
    said_name: bool,
    when_said: bool,
    with_said: bool,
    refusals: usize,
    alternatives: bool,
    pending: Option<Utterance>,
    thanked: bool,
    waited: usize,
    has_page: bool,
    idle_nudges: usize,
    nothing_free: usize,
    lapsed: Option<Vec<SeatFact>>,
}

impl Mind {
    /// A mind with a goal.
    pub(super) fn new(person: Person, goal: Goal, rng: Rng, salon: Arc<Salon>) -> Self {
        let visit = match &goal {
            Goal::Book(v) | Goal::Usual(v) | Goal::Waiting(v) | Goal::Move { visit: v, .. } => {
                Some(v.clone())
            }
            Goal::Price { then, .. } => then.clone(),
            _ => None,
        };
        Self {
            person,
            goal,
            rng,
            salon,
            visit,
            agreed: None,
            pack: None,
            wrong: None,
            ending: None,
            misses: 0,
            written: 0,
            done: false,
            answered: false,
            begun: false,
            said_name: false,
            when_said: false,
            with_said: false,
            refusals: 0,
            alternatives: false,
            pending: None,
            thanked: false,
            waited: 0,
            has_page: false,
            idle_nudges: 0,
            nothing_free: 0,
            lapsed: None,
        }
    }

    /// What she does after these words, or, with none, when nothing has come for as long as she waited.
    pub(super) fn next(&mut self, now: NaiveDateTime, heard: &[Utterance]) -> Next {
        if self.ending.is_some() {
            return (0, Deed::Leave);
        }
        if !self.begun {
            self.begun = true;
            return self.first(now);
        }
        if self.written > self.person.patience {
            return self.end(Ending::OutOfPatience);
        }
        if heard.is_empty() {
            return self.nothing_came();
        }
        self.waited = 0;
        self.take_in(now, heard);
        if self.ending.is_some() {
            return (0, Deed::Leave);
        }
        if self.done {
            return self.thank();
        }
        self.respond(now, heard)
    }

    pub(super) fn end(&mut self, ending: Ending) -> Next {
        self.ending = Some(ending);
        (0, Deed::Leave)
    }

    /// The services she expects, by party, after what her hair and a pack make of them.
    pub(super) fn expected(&self) -> Vec<Vec<ServiceId>> {
        let Some(visit) = &self.visit else { return Vec::new() };
        let taken =
            self.pack.as_ref().and_then(|name| self.salon.catalogue.packs.iter().find(|p| p.name == *name));
        visit
            .services
            .iter()
            .map(|services| {
                let mut settled = self.person.settle(&self.salon, services, true);
                for id in taken.iter().flat_map(|p| &p.services) {
                    if !settled.contains(id) {
                        settled.push(*id);
                    }
                }
                settled
            })
            .collect()
    }

    /// Facts in what was said that do not depend on a question.
    fn take_in(&mut self, now: NaiveDateTime, heard: &[Utterance]) {
        for utterance in heard {
            match utterance {
                Utterance::HandedOver { .. } => self.ending = Some(Ending::HandedOver),
                Utterance::Confirmed { visits, .. } => {
                    self.compare(now, visits);
                    self.done = true;
                }
                Utterance::Pay { visits, .. } | Utterance::HoldChanged { visits, .. } => {
                    self.has_page = true;
                    self.compare(now, visits);
                }
                Utterance::Moved { visits, .. } => {
                    self.compare(now, visits);
                    self.done = true;
                }
                Utterance::Cancelled { .. } => self.done |= matches!(self.goal, Goal::Cancel { .. }),
                Utterance::SlotGone => {
                    self.agreed = None;
                    self.has_page = false;
                }
                Utterance::HoldExpired { .. } => {
                    self.lapsed = self.agreed.take();
                    self.has_page = false;
                }
                Utterance::CannotThen { .. } => self.alternatives = true,
                Utterance::NothingFree => self.nothing_free += 1,
                Utterance::NotUnderstood { .. } => self.misses += 1,
                other => self.take_answer(other),
            }
        }
    }

    /// Whether an utterance is the answer that an asking goal waits for.
    fn take_answer(&mut self, utterance: &Utterance) {
        use atrevete_domain::salon::Topic;
        let fits = match (&self.goal, utterance) {
            (Goal::Price { .. }, Utterance::Prices { .. } | Utterance::QuoteLine { .. }) => true,
            (
                Goal::Faq(Topic::Hours),
                Utterance::WeekHours { .. } | Utterance::OpenOn { .. } | Utterance::ClosedOn { .. },
            ) => true,
            (Goal::Faq(Topic::Address), Utterance::Address { .. }) => true,
            (Goal::Faq(Topic::Payment), Utterance::HowToPay { .. }) => true,
            (Goal::Faq(Topic::Cancellation), Utterance::CancellationRules { .. }) => true,
            (Goal::Faq(topic), Utterance::FaqText { topic: Some(told), .. }) => told == topic,
            (Goal::Open(day), Utterance::OpenOn { date, .. } | Utterance::ClosedOn { date, .. }) => {
                date == day
            }
            (Goal::Own(_), Utterance::OwnAppointments { .. }) => true,
            (Goal::Late { .. }, Utterance::DelayNoted { .. }) => true,
            (Goal::Waiting(_), Utterance::OnWaitingList { .. }) => true,
            (Goal::OptOut, Utterance::OptedOut) => true,
            _ => false,
        };
        if fits {
            self.answered = true;
            self.done |= !matches!(self.goal, Goal::Price { then: Some(_), .. });
        }
    }

    /// What she is told of her visits against what she agreed to, or wanted.
    fn compare(&mut self, now: NaiveDateTime, visits: &[VisitFact]) {
        let seats: Vec<SeatFact> = visits
            .iter()
            .map(|v| SeatFact {
                start: v.start,
                stylist: v.stylist.clone(),
                who: v.who.clone(),
                services: v.services.clone(),
            })
            .collect();
        match &self.agreed {
            Some(agreed) => {
                let same = agreed.len() == seats.len()
                    && agreed
                        .iter()
                        .all(|a| seats.iter().any(|s| s.start == a.start && s.stylist == a.stylist));
                if !same {
                    self.wrong = Some(format!("she agreed to {agreed:?} and reads {seats:?}"));
                }
            }
            None => {
                if let Some(visit) = &self.visit {
                    let suits =
                        |s: &SeatFact| visit.day.suits(now.date(), s.start.date()) && hour_suits(visit, s);
                    if !seats.iter().any(suits) {
                        self.wrong =
                            Some(format!("she wanted {:?} {:?} and reads {seats:?}", visit.day, visit.hour));
                    }
                }
                self.agreed = Some(seats);
            }
        }
    }

    fn thank(&mut self) -> Next {
        self.ending = Some(Ending::Content);
        if self.thanked || self.rng.chance(40) {
            return (0, Deed::Leave);
        }
        self.thanked = true;
        let text = super::speech::thanks(&mut self.rng, self.person.voice.usted);
        self.say(text, vec![Point::Courtesy])
    }

    /// Nothing came for as long as she waited.
    fn nothing_came(&mut self) -> Next {
        if let Some(next) = self.pay_in_silence() {
            return next;
        }
        self.idle_nudges += 1;
        match self.idle_nudges {
            1..=3 => (1200, Deed::Wait),
            4 if !self.has_page => {
                let text = super::spin::spin(&mut self.rng, "{hola?|estás ahí?|holaa?|sigues por ahí?}", &[]);
                self.say(text, vec![Point::Courtesy])
            }
            5..=8 => (1800, Deed::Wait),
            _ => self.end(Ending::OutOfPatience),
        }
    }

    /// One message in her own hand, or a burst of them.
    pub(super) fn say(&mut self, text: String, points: Vec<Point>) -> Next {
        self.written += 1;
        let person = self.person.clone();
        let mut keep: Vec<&str> = vec![&person.first];
        keep.extend(person.last.split(' '));
        keep.extend(person.other_name.split(' '));
        let salon = self.salon.clone();
        keep.extend(salon.stylists.iter().map(|s| s.name.as_str()));
        let typed = person.voice.type_out(&mut self.rng, &text, &keep);
        let delay = self.rng.between(8, 150);
        (delay, Deed::Say { texts: vec![typed], points })
    }
}

/// Whether a seat lies in the hours she wanted; an hour of her own counts as met half an hour off.
fn hour_suits(visit: &Visit, seat: &SeatFact) -> bool {
    visit.hour.suits(seat.start.time())
        || matches!(visit.hour, HourWant::At(t) if (seat.start.time() - t).num_minutes().abs() <= 60)
}

/// Whether two come.
pub(super) fn for_two(visit: &Visit) -> bool {
    matches!(visit.who, Company::MeAnd(_))
}

/// Whether a day was pinned down.
pub(super) fn exact(day: &DayWant) -> Option<chrono::NaiveDate> {
    if let DayWant::On(date) = day { Some(*date) } else { None }
}
