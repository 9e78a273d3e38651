//! What lanes, subjects and timers are called in the database.
//!
//! Invariant: a name read back is the value it was made of.

use super::error::Unreadable;
use super::read::Of;
use atrevete_domain::{
    booking::DueKind,
    dialogue::{ChannelId, WakeKind},
    step::Lane,
    values::{Id as _, Instant},
};
use atrevete_ports::{InboxLane, Subject, Timer, TimerKind};

pub(super) fn inbox_lane(lane: &InboxLane) -> String {
    match lane {
        InboxLane::Channel(channel) => format!("channel:{}", channel.0),
        InboxLane::Deposit(id) => format!("deposit:{}", id.uuid()),
        InboxLane::Appointment(id) => format!("appointment:{}", id.uuid()),
        InboxLane::Provider(name) => format!("provider:{name}"),
    }
}

pub(super) fn inbox_lane_of(name: &str) -> Result<InboxLane, Unreadable> {
    let lane = match name.split_once(':') {
        Some(("channel", channel)) => Some(InboxLane::Channel(ChannelId(channel.to_owned()))),
        Some(("deposit", id)) => id.parse().ok().map(InboxLane::Deposit),
        Some(("appointment", id)) => id.parse().ok().map(InboxLane::Appointment),
        Some(("provider", name)) => Some(InboxLane::Provider(name.to_owned())),
        Some(_) | None => None,
    };
    lane.ok_or_else(|| unknown("lanes", "lane"))
}

pub(super) fn outbox_lane(lane: &Lane) -> String {
    match lane {
        Lane::Talk(id) => format!("talk:{}", id.uuid()),
        Lane::Checkout(id) => format!("checkout:{}", id.uuid()),
        Lane::Appointment(id) => format!("appointment:{}", id.uuid()),
    }
}

pub(super) fn outbox_lane_of(name: &str) -> Result<Lane, Unreadable> {
    let lane = match name.split_once(':') {
        Some(("talk", id)) => id.parse().ok().map(Lane::Talk),
        Some(("checkout", id)) => id.parse().ok().map(Lane::Checkout),
        Some(("appointment", id)) => id.parse().ok().map(Lane::Appointment),
        Some(_) | None => None,
    };
    lane.ok_or_else(|| unknown("outbox_lanes", "lane"))
}

pub(super) fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Talk(channel) => format!("talk:{}", channel.0),
        Subject::Deposit(id) => format!("deposit:{}", id.uuid()),
        Subject::Appointment(id) => format!("appointment:{}", id.uuid()),
    }
}

pub(super) fn kind(kind: TimerKind) -> String {
    match kind {
        TimerKind::Wake(kind) => format!("wake:{}", super::read::code(&kind)),
        TimerKind::Due(kind) => format!("due:{}", super::read::code(&kind)),
    }
}

pub(super) fn timer(at: Instant, subject: &str, kind: &str) -> Result<Timer, Unreadable> {
    let of = Of::row("timers", kind);
    let subject = match subject.split_once(':') {
        Some(("talk", channel)) => Some(Subject::Talk(ChannelId(channel.to_owned()))),
        Some(("deposit", id)) => id.parse().ok().map(Subject::Deposit),
        Some(("appointment", id)) => id.parse().ok().map(Subject::Appointment),
        Some(_) | None => None,
    };
    let kind = match kind.split_once(':') {
        Some(("wake", name)) => TimerKind::Wake(of.code::<WakeKind>("kind", name)?),
        Some(("due", name)) => TimerKind::Due(of.code::<DueKind>("kind", name)?),
        Some(_) | None => return Err(of.wrong("kind")),
    };
    Ok(Timer { at, subject: of.there("subject", subject)?, kind })
}

/// A lane's name may hold a channel identity, which no error carries.
fn unknown(table: &'static str, column: &'static str) -> Unreadable {
    Of::row(table, "a lane").wrong(column)
}
