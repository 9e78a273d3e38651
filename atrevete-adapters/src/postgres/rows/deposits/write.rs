//! Deposits as they are written: each table in one statement.

use crate::postgres::{
    error::Stop,
    read::{code, euros},
};
use atrevete_domain::{
    booking::{CheckoutState, Deposit, DepositLife, Payment, Refund, Rev},
    values::{Id, Instant, Money},
};
use atrevete_ports::Committed;
use sqlx::{PgConnection, query, types::Decimal};
use uuid::Uuid;

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
