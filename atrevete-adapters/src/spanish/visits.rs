//! An appointment that exists: cancelling it, moving it, coming late to it.
//!
//! Invariant: a question about cancelling ("si cancelo, ¿qué pasa?") and a refusal to ("no canceles nada") cancel
//! nothing.

use super::{
    cues::Cue, entities::Thing, pattern::Class, people, polarity::refused, scene::Scene, vocabulary::FIRST,
};
use atrevete_domain::{
    dialogue::{Act, Expected, Which},
    values::Words,
    when::{Day, Time, When},
};

/// Reads what is said of an appointment that exists.
pub(super) fn read(scene: &mut Scene<'_>) {
    if scene.has(Cue::Policy) {
        return;
    }
    late(scene);
    let cancels = cancels(scene);
    let moves = moves(scene, cancels.is_some());
    if let Some(cue) = moves {
        move_it(scene, cue);
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

/// The phrase that moves, if one does.
fn moves(scene: &Scene<'_>, cancels: bool) -> Option<usize> {
    let times = scene.free(Class::Time);
    let arranged = (scene.expectation.arranging || scene.expectation.asked.is_some())
        && !scene.expectation.has_appointment;
    let moved = |n: &usize| !negated(scene, scene.cues[*n].from) && !(cancels && denied(scene, *n));
    if let Some(cue) = scene.all(Cue::Move).into_iter().find(moved) {
        let own = scene.has(Cue::Mine) || scene.expectation.has_appointment || !arranged;
        let vague =
            weak_move(scene, cue) && !scene.expectation.has_appointment && !scene.has(Cue::Mine) && !cancels;
        return (own && !vague).then_some(cue);
    }
    // "cancela lo del jueves y dame cita el lunes", "el sábado no puedo, ¿tenéis el lunes?"
    if cancels
        && another(scene).is_none()
        && scene.has(Cue::Visit)
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

fn move_it(scene: &mut Scene<'_>, cue: usize) {
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
            && matches!(before(1), "el" | "hora" | "cita" | "la" | "para" | "a" | "de" | "del" | "lo");
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
    services_and_whose(scene, &mut which);
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

fn services_and_whose(scene: &mut Scene<'_>, which: &mut Which) {
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
pub(super) fn which(scene: &mut Scene<'_>, cues: &[Cue]) -> Which {
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

/// Marks the words of these cues as read.
pub(super) fn spend(scene: &mut Scene<'_>, kinds: &[Cue]) {
    for kind in kinds {
        for cue in scene.all(*kind) {
            scene.take_cue(cue);
        }
    }
}

fn late(scene: &mut Scene<'_>) {
    let Some(cue) = scene.all(Cue::Late).first().copied() else {
        how_late(scene);
        return;
    };
    // "tengo hora y media, ¿me da tiempo?" and "llego tarde, ¿qué pasa?" are questions.
    if scene.has(Cue::Length) || scene.has(Cue::Cancel) || scene.has(Cue::Move) && !scene.has(Cue::Late) {
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
