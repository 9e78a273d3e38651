//! What a sentence was meant to say, and whether what was read of it contradicts that.
//!
//! This is the measure of *false complete*: a reader may say that it did not understand, but what it marks as
//! completely read must be what was meant.

use atrevete_domain::{
    dialogue::{Act, Asking, Heard},
    salon::{Match, Salon, Topic, Who},
    values::{ServiceId, StylistId, Words, fold},
    when::{Resolution, When},
};
use chrono::{NaiveDate, NaiveTime};

/// One thing that was meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Point {
    /// Agrees.
    Yes,
    /// Refuses.
    No,
    /// Wishes for a visit, or corrects the wish.
    Wish,
    /// Names a service; any of those that share its name may be meant.
    Service(ServiceId),
    /// Names a day.
    Day(NaiveDate),
    /// Names an hour.
    At(NaiveTime),
    /// Names a stylist.
    With(StylistId),
    /// Chooses one of the options shown, counted from one.
    Nth(usize),
    /// Says her first name.
    Name(String),
    /// Says a surname or somebody's whole name.
    SomeName,
    /// Calls a visit off.
    Cancel,
    /// Moves a visit.
    Move,
    /// Says that she is late.
    Late,
    /// Says that paying failed.
    PaymentFailed,
    /// Says that she has paid.
    SaysPaid,
    /// Cannot pay online.
    CannotPay,
    /// Wants the waiting list.
    Waiting,
    /// Wants the usual.
    Usual,
    /// Asks for prices.
    Price,
    /// Asks what every salon is asked.
    Faq(Topic),
    /// Asks whether a day is open.
    Open,
    /// Asks for her own visit.
    Own,
    /// Health.
    Medical,
    /// A person.
    Person,
    /// A complaint.
    Complaint,
    /// No more messages.
    OptOut,
    /// Will say later.
    Later,
    /// Thanks, hellos, small talk.
    Courtesy,
    /// An answer to a service's question.
    About,
}

/// Why what was read contradicts what was meant; `None`: it does not.
pub(super) fn contradiction(points: &[Point], heard: &Heard, salon: &Salon) -> Option<String> {
    let reading = Reading { points, heard, salon };
    reading.too_much().or_else(|| points.iter().find_map(|p| reading.missing(p)))
}

struct Reading<'a> {
    points: &'a [Point],
    heard: &'a Heard,
    salon: &'a Salon,
}

impl Reading<'_> {
    fn meant(&self, any: &[Point]) -> bool {
        any.iter().any(|p| self.points.contains(p))
    }

    /// An act of weight that nobody meant.
    fn too_much(&self) -> Option<String> {
        let unmeant = |act: &Act| match act {
            Act::Accept => self.meant(&[Point::No]) && !self.meant(&[Point::Yes]),
            Act::Decline => self.meant(&[Point::Yes]) && !self.meant(&[Point::No]),
            Act::Cancel { .. } => !self.meant(&[Point::Cancel]),
            Act::Move { .. } => !self.meant(&[Point::Move, Point::Wish, Point::Cancel]),
            Act::Late { .. } => !self.meant(&[Point::Late]),
            Act::PaymentFailed => !self.meant(&[Point::PaymentFailed]),
            Act::SaysPaid => !self.meant(&[Point::SaysPaid]),
            Act::CannotPayOnline => !self.meant(&[Point::CannotPay]),
            Act::WaitingList(_) => !self.meant(&[Point::Waiting]),
            Act::Usual(_) => !self.meant(&[Point::Usual]),
            Act::Medical(_) => !self.meant(&[Point::Medical]),
            Act::Person { .. } => !self.meant(&[Point::Person, Point::Complaint]),
            Act::Complaint(_) => !self.meant(&[Point::Complaint, Point::Medical]),
            Act::OptOut => !self.meant(&[Point::OptOut]),
            Act::Abuse | Act::OptIn | Act::MyData(_) | Act::NotForUs(_) => !self.meant(&[Point::Complaint]),
            Act::Want(_)
            | Act::Choose(_)
            | Act::GiveName(_)
            | Act::Ask(_)
            | Act::Later
            | Act::Repeat
            | Act::Why
            | Act::Refuse
            | Act::Greet
            | Act::Thank
            | Act::Goodbye
            | Act::Chat
            | Act::Unclear => false,
        };
        self.heard.acts.iter().find(|a| unmeant(a)).map(|a| format!("nobody meant {a:?}"))
    }

    /// Something that was meant and is not there although the reading is said to be complete.
    fn missing(&self, point: &Point) -> Option<String> {
        let acts = &self.heard.acts;
        let any = |f: &dyn Fn(&Act) -> bool| acts.iter().any(f);
        let there = match point {
            Point::Yes => any(&|a| {
                matches!(
                    a,
                    Act::Accept
                        | Act::Choose(_)
                        | Act::Want(_)
                        | Act::GiveName(_)
                        | Act::Move { .. }
                        | Act::Cancel { .. }
                )
            }),
            Point::No => any(&|a| {
                matches!(
                    a,
                    Act::Decline
                        | Act::Refuse
                        | Act::Want(_)
                        | Act::Choose(_)
                        | Act::GiveName(_)
                        | Act::Cancel { .. }
                )
            }),
            Point::Wish => any(&|a| {
                matches!(
                    a,
                    Act::Want(_) | Act::Choose(_) | Act::Move { .. } | Act::Usual(_) | Act::WaitingList(_)
                )
            }),
            Point::Service(id) => self.names_service(*id),
            Point::Day(day) => self.whens().iter().any(|w| self.is_day(w, *day)),
            Point::At(time) => self.whens().iter().any(|w| self.is_at(w, *time)),
            Point::With(id) => self.stylists().iter().any(|w| self.is_stylist(w, *id)),
            Point::Nth(n) => self.picks(*n),
            Point::Name(first) => any(
                &|a| matches!(a, Act::GiveName(g) if g.first.as_deref().is_some_and(|f| fold(f) == fold(first))),
            ),
            Point::SomeName => any(&|a| matches!(a, Act::GiveName(_))),
            Point::Cancel => any(&|a| matches!(a, Act::Cancel { .. } | Act::Accept | Act::Decline)),
            Point::Move => any(&|a| matches!(a, Act::Move { .. } | Act::Accept)),
            Point::Late => any(&|a| matches!(a, Act::Late { .. })),
            Point::PaymentFailed => any(&|a| matches!(a, Act::PaymentFailed)),
            Point::SaysPaid => any(&|a| matches!(a, Act::SaysPaid)),
            Point::CannotPay => {
                any(&|a| matches!(a, Act::CannotPayOnline | Act::Ask(Asking::Faq(Topic::Payment))))
            }
            Point::Waiting => any(&|a| matches!(a, Act::WaitingList(_))),
            Point::Usual => any(&|a| matches!(a, Act::Usual(_))),
            Point::Price => any(&|a| matches!(a, Act::Ask(Asking::Price(_)))),
            Point::Faq(topic) => self.asks_topic(*topic),
            Point::Open => any(&|a| matches!(a, Act::Ask(Asking::Open(_) | Asking::Faq(Topic::Hours)))),
            Point::Own => any(&|a| matches!(a, Act::Ask(Asking::OwnAppointments(_)))),
            Point::Medical => any(&|a| matches!(a, Act::Medical(_) | Act::Complaint(_))),
            Point::Person => any(&|a| matches!(a, Act::Person { .. })),
            Point::Complaint => any(&|a| matches!(a, Act::Complaint(_) | Act::Abuse)),
            Point::OptOut => any(&|a| matches!(a, Act::OptOut)),
            Point::Later => any(&|a| matches!(a, Act::Later)),
            Point::Courtesy => true,
            Point::About => any(&|a| matches!(a, Act::Choose(_) | Act::Accept | Act::Decline | Act::Want(_))),
        };
        (!there).then(|| format!("{point:?} is missing"))
    }

    fn whens(&self) -> Vec<&When> {
        self.heard
            .acts
            .iter()
            .filter_map(|a| match a {
                Act::Want(w) | Act::Usual(w) | Act::WaitingList(w) => w.when.as_ref(),
                Act::Choose(c) => c.when.as_ref(),
                Act::Move { to, which, .. } => to.as_ref().or(which.when.as_ref()),
                Act::Cancel { which } | Act::Ask(Asking::OwnAppointments(which)) => which.when.as_ref(),
                Act::Ask(Asking::Open(w)) => w.as_ref(),
                Act::Late { arriving, .. } => arriving.as_ref(),
                _ => None,
            })
            .collect()
    }

    fn is_day(&self, when: &When, day: NaiveDate) -> bool {
        match when.resolve(self.heard.sent_at, self.salon.profile.zone) {
            Resolution::Clear(wish) => wish.days.iter().any(|d| d.contains(day)) && wish.days.len() < 8,
            Resolution::WhichDay { of, .. } => of.contains(&day),
            Resolution::NoSuchDay | Resolution::Past(_) => false,
        }
    }

    fn is_at(&self, when: &When, time: NaiveTime) -> bool {
        let window = match when.resolve(self.heard.sent_at, self.salon.profile.zone) {
            Resolution::Clear(wish) => wish.window,
            Resolution::WhichDay { window, .. } => window,
            Resolution::NoSuchDay | Resolution::Past(_) => return false,
        };
        window.at.contains(&time) || window.from == Some(time) || window.to == Some(time)
    }

    fn stylists(&self) -> Vec<&Words> {
        let words = |a| match a {
            &Act::Want(ref w) | &Act::Usual(ref w) | &Act::WaitingList(ref w) => w.with.as_ref(),
            Act::Choose(c) => c.with.as_ref(),
            Act::Move { with, .. } => with.as_ref(),
            Act::Person { named } => named.as_ref(),
            _ => None,
        };
        self.heard.acts.iter().filter_map(words).collect()
    }

    fn is_stylist(&self, words: &Words, id: StylistId) -> bool {
        match self.salon.who(words.as_str()) {
            Who::One(found) => found == id,
            Who::Perhaps(some) => some.contains(&id),
            Who::Nobody => false,
        }
    }

    fn names_service(&self, id: ServiceId) -> bool {
        let words = self.heard.acts.iter().flat_map(|a| -> Vec<&Words> {
            match a {
                Act::Want(w) | Act::Usual(w) | Act::WaitingList(w) => {
                    w.services.iter().chain(w.shares.iter().flat_map(|s| &s.services)).collect()
                }
                Act::Ask(Asking::Price(s) | Asking::Length(s) | Asking::DoYouDo(s) | Asking::WhatIs(s)) => {
                    s.iter().collect()
                }
                Act::Choose(c) => c.named.iter().collect(),
                Act::Cancel { which } | Act::Move { which, .. } => which.services.iter().collect(),
                _ => Vec::new(),
            }
        });
        let mut words = words.peekable();
        // A consultation is asked for by its own flag.
        let consultation = self.heard.acts.iter().any(|a| matches!(a, Act::Want(w) if w.consultation));
        if consultation && self.salon.catalogue.is_consultation(id) {
            return true;
        }
        words.any(|w| {
            self.salon.catalogue.find_each(w.as_str()).into_iter().any(|found| match found {
                Match::One(one) | Match::Addon(one) => self.same(one, id),
                Match::Several(of) => of.iter().any(|o| self.same(*o, id)),
                Match::Pack(pack) => self
                    .salon
                    .catalogue
                    .pack(pack)
                    .is_some_and(|p| p.services.iter().any(|s| self.same(*s, id))),
                Match::NotOffered(_) | Match::Nothing => false,
            })
        })
    }

    /// The same service, or another variant of it: which one is asked next.
    fn same(&self, a: ServiceId, b: ServiceId) -> bool {
        let family = |id| self.salon.catalogue.service(id).and_then(|s| s.family.clone());
        a == b || (family(a).is_some() && family(a) == family(b))
    }

    fn picks(&self, n: usize) -> bool {
        self.heard.acts.iter().any(|a| match a {
            Act::Choose(c) => match c.nth {
                Some(nth) => usize::from(nth) == n,
                None => true,
            },
            Act::Want(_) | Act::Accept => true,
            _ => false,
        })
    }

    fn asks_topic(&self, topic: Topic) -> bool {
        self.heard.acts.iter().any(|a| match a {
            Act::Ask(Asking::Faq(t)) => *t == topic,
            Act::Ask(Asking::Open(_)) => topic == Topic::Hours,
            Act::Ask(Asking::Other(_)) => true,
            _ => false,
        })
    }
}
