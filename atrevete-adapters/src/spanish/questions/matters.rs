//! Matters that go to people, and questions about money and the place, which leave nothing around them to read.

use super::{sentence, whole};
use crate::spanish::{cues::Cue, entities::Thing, pattern::Class, scene::Scene};
use atrevete_domain::{
    dialogue::{Act, Asking, DataWish},
    salon::Topic,
    values::Words,
};

/// Reads matters for people; they go before everything else.
pub(in crate::spanish) fn matters(scene: &mut Scene<'_>) {
    for cue in 0..scene.cues.len() {
        let (kind, at) = (scene.cues[cue].kind, scene.cues[cue].from);
        let act = match kind {
            Cue::Medical if !medical(scene, cue) => continue,
            Cue::Medical => Act::Medical(sentence(scene, at)),
            Cue::Person => Act::Person { named: named(scene, cue) },
            Cue::Complaint if weary(scene, cue) => Act::Ask(Asking::Advice(Vec::new())),
            Cue::Complaint => Act::Complaint(whole(scene)),
            Cue::Abuse => Act::Abuse,
            Cue::OptOut => Act::OptOut,
            Cue::OptIn => Act::OptIn,
            Cue::Access => Act::MyData(DataWish::Access),
            Cue::Erase => Act::MyData(DataWish::Erase),
            Cue::NotForUs if lost_service(scene, cue) => continue,
            Cue::NotForUs => Act::NotForUs(whole(scene)),
            Cue::Robot => Act::Ask(Asking::AreYouARobot),
            Cue::SomeoneElse => Act::Ask(Asking::SomeoneElse),
            Cue::WhyDeposit => Act::Ask(Asking::WhyDeposit),
            Cue::HowMuchDeposit => Act::Ask(Asking::HowMuchDeposit),
            Cue::Policy => Act::Ask(Asking::Faq(Topic::Cancellation)),
            Cue::Payment => Act::Ask(Asking::Faq(Topic::Payment)),
            Cue::Parking => Act::Ask(Asking::Faq(Topic::Parking)),
            Cue::Address => Act::Ask(Asking::Faq(Topic::Address)),
            Cue::Paid => Act::SaysPaid,
            Cue::PayFailed => Act::PaymentFailed,
            Cue::CannotPay => Act::CannotPayOnline,
            _ => continue,
        };
        scene.take_cue(cue);
        if !matches!((kind, &act), (Cue::Complaint, Act::Ask(_))) {
            discard(scene, cue, kind);
        }
        if !scene.acts.iter().any(|(_, have)| same_kind(have, &act)) {
            scene.act(at, act);
        }
    }
    tidy(scene);
}

/// Things that stand in the sentence of a matter and belong to it mean no wish.
fn discard(scene: &mut Scene<'_>, cue: usize, kind: Cue) {
    let owns = matches!(
        kind,
        Cue::Complaint
            | Cue::NotForUs
            | Cue::Robot
            | Cue::Person
            | Cue::SomeoneElse
            | Cue::Policy
            | Cue::Payment
            | Cue::Medical
            | Cue::Paid
            | Cue::PayFailed
            | Cue::CannotPay
            | Cue::WhyDeposit
            | Cue::HowMuchDeposit
            | Cue::OptOut
            | Cue::Erase
            | Cue::Access
            | Cue::Abuse
    );
    if !owns {
        return;
    }
    for item in 0..scene.items.len() {
        if !scene.used[item] && scene.owner[item] == Some(cue) {
            scene.take(item);
            if !matches!(kind, Cue::Policy | Cue::Payment | Cue::Paid | Cue::Medical | Cue::Person) {
                scene.doubt = true;
            }
        }
    }
}

/// A condition, not a word of a service's name and not one that is denied.
fn medical(scene: &Scene<'_>, cue: usize) -> bool {
    let found = &scene.cues[cue];
    let denied = denied(scene, found.from);
    let in_service = scene.names.is_service_word(scene.message, found.from, found.to)
        || inside_service(scene, found.from, found.to);
    // An operation or a fever is a reason for not coming.
    let reason =
        (scene.has(Cue::Cancel) || scene.has(Cue::CantCome) || scene.has(Cue::Move) || scene.has(Cue::Late))
            && matches!(
                scene.message.norm(found.from),
                "operado" | "operada" | "operaron" | "me" | "mi" | "el" | "la" | "cirugia" | "fiebre"
            );
    let asks_service = scene.has(Cue::WhatIs) || scene.has(Cue::DoYouDo);
    let stated = ["tengo", "soy", "estoy", "tomo", "padezco", "sufro"]
        .iter()
        .any(|w| scene.message.tokens.iter().any(|t| t.norm == *w));
    // "¿es seguro el enlace?" asks about the money.
    let paying = (found.from..found.to).any(|n| scene.message.norm(n) == "seguro")
        && scene.message.tokens.iter().any(|t| {
            matches!(
                t.norm.as_str(),
                "enlace" | "link" | "pagar" | "pago" | "web" | "pagina" | "tarjeta" | "bizum"
            )
        });
    !(denied
        || paying
        || reason
        || in_service && !stated
        || asks_service && !stated && sensitive(scene, found.from))
}

/// "No soy alérgica", "no tengo ninguna alergia", "ni embarazada": a denial before it, only small words between.
fn denied(scene: &Scene<'_>, at: usize) -> bool {
    let before = |n: &usize| scene.message.norm(*n);
    (0..at)
        .rev()
        .find(|n| !BETWEEN.contains(&before(n)))
        .is_some_and(|n| matches!(before(&n), "no" | "ni" | "tampoco" | "nunca" | "sin"))
}

/// Words that may stand between a denial and what it denies.
const BETWEEN: &[&str] = &[
    "tengo", "tomo", "estoy", "soy", "padezco", "sufro", "he", "tenido", "ninguna", "ningun", "de", "la",
    "el", "una", "un", "nada",
];

/// "Estoy harta de mi pelo": weary of her own looks, which is a matter for advice.
fn weary(scene: &Scene<'_>, cue: usize) -> bool {
    let found = &scene.cues[cue];
    let norm = |n: usize| scene.message.norm(n);
    let Some(at) = (found.from..found.to).find(|n| matches!(norm(*n), "harta" | "harto")) else {
        return false;
    };
    let own = |n: usize| {
        matches!(
            norm(n),
            "pelo"
                | "melena"
                | "flequillo"
                | "canas"
                | "unas"
                | "color"
                | "raices"
                | "look"
                | "rizos"
                | "verme"
        )
    };
    let yours = |n: usize| matches!(norm(n), "vuestro" | "vuestra" | "vuestros" | "vuestras");
    let about = at + 1..at + 6;
    matches!(norm(at + 1), "de" | "del") && about.clone().any(own) && !about.clone().any(yours)
}

fn sensitive(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.message.norm(at), "piel" | "cuero" | "alopecia")
}

fn inside_service(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    scene.items.iter().any(|i| matches!(i.what, Thing::Service(_)) && i.from <= from && to <= i.to)
}

/// "me dejé las mechas muy claras": what was left behind is no scarf.
fn lost_service(scene: &Scene<'_>, cue: usize) -> bool {
    let found = &scene.cues[cue];
    let left = matches!(scene.message.norm(found.from), "me" | "se");
    left && scene
        .items
        .iter()
        .any(|i| matches!(i.what, Thing::Service(_)) && i.from >= found.from && i.from <= found.to + 2)
}

/// The person asked for: a stylist in the phrase or right beside it.
fn named(scene: &mut Scene<'_>, cue: usize) -> Option<Words> {
    let (from, to) = (scene.cues[cue].from, scene.cues[cue].to);
    let item = scene.free(Class::Stylist).into_iter().find(|n| {
        let at = scene.items[*n].from;
        at >= from && at <= to + 2 && scene.together(from, at)
    })?;
    scene.take(item);
    scene.words(item).cloned()
}

/// Where two readings exclude each other the graver stands.
fn tidy(scene: &mut Scene<'_>) {
    let has = |scene: &Scene<'_>, test: fn(&Act) -> bool| scene.acts.iter().any(|(_, a)| test(a));
    if has(scene, |a| matches!(a, Act::Abuse)) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::NotForUs(_)));
    }
    if has(scene, |a| matches!(a, Act::PaymentFailed)) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::Ask(Asking::Faq(Topic::Payment)) | Act::SaysPaid));
    }
    if has(scene, |a| matches!(a, Act::CannotPayOnline)) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::Ask(Asking::Faq(Topic::Payment))));
    }
    if has(scene, |a| matches!(a, Act::MyData(DataWish::Erase))) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::MyData(DataWish::Access) | Act::OptOut));
    }
    if has(scene, |a| matches!(a, Act::Complaint(_))) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::Ask(_) | Act::NotForUs(_)));
    }
    // "¿dónde hay que aparcar?" asks for one place, not for two.
    let parking = scene.all(Cue::Parking).first().map(|n| scene.cues[*n].from);
    let address = scene.all(Cue::Address).first().map(|n| scene.cues[*n].to);
    if let (Some(parking), Some(address)) = (parking, address)
        && scene.together(address.min(parking), parking)
        && !scene.parted(address.min(parking), parking)
    {
        scene.acts.retain(|(_, a)| !matches!(a, Act::Ask(Asking::Faq(Topic::Address))));
    }
    if has(scene, |a| {
        matches!(a, Act::Ask(Asking::HowMuchDeposit | Asking::WhyDeposit | Asking::Faq(Topic::Cancellation)))
    }) {
        scene.acts.retain(|(_, a)| !matches!(a, Act::Ask(Asking::Faq(Topic::Payment))));
    }
}

fn same_kind(a: &Act, b: &Act) -> bool {
    match (a, b) {
        (Act::Ask(x), Act::Ask(y)) => x == y,
        (Act::MyData(x), Act::MyData(y)) => x == y,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}
