//! What is wanted and what is not: how far a "no" reaches.
//!
//! A refusal before a thing ("no quiero", "sin", "en vez de") reaches to the next comma, "pero", "solo" or wish; one
//! after it ("el martes no", "imposible") reaches back to the last. "El viernes, ¿no?" refuses nothing.

use super::{cues::Cue, message::Kind, scene::Scene};

/// Whether an item of the scene is refused.
pub(super) fn refused(scene: &Scene<'_>, item: usize) -> bool {
    before(scene, item) || after(scene, item)
}

fn before(scene: &Scene<'_>, item: usize) -> bool {
    let from = scene.items[item].from;
    let refusal = (0..scene.cues.len()).rfind(|n| {
        let cue = &scene.cues[*n];
        cue.kind == Cue::Without && cue.to <= from && scene.together(cue.from, from)
    });
    refusal.is_some_and(|n| {
        let to = scene.cues[n].to;
        let turned = scene.cues.iter().any(|c| {
            c.from >= to
                && c.from < from
                && (c.kind == Cue::Only
                    || c.kind == Cue::Wish
                    || c.kind == Cue::Fits
                    || c.kind == Cue::Correction)
        });
        !turned && !replaced(scene, to, from) && !scene.divided(to, from)
    })
}

/// Whether "en vez de cortar me hago el óleo" has already named what goes, so that the next thing is what comes.
fn replaced(scene: &Scene<'_>, to: usize, from: usize) -> bool {
    if !matches!(scene.message.norm(to.saturating_sub(1)), "de" | "del" | "vez") {
        return false;
    }
    let instead = (to.saturating_sub(3)..to).any(|n| matches!(scene.message.norm(n), "vez" | "lugar"));
    let gone = scene.items.iter().filter(|i| i.from >= to && i.to <= from).map(|i| i.to).max();
    instead
        && gone.is_some_and(|end| {
            !(end..from).any(|n| matches!(scene.message.norm(n), "y" | "ni" | "o")) && end < from
        })
}

fn after(scene: &Scene<'_>, item: usize) -> bool {
    let (from, to) = (scene.items[item].from, scene.items[item].to);
    let next = scene.message.norm(to);
    if next == "tampoco" {
        return true;
    }
    if next == "no" && scene.message.ends_clause(to + 1) {
        let tag = scene.message.tokens.get(to + 1).is_some_and(|t| t.kind == Kind::Stop && t.raw == "?");
        return !tag;
    }
    // "el jueves no puedo", "no puedo el jueves", "me viene fatal el jueves".
    scene.cues.iter().any(|cue| {
        if cue.kind != Cue::Unfit && cue.kind != Cue::CantCome || !scene.together(cue.from, from) {
            return false;
        }
        // "¿A las siete no puede ser?" asks for seven.
        if scene.message.norm(cue.to - 1) == "ser" && scene.message.asks(cue.from) {
            return false;
        }
        let divided =
            if cue.from >= to { scene.divided(to, cue.from) } else { scene.divided(cue.to.min(from), from) };
        let other = scene.cues.iter().any(|c| {
            c.kind == Cue::Fits && (c.from >= to.min(cue.to) && c.to <= from.max(cue.from))
                || c.kind.wishes() && c.kind != Cue::Unfit && c.from >= cue.to && c.to <= from
        });
        !divided && !other
    })
}
