//! Yes and no to questions whose options say them: "1. Sí, llevo / 2. No, no llevo".
//!
//! Invariant: what a "no" is followed by explains it and chooses nothing ("no, no tengo mucho" is no "mucho").

use super::{cues::Cue, message::Kind, pattern::Class, scene::Scene};
use atrevete_domain::{
    dialogue::{Act, Choice, Expected},
    values::fold,
};

/// Explanations are so short; what is longer may be another matter.
const LONGEST: usize = 6;

/// Reads such an answer; whether there was one.
pub(super) fn read(scene: &mut Scene<'_>) -> bool {
    if !scene.asked(&[Expected::Choose]) {
        return false;
    }
    let Some((at, said)) = said(scene) else { return false };
    let Some(nth) = option(scene, said) else { return false };
    if scene.cues.iter().any(|c| matches!(c.kind, Cue::Nth(_) | Cue::Refuse | Cue::Later)) {
        return false;
    }
    scene.act(at, Act::Choose(Choice { nth: Some(nth), ..Choice::default() }));
    super::visits::spend(scene, &[Cue::Yes, Cue::No, Cue::Okay, Cue::Unfit]);
    scene.cover(at, at + 1);
    explanation(scene, at);
    true
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    No,
}

/// The first word of the message that says yes or no, and where it stands; "no sé" says neither.
fn said(scene: &Scene<'_>) -> Option<(usize, Said)> {
    let norm = |n: usize| scene.message.norm(n);
    let polar = |n: usize| match norm(n) {
        "sí" => Some(Said::Yes),
        "si" if scene.message.starts_clause(n) && n < 3 => Some(Said::Yes),
        "no" | "nop" | "nope" | "nada" | "nunca" | "tampoco" | "ninguno" | "ninguna" | "sin" => {
            Some(Said::No)
        }
        "va" if n > 0 && norm(n - 1) == "que" => Some(Said::No),
        _ => None,
    };
    let (at, said) = (0..scene.message.tokens.len()).find_map(|n| Some((n, polar(n)?)))?;
    let unsure = (at..scene.message.tokens.len())
        .any(|n| norm(n) == "se" && matches!(norm(n.saturating_sub(1)), "no" | "lo"));
    let wished = scene.has(Cue::Wish) || scene.has(Cue::Visit) || scene.has(Cue::Correction);
    (!unsure && !wished && !scene.message.asks(at)).then_some((at, said))
}

/// The one option that begins with it, where others begin otherwise.
fn option(scene: &Scene<'_>, said: Said) -> Option<u8> {
    let word = if said == Said::Yes { "si" } else { "no" };
    let begins = |word: &str| -> Vec<usize> {
        let shown = scene.expectation.options.iter().enumerate();
        let first = |name: &String| fold(name).split(' ').next().is_some_and(|w| w.trim_matches(',') == word);
        shown.filter(|(_, o)| o.names.iter().any(first)).map(|(n, _)| n).collect()
    };
    let [only] = begins(word)[..] else { return None };
    let other = if said == Said::Yes { "no" } else { "si" };
    (!begins(other).is_empty()).then(|| u8::try_from(only + 1).ok()).flatten()
}

/// Marks as read what explains the answer: a few words up to the end of the sentence, without a day or a stylist.
fn explanation(scene: &mut Scene<'_>, at: usize) {
    let sentence = scene.message.sentence(at);
    for item in scene.free(Class::Service) {
        // "Las llevo sin pintar" speaks of what is there, and wishes nothing away.
        let from = scene.items[item].from;
        if sentence.contains(&from) && (at..from).any(|n| scene.message.norm(n) == "sin" || n == at) {
            scene.take(item);
        }
    }
    let other = [Class::Time, Class::Stylist, Class::Person]
        .into_iter()
        .flat_map(|class| scene.free(class))
        .any(|item| sentence.contains(&scene.items[item].from));
    let words = sentence.clone().filter(|n| *n > at && scene.message.tokens[*n].kind == Kind::Word).count();
    if !other && words <= LONGEST {
        scene.cover(sentence.start, sentence.end);
        // "Sin" has explained and refuses nothing by itself.
        scene.cues.retain(|c| c.kind != Cue::Without || !sentence.contains(&c.from));
        for owner in &mut scene.owner {
            *owner = None;
        }
    }
}
