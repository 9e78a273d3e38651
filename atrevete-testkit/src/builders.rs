//! Small salons for tests and scenario files.
//!
//! Invariant: a salon made here has the scenarios' numbers (grid of 30 minutes, no smallest deposit, no buffers, no
//! starts beside the grid), so that a test names only what it is about.

use atrevete_domain::{
    salon::{
        Address, Catalogue, Category, CategoryId, Closure, Competence, Hours, OpeningHours, Pack, Policy,
        Profile, Salon, Service, Stylist, WeeklyHours, profile::AddressForm,
    },
    values::{Id as _, Money, PackId, SalonZone, ServiceId, StylistId, fold},
};
use chrono::{NaiveDate, NaiveTime, Weekday};
use std::collections::BTreeMap;

/// The category key of hairdressing.
pub const HAIR: &str = "hair";
/// The category key of beauty treatments.
pub const AESTHETICS: &str = "aesthetics";

/// Builds a salon step by step.
#[derive(Debug, Clone)]
pub struct SalonBuilder(Salon);

impl SalonBuilder {
    /// A salon without services and stylists: open Monday to Friday 10–20, Saturday 10–14, in Madrid.
    pub fn new(name: &str) -> Self {
        let week = [hours(10, 0, 20, 0)];
        let saturday = [hours(10, 0, 14, 0)];
        let days: Vec<(Weekday, &[Hours])> =
            [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
                .into_iter()
                .map(|d| (d, week.as_slice()))
                .chain([(Weekday::Sat, saturday.as_slice())])
                .collect();
        let category = |id: &str, name: &str| Category {
            id: CategoryId(id.to_owned()),
            name: name.to_owned(),
            consultation: None,
        };
        Self(Salon {
            profile: profile(name),
            catalogue: Catalogue {
                categories: vec![category(HAIR, "peluquería"), category(AESTHETICS, "estética")],
                services: Vec::new(),
                packs: Vec::new(),
                not_offered: Vec::new(),
                families: BTreeMap::new(),
            },
            stylists: Vec::new(),
            hours: OpeningHours { weekly: WeeklyHours::every_week(&days), closures: Vec::new() },
            policy: scenario_policy(),
            faq: Vec::new(),
        })
    }

    /// A service; its synonyms and description are those that the demo salon has for the same name.
    #[must_use]
    pub fn service(mut self, name: &str, category: &str, minutes: u16, cents: i64) -> Self {
        let mut service = Service::plain(&self.0.profile.name, name, category, minutes, Money::cents(cents));
        let demo = super::demo::salon();
        let known = demo
            .catalogue
            .services
            .iter()
            .find(|s| fold(&s.name) == fold(name) || s.synonyms.iter().any(|w| fold(w) == fold(name)));
        if let Some(known) = known {
            service.synonyms.clone_from(&known.synonyms);
            service.description.clone_from(&known.description);
        }
        self.0.catalogue.services.push(service);
        self
    }

    /// Changes the service added last.
    #[must_use]
    pub fn but(mut self, change: impl FnOnce(&mut Service)) -> Self {
        change(self.0.catalogue.services.last_mut().expect("a service was added before"));
        self
    }

    /// Makes the service added last the free consultation of its category.
    #[must_use]
    pub fn as_consultation(mut self) -> Self {
        let service = self.0.catalogue.services.last().expect("a service was added before");
        let (id, category) = (service.id, service.category.clone());
        for c in self.0.catalogue.categories.iter_mut().filter(|c| c.id == category) {
            c.consultation = Some(id);
        }
        self
    }

    /// A pack of services that were added before.
    #[must_use]
    pub fn pack(mut self, name: &str, services: &[&str], minutes: u16, cents: i64) -> Self {
        let services = services.iter().map(|s| self.service_id(s)).collect();
        let id = PackId::named(&self.0.profile.name, name);
        let price = Money::cents(cents);
        self.0.catalogue.packs.push(Pack {
            id,
            name: name.to_owned(),
            services,
            minutes,
            price,
            active: true,
        });
        self
    }

    /// Words that mean several services.
    #[must_use]
    pub fn family(mut self, words: &str, services: &[&str]) -> Self {
        let ids = services.iter().map(|s| self.service_id(s)).collect();
        self.0.catalogue.families.insert(words.to_owned(), ids);
        self
    }

    /// A stylist without hours of her own: she works while the salon is open.
    #[must_use]
    pub fn stylist(mut self, name: &str, categories: &[&str]) -> Self {
        self.0.stylists.push(Stylist {
            id: StylistId::named(&self.0.profile.name, name),
            name: name.to_owned(),
            nicknames: Vec::new(),
            categories: categories.iter().map(|c| CategoryId((*c).to_owned())).collect(),
            competences: BTreeMap::new(),
            working: WeeklyHours::default(),
            breaks: WeeklyHours::default(),
            online: true,
            active: true,
        });
        self
    }

    /// Hours of the stylist added last; weekdays that are not named are days off.
    #[must_use]
    pub fn working(mut self, days: &[(Weekday, &[Hours])]) -> Self {
        self.last_stylist().working = WeeklyHours::every_week(days);
        self
    }

    /// Breaks of the stylist added last.
    #[must_use]
    pub fn breaks(mut self, days: &[(Weekday, &[Hours])]) -> Self {
        self.last_stylist().breaks = WeeklyHours::every_week(days);
        self
    }

    /// What the stylist added last does differently.
    #[must_use]
    pub fn competence(mut self, service: &str, competence: Competence) -> Self {
        let id = self.service_id(service);
        self.last_stylist().competences.insert(id, competence);
        self
    }

    /// A closed day or days, both ends included.
    #[must_use]
    pub fn closed(mut self, from: NaiveDate, to: NaiveDate, reason: &str) -> Self {
        self.0.hours.closures.push(Closure { from, to, reason: reason.to_owned() });
        self
    }

    /// Other numbers.
    #[must_use]
    pub fn policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        change(&mut self.0.policy);
        self
    }

    /// Anything else.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Salon)) -> Self {
        change(&mut self.0);
        self
    }

    /// The salon.
    pub fn build(self) -> Salon {
        self.0
    }

    fn service_id(&self, name: &str) -> ServiceId {
        self.0.catalogue.by_name(name).expect("the service was added before").id
    }

    fn last_stylist(&mut self) -> &mut Stylist {
        self.0.stylists.last_mut().expect("a stylist was added before")
    }
}

/// Hours of a day.
///
/// # Panics
/// On what is no time of day.
pub fn hours(from: u32, from_minute: u32, to: u32, to_minute: u32) -> Hours {
    let clock = |h, m| NaiveTime::from_hms_opt(h, m, 0).expect("a time of day");
    Hours { from: clock(from, from_minute), to: clock(to, to_minute) }
}

/// The numbers of the scenario files.
pub fn scenario_policy() -> Policy {
    Policy {
        slot_interval_minutes: 30,
        flush_starts: false,
        deposit_min_amount: Money::ZERO,
        ..Policy::default()
    }
}

fn profile(name: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        assistant: "Maite".to_owned(),
        emoji: Some("🌸".to_owned()),
        address_form: AddressForm::Tu,
        languages: vec!["es-ES".to_owned()],
        zone: SalonZone(chrono_tz::Europe::Madrid),
        region: "ES".to_owned(),
        address: Address {
            street: "C/ de la Constitución 5".to_owned(),
            town: "Alcobendas".to_owned(),
            map_link: None,
        },
        phone: None,
        privacy_link: "atrevete.es/privacidad".to_owned(),
        team: "el equipo".to_owned(),
        names_stylists: true,
    }
}
