//! The desk's side of the driver: what befalls a deposit or an appointment, and what staff order.
//!
//! Invariants: a ruling's news are written in its own transaction; nothing here needs a conversation.

use super::{
    Driver,
    gather::{self, Asked},
    handle,
};
use crate::{Claim, Commit, Committed, Event, Fence, InboxLane, NewEvent, PortError, Scope, Snapshot, Turn};
use atrevete_domain::{
    booking::{DeskEvent, Outcome, Refusal, Rev, Ruling, StaffOrder},
    facts::{Conflict, Facts, Needs},
    step::{CaseKind, News},
    values::{AppointmentId, CauseId, CustomerId, DepositId, Id as _, Instant, Mint},
};

/// Which aggregate an event is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A deposit.
    Deposit(DepositId),
    /// An appointment.
    Appointment(AppointmentId),
}

/// What became of a staff order; the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum StaffAnswer {
    /// Done.
    Done,
    /// A rule said no.
    Refused(Refusal),
    /// It was so already.
    Nothing,
    /// The row is not the one the page showed: look again.
    Changed,
    /// There is no such appointment.
    Unknown,
    /// It could not be done, again and again.
    Failed,
}

/// What one ruling works on.
struct Job<'a> {
    of: Of,
    event: &'a DeskEvent,
    cause: CauseId,
    fence: Option<Fence>,
    now: Instant,
}

/// What became of one event.
enum Ruled {
    Over(Outcome),
    /// No such row.
    Unknown,
    /// The row is not at the revision that was shown.
    Changed,
    /// A defect, or refused again and again.
    Defeated,
}

impl Driver {
    pub(super) async fn desk_claim(&self, of: Of, claim: &Claim, now: Instant) -> Result<(), PortError> {
        let Some(row) = claim.rows.first() else { return Ok(()) };
        let Event::Desk(event) = &row.event else {
            return Err(PortError::new("inbox", crate::Fault::Rejected));
        };
        let fence = Fence { lane: claim.lane.clone(), epoch: claim.epoch, done: vec![row.id] };
        let job = Job { of, event, cause: row.id, fence: Some(fence), now };
        if row.failures < self.settings.failures
            && let Ruled::Over(_) = self.rule(&job, None).await?
        {
            return Ok(());
        }
        self.dead(&job).await
    }

    /// Carries out an order of staff. `seen` is the revision that the page showed; `token` makes a double click one
    /// order.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn staff(
        &self,
        order: &StaffOrder,
        seen: Option<Rev>,
        token: &str,
    ) -> Result<StaffAnswer, PortError> {
        let job = Job {
            of: Of::Appointment(ordered(order)),
            event: &DeskEvent::Staff(order.clone()),
            cause: CauseId::named("staff", token),
            fence: None,
            now: self.ports.clock.now(),
        };
        Ok(match self.rule(&job, seen).await? {
            Ruled::Over(Outcome::Done) => StaffAnswer::Done,
            Ruled::Over(Outcome::Refused(why)) => StaffAnswer::Refused(why),
            Ruled::Over(Outcome::Nothing) => StaffAnswer::Nothing,
            Ruled::Unknown => StaffAnswer::Unknown,
            Ruled::Changed => StaffAnswer::Changed,
            Ruled::Defeated => StaffAnswer::Failed,
        })
    }

    /// The same event over fresh facts until its ruling is committed.
    async fn rule(&self, job: &Job<'_>, seen: Option<Rev>) -> Result<Ruled, PortError> {
        let mut refused: Vec<Conflict> = Vec::new();
        for _ in 0..self.settings.tries {
            let scope = match job.of {
                Of::Deposit(id) => Scope::Deposit(id),
                Of::Appointment(id) => Scope::Appointment(id),
            };
            let asked = self.ask(scope, Needs::default(), &refused, |facts| rule(job, facts, seen)).await?;
            let Asked::Answered(ruling, snapshot) = asked else { return Ok(Ruled::Defeated) };
            let ruling = match ruling {
                Ok(ruling) => ruling,
                Err(no) => return Ok(no),
            };
            let outcome = ruling.outcome.clone();
            match self.commit_ruling(job, ruling, *snapshot).await? {
                Committed::Done | Committed::Lost => return Ok(Ruled::Over(outcome)),
                Committed::Stale => {}
                Committed::Refused(conflict) => refused.push(conflict),
            }
        }
        Ok(Ruled::Defeated)
    }

    async fn commit_ruling(
        &self,
        job: &Job<'_>,
        ruling: Ruling,
        snapshot: Snapshot,
    ) -> Result<Committed, PortError> {
        let events = self.news(job, &ruling.news).await?;
        let changes = gather::sorted(ruling.changes);
        let facts = gather::after(snapshot.facts, &changes);
        let timers = gather::timers(&facts, &changes);
        let outbox = match job.of {
            Of::Deposit(id) => gather::rows(ruling.effects, &facts, id, job.cause, job.now),
            Of::Appointment(id) => gather::rows(ruling.effects, &facts, id, job.cause, job.now),
        };
        let commit = Commit {
            at: job.now,
            fence: job.fence.clone(),
            talk: None,
            changes,
            agenda: snapshot.agenda,
            outbox,
            events,
            timers,
            turn: turn(job, ruling.trace),
        };
        self.ports.store.commit(commit).await
    }

    /// News become inbox rows of the chats concerned. Whoever cannot be reached by message hears nothing; the panel
    /// shows it.
    async fn news(&self, job: &Job<'_>, news: &[(CustomerId, News)]) -> Result<Vec<NewEvent>, PortError> {
        let mut events: Vec<NewEvent> = Vec::with_capacity(news.len());
        for (n, (customer, news)) in news.iter().enumerate() {
            let Some(channel) = self.ports.customers.reach(*customer).await? else { continue };
            let lane = InboxLane::Channel(channel);
            let event = Event::News(news.clone());
            // A booker who also comes is told once.
            if events.iter().any(|e| e.lane == lane && e.event == event) {
                continue;
            }
            events.push(NewEvent::now(lane, format!("news:{}:{n}", job.cause), event, job.now));
        }
        Ok(events)
    }

    /// An event that cannot be ruled: its row is done with a case, and whatever it was about stays as it is.
    async fn dead(&self, job: &Job<'_>) -> Result<(), PortError> {
        let (scope, changes) = match job.of {
            Of::Deposit(id) => (Scope::Deposit(id), id.uuid()),
            Of::Appointment(id) => (Scope::Appointment(id), id.uuid()),
        };
        let snapshot = self.ports.store.facts(scope, &Needs::default()).await?;
        let kind = match job.event {
            DeskEvent::Paid { .. } => CaseKind::UnmatchedMoney,
            DeskEvent::Opened { .. }
            | DeskEvent::OpenFailed { .. }
            | DeskEvent::Shut { .. }
            | DeskEvent::ShutUnreachable { .. }
            | DeskEvent::Processing { .. }
            | DeskEvent::BankRefused { .. }
            | DeskEvent::StillOpen { .. }
            | DeskEvent::Refund { .. }
            | DeskEvent::RefundedElsewhere { .. }
            | DeskEvent::Dispute { .. }
            | DeskEvent::SeatBusyOutside { .. }
            | DeskEvent::Due(_)
            | DeskEvent::Staff(_) => CaseKind::DeadLetter,
        };
        let case = handle::case(&snapshot, DepositId::from_uuid(changes), job.cause, kind, job.now);
        let commit = Commit {
            at: job.now,
            fence: job.fence.clone(),
            talk: None,
            changes: vec![case],
            agenda: snapshot.agenda,
            outbox: Vec::new(),
            events: Vec::new(),
            timers: Vec::new(),
            turn: turn(job, Vec::new()),
        };
        match self.ports.store.commit(commit).await? {
            Committed::Done | Committed::Lost => Ok(()),
            Committed::Stale | Committed::Refused(_) => Err(PortError::transient("store")),
        }
    }
}

/// One ruling over these facts; the inner error ends the work without a commit.
fn rule(job: &Job<'_>, facts: &Facts, seen: Option<Rev>) -> Result<Result<Ruling, Ruled>, Needs> {
    match job.of {
        Of::Deposit(id) => {
            let Some(deposit) = facts.deposits.get(&id) else { return Ok(Err(Ruled::Unknown)) };
            let mut mint = Mint::new(facts.epoch, id, job.cause);
            deposit.rule(facts, job.now, &mut mint, job.event).map(Ok)
        }
        Of::Appointment(id) => {
            let Some(appointment) = facts.appointments.get(&id) else { return Ok(Err(Ruled::Unknown)) };
            if seen.is_some_and(|rev| rev != appointment.rev) {
                return Ok(Err(Ruled::Changed));
            }
            let mut mint = Mint::new(facts.epoch, id, job.cause);
            appointment.rule(facts, job.now, &mut mint, job.event).map(Ok)
        }
    }
}

fn ordered(order: &StaffOrder) -> AppointmentId {
    match order {
        StaffOrder::Cancel { appointment, .. }
        | StaffOrder::Move { appointment, .. }
        | StaffOrder::Waive { appointment }
        | StaffOrder::Complete { appointment }
        | StaffOrder::NoShow { appointment }
        | StaffOrder::CameAfterAll { appointment }
        | StaffOrder::RefundDeposit { appointment } => *appointment,
    }
}

fn turn(job: &Job<'_>, trace: Vec<atrevete_domain::step::Reason>) -> Turn {
    Turn { conversation: None, cause: job.cause, at: job.now, input: None, heard: None, trace, said: None }
}
