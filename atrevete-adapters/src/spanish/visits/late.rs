//! Coming late to a visit, or being there.

use super::spend;
use crate::spanish::{cues::Cue, entities::Thing, scene::Scene};
use atrevete_domain::dialogue::{Act, Expected};

pub(super) fn late(scene: &mut Scene<'_>) {
    let Some(cue) = scene.all(Cue::Late).first().copied() else {
        how_late(scene);
        return;
    };
    // "tengo hora y media, ¿me da tiempo?" and "llego tarde, ¿qué pasa?" are questions.
    if scene.has(Cue::Length) || scene.has(Cue::Cancel) || shifts(scene, cue) {
        return;
    }
    let mut minutes: Option<u32> = None;
    let mut arriving = None;
    for item in 0..scene.items.len() {
        if scene.used[item]
            || !scene.together(scene.cues[cue].from, scene.items[item].from) && scene.items.len() > 6
        {
            continue;
        }
        match scene.items[item].what.clone() {
            Thing::Duration(said) if said > 0 => {
                minutes = minutes.or(Some(said));
                scene.take(item);
            }
            Thing::Time { minutes: Some(said), .. } => {
                minutes = minutes.or(Some(said));
                scene.take(item);
            }
            Thing::Time { when, .. } => {
                if when.time.is_some() && when.day.is_none() {
                    arriving = Some(when);
                }
                scene.take(item);
            }
            Thing::Duration(_)
            | Thing::Service(_)
            | Thing::Stylist(_)
            | Thing::Person { .. }
            | Thing::Number(_) => {}
        }
    }
    if minutes.is_none() && arriving.is_none() {
        minutes = bare_minutes(scene, cue);
    }
    if minutes.is_none() && arriving.is_none() && arrived(scene, cue) {
        minutes = Some(0);
    }
    spend(scene, &[Cue::Late, Cue::CantCome, Cue::Mine, Cue::Unfit, Cue::Sorry]);
    let minutes = minutes.and_then(|m| u16::try_from(m).ok());
    scene.act(scene.cues[cue].from, Act::Late { minutes, arriving });
}

/// "¿Me la puedes pasar a una hora más tarde?": a length and "tarde" that a word of moving governs, with no word of coming.
fn shifts(scene: &Scene<'_>, late: usize) -> bool {
    let late = &scene.cues[late];
    let bare = scene.items.iter().any(|i| i.from == late.from && matches!(i.what, Thing::Duration(_)));
    let comes = |n: usize| matches!(scene.message.norm(n), "llego" | "llegare" | "estoy" | "estare" | "voy");
    let moves = |c: &crate::spanish::pattern::Found<Cue>| {
        c.kind == Cue::Move && c.from < late.from && scene.together(c.from, late.from)
    };
    bare && !(late.from..late.to).any(comes) && scene.cues.iter().any(moves)
}

/// "Ya estoy aquí, en la puerta": who has arrived is late by nothing, and the stylist may be told.
fn arrived(scene: &Scene<'_>, cue: usize) -> bool {
    let last = scene.message.norm(scene.cues[cue].to - 1);
    matches!(last, "aqui" | "ahi" | "alli" | "puerta" | "abajo" | "fuera" | "dentro" | "llegado" | "llegar")
}

/// "unos cinco minutos", to the question by how much she is late.
fn how_late(scene: &mut Scene<'_>) {
    if !scene.asked(&[Expected::Time]) {
        return;
    }
    let found = (0..scene.items.len()).filter(|n| !scene.used[*n]).find_map(|n| match scene.items[n].what {
        Thing::Duration(minutes) if minutes > 0 => Some((n, minutes)),
        // Up to twelve it may be an hour of the day.
        Thing::Number(minutes) if (13..=90).contains(&minutes) => Some((n, minutes)),
        Thing::Duration(_)
        | Thing::Number(_)
        | Thing::Time { .. }
        | Thing::Service(_)
        | Thing::Stylist(_)
        | Thing::Person { .. } => None,
    });
    let Some((item, minutes)) = found else { return };
    scene.take(item);
    let at = scene.items[item].from;
    scene.act(at, Act::Late { minutes: u16::try_from(minutes).ok(), arriving: None });
}

/// "tardo 20": a number beside the delay, of what can only be minutes.
fn bare_minutes(scene: &mut Scene<'_>, cue: usize) -> Option<u32> {
    let from = scene.cues[cue].from;
    let item = (0..scene.items.len()).find(|n| {
        matches!(scene.items[*n].what, Thing::Number(value) if (3..=90).contains(&value))
            && scene.together(from, scene.items[*n].from)
    })?;
    let Thing::Number(value) = scene.items[item].what else { return None };
    scene.take(item);
    Some(value)
}
