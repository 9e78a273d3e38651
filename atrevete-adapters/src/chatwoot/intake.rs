//! What was decided about a delivery, put into the inbox. The webhook and the reconciler come here alike, so that neither
//! knows anything the other does not.
//!
//! Invariants: a takeover is stored before the message that brought it; a conversation is given back once for each pause
//! of ours that a person ended; whoever must see the switch of a conversation that a person took by writing is told.

use super::{
    Chatwoot,
    decision::{Decision, Incoming, Origin, Standing, Switch, Takeover},
    mark::row_of,
};
use atrevete_domain::{dialogue::ThreadId, values::Instant};
use atrevete_ports::{PortError, Put, drive::Driver};
use chrono::TimeDelta;

/// A message that says it was sent longer ago than this was not: its sender's clock, or a recording.
const STALE: TimeDelta = TimeDelta::days(7);

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What was done.
    pub outcome: Outcome,
    /// A switch to be set to off in Chatwoot, so that people see that Maite is silent and can give the conversation back.
    pub pause: Option<Pause>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A message was stored.
    Received,
    /// A person has the conversation.
    TakenOver,
    /// She gave it back.
    HandedBack,
    /// It was known.
    Duplicate,
    /// Nothing, and why.
    Ignored(&'static str),
}

/// A pause to be shown in Chatwoot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Of which conversation.
    pub thread: ThreadId,
    /// Its name.
    pub name: String,
}

impl Outcome {
    /// As it stands in answers and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::TakenOver => "taken_over",
            Self::HandedBack => "handed_back",
            Self::Duplicate => "duplicate",
            Self::Ignored(_) => "ignored",
        }
    }
}

/// Stores what follows from a decision.
///
/// # Errors
/// When the store does not answer: the delivery must come again.
pub async fn take(driver: &Driver, decision: &Decision, now: Instant) -> Result<Taken, PortError> {
    match decision {
        Decision::Message(message) => receive(driver, message, now).await,
        Decision::Takeover(takeover) => taken_over(driver, takeover).await,
        Decision::Standing(standing) => stands(driver, standing).await,
        Decision::Own(_) => Ok(Taken::nothing("own_reply")),
        Decision::Undelivered(lost) => {
            if let Some(row) = row_of(&lost.mark) {
                driver.undelivered(row).await?;
            }
            Ok(Taken::nothing("undelivered"))
        }
        Decision::Ignore(why) => Ok(Taken::nothing(why.reason())),
    }
}

impl Taken {
    fn nothing(why: &'static str) -> Self {
        Self { outcome: Outcome::Ignored(why), pause: None }
    }

    fn of(put: Put, done: Outcome) -> Self {
        let outcome = match put {
            Put::Stored(_) => done,
            Put::Known => Outcome::Duplicate,
        };
        Self { outcome, pause: None }
    }
}

async fn receive(driver: &Driver, message: &Incoming, now: Instant) -> Result<Taken, PortError> {
    let origin = &message.origin;
    let switched = switched(driver, origin, message.switch, message.pause.as_deref()).await?;
    let sent_at = believed(message.sent_at, now);
    let put =
        driver.receive(&origin.channel, &origin.key(), message.contact(), message.said(), sent_at).await?;
    Ok(Taken { pause: switched.and_then(|taken| taken.pause), ..Taken::of(put, Outcome::Received) })
}

async fn taken_over(driver: &Driver, takeover: &Takeover) -> Result<Taken, PortError> {
    let origin = &takeover.origin;
    let put = driver.taken_over(&origin.channel, &origin.key()).await?;
    let visible = takeover.switch == Switch::Off || put == Put::Known;
    Ok(Taken { pause: (!visible).then(|| pause(origin)), ..Taken::of(put, Outcome::TakenOver) })
}

async fn stands(driver: &Driver, standing: &Standing) -> Result<Taken, PortError> {
    let taken = switched(driver, &standing.origin, standing.switch, standing.pause.as_deref()).await?;
    Ok(taken.unwrap_or_else(|| Taken::nothing("other_event")))
}

/// What the switch says that Maite may not know yet.
async fn switched(
    driver: &Driver,
    origin: &Origin,
    switch: Switch,
    ended: Option<&str>,
) -> Result<Option<Taken>, PortError> {
    match (switch, ended) {
        (Switch::Off, _) => {
            let put = driver.switched_off(&origin.channel, &format!("{}:off", origin.key())).await?;
            let Some(put) = put else {
                // Off, and nobody could tell us later which pause she ended: it gets its name now.
                let nameless = ended.is_none().then(|| pause(origin));
                return Ok(nameless.map(|p| Taken { pause: Some(p), ..Taken::nothing("other_event") }));
            };
            Ok(Some(Taken { pause: Some(pause(origin)), ..Taken::of(put, Outcome::TakenOver) }))
        }
        (Switch::On, Some(name)) => {
            let put =
                driver.handed_back(&origin.channel, &format!("{}:on:{name}", origin.thread().0)).await?;
            Ok(Some(Taken::of(put, Outcome::HandedBack)))
        }
        (Switch::On, None) | (Switch::Unset, _) => Ok(None),
    }
}

fn pause(origin: &Origin) -> Pause {
    Pause { thread: origin.thread(), name: origin.key() }
}

/// When a message was sent: as stated, unless that lies ahead or so far back that no channel delivers it.
fn believed(stated: Option<Instant>, now: Instant) -> Instant {
    stated.filter(|at| *at <= now && now - *at <= STALE).unwrap_or(now)
}

impl Chatwoot {
    /// What the adapter itself learns from a decision: the echo of a message is its acknowledgement.
    pub fn learn(&self, decision: &Decision) {
        if let Decision::Own(echo) = decision {
            self.echoes().heard(&echo.mark);
        }
    }
}
