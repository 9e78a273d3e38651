//! The salon's names made ready for reading: services and stylists by their first word, longest match first.
//!
//! Invariant: preparing is done once per lexicon; a message is read without building anything of its size.

use super::{
    message::{Kind, Message},
    spelling::{Vocabulary, is_ordinary},
    vocabulary::SALON,
};
use atrevete_domain::{dialogue::Lexicon, values::fold};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// A lexicon made ready.
#[derive(Debug, Default)]
pub struct Prepared {
    pub(super) names: Vocabulary,
    services: Terms,
    /// Names that join parts which are services of their own, by the words of all parts.
    wholes: BTreeMap<Vec<String>, Whole>,
    /// The words of what several services are called together.
    families: BTreeSet<Vec<String>>,
    stylists: Terms,
    faq: Terms,
    /// What answers the catalogue's own questions, folded.
    traits: BTreeSet<String>,
}

/// A service that is several others in one.
#[derive(Debug, Clone)]
struct Whole {
    said: String,
    /// Whether customers say it with "y" too, or only the catalogue's "+" means it.
    spoken: bool,
}

/// What was found at a place: the token after it, and its canonical words unless it was written just so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub to: usize,
    pub canonical: String,
    /// Whether `canonical` says it better than the customer's own words (a verb made a noun, a slip put right).
    pub reworded: bool,
    /// The infinitive of what was said as a verb ("ondular" of "ondularme").
    pub verb: Option<String>,
}

impl Prepared {
    /// Indexes the names of a salon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut ready = Self::default();
        let plain: BTreeSet<Vec<String>> =
            lexicon.services.iter().flatten().chain(&lexicon.families).map(|name| content(name)).collect();
        for name in lexicon
            .services
            .iter()
            .flatten()
            .chain(&lexicon.families)
            .chain(lexicon.not_offered.iter().flatten())
        {
            ready.add_service(name, &plain);
        }
        ready.families.extend(lexicon.families.iter().map(|name| content(name)));
        ready.add_telling_words(lexicon);
        for name in lexicon.stylists.iter().flatten() {
            let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
            for word in &words {
                ready.names.add(word);
            }
            ready.stylists.add(words, name, false);
        }
        for word in &lexicon.faq {
            let words: Vec<String> = fold(word).split(' ').map(str::to_owned).collect();
            for word in &words {
                ready.names.add(word);
            }
            ready.faq.add(words, word, false);
        }
        ready.traits.extend(lexicon.traits.iter().map(|t| fold(t)).filter(|t| t.len() >= SHORTEST_TRAIT));
        ready
    }

    /// Whether folded words hold an answer to one of the catalogue's own questions.
    pub(super) fn holds_trait(&self, said: &str) -> bool {
        let said = format!(" {said} ");
        self.traits.iter().any(|t| said.contains(&format!(" {t} ")))
    }

    /// Adds a service's name, with and without what stands in brackets. A name that joins others with "+" is meant
    /// as a whole only where one of its parts is not a service of its own: "corte y peinado" are two wishes.
    fn add_service(&mut self, name: &str, plain: &BTreeSet<Vec<String>>) {
        let bare = name.split('(').next().unwrap_or(name).trim();
        for text in [name, bare] {
            let parts: Vec<Vec<String>> = text.split('+').map(content).collect();
            if parts.len() > 1 && parts.iter().all(|part| plain.contains(part) || known_work(part)) {
                let whole = Whole { said: text.to_owned(), spoken: false };
                self.wholes.entry(parts.concat()).or_insert(whole);
                continue;
            }
            if [" y ", " con "].iter().any(|joint| fold(text).contains(joint)) {
                self.wholes.insert(content(text), Whole { said: text.to_owned(), spoken: true });
            }
            let words = content(text);
            for word in &words {
                self.names.add(word);
            }
            let said = if text == bare { bare.to_owned() } else { text.replace(['(', ')'], "") };
            self.services.add(words, &said, parts.len() > 1 || fold(text).contains(" y "));
        }
    }

    /// A word that stands in one service's name and means nothing else calls that service: "el sensitivo".
    fn add_telling_words(&mut self, lexicon: &Lexicon) {
        let mut holders: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
        for name in lexicon.services.iter().filter_map(|names| names.first()) {
            let bare = content(name.split('(').next().unwrap_or(name));
            for word in bare.iter().filter(|_| bare.len() > 1) {
                holders.entry(word.clone()).or_default().insert(bare.clone());
            }
        }
        for (word, names) in holders {
            let telling = word.len() >= TELLING
                && word.chars().all(char::is_alphabetic)
                && names.len() == 1
                && !is_ordinary(&word);
            if telling {
                self.names.add(&word);
                self.services.add(vec![word.clone()], &word, false);
            }
        }
    }

    /// The service that is both of two that were named; `plus`: as the catalogue joins them.
    pub(super) fn whole(&self, parts: [&str; 2], plus: bool) -> Option<&str> {
        let words = parts.into_iter().flat_map(content).collect::<Vec<_>>();
        self.wholes.get(&words).filter(|whole| whole.spoken || plus).map(|whole| whole.said.as_str())
    }

    /// The longest service that begins at a token: the salon's own words before those of the trade.
    pub(super) fn service(&self, message: &Message<'_>, at: usize) -> Option<Term> {
        let own = self.services.longest(message, at, true);
        let general = TRADE.longest(message, at, true);
        // "hacerme las uñas permanentes": the verb opens what the salon's own name says in full.
        if let Some(verb) = general.as_ref().filter(|g| g.reworded) {
            let longer = (at + 1..verb.to).find_map(|n| self.services.longest(message, n, true));
            if let Some(longer) = longer.filter(|own| own.to > verb.to) {
                return Some(Term { reworded: true, ..longer });
            }
        }
        // "Ondularme": the salon's own word for it goes before the trade's, unless the trade's is one for several services.
        let own = own.or_else(|| {
            let general = general.as_ref()?;
            let verb = general.verb.clone().filter(|verb| self.services.has(verb))?;
            Some(Term { canonical: verb, ..general.clone() })
        });
        match (own, general) {
            (Some(own), Some(general))
                if general.to == own.to
                    && general.verb.as_ref().is_some_and(|verb| self.services.has(verb))
                    && !self.families.contains(&content(&general.canonical)) =>
            {
                Some(own)
            }
            (Some(own), Some(general)) if general.to > own.to => Some(general),
            // A verb becomes the work it asks for, if the salon knows that word too.
            (Some(own), Some(general))
                if general.to == own.to && general.reworded && self.services.has(&general.canonical) =>
            {
                Some(general)
            }
            (Some(own), _) => Some(own),
            (None, general) => general,
        }
    }

    /// The stylist whose name begins at a token.
    pub(super) fn stylist(&self, message: &Message<'_>, at: usize) -> Option<Term> {
        self.stylists.longest(message, at, false)
    }

    /// A keyword of the owner's own answers.
    pub(super) fn own_faq(&self, message: &Message<'_>, at: usize) -> Option<Term> {
        self.faq.longest(message, at, false)
    }

    /// Whether a folded word stands in the name of some service, so that it says nothing about health by itself.
    pub(super) fn is_service_word(&self, message: &Message<'_>, from: usize, to: usize) -> bool {
        self.services.longest(message, from, true).is_some_and(|term| term.to >= to)
    }
}

/// What the trade calls its work.
static TRADE: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms::default();
    for (phrase, meaning) in SALON {
        terms.add_phrase(phrase.split(' ').map(str::to_owned).collect(), meaning);
    }
    terms
});

fn known_work(words: &[String]) -> bool {
    SALON.iter().any(|(phrase, _)| phrase.split(' ').eq(words.iter().map(String::as_str)))
}

/// The words of a name that carry it.
fn content(name: &str) -> Vec<String> {
    // "uñas" folds to the article "unas" and is none.
    let nails = |raw: &str| raw.to_lowercase() == "uñas";
    name.split(' ')
        .map(|raw| (raw, fold(raw)))
        .filter(|(raw, word)| !word.is_empty() && (nails(raw) || !JOINTS.contains(&word.as_str())))
        .map(|(_, word)| word)
        .collect()
}

/// Words that may stand inside a service and carry nothing.
const JOINTS: &[&str] = &[
    "de", "del", "la", "el", "los", "las", "me", "mi", "mis", "un", "una", "unas", "para", "en", "al", "a",
    "con", "pelo", "poco", "lo", "le", "nos", "se", "poquito", "te", "su", "sus", "tu", "y",
];
/// The same inside the trade's phrases and between the words of a message; "y" joins only where a name says so.
const AND: &str = "y";
/// A bare "sí" or "no" describes nothing.
const SHORTEST_TRAIT: usize = 4;
/// Shorter words are in too many names.
const TELLING: usize = 5;

#[derive(Debug, Default)]
struct Terms {
    by_word: BTreeMap<String, Vec<Entry>>,
    by_stem: BTreeMap<String, Vec<Entry>>,
}

#[derive(Debug, Clone)]
struct Entry {
    words: Vec<Part>,
    canonical: String,
    joined: bool,
    verb: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    Stem(String),
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Word(text) => text == word,
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

impl Terms {
    fn add(&mut self, words: Vec<String>, canonical: &str, joined: bool) {
        let Some(first) = words.first().cloned() else { return };
        let words = words.into_iter().map(Part::Word).collect();
        let entry = Entry { words, canonical: canonical.to_owned(), joined, verb: false };
        self.by_word.entry(first).or_default().push(entry);
    }

    fn add_phrase(&mut self, words: Vec<String>, canonical: &str) {
        let joined = words.iter().any(|w| w == AND);
        let verb = words.iter().any(|w| w.ends_with('*')) || fold(canonical) != words.join(" ");
        let parts: Vec<Part> = words
            .into_iter()
            .map(|word| match word.strip_suffix('*') {
                Some(stem) => Part::Stem(stem.to_owned()),
                None => Part::Word(word),
            })
            .collect();
        let entry = Entry { words: parts, canonical: canonical.to_owned(), joined, verb };
        match &entry.words[0] {
            Part::Word(word) => self.by_word.entry(word.clone()).or_default().push(entry),
            Part::Stem(stem) => {
                let key: String = stem.chars().take(3).collect();
                self.by_stem.entry(key).or_default().push(entry);
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        let words: Vec<Part> = content(name).into_iter().map(Part::Word).collect();
        let Some(Part::Word(first)) = words.first() else { return false };
        self.by_word.get(first).is_some_and(|entries| entries.iter().any(|e| e.words == words))
    }

    fn longest(&self, message: &Message<'_>, at: usize, loose: bool) -> Option<Term> {
        let token = message.tokens.get(at).filter(|t| t.kind == Kind::Word)?;
        let stems = token.norm.get(..3).and_then(|key| self.by_stem.get(key));
        let words = self.by_word.get(token.norm.as_str());
        let mut best: Option<Term> = None;
        for entry in words.into_iter().chain(stems).flatten() {
            let Some(to) = entry.matches(message, at, loose) else { continue };
            if best.as_ref().is_none_or(|term| to > term.to) {
                let guessed = message.tokens[at..to].iter().any(|t| t.guessed);
                let reworded = entry.verb || guessed;
                best =
                    Some(Term { to, canonical: entry.canonical.clone(), reworded, verb: entry.infinitive() });
            }
        }
        best
    }
}

impl Entry {
    /// "rizar pestanas" of the phrase `rizar* pestanas`; `None` if nothing in it is inflected.
    fn infinitive(&self) -> Option<String> {
        let inflected = self.words.iter().any(|part| matches!(part, Part::Stem(_)));
        let words = self.words.iter().map(|part| match part {
            Part::Word(word) | Part::Stem(word) => word.as_str(),
        });
        inflected.then(|| words.collect::<Vec<_>>().join(" "))
    }

    fn matches(&self, message: &Message<'_>, at: usize, loose: bool) -> Option<usize> {
        let mut at = at;
        for (n, part) in self.words.iter().enumerate() {
            let mut skipped = 0;
            loop {
                let token = message.tokens.get(at)?;
                let plus = self.joined && (token.raw == "+" || token.norm == AND);
                if token.kind == Kind::Word && part.fits(&token.norm) {
                    break;
                }
                let joint = loose && token.norm != AND && JOINTS.contains(&token.norm.as_str());
                if n == 0 || skipped == 3 || !(plus || joint) {
                    return None;
                }
                skipped += 1;
                at += 1;
            }
            at += 1;
        }
        Some(at)
    }
}
