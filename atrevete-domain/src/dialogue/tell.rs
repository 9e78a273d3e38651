//! From rows to what is told: visits, options, prices, hours, in names and the salon's clock.

use super::turn::Turn;
use crate::{
    booking::{Appointment, Arrangement, Leg, Quote, WhyNot, quote},
    salon::Service,
    values::{AppointmentId, Instant, Money, ServiceId},
    wording::utterance::{
        AnswerBy, Described, PriceItem, PriceTotal, SeatFact, SlotOption, VisitFact, WhyNotFact,
    },
};
use chrono::{NaiveDateTime, NaiveTime};

/// Which names of services are used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// The catalogue's.
    Plain,
    /// What may stand on a lock screen.
    Discreet,
}

impl Turn<'_> {
    /// An instant on the salon's clock.
    pub(super) fn local(&self, instant: Instant) -> NaiveDateTime {
        self.salon().profile.zone.local(instant)
    }

    /// An appointment as it is told.
    pub(super) fn visit(&self, a: &Appointment, naming: Naming) -> VisitFact {
        let mine = self.customer().is_some_and(|c| c.id == a.attendee.customer);
        let known = || self.facts.people.get(&a.attendee.customer).and_then(|c| c.name.clone());
        VisitFact {
            services: a
                .quote
                .services
                .iter()
                .map(|s| match (naming, &s.discreet) {
                    (Naming::Discreet, Some(name)) => name.clone(),
                    (Naming::Discreet, None) | (Naming::Plain, _) => match self.service(s.id) {
                        Some(service) if service.name == s.name => told(service).to_owned(),
                        Some(_) | None => s.name.clone(),
                    },
                })
                .collect(),
            stylist: self.salon().stylist_name(a.seat.stylist).to_owned(),
            start: self.local(a.start()),
            minutes: a.quote.minutes,
            price: a.quote.price,
            who: if mine { None } else { a.attendee.name.clone().or_else(known).map(|n| n.full()) },
        }
    }

    /// Appointments as they are told, in the order of time.
    pub(super) fn visits(&self, ids: &[AppointmentId], naming: Naming) -> Vec<VisitFact> {
        let mut found: Vec<&Appointment> = ids.iter().filter_map(|id| self.latest(*id)).collect();
        found.sort_by_key(|a| (a.seat.span.from, a.id));
        found.into_iter().map(|a| self.visit(a, naming)).collect()
    }

    /// An appointment as this step leaves it, else as it was loaded.
    pub(super) fn latest(&self, id: AppointmentId) -> Option<&Appointment> {
        let changed = self.changes.iter().rev().find_map(|c| match c {
            crate::step::Change::Appointment { now, .. } if now.id == id => Some(now),
            _ => None,
        });
        changed.or_else(|| self.facts.appointments.get(&id))
    }

    /// A service of the catalogue; states only hold ids that were resolved here.
    pub(super) fn service(&self, id: ServiceId) -> Option<&Service> {
        self.facts.salon.catalogue.service(id)
    }

    /// Names of services, as they are told.
    pub(super) fn names(&self, ids: &[ServiceId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.service(*id)).map(|s| told(s).to_owned()).collect()
    }

    /// Prices and lengths of single services.
    pub(super) fn price_items(&self, ids: &[ServiceId]) -> Vec<PriceItem> {
        let services: Vec<&Service> = ids.iter().filter_map(|id| self.service(*id)).collect();
        let told_apart =
            |s: &Service| s.family.is_some() && services.iter().filter(|o| o.family == s.family).count() > 1;
        services.iter().map(|s| price_item(s, told_apart(s))).collect()
    }

    /// The sum of several services, when all have a price.
    pub(super) fn total(&self, ids: &[ServiceId]) -> Option<PriceTotal> {
        let services: Vec<&Service> = ids.iter().filter_map(|id| self.service(*id)).collect();
        if services.len() < 2 || services.iter().any(|s| s.price.is_none()) {
            return None;
        }
        Some(PriceTotal {
            price: services.iter().filter_map(|s| s.price).sum(),
            minutes: services.iter().map(|s| s.minutes).sum(),
        })
    }

    /// Services and what they are.
    pub(super) fn described(&self, ids: &[ServiceId]) -> Vec<Described> {
        ids.iter()
            .filter_map(|id| self.service(*id))
            .map(|s| Described { name: s.name.clone(), description: s.description.clone(), price: s.price })
            .collect()
    }

    /// An arrangement as an option; people are named when there are several, services when seats differ in them.
    pub(super) fn slot_option(
        &self,
        legs: &[Leg],
        arrangement: &Arrangement,
        people: &[Option<String>],
    ) -> SlotOption {
        let several = legs.iter().any(|l| l.party != legs[0].party);
        let split = legs.iter().any(|a| legs.iter().any(|b| a.party == b.party && a != b));
        let mut seats: Vec<SeatFact> = legs
            .iter()
            .zip(&arrangement.0)
            .map(|(leg, seat)| SeatFact {
                start: self.local(seat.span.from),
                stylist: self.salon().stylist_name(seat.stylist).to_owned(),
                who: if several {
                    Some(people.get(leg.party).cloned().flatten().unwrap_or_default())
                } else {
                    None
                },
                services: if split { self.names(&leg.services) } else { Vec::new() },
            })
            .collect();
        seats.sort_by_key(|s| s.start);
        SlotOption { seats }
    }

    /// What a leg costs with a stylist.
    pub(super) fn quote_leg(&self, leg: &Leg, seat: Option<crate::booking::Seat>) -> Quote {
        quote::quote(self.salon(), &leg.services, leg.pack, seat.map(|s| s.stylist))
    }

    /// A reason on the salon's clock.
    pub(super) fn why_not(
        &self,
        why: &WhyNot,
        with: Option<crate::values::StylistId>,
        at: Option<NaiveTime>,
    ) -> WhyNotFact {
        let name = |id| self.salon().stylist_name(id).to_owned();
        let hours = |date| -> Vec<(NaiveTime, NaiveTime)> {
            self.salon().hours.intervals(date).iter().map(|h| (h.from, h.to)).collect()
        };
        match why {
            WhyNot::Closed { date, reason } => WhyNotFact::Closed { date: *date, reason: reason.clone() },
            WhyNot::OutOfHours { date } => WhyNotFact::OutOfHours { date: *date, hours: hours(*date) },
            WhyNot::TooLong { date, minutes } => WhyNotFact::TooLong {
                date: *date,
                minutes: *minutes,
                closes: hours(*date).last().map(|h| h.1),
            },
            WhyNot::TooSoon { from } => WhyNotFact::TooSoon { from: self.local(*from) },
            WhyNot::BeyondHorizon { last } => WhyNotFact::BeyondHorizon { last: *last },
            WhyNot::StylistOff { stylist, date } => {
                WhyNotFact::StylistOff { stylist: name(*stylist), date: *date }
            }
            WhyNot::Full { date } => WhyNotFact::Full { date: *date, stylist: with.map(name), at },
            WhyNot::NobodyDoes { stylist } => WhyNotFact::DoesNotDo { stylist: stylist.map(name) },
        }
    }

    /// By when a person answers: today before closing, or from the next opening on.
    pub(super) fn answer_by(&self) -> (AnswerBy, Instant) {
        let zone = self.salon().profile.zone;
        let local = self.local(self.now);
        let (today, time) = (local.date(), local.time());
        let at = |date, time| zone.at(date, time).unwrap_or(self.now);
        let hours = self.salon().hours.intervals(today);
        if let Some(open) = hours.iter().rev().find(|h| h.from <= time && time < h.to) {
            let before = hours.last().map_or(open.to, |h| h.to);
            return (AnswerBy::Today { before }, at(today, before));
        }
        if let Some(later) = hours.iter().find(|h| time < h.from) {
            return (
                AnswerBy::From { date: today, from: later.from, tomorrow: false },
                at(today, later.from),
            );
        }
        let next = self.salon().hours.next_open(today, 1);
        let date = next.first().copied().unwrap_or(today);
        let from = self.salon().hours.intervals(date).first().map_or(time, |h| h.from);
        let tomorrow = Some(date) == today.succ_opt();
        (AnswerBy::From { date, from, tomorrow }, at(date, from))
    }

    /// The sum of what appointments cost.
    pub(super) fn price_of(&self, ids: &[AppointmentId]) -> Money {
        ids.iter().filter_map(|id| self.latest(*id)).map(|a| a.quote.price).sum()
    }
}

/// A service as it is told: nobody says "mechas (corto-medio)" or "masaje 60min"; which one it is was asked for.
fn told(s: &Service) -> &str {
    match &s.family {
        Some(family) if s.variant.is_some() => {
            let rest = s.name.strip_prefix(family.as_str());
            let bare = rest.is_some_and(|r| r.starts_with(" (") || r.contains(|c: char| c.is_ascii_digit()));
            if bare { family } else { &s.name }
        }
        Some(_) | None => &s.name,
    }
}

/// A service's price and length; its variant is named where others of its family stand beside it.
fn price_item(s: &Service, told_apart: bool) -> PriceItem {
    let family = s.family.clone().filter(|_| told_apart && s.variant.is_some());
    PriceItem {
        name: family.unwrap_or_else(|| told(s).to_owned()),
        variant: s.variant.clone().filter(|_| told_apart),
        price: s.price,
        from: s.from_price,
        minutes: s.minutes,
    }
}
