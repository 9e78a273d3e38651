//! The database seeded and looked into, as the memory store is.

use super::PgRows;
use crate::database::wait;
use atrevete_domain::{
    booking::{Appointment, Customer, Deposit, LedgerEntry, PaymentRef},
    dialogue::{ChannelId, Conversation},
    facts::Needs,
    salon::Salon,
    step::{Case, Change, Effect, Waiting},
    values::{
        AppointmentId, CauseId, CheckoutId, ConversationId, CustomerId, DepositId, Id as _, Instant, Money,
        Span, StylistId, Words,
    },
};
use atrevete_ports::{
    Catalogue as _, Commit, Committed, Customers as _, Inbox as _, InboxRow, NewEvent, OutboxId, OutboxRow,
    Owned, Scope, Store as _, Timer, Timers as _, TimersOf, Turn,
};
use atrevete_testkit::rows::{OutboxEnd, Race, Rows, Stuck};
use chrono::TimeDelta;
use serde::de::{DeserializeOwned, value::StrDeserializer};
use serde_json::Value;
use sqlx::{Row as _, postgres::PgRow};
use std::{collections::BTreeSet, sync::Arc};

impl PgRows {
    /// Rows of a statement without parameters, or with one number.
    fn all(&self, sql: &'static str, from: usize) -> Vec<PgRow> {
        let pool = self.database.pool.clone();
        let from = i64::try_from(from).unwrap();
        wait(async move {
            let query = sqlx::query(sql);
            let query = if sql.contains("$1") { query.bind(from) } else { query };
            query.fetch_all(&pool).await.unwrap()
        })
    }

    fn count(&self, sql: &'static str) -> usize {
        usize::try_from(self.all(sql, 0)[0].get::<i64, _>(0)).unwrap()
    }

    fn seeds(&self, changes: Vec<Change>, timers: Vec<TimersOf>) {
        let (store, at) = (self.store.clone(), self.clock.now());
        let commit = Commit {
            at,
            fence: None,
            talk: None,
            changes,
            agenda: std::collections::BTreeMap::new(),
            outbox: Vec::new(),
            events: Vec::new(),
            timers,
            turn: Turn {
                conversation: None,
                cause: CauseId::named("test", "seed"),
                at,
                input: None,
                heard: None,
                trace: Vec::new(),
                said: None,
            },
        };
        let done = wait(async move { store.commit(commit).await }).unwrap();
        assert_eq!(done, Committed::Done, "a seed that the database refuses");
    }

    fn named(&self, needs: Needs) -> atrevete_domain::facts::Facts {
        let store = self.store.clone();
        wait(async move { store.facts(Scope::Customer(None), &needs).await }).unwrap().facts
    }

    fn customer(&self, id: CustomerId) -> Option<Customer> {
        let store = self.store.clone();
        wait(async move { store.facts(Scope::Customer(Some(id)), &Needs::default()).await })
            .unwrap()
            .facts
            .customer
    }
}

fn json<T: DeserializeOwned>(row: &PgRow, column: &str, what: &str) -> T {
    let mut document: Value = row.get(column);
    serde_json::from_value(document[what].take()).unwrap()
}

fn code<T: DeserializeOwned>(row: &PgRow, column: &str) -> T {
    let from = StrDeserializer::<serde::de::value::Error>::new(row.get(column));
    T::deserialize(from).unwrap()
}

fn id<T: atrevete_domain::values::Id>(row: &PgRow, column: &str) -> Option<T> {
    row.get::<Option<sqlx::types::Uuid>, _>(column).map(T::from_uuid)
}

fn outbox_row(row: &PgRow) -> OutboxRow {
    let effect: Effect = json(row, "payload", "effect");
    OutboxRow {
        id: OutboxId::from_uuid(row.get("id")),
        lane: effect.lane(),
        effect,
        text: row.get("text"),
        made_at: row.get("made_at"),
        owner_epoch: u32::try_from(row.get::<i64, _>("owner_epoch")).unwrap(),
        attempts: u16::try_from(row.get::<i32, _>("attempts")).unwrap(),
        generation: u16::try_from(row.get::<i32, _>("generation")).unwrap(),
    }
}

fn ended(row: &PgRow) -> OutboxEnd {
    OutboxEnd { row: outbox_row(row), how: code(row, "status"), at: row.get("ended_at") }
}

fn turn(row: &PgRow) -> Turn {
    Turn {
        conversation: id(row, "conversation_id"),
        cause: CauseId::from_uuid(row.get("cause")),
        at: row.get("at"),
        input: row.get::<Option<Value>, _>("input").map(|_| json(row, "input", "input")),
        heard: row.get("heard"),
        trace: json(row, "trace", "trace"),
        said: row.get("said"),
    }
}

impl Rows for PgRows {
    fn race(&self, what: Race) {
        self.races.lock().unwrap().push_back(what);
    }

    fn seed_customer(&self, customer: Customer, channel: Option<ChannelId>) {
        let (id, at) = (customer.id, self.clock.now());
        self.seeds(vec![Change::Customer { was: None, now: customer }], Vec::new());
        let Some(channel) = channel else { return };
        let pool = self.database.pool.clone();
        wait(async move {
            sqlx::query("insert into identities (channel, customer_id, linked_at) values ($1, $2, $3)")
                .bind(&channel.0)
                .bind(id.uuid())
                .bind(at)
                .execute(&pool)
                .await
                .unwrap();
            sqlx::query("update customers set last_channel = $1 where id = $2")
                .bind(&channel.0)
                .bind(id.uuid())
                .execute(&pool)
                .await
                .unwrap();
        });
    }

    fn seed_appointment(&self, appointment: Appointment, deposit: Option<(Deposit, Vec<LedgerEntry>)>) {
        let mut changes = vec![Change::Appointment { was: None, now: appointment }];
        if let Some((now, entries)) = deposit {
            changes.push(Change::Deposit { was: None, now });
            changes.extend(entries.into_iter().map(Change::Post));
        }
        self.seeds(changes, Vec::new());
    }

    fn seed_timers(&self, timers: TimersOf) {
        self.seeds(Vec::new(), vec![timers]);
    }

    fn block(&self, stylist: StylistId, span: Span) {
        let pool = self.database.pool.clone();
        wait(async move {
            sqlx::query(
                "insert into calendar_blocks (id, stylist_id, during) values (gen_random_uuid(), $1, tstzrange($2, $3))",
            )
            .bind(stylist.uuid())
            .bind(span.from)
            .bind(span.to)
            .execute(&pool)
            .await
            .unwrap();
        });
    }

    fn salon_now(&self) -> Arc<Salon> {
        let catalogue = self.catalogue.clone();
        wait(async move { catalogue.salon().await }).unwrap()
    }

    fn appointments(&self) -> Vec<Appointment> {
        let ids = self.all("select id from appointments", 0);
        let appointments = ids.iter().map(|row| AppointmentId::from_uuid(row.get(0))).collect();
        let facts = self.named(Needs { appointments, ..Needs::default() });
        facts.appointments.into_values().collect()
    }

    fn appointment(&self, id: AppointmentId) -> Option<Appointment> {
        self.named(Needs { appointments: [id].into(), ..Needs::default() }).appointments.remove(&id)
    }

    fn appointments_of(&self, customer: CustomerId) -> Vec<Appointment> {
        self.appointments().into_iter().filter(|a| a.speaks_for(customer)).collect()
    }

    fn deposits(&self) -> Vec<Deposit> {
        let ids = self.all("select id from deposits", 0);
        let deposits = ids.iter().map(|row| DepositId::from_uuid(row.get(0))).collect();
        self.named(Needs { deposits, ..Needs::default() }).deposits.into_values().collect()
    }

    fn deposit(&self, id: DepositId) -> Option<Deposit> {
        self.named(Needs { deposits: [id].into(), ..Needs::default() }).deposits.remove(&id)
    }

    fn deposit_of(&self, checkout: CheckoutId) -> Option<Deposit> {
        self.deposits().into_iter().find(|d| d.checkouts.iter().any(|c| c.id == checkout))
    }

    fn customers(&self) -> Vec<Customer> {
        let ids = self.all("select id from customers order by id", 0);
        ids.iter().filter_map(|row| self.customer(CustomerId::from_uuid(row.get(0)))).collect()
    }

    fn customer_of(&self, channel: &ChannelId) -> Option<Customer> {
        let (store, channel) = (self.store.clone(), channel.clone());
        let id = wait(async move { store.identify(&channel, None).await }).unwrap()?;
        self.customer(id)
    }

    fn ledger(&self) -> Vec<LedgerEntry> {
        let rows = self.all("select *, (amount * 100)::bigint as cents from ledger order by key", 0);
        let entry = |row: &PgRow| LedgerEntry {
            key: row.get("key"),
            at: row.get("at"),
            payment: PaymentRef(row.get("payment_reference")),
            appointment: id(row, "appointment_id"),
            from: code(row, "from_account"),
            to: code(row, "to_account"),
            amount: Money::cents(row.get("cents")),
        };
        rows.iter().map(entry).collect()
    }

    fn cases(&self) -> Vec<Case> {
        let rows = self.all("select *, (amount * 100)::bigint as cents from cases order by id", 0);
        let case = |row: &PgRow| Case {
            id: id(row, "id").unwrap(),
            kind: code(row, "kind"),
            appointment: id(row, "appointment_id"),
            deposit: id(row, "deposit_id"),
            amount: row.get::<Option<i64>, _>("cents").map(Money::cents),
            at: row.get("at"),
        };
        rows.iter().map(case).collect()
    }

    fn waiting_list(&self) -> Vec<Waiting> {
        let rows = self.all("select * from waiting_list order by id", 0);
        let waiting = |row: &PgRow| Waiting {
            customer: id(row, "customer_id").unwrap(),
            services: row
                .get::<Vec<sqlx::types::Uuid>, _>("service_ids")
                .into_iter()
                .map(atrevete_domain::values::ServiceId::from_uuid)
                .collect(),
            wish: json(row, "wish", "wish"),
            with: id(row, "stylist_id"),
            at: row.get("at"),
        };
        rows.iter().map(waiting).collect()
    }

    fn unresolved(&self) -> Vec<Words> {
        let rows = self.all("select words from unresolved_words order by id", 0);
        rows.iter().map(|row| Words::new(row.get::<String, _>(0))).collect()
    }

    fn talk(&self, channel: &ChannelId) -> Option<Conversation> {
        let (store, channel) = (self.store.clone(), channel.clone());
        wait(async move { store.conversation(&channel).await }).unwrap().map(|t| t.state)
    }

    fn talks(&self) -> Vec<Conversation> {
        let rows = self.all("select channel from conversations where version > 0 order by channel", 0);
        rows.iter().filter_map(|row| self.talk(&ChannelId(row.get(0)))).collect()
    }

    fn owned(&self, channel: &ChannelId) -> Owned {
        let rows = self.all("select channel, owned_by from conversations", 0);
        let row = rows.iter().find(|row| row.get::<String, _>(0) == channel.0);
        match row.map(|row| row.get::<String, _>(1)).as_deref() {
            Some("person") => Owned::ByPerson,
            Some(_) | None => Owned::ByMaite,
        }
    }

    fn turns(&self, from: usize) -> Vec<Turn> {
        self.all("select * from turns order by id offset $1", from).iter().map(turn).collect()
    }

    fn turn_count(&self) -> usize {
        self.count("select count(*) from turns")
    }

    fn ended(&self) -> Vec<OutboxEnd> {
        self.ended_since(0)
    }

    fn ended_count(&self) -> usize {
        self.count("select count(*) from outbox where status <> 'pending'")
    }

    fn ended_since(&self, from: usize) -> Vec<OutboxEnd> {
        let sql = "select * from outbox where status <> 'pending' order by ended_order offset $1";
        self.all(sql, from).iter().map(ended).collect()
    }

    fn channel(&self, conversation: ConversationId) -> Option<ChannelId> {
        let store = self.store.clone();
        wait(async move { store.addressee(conversation).await }).unwrap().map(|to| to.channel)
    }

    fn open_timers(&self) -> Vec<Timer> {
        let (store, ever) = (self.store.clone(), self.clock.now() + TimeDelta::days(3_650));
        wait(async move { store.due(ever).await }).unwrap()
    }

    fn next_at(&self) -> Option<Instant> {
        let rows = self.all(
            "select least((select min(at) from timers where not fired), (select min(ready_at) from lanes),
                          (select min(ready_at) from outbox_lanes))",
            0,
        );
        rows[0].get(0)
    }

    fn is_taken(&self, stylist: StylistId, span: Span) -> bool {
        let pool = self.database.pool.clone();
        wait(async move {
            sqlx::query_scalar(
                "select exists (select from appointment_segments where live and kind <> 'gap' and stylist_id = $1
                                and during && tstzrange($2, $3))
                     or exists (select from calendar_blocks where stylist_id = $1 and during && tstzrange($2, $3))",
            )
            .bind(stylist.uuid())
            .bind(span.from)
            .bind(span.to)
            .fetch_one(&pool)
            .await
            .unwrap()
        })
    }

    fn stuck(&self, now: Instant) -> Vec<Stuck> {
        super::nothing_is_stuck(self, now);
        let inbox = self.all("select * from inbox where status = 'new' order by seq", 0);
        let event = |row: &PgRow| InboxRow {
            id: id(row, "id").unwrap(),
            event: json(row, "payload", "event"),
            heard: None,
            at: row.get("at"),
            failures: u8::try_from(row.get::<i16, _>("failures")).unwrap(),
        };
        let outbox = self.all("select * from outbox where status = 'pending' order by seq", 0);
        let store = self.store.clone();
        let due = wait(async move { store.due(now).await }).unwrap();
        let endless = self.all(
            "select a.id from appointments a where a.status = 'provisional' and not exists (
                 select from timers t where t.kind in ('due:limit', 'due:release')
                     and t.subject in ('appointment:' || a.id, 'deposit:' || a.deposit_id))",
            0,
        );
        let holds: BTreeSet<AppointmentId> =
            endless.iter().map(|row| AppointmentId::from_uuid(row.get(0))).collect();
        let inbox = inbox.iter().map(|row| Stuck::Inbox(event(row)));
        let outbox = outbox.iter().map(|row| Stuck::Outbox(outbox_row(row)));
        inbox
            .chain(outbox)
            .chain(due.into_iter().map(Stuck::Timer))
            .chain(holds.into_iter().map(Stuck::Hold))
            .collect()
    }
}

/// Events put from a thread that waits.
pub(super) fn put(rows: &PgRows, event: NewEvent) {
    let store = rows.store.clone();
    let _ = wait(async move { store.put(event).await }).unwrap();
}
