//! A salon small enough to think through, and facts about its agenda.

use atrevete_domain::{
    booking::{Arrangement, Finding, Leg, Request, StylistWish, availability},
    facts::{Agenda, Busy, Facts, HoldCounts, Needs},
    salon::{
        Address, Catalogue, Category, CategoryId, Hours, OpeningHours, Policy, Profile, Salon, Service,
        Stylist, WeeklyHours, profile::AddressForm,
    },
    values::{
        AppointmentId, Epoch, Id as _, Instant, Money, SalonZone, ServiceId, Span, StylistId, fmt_time,
    },
    when::{DateSpan, DayWish, TimeWindow},
};
use chrono::{NaiveDate, NaiveTime, Weekday};
use std::{collections::BTreeMap, sync::Arc};

pub(crate) const NAME: &str = "Prueba";
pub(crate) const WORKDAYS: [Weekday; 5] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

pub(crate) fn clock(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

pub(crate) fn hours(text: &str) -> Hours {
    let (from, to) = text.split_once('-').unwrap();
    Hours { from: clock(from), to: clock(to) }
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn service_id(name: &str) -> ServiceId {
    ServiceId::named(NAME, name)
}

pub(crate) fn stylist_id(name: &str) -> StylistId {
    StylistId::named(NAME, name)
}

pub(crate) fn stylist(name: &str, categories: &[&str]) -> Stylist {
    Stylist {
        id: stylist_id(name),
        name: name.to_owned(),
        nicknames: Vec::new(),
        categories: categories.iter().map(|c| CategoryId((*c).to_owned())).collect(),
        competences: BTreeMap::new(),
        working: WeeklyHours::default(),
        breaks: WeeklyHours::default(),
        online: true,
        active: true,
    }
}

/// Open Monday to Friday 10–20, Saturday 10–14; the numbers of the scenarios.
pub(crate) fn salon(services: Vec<Service>, stylists: Vec<Stylist>) -> Salon {
    let (week, saturday) = ([hours("10:00-20:00")], [hours("10:00-14:00")]);
    let mut days: Vec<(Weekday, &[Hours])> = WORKDAYS.iter().map(|d| (*d, week.as_slice())).collect();
    days.push((Weekday::Sat, &saturday));
    let category =
        |id: &str| Category { id: CategoryId(id.to_owned()), name: id.to_owned(), consultation: None };
    Salon {
        profile: profile(),
        catalogue: Catalogue {
            categories: vec![category("hair"), category("beauty")],
            services,
            packs: Vec::new(),
            not_offered: Vec::new(),
            families: BTreeMap::new(),
        },
        stylists,
        hours: OpeningHours { weekly: WeeklyHours::every_week(&days), closures: Vec::new() },
        policy: Policy {
            slot_interval_minutes: 30,
            flush_starts: false,
            deposit_min_amount: Money::ZERO,
            ..Policy::default()
        },
        faq: Vec::new(),
    }
}

fn profile() -> Profile {
    Profile {
        name: NAME.to_owned(),
        assistant: "Maite".to_owned(),
        emoji: None,
        address_form: AddressForm::Tu,
        languages: vec!["es-ES".to_owned()],
        zone: SalonZone("Europe/Madrid".parse().unwrap()),
        region: "ES".to_owned(),
        address: Address { street: String::new(), town: String::new(), map_link: None },
        phone: None,
        privacy_link: String::new(),
        team: "el equipo".to_owned(),
        names_stylists: true,
    }
}

/// A salon, its agenda, and a question to it.
pub(crate) struct World {
    pub facts: Facts,
    pub now: Instant,
    pub wish: DayWish,
    pub with: StylistWish,
    pub legs: Vec<Leg>,
    pub own: Vec<AppointmentId>,
    pub not: Vec<Arrangement>,
    /// What the store holds; days that are not here are free.
    pub book: BTreeMap<(StylistId, NaiveDate), Vec<Busy>>,
}

impl World {
    pub(crate) fn new(salon: Salon, now: &str) -> Self {
        let zone = salon.profile.zone;
        let facts = Facts {
            salon: Arc::new(salon),
            epoch: Epoch(uuid::Uuid::nil()),
            customer: None,
            people: BTreeMap::new(),
            appointments: BTreeMap::new(),
            deposits: BTreeMap::new(),
            agenda: Agenda::default(),
            holds: HoldCounts::default(),
            refused: Vec::new(),
        };
        Self {
            facts,
            now: at(zone, now),
            wish: DayWish::default(),
            with: StylistWish::default(),
            legs: Vec::new(),
            own: Vec::new(),
            not: Vec::new(),
            book: BTreeMap::new(),
        }
    }

    pub(crate) fn zone(&self) -> SalonZone {
        self.facts.salon.profile.zone
    }

    /// One more leg.
    pub(crate) fn wants(mut self, party: usize, services: &[&str]) -> Self {
        let services = services.iter().map(|s| service_id(s)).collect();
        self.legs.push(Leg { party, services, pack: None });
        self
    }

    pub(crate) fn on(mut self, day: &str) -> Self {
        self.wish.days.push(DateSpan::day(date(day)));
        self
    }

    pub(crate) fn window(mut self, change: impl FnOnce(&mut TimeWindow)) -> Self {
        change(&mut self.wish.window);
        self
    }

    /// Occupies a stylist: `2026-03-11 10:00-11:00`.
    pub(crate) fn busy(mut self, who: &str, when: &str) -> Self {
        let (day, span) = when.split_once(' ').unwrap();
        let (from, to) = span.split_once('-').unwrap();
        let span = Span {
            from: at(self.zone(), &format!("{day} {from}")),
            to: at(self.zone(), &format!("{day} {to}")),
        };
        self.book.entry((stylist_id(who), date(day))).or_default().push(Busy { span, by: None });
        self
    }

    /// Leaves a stylist only these hours of a day.
    pub(crate) fn free_only(self, who: &str, day: &str, spans: &[&str]) -> Self {
        let mut from = "00:00".to_owned();
        let mut world = self;
        for span in spans {
            let (a, b) = span.split_once('-').unwrap();
            world = world.busy(who, &format!("{day} {from}-{a}"));
            b.clone_into(&mut from);
        }
        world.busy(who, &format!("{day} {from}-23:59"))
    }

    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            legs: &self.legs,
            wish: &self.wish,
            with: &self.with,
            own: &self.own,
            not: &self.not,
            refused: &[],
        }
    }

    /// Asks, loading what is asked for; more than four rounds is a defect.
    pub(crate) fn find(&mut self) -> Finding {
        for _ in 0..=4 {
            match availability::find(&self.facts, self.now, &self.request()) {
                Ok(finding) => return finding,
                Err(needs) => self.load(&needs),
            }
        }
        panic!("more than four rounds of loading");
    }

    /// Everything free on the wished days.
    pub(crate) fn all(&mut self) -> Vec<Arrangement> {
        loop {
            match availability::all(&self.facts, self.now, &self.request()) {
                Ok(all) => return all,
                Err(needs) => self.load(&needs),
            }
        }
    }

    pub(crate) fn can_have(&mut self, arrangement: &Arrangement) -> Result<(), availability::WhyNot> {
        loop {
            match availability::can_have(&self.facts, self.now, &self.legs, arrangement, &self.own) {
                Ok(answer) => return answer,
                Err(needs) => self.load(&needs),
            }
        }
    }

    pub(crate) fn load(&mut self, needs: &Needs) {
        assert!(!needs.agenda.is_empty(), "only days of the agenda are asked for");
        for (stylist, day) in &needs.agenda {
            let busy = self.book.get(&(*stylist, *day)).cloned().unwrap_or_default();
            self.facts.agenda.load(*stylist, *day, busy);
        }
    }

    /// Each offer as `11 10:00 Ana`, its seats joined with ` + `.
    pub(crate) fn shown(&self, offers: &[Arrangement]) -> Vec<String> {
        let seat = |s: &atrevete_domain::booking::Seat| {
            let local = self.zone().local(s.span.from);
            let name = self.facts.salon.stylist_name(s.stylist);
            format!("{} {} {name}", local.format("%d"), fmt_time(local.time()))
        };
        offers.iter().map(|a| a.0.iter().map(seat).collect::<Vec<_>>().join(" + ")).collect()
    }

    pub(crate) fn offers(&mut self) -> Vec<String> {
        match self.find() {
            Finding::Offers(offers) => self.shown(&offers),
            Finding::Instead { why, offers } => panic!("instead: {why:?} {:?}", self.shown(&offers)),
        }
    }

    pub(crate) fn instead(&mut self) -> (availability::WhyNot, Vec<String>) {
        match self.find() {
            Finding::Offers(offers) => panic!("offers: {:?}", self.shown(&offers)),
            Finding::Instead { why, offers } => (why, self.shown(&offers)),
        }
    }
}

/// `2026-03-11 10:00` by the salon's clock.
pub(crate) fn at(zone: SalonZone, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    zone.at(date(day), clock(time)).unwrap()
}
