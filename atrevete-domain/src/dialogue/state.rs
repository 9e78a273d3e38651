//! The state of a conversation: what is being arranged, what was asked, who has it.
//!
//! It holds ids of appointments, never copies, and no customer id: the channel identity finds the customer.

use super::{Act, Draft, Unclear};
use crate::{
    booking::Arrangement,
    salon::QuestionKey,
    step::HandoffReason,
    values::{
        AppointmentId, CheckoutId, ConversationId, DepositId, GivenName, Instant, PackId, Phone, ServiceId,
        StylistId, Words,
    },
    when::TimeWindow,
    wording::utterance::Purpose,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who a message comes from, as the channel knows it (inbox and source id); never a phone number typed by somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChannelId(pub String);

/// The channel's thread that replies go to: that of the newest message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThreadId(pub String);

/// Everything remembered of a conversation with one channel identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// With whom, as the channel knows her.
    pub channel: ChannelId,
    /// Where replies go.
    pub thread: ThreadId,
    /// Her number, if the channel tells it.
    pub phone: Option<Phone>,
    /// Her profile's name: proposed, never stored as hers.
    pub profile: Option<String>,
    /// Who has the conversation.
    pub owner: Owner,
    /// The name she stated, until a customer row carries it.
    pub stated: GivenName,
    /// She would not give a surname.
    pub no_surname: bool,
    /// The proposed profile name is not hers.
    pub name_denied: bool,
    /// What is being done, the last one first in line.
    pub tasks: Vec<Task>,
    /// The question that is open.
    pub asked: Option<Asked>,
    /// Trouble, counted.
    pub counters: Counters,
    /// The last messages of both sides, by kind.
    pub recent: Vec<Line>,
    /// When she was told whom she writes with.
    pub disclosed: Option<Instant>,
    /// She uses *usted*.
    pub formal: bool,
    /// She wants nothing that we start.
    pub opted_out: bool,
    /// When she last wrote.
    pub last_heard: Option<Instant>,
    /// A checkout that was asked for and whose link she has not been told.
    pub awaiting_link: Option<AwaitingLink>,
    /// The last deposit whose hold ran out: a payment for it may still be on its way.
    #[serde(default)]
    pub lapsed: Option<DepositId>,
    /// Packs she does not want, never proposed again.
    pub declined_packs: Vec<PackId>,
    /// Answers to service questions, until a customer row carries them.
    pub answers: BTreeMap<QuestionKey, String>,
    /// How to answer an offer has been said.
    pub hinted: bool,
    /// What is being talked about, for "¿y eso cuánto es?".
    pub topic: Vec<ServiceId>,
    /// The question of the message before, for "¿y las mechas?".
    #[serde(default)]
    pub last_asking: Option<super::Asking>,
    /// What was said before the name was known, where the salon asks it first.
    pub deferred: Vec<Act>,
    /// The last word has been said: a further "gracias" gets silence.
    pub farewell: bool,
    /// To when an appointment is to be moved, while it is asked which.
    pub moving: Option<crate::when::When>,
    /// She was told that no visit of hers is found.
    #[serde(default)]
    pub unseen: bool,
    /// A photo came that belongs on the next appointment.
    pub photo: bool,
}

/// Who has a conversation. Waiting for a person and owned by one are two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Maite.
    Maite,
    /// Handed over, and nobody has taken it yet.
    Waiting {
        /// Since when.
        since: Instant,
        /// Why.
        reason: HandoffReason,
        /// By when she was told that somebody answers.
        answer_by: Instant,
        /// The last reminder to the team.
        alerted: Option<Instant>,
        /// The last word of comfort to her.
        reassured: Option<Instant>,
    },
    /// A person.
    Person {
        /// Since when.
        since: Instant,
    },
}

impl Owner {
    /// Whether Maite may speak.
    pub fn is_maite(&self) -> bool {
        matches!(self, Self::Maite)
    }
}

/// What was put to the customer, with the options shown. The *next* question is derived; the *asked* one is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What.
    pub question: Question,
    /// When.
    pub at: Instant,
}

/// A question and what an answer to it binds to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Her name.
    Name {
        /// The one proposed.
        proposed: Option<String>,
    },
    /// Her surname.
    Surname,
    /// The full name of who comes.
    AttendeeName {
        /// Which party.
        party: usize,
    },
    /// What she would like.
    Service {
        /// For which party.
        party: usize,
    },
    /// Which of several services.
    Which {
        /// For which party.
        party: usize,
        /// Her words.
        said: Words,
        /// The services shown.
        of: Vec<ServiceId>,
    },
    /// A service's question.
    About {
        /// For which party.
        party: usize,
        /// Whose question.
        service: ServiceId,
        /// Which question.
        key: QuestionKey,
    },
    /// A pack.
    Pack {
        /// For which party.
        party: usize,
        /// Which.
        pack: PackId,
    },
    /// A child's or an adult's.
    ChildOrAdult {
        /// Which party.
        party: usize,
    },
    /// Who gets what.
    WhoGetsWhat,
    /// The day.
    Day,
    /// Which of several days.
    WhichDay {
        /// The days shown.
        of: Vec<NaiveDate>,
        /// The hours said with it.
        window: TimeWindow,
    },
    /// Which of several stylists.
    Stylist {
        /// Those shown, in order.
        of: Vec<StylistId>,
    },
    /// A time.
    Slot {
        /// The options shown, in order.
        offers: Vec<Arrangement>,
    },
    /// The deposit.
    Payment {
        /// The page shown.
        checkout: CheckoutId,
    },
    /// Which appointment.
    WhichAppointment {
        /// What for.
        purpose: Purpose,
        /// Those shown, in order.
        of: Vec<AppointmentId>,
    },
    /// Really cancel, with what she was told it means.
    SureCancel {
        /// Which appointments.
        of: Vec<AppointmentId>,
        /// What she was told.
        band: crate::booking::cancellation::Band,
    },
    /// Shall the stylist be told of the delay?
    TellStylist {
        /// Which appointment.
        appointment: AppointmentId,
        /// Minutes after its start.
        minutes: u16,
    },
    /// How late.
    HowLate {
        /// Which appointment.
        appointment: AppointmentId,
    },
    /// Shall it be the usual?
    Usual {
        /// The visit it repeats.
        appointment: AppointmentId,
    },
    /// The free consultation.
    Consultation {
        /// Which one.
        service: ServiceId,
    },
    /// Another one, although she has one that week.
    Another {
        /// The one she has.
        appointment: AppointmentId,
    },
    /// Shall a time be looked for, for these?
    Book {
        /// What was talked about.
        services: Vec<ServiceId>,
        /// What was talked about and may be one of several.
        unclear: Vec<Unclear>,
    },
    /// Look again after a hold ended?
    LookAgain,
    /// A reminder was sent; any answer acknowledges it.
    Reminded {
        /// Which visit.
        appointment: AppointmentId,
    },
}

/// Something that is being done.
#[expect(
    clippy::large_enum_variant,
    reason = "a conversation holds one or two; a box would only hide the draft"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// A booking, a correction or a move.
    Book(Draft),
    /// A cancellation whose appointment is not clear yet.
    Cancel {
        /// The appointments, once clear.
        of: Vec<AppointmentId>,
    },
    /// A delay.
    Delay {
        /// The appointment, once clear.
        appointment: Option<AppointmentId>,
        /// Minutes after its start, once said.
        minutes: Option<u16>,
    },
}

/// A link that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitingLink {
    /// For which deposit.
    pub deposit: DepositId,
    /// Since when.
    pub since: Instant,
    /// That it is coming has been said.
    pub told: bool,
    /// She could not pay by the one before.
    #[serde(default)]
    pub failed: bool,
}

impl AwaitingLink {
    /// Asked for at `since`, and nothing said of it yet.
    pub fn new(deposit: DepositId, since: Instant) -> Self {
        Self { deposit, since, told: false, failed: false }
    }
}

/// Trouble, counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    /// Unclear messages in a row.
    pub unclear: u8,
    /// Tries at the name.
    pub name: u8,
    /// Voice notes in a row that could not be heard.
    pub voice: u8,
    /// Times the name was asked without an answer; two where she went on with her matter instead.
    pub evaded: u8,
}

/// One message of the recent past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// From her, or from us.
    pub from_customer: bool,
    /// When.
    pub at: Instant,
    /// Kinds of acts or utterances, by their stored names.
    pub kinds: Vec<String>,
}

/// What befalls a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// She said something.
    Said(super::Heard),
    /// She sent something that is no text.
    Sent {
        /// What.
        media: Media,
        /// Its caption as it was read, if there was one.
        caption: Option<super::Heard>,
        /// When.
        at: Instant,
    },
    /// The desk has news for her.
    News(crate::step::News),
    /// A person took the conversation.
    TakenOver,
    /// A person gave it back.
    HandedBack,
    /// A timer of this conversation.
    Woke(WakeKind),
    /// Her message could not be handled after several tries.
    Defeated,
}

/// Something that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// A voice note without transcript.
    Voice,
    /// A photo.
    Photo,
    /// Anything else: file, location, contact, sticker.
    Other,
}

/// A timer of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WakeKind {
    /// The link has taken long enough to be mentioned.
    LinkLate,
    /// Nobody has taken the handoff.
    AlertTeam,
    /// The draft is too old to be resumed.
    Idle,
}

impl Conversation {
    /// A conversation that begins.
    pub fn new(id: ConversationId, channel: ChannelId, thread: ThreadId) -> Self {
        Self {
            id,
            channel,
            thread,
            phone: None,
            profile: None,
            owner: Owner::Maite,
            stated: GivenName::default(),
            no_surname: false,
            name_denied: false,
            tasks: Vec::new(),
            asked: None,
            counters: Counters::default(),
            recent: Vec::new(),
            disclosed: None,
            formal: false,
            opted_out: false,
            last_heard: None,
            awaiting_link: None,
            lapsed: None,
            declined_packs: Vec::new(),
            answers: BTreeMap::new(),
            hinted: false,
            topic: Vec::new(),
            last_asking: None,
            deferred: Vec::new(),
            farewell: false,
            moving: None,
            unseen: false,
            photo: false,
        }
    }
}
