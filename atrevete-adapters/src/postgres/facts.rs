//! Facts of one moment: everything a scope always needs and what was named, from one read-only snapshot.
//!
//! Invariants: all of it is of one snapshot (repeatable read), the salon included; rows of people who are not concerned
//! are not in it; a day that was asked for is loaded even when nothing is on it.

use super::{
    PgStore,
    error::Stop,
    rows::{appointments, customers, deposits},
};
use atrevete_domain::{
    booking::{Appointment, Customer, Deposit},
    facts::{Agenda, Busy, Facts, HoldCounts, Needs},
    values::{AppointmentId, CustomerId, DepositId, Id, Instant, SalonZone, Span, StylistId},
};
use atrevete_ports::{AgendaRev, Scope, Snapshot};
use chrono::{NaiveDate, TimeDelta};
use sqlx::{PgConnection, Postgres, Transaction, query, query_scalar};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many past visits of a customer are loaded.
const VISITS: i64 = 5;

/// What a scope leads to.
struct Wanted {
    customer: Option<CustomerId>,
    appointments: BTreeSet<Uuid>,
    deposits: BTreeSet<Uuid>,
}

impl PgStore {
    /// A transaction that only reads, all of it as of its first statement.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        self.pool.begin_with("begin isolation level repeatable read read only").await
    }

    pub(super) async fn load(&self, scope: Scope, needs: &Needs) -> Result<Snapshot, Stop> {
        let now = self.now();
        let mut tx = self.snapshot().await?;
        let (salon, epoch) = self.salon_in(&mut tx).await?;
        let revs = agenda_revs(&mut tx).await?;
        let mut wanted = Wanted::of(scope, needs);
        wanted.follow(&mut tx, scope).await?;
        let appointments = load_appointments(&mut tx, &wanted).await?;
        wanted.deposits.extend(appointments.values().filter_map(|a| a.deposit).map(Id::uuid));
        let deposits = load_deposits(&mut tx, &wanted).await?;
        let (customer, people) = load_people(&mut tx, wanted.customer, &appointments).await?;
        let agenda = load_agenda(&mut tx, salon.profile.zone, &needs.agenda).await?;
        let holds = count_holds(&mut tx, wanted.customer, now).await?;
        tx.commit().await?;
        let refused = Vec::new();
        let facts = Facts { salon, epoch, customer, people, appointments, deposits, agenda, holds, refused };
        Ok(Snapshot { facts, agenda: revs })
    }
}

impl Wanted {
    /// What was named.
    fn of(scope: Scope, needs: &Needs) -> Self {
        let customer = match scope {
            Scope::Customer(customer) => customer,
            Scope::Deposit(_) | Scope::Checkout(_) | Scope::Appointment(_) => None,
        };
        Self {
            customer,
            appointments: needs.appointments.iter().map(|id| id.uuid()).collect(),
            deposits: needs.deposits.iter().map(|id| id.uuid()).collect(),
        }
    }

    /// What follows from the scope: its deposit, its group, whoever pays, and what that one has.
    async fn follow(&mut self, db: &mut PgConnection, scope: Scope) -> Result<(), Stop> {
        let deposit = match scope {
            Scope::Customer(_) => None,
            Scope::Deposit(id) => Some(id.uuid()),
            Scope::Checkout(id) => {
                query_scalar!("select deposit_id from checkouts where id = $1", id.uuid())
                    .fetch_optional(&mut *db)
                    .await?
            }
            Scope::Appointment(id) => {
                self.appointments.insert(id.uuid());
                query_scalar!("select deposit_id from appointments where id = $1", id.uuid())
                    .fetch_optional(&mut *db)
                    .await?
                    .flatten()
            }
        };
        self.deposits.extend(deposit);
        self.shares(db).await?;
        match scope {
            Scope::Customer(_) => {}
            Scope::Deposit(_) | Scope::Checkout(_) | Scope::Appointment(_) => self.group(db).await?,
        }
        match self.customer {
            Some(customer) => self.always(db, customer).await,
            None => Ok(()),
        }
    }

    /// The appointments of the deposits.
    async fn shares(&mut self, db: &mut PgConnection) -> Result<(), Stop> {
        if self.deposits.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = self.deposits.iter().copied().collect();
        let of = query_scalar!("select appointment_id from deposit_shares where deposit_id = any($1)", &ids);
        self.appointments.extend(of.fetch_all(db).await?);
        Ok(())
    }

    /// The group of an appointment is agreed, reminded of and confirmed as one. Who pays for the first is the customer.
    async fn group(&mut self, db: &mut PgConnection) -> Result<(), Stop> {
        let ids: Vec<Uuid> = self.appointments.iter().copied().collect();
        let rows = query!(
            r#"select coalesce(booked_by_customer_id, customer_id) as "payer!", group_booking_id
               from appointments where id = any($1) order by id"#,
            &ids
        )
        .fetch_all(&mut *db)
        .await?;
        self.customer = rows.first().map(|row| CustomerId::from_uuid(row.payer));
        let groups: Vec<Uuid> = rows.iter().filter_map(|row| row.group_booking_id).collect();
        if groups.is_empty() {
            return Ok(());
        }
        let payers: Vec<Uuid> = rows.iter().map(|row| row.payer).collect();
        let of = query_scalar!(
            "select id from appointments where group_booking_id = any($1)
                and (customer_id = any($2) or booked_by_customer_id = any($2))",
            &groups,
            &payers
        );
        self.appointments.extend(of.fetch_all(db).await?);
        Ok(())
    }

    /// Her open appointments, own and booked for others, and her last visits.
    async fn always(&mut self, db: &mut PgConnection, customer: CustomerId) -> Result<(), Stop> {
        let of = query_scalar!(
            r#"select id as "id!" from appointments
               where (customer_id = $1 or booked_by_customer_id = $1) and status in ('provisional', 'confirmed')
               union
               (select id from appointments
                where (customer_id = $1 or booked_by_customer_id = $1) and status in ('completed', 'no_show')
                order by start_time desc, id desc limit $2)"#,
            customer.uuid(),
            VISITS
        );
        self.appointments.extend(of.fetch_all(db).await?);
        Ok(())
    }
}

async fn agenda_revs(db: &mut PgConnection) -> Result<BTreeMap<StylistId, AgendaRev>, Stop> {
    let rows = query!("select id, agenda_rev from stylists").fetch_all(db).await?;
    let rev = |stored: i64| AgendaRev(u64::try_from(stored).unwrap_or_default());
    Ok(rows.into_iter().map(|s| (StylistId::from_uuid(s.id), rev(s.agenda_rev))).collect())
}

async fn load_appointments(
    db: &mut PgConnection,
    wanted: &Wanted,
) -> Result<BTreeMap<AppointmentId, Appointment>, Stop> {
    let ids: Vec<Uuid> = wanted.appointments.iter().copied().collect();
    Ok(appointments::load(db, &ids).await?.into_iter().map(|a| (a.id, a)).collect())
}

async fn load_deposits(db: &mut PgConnection, wanted: &Wanted) -> Result<BTreeMap<DepositId, Deposit>, Stop> {
    let ids: Vec<Uuid> = wanted.deposits.iter().copied().collect();
    Ok(deposits::load(db, &ids).await?.into_iter().map(|d| (d.id, d)).collect())
}

/// The customer, everybody she has booked for, and who comes to or booked what was loaded.
async fn load_people(
    db: &mut PgConnection,
    customer: Option<CustomerId>,
    appointments: &BTreeMap<AppointmentId, Appointment>,
) -> Result<(Option<Customer>, BTreeMap<CustomerId, Customer>), Stop> {
    let mut concerned: BTreeSet<Uuid> = appointments
        .values()
        .flat_map(|a| std::iter::once(a.attendee.customer).chain(a.booked_by))
        .map(Id::uuid)
        .collect();
    if let Some(customer) = customer {
        let booked_for = query_scalar!(
            "select distinct customer_id from appointments where booked_by_customer_id = $1",
            customer.uuid()
        );
        concerned.extend(booked_for.fetch_all(&mut *db).await?);
    }
    let ids: BTreeSet<Uuid> = concerned.iter().copied().chain(customer.map(Id::uuid)).collect();
    let loaded = customers::load(db, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut people: BTreeMap<CustomerId, Customer> = loaded.into_iter().map(|c| (c.id, c)).collect();
    let me = customer.and_then(|id| people.get(&id).cloned());
    people.retain(|id, _| concerned.contains(&id.uuid()));
    Ok((me, people))
}

/// The days that were asked for: what lies on them, also what began the day before.
async fn load_agenda(
    db: &mut PgConnection,
    zone: SalonZone,
    days: &BTreeSet<(StylistId, NaiveDate)>,
) -> Result<Agenda, Stop> {
    let mut agenda = Agenda::default();
    if days.is_empty() {
        return Ok(agenda);
    }
    let days: Vec<(StylistId, NaiveDate, Span)> =
        days.iter().map(|(stylist, date)| (*stylist, *date, zone.day(*date))).collect();
    let rows = query!(
        r#"with day as (
               select * from unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
                   as d (place, stylist, f, u))
           select day.place as "place!", lower(s.during) as "from!", upper(s.during) as "to!",
                  s.appointment_id as "by?"
           from day join appointment_segments s
               on s.stylist_id = day.stylist and s.during && tstzrange(day.f, day.u) and s.live and s.kind <> 'gap'
           union all
           select day.place, lower(b.during), upper(b.during), null
           from day join calendar_blocks b on b.stylist_id = day.stylist and b.during && tstzrange(day.f, day.u)
           order by 1, 2, 3"#,
        &(0..i32::MAX).take(days.len()).collect::<Vec<i32>>(),
        &days.iter().map(|(stylist, _, _)| stylist.uuid()).collect::<Vec<Uuid>>(),
        &days.iter().map(|(_, _, span)| span.from).collect::<Vec<Instant>>(),
        &days.iter().map(|(_, _, span)| span.to).collect::<Vec<Instant>>(),
    )
    .fetch_all(db)
    .await?;
    let mut busy: Vec<Vec<Busy>> = vec![Vec::new(); days.len()];
    for row in rows {
        let Some(day) = usize::try_from(row.place).ok().and_then(|place| busy.get_mut(place)) else {
            continue;
        };
        add(
            day,
            Busy { span: Span { from: row.from, to: row.to }, by: row.by.map(AppointmentId::from_uuid) },
        );
    }
    for ((stylist, date, _), busy) in days.into_iter().zip(busy) {
        agenda.load(stylist, date, busy);
    }
    Ok(agenda)
}

/// Adds a stretch; those of one appointment that follow each other are one.
fn add(day: &mut Vec<Busy>, next: Busy) {
    match day.iter_mut().rev().find(|b| b.by.is_some() && b.by == next.by) {
        Some(last) if last.span.to == next.span.from => last.span.to = next.span.to,
        Some(_) | None => day.push(next),
    }
}

async fn count_holds(
    db: &mut PgConnection,
    customer: Option<CustomerId>,
    now: Instant,
) -> Result<HoldCounts, Stop> {
    let counted = query!(
        r#"select
            (select count(distinct coalesce(a.deposit_id, a.id)) from appointments a
             join customers c on c.id = coalesce(a.booked_by_customer_id, a.customer_id)
             where a.status = 'provisional' and c.visits_kept = 0) as "unproven!",
            (select count(distinct coalesce(a.deposit_id, '00000000-0000-0000-0000-000000000000'::uuid))
             from appointments a
             where (a.customer_id = $1 or a.booked_by_customer_id = $1)
               and a.status = 'expired' and a.created_at >= $2) as "lapsed!""#,
        customer.map(Id::uuid),
        now - TimeDelta::days(7)
    )
    .fetch_one(db)
    .await?;
    let small = |n: i64| u8::try_from(n).unwrap_or(u8::MAX);
    Ok(HoldCounts { unproven: small(counted.unproven), lapsed: small(counted.lapsed) })
}
