//! The wished hours of a day as instants.
//!
//! Invariant: what lies outside the wished hours is never called a fit, however near; nearness only ranks.

use super::{arrange::Day, bench::instant_on};
use crate::{
    values::{Instant, SalonZone, Span},
    when::{DayPart, Edge, TimeWindow},
};
use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// How far from a wished hour still counts as "sobre las cinco".
const NEAR: TimeDelta = TimeDelta::minutes(60);
/// How far from the edge still counts as "a primera hora".
const EDGE: TimeDelta = TimeDelta::minutes(120);

/// A [`TimeWindow`] on one date.
#[derive(Debug, Clone)]
pub(super) struct Window {
    /// Exact starts.
    pub at: Vec<Instant>,
    /// Starts may be near `at`.
    pub approx: bool,
    /// Starts from here on.
    from: Option<Instant>,
    /// Starts before this.
    to: Option<Instant>,
    /// Rather over by then ("antes de la una").
    pub over_by: Option<Instant>,
    /// Refused stretches.
    except: Vec<Span>,
    /// The start or end of what is open.
    pub edge: Option<Edge>,
    /// "a última hora": not over before this.
    not_over_before: Option<Instant>,
}

impl Window {
    /// The wished hours on `date`. `hours` are the stretches in which somebody works that day: where "a las cinco" has
    /// two readings, those inside them are meant, and the edges are theirs.
    pub(super) fn on(wish: &TimeWindow, zone: SalonZone, date: NaiveDate, hours: &[Span]) -> Self {
        let clock = |time| instant_on(zone, date, time);
        let part = wish.part.map(|p| bounds(zone, date, p));
        let inside: Vec<Instant> =
            wish.at.iter().map(|t| clock(*t)).filter(|t| hours.iter().any(|h| h.contains(*t))).collect();
        let at = if inside.is_empty() { wish.at.iter().map(|t| clock(*t)).collect() } else { inside };
        let narrowed: Vec<Instant> =
            at.iter().copied().filter(|t| part.is_none_or(|p: Span| p.contains(*t))).collect();
        let mut window = Self {
            at: if narrowed.is_empty() { at } else { narrowed },
            approx: wish.approx,
            from: latest(wish.from.map(clock), part.map(|p| p.from)),
            to: earliest(wish.to.map(clock), part.map(|p| p.to)),
            over_by: wish.to.map(clock),
            except: wish.except.iter().map(|p| bounds(zone, date, *p)).collect(),
            edge: wish.edge,
            not_over_before: None,
        };
        if !window.at.is_empty() {
            (window.from, window.to) = (None, None);
        }
        window.hold_to_edge(hours);
        window
    }

    /// "a primera hora" is the first two hours of what is open and wished, "a última hora" the last two.
    fn hold_to_edge(&mut self, hours: &[Span]) {
        let open = hours.iter().filter_map(|h| {
            let span = Span {
                from: self.from.map_or(h.from, |f| f.max(h.from)),
                to: self.to.map_or(h.to, |t| t.min(h.to)),
            };
            (span.from < span.to).then_some(span)
        });
        match self.edge {
            Some(Edge::First) => {
                if let Some(first) = open.map(|s| s.from).min() {
                    self.to = earliest(self.to, Some(first + EDGE));
                }
            }
            Some(Edge::Last) => self.not_over_before = open.map(|s| s.to).max().map(|last| last - EDGE),
            None => {}
        }
    }

    /// Whether a visit over `span` is what was wished; exact hours exactly.
    pub(super) fn fits(&self, span: Span) -> bool {
        let start = span.from;
        let hour = self.at.is_empty()
            || self.at.iter().any(|t| if self.approx { (start - *t).abs() <= NEAR } else { start == *t });
        hour && self.from.is_none_or(|f| f <= start)
            && self.to.is_none_or(|t| start < t)
            && self.not_over_before.is_none_or(|t| t < span.to)
            && !self.refused(start)
    }

    /// Whether the hour was refused.
    pub(super) fn refused(&self, start: Instant) -> bool {
        self.except.iter().any(|e| e.contains(start))
    }

    /// How far `start` is from what was wished: negative before it, zero within it.
    pub(super) fn offset(&self, start: Instant) -> TimeDelta {
        let to_hour = self.at.iter().map(|t| start - *t).min_by_key(TimeDelta::abs);
        let before = self.from.map_or(TimeDelta::zero(), |f| (start - f).min(TimeDelta::zero()));
        let after = self.to.map_or(TimeDelta::zero(), |t| (start - t).max(TimeDelta::zero()));
        to_hour.unwrap_or(if before < TimeDelta::zero() { before } else { after })
    }

    /// Whether the wished hours are exact and none of them is a start that is ever offered ("a las 10:10").
    pub(super) fn off_grid(&self, day: &Day) -> bool {
        let ever = |t: &Instant| day.benches.values().any(|b| b.may_start(*t));
        !self.approx && !self.at.is_empty() && !self.at.iter().any(ever)
    }

    /// The same with hours that need not be met exactly.
    pub(super) fn approximate(&self) -> Self {
        Self { approx: true, ..self.clone() }
    }
}

/// A part of the day on a date. Nights end with the day.
fn bounds(zone: SalonZone, date: NaiveDate, part: DayPart) -> Span {
    let clock =
        |hour| instant_on(zone, date, NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day"));
    let day = zone.day(date);
    match part {
        DayPart::Morning => Span { from: day.from, to: clock(14) },
        DayPart::Midday => Span { from: clock(12), to: clock(14) },
        DayPart::Afternoon => Span { from: clock(14), to: day.to },
        DayPart::Night => Span { from: clock(20), to: day.to },
    }
}

fn latest(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    a.into_iter().chain(b).max()
}

fn earliest(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    a.into_iter().chain(b).min()
}
