//! Many hands at one agenda: the exclusion constraint has the last word, and whoever loses is told so.
//!
//! The same bids are made with the constraint taken away: then chairs are shared, so the test can fail.

use super::{
    PgRows,
    contracts::{clock, epoch, now, served},
    nothing_is_stuck, rows,
};
use crate::database::{on, wait};
use atrevete_domain::{
    booking::{Appointment, Attendee, Customer, HowConfirmed, Life, Notes, Rev, Seat, quote::quote},
    salon::{SegmentKind, WorkSegment},
    step::Change,
    values::{AppointmentId, CauseId, CustomerId, GroupId, Id as _, Money, Span, StylistId},
};
use atrevete_ports::{Commit, Committed, Store as _, Turn};
use atrevete_testkit::{Rows as _, contract, exec::block_on};
use chrono::TimeDelta;
use std::collections::BTreeMap;

fn stylist(index: usize) -> StylistId {
    contract::salon().stylists[index].id
}

fn somebody() -> Customer {
    Customer::new(CustomerId::named("races", "somebody"), None, None, now())
}

/// A confirmed visit from `start` minutes from now on.
fn visit(name: &str, stylist: StylistId, start: i64, minutes: u16) -> Appointment {
    let mut quote = quote(&contract::salon(), &[], None, Some(stylist));
    quote.minutes = minutes;
    quote.segments = vec![WorkSegment { kind: SegmentKind::Work, minutes }];
    Appointment {
        id: AppointmentId::named("races", name),
        rev: Rev::NEW.next(),
        seat: Seat { stylist, span: Span::minutes(now() + TimeDelta::minutes(start), minutes) },
        attendee: Attendee { customer: somebody().id, name: None },
        booked_by: None,
        quote,
        deposit: None,
        share: Money::ZERO,
        group: None,
        life: Life::Confirmed { how: HowConfirmed::NothingDue },
        made_at: now(),
        shown: None,
        notes: Notes::default(),
    }
}

pub(super) fn commit(changes: Vec<Change>) -> Commit {
    Commit {
        at: now(),
        fence: None,
        talk: None,
        changes,
        agenda: BTreeMap::new(),
        outbox: Vec::new(),
        events: Vec::new(),
        timers: Vec::new(),
        turn: Turn {
            conversation: None,
            cause: CauseId::named("races", "cause"),
            at: now(),
            input: None,
            heard: None,
            trace: Vec::new(),
            said: None,
        },
    }
}

fn new(now: Appointment) -> Change {
    Change::Appointment { was: None, now }
}

fn shop(name: &str) -> Option<PgRows> {
    let rows = block_on(rows(name, contract::salon(), epoch(), clock()))?;
    rows.seed_customer(somebody(), None);
    Some(rows)
}

/// All these commits at once; how each ended, in their order. None of them may fail.
fn race(rows: &PgRows, commits: Vec<Commit>) -> Vec<Committed> {
    let store = rows.store.clone();
    wait(async move {
        let bids: Vec<_> = commits
            .into_iter()
            .map(|commit| {
                let store = store.clone();
                tokio::spawn(async move { store.commit(commit).await })
            })
            .collect();
        let mut ends = Vec::new();
        for bid in bids {
            ends.push(bid.await.unwrap().expect("a loser is refused, never failed"));
        }
        ends
    })
}

/// Pairs of live appointments of one stylist that overlap, as their own columns say.
fn shared_chairs(rows: &PgRows) -> usize {
    let live: Vec<Appointment> = rows.appointments().into_iter().filter(|a| a.life.occupies()).collect();
    let overlaps = |a: &Appointment, b: &Appointment| {
        a.id < b.id && a.seat.stylist == b.seat.stylist && a.seat.span.overlaps(b.seat.span)
    };
    live.iter().map(|a| live.iter().filter(|b| overlaps(a, b)).count()).sum()
}

/// A thousand bids for six hours of one stylist: mixed lengths, few with the same start.
fn bids() -> Vec<Commit> {
    let lengths = [15, 30, 45, 60, 75, 90];
    (0..1_000_i64)
        .map(|n| {
            let length = lengths[usize::try_from(n * 7 % 6).unwrap()];
            commit(vec![new(visit(&format!("bid {n}"), stylist(0), n * 37 % 360, length))])
        })
        .collect()
}

#[test]
fn of_a_thousand_bids_for_one_agenda_no_two_share_a_minute() {
    let Some(rows) = shop("a thousand bids") else { return };
    let ends = race(&rows, bids());
    let won = ends.iter().filter(|end| **end == Committed::Done).count();
    let lost = ends.iter().filter(|end| matches!(end, Committed::Refused(_) | Committed::Stale)).count();
    assert!(won >= 1 && won + lost == 1_000, "{won} won, {lost} lost");
    assert_eq!(shared_chairs(&rows), 0, "one chair, one customer");
    assert_eq!(rows.appointments().len(), won, "a refused bid leaves nothing behind");
    nothing_is_stuck(&rows, now());
}

#[test]
fn without_the_constraint_the_same_bids_share_chairs() {
    let Some(rows) = shop("a thousand bids without the constraint") else { return };
    let pool = rows.store.pool().clone();
    block_on(on(async move {
        let drop = "alter table appointment_segments drop constraint one_chair_one_customer";
        sqlx::query(drop).execute(&pool).await.unwrap();
    }));
    race(&rows, bids());
    assert!(shared_chairs(&rows) > 0, "something else refuses: the test of the constraint proves nothing");
}

#[test]
fn two_hundred_pairs_of_groups_in_opposite_order_never_deadlock() {
    let Some(rows) = shop("pairs of groups") else { return };
    let group = |n: i64, order: [usize; 2]| {
        let visits = order.map(|index| {
            let mut visit = visit(&format!("{n} {order:?} {index}"), stylist(index), n * 30, 30);
            visit.group = Some(GroupId::named("races", &format!("{n} {order:?}")));
            new(visit)
        });
        commit(visits.into())
    };
    let pairs = (0..200_i64).flat_map(|n| [group(n, [0, 1]), group(n, [1, 0])]).collect();
    let ends = race(&rows, pairs);
    for pair in ends.chunks(2) {
        let won = pair.iter().filter(|end| **end == Committed::Done).count();
        assert_eq!(won, 1, "{pair:?}");
        assert!(pair.iter().any(|end| matches!(end, Committed::Refused(_))), "{pair:?}");
    }
    assert_eq!(shared_chairs(&rows), 0);
    let pool = rows.store.pool().clone();
    let deadlocks: i64 = wait(async move {
        let sql = "select deadlocks from pg_stat_database where datname = current_database()";
        sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap()
    });
    assert_eq!(deadlocks, 0, "nor behind the caller's back");
}

#[test]
fn half_a_day_moves_by_half_an_hour_in_one_commit() {
    let Some(rows) = shop("half a day") else { return };
    let day: Vec<Appointment> =
        (0..8).map(|n| visit(&format!("visit {n}"), stylist(0), n * 30, 30)).collect();
    let made = race(&rows, vec![commit(day.iter().cloned().map(new).collect())]);
    assert_eq!(made, [Committed::Done]);
    let later = |a: &Appointment| {
        let mut now = a.clone();
        now.rev = a.rev.next();
        now.seat.span = Span::minutes(a.seat.span.from + TimeDelta::minutes(30), 30);
        Change::Appointment { was: Some(a.rev), now }
    };
    assert_eq!(race(&rows, vec![commit(day.iter().map(later).collect())]), [Committed::Done]);
    let starts: Vec<_> = {
        let mut starts: Vec<_> = rows.appointments().iter().map(Appointment::start).collect();
        starts.sort();
        starts
    };
    assert_eq!(starts.first(), Some(&(now() + TimeDelta::minutes(30))));
    // Half of them alone meet the other half.
    let half: Vec<Change> = rows.appointments().iter().filter(|a| a.start() < starts[4]).map(later).collect();
    assert!(matches!(race(&rows, vec![commit(half)])[..], [Committed::Refused(_)]));
    assert_eq!(shared_chairs(&rows), 0);
}

#[test]
fn the_ledger_balances_at_every_commit_or_nothing_is_written() {
    if !served("the ledger") {
        return;
    }
    let Some(rows) = shop("the ledger") else { return };
    let pool = rows.store.pool().clone();
    let told = wait(async move {
        let mut tx = pool.begin().await.unwrap();
        for sql in [
            "insert into deposits (id, rev, amount, status, failures, collected_by, updated_at)
             values ('00000000-0000-0000-0000-000000000001', 1, 0, 'due', 0, 'page', '2026-01-01')",
            "insert into checkouts (id, deposit_id, ordinal, amount, status, payment_reference, asked_at, looks, generation)
             values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 0, 5, 'paid', 'pi',
                 '2026-01-01', 0, 0)",
            "insert into payments (reference, deposit_id, ordinal, checkout_id, at, captured, held, applied, refund_due,
                 refunded, forfeited, disputed, updated_at)
             values ('pi', '00000000-0000-0000-0000-000000000001', 0, '00000000-0000-0000-0000-000000000002', '2026-01-01',
                 5, 5, 0, 0, 0, 0, 0, '2026-01-01')",
        ] {
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        let unposted = tx.commit().await.unwrap_err();
        unposted.as_database_error().and_then(|e| e.constraint().map(str::to_owned))
    });
    assert_eq!(told.as_deref(), Some("ledger_is_the_payments"), "captured and not posted");
}
