//! An appointment that exists: cancelling it, moving it, coming late to it.
//!
//! Invariant: a question about cancelling ("si cancelo, ¿qué pasa?") and a refusal to ("no canceles nada") cancel
//! nothing.

mod late;
mod moving;
mod whose;

pub(super) use whose::which;

use super::{cues::Cue, pattern::Class, polarity::refused, scene::Scene};
use atrevete_domain::{
    dialogue::{Act, Expected, Which},
    values::Words,
    when::When,
};

/// Reads what is said of an appointment that exists.
pub(super) fn read(scene: &mut Scene<'_>) {
    if scene.has(Cue::Policy) {
        return;
    }
    late::late(scene);
    let cancels = cancels(scene);
    let moves = moves(scene, cancels.is_some());
    if let Some(cue) = moves {
        moving::move_it(scene, cue);
    } else if let Some(cue) = cancels {
        cancel(scene, cue);
    }
}

/// The phrase that cancels, if one does.
fn cancels(scene: &mut Scene<'_>) -> Option<usize> {
    let cue = scene.all(Cue::Cancel).into_iter().find(|n| !negated(scene, scene.cues[*n].from));
    if let Some(negated) = scene.all(Cue::Cancel).first().copied().filter(|_| cue.is_none()) {
        scene.take_cue(negated);
        let at = scene.cues[negated].from;
        scene.cover(at.saturating_sub(2), at);
        scene.act(at, Act::Decline);
        return None;
    }
    if cue.is_some() {
        return cue;
    }
    let cant = scene.all(Cue::CantCome).first().copied();
    if let Some(cant) = cant
        && !arranging(scene)
        && !scene.has(Cue::Late)
    {
        return Some(cant);
    }
    // "el jueves no puedo", said of an appointment when nothing was asked.
    let unfit = scene.all(Cue::Unfit).first().copied()?;
    let day = scene.free(Class::Time).into_iter().any(|item| refused(scene, item));
    let idle = scene.expectation.asked.is_none() && !scene.expectation.arranging;
    let own = scene.expectation.has_appointment && (day || !scene.has(Cue::Yes));
    (idle && (day || own) && !scene.has(Cue::Wish) || idle && day && scene.has(Cue::Visit)).then_some(unfit)
}

/// Whether a visit is being arranged, so that "no puedo" speaks of a proposal and not of an appointment.
fn arranging(scene: &Scene<'_>) -> bool {
    let asked = scene.asked(&[
        Expected::Confirm,
        Expected::Choose,
        Expected::Date,
        Expected::Time,
        Expected::Stylist,
        Expected::Service,
    ]);
    (asked || scene.expectation.arranging) && !scene.expectation.has_appointment && !scene.has(Cue::Mine)
}

fn negated(scene: &Scene<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |at| scene.message.norm(at));
    before(1) == "no"
        || before(2) == "no"
            && matches!(
                before(1),
                "la" | "lo"
                    | "me"
                    | "las"
                    | "quiero"
                    | "queria"
                    | "voy"
                    | "hace"
                    | "he"
                    | "quisiera"
                    | "los"
                    | "se"
            )
        || before(3) == "no"
            && matches!(before(2), "quiero" | "voy" | "la" | "lo" | "quisiera" | "queria")
            && matches!(before(1), "a" | "que" | "la" | "lo")
        || before(1) == "sin"
}

/// "Me quiero cambiar el look": what changes is she, not an appointment.
fn of_looks(scene: &Scene<'_>, cue: usize) -> bool {
    let from = scene.cues[cue].from;
    (from + 1..from + 5)
        .any(|n| matches!(scene.message.norm(n), "look" | "imagen" | "estilo" | "aires" | "melena" | "pelo"))
}

/// The phrase that moves, if one does.
fn moves(scene: &Scene<'_>, cancels: bool) -> Option<usize> {
    let times = scene.free(Class::Time);
    let arranged = (scene.expectation.arranging || scene.expectation.asked.is_some())
        && !scene.expectation.has_appointment;
    let moved = |n: &usize| {
        !(negated(scene, scene.cues[*n].from) || of_looks(scene, *n) || cancels && denied(scene, *n))
    };
    if let Some(cue) = scene.all(Cue::Move).into_iter().find(moved) {
        let own = scene.has(Cue::Mine) || scene.expectation.has_appointment || !arranged;
        let vague =
            weak_move(scene, cue) && !scene.expectation.has_appointment && !scene.has(Cue::Mine) && !cancels;
        return (own && !vague).then_some(cue);
    }
    // "cancela lo del jueves y dame cita el lunes", "el sábado no puedo, ¿tenéis el lunes?"
    if cancels
        && another(scene).is_none()
        && (scene.has(Cue::Visit) || instead(scene))
        && times.iter().any(|item| !refused(scene, *item))
        && (times.len() > 1 || scene.has(Cue::CantCome) || scene.has(Cue::Unfit))
    {
        return scene
            .all(Cue::Cancel)
            .into_iter()
            .chain(scene.all(Cue::CantCome))
            .chain(scene.all(Cue::Unfit))
            .next();
    }
    None
}

/// "Mañana no puedo, ¿el jueves a la misma hora?": who cannot come and wishes for another time in the same breath cancels
/// nothing.
fn instead(scene: &Scene<'_>) -> bool {
    let cant =
        scene.all(Cue::CantCome).into_iter().chain(scene.all(Cue::Unfit)).map(|n| scene.cues[n].to).min();
    let Some(cant) = cant.filter(|_| !scene.has(Cue::Cancel)) else { return false };
    scene.free(Class::Time).into_iter().any(|item| {
        let from = scene.items[item].from;
        let asked = scene.message.asks(from) && !(scene.together(cant, from) && scene.message.asks(cant - 1));
        let wished = from.checked_sub(1).is_some_and(|n| scene.message.norm(n) == "mejor")
            || scene.cues.iter().any(|c| c.kind == Cue::Wish && c.from >= cant && c.to <= from + 1);
        from >= cant && !refused(scene, item) && (asked || wished)
    })
}

/// "No puedo otro día, cancela": another day is what cannot be.
fn denied(scene: &Scene<'_>, cue: usize) -> bool {
    let from = scene.cues[cue].from;
    scene.cues.iter().any(|c| {
        matches!(c.kind, Cue::Unfit | Cue::CantCome | Cue::Without)
            && c.to <= from
            && from - c.to <= 2
            && !scene.divided(c.to, from)
    })
}

/// Whether a phrase of moving is so bare ("otro día", "más tarde") that only an appointment makes it one.
fn weak_move(scene: &Scene<'_>, cue: usize) -> bool {
    let first = scene.message.norm(scene.cues[cue].from);
    matches!(
        first,
        "otro"
            | "otra"
            | "mas"
            | "un"
            | "para"
            | "venir"
            | "ir"
            | "poner"
            | "ponerla"
            | "ponerlo"
            | "ponmela"
            | "ponermela"
            | "pasar"
            | "pasamos"
    ) && !(first == "un" && scene.message.norm(scene.cues[cue].from + 1) == "cambio")
}

/// Where another visit is asked for beside the one that goes: "cancela lo del viernes y dame hora para cejas el sábado".
/// What it is for is named after it; without that it is the same visit on another day.
fn another(scene: &Scene<'_>) -> Option<usize> {
    let gone = scene.all(Cue::Cancel).first().map(|n| scene.cues[*n].from)?;
    let asked = scene.cues.iter().filter(|c| matches!(c.kind, Cue::Visit | Cue::Wish | Cue::Another));
    let from = asked.map(|c| c.from).find(|from| *from > gone && scene.parted(gone, *from))?;
    let named = |item: usize| scene.items[item].from > from && !refused(scene, item);
    scene.free(Class::Service).into_iter().any(named).then_some(from)
}

fn cancel(scene: &mut Scene<'_>, cue: usize) {
    let at = scene.cues[cue].from;
    let mut which = Which::default();
    // What belongs to another visit is left to the wish.
    let rest = another(scene).unwrap_or(usize::MAX);
    let later: Vec<usize> =
        (0..scene.items.len()).filter(|n| !scene.used[*n] && scene.items[*n].from >= rest).collect();
    for item in &later {
        scene.used[*item] = true;
    }
    for item in scene.free(Class::Time) {
        let when = scene.when(item).cloned();
        scene.take(item);
        if let Some(when) = when {
            which.when = Some(merged(which.when.take(), when));
        }
    }
    for item in scene.free(Class::Stylist) {
        which.with = scene.words(item).cloned();
        scene.take(item);
    }
    whose::services_and_whose(scene, &mut which);
    which.all = scene.has(Cue::All);
    let sure = scene.has(Cue::Emphatic)
        || scene.has(Cue::Yes) && scene.asked(&[Expected::Confirm]) && scene.cues[cue].kind == Cue::Cancel;
    which.emphatic = sure;
    spend(
        scene,
        &[
            Cue::Cancel,
            Cue::CantCome,
            Cue::Unfit,
            Cue::Mine,
            Cue::Wish,
            Cue::Visit,
            Cue::All,
            Cue::Emphatic,
            Cue::No,
            Cue::Yes,
            Cue::Correction,
            Cue::Without,
            Cue::Okay,
            Cue::Move,
            Cue::Consultation,
        ],
    );
    for item in later {
        scene.used[item] = false;
    }
    scene.act(at, Act::Cancel { which });
}

/// Marks the words of these cues as read.
pub(super) fn spend(scene: &mut Scene<'_>, kinds: &[Cue]) {
    for kind in kinds {
        for cue in scene.all(*kind) {
            scene.take_cue(cue);
        }
    }
}

fn merged(sofar: Option<When>, when: When) -> When {
    match sofar {
        None => when,
        Some(old) => When {
            said: Words::new(format!("{} {}", old.said, when.said)),
            day: when.day.or(old.day),
            time: when.time.or(old.time),
        },
    }
}
