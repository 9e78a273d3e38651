//! People.
//!
//! Invariant: what is counted of a person's visits is written by the database alone (and by an import, with a new row):
//! a step that changes her name while a visit is being completed does not undo the count.

use crate::postgres::{
    error::{Stop, Unreadable, duplicate},
    read::{Of, document},
};
use atrevete_domain::{
    booking::{Customer, Disclosure, Rev},
    values::{CustomerId, Id, Instant, PersonName, Phone, StylistId},
};
use atrevete_ports::Committed;
use serde_json::Value;
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

struct Row {
    id: Uuid,
    rev: i64,
    first_name: Option<String>,
    last_name: Option<String>,
    phone: Option<String>,
    referred_by: Option<Uuid>,
    preferred_stylist_id: Option<Uuid>,
    no_deposit: bool,
    disclosed_at: Option<Instant>,
    disclosed_version: Option<i32>,
    opted_out: bool,
    formal: bool,
    answers: Value,
    visits_kept: i32,
    no_shows: i16,
    created_at: Instant,
}

impl TryFrom<Row> for Customer {
    type Error = Unreadable;

    fn try_from(row: Row) -> Result<Self, Unreadable> {
        let of = Of::row("customers", row.id);
        let phone = row.phone.map(Phone::try_from).transpose().map_err(|_| of.wrong("phone"))?;
        let disclosed = match (row.disclosed_at, row.disclosed_version) {
            (Some(at), Some(version)) => {
                Some(Disclosure { at, version: of.number("disclosed_version", version)? })
            }
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(of.wrong("disclosed_version")),
        };
        Ok(Self {
            id: CustomerId::from_uuid(row.id),
            rev: Rev(of.number("rev", row.rev)?),
            name: row.first_name.map(|first| PersonName { first, last: row.last_name }),
            phone,
            referred_by: row.referred_by.map(CustomerId::from_uuid),
            preferred_stylist: row.preferred_stylist_id.map(StylistId::from_uuid),
            no_deposit: row.no_deposit,
            disclosed,
            opted_out: row.opted_out,
            formal: row.formal,
            answers: of.json("answers", "answers", row.answers)?,
            visits_kept: of.number("visits_kept", row.visits_kept)?,
            no_shows: of.number("no_shows", row.no_shows)?,
            created_at: row.created_at,
        })
    }
}

/// The people with these ids; whom nobody knows is left out.
pub(in crate::postgres) async fn load(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Customer>, Stop> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = query_as!(
        Row,
        "select id, rev, first_name, last_name, phone, referred_by, preferred_stylist_id, no_deposit,
                disclosed_at, disclosed_version, opted_out, formal, answers, visits_kept, no_shows, created_at
         from customers where id = any($1) order by id",
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Customer::try_from).collect::<Result<_, _>>()?)
}

/// Writes a person over the revision that was read; `Stale` when it is another one, or somebody else has her phone.
pub(in crate::postgres) async fn write(
    db: &mut PgConnection,
    was: Option<Rev>,
    now: &Customer,
) -> Result<(), Stop> {
    let written = match was {
        None => insert(db, now).await,
        Some(was) => update(db, was, now).await,
    };
    match written {
        Ok(1) => Ok(()),
        Ok(_) => Err(Stop::No(Committed::Stale)),
        Err(error) if duplicate(&error) => Err(Stop::No(Committed::Stale)),
        Err(error) => Err(error.into()),
    }
}

async fn insert(db: &mut PgConnection, now: &Customer) -> Result<u64, sqlx::Error> {
    let done = query!(
        "insert into customers (id, rev, first_name, last_name, phone, referred_by, preferred_stylist_id, no_deposit,
             disclosed_at, disclosed_version, opted_out, formal, answers, visits_kept, no_shows, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict do nothing",
        now.id.uuid(),
        i64::from(now.rev.0),
        now.name.as_ref().map(|n| &n.first),
        now.name.as_ref().and_then(|n| n.last.as_ref()),
        now.phone.as_ref().map(Phone::as_str),
        now.referred_by.map(Id::uuid),
        now.preferred_stylist.map(Id::uuid),
        now.no_deposit,
        now.disclosed.map(|d| d.at),
        now.disclosed.map(|d| i32::from(d.version)),
        now.opted_out,
        now.formal,
        document("answers", &now.answers),
        i32::from(now.visits_kept),
        i16::from(now.no_shows),
        now.created_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

async fn update(db: &mut PgConnection, was: Rev, now: &Customer) -> Result<u64, sqlx::Error> {
    let done = query!(
        "update customers set rev = $3, first_name = $4, last_name = $5, phone = $6, referred_by = $7,
             preferred_stylist_id = $8, no_deposit = $9, disclosed_at = $10, disclosed_version = $11,
             opted_out = $12, formal = $13, answers = $14
         where id = $1 and rev = $2",
        now.id.uuid(),
        i64::from(was.0),
        i64::from(now.rev.0),
        now.name.as_ref().map(|n| &n.first),
        now.name.as_ref().and_then(|n| n.last.as_ref()),
        now.phone.as_ref().map(Phone::as_str),
        now.referred_by.map(Id::uuid),
        now.preferred_stylist.map(Id::uuid),
        now.no_deposit,
        now.disclosed.map(|d| d.at),
        now.disclosed.map(|d| i32::from(d.version)),
        now.opted_out,
        now.formal,
        document("answers", &now.answers),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
