//! Who the salon is, its numbers, and what it answers to common questions.
//!
//! Invariant: a number that no row names is the one a new salon has, so that a release may add one.

use super::{SalonError, position};
use crate::postgres::inconsistent::{Inconsistent, Row};
use atrevete_domain::{
    salon::{Address, FaqEntry, Policy, Profile, profile::AddressForm},
    values::{Phone, SalonZone},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sqlx::PgConnection;

pub(super) async fn load(db: &mut PgConnection) -> Result<Profile, SalonError> {
    let salon = sqlx::query!(
        "select name, assistant, emoji, address_form, languages, zone, region, street, town, map_link, phone,
             privacy_link, team, names_stylists from salon"
    )
    .fetch_optional(db)
    .await?
    .ok_or(SalonError::Nothing)?;
    let row = Row::new("salon", &salon.name);
    let phone = salon.phone.map(|phone| Phone::parse(&phone, &salon.region)).transpose();
    Ok(Profile {
        address_form: word::<AddressForm>(&salon.address_form)
            .ok_or_else(|| row.unreadable("address_form"))?,
        zone: word::<SalonZone>(&salon.zone).ok_or_else(|| row.unreadable("zone"))?,
        phone: phone.map_err(|_| row.unreadable("phone"))?,
        address: Address { street: salon.street, town: salon.town, map_link: salon.map_link },
        name: salon.name,
        assistant: salon.assistant,
        emoji: salon.emoji,
        languages: salon.languages,
        region: salon.region,
        privacy_link: salon.privacy_link,
        team: salon.team,
        names_stylists: salon.names_stylists,
    })
}

pub(super) async fn write(db: &mut PgConnection, profile: &Profile) -> Result<(), SalonError> {
    sqlx::query!(
        "insert into salon (name, assistant, emoji, address_form, languages, zone, region, street, town, map_link,
             phone, privacy_link, team, names_stylists)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (one) do update set name = excluded.name, assistant = excluded.assistant,
             emoji = excluded.emoji, address_form = excluded.address_form, languages = excluded.languages,
             zone = excluded.zone, region = excluded.region, street = excluded.street, town = excluded.town,
             map_link = excluded.map_link, phone = excluded.phone, privacy_link = excluded.privacy_link,
             team = excluded.team, names_stylists = excluded.names_stylists",
        profile.name,
        profile.assistant,
        profile.emoji,
        match profile.address_form {
            AddressForm::Tu => "tu",
            AddressForm::Usted => "usted",
        },
        &profile.languages,
        profile.zone.0.name(),
        profile.region,
        profile.address.street,
        profile.address.town,
        profile.address.map_link,
        profile.phone.as_ref().map(Phone::as_str),
        profile.privacy_link,
        profile.team,
        profile.names_stylists
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A value of the domain by the word under which it is stored.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::from(text)).ok()
}

pub(super) async fn load_policy(db: &mut PgConnection) -> Result<Policy, SalonError> {
    let rows = sqlx::query!("select key, value from policies order by key").fetch_all(db).await?;
    let mut numbers = numbers(&Policy::default());
    for policy in rows {
        let row = Row::new("policies", &policy.key);
        // One at a time: serde does not say which of them it could not read.
        let mut alone = numbers.clone();
        alone.insert(policy.key.clone(), policy.value);
        policy_of(alone.clone()).ok_or_else(|| row.unreadable("value"))?;
        numbers = alone;
    }
    Ok(policy_of(numbers).expect("each of its numbers was read"))
}

pub(super) async fn write_policy(db: &mut PgConnection, policy: &Policy) -> Result<(), SalonError> {
    for (key, value) in numbers(policy) {
        sqlx::query!(
            "insert into policies (key, value) values ($1, $2)
             on conflict (key) do update set value = excluded.value",
            key,
            value
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The policy as one value a name.
fn numbers(policy: &Policy) -> Map<String, Value> {
    match serde_json::to_value(policy) {
        Ok(Value::Object(numbers)) => numbers,
        other => unreachable!("a policy is a record of plain values: {other:?}"),
    }
}

fn policy_of(numbers: Map<String, Value>) -> Option<Policy> {
    serde_json::from_value(Value::Object(numbers)).ok()
}

pub(super) async fn load_faq(db: &mut PgConnection) -> Result<Vec<FaqEntry>, SalonError> {
    let rows = sqlx::query!("select position, topic, keywords, answer from faq order by position");
    let entries = rows.fetch_all(db).await?.into_iter().map(|entry| {
        let topic = entry
            .topic
            .map(|topic| word(&topic).ok_or_else(|| Row::new("faq", &entry.position).unreadable("topic")));
        Ok(FaqEntry { topic: topic.transpose()?, keywords: entry.keywords, answer: entry.answer })
    });
    Ok(entries.collect::<Result<_, Inconsistent>>()?)
}

pub(super) async fn write_faq(db: &mut PgConnection, faq: &[FaqEntry]) -> Result<(), SalonError> {
    for (at, entry) in faq.iter().enumerate() {
        let topic = entry.topic.and_then(|topic| serde_json::to_value(topic).ok());
        sqlx::query!(
            "insert into faq (position, topic, keywords, answer) values ($1, $2, $3, $4)
             on conflict (position) do update set topic = excluded.topic, keywords = excluded.keywords,
                 answer = excluded.answer",
            position(at),
            topic.as_ref().and_then(Value::as_str),
            &entry.keywords,
            entry.answer
        )
        .execute(&mut *db)
        .await?;
    }
    sqlx::query!("delete from faq where position >= $1", position(faq.len())).execute(db).await?;
    Ok(())
}
