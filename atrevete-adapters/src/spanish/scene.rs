//! A message with everything found in it, sorted by who belongs to whom.
//!
//! Invariants: of phrases that overlap the longer one stands; every thing belongs to at most one phrase; what is read
//! is marked as covered, and what is left uncovered makes the reading incomplete.

mod phrases;

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
