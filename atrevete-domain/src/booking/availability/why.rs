//! Why a wish cannot be met: of all the days wished, the reason of the one that came nearest.

use super::{
    WhyNot,
    bench::{Bench, dates},
    search::Search,
    window::Window,
};
use crate::{
    facts::Needs,
    salon::Doors,
    values::{Instant, Span, StylistId},
};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// Why none of the wished days has room. `wished` are those that may be booked at all.
pub(super) fn explain(search: &Search<'_>, wished: &[(usize, NaiveDate)]) -> Result<WhyNot, Needs> {
    let days = &search.request.wish.days;
    if wished.is_empty() {
        let past = days.iter().all(|d| d.last < search.today);
        let beyond = days.iter().all(|d| d.first > search.last);
        return Ok(match (past, beyond) {
            (true, _) => WhyNot::TooSoon { from: first_start(search) },
            (_, true) => WhyNot::BeyondHorizon { last: search.last },
            (false, false) => WhyNot::Full { date: None },
        });
    }
    nearest_reason(search, wished.iter().map(|(_, d)| *d), wished.len() > 1)
}

/// Why nothing is free at all, when no day was wished.
pub(super) fn nothing_free(search: &Search<'_>) -> Result<WhyNot, Needs> {
    let week: Vec<NaiveDate> = search.allowed(search.today, search.last).take(7).collect();
    nearest_reason(search, week.into_iter(), true)
}

fn nearest_reason(
    search: &Search<'_>,
    days: impl Iterator<Item = NaiveDate>,
    several: bool,
) -> Result<WhyNot, Needs> {
    let mut best = WhyNot::Full { date: None };
    let mut reached = None;
    for date in days {
        let why = on(search, date)?;
        if reached < Some(depth(&why)) {
            reached = Some(depth(&why));
            best = why;
        }
    }
    match best {
        WhyNot::Full { .. } if several => Ok(WhyNot::Full { date: None }),
        why => Ok(why),
    }
}

/// How near a day came to having room.
fn depth(why: &WhyNot) -> u8 {
    match why {
        WhyNot::NobodyDoes { .. } | WhyNot::BeyondHorizon { .. } => 0,
        WhyNot::Closed { .. } => 1,
        WhyNot::StylistOff { .. } => 2,
        WhyNot::OutOfHours { .. } => 3,
        WhyNot::TooSoon { .. } => 4,
        WhyNot::TooLong { .. } => 5,
        WhyNot::Full { .. } => 6,
    }
}

/// Why one day has no room.
fn on(search: &Search<'_>, date: NaiveDate) -> Result<WhyNot, Needs> {
    if let Some(closed) = closed(search, date) {
        return Ok(closed);
    }
    let day = search.day(date)?;
    let named = search.request.with.only;
    let off = named.map(|stylist| WhyNot::StylistOff { stylist, date });
    let needed = search.team.able.iter().all(|able| able.iter().any(|(s, _)| works(day.benches.get(s))));
    if !needed {
        let single: BTreeSet<StylistId> = search.team.able.iter().flatten().map(|(s, _)| *s).collect();
        let only_one = (single.len() == 1).then(|| single.first().copied()).flatten();
        let off = off.or(only_one.map(|stylist| WhyNot::StylistOff { stylist, date }));
        return Ok(off.unwrap_or(WhyNot::Full { date: Some(date) }));
    }
    let window = Window::on(&search.request.wish.window, search.zone, date, &day.hours());
    let whole = TimeDelta::minutes(i64::from(minutes(search)));
    let wished: BTreeSet<Instant> = if window.at.is_empty() {
        day.benches
            .values()
            .flat_map(Bench::starts)
            .filter(|s| window.fits(Span { from: *s, to: *s + whole }))
            .collect()
    } else {
        window.at.iter().copied().filter(|t| !window.refused(*t)).collect()
    };
    let working = day.hours();
    let inside: Vec<Instant> =
        wished.iter().copied().filter(|t| working.iter().any(|w| w.contains(*t))).collect();
    if inside.is_empty() {
        let doors = search.facts.salon.hours.intervals(date);
        let open = doors.iter().map(|h| super::bench::span_on(search.zone, date, *h));
        let open: Vec<Span> = open.collect();
        let meant = wished.iter().any(|t| open.iter().any(|o| o.contains(*t)));
        return Ok(if meant {
            off.unwrap_or(WhyNot::Full { date: Some(date) })
        } else {
            WhyNot::OutOfHours { date }
        });
    }
    if inside.iter().all(|t| *t < search.earliest) {
        return Ok(WhyNot::TooSoon { from: first_start(search) });
    }
    let lasts = |t: &Instant| working.iter().any(|w| Span { from: *t, to: *t + whole }.within(*w));
    if !inside.iter().filter(|t| **t >= search.earliest).any(lasts) {
        return Ok(WhyNot::TooLong { date, minutes: minutes(search) });
    }
    Ok(WhyNot::Full { date: Some(date) })
}

fn works(bench: Option<&Bench>) -> bool {
    bench.is_some_and(|b| !b.working.is_empty())
}

/// The closure or weekly day off of a date.
pub(super) fn closed(search: &Search<'_>, date: NaiveDate) -> Option<WhyNot> {
    match search.facts.salon.hours.on(date) {
        Doors::Open { .. } => None,
        Doors::Closed { reason } => Some(WhyNot::Closed { date, reason: reason.map(str::to_owned) }),
    }
}

/// The length of the longest person's visit with whoever is quickest.
fn minutes(search: &Search<'_>) -> u16 {
    let team = &search.team;
    let quickest = |leg: usize| team.able[leg].iter().map(|(_, s)| s.minutes).min().unwrap_or(0);
    let of = |party: usize| {
        (0..team.legs.len())
            .filter(|l| team.legs[*l].party == party)
            .map(quickest)
            .fold(0, u16::saturating_add)
    };
    team.legs.iter().map(|l| of(l.party)).max().unwrap_or(0)
}

/// The earliest start that could be offered if nobody had booked.
fn first_start(search: &Search<'_>) -> Instant {
    let people: BTreeSet<StylistId> = search.team.able.iter().flatten().map(|(s, _)| *s).collect();
    let starts = |date| people.iter().flat_map(move |s| Bench::idle(search.facts, *s, date).starts());
    dates(search.today, search.last)
        .find_map(|date| starts(date).filter(|t| *t >= search.earliest).min())
        .unwrap_or(search.earliest)
}
