//! What the team reads, in Spanish: notes for a handoff, notices to a stylist, names of reasons, and why Maite did what
//! she did.
//!
//! Invariant: a customer's own words stand in a handoff note only, which staff close and which is deleted; notices and
//! traces never carry them.

mod why;

pub use why::{rule, why};

use super::formats::{clock, euros, length, list, month, weekday};
use crate::{
    booking::Appointment,
    salon::Salon,
    step::{CaseKind, Handoff, HandoffReason, StylistNews, SummaryLine},
    values::{Instant, SalonZone},
    when::{DateSpan, DayPart, DayWish, Edge},
};
use chrono::{Datelike as _, NaiveDate};

/// The private note of a handoff: reason first, then who, what is known, and what was promised.
pub fn handoff_note(handoff: &Handoff, salon: &Salon) -> String {
    let zone = salon.profile.zone;
    let urgent = if handoff.urgent { "Urgente. " } else { "" };
    let who = handoff.name.as_ref().map_or_else(|| "sin nombre todavía".to_owned(), ToString::to_string);
    let mut lines = vec![format!("{urgent}{}.", reason(handoff.reason)), format!("Quien escribe: {who}.")];
    lines.extend(handoff.summary.iter().map(|line| summary(line, salon)));
    lines.push(format!("Se le ha dicho que contestáis antes de: {}.", moment(handoff.answer_by, zone)));
    lines.join("\n")
}

/// What a stylist is told about one of her appointments: one or two lines, without prices and without health.
pub fn stylist_notice(what: StylistNews, appointment: &Appointment, salon: &Salon) -> String {
    let zone = salon.profile.zone;
    let who = appointment.attendee.name.as_ref().map_or_else(|| "sin nombre".to_owned(), ToString::to_string);
    let services: Vec<String> =
        appointment.quote.services.iter().map(|service| super::formats::service(&service.name)).collect();
    let at = moment(appointment.start(), zone);
    let visit = format!("{who}, {at}: {} ({})", list(&services), length(appointment.quote.minutes));
    match what {
        StylistNews::Booked => format!("Nueva cita. {visit}."),
        StylistNews::Moved => format!("Cita cambiada, ahora es así. {visit}."),
        StylistNews::Cancelled => format!("Cita anulada. {visit}."),
        StylistNews::Late => match appointment.notes.delay {
            Some(delay) => format!("Llega {} tarde. {visit}.", length(delay.minutes)),
            None => format!("Llega tarde. {visit}."),
        },
        StylistNews::NotComing => format!("Avisa de que no viene; la cita sigue apuntada. {visit}."),
    }
}

/// Why a person takes over, as the head of a note.
pub fn reason(reason: HandoffReason) -> &'static str {
    match reason {
        HandoffReason::Medical => "Pregunta de salud",
        HandoffReason::PaymentFailure => "No consigue pagar la señal",
        HandoffReason::CannotPayOnline => "No puede pagar por internet",
        HandoffReason::Delay => "Llega tarde",
        HandoffReason::LateCancellation => "Quiere anular con muy poco tiempo",
        HandoffReason::LateMove => "Quiere cambiar la cita con muy poco tiempo, o ya la cambió antes",
        HandoffReason::Unclear => "Maite no ha entendido varios mensajes seguidos",
        HandoffReason::Name => "No hay manera de saber el nombre",
        HandoffReason::CustomerRequest => "Pide hablar con una persona",
        HandoffReason::Complaint => "Queja",
        HandoffReason::Abuse => "Mensajes ofensivos",
        HandoffReason::BeyondHorizon => "Pide una fecha más lejana de lo que se puede reservar",
        HandoffReason::TooManyOpen => "Tiene ya demasiadas citas abiertas",
        HandoffReason::VisitNotFound => "Habla de una cita que no encuentro a su nombre",
        HandoffReason::HoldLimit => "Demasiadas horas guardadas sin pagar",
        HandoffReason::DataRequest => "Pregunta por sus datos o pide borrarlos",
        HandoffReason::NotACustomer => "No es un asunto de citas",
        HandoffReason::VoiceNotes => "Solo manda audios y no se pueden oír",
        HandoffReason::NeedsPerson => "Lo tiene que decidir una persona",
        HandoffReason::SomeoneElse => "Pregunta por la cita de otra persona",
        HandoffReason::Identity => "No cuadra quién escribe",
        HandoffReason::Technical => "Algo ha fallado varias veces",
        HandoffReason::SwitchedOff => "Maite está apagada",
        HandoffReason::Language => "Escribe en otro idioma",
    }
}

/// What a case is about, as the head of a line.
pub fn case(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::UnmatchedMoney => "Ha llegado dinero que no se sabe de qué es",
        CaseKind::RefundFailed => "Una devolución ha venido rechazada",
        CaseKind::Dispute => "El banco reclama un pago",
        CaseKind::CalendarConflict => "El calendario no coincide con la agenda",
        CaseKind::DeadLetter => "Algo no se ha podido hacer",
        CaseKind::AmountDiffers => "Han pagado un importe distinto",
        CaseKind::PaidWhileHandled => "Ha pagado mientras llevabais la conversación",
        CaseKind::PaidTooLate => {
            "Ha pagado hoy una cita cuya hora ya no estaba libre: puede que venga de camino"
        }
        CaseKind::RefundedElsewhere => "Se ha devuelto la señal a mano y la cita sigue en pie",
        CaseKind::NotComing => "Dice que no viene; la cita sigue apuntada",
    }
}

/// A day and an hour on the salon's clock: "jueves 12 de marzo a las 14:00".
pub fn moment(at: Instant, zone: SalonZone) -> String {
    let local = zone.local(at);
    format!("{} a {}", date(local.date()), clock(local.time()))
}

fn date(date: NaiveDate) -> String {
    format!("{} {} de {}", weekday(date.weekday()), date.day(), month(date.month()))
}

fn summary(line: &SummaryLine, salon: &Salon) -> String {
    let zone = salon.profile.zone;
    let names = |services: &[String]| {
        list(&services.iter().map(|service| super::formats::service(service)).collect::<Vec<_>>())
    };
    match line {
        SummaryLine::Said(words) => format!("Escribe: «{words}»"),
        SummaryLine::Appointment { span, stylist, services } => format!(
            "Cita: {}, {} con {}, hasta {}.",
            names(services),
            moment(span.from, zone),
            salon.stylist_name(*stylist),
            clock(zone.time(span.to)),
        ),
        SummaryLine::Delay { minutes, next } => {
            let next = next
                .map(|at| format!("; la siguiente cita de esa agenda empieza a {}", clock(zone.time(at))));
            format!("Llega {} tarde{}.", length(*minutes), next.unwrap_or_default())
        }
        SummaryLine::Wanted { services, wish } => {
            let what = if services.is_empty() { "aún no ha dicho qué".to_owned() } else { names(services) };
            format!("Quería: {what}{}.", self::wish(wish))
        }
        SummaryLine::Deposit { amount, until } => {
            let until = until.map(|at| format!("; la hora se guarda hasta el {}", moment(at, zone)));
            format!("Señal pendiente: {}{}.", euros(*amount), until.unwrap_or_default())
        }
        SummaryLine::Day(day) => format!("Fecha: {} de {}.", date(*day), day.year()),
    }
}

/// The days and hours wished, behind a comma; empty if none were said.
fn wish(wish: &DayWish) -> String {
    let span = |span: &DateSpan| {
        if span.first == span.last {
            format!("el {}", date(span.first))
        } else {
            format!("del {} al {}", date(span.first), date(span.last))
        }
    };
    let mut parts: Vec<String> = Vec::new();
    if wish.soonest {
        parts.push("lo antes posible".to_owned());
    }
    if !wish.days.is_empty() {
        parts.push(super::formats::or_list(&wish.days.iter().map(span).collect::<Vec<_>>()));
    }
    let window = &wish.window;
    if !window.at.is_empty() {
        let times: Vec<String> = window.at.iter().map(|time| format!("a {}", clock(*time))).collect();
        parts.push(super::formats::or_list(&times));
    }
    parts.extend(window.from.map(|time| format!("a partir de {}", clock(time))));
    parts.extend(window.to.map(|time| format!("antes de {}", clock(time))));
    parts.extend(window.edge.map(|edge| match edge {
        Edge::First => "a primera hora".to_owned(),
        Edge::Last => "a última hora".to_owned(),
    }));
    parts.extend(window.part.map(|part| part_of_day(part).to_owned()));
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}

/// "por la tarde".
pub(super) fn part_of_day(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "por la mañana",
        DayPart::Midday => "a mediodía",
        DayPart::Afternoon => "por la tarde",
        DayPart::Night => "por la noche",
    }
}

#[cfg(test)]
mod tests;
