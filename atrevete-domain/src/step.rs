//! What a step hands back: rows to change, things to do outside, what others should hear, and why.
//!
//! State, changes, effects and news are committed together or not at all. Timers are not listed: they are derived from
//! the rows.

use crate::{
    booking::{Appointment, Customer, Deposit, LedgerEntry, Rev},
    dialogue::Act,
    facts::Conflict,
    values::{
        AppointmentId, CaseId, CheckoutId, ConversationId, CustomerId, DepositId, GroupId, Instant, Money,
        PersonName, RefundId, Span, StylistId, Words,
    },
    when::DayWish,
    wording::Utterance,
};
use serde::{Deserialize, Serialize};

/// A row to be written. A row that exists is guarded by the revision the step saw; new rows carry [`Rev::NEW`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A person, new (`was` is `None`) or changed.
    Customer {
        /// The revision that was read.
        was: Option<Rev>,
        /// The row as it shall be, its revision already raised.
        now: Customer,
    },
    /// An appointment, new or changed.
    Appointment {
        /// The revision that was read.
        was: Option<Rev>,
        /// The row as it shall be, its revision already raised.
        now: Appointment,
    },
    /// A deposit with all that belongs to it, new or changed.
    Deposit {
        /// The revision that was read.
        was: Option<Rev>,
        /// The row as it shall be, its revision already raised.
        now: Deposit,
    },
    /// A movement of money; posted once by its key.
    Post(LedgerEntry),
    /// Something staff must decide.
    Case(Case),
    /// A place on the waiting list.
    Waiting(Waiting),
    /// Words nobody resolved, for the owner to add as a synonym.
    Unresolved(Words),
}

impl Change {
    /// The order within one commit: people, what frees time, what keeps it, what takes it, then money and the rest.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Customer { .. } => 0,
            Self::Appointment { now, .. } if !now.life.occupies() => 1,
            Self::Appointment { was: Some(_), .. } => 2,
            Self::Appointment { was: None, .. } => 3,
            Self::Deposit { .. } => 4,
            Self::Post(_) | Self::Case(_) | Self::Waiting(_) | Self::Unresolved(_) => 5,
        }
    }
}

/// Something staff must decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// What it is about.
    pub kind: CaseKind,
    /// The appointment, if one is concerned.
    pub appointment: Option<AppointmentId>,
    /// The deposit, if one is concerned.
    pub deposit: Option<DepositId>,
    /// The sum, if one is concerned.
    pub amount: Option<Money>,
    /// Since when.
    pub at: Instant,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Money that belongs to nothing we know.
    UnmatchedMoney,
    /// A refund came back.
    RefundFailed,
    /// A bank dispute.
    Dispute,
    /// The calendar shows something else.
    CalendarConflict,
    /// A step or an effect could not be done.
    DeadLetter,
    /// Paid another sum than was asked.
    AmountDiffers,
    /// Paid while a person had the conversation.
    PaidWhileHandled,
    /// Paid for a visit of today after its chair had gone: she may be on her way.
    PaidTooLate,
    /// Given back by hand at the provider while the visit stands.
    RefundedElsewhere,
    /// Will not come, said too late to cancel by herself.
    NotComing,
}

/// A place on the waiting list; no booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Who.
    pub customer: CustomerId,
    /// For what.
    pub services: Vec<crate::values::ServiceId>,
    /// When.
    pub wish: DayWish,
    /// With whom, if it matters.
    pub with: Option<StylistId>,
    /// Since when.
    pub at: Instant,
}

/// Something to do outside, written to the outbox in the commit of the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// One message to the customer.
    Say(Message),
    /// Look at the live calendar, then open the payment page.
    Secure {
        /// For which deposit.
        deposit: DepositId,
        /// Which page.
        checkout: CheckoutId,
        /// What it asks.
        amount: Money,
        /// The appointments whose chairs are looked at.
        appointments: Vec<AppointmentId>,
        /// When the hold ends; the page must not outlive it by more than the provider makes unavoidable.
        closes: Instant,
    },
    /// Shut a payment page; if it turns out paid, that is the answer.
    ExpireCheckout {
        /// Which.
        checkout: CheckoutId,
    },
    /// Read a checkout.
    LookAtCheckout {
        /// Which.
        checkout: CheckoutId,
    },
    /// Give money back (after looking whether it has been given already).
    Refund {
        /// Which.
        refund: RefundId,
        /// To the payment of which page.
        checkout: CheckoutId,
        /// How much.
        amount: Money,
    },
    /// Make the calendar show the row.
    Mirror {
        /// Which.
        appointment: AppointmentId,
    },
    /// Tell the stylist.
    TellStylist {
        /// Who.
        stylist: StylistId,
        /// Of which appointment.
        appointment: AppointmentId,
        /// What happened.
        what: StylistNews,
        /// Today: by the fast channels.
        urgent: bool,
    },
    /// A person takes over.
    HandOff(Handoff),
    /// Tell the team (again) that somebody waits.
    AlertTeam {
        /// Whose conversation.
        conversation: ConversationId,
        /// Why it waits.
        reason: HandoffReason,
        /// Waiting since.
        since: Instant,
    },
}

/// The order in which effects must leave: within a lane only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Messages and handoffs of one conversation.
    Talk(ConversationId),
    /// Calls about one checkout.
    Checkout(CheckoutId),
    /// Mirror and notices of one appointment.
    Appointment(AppointmentId),
}

impl Effect {
    /// The lane in which it keeps its order; `talk` is the conversation whose step it belongs to, if any.
    pub fn lane(&self) -> Lane {
        match self {
            Self::Say(message) => Lane::Talk(message.to),
            Self::HandOff(handoff) => Lane::Talk(handoff.conversation),
            Self::AlertTeam { conversation, .. } => Lane::Talk(*conversation),
            Self::Secure { checkout, .. }
            | Self::ExpireCheckout { checkout }
            | Self::LookAtCheckout { checkout }
            | Self::Refund { checkout, .. } => Lane::Checkout(*checkout),
            Self::Mirror { appointment } | Self::TellStylist { appointment, .. } => {
                Lane::Appointment(*appointment)
            }
        }
    }
}

/// One message to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// To whom.
    pub to: ConversationId,
    /// What it says, in order.
    pub utterances: Vec<Utterance>,
    /// Addressed as *usted*.
    pub formal: bool,
    /// We start it: subject to opt-out and quiet hours, and a template outside the channel's window.
    pub proactive: bool,
    /// A person presses send (operating mode *suggest*).
    pub suggestion: bool,
    /// Not worth sending after this.
    pub not_after: Option<Instant>,
}

impl Message {
    /// Whether it is only what an opted-out customer is not sent: a reminder, with the courtesy around it. A notice
    /// about a visit that she has is sent to her all the same.
    pub fn only_reminds(&self) -> bool {
        let reminds = |u: &Utterance| {
            matches!(u, Utterance::Reminder { .. } | Utterance::Introduce { .. } | Utterance::Hello { .. })
        };
        self.utterances.iter().all(reminds)
    }
}

/// What a stylist is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StylistNews {
    /// A new visit.
    Booked,
    /// Another time or another stylist.
    Moved,
    /// Called off.
    Cancelled,
    /// She will be late.
    Late,
    /// She said that she will not come.
    NotComing,
}

/// A conversation that a person takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handoff {
    /// Which.
    pub conversation: ConversationId,
    /// Why.
    pub reason: HandoffReason,
    /// Who, if she is known.
    pub customer: Option<CustomerId>,
    /// Under which name.
    pub name: Option<PersonName>,
    /// About which appointment.
    pub appointment: Option<AppointmentId>,
    /// What the team should know, composed from the traces.
    pub summary: Vec<SummaryLine>,
    /// By when the customer was told that a person answers.
    pub answer_by: Instant,
    /// Complaint, delay, payment: first in the queue.
    pub urgent: bool,
    /// Since when.
    pub at: Instant,
}

/// A fact in a handoff's summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryLine {
    /// What she said, in her words (the topic of a medical question, the complaint).
    Said(Words),
    /// An appointment as it stands.
    Appointment {
        /// Start and end.
        span: Span,
        /// With whom.
        stylist: StylistId,
        /// What.
        services: Vec<String>,
    },
    /// A delay and whom it meets.
    Delay {
        /// Minutes after the start.
        minutes: u16,
        /// The stylist's next appointment.
        next: Option<Instant>,
    },
    /// What she was arranging.
    Wanted {
        /// Services.
        services: Vec<String>,
        /// Days in her words or dates.
        wish: DayWish,
    },
    /// A deposit that is waited for.
    Deposit {
        /// How much.
        amount: Money,
        /// Until when the chair is kept.
        until: Option<Instant>,
    },
    /// A day beyond what may be booked without a person.
    Day(chrono::NaiveDate),
}

/// Why a person takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffReason {
    /// Health.
    Medical,
    /// Paying failed and failed again, or the page could not be opened.
    PaymentFailure,
    /// Cannot pay online.
    CannotPayOnline,
    /// Late by more than is tolerated.
    Delay,
    /// Too near to be cancelled by Maite.
    LateCancellation,
    /// Too near, or too often, to be moved by Maite.
    LateMove,
    /// Not understood, several times.
    Unclear,
    /// No name after the tries.
    Name,
    /// Asked for a person.
    CustomerRequest,
    /// A complaint.
    Complaint,
    /// Insults.
    Abuse,
    /// Further ahead than may be booked without a person.
    BeyondHorizon,
    /// Too many open appointments.
    TooManyOpen,
    /// She speaks of a visit that is not found under her identity.
    VisitNotFound,
    /// Holds lapsed, or too many are open in the salon.
    HoldLimit,
    /// Her data.
    DataRequest,
    /// No customer's matter.
    NotACustomer,
    /// Voice notes that nobody can hear here.
    VoiceNotes,
    /// A child too young for it, an allergy test, a question only a person can answer.
    NeedsPerson,
    /// Somebody else's appointment.
    SomeoneElse,
    /// The identity of the sender does not match.
    Identity,
    /// The same step failed again and again.
    Technical,
    /// Maite is switched off.
    SwitchedOff,
    /// Written in a language she does not speak.
    Language,
}

/// A nudge to a conversation; carries no words: what is said is read from the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The payment page is there.
    LinkReady(DepositId),
    /// The payment page cannot be opened.
    LinkFailed(DepositId),
    /// The chair turned out to be taken before the link left.
    SeatGone(Vec<AppointmentId>),
    /// The hold ends soon.
    HoldEnding(DepositId),
    /// The hold ended.
    HoldExpired(DepositId),
    /// Agreed.
    Confirmed(Vec<AppointmentId>),
    /// Paid late, the chair was gone: it goes back.
    LateRefund {
        /// Which deposit.
        deposit: DepositId,
        /// How much.
        amount: Money,
    },
    /// Paid twice: the second goes back.
    PaidTwice {
        /// Which deposit.
        deposit: DepositId,
        /// How much.
        amount: Money,
    },
    /// Paid for something cancelled: it goes back.
    CancelledRefund {
        /// Which deposit.
        deposit: DepositId,
        /// How much.
        amount: Money,
    },
    /// Another sum arrived than was asked; staff look at it.
    AmountDiffers(DepositId),
    /// The bank takes its time.
    Processing(DepositId),
    /// A refund came back; staff write.
    RefundFailed {
        /// Which deposit.
        deposit: DepositId,
        /// How much.
        amount: Money,
    },
    /// The salon moved it.
    MovedBySalon(AppointmentId),
    /// The salon called it off.
    CancelledBySalon {
        /// Which.
        appointment: AppointmentId,
        /// What goes back.
        refund: Money,
    },
    /// The visit is near.
    ReminderDue(AppointmentId),
    /// Several visits agreed together are near.
    GroupReminderDue(GroupId),
}

/// Why a step did what it did: an enum of rules, so that "why" is a translation table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a trace is short and is mostly what was heard")]
pub enum Reason {
    /// What was understood.
    Heard(Act),
    /// A rule decided.
    Ruled(Rule),
    /// The store refused before.
    Refused(Conflict),
    /// A person has the conversation: nothing was said.
    Muted,
}

/// The rules that a trace names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// An answer met no open question.
    AnswersNothing,
    /// What the state pointed at no longer stands.
    Reconciled,
    /// The draft was forgotten after a long silence.
    Idle,
    /// The event was known.
    KnownAlready,
    /// The timer was early or void.
    TooEarly,
    /// The page was no longer wanted and is shut.
    StaleLink,
    /// Paid inside the limit.
    PaidInTime,
    /// Paid late, and the chair was still free.
    LateButFree,
    /// Paid late, and the chair was gone.
    LateAndGone,
    /// Paid for something cancelled.
    PaidAfterCancel,
    /// Paid twice.
    PaidTwice,
    /// Another sum than asked.
    AmountDiffers,
    /// The limit passed: closing.
    Closing,
    /// No page can be paid any more: freed.
    AllShut,
    /// The provider was silent past the grace: freed.
    Silent,
    /// A payment failure: the old page is shut first.
    RetrySerial,
    /// The last payment failure: a person.
    RetryExhausted,
    /// The provider could not shut the page: the same link again.
    SameLink,
    /// The price changed: the old page is shut, then a new one.
    AmountChanged,
    /// Nothing due: confirmed at once.
    NothingDue,
    /// Cancelled in time.
    RefundInTime,
    /// Cancelled within the grace after paying.
    RefundInGrace,
    /// Cancelled late.
    ForfeitLate,
    /// The band changed between question and answer.
    BandChanged,
    /// Too near: a person.
    StaffOnly,
    /// Moved late: the deposit is final now.
    MoveMakesFinal,
    /// Too many late moves.
    LateMovesUsed,
    /// Several services match.
    SeveralMatch,
    /// Nothing matches.
    NothingMatches,
    /// Not offered by this salon.
    NotOffered,
    /// A pack saves.
    PackSaves,
    /// Kinds of work that never share a visit.
    KindsApart,
    /// The day has several meanings.
    DayAmbiguous,
    /// Another question of the customer, answered.
    Digression,
    /// A question was put again with fresh facts.
    AskedAgain,
    /// Not understood.
    Unclear,
    /// The same kind of trouble too often.
    TroubleTooOften,
    /// The daughter may be a child.
    ChildOrAdult,
    /// Too many open appointments.
    OpenLimit,
    /// Holds capped.
    HoldCap,
    /// Beyond the horizon.
    Horizon,
    /// Waiting for a person: one word of comfort in twelve hours.
    Reassured,
    /// Opted out: not sent.
    OptedOut,
    /// Quiet hours: later.
    QuietHours,
    /// The operating mode leaves it to people.
    Mode,
    /// The cancellation was confirmed by a yes of the rules.
    SureByRules,
    /// A yes from elsewhere may not lose money.
    NeedsRulesYes,
    /// She has one that week already.
    HasOneAlready,
    /// Once more a message after the last word: silence.
    LastWord,
    /// First contact: who writes, and the privacy notice.
    Disclosed,
}
