//! Which stylist is meant.
//!
//! Invariants: names are whole words and the longest wins, so that "Ana" is never "Ana María"; what is only nearly a
//! name is a question.

use super::tokens::{distance, words};
use crate::{
    salon::{Salon, Stylist},
    values::StylistId,
};

/// Who is meant by some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// She.
    One(StylistId),
    /// Perhaps one of these: asked, even where it is only one.
    Perhaps(Vec<StylistId>),
    /// Nobody who works here.
    Nobody,
}

impl Salon {
    /// Who is meant, among those who work here.
    pub fn who(&self, said: &str) -> Who {
        let said = words(said);
        let active = || self.stylists.iter().filter(|s| s.active);
        let named = |s: &Stylist| names(s).filter(|n| at(&said, n).is_some()).map(|n| n.len()).max();
        let longest = active().filter_map(named).max();
        if longest.is_some() {
            return one_or_perhaps(active().filter(|s| named(s) == longest).map(|s| s.id).collect());
        }
        let slipped: Vec<StylistId> =
            active().filter(|s| names(s).any(|n| swapped(&said, &n))).map(|s| s.id).collect();
        if let [one] = slipped[..] {
            return Who::One(one);
        }
        // "María" is a part of "Ana María" before it is a slip of "Marta".
        for nearly in [part_of, near] {
            let some: Vec<StylistId> =
                active().filter(|s| names(s).any(|n| nearly(&said, &n))).map(|s| s.id).collect();
            if !some.is_empty() {
                return Who::Perhaps(some);
            }
        }
        Who::Nobody
    }
}

fn one_or_perhaps(found: Vec<StylistId>) -> Who {
    match found[..] {
        [one] => Who::One(one),
        _ => Who::Perhaps(found),
    }
}

/// Her name and nicknames, word by word.
fn names(stylist: &Stylist) -> impl Iterator<Item = Vec<String>> {
    std::iter::once(&stylist.name).chain(&stylist.nicknames).map(|n| words(n)).filter(|n| !n.is_empty())
}

/// Where a whole name stands in what was said.
fn at(said: &[String], name: &[String]) -> Option<usize> {
    said.windows(name.len()).position(|w| w == name)
}

/// A name said but for letters that changed places, or that sound alike (b and v, a silent h).
fn swapped(said: &[String], name: &[String]) -> bool {
    let sound = |w: &str| w.replace('h', "").replace('v', "b").replace('y', "i");
    let letters = |w: &str| {
        let mut letters: Vec<char> = w.chars().collect();
        letters.sort_unstable();
        letters
    };
    let alike = |a: &String, b: &String| {
        let (x, y) = (sound(a), sound(b));
        let kin = x.chars().next() == y.chars().next() && letters(&x) == letters(&y) && distance(&x, &y) <= 1;
        a == b || (b.len() >= 4 && kin)
    };
    said.windows(name.len()).any(|w| w.iter().zip(name).all(|(a, b)| alike(a, b)))
}

/// A part of a longer name.
fn part_of(said: &[String], name: &[String]) -> bool {
    name.len() > 1 && name.iter().any(|n| n.len() >= 3 && said.contains(n))
}

/// One letter away from a name that is long enough for it.
fn near(said: &[String], name: &[String]) -> bool {
    let alike = |a: &String, b: &String| a == b || (b.len() >= 4 && distance(a, b) == 1);
    said.windows(name.len()).any(|w| w.iter().zip(name).all(|(a, b)| alike(a, b)))
}
