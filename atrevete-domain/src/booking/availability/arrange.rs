//! Putting legs together: one after the other for one person, side by side for several.
//!
//! Invariant: every arrangement made here passes [`clash`] and the bench's questions leg by leg.

use super::{
    Arrangement, Leg,
    bench::{Bench, Shape},
};
use crate::{
    booking::Seat,
    values::{Instant, Span, StylistId},
};
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};

/// The benches of one date.
#[derive(Debug)]
pub(super) struct Day {
    /// Everybody who could do something of it and works that day.
    pub benches: BTreeMap<StylistId, Bench>,
}

impl Day {
    /// When somebody works.
    pub(super) fn hours(&self) -> Vec<Span> {
        self.benches.values().flat_map(|b| b.working.iter().copied()).collect()
    }
}

/// Who could do which leg, and how long each would take.
#[derive(Debug)]
pub(super) struct Team<'a> {
    /// What has to fit.
    pub legs: &'a [Leg],
    /// For each leg whoever could do it, the preferred first.
    pub able: Vec<Vec<(StylistId, Shape)>>,
    /// Largest pause between two legs of one person.
    pub gap: TimeDelta,
}

/// How several people come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    /// All at the same time.
    SameStart,
    /// One after the other.
    Staggered,
}

/// What a start must satisfy: not too soon, and the wished hours.
pub(super) struct Want<'a> {
    /// The first start that may be had.
    pub earliest: Instant,
    /// Whether the whole visit is what was wished.
    pub fits: &'a dyn Fn(Span) -> bool,
    /// Arrangements not to offer again.
    pub not: &'a [Arrangement],
}

/// The seats found so far, by leg.
type Seats = Vec<(usize, Seat)>;

impl Team<'_> {
    /// The shape that `stylist` gives leg `leg`.
    fn shape(&self, leg: usize, stylist: StylistId) -> &Shape {
        let found = self.able[leg].iter().find(|(s, _)| *s == stylist);
        &found.expect("seats are only made for who is able").1
    }

    /// Everything that can be arranged on this day.
    pub(super) fn on(&self, day: &Day, how: Together, want: &Want<'_>) -> Vec<Arrangement> {
        if let [able] = &self.able[..] {
            return single(day, able, want);
        }
        let parties = self.parties();
        let mut found = Vec::new();
        for start in self.first_starts(day, &parties, how) {
            if start < want.earliest {
                continue;
            }
            let finished = &mut |seats: &Seats| {
                let arrangement = in_order(seats);
                let fits = (want.fits)(hull(&arrangement)) && !want.not.contains(&arrangement);
                if fits {
                    found.push(arrangement);
                }
                fits && parties.len() > 1
            };
            self.place(day, how, &parties, start, &mut Vec::new(), finished);
        }
        found
    }

    /// The legs of each person.
    fn parties(&self) -> Vec<Vec<usize>> {
        let people: BTreeSet<usize> = self.legs.iter().map(|l| l.party).collect();
        people
            .into_iter()
            .map(|p| (0..self.legs.len()).filter(|l| self.legs[*l].party == p).collect())
            .collect()
    }

    /// Where the first leg of a visit might begin.
    fn first_starts(&self, day: &Day, parties: &[Vec<usize>], how: Together) -> BTreeSet<Instant> {
        let first = match how {
            Together::SameStart => parties.iter().flatten(),
            Together::Staggered => parties[..1].iter().flatten(),
        };
        let people: BTreeSet<StylistId> =
            first.flat_map(|leg| self.able[*leg].iter().map(|(s, _)| *s)).collect();
        people.iter().filter_map(|s| day.benches.get(s)).flat_map(Bench::starts).collect()
    }

    /// Seats the remaining people, the next one at `start` (or, staggered, as soon after it as can be). `finished` is
    /// told of every complete arrangement and says whether to stop.
    fn place(
        &self,
        day: &Day,
        how: Together,
        left: &[Vec<usize>],
        start: Instant,
        seats: &mut Seats,
        finished: &mut dyn FnMut(&Seats) -> bool,
    ) -> bool {
        let Some((legs, rest)) = left.split_first() else { return finished(seats) };
        let starts = match how {
            _ if seats.is_empty() => vec![start],
            Together::SameStart => vec![start],
            Together::Staggered => self.later_starts(day, legs, start, seats),
        };
        for start in starts {
            let goes_on = &mut |seats: &mut Seats| self.place(day, how, rest, start, seats, finished);
            if self.chain(day, legs, Link::First(start), seats, goes_on) {
                return true;
            }
        }
        false
    }

    /// When the next person can begin: from the first one's start to shortly after the last one's end.
    fn later_starts(&self, day: &Day, legs: &[usize], start: Instant, seats: &Seats) -> Vec<Instant> {
        let end = seats.iter().map(|(_, s)| s.span.to).max().unwrap_or(start) + self.gap;
        let able = legs.iter().flat_map(|l| self.able[*l].iter().map(|(s, _)| *s));
        let own: BTreeSet<Instant> = able
            .filter_map(|s| day.benches.get(&s))
            .flat_map(Bench::starts)
            .chain(seats.iter().map(|(leg, seat)| seat.span.from + self.shape(*leg, seat.stylist).whole))
            .collect();
        own.range(start..=end).copied().collect()
    }

    /// Seats one person's legs one after the other, in every order, each as soon after the one before as can be.
    fn chain(
        &self,
        day: &Day,
        legs: &[usize],
        link: Link,
        seats: &mut Seats,
        goes_on: &mut dyn FnMut(&mut Seats) -> bool,
    ) -> bool {
        if legs.is_empty() {
            return goes_on(seats);
        }
        for (nth, leg) in legs.iter().enumerate() {
            let rest: Vec<usize> =
                legs.iter().enumerate().filter(|(n, _)| *n != nth).map(|(_, l)| *l).collect();
            for (stylist, shape) in &self.able[*leg] {
                let Some(bench) = day.benches.get(stylist) else { continue };
                let Some(start) = self.begin(bench, *leg, shape, link, seats) else { continue };
                let seat = shape.seat(*stylist, start);
                seats.push((*leg, seat));
                let done = self.chain(day, &rest, Link::After(seat.span.to), seats, goes_on);
                seats.pop();
                if done {
                    return true;
                }
            }
        }
        false
    }

    /// Where a leg begins with this stylist, if it can.
    fn begin(&self, bench: &Bench, leg: usize, shape: &Shape, link: Link, seats: &Seats) -> Option<Instant> {
        let again: Vec<Instant> = seats
            .iter()
            .filter(|(_, seat)| seat.stylist == bench.stylist)
            .map(|(l, seat)| seat.span.from + self.shape(*l, seat.stylist).whole)
            .collect();
        let free = |start: &Instant| {
            let clear = |(l, seat): &(usize, Seat)| {
                !clash((&shape.seat(bench.stylist, *start), shape), (seat, self.shape(*l, seat.stylist)))
            };
            bench.can(*start, shape) && seats.iter().all(clear)
        };
        debug_assert!(seats.iter().all(|(l, _)| *l != leg), "a leg is seated once");
        match link {
            Link::First(start) => {
                (bench.may_start(start) || again.contains(&start)).then_some(start).filter(free)
            }
            Link::After(end) => {
                let last = end + self.gap;
                let mut starts: Vec<Instant> = bench.starts();
                starts.extend(again.into_iter().chain([end]));
                starts.sort_unstable();
                starts.into_iter().filter(|s| end <= *s && *s <= last).find(free)
            }
        }
    }
}

/// How a leg is tied to what is seated already.
#[derive(Debug, Clone, Copy)]
enum Link {
    /// The first of a person: exactly then.
    First(Instant),
    /// The next of a person: as soon after this as can be.
    After(Instant),
}

/// One leg: every free start of everybody who is able.
fn single(day: &Day, able: &[(StylistId, Shape)], want: &Want<'_>) -> Vec<Arrangement> {
    let mut found = Vec::new();
    for (stylist, shape) in able {
        let Some(bench) = day.benches.get(stylist) else { continue };
        for start in bench.starts().into_iter().filter(|s| *s >= want.earliest && bench.can(*s, shape)) {
            let seat = shape.seat(*stylist, start);
            if (want.fits)(seat.span) {
                found.push(Arrangement(vec![seat]));
            }
        }
    }
    if !want.not.is_empty() {
        found.retain(|a| !want.not.contains(a));
    }
    found
}

/// Whether two seats want the same stylist at the same time.
pub(super) fn clash(a: (&Seat, &Shape), b: (&Seat, &Shape)) -> bool {
    a.0.stylist == b.0.stylist && a.1.at(a.0.span.from).any(|x| b.1.at(b.0.span.from).any(|y| x.overlaps(y)))
}

/// From the first start to the last end.
pub(super) fn hull(arrangement: &Arrangement) -> Span {
    let spans = || arrangement.0.iter().map(|s| s.span);
    let from = spans().map(|s| s.from).min().unwrap_or_default();
    Span { from, to: spans().map(|s| s.to).max().unwrap_or(from) }
}

/// The seats in the order of their legs.
fn in_order(seats: &Seats) -> Arrangement {
    let mut seats = seats.clone();
    seats.sort_unstable_by_key(|(leg, _)| *leg);
    Arrangement(seats.into_iter().map(|(_, seat)| seat).collect())
}
