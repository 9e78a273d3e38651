//! The things a message speaks of: services, times, stylists, people, lengths of time, numbers.
//!
//! Invariant: items of different classes may lie over each other (a number in a date); those of one class do not.

use super::{
    lexicon::Prepared,
    message::{Kind, Message},
    pattern::{CLASSES, Class, Places},
    time::{self, Certainty, FoundKind},
    vocabulary::{FIRST, KIN},
};
use atrevete_domain::{values::Words, when::When};
use std::ops::Range;

/// One thing, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// First token.
    pub from: usize,
    /// The token after the last.
    pub to: usize,
    /// What it is.
    pub what: Thing,
}

/// What a thing is.
#[derive(Debug, Clone)]
pub(super) enum Thing {
    /// A service, in words a catalogue knows.
    Service(Words),
    /// A day or an hour, and whether it is surely one.
    Time { when: When, sure: bool, minutes: Option<u32> },
    /// Minutes.
    Duration(u32),
    /// A stylist, by the name the salon uses or as written.
    Stylist(Words),
    /// Somebody of the customer's: words, plain word, how many.
    Person { words: Words, many: u8 },
    /// A number.
    Number(u32),
}

impl Thing {
    /// Its class.
    pub(super) fn class(&self) -> Class {
        match self {
            Self::Service(_) => Class::Service,
            Self::Time { .. } => Class::Time,
            Self::Duration(_) => Class::Duration,
            Self::Stylist(_) => Class::Stylist,
            Self::Person { .. } => Class::Person,
            Self::Number(_) => Class::Number,
        }
    }
}

/// All things in a message, in the order of the text, and where phrases may find them.
pub(super) fn find(message: &Message<'_>, names: &Prepared) -> (Vec<Item>, Places) {
    let mut items = times(message);
    services(message, names, &mut items);
    stylists(message, names, &mut items);
    people(message, &mut items);
    numbers(message, &mut items);
    items.sort_by_key(|item| (item.from, std::cmp::Reverse(item.to)));
    let mut places: Places = vec![[None; CLASSES]; message.tokens.len()];
    for (number, item) in items.iter().enumerate() {
        if let Some(place) = places.get_mut(item.from) {
            place[item.what.class() as usize] = Some((number, item.to));
        }
    }
    (items, places)
}

fn times(message: &Message<'_>) -> Vec<Item> {
    let found = time::find(message.text, &message.cut).into_iter().flat_map(|found| {
        let start = found.tokens.start + 2;
        if !opening(message, &message.ours(&found.tokens)) {
            return vec![found];
        }
        // The day of "¿cuándo abrís el lunes?" remains.
        let mut rest = time::find(message.text, &message.cut[start.min(found.tokens.end)..found.tokens.end]);
        for one in &mut rest {
            one.tokens = one.tokens.start + start..one.tokens.end + start;
        }
        rest
    });
    found
        .map(|found| {
            let range = message.ours(&found.tokens);
            let what = match found.kind {
                FoundKind::When => Thing::Time {
                    when: found.when,
                    sure: found.certainty == Certainty::Sure,
                    minutes: found.minutes,
                },
                FoundKind::Duration => Thing::Duration(found.minutes.unwrap_or_default()),
            };
            Item { from: range.start, to: range.end, what }
        })
        .filter(|item| item.from < item.to && !idle(message, item))
        .collect()
}

/// "ya" and "ahora" by themselves mostly mean no hour.
fn idle(message: &Message<'_>, item: &Item) -> bool {
    let alone = item.to - item.from == 1
        && matches!(message.norm(item.from), "ya" | "ahora" | "ahorita" | "luego" | "entonces");
    alone && matches!(item.what, Thing::Time { sure: false, .. }) || greeting(message, item)
}

/// "Bueans tardes": whatever became of the first word, the second is no afternoon.
fn greeting(message: &Message<'_>, item: &Item) -> bool {
    let second = item.from == 1 && item.to == 2 && matches!(message.norm(1), "tardes" | "noches");
    second && message.norm(0).starts_with(['b', 'v', 'w'])
}

/// "¿Cuándo abrís?" asks for the hours; "mañana, cuando abráis" is one.
fn opening(message: &Message<'_>, range: &Range<usize>) -> bool {
    let at = range.start;
    let when = message.norm(at) == "cuando" && matches!(message.norm(at + 1), "abris" | "abren" | "abre");
    when && range.len() >= 2 && (message.starts_clause(at) || message.asks(at))
}

fn services(message: &Message<'_>, names: &Prepared, items: &mut Vec<Item>) {
    let mut found: Vec<Item> = Vec::new();
    for item in each_service(message, names) {
        let whole = found.last().and_then(|last| whole(message, names, last, &item));
        match whole {
            Some(whole) => *found.last_mut().expect("it was just looked at") = whole,
            None => found.push(item),
        }
    }
    items.append(&mut found);
}

/// "Cortarme y peinarme", where the salon has a service that is both.
fn whole(message: &Message<'_>, names: &Prepared, first: &Item, second: &Item) -> Option<Item> {
    let between = first.to..second.from;
    let plus = between.clone().any(|n| message.tokens[n].raw == "+");
    let joint = |n: usize| {
        matches!(
            message.norm(n),
            "y" | "e" | "con" | "un" | "una" | "el" | "la" | "los" | "las" | "me" | "mas"
        ) || message.tokens[n].raw == "+"
    };
    let joined = plus || between.clone().any(|n| matches!(message.norm(n), "y" | "e" | "con" | "mas"));
    let (Thing::Service(one), Thing::Service(other)) = (&first.what, &second.what) else { return None };
    if !joined || !between.clone().all(joint) {
        return None;
    }
    let said = names.whole([one.as_str(), other.as_str()], plus)?;
    Some(Item { from: first.from, to: second.to, what: Thing::Service(Words::new(said)) })
}

fn each_service(message: &Message<'_>, names: &Prepared) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < message.tokens.len() {
        let Some(term) = names.service(message, at).filter(|_| !in_idiom(message, at)) else {
            at += 1;
            continue;
        };
        let said = message.said(at..term.to);
        let words = if term.reworded { Words::new(&term.canonical) } else { Words::new(said) };
        items.push(Item { from: at, to: term.to, what: Thing::Service(words) });
        at = term.to;
    }
    items
}

/// Words that are no service where they stand: "corte" in "corto y cambio", "color" in a complaint is still one.
fn in_idiom(message: &Message<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |n| message.norm(n));
    let (word, after) = (message.norm(at), message.norm(at + 1));
    match word {
        // "unas" is an article unless it is written with its tilde or stands where only nails can.
        "unas" | "una" => {
            let written = message.tokens[at].raw.to_lowercase().contains('ñ');
            !(written
                || matches!(
                    before,
                    "las"
                        | "mis"
                        | "de"
                        | "hacerme"
                        | "hacernos"
                        | "y"
                        | "tus"
                        | "sus"
                        | "pintarme"
                        | "arreglarme"
                        | "hacerse"
                        | "limarme"
                ) && !is_noun_next(message, at + 1))
        }
        // "el pelo corto", "la tengo corta": a length, no wish.
        "corto" | "corta" | "cortos" | "cortas" | "cortito" | "cortita" => before != "me" && before != "nos",
        "tina" | "tino" | "tena" | "tine" | "lave" | "seque" => {
            !matches!(before, "me" | "le" | "nos" | "lo" | "se")
        }
        "luces" => before == "las" && !after.is_empty(),
        "mono" | "hilo" | "facial" if before == "el" => true,
        _ => false,
    }
}

/// Whether a word follows that "unas" could be the article of.
fn is_noun_next(message: &Message<'_>, at: usize) -> bool {
    let next = message.norm(at);
    !next.is_empty()
        && !super::vocabulary::FILLERS.contains(&next)
        && !matches!(next, "gel" | "acrilicas" | "semipermanente" | "permanente")
}

fn stylists(message: &Message<'_>, names: &Prepared, items: &mut Vec<Item>) {
    let mut at = 0;
    while at < message.tokens.len() {
        let Some((to, words)) = stylist_at(message, names, at, items) else {
            at += 1;
            continue;
        };
        items.push(Item { from: at, to, what: Thing::Stylist(words) });
        at = to;
    }
}

fn stylist_at(message: &Message<'_>, names: &Prepared, at: usize, items: &[Item]) -> Option<(usize, Words)> {
    let in_service =
        |at: usize| items.iter().any(|i| i.from <= at && at < i.to && matches!(i.what, Thing::Service(_)));
    if in_service(at) {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |n| message.norm(n));
    if let Some(term) = names.stylist(message, at) {
        let next = message.tokens.get(term.to).filter(|t| t.kind == Kind::Word);
        // "Ana María" is not Ana.
        let second = next.filter(|t| {
            t.raw.starts_with(char::is_uppercase)
                && FIRST.contains(&t.norm.as_str())
                && names.stylist(message, term.to).is_none()
        });
        // A colour beside a service is no stylist.
        let shade = message.norm(at) == "rosa"
            && !message.tokens[at].raw.starts_with('R')
            && in_service(at.saturating_sub(1))
            && at > 0;
        return match second {
            _ if shade => None,
            Some(_) => Some((term.to + 1, Words::new(message.said(at..term.to + 1)))),
            None => Some((term.to, Words::new(&term.canonical))),
        };
    }
    // Somebody this salon does not have: "con Susana".
    let token = message.tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    let capital = token.raw.starts_with(char::is_uppercase);
    let named = before == "con"
        && FIRST.contains(&token.norm.as_str())
        && (capital || !COMMON_NAMES.contains(&token.norm.as_str()));
    named.then(|| (at + 1, Words::new(token.raw)))
}

/// First names that in small letters are mostly something else.
const COMMON_NAMES: &[&str] = &[
    "mar", "sol", "luz", "fe", "abril", "mayo", "julio", "alma", "vera", "vega", "luna", "perla", "estrella",
    "coral", "domingo", "blanca", "clara", "india", "rosa", "mari", "ma",
];

fn people(message: &Message<'_>, items: &mut Vec<Item>) {
    let mut at = 0;
    while at < message.tokens.len() {
        match person_at(message, at) {
            Some(item) => {
                at = item.to;
                items.push(item);
            }
            None => at += 1,
        }
    }
}

fn person_at(message: &Message<'_>, at: usize) -> Option<Item> {
    let first = message.norm(at);
    let own = matches!(first, "mi" | "mis" | "nuestra" | "nuestro" | "meva" | "meu");
    if !own
        && !matches!(
            first,
            "una"
                | "un"
                | "dos"
                | "tres"
                | "cuatro"
                | "la"
                | "el"
                | "las"
                | "los"
                | "unas"
                | "unos"
                | "2"
                | "3"
                | "4"
        )
    {
        return None;
    }
    let mut to = at + 1;
    let mut many = count(first);
    while let word @ ("dos" | "tres" | "cuatro" | "2" | "3" | "4" | "otra" | "otro" | "querida" | "pobre") =
        message.norm(to)
    {
        many = count(word).or(many);
        to += 1;
    }
    let (word, _) = KIN.iter().find(|(word, _)| *word == message.norm(to))?;
    if !own
        && (OWN_ONLY.contains(word)
            || matches!(first, "la" | "el" | "las" | "los") && !CHILDREN.contains(word))
    {
        return None;
    }
    to += 1;
    if matches!(message.norm(to), "pequena" | "pequeno" | "mayor" | "mediana" | "mediano" | "chica" | "chico")
    {
        to += 1;
    }
    let plural = word.ends_with('s') && *word != "gemelos";
    let many = many.unwrap_or(u8::from(!plural));
    Some(Item { from: at, to, what: Thing::Person { words: Words::new(message.said(at..to)), many } })
}

/// Words for people that need a "mi": without one they address somebody or mean customers at large.
const OWN_ONLY: &[&str] = &[
    "chico",
    "chica",
    "mujer",
    "mayor",
    "peque",
    "tia",
    "tio",
    "papa",
    "jefa",
    "companera",
    "hija",
    "cria",
    "pequena",
    "pequeno",
    "prima",
    "primo",
    "nena",
    "nene",
    "bebe",
    "marido",
    "vecina",
];
/// People whom "la" or "el" points at.
const CHILDREN: &[&str] = &[
    "nina", "nino", "ninas", "ninos", "peques", "pequenos", "nenes", "nenas", "crios", "gemelos", "gemelas",
    "mellizos", "mellizas", "abuela", "abuelo", "suegra", "yaya",
];

fn count(word: &str) -> Option<u8> {
    match word {
        "una" | "un" => Some(1),
        "dos" | "2" => Some(2),
        "tres" | "3" => Some(3),
        "cuatro" | "4" => Some(4),
        _ => None,
    }
}

fn numbers(message: &Message<'_>, items: &mut Vec<Item>) {
    for at in 0..message.cut.len() {
        if let Some((value, to)) = super::numbers::cardinal(&message.cut, at) {
            let range = message.ours(&(at..to));
            if range.start < range.end {
                items.push(Item { from: range.start, to: range.end, what: Thing::Number(value) });
            }
        }
    }
}
