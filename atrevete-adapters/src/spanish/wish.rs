//! Wishes: what is wanted, when, with whom and for whom.

use super::{
    cues::Cue, entities::Thing, message::Kind, pattern::Class, people, polarity::refused, scene::Scene,
};
use atrevete_domain::{
    dialogue::{Act, Expected, Wish},
    values::Words,
    when::{Day, Time, When},
};

/// Reads whatever is left as a wish. Questions, cancellations and moves have taken what is theirs.
pub(super) fn read(scene: &mut Scene<'_>) {
    let items: Vec<usize> = wished(scene);
    let mut wish = Wish::default();
    let mut at = scene.message.tokens.len();
    let mut whens: Vec<When> = Vec::new();
    for item in items {
        at = at.min(scene.items[item].from);
        let no = refused(scene, item);
        match scene.items[item].what.clone() {
            Thing::Service(words) if no => wish.without.push(words),
            Thing::Service(words) => push(&mut wish.services, words),
            Thing::Stylist(words) if no => wish.not_with.push(words),
            Thing::Stylist(words) => wish.with = Some(words),
            Thing::Time { when, .. } if no => wish.not_when.push(when),
            Thing::Time { when, .. } => whens.push(when),
            Thing::Person { .. } if no => scene.doubt = true,
            Thing::Person { .. } | Thing::Duration(_) | Thing::Number(_) => {}
        }
        scene.take(item);
    }
    wish.when = joined(scene, whens);
    wish.traits = super::traits::read(scene);
    people::read(scene, &mut wish);
    flags(scene, &mut wish);
    emit(scene, wish, at);
}

/// The items that speak of a visit.
fn wished(scene: &Scene<'_>) -> Vec<usize> {
    (0..scene.items.len())
        .filter(|n| !scene.used[*n])
        .filter(|n| match scene.items[*n].what.class() {
            Class::Service | Class::Stylist | Class::Time => true,
            Class::Person => people::is_for(scene, *n),
            Class::Duration | Class::Number => false,
        })
        .filter(|n| scene.owner[*n].is_none_or(|cue| loose(scene.cues[cue].kind)))
        .collect()
}

/// Whether what belongs to a phrase is part of a wish, once the phrase itself has not claimed it.
fn loose(kind: Cue) -> bool {
    kind.wishes()
        || matches!(kind, Cue::Move | Cue::Cancel | Cue::CantCome | Cue::Mine | Cue::Late | Cue::DoYouDo)
}

/// Several times of one wish: a day here and an hour there are one; a second day corrects the first.
fn joined(scene: &mut Scene<'_>, whens: Vec<When>) -> Option<When> {
    let mut whole: Option<When> = None;
    for when in whens {
        let Some(sofar) = whole.take() else {
            whole = Some(when);
            continue;
        };
        let said = Words::new(format!("{} {}", sofar.said, when.said));
        let clash = sofar.day.is_some() && when.day.is_some() || sofar.time.is_some() && when.time.is_some();
        if clash {
            scene.doubt = true;
        }
        let day = match (sofar.day, when.day) {
            (Some(first), Some(second)) if either(scene) => Some(Day::AnyOf(vec![first, second])),
            (first, second) => second.or(first),
        };
        let time = match (sofar.time, when.time) {
            (Some(first), Some(second)) if either(scene) => Some(Time::AnyOf(vec![first, second])),
            (Some(first @ Time::Part(_)), Some(second)) => Some(Time::All(vec![first, second])),
            (first, second) => second.or(first),
        };
        whole = Some(When { day, time, said });
    }
    whole
}

/// Whether the message offers alternatives rather than a correction.
fn either(scene: &Scene<'_>) -> bool {
    scene.message.tokens.iter().any(|t| t.kind == Kind::Word && matches!(t.norm.as_str(), "o" | "u"))
        && !scene.has(Cue::Correction)
}

fn push(list: &mut Vec<Words>, words: Words) {
    if !list.iter().any(|w| w.folded() == words.folded()) {
        list.push(words);
    }
}

fn flags(scene: &mut Scene<'_>, wish: &mut Wish) {
    wish.another = scene.has(Cue::Another);
    wish.only = scene.has(Cue::Only) && !wish.services.is_empty();
    // "anula la consulta": the one that she has, and no new one.
    let changes = scene.acts.iter().any(|(_, act)| matches!(act, Act::Cancel { .. } | Act::Move { .. }));
    wish.consultation = scene.has(Cue::Consultation) && !changes;
    let asked_who = scene.asked(&[Expected::Stylist]);
    wish.anyone = scene.has(Cue::Anyone) || asked_who && scene.has(Cue::Any);
    if asked_who && scene.has(Cue::Any) && wish.with.is_some() {
        wish.with = None;
        scene.doubt = true;
    }
    for kind in [
        Cue::Another,
        Cue::Only,
        Cue::Without,
        Cue::Wish,
        Cue::Visit,
        Cue::Besides,
        Cue::Correction,
        Cue::Anyone,
        Cue::Reason,
    ] {
        for cue in scene.all(kind) {
            scene.take_cue(cue);
        }
    }
    if scene.has(Cue::Without)
        && wish.without.is_empty()
        && wish.not_with.is_empty()
        && wish.not_when.is_empty()
    {
        scene.doubt = true;
    }
}

/// "¿Y unas mechas?", "¿y el viernes?": one thing or one time after a bare "y", asked. Whether a question came before is
/// for the dialogue to know.
fn echoes(scene: &Scene<'_>, wish: &Wish) -> bool {
    let Some(first) = scene.message.tokens.iter().position(|t| t.kind == Kind::Word) else { return false };
    let one = Wish { services: wish.services.clone(), ..Wish::default() } == *wish
        && wish.services.len() == 1
        || wish.when.is_some() && Wish { when: wish.when.clone(), ..Wish::default() } == *wish;
    let bare = !scene.has(Cue::Wish) && !scene.has(Cue::Visit) && !scene.has(Cue::Fits);
    one && bare && scene.message.norm(first) == "y" && scene.message.asks(first)
}

fn emit(scene: &mut Scene<'_>, mut wish: Wish, at: usize) {
    wish.echo = echoes(scene, &wish);
    // The state of hair beside a question ("tengo el pelo fatal, ¿qué me recomiendas?") wishes for nothing by itself.
    // Where the description was a choice among what was shown, it has been said.
    let beside = !scene.acts.is_empty();
    let chosen = scene.acts.iter().any(|(_, act)| matches!(act, Act::Choose(_)));
    let telling = !chosen && wish.traits.iter().any(|said| super::traits::telling(scene, said));
    let traits = if beside && !telling { Vec::new() } else { wish.traits.clone() };
    let said = Wish { only: false, echo: false, traits, ..wish.clone() } != Wish::default();
    let first = |kinds: &[Cue]| scene.cues.iter().find(|c| kinds.contains(&c.kind)).map(|c| c.from);
    let place = first(&[Cue::Visit, Cue::Wish, Cue::Another]).unwrap_or(at).min(at);
    if let Some(cue) = scene.all(Cue::Waiting).first().copied() {
        scene.take_cue(cue);
        scene.act(scene.cues[cue].from, Act::WaitingList(wish));
    } else if let Some(cue) = scene.all(Cue::Usual).first().copied() {
        scene.take_cue(cue);
        scene.act(scene.cues[cue].from, Act::Usual(wish));
    } else if said && !idle(scene, &wish) {
        for kind in [Cue::Consultation, Cue::Fits, Cue::Unfit] {
            for cue in scene.all(kind) {
                scene.take_cue(cue);
            }
        }
        scene.act(place, Act::Want(wish));
    } else if !said && scene.has(Cue::Visit) && !scene.acts.iter().any(|(_, act)| is_matter(act)) {
        scene.act(place, Act::Want(wish));
    }
}

/// Whether what was said of a visit is only an aside of another matter, so that no wish stands in it.
fn idle(scene: &mut Scene<'_>, wish: &Wish) -> bool {
    let grave = scene.acts.iter().any(|(_, act)| {
        matches!(
            act,
            Act::Complaint(_)
                | Act::Abuse
                | Act::NotForUs(_)
                | Act::OptOut
                | Act::MyData(_)
                | Act::Medical(_)
                | Act::Person { .. }
                | Act::Ask(
                    atrevete_domain::dialogue::Asking::SomeoneElse
                        | atrevete_domain::dialogue::Asking::AreYouARobot
                )
        )
    });
    // "¿Puedo hacerme la manicura?" asks for leave and not for an hour.
    let firm = |cue: &super::pattern::Found<Cue>| {
        let polite = matches!(
            scene.message.norm(cue.from),
            "puedo"
                | "podria"
                | "puede"
                | "puedes"
                | "podeis"
                | "podre"
                | "podemos"
                | "hacerme"
                | "darme"
                | "ponerme"
        );
        matches!(cue.kind, Cue::Visit | Cue::Wish) && !polite
    };
    let wished = scene.cues.iter().any(firm);
    let asks = wished && (!wish.services.is_empty() || wish.when.is_some())
        || scene.has(Cue::Visit) && wish.when.is_some();

    let idle = grave && !asks;
    if idle {
        scene.doubt = true;
    }
    idle
}

/// Whether an act is a matter of its own beside which an empty "cita" says nothing.
fn is_matter(act: &Act) -> bool {
    !matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat | Act::GiveName(_) | Act::Accept)
}
