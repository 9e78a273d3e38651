//! Categories, services and their questions, packs, families of words, and what the salon does not do.

use super::{SalonError, money, position, questions};
use crate::postgres::inconsistent::{Inconsistent, Row};
use atrevete_domain::{
    salon::{
        Catalogue, Category, CategoryId, DepositRule, NotOffered, Pack, SegmentKind, Service, WorkSegment,
    },
    values::{Id as _, Money, PackId, ServiceId},
};
use sqlx::{PgConnection, types::Uuid};
use std::collections::BTreeMap;

pub(super) async fn load(db: &mut PgConnection) -> Result<Catalogue, SalonError> {
    let categories = sqlx::query!("select id, name, consultation_id from categories order by position, id");
    let categories = categories.fetch_all(&mut *db).await?.into_iter().map(|category| Category {
        id: CategoryId(category.id),
        name: category.name,
        consultation: category.consultation_id.map(ServiceId::from_uuid),
    });
    let not_offered =
        sqlx::query_as!(NotOffered, "select name, synonyms from not_offered order by position, name");
    Ok(Catalogue {
        categories: categories.collect(),
        not_offered: not_offered.fetch_all(&mut *db).await?,
        services: load_services(db).await?,
        packs: load_packs(db).await?,
        families: load_families(db).await?,
    })
}

pub(super) async fn write(db: &mut PgConnection, catalogue: &Catalogue) -> Result<(), SalonError> {
    write_categories(db, &catalogue.categories).await?;
    write_services(db, &catalogue.services).await?;
    questions::write(db, &catalogue.services).await?;
    write_packs(db, &catalogue.packs).await?;
    write_families(db, &catalogue.families).await?;
    write_not_offered(db, &catalogue.not_offered).await
}

/// A category that is gone stays: its services were only switched off.
async fn write_categories(db: &mut PgConnection, categories: &[Category]) -> Result<(), SalonError> {
    for (at, category) in categories.iter().enumerate() {
        sqlx::query!(
            "insert into categories (id, position, name, consultation_id) values ($1, $2, $3, $4)
             on conflict (id) do update set position = excluded.position, name = excluded.name,
                 consultation_id = excluded.consultation_id",
            category.id.0,
            position(at),
            category.name,
            category.consultation.map(ServiceId::uuid)
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn load_services(db: &mut PgConnection) -> Result<Vec<Service>, SalonError> {
    let mut asked = questions::load(db).await?;
    let rows = sqlx::query!(
        r#"select id, name, category, duration_minutes, price_euros, from_price, requires_advance_payment,
               description, synonyms, segment_kinds, segment_minutes, buffer_after, is_addon, discreet_name,
               minimum_age, family, variant, is_active
           from services order by position, name"#
    );
    let mut services = Vec::new();
    for service in rows.fetch_all(db).await? {
        let row = Row::new("services", &service.id);
        services.push(Service {
            id: ServiceId::from_uuid(service.id),
            category: CategoryId(service.category),
            minutes: row.number("duration_minutes", service.duration_minutes)?,
            price: match service.price_euros {
                Some(price) => Some(money(price).ok_or_else(|| row.unreadable("price_euros"))?),
                None => None,
            },
            from_price: service.from_price,
            deposit: if service.requires_advance_payment { DepositRule::Share } else { DepositRule::None },
            segments: segments(row, &service.segment_kinds, &service.segment_minutes)?,
            buffer_after: row.number("buffer_after", service.buffer_after)?,
            addon: service.is_addon,
            discreet_name: service.discreet_name,
            questions: asked.remove(&service.id).unwrap_or_default(),
            minimum_age: service.minimum_age.map(|age| row.number("minimum_age", age)).transpose()?,
            family: service.family,
            variant: service.variant,
            active: service.is_active,
            name: service.name,
            synonyms: service.synonyms,
            description: service.description,
        });
    }
    Ok(services)
}

async fn write_services(db: &mut PgConnection, services: &[Service]) -> Result<(), SalonError> {
    let ids: Vec<Uuid> = services.iter().map(|s| s.id.uuid()).collect();
    // First, so that a name that wanders to another service is free.
    sqlx::query!("update services set is_active = false where is_active and id <> all ($1)", &ids)
        .execute(&mut *db)
        .await?;
    for (at, service) in services.iter().enumerate() {
        write_service(db, position(at), service).await?;
    }
    Ok(())
}

/// Writes one service; its questions apart.
pub(super) async fn write_service(
    db: &mut PgConnection,
    position: i32,
    service: &Service,
) -> Result<(), SalonError> {
    let kinds: Vec<String> = service.segments.iter().map(|s| kind_word(s.kind).to_owned()).collect();
    let minutes: Vec<i32> = service.segments.iter().map(|s| i32::from(s.minutes)).collect();
    sqlx::query!(
        "insert into services (id, position, name, category, duration_minutes, price_euros, from_price,
             requires_advance_payment, description, synonyms, segment_kinds, segment_minutes, buffer_after, is_addon,
             discreet_name, minimum_age, family, variant, is_active)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (id) do update set position = excluded.position, name = excluded.name,
             category = excluded.category, duration_minutes = excluded.duration_minutes,
             price_euros = excluded.price_euros, from_price = excluded.from_price,
             requires_advance_payment = excluded.requires_advance_payment, description = excluded.description,
             synonyms = excluded.synonyms, segment_kinds = excluded.segment_kinds,
             segment_minutes = excluded.segment_minutes, buffer_after = excluded.buffer_after,
             is_addon = excluded.is_addon, discreet_name = excluded.discreet_name,
             minimum_age = excluded.minimum_age, family = excluded.family, variant = excluded.variant,
             is_active = excluded.is_active",
        service.id.uuid(),
        position,
        service.name,
        service.category.0,
        i32::from(service.minutes),
        service.price.map(Money::decimal),
        service.from_price,
        service.deposit == DepositRule::Share,
        service.description,
        &service.synonyms,
        &kinds,
        &minutes,
        i32::from(service.buffer_after),
        service.addon,
        service.discreet_name,
        service.minimum_age.map(i16::from),
        service.family,
        service.variant,
        service.active
    )
    .execute(db)
    .await?;
    Ok(())
}

fn segments(row: Row<'_>, kinds: &[String], minutes: &[i32]) -> Result<Vec<WorkSegment>, Inconsistent> {
    if kinds.len() != minutes.len() {
        return Err(row.unreadable("segment_kinds and segment_minutes"));
    }
    let segment = |(kind, minutes): (&String, &i32)| {
        let kind = kind_of(kind).ok_or_else(|| row.unreadable("segment_kinds"))?;
        Ok(WorkSegment { kind, minutes: row.number("segment_minutes", *minutes)? })
    };
    kinds.iter().zip(minutes).map(segment).collect()
}

fn kind_word(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Work => "work",
        SegmentKind::Gap => "gap",
        SegmentKind::Buffer => "buffer",
    }
}

fn kind_of(word: &str) -> Option<SegmentKind> {
    [SegmentKind::Work, SegmentKind::Gap, SegmentKind::Buffer]
        .into_iter()
        .find(|kind| kind_word(*kind) == word)
}

async fn load_packs(db: &mut PgConnection) -> Result<Vec<Pack>, SalonError> {
    let rows = sqlx::query!(
        "select id, name, included_service_ids, duration_minutes, price_euros, is_active
         from packs order by position, name"
    );
    let mut packs = Vec::new();
    for pack in rows.fetch_all(db).await? {
        let row = Row::new("packs", &pack.id);
        packs.push(Pack {
            id: PackId::from_uuid(pack.id),
            services: pack.included_service_ids.into_iter().map(ServiceId::from_uuid).collect(),
            minutes: row.number("duration_minutes", pack.duration_minutes)?,
            price: money(pack.price_euros).ok_or_else(|| row.unreadable("price_euros"))?,
            active: pack.is_active,
            name: pack.name,
        });
    }
    Ok(packs)
}

async fn write_packs(db: &mut PgConnection, packs: &[Pack]) -> Result<(), SalonError> {
    let ids: Vec<Uuid> = packs.iter().map(|p| p.id.uuid()).collect();
    sqlx::query!("update packs set is_active = false where is_active and id <> all ($1)", &ids)
        .execute(&mut *db)
        .await?;
    for (at, pack) in packs.iter().enumerate() {
        let parts: Vec<Uuid> = pack.services.iter().map(|s| s.uuid()).collect();
        sqlx::query!(
            "insert into packs (id, position, name, included_service_ids, duration_minutes, price_euros, is_active)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set position = excluded.position, name = excluded.name,
                 included_service_ids = excluded.included_service_ids,
                 duration_minutes = excluded.duration_minutes, price_euros = excluded.price_euros,
                 is_active = excluded.is_active",
            pack.id.uuid(),
            position(at),
            pack.name,
            &parts,
            i32::from(pack.minutes),
            pack.price.decimal(),
            pack.active
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn load_families(db: &mut PgConnection) -> Result<BTreeMap<String, Vec<ServiceId>>, SalonError> {
    let rows = sqlx::query!("select words, service_id from service_families order by words, position");
    let mut families: BTreeMap<String, Vec<ServiceId>> = BTreeMap::new();
    for row in rows.fetch_all(db).await? {
        families.entry(row.words).or_default().push(ServiceId::from_uuid(row.service_id));
    }
    Ok(families)
}

async fn write_families(
    db: &mut PgConnection,
    families: &BTreeMap<String, Vec<ServiceId>>,
) -> Result<(), SalonError> {
    let (mut words, mut services) = (Vec::new(), Vec::new());
    for (word, ids) in families {
        for (at, id) in ids.iter().enumerate() {
            words.push(word.clone());
            services.push(id.uuid());
            sqlx::query!(
                "insert into service_families (words, service_id, position) values ($1, $2, $3)
                 on conflict (words, service_id) do update set position = excluded.position",
                word,
                id.uuid(),
                position(at)
            )
            .execute(&mut *db)
            .await?;
        }
    }
    sqlx::query!(
        "delete from service_families
         where (words, service_id) not in (select * from unnest($1::text[], $2::uuid[]))",
        &words,
        &services
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn write_not_offered(db: &mut PgConnection, things: &[NotOffered]) -> Result<(), SalonError> {
    for (at, thing) in things.iter().enumerate() {
        sqlx::query!(
            "insert into not_offered (name, position, synonyms) values ($1, $2, $3)
             on conflict (name) do update set position = excluded.position, synonyms = excluded.synonyms",
            thing.name,
            position(at),
            &thing.synonyms
        )
        .execute(&mut *db)
        .await?;
    }
    let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
    sqlx::query!("delete from not_offered where name <> all ($1)", &names).execute(db).await?;
    Ok(())
}
