//! Facts gathered round by round, and what of a step goes into its commit.
//!
//! Invariant: what timers stand after a commit is computed from the rows as the commit leaves them.

use super::{Driver, words};
use crate::{NewRow, PortError, Scope, Snapshot, Subject, TimerKind, TimersOf};
use atrevete_domain::{
    booking::{Appointment, Deposit},
    dialogue::{Conversation, Question, Task},
    facts::{Conflict, Facts, Needs},
    salon::Salon,
    step::{Change, Effect},
    values::{AppointmentId, CauseId, DepositId, Id, Instant, Mint},
};
use chrono::Days;
use std::{collections::BTreeSet, task::Poll};

/// What came of asking a pure machine until it had its facts.
pub(super) enum Asked<T> {
    /// Its answer, and the facts it rests on.
    Answered(T, Box<Snapshot>),
    /// It asked for more than it may, or panicked: a defect, which must not silence a customer.
    Defect,
}

impl Driver {
    /// Asks `machine` with the facts of `scope`, loading what it names, for some rounds at most.
    pub(super) async fn ask<T>(
        &self,
        scope: Scope,
        mut needs: Needs,
        refused: &[Conflict],
        machine: impl Fn(&Facts) -> Result<T, Needs>,
    ) -> Result<Asked<T>, PortError> {
        for round in 0..=self.settings.rounds {
            let mut snapshot = self.ports.store.facts(scope, &needs).await?;
            snapshot.facts.refused = refused.to_vec();
            let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| machine(&snapshot.facts)));
            match asked {
                Ok(Ok(answer)) => return Ok(Asked::Answered(answer, Box::new(snapshot))),
                Ok(Err(more)) => needs.merge(widened(more, &snapshot.facts.salon, round)),
                Err(_) => return Ok(Asked::Defect),
            }
        }
        Ok(Asked::Defect)
    }
}

/// A future whose panic is `None`: a defect in a reader is the message's trouble, not the worker's.
pub(super) async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|cx| {
        let polled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| future.as_mut().poll(cx)));
        match polled {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}

/// Agenda days are loaded for the whole team, a week at first and twice as many days each further round.
fn widened(mut needs: Needs, salon: &Salon, round: u8) -> Needs {
    let named: BTreeSet<_> = needs.agenda.iter().map(|(stylist, _)| *stylist).collect();
    let team: BTreeSet<_> = salon.bookable().map(|s| s.id).chain(named).collect();
    if let Some(first) = needs.agenda.iter().map(|(_, date)| *date).min() {
        for day in 0..7_u64 << round.min(3) {
            needs.agenda.extend(team.iter().map(|stylist| (*stylist, first + Days::new(day))));
        }
    }
    needs
}

/// Every row a conversation points at, so that a step always has it.
pub(super) fn pointed_at(state: &Conversation) -> Needs {
    let mut needs = Needs::default();
    for task in &state.tasks {
        match task {
            Task::Book(draft) => needs.appointments.extend(&draft.held),
            Task::Cancel { of } => needs.appointments.extend(of),
            Task::Delay { appointment, .. } => needs.appointments.extend(appointment),
        }
    }
    if let Some(asked) = &state.asked {
        needs.appointments.extend(appointments_of(&asked.question));
    }
    needs.deposits.extend(state.awaiting_link.map(|a| a.deposit));
    needs
}

fn appointments_of(question: &Question) -> Vec<AppointmentId> {
    match question {
        Question::WhichAppointment { of, .. } | Question::SureCancel { of, .. } => of.clone(),
        Question::TellStylist { appointment, .. }
        | Question::HowLate { appointment }
        | Question::Usual { appointment }
        | Question::Another { appointment }
        | Question::Reminded { appointment } => vec![*appointment],
        Question::Name { .. }
        | Question::Surname
        | Question::AttendeeName { .. }
        | Question::Service { .. }
        | Question::Which { .. }
        | Question::About { .. }
        | Question::Pack { .. }
        | Question::ChildOrAdult { .. }
        | Question::WhoGetsWhat
        | Question::Day
        | Question::WhichDay { .. }
        | Question::Stylist { .. }
        | Question::Slot { .. }
        | Question::Payment { .. }
        | Question::Consultation { .. }
        | Question::Book { .. }
        | Question::LookAgain => Vec::new(),
    }
}

/// Sorts changes as they must be written; within one rank in the order of the chairs, so that two commits never wait
/// for each other.
pub(super) fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| match change {
        Change::Appointment { now, .. } => (change.rank(), Some(now.seat)),
        Change::Customer { .. }
        | Change::Deposit { .. }
        | Change::Post(_)
        | Change::Case(_)
        | Change::Waiting(_)
        | Change::Unresolved(_) => (change.rank(), None),
    });
    changes
}

/// The facts as the changes leave them.
pub(super) fn after(mut facts: Facts, changes: &[Change]) -> Facts {
    for change in changes {
        match change {
            Change::Customer { now, .. } => {
                if facts.customer.as_ref().is_some_and(|c| c.id == now.id) {
                    facts.customer = Some(now.clone());
                }
                facts.people.insert(now.id, now.clone());
            }
            Change::Appointment { now, .. } => {
                facts.appointments.insert(now.id, now.clone());
            }
            Change::Deposit { now, .. } => {
                facts.deposits.insert(now.id, now.clone());
            }
            Change::Post(_) | Change::Case(_) | Change::Waiting(_) | Change::Unresolved(_) => {}
        }
    }
    facts
}

/// The timers of every appointment and deposit that changed, and of the deposits of changed appointments.
pub(super) fn timers(facts: &Facts, changes: &[Change]) -> Vec<TimersOf> {
    let mut appointments = BTreeSet::new();
    let mut deposits: BTreeSet<DepositId> = BTreeSet::new();
    for change in changes {
        match change {
            Change::Appointment { now, .. } => {
                appointments.insert(now.id);
                deposits.extend(now.deposit);
            }
            Change::Deposit { now, .. } => {
                deposits.insert(now.id);
                appointments.extend(now.shares.iter().map(|(id, _)| *id));
            }
            Change::Customer { .. }
            | Change::Post(_)
            | Change::Case(_)
            | Change::Waiting(_)
            | Change::Unresolved(_) => {}
        }
    }
    let of_appointments = appointments
        .iter()
        .filter_map(|id| facts.appointments.get(id))
        .map(|a| TimersOf { subject: Subject::Appointment(a.id), timers: due(a.due(facts)) });
    let of_deposits = deposits.iter().filter_map(|id| facts.deposits.get(id)).map(|d| TimersOf {
        subject: Subject::Deposit(d.id),
        timers: due(d.due(&its_appointments(d, facts), facts)),
    });
    of_appointments.chain(of_deposits).collect()
}

fn its_appointments<'a>(deposit: &Deposit, facts: &'a Facts) -> Vec<&'a Appointment> {
    deposit.shares.iter().filter_map(|(id, _)| facts.appointments.get(id)).collect()
}

fn due<K>(due: Vec<(Instant, K)>) -> Vec<(Instant, TimerKind)>
where
    TimerKind: From<K>,
{
    due.into_iter().map(|(at, kind)| (at, kind.into())).collect()
}

/// The outbox rows of a step: ids derived from its cause, texts rendered.
pub(super) fn rows(
    effects: Vec<Effect>,
    facts: &Facts,
    subject: impl Id,
    cause: CauseId,
    now: Instant,
) -> Vec<NewRow> {
    let mut mint = Mint::new(facts.epoch, subject, cause);
    let row = |effect| NewRow { id: mint.fresh(), text: words::text(&effect, &facts.salon, now), effect };
    effects.into_iter().map(row).collect()
}
