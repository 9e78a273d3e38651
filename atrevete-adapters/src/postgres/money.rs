//! The ledger, and what staff must decide.

use super::{
    error::Stop,
    read::{code, document, euros},
};
use atrevete_domain::{
    booking::LedgerEntry,
    step::{Case, Effect, Handoff, Waiting},
    values::{Id, Instant, Words},
};
use atrevete_ports::NewRow;
use sqlx::{PgConnection, query, query_scalar, types::Decimal};
use uuid::Uuid;

/// Posts movements, each once by its key; the same key with another amount is a defect.
pub(super) async fn post(db: &mut PgConnection, entries: &[&LedgerEntry]) -> Result<(), Stop> {
    if entries.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = entries.iter().map(|e| e.key.clone()).collect();
    let amounts: Vec<Decimal> = entries.iter().map(|e| euros(e.amount)).collect();
    query!(
        "insert into ledger (key, at, payment_reference, appointment_id, from_account, to_account, amount)
         select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[], $6::text[],
             $7::numeric[])
         on conflict (key) do nothing",
        &keys,
        &entries.iter().map(|e| e.at).collect::<Vec<Instant>>(),
        &entries.iter().map(|e| e.payment.0.clone()).collect::<Vec<String>>(),
        &entries.iter().map(|e| e.appointment.map(Id::uuid)).collect::<Vec<Option<Uuid>>>()
            as &[Option<Uuid>],
        &entries.iter().map(|e| code(&e.from)).collect::<Vec<String>>(),
        &entries.iter().map(|e| code(&e.to)).collect::<Vec<String>>(),
        &amounts,
    )
    .execute(&mut *db)
    .await?;
    let other = query_scalar!(
        r#"select count(*) as "count!" from unnest($1::text[], $2::numeric[]) as e (key, amount)
           join ledger l on l.key = e.key where l.amount <> e.amount"#,
        &keys,
        &amounts
    )
    .fetch_one(db)
    .await?;
    if other == 0 { Ok(()) } else { Err(Stop::Defect) }
}

/// Opens a case, once by its id.
pub(super) async fn open(db: &mut PgConnection, case: &Case) -> Result<(), Stop> {
    query!(
        "insert into cases (id, kind, appointment_id, deposit_id, amount, at)
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
        case.id.uuid(),
        code(&case.kind),
        case.appointment.map(Id::uuid),
        case.deposit.map(Id::uuid),
        case.amount.map(euros),
        case.at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts somebody on the waiting list.
pub(super) async fn wait(db: &mut PgConnection, waiting: &Waiting) -> Result<(), Stop> {
    query!(
        "insert into waiting_list (customer_id, service_ids, stylist_id, wish, at) values ($1, $2, $3, $4, $5)",
        waiting.customer.uuid(),
        &waiting.services.iter().map(|id| id.uuid()).collect::<Vec<Uuid>>(),
        waiting.with.map(Id::uuid),
        document("wish", &waiting.wish),
        waiting.at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps words that nobody resolved.
pub(super) async fn unresolved(db: &mut PgConnection, words: &Words, at: Instant) -> Result<(), Stop> {
    query!("insert into unresolved_words (words, at) values ($1, $2)", words.as_str(), at)
        .execute(db)
        .await?;
    Ok(())
}

/// Records a handoff under the id of the effect that tells the team of it.
pub(super) async fn escalate(db: &mut PgConnection, row: &NewRow) -> Result<(), Stop> {
    let Some(handoff) = handoff(&row.effect) else { return Ok(()) };
    query!(
        "insert into escalations (id, conversation_id, reason, customer_id, appointment_id, urgent, answer_by, summary,
             at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing",
        row.id.uuid(),
        handoff.conversation.uuid(),
        code(&handoff.reason),
        handoff.customer.map(Id::uuid),
        handoff.appointment.map(Id::uuid),
        handoff.urgent,
        handoff.answer_by,
        document("summary", &handoff.summary),
        handoff.at
    )
    .execute(db)
    .await?;
    Ok(())
}

fn handoff(effect: &Effect) -> Option<&Handoff> {
    match effect {
        Effect::HandOff(handoff) => Some(handoff),
        Effect::Say(_)
        | Effect::Secure { .. }
        | Effect::ExpireCheckout { .. }
        | Effect::LookAtCheckout { .. }
        | Effect::Refund { .. }
        | Effect::Mirror { .. }
        | Effect::TellStylist { .. }
        | Effect::AlertTeam { .. } => None,
    }
}
