//! What a customer can say, as a closed set. Words and symbols only: never an id, never a date.
//!
//! Whether a [`Wish`] opens a form, fills one or corrects one is the domain's business, not the reader's. Services,
//! stylists and people are [`Words`] that the domain's one catalogue search resolves.

use crate::{
    salon::Topic,
    values::{GivenName, Instant, Words},
    when::When,
};
use serde::{Deserialize, Serialize};

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Anything said of a visit one wants: opens, fills or corrects a booking.
    Want(Wish),
    /// Yes, to what was asked.
    Accept,
    /// No, to what was asked.
    Decline,
    /// A choice among what was shown.
    Choose(Choice),
    /// A name, whole or in part.
    GiveName(GivenName),
    /// A question that changes nothing.
    Ask(Asking),
    /// Another time for an appointment that exists.
    Move {
        /// Which one.
        which: Which,
        /// To when.
        to: Option<When>,
        /// With whom, if somebody else.
        with: Option<Words>,
    },
    /// An appointment is to go.
    Cancel {
        /// Which one.
        which: Which,
    },
    /// On the way, but late.
    Late {
        /// Minutes from now or after the start, as said.
        minutes: Option<u16>,
        /// Arrival by the clock, if said so.
        arriving: Option<When>,
    },
    /// The page or the bank refused.
    PaymentFailed,
    /// "ya he pagado": changes nothing by itself, makes us look.
    SaysPaid,
    /// No card, no internet payment, "os hago un bizum al móvil".
    CannotPayOnline,
    /// "avísame si se libera algo".
    WaitingList(Wish),
    /// "lo de siempre", with whatever was said beside it.
    Usual(Wish),
    /// Pregnancy, allergies, skin, medicines. The words stay in the handoff.
    Medical(Words),
    /// Wants a person, perhaps a certain one.
    Person {
        /// Who, if named.
        named: Option<Words>,
    },
    /// Something went wrong at the salon.
    Complaint(Words),
    /// Insults.
    Abuse,
    /// "no me mandéis más mensajes".
    OptOut,
    /// Wants messages again.
    OptIn,
    /// Wants her data, or wants them gone.
    MyData(DataWish),
    /// A supplier, a job seeker, a lost scarf: for the team, without ceremony.
    NotForUs(Words),
    /// "me lo pienso", "mañana te digo": neither yes nor no.
    Later,
    /// "¿qué?", "¿me lo repites?".
    Repeat,
    /// "¿por qué?", "¿para qué lo quieres?".
    Why,
    /// Does not want to answer what was asked ("no te lo digo", "prefiero no dar mi apellido").
    Refuse,
    /// Hello.
    Greet,
    /// Thanks.
    Thank,
    /// Goodbye.
    Goodbye,
    /// Small talk, praise: answered warmly, steered back, never counted as unclear.
    Chat,
    /// Could not be read.
    Unclear,
}

/// Anything said of a visit. Empty fields were not mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Wish {
    /// Services wanted, in the customer's words.
    pub services: Vec<Words>,
    /// Services that are not, or no longer, wanted ("corte no", "en vez de tinte").
    pub without: Vec<Words>,
    /// "solo peinar": what was wanted before goes.
    pub only: bool,
    /// When.
    pub when: Option<When>,
    /// When not ("el martes no").
    pub not_when: Vec<When>,
    /// With whom.
    pub with: Option<Words>,
    /// Not with whom.
    pub not_with: Vec<Words>,
    /// "me da igual con quién".
    pub anyone: bool,
    /// For whom, if not (only) for herself ("mi madre", "mi hija").
    pub for_whom: Vec<Words>,
    /// Whether the speaker comes too ("para mí y para mi hija"); `None` if it was not said.
    pub for_me: Option<bool>,
    /// How many people, if a number was said.
    pub people: Option<u8>,
    /// Who gets what ("el corte para mí, el peinado para mi hija").
    pub shares: Vec<Share>,
    /// Age of a child, in years, if said.
    pub age: Option<u8>,
    /// "otra cita": beside the one that exists.
    pub another: bool,
    /// Wants the free consultation, or does not know what she wants.
    pub consultation: bool,
    /// "y mi hija también": beside whoever comes already.
    pub also: bool,
    /// "¿y las mechas?", "¿y el viernes?": if a question came just before, the same question of something else.
    pub echo: bool,
    /// What was said of her hair unasked ("lo tengo por los hombros"): may answer a question of the catalogue.
    pub traits: Vec<Words>,
}

/// What one of several people gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The person's words; `None` is the speaker.
    pub who: Option<Words>,
    /// What.
    pub services: Vec<Words>,
}

/// A choice among what was shown; every given part must fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Choice {
    /// "la segunda", "2" (1-based).
    pub nth: Option<u8>,
    /// "la última".
    pub last: bool,
    /// "la más temprana".
    pub earliest: bool,
    /// "la más tarde".
    pub latest: bool,
    /// By day or hour ("el sábado", "a y media").
    pub when: Option<When>,
    /// By stylist ("con Ana", "la de Ana").
    pub with: Option<Words>,
    /// By its words ("la de largo", "el de caballero").
    pub named: Option<Words>,
    /// "cualquiera", "me da igual".
    pub any: bool,
    /// "las dos", "todas".
    pub all: bool,
}

/// Which appointment is meant, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Which {
    /// By its time ("la del jueves").
    pub when: Option<When>,
    /// By its service ("la de las mechas").
    pub services: Vec<Words>,
    /// By its stylist.
    pub with: Option<Words>,
    /// By who comes ("la de mi hija").
    pub whose: Option<Words>,
    /// "todas".
    pub all: bool,
    /// A yes that needs no second asking ("cancélala seguro", "sí, definitivamente").
    pub emphatic: bool,
}

/// A question that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// What it costs; no services: what is being talked about.
    Price(Vec<Words>),
    /// How long it takes; no services: what is being talked about.
    Length(Vec<Words>),
    /// What a service is ("¿qué es el Barro Gold?").
    WhatIs(Vec<Words>),
    /// Which to take, with the words compared, if any ("¿qué color me aconsejas?").
    Advice(Vec<Words>),
    /// What the salon does, perhaps of a kind ("¿qué servicios tenéis?").
    Services(Option<Words>),
    /// Whether the salon does it at all ("¿hacéis extensiones?").
    DoYouDo(Vec<Words>),
    /// Who does it, or whether somebody does ("¿Harol hace mechas?").
    WhoDoes {
        /// The person asked about.
        with: Option<Words>,
        /// The services.
        services: Vec<Words>,
    },
    /// When somebody works ("¿Marta trabaja los sábados?").
    Works {
        /// Who.
        with: Words,
        /// When.
        when: Option<When>,
    },
    /// A common question.
    Faq(Topic),
    /// Whether or when the salon is open, perhaps on a certain day.
    Open(Option<When>),
    /// Any other question the owner may have written an answer to.
    Other(Words),
    /// "¿a qué hora tenía yo?"
    OwnAppointments(Which),
    /// "¿eres un robot?"
    AreYouARobot,
    /// Somebody else's appointment or data.
    SomeoneElse,
    /// "¿por qué tengo que pagar una señal?"
    WhyDeposit,
    /// "¿en cuánto se me queda la señal?", "¿cuánto es la señal?"
    HowMuchDeposit,
}

/// What she wants of her data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataWish {
    /// A copy, or to know what is kept.
    Access,
    /// Deletion.
    Erase,
}

/// A message as a reader understood it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// What was said, in the order of the text.
    pub acts: Vec<Act>,
    /// When it was sent; symbolic time is resolved against it.
    pub sent_at: Instant,
    /// Whether every word was accounted for.
    pub complete: bool,
    /// Whether the customer used *usted*.
    pub formal: bool,
    /// Whether a yes among the acts was read by the rules: only such a yes may lose money or an appointment.
    pub by_rules: bool,
}
