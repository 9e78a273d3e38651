//! The salon of the model, its chair, its prices and its two moments.

use atrevete_domain::{
    booking::{
        Appointment, Arrangement, Leg, PaymentRef, Quote, QuotedService, Seat,
        desk::{For, Plan},
    },
    salon::{
        Address, Catalogue, OpeningHours, Policy, Profile, Salon, SegmentKind, WorkSegment,
        profile::AddressForm,
    },
    values::{
        CauseId, CheckoutId, CustomerId, Epoch, Id as _, Instant, Mint, Money, RefundId, SalonZone,
        ServiceId, Span, StylistId,
    },
};
use chrono::{DateTime, TimeDelta};
use std::collections::BTreeMap;

/// What a base visit and a corrected one cost, in cents.
pub(super) const BASE: i64 = 5_000;
pub(super) const CORRECTED: i64 = 8_000;

/// The slots of the one chair, in hours from its first: the first two overlap.
pub(super) const SLOTS: [(i64, i64); 3] = [(0, 2), (1, 3), (3, 5)];

/// Whether two slots cannot both be taken.
pub(super) fn overlap(a: u8, b: u8) -> bool {
    span(a).overlaps(span(b))
}

pub(super) fn slot_of(visit: &Appointment) -> u8 {
    (0..3).find(|slot| span(*slot) == visit.seat.span).expect("the model knows three slots")
}

pub(super) fn span(slot: u8) -> Span {
    let (from, to) = SLOTS[usize::from(slot)];
    let first = now(false) + TimeDelta::days(5);
    Span { from: first + TimeDelta::hours(from), to: first + TimeDelta::hours(to) }
}

/// The two moments of the model: a Monday morning days before the visits, and the evening of their day.
pub(super) fn now(past: bool) -> Instant {
    let monday = DateTime::from_timestamp(1_773_043_200, 0).expect("9 March 2026, 8:00 UTC");
    if past { monday + TimeDelta::days(5) + TimeDelta::hours(10) } else { monday }
}

pub(super) fn with_plan<T>(slot: u8, cents: i64, f: impl FnOnce(&Plan<'_>) -> T) -> T {
    let customer = CustomerId::named("c", "customer");
    let whom = [For { customer, name: None, booked_by: None, prefers_stylist: false }];
    f(&Plan {
        legs: &[Leg { party: 0, services: vec![], pack: None }],
        seats: &Arrangement(vec![seat(slot)]),
        quotes: &[quote(cents)],
        whom: &whom,
        payer: customer,
        known: None,
    })
}

pub(super) fn seat(slot: u8) -> Seat {
    Seat { stylist: stylist(), span: span(slot) }
}

pub(super) fn quote(cents: i64) -> Quote {
    let (id, price) = (ServiceId::named("c", "service"), Money::cents(cents));
    Quote {
        services: vec![QuotedService { id, name: "Corte".into(), discreet: None, minutes: 120, price }],
        pack: None,
        price,
        minutes: 120,
        segments: vec![WorkSegment { kind: SegmentKind::Work, minutes: 120 }],
        depositable: price,
        from_price: false,
    }
}

pub(super) fn checkout_id(k: usize) -> CheckoutId {
    CheckoutId::named("c", &k.to_string())
}

pub(super) fn refund_id(r: u8) -> RefundId {
    RefundId::named("c", &r.to_string())
}

pub(super) fn payment(k: u8) -> PaymentRef {
    PaymentRef(format!("pi_{k}"))
}

pub(super) fn stylist() -> StylistId {
    StylistId::named("c", "stylist")
}

pub(super) fn epoch() -> Epoch {
    Epoch(StylistId::named("c", "epoch").uuid())
}

pub(super) fn mint() -> Mint {
    Mint::new(epoch(), stylist(), CauseId::named("c", "cause"))
}

pub(super) fn salon() -> Salon {
    Salon {
        profile: Profile {
            name: "Checker".into(),
            assistant: "Maite".into(),
            emoji: None,
            address_form: AddressForm::Tu,
            languages: vec!["es-ES".into()],
            zone: SalonZone(chrono_tz::Europe::Madrid),
            region: "ES".into(),
            address: Address { street: String::new(), town: String::new(), map_link: None },
            phone: None,
            privacy_link: String::new(),
            team: "el equipo".into(),
            names_stylists: true,
        },
        catalogue: Catalogue {
            categories: vec![],
            services: vec![],
            packs: vec![],
            not_offered: vec![],
            families: BTreeMap::new(),
        },
        stylists: vec![],
        hours: OpeningHours::default(),
        policy: Policy::default(),
        faq: vec![],
    }
}
