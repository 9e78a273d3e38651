//! The same rule for one arrangement: can it be had at this instant?

use super::{
    Arrangement, Leg, WhyNot,
    arrange::clash,
    bench::{Bench, Shape},
};
use crate::{
    booking::Seat,
    facts::{Facts, Needs},
    salon::{Doors, Stylist},
    values::{AppointmentId, Instant, Span},
};
use chrono::{Days, NaiveDate, TimeDelta};

/// Whether an arrangement can be had: each seat, and all of them together.
pub(super) fn can_have(
    facts: &Facts,
    now: Instant,
    legs: &[Leg],
    arrangement: &Arrangement,
    own: &[AppointmentId],
) -> Result<Result<(), WhyNot>, Needs> {
    let seats = &arrangement.0;
    let zone = facts.salon.profile.zone;
    let date = |seat: &Seat| zone.date(seat.span.from);
    if seats.is_empty() || legs.len() != seats.len() {
        return Ok(Err(WhyNot::Full { date: None }));
    }
    let mut needs = Needs::default();
    let mut placed = Vec::new();
    for (leg, seat) in legs.iter().zip(seats) {
        if let Some(why) = beforehand(facts, now, leg, seat, date(seat)) {
            return Ok(Err(why));
        }
        match Bench::load(facts, seat.stylist, date(seat), own) {
            Ok(bench) => placed.push((leg, seat, Shape::of(facts, leg, seat.stylist), bench)),
            Err(more) => needs.merge(more),
        }
    }
    if needs != Needs::default() {
        return Err(needs);
    }
    let shaped: Vec<(&Leg, &Seat, &Shape)> = placed.iter().map(|(l, s, shape, _)| (*l, *s, shape)).collect();
    for (index, (_, seat, shape, bench)) in placed.iter().enumerate() {
        if let Some(why) = at_the_bench(facts, seat, shape, bench, date(seat)) {
            return Ok(Err(why));
        }
        let full = Ok(Err(WhyNot::Full { date: Some(date(seat)) }));
        if !(bench.may_start(seat.span.from) || follows(index, &shaped)) {
            return full;
        }
        if shaped[..index].iter().any(|(_, s, sh)| clash((seat, shape), (s, sh))) {
            return full;
        }
    }
    let gap = TimeDelta::minutes(i64::from(facts.salon.policy.visit_gap_minutes));
    let first = date(&seats[0]);
    Ok(if one_after_the_other(&shaped, gap) { Ok(()) } else { Err(WhyNot::Full { date: Some(first) }) })
}

/// What speaks against a seat before any agenda is read.
fn beforehand(facts: &Facts, now: Instant, leg: &Leg, seat: &Seat, date: NaiveDate) -> Option<WhyNot> {
    let salon = &facts.salon;
    let does = |s: &Stylist| {
        leg.services.iter().all(|id| salon.catalogue.service(*id).is_some_and(|v| s.does(*id, &v.category)))
    };
    let earliest = now + TimeDelta::minutes(i64::from(salon.policy.minimum_notice_minutes));
    let last = salon.profile.zone.date(now) + Days::new(u64::from(salon.policy.booking_horizon_days));
    if let Doors::Closed { reason } = salon.hours.on(date) {
        return Some(WhyNot::Closed { date, reason: reason.map(str::to_owned) });
    }
    if leg.services.is_empty() || !salon.bookable().any(|s| s.id == seat.stylist && does(s)) {
        return Some(WhyNot::NobodyDoes { stylist: Some(seat.stylist) });
    }
    if date > last {
        return Some(WhyNot::BeyondHorizon { last });
    }
    (seat.span.from < earliest).then_some(WhyNot::TooSoon { from: earliest })
}

/// What the stylist's day says against a seat.
fn at_the_bench(facts: &Facts, seat: &Seat, shape: &Shape, bench: &Bench, date: NaiveDate) -> Option<WhyNot> {
    let start = seat.span.from;
    if bench.working.is_empty() {
        return Some(WhyNot::StylistOff { stylist: seat.stylist, date });
    }
    if !bench.holds(start, shape) {
        let works = bench.working.iter().any(|w| w.contains(start));
        let zone = facts.salon.profile.zone;
        let hours = facts.salon.hours.intervals(date).iter();
        let open = hours.map(|h| super::bench::span_on(zone, date, *h)).any(|o| o.contains(start));
        return Some(match (works, open) {
            (true, _) => WhyNot::TooLong { date, minutes: shape.minutes },
            (false, true) => WhyNot::StylistOff { stylist: seat.stylist, date },
            (false, false) => WhyNot::OutOfHours { date },
        });
    }
    let as_quoted = seat.span == Span::minutes(start, shape.minutes);
    (!as_quoted || !bench.is_clear(start, shape)).then_some(WhyNot::Full { date: Some(date) })
}

/// Whether a seat begins where another of the arrangement lets it: at the end of the same person's, or when the same
/// stylist is free again.
fn follows(index: usize, placed: &[(&Leg, &Seat, &Shape)]) -> bool {
    let (leg, seat, _) = placed[index];
    placed.iter().enumerate().any(|(other, (l, s, shape))| {
        let told = l.party == leg.party && s.span.to == seat.span.from;
        let again = s.stylist == seat.stylist && s.span.from + shape.whole == seat.span.from;
        other != index && (told || again)
    })
}

/// Whether each person's seats follow each other without overlap and without too long a pause.
fn one_after_the_other(placed: &[(&Leg, &Seat, &Shape)], gap: TimeDelta) -> bool {
    placed.iter().all(|(leg, _, _)| {
        let mut seats: Vec<Span> =
            placed.iter().filter(|(l, _, _)| l.party == leg.party).map(|(_, s, _)| s.span).collect();
        seats.sort_unstable();
        seats.windows(2).all(|pair| {
            let pause = pair[1].from - pair[0].to;
            TimeDelta::zero() <= pause && pause <= gap
        })
    })
}
