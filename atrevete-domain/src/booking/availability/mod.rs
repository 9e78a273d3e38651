//! Free time: one function for offering and for accepting.
//!
//! Invariant: what is offered can be booked at that instant. A day that was not loaded is asked for, never free.
//!
//! `bench` holds one stylist's day and the one predicate; `arrange` puts legs together; `window`
//! turns the wished hours into instants; `search` walks the days; `rank` chooses what is shown; `why` says why not.

mod accept;
mod arrange;
mod bench;
mod rank;
mod search;
mod why;
mod window;

use super::Seat;
use crate::{
    facts::{Facts, Needs},
    values::{AppointmentId, Instant, PackId, ServiceId, Span, StylistId},
    when::DayWish,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What one stylist does in one go for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Which of the draft's people.
    pub party: usize,
    /// What is done.
    pub services: Vec<ServiceId>,
    /// Sold as.
    pub pack: Option<PackId>,
}

/// One seat a leg, in the order of the legs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Arrangement(pub Vec<Seat>);

/// With whom, if it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct StylistWish {
    /// Only with her.
    pub only: Option<StylistId>,
    /// Not with them.
    pub not: Vec<StylistId>,
    /// Rather with her (a preference, the stylist of last time).
    pub rather: Option<StylistId>,
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// What has to fit. Legs of one party follow each other (in either order, a short pause at most), legs of several
    /// parties start together if they can, else staggered.
    pub legs: &'a [Leg],
    /// When.
    pub wish: &'a DayWish,
    /// With whom.
    pub with: &'a StylistWish,
    /// Appointments whose own time counts as free: what is corrected or moved.
    pub own: &'a [AppointmentId],
    /// Arrangements not to offer again: refused, or the present one of a move.
    pub not: &'a [Arrangement],
    /// Those of them that she refused: their hours are not offered with somebody else either while there are others,
    /// and what is shown instead is spread over the day.
    pub refused: &'a [Arrangement],
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Two or three that fit the wish, best first decided, shown by time.
    Offers(Vec<Arrangement>),
    /// Nothing fits the wish; the nearest that do (two days with room), perhaps none, and why.
    Instead {
        /// Why the wish cannot be met.
        why: WhyNot,
        /// What could be had instead.
        offers: Vec<Arrangement>,
    },
}

/// Why a time cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The salon is closed that day: weekly day off, or for a reason.
    Closed {
        /// The day.
        date: NaiveDate,
        /// The closure's reason; `None` on a weekly day off.
        reason: Option<String>,
    },
    /// Outside the hours of that day.
    OutOfHours {
        /// The day.
        date: NaiveDate,
    },
    /// It would end after closing time.
    TooLong {
        /// The day.
        date: NaiveDate,
        /// Its length.
        minutes: u16,
    },
    /// Too near, or past.
    TooSoon {
        /// The earliest start that could be offered.
        from: Instant,
    },
    /// Further ahead than may be booked without a person.
    BeyondHorizon {
        /// The last day that may.
        last: NaiveDate,
    },
    /// The stylist asked for does not work then.
    StylistOff {
        /// Who.
        stylist: StylistId,
        /// The day.
        date: NaiveDate,
    },
    /// Everybody who could is busy.
    Full {
        /// The day, if one was named.
        date: Option<NaiveDate>,
    },
    /// Nobody asked for can do it.
    NobodyDoes {
        /// Who was asked for.
        stylist: Option<StylistId>,
    },
}

/// What fits the wish, or what could be had instead.
///
/// Without a day in the wish it looks from today on, as for "lo antes posible": whether to ask for a day first is the
/// caller's business. An empty `Instead` means that nothing is free up to the horizon.
pub fn find(facts: &Facts, now: Instant, request: &Request<'_>) -> Result<Finding, Needs> {
    search::Search::new(facts, now, request).run()
}

/// Everything that fits the wish on its days, by time: for a panel that shows a whole day. No day wished is none.
pub fn all(facts: &Facts, now: Instant, request: &Request<'_>) -> Result<Vec<Arrangement>, Needs> {
    search::Search::new(facts, now, request).everything()
}

/// Whether an arrangement can still be had, as [`find`] would say.
pub fn can_have(
    facts: &Facts,
    now: Instant,
    legs: &[Leg],
    arrangement: &Arrangement,
    own: &[AppointmentId],
) -> Result<Result<(), WhyNot>, Needs> {
    accept::can_have(facts, now, legs, arrangement, own)
}

/// Whether a chair is free of others for these stretches of time: the part of the rule that a late payment asks.
pub fn is_free(
    facts: &Facts,
    stylist: StylistId,
    occupied: &[Span],
    own: &[AppointmentId],
) -> Result<bool, Needs> {
    let zone = facts.salon.profile.zone;
    let mut needs = Needs::default();
    let mut free = true;
    for span in occupied {
        let mut date = zone.date(span.from);
        while zone.day(date).from < span.to {
            match facts.agenda.busy(stylist, date) {
                Ok(busy) => {
                    let others = busy.iter().filter(|b| b.by.is_none_or(|by| !own.contains(&by)));
                    free &= !others.map(|b| b.span).any(|b| b.overlaps(*span));
                }
                Err(more) => needs.merge(more),
            }
            date = date + Days::new(1);
        }
    }
    if needs == Needs::default() { Ok(free) } else { Err(needs) }
}
