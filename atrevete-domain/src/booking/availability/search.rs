//! Walking the days: the wished ones first, then those near them.
//!
//! Invariant: all days and stylists of a stage are asked for at once; a search has at most four stages.

use super::{
    Arrangement, Finding, Request, WhyNot,
    arrange::{Day, Team, Together, Want, hull},
    bench::{Bench, Shape, dates},
    rank::{self, Candidate},
    why,
    window::Window,
};
use crate::{
    facts::{Facts, Needs},
    salon::Stylist,
    values::{Instant, SalonZone, Span, StylistId},
    when::{DateSpan, TimeWindow},
};
use chrono::{Datelike as _, Days, NaiveDate, TimeDelta};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// How many days from the first are looked at in each stage; the last one is the horizon.
const STAGES: [u64; 2] = [7, 28];

/// One search.
pub(super) struct Search<'a> {
    pub facts: &'a Facts,
    pub request: &'a Request<'a>,
    pub zone: SalonZone,
    pub team: Team<'a>,
    /// The first start that may be had.
    pub earliest: Instant,
    /// The last date that may be booked without a person.
    pub last: NaiveDate,
    pub today: NaiveDate,
    /// Days that were read already: a stage reads each once for asking and once for looking.
    days: RefCell<BTreeMap<NaiveDate, Rc<Day>>>,
}

/// A candidate's place among the wished days, then the date.
type Dated = (usize, NaiveDate);

impl<'a> Search<'a> {
    pub(super) fn new(facts: &'a Facts, now: Instant, request: &'a Request<'a>) -> Self {
        let (salon, zone) = (&facts.salon, facts.salon.profile.zone);
        let today = zone.date(now);
        Self {
            facts,
            request,
            zone,
            team: team(facts, request),
            earliest: now + TimeDelta::minutes(i64::from(salon.policy.minimum_notice_minutes)),
            last: today + Days::new(u64::from(salon.policy.booking_horizon_days)),
            today,
            days: RefCell::default(),
        }
    }

    pub(super) fn run(&self) -> Result<Finding, Needs> {
        if self.team.legs.is_empty() || self.team.able.iter().any(Vec::is_empty) {
            let why = WhyNot::NobodyDoes { stylist: self.request.with.only };
            return Ok(Finding::Instead { why, offers: Vec::new() });
        }
        let open = self.request.wish.days.is_empty();
        let wished = self.wished();
        if !open && !wished.is_empty() {
            let next = wished[wished.len() - 1].1 + Days::new(1);
            let week = self.allowed(next, next + Days::new(STAGES[0]));
            self.load(wished.iter().map(|(_, d)| *d).chain(week))?;
            let found = self.best_on(&wished)?;
            if !found.is_empty() {
                return Ok(Finding::Offers(found));
            }
        }
        if open {
            return self.first_free();
        }
        let why = why::explain(self, &wished)?;
        let offers = self.instead(&wished)?;
        Ok(Finding::Instead { why, offers })
    }

    /// Every arrangement on the wished days, by time.
    pub(super) fn everything(&self) -> Result<Vec<Arrangement>, Needs> {
        if self.team.legs.is_empty() || self.team.able.iter().any(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let wished = self.wished();
        self.load(wished.iter().map(|(_, d)| *d))?;
        let found = self.candidates(&wished, &self.request.wish.window)?;
        let mut all: Vec<Arrangement> = found.into_iter().map(|c| c.arrangement).collect();
        all.sort_by_cached_key(|a| hull(a).from);
        Ok(all)
    }

    /// The first that fits from today on, whatever the day.
    fn first_free(&self) -> Result<Finding, Needs> {
        let mut found = Vec::new();
        for (first, last) in self.stages(self.today) {
            let days: Vec<Dated> = self.allowed(first, last).map(|d| (0, d)).collect();
            self.load(days.iter().map(|(_, d)| *d))?;
            found.extend(self.candidates(&days, &self.request.wish.window)?);
            if found.len() >= 2 {
                break;
            }
        }
        let offers = self.chosen(found);
        if offers.is_empty() {
            let why = why::nothing_free(self)?;
            return Ok(Finding::Instead { why, offers });
        }
        Ok(Finding::Offers(offers))
    }

    /// The wished days that can be booked, each with its place in the order of preference.
    fn wished(&self) -> Vec<Dated> {
        let mut out: Vec<Dated> = Vec::new();
        for (place, span) in self.request.wish.days.iter().enumerate() {
            for date in self.allowed(span.first, span.last) {
                if !out.iter().any(|(_, d)| *d == date) {
                    out.push((place, date));
                }
            }
        }
        out.sort_unstable_by_key(|(_, d)| *d);
        out
    }

    /// The dates of a span that may be booked and were not refused.
    pub(super) fn allowed(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let wish = self.request.wish;
        dates(first.max(self.today), last.min(self.last)).filter(move |d| {
            !wish.except.iter().any(|e: &DateSpan| e.contains(*d))
                && !wish.except_weekdays.contains(&d.weekday())
        })
    }

    /// The stages of a search from `from` on.
    fn stages(&self, from: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let mut first = from;
        let ends = STAGES.iter().map(|n| from + Days::new(*n)).chain([self.last]);
        let mut stages = Vec::new();
        for end in ends {
            let end = end.min(self.last);
            if first <= end {
                stages.push((first, end));
            }
            first = first.max(end + Days::new(1));
        }
        stages
    }

    /// Asks for every day that is missing, all at once.
    pub(super) fn load(&self, days: impl Iterator<Item = NaiveDate>) -> Result<(), Needs> {
        let mut needs = Needs::default();
        for date in days {
            if let Err(more) = self.day(date) {
                needs.merge(more);
            }
        }
        if needs == Needs::default() { Ok(()) } else { Err(needs) }
    }

    /// Everybody's bench on a date.
    pub(super) fn day(&self, date: NaiveDate) -> Result<Rc<Day>, Needs> {
        if let Some(day) = self.days.borrow().get(&date) {
            return Ok(Rc::clone(day));
        }
        let day = Rc::new(self.read(date)?);
        self.days.borrow_mut().insert(date, Rc::clone(&day));
        Ok(day)
    }

    fn read(&self, date: NaiveDate) -> Result<Day, Needs> {
        let mut needs = Needs::default();
        let mut day = Day { benches: BTreeMap::new() };
        if !self.facts.salon.hours.is_open(date) {
            return Ok(day);
        }
        for (stylist, _) in self.team.able.iter().flatten() {
            if day.benches.contains_key(stylist) {
                continue;
            }
            match Bench::load(self.facts, *stylist, date, self.request.own) {
                Ok(bench) => drop(day.benches.insert(*stylist, bench)),
                Err(more) => needs.merge(more),
            }
        }
        if needs == Needs::default() { Ok(day) } else { Err(needs) }
    }

    /// What to show of the wished days.
    fn best_on(&self, days: &[Dated]) -> Result<Vec<Arrangement>, Needs> {
        let found = self.candidates(days, &self.request.wish.window)?;
        Ok(self.chosen(found))
    }

    fn chosen(&self, found: Vec<Candidate>) -> Vec<Arrangement> {
        let limit = usize::from(self.facts.salon.policy.max_slots_offered).max(1);
        let rather = self.request.with.rather;
        if let Some(others) = rank::elsewhere(&found, self.request.refused) {
            return rank::choose_after_refusal(others, self.request.wish, rather, limit);
        }
        rank::choose(found, self.request.wish, rather, limit)
    }

    /// Everything free on these days within the hours; several people together, or else one after the other.
    fn candidates(&self, days: &[Dated], hours: &TimeWindow) -> Result<Vec<Candidate>, Needs> {
        let together = self.candidates_if(days, hours, Together::SameStart)?;
        let several = self.team.legs.iter().any(|l| l.party != self.team.legs[0].party);
        if together.is_empty() && several {
            return self.candidates_if(days, hours, Together::Staggered);
        }
        Ok(together)
    }

    fn candidates_if(
        &self,
        days: &[Dated],
        hours: &TimeWindow,
        how: Together,
    ) -> Result<Vec<Candidate>, Needs> {
        let mut found = Vec::new();
        for (place, date) in days {
            let day = self.day(*date)?;
            let window = Window::on(hours, self.zone, *date, &day.hours());
            let mut here = self.arranged(&day, how, &window);
            if here.is_empty() && window.off_grid(&day) {
                here = self.arranged(&day, how, &window.approximate());
            }
            let over = |a: &Arrangement| window.over_by.is_none_or(|t| hull(a).to <= t);
            if here.iter().any(over) {
                here.retain(over);
            }
            let load = |s: &StylistId| day.benches.get(s).map_or(0, Bench::load_minutes);
            found.extend(here.into_iter().map(|a| Candidate {
                place: *place,
                date: *date,
                load: a.0.iter().map(|s| load(&s.stylist)).sum(),
                offset: window.offset(hull(&a).from),
                arrangement: a,
            }));
        }
        Ok(found)
    }

    fn arranged(&self, day: &Day, how: Together, window: &Window) -> Vec<Arrangement> {
        let fits = |span: Span| window.fits(span);
        let want = Want { earliest: self.earliest, fits: &fits, not: self.request.not };
        self.team.on(day, how, &want)
    }

    /// The nearest that could be had: the same days at other hours, and the next two days with room, the same hours
    /// first.
    fn instead(&self, wished: &[Dated]) -> Result<Vec<Arrangement>, Needs> {
        let limit = usize::from(self.facts.salon.policy.max_slots_offered).max(1);
        let window = &self.request.wish.window;
        let mut offers = Vec::new();
        if !window.is_open() {
            let near = self.near(wished, &self.any_hour())?;
            let exact = !window.at.is_empty();
            offers = rank::nearest(near, self.request.with.rather, if exact { limit } else { 1 });
            if exact && !offers.is_empty() {
                return Ok(offers);
            }
        }
        let from = wished.last().map_or(self.today, |(_, d)| *d + Days::new(1)).max(self.said_first());
        offers.extend(self.next_days(from, limit - offers.len().min(limit))?);
        offers.truncate(limit);
        offers.sort_unstable_by_key(|a| hull(a).from);
        Ok(offers)
    }

    /// The first day that was said, as far as it can be booked.
    fn said_first(&self) -> NaiveDate {
        let first = self.request.wish.days.iter().map(|d| d.first).min();
        first.filter(|d| *d <= self.last).unwrap_or(self.today).max(self.today)
    }

    /// The best of each of the next two days with room, from `from` on, the wished hours first; the last days before it
    /// if there are none after.
    fn next_days(&self, from: NaiveDate, limit: usize) -> Result<Vec<Arrangement>, Needs> {
        let wanted = limit.min(2);
        let (mut alike, mut others) = (Vec::new(), Vec::new());
        for (first, last) in self.stages(from) {
            self.load(self.allowed(first, last))?;
            for date in self.allowed(first, last) {
                if alike.len() < wanted {
                    let near = self.nearest_on(date, &self.alike())?;
                    if near.is_empty() && others.len() < wanted {
                        others.extend(self.nearest_on(date, &self.any_hour())?);
                    }
                    alike.extend(near);
                }
            }
            if alike.len() + others.len() >= wanted {
                break;
            }
        }
        if alike.is_empty() && others.is_empty() && from > self.today {
            let before: Vec<Dated> = self.allowed(self.today, from).map(|d| (0, d)).collect();
            let recent = &before[before.len().saturating_sub(7)..];
            self.load(recent.iter().map(|(_, d)| *d))?;
            return self.best_on(recent);
        }
        alike.extend(others);
        alike.truncate(wanted);
        Ok(alike)
    }

    /// The wished hours, near ones included.
    fn alike(&self) -> TimeWindow {
        TimeWindow { approx: true, ..self.request.wish.window.clone() }
    }

    /// Any hour that was not refused.
    fn any_hour(&self) -> TimeWindow {
        TimeWindow { except: self.request.wish.window.except.clone(), ..TimeWindow::default() }
    }

    /// The one of a day that is nearest to the wish among those within `hours`.
    fn nearest_on(&self, date: NaiveDate, hours: &TimeWindow) -> Result<Vec<Arrangement>, Needs> {
        let found = self.near(&[(0, date)], hours)?;
        Ok(rank::nearest(found, self.request.with.rather, 1))
    }

    /// Candidates within `hours`, measured against the wished ones.
    fn near(&self, days: &[Dated], hours: &TimeWindow) -> Result<Vec<Candidate>, Needs> {
        let mut found = self.candidates(days, hours)?;
        for candidate in &mut found {
            let day = self.day(candidate.date)?;
            let window = Window::on(&self.request.wish.window, self.zone, candidate.date, &day.hours());
            candidate.offset = window.offset(hull(&candidate.arrangement).from);
        }
        Ok(found)
    }
}

/// Who could do which leg under the wish: with whom and not with whom. A stylist who is wanted counts for the legs she
/// can do; the others stay open to everybody.
fn team<'a>(facts: &Facts, request: &Request<'a>) -> Team<'a> {
    let salon = &facts.salon;
    let with = request.with;
    let can = |s: &Stylist, leg: &super::Leg| -> bool {
        let known = |id| salon.catalogue.service(id);
        let pack = leg.pack.and_then(|p| salon.catalogue.pack(p));
        let services = leg.services.iter().chain(pack.into_iter().flat_map(|p| &p.services));
        let mut services = services.peekable();
        services.peek().is_some() && services.all(|id| known(*id).is_some_and(|v| s.does(*id, &v.category)))
    };
    let wanted = with.only.and_then(|id| salon.bookable().find(|s| s.id == id));
    let helps = wanted.is_some_and(|s| request.legs.iter().any(|l| can(s, l)));
    let able = |leg: &super::Leg| -> Vec<(StylistId, Shape)> {
        if with.only.is_some() && !helps {
            return Vec::new();
        }
        let by_her = wanted.filter(|s| can(s, leg));
        let mut people: Vec<&Stylist> = salon
            .bookable()
            .filter(|s| can(s, leg) && !with.not.contains(&s.id))
            .filter(|s| by_her.is_none_or(|w| w.id == s.id))
            .collect();
        people.sort_by_key(|s| with.rather != Some(s.id));
        people.into_iter().map(|s| (s.id, Shape::of(facts, leg, s.id))).collect()
    };
    Team {
        legs: request.legs,
        able: request.legs.iter().map(able).collect(),
        gap: TimeDelta::minutes(i64::from(salon.policy.visit_gap_minutes)),
    }
}
