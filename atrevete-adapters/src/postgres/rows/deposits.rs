//! Deposits: one aggregate over the tables of shares, pages, payments and refunds.
//!
//! Invariants: a page, a payment or a refund is never taken out of its deposit; the order in which the aggregate lists
//! them is theirs. What the appointments show of their deposit is written with it.

use crate::postgres::{
    error::{Stop, Unreadable},
    read::{Of, code, euros, money},
};
use atrevete_domain::{
    booking::{Checkout, CheckoutState, CheckoutUrl, Deposit, DepositLife, Payment, PaymentRef, Refund, Rev},
    values::{AppointmentId, CheckoutId, DepositId, Id, Instant, Money, RefundId},
};
use atrevete_ports::Committed;
use sqlx::{PgConnection, query, query_as, types::Decimal};
use std::collections::BTreeMap;
use uuid::Uuid;

struct Row {
    id: Uuid,
    rev: i64,
    amount: Decimal,
    status: String,
    held_by: Option<Uuid>,
    failures: i16,
    collected_by: String,
    warned_for: Option<Instant>,
    refund_until: Option<Instant>,
}

struct CheckoutRow {
    id: Uuid,
    deposit_id: Uuid,
    amount: Decimal,
    status: String,
    url: Option<String>,
    payment_reference: Option<String>,
    asked_at: Instant,
    looks: i16,
    generation: i32,
}

struct PaymentRow {
    reference: String,
    deposit_id: Uuid,
    checkout_id: Uuid,
    at: Instant,
    captured: Decimal,
    held: Decimal,
    applied: Decimal,
    refund_due: Decimal,
    refunded: Decimal,
    forfeited: Decimal,
    disputed: Decimal,
    dispute: Option<String>,
}

struct RefundRow {
    id: Uuid,
    payment_reference: String,
    appointment_id: Option<Uuid>,
    reason: String,
    amount: Decimal,
    status: String,
    generation: i32,
    reference: Option<String>,
    at: Instant,
    looks: i16,
}

impl Row {
    /// A deposit to which nothing belongs yet.
    fn bare(self) -> Result<Deposit, Unreadable> {
        let of = Of::row("deposits", self.id);
        let life = match self.status.as_str() {
            "due" => DepositLife::Due,
            "held" => DepositLife::Held { by: CheckoutId::from_uuid(of.there("held_by", self.held_by)?) },
            "void" => DepositLife::Void,
            "waived" => DepositLife::Waived,
            "settled" => DepositLife::Settled,
            _ => return Err(of.wrong("status")),
        };
        Ok(Deposit {
            id: DepositId::from_uuid(self.id),
            rev: Rev(of.number("rev", self.rev)?),
            amount: money(self.amount),
            shares: Vec::new(),
            life,
            failures: of.number("failures", self.failures)?,
            collected_by: of.code("collected_by", &self.collected_by)?,
            checkouts: Vec::new(),
            payments: Vec::new(),
            warned_for: self.warned_for,
            refund_until: self.refund_until,
        })
    }
}

impl TryFrom<CheckoutRow> for Checkout {
    type Error = Unreadable;

    fn try_from(row: CheckoutRow) -> Result<Self, Unreadable> {
        let of = Of::row("checkouts", row.id);
        let url = row.url.map(CheckoutUrl);
        let state = match row.status.as_str() {
            "requested" => CheckoutState::Requested,
            "open" => CheckoutState::Open { url: of.there("url", url)? },
            "expiring" => CheckoutState::Expiring { url },
            "processing" => CheckoutState::Processing,
            "paid" => {
                let payment = of.there("payment_reference", row.payment_reference)?;
                CheckoutState::Paid { payment: PaymentRef(payment) }
            }
            "expired" => CheckoutState::Expired,
            "failed" => CheckoutState::Failed,
            _ => return Err(of.wrong("status")),
        };
        Ok(Self {
            id: CheckoutId::from_uuid(row.id),
            amount: money(row.amount),
            state,
            asked_at: row.asked_at,
            looks: of.number("looks", row.looks)?,
            generation: of.number("generation", row.generation)?,
        })
    }
}

/// A [`CheckoutState`] in its columns.
fn state(state: &CheckoutState) -> (&'static str, Option<String>, Option<String>) {
    match state {
        CheckoutState::Requested => ("requested", None, None),
        CheckoutState::Open { url } => ("open", Some(url.0.clone()), None),
        CheckoutState::Expiring { url } => ("expiring", url.as_ref().map(|u| u.0.clone()), None),
        CheckoutState::Processing => ("processing", None, None),
        CheckoutState::Paid { payment } => ("paid", None, Some(payment.0.clone())),
        CheckoutState::Expired => ("expired", None, None),
        CheckoutState::Failed => ("failed", None, None),
    }
}

impl TryFrom<PaymentRow> for Payment {
    type Error = Unreadable;

    fn try_from(row: PaymentRow) -> Result<Self, Unreadable> {
        let of = Of::row("payments", &row.reference);
        Ok(Self {
            checkout: CheckoutId::from_uuid(row.checkout_id),
            at: row.at,
            captured: money(row.captured),
            held: money(row.held),
            applied: money(row.applied),
            refund_due: money(row.refund_due),
            refunded: money(row.refunded),
            forfeited: money(row.forfeited),
            disputed: money(row.disputed),
            refunds: Vec::new(),
            dispute: row.dispute.map(|turn| of.code("dispute", &turn)).transpose()?,
            reference: PaymentRef(row.reference),
        })
    }
}

impl TryFrom<RefundRow> for Refund {
    type Error = Unreadable;

    fn try_from(row: RefundRow) -> Result<Self, Unreadable> {
        let of = Of::row("refunds", row.id);
        Ok(Self {
            id: RefundId::from_uuid(row.id),
            appointment: row.appointment_id.map(AppointmentId::from_uuid),
            reason: of.code("reason", &row.reason)?,
            amount: money(row.amount),
            state: of.code("status", &row.status)?,
            generation: of.number("generation", row.generation)?,
            reference: row.reference,
            at: row.at,
            looks: of.number("looks", row.looks)?,
        })
    }
}

/// The deposits with these ids, whole; what does not exist is left out.
pub(in crate::postgres) async fn load(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Deposit>, Stop> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = query_as!(
        Row,
        "select id, rev, amount, status, held_by, failures, collected_by, warned_for, refund_until
         from deposits where id = any($1) order by id",
        ids
    )
    .fetch_all(&mut *db)
    .await?;
    let mut deposits: BTreeMap<Uuid, Deposit> = BTreeMap::new();
    for row in rows {
        deposits.insert(row.id, row.bare()?);
    }
    load_shares(db, ids, &mut deposits).await?;
    load_checkouts(db, ids, &mut deposits).await?;
    load_payments(db, ids, &mut deposits).await?;
    Ok(deposits.into_values().collect())
}

async fn load_shares(
    db: &mut PgConnection,
    ids: &[Uuid],
    deposits: &mut BTreeMap<Uuid, Deposit>,
) -> Result<(), Stop> {
    let rows = query!(
        "select deposit_id, appointment_id, amount from deposit_shares
         where deposit_id = any($1) order by deposit_id, ordinal",
        ids
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        if let Some(deposit) = deposits.get_mut(&row.deposit_id) {
            deposit.shares.push((AppointmentId::from_uuid(row.appointment_id), money(row.amount)));
        }
    }
    Ok(())
}

async fn load_checkouts(
    db: &mut PgConnection,
    ids: &[Uuid],
    deposits: &mut BTreeMap<Uuid, Deposit>,
) -> Result<(), Stop> {
    let rows = query_as!(
        CheckoutRow,
        "select id, deposit_id, amount, status, url, payment_reference, asked_at, looks, generation
         from checkouts where deposit_id = any($1) order by deposit_id, ordinal",
        ids
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        if let Some(deposit) = deposits.get_mut(&row.deposit_id) {
            deposit.checkouts.push(row.try_into()?);
        }
    }
    Ok(())
}

async fn load_payments(
    db: &mut PgConnection,
    ids: &[Uuid],
    deposits: &mut BTreeMap<Uuid, Deposit>,
) -> Result<(), Stop> {
    let rows = query_as!(
        PaymentRow,
        "select reference, deposit_id, checkout_id, at, captured, held, applied, refund_due, refunded, forfeited,
                disputed, dispute
         from payments where deposit_id = any($1) order by deposit_id, ordinal",
        ids
    )
    .fetch_all(&mut *db)
    .await?;
    let references: Vec<String> = rows.iter().map(|r| r.reference.clone()).collect();
    if references.is_empty() {
        return Ok(());
    }
    let refunds = query_as!(
        RefundRow,
        "select id, payment_reference, appointment_id, reason, amount, status, generation, reference, at, looks
         from refunds where payment_reference = any($1) order by payment_reference, ordinal",
        &references
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<String, Vec<Refund>> = BTreeMap::new();
    for row in refunds {
        of.entry(row.payment_reference.clone()).or_default().push(row.try_into()?);
    }
    for row in rows {
        let deposit = deposits.get_mut(&row.deposit_id);
        let mut payment: Payment = row.try_into()?;
        payment.refunds = of.remove(&payment.reference.0).unwrap_or_default();
        if let Some(deposit) = deposit {
            deposit.payments.push(payment);
        }
    }
    Ok(())
}

/// Writes a deposit over the revision that was read; `Stale` when it is another one.
pub(in crate::postgres) async fn write(
    db: &mut PgConnection,
    was: Option<Rev>,
    now: &Deposit,
    at: Instant,
) -> Result<(), Stop> {
    if write_row(db, was, now, at).await? != 1 {
        return Err(Stop::No(Committed::Stale));
    }
    write_shares(db, now).await?;
    write_checkouts(db, now).await?;
    if !now.payments.is_empty() {
        write_payments(db, now, at).await?;
    }
    if now.payments.iter().any(|p| !p.refunds.is_empty()) {
        write_refunds(db, now).await?;
    }
    show_on_appointments(db, now).await
}

async fn write_row(
    db: &mut PgConnection,
    was: Option<Rev>,
    now: &Deposit,
    at: Instant,
) -> Result<u64, sqlx::Error> {
    let (status, held_by) = match now.life {
        DepositLife::Due => ("due", None),
        DepositLife::Held { by } => ("held", Some(by.uuid())),
        DepositLife::Void => ("void", None),
        DepositLife::Waived => ("waived", None),
        DepositLife::Settled => ("settled", None),
    };
    // A new row meets no other, and one that is written over exists at the revision that was read.
    let done = query!(
        "insert into deposits (id, rev, amount, status, held_by, failures, collected_by, warned_for, refund_until,
             updated_at)
         select $1, $3, $4, $5, $6, $7, $8, $9, $10, $11
         where $2::bigint is null or exists (select from deposits where id = $1)
         on conflict (id) do update set rev = excluded.rev, amount = excluded.amount, status = excluded.status,
             held_by = excluded.held_by, failures = excluded.failures, collected_by = excluded.collected_by,
             warned_for = excluded.warned_for, refund_until = excluded.refund_until, updated_at = excluded.updated_at
         where deposits.rev = $2",
        now.id.uuid(),
        was.map(|rev| i64::from(rev.0)),
        i64::from(now.rev.0),
        euros(now.amount),
        status,
        held_by,
        i16::from(now.failures),
        code(&now.collected_by),
        now.warned_for,
        now.refund_until,
        at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// The place of each in its list.
fn ordinals(count: usize) -> Vec<i16> {
    (0..i16::MAX).take(count).collect()
}

async fn write_shares(db: &mut PgConnection, now: &Deposit) -> Result<(), Stop> {
    let appointments: Vec<Uuid> = now.shares.iter().map(|(id, _)| id.uuid()).collect();
    let amounts: Vec<Decimal> = now.shares.iter().map(|(_, share)| euros(*share)).collect();
    query!(
        "with gone as (delete from deposit_shares where deposit_id = $1 and ordinal >= cardinality($2::smallint[]))
         insert into deposit_shares (deposit_id, ordinal, appointment_id, amount)
         select $1, * from unnest($2::smallint[], $3::uuid[], $4::numeric[])
         on conflict (deposit_id, ordinal) do update
             set appointment_id = excluded.appointment_id, amount = excluded.amount
             where (deposit_shares.appointment_id, deposit_shares.amount)
                 is distinct from (excluded.appointment_id, excluded.amount)",
        now.id.uuid(),
        &ordinals(now.shares.len()),
        &appointments,
        &amounts,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn write_checkouts(db: &mut PgConnection, now: &Deposit) -> Result<(), Stop> {
    let of = &now.checkouts;
    let (mut statuses, mut urls, mut references) = (Vec::new(), Vec::new(), Vec::new());
    for checkout in of {
        let (status, url, reference) = state(&checkout.state);
        statuses.push(status.to_owned());
        urls.push(url);
        references.push(reference);
    }
    // Oldest first: the page that is shut gives its place to the one that is opened after it.
    query!(
        "insert into checkouts (deposit_id, ordinal, id, amount, status, url, payment_reference, asked_at, looks,
             generation)
         select $1, * from unnest($2::smallint[], $3::uuid[], $4::numeric[], $5::text[], $6::text[], $7::text[],
             $8::timestamptz[], $9::smallint[], $10::integer[])
         on conflict (id) do update set amount = excluded.amount, status = excluded.status, url = excluded.url,
             payment_reference = excluded.payment_reference, asked_at = excluded.asked_at, looks = excluded.looks,
             generation = excluded.generation",
        now.id.uuid(),
        &ordinals(of.len()),
        &of.iter().map(|c| c.id.uuid()).collect::<Vec<Uuid>>(),
        &of.iter().map(|c| euros(c.amount)).collect::<Vec<Decimal>>(),
        &statuses,
        &urls as &[Option<String>],
        &references as &[Option<String>],
        &of.iter().map(|c| c.asked_at).collect::<Vec<Instant>>(),
        &of.iter().map(|c| i16::from(c.looks)).collect::<Vec<i16>>(),
        &of.iter().map(|c| i32::from(c.generation)).collect::<Vec<i32>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn write_payments(db: &mut PgConnection, now: &Deposit, at: Instant) -> Result<(), Stop> {
    let of = &now.payments;
    let pot = |pot: fn(&Payment) -> Money| of.iter().map(|p| euros(pot(p))).collect::<Vec<Decimal>>();
    query!(
        "insert into payments (deposit_id, updated_at, ordinal, reference, checkout_id, at, captured, held, applied,
             refund_due, refunded, forfeited, disputed, dispute)
         select $1, $2, * from unnest($3::smallint[], $4::text[], $5::uuid[], $6::timestamptz[], $7::numeric[],
             $8::numeric[], $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[], $13::numeric[],
             $14::text[])
         on conflict (reference) do update set updated_at = excluded.updated_at, captured = excluded.captured,
             held = excluded.held, applied = excluded.applied, refund_due = excluded.refund_due,
             refunded = excluded.refunded, forfeited = excluded.forfeited, disputed = excluded.disputed,
             dispute = excluded.dispute
         where payments.deposit_id = excluded.deposit_id",
        now.id.uuid(),
        at,
        &ordinals(of.len()),
        &of.iter().map(|p| p.reference.0.clone()).collect::<Vec<String>>(),
        &of.iter().map(|p| p.checkout.uuid()).collect::<Vec<Uuid>>(),
        &of.iter().map(|p| p.at).collect::<Vec<Instant>>(),
        &pot(|p| p.captured),
        &pot(|p| p.held),
        &pot(|p| p.applied),
        &pot(|p| p.refund_due),
        &pot(|p| p.refunded),
        &pot(|p| p.forfeited),
        &pot(|p| p.disputed),
        &of.iter().map(|p| p.dispute.map(|d| code(&d))).collect::<Vec<Option<String>>>()
            as &[Option<String>],
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn write_refunds(db: &mut PgConnection, now: &Deposit) -> Result<(), Stop> {
    let of: Vec<(&Payment, i16, &Refund)> = now
        .payments
        .iter()
        .flat_map(|p| (0..i16::MAX).zip(&p.refunds).map(move |(ordinal, refund)| (p, ordinal, refund)))
        .collect();
    let refunds: Vec<&Refund> = of.iter().map(|(_, _, r)| *r).collect();
    query!(
        "insert into refunds (payment_reference, ordinal, id, appointment_id, reason, amount, status, generation,
             reference, at, looks)
         select * from unnest($1::text[], $2::smallint[], $3::uuid[], $4::uuid[], $5::text[], $6::numeric[],
             $7::text[], $8::integer[], $9::text[], $10::timestamptz[], $11::smallint[])
         on conflict (id) do update set amount = excluded.amount, status = excluded.status,
             generation = excluded.generation, reference = excluded.reference, at = excluded.at,
             looks = excluded.looks, reason = excluded.reason, appointment_id = excluded.appointment_id",
        &of.iter().map(|(p, _, _)| p.reference.0.clone()).collect::<Vec<String>>(),
        &of.iter().map(|(_, ordinal, _)| *ordinal).collect::<Vec<i16>>(),
        &refunds.iter().map(|r| r.id.uuid()).collect::<Vec<Uuid>>(),
        &refunds.iter().map(|r| r.appointment.map(Id::uuid)).collect::<Vec<Option<Uuid>>>()
            as &[Option<Uuid>],
        &refunds.iter().map(|r| code(&r.reason)).collect::<Vec<String>>(),
        &refunds.iter().map(|r| euros(r.amount)).collect::<Vec<Decimal>>(),
        &refunds.iter().map(|r| code(&r.state)).collect::<Vec<String>>(),
        &refunds.iter().map(|r| i32::from(r.generation)).collect::<Vec<i32>>(),
        &refunds.iter().map(|r| r.reference.clone()).collect::<Vec<Option<String>>>() as &[Option<String>],
        &refunds.iter().map(|r| r.at).collect::<Vec<Instant>>(),
        &refunds.iter().map(|r| i16::from(r.looks)).collect::<Vec<i16>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The columns of the appointments that only show what their deposit says.
async fn show_on_appointments(db: &mut PgConnection, now: &Deposit) -> Result<(), Stop> {
    let bearing = match now.life {
        DepositLife::Held { by } => now.payments.iter().find(|p| p.checkout == by),
        DepositLife::Due | DepositLife::Void | DepositLife::Waived | DepositLife::Settled => {
            now.payments.last()
        }
    };
    let status = match bearing {
        None => "pending",
        Some(p) if !p.forfeited.is_zero() => "forfeited",
        Some(p) if !(p.held.is_zero() && p.applied.is_zero()) => "confirmed",
        Some(p) if !(p.refund_due.is_zero() && p.refunded.is_zero()) => "refunded",
        Some(_) => "pending",
    };
    query!(
        "update appointments set payment_status = $2, stripe_payment_id = $3, payment_retry_count = $4
         where deposit_id = $1
           and (payment_status, stripe_payment_id, payment_retry_count) is distinct from ($2, $3, $4::integer)",
        now.id.uuid(),
        status,
        bearing.map(|p| &p.reference.0),
        i32::from(now.failures),
    )
    .execute(db)
    .await?;
    Ok(())
}
