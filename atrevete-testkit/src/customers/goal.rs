//! What a simulated customer is after. A goal is hers: nothing of the program sees it but through her words.

use atrevete_domain::{
    salon::Topic,
    values::{AppointmentId, Money, ServiceId, StylistId},
};
use chrono::{NaiveDate, NaiveTime, Timelike as _};

/// What she wants from the salon today.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// A visit, for whomever, whenever.
    Book(Visit),
    /// What she always has.
    Usual(Visit),
    /// Another day or hour for a visit she has.
    Move {
        /// Which.
        of: AppointmentId,
        /// When instead.
        visit: Visit,
    },
    /// A visit called off.
    Cancel {
        /// Which.
        of: AppointmentId,
        /// What the deposit's rule should make of it.
        band: Band,
        /// Told that the deposit is lost, she moves it instead.
        moves: Option<Visit>,
    },
    /// Prices, then perhaps a visit.
    Price {
        /// Of what.
        services: Vec<ServiceId>,
        /// The visit that follows.
        then: Option<Visit>,
    },
    /// A question that every salon is asked.
    Faq(Topic),
    /// Whether it is open on a day.
    Open(NaiveDate),
    /// When her own visit is.
    Own(AppointmentId),
    /// She will be late.
    Late {
        /// For which.
        of: AppointmentId,
        /// Minutes after its start.
        minutes: u16,
    },
    /// A place on the waiting list.
    Waiting(Visit),
    /// No more messages that we start.
    OptOut,
    /// A person, whatever it takes.
    Person(Matter),
}

/// Matters that belong to a person from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Asks for one.
    Asks,
    /// Health.
    Medical,
    /// Something went wrong.
    Complaint,
}

/// Where a cancellation lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Nothing was paid.
    Unpaid,
    /// The deposit comes back.
    Refund(Money),
    /// The deposit is kept by the salon.
    Forfeit(Money),
    /// Only a person decides.
    Staff,
}

/// A visit in somebody's mind.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// Who comes.
    pub who: Company,
    /// What each of them has done.
    pub services: Vec<Vec<ServiceId>>,
    /// On which days.
    pub day: DayWant,
    /// At which hours.
    pub hour: HourWant,
    /// With whom, if it matters.
    pub with: Option<StylistId>,
    /// She asks for the free consultation.
    pub consultation: bool,
}

/// Who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// She alone.
    Me,
    /// She and somebody.
    MeAnd(Other),
    /// Somebody else alone.
    Other(Other),
}

/// Somebody she brings or books for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// Her mother.
    Mother,
    /// A friend.
    Friend,
    /// Her daughter, grown up.
    GrownDaughter,
    /// Her little girl.
    LittleGirl,
    /// Her sister.
    Sister,
}

/// Days in somebody's mind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayWant {
    /// One day.
    On(NaiveDate),
    /// One of these.
    OneOf(Vec<NaiveDate>),
    /// Until Sunday.
    ThisWeek,
    /// From Monday on.
    NextWeek,
    /// The first that is free.
    Soonest,
}

/// Hours in somebody's mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HourWant {
    /// Any.
    Any,
    /// Before two.
    Morning,
    /// From two on.
    Afternoon,
    /// As early as may be.
    First,
    /// As late as may be.
    Last,
    /// Not before.
    From(NaiveTime),
    /// Not after.
    Until(NaiveTime),
    /// Then.
    At(NaiveTime),
}

impl HourWant {
    /// Whether a start would suit her.
    pub fn suits(self, start: NaiveTime) -> bool {
        match self {
            Self::Any | Self::First | Self::Last => true,
            Self::Morning => start.hour() < 14,
            Self::Afternoon => start.hour() >= 14,
            Self::From(t) => start >= t,
            Self::Until(t) => start <= t,
            Self::At(t) => start == t,
        }
    }
}

impl DayWant {
    /// Whether a day would suit her, told on `today`.
    pub fn suits(&self, today: NaiveDate, date: NaiveDate) -> bool {
        let monday = super::speech::monday(today);
        let week = |n: i64| (date - monday).num_days() / 7 == n && date >= monday;
        match self {
            Self::On(day) => *day == date,
            Self::OneOf(some) => some.contains(&date),
            Self::ThisWeek => week(0),
            Self::NextWeek => week(1),
            Self::Soonest => true,
        }
    }
}

impl Other {
    /// As she says it: "mi madre".
    pub fn said(self) -> &'static str {
        match self {
            Self::Mother => "mi madre",
            Self::Friend => "una amiga",
            Self::GrownDaughter | Self::LittleGirl => "mi hija",
            Self::Sister => "mi hermana",
        }
    }
}

impl Goal {
    /// Whether a person is what it takes, however well everything goes.
    pub fn wants_person(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Cancel { band: Band::Staff, .. })
            || matches!(self, Self::Late { minutes, .. } if *minutes > 10)
    }

    /// A short name for the report.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Book(v) if v.consultation => "consultation",
            Self::Book(Visit { who: Company::MeAnd(_), .. }) => "book for two",
            Self::Book(Visit { who: Company::Other(_), .. }) => "book for another",
            Self::Book(v) if v.services[0].len() > 1 => "book several",
            Self::Book(_) => "book one",
            Self::Usual(_) => "the usual",
            Self::Move { .. } => "move",
            Self::Cancel { band: Band::Refund(_), .. } => "cancel, refund",
            Self::Cancel { band: Band::Forfeit(_), .. } => "cancel, late",
            Self::Cancel { band: Band::Staff, .. } => "cancel, too late",
            Self::Cancel { band: Band::Unpaid, .. } => "cancel, unpaid",
            Self::Price { then: None, .. } => "price",
            Self::Price { then: Some(_), .. } => "price, then book",
            Self::Faq(_) => "faq",
            Self::Open(_) => "open on a day",
            Self::Own(_) => "own appointment",
            Self::Late { .. } => "late",
            Self::Waiting(_) => "waiting list",
            Self::OptOut => "opt out",
            Self::Person(Matter::Asks) => "a person",
            Self::Person(Matter::Medical) => "medical",
            Self::Person(Matter::Complaint) => "complaint",
        }
    }
}
