//! From a scene to acts, in the order in which readings exclude each other.
//!
//! Invariants: there is always an act; orders to the assistant yield nothing but [`Act::Unclear`]; `complete` is true
//! only if every word is accounted for and no reading was doubtful.

use super::{
    answers, choices,
    cues::Cue,
    lexicon::Prepared,
    message::{Kind, Message},
    questions,
    scene::Scene,
    visits,
    vocabulary::FILLERS,
    wish,
};
use atrevete_domain::{
    dialogue::{Act, Asking, Expectation, Heard},
    values::{Instant, fold},
};

/// Reads a message.
pub(super) fn read(text: &str, sent_at: Instant, expectation: &Expectation, names: &Prepared) -> Heard {
    let shown = expectation
        .options
        .iter()
        .flat_map(|o| &o.names)
        .flat_map(|n| fold(n).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let message = Message::new(text, &names.names, &shown);
    let mut scene = Scene::new(&message, names, expectation);
    acts(&mut scene);
    foreign(&mut scene);
    let unclear = scene.acts.is_empty();
    if unclear {
        let act =
            questions::open_question(&scene).map_or(Act::Unclear, |words| Act::Ask(Asking::Other(words)));
        scene.acts.push((0, act));
    }
    scene.acts.sort_by_key(|(at, _)| *at);
    let complete = !unclear && complete(&scene);
    let formal = scene.formal;
    let mut acts: Vec<Act> = scene.acts.into_iter().map(|(_, act)| act).collect();
    acts.dedup();
    Heard { acts, sent_at, complete, formal, by_rules: true }
}

fn acts(scene: &mut Scene<'_>) {
    if scene.has(Cue::Injection) {
        return;
    }
    answers::name(scene);
    questions::prune(scene);
    scene.settle();
    super::strangers::read(scene);
    questions::matters(scene);
    visits::read(scene);
    questions::ask(scene);
    questions::adopt(scene);
    choices::read(scene);
    answers::put_off(scene);
    answers::farewell(scene);
    wish::read(scene);
    answers::asked_back(scene);
    answers::yes_or_no(scene);
    answers::emoji(scene);
    answers::courtesy(scene);
    tidy(scene);
}

/// An appointment that is only mentioned is asked about; a wish that repeats another act is none.
fn tidy(scene: &mut Scene<'_>) {
    let matter =
        scene.acts.iter().any(|(_, act)| !matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat));
    if !matter && let Some(cue) = scene.all(Cue::Mine).first().copied() {
        let at = scene.cues[cue].from;
        let which = visits::which(scene, &[Cue::Mine]);
        visits::spend(scene, &[Cue::Mine]);
        scene.acts.retain(|(_, act)| !matches!(act, Act::Chat));
        scene.act(at, Act::Ask(Asking::OwnAppointments(which)));
    }
}

/// A "hello" before words of which hardly any is known says nothing about the rest.
fn foreign(scene: &mut Scene<'_>) {
    let courteous = scene.acts.iter().all(|(_, act)| matches!(act, Act::Greet | Act::Thank | Act::Goodbye));
    let strange = |n: usize| {
        let token = &scene.message.tokens[n];
        token.kind == Kind::Word && !scene.covered[n] && !FILLERS.contains(&token.norm.as_str())
    };
    if courteous && (0..scene.message.tokens.len()).filter(|n| strange(*n)).count() >= 3 {
        scene.acts.clear();
    }
}

/// Whether every word is accounted for.
fn complete(scene: &Scene<'_>) -> bool {
    let words = scene.message.tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Word);
    let accounted = words.into_iter().all(|(n, t)| scene.covered[n] || FILLERS.contains(&t.norm.as_str()));
    let left = (0..scene.items.len()).any(|n| {
        !scene.used[n]
            && matches!(
                scene.items[n].what.class(),
                super::pattern::Class::Service | super::pattern::Class::Time | super::pattern::Class::Stylist
            )
    });
    let guessed = scene.message.tokens.iter().any(|t| t.guessed);
    accounted && !left && !guessed && !scene.doubt
}
