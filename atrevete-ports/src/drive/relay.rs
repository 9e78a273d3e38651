//! One outbox row: performed, and settled with whatever was answered.
//!
//! Invariants: a row is claimed, and its attempt counted, before the call; the owner of a conversation is the last thing
//! read before a message leaves; a failure backs off and blocks its own lane only.

use super::{Driver, Worked, backoff, words};
use crate::{
    Addressee, Commit, Committed, Fault, Manner, NewEvent, Outbound, OutboxRow, Owned, PortError, Settled,
    Turn,
};
use atrevete_domain::{
    salon::Salon,
    step::{Case, CaseKind, Change, Effect, Message},
    values::{CaseId, CauseId, Id as _, Instant},
};
use chrono::{Days, TimeDelta};

/// What is to become of a row.
pub(super) enum Verdict {
    /// It is over, with these answers.
    Over(Settled, Vec<NewEvent>),
    /// Not before this.
    Later(Instant),
}

impl Driver {
    /// Performs the next row that waits.
    ///
    /// # Errors
    /// When the outbox itself does not answer; a failure outside is the row's.
    pub async fn relay(&self) -> Result<Worked, PortError> {
        let now = self.ports.clock.now();
        let Some(row) = self.ports.outbox.claim(now).await? else { return Ok(Worked::Idle) };
        match self.perform(&row, now).await {
            Ok(Verdict::Over(how, answers)) => {
                self.ports.outbox.settle(row.id, how, now, answers).await?;
            }
            Ok(Verdict::Later(again)) => self.ports.outbox.later(row.id, again, row.generation).await?,
            Err(error) => self.failed(&row, now, &error).await?,
        }
        Ok(Worked::Yes)
    }

    async fn failed(&self, row: &OutboxRow, now: Instant, error: &PortError) -> Result<(), PortError> {
        match error.fault {
            Fault::Transient { retry_after } => {
                let asked = retry_after.and_then(|d| TimeDelta::from_std(d).ok());
                let wait = asked.unwrap_or_else(|| spread(row, backoff(row.attempts)));
                self.ports.outbox.later(row.id, now + wait, row.generation).await
            }
            Fault::Spoiled => {
                let again = now + spread(row, backoff(row.attempts));
                self.ports.outbox.later(row.id, again, row.generation + 1).await
            }
            // Nothing goes dead of a revoked key: it waits until somebody has mended it.
            Fault::Misconfigured => {
                self.ports.outbox.later(row.id, now + TimeDelta::minutes(5), row.generation).await
            }
            Fault::Rejected => {
                self.open_case(CaseId::from_uuid(row.id.uuid()), now).await?;
                self.ports.outbox.settle(row.id, Settled::Dead, now, Vec::new()).await
            }
        }
    }

    /// A case for a row that can never be done. Its id is the row's, so that a crash before settling opens no second.
    pub(super) async fn open_case(&self, id: CaseId, now: Instant) -> Result<(), PortError> {
        let case =
            Case { id, kind: CaseKind::DeadLetter, appointment: None, deposit: None, amount: None, at: now };
        let made_by = CauseId::from_uuid(id.uuid());
        let commit = Commit {
            at: now,
            fence: None,
            talk: None,
            changes: vec![Change::Case(case)],
            agenda: std::collections::BTreeMap::new(),
            outbox: Vec::new(),
            events: Vec::new(),
            timers: Vec::new(),
            turn: Turn {
                conversation: None,
                cause: made_by,
                at: now,
                input: None,
                heard: None,
                trace: Vec::new(),
                said: None,
            },
        };
        match self.ports.store.commit(commit).await? {
            Committed::Done | Committed::Lost => Ok(()),
            Committed::Stale | Committed::Refused(_) => Err(PortError::transient("store")),
        }
    }

    async fn perform(&self, row: &OutboxRow, now: Instant) -> Result<Verdict, PortError> {
        match &row.effect {
            Effect::Say(message) => self.say(row, message, now).await,
            Effect::Secure { .. }
            | Effect::ExpireCheckout { .. }
            | Effect::LookAtCheckout { .. }
            | Effect::Refund { .. } => self.money(row, now).await,
            Effect::Mirror { appointment } => self.mirror(*appointment).await,
            Effect::TellStylist { .. } | Effect::HandOff(_) | Effect::AlertTeam { .. } => {
                self.tell(row).await
            }
        }
    }

    async fn say(&self, row: &OutboxRow, message: &Message, now: Instant) -> Result<Verdict, PortError> {
        if message.not_after.is_some_and(|limit| now > limit) {
            return Ok(Verdict::Over(Settled::Void, Vec::new()));
        }
        let salon = self.ports.catalogue.salon().await?;
        if message.proactive
            && let Some(morning) = quiet_until(&salon, now)
        {
            return Ok(Verdict::Later(morning));
        }
        // The last read: whoever took the conversation until now stops this message.
        let Some(to) = self.ports.store.addressee(message.to).await? else {
            return Ok(Verdict::Over(Settled::Void, Vec::new()));
        };
        if to.owned == Owned::ByPerson || to.owner_epoch > row.owner_epoch {
            return Ok(Verdict::Over(Settled::Withdrawn, Vec::new()));
        }
        if message.proactive && to.opted_out && message.only_reminds() {
            return Ok(Verdict::Over(Settled::OptedOut, Vec::new()));
        }
        let (text, manner) = (row.text.clone().unwrap_or_default(), manner(message, &to, now));
        let outbound = Outbound {
            key: row.id,
            attempt: row.attempts,
            answers: words::answers(message, &salon, row.made_at),
            approved: match manner {
                Manner::Template => words::approved(message, &text, &salon, now),
                Manner::Reply | Manner::Suggestion => Vec::new(),
            },
            manner,
            thread: to.thread,
            text,
        };
        self.ports.messenger.send(&outbound).await?;
        Ok(Verdict::Over(Settled::Done, Vec::new()))
    }
}

/// How a message may leave now: outside of the channel's 24 hours only a template carries it. Its last minutes count as
/// over, since the message is still on its way when the channel looks at its own clock.
fn manner(message: &Message, to: &Addressee, now: Instant) -> Manner {
    let open = to.last_heard.is_some_and(|at| now < at + TimeDelta::hours(24) - TimeDelta::minutes(2));
    match (message.suggestion, open) {
        (true, _) => Manner::Suggestion,
        (false, true) => Manner::Reply,
        (false, false) => Manner::Template,
    }
}

/// The end of the quiet hours, if `now` lies in them.
fn quiet_until(salon: &Salon, now: Instant) -> Option<Instant> {
    let (zone, policy) = (salon.profile.zone, &salon.policy);
    let (time, date) = (zone.time(now), zone.date(now));
    let (from, until) = (policy.quiet_from, policy.quiet_until);
    let quiet = if from <= until { from <= time && time < until } else { time >= from || time < until };
    let morning = if time >= until { date + Days::new(1) } else { date };
    if quiet { zone.at(morning, until) } else { None }
}

/// Up to a fifth longer, by the row, so that what failed together does not come back together.
fn spread(row: &OutboxRow, wait: TimeDelta) -> TimeDelta {
    let fifth = i32::from(row.id.uuid().as_bytes()[15]);
    wait + wait * fifth / (5 * 255)
}
