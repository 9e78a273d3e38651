//! What kind of thing an utterance is, for composing a message and for the lint over all words.

use super::Utterance;
use crate::step::HandoffReason;

/// A kind of utterance. One may be of several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// Opens a message.
    Greeting,
    /// Ends in a question that waits for an answer.
    Question,
    /// Goes on (asks, or says what could be done) only if nothing else in the message asks.
    Invites,
    /// Speaks of money that is asked, kept or given back, or quotes a price.
    Money,
    /// Something she would rather not hear.
    BadNews,
    /// Touches her health.
    Health,
    /// Answers a complaint.
    Complaint,
    /// Says that something is agreed or changed.
    Confirmation,
    /// Lists things to choose from.
    Offer,
    /// Tells several facts that belong together.
    Summary,
    /// Ends a conversation.
    Goodbye,
    /// Carries a link on a line of its own.
    Link,
    /// Answers in another language.
    Foreign,
}

/// The kinds of an utterance.
#[expect(clippy::match_same_arms, reason = "a table in the order of the conversation")]
pub fn tags(utterance: &Utterance) -> Vec<Tag> {
    use Tag::{
        BadNews, Confirmation, Foreign, Goodbye, Greeting, Invites, Link, Money, Offer, Question, Summary,
    };
    use Utterance as U;
    match utterance {
        U::Introduce { .. } | U::Hello { .. } => vec![Greeting],
        U::HowCanIHelp
        | U::AskName { .. }
        | U::AskSurname { .. }
        | U::AskAttendeeName { .. }
        | U::AskService { .. }
        | U::AskChildOrAdult { .. }
        | U::AskWhoGetsWhat { .. }
        | U::OfferConsultation { .. }
        | U::AskAnother { .. }
        | U::AskDay { .. }
        | U::AskWhichDay { .. }
        | U::AskTellStylist { .. }
        | U::AskHowLate
        | U::OfferToBook => vec![Question],
        U::AskWhich { .. } | U::AskServiceQuestion { .. } | U::AskStylist { .. } | U::OfferSlots { .. } => {
            vec![Question, Offer]
        }
        U::AskWhichAppointment { .. } => vec![Question, Offer],
        U::OfferPack { .. } | U::AskUsual { .. } => vec![Question, Offer, Money],
        U::UnknownService { .. }
        | U::AddonAlone { .. }
        | U::NoSuchDay
        | U::PastDay { .. }
        | U::NotUnderstood { .. }
        | U::NothingPending
        | U::CannotHear => vec![Invites],
        U::HoldExpired { .. } | U::NoAppointment { .. } => vec![Invites, BadNews],
        U::NotOffered { .. }
        | U::CannotThen { .. }
        | U::NothingFree
        | U::SlotGone
        | U::VisitGone
        | U::MovedBySalon { .. }
        | U::ClosedOn { .. }
        | U::SomeoneElse
        | U::DontKnow => vec![BadNews],
        U::QuoteLine { .. } | U::Prices { .. } | U::Compare { .. } | U::WhatIs { .. } => vec![Money, Summary],
        U::Lengths { .. } | U::ServiceList { .. } | U::OwnAppointments { .. } | U::WeekHours { .. } => {
            vec![Summary]
        }
        U::Pay { .. } => vec![Money, Summary, Link],
        U::PayReminder { .. } | U::SameLink { .. } | U::HoldChanged { .. } => vec![Money, Link],
        U::LinkTrouble
        | U::LateRefund { .. }
        | U::PaidTwice { .. }
        | U::CancelledRefund { .. }
        | U::AmountDiffers
        | U::RefundFailed { .. }
        | U::CancelledBySalon { .. } => vec![Money, BadNews],
        U::LinkComing
        | U::ClosingPayment
        | U::LookingAtPayment
        | U::KeptForStaff { .. }
        | U::PaymentProcessing { .. }
        | U::HowToPay { .. }
        | U::CancellationRules { .. }
        | U::WhyDeposit { .. }
        | U::HowMuchDeposit { .. }
        | U::NoCardNumbers => vec![Money],
        U::Confirmed { .. } => vec![Confirmation, Summary, Link],
        U::Moved { now_final: true, .. } => vec![Confirmation, Money, BadNews],
        U::Moved { .. } => vec![Confirmation],
        U::AskCancelSure { .. } => vec![Question, Money, BadNews],
        U::Cancelled { .. } => vec![Money, BadNews],
        U::Reminder { .. } => vec![Greeting, Money, Summary],
        U::SeeYou { .. } | U::YoureWelcome | U::Bye => vec![Goodbye],
        U::HandedOver { reason, .. } => handoff_tags(*reason),
        U::StillWaiting { .. } => vec![BadNews],
        U::Address { .. } => vec![Link],
        U::OtherLanguage { .. } => vec![Foreign],
        U::TwoVisits { .. }
        | U::NoUsual
        | U::StillStands { .. }
        | U::Noted { .. }
        | U::DelayNoted { .. }
        | U::BackAgain { .. }
        | U::WeDo { .. }
        | U::WhoDoes { .. }
        | U::Works { .. }
        | U::OpenOn { .. }
        | U::FaqText { .. }
        | U::IAmARobot { .. }
        | U::OptedOut
        | U::OptedIn
        | U::OnWaitingList { .. }
        | U::WhyAsked { .. }
        | U::TakeYourTime { .. }
        | U::Kind
        | U::Dropped
        | U::PhotoNoted { .. } => vec![],
    }
}

fn handoff_tags(reason: HandoffReason) -> Vec<Tag> {
    use HandoffReason as R;
    match reason {
        R::Medical => vec![Tag::Health],
        R::Complaint => vec![Tag::Complaint],
        R::PaymentFailure | R::CannotPayOnline => vec![Tag::Money],
        R::Delay
        | R::LateCancellation
        | R::LateMove
        | R::Unclear
        | R::Name
        | R::Abuse
        | R::BeyondHorizon
        | R::TooManyOpen
        | R::VisitNotFound
        | R::HoldLimit
        | R::SomeoneElse
        | R::Identity
        | R::NeedsPerson
        | R::VoiceNotes
        | R::Technical => vec![Tag::BadNews],
        R::CustomerRequest | R::DataRequest | R::NotACustomer | R::SwitchedOff | R::Language => vec![],
    }
}
