//! Answers to what was asked: names, yes and no, and neither.
//!
//! Invariants: a yes is only ever read from whole words that mean one; beside a "no" or "no puedo" there is none; an
//! order to the assistant ("confirma gratis") is never one.

use super::{cues::Cue, message::Kind, names, scene::Scene, visits::spend};
use atrevete_domain::dialogue::{Act, Expected};

/// Whether a yes or a no would answer what was asked.
fn awaited(scene: &Scene<'_>) -> bool {
    scene.asked(&[Expected::Confirm, Expected::ConfirmName, Expected::Choose, Expected::Pay])
}

/// Reads a name: the answer to the question for one, or one that came by itself.
pub(super) fn name(scene: &mut Scene<'_>) {
    if scene.asked(&[Expected::ConfirmName, Expected::Name, Expected::Surname, Expected::AttendeeName]) {
        let asked = scene.expectation.asked.unwrap_or(Expected::Name);
        if let Some(cue) = scene.all(Cue::ItsMe).first().copied()
            && asked == Expected::ConfirmName
        {
            scene.take_cue(cue);
            scene.act(scene.cues[cue].from, Act::Accept);
            return;
        }
        if scene.has(Cue::Refuse) || scene.has(Cue::Why) {
            return;
        }
        let with = (0..scene.message.tokens.len()).find(|n| scene.message.norm(*n) == "con");
        let stylist = with.is_some_and(|n| scene.names.stylist(scene.message, n + 1).is_some());
        let with = if stylist { names::With::Stylist } else { names::With::Speaker };
        // "Con Marta", where a Marta works: herself or the stylist, who knows.
        scene.doubt |= stylist;
        if let Some(named) = names::answered(scene.message, asked, with) {
            let yes = scene.cues.iter().any(|c| c.kind == Cue::Yes && c.from < named.to);
            if yes && asked == Expected::ConfirmName {
                scene.act(named.from, Act::Accept);
            }
            give(scene, named);
            return;
        }
    }
    for cue in scene.all(Cue::NameIs) {
        let (from, to) = (scene.cues[cue].from, scene.cues[cue].to);
        // "para Marta", "somos dos" and "es para mi madre" introduce nobody here.
        if matches!(scene.message.norm(from), "es" | "somos" | "nombre" | "apellido" | "apellidos")
            && scene.expectation.asked.is_none()
        {
            continue;
        }
        if let Some(named) = names::introduced(scene.message, from, to) {
            scene.take_cue(cue);
            give(scene, named);
            return;
        }
    }
    // "Lucía, 7 años"; "sí, María López" to a question that was not for her name.
    let unasked = names::with_age(scene.message)
        .or_else(|| names::alone(scene.message))
        .or_else(|| names::put_right(scene.message));
    if let Some(named) = unasked {
        let salon = |i: &super::entities::Item| {
            i.from < named.to
                && named.from < i.to
                && matches!(i.what.class(), super::pattern::Class::Stylist | super::pattern::Class::Service)
        };
        if !scene.items.iter().any(salon) {
            give(scene, named);
        }
    }
}

fn give(scene: &mut Scene<'_>, named: names::Named) {
    scene.cover(named.from, named.to);
    for item in 0..scene.items.len() {
        if scene.items[item].from < named.to && named.from < scene.items[item].to {
            scene.used[item] = true;
        }
    }
    let inside = |c: &super::pattern::Found<Cue>| {
        c.from >= named.from && c.from < named.to && !matches!(c.kind, Cue::Greet)
    };
    scene.cues.retain(|c| !inside(c));
    for owner in &mut scene.owner {
        *owner = None;
    }
    scene.act(named.from, Act::GiveName(named.name));
}

/// Reads yes and no, after questions and wishes have taken what is theirs.
pub(super) fn yes_or_no(scene: &mut Scene<'_>) {
    if scene
        .acts
        .iter()
        .any(|(_, act)| matches!(act, Act::Accept | Act::Decline | Act::Cancel { .. } | Act::Move { .. }))
    {
        spend(scene, &[Cue::Yes, Cue::Okay, Cue::No, Cue::Fits, Cue::Unfit, Cue::That]);
        return;
    }
    if let Some(at) = keeping(scene) {
        let act = if would_lose(scene) { Act::Decline } else { Act::Later };
        spend(
            scene,
            &[Cue::Keep, Cue::Yes, Cue::Okay, Cue::No, Cue::Fits, Cue::Unfit, Cue::That, Cue::Later],
        );
        scene.act(at, act);
        return;
    }
    let later = scene.has(Cue::Later);
    let corrected = scene.acts.iter().any(|(_, act)| {
        matches!(act, Act::Want(_) | Act::Choose(_) | Act::GiveName(_) | Act::Usual(_) | Act::WaitingList(_))
    });
    let no = refusal(scene);
    let firm = [Cue::Yes, Cue::Keep].into_iter().flat_map(|kind| scene.all(kind)).min();
    let yes = firm.map(|n| scene.cues[n].from).or_else(|| {
        let soft = [Cue::Okay, Cue::Fits, Cue::That].into_iter().flat_map(|kind| scene.all(kind)).min();
        soft.filter(|_| awaited(scene)).map(|n| scene.cues[n].from)
    });
    let explicit = firm.is_some();
    spend(
        scene,
        &[
            Cue::Yes,
            Cue::Keep,
            Cue::Okay,
            Cue::No,
            Cue::Fits,
            Cue::Unfit,
            Cue::That,
            Cue::Emphatic,
            Cue::CantCome,
            Cue::Move,
        ],
    );
    match (yes, no) {
        (_, Some(_)) if corrected => {}
        (Some(yes), Some(no)) => {
            if explicit && scene.has(Cue::No) {
                scene.doubt = true;
            }
            scene.act(yes.min(no), Act::Decline);
        }
        (None, Some(no))
            if scene.asked(&[Expected::Pay]) && scene.cues.iter().any(|c| c.kind == Cue::Unfit) =>
        {
            scene.act(no, Act::PaymentFailed);
        }
        (None, Some(no)) if dropped(scene) => scene.act(no, Act::Later),
        (None, Some(no)) => scene.act(no, Act::Decline),
        (Some(_), None) if later => {}
        (Some(yes), None) if !corrected => accept(scene, yes, explicit),
        (Some(_) | None, None) => {}
    }
}

/// Where she says that what stands is to stay: "al final sí que voy" to "¿la anulo?", "la dejo como estaba" to new times.
pub(super) fn keeping(scene: &Scene<'_>) -> Option<usize> {
    let chooses = scene.asked(&[Expected::Choose, Expected::Date]);
    let leaves = |n: &usize| {
        let first = scene.cues[*n].from;
        [first, first + 1].iter().any(|at| {
            let word = scene.message.norm(*at);
            ["dej", "mant", "conserv"].iter().any(|stem| word.starts_with(stem))
        })
    };
    let cue = scene.all(Cue::Keep).into_iter().find(|n| would_lose(scene) || chooses && leaves(n))?;
    // "Ya iré, cancélala" says what it says.
    let cancelled = scene.acts.iter().any(|(_, act)| matches!(act, Act::Cancel { .. }));
    (!cancelled).then_some(scene.cues[cue].from)
}

/// "No, déjalo" to times that were shown gives the matter up; it does not ask for other times.
fn dropped(scene: &Scene<'_>) -> bool {
    let gives_up = |n: &usize| {
        let cue = &scene.cues[*n];
        (cue.from..cue.to).any(|at| {
            matches!(
                scene.message.norm(at),
                "dejalo" | "dejadlo" | "dejemoslo" | "olvidalo" | "olvidadlo" | "olvidemoslo" | "dejarlo"
            )
        })
    };
    scene.asked(&[Expected::Choose, Expected::Date, Expected::Service])
        && scene.all(Cue::No).iter().any(gives_up)
}

/// Whether the yes that is awaited would lose an appointment: what is shown stands already, with its day and services.
fn would_lose(scene: &Scene<'_>) -> bool {
    scene.asked(&[Expected::Confirm])
        && scene.expectation.options.iter().any(|o| o.date.is_some() && !o.names.is_empty())
}

fn accept(scene: &mut Scene<'_>, at: usize, explicit: bool) {
    // "Sí" beside a question that was not asked is a filler; alone it is an answer to nothing, which is for the
    // dialogue to say.
    let others =
        scene.acts.iter().any(|(_, act)| !matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat));
    if awaited(scene) || explicit && !others {
        let pays = scene.asked(&[Expected::Pay]) && done(scene);
        scene.act(at, if pays { Act::SaysPaid } else { Act::Accept });
    }
}

/// "ya está", "hecho", "listo", when the deposit is awaited.
fn done(scene: &Scene<'_>) -> bool {
    let done = ["hecho", "listo", "lista", "ya"];
    scene.cues.iter().any(|c| c.kind == Cue::Yes && done.contains(&scene.message.norm(c.from)))
}

/// Where a refusal stands, if it refuses what was asked and not only a day, a service or a stylist.
fn refusal(scene: &Scene<'_>) -> Option<usize> {
    if scene.has(Cue::Policy) {
        return None;
    }
    // "¿no hay otro día?", "más tarde": what was shown does not do.
    let shown = scene.asked(&[Expected::Choose, Expected::Confirm])
        && scene.expectation.options.iter().any(|o| o.date.is_some() || o.time.is_some());
    let refuses =
        |kind: Cue| matches!(kind, Cue::No | Cue::Unfit | Cue::CantCome) || shown && kind == Cue::Move;
    scene.cues.iter().find(|c| refuses(c.kind)).map(|c| c.from)
}

/// Emoji that stand for a yes or a no, where one is awaited and nothing else was said.
pub(super) fn emoji(scene: &mut Scene<'_>) {
    if scene.message.tokens.iter().any(|t| t.kind == Kind::Word) {
        return;
    }
    if !awaited(scene) {
        // A thumb or a heart after the last word closes the conversation like a "gracias".
        let glad = |t: &super::message::Token<'_>| {
            let sign = t.norm.trim_end_matches('\u{fe0f}');
            YES.contains(&sign) || GLAD.contains(&sign)
        };
        if scene.expectation.asked.is_none() && scene.message.tokens.iter().any(glad) {
            scene.act(0, Act::Thank);
        }
        return;
    }
    let shown = |signs: &[&str]| scene.message.tokens.iter().any(|t| signs.contains(&t.norm.as_str()));
    match (shown(YES), shown(NO)) {
        (true, false) => scene.act(0, Act::Accept),
        (false, true) => scene.act(0, Act::Decline),
        (true, true) | (false, false) => {}
    }
}

const YES: &[&str] = &["👍", "👌", "✅", "✔", "🆗", "🙌", "💪", "☑", "👏"];
const GLAD: &[&str] = &[
    "😊", "🙂", "😀", "😃", "😄", "😁", "😍", "🥰", "😘", "😉", "🤗", "🥳", "❤", "💕", "💖", "💗", "💜",
    "💙", "💛", "🙏", "🌹", "💋", "🎉",
];
const NO: &[&str] = &["👎", "❌", "🚫", "✖", "🙅", "🙅‍♀", "🙅‍♂", "⛔"];

/// Reads the ways of putting an answer off or refusing it.
pub(super) fn put_off(scene: &mut Scene<'_>) {
    neither(scene, [(Cue::Refuse, Act::Refuse), (Cue::Later, Act::Later)]);
}

/// Reads questions back, which only stand where nothing else was said.
pub(super) fn asked_back(scene: &mut Scene<'_>) {
    neither(scene, [(Cue::Why, Act::Why), (Cue::Repeat, Act::Repeat)]);
}

fn neither(scene: &mut Scene<'_>, kinds: [(Cue, Act); 2]) {
    let busy = |scene: &Scene<'_>| {
        scene.acts.iter().any(|(_, act)| !matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat))
    };
    for (kind, act) in kinds {
        let Some(cue) = scene.all(kind).first().copied() else { continue };
        let at = scene.cues[cue].from;
        let stands = match kind {
            // "Espera, mejor la 2" has thought already.
            Cue::Later if scene.acts.iter().any(|(from, a)| matches!(a, Act::Choose(_)) && *from > at) => {
                scene.take_cue(cue);
                false
            }
            Cue::Refuse | Cue::Later => !scene.acts.iter().any(|(_, a)| {
                matches!(
                    a,
                    Act::Complaint(_)
                        | Act::Person { .. }
                        | Act::Late { .. }
                        | Act::Medical(_)
                        | Act::PaymentFailed
                )
            }),
            Cue::Why | Cue::Repeat => !busy(scene),
            _ => false,
        };
        if stands {
            for cue in scene.all(kind) {
                scene.take_cue(cue);
            }
            scene.act(at, act);
        }
    }
}

/// "Hasta el jueves", alone, is a goodbye and no wish.
pub(super) fn farewell(scene: &mut Scene<'_>) {
    let wishing = scene.asked(&[Expected::Date, Expected::Time, Expected::Choose])
        || scene.cues.iter().any(|c| c.kind.wishes());
    let times = scene.free(super::pattern::Class::Time);
    let [item] = times[..] else { return };
    if !wishing && scene.message.norm(scene.items[item].from) == "hasta" && scene.acts.is_empty() {
        scene.take(item);
        scene.act(scene.items[item].from, Act::Goodbye);
    }
}

/// Reads courtesies.
pub(super) fn courtesy(scene: &mut Scene<'_>) {
    for (kind, act) in [(Cue::Greet, Act::Greet), (Cue::Thank, Act::Thank), (Cue::Goodbye, Act::Goodbye)] {
        let Some(cue) = scene.all(kind).first().copied() else { continue };
        if !scene.acts.iter().any(|(_, have)| *have == act) {
            scene.act(scene.cues[cue].from, act);
        }
        spend(scene, &[kind]);
    }
    let chat = scene.all(Cue::Chat).first().copied();
    if let Some(cue) = chat {
        let at = scene.cues[cue].from;
        spend(scene, &[Cue::Chat]);
        if !scene.acts.iter().any(|(_, act)| !matches!(act, Act::Greet | Act::Thank | Act::Goodbye)) {
            scene.act(at, Act::Chat);
        }
    }
    // "vale", "perfecto" when nothing was asked: a word of thanks, answered at most once.
    let okay = [Cue::Okay, Cue::Fits, Cue::That].into_iter().flat_map(|kind| scene.all(kind)).min();
    if scene.acts.is_empty()
        && let Some(cue) = okay
    {
        scene.act(scene.cues[cue].from, Act::Thank);
    }
    spend(scene, &[Cue::Polite, Cue::Sorry, Cue::Okay]);
}
