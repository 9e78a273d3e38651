//! What people say, as phrases: the tables behind the acts, sorted by what is talked about.
//!
//! The tables hold language and nothing of any salon. A phrase names the shortest wording that carries the meaning;
//! what stands around it is for the vocabulary of fillers. See [`super::pattern`] for the notation.

mod answers;
mod bearing;
mod courtesy;
mod matters;
mod money;
mod questions;
mod visits;

use super::pattern::{Phrases, Sets};
use std::sync::LazyLock;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    // Answers.
    Yes,
    /// "vale", "ok": a yes where one is awaited, elsewhere a filler.
    Okay,
    No,
    /// "me viene bien": a yes, or a wish when a day stands beside it.
    Fits,
    /// "no puedo", "me viene fatal": a no, or the refusal of the day that stands beside it.
    Unfit,
    Anyone,
    Any,
    All,
    Nth(u8),
    Last,
    Earliest,
    Latest,
    /// "esa", "esa misma": the one option there is.
    That,
    Later,
    Repeat,
    Why,
    Refuse,
    // Courtesy.
    Greet,
    Thank,
    Goodbye,
    Chat,
    Sorry,
    Polite,
    Formal,
    Informal,
    // Visits.
    /// "quiero", "ponme": whatever follows is wished.
    Wish,
    /// "una cita", "un hueco": a visit is wished even if nothing else is said.
    Visit,
    /// "para" before a person, a day, a service: adds nothing.
    Another,
    Without,
    Only,
    Besides,
    Correction,
    Usual,
    Waiting,
    Consultation,
    /// "mi cita", "la cita que tengo".
    Mine,
    Cancel,
    CantCome,
    Move,
    Late,
    Emphatic,
    ForMe,
    People(u8),
    /// A fact about the customer's life, with the hour it happens at.
    Reason,
    // Questions.
    Price,
    Length,
    WhatIs,
    Advice,
    Services,
    DoYouDo,
    WhoDoes,
    Works,
    Open,
    Hours,
    Address,
    Parking,
    Payment,
    Policy,
    OtherFaq,
    Own,
    Robot,
    SomeoneElse,
    WhyDeposit,
    HowMuchDeposit,
    // Money.
    Paid,
    PayFailed,
    CannotPay,
    // Matters for people.
    Medical,
    Person,
    Complaint,
    Abuse,
    OptOut,
    OptIn,
    Access,
    Erase,
    NotForUs,
    /// Somebody tries to give orders to the assistant.
    Injection,
    /// "al final sí que voy", "déjala como está": what stands is to stay.
    Keep,
    /// A name follows.
    NameIs,
    /// "soy yo".
    ItsMe,
}

/// Words that are used in many phrases.
const SETS: Sets = &[
    (
        "quiero",
        "quiero|queria|quisiera|querria|necesito|necesitaria|necesitaba|desearia|deseo|deseaba|queremos|queriamos|\
         querriamos|quisieramos|necesitamos|vull|voldria|volia|ocupo",
    ),
    ("pro", "me|os|te|nos|se|le|les|lo|la|los|las"),
    ("un", "un|una|el|la|los|las|mi|mis|tu|vuestro|vuestra|unos|unas|este|esta|ese|esa|algun|alguna"),
    (
        "teneis",
        "teneis|tienes|tienen|tiene|tendriais|tendrias|tendrian|tendria|hay|habria|habra|tendreis|tendras|queda|\
         quedan|quedaria|os|disponen|disponeis|teniais|tenis|teneu|hubiera",
    ),
    (
        "podeis",
        "podeis|puedes|pueden|puede|podriais|podrias|podrian|podria|puedo|podemos|podriamos|podre|poder|pots|podeu|\
         pudierais|pudieras",
    ),
    ("senal", "senal|senales|deposito|anticipo|fianza|adelanto|reserva|prepago|senial"),
    ("pago", "pago|cobro|link|enlace|tarjeta|pasarela|pagina|bizum|web"),
    (
        "cita",
        "cita|citas|citita|turno|turnito|hora|hueco|huequito|huequecito|hueca|reserva|sitio|plaza|disponibilidad",
    ),
    ("ir", "ir|venir|asistir|acudir|acercarme|pasarme|pasar|llegar|presentarme"),
];

/// All phrases.
pub(super) static PHRASES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    let tables =
        [answers::TABLE, courtesy::TABLE, visits::TABLE, questions::TABLE, money::TABLE, matters::TABLE];
    Phrases::new(SETS, &tables.concat())
});

/// A part of the tables.
type Table = &'static [(Cue, &'static [&'static str])];
