//! Visits that were agreed before this program came: what the salon's old book says is taken as agreed.
//!
//! Invariants: who was promised a visit owes nothing for it; a visit that is over was kept.

use super::timers::expects_reminder;
use crate::{
    booking::{Appointment, Attendee, HowConfirmed, Life, Notes, Reminder, Rev, Seat, quote},
    salon::{Salon, SegmentKind, WorkSegment},
    values::{AppointmentId, CustomerId, Instant, Money, PackId, PersonName, ServiceId, Span, StylistId},
};

/// One line of the old book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookLine {
    /// Who comes.
    pub customer: CustomerId,
    /// The name that stands there.
    pub name: Option<PersonName>,
    /// With whom.
    pub stylist: StylistId,
    /// When it begins.
    pub start: Instant,
    /// For what.
    pub services: Vec<ServiceId>,
    /// Sold as.
    pub pack: Option<PackId>,
    /// The minutes that were set aside, if not what the salon's data say; then nothing is added for cleaning up.
    pub minutes: Option<u16>,
    /// The price that was agreed, if not what the salon's data say.
    pub price: Option<Money>,
}

/// The visit of a line, taken over at `now`: confirmed without deposit, or kept if it is over by then.
pub fn imported(salon: &Salon, id: AppointmentId, line: &BookLine, now: Instant) -> Appointment {
    let mut quote = quote::quote(salon, &line.services, line.pack, Some(line.stylist));
    if let Some(minutes) = line.minutes {
        quote.minutes = minutes;
        quote.segments = vec![WorkSegment { kind: SegmentKind::Work, minutes }];
    }
    if let Some(price) = line.price {
        quote.price = price;
        quote.from_price = false;
    }
    let span = Span::minutes(line.start, quote.minutes);
    let over = span.to <= now;
    let remind = !over && expects_reminder(line.start, &salon.policy, now);
    Appointment {
        id,
        rev: Rev::NEW,
        seat: Seat { stylist: line.stylist, span },
        attendee: Attendee { customer: line.customer, name: line.name.clone() },
        booked_by: None,
        quote,
        deposit: None,
        share: Money::ZERO,
        group: None,
        life: if over { Life::Completed } else { Life::Confirmed { how: HowConfirmed::NothingDue } },
        made_at: now,
        // She agreed with a person, who showed her no policy of ours.
        shown: None,
        notes: Notes {
            reminder: if remind { Reminder::Pending } else { Reminder::Skipped },
            ..Notes::default()
        },
    }
}
