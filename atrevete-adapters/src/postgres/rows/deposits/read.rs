//! Deposits as they are read: the bare rows first, then what belongs to them.

use crate::postgres::{
    error::{Stop, Unreadable},
    read::{Of, money},
};
use atrevete_domain::{
    booking::{Checkout, CheckoutState, CheckoutUrl, Deposit, DepositLife, Payment, PaymentRef, Refund, Rev},
    values::{AppointmentId, CheckoutId, DepositId, Id as _, Instant, RefundId},
};
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
