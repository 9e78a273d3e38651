//! Which phrases stand: the longer of those that overlap, less those that something else in the message makes void.

use super::Scene;
use crate::spanish::{cues::Cue, entities::Thing, pattern::Found};
use atrevete_domain::dialogue::Expected;

impl Scene<'_> {
    /// Of overlapping phrases the one with more words stands, then the weightier.
    pub(super) fn choose(&mut self, mut found: Vec<Found<Cue>>) {
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
        let words: Vec<&str> = (found.from..=found.to).map(norm).collect();
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
    pub(super) fn absorb(&mut self) {
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
