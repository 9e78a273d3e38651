//! Short titles for the buttons of a message.
//!
//! Invariant: at most three, at most 20 characters each, all different; else none, and the customer answers in words.

use super::{
    Utterance, Voice, formats,
    utterance::{SeatFact, ServiceOption, SlotOption, VisitFact},
};
use chrono::{Datelike as _, NaiveDateTime, Weekday};
use std::collections::BTreeSet;

/// Letters in a button's title that the channel shows.
const LONGEST: usize = 20;
/// Buttons in one message; from the fourth on the channel makes a list with an English label.
const MOST: usize = 3;

/// Titles for the answers to an utterance, in the order of its options; empty if it has none that fit.
pub fn buttons(utterance: &Utterance, voice: &Voice) -> Vec<String> {
    let titles = titles(utterance, voice.now);
    let distinct = titles.iter().collect::<BTreeSet<_>>().len() == titles.len();
    let fit = titles.iter().all(|title| !title.is_empty() && title.chars().count() <= LONGEST);
    if titles.len() <= MOST && distinct && fit { titles } else { Vec::new() }
}

fn titles(utterance: &Utterance, now: NaiveDateTime) -> Vec<String> {
    use Utterance as U;
    if let U::OfferSlots { options, .. } = utterance {
        return if options.len() > 1 { slots(options) } else { pair("Sí", "No, otra hora") };
    }
    if let U::AskWhich { options, .. } = utterance {
        return options.iter().map(service).collect();
    }
    if let U::AskServiceQuestion { options, .. } = utterance {
        return options.iter().map(|text| shorten(&formats::first_upper(text))).collect();
    }
    if let U::AskStylist { options } = utterance {
        return options.iter().map(|name| shorten(name)).collect();
    }
    if let U::AskWhichDay { of } = utterance {
        return of.iter().map(|date| formats::first_upper(&formats::plain_day(*date, now))).collect();
    }
    if let U::AskWhichAppointment { options, .. } = utterance {
        return options.iter().map(visit).collect();
    }
    yes_or_no(utterance)
}

/// Impersonal words, so that they serve *tú* and *usted*.
fn yes_or_no(utterance: &Utterance) -> Vec<String> {
    use Utterance as U;
    if matches!(utterance, U::OfferPack { .. }) {
        pair("Sí, el pack", "No, sin pack")
    } else if matches!(utterance, U::AskCancelSure { .. }) {
        pair("Sí, anular", "No, mantener")
    } else if matches!(utterance, U::AskTellStylist { .. }) {
        pair("Sí, avisar", "No")
    } else if matches!(utterance, U::AskChildOrAdult { .. }) {
        pair("Infantil", "De adulto")
    } else if matches!(
        utterance,
        U::AskUsual { .. }
            | U::OfferConsultation { .. }
            | U::AskAnother { .. }
            | U::OfferToBook
            | U::AskName { proposed: Some(_), .. }
    ) {
        pair("Sí", "No")
    } else {
        Vec::new()
    }
}

fn pair(yes: &str, no: &str) -> Vec<String> {
    vec![yes.to_owned(), no.to_owned()]
}

/// "Mié 11 14:00 Víctor": the name goes first when it does not fit, unless that makes two alike.
fn slots(options: &[SlotOption]) -> Vec<String> {
    let short = |seat: &SeatFact| {
        let day = weekday(seat.start.weekday());
        format!("{day} {} {}", seat.start.day(), formats::hour(seat.start.time()))
    };
    let seats: Vec<&SeatFact> = options.iter().filter_map(|option| option.seats.first()).collect();
    let named = options.iter().all(|option| option.seats.len() == 1);
    let title = |seat: &&SeatFact| {
        let plain = short(seat);
        let full = format!("{plain} {}", seat.stylist);
        if named && full.chars().count() <= LONGEST { full } else { plain }
    };
    seats.iter().map(title).collect()
}

fn visit(visit: &VisitFact) -> String {
    let day = weekday(visit.start.weekday());
    let plain = format!("{day} {} {}", visit.start.day(), formats::hour(visit.start.time()));
    let full = format!("{plain} {}", visit.stylist);
    if full.chars().count() <= LONGEST { full } else { plain }
}

fn service(option: &ServiceOption) -> String {
    shorten(&formats::first_upper(option.variant.as_ref().unwrap_or(&formats::service(&option.name))))
}

/// Whole words that fit.
fn shorten(text: &str) -> String {
    let mut out = String::new();
    for word in text.trim().trim_end_matches('.').split_whitespace() {
        let longer = out.chars().count() + word.chars().count() + usize::from(!out.is_empty());
        if longer > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Lun",
        Weekday::Tue => "Mar",
        Weekday::Wed => "Mié",
        Weekday::Thu => "Jue",
        Weekday::Fri => "Vie",
        Weekday::Sat => "Sáb",
        Weekday::Sun => "Dom",
    }
}
