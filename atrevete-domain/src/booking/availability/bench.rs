//! One stylist's day: when she attends, what occupies her, where a visit may start.
//!
//! Invariant: offering and accepting ask the same three questions here, [`Bench::may_start`], [`Bench::holds`] and
//! [`Bench::is_clear`].

use crate::{
    booking::{Quote, Seat, appointment::occupied, quote::quote},
    facts::{Conflict, Facts, Needs},
    salon::Hours,
    values::{AppointmentId, Instant, SalonZone, Span, StylistId},
};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::Leg;

/// What one leg takes of one stylist's time.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// As told: without the buffer.
    pub minutes: u16,
    /// Until she is free again: with the buffer.
    pub whole: TimeDelta,
    /// What nobody else can have, as if the visit began at the epoch.
    occupied: Vec<Span>,
}

impl Shape {
    pub(super) fn of(facts: &Facts, leg: &Leg, stylist: StylistId) -> Self {
        let quote: Quote = quote(&facts.salon, &leg.services, leg.pack, Some(stylist));
        let whole: i64 = quote.segments.iter().map(|s| i64::from(s.minutes)).sum();
        Self {
            minutes: quote.minutes,
            whole: TimeDelta::minutes(whole.max(i64::from(quote.minutes))),
            occupied: occupied(Instant::UNIX_EPOCH, &quote),
        }
    }

    /// What it occupies when it begins at `start`.
    pub(super) fn at(&self, start: Instant) -> impl Iterator<Item = Span> {
        let shift = start - Instant::UNIX_EPOCH;
        self.occupied.iter().map(move |s| Span { from: s.from + shift, to: s.to + shift })
    }

    pub(super) fn seat(&self, stylist: StylistId, start: Instant) -> Seat {
        Seat { stylist, span: Span::minutes(start, self.minutes) }
    }
}

/// A stylist's day as far as the rules need it.
#[derive(Debug)]
pub(super) struct Bench {
    /// Whose.
    pub stylist: StylistId,
    /// When she works, breaks included.
    pub working: Vec<Span>,
    /// What occupies her: others, blocks, breaks, seats that the store refused. Sorted by start.
    taken: Vec<Span>,
    /// Starts beside the grid: flush with a neighbour's end, or where her own appointment starts now.
    beside: Vec<Instant>,
    /// Where the grid begins anew: the salon's openings of that day.
    openings: Vec<Instant>,
    step: TimeDelta,
}

impl Bench {
    /// The day by its hours alone, as if nobody had booked.
    pub(super) fn idle(facts: &Facts, stylist: StylistId, date: NaiveDate) -> Self {
        let salon = &facts.salon;
        let zone = salon.profile.zone;
        let spans = |hours: &[Hours]| -> Vec<Span> {
            hours.iter().map(|h| span_on(zone, date, *h)).filter(|s| s.from < s.to).collect()
        };
        let who = salon.stylist(stylist);
        Self {
            stylist,
            working: who.map(|s| spans(&salon.working(s, date))).unwrap_or_default(),
            taken: who.map(|s| spans(salon.breaks(s, date))).unwrap_or_default(),
            beside: Vec::new(),
            openings: spans(salon.hours.intervals(date)).iter().map(|s| s.from).collect(),
            step: TimeDelta::minutes(i64::from(salon.policy.slot_interval_minutes.max(1))),
        }
    }

    /// Reads the day; `Err` if it was not loaded and she works on it.
    pub(super) fn load(
        facts: &Facts,
        stylist: StylistId,
        date: NaiveDate,
        own: &[AppointmentId],
    ) -> Result<Self, Needs> {
        let mut bench = Self::idle(facts, stylist, date);
        if bench.working.is_empty() {
            return Ok(bench);
        }
        let busy = facts.agenda.busy(stylist, date)?;
        bench.taken.extend(busy.iter().filter(|b| b.by.is_none_or(|by| !own.contains(&by))).map(|b| b.span));
        if facts.salon.policy.flush_starts {
            bench.beside.extend(bench.taken.iter().map(|s| s.to));
            bench.beside.extend(bench.working.iter().map(|s| s.from));
        }
        let standing = own.iter().filter_map(|id| facts.appointments.get(id));
        bench.beside.extend(standing.filter(|a| a.seat.stylist == stylist).map(|a| a.seat.span.from));
        bench.taken.extend(
            facts
                .refused
                .iter()
                .filter_map(|Conflict::SlotTaken(seat)| (seat.stylist == stylist).then_some(seat.span)),
        );
        bench.taken.sort_unstable();
        bench.beside.sort_unstable();
        bench.beside.dedup();
        Ok(bench)
    }

    /// Every start of her day, on the grid and beside it, earliest first; whether it is free is another question.
    pub(super) fn starts(&self) -> Vec<Instant> {
        let mut starts: Vec<Instant> =
            self.beside.iter().copied().filter(|s| self.working.iter().any(|w| w.contains(*s))).collect();
        for span in &self.working {
            let mut at = self.first_on_grid(span.from);
            while at < span.to {
                starts.push(at);
                at = self.next_on_grid(at);
            }
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The grid's origin for `at`: the last opening before it, or the day's first (the grid runs backwards too).
    fn origin(&self, at: Instant) -> Option<Instant> {
        self.openings.iter().rev().find(|o| **o <= at).or(self.openings.first()).copied()
    }

    fn first_on_grid(&self, at: Instant) -> Instant {
        let Some(origin) = self.origin(at) else { return at };
        let (step, past) = (self.step.num_seconds(), (at - origin).num_seconds());
        let up = at + TimeDelta::seconds((step - past.rem_euclid(step)) % step);
        self.openings.iter().copied().find(|o| *o > at && *o < up).unwrap_or(up)
    }

    fn next_on_grid(&self, at: Instant) -> Instant {
        let next = at + self.step;
        self.openings.iter().copied().find(|o| *o > at && *o < next).unwrap_or(next)
    }

    /// Whether a visit may begin at `start`: on the grid, flush with a neighbour's end, or where it begins already.
    pub(super) fn may_start(&self, start: Instant) -> bool {
        self.beside.binary_search(&start).is_ok() || self.on_grid(start)
    }

    /// Whether `start` is on the grid.
    pub(super) fn on_grid(&self, start: Instant) -> bool {
        self.first_on_grid(start) == start
    }

    /// Whether the whole visit, cleaning included, lies within one stretch of her working hours.
    pub(super) fn holds(&self, start: Instant, shape: &Shape) -> bool {
        let whole = Span { from: start, to: start + shape.whole };
        self.working.iter().any(|w| whole.within(*w))
    }

    /// Whether nobody else and no break has what the visit occupies.
    pub(super) fn is_clear(&self, start: Instant, shape: &Shape) -> bool {
        let end = start + shape.whole;
        let mut met = self.taken.iter().take_while(|t| t.from < end).filter(|t| t.to > start);
        met.all(|t| shape.at(start).all(|s| !s.overlaps(*t)))
    }

    /// Whether the visit can begin at `start` as far as this stylist is concerned.
    pub(super) fn can(&self, start: Instant, shape: &Shape) -> bool {
        self.holds(start, shape) && self.is_clear(start, shape)
    }

    /// Minutes of the day that are taken, for an even load.
    pub(super) fn load_minutes(&self) -> i64 {
        self.taken.iter().map(|t| t.length()).sum()
    }
}

/// Hours of a date as instants. Midnight as an end is the end of the day; a time that the spring change skips is the
/// first instant after the gap.
pub(super) fn span_on(zone: SalonZone, date: NaiveDate, hours: Hours) -> Span {
    let to = if hours.to == NaiveTime::MIN { zone.day(date).to } else { instant_on(zone, date, hours.to) };
    Span { from: instant_on(zone, date, hours.from), to }
}

/// The instant at which the salon's clock shows `time` on `date`, or the end of the gap that skips it.
pub(super) fn instant_on(zone: SalonZone, date: NaiveDate, time: NaiveTime) -> Instant {
    let mut clock = date.and_time(time);
    loop {
        if let Some(at) = zone.at(clock.date(), clock.time()) {
            return at;
        }
        clock += TimeDelta::minutes(1);
    }
}

/// The dates from `first` to `last`, both included.
pub(super) fn dates(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(first), |d| Some(*d + Days::new(1))).take_while(move |d| *d <= last)
}
