//! Visits.
//!
//! Invariants: `status` and the columns beside it are one [`Life`]; a closing appointment is `provisional` with
//! `closing_since`, so that whoever reads `status` alone sees that its chair is taken. Their segments are written by
//! [`chairs`](crate::postgres::chairs).

use crate::postgres::{
    error::{Stop, Unreadable},
    read::{Of, code, document, euros, money},
};
use atrevete_domain::{
    booking::{Appointment, Attendee, Life, PolicyShown, Reminder, Rev, Seat},
    values::{AppointmentId, CustomerId, DepositId, GroupId, Id, Instant, PersonName, Span, StylistId},
};
use atrevete_ports::Committed;
use serde_json::Value;
use sqlx::{PgConnection, query, query_as, types::Decimal};
use uuid::Uuid;

struct Row {
    id: Uuid,
    rev: i64,
    customer_id: Uuid,
    attendee_first_name: Option<String>,
    attendee_last_name: Option<String>,
    booked_by_customer_id: Option<Uuid>,
    stylist_id: Uuid,
    start_time: Instant,
    end_time: Instant,
    status: String,
    hold_until: Option<Instant>,
    closing_since: Option<Instant>,
    close_by: Option<Instant>,
    confirmed_how: Option<String>,
    cancelled_by: Option<String>,
    cancelled_at: Option<Instant>,
    deposit_id: Option<Uuid>,
    advance_payment_amount: Decimal,
    group_booking_id: Option<Uuid>,
    policy_shown_at: Option<Instant>,
    refund_until: Option<Instant>,
    quote: Value,
    notes: Value,
    created_at: Instant,
}

impl TryFrom<Row> for Appointment {
    type Error = Unreadable;

    fn try_from(row: Row) -> Result<Self, Unreadable> {
        let of = Of::row("appointments", row.id);
        let life = life(&of, &row)?;
        let span = Span { from: row.start_time, to: row.end_time };
        let name = row.attendee_first_name.map(|first| PersonName { first, last: row.attendee_last_name });
        Ok(Self {
            id: AppointmentId::from_uuid(row.id),
            rev: Rev(of.number("rev", row.rev)?),
            seat: Seat { stylist: StylistId::from_uuid(row.stylist_id), span },
            attendee: Attendee { customer: CustomerId::from_uuid(row.customer_id), name },
            booked_by: row.booked_by_customer_id.map(CustomerId::from_uuid),
            quote: of.json("quote", "quote", row.quote)?,
            deposit: row.deposit_id.map(DepositId::from_uuid),
            share: money(row.advance_payment_amount),
            group: row.group_booking_id.map(GroupId::from_uuid),
            life,
            made_at: row.created_at,
            shown: row.policy_shown_at.map(|at| PolicyShown { at, refund_until: row.refund_until }),
            notes: of.json("notes", "notes", row.notes)?,
        })
    }
}

fn life(of: &Of, row: &Row) -> Result<Life, Unreadable> {
    Ok(match row.status.as_str() {
        "provisional" => match row.closing_since {
            None => Life::Provisional { until: of.there("hold_until", row.hold_until)? },
            Some(since) => Life::Closing { since, close_by: of.there("close_by", row.close_by)? },
        },
        "confirmed" => {
            let how = of.there("confirmed_how", row.confirmed_how.as_deref())?;
            Life::Confirmed { how: of.code("confirmed_how", how)? }
        }
        "completed" => Life::Completed,
        "no_show" => Life::NoShow,
        "cancelled" => {
            let by = of.there("cancelled_by", row.cancelled_by.as_deref())?;
            Life::Cancelled {
                by: of.code("cancelled_by", by)?,
                at: of.there("cancelled_at", row.cancelled_at)?,
            }
        }
        "expired" => Life::Expired,
        _ => return Err(of.wrong("status")),
    })
}

/// A [`Life`] in its columns.
#[derive(Default)]
struct Columns {
    status: &'static str,
    hold_until: Option<Instant>,
    closing_since: Option<Instant>,
    close_by: Option<Instant>,
    confirmed_how: Option<String>,
    cancelled_by: Option<String>,
    cancelled_at: Option<Instant>,
}

impl From<&Life> for Columns {
    fn from(life: &Life) -> Self {
        let of = |status| Self { status, ..Self::default() };
        match life {
            Life::Provisional { until } => Self { hold_until: Some(*until), ..of("provisional") },
            Life::Closing { since, close_by } => Self {
                hold_until: Some(*since),
                closing_since: Some(*since),
                close_by: Some(*close_by),
                ..of("provisional")
            },
            Life::Confirmed { how } => Self { confirmed_how: Some(code(how)), ..of("confirmed") },
            Life::Completed => of("completed"),
            Life::NoShow => of("no_show"),
            Life::Cancelled { by, at } => {
                Self { cancelled_by: Some(code(by)), cancelled_at: Some(*at), ..of("cancelled") }
            }
            Life::Expired => of("expired"),
        }
    }
}

/// The appointments with these ids; what does not exist is left out.
pub(in crate::postgres) async fn load(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Appointment>, Stop> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = query_as!(
        Row,
        "select id, rev, customer_id, attendee_first_name, attendee_last_name, booked_by_customer_id, stylist_id,
                start_time, end_time, status, hold_until, closing_since, close_by, confirmed_how, cancelled_by,
                cancelled_at, deposit_id, advance_payment_amount, group_booking_id, policy_shown_at, refund_until,
                quote, notes, created_at
         from appointments where id = any($1) order by id",
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Appointment::try_from).collect::<Result<_, _>>()?)
}

/// Writes an appointment over the revision that was read; `Stale` when it is another one.
pub(in crate::postgres) async fn write(
    db: &mut PgConnection,
    was: Option<Rev>,
    now: &Appointment,
    at: Instant,
) -> Result<(), Stop> {
    let written = match was {
        None => insert(db, now, at).await?,
        Some(was) => update(db, was, now, at).await?,
    };
    if written == 1 { Ok(()) } else { Err(Stop::No(Committed::Stale)) }
}

async fn insert(db: &mut PgConnection, now: &Appointment, at: Instant) -> Result<u64, sqlx::Error> {
    let life = Columns::from(&now.life);
    let services: Vec<Uuid> = now.quote.services.iter().map(|s| s.id.uuid()).collect();
    let done = query!(
        "insert into appointments (id, rev, customer_id, attendee_first_name, attendee_last_name,
             booked_by_customer_id, stylist_id, service_ids, pack_id, start_time, end_time, duration_minutes,
             total_price, status, hold_until, closing_since, close_by, confirmed_how, cancelled_by, cancelled_at,
             deposit_id, advance_payment_amount, group_booking_id, policy_shown_at, refund_until, reminder_sent,
             quote, notes, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24, $25, $26, $27, $28, $29, $30)
         on conflict (id) do nothing",
        now.id.uuid(),
        i64::from(now.rev.0),
        now.attendee.customer.uuid(),
        now.attendee.name.as_ref().map(|n| &n.first),
        now.attendee.name.as_ref().and_then(|n| n.last.as_ref()),
        now.booked_by.map(Id::uuid),
        now.seat.stylist.uuid(),
        &services,
        now.quote.pack.map(Id::uuid),
        now.seat.span.from,
        now.seat.span.to,
        i32::from(now.quote.minutes),
        euros(now.quote.price),
        life.status,
        life.hold_until,
        life.closing_since,
        life.close_by,
        life.confirmed_how,
        life.cancelled_by,
        life.cancelled_at,
        now.deposit.map(Id::uuid),
        euros(now.share),
        now.group.map(Id::uuid),
        now.shown.map(|s| s.at),
        now.shown.and_then(|s| s.refund_until),
        reminded(now.notes.reminder),
        document("quote", &now.quote),
        document("notes", &now.notes),
        now.made_at,
        at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

async fn update(db: &mut PgConnection, was: Rev, now: &Appointment, at: Instant) -> Result<u64, sqlx::Error> {
    let life = Columns::from(&now.life);
    let services: Vec<Uuid> = now.quote.services.iter().map(|s| s.id.uuid()).collect();
    let done = query!(
        "update appointments set rev = $3, customer_id = $4, attendee_first_name = $5, attendee_last_name = $6,
             booked_by_customer_id = $7, stylist_id = $8, service_ids = $9, pack_id = $10, start_time = $11,
             end_time = $12, duration_minutes = $13, total_price = $14, status = $15, hold_until = $16,
             closing_since = $17, close_by = $18, confirmed_how = $19, cancelled_by = $20, cancelled_at = $21,
             deposit_id = $22, advance_payment_amount = $23, group_booking_id = $24, policy_shown_at = $25,
             refund_until = $26, reminder_sent = $27, quote = $28, notes = $29, created_at = $30, updated_at = $31
         where id = $1 and rev = $2",
        now.id.uuid(),
        i64::from(was.0),
        i64::from(now.rev.0),
        now.attendee.customer.uuid(),
        now.attendee.name.as_ref().map(|n| &n.first),
        now.attendee.name.as_ref().and_then(|n| n.last.as_ref()),
        now.booked_by.map(Id::uuid),
        now.seat.stylist.uuid(),
        &services,
        now.quote.pack.map(Id::uuid),
        now.seat.span.from,
        now.seat.span.to,
        i32::from(now.quote.minutes),
        euros(now.quote.price),
        life.status,
        life.hold_until,
        life.closing_since,
        life.close_by,
        life.confirmed_how,
        life.cancelled_by,
        life.cancelled_at,
        now.deposit.map(Id::uuid),
        euros(now.share),
        now.group.map(Id::uuid),
        now.shown.map(|s| s.at),
        now.shown.and_then(|s| s.refund_until),
        reminded(now.notes.reminder),
        document("quote", &now.quote),
        document("notes", &now.notes),
        now.made_at,
        at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

fn reminded(reminder: Reminder) -> bool {
    match reminder {
        Reminder::Sent { .. } | Reminder::Acknowledged { .. } => true,
        Reminder::Pending | Reminder::Skipped => false,
    }
}
