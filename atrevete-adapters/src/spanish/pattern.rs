//! A small language for phrases, and the index that finds them in a message.
//!
//! A phrase is atoms separated by spaces: `word`, `one|other`, `stem*`, `atom?` (may be missing), `@set` (a named
//! list of words, also inside alternatives), `_` (any one word), `..` and `...` (up to three and six words), `,`
//! (a comma or nothing), `^` and `$` (begin and end of a clause), `<S> <T> <W> <P> <N> <D>` (a service, a time, a
//! stylist, a person, a number, a length of time). Punctuation is crossed only where `,` says so: "no, quiero
//! mechas" and "no quiero mechas" are not the same.
//!
//! Invariant: matching looks at each place of a message only with the phrases that can begin there, and gaps are
//! bounded, so that time grows with the length of the message.

use super::message::{Kind, Message};
use std::collections::BTreeMap;

/// What an atom in angle brackets stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// A service.
    Service,
    /// A day or an hour.
    Time,
    /// A stylist.
    Stylist,
    /// Somebody of the customer's ("mi hija").
    Person,
    /// A number.
    Number,
    /// A length of time ("veinte minutos").
    Duration,
}

/// How many classes there are.
pub(super) const CLASSES: usize = 6;

/// Where entities begin: for each token and class the entity's number and the token after it.
pub(super) type Places = Vec<[Option<(usize, usize)>; CLASSES]>;

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<K> {
    /// What it says.
    pub kind: K,
    /// First token.
    pub from: usize,
    /// The token after the last.
    pub to: usize,
    /// The tokens that were named (gaps are not), in order.
    pub words: Vec<usize>,
    /// Entities that stood for a class, in order.
    pub captured: Vec<usize>,
}

/// Phrases with what they say, indexed by their first word.
#[derive(Debug)]
pub(super) struct Phrases<K> {
    rules: Vec<Rule<K>>,
    by_word: BTreeMap<&'static str, Vec<usize>>,
    by_stem: BTreeMap<String, Vec<usize>>,
    by_class: [Vec<usize>; CLASSES],
}

#[derive(Debug)]
struct Rule<K> {
    kind: K,
    atoms: Vec<Atom>,
}

#[derive(Debug)]
struct Atom {
    ways: Vec<Way>,
    optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    Word(&'static str),
    Stem(&'static str),
    Any,
    Gap(usize),
    Class(Class),
    Start,
    End,
    Comma,
}

/// Named sets of words, used as `@name`.
pub(super) type Sets = &'static [(&'static str, &'static str)];

impl<K: Copy> Phrases<K> {
    /// Builds the index. A phrase that begins with something optional or unbounded could begin anywhere, and is a
    /// mistake of the table.
    pub(super) fn new(sets: Sets, tables: &[(K, &[&'static str])]) -> Self {
        let mut phrases = Self {
            rules: Vec::new(),
            by_word: BTreeMap::new(),
            by_stem: BTreeMap::new(),
            by_class: Default::default(),
        };
        for (kind, texts) in tables {
            for text in *texts {
                phrases.add(*kind, parse(sets, text), text);
            }
        }
        phrases
    }

    fn add(&mut self, kind: K, atoms: Vec<Atom>, text: &str) {
        let number = self.rules.len();
        let first = atoms.iter().find(|a| a.ways != [Way::Start]).expect("a phrase has a word");
        assert!(!first.optional, "what a phrase begins with must be there: {text}");
        for way in &first.ways {
            match way {
                Way::Word(word) => self.by_word.entry(word).or_default().push(number),
                Way::Stem(stem) => {
                    let key: String = stem.chars().take(STEM_KEY).collect();
                    assert!(key.len() == STEM_KEY, "a stem has three letters at least: {stem}");
                    self.by_stem.entry(key).or_default().push(number);
                }
                Way::Class(class) => self.by_class[*class as usize].push(number),
                Way::Any | Way::Gap(_) | Way::Start | Way::End | Way::Comma => {
                    panic!("a phrase begins with a word or a thing: {text}")
                }
            }
        }
        self.rules.push(Rule { kind, atoms });
    }

    /// Every word that some phrase names in full, for the spelling.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().flat_map(|r| &r.atoms).flat_map(|a| &a.ways).filter_map(|w| match w {
            Way::Word(word) => Some(*word),
            Way::Stem(_) | Way::Any | Way::Gap(_) | Way::Class(_) | Way::Start | Way::End | Way::Comma => {
                None
            }
        })
    }

    /// Every stem that some phrase names: a word that begins so is spelled right.
    pub(super) fn stems(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().flat_map(|r| &r.atoms).flat_map(|a| &a.ways).filter_map(|w| match w {
            Way::Stem(stem) => Some(*stem),
            Way::Word(_) | Way::Any | Way::Gap(_) | Way::Class(_) | Way::Start | Way::End | Way::Comma => {
                None
            }
        })
    }

    /// All phrases in the message, overlapping ones included, in the order of their first token.
    pub(super) fn find(&self, message: &Message<'_>, places: &Places) -> Vec<Found<K>> {
        let mut found = Vec::new();
        for at in 0..message.tokens.len() {
            for number in self.candidates(message, places, at) {
                let rule = &self.rules[number];
                let mut run = Run { message, places, words: Vec::new(), captured: Vec::new() };
                if let Some(to) = run.matches(&rule.atoms, at) {
                    let Run { words, captured, .. } = run;
                    found.push(Found { kind: rule.kind, from: at, to, words, captured });
                }
            }
        }
        found
    }

    fn candidates(&self, message: &Message<'_>, places: &Places, at: usize) -> Vec<usize> {
        let token = &message.tokens[at];
        let mut numbers = Vec::new();
        if token.kind == Kind::Word {
            numbers.extend(self.by_word.get(token.norm.as_str()).into_iter().flatten());
            if let Some(key) = token.norm.get(..STEM_KEY) {
                numbers.extend(self.by_stem.get(key).into_iter().flatten());
            }
        }
        for (class, starts) in places[at].iter().enumerate() {
            if starts.is_some() {
                numbers.extend(&self.by_class[class]);
            }
        }
        numbers
    }
}

const STEM_KEY: usize = 3;

/// One attempt to match a phrase.
struct Run<'m, 't> {
    message: &'m Message<'t>,
    places: &'m Places,
    words: Vec<usize>,
    captured: Vec<usize>,
}

impl Run<'_, '_> {
    fn matches(&mut self, atoms: &[Atom], at: usize) -> Option<usize> {
        let Some((atom, rest)) = atoms.split_first() else { return Some(at) };
        let before = (self.words.len(), self.captured.len());
        for way in &atom.ways {
            if let Some(end) = self.way(way, rest, at) {
                return Some(end);
            }
            self.words.truncate(before.0);
            self.captured.truncate(before.1);
        }
        if atom.optional { self.matches(rest, at) } else { None }
    }

    fn way(&mut self, way: &Way, rest: &[Atom], at: usize) -> Option<usize> {
        let token = self.message.tokens.get(at);
        let word = token.filter(|t| t.kind == Kind::Word);
        match way {
            Way::Word(text) => self.take(word.is_some_and(|t| t.norm == *text), rest, at),
            Way::Stem(stem) => self.take(word.is_some_and(|t| t.norm.starts_with(stem)), rest, at),
            Way::Any => self.take(word.is_some(), rest, at),
            Way::Class(class) => {
                let (number, to) = self.places.get(at)?[*class as usize]?;
                self.captured.push(number);
                self.words.extend(at..to);
                self.matches(rest, to)
            }
            Way::Gap(longest) => {
                for to in at..=at + *longest {
                    let before = (self.words.len(), self.captured.len());
                    if let Some(end) = self.matches(rest, to) {
                        return Some(end);
                    }
                    self.words.truncate(before.0);
                    self.captured.truncate(before.1);
                    if self.message.tokens.get(to).is_none_or(|t| t.kind != Kind::Word) {
                        return None;
                    }
                }
                None
            }
            Way::Start => self.message.starts_clause(at).then(|| self.matches(rest, at)).flatten(),
            Way::End => self.message.ends_clause(at).then(|| self.matches(rest, at)).flatten(),
            Way::Comma => {
                let comma = token.is_some_and(|t| t.kind == Kind::Comma);
                self.matches(rest, if comma { at + 1 } else { at })
            }
        }
    }

    fn take(&mut self, fits: bool, rest: &[Atom], at: usize) -> Option<usize> {
        if !fits {
            return None;
        }
        self.words.push(at);
        self.matches(rest, at + 1)
    }
}

fn parse(sets: Sets, text: &'static str) -> Vec<Atom> {
    text.split_whitespace()
        .map(|part| {
            let (part, optional) = match part.strip_suffix('?') {
                Some(part) if !part.is_empty() => (part, true),
                _ => (part, false),
            };
            Atom { ways: part.split('|').flat_map(|way| ways(sets, way)).collect(), optional }
        })
        .collect()
}

fn ways(sets: Sets, text: &'static str) -> Vec<Way> {
    if let Some(name) = text.strip_prefix('@') {
        let (_, words) =
            sets.iter().find(|(set, _)| *set == name).expect("a set that is used has been named");
        return words.split(['|', ' ']).flat_map(|way| ways(sets, way)).collect();
    }
    vec![match text {
        "_" => Way::Any,
        ".." => Way::Gap(3),
        "..." => Way::Gap(6),
        "^" => Way::Start,
        "$" => Way::End,
        "," => Way::Comma,
        "<S>" => Way::Class(Class::Service),
        "<T>" => Way::Class(Class::Time),
        "<W>" => Way::Class(Class::Stylist),
        "<P>" => Way::Class(Class::Person),
        "<N>" => Way::Class(Class::Number),
        "<D>" => Way::Class(Class::Duration),
        _ => match text.strip_suffix('*') {
            Some(stem) => Way::Stem(stem),
            None => Way::Word(text),
        },
    }]
}
