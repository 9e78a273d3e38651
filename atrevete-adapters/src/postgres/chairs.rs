//! Who has which stretch of a stylist's time.
//!
//! Invariants: stylists are locked in the order of their ids before any of their time is touched, so that bids for one
//! chair queue up instead of waiting for each other; the exclusion constraint has the last word. All time that a commit
//! gives up is given up before any is taken, so that visits may change places.

use super::error::{Stop, excluded};
use atrevete_domain::{
    booking::{Appointment, Seat},
    facts::Conflict,
    salon::SegmentKind,
    step::Change,
    values::{AppointmentId, Id as _, Instant, Span, StylistId},
};
use atrevete_ports::{AgendaRev, Committed};
use chrono::TimeDelta;
use sqlx::{PgConnection, query};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A stretch of a stylist's time as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    stylist: StylistId,
    span: Span,
    kind: SegmentKind,
    live: bool,
}

/// What a commit does to chairs.
pub(super) struct Seating<'a> {
    /// Appointments whose segments are written anew: those that take time last.
    anew: Vec<&'a Appointment>,
    /// Those of them that occupy time they did not occupy before.
    takers: Vec<&'a Appointment>,
    /// The agendas of the stylists concerned, as they are under the lock.
    agenda: BTreeMap<StylistId, AgendaRev>,
}

/// Locks the stylists whose time the changes touch, and sees what is given up and what is taken.
pub(super) async fn lock<'a>(db: &mut PgConnection, changes: &'a [Change]) -> Result<Seating<'a>, Stop> {
    let touched: Vec<&Appointment> = changes.iter().filter_map(appointment).collect();
    if touched.is_empty() {
        return Ok(Seating { anew: Vec::new(), takers: Vec::new(), agenda: BTreeMap::new() });
    }
    let ids: Vec<Uuid> = touched.iter().map(|a| a.id.uuid()).collect();
    let stylists: Vec<Uuid> = touched.iter().map(|a| a.seat.stylist.uuid()).collect();
    let locked = query!(
        "select id, agenda_rev from stylists
         where id = any($1) or id in (select stylist_id from appointments where id = any($2))
         order by id for no key update",
        &stylists,
        &ids
    )
    .fetch_all(&mut *db)
    .await?;
    let agenda = locked
        .into_iter()
        .map(|s| (StylistId::from_uuid(s.id), AgendaRev(u64::try_from(s.agenda_rev).unwrap_or_default())))
        .collect();
    let stored = stored(db, &ids).await?;
    let none = Vec::new();
    let before = |a: &Appointment| stored.get(&a.id).unwrap_or(&none);
    let takers = touched.iter().copied().filter(|a| newly_takes(before(a), a)).collect();
    let mut anew: Vec<&Appointment> = touched.iter().copied().filter(|a| *before(a) != segments(a)).collect();
    anew.sort_by_key(|a| newly_takes(before(a), a));
    Ok(Seating { anew, takers, agenda })
}

impl Seating<'_> {
    /// Gives up all time that is written anew.
    pub(super) async fn give_up(&self, db: &mut PgConnection) -> Result<(), Stop> {
        let ids: Vec<Uuid> = self.anew.iter().map(|a| a.id.uuid()).collect();
        if !ids.is_empty() {
            query!("delete from appointment_segments where appointment_id = any($1)", &ids)
                .execute(db)
                .await?;
        }
        Ok(())
    }

    /// Takes the time, when the rows are written: `Stale` if an agenda has changed since it was read, `Refused` if
    /// somebody has it.
    pub(super) async fn take(
        &self,
        db: &mut PgConnection,
        seen: &BTreeMap<StylistId, AgendaRev>,
    ) -> Result<(), Stop> {
        let changed = |taker: &&Appointment| {
            let stylist = taker.seat.stylist;
            seen.get(&stylist).is_some_and(|rev| self.agenda.get(&stylist) != Some(rev))
        };
        if self.takers.iter().any(changed) {
            return Err(Stop::No(Committed::Stale));
        }
        if let Some(seat) = self.over_a_block(db).await? {
            return Err(refused(seat));
        }
        for appointment in &self.anew {
            insert(db, appointment).await?;
        }
        Ok(())
    }

    /// The first seat that lies over a block. A block may be put over an appointment; the other way round never.
    async fn over_a_block(&self, db: &mut PgConnection) -> Result<Option<Seat>, Stop> {
        let (mut places, mut stylists, mut from, mut to) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (place, taker) in (0_i32..).zip(&self.takers) {
            for span in taker.occupied() {
                places.push(place);
                stylists.push(taker.seat.stylist.uuid());
                from.push(span.from);
                to.push(span.to);
            }
        }
        if places.is_empty() {
            return Ok(None);
        }
        let blocked = query!(
            "select min(t.place) as place
             from unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as t (place, stylist, f, u)
             join calendar_blocks b on b.stylist_id = t.stylist and b.during && tstzrange(t.f, t.u)",
            &places,
            &stylists,
            &from,
            &to
        )
        .fetch_one(db)
        .await?;
        let place = blocked.place.and_then(|place| usize::try_from(place).ok());
        Ok(place.and_then(|place| self.takers.get(place)).map(|taker| taker.seat))
    }
}

pub(super) fn appointment(change: &Change) -> Option<&Appointment> {
    match change {
        Change::Appointment { now, .. } => Some(now),
        Change::Customer { .. }
        | Change::Deposit { .. }
        | Change::Post(_)
        | Change::Case(_)
        | Change::Waiting(_)
        | Change::Unresolved(_) => None,
    }
}

pub(super) fn refused(seat: Seat) -> Stop {
    Stop::No(Committed::Refused(Conflict::SlotTaken(seat)))
}

async fn stored(db: &mut PgConnection, ids: &[Uuid]) -> Result<BTreeMap<AppointmentId, Vec<Segment>>, Stop> {
    let rows = query!(
        r#"select appointment_id, stylist_id, lower(during) as "from!", upper(during) as "to!", kind, live
           from appointment_segments where appointment_id = any($1) order by appointment_id, ordinal"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<AppointmentId, Vec<Segment>> = BTreeMap::new();
    for row in rows {
        let place = super::read::Of::row("appointment_segments", row.appointment_id);
        of.entry(AppointmentId::from_uuid(row.appointment_id)).or_default().push(Segment {
            stylist: StylistId::from_uuid(row.stylist_id),
            span: Span { from: row.from, to: row.to },
            kind: place.code("kind", &row.kind)?,
            live: row.live,
        });
    }
    Ok(of)
}

/// The segments that an appointment has by its quote.
fn segments(a: &Appointment) -> Vec<Segment> {
    let mut at: Instant = super::read::stored(a.start());
    let mut out = Vec::new();
    for work in &a.quote.segments {
        let to = at + TimeDelta::minutes(i64::from(work.minutes));
        if to > at {
            let span = Span { from: at, to };
            out.push(Segment { stylist: a.seat.stylist, span, kind: work.kind, live: a.life.occupies() });
        }
        at = to;
    }
    out
}

/// Whether an appointment occupies time that it did not occupy before.
fn newly_takes(before: &[Segment], now: &Appointment) -> bool {
    if !now.life.occupies() {
        return false;
    }
    let had = merged(before.iter().filter(|s| s.live && s.stylist == now.seat.stylist));
    merged(segments(now).iter()).into_iter().any(|s| !had.iter().any(|o| s.within(*o)))
}

/// The stretches without the gaps, neighbours joined.
fn merged<'a>(segments: impl Iterator<Item = &'a Segment>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for segment in segments.filter(|s| s.kind != SegmentKind::Gap) {
        match out.last_mut() {
            Some(last) if last.to == segment.span.from => last.to = segment.span.to,
            Some(_) | None => out.push(segment.span),
        }
    }
    out
}

async fn insert(db: &mut PgConnection, appointment: &Appointment) -> Result<(), Stop> {
    let of = segments(appointment);
    let ordinals: Vec<i16> = (0..i16::MAX).take(of.len()).collect();
    let inserted = query!(
        "insert into appointment_segments (appointment_id, stylist_id, ordinal, during, kind)
         select $1, $2, s.ordinal, tstzrange(s.f, s.u), s.kind
         from unnest($3::smallint[], $4::timestamptz[], $5::timestamptz[], $6::text[]) as s (ordinal, f, u, kind)",
        appointment.id.uuid(),
        appointment.seat.stylist.uuid(),
        &ordinals,
        &of.iter().map(|s| s.span.from).collect::<Vec<Instant>>(),
        &of.iter().map(|s| s.span.to).collect::<Vec<Instant>>(),
        &of.iter().map(|s| super::read::code(&s.kind)).collect::<Vec<String>>(),
    )
    .execute(db)
    .await;
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if excluded(&error) => Err(refused(appointment.seat)),
        Err(error) => Err(error.into()),
    }
}
