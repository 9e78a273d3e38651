//! Slips of the keyboard, put right against the words that the reader knows.
//!
//! Invariants: a known word is never changed; a word is changed only to the one word it sounds like, or to the one
//! word a single slip away; capitals inside a sentence are a name's and stay.

use super::{
    cues::PHRASES,
    vocabulary::{COMMON, FILLERS, FIRST, KIN, PARTICLES, SALON, SECOND, STYLES, SURNAMES},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Words that are spelled right, and how to get to them from a slip.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
    /// What words sound like; `None` where several do.
    sounds: BTreeMap<String, Option<String>>,
    /// Words with one letter left out; `None` where several come out alike.
    slips: BTreeMap<String, Option<String>>,
}

/// Shorter words are not put right by a slip: too many are one letter apart.
const SHORTEST_SLIP: usize = 5;
/// Shorter words are not put right at all.
const SHORTEST: usize = 4;

impl Vocabulary {
    /// Adds a folded word that others may be put right to.
    pub(super) fn add(&mut self, word: &str) {
        if word.len() < 2 || !self.words.insert(word.to_owned()) {
            return;
        }
        if word.len() >= SHORTEST {
            note(&mut self.sounds, sound(word), word);
        }
        if word.len() >= SHORTEST_SLIP {
            note(&mut self.slips, word.to_owned(), word);
            for shorter in without_one(word) {
                note(&mut self.slips, shorter, word);
            }
        }
    }

    /// Adds a word that is right as it is and no target.
    fn know(&mut self, word: &str) {
        self.words.insert(word.to_owned());
    }

    fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
            || (3..=word.len()).any(|n| word.get(..n).is_some_and(|stem| self.stems.contains(stem)))
    }

    fn by_sound(&self, word: &str) -> Option<&str> {
        self.sounds.get(&sound(word))?.as_deref()
    }

    fn by_slip(&self, word: &str) -> Option<&str> {
        let mut meant: Option<&str> = None;
        for shorter in std::iter::once(word.to_owned()).chain(without_one(word)) {
            match self.slips.get(&shorter) {
                None => {}
                Some(None) => return None,
                Some(Some(found)) if !is_one_slip(word, found) => {}
                Some(Some(found)) => match meant {
                    Some(other) if other != found => return None,
                    _ => meant = Some(found),
                },
            }
        }
        meant.filter(|found| found.get(..1) == word.get(..1))
    }
}

fn note(index: &mut BTreeMap<String, Option<String>>, key: String, word: &str) {
    index
        .entry(key)
        .and_modify(|found| {
            if found.as_deref() != Some(word) {
                *found = None;
            }
        })
        .or_insert_with(|| Some(word.to_owned()));
}

/// The words of the language that the reader knows.
static GENERAL: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary::default();
    PHRASES.words().for_each(|word| all.add(word));
    for (phrase, _) in SALON {
        for word in phrase.split(' ').filter(|w| !w.ends_with('*')) {
            all.add(word);
        }
    }
    for (word, _) in KIN {
        all.add(word);
    }
    PHRASES
        .stems()
        .chain(SALON.iter().flat_map(|(p, _)| p.split(' ')).filter_map(|w| w.strip_suffix('*')))
        .for_each(|stem| {
            all.stems.insert(stem.to_owned());
        });
    for list in [FILLERS, COMMON, FIRST, SECOND, SURNAMES, PARTICLES, STYLES, TIMES] {
        for word in list {
            all.know(word);
        }
    }
    all
});

/// Words of time: another module reads them, none of them is a slip of anything.
const TIMES: &[&str] = &[
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "sabados",
    "domingo",
    "domingos",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "hoy",
    "manana",
    "pasado",
    "tarde",
    "tardes",
    "mediodia",
    "madrugada",
    "finde",
    "quincena",
    "proximo",
    "proxima",
    "proximos",
    "proximas",
    "viene",
    "vienen",
    "entrante",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "veinte",
    "treinta",
    "cuarenta",
    "cincuenta",
    "media",
    "cuarto",
    "punto",
    "hora",
    "horas",
    "minuto",
    "minutos",
    "semana",
    "semanas",
    "partir",
    "mediados",
    "principios",
    "finales",
    "primera",
    "ultima",
    "temprano",
];

/// The folded word put right, and whether that took a guess. `starts` says that a capital means nothing here.
pub(super) fn put_right(raw: &str, folded: &str, names: &Vocabulary, starts: bool) -> (String, bool) {
    if folded == "si" && raw.chars().any(|c| matches!(c, 'í' | 'Í')) {
        return ("sí".to_owned(), false);
    }
    let general = &*GENERAL;
    let known = |word: &str| general.knows(word) || names.knows(word);
    // Whoever writes in capitals throughout gives no word more of a name's look than another.
    let shouted = raw.chars().count() >= SHORTEST && raw.chars().all(char::is_uppercase);
    let named = !starts && raw.starts_with(char::is_uppercase) && !shouted;
    if folded.len() < SHORTEST || named || known(folded) {
        return (folded.to_owned(), false);
    }
    let calm = without_doubles(folded);
    if calm != folded && known(&calm) {
        return (calm, false);
    }
    if let Some(word) = names.by_sound(folded).or_else(|| general.by_sound(folded)) {
        return (word.to_owned(), false);
    }
    if folded.len() >= SHORTEST_SLIP
        && folded.len() <= LONGEST
        && let Some(word) = names.by_slip(folded).or_else(|| general.by_slip(folded))
    {
        return (word.to_owned(), true);
    }
    (folded.to_owned(), false)
}

/// Whether a folded word is an ordinary one: no name that nobody here has heard of.
pub(super) fn is_ordinary(word: &str) -> bool {
    GENERAL.knows(word)
}

/// No word that is known is longer.
const LONGEST: usize = 24;

/// How a word sounds: b and v, c and z and s, ll and y, g and j alike, no h.
fn sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut n = 0;
    while let Some(&c) = letters.get(n) {
        let next = letters.get(n + 1).copied();
        let soft = matches!(next, Some('e' | 'i'));
        let (heard, used) = match (c, next) {
            ('c', Some('h')) => ('%', 2),
            ('h', _) => (' ', 1),
            ('v' | 'w', _) => ('b', 1),
            ('z', _) => ('s', 1),
            ('c', _) if soft => ('s', 1),
            ('q' | 'k', Some('u')) if matches!(letters.get(n + 2), Some('e' | 'i')) => ('k', 2),
            ('c' | 'q', _) => ('k', 1),
            ('l', Some('l')) => ('y', 2),
            ('g', _) if soft => ('j', 1),
            ('g', Some('u')) if matches!(letters.get(n + 2), Some('e' | 'i')) => ('g', 2),
            (c, Some(d)) if c == d && c != 'r' => (' ', 1),
            (c, _) => (c, 1),
        };
        if heard != ' ' {
            out.push(heard);
        }
        n += used;
    }
    out
}

fn without_one(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(move |(at, c)| {
        let mut shorter = String::with_capacity(word.len());
        shorter.push_str(&word[..at]);
        shorter.push_str(&word[at + c.len_utf8()..]);
        shorter
    })
}

fn without_doubles(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Whether one letter was left out, added, exchanged or swapped with its neighbour.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a.len() + 1 == b.len() && rest_a == &rest_b[1..],
        std::cmp::Ordering::Greater => b.len() + 1 == a.len() && &rest_a[1..] == rest_b,
        std::cmp::Ordering::Equal => {
            let swapped = rest_a.len() >= 2
                && rest_a[0] == rest_b[1]
                && rest_a[1] == rest_b[0]
                && rest_a[2..] == rest_b[2..];
            rest_a.is_empty() || rest_a[1..] == rest_b[1..] || swapped
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(word: &str) -> String {
        put_right(word, word, &Vocabulary::default(), true).0
    }

    #[test]
    fn slips_are_put_right_and_words_are_left_alone() {
        for (typed, meant) in [
            ("sita", "cita"),
            ("zita", "cita"),
            ("mecahs", "mechas"),
            ("peluqeria", "peluqueria"),
            ("canselar", "cancelar"),
        ] {
            assert_eq!(right(typed), meant, "{typed}");
        }
        for word in
            ["corte", "color", "casa", "misa", "marta", "siguiente", "noviembre", "carta", "puntos", "ainhoa"]
        {
            assert_eq!(right(word), word);
        }
    }
}
