//! Who works, and what each does otherwise than the catalogue says.

use super::{SalonError, hours, money, position};
use crate::postgres::inconsistent::Row;
use atrevete_domain::{
    salon::{CategoryId, Competence, Stylist, WeeklyHours},
    values::{Id as _, Money, ServiceId, StylistId},
};
use sqlx::{PgConnection, types::Uuid};
use std::collections::BTreeMap;

pub(super) async fn load(db: &mut PgConnection) -> Result<Vec<Stylist>, SalonError> {
    let rows = sqlx::query!(
        "select id, name, nicknames, categories, takes_online, is_active from stylists order by position, name"
    );
    let stylists = rows.fetch_all(&mut *db).await?.into_iter().map(|stylist| Stylist {
        id: StylistId::from_uuid(stylist.id),
        name: stylist.name,
        nicknames: stylist.nicknames,
        categories: stylist.categories.into_iter().map(CategoryId).collect(),
        competences: BTreeMap::new(),
        working: WeeklyHours::default(),
        breaks: WeeklyHours::default(),
        online: stylist.takes_online,
        active: stylist.is_active,
    });
    let mut stylists: Vec<Stylist> = stylists.collect();
    load_competences(db, &mut stylists).await?;
    hours::load_working(db, &mut stylists).await?;
    Ok(stylists)
}

pub(super) async fn write(db: &mut PgConnection, stylists: &[Stylist]) -> Result<(), SalonError> {
    let ids: Vec<Uuid> = stylists.iter().map(|s| s.id.uuid()).collect();
    // First, so that a name that wanders to somebody else is free.
    sqlx::query!("update stylists set is_active = false where is_active and id <> all ($1)", &ids)
        .execute(&mut *db)
        .await?;
    for (at, stylist) in stylists.iter().enumerate() {
        let categories: Vec<String> = stylist.categories.iter().map(|c| c.0.clone()).collect();
        sqlx::query!(
            "insert into stylists (id, position, name, nicknames, categories, takes_online, is_active)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set position = excluded.position, name = excluded.name,
                 nicknames = excluded.nicknames, categories = excluded.categories,
                 takes_online = excluded.takes_online, is_active = excluded.is_active",
            stylist.id.uuid(),
            position(at),
            stylist.name,
            &stylist.nicknames,
            &categories,
            stylist.online,
            stylist.active
        )
        .execute(&mut *db)
        .await?;
        write_competences(db, stylist).await?;
        hours::write_working(db, stylist).await?;
    }
    Ok(())
}

async fn load_competences(db: &mut PgConnection, stylists: &mut [Stylist]) -> Result<(), SalonError> {
    let rows =
        sqlx::query!("select stylist_id, service_id, can, duration_minutes, price_euros from competences");
    for competence in rows.fetch_all(db).await? {
        let id = format!("{} {}", competence.stylist_id, competence.service_id);
        let row = Row::new("competences", &id);
        let stylist = stylists.iter_mut().find(|s| s.id.uuid() == competence.stylist_id);
        let stylist = stylist.ok_or_else(|| row.unreadable("stylist_id"))?;
        let own = if competence.can {
            let minutes =
                competence.duration_minutes.map(|m| row.number("duration_minutes", m)).transpose()?;
            let price = match competence.price_euros {
                Some(price) => Some(money(price).ok_or_else(|| row.unreadable("price_euros"))?),
                None => None,
            };
            Competence::Own { minutes, price }
        } else {
            Competence::Cannot
        };
        stylist.competences.insert(ServiceId::from_uuid(competence.service_id), own);
    }
    Ok(())
}

async fn write_competences(db: &mut PgConnection, stylist: &Stylist) -> Result<(), SalonError> {
    for (service, competence) in &stylist.competences {
        let (can, minutes, price) = match competence {
            Competence::Cannot => (false, None, None),
            Competence::Own { minutes, price } => (true, minutes.map(i32::from), price.map(Money::decimal)),
        };
        sqlx::query!(
            "insert into competences (stylist_id, service_id, can, duration_minutes, price_euros)
             values ($1, $2, $3, $4, $5)
             on conflict (stylist_id, service_id) do update set can = excluded.can,
                 duration_minutes = excluded.duration_minutes, price_euros = excluded.price_euros",
            stylist.id.uuid(),
            service.uuid(),
            can,
            minutes,
            price
        )
        .execute(&mut *db)
        .await?;
    }
    let services: Vec<Uuid> = stylist.competences.keys().map(|id| id.uuid()).collect();
    sqlx::query!(
        "delete from competences where stylist_id = $1 and service_id <> all ($2)",
        stylist.id.uuid(),
        &services
    )
    .execute(db)
    .await?;
    Ok(())
}
