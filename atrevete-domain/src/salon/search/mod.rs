//! The one catalogue search: from a customer's words to what the salon does, or does not do.
//!
//! Invariants: an exact name wins over names that contain it; several equally good matches are a question, never a
//! guess; what the salon does not do is never bent into what it does; only what is on offer is found.

mod options;
mod tokens;
mod who;

pub use options::{Kind, Options};
pub use who::Who;

use super::{Catalogue, Service};
use crate::values::{PackId, ServiceId, Words, fold};
use std::collections::{BTreeMap, BTreeSet};
use tokens::{Heard, SAME, Token, tokens};

/// What a customer's words mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// One service.
    One(ServiceId),
    /// One service that is only done together with another.
    Addon(ServiceId),
    /// Several fit equally: a question. In the order of the catalogue; see [`Catalogue::options`] for how to ask.
    Several(Vec<ServiceId>),
    /// A pack, by its name.
    Pack(PackId),
    /// Something the salon does not do, by the name it has in the list.
    NotOffered(String),
    /// Nothing that could be recognised.
    Nothing,
}

/// Least part of what was said that a match must account for.
const ENOUGH: f64 = 0.6;
/// What an unknown word counts beside known ones: it may be chatter.
const UNKNOWN: f64 = 0.5;
/// Matches within this of the best are as good.
const AS_GOOD: f64 = 0.05;
/// Accounts for everything that was said.
const ALL: f64 = 0.95;

impl Catalogue {
    /// What these words mean, as the name of one thing.
    pub fn find(&self, words: &str) -> Match {
        self.judge(words).0
    }

    /// What these words mean, as the names of one or several things: "corte y color" is two, "lavar y peinar" one.
    pub fn find_each(&self, words: &str) -> Vec<Match> {
        let (whole, covered) = self.judge(words);
        let parts = parts(words);
        if covered < ALL && parts.len() > 1 {
            let mut found: Vec<Match> = Vec::new();
            for part in &parts {
                let one = self.find(part);
                if !found.contains(&one) {
                    found.push(one);
                }
            }
            if !found.contains(&Match::Nothing) {
                return found;
            }
        }
        vec![whole]
    }

    /// Without the words that only announce others beside them: "color, la cultura de color" is one wish.
    pub fn without_general(&self, words: &[Words]) -> Vec<Words> {
        let meant: Vec<Option<BTreeSet<ServiceId>>> = words
            .iter()
            .map(|said| match self.find(said.as_str()) {
                Match::One(id) | Match::Addon(id) => Some(BTreeSet::from([id])),
                Match::Several(of) => Some(of.into_iter().collect()),
                Match::Pack(_) | Match::NotOffered(_) | Match::Nothing => None,
            })
            .collect();
        let announces = |n: usize| {
            let Some(general) = &meant[n] else { return false };
            meant.iter().flatten().any(|other| other.len() < general.len() && other.is_subset(general))
        };
        (0..words.len()).filter(|n| !announces(*n)).map(|n| words[n].clone()).collect()
    }

    /// The match, and which part of the words it accounts for.
    fn judge(&self, words: &str) -> (Match, f64) {
        if let Some(found) = self.exact(words) {
            return (found, 1.0);
        }
        let said = tokens(words);
        if said.is_empty() {
            return (Match::Nothing, 0.0);
        }
        let entries = self.entries();
        let mut vocabulary: BTreeMap<&str, Heard> = BTreeMap::new();
        for token in entries.iter().flat_map(|e| &e.tokens) {
            vocabulary.entry(&token.word).or_insert_with(|| Heard::new(&token.word));
        }
        let said: Vec<Said> = said.iter().map(|w| Said::new(w, &vocabulary)).collect();
        let mut scored: Vec<(Score, &Entry)> = entries.iter().map(|e| (score(&said, e), e)).collect();
        scored.retain(|(s, _)| s.said >= ENOUGH && s.head);
        let Some(best) = scored.iter().map(|(s, _)| s.said).max_by(f64::total_cmp) else {
            return (Match::Nothing, 0.0);
        };
        scored.retain(|(s, _)| s.said >= best - AS_GOOD);
        let whole = scored.iter().map(|(s, _)| s.named).max_by(f64::total_cmp).unwrap_or(0.0);
        let complete = whole >= ALL;
        if complete {
            scored.retain(|(s, _)| s.named >= ALL);
        }
        (self.decide(&scored), best)
    }

    /// A name written out, whatever else contains it; then the words that stand for a family.
    fn exact(&self, words: &str) -> Option<Match> {
        let said = fold(words);
        let named = self.active().find(|s| fold(&s.name) == said);
        let pack = || self.packs.iter().find(|p| p.active && fold(&p.name) == said);
        if let Some(service) = named {
            return Some(one(service));
        }
        pack().map(|p| Match::Pack(p.id))
    }

    /// Everything that has a name, as the search sees it.
    fn entries(&self) -> Vec<Entry> {
        let answers = self.active().flat_map(|s| &s.questions).flat_map(|q| &q.answers);
        let lengths: BTreeSet<Token> = answers
            .filter(|a| matches!(a.effect, super::QuestionEffect::Variant(_)))
            .flat_map(|a| std::iter::once(&a.text).chain(&a.synonyms))
            .flat_map(|words| tokens(words))
            .collect();
        let mut out = Vec::new();
        for service in self.active() {
            let what = What::Service(service.id);
            let head = service.family.as_deref().map(tokens).unwrap_or_default();
            out.push(Entry { head: head.clone(), ..Entry::new(&service.name, Rank::Name, what.clone()) });
            if !head.is_empty() {
                out.push(Entry {
                    rank: Rank::Head,
                    tokens: head.clone(),
                    head: head.clone(),
                    what: what.clone(),
                });
                for more in self.variant_words(service).map(|w| tokens(w)).filter(|t| !t.is_empty()) {
                    let tokens = head.iter().cloned().chain(more).collect();
                    out.push(Entry { rank: Rank::Name, tokens, head: head.clone(), what: what.clone() });
                }
            }
            let synonym = |words: &String| Entry::new(words, Rank::Synonym, what.clone()).beyond(&lengths);
            out.extend(service.synonyms.iter().map(synonym));
        }
        for (words, services) in &self.families {
            let active = services.iter().filter(|id| self.service(**id).is_some_and(|s| s.active));
            out.push(Entry::new(words, Rank::Family, What::Family(active.copied().collect())));
        }
        out.extend(
            self.packs
                .iter()
                .filter(|p| p.active)
                .map(|p| Entry::new(&p.name, Rank::Pack, What::Pack(p.id)).beyond(&lengths)),
        );
        for thing in &self.not_offered {
            for words in std::iter::once(&thing.name).chain(&thing.synonyms) {
                out.push(Entry::new(words, Rank::NotOffered, What::NotOffered(thing.name.clone())));
            }
        }
        out.retain(|e| !e.tokens.is_empty());
        out
    }

    /// The other words for a variant: its text, and the answers that lead to it.
    fn variant_words<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a String> {
        let family = self.active().filter(|s| s.family == service.family);
        let answers = family.flat_map(|s| &s.questions).flat_map(|q| &q.answers);
        let leading = answers
            .filter(|a| a.effect == super::QuestionEffect::Variant(service.id))
            .flat_map(|a| std::iter::once(&a.text).chain(&a.synonyms));
        service.variant.iter().chain(leading)
    }

    /// From the best entries to a match.
    fn decide(&self, best: &[(Score, &Entry)]) -> Match {
        // A list of what is meant by a word beats the names that happen to contain it; a complete name or synonym of
        // one thing beats a mere head.
        let rank = best.iter().map(|(s, e)| (s.named < ALL, e.rank)).min();
        let Some(rank) = rank else { return Match::Nothing };
        let of_rank: Vec<&What> =
            best.iter().filter(|(s, e)| (s.named < ALL, e.rank) == rank).map(|(_, e)| &e.what).collect();
        let mut services: BTreeSet<ServiceId> = BTreeSet::new();
        for what in &of_rank {
            match what {
                What::Service(id) => drop(services.insert(*id)),
                What::Family(ids) => services.extend(ids),
                What::Pack(id) => return Match::Pack(*id),
                What::NotOffered(name) => return Match::NotOffered(name.clone()),
            }
        }
        let found: Vec<&Service> = self.services.iter().filter(|s| services.contains(&s.id)).collect();
        match found[..] {
            [] => Match::Nothing,
            [service] => one(service),
            _ => Match::Several(found.iter().map(|s| s.id).collect()),
        }
    }
}

fn one(service: &Service) -> Match {
    if service.addon { Match::Addon(service.id) } else { Match::One(service.id) }
}

/// What an entry stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Service(ServiceId),
    Family(Vec<ServiceId>),
    Pack(PackId),
    NotOffered(String),
}

/// Which kind of name wins where several say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Name,
    NotOffered,
    Family,
    Synonym,
    Head,
    Pack,
}

/// A name of something.
#[derive(Debug, Clone)]
struct Entry {
    tokens: Vec<Token>,
    /// What a variant shares with its family: without any of it, the rest ("largo") means nothing.
    head: Vec<Token>,
    rank: Rank,
    what: What,
}

impl Entry {
    fn new(words: &str, rank: Rank, what: What) -> Self {
        Self { tokens: tokens(words), head: Vec::new(), rank, what }
    }

    /// The same, found only by something that is not merely a length.
    fn beyond(mut self, lengths: &BTreeSet<Token>) -> Self {
        self.head = self.tokens.iter().filter(|t| !lengths.contains(t)).cloned().collect();
        self
    }
}

/// How well a name fits what was said.
#[derive(Debug, Clone, Copy)]
struct Score {
    /// Which part of what was said the name accounts for.
    said: f64,
    /// Which part of the name was said.
    named: f64,
    /// Whether something of the family's own name was said.
    head: bool,
}

/// A word that was said, and how alike it is to each word of the catalogue that it is alike at all.
struct Said {
    weight: f64,
    alike: BTreeMap<String, f64>,
}

impl Said {
    fn new(word: &Token, vocabulary: &BTreeMap<&str, Heard>) -> Self {
        let heard = Heard::new(&word.word);
        let alike: BTreeMap<String, f64> = if vocabulary.contains_key(word.word.as_str()) {
            BTreeMap::from([(word.word.clone(), SAME)])
        } else {
            let like = vocabulary.iter().map(|(known, other)| ((*known).to_owned(), heard.likeness(other)));
            like.filter(|(_, like)| *like > 0.0).collect()
        };
        let weight = if alike.is_empty() { UNKNOWN * word.weight() } else { word.weight() };
        Self { weight, alike }
    }

    fn like(&self, token: &Token) -> f64 {
        self.alike.get(&token.word).copied().unwrap_or(0.0)
    }
}

fn score(said: &[Said], entry: &Entry) -> Score {
    let best = |word: &Said| entry.tokens.iter().map(|t| word.like(t)).max_by(f64::total_cmp).unwrap_or(0.0);
    let whole: f64 = said.iter().map(|w| w.weight).sum();
    let got: f64 = said.iter().map(|w| best(w) * w.weight).sum();
    let hit = |t: &Token| said.iter().any(|w| w.like(t) > 0.0);
    let named: f64 = entry.tokens.iter().filter(|t| hit(t)).map(Token::weight).sum();
    let name: f64 = entry.tokens.iter().map(Token::weight).sum();
    Score {
        said: got / whole,
        named: named / name,
        head: entry.head.is_empty() || entry.head.iter().any(hit),
    }
}

/// The pieces between commas and "y".
fn parts(words: &str) -> Vec<String> {
    let spaced = words.replace([',', ';', '/', '+', '&'], " y ");
    let mut out = vec![String::new()];
    for word in spaced.split_whitespace() {
        let joint = matches!(fold(word).as_str(), "y" | "e" | "mas" | "ademas" | "tambien" | "con");
        if joint {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push_str(word);
            last.push(' ');
        }
    }
    out.retain(|p| !p.trim().is_empty());
    out
}
