//! The form of a salon file, and how it becomes a [`Salon`].

use super::SalonFileError;
use atrevete_domain::{
    salon::{
        Catalogue, Category, CategoryId, Closure, DepositRule, FaqEntry, Hours, NotOffered, Opening,
        OpeningHours, Pack, Policy, Profile, QuestionAnswer, QuestionEffect, QuestionKey, Salon, SegmentKind,
        Service, ServiceQuestion, Stylist, Topic, Week, WeeklyHours, WorkSegment,
    },
    values::{Id as _, Money, PackId, ServiceId, StylistId},
};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SalonFile {
    profile: Profile,
    #[serde(default)]
    policy: serde_json::Map<String, serde_json::Value>,
    hours: HoursFile,
    #[serde(default)]
    stylist: Vec<StylistFile>,
    category: Vec<CategoryFile>,
    #[serde(default)]
    question: Vec<QuestionFile>,
    #[serde(default)]
    families: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pack: Vec<PackFile>,
    #[serde(default)]
    not_offered: Vec<NotOffered>,
    #[serde(default)]
    faq: Vec<FaqFile>,
    service: Vec<ServiceFile>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct HoursFile {
    monday: Vec<String>,
    tuesday: Vec<String>,
    wednesday: Vec<String>,
    thursday: Vec<String>,
    friday: Vec<String>,
    saturday: Vec<String>,
    sunday: Vec<String>,
    special: Vec<SpecialFile>,
    closures: Vec<ClosureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpecialFile {
    date: NaiveDate,
    hours: Vec<String>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosureFile {
    from: NaiveDate,
    to: Option<NaiveDate>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StylistFile {
    name: String,
    #[serde(default)]
    nicknames: Vec<String>,
    categories: Vec<String>,
    /// Monday to Friday, and on no other day.
    lunch: Option<String>,
    /// Own hours; absent: the salon's.
    hours: Option<HoursFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryFile {
    id: String,
    name: String,
    consultation: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    key: String,
    text: String,
    answers: Vec<AnswerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFile {
    key: String,
    text: String,
    #[serde(default)]
    synonyms: Vec<String>,
    /// The service that this answer adds.
    add: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    name: String,
    services: Vec<String>,
    minutes: u16,
    price: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaqFile {
    topic: Option<Topic>,
    keywords: Vec<String>,
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    name: String,
    #[serde(default)]
    synonyms: Vec<String>,
    #[serde(default)]
    description: String,
    category: String,
    minutes: u16,
    price: Option<String>,
    #[serde(default)]
    from_price: bool,
    deposit: Option<DepositRule>,
    /// Minutes of work, gap, work and so on.
    #[serde(default)]
    segments: Vec<u16>,
    #[serde(default)]
    buffer_after: u16,
    #[serde(default)]
    addon: bool,
    discreet_name: Option<String>,
    #[serde(default)]
    questions: Vec<String>,
    minimum_age: Option<u8>,
    family: Option<String>,
    /// The key of the answer that leads here.
    variant: Option<String>,
}

impl SalonFile {
    pub(super) fn build(self) -> Result<Salon, SalonFileError> {
        let salon = self.profile.name.clone();
        let catalogue = self.catalogue(&salon)?;
        let stylists = self.stylist.iter().map(|s| stylist(&salon, s)).collect::<Result<_, _>>()?;
        let mut closures = Vec::new();
        for closure in &self.hours.closures {
            let to = closure.to.unwrap_or(closure.from);
            closures.push(Closure { from: closure.from, to, reason: closure.reason.clone() });
        }
        Ok(Salon {
            hours: OpeningHours { weekly: weekly(&self.hours)?, closures },
            policy: policy(self.policy)?,
            faq: self
                .faq
                .into_iter()
                .map(|f| FaqEntry { topic: f.topic, keywords: f.keywords, answer: f.answer })
                .collect(),
            profile: self.profile,
            catalogue,
            stylists,
        })
    }

    fn catalogue(&self, salon: &str) -> Result<Catalogue, SalonFileError> {
        let id = |name: &String| self.id(salon, name);
        let services = self.service.iter().map(|s| self.built(salon, s)).collect::<Result<_, _>>()?;
        let mut families = BTreeMap::new();
        for (words, names) in &self.families {
            let mut ids = Vec::new();
            for name in names {
                let variants = self.service.iter().filter(|s| s.family.as_ref() == Some(name));
                let variants: Vec<ServiceId> = variants.map(|s| ServiceId::named(salon, &s.name)).collect();
                ids.extend(if variants.is_empty() { vec![id(name)?] } else { variants });
            }
            families.insert(words.clone(), ids);
        }
        let mut packs = Vec::new();
        for pack in &self.pack {
            packs.push(Pack {
                id: PackId::named(salon, &pack.name),
                name: pack.name.clone(),
                services: pack.services.iter().map(id).collect::<Result<_, _>>()?,
                minutes: pack.minutes,
                price: money(&pack.price)?,
                active: true,
            });
        }
        let mut categories = Vec::new();
        for category in &self.category {
            categories.push(Category {
                id: CategoryId(category.id.clone()),
                name: category.name.clone(),
                consultation: category.consultation.as_ref().map(id).transpose()?,
            });
        }
        Ok(Catalogue { categories, services, packs, not_offered: self.not_offered.clone(), families })
    }

    /// The id of a service of this file.
    fn id(&self, salon: &str, name: &String) -> Result<ServiceId, SalonFileError> {
        let known = self.service.iter().any(|s| s.name == *name);
        let unknown = || SalonFileError::Unknown { kind: "service", name: name.clone() };
        known.then(|| ServiceId::named(salon, name)).ok_or_else(unknown)
    }

    fn built(&self, salon: &str, file: &ServiceFile) -> Result<Service, SalonFileError> {
        if !self.category.iter().any(|c| c.id == file.category) {
            return Err(SalonFileError::Unknown { kind: "category", name: file.category.clone() });
        }
        let kinds = [SegmentKind::Work, SegmentKind::Gap].into_iter().cycle();
        let mut questions = Vec::new();
        for key in &file.questions {
            questions.push(self.asked(salon, file, key)?);
        }
        Ok(Service {
            id: ServiceId::named(salon, &file.name),
            name: file.name.clone(),
            synonyms: file.synonyms.clone(),
            description: file.description.clone(),
            category: CategoryId(file.category.clone()),
            minutes: file.minutes,
            price: file.price.as_deref().map(money).transpose()?,
            from_price: file.from_price,
            deposit: file.deposit.unwrap_or(DepositRule::Share),
            segments: kinds.zip(&file.segments).map(|(kind, m)| WorkSegment { kind, minutes: *m }).collect(),
            buffer_after: file.buffer_after,
            addon: file.addon,
            discreet_name: file.discreet_name.clone(),
            variant: file.variant.as_ref().map(|v| self.variant_text(file, v)).transpose()?,
            questions,
            minimum_age: file.minimum_age,
            family: file.family.clone(),
            active: true,
        })
    }

    fn question(&self, key: &String) -> Result<&QuestionFile, SalonFileError> {
        let unknown = || SalonFileError::Unknown { kind: "question", name: key.clone() };
        self.question.iter().find(|q| q.key == *key).ok_or_else(unknown)
    }

    /// The plain words of the answer that leads to this variant.
    fn variant_text(&self, file: &ServiceFile, variant: &String) -> Result<String, SalonFileError> {
        for key in &file.questions {
            if let Some(answer) = self.question(key)?.answers.iter().find(|a| a.key == *variant) {
                return Ok(answer.text.clone());
            }
        }
        Err(SalonFileError::Unknown { kind: "answer", name: variant.clone() })
    }

    /// A question as this service asks it: an answer leads to the variant of its family with the same key.
    fn asked(
        &self,
        salon: &str,
        file: &ServiceFile,
        key: &String,
    ) -> Result<ServiceQuestion, SalonFileError> {
        let question = self.question(key)?;
        let variant = |answer: &str| {
            let family = self.service.iter().filter(|s| s.family.is_some() && s.family == file.family);
            family.into_iter().find(|s| s.variant.as_deref() == Some(answer))
        };
        let mut answers = Vec::new();
        for answer in &question.answers {
            let added = answer.add.as_ref().map(|name| self.id(salon, name)).transpose()?;
            let leads = variant(&answer.key).map(|s| ServiceId::named(salon, &s.name));
            answers.push(QuestionAnswer {
                key: answer.key.clone(),
                text: answer.text.clone(),
                synonyms: answer.synonyms.clone(),
                effect: match (added, leads) {
                    (Some(id), _) => QuestionEffect::Add(id),
                    (None, Some(id)) => QuestionEffect::Variant(id),
                    (None, None) => QuestionEffect::None,
                },
            });
        }
        Ok(ServiceQuestion { key: QuestionKey(key.clone()), text: question.text.clone(), answers })
    }
}

fn stylist(salon: &str, file: &StylistFile) -> Result<Stylist, SalonFileError> {
    let mut breaks = WeeklyHours::default();
    if let Some(lunch) = &file.lunch {
        let mut week = Week { from: None, until: None, every: 1, days: Default::default() };
        for day in &mut week.days[..5] {
            day.push(hours(lunch)?);
        }
        breaks.weeks.push(week);
    }
    Ok(Stylist {
        id: StylistId::named(salon, &file.name),
        name: file.name.clone(),
        nicknames: file.nicknames.clone(),
        categories: file.categories.iter().cloned().map(CategoryId).collect(),
        competences: BTreeMap::new(),
        working: file.hours.as_ref().map(weekly).transpose()?.unwrap_or_default(),
        breaks,
        online: true,
        active: true,
    })
}

fn weekly(file: &HoursFile) -> Result<WeeklyHours, SalonFileError> {
    let days = [
        &file.monday,
        &file.tuesday,
        &file.wednesday,
        &file.thursday,
        &file.friday,
        &file.saturday,
        &file.sunday,
    ];
    let read = |texts: &Vec<String>| texts.iter().map(|t| hours(t)).collect::<Result<Vec<_>, _>>();
    let mut week = Week { from: None, until: None, every: 1, days: Default::default() };
    for (day, texts) in week.days.iter_mut().zip(days) {
        *day = read(texts)?;
    }
    let mut special = Vec::new();
    for day in &file.special {
        special.push(Opening { date: day.date, hours: read(&day.hours)?, reason: day.reason.clone() });
    }
    Ok(WeeklyHours { weeks: vec![week], special })
}

/// `10:00-20:00`.
fn hours(text: &str) -> Result<Hours, SalonFileError> {
    let unreadable = || SalonFileError::Value(text.to_owned());
    let (from, to) = text.split_once('-').ok_or_else(unreadable)?;
    let time = |t: &str| NaiveTime::parse_from_str(t.trim(), "%H:%M").map_err(|_| unreadable());
    Ok(Hours { from: time(from)?, to: time(to)? })
}

/// `98.50`.
fn money(text: &str) -> Result<Money, SalonFileError> {
    let unreadable = || SalonFileError::Value(text.to_owned());
    let (euros, cents) = text.split_once('.').unwrap_or((text, "00"));
    let euros: i64 = euros.parse().map_err(|_| unreadable())?;
    let cents: i64 =
        if cents.len() == 2 { cents.parse().map_err(|_| unreadable())? } else { return Err(unreadable()) };
    Ok(Money::cents(euros * 100 + cents))
}

/// The numbers of a new salon with what the file says instead.
fn policy(changes: serde_json::Map<String, serde_json::Value>) -> Result<Policy, SalonFileError> {
    let form = |e: serde_json::Error| SalonFileError::Form(e.to_string());
    let mut all = serde_json::to_value(Policy::default()).map_err(form)?;
    let table = all.as_object_mut().ok_or_else(|| SalonFileError::Form("policy".to_owned()))?;
    for (key, value) in changes {
        match table.get_mut(&key) {
            Some(old) => *old = value,
            None => return Err(SalonFileError::Unknown { kind: "policy", name: key }),
        }
    }
    serde_json::from_value(all).map_err(form)
}
