//! Who has which stretch of a stylist's time, by day: the exclusion constraint of the real store.
//!
//! Invariant: live appointments never overlap in what they occupy; a block may lie over an appointment (a person put it
//! there), an appointment never over a block that was there before it.

use atrevete_domain::{
    facts::Busy,
    values::{AppointmentId, SalonZone, Span, StylistId},
};
use chrono::{Days, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// Occupied time by stylist and local date.
#[derive(Debug)]
pub(super) struct Chairs {
    zone: SalonZone,
    days: BTreeMap<(StylistId, NaiveDate), Vec<Busy>>,
}

impl Chairs {
    pub(super) fn new(zone: SalonZone) -> Self {
        Self { zone, days: BTreeMap::new() }
    }

    fn dates(&self, span: Span) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = self.zone.date(span.from);
        let last = self.zone.date(span.to - TimeDelta::milliseconds(1));
        std::iter::successors(Some(first), move |d| (*d < last).then(|| *d + Days::new(1)))
    }

    pub(super) fn take(&mut self, stylist: StylistId, busy: &Busy) {
        for date in self.dates(busy.span) {
            let day = self.days.entry((stylist, date)).or_default();
            let at = day.partition_point(|b| b.span.from <= busy.span.from);
            day.insert(at, busy.clone());
        }
    }

    pub(super) fn free(&mut self, stylist: StylistId, busy: &Busy) {
        for date in self.dates(busy.span) {
            if let Some(day) = self.days.get_mut(&(stylist, date)) {
                day.retain(|b| b != busy);
            }
        }
    }

    pub(super) fn day(&self, stylist: StylistId, date: NaiveDate) -> Vec<Busy> {
        self.days.get(&(stylist, date)).cloned().unwrap_or_default()
    }

    /// Whether somebody but `own` has part of the span.
    pub(super) fn taken(&self, stylist: StylistId, span: Span, own: &[AppointmentId]) -> bool {
        self.dates(span).any(|date| {
            self.days.get(&(stylist, date)).is_some_and(|day| {
                day.iter().any(|b| b.span.overlaps(span) && b.by.is_none_or(|id| !own.contains(&id)))
            })
        })
    }
}
