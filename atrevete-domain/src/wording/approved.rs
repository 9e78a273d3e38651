//! Messages that the channel had to approve beforehand: outside of its window of 24 hours nothing else is delivered.
//!
//! An approved text belongs to the salon and stands at the channel; here is which one a message needs and what goes into
//! its blanks, in order. Whatever has none of its own can leave as a general notice that carries the rendered text.
//!
//! Invariants: a value is never empty and holds no line break, since the channel refuses both; a value is a fact of the
//! utterance, formatted as in every other message.

use super::{
    Utterance, Voice,
    formats::{self, euros},
    utterance::VisitFact,
};
use serde::{Deserialize, Serialize};

/// What stands for the name of somebody whose name is not known: "Hola, buenas:".
const NAMELESS: &str = "buenas";

/// What stands for a sum when nothing was paid.
const NOTHING_PAID: &str = "sin señal";

/// Which approved text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovedKind {
    /// The visit is near: name, date, time, stylist, services, deposit.
    Reminder,
    /// A visit stands, or stands anew: name, date, time, stylist, services.
    Booking,
    /// The salon called a visit off: name, date, time.
    Cancellation,
    /// A page to pay the deposit: name, amount, minutes; its link is a button.
    PaymentLink,
    /// Anything else: name, text.
    Notice,
}

/// An approved text with what goes into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Which.
    pub kind: ApprovedKind,
    /// Its blanks, in order.
    pub values: Vec<String>,
    /// Where its button leads.
    pub link: Option<String>,
}

impl ApprovedKind {
    /// All, in the order in which they are configured.
    pub const ALL: [Self; 5] =
        [Self::Reminder, Self::Booking, Self::Cancellation, Self::PaymentLink, Self::Notice];

    /// How many blanks it has.
    pub fn blanks(self) -> usize {
        match self {
            Self::Reminder => 6,
            Self::Booking => 5,
            Self::Cancellation | Self::PaymentLink => 3,
            Self::Notice => 2,
        }
    }
}

/// How a message leaves outside of the channel's window, best first: its own approved text where it says one thing that
/// has one, then the general notice with all of `text`.
pub fn approved(utterances: &[Utterance], text: &str, voice: &Voice) -> Vec<Approved> {
    let matter: Vec<&Utterance> = utterances.iter().filter(|u| !is_courtesy(u)).collect();
    let own = match matter.as_slice() {
        [one] => own(one, voice),
        _ => None,
    };
    let name = utterances.iter().find_map(name).unwrap_or(NAMELESS);
    let notice = Approved {
        kind: ApprovedKind::Notice,
        values: vec![name.to_owned(), one_line(text, NAMELESS)],
        link: None,
    };
    own.into_iter().chain([notice]).collect()
}

/// What stands around the matter of a message and is in every approved text anyway.
fn is_courtesy(utterance: &Utterance) -> bool {
    matches!(utterance, Utterance::Introduce { .. } | Utterance::Hello { .. })
}

fn name(utterance: &Utterance) -> Option<&str> {
    use Utterance as U;
    if let U::Hello { name, .. } | U::Reminder { name, .. } | U::Confirmed { name, .. } = utterance {
        name.as_deref().filter(|name| !name.trim().is_empty())
    } else {
        None
    }
}

/// The approved text of a single utterance; several visits are one only where a list of them reads well.
fn own(utterance: &Utterance, voice: &Voice) -> Option<Approved> {
    use Utterance as U;
    let to = name(utterance).unwrap_or(NAMELESS);
    if let U::Reminder { visits, paid, .. } = utterance {
        let paid = paid.map_or_else(|| NOTHING_PAID.to_owned(), euros);
        let visit = booked(to, one(visits)?, voice);
        return Some(filled(ApprovedKind::Reminder, visit.into_iter().chain([paid])));
    }
    if let U::Confirmed { visits, .. } | U::Moved { visits, .. } = utterance {
        return Some(filled(ApprovedKind::Booking, booked(to, one(visits)?, voice)));
    }
    if let U::MovedBySalon { visit } = utterance {
        return Some(filled(ApprovedKind::Booking, booked(to, visit, voice)));
    }
    if let U::CancelledBySalon { visit, refund: None } = utterance {
        let [name, date, time, ..] = booked(to, visit, voice);
        return Some(filled(ApprovedKind::Cancellation, [name, date, time]));
    }
    if let U::Pay { amount, minutes, url, .. } = utterance {
        let values = [to.to_owned(), euros(*amount), minutes.to_string()];
        return Some(Approved { link: Some(url.clone()), ..filled(ApprovedKind::PaymentLink, values) });
    }
    None
}

fn one(visits: &[VisitFact]) -> Option<&VisitFact> {
    match visits {
        // Somebody else's visit is said to be hers only in words of our own.
        [visit] if visit.who.is_none() => Some(visit),
        _ => None,
    }
}

/// Name, date, time, stylist, services.
fn booked(name: &str, visit: &VisitFact, voice: &Voice) -> [String; 5] {
    [
        name.to_owned(),
        formats::plain_day(visit.start.date(), voice.now),
        formats::hour(visit.start.time()),
        visit.stylist.clone(),
        formats::list(&visit.services),
    ]
}

fn filled(kind: ApprovedKind, values: impl IntoIterator<Item = String>) -> Approved {
    let values = values.into_iter().map(|value| one_line(&value, "-")).collect();
    Approved { kind, values, link: None }
}

/// A text in one line; `empty` where nothing is left of it.
fn one_line(text: &str, empty: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() { empty.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::salon::profile::AddressForm;

    fn voice() -> Voice {
        Voice { form: AddressForm::Tu, now: samples::now(), emoji: None, team: "una compañera".to_owned() }
    }

    #[test]
    fn everything_can_leave_outside_the_window_and_fills_every_blank() {
        let mut own = std::collections::BTreeSet::new();
        for utterance in samples::all() {
            let text = super::super::render(std::slice::from_ref(&utterance), &voice());
            let ways = approved(&[utterance], &text, &voice());
            assert_eq!(ways.last().map(|a| a.kind), Some(ApprovedKind::Notice));
            for way in ways {
                assert_eq!(way.values.len(), way.kind.blanks(), "{way:?}");
                assert!(way.values.iter().all(|v| !v.trim().is_empty() && !v.contains('\n')), "{way:?}");
                own.insert(way.kind);
            }
        }
        assert_eq!(own.len(), ApprovedKind::ALL.len(), "each approved text is reached by a sample");
    }

    #[test]
    fn a_message_that_says_two_things_is_a_notice() {
        let reminder = samples::all().into_iter().find(|u| matches!(u, Utterance::Reminder { .. })).unwrap();
        let hello = Utterance::Hello { name: Some("Ana".to_owned()), assistant: None };
        let alone = approved(&[hello.clone(), reminder.clone()], "Hola, Ana.\nTu cita", &voice());
        assert_eq!(alone[0].kind, ApprovedKind::Reminder);
        let both = approved(&[hello, reminder, Utterance::Bye], "Hola, Ana.\nTu cita", &voice());
        assert_eq!(both.len(), 1);
        assert_eq!(both[0].values, ["Ana", "Hola, Ana. Tu cita"]);
    }
}
