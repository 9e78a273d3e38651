//! Moving a visit: which time is the old one and which the new.

use super::{merged, spend, whose::services_and_whose};
use crate::spanish::{cues::Cue, pattern::Class, polarity::refused, scene::Scene};
use atrevete_domain::{
    dialogue::{Act, Which},
    when::{Day, Time, When},
};

pub(super) fn move_it(scene: &mut Scene<'_>, cue: usize) {
    let at = scene.cues[cue].from;
    let mut which = Which::default();
    let mut to: Option<When> = None;
    let mut with = None;
    let times = scene.free(Class::Time);
    let count = times.len();
    for (n, item) in times.into_iter().enumerate() {
        let Some(when) = scene.when(item).cloned() else { continue };
        scene.take(item);
        if let Some((old, new)) = from_to(scene, item, &when) {
            (which.when, to) = (Some(old), Some(new));
            continue;
        }
        let old = is_old(scene, item)
            || refused(scene, item)
            || count > 1 && n == 0 && !is_new(scene, item) && which.when.is_none();
        if old {
            which.when = Some(merged(which.when.take(), when));
        } else {
            to = Some(merged(to.take(), when));
        }
    }
    for item in scene.free(Class::Stylist) {
        let words = scene.words(item).cloned();
        let old = scene.items[item]
            .from
            .checked_sub(1)
            .is_some_and(|n| matches!(scene.message.norm(n), "de" | "tengo") || scene.parted(n, n));
        if old {
            which.with = words;
        } else {
            with = words;
        }
        scene.take(item);
    }
    services_and_whose(scene, &mut which);
    which.all = scene.has(Cue::All);
    spend(
        scene,
        &[
            Cue::Move,
            Cue::Cancel,
            Cue::CantCome,
            Cue::Unfit,
            Cue::Mine,
            Cue::Visit,
            Cue::Wish,
            Cue::All,
            Cue::Fits,
            Cue::Correction,
            Cue::Reason,
            Cue::Without,
            Cue::Another,
            Cue::Consultation,
        ],
    );
    let same = (0..scene.message.tokens.len())
        .any(|n| scene.message.norm(n).starts_with("mism") && scene.message.norm(n + 1).starts_with("hora"));
    // "A la misma hora" is part of the new time, and no symbol of time says it.
    if !scene.free(Class::Duration).is_empty() || same {
        scene.doubt = true;
    }
    scene.act(at, Act::Move { which, to, with });
}

/// "del jueves al viernes", "de las 10 a las 11": from the old to the new, though it reads like a stretch.
fn from_to(scene: &Scene<'_>, item: usize, when: &When) -> Option<(When, When)> {
    if !matches!(scene.message.norm(scene.items[item].from), "de" | "del" | "desde") && !is_old(scene, item) {
        return None;
    }
    let one = |day: Option<Day>, time: Option<Time>| When { day, time, said: when.said.clone() };
    match (&when.day, &when.time) {
        // "de mañana a las 10 al viernes" reads like a day with its name.
        (Some(Day::Named { day, weekday }), time) if when.said.folded().contains(" al ") => {
            Some((one(Some((**day).clone()), time.clone()), one(Some(Day::Weekday(*weekday)), None)))
        }
        (Some(Day::Between(a, b)), None) => {
            Some((one(Some((**a).clone()), None), one(Some((**b).clone()), None)))
        }
        (day, Some(Time::Between(a, b))) => {
            Some((one(day.clone(), Some((**a).clone())), one(None, Some((**b).clone()))))
        }
        // "la cita del jueves a la tarde", where the afternoon is the new hour.
        (Some(day), Some(time @ Time::Part(_))) if when.said.folded().contains(" a la ") => {
            Some((one(Some(day.clone()), None), one(None, Some(time.clone()))))
        }
        _ => None,
    }
}

/// Whether the words before a time point at the appointment that exists.
fn is_old(scene: &Scene<'_>, item: usize) -> bool {
    let (from, to) = (scene.items[item].from, scene.items[item].to);
    let captured = scene.cues.iter().any(|c| {
        let names = c.captured.contains(&item);
        names && (c.kind == Cue::Mine || c.kind == Cue::Move && matches!(scene.message.norm(c.from), "en"))
    });
    let before = |n: usize| from.checked_sub(n).map_or("", |at| scene.message.norm(at));
    let first = scene.message.norm(from);
    let has = matches!(before(1), "tengo" | "tenia" | "tenemos" | "teniamos")
        || (matches!(before(2), "tengo" | "tenia")
            || matches!(before(2), "cita" | "hora")
                && !scene.cues.iter().any(|c| c.kind == Cue::Visit && c.from + 2 < from && from <= c.to + 1))
            && matches!(before(1), "el" | "hora" | "cita" | "la" | "para" | "de" | "del" | "lo");
    // "Dame cita el lunes" asks for one; "mi cita el lunes" is one.
    let asked = before(1) == "cita"
        && scene.cues.iter().any(|c| c.kind == Cue::Visit && c.from + 1 < from && from <= c.to);
    let of = matches!(before(1), "de" | "del")
        || before(1) == "cita" && !asked
        || matches!(first, "de" | "del") && !matches!(before(1), "a" | "partir");
    let of = of && !matches!(first, "al" | "a") && to > from;
    captured || has || of
}

/// Whether the words before a time point at the new one.
fn is_new(scene: &Scene<'_>, item: usize) -> bool {
    let from = scene.items[item].from;
    let before = |n: usize| from.checked_sub(n).map_or("", |at| scene.message.norm(at));
    matches!(scene.message.norm(from), "al" | "a")
        || matches!(before(1), "al" | "a" | "para" | "por" | "mejor" | "teneis" | "hay")
}
