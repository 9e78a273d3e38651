//! What a customer tells of her hair unasked: "tengo el pelo por los hombros", "lo llevo muy largo".
//!
//! Invariant: only her words are taken; whether they answer a question is for the catalogue to say.

use super::{message::Kind, pattern::Class, scene::Scene};
use atrevete_domain::{dialogue::Expected, values::Words};

/// So many words describe hair; what comes later is another matter.
const LONGEST: usize = 6;

/// Reads descriptions of hair and marks them as read.
pub(super) fn read(scene: &mut Scene<'_>) -> Vec<Words> {
    let mut out = Vec::new();
    let mut at = 0;
    if let Some(words) = bare(scene) {
        return vec![words];
    }
    while at < scene.message.tokens.len() {
        let Some(from) = described(scene, at) else {
            at += 1;
            continue;
        };
        let to = end(scene, from);
        if to > from {
            out.push(Words::new(scene.message.said(from..to)));
            scene.cover(at, to);
        }
        at = to.max(at + 1);
    }
    out
}

/// "largo", "por los hombros": a whole message that describes hair, while something else is to be chosen.
fn bare(scene: &mut Scene<'_>) -> Option<Words> {
    let asked = scene.asked(&[Expected::Choose, Expected::Confirm, Expected::Date]);
    let words: Vec<usize> =
        (0..scene.message.tokens.len()).filter(|n| scene.message.tokens[*n].kind == Kind::Word).collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let hair = |n: &usize| HAIR.contains(&scene.message.norm(*n));
    let fits = asked && scene.acts.is_empty() && words.len() <= LONGEST && words.iter().any(hair);
    if !fits || !scene.items.is_empty() || scene.message.asks(first) {
        return None;
    }
    scene.cover(first, last + 1);
    Some(Words::new(scene.message.said(first..last + 1)))
}

/// Words that say how long hair is, or where it ends.
const HAIR: &[&str] = &[
    "corto",
    "corta",
    "cortito",
    "largo",
    "larga",
    "larguito",
    "larguisimo",
    "medio",
    "melena",
    "hombro",
    "hombros",
    "cintura",
    "pecho",
    "espalda",
    "barbilla",
];

/// Where the description begins after "tengo el pelo", "lo llevo".
fn described(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let norm = |n: usize| scene.message.norm(n);
    let have = |n: usize| matches!(norm(n), "tengo" | "llevo" | "tiene" | "lleva");
    let hair = |n: usize| matches!(norm(n), "pelo" | "melena" | "cabello");
    let article = |n: usize| matches!(norm(n), "el" | "la" | "un" | "una" | "mi");
    if have(at) {
        let after = if article(at + 1) { at + 2 } else { at + 1 };
        if hair(after) && !known(scene, at + 1, at + 2) {
            return Some(after + 1);
        }
        // "Tengo media melena".
        return known(scene, at + 1, at + 3).then_some(at + 1);
    }
    if matches!(norm(at), "lo" | "la") && have(at + 1) {
        return (norm(at) == "lo" || known(scene, at + 2, at + 4)).then_some(at + 2);
    }
    // "Me llega a media espalda", "las mías son de media melena".
    let reaches = matches!(norm(at), "me" | "le") && matches!(norm(at + 1), "llega" | "llegan" | "queda");
    let are = matches!(norm(at), "son" | "es") && norm(at + 1) == "de";
    ((reaches || are) && known(scene, at + 2, at + LONGEST)).then_some(at + 2)
}

/// Whether the words of a range, up to the end of the clause, say how somebody's hair is.
fn known(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let words: Vec<&str> =
        (from..to).map(|n| scene.message.norm(n)).take_while(|word| !word.is_empty()).collect();
    words.iter().any(|word| HAIR.contains(word)) || scene.names.holds_trait(&words.join(" "))
}

/// Whether words describe hair in a way that may answer something, and not only its state ("fatal").
pub(super) fn telling(scene: &Scene<'_>, said: &Words) -> bool {
    let folded = said.folded();
    folded.split(' ').any(|word| HAIR.contains(&word)) || scene.names.holds_trait(&folded)
}

/// The end of the clause, of the description's greatest length, or the next time or service.
fn end(scene: &Scene<'_>, from: usize) -> usize {
    let taken = |n: usize| {
        scene.items.iter().any(|i| {
            matches!(i.what.class(), Class::Time | Class::Service | Class::Stylist) && i.from <= n && n < i.to
        })
    };
    // "Largo, por la cintura": what follows the comma says it again and better.
    let on = |n: usize| scene.message.tokens[n].kind == Kind::Comma && known(scene, n + 1, n + 4);
    (from..scene.message.tokens.len())
        .take(LONGEST)
        .take_while(|n| {
            (scene.message.tokens[*n].kind == Kind::Word || *n > from && on(*n))
                && !matches!(scene.message.norm(*n), "y" | "pero" | "para" | "que")
                && !taken(*n)
        })
        .last()
        .map_or(from, |n| n + 1)
}
