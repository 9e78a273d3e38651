//! Everything Maite can say, as typed facts. The Spanish text is a pure function of these values.
//!
//! Invariant: prices, hours, dates, names and links enter a message only through a field of an [`Utterance`]. Times are
//! the salon's wall clock; names are the catalogue's and the rows', never a customer's unchecked words, except in
//! fields called `said`.

use crate::{salon::Topic, step::HandoffReason, values::Money, when::DayPart};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// One thing Maite says. A message is one to four of them, with one question at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Utterance {
    // --- Meeting -----------------------------------------------------------------------------------------------
    /// First contact of a person: who writes (an automatic assistant), and where the privacy notice is.
    Introduce {
        /// The assistant's name.
        assistant: String,
        /// The salon's name.
        salon: String,
        /// The privacy notice.
        privacy_link: String,
    },
    /// A short hello to somebody known, in front of something else.
    Hello {
        /// First name, if it is to be used.
        name: Option<String>,
        /// The assistant's name, once a conversation.
        assistant: Option<String>,
    },
    /// "How can I help?"
    HowCanIHelp,
    /// Asks the name, proposing one if the profile had one.
    AskName {
        /// "¿Hablo con María?"
        proposed: Option<String>,
        /// The first answer was no name.
        again: bool,
    },
    /// Asks the surname, once.
    AskSurname {
        /// First name.
        name: String,
    },
    /// Asks the full name of the person who comes.
    AskAttendeeName {
        /// "tu madre", if it was said.
        relation: Option<String>,
    },

    // --- What --------------------------------------------------------------------------------------------------
    /// Asks what she would like to have done.
    AskService {
        /// For whom, if not herself.
        whom: Option<String>,
    },
    /// Several services match her words.
    AskWhich {
        /// Her words.
        said: String,
        /// The matches.
        options: Vec<ServiceOption>,
    },
    /// A question before the price can be said.
    AskServiceQuestion {
        /// For whom, if not for herself.
        #[serde(default)]
        whom: Option<String>,
        /// The question as the catalogue has it.
        text: String,
        /// Its answers as the catalogue has them.
        options: Vec<String>,
    },
    /// No service is known by these words.
    UnknownService {
        /// Her words.
        said: String,
    },
    /// The salon does not do it.
    NotOffered {
        /// What.
        name: String,
    },
    /// Only together with something else.
    AddonAlone {
        /// Which.
        service: String,
    },
    /// Two kinds of work, two appointments one after the other (said once, in half a sentence).
    TwoVisits {
        /// The kinds, by name.
        kinds: Vec<String>,
    },
    /// Proposes a pack, comparing.
    OfferPack {
        /// Its name.
        pack: String,
        /// Its price.
        price: Money,
        /// Its length.
        minutes: u16,
        /// The sum of its parts.
        apart: Money,
        /// The difference.
        saving: Money,
        /// What was asked for alone: name, price, length.
        single: Vec<PriceItem>,
    },
    /// What is a single service's price and length, said before going on.
    QuoteLine {
        /// The items.
        items: Vec<PriceItem>,
        /// In all, when there are several.
        total: Option<PriceTotal>,
    },
    /// Is it a child's or an adult's?
    AskChildOrAdult {
        /// "tu hija".
        relation: String,
        /// Up to this age it is a child's.
        age: u8,
    },
    /// Who gets what?
    AskWhoGetsWhat {
        /// The people, "tú" included as the empty string.
        people: Vec<String>,
        /// What is to be shared out.
        services: Vec<String>,
    },
    /// The usual, as it was last time; asks whether it shall be so.
    AskUsual {
        /// The services, stylist, length and price.
        visit: VisitFact,
        /// Length and price now.
        minutes: u16,
        /// Price now.
        price: Money,
    },
    /// There is no last time.
    NoUsual,
    /// Compares services by their descriptions.
    Compare {
        /// The services.
        items: Vec<Described>,
    },
    /// Offers the free consultation.
    OfferConsultation {
        /// Its length.
        minutes: u16,
    },
    /// She has one that week already; another?
    AskAnother {
        /// The one she has.
        visit: VisitFact,
    },

    // --- When --------------------------------------------------------------------------------------------------
    /// Asks the day.
    AskDay {
        /// What for, said back once.
        services: Vec<String>,
        /// It is a move: the appointment to be moved.
        moving: Option<VisitFact>,
    },
    /// Which of these days?
    AskWhichDay {
        /// The days.
        of: Vec<NaiveDate>,
    },
    /// There is no such date.
    NoSuchDay,
    /// That is past.
    PastDay {
        /// The day.
        date: NaiveDate,
    },
    /// Several stylists are called so.
    AskStylist {
        /// Their names.
        options: Vec<String>,
    },
    /// Offers times; one alone is asked as yes or no.
    OfferSlots {
        /// What for, said back.
        services: Vec<String>,
        /// The options, in order.
        options: Vec<SlotOption>,
        /// Say how to answer (the first time only).
        hint: bool,
    },
    /// Why the wish cannot be met, in half a sentence.
    CannotThen {
        /// The reason.
        why: WhyNotFact,
    },
    /// Nothing at all was found.
    NothingFree,
    /// The time was taken meanwhile.
    SlotGone,

    // --- Hold and deposit --------------------------------------------------------------------------------------
    /// The payment link is on its way.
    LinkComing,
    /// Hold, amount, refund deadline and link, in one message.
    Pay {
        /// What is held.
        visits: Vec<VisitFact>,
        /// The deposit.
        amount: Money,
        /// The price in all.
        price: Money,
        /// Until when the chair is kept.
        until: NaiveDateTime,
        /// Minutes from now to that limit.
        minutes: u16,
        /// The last moment of a refund; `None`: this deposit is not refunded.
        refund_until: Option<NaiveDateTime>,
        /// Minutes after paying in which it always comes back, if any.
        grace: Option<u16>,
        /// By the link before she could not pay.
        #[serde(default)]
        again: bool,
        /// First time that this known customer is asked for one: say that it is new and why.
        is_new: bool,
        /// It is for today.
        today: bool,
        /// How it can be paid.
        methods: Vec<String>,
        /// The page. Last and alone on its line.
        url: String,
    },
    /// The hold ends soon.
    PayReminder {
        /// When.
        until: NaiveTime,
        /// Minutes left.
        minutes: u16,
        /// The page.
        url: String,
    },
    /// The old page could not be shut: the same link still works.
    SameLink {
        /// Until when.
        until: NaiveTime,
        /// The page.
        url: String,
    },
    /// The payment page cannot be opened; a person will finish.
    LinkTrouble,
    /// The payment is being closed: one moment before anything is changed.
    ClosingPayment,
    /// The hold ended unpaid; look again?
    HoldExpired {
        /// What was held.
        visits: Vec<VisitFact>,
    },
    /// She says that she has paid: we look.
    LookingAtPayment,
    /// The chair is kept for a person to take the deposit another way.
    KeptForStaff {
        /// Until when.
        until: NaiveDateTime,
    },

    // --- Outcomes ----------------------------------------------------------------------------------------------
    /// Agreed: can be read without the chat.
    Confirmed {
        /// First name of who is addressed.
        name: Option<String>,
        /// The visits.
        visits: Vec<VisitFact>,
        /// What was paid up front.
        paid: Option<Money>,
        /// What is left to pay at the salon; nothing for a free visit.
        left: Option<Money>,
        /// Street and number.
        address: String,
        /// Map.
        map: Option<String>,
        /// The last moment of a refund, if something was paid and can come back.
        refund_until: Option<NaiveDateTime>,
        /// Minutes from now, when it is today.
        starts_in: Option<u16>,
    },
    /// Moved.
    Moved {
        /// The visits as they stand now.
        visits: Vec<VisitFact>,
        /// The deposit that was kept.
        kept: Option<Money>,
        /// Moved late: the deposit does not come back any more.
        now_final: bool,
    },
    /// The provisional visit was changed; the same link is good.
    HoldChanged {
        /// The visits as they stand now.
        visits: Vec<VisitFact>,
        /// Until when.
        until: NaiveTime,
        /// The page.
        url: Option<String>,
    },
    /// The salon moved it.
    MovedBySalon {
        /// As it stands now.
        visit: VisitFact,
    },
    /// The salon called it off.
    CancelledBySalon {
        /// What was called off.
        visit: VisitFact,
        /// What comes back.
        refund: Option<Money>,
    },
    /// Paid too late, the chair was gone.
    LateRefund {
        /// What comes back.
        amount: Money,
    },
    /// Paid twice.
    PaidTwice {
        /// What comes back.
        amount: Money,
    },
    /// Paid for something cancelled.
    CancelledRefund {
        /// What comes back.
        amount: Money,
    },
    /// Another sum than asked: staff look.
    AmountDiffers,
    /// The bank takes its time.
    PaymentProcessing {
        /// Until when the chair is kept.
        until: Option<NaiveTime>,
    },
    /// A refund came back; staff write.
    RefundFailed {
        /// How much.
        amount: Money,
    },

    // --- Changing and cancelling ---------------------------------------------------------------------------------
    /// Which appointment is meant?
    AskWhichAppointment {
        /// What for.
        purpose: Purpose,
        /// The appointments, in order.
        options: Vec<VisitFact>,
    },
    /// Shall it really be cancelled? With what it means for the deposit.
    AskCancelSure {
        /// Which.
        visits: Vec<VisitFact>,
        /// What it means.
        band: BandFact,
        /// It is put again because the band has changed meanwhile.
        changed: bool,
    },
    /// Cancelled.
    Cancelled {
        /// What.
        visits: Vec<VisitFact>,
        /// What comes back.
        refund: Option<Money>,
        /// What is kept by the salon.
        forfeited: Option<Money>,
    },
    /// Nothing was cancelled: the appointment stands.
    StillStands {
        /// Which.
        visit: VisitFact,
    },
    /// There is no appointment to move, cancel or ask about.
    NoAppointment {
        /// What for.
        purpose: Purpose,
    },
    /// A small delay was noted and the stylist is told.
    DelayNoted {
        /// Who.
        stylist: String,
    },
    /// A larger delay: may have to be shortened; shall she be told?
    AskTellStylist {
        /// Minutes after the start.
        minutes: u16,
        /// Who.
        stylist: String,
    },
    /// How late?
    AskHowLate,
    /// An appointment of this task was ended elsewhere.
    VisitGone,

    // --- Reminders ---------------------------------------------------------------------------------------------
    /// The visit is near.
    Reminder {
        /// First name.
        name: Option<String>,
        /// The visits.
        visits: Vec<VisitFact>,
        /// The deposit that was paid.
        paid: Option<Money>,
        /// Hours ahead up to which it comes back.
        hours: u16,
        /// The last moment of a refund, if it can still come back.
        refund_until: Option<NaiveDateTime>,
    },
    /// Thanks for answering a reminder, or after a confirmation.
    SeeYou {
        /// The day, if there is one.
        date: Option<NaiveDate>,
    },

    // --- People ------------------------------------------------------------------------------------------------
    /// A person takes over, and by when.
    HandedOver {
        /// Why.
        reason: HandoffReason,
        /// Who answers, with article ("una compañera").
        team: String,
        /// By when.
        by: AnswerBy,
        /// A sentence of facts that belongs to it (an appointment concerned).
        about: Option<VisitFact>,
        /// Hours under which only staff cancel or move, when that is the reason.
        hours: Option<u16>,
    },
    /// Still with the team.
    StillWaiting {
        /// Who.
        team: String,
        /// By when.
        by: AnswerBy,
    },
    /// Back after a person.
    BackAgain {
        /// The next appointment, if there is one.
        visit: Option<VisitFact>,
    },

    // --- Answers -----------------------------------------------------------------------------------------------
    /// Prices and lengths.
    Prices {
        /// The items; variants of one service are told together.
        items: Vec<PriceItem>,
        /// In all, when they were asked together.
        total: Option<PriceTotal>,
    },
    /// Lengths.
    Lengths {
        /// The items.
        items: Vec<PriceItem>,
        /// In all, when they were asked together.
        total: Option<PriceTotal>,
    },
    /// What services are.
    WhatIs {
        /// The services.
        items: Vec<Described>,
    },
    /// What the salon does.
    ServiceList {
        /// Kind and some of its services.
        kinds: Vec<(String, Vec<String>)>,
    },
    /// Yes, the salon does it.
    WeDo {
        /// Which.
        services: Vec<String>,
    },
    /// Who does it.
    WhoDoes {
        /// What.
        service: String,
        /// Who.
        stylists: Vec<String>,
        /// Who was asked about and does not.
        not: Option<String>,
    },
    /// When somebody works.
    Works {
        /// Who.
        stylist: String,
        /// Weekdays, or on the day asked about: whether.
        days: Vec<Weekday>,
        /// The day asked about and whether she works then.
        on: Option<(NaiveDate, bool)>,
    },
    /// The hours of one day.
    OpenOn {
        /// The day.
        date: NaiveDate,
        /// Its intervals; never empty.
        hours: Vec<(NaiveTime, NaiveTime)>,
        /// Why it differs from the week.
        reason: Option<String>,
    },
    /// Closed that day, and when next open.
    ClosedOn {
        /// The day.
        date: NaiveDate,
        /// Why; `None` on a weekly day off.
        reason: Option<String>,
        /// The next two open days.
        next: Vec<NaiveDate>,
    },
    /// The ordinary week.
    WeekHours {
        /// Days with the same hours, in order.
        groups: Vec<HoursGroup>,
        /// Days that are closed.
        closed: Vec<Weekday>,
    },
    /// Where it is.
    Address {
        /// Street and number.
        street: String,
        /// Town.
        town: String,
        /// Map.
        map: Option<String>,
    },
    /// How one pays.
    HowToPay {
        /// Percent asked up front.
        percent: u8,
        /// How it can be paid online.
        methods: Vec<String>,
        /// The owner's sentence, if she wrote one.
        text: Option<String>,
    },
    /// What cancelling means.
    CancellationRules {
        /// More than this many hours ahead it comes back.
        refund_hours: u16,
        /// Under this many only staff cancel.
        staff_hours: u16,
    },
    /// The owner's own answer.
    FaqText {
        /// What it is about.
        topic: Option<Topic>,
        /// The answer.
        text: String,
    },
    /// A question nobody wrote an answer to; a person can.
    DontKnow,
    /// Her appointments.
    OwnAppointments {
        /// In order.
        visits: Vec<VisitFact>,
    },
    /// Yes, an automatic assistant, and the way to a person.
    IAmARobot {
        /// The assistant's name.
        assistant: String,
        /// The salon's name.
        salon: String,
    },
    /// No more messages that we start.
    OptedOut,
    /// Messages again.
    OptedIn,
    /// Nothing is said about other people's appointments.
    SomeoneElse,
    /// Why a deposit is asked.
    WhyDeposit {
        /// Percent.
        percent: u8,
    },
    /// How much the deposit is.
    HowMuchDeposit {
        /// Percent.
        percent: u8,
        /// The sum, if there is something to compute it from.
        amount: Option<Money>,
    },
    /// On the waiting list; no booking.
    OnWaitingList {
        /// First day, if one was said.
        date: Option<NaiveDate>,
        /// Part of day, if one was said.
        part: Option<DayPart>,
    },
    /// Shall I look for a time?
    OfferToBook,

    // --- Repair ------------------------------------------------------------------------------------------------
    /// Not understood: what was understood so far, and two ways on.
    NotUnderstood {
        /// What is being arranged, in words of ours.
        services: Vec<String>,
        /// The open question follows in the same message.
        reasks: bool,
    },
    /// Something was taken in although the open question stands: said so that nobody repeats it.
    Noted {
        /// The day, if it is one.
        date: Option<NaiveDate>,
        /// The hour on that day, if one was said.
        at: Option<NaiveTime>,
        /// The stylist, if one was said.
        stylist: Option<String>,
        /// As soon as possible.
        soonest: bool,
    },
    /// A bare yes with nothing pending.
    NothingPending,
    /// Why that question is asked.
    WhyAsked {
        /// Which question.
        question: QuestionKind,
    },
    /// No hurry.
    TakeYourTime {
        /// Until when a hold stands, if one does.
        until: Option<NaiveTime>,
    },
    /// You are welcome.
    YoureWelcome,
    /// Goodbye.
    Bye,
    /// Warm word to small talk.
    Kind,
    /// The draft was dropped.
    Dropped,
    /// Only text and voice are read; the photo is seen by the team.
    PhotoNoted {
        /// It was put on an appointment.
        on_visit: bool,
    },
    /// A voice note could not be heard.
    CannotHear,
    /// Never send card numbers.
    NoCardNumbers,
    /// She writes in another language: one courtesy line in it.
    OtherLanguage {
        /// Which.
        language: OtherLanguage,
    },
}

/// A visit as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFact {
    /// Names of the services, discreet where that matters.
    pub services: Vec<String>,
    /// With whom.
    pub stylist: String,
    /// Start, on the salon's clock.
    pub start: NaiveDateTime,
    /// Length.
    pub minutes: u16,
    /// Price.
    pub price: Money,
    /// Who comes, when it is not (only) the person addressed.
    pub who: Option<String>,
}

/// A price and a length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceItem {
    /// The service.
    pub name: String,
    /// Which variant, in plain words.
    pub variant: Option<String>,
    /// What it costs; `None` is told by a person.
    pub price: Option<Money>,
    /// Where it starts.
    pub from: bool,
    /// How long it takes.
    pub minutes: u16,
}

/// A sum of prices and lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceTotal {
    /// In all.
    pub price: Money,
    /// In all.
    pub minutes: u16,
}

/// A service to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceOption {
    /// Its name.
    pub name: String,
    /// Which variant, in plain words, when the options are variants of one service.
    pub variant: Option<String>,
    /// What it costs.
    pub price: Option<Money>,
}

/// A service and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// One line.
    pub description: String,
    /// What it costs.
    pub price: Option<Money>,
}

/// A time to choose: one seat a leg.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotOption {
    /// The seats, in the order of time.
    pub seats: Vec<SeatFact>,
}

/// One seat of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatFact {
    /// Start, on the salon's clock.
    pub start: NaiveDateTime,
    /// With whom.
    pub stylist: String,
    /// For whom, when there are several.
    pub who: Option<String>,
    /// What, when the seats differ in it.
    pub services: Vec<String>,
}

/// Why a time cannot be had, on the salon's clock and with names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhyNotFact {
    /// Closed.
    Closed {
        /// The day.
        date: NaiveDate,
        /// Why.
        reason: Option<String>,
    },
    /// Outside the hours.
    OutOfHours {
        /// The day.
        date: NaiveDate,
        /// Its hours.
        hours: Vec<(NaiveTime, NaiveTime)>,
    },
    /// It would end too late.
    TooLong {
        /// The day.
        date: NaiveDate,
        /// Its length.
        minutes: u16,
        /// Closing time.
        closes: Option<NaiveTime>,
    },
    /// Too near.
    TooSoon {
        /// The earliest start.
        from: NaiveDateTime,
    },
    /// Too far ahead.
    BeyondHorizon {
        /// The last day that may be booked here.
        last: NaiveDate,
    },
    /// She does not work then.
    StylistOff {
        /// Who.
        stylist: String,
        /// The day.
        date: NaiveDate,
    },
    /// All taken.
    Full {
        /// The day.
        date: Option<NaiveDate>,
        /// With whom, if one was asked for.
        stylist: Option<String>,
        /// At what time, if one was named.
        at: Option<NaiveTime>,
    },
    /// She does not do it.
    DoesNotDo {
        /// Who.
        stylist: Option<String>,
    },
}

/// What cancelling means for the deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "band", rename_all = "snake_case")]
pub enum BandFact {
    /// Nothing was paid.
    Free,
    /// It comes back.
    Refund {
        /// How much.
        amount: Money,
    },
    /// It does not come back; a move keeps it.
    Forfeit {
        /// How much.
        amount: Money,
        /// Up to how many hours ahead it would.
        hours: u16,
    },
}

/// By when a person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum AnswerBy {
    /// Today, before this hour.
    Today {
        /// The hour.
        before: NaiveTime,
    },
    /// On another day, from its opening on.
    From {
        /// The day.
        date: NaiveDate,
        /// Opening.
        from: NaiveTime,
        /// It is the day after today.
        tomorrow: bool,
    },
}

/// What an appointment is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To be moved.
    Move,
    /// To be cancelled.
    Cancel,
    /// She is late.
    Delay,
    /// She asks about it.
    Ask,
}

/// Weekdays that share their hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursGroup {
    /// The days, in order.
    pub days: Vec<Weekday>,
    /// Their intervals.
    pub hours: Vec<(NaiveTime, NaiveTime)>,
}

/// The kind of a question, for saying why it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A name.
    Name,
    /// A surname.
    Surname,
    /// A service or one of several.
    Service,
    /// Length of hair and the like.
    ServiceQuestion,
    /// A pack.
    Pack,
    /// A day.
    Day,
    /// A time.
    Slot,
    /// The deposit.
    Payment,
    /// A yes before something is lost.
    Sure,
    /// Anything else.
    Other,
}

/// A language with one courtesy line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherLanguage {
    /// English.
    English,
    /// French.
    French,
    /// Portuguese.
    Portuguese,
    /// Catalan.
    Catalan,
}
