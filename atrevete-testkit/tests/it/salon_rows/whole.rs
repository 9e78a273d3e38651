//! The whole value: written, read, written again, kept in memory.

use super::{load, revision, seeded, write};
use crate::database;
use atrevete_adapters::postgres::{
    MIGRATIONS,
    salon::{self, PostgresCatalogue, SalonCache, SalonError},
};
use atrevete_domain::{
    salon::{
        Closure, Competence, FaqEntry, Hours, Opening, OperatingMode, QuestionEffect, Salon, SegmentKind,
        Topic, Week, WorkSegment, profile::AddressForm,
    },
    values::{Id as _, Money, Phone, ServiceId},
};
use atrevete_ports::Catalogue as _;
use atrevete_testkit::demo;
use chrono::{NaiveDate, NaiveTime};
use sqlx::Executor as _;
use std::sync::Arc;

#[tokio::test]
async fn the_demo_salon_is_read_back_as_it_was_written() {
    let Some(database) = seeded("whole_demo").await else { return };
    let pool = database.pool.clone();
    assert_eq!(load(&pool).await, demo::salon());
}

#[tokio::test]
async fn seeding_twice_changes_nothing_and_migrating_twice_neither() {
    let Some(database) = seeded("whole_twice").await else { return };
    let pool = database.pool.clone();
    let agenda = "select array_agg(agenda_rev order by id) from stylists";
    let agenda = || async { sqlx::query_scalar::<_, Vec<i64>>(agenda).fetch_one(&pool).await.unwrap() };
    let before = (revision(&pool).await, agenda().await);
    let mut db = pool.acquire().await.unwrap();
    let last = salon::last_change(&mut db).await.unwrap();
    write(&pool, &demo::salon()).await;
    MIGRATIONS.run(&pool).await.unwrap();
    assert_eq!((revision(&pool).await, agenda().await), before);
    assert_eq!(salon::changes_since(&mut db, last).await.unwrap(), []);
    assert_eq!(load(&pool).await, demo::salon());
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn from_to(from: u32, to: u32) -> Hours {
    let clock = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    Hours { from: clock(from), to: clock(to) }
}

/// The demo salon with a value in every field that it leaves alone.
fn baroque() -> Salon {
    let mut salon = demo::salon();
    salon.profile.address_form = AddressForm::Usted;
    salon.profile.phone = Some(Phone::parse("916 12 34 56", "ES").unwrap());
    salon.profile.emoji = None;
    salon.profile.address.map_link = None;
    salon.policy.mode = OperatingMode::Suggest;
    salon.policy.deposit_min_amount = Money::cents(1234);
    salon.policy.quiet_from = NaiveTime::from_hms_opt(20, 30, 0).unwrap();
    salon.policy.payment_methods = vec![];
    salon.faq.push(FaqEntry { topic: Some(Topic::Parking), keywords: vec![], answer: "Sí.".to_owned() });
    let summer =
        Week { from: Some(on(2027, 7, 1)), until: Some(on(2027, 8, 31)), every: 1, days: Default::default() };
    salon.hours.weekly.weeks.push(summer);
    salon.hours.weekly.weeks[0].days[2] = vec![from_to(9, 13), from_to(13, 19)];
    salon.hours.closures.push(Closure {
        from: on(2028, 1, 1),
        to: on(2028, 1, 7),
        reason: "obras".to_owned(),
    });
    let other = salon.catalogue.services[3].id;
    let service = &mut salon.catalogue.services[0];
    service.segments = [(SegmentKind::Work, 10), (SegmentKind::Gap, service.minutes - 10)]
        .map(|(kind, minutes)| WorkSegment { kind, minutes })
        .to_vec();
    service.from_price = true;
    service.active = false;
    service.minimum_age = Some(18);
    service.questions[0].answers[0].effect = QuestionEffect::Person;
    service.questions[0].answers[1].effect = QuestionEffect::Add(other);
    salon.catalogue.services[1].price = None;
    salon.catalogue.packs[0].active = false;
    salon.catalogue.categories[0].consultation = None;
    let stylist = &mut salon.stylists[1];
    stylist.online = false;
    stylist.competences.insert(other, Competence::Cannot);
    let own = Competence::Own { minutes: Some(45), price: Some(Money::cents(4550)) };
    stylist.competences.insert(salon.catalogue.services[5].id, own);
    stylist
        .competences
        .insert(salon.catalogue.services[6].id, Competence::Own { minutes: None, price: None });
    let mut days: [Vec<Hours>; 7] = Default::default();
    days[5] = vec![from_to(10, 13)];
    stylist.working.weeks.push(Week { from: Some(on(2026, 1, 5)), until: None, every: 2, days });
    stylist.working.special.push(Opening {
        date: on(2027, 2, 3),
        hours: vec![],
        reason: Some("boda".to_owned()),
    });
    stylist.breaks.special.push(Opening { date: on(2027, 2, 4), hours: vec![from_to(12, 13)], reason: None });
    salon.stylists.swap(0, 2);
    salon
}

#[tokio::test]
async fn every_field_is_kept() {
    let Some(database) = seeded("whole_baroque").await else { return };
    let pool = database.pool.clone();
    write(&pool, &baroque()).await;
    assert_eq!(load(&pool).await, baroque());
    write(&pool, &demo::salon()).await;
    assert_eq!(load(&pool).await, demo::salon(), "and nothing of it stays behind");
}

#[tokio::test]
async fn what_is_gone_is_switched_off_and_not_deleted() {
    let Some(database) = seeded("whole_gone").await else { return };
    let pool = database.pool.clone();
    let mut salon = demo::salon();
    let stylist = salon.stylists.pop().unwrap();
    let pack = salon.catalogue.packs.pop().unwrap();
    let gone = ServiceId::named(&salon.profile.name, "Secado");
    salon.catalogue.services.retain(|s| s.id != gone);
    salon.catalogue.families.retain(|_, ids| !ids.contains(&gone));
    write(&pool, &salon).await;
    let stored = load(&pool).await;
    assert!(stored.stylist(stylist.id).is_some_and(|s| !s.active));
    assert!(stored.catalogue.pack(pack.id).is_some_and(|p| !p.active));
    assert!(stored.catalogue.service(gone).is_some_and(|s| !s.active));
}

#[tokio::test]
async fn the_catalogue_keeps_the_salon_while_its_revision_stands() {
    let Some(database) = seeded("whole_catalogue").await else { return };
    let pool = database.pool.clone();
    let catalogue = PostgresCatalogue::new(pool.clone(), Arc::new(SalonCache::default()));
    let first = catalogue.salon().await.unwrap();
    assert!(Arc::ptr_eq(&first, &catalogue.salon().await.unwrap()));
    pool.execute("update services set price_euros = price_euros + 1 where name = 'Cortar'").await.unwrap();
    let second = catalogue.salon().await.unwrap();
    let price = |salon: &Salon| salon.catalogue.by_name("Cortar").unwrap().price.unwrap();
    assert_eq!(price(&second), price(&first) + Money::cents(100));
    pool.close().await;
    assert!(
        Arc::ptr_eq(&second, &catalogue.salon().await.unwrap()),
        "without a database the last one serves"
    );
}

#[tokio::test]
async fn an_old_snapshot_does_not_push_the_new_salon_out() {
    let Some(database) = seeded("whole_snapshots").await else { return };
    let pool = database.pool.clone();
    let cache = SalonCache::default();
    let mut old = pool.begin_with("begin isolation level repeatable read").await.unwrap();
    assert!(cache.current(&mut old).await.is_ok());
    pool.execute("update salon set name = 'Otra'").await.unwrap();
    let new = cache.current(&mut pool.acquire().await.unwrap()).await.unwrap();
    assert_eq!(new.profile.name, "Otra");
    assert_eq!(*cache.current(&mut old).await.unwrap(), demo::salon());
    assert!(Arc::ptr_eq(&new, &cache.current(&mut pool.acquire().await.unwrap()).await.unwrap()));
}

#[tokio::test]
async fn an_empty_database_and_a_row_without_meaning_are_said() {
    let Some(database) = database::fresh("whole_wrong").await else { return };
    let pool = database.pool.clone();
    let mut db = pool.acquire().await.unwrap();
    assert!(matches!(salon::load(&mut db).await, Err(SalonError::Nothing)));
    write(&pool, &demo::salon()).await;
    db.execute("update salon set zone = 'Europe/Atlantis'").await.unwrap();
    let Err(SalonError::Row(wrong)) = salon::load(&mut db).await else { panic!("read all the same") };
    assert_eq!((wrong.table, wrong.column), ("salon", "zone"));
}
