//! The desk's stories, told row by row against a store in memory.

mod moves;
mod pages;
mod payments;
mod sequences;
mod staff;
mod times;

use super::*;
use crate::{
    booking::{Account, CheckoutUrl, Customer, LedgerEntry, Life, Payment, PaymentRef, QuotedService, Rev},
    facts::{Agenda, Busy, HoldCounts},
    salon::{
        Address, Catalogue, Hours, OpeningHours, Policy, Profile, Salon, SegmentKind, WeeklyHours,
        WorkSegment, profile::AddressForm,
    },
    step::Case,
    values::{
        AppointmentId, CauseId, CheckoutId, CustomerId, DepositId, Epoch, Id as _, Money, SalonZone,
        ServiceId, Span, StylistId,
    },
};
use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A clock time of 2026 in Madrid: month, day, hour, minute.
pub(super) fn at(month: u32, day: u32, hour: u32, minute: u32) -> Instant {
    let date = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    zone().at(date, NaiveTime::from_hms_opt(hour, minute, 0).unwrap()).unwrap()
}

fn zone() -> SalonZone {
    SalonZone(chrono_tz::Europe::Madrid)
}

pub(super) fn stylist(name: &str) -> StylistId {
    StylistId::named("test", name)
}

pub(super) fn customer(name: &str) -> CustomerId {
    CustomerId::named("test", name)
}

pub(super) fn payment(name: &str) -> PaymentRef {
    PaymentRef(format!("pi_{name}"))
}

/// Tuesday to Saturday, ten to eight; numbers as a new salon has them, except that a small deposit is asked too.
fn salon() -> Salon {
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let day = [Hours { from: clock(10), to: clock(20) }];
    let days = [Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat].map(|d| (d, &day[..]));
    Salon {
        profile: Profile {
            name: "Test".into(),
            assistant: "Maite".into(),
            emoji: None,
            address_form: AddressForm::Tu,
            languages: vec!["es-ES".into()],
            zone: zone(),
            region: "ES".into(),
            address: Address { street: "Calle 1".into(), town: "Alcobendas".into(), map_link: None },
            phone: None,
            privacy_link: "example.org".into(),
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
        hours: OpeningHours { weekly: WeeklyHours::every_week(&days), closures: vec![] },
        policy: Policy { deposit_min_amount: Money::ZERO, ..Policy::default() },
        faq: vec![],
    }
}

/// A service of that length and price, all of it depositable.
pub(super) fn quoted(minutes: u16, cents: i64) -> Quote {
    let (id, price) = (ServiceId::named("test", &format!("{minutes}/{cents}")), Money::cents(cents));
    Quote {
        services: vec![QuotedService { id, name: "Corte".into(), discreet: None, minutes, price }],
        pack: None,
        price,
        minutes,
        segments: vec![WorkSegment { kind: SegmentKind::Work, minutes }],
        depositable: price,
        from_price: false,
    }
}

/// One person's wish: who, with whom, from when, what.
#[derive(Clone)]
pub(super) struct Want {
    pub(super) who: &'static str,
    pub(super) with: &'static str,
    pub(super) from: Instant,
    pub(super) quote: Quote,
    pub(super) booked_by: Option<&'static str>,
}

pub(super) fn want(who: &'static str, with: &'static str, from: Instant, cents: i64) -> Want {
    Want { who, with, from, quote: quoted(60, cents), booked_by: None }
}

/// Everything that is stored, and everything that was sent out.
#[derive(Clone)]
pub(super) struct World {
    pub(super) facts: Facts,
    pub(super) now: Instant,
    pub(super) effects: Vec<Effect>,
    pub(super) news: Vec<(CustomerId, News)>,
    pub(super) cases: Vec<Case>,
    pub(super) ledger: BTreeMap<String, LedgerEntry>,
    causes: u32,
}

impl World {
    pub(super) fn new(now: Instant) -> Self {
        let facts = Facts {
            salon: Arc::new(salon()),
            epoch: Epoch(ServiceId::named("test", "epoch").uuid()),
            customer: None,
            people: BTreeMap::new(),
            appointments: BTreeMap::new(),
            deposits: BTreeMap::new(),
            agenda: Agenda::default(),
            holds: HoldCounts::default(),
            refused: vec![],
        };
        Self { facts, now, effects: vec![], news: vec![], cases: vec![], ledger: BTreeMap::new(), causes: 0 }
    }

    /// The usual start: Ana holds a visit of 50 € with Pilar on Friday 13 March at noon; it is Tuesday at ten.
    pub(super) fn held() -> Self {
        let mut world = Self::new(at(3, 10, 10, 0));
        let _ = world.hold(&[want("ana", "pilar", at(3, 13, 12, 0), 5000)]);
        world
    }

    /// As [`World::held`], with the page open.
    pub(super) fn opened() -> Self {
        let mut world = Self::held();
        let page = world.page(0);
        let _ = world.open(page);
        world
    }

    /// As [`World::opened`], paid.
    pub(super) fn confirmed() -> Self {
        let mut world = Self::opened();
        let page = world.page(0);
        let _ = world.pay(page, "1");
        world
    }

    pub(super) fn policy(&mut self, change: impl FnOnce(&mut Policy)) {
        change(&mut Arc::make_mut(&mut self.facts.salon).policy);
    }

    pub(super) fn pass(&mut self, minutes: i64) {
        self.now += TimeDelta::minutes(minutes);
    }

    fn mint(&mut self) -> Mint {
        self.causes += 1;
        Mint::new(self.facts.epoch, ServiceId::named("test", "subject"), self.cause())
    }

    fn cause(&self) -> CauseId {
        CauseId::named("test", &self.causes.to_string())
    }

    fn with_plan<T>(
        &mut self,
        wants: &[Want],
        f: impl FnOnce(&Facts, Instant, &mut Mint, &Plan<'_>) -> T,
    ) -> T {
        let legs: Vec<Leg> =
            (0..wants.len()).map(|party| Leg { party, services: vec![], pack: None }).collect();
        let seats = wants
            .iter()
            .map(|w| Seat { stylist: stylist(w.with), span: Span::minutes(w.from, w.quote.minutes) });
        let seats = Arrangement(seats.collect());
        let quotes: Vec<Quote> = wants.iter().map(|w| w.quote.clone()).collect();
        let whom: Vec<For> = wants
            .iter()
            .map(|w| For {
                customer: customer(w.who),
                name: None,
                booked_by: w.booked_by.map(customer),
                prefers_stylist: false,
            })
            .collect();
        let plan = Plan {
            legs: &legs,
            seats: &seats,
            quotes: &quotes,
            whom: &whom,
            payer: customer(wants[0].who),
            known: None,
        };
        let mut mint = self.mint();
        f(&self.facts, self.now, &mut mint, &plan)
    }

    pub(super) fn hold(&mut self, wants: &[Want]) -> Ruling {
        let ruling = self.with_plan(wants, hold);
        self.commit(ruling)
    }

    pub(super) fn rehold(&mut self, held: &[AppointmentId], wants: &[Want]) -> Ruling {
        let ruling = self.with_plan(wants, |f, now, mint, plan| rehold(f, now, mint, held, plan)).unwrap();
        self.commit(ruling)
    }

    pub(super) fn cancel(&mut self, ids: &[AppointmentId]) -> Ruling {
        let mut mint = self.mint();
        let ruling = cancel(&self.facts, self.now, &mut mint, ids).unwrap();
        self.commit(ruling)
    }

    pub(super) fn fails(&mut self) -> Ruling {
        let mut mint = self.mint();
        let ruling = payment_failed(self.deposit(), &self.facts, self.now, &mut mint).unwrap();
        self.commit(ruling)
    }

    /// An event of the (only) deposit.
    pub(super) fn event(&mut self, event: &DeskEvent) -> Ruling {
        let mut mint = self.mint();
        self.load_agenda();
        let ruling = self.deposit().clone().rule(&self.facts, self.now, &mut mint, event).unwrap();
        self.commit(ruling)
    }

    /// An event or order of one appointment.
    pub(super) fn visit_event(&mut self, id: AppointmentId, event: &DeskEvent) -> Ruling {
        let mut mint = self.mint();
        self.load_agenda();
        let ruling = self.visit(id).clone().rule(&self.facts, self.now, &mut mint, event).unwrap();
        self.commit(ruling)
    }

    pub(super) fn open(&mut self, checkout: CheckoutId) -> Ruling {
        self.event(&DeskEvent::Opened { checkout, url: CheckoutUrl(format!("https://pay/{checkout}")) })
    }

    pub(super) fn shut(&mut self, checkout: CheckoutId) -> Ruling {
        self.event(&DeskEvent::Shut { checkout })
    }

    pub(super) fn due(&mut self, kind: DueKind) -> Ruling {
        self.event(&DeskEvent::Due(kind))
    }

    /// What the page asked arrives.
    pub(super) fn pay(&mut self, checkout: CheckoutId, name: &str) -> Ruling {
        let amount = self.deposit().checkout(checkout).unwrap().amount;
        self.event(&DeskEvent::Paid { checkout, amount, payment: payment(name) })
    }

    /// Stores a ruling, as the store would: guarded, the ledger by unique keys, no chair twice.
    pub(super) fn commit(&mut self, ruling: Ruling) -> Ruling {
        for change in &ruling.changes {
            match change {
                Change::Appointment { was, now } => {
                    let stored = self.facts.appointments.insert(now.id, now.clone());
                    assert_eq!(stored.map(|s| s.rev), *was, "stale");
                    assert_eq!(now.rev, was.map_or(Rev::NEW, Rev::next));
                }
                Change::Deposit { was, now } => {
                    let stored = self.facts.deposits.insert(now.id, now.clone());
                    assert_eq!(stored.map(|s| s.rev), *was, "stale");
                }
                Change::Post(entry) => {
                    let before = self.ledger.insert(entry.key.clone(), entry.clone());
                    assert_eq!(before, None, "posted twice");
                    assert!(entry.amount > Money::ZERO);
                }
                Change::Case(case) if self.cases.iter().any(|c| c.id == case.id) => {}
                Change::Case(case) => self.cases.push(case.clone()),
                Change::Customer { .. } | Change::Waiting(_) | Change::Unresolved(_) => {
                    panic!("not the desk's")
                }
            }
        }
        self.effects.extend(ruling.effects.clone());
        self.news.extend(ruling.news.clone());
        self.check();
        ruling
    }

    /// What must be true after every ruling.
    fn check(&self) {
        for deposit in self.facts.deposits.values() {
            assert_eq!(deposit.shares.iter().map(|(_, s)| *s).sum::<Money>(), deposit.amount, "shares");
            let payable = deposit.checkouts.iter().filter(|c| !c.state.is_final()).count();
            assert!(payable <= 1, "two pages");
            deposit.payments.iter().for_each(|p| self.check_payment(deposit, p));
        }
        for visit in self.facts.appointments.values().filter(|v| v.life.limit().is_some()) {
            let deposit = &self.facts.deposits[&visit.deposit.unwrap()];
            let timers = deposit.due(&[visit], &self.facts);
            assert!(timers.iter().any(|(_, kind)| *kind == DueKind::Limit), "a hold without its limit");
        }
    }

    /// The six amounts add up, and the ledger says the same.
    fn check_payment(&self, deposit: &Deposit, p: &Payment) {
        assert!(p.adds_up(), "{p:?}");
        let balance = |account| {
            let of = |to: bool| -> Money {
                let rows = self.ledger.values().filter(|e| e.payment == p.reference);
                rows.filter(|e| if to { e.to == account } else { e.from == account }).map(|e| e.amount).sum()
            };
            of(true) - of(false)
        };
        assert_eq!(balance(Account::Held), p.held);
        assert_eq!(balance(Account::Applied), p.applied);
        assert_eq!(balance(Account::RefundDue), p.refund_due);
        assert_eq!(balance(Account::Forfeited), p.forfeited);
        assert_eq!(Money::ZERO - balance(Account::Provider), p.captured - p.refunded);
        let rests: Money = deposit.shares.iter().map(|(id, _)| deposit.applied_to(*id)).sum();
        assert_eq!(rests, if p.applied.is_zero() { rests } else { p.applied }, "what rests on whom");
    }

    fn load_agenda(&mut self) {
        let mut agenda = Agenda::default();
        let stylists: BTreeSet<StylistId> = self
            .facts
            .appointments
            .values()
            .map(|v| v.seat.stylist)
            .chain(["pilar", "marta"].map(stylist))
            .collect();
        for stylist in stylists {
            for day in 9..29 {
                let date = NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
                let busy = self.facts.appointments.values().filter(|v| {
                    v.life.occupies() && v.seat.stylist == stylist && zone().date(v.start()) == date
                });
                let busy = busy.map(|v| Busy { span: v.seat.span, by: Some(v.id) }).collect();
                agenda.load(stylist, date, busy);
            }
        }
        self.facts.agenda = agenda;
    }

    /// The first (or only) deposit.
    pub(super) fn deposit(&self) -> &Deposit {
        self.facts.deposits.values().next().unwrap()
    }

    pub(super) fn deposit_id(&self) -> DepositId {
        self.deposit().id
    }

    /// The n-th page of the deposit.
    pub(super) fn page(&self, n: usize) -> CheckoutId {
        self.deposit().checkouts[n].id
    }

    /// The n-th appointment of the deposit.
    pub(super) fn id(&self, n: usize) -> AppointmentId {
        self.deposit().shares[n].0
    }

    pub(super) fn visit(&self, id: AppointmentId) -> &Appointment {
        &self.facts.appointments[&id]
    }

    pub(super) fn life(&self, n: usize) -> &Life {
        &self.visit(self.id(n)).life
    }

    pub(super) fn limit(&self) -> Option<Instant> {
        self.life(0).limit()
    }

    pub(super) fn last_news(&self) -> Option<&News> {
        self.news.last().map(|(_, news)| news)
    }
}

pub(super) fn expires(ruling: &Ruling, checkout: CheckoutId) -> bool {
    ruling.effects.contains(&Effect::ExpireCheckout { checkout })
}

pub(super) fn asks_for_page(ruling: &Ruling) -> Option<Money> {
    ruling.effects.iter().find_map(|effect| match effect {
        Effect::Secure { amount, .. } => Some(*amount),
        Effect::Say(_)
        | Effect::ExpireCheckout { .. }
        | Effect::LookAtCheckout { .. }
        | Effect::Refund { .. }
        | Effect::Mirror { .. }
        | Effect::TellStylist { .. }
        | Effect::HandOff(_)
        | Effect::AlertTeam { .. } => None,
    })
}
