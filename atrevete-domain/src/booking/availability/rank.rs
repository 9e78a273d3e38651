//! Which two or three of all that is free are shown.
//!
//! Invariants: never more than the limit, two when there are two, shown by time; the preferred stylist's best is always
//! among them.

use super::{Arrangement, arrange::hull};
use crate::{
    values::{Instant, StylistId},
    when::{DateSpan, DayWish, Edge},
};
use chrono::{NaiveDate, TimeDelta};
use std::cmp::Reverse;

/// Offers closer together than this are hardly a choice.
const APART: TimeDelta = TimeDelta::minutes(30);

/// Something free, with what ranks it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its day's place in the order of the wished days.
    pub place: usize,
    /// Its day.
    pub date: NaiveDate,
    /// Minutes its stylists have booked that day already.
    pub load: i64,
    /// How far it is from the wished hours: negative before, zero within.
    pub offset: TimeDelta,
    /// The seats.
    pub arrangement: Arrangement,
}

impl Candidate {
    fn start(&self) -> Instant {
        hull(&self.arrangement).from
    }

    fn has(&self, stylist: Option<StylistId>) -> bool {
        stylist.is_some_and(|who| self.arrangement.0.iter().any(|s| s.stylist == who))
    }

    fn shares_stylist(&self, other: &Self) -> bool {
        self.arrangement.0.iter().any(|s| other.has(Some(s.stylist)))
    }
}

/// The offers for a wish that can be met.
pub(super) fn choose(
    mut found: Vec<Candidate>,
    wish: &DayWish,
    rather: Option<StylistId>,
    limit: usize,
) -> Vec<Arrangement> {
    let window = &wish.window;
    if !window.at.is_empty() {
        let exact = found.iter().any(|c| c.offset.is_zero()) && !window.approx;
        return if exact { exactly(found, rather, limit) } else { nearest(found, rather, limit) };
    }
    let late = window.edge == Some(Edge::Last);
    let hour = |c: &Candidate| if late { -c.start().timestamp() } else { c.start().timestamp() };
    found.sort_by_cached_key(|c| {
        (c.place, if late { Some(Reverse(c.date)) } else { None }, hour(c), !c.has(rather), c.load)
    });
    let several_days = !wish.soonest
        && wish.days.iter().map(|d: &DateSpan| (d.last - d.first).num_days() + 1).sum::<i64>() > 1;
    let mut picked: Vec<Candidate> = Vec::new();
    while picked.len() < limit {
        let next = if picked.is_empty() {
            found.iter().find(|c| c.has(rather)).or(found.first())
        } else {
            // What is hardly a choice only serves to make two of one.
            let tiers = if picked.len() < 2 { &TIERS[..] } else { &TIERS[..GOOD_TIERS] };
            tiers
                .iter()
                .find_map(|tier| found.iter().find(|c| picked.iter().all(|p| tier(c, p, several_days))))
        };
        let Some(next) = next.cloned() else { break };
        found.retain(|c| c.arrangement != next.arrangement);
        picked.push(next);
    }
    shown(picked)
}

/// What does not begin near anything that was refused, if there is such a thing and something was refused.
pub(super) fn elsewhere(found: &[Candidate], refused: &[Arrangement]) -> Option<Vec<Candidate>> {
    let near = |c: &&Candidate| refused.iter().any(|r| (hull(r).from - c.start()).abs() < APART);
    let others: Vec<Candidate> = found.iter().filter(|c| !near(c)).cloned().collect();
    (!refused.is_empty() && !others.is_empty()).then_some(others)
}

/// The offers after some were refused: on one day the first, the last and one between them, so that "later" and "another
/// hour" both find something; on several days as ever.
pub(super) fn choose_after_refusal(
    mut found: Vec<Candidate>,
    wish: &DayWish,
    rather: Option<StylistId>,
    limit: usize,
) -> Vec<Arrangement> {
    if !wish.window.at.is_empty() || wish.single_day().is_none() || limit < 2 {
        return choose(found, wish, rather, limit);
    }
    found.sort_by_key(|c| (c.start(), !c.has(rather), c.load));
    found.dedup_by_key(|c| c.start());
    let last = found.len().saturating_sub(1);
    let steps = limit.min(found.len()).saturating_sub(1).max(1);
    let mut at: Vec<usize> = (0..=steps).map(|n| last * n / steps).collect();
    at.dedup();
    shown(at.into_iter().filter_map(|n| found.get(n).cloned()).collect())
}

/// Whether a candidate goes well with one that is picked, from the best reason to the last resort.
type Tier = fn(&Candidate, &Candidate, bool) -> bool;

/// Another day where several were wished; another stylist at another time; another time that does not overlap; another
/// time; another stylist.
const TIERS: [Tier; 5] = [
    |c, p, several_days| several_days && c.date != p.date && !c.shares_stylist(p),
    |c, p, several_days| {
        (several_days && c.date != p.date) || (!several_days && !c.shares_stylist(p) && apart(c, p))
    },
    |c, p, _| apart(c, p) && (!c.shares_stylist(p) || !hull(&c.arrangement).overlaps(hull(&p.arrangement))),
    |c, p, _| c.start() != p.start(),
    |_, _, _| true,
];

/// How many of the tiers are choices worth a third line.
const GOOD_TIERS: usize = 3;

fn apart(a: &Candidate, b: &Candidate) -> bool {
    (a.start() - b.start()).abs() >= APART
}

/// The wished hour itself, once for each start.
fn exactly(mut found: Vec<Candidate>, rather: Option<StylistId>, limit: usize) -> Vec<Arrangement> {
    found.retain(|c| c.offset.is_zero());
    found.sort_by_key(|c| (c.place, c.start(), !c.has(rather), c.load));
    found.dedup_by_key(|c| c.start());
    found.truncate(limit);
    shown(found)
}

/// The nearest to the wished hours: one before and one after where there are both, then whatever is nearest.
pub(super) fn nearest(
    mut found: Vec<Candidate>,
    rather: Option<StylistId>,
    limit: usize,
) -> Vec<Arrangement> {
    found.sort_by_key(|c| (c.place, c.offset.abs(), !c.has(rather), c.start(), c.load));
    let mut picked: Vec<Candidate> = Vec::new();
    while picked.len() < limit {
        let other_side = |c: &&Candidate| {
            picked.len() == 1 && (c.offset < TimeDelta::zero()) != (picked[0].offset < TimeDelta::zero())
        };
        let new = |c: &&Candidate| picked.iter().all(|p| p.start() != c.start());
        let Some(next) =
            found.iter().filter(new).find(other_side).or_else(|| found.iter().find(new)).cloned()
        else {
            break;
        };
        picked.push(next);
    }
    shown(picked)
}

/// In the order in which they are shown.
fn shown(mut picked: Vec<Candidate>) -> Vec<Arrangement> {
    picked.sort_by_key(Candidate::start);
    picked.into_iter().map(|c| c.arrangement).collect()
}
