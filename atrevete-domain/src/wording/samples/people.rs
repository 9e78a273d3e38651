//! Changing and cancelling, reminders, people who take over, and repair.

use super::{at, day, euros, highlights, some, text, texts, time, visit, whose};
use crate::{
    step::HandoffReason as R,
    when::DayPart,
    wording::{
        Utterance as U,
        utterance::{AnswerBy, BandFact, OtherLanguage, Purpose, QuestionKind},
    },
};

pub(super) fn samples() -> Vec<U> {
    let mut all = changing();
    all.extend(reminders());
    all.extend(people());
    all.extend(repair());
    all
}

fn changing() -> Vec<U> {
    let two = || {
        vec![
            visit(["Corte"], "Lucas", at(12, 10, 0), 40, 2620),
            whose(visit(["Manicura"], "Rosa", at(16, 11, 30), 60, 2500), "tu madre"),
        ]
    };
    let sure = |band, changed| U::AskCancelSure { visits: vec![highlights()], band, changed };
    let purposes = [Purpose::Move, Purpose::Cancel, Purpose::Delay, Purpose::Ask];
    let mut all = vec![
        sure(BandFact::Free, false),
        sure(BandFact::Refund { amount: euros(1000) }, false),
        sure(BandFact::Forfeit { amount: euros(524), hours: 24 }, false),
        sure(BandFact::Forfeit { amount: euros(524), hours: 24 }, true),
        U::AskCancelSure {
            visits: vec![visit(["Corte"], "Ana", at(26, 17, 0), 40, 2620)],
            band: BandFact::Forfeit { amount: euros(524), hours: 24 },
            changed: false,
        },
        U::AskCancelSure { visits: two(), band: BandFact::Free, changed: true },
        U::Cancelled { visits: vec![highlights()], refund: Some(euros(1000)), forfeited: None },
        U::Cancelled { visits: vec![highlights()], refund: None, forfeited: Some(euros(524)) },
        U::Cancelled { visits: two(), refund: None, forfeited: None },
        U::StillStands { visit: highlights() },
        U::DelayNoted { stylist: text("Víctor") },
        U::AskTellStylist { minutes: 30, stylist: text("Víctor") },
        U::AskHowLate,
        U::VisitGone,
    ];
    all.extend(purposes.map(|purpose| U::AskWhichAppointment { purpose, options: two() }));
    all.extend(purposes.map(|purpose| U::NoAppointment { purpose }));
    all
}

fn reminders() -> Vec<U> {
    let carmen = || visit(["MANICURA PERMANENTE + BIOTERAPIA"], "Rosa", at(12, 16, 0), 90, 4070);
    vec![
        U::Reminder {
            name: some("Carmen"),
            visits: vec![carmen()],
            paid: Some(euros(814)),
            hours: 24,
            refund_until: Some(at(11, 16, 0)),
        },
        U::Reminder {
            name: some("Carmen"),
            visits: vec![carmen()],
            paid: Some(euros(814)),
            hours: 24,
            refund_until: None,
        },
        U::Reminder {
            name: None,
            visits: vec![carmen(), highlights()],
            paid: None,
            hours: 24,
            refund_until: None,
        },
        U::SeeYou { date: Some(day(12)) },
        U::SeeYou { date: Some(day(10)) },
        U::SeeYou { date: None },
    ]
}

fn people() -> Vec<U> {
    let today = AnswerBy::Today { before: time(14, 0) };
    let tomorrow = AnswerBy::From { date: day(11), from: time(10, 0), tomorrow: true };
    let monday = AnswerBy::From { date: day(16), from: time(10, 0), tomorrow: false };
    let over =
        |reason, team: &str, by, about, hours| U::HandedOver { reason, team: text(team), by, about, hours };
    let plain = [
        R::Medical,
        R::PaymentFailure,
        R::Unclear,
        R::Name,
        R::CustomerRequest,
        R::Complaint,
        R::Abuse,
        R::BeyondHorizon,
        R::TooManyOpen,
        R::VisitNotFound,
        R::HoldLimit,
        R::DataRequest,
        R::NotACustomer,
        R::VoiceNotes,
        R::NeedsPerson,
        R::SomeoneElse,
        R::Identity,
        R::Technical,
        R::SwitchedOff,
        R::Language,
    ];
    let mut all: Vec<U> = plain.map(|reason| over(reason, "una compañera", today, None, None)).to_vec();
    let soon = || Some(visit(["Corte"], "Marta", at(10, 15, 0), 40, 2620));
    all.extend([
        over(R::Medical, "el equipo", tomorrow, Some(highlights()), None),
        over(R::CustomerRequest, "el equipo", monday, None, None),
        over(R::Complaint, "el equipo", tomorrow, None, None),
        over(R::PaymentFailure, "una compañera", tomorrow, Some(highlights()), None),
        over(R::CannotPayOnline, "una compañera", today, Some(highlights()), None),
        over(R::CannotPayOnline, "el equipo", today, None, None),
        over(R::Delay, "el equipo", today, soon(), None),
        over(R::Delay, "una compañera", today, None, None),
        over(R::LateCancellation, "una compañera", today, soon(), Some(6)),
        over(R::LateCancellation, "el equipo", today, None, None),
        over(R::LateMove, "una compañera", today, soon(), Some(6)),
        over(R::LateMove, "una compañera", today, None, None),
        U::StillWaiting { team: text("el equipo"), by: tomorrow },
        U::StillWaiting { team: text("una compañera"), by: today },
        U::BackAgain { visit: Some(highlights()) },
        U::BackAgain { visit: None },
    ]);
    all
}

fn repair() -> Vec<U> {
    let mut all = vec![
        U::OptedOut,
        U::OptedIn,
        U::SomeoneElse,
        U::OnWaitingList { date: Some(day(14)), part: Some(DayPart::Morning) },
        U::OnWaitingList { date: None, part: Some(DayPart::Afternoon) },
        U::OnWaitingList { date: None, part: None },
        U::OfferToBook,
        U::NotUnderstood { services: Vec::new(), reasks: false },
        U::NotUnderstood { services: Vec::new(), reasks: true },
        U::NotUnderstood { services: texts(["MECHAS"]), reasks: false },
        U::NotUnderstood { services: texts(["MECHAS", "Corte"]), reasks: true },
        U::Noted { date: None, at: None, stylist: None, soonest: false },
        U::Noted { date: None, at: None, stylist: None, soonest: true },
        U::Noted {
            date: Some(day(14)),
            at: Some(time(10, 30)),
            stylist: Some("Marta".into()),
            soonest: false,
        },
        U::NothingPending,
        U::TakeYourTime { until: Some(time(10, 30)) },
        U::TakeYourTime { until: None },
        U::YoureWelcome,
        U::Bye,
        U::Kind,
        U::Dropped,
        U::PhotoNoted { on_visit: true },
        U::PhotoNoted { on_visit: false },
        U::CannotHear,
        U::NoCardNumbers,
    ];
    let kinds = [
        QuestionKind::Name,
        QuestionKind::Surname,
        QuestionKind::Service,
        QuestionKind::ServiceQuestion,
        QuestionKind::Pack,
        QuestionKind::Day,
        QuestionKind::Slot,
        QuestionKind::Payment,
        QuestionKind::Sure,
        QuestionKind::Other,
    ];
    all.extend(kinds.map(|question| U::WhyAsked { question }));
    let languages =
        [OtherLanguage::English, OtherLanguage::French, OtherLanguage::Portuguese, OtherLanguage::Catalan];
    all.extend(languages.map(|language| U::OtherLanguage { language }));
    all
}
