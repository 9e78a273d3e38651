//! A message with everything found in it, sorted by who belongs to whom.
//!
//! Invariants: of phrases that overlap the longer one stands; every thing belongs to at most one phrase; what is read
//! is marked as covered, and what is left uncovered makes the reading incomplete.

use super::{
    cues::{Cue, PHRASES},
    entities::{self, Item, Thing},
    lexicon::Prepared,
    message::{Kind, Message},
    pattern::{Class, Found},
};
use atrevete_domain::{
    dialogue::{Act, Expectation, Expected},
    values::Words,
    when::When,
};

/// Everything found in a message.
pub(super) struct Scene<'s> {
    pub message: &'s Message<'s>,
    pub names: &'s Prepared,
    pub expectation: &'s Expectation,
    pub items: Vec<Item>,
    /// For each item the cue it belongs to; `None`: to no phrase in particular.
    pub owner: Vec<Option<usize>>,
    /// Items that have been read, or that mean nothing where they stand.
    pub used: Vec<bool>,
    pub cues: Vec<Found<Cue>>,
    breaks: Breaks,
    /// Tokens that have been accounted for.
    pub covered: Vec<bool>,
    /// Acts with the token they were read at.
    pub acts: Vec<(usize, Act)>,
    /// Whether something was found that no act accounts for.
    pub doubt: bool,
    pub formal: bool,
}

impl<'s> Scene<'s> {
    pub(super) fn new(message: &'s Message<'s>, names: &'s Prepared, expectation: &'s Expectation) -> Self {
        let (items, places) = entities::find(message, names);
        let mut found = PHRASES.find(message, &places);
        // "¿a qué hora tiene cita mi vecina?" speaks of her and addresses nobody.
        let formal =
            found.iter().any(|f| f.kind == Cue::Formal) && !found.iter().any(|f| f.kind == Cue::SomeoneElse);
        found.retain(|f| f.kind != Cue::Formal && f.kind != Cue::Informal);
        let mut scene = Self {
            message,
            names,
            expectation,
            owner: vec![None; items.len()],
            used: vec![false; items.len()],
            covered: vec![false; message.tokens.len()],
            items,
            cues: Vec::new(),
            breaks: Breaks::of(message),
            acts: Vec::new(),
            doubt: false,
            formal,
        };
        scene.choose(found);
        scene.absorb();
        scene
    }

    pub(super) fn asked(&self, any: &[Expected]) -> bool {
        self.expectation.asked.is_some_and(|asked| any.contains(&asked))
    }

    pub(super) fn has(&self, cue: Cue) -> bool {
        self.cues.iter().any(|f| f.kind == cue)
    }

    pub(super) fn all(&self, cue: Cue) -> Vec<usize> {
        (0..self.cues.len()).filter(|n| self.cues[*n].kind == cue).collect()
    }

    /// Whether two tokens stand in one sentence.
    pub(super) fn together(&self, a: usize, b: usize) -> bool {
        self.breaks.count(Break::Stop, a.min(b), a.max(b)) == 0
    }

    /// Whether a comma, "y", "pero" or "si" stands between two tokens.
    pub(super) fn parted(&self, from: usize, to: usize) -> bool {
        self.breaks.count(Break::Joint, from, to) > 0
    }

    /// Whether a comma or "pero" stands between two tokens.
    pub(super) fn divided(&self, from: usize, to: usize) -> bool {
        self.breaks.count(Break::Comma, from, to) > 0
    }

    pub(super) fn when(&self, item: usize) -> Option<&When> {
        match &self.items[item].what {
            Thing::Time { when, .. } => Some(when),
            Thing::Service(_)
            | Thing::Duration(_)
            | Thing::Stylist(_)
            | Thing::Person { .. }
            | Thing::Number(_) => None,
        }
    }

    /// The words of a service, stylist or person.
    pub(super) fn words(&self, item: usize) -> Option<&Words> {
        match &self.items[item].what {
            Thing::Service(words) | Thing::Stylist(words) | Thing::Person { words, .. } => Some(words),
            Thing::Time { .. } | Thing::Duration(_) | Thing::Number(_) => None,
        }
    }

    /// Free items of a class, in order.
    pub(super) fn free(&self, class: Class) -> Vec<usize> {
        (0..self.items.len()).filter(|n| !self.used[*n] && self.items[*n].what.class() == class).collect()
    }

    /// Free items of a class that belong to a cue.
    pub(super) fn of(&self, cue: usize, class: Class) -> Vec<usize> {
        self.free(class).into_iter().filter(|n| self.owner[*n] == Some(cue)).collect()
    }

    pub(super) fn cover(&mut self, from: usize, to: usize) {
        let end = to.min(self.covered.len());
        if from < end {
            self.covered[from..end].fill(true);
        }
    }

    /// Marks an item as read.
    pub(super) fn take(&mut self, item: usize) {
        self.used[item] = true;
        let (from, to) = (self.items[item].from, self.items[item].to);
        self.cover(from, to);
    }

    /// Marks a cue's words as read.
    pub(super) fn take_cue(&mut self, cue: usize) {
        for word in self.cues[cue].words.clone() {
            self.cover(word, word + 1);
        }
    }

    pub(super) fn act(&mut self, at: usize, act: Act) {
        self.acts.push((at, act));
    }

    /// Of overlapping phrases the one with more words stands, then the weightier.
    fn choose(&mut self, mut found: Vec<Found<Cue>>) {
        found.retain(|f| !self.inside_item(f) && !self.cuts_length(f) && !self.void(f));
        found.sort_by_key(|f| {
            (std::cmp::Reverse(self.strength(f)), std::cmp::Reverse(f.kind.weight()), f.from)
        });
        let mut taken = vec![false; self.message.tokens.len()];
        for f in found {
            if f.words.iter().any(|w| taken[*w]) {
                continue;
            }
            f.words.iter().for_each(|w| taken[*w] = true);
            self.cues.push(f);
        }
        self.cues.sort_by_key(|f| f.from);
    }

    /// "¿Es muy caro?" asks a price, "es muy caro" refuses one; "el corte es para mí" explains nothing.
    fn void(&self, found: &Found<Cue>) -> bool {
        if found.kind == Cue::Late && self.of_a_proposal(found) {
            return true;
        }
        let asks = self.message.asks(found.from);
        match found.kind {
            // "Pásame la cita del viernes al sábado" speaks of a day and of nobody.
            Cue::SomeoneElse => {
                matches!(self.message.norm(found.to - 1), "de" | "del")
                    && self.items.iter().any(|i| {
                        matches!(i.what, Thing::Time { .. }) && (i.from == found.to || i.from + 1 == found.to)
                    })
            }
            Cue::No => asks && self.message.norm(found.to - 1) == "caro",
            Cue::WhatIs => !asks && found.captured.first().is_some_and(|n| self.items[*n].from == found.from),
            // "Algún día de esta semana con Víctor": the verb is no verb.
            Cue::Works => found.words.iter().any(|w| {
                !found.captured.iter().any(|n| self.items[*n].from <= *w && *w < self.items[*n].to)
                    && self.items.iter().any(|i| {
                        matches!(i.what, Thing::Time { .. }) && i.from <= *w && *w < i.to && i.to - i.from > 1
                    })
            }),
            // "¿Tenéis algo para unas mechas?" looks for an hour; "¿tenéis algo para la caspa?" asks for a remedy.
            Cue::DoYouDo => self.looks_for_hour(found),
            // "¿No tenéis algo el lunes?" asks for the Monday.
            Cue::Without => {
                self.message.norm(found.to - 1) == "no" && HAVING.contains(&self.message.norm(found.to))
            }
            _ => false,
        }
    }

    /// "¿Tenéis hora para unas mechas?", and "algo para" a service that nothing is said to be wrong with.
    fn looks_for_hour(&self, found: &Found<Cue>) -> bool {
        let norm = |n: usize| self.message.norm(n);
        let passed = (found.from..found.to + 1).filter(|n| !matches!(norm(*n), "y" | "o"));
        let words: Vec<&str> = passed.map(norm).collect();
        if words.iter().any(|w| HOURS.contains(w)) {
            return true;
        }
        let something = words.windows(2).any(|pair| pair == ["algo", "para"]);
        something
            && self.items.iter().any(|i| {
                let near = i.from <= found.to + 1 && i.to >= found.to;
                let timed = self.items.iter().any(|t| matches!(t.what, Thing::Time { .. }) && t.from == i.to);
                matches!(i.what, Thing::Service(_)) && near && (self.message.ends_clause(i.to) || timed)
            })
    }

    /// "A las cuatro no llego", "me he liado": while a time is being agreed that speaks of the time, and nobody is late.
    fn of_a_proposal(&self, found: &Found<Cue>) -> bool {
        let agreeing = self.asked(&[
            Expected::Choose,
            Expected::Date,
            Expected::Time,
            Expected::Pay,
            Expected::Service,
            Expected::Stylist,
        ]);
        agreeing
            && (self.message.norm(found.from) == "no"
                || matches!(self.message.norm(found.to - 1), "liado" | "despistado"))
    }

    /// How much a phrase says: the words it names, a thing counting as one, less the words it passes over.
    fn strength(&self, found: &Found<Cue>) -> i32 {
        let inside: usize = found.captured.iter().map(|n| self.items[*n].to - self.items[*n].from).sum();
        let named = found.words.len() + found.captured.len() - inside.min(found.words.len());
        let passed = (found.to - found.from).saturating_sub(found.words.len());
        let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX / 4);
        let bonus = match found.kind.weight() {
            7.. => 1,
            0 | 1 if found.kind != Cue::Polite => -2,
            _ if matches!(found.kind, Cue::Mine | Cue::Okay) => -2,
            _ => 0,
        };
        2 * number(named) - number(passed) + bonus
    }

    /// Whether a phrase lies wholly inside a longer thing that it does not name.
    fn inside_item(&self, found: &Found<Cue>) -> bool {
        if found.kind == Cue::ForMe
            && self
                .items
                .iter()
                .any(|i| matches!(i.what, Thing::Person { .. }) && i.from < found.to && found.from < i.to)
        {
            return true;
        }
        found.captured.is_empty()
            && self.items.iter().any(|item| {
                let whole = found.words.iter().all(|w| item.from <= *w && *w < item.to);
                let strong = match &item.what {
                    Thing::Service(_) | Thing::Stylist(_) => item.to - item.from >= found.words.len(),
                    Thing::Time { sure, .. } => {
                        *sure
                            && item.to - item.from >= found.words.len()
                            && !matches!(found.kind, Cue::Greet | Cue::Goodbye)
                    }
                    Thing::Duration(_) | Thing::Person { .. } | Thing::Number(_) => false,
                };
                whole && strong && !matches!(found.kind, Cue::Medical if !self.in_service_name(found))
            })
    }

    /// Whether a phrase takes its "hora" out of "hora y media".
    fn cuts_length(&self, found: &Found<Cue>) -> bool {
        matches!(found.kind, Cue::Own | Cue::Mine | Cue::Visit)
            && self.items.iter().any(|item| {
                matches!(item.what, Thing::Duration(_))
                    && found
                        .words
                        .iter()
                        .any(|w| item.from <= *w && *w < item.to && self.message.norm(*w).starts_with("hora"))
            })
    }

    fn in_service_name(&self, found: &Found<Cue>) -> bool {
        self.names.is_service_word(self.message, found.from, found.to)
    }

    /// Things that a longer phrase has swallowed mean nothing by themselves ("buenas tardes", "mañana te digo").
    fn absorb(&mut self) {
        for cue in 0..self.cues.len() {
            let found = self.cues[cue].clone();
            for item in 0..self.items.len() {
                let swallowed =
                    (self.items[item].from..self.items[item].to).all(|t| found.words.contains(&t));
                let captured = found.captured.contains(&item);
                // "tengo una comunión el 9 de mayo" names the day of the visit; "la misa es a las dos" names no hour of it.
                let dated =
                    found.kind == Cue::Reason && self.when(item).is_some_and(|when| when.day.is_some());
                if swallowed
                    && (!captured && found.kind.swallows() || captured && found.kind.keeps() && !dated)
                {
                    self.used[item] = true;
                }
            }
        }
    }

    /// Gives every thing to the phrase that governs it; see [`Cue::governs`].
    pub(super) fn settle(&mut self) {
        for item in 0..self.items.len() {
            self.owner[item] = self.governor(item);
        }
    }

    fn governor(&self, item: usize) -> Option<usize> {
        let (from, to, class) = (self.items[item].from, self.items[item].to, self.items[item].what.class());
        let fits = |n: &usize| {
            let cue = &self.cues[*n];
            cue.kind.governs(class) && self.together(cue.from, from)
        };
        let before = (0..self.cues.len()).filter(fits).rfind(|n| self.cues[*n].from <= from);
        let after = (0..self.cues.len()).filter(fits).find(|n| self.cues[*n].from > from);
        match (before, after) {
            (Some(before), Some(after)) => {
                let apart = self.parted(self.cues[before].to.min(from), from);
                let near = !self.parted(to.min(self.cues[after].from), self.cues[after].from);
                Some(if apart && near { after } else { before })
            }
            (before, after) => before.or(after),
        }
    }
}

/// What a customer who asks whether there is some wants to come for.
const HOURS: &[&str] = &[
    "hora",
    "hueco",
    "huequito",
    "huequecito",
    "sitio",
    "cita",
    "citas",
    "turno",
    "disponibilidad",
    "plaza",
    "pasar",
    "pasarme",
    "venir",
    "ir",
];
/// What a salon has or has not, said to it.
const HAVING: &[&str] = &[
    "teneis",
    "tienes",
    "tienen",
    "tiene",
    "hay",
    "habra",
    "habria",
    "tendriais",
    "tendrias",
    "tendrian",
    "tendria",
    "queda",
    "quedan",
    "os",
    "podria",
    "podriais",
];

/// What parts two tokens.
#[derive(Clone, Copy)]
enum Break {
    /// The end of a sentence.
    Stop,
    /// Any sign, "pero", "sino".
    Comma,
    /// The same, "y", "o", "si".
    Joint,
}

/// How many breaks of each kind stand before each token, so that looking between two takes no time.
struct Breaks(Vec<[u32; 3]>);

impl Breaks {
    fn of(message: &Message<'_>) -> Self {
        let mut sum = [0; 3];
        let mut sums = vec![sum];
        for token in &message.tokens {
            let sign = token.kind != Kind::Word;
            let comma = sign || matches!(token.norm.as_str(), "pero" | "sino");
            let joint = comma || matches!(token.norm.as_str(), "y" | "si" | "o");
            sum[Break::Stop as usize] += u32::from(token.kind == Kind::Stop);
            sum[Break::Comma as usize] += u32::from(comma);
            sum[Break::Joint as usize] += u32::from(joint);
            sums.push(sum);
        }
        Self(sums)
    }

    fn count(&self, of: Break, from: usize, to: usize) -> u32 {
        let at = |n: usize| self.0[n.min(self.0.len() - 1)][of as usize];
        at(to).saturating_sub(at(from))
    }
}

impl Cue {
    /// What stands when two phrases of one length overlap: the graver matter, then the more special one.
    fn weight(self) -> u8 {
        match self {
            Self::Injection | Self::Abuse | Self::Medical => 9,
            Self::Complaint
            | Self::OptOut
            | Self::Erase
            | Self::Access
            | Self::Person
            | Self::PayFailed
            | Self::CannotPay => 8,
            Self::Policy
            | Self::HowMuchDeposit
            | Self::WhyDeposit
            | Self::SomeoneElse
            | Self::Robot
            | Self::NotForUs => 7,
            Self::Late
            | Self::CantCome
            | Self::Cancel
            | Self::Keep
            | Self::Move
            | Self::Own
            | Self::Waiting
            | Self::Usual => 6,
            Self::Refuse
            | Self::Later
            | Self::Paid
            | Self::Payment
            | Self::Parking
            | Self::Address
            | Self::Hours
            | Self::Open => 5,
            Self::No
            | Self::Unfit
            | Self::Without
            | Self::Length
            | Self::Price
            | Self::Advice
            | Self::Works
            | Self::WhoDoes => 4,
            Self::Yes
            | Self::Fits
            | Self::Anyone
            | Self::Any
            | Self::All
            | Self::Nth(_)
            | Self::Last
            | Self::Earliest
            | Self::Latest
            | Self::That
            | Self::Repeat
            | Self::Why
            | Self::Chat
            | Self::Reason
            | Self::Consultation
            | Self::WhatIs
            | Self::Services
            | Self::DoYouDo
            | Self::OtherFaq
            | Self::ItsMe
            | Self::Mine
            | Self::People(_) => 3,
            Self::Okay
            | Self::Greet
            | Self::Thank
            | Self::Goodbye
            | Self::Another
            | Self::Only
            | Self::Besides
            | Self::Correction
            | Self::Emphatic
            | Self::ForMe
            | Self::OptIn => 2,
            Self::Visit | Self::NameIs | Self::Sorry => 1,
            Self::Wish | Self::Polite | Self::Formal | Self::Informal => 0,
        }
    }

    /// Whether things inside its words are part of the phrase.
    fn swallows(self) -> bool {
        !matches!(
            self,
            Self::Visit
                | Self::Wish
                | Self::Mine
                | Self::Nth(_)
                | Self::DoYouDo
                | Self::Consultation
                | Self::Advice
                | Self::WhatIs
                | Self::Services
                | Self::Price
                | Self::Length
                | Self::Hours
                | Self::Open
                | Self::Fits
                | Self::Unfit
                | Self::WhoDoes
                | Self::Works
        )
    }

    /// Whether things it names stand for nothing but the phrase.
    fn keeps(self) -> bool {
        matches!(
            self,
            Self::Greet
                | Self::Goodbye
                | Self::Later
                | Self::Chat
                | Self::Reason
                | Self::Complaint
                | Self::NotForUs
                | Self::Sorry
                | Self::Polite
                | Self::Thank
                | Self::Injection
                | Self::SomeoneElse
                | Self::Policy
                | Self::Payment
        )
    }

    /// Whether a thing of `class` near the phrase belongs to it.
    fn governs(self, class: Class) -> bool {
        use Class::{Duration, Number, Person, Service, Stylist, Time};
        match self {
            Self::Wish
            | Self::Visit
            | Self::Another
            | Self::Waiting
            | Self::Usual
            | Self::Fits
            | Self::Unfit
            | Self::Only
            | Self::Consultation => {
                matches!(class, Service | Time | Stylist | Person)
            }
            Self::Price | Self::Length | Self::WhatIs | Self::Advice | Self::DoYouDo | Self::Services => {
                class == Service || self == Self::Length && class == Duration
            }
            Self::WhoDoes => matches!(class, Service | Stylist),
            Self::Works => matches!(class, Time | Stylist),
            Self::Open | Self::Hours => class == Time,
            Self::Own | Self::Cancel | Self::CantCome | Self::Move | Self::Mine => {
                matches!(class, Service | Time | Stylist | Person | Duration)
            }
            Self::Late => matches!(class, Time | Duration),
            Self::Person
            | Self::SomeoneElse
            | Self::NotForUs
            | Self::Complaint
            | Self::Chat
            | Self::Robot
            | Self::Abuse
            | Self::OptOut
            | Self::Erase
            | Self::Access
            | Self::Policy
            | Self::Payment
            | Self::OtherFaq
            | Self::Medical
            | Self::Paid
            | Self::PayFailed
            | Self::CannotPay
            | Self::WhyDeposit
            | Self::HowMuchDeposit
            | Self::Injection
            | Self::Later => {
                matches!(class, Service | Time | Stylist | Person | Duration | Number)
            }
            Self::Yes
            | Self::Okay
            | Self::No
            | Self::Anyone
            | Self::Any
            | Self::All
            | Self::Nth(_)
            | Self::Last
            | Self::Earliest
            | Self::Latest
            | Self::That
            | Self::Repeat
            | Self::Why
            | Self::Refuse
            | Self::Greet
            | Self::Thank
            | Self::Goodbye
            | Self::Sorry
            | Self::Polite
            | Self::Formal
            | Self::Informal
            | Self::Without
            | Self::Besides
            | Self::Correction
            | Self::Emphatic
            | Self::ForMe
            | Self::People(_)
            | Self::Reason
            | Self::Address
            | Self::Parking
            | Self::OptIn
            | Self::NameIs
            | Self::Keep
            | Self::ItsMe => false,
        }
    }

    /// Whether it says that a visit is wished, and things near it are part of the wish.
    pub(super) fn wishes(self) -> bool {
        matches!(
            self,
            Self::Wish
                | Self::Visit
                | Self::Another
                | Self::Waiting
                | Self::Usual
                | Self::Fits
                | Self::Unfit
                | Self::Only
                | Self::Consultation
        )
    }
}
