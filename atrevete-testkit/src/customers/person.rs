//! Who writes: name, hair, habits, purse and patience, all drawn from the seed.

use super::{
    goal::{Band, Company, DayWant, Goal, HourWant, Matter, Other, Visit},
    rng::Rng,
    speech,
    voice::Voice,
};
use atrevete_domain::{
    salon::{QuestionEffect, Salon, Service, Stylist, Topic},
    values::{AppointmentId, Phone, ServiceId},
};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};

/// A simulated customer.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) phone: Option<Phone>,
    pub(super) profile: Option<String>,
    /// The whole name of whoever comes with her or instead of her.
    pub(super) other_name: String,
    pub(super) length: &'static str,
    pub(super) amount: &'static str,
    pub(super) polish: &'static str,
    pub(super) voice: Voice,
    /// How much she says at once: 0 drop by drop, 1 service and day, 2 everything.
    pub(super) says: u8,
    /// Messages she will write before she gives up.
    pub(super) patience: usize,
    pub(super) purse: Purse,
    /// Takes a pack that is offered.
    pub(super) takes_pack: bool,
    /// Changes her mind about the day once, after the offer.
    pub(super) fickle: bool,
    /// Asks something else in between, once.
    pub(super) digresses: Option<Topic>,
    /// Sends a voice note first.
    pub(super) voice_note: bool,
    /// Writes in several messages.
    pub(super) bursts: bool,
    /// Would rather not say her surname.
    pub(super) no_surname: bool,
    /// Says that she will think about it, once.
    pub(super) ponders: bool,
}

/// How she pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purse {
    /// At once.
    Prompt,
    /// After the reminder.
    Late,
    /// After the hold has ended.
    TooLate,
    /// The first try fails.
    FailsOnce,
    /// Every try fails.
    Fails,
    /// Says so before she has.
    SaysFirst,
    /// By a bank that decides later.
    SlowBank,
    /// Not at all.
    Never,
    /// Cannot online.
    Cannot,
}

const FIRST: &[&str] = &[
    "María",
    "Lucía",
    "Carmen",
    "Ana",
    "Laura",
    "Paula",
    "Sofía",
    "Marta",
    "Elena",
    "Irene",
    "Nuria",
    "Rocío",
    "Alba",
    "Beatriz",
    "Silvia",
    "Raquel",
    "Inés",
    "Noelia",
    "Begoña",
    "Pilar",
    "Yolanda",
    "Aitana",
    "Itziar",
    "Montse",
    "Concha",
    "Javier",
    "Pablo",
    "Andrés",
    "Sergio",
    "Iván",
    "Fátima",
    "Nerea",
    "Ainhoa",
    "Julia",
    "Verónica",
    "Ximena",
    "Valeria",
    "Zoe",
    "Lola",
    "Amparo",
];
const LAST: &[&str] = &[
    "García",
    "Martínez",
    "López",
    "Sánchez",
    "Pérez",
    "Gómez",
    "Fernández",
    "Ruiz",
    "Díaz",
    "Moreno",
    "Muñoz",
    "Álvarez",
    "Romero",
    "Navarro",
    "Torres",
    "Domínguez",
    "Gil",
    "Serrano",
    "Blanco",
    "Molina",
    "Castro",
    "Ortega",
    "Rubio",
    "Sanz",
    "Iglesias",
    "Núñez",
    "Garrido",
    "Cortés",
    "de la Fuente",
    "Vega",
    "Campos",
    "Peña",
    "León",
    "Prieto",
    "Calvo",
    "Ibáñez",
    "Ferrer",
    "Rojas",
    "del Río",
];

impl Person {
    /// Somebody, the `number`th of her cohort.
    pub(super) fn draw(rng: &mut Rng, number: usize) -> Self {
        let first = (*rng.pick(FIRST)).to_owned();
        let last = (*rng.pick(LAST)).to_owned();
        let profile = match rng.below(10) {
            0 => Some(format!("✨{}✨", first.chars().take(3).collect::<String>())),
            1 => Some("🌸🌸".to_owned()),
            2 => None,
            3 => Some((*rng.pick(&["Mamá de Leo", "Casa", "Reformas Paco", "x", "💅"])).to_owned()),
            4 => Some((*rng.pick(FIRST)).to_owned()),
            5 | 6 => Some(format!("{first} {last}")),
            _ => Some(first.clone()),
        };
        let phone = Phone::parse(&format!("+346{:08}", 10_000_000 + number * 7919), "ES").ok();
        let other_name = format!("{} {}", rng.pick(FIRST), rng.pick(LAST));
        Self {
            first,
            last,
            phone: phone.filter(|_| rng.chance(93)),
            profile,
            other_name,
            length: *rng.weighted(&[(5, "corto_medio"), (3, "largo"), (1, "extra")]),
            amount: *rng.weighted(&[(3, "normal"), (1, "mucho")]),
            polish: *rng.weighted(&[(2, "no"), (1, "si")]),
            voice: Voice::draw(rng),
            says: *rng.weighted(&[(3, 0), (5, 1), (3, 2)]),
            patience: usize::try_from(rng.between(12, 20)).unwrap_or(9),
            purse: *rng.weighted(&[
                (60, Purse::Prompt),
                (8, Purse::Late),
                (4, Purse::TooLate),
                (6, Purse::FailsOnce),
                (2, Purse::Fails),
                (5, Purse::SaysFirst),
                (4, Purse::SlowBank),
                (5, Purse::Never),
                (4, Purse::Cannot),
            ]),
            takes_pack: rng.chance(35),
            fickle: rng.chance(15),
            digresses: rng
                .chance(20)
                .then(|| *rng.pick(&[Topic::Parking, Topic::Hours, Topic::Payment, Topic::Address])),
            voice_note: rng.chance(4),
            bursts: rng.chance(15),
            no_surname: rng.chance(5),
            ponders: rng.chance(5),
        }
    }

    /// How she answers a service's question, by the catalogue's keys.
    pub(super) fn answer_key(&self, key: &str, target: Option<&Service>) -> Option<String> {
        match key {
            "hair_length" => Some(self.length.to_owned()),
            "hair_amount" => Some(self.amount.to_owned()),
            "massage_length" => {
                target.and_then(|s| s.variant.clone()).or_else(|| Some("media_hora".to_owned()))
            }
            "polish_hands" | "polish_feet" => Some(self.polish.to_owned()),
            _ => None,
        }
    }

    /// Services as they will be for her: the variant that her hair leads to, and what an answer adds.
    pub(super) fn settle(&self, salon: &Salon, services: &[ServiceId], own: bool) -> Vec<ServiceId> {
        let mut out = Vec::new();
        for id in services {
            let Some(service) = salon.catalogue.service(*id) else { continue };
            let mut settled = vec![*id];
            for question in &service.questions {
                let Some(key) = self.answer_key(&question.key.0, Some(service)) else { continue };
                let _ = own;
                match question.answers.iter().find(|a| a.key == key).map(|a| &a.effect) {
                    Some(QuestionEffect::Variant(v)) => settled[0] = *v,
                    Some(QuestionEffect::Add(extra)) => settled.push(*extra),
                    Some(QuestionEffect::None | QuestionEffect::Person) | None => {}
                }
            }
            out.extend(settled);
        }
        out.dedup();
        out
    }

    /// Some services that people come for, of one kind of work.
    pub(super) fn draw_services(
        &self,
        rng: &mut Rng,
        salon: &Salon,
        count: usize,
        category: Option<&str>,
    ) -> Vec<ServiceId> {
        let category = category.unwrap_or_else(|| if rng.chance(65) { "hair" } else { "aesthetics" });
        let pool: Vec<&Service> = salon
            .catalogue
            .active()
            .filter(|s| {
                s.category.0 == category
                    && speech::known(s)
                    && !s.addon
                    && !salon.catalogue.is_consultation(s.id)
            })
            .filter(|s| !s.name.contains("Niña"))
            .collect();
        let mut out: Vec<&Service> = Vec::new();
        for _ in 0..30 {
            if out.len() == count {
                break;
            }
            let s = *rng.pick(&pool);
            let clash = |o: &&Service| {
                o.id == s.id
                    || (o.family.is_some() && o.family == s.family)
                    || head(&o.name) == head(&s.name)
                    || at_odds(o, s)
            };
            if !out.iter().any(clash) {
                out.push(s);
            }
        }
        out.iter().map(|s| s.id).collect()
    }
}

/// Whether a stylist does a service.
pub(super) fn does(salon: &Salon, stylist: &Stylist, id: ServiceId) -> bool {
    salon.catalogue.service(id).is_some_and(|s| stylist.does(id, &s.category))
}

fn head(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// Nobody has two colours, or a man's and a woman's cut, in one visit.
fn at_odds(a: &Service, b: &Service) -> bool {
    let colour = |s: &Service| ["Barro", "Color", "Cultura", "Pack", "Mechas"].contains(&head(&s.name));
    let cut = |s: &Service| matches!(head(&s.name), "Cortar" | "Corte");
    let nails = |s: &Service| matches!(head(&s.name), "Limar" | "Manicura" | "Pedicura");
    let done = |s: &Service| s.name.contains("Peinado");
    (colour(a) && colour(b)) || (cut(a) && cut(b)) || (nails(a) && nails(b)) || (done(a) && done(b))
}

/// The days on which she may have been told to come: open, and some days ahead.
pub(super) fn draw_day(rng: &mut Rng, salon: &Salon, today: NaiveDate, from: i64, to: i64) -> NaiveDate {
    for _ in 0..40 {
        let ahead = u64::try_from(rng.between(from, to)).unwrap_or(1);
        let date = today + Days::new(ahead);
        if salon.hours.is_open(date) {
            return date;
        }
    }
    salon.hours.next_open(today, 1).first().copied().unwrap_or(today)
}

/// Days in her mind.
pub(super) fn draw_days(rng: &mut Rng, salon: &Salon, today: NaiveDate) -> DayWant {
    match rng.below(20) {
        0 | 1 => DayWant::Soonest,
        2 if today.weekday().num_days_from_monday() < 3 => DayWant::ThisWeek,
        3 | 4 => DayWant::NextWeek,
        5 => {
            let (a, b) = (draw_day(rng, salon, today, 1, 6), draw_day(rng, salon, today, 1, 6));
            if a == b { DayWant::On(a) } else { DayWant::OneOf(vec![a.min(b), a.max(b)]) }
        }
        6 | 7 => DayWant::On(draw_day(rng, salon, today, 8, 20)),
        _ => DayWant::On(draw_day(rng, salon, today, 1, 6)),
    }
}

/// Hours in her mind.
pub(super) fn draw_hours(rng: &mut Rng, day: &DayWant) -> HourWant {
    let clock = |h: i64, m: u32| {
        NaiveTime::from_hms_opt(u32::try_from(h).unwrap_or(11), m, 0).expect("a time of day")
    };
    let saturday = matches!(day, DayWant::On(d) if d.weekday() == Weekday::Sat);
    if saturday {
        return *rng.pick(&[HourWant::Any, HourWant::Any, HourWant::Morning, HourWant::First]);
    }
    match rng.below(20) {
        0..=6 => HourWant::Any,
        7..=9 => HourWant::Morning,
        10..=13 => HourWant::Afternoon,
        14 => HourWant::First,
        15 => HourWant::Last,
        16 => HourWant::From(clock(rng.between(16, 18), 0)),
        17 => HourWant::Until(clock(rng.between(12, 13), 0)),
        _ => HourWant::At(clock(*rng.pick(&[10, 11, 12, 16, 17, 18]), *rng.pick(&[0, 0, 30]))),
    }
}

/// A visit somebody may want.
pub(super) fn draw_visit(
    rng: &mut Rng,
    person: &Person,
    salon: &Salon,
    today: NaiveDate,
    count: usize,
) -> Visit {
    let services = person.draw_services(rng, salon, count, None);
    let day = draw_days(rng, salon, today);
    let hour = draw_hours(rng, &day);
    let able: Vec<_> = salon
        .stylists
        .iter()
        .filter(|s| s.online && s.active && services.iter().all(|id| does(salon, s, *id)))
        .collect();
    let with = (rng.chance(25) && !able.is_empty()).then(|| rng.pick(&able).id);
    Visit { who: Company::Me, services: vec![services], day, hour, with, consultation: false }
}

/// What a visit that stands is good for.
pub(super) struct Standing {
    pub(super) appointment: AppointmentId,
    pub(super) deposit: Option<atrevete_domain::values::Money>,
}

/// A goal for somebody without a visit.
pub(super) fn draw_goal(rng: &mut Rng, person: &Person, salon: &Salon, today: NaiveDate) -> Goal {
    let visit = |rng: &mut Rng, n| draw_visit(rng, person, salon, today, n);
    match rng.below(100) {
        0..=39 => Goal::Book(visit(rng, 1)),
        40..=53 => Goal::Book(visit(rng, 2)),
        54..=57 => {
            let mut v = visit(rng, 1);
            let hair = person.draw_services(rng, salon, 1, Some("hair"));
            let beauty = person.draw_services(rng, salon, 1, Some("aesthetics"));
            v.services = vec![hair.into_iter().chain(beauty).collect()];
            v.with = None;
            Goal::Book(v)
        }
        58..=62 => {
            let mut v = visit(rng, 1);
            let other = *rng.pick(&[Other::Friend, Other::GrownDaughter, Other::Sister, Other::Mother]);
            let hair = person.draw_services(rng, salon, 1, Some("hair"));
            v.services = vec![hair.clone(), hair];
            v.who = Company::MeAnd(other);
            v.with = None;
            Goal::Book(v)
        }
        63..=68 => {
            let mut v = visit(rng, 1);
            v.who = Company::Other(*rng.pick(&[
                Other::Mother,
                Other::Mother,
                Other::GrownDaughter,
                Other::Sister,
            ]));
            Goal::Book(v)
        }
        69..=71 => little_girl(salon, visit(rng, 1)),
        72..=74 => consultation(salon, visit(rng, 1)),
        75..=78 => {
            let mut v = visit(rng, 1);
            v.day = DayWant::On(today);
            v.hour = HourWant::Any;
            v.with = None;
            Goal::Book(v)
        }
        79..=83 => {
            let v = visit(rng, 1);
            let services = v.services[0].clone();
            Goal::Price { services, then: rng.chance(60).then_some(v) }
        }
        84..=87 => Goal::Faq(*rng.pick(&[
            Topic::Hours,
            Topic::Address,
            Topic::Parking,
            Topic::Payment,
            Topic::Cancellation,
        ])),
        88..=90 => Goal::Open(today + Days::new(u64::try_from(rng.between(1, 9)).unwrap_or(1))),
        91..=92 => Goal::Waiting(visit(rng, 1)),
        93 => Goal::OptOut,
        94..=95 => Goal::Person(Matter::Asks),
        96..=97 => Goal::Person(Matter::Medical),
        98 => Goal::Person(Matter::Complaint),
        _ => Goal::Usual(visit(rng, 1)),
    }
}

fn little_girl(salon: &Salon, mut v: Visit) -> Goal {
    match salon.catalogue.by_name("Corte Niña") {
        Some(cut) => {
            v.services = vec![vec![cut.id]];
            v.who = Company::Other(Other::LittleGirl);
            v.with = None;
        }
        None => v.who = Company::Other(Other::Mother),
    }
    Goal::Book(v)
}

fn consultation(salon: &Salon, mut v: Visit) -> Goal {
    let hair = salon.catalogue.categories.iter().find_map(|c| c.consultation);
    if let Some(id) = hair {
        v.services = vec![vec![id]];
        v.consultation = true;
        v.with = None;
    }
    Goal::Book(v)
}

/// A goal for somebody who has a visit, and at what distance from its start she writes (hours).
pub(super) fn draw_goal_about(
    rng: &mut Rng,
    person: &Person,
    salon: &Salon,
    today: NaiveDate,
    has: &Standing,
) -> (Goal, i64) {
    let of = has.appointment;
    let mut visit = draw_visit(rng, person, salon, today, 1);
    visit.with = None;
    let paid = has.deposit;
    match rng.below(10) {
        0..=2 => (Goal::Move { of, visit }, 30),
        3 | 4 => (Goal::Cancel { of, band: paid.map_or(Band::Unpaid, Band::Refund), moves: None }, 30),
        5 | 6 => {
            let moves = rng.chance(40).then_some(visit);
            (Goal::Cancel { of, band: paid.map_or(Band::Unpaid, Band::Forfeit), moves }, 12)
        }
        7 => (
            Goal::Cancel { of, band: if paid.is_some() { Band::Staff } else { Band::Unpaid }, moves: None },
            3,
        ),
        8 => (Goal::Own(of), 20),
        _ => (Goal::Late { of, minutes: u16::try_from(*rng.pick(&[5, 8, 15, 20, 25])).unwrap_or(15) }, 0),
    }
}
