//! The facts of an utterance: what its text must state and what it may.

use super::{Fact, FactValue, list::List};
use crate::wording::{
    Utterance,
    utterance::{BandFact, OtherLanguage},
};

/// Every fact of `utterance`.
pub fn facts(utterance: &Utterance) -> Vec<Fact> {
    let mut list = List::default();
    collect(utterance, &mut list);
    list.0
}

#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "a table with one line for each thing that can be said, in their order"
)]
fn collect(utterance: &Utterance, list: &mut List) {
    use Utterance as U;
    match utterance {
        U::Introduce { assistant, salon, privacy_link } => {
            list.name(assistant).name(salon).link(privacy_link)
        }
        U::Hello { name, assistant } => list.maybe_name(name.as_ref()).maybe_name(assistant.as_ref()),
        U::AskName { proposed, again: _ } => list.maybe_name(proposed.as_ref()),
        U::AskSurname { name } => list.name(name),
        U::AskAttendeeName { relation: whom } | U::AskService { whom } => {
            list.some(whom.as_ref(), |list, whom| {
                list.person(whom);
            })
        }
        U::AskWhich { said, options } => list.words(said).choices(options),
        U::AskServiceQuestion { whom, text, options } => {
            list.owners(text);
            let list = list.some(whom.as_ref(), |list, whom| {
                list.person(whom);
            });
            options.iter().fold(list, |list, option| list.must(FactValue::Words(option.clone())))
        }
        U::UnknownService { said } => list.words(said),
        U::NotOffered { name } => list.name(name),
        U::AddonAlone { service } => list.name(service),
        U::TwoVisits { kinds } => list.names(kinds),
        U::OfferPack { pack, price, minutes, apart, saving, single } => list
            .name(pack)
            .amount(*price)
            .minutes(*minutes)
            .amount(*apart)
            .amount(*saving)
            .items(single, None),
        U::QuoteLine { items, total } | U::Prices { items, total } => list.items(items, total.as_ref()),
        U::Lengths { items, total } => {
            for item in items {
                list.item(item).some(item.price.as_ref(), |list, price| {
                    list.may(FactValue::Amount(*price));
                });
            }
            list.items(&[], total.as_ref())
        }
        U::AskChildOrAdult { relation, age } => {
            list.person(relation).must(FactValue::Number(u32::from(*age)))
        }
        U::AskWhoGetsWhat { people, services } => {
            for person in people.iter().filter(|person| !person.is_empty()) {
                list.person(person);
            }
            list.names(services)
        }
        U::AskUsual { visit, minutes, price } => list
            .names(&visit.services)
            .name(&visit.stylist)
            .date(visit.start.date())
            .minutes(*minutes)
            .amount(*price),
        U::Compare { items } | U::WhatIs { items } => list.described(items),
        U::OfferConsultation { minutes } => list.minutes(*minutes),
        U::AskAnother { visit } | U::MovedBySalon { visit } | U::StillStands { visit } => list.visit(visit),
        U::AskDay { services, moving } => match moving {
            Some(visit) => list.visit(visit),
            None => list.names(services),
        },
        U::AskStylist { options } => list.names(options),
        U::AskWhichDay { of } => of.iter().fold(list, |list, date| list.date(*date)),
        U::PastDay { date } => list.date(*date),
        U::OfferSlots { services, options, hint: _ } => list.names(services).slots(options),
        U::CannotThen { why } => list.why(why),
        U::Pay { visits, amount, price, until, minutes, refund_until, grace, methods, url, .. } => {
            list.full_visits(visits).amount(*amount).amount(*price).limit(*until).minutes(*minutes);
            list.maybe_at(*refund_until).today().link(url);
            if let Some(grace) = grace {
                let value = FactValue::Minutes(u32::from(*grace));
                if refund_until.is_none() {
                    list.must(value)
                } else {
                    list.may(value)
                };
            }
            methods.iter().fold(list, |list, method| list.words(method)).words("bizum")
        }
        U::PayReminder { until, minutes, url } => list.time(*until).minutes(*minutes).link(url),
        U::SameLink { until, url } => list.time(*until).link(url),
        U::HoldExpired { visits } => list.visits(visits),
        U::KeptForStaff { until } => list.limit(*until).today(),
        U::Confirmed { name, visits, paid, left, address, map, refund_until, starts_in } => {
            list.maybe_name(name.as_ref()).full_visits(visits).maybe_amount(*paid).maybe_amount(*left);
            list.name(address).maybe_link(map.as_ref());
            if paid.is_some() {
                list.maybe_at(*refund_until);
            }
            list.some(starts_in.as_ref(), |list, minutes| {
                list.minutes(*minutes);
            })
        }
        U::Moved { visits, kept, now_final: _ } => list.visits(visits).maybe_amount(*kept),
        U::HoldChanged { visits, until, url } => list.visits(visits).time(*until).maybe_link(url.as_ref()),
        U::CancelledBySalon { visit, refund } => list.visit(visit).maybe_amount(*refund),
        U::LateRefund { amount }
        | U::PaidTwice { amount }
        | U::CancelledRefund { amount }
        | U::RefundFailed { amount } => list.amount(*amount),
        U::PaymentProcessing { until } => list.maybe_time(*until),
        U::AskWhichAppointment { purpose: _, options } => list.visits(options),
        U::AskCancelSure { visits, band, changed: _ } => match band {
            BandFact::Free => list.visits(visits),
            BandFact::Refund { amount } => list.visits(visits).amount(*amount),
            BandFact::Forfeit { amount, hours } => {
                list.visits(visits).amount(*amount).may(FactValue::Minutes(u32::from(*hours) * 60))
            }
        },
        U::Cancelled { visits, refund, forfeited } => {
            list.visits(visits).maybe_amount(*refund).maybe_amount(*forfeited)
        }
        U::DelayNoted { stylist } => list.name(stylist),
        U::AskTellStylist { minutes, stylist } => list.minutes(*minutes).name(stylist),
        U::Reminder { name, visits, paid, hours, refund_until } => {
            list.maybe_name(name.as_ref()).full_visits(visits).maybe_amount(*paid);
            if paid.is_some() {
                list.maybe_at(*refund_until);
            }
            list.may(FactValue::Minutes(u32::from(*hours) * 60))
        }
        U::SeeYou { date } => list.some(date.as_ref(), |list, date| {
            list.may(FactValue::Date(*date));
        }),
        U::HandedOver { reason: _, team, by, about, hours } => list
            .words(team)
            .by(by)
            .some(about.as_ref(), |list, visit| {
                list.visit(visit);
            })
            .some(hours.as_ref(), |list, hours| {
                list.whole_hours(*hours);
            }),
        U::StillWaiting { team, by } => list.words(team).by(by),
        U::BackAgain { visit } => list.some(visit.as_ref(), |list, visit| {
            list.visit(visit);
        }),
        U::ServiceList { kinds } => {
            kinds.iter().fold(list, |list, (kind, services)| list.name(kind).names(services))
        }
        U::WeDo { services } => list.names(services),
        U::WhoDoes { service, stylists, not } => list.name(service).names(stylists).maybe_name(not.as_ref()),
        U::Works { stylist, days, on } => match on {
            Some((date, true)) => list.name(stylist).date(*date),
            Some((date, false)) => list.name(stylist).date(*date).days(days),
            None => list.name(stylist).days(days),
        },
        U::OpenOn { date, hours, reason } => list.date(*date).hours(hours).maybe_told(reason.as_ref()),
        U::ClosedOn { date, reason, next } => {
            list.date(*date).maybe_told(reason.as_ref());
            next.iter().fold(list, |list, date| list.date(*date))
        }
        U::WeekHours { groups, closed } => {
            groups.iter().fold(list.days(closed), |list, group| list.days(&group.days).hours(&group.hours))
        }
        U::Address { street, town, map } => list.name(street).name(town).maybe_link(map.as_ref()),
        U::HowToPay { percent, methods, text } => match text {
            Some(text) => list.owners(text),
            None if *percent == 0 => list.may(FactValue::Percent(0)),
            None => methods
                .iter()
                .fold(list.must(FactValue::Percent(*percent)), |list, method| list.words(method))
                .words("bizum"),
        },
        U::CancellationRules { refund_hours, staff_hours } => {
            list.whole_hours(*refund_hours).whole_hours(*staff_hours)
        }
        U::FaqText { topic: _, text } => list.owners(text),
        U::OwnAppointments { visits } => list.visits(visits),
        U::IAmARobot { assistant, salon } => list.name(assistant).name(salon),
        U::WhyDeposit { percent } => list.must(FactValue::Percent(*percent)),
        U::HowMuchDeposit { percent, amount } => {
            list.must(FactValue::Percent(*percent)).maybe_amount(*amount)
        }
        U::OnWaitingList { date, part: _ } => list.some(date.as_ref(), |list, date| {
            list.date(*date);
        }),
        U::NotUnderstood { services, reasks: _ } => list.names(services),
        U::Noted { date, at, stylist, soonest: _ } => {
            let list = list.some(date.as_ref(), |list, date| {
                list.date(*date);
            });
            let list = list.maybe_time(*at);
            list.some(stylist.as_ref(), |list, stylist| {
                list.name(stylist);
            })
        }
        U::TakeYourTime { until } => list.maybe_time(*until),
        U::OtherLanguage { language } => match language {
            OtherLanguage::English => list.words("Sorry, I only write in Spanish"),
            OtherLanguage::French | OtherLanguage::Portuguese | OtherLanguage::Catalan => list,
        },
        U::HowCanIHelp
        | U::NoUsual
        | U::NoSuchDay
        | U::NothingFree
        | U::SlotGone
        | U::LinkComing
        | U::LinkTrouble
        | U::ClosingPayment
        | U::LookingAtPayment
        | U::AmountDiffers
        | U::NoAppointment { .. }
        | U::AskHowLate
        | U::VisitGone
        | U::DontKnow
        | U::OptedOut
        | U::OptedIn
        | U::SomeoneElse
        | U::OfferToBook
        | U::NothingPending
        | U::WhyAsked { .. }
        | U::YoureWelcome
        | U::Bye
        | U::Kind
        | U::Dropped
        | U::PhotoNoted { .. }
        | U::CannotHear
        | U::NoCardNumbers => list,
    };
}
