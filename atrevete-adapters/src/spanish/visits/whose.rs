//! Which visit is meant, and whose.

use crate::spanish::{cues::Cue, pattern::Class, people, scene::Scene, vocabulary::FIRST};
use atrevete_domain::{
    dialogue::Which,
    values::Words,
    when::{Day, When},
};

pub(super) fn services_and_whose(scene: &mut Scene<'_>, which: &mut Which) {
    for item in scene.free(Class::Service) {
        if let Some(words) = scene.words(item).cloned() {
            which.services.push(words);
        }
        scene.take(item);
    }
    let mut owners = owner_words(scene);
    for item in scene.free(Class::Person) {
        let from = scene.items[item].from;
        if matches!(from.checked_sub(1).map_or("", |n| scene.message.norm(n)), "de" | "para")
            || people::is_for(scene, item)
            || cannot_come(scene, item)
        {
            owners.extend(scene.words(item).cloned().map(|words| (from, words)));
        }
        scene.take(item);
    }
    // "la mía, pero la de mi hermana déjala", "no la suya, la mía": the first that is not kept.
    owners.retain(|(at, _)| !kept(scene, *at));
    owners.sort_by_key(|(at, _)| *at);
    which.whose = owners.into_iter().next().map(|(_, words)| words);
}

/// Whether the visit of whoever is named here is left out: "no la suya", "menos la de mi hermana".
fn kept(scene: &Scene<'_>, at: usize) -> bool {
    (1..=3).filter_map(|n| at.checked_sub(n)).any(|n| {
        matches!(scene.message.norm(n), "no" | "menos" | "salvo" | "excepto")
            && matches!(scene.message.norm(n + 1), "la" | "lo" | "el" | "a")
    })
}

/// "mi hermana no puede", "mi hijo al final no viene": it is the visit of that person that is spoken of, unless the
/// customer names her own.
fn cannot_come(scene: &Scene<'_>, item: usize) -> bool {
    let after = |n: usize| scene.message.norm(scene.items[item].to + n);
    let not = if after(0) == "al" && after(1) == "final" { 2 } else { 0 };
    let absent = matches!(
        after(not + 1),
        "puede"
            | "pueden"
            | "viene"
            | "vienen"
            | "vendra"
            | "vendran"
            | "podra"
            | "podran"
            | "va"
            | "van"
            | "quiere"
    );
    let own = (0..scene.message.tokens.len()).any(|n| {
        scene.message.norm(n) == "mi" && matches!(scene.message.norm(n + 1), "cita" | "hora" | "reserva")
    });
    after(not) == "no" && absent && !own
}

/// "la suya", "solo la mía", "la de Irene": whose visit of several is meant, where nobody of hers is named.
fn owner_words(scene: &Scene<'_>) -> Vec<(usize, Words)> {
    let free = |n: usize| !scene.items.iter().any(|i| i.from <= n && n < i.to);
    let article = |n: Option<usize>| {
        matches!(n.map_or("", |n| scene.message.norm(n)), "la" | "lo" | "el" | "cita" | "hora")
    };
    (1..scene.message.tokens.len())
        .filter(|n| {
            let word = scene.message.norm(*n);
            let pronoun = matches!(word, "suya" | "suyo" | "mia" | "mio") && article(n.checked_sub(1));
            let name = FIRST.contains(&word)
                && scene.message.norm(n - 1) == "de"
                && article(n.checked_sub(2))
                && free(*n);
            pronoun || name
        })
        .map(|n| (n, Words::new(scene.message.norm(n))))
        .collect()
}

/// Which appointment is meant, of what belongs to a question about one's own.
pub(in crate::spanish) fn which(scene: &mut Scene<'_>, cues: &[Cue]) -> Which {
    let mut which = Which::default();
    let owned =
        |scene: &Scene<'_>, item: usize| scene.owner[item].is_none_or(|c| cues.contains(&scene.cues[c].kind));
    for item in scene.free(Class::Time) {
        if owned(scene, item) {
            let when = scene.when(item).cloned();
            scene.take(item);
            which.when = match (which.when.take(), when) {
                (Some(first), Some(second)) => Some(both(first, second)),
                (first, second) => second.or(first),
            };
        }
    }
    for item in scene.free(Class::Service) {
        if owned(scene, item) {
            which.services.extend(scene.words(item).cloned());
            scene.take(item);
        }
    }
    for item in scene.free(Class::Stylist) {
        if owned(scene, item) {
            which.with = scene.words(item).cloned();
            scene.take(item);
        }
    }
    for item in scene.free(Class::Person) {
        if owned(scene, item) {
            which.whose = scene.words(item).cloned();
            scene.take(item);
        }
    }
    which
}

fn both(first: When, second: When) -> When {
    let said = Words::new(format!("{} o {}", first.said, second.said));
    let day = match (first.day, second.day) {
        (Some(a), Some(b)) => Some(Day::AnyOf(vec![a, b])),
        (a, b) => a.or(b),
    };
    When { day, time: second.time.or(first.time), said }
}
