//! Questions about somebody else's appointment, by name: "¿a qué hora tiene cita Ana García?".
//!
//! Invariant: the customer's own people ("mi hija Ana") and the salon's stylists are no strangers.

use super::{
    entities::Thing,
    message::Kind,
    scene::Scene,
    vocabulary::{FIRST, SURNAMES},
};
use atrevete_domain::dialogue::{Act, Asking};

/// Reads such a question; the times and names in its sentence belong to it.
pub(super) fn read(scene: &mut Scene<'_>) {
    let Some(at) = (0..scene.message.tokens.len()).find(|n| asks_about_another(scene, *n)) else { return };
    let range = scene.message.sentence(at);
    let own = scene.items.iter().any(|i| matches!(i.what, Thing::Person { .. }) && range.contains(&i.from));
    if own || scene.expectation.asked.is_some() && !scene.message.asks(at) {
        return;
    }
    for item in 0..scene.items.len() {
        if range.contains(&scene.items[item].from) {
            scene.take(item);
        }
    }
    scene.cover(range.start, range.end);
    scene.cues.retain(|c| !range.contains(&c.from));
    for owner in &mut scene.owner {
        *owner = None;
    }
    // "tiene" speaks of her and not to us.
    scene.formal &= scene.message.tokens.iter().any(|t| t.norm.starts_with("usted"));
    scene.act(at, Act::Ask(Asking::SomeoneElse));
}

/// Whether a verb of having or coming stands beside a stranger's name, in words that ask.
fn asks_about_another(scene: &Scene<'_>, at: usize) -> bool {
    let norm = |n: usize| scene.message.norm(n);
    if !matches!(norm(at), "tiene" | "tenia" | "viene" | "venia" | "va" | "iba") {
        return false;
    }
    let visit = matches!(norm(at + 1), "cita" | "hora" | "reserva" | "turno");
    let after = if visit { at + 2 } else { at + 1 };
    let named = |n: usize| {
        let known = scene.message.tokens.get(n).is_some_and(|t| {
            t.kind == Kind::Word && t.raw.starts_with(char::is_uppercase) && FIRST.contains(&t.norm.as_str())
        });
        let stylist =
            scene.items.iter().any(|i| matches!(i.what, Thing::Stylist(_)) && i.from <= n && n < i.to);
        let whole = SURNAMES.contains(&norm(n + 1));
        known && (whole || !stylist) && (visit || whole)
    };
    let range = scene.message.sentence(at);
    let asks = scene.message.asks(at)
        || range.clone().any(|n| {
            matches!(norm(n), "decir" | "decirme" | "saber" | "dime" | "cuando")
                || norm(n) == "que" && matches!(norm(n + 1), "hora" | "dia" | "horas")
        });
    asks && (named(after) || range.clone().any(|n| n < at && n + 3 >= at && named(n)))
}
