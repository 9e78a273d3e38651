//! Writing: one transaction, its guards before its rows.
//!
//! Invariants: unless everything was written nothing was; the claim's lane is locked first and given back last; a row is
//! written only over the revision that was read. What the database refuses is an outcome where the driver knows one.

use super::{
    PgStore,
    chairs::{self, Seating},
    error::{Stop, broken, collided, excluded},
    fence, inbox, money, names, outbox, people,
    read::{Of, document},
    rows::{appointments, customers, deposits},
    timers,
};
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::{ChannelId, ThreadId},
    facts::Needs,
    step::Change,
    values::{ConversationId, Id, Instant},
};
use atrevete_ports::{
    Addressee, Commit, Committed, Fence, Owned, PortError, Scope, Snapshot, Store, StoredTalk, Talk, Turn,
};
use sqlx::{PgConnection, query, query_scalar};
use uuid::Uuid;

#[async_trait]
impl Store for PgStore {
    async fn conversation(&self, channel: &ChannelId) -> Result<Option<StoredTalk>, PortError> {
        let row = query!(
            "select version, state, id from conversations where channel = $1 and version > 0",
            channel.0
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(broken)?;
        let Some(row) = row else { return Ok(None) };
        let of = Of::row("conversations", row.id.unwrap_or_default());
        let read = || {
            let state = of.there("state", row.state)?;
            Ok(StoredTalk {
                state: of.json("state", "state", state)?,
                version: of.number("version", row.version)?,
            })
        };
        read().map(Some).map_err(super::error::unreadable)
    }

    async fn facts(&self, scope: Scope, needs: &Needs) -> Result<Snapshot, PortError> {
        Ok(self.load(scope, needs).await?)
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, PortError> {
        let mut tx = self.pool.begin().await.map_err(broken)?;
        let written = match write(&mut tx, &commit).await {
            Ok(()) => tx.commit().await.map_err(Stop::from),
            Err(stop) => {
                // A connection that is lost rolls back by itself.
                let _ = tx.rollback().await;
                Err(stop)
            }
        };
        match written {
            Ok(()) => {
                self.wake();
                Ok(Committed::Done)
            }
            Err(Stop::No(outcome)) => Ok(outcome),
            Err(Stop::Db(error)) if collided(&error) => Ok(Committed::Stale),
            Err(Stop::Db(error)) if excluded(&error) => Ok(chair_taken(&commit)),
            Err(stop) => Err(stop.into()),
        }
    }

    async fn addressee(&self, conversation: ConversationId) -> Result<Option<Addressee>, PortError> {
        let row = query!(
            r#"select c.channel, c.thread as "thread!", c.owned_by, c.owner_epoch, c.last_heard,
                      coalesce(p.opted_out, false) as "opted_out!"
               from conversations c
               left join identities i on i.channel = c.channel
               left join customers p on p.id = i.customer_id
               where c.id = $1"#,
            conversation.uuid()
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(broken)?;
        let Some(row) = row else { return Ok(None) };
        let of = Of::row("conversations", conversation);
        let read = || {
            Ok(Addressee {
                thread: ThreadId(row.thread),
                channel: ChannelId(row.channel),
                owned: match row.owned_by.as_str() {
                    "maite" => Owned::ByMaite,
                    "person" => Owned::ByPerson,
                    _ => return Err(of.wrong("owned_by")),
                },
                owner_epoch: of.number("owner_epoch", row.owner_epoch)?,
                last_heard: row.last_heard,
                opted_out: row.opted_out,
            })
        };
        read().map(Some).map_err(super::error::unreadable)
    }
}

/// The constraint refused at the end of the transaction, where nobody can say which of several seats it was.
fn chair_taken(commit: &Commit) -> Committed {
    let taken = commit.changes.iter().filter_map(chairs::appointment).find(|a| a.life.occupies());
    match taken.map(|a| chairs::refused(a.seat)) {
        Some(Stop::No(outcome)) => outcome,
        Some(_) | None => Committed::Stale,
    }
}

async fn write(db: &mut PgConnection, commit: &Commit) -> Result<(), Stop> {
    if let Some(fence) = &commit.fence {
        hold(db, fence).await?;
    }
    let seating = chairs::lock(db, &commit.changes).await?;
    if let Some(talk) = &commit.talk {
        write_talk(db, talk).await?;
    }
    write_changes(db, commit, &seating).await?;
    let mut owner_epoch = 0;
    if let Some(talk) = &commit.talk {
        if let Some(customer) = talk.customer {
            people::link(db, &talk.state.channel, customer, commit.at).await?;
        }
        owner_epoch = owner_epoch_of(db, &talk.state.channel).await?;
    }
    for event in &commit.events {
        inbox::put_owning(db, event, commit.at).await?;
    }
    for row in &commit.outbox {
        outbox::write(db, row, owner_epoch, commit.at).await?;
        money::escalate(db, row).await?;
    }
    timers::replace(db, &commit.timers).await?;
    remember(db, commit).await?;
    match &commit.fence {
        Some(fence) => give_back(db, fence, commit.at).await,
        None => Ok(()),
    }
}

/// The claim, if it still holds.
async fn hold(db: &mut PgConnection, fence: &Fence) -> Result<(), Stop> {
    let lane = names::inbox_lane(&fence.lane);
    if fence::hold_inbox(db, &lane, fence.epoch).await? { Ok(()) } else { Err(Stop::No(Committed::Lost)) }
}

/// The rows are done, and the lane is ready for what is left in it. Rows that somebody else has handled mean that the
/// claim was not ours alone.
async fn give_back(db: &mut PgConnection, fence: &Fence, at: Instant) -> Result<(), Stop> {
    let ids: Vec<Uuid> = fence.done.iter().map(|id| id.uuid()).collect();
    let done = query!(
        "update inbox set status = 'done', handled_at = $2 where id = any($1) and status = 'new'",
        &ids,
        at
    )
    .execute(&mut *db)
    .await?;
    if usize::try_from(done.rows_affected()) != Ok(ids.len()) {
        return Err(Stop::No(Committed::Lost));
    }
    fence::rest_inbox(db, &names::inbox_lane(&fence.lane), at).await
}

async fn write_talk(db: &mut PgConnection, talk: &Talk) -> Result<(), Stop> {
    let Talk { state, version, customer: _ } = talk;
    let version = i64::try_from(*version).unwrap_or(i64::MAX);
    // A row of version 0 may be there already: who owns the conversation was written before it began.
    let written = query!(
        "insert into conversations as c (channel, id, version, thread, last_heard, state)
         select $1, $2, $3::bigint + 1, $4, $5, $6
         where $3 = 0 or exists (select from conversations where channel = $1)
         on conflict (channel) do update set id = excluded.id, version = excluded.version, thread = excluded.thread,
             last_heard = excluded.last_heard, state = excluded.state
         where c.version = $3",
        state.channel.0,
        state.id.uuid(),
        version,
        state.thread.0,
        state.last_heard,
        document("state", state)
    )
    .execute(db)
    .await?;
    if written.rows_affected() == 1 { Ok(()) } else { Err(Stop::No(Committed::Stale)) }
}

async fn owner_epoch_of(db: &mut PgConnection, channel: &ChannelId) -> Result<i64, Stop> {
    Ok(query_scalar!("select owner_epoch from conversations where channel = $1", channel.0)
        .fetch_one(db)
        .await?)
}

/// People, then time that is given up, rows, time that is taken, money, and the rest.
async fn write_changes(db: &mut PgConnection, commit: &Commit, seating: &Seating<'_>) -> Result<(), Stop> {
    seating.give_up(db).await?;
    for change in &commit.changes {
        match change {
            Change::Customer { was, now } => customers::write(db, *was, now).await?,
            Change::Appointment { was, now } => appointments::write(db, *was, now, commit.at).await?,
            Change::Deposit { was, now } => deposits::write(db, *was, now, commit.at).await?,
            Change::Case(case) => money::open(db, case).await?,
            Change::Waiting(waiting) => money::wait(db, waiting).await?,
            Change::Unresolved(words) => money::unresolved(db, words, commit.at).await?,
            // Together, below.
            Change::Post(_) => {}
        }
    }
    seating.take(db, &commit.agenda).await?;
    let posts: Vec<_> = commit.changes.iter().filter_map(post).collect();
    money::post(db, &posts).await
}

fn post(change: &Change) -> Option<&atrevete_domain::booking::LedgerEntry> {
    match change {
        Change::Post(entry) => Some(entry),
        Change::Customer { .. }
        | Change::Appointment { .. }
        | Change::Deposit { .. }
        | Change::Case(_)
        | Change::Waiting(_)
        | Change::Unresolved(_) => None,
    }
}

/// The turn with its trace, and what was heard and said as a transcript.
async fn remember(db: &mut PgConnection, commit: &Commit) -> Result<(), Stop> {
    let Turn { conversation, cause, at, input, heard, trace, said } = &commit.turn;
    query!(
        "insert into turns (conversation_id, cause, at, input, trace, heard, said)
         values ($1, $2, $3, $4, $5, $6, $7)",
        conversation.map(Id::uuid),
        cause.uuid(),
        at,
        input.as_ref().map(|input| document("input", input)),
        document("trace", trace),
        *heard,
        *said
    )
    .execute(&mut *db)
    .await?;
    let Some(conversation) = conversation else { return Ok(()) };
    let (mut roles, mut texts) = (Vec::new(), Vec::new());
    for (role, text) in [("user", heard), ("assistant", said)] {
        if let Some(text) = text {
            roles.push(role.to_owned());
            texts.push(text.clone());
        }
    }
    if roles.is_empty() {
        return Ok(());
    }
    let customer = commit.talk.as_ref().and_then(|talk| talk.customer);
    query!(
        "insert into conversation_history (customer_id, conversation_id, timestamp, message_role, message_content)
         select $1, $2, $3, * from unnest($4::text[], $5::text[])",
        customer.map(Id::uuid),
        conversation.uuid(),
        at,
        &roles,
        &texts
    )
    .execute(db)
    .await?;
    Ok(())
}
