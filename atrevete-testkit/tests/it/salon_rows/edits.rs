//! Edits by hand, as the panel and psql make them: counted, remembered, or refused.

use super::{author, revision, seeded};
use atrevete_adapters::postgres::salon;
use sqlx::{AssertSqlSafe, Executor as _, PgPool};

/// Whose agenda an edit changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agenda {
    Nobody,
    Marta,
    Everybody,
}

use Agenda::{Everybody, Marta, Nobody};

const BLOCK: &str = "insert into calendar_blocks (id, stylist_id, during)
    select gen_random_uuid(), id, '[2027-01-08 10:00+01, 2027-01-08 12:00+01)' from stylists where name = 'Marta'";

/// Each edit, whether it changes the salon, and whose agenda. In this order.
const EDITS: &[(&str, bool, Agenda)] = &[
    ("update salon set team = 'una compañera'", true, Nobody),
    ("update policies set value = '25' where key = 'advance_payment_percentage'", true, Nobody),
    ("update policies set value = '25' where key = 'advance_payment_percentage'", false, Nobody),
    ("update services set price_euros = 27 where name = 'Cortar'", true, Nobody),
    ("update services set price_euros = 27.00 where name = 'Cortar'", false, Nobody),
    ("update packs set is_active = false", true, Nobody),
    ("update categories set name = 'belleza' where id = 'aesthetics'", true, Nobody),
    ("update service_questions set text = '¿Cuánto?' where key = 'hair_amount'", true, Nobody),
    ("update question_answers set text = 'un poco' where key = 'normal'", true, Nobody),
    ("delete from service_families where words = 'color'", true, Nobody),
    ("insert into not_offered (name, position) values ('Algo que nadie hace', 99)", true, Nobody),
    ("update faq set answer = 'Sí.'", true, Nobody),
    ("update stylists set nicknames = '{Martuchi}' where name = 'Marta'", true, Nobody),
    ("update stylists set takes_online = false where name = 'Marta'", true, Marta),
    ("update stylists set is_active = false where name = 'Marta'", true, Marta),
    (
        "insert into competences (stylist_id, service_id, can)
         select s.id, v.id, false from stylists s, services v where s.name = 'Marta' and v.name = 'Cortar'",
        true,
        Marta,
    ),
    (
        "insert into working_hours (stylist_id, kind, position, monday)
         select id, 'work', 0, '{09:00-13:00}' from stylists where name = 'Marta'",
        true,
        Marta,
    ),
    (
        "insert into working_days (stylist_id, kind, date, hours)
         select id, 'work', '2027-01-07', '{}' from stylists where name = 'Marta'",
        true,
        Marta,
    ),
    (BLOCK, false, Marta),
    ("update calendar_blocks set reason = 'dentista'", false, Marta),
    ("delete from calendar_blocks", false, Marta),
    ("delete from calendar_blocks", false, Nobody),
    ("insert into closures values ('2027-06-01', '2027-06-02', 'obras')", true, Everybody),
    ("update special_openings set hours = '{10:00-13:00}' where date = '2026-12-24'", true, Everybody),
    ("update opening_hours set sunday = '{10:00-13:00}'", true, Everybody),
];

async fn agendas(pool: &PgPool) -> Vec<(String, i64)> {
    sqlx::query_as("select name, agenda_rev from stylists order by name").fetch_all(pool).await.unwrap()
}

#[tokio::test]
async fn every_edit_raises_what_it_changes() {
    let Some(database) = seeded("edits_raise").await else { return };
    let pool = database.pool.clone();
    for (edit, changes, agenda) in EDITS {
        let (salon_before, before) = (revision(&pool).await, agendas(&pool).await);
        pool.execute(*edit).await.unwrap();
        assert_eq!(revision(&pool).await > salon_before, *changes, "{edit}");
        for ((name, was), (_, now)) in before.into_iter().zip(agendas(&pool).await) {
            let raised = match agenda {
                Nobody => false,
                Marta => name == "Marta",
                Everybody => true,
            };
            assert_eq!(now > was, raised, "{edit}: {name}");
        }
    }
}

#[tokio::test]
async fn a_block_that_moves_to_another_agenda_changes_both() {
    let Some(database) = seeded("edits_move").await else { return };
    let pool = database.pool.clone();
    pool.execute(BLOCK).await.unwrap();
    let before = agendas(&pool).await;
    pool.execute("update calendar_blocks set stylist_id = (select id from stylists where name = 'Rosa')")
        .await
        .unwrap();
    let raised: Vec<String> = (before.into_iter().zip(agendas(&pool).await))
        .filter(|((_, was), (_, now))| now > was)
        .map(|((name, _), _)| name)
        .collect();
    assert_eq!(raised, ["Marta", "Rosa"]);
}

#[tokio::test]
async fn a_change_is_remembered_with_who_when_before_and_after() {
    let Some(database) = seeded("edits_history").await else { return };
    let pool = database.pool.clone();
    let mut work = pool.begin().await.unwrap();
    let last = salon::last_change(&mut work).await.unwrap();
    salon::sign(&mut work, &author()).await.unwrap();
    work.execute("update services set price_euros = 27 where name = 'Cortar'").await.unwrap();
    let changes = salon::changes_since(&mut work, last).await.unwrap();
    let [change] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!((change.who.as_str(), change.at, change.table.as_str()), ("a test", author().at, "services"));
    let price = |row: &Option<serde_json::Value>| row.as_ref().unwrap()["price_euros"].to_string();
    assert_eq!((price(&change.before).as_str(), price(&change.after).as_str()), ("26.2", "27.0"));
    work.commit().await.unwrap();
    pool.execute("update services set price_euros = 28 where name = 'Cortar'").await.unwrap();
    let by_hand =
        salon::changes_since(&mut pool.acquire().await.unwrap(), last).await.unwrap().pop().unwrap();
    assert!(by_hand.who != "a test" && by_hand.at > author().at, "the session, where nobody signed");
}

/// Rows that the program could not use, and what is left standing.
const WRONG: &[&str] = &[
    "insert into salon select * from salon",
    "update salon set region = 'España'",
    "update salon set address_form = 'vos'",
    "update salon set languages = '{}'",
    "update salon set map_link = 'javascript:alert(1)'",
    "update policies set value = '101' where key = 'advance_payment_percentage'",
    "update policies set value = '\"20\"' where key = 'advance_payment_percentage'",
    "update policies set value = '0' where key = 'slot_interval_minutes'",
    "update policies set value = '-5' where key = 'deposit_grace_minutes'",
    "update policies set value = '2.5' where key = 'max_unclear'",
    "update policies set value = '5.00' where key = 'deposit_min_amount'",
    "update policies set value = '\"25:00:00\"' where key = 'quiet_from'",
    "update policies set value = '\"sometimes\"' where key = 'mode'",
    "insert into policies values ('cancelation_threshold_hours', '24')",
    "update services set duration_minutes = 0",
    "update services set price_euros = -1",
    "update services set from_price = true, price_euros = null where name = 'Cortar'",
    "update services set segment_kinds = '{work,gap}', segment_minutes = '{10,10}' where name = 'Cortar'",
    "update services set segment_kinds = '{work}', segment_minutes = '{20,20}' where name = 'Cortar'",
    "update services set segment_kinds = '{rest}', segment_minutes = '{40}' where name = 'Cortar'",
    "update services set segment_kinds = '{work,null}', segment_minutes = '{20,20}' where name = 'Cortar'",
    "update services set synonyms = '{corte,\"\"}' where name = 'Cortar'",
    "update services set synonyms = array[null] where name = 'Cortar'",
    "update services set category = 'nails' where name = 'Cortar'",
    "update services set name = 'Secado' where name = 'Cortar'",
    "update question_answers set effect = 'add', target_id = null",
    "update question_answers set effect = 'none', target_id = service_id",
    "update packs set included_service_ids = '{}'",
    "update packs set included_service_ids = array_append(included_service_ids, included_service_ids[1])",
    "update packs set included_service_ids = array_append(included_service_ids, gen_random_uuid())",
    "update packs set price_euros = 0",
    "update stylists set categories = '{hair,nails}'",
    "update stylists set name = 'Rosa' where name = 'Marta'",
    "insert into competences select s.id, v.id, false, 10, null from stylists s, services v limit 1",
    "update opening_hours set monday = '{10:00-14:00,13:00-20:00}'",
    "update opening_hours set monday = '{16:00-20:00,10:00-14:00}'",
    "update opening_hours set monday = '{14:00-10:00}'",
    "update opening_hours set monday = '{10-14}'",
    "update opening_hours set monday = '{10:00-24:00}'",
    "update opening_hours set monday = array[null]",
    "update opening_hours set every_weeks = 0",
    "update opening_hours set valid_from = '2027-01-02', valid_until = '2027-01-01'",
    "insert into closures values ('2027-06-02', '2027-06-01', 'obras')",
    "insert into closures values ('2027-06-01', '2027-06-02', ' ')",
    "insert into faq (position, answer) values (99, 'Sí.')",
    "insert into calendar_blocks (id, stylist_id, during) select gen_random_uuid(), id, 'empty' from stylists",
    "insert into calendar_blocks (id, stylist_id, during) select gen_random_uuid(), id, '[2027-01-01,)' from stylists",
    "insert into calendar_blocks (id, stylist_id, during)
     select gen_random_uuid(), id, '[2027-01-01,2027-01-02]' from stylists",
    "delete from services",
    "delete from packs",
    "delete from stylists",
    "delete from categories",
    "delete from salon",
];

#[tokio::test]
async fn what_could_not_be_read_is_refused() {
    let Some(database) = seeded("edits_wrong").await else { return };
    let pool = database.pool.clone();
    let before = revision(&pool).await;
    for edit in WRONG {
        let refused = pool.execute(AssertSqlSafe(*edit)).await.expect_err(edit);
        let code =
            refused.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap().into_owned();
        assert!(code.starts_with("23"), "{edit}: {refused}");
    }
    assert_eq!(revision(&pool).await, before);
}
