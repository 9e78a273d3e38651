//! For whom: the people of a wish, how many they are, and who gets what.

use super::{cues::Cue, entities::Thing, message::Kind, scene::Scene, vocabulary::KIN};
use atrevete_domain::{
    dialogue::{Expected, Share, Wish},
    values::Words,
};

/// Whether a person in the text is one the visit is for, rather than one that is only spoken of.
pub(super) fn is_for(scene: &Scene<'_>, item: usize) -> bool {
    let (from, to) = (scene.items[item].from, scene.items[item].to);
    let before = from.checked_sub(1).map_or("", |n| scene.message.norm(n));
    let after = scene.message.norm(to);
    if matches!(
        after,
        "me" | "tiene"
            | "esta"
            | "ha"
            | "dice"
            | "dijo"
            | "trabaja"
            | "fue"
            | "va"
            | "vive"
            | "conoce"
            | "os"
            | "puede"
            | "no"
    ) {
        return false;
    }
    let alone = scene.message.starts_clause(from);
    let both = matches!(after, "y") && scene.message.norm(to + 1) == "yo";
    let spoken_of = before == "con"
        && matches!(
            from.checked_sub(2).map_or("", |n| scene.message.norm(n)),
            "hablo" | "consulto" | "hablarlo" | "hablar" | "consultarlo" | "mirarlo" | "vivo"
        );
    let of = before == "de" && scene.asked(&[Expected::WhoGetsWhat, Expected::AttendeeName]);
    let leads = matches!(before, "para" | "a" | "con" | "yo" | "per" | "y" | "es" | "corte" | "pal");
    both || of || leads && !spoken_of || alone
}

/// Fills in the people of a wish.
pub(super) fn read(scene: &mut Scene<'_>, wish: &mut Wish) {
    let persons: Vec<usize> = (0..scene.items.len())
        .filter(|n| {
            matches!(scene.items[*n].what, Thing::Person { .. }) && scene.used[*n] && is_for(scene, *n)
        })
        .filter(|n| scene.owner[*n].is_none_or(|cue| scene.cues[cue].kind.wishes()))
        .collect();
    let mut many = 0;
    let mut counted = false;
    for person in &persons {
        if let Thing::Person { words, many: these } = &scene.items[*person].what {
            wish.for_whom.push(words.clone());
            many += *these;
            counted |= *these > 1;
        }
    }
    let me = scene.all(Cue::ForMe).into_iter().any(|cue| !denied(scene, scene.cues[cue].from))
        && (!persons.is_empty()
            || scene.asked(&[Expected::WhoGetsWhat, Expected::AttendeeName])
            || has_for_me(scene) && *wish != Wish::default());
    if me {
        wish.for_me = Some(true);
    }
    // "y mi hija también", "y para mi madre", said while a visit is being arranged.
    let adds = scene.message.tokens.iter().any(|t| t.norm == "tambien")
        || scene.message.tokens.iter().find(|t| t.kind == Kind::Word).is_some_and(|t| t.norm == "y");
    wish.also = !persons.is_empty() && adds && scene.expectation.arranging;
    for cue in scene.all(Cue::ForMe) {
        scene.take_cue(cue);
    }
    wish.people = stated(scene).or_else(|| counted.then_some(many + u8::from(me)).filter(|n| *n > 1));
    wish.age = age(scene);
    wish.shares = shares(scene, &persons);
}

/// Whether a "no" stands before words that would make the speaker one of those who come ("no es para mí").
fn denied(scene: &Scene<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |at| scene.message.norm(at));
    before(1) == "no" || before(2) == "no" && matches!(before(1), "es" | "son" | "sea" | "seria")
}

fn has_for_me(scene: &Scene<'_>) -> bool {
    scene.cues.iter().any(|c| c.kind == Cue::ForMe && matches!(scene.message.norm(c.from), "para"))
}

fn stated(scene: &mut Scene<'_>) -> Option<u8> {
    let (cue, people) = (0..scene.cues.len()).find_map(|n| match scene.cues[n].kind {
        Cue::People(people) => Some((n, people)),
        _ => None,
    })?;
    scene.take_cue(cue);
    Some(people)
}

/// "de 7 años", "tiene siete añitos".
fn age(scene: &mut Scene<'_>) -> Option<u8> {
    for item in 0..scene.items.len() {
        let Thing::Number(value) = scene.items[item].what else { continue };
        let (from, to) = (scene.items[item].from, scene.items[item].to);
        let unit = scene.message.norm(to);
        if matches!(unit, "anos" | "anitos" | "ano" | "anyos") && (1..=17).contains(&value) {
            for other in 0..scene.items.len() {
                if scene.items[other].from < to + 1 && from < scene.items[other].to {
                    scene.used[other] = true;
                }
            }
            scene.cover(from, to + 1);
            return u8::try_from(value).ok();
        }
    }
    None
}

/// Who gets what, where at least two people are each given something of their own, or where it was asked.
fn shares(scene: &mut Scene<'_>, persons: &[usize]) -> Vec<Share> {
    let asked = scene.asked(&[Expected::WhoGetsWhat]);
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for item in 0..scene.items.len() {
        match &scene.items[item].what {
            Thing::Service(words) if scene.used[item] => {
                marks.push((scene.items[item].from, Mark::What(words.clone())));
            }
            Thing::Person { words, .. } if persons.contains(&item) || asked => {
                marks.push((scene.items[item].from, Mark::Who(Some(words.clone()))));
            }
            Thing::Service(_)
            | Thing::Person { .. }
            | Thing::Time { .. }
            | Thing::Duration(_)
            | Thing::Stylist(_)
            | Thing::Number(_) => {}
        }
    }
    for cue in scene.all(Cue::ForMe) {
        marks.push((scene.cues[cue].from, Mark::Who(None)));
    }
    if asked {
        for (at, token) in scene.message.tokens.iter().enumerate() {
            if token.kind == Kind::Word && matches!(token.norm.as_str(), "ella" | "ellas" | "ellos")
                || token.raw.to_lowercase() == "él"
            {
                marks.push((at, Mark::Who(Some(Words::new(token.raw)))));
            }
        }
    }
    marks.sort_by_key(|(at, _)| *at);
    let shares = paired(marks.into_iter().map(|(_, mark)| mark).collect());
    let enough = if asked { 1 } else { 2 };
    if shares.len() < enough { Vec::new() } else { shares }
}

enum Mark {
    Who(Option<Words>),
    What(Words),
}

/// Pairs people with the services beside them; which side is told by what comes first.
fn paired(marks: Vec<Mark>) -> Vec<Share> {
    let what_first = matches!(marks.first(), Some(Mark::What(_)));
    let mut shares: Vec<Share> = Vec::new();
    let mut waiting: Vec<Words> = Vec::new();
    for mark in marks {
        match mark {
            Mark::What(words) if what_first => waiting.push(words),
            Mark::What(words) => {
                if let Some(share) = shares.last_mut() {
                    share.services.push(words);
                }
            }
            Mark::Who(who) => shares.push(Share { who, services: std::mem::take(&mut waiting) }),
        }
    }
    if shares.iter().any(|share| share.services.is_empty()) { Vec::new() } else { shares }
}

/// The plain word for a person of the customer's ("mis dos niñas" → "hijas").
pub(super) fn plain(words: &Words) -> String {
    let folded = words.folded();
    folded
        .split(' ')
        .find_map(|word| KIN.iter().find(|(kin, _)| *kin == word).map(|(_, plain)| (*plain).to_owned()))
        .unwrap_or(folded)
}
