//! What a choice names: an offer, a service, an answer, by number, hour, stylist or words.

use super::{Choice, turn::Turn};
use crate::{
    booking::Arrangement,
    values::{ServiceId, Words, fold},
    when::{Resolution, TimeWindow, When},
};

impl Turn<'_> {
    /// The services that a choice among `of` names.
    pub(super) fn pick_services(&self, of: &[ServiceId], choice: &Choice) -> Vec<ServiceId> {
        if choice.all {
            return of.to_vec();
        }
        if let Some(words) = &choice.named {
            return self.narrow(of, words);
        }
        index(of.len(), choice).map(|i| of[i]).into_iter().collect()
    }

    /// Those of `of` whose name, variant or synonyms carry the words; the best of them when they carry them differently well.
    pub(super) fn narrow(&self, of: &[ServiceId], words: &Words) -> Vec<ServiceId> {
        let said = words.folded();
        let said: Vec<&str> = said.split(' ').filter(|w| w.len() > 1 && !FILLER.contains(w)).collect();
        let score = |id: &ServiceId| -> usize {
            let Some(s) = self.service(*id) else { return 0 };
            let mut text = fold(&s.name);
            for extra in s.variant.iter().chain(&s.synonyms) {
                text.push(' ');
                text.push_str(&fold(extra));
            }
            let have: Vec<&str> = text.split(' ').collect();
            said.iter().filter(|w| have.iter().any(|h| same_word(h, w))).count()
        };
        let best = of.iter().map(score).max().unwrap_or(0);
        if best == 0 {
            return Vec::new();
        }
        of.iter().copied().filter(|id| score(id) == best).collect()
    }

    /// The one offer that a choice names, if it names one.
    pub(super) fn pick_offer(&self, offers: &[Arrangement], choice: &Choice) -> Option<Arrangement> {
        let mut fits: Vec<&Arrangement> = match index(offers.len(), choice) {
            Some(i) if choice.when.is_none() && choice.with.is_none() => vec![&offers[i]],
            _ => offers.iter().collect(),
        };
        if let Some(with) = &choice.with {
            let who = self.find_stylist(with)?;
            fits.retain(|o| o.0.iter().any(|s| s.stylist == who));
        }
        if let Some(when) = &choice.when {
            fits.retain(|o| self.offer_is_at(o, when));
        }
        fits.sort_by_key(|o| o.0.iter().map(|s| s.span.from).min());
        let one = match (choice.earliest || choice.any, choice.latest || choice.last) {
            (true, _) => fits.first(),
            (false, true) => fits.last(),
            (false, false) if fits.len() == 1 => fits.first(),
            (false, false) => None,
        };
        let named = choice.with.is_some()
            || choice.when.is_some()
            || choice.nth.is_some()
            || choice.earliest
            || choice.latest
            || choice.last
            || choice.any;
        one.filter(|_| named).map(|o| (*o).clone())
    }

    /// Whether an offer lies at what was said, in the salon's clock.
    pub(super) fn offer_is_at(&self, offer: &Arrangement, when: &When) -> bool {
        match self.resolve(when) {
            Resolution::Clear(wish) => {
                let starts: Vec<_> = offer.0.iter().map(|s| self.local(s.span.from)).collect();
                let day =
                    !wish.has_day() || starts.iter().any(|t| wish.days.iter().any(|d| d.contains(t.date())));
                day && starts.iter().any(|t| fits_window(&wish.window, t.time()))
            }
            Resolution::WhichDay { of, window } => {
                let first = offer.0.first().map(|s| self.local(s.span.from));
                first.is_some_and(|t| of.contains(&t.date()) && fits_window(&window, t.time()))
            }
            Resolution::NoSuchDay | Resolution::Past(_) => false,
        }
    }

    /// A choice that names no offer is a wish: "a las doce" when twelve was not offered.
    pub(super) fn choice_as_wish(&mut self, choice: &Choice) -> bool {
        let mut changed = false;
        if let Some(when) = &choice.when {
            changed |= self.set_when(when);
        }
        if let Some(with) = &choice.with {
            changed |= self.set_stylist(with);
        }
        changed
    }
}

const FILLER: &[&str] = &[
    "la", "el", "de", "del", "los", "las", "un", "una", "lo", "para", "con", "mas", "quiero", "mejor", "ese",
    "esa",
];

/// Whether two folded words are the same, plural and gender aside.
fn same_word(have: &str, said: &str) -> bool {
    // "larga" is "largo" and "caballeros" "caballero"; "hombro" is no "hombre".
    let one = |w: &str| w.strip_suffix('s').unwrap_or(w).to_owned();
    let stem = |w: &str| {
        let one = one(w);
        one.strip_suffix(['o', 'a']).map(str::to_owned).unwrap_or(one)
    };
    let plural = |a: &str, b: &str| one(a) == one(b) || format!("{a}es") == b || format!("{b}es") == a;
    have == said || (said.len() > 3 && (plural(have, said) || stem(have) == stem(said)))
}

/// The position that a choice names by number or end.
pub(super) fn index(len: usize, choice: &Choice) -> Option<usize> {
    if len == 0 {
        return None;
    }
    match choice.nth {
        Some(n) => usize::from(n).checked_sub(1).filter(|i| *i < len),
        None if choice.last => Some(len - 1),
        None if choice.any => Some(0),
        None => None,
    }
}

/// The answer whose texts share most words with what was said, if one does best.
pub(super) fn best_text(texts: &[Vec<String>], said: &str) -> Option<usize> {
    // Her words as they stand, inside one answer only, settle it.
    let whole = |text: &String| format!(" {text} ").contains(&format!(" {said} "));
    let mut holding = texts.iter().enumerate().filter(|(_, t)| t.iter().any(whole));
    if let (Some((only, _)), None) = (holding.next(), holding.next()) {
        return Some(only);
    }
    let words: Vec<&str> = said.split(' ').filter(|w| !FILLER.contains(w)).collect();
    // Among texts with the same words the one that says nothing else is meant: "largo" is not "muy largo".
    let score = |t: &Vec<String>| -> usize {
        t.iter()
            .map(|text| {
                let have: Vec<&str> = text.split(' ').filter(|w| !FILLER.contains(w)).collect();
                let met = words.iter().filter(|w| have.iter().any(|h| same_word(h, w))).count();
                2 * met + usize::from(met > 0 && met >= have.len())
            })
            .max()
            .unwrap_or(0)
    };
    let scores: Vec<usize> = texts.iter().map(score).collect();
    let best = *scores.iter().max()?;
    let mut fits = scores.iter().enumerate().filter(|(_, s)| **s == best);
    let (first, _) = fits.next()?;
    (best > 0 && fits.next().is_none()).then_some(first)
}

/// Whether a start lies in the hours said.
pub(super) fn fits_window(window: &TimeWindow, time: chrono::NaiveTime) -> bool {
    let part = window.part.is_none_or(|p| p.holds(time));
    let at = window.at.is_empty() || window.at.contains(&time);
    let minute = window.minute.is_none_or(|m| chrono::Timelike::minute(&time) == u32::from(m));
    part && at && minute && window.from.is_none_or(|f| f <= time) && window.to.is_none_or(|t| time < t)
}
