//! The form of a scenario file.
//!
//! Invariant: an unknown key is an error, never ignored: an expectation with a typing mistake would hold for ever.

use atrevete_domain::{dialogue::Act, values::Money};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    /// What it is about, in one sentence.
    pub(super) title: String,
    /// The salon's clock at the beginning: `2026-03-10 10:00`.
    pub(super) now: String,
    /// The file that the salon is read from, beside this one; `demo` is the built-in one.
    #[serde(default = "house")]
    pub(super) house: String,
    /// Only these stylists of it.
    #[serde(default)]
    pub(super) stylists: Vec<String>,
    /// Only these services and packs of it.
    #[serde(default)]
    pub(super) services: Vec<String>,
    /// What differs from it, in the same form.
    #[serde(default)]
    pub(super) salon: toml::Table,
    /// Who writes; the first is meant where nobody is named.
    #[serde(default)]
    pub(super) person: Vec<PersonFile>,
    /// What stands already.
    #[serde(default)]
    pub(super) appointment: Vec<AppointmentFile>,
    /// Days on which only this is free: `{ day = "2026-03-11", Marta = ["14:00-15:30"] }`.
    #[serde(default)]
    pub(super) free: Vec<FreeFile>,
    /// Time that is taken.
    #[serde(default)]
    pub(super) block: Vec<BlockFile>,
    /// What happens.
    pub(super) turn: Vec<TurnFile>,
    /// What is there at the end.
    #[serde(default)]
    pub(super) end: EndFile,
}

fn house() -> String {
    "salon.toml".to_owned()
}

/// Somebody who writes, known to the salon or not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonFile {
    /// What the file calls her.
    pub(super) id: String,
    #[serde(default)]
    pub(super) phone: Option<String>,
    /// Her profile's name in the messenger.
    #[serde(default)]
    pub(super) profile: Option<String>,
    /// Her name as the salon has it; absent: the salon does not know her.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Her surname, where the salon knows it.
    #[serde(default)]
    pub(super) surname: Option<String>,
    #[serde(default)]
    pub(super) visits: u16,
    #[serde(default)]
    pub(super) no_shows: u8,
    /// A stylist she prefers.
    #[serde(default)]
    pub(super) prefers: Option<String>,
    /// Staff excused her from deposits.
    #[serde(default)]
    pub(super) no_deposit: bool,
    #[serde(default)]
    pub(super) opted_out: bool,
    /// Who booked for her first.
    #[serde(default)]
    pub(super) referred_by: Option<String>,
}

/// An appointment that stands at the beginning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppointmentFile {
    /// Who comes: a person's `id`.
    pub(super) who: String,
    /// Who booked, if somebody else.
    #[serde(default)]
    pub(super) booked_by: Option<String>,
    pub(super) stylist: String,
    /// Its start on the salon's clock.
    pub(super) at: String,
    pub(super) services: Vec<String>,
    #[serde(default)]
    pub(super) pack: Option<String>,
    /// A deposit that is paid and rests on it, in euros.
    #[serde(default)]
    pub(super) paid: Option<Money>,
    /// `confirmed` (the default), `completed`, `no_show`, `cancelled`.
    #[serde(default)]
    pub(super) state: Option<String>,
    /// When it was made; a week before its start if absent.
    #[serde(default)]
    pub(super) made: Option<String>,
}

/// A day on which only some time is free.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct FreeFile {
    pub(super) day: String,
    /// Stylist to intervals; whoever is not named has nothing free.
    #[serde(flatten)]
    pub(super) of: BTreeMap<String, Vec<String>>,
}

/// Time that is taken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockFile {
    pub(super) stylist: String,
    pub(super) from: String,
    /// `2026-03-11 12:00` or `12:00` of the same day.
    pub(super) to: String,
}

/// One thing that happens, and what is expected of it. Keys may be combined; they happen in the order of the fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "keys of a file that are written or not")]
pub(super) struct TurnFile {
    /// Who acts; the first person if absent.
    pub(super) who: Option<String>,
    /// A note for the reader.
    pub(super) note: Option<String>,
    /// `down` or `up`.
    pub(super) stripe: Option<String>,
    /// `down` or `up`.
    pub(super) calendar: Option<String>,
    /// `down` or `up`.
    pub(super) messenger: Option<String>,
    /// `down` or `up`.
    pub(super) notices: Option<String>,
    /// Goes wrong once: `open_rejected`, `open_answer_lost`, `open_spoiled`, `refund_answer_lost`, `refund_pending`.
    pub(super) fault: Option<String>,
    /// Time passes: `31m`, `2h`, `1d 4h`.
    pub(super) wait: Option<String>,
    /// Time passes until then.
    pub(super) until: Option<String>,
    /// Somebody of the salon takes time out.
    pub(super) block: Option<BlockFile>,
    /// Somebody writes an event into Google's calendar, which only a live look sees.
    pub(super) outside: Option<BlockFile>,
    /// Another customer gets this chair.
    pub(super) somebody_books: Option<BlockFile>,
    /// An order of staff.
    pub(super) staff: Option<StaffFile>,
    /// A person takes the conversation.
    pub(super) staff_takes: bool,
    /// She gives it back.
    pub(super) hand_back: bool,
    /// The customer writes.
    pub(super) customer: Option<String>,
    /// She writes several messages before anybody answers.
    pub(super) burst: Vec<String>,
    /// She sends something else: `voice`, `photo`, `other`; `customer` is then its caption.
    pub(super) media: Option<String>,
    /// What her words mean, for the run that does not read them.
    pub(super) acts: Option<Vec<Act>>,
    /// She pays the page that is open, and the provider tells: `true`; `"first"` is the oldest page that can be paid;
    /// `"unheard"`: the webhook gets lost; `"twice"`: it comes twice.
    pub(super) pay: Option<PayFile>,
    /// She pays by a method whose bank decides later.
    pub(super) pays_delayed: bool,
    /// It decides: `pays` or `refuses`.
    pub(super) bank: Option<String>,
    /// Her payment arrives in the moment in which the page is to be shut.
    pub(super) pays_when_shut: bool,
    /// The bank sends the refund back.
    pub(super) refund_comes_back: bool,
    /// What must be answered; absent: nothing is asked of it.
    pub(super) maite: Option<MaiteFile>,
}

/// How a page is paid.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum PayFile {
    /// It is.
    Plain(bool),
    /// In some way.
    Way(String),
}

/// What staff order. One of the orders, about the appointment of `who` (and `at`, where she has several).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffFile {
    /// `cancel`, `move`, `waive`, `complete`, `no_show`, `came_after_all`, `refund`.
    pub(super) order: String,
    /// Whose appointment: a person's id or the attendee's first name.
    pub(super) who: String,
    /// Its start, where it is not the only one.
    #[serde(default)]
    pub(super) at: Option<String>,
    /// A move's new start.
    #[serde(default)]
    pub(super) to: Option<String>,
    /// A move's new stylist.
    #[serde(default)]
    pub(super) stylist: Option<String>,
    /// Why a deposit is kept.
    #[serde(default)]
    pub(super) keep: Option<String>,
    /// `done` (the default), `refused`, `nothing`.
    #[serde(default)]
    pub(super) answer: Option<String>,
}

/// What must be answered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MaiteFile {
    /// Says nothing at all.
    pub(super) silent: bool,
    /// How many messages; one if absent, where something is expected.
    pub(super) messages: Option<usize>,
    /// Conveys these, in this order; others may stand between them.
    pub(super) says: Vec<String>,
    /// Conveys none of these.
    pub(super) says_not: Vec<String>,
    /// Facts of what it conveys: `{ pay = { amount = "10.00" } }`; what is not named is not asked.
    pub(super) facts: toml::Table,
    /// The times offered, exactly: `2026-03-11 11:00 Pilar`, or `11:00 Pilar`; several seats joined by ` + `.
    pub(super) offers: Vec<String>,
    /// Parts of the text, whatever their case.
    pub(super) text_has: Vec<String>,
    /// What the text must not contain.
    pub(super) text_lacks: Vec<String>,
    /// `reply`, `template`, `suggestion`.
    pub(super) manner: Option<String>,
}

/// What is there at the end. What is not named is not asked, except where the file says `none`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EndFile {
    /// All appointments there are; with this key every one must be listed.
    pub(super) appointment: Option<Vec<EndAppointment>>,
    /// People who must be known.
    pub(super) customer: Vec<EndCustomer>,
    /// How many people there are.
    pub(super) customers: Option<usize>,
    /// Balances of the accounts, in euros; those not named are zero.
    pub(super) money: Option<BTreeMap<String, Money>>,
    /// Pages at the provider by state and amount: `paid 10.00`, oldest first.
    pub(super) checkouts: Option<Vec<String>>,
    /// Refunds that were made, in euros.
    pub(super) refunds: Option<Vec<Money>>,
    /// What stylists were told: `Marta booked`, `Ana booked urgent`.
    pub(super) told: Option<Vec<String>>,
    /// Conversations given to the team.
    pub(super) handoff: Option<Vec<EndHandoff>>,
    /// What staff must decide, by kind.
    pub(super) cases: Option<Vec<String>>,
    /// Who is on the waiting list.
    pub(super) waiting: Option<usize>,
    /// Messages that were withdrawn because a person had taken the conversation.
    pub(super) withdrawn: Option<usize>,
}

/// An appointment at the end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndAppointment {
    /// The name of who comes, whole or the first.
    pub(super) who: String,
    pub(super) stylist: String,
    pub(super) at: String,
    /// `provisional`, `closing`, `confirmed`, `completed`, `no_show`, `cancelled`, `expired`.
    #[serde(default = "confirmed")]
    pub(super) state: String,
    #[serde(default)]
    pub(super) minutes: Option<u16>,
    #[serde(default)]
    pub(super) services: Option<Vec<String>>,
    #[serde(default)]
    pub(super) price: Option<Money>,
    /// Its share of the deposit.
    #[serde(default)]
    pub(super) deposit: Option<Money>,
    #[serde(default)]
    pub(super) booked_by: Option<String>,
    /// `yellow`, `green`, `none`: its event in the calendar.
    #[serde(default)]
    pub(super) colour: Option<String>,
    /// `pending`, `sent`, `acknowledged`, `skipped`.
    #[serde(default)]
    pub(super) reminder: Option<String>,
    /// Minutes after its start at which she said to arrive.
    #[serde(default)]
    pub(super) delay: Option<u16>,
    #[serde(default)]
    pub(super) prefers_stylist: Option<bool>,
}

fn confirmed() -> String {
    "confirmed".to_owned()
}

/// A person at the end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndCustomer {
    pub(super) name: String,
    /// `none`: she has no number.
    #[serde(default)]
    pub(super) phone: Option<String>,
    #[serde(default)]
    pub(super) referred_by: Option<String>,
    #[serde(default)]
    pub(super) prefers: Option<String>,
    #[serde(default)]
    pub(super) opted_out: Option<bool>,
}

/// A handoff at the end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndHandoff {
    pub(super) reason: String,
    #[serde(default)]
    pub(super) urgent: Option<bool>,
    /// Whose name it carries.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Words that its summary contains.
    #[serde(default)]
    pub(super) summary_has: Vec<String>,
    /// Whether it names an appointment.
    #[serde(default)]
    pub(super) appointment: Option<bool>,
}
