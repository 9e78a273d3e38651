//! An agreed visit and its life.

use super::Quote;
use crate::{
    salon::SegmentKind,
    values::{
        AppointmentId, CustomerId, DepositId, GroupId, Instant, Money, PersonName, ServiceId, Span, StylistId,
    },
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Raised by every write of a row; a change names the one it saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rev(pub u32);

impl Rev {
    /// Of a row that is not stored yet.
    pub const NEW: Self = Self(0);

    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A chair for a time: with whom, from when to when (as told, without buffer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// With whom.
    pub stylist: StylistId,
    /// When.
    pub span: Span,
}

/// An agreed visit of one person with one stylist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Which.
    pub id: AppointmentId,
    /// Raised by each write.
    pub rev: Rev,
    /// With whom and when.
    pub seat: Seat,
    /// Who comes, under the name given for this visit.
    pub attendee: Attendee,
    /// Who booked, if somebody else.
    pub booked_by: Option<CustomerId>,
    /// What was quoted.
    pub quote: Quote,
    /// The deposit it waits for or rests on.
    pub deposit: Option<DepositId>,
    /// Its share of that deposit.
    pub share: Money,
    /// Visits agreed together: a group, or hair and beauty back to back.
    pub group: Option<GroupId>,
    /// Where it stands.
    pub life: Life,
    /// When it was agreed.
    pub made_at: Instant,
    /// The policy the customer was shown with it.
    pub shown: Option<PolicyShown>,
    /// What else is known of it.
    pub notes: Notes,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The person.
    pub customer: CustomerId,
    /// The name given for *this* appointment.
    pub name: Option<PersonName>,
}

/// Where an appointment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// Held until the deposit is paid or the limit passes. Occupies the chair.
    Provisional {
        /// The limit.
        until: Instant,
    },
    /// Past the limit, until Stripe has said that nothing can be paid any more. Occupies the chair.
    Closing {
        /// The limit that passed.
        since: Instant,
        /// When the chair is freed even if Stripe is silent.
        close_by: Instant,
    },
    /// Agreed. Occupies the chair.
    Confirmed {
        /// On what grounds.
        how: HowConfirmed,
    },
    /// The visit happened.
    Completed,
    /// Nobody came.
    NoShow,
    /// Called off.
    Cancelled {
        /// By whom.
        by: By,
        /// When.
        at: Instant,
    },
    /// The deposit was not paid in time.
    Expired,
}

/// On what grounds an appointment is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowConfirmed {
    /// The deposit is paid.
    Paid,
    /// No deposit was due.
    NothingDue,
    /// Staff waived it, or took it another way.
    Waived,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The customer, or who booked for her.
    Customer,
    /// A person of the salon.
    Staff,
    /// A rule.
    Salon,
}

/// The cancellation policy as the customer read it before she paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyShown {
    /// When it was shown.
    pub at: Instant,
    /// The last instant of a full refund; `None`: she was told that there is none.
    pub refund_until: Option<Instant>,
}

/// What else is known of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Notes {
    /// A photo waits in the chat.
    pub photo: bool,
    /// She said that she will not come; the chair may be refilled by staff.
    pub not_coming: Option<Instant>,
    /// She is late.
    pub delay: Option<Delay>,
    /// Where its reminder stands.
    pub reminder: Reminder,
    /// Moves inside the band that keeps the deposit but makes it final.
    pub late_moves: u8,
    /// The deposit is not refunded any more, whatever the band: it was moved late.
    pub deposit_final: bool,
    /// "lo de siempre": the stylist is her preference.
    pub prefers_stylist: bool,
}

/// A delay that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// Minutes after the start at which she expects to be there.
    pub minutes: u16,
    /// When she said so.
    pub at: Instant,
}

/// Where a reminder stands. A failed one never touches the appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// Will be due, or never: see [`Appointment::reminder_at`](super::desk).
    #[default]
    Pending,
    /// Sent.
    Sent {
        /// When.
        at: Instant,
    },
    /// Answered.
    Acknowledged {
        /// When.
        at: Instant,
    },
    /// Booked too late for one, or opted out.
    Skipped,
}

impl Life {
    /// Whether it occupies its chair.
    pub fn occupies(&self) -> bool {
        match self {
            Self::Provisional { .. } | Self::Closing { .. } | Self::Confirmed { .. } => true,
            Self::Completed | Self::NoShow | Self::Cancelled { .. } | Self::Expired => false,
        }
    }

    /// Whether it waits for its deposit, before or after the limit.
    pub fn unpaid(&self) -> bool {
        matches!(self, Self::Provisional { .. } | Self::Closing { .. })
    }

    /// The limit of a hold that is still open.
    pub fn limit(&self) -> Option<Instant> {
        match self {
            Self::Provisional { until } => Some(*until),
            Self::Closing { .. }
            | Self::Confirmed { .. }
            | Self::Completed
            | Self::NoShow
            | Self::Cancelled { .. }
            | Self::Expired => None,
        }
    }
}

impl Appointment {
    /// When it begins.
    pub fn start(&self) -> Instant {
        self.seat.span.from
    }

    /// The ids of what is done.
    pub fn services(&self) -> Vec<ServiceId> {
        self.quote.services.iter().map(|s| s.id).collect()
    }

    /// The stretches of its stylist's time that nobody else can have: work and buffer, not the gaps.
    pub fn occupied(&self) -> Vec<Span> {
        occupied(self.seat.span.from, &self.quote)
    }

    /// Whoever speaks for it: the attendee, or who booked.
    pub fn speaks_for(&self, customer: CustomerId) -> bool {
        self.attendee.customer == customer || self.booked_by == Some(customer)
    }
}

/// The stretches that a quote occupies when it starts at `start`; neighbours are merged.
pub fn occupied(start: Instant, quote: &Quote) -> Vec<Span> {
    let mut at = start;
    let mut out: Vec<Span> = Vec::new();
    for segment in &quote.segments {
        let end = at + TimeDelta::minutes(i64::from(segment.minutes));
        match (segment.kind, out.last_mut()) {
            (SegmentKind::Gap, _) => {}
            (SegmentKind::Work | SegmentKind::Buffer, Some(last)) if last.to == at => last.to = end,
            (SegmentKind::Work | SegmentKind::Buffer, _) => out.push(Span { from: at, to: end }),
        }
        at = end;
    }
    out
}
