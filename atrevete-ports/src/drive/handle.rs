//! One claim of the inbox: read once, facts, step, commit.
//!
//! Invariants: what was read of a message is kept on its row before it is used; a refused or stale commit is answered by
//! the same input over fresh facts; a customer is never silent behind an event that cannot be handled.

use super::{
    Driver, desk,
    gather::{self, Asked},
};
use crate::{
    Claim, Commit, Committed, Event, Fence, InboxLane, InboxRow, Incoming, Listened, PortError, Said, Scope,
    Snapshot, StoredTalk, Subject, Talk, TimersOf, Turn,
};
use atrevete_domain::{
    booking::Customer,
    dialogue::{ChannelId, Conversation, Heard, Input, Media, Step, ThreadId},
    facts::Conflict,
    step::{Case, CaseKind, Change, Reason},
    values::{CaseId, CauseId, ConversationId, CustomerId, Id, Instant, Mint},
};

/// What one step of a conversation works on.
struct Job<'a> {
    channel: &'a ChannelId,
    claim: &'a Claim,
    /// The rows that it handles, the first of them being its cause.
    rows: &'a [InboxRow],
    now: Instant,
}

/// How trying one input ended.
enum Tried {
    /// Committed, or somebody else's.
    Over,
    /// It never will be.
    Defeated,
}

impl Driver {
    pub(super) async fn handle(&self, claim: &Claim, now: Instant) -> Result<(), PortError> {
        match &claim.lane {
            InboxLane::Channel(channel) => self.talk(channel, claim, now).await,
            InboxLane::Deposit(id) => self.desk_claim(desk::Of::Deposit(*id), claim, now).await,
            InboxLane::Appointment(id) => self.desk_claim(desk::Of::Appointment(*id), claim, now).await,
            InboxLane::Provider(_) => self.provider_claim(claim, now).await,
        }
    }

    async fn talk(&self, channel: &ChannelId, claim: &Claim, now: Instant) -> Result<(), PortError> {
        let Some(first) = claim.rows.first() else { return Ok(()) };
        if first.failures >= self.settings.failures {
            let job = Job { channel, claim, rows: &claim.rows[..1], now };
            return self.give_up(&job).await;
        }
        let stored = self.conversation(channel).await?;
        let (input, taken) = self.read(&stored.state, claim).await?;
        let job = Job { channel, claim, rows: &claim.rows[..taken], now };
        match self.attempt(&job, &input, None).await? {
            Tried::Over => Ok(()),
            Tried::Defeated => self.give_up(&job).await,
        }
    }

    /// The honest sentence, a person and a case; if even that is refused, the case alone, so that the lane goes on.
    async fn give_up(&self, job: &Job<'_>) -> Result<(), PortError> {
        if let Tried::Over = self.attempt(job, &Input::Defeated, Some(CaseKind::DeadLetter)).await? {
            return Ok(());
        }
        let stored = self.conversation(job.channel).await?;
        let id = stored.state.id;
        let snapshot =
            self.ports.store.facts(Scope::Customer(None), &gather::pointed_at(&stored.state)).await?;
        let case = case(&snapshot, id, cause(job), CaseKind::DeadLetter, job.now);
        let commit = Commit {
            at: job.now,
            fence: Some(fence(job)),
            talk: Some(Talk { state: stored.state, version: stored.version, customer: None }),
            changes: vec![case],
            agenda: snapshot.agenda,
            outbox: Vec::new(),
            events: Vec::new(),
            timers: Vec::new(),
            turn: turn(job, id, Some(&Input::Defeated), Vec::new(), None),
        };
        match self.ports.store.commit(commit).await? {
            Committed::Done | Committed::Lost => Ok(()),
            Committed::Stale | Committed::Refused(_) => Err(PortError::transient("store")),
        }
    }

    async fn conversation(&self, channel: &ChannelId) -> Result<StoredTalk, PortError> {
        let known = self.ports.store.conversation(channel).await?;
        Ok(known.unwrap_or_else(|| {
            let id = ConversationId::named("channel", &channel.0);
            let state = Conversation::new(id, channel.clone(), ThreadId(channel.0.clone()));
            StoredTalk { state, version: 0 }
        }))
    }

    /// The same input over fresh facts until it is committed.
    async fn attempt(
        &self,
        job: &Job<'_>,
        input: &Input,
        open: Option<CaseKind>,
    ) -> Result<Tried, PortError> {
        let mut refused: Vec<Conflict> = Vec::new();
        for _ in 0..self.settings.tries {
            let mut stored = self.conversation(job.channel).await?;
            meet(&mut stored.state, job.rows);
            let who = self.ports.customers.identify(job.channel, stored.state.phone.clone()).await?;
            let needs = gather::pointed_at(&stored.state);
            let asked = self
                .ask(Scope::Customer(who), needs, &refused, |facts| {
                    stored.state.advance(facts, job.now, cause(job), input)
                })
                .await?;
            let Asked::Answered(step, snapshot) = asked else { return Ok(Tried::Defeated) };
            match self.commit(job, input, open, stored.version, step, *snapshot).await? {
                Committed::Done | Committed::Lost => return Ok(Tried::Over),
                Committed::Stale => {}
                Committed::Refused(conflict) => refused.push(conflict),
            }
        }
        Ok(Tried::Defeated)
    }

    async fn commit(
        &self,
        job: &Job<'_>,
        input: &Input,
        open: Option<CaseKind>,
        version: u64,
        step: Step,
        snapshot: Snapshot,
    ) -> Result<Committed, PortError> {
        let Step { state, changes, effects, trace } = step;
        let mut changes = gather::sorted(changes);
        changes.extend(open.map(|kind| case(&snapshot, state.id, cause(job), kind, job.now)));
        let customer = speaker(snapshot.facts.customer.as_ref(), &changes);
        let facts = gather::after(snapshot.facts, &changes);
        let mut timers = gather::timers(&facts, &changes);
        timers.push(TimersOf {
            subject: Subject::Talk(job.channel.clone()),
            timers: state.wake(&facts.salon).into_iter().map(|(at, k)| (at, k.into())).collect(),
        });
        let outbox = gather::rows(effects, &facts, state.id, cause(job), job.now);
        let said = outbox.iter().find_map(|row| row.text.clone());
        let commit = Commit {
            at: job.now,
            fence: Some(fence(job)),
            turn: turn(job, state.id, Some(input), trace, said),
            talk: Some(Talk { state, version, customer }),
            changes,
            agenda: snapshot.agenda,
            outbox,
            events: Vec::new(),
            timers,
        };
        self.ports.store.commit(commit).await
    }

    /// The input of a claim and how many of its rows it takes. Texts of one burst are read one by one, each against the
    /// moment it was sent, and answered together; where midnight lies between two, "tomorrow" is another day and the
    /// rest waits for its own step.
    async fn read(&self, state: &Conversation, claim: &Claim) -> Result<(Input, usize), PortError> {
        let first = claim.rows.first().expect("a claim has a row");
        let message = match &first.event {
            Event::Message(message) => message,
            Event::News(news) => return Ok((Input::News(news.clone()), 1)),
            Event::TakenOver => return Ok((Input::TakenOver, 1)),
            Event::HandedBack => return Ok((Input::HandedBack, 1)),
            Event::Woke(kind) => return Ok((Input::Woke(*kind), 1)),
            // An event of another lane is a defect of whoever put it here.
            Event::Desk(_) | Event::Stirred(_) => {
                return Err(PortError::new("inbox", crate::Fault::Rejected));
            }
        };
        match &message.said {
            Said::Media { media: Media::Voice, caption: None, source: Some(source) } => {
                let heard = self.listened(state, first, message, source).await?;
                let unheard = Input::Sent { media: Media::Voice, caption: None, at: message.sent_at };
                Ok((heard.map_or(unheard, Input::Said), 1))
            }
            Said::Media { media, caption, source: _ } => {
                let caption = match caption {
                    Some(text) => Some(self.understood(state, first, message, text).await?),
                    None => None,
                };
                Ok((Input::Sent { media: *media, caption, at: message.sent_at }, 1))
            }
            Said::Text(_) => self.burst(state, claim).await,
        }
    }

    async fn burst(&self, state: &Conversation, claim: &Claim) -> Result<(Input, usize), PortError> {
        let zone = self.ports.catalogue.salon().await?.profile.zone;
        let mut all: Option<Heard> = None;
        let mut taken = 0;
        for row in &claim.rows {
            let Event::Message(message) = &row.event else { break };
            let Said::Text(text) = &message.said else { break };
            if all.as_ref().is_some_and(|h| zone.date(h.sent_at) != zone.date(message.sent_at)) {
                break;
            }
            let heard = self.understood(state, row, message, text).await?;
            all = Some(match all {
                None => heard,
                Some(before) => joined(before, heard),
            });
            taken += 1;
        }
        Ok((Input::Said(all.expect("the first row is a text")), taken))
    }

    /// What a voice note says, now or heard before. `None`: nobody listens here, or nothing could be heard; that nobody
    /// answers is no reason to keep a customer waiting, who can write instead.
    async fn listened(
        &self,
        state: &Conversation,
        row: &InboxRow,
        message: &Incoming,
        source: &str,
    ) -> Result<Option<Heard>, PortError> {
        if let Some(heard) = &row.heard {
            return Ok(Some(heard.clone()));
        }
        let Some(transcriber) = &self.transcriber else { return Ok(None) };
        match gather::caught(transcriber.listen(source)).await {
            Some(Ok(Listened::Words(text))) => self.understood(state, row, message, &text).await.map(Some),
            Some(Ok(Listened::Nothing) | Err(_)) | None => Ok(None),
        }
    }

    /// What was read of a row, now or before.
    async fn understood(
        &self,
        state: &Conversation,
        row: &InboxRow,
        message: &Incoming,
        text: &str,
    ) -> Result<Heard, PortError> {
        if let Some(heard) = &row.heard {
            return Ok(heard.clone());
        }
        let who = self.ports.customers.identify(&state.channel, message.from.phone.clone()).await?;
        let snapshot = self.ports.store.facts(Scope::Customer(who), &gather::pointed_at(state)).await?;
        let expectation = state.expectation(&snapshot.facts);
        let lexicon = self.lexicon(&snapshot.facts.salon);
        let reading = self.ports.language.read(text, message.sent_at, &expectation, &lexicon);
        let Some(heard) = gather::caught(reading).await else {
            return Err(PortError::new("language", crate::Fault::Rejected));
        };
        let heard = heard?;
        self.ports.inbox.keep(row.id, &heard).await?;
        Ok(heard)
    }
}

/// What the newest message tells of its sender.
fn meet(state: &mut Conversation, rows: &[InboxRow]) {
    for row in rows {
        if let Event::Message(message) = &row.event {
            state.thread = message.from.thread.clone();
            state.phone = message.from.phone.clone().or(state.phone.take());
            state.profile = message.from.profile.clone().or(state.profile.take());
        }
    }
}

/// Two messages of one burst as one.
fn joined(before: Heard, after: Heard) -> Heard {
    let mut acts = before.acts;
    acts.extend(after.acts);
    Heard {
        acts,
        sent_at: after.sent_at,
        complete: before.complete && after.complete,
        formal: before.formal || after.formal,
        by_rules: before.by_rules && after.by_rules,
    }
}

/// The person behind the conversation: the one known, or the one whom this step makes known. Whoever is new and was
/// brought by nobody is the one who writes.
fn speaker(known: Option<&Customer>, changes: &[Change]) -> Option<CustomerId> {
    known.map(|c| c.id).or_else(|| {
        changes.iter().find_map(|change| match change {
            Change::Customer { was: None, now } if now.referred_by.is_none() => Some(now.id),
            Change::Customer { .. }
            | Change::Appointment { .. }
            | Change::Deposit { .. }
            | Change::Post(_)
            | Change::Case(_)
            | Change::Waiting(_)
            | Change::Unresolved(_) => None,
        })
    })
}

fn cause(job: &Job<'_>) -> CauseId {
    job.rows.first().expect("a job has a row").id
}

fn fence(job: &Job<'_>) -> Fence {
    Fence {
        lane: job.claim.lane.clone(),
        epoch: job.claim.epoch,
        done: job.rows.iter().map(|r| r.id).collect(),
    }
}

/// Something for staff to look at, under an id of its own.
pub(super) fn case(
    snapshot: &Snapshot,
    subject: impl Id,
    cause: CauseId,
    kind: CaseKind,
    at: Instant,
) -> Change {
    let id: CaseId = Mint::new(snapshot.facts.epoch, subject, cause).fresh();
    Change::Case(Case { id, kind, appointment: None, deposit: None, amount: None, at })
}

fn turn(
    job: &Job<'_>,
    conversation: ConversationId,
    input: Option<&Input>,
    trace: Vec<Reason>,
    said: Option<String>,
) -> Turn {
    let texts: Vec<&str> = job
        .rows
        .iter()
        .filter_map(|row| match &row.event {
            Event::Message(Incoming { said: Said::Text(text), .. }) => Some(text.as_str()),
            Event::Message(Incoming { said: Said::Media { caption, .. }, .. }) => caption.as_deref(),
            Event::News(_)
            | Event::TakenOver
            | Event::HandedBack
            | Event::Woke(_)
            | Event::Desk(_)
            | Event::Stirred(_) => None,
        })
        .collect();
    Turn {
        conversation: Some(conversation),
        cause: cause(job),
        at: job.now,
        input: input.cloned(),
        heard: (!texts.is_empty()).then(|| texts.join("\n")),
        trace,
        said,
    }
}
