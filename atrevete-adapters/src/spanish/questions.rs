//! Questions that change nothing, and matters that go to people.

mod matters;

pub(super) use matters::matters;

use super::{
    cues::Cue,
    entities::Thing,
    message::Kind,
    pattern::Class,
    scene::Scene,
    visits::{spend, which},
};
use atrevete_domain::{
    dialogue::{Act, Asking},
    salon::Topic,
    values::Words,
};

/// Drops phrases that another reading of the same sentence makes void.
pub(super) fn prune(scene: &mut Scene<'_>) {
    let keep: Vec<bool> = (0..scene.cues.len())
        .map(|cue| !(blocked(scene, cue) || scene.cues[cue].kind == Cue::Person && booked_with(scene, cue)))
        .collect();
    let mut keep = keep.into_iter();
    scene.cues.retain(|_| keep.next().unwrap_or(true));
}

/// "Ponme con Víctor el miércoles" wants an hour, not a talk.
fn booked_with(scene: &Scene<'_>, cue: usize) -> bool {
    let found = &scene.cues[cue];
    let named = found.captured.iter().any(|n| matches!(scene.items[*n].what, Thing::Stylist(_)));
    let put = matches!(
        scene.message.norm(found.from),
        "ponme" | "pongame" | "poneme" | "ponedme" | "pasame" | "que" | "quiero"
    );
    let visit = !scene.free(Class::Time).is_empty() || !scene.free(Class::Service).is_empty();
    named
        && put
        && visit
        && !scene.message.tokens.iter().any(|t| t.norm.starts_with("habl") || t.norm.starts_with("llam"))
}

/// Reads questions about services and the salon.
pub(super) fn ask(scene: &mut Scene<'_>) {
    for cue in 0..scene.cues.len() {
        let (kind, at) = (scene.cues[cue].kind, scene.cues[cue].from);
        let asking = match kind {
            Cue::Price => Asking::Price(services(scene, cue)),
            Cue::Length => Asking::Length(services(scene, cue)),
            Cue::WhatIs => Asking::WhatIs(services(scene, cue)),
            Cue::Advice => Asking::Advice(services(scene, cue)),
            Cue::Services => Asking::Services(services(scene, cue).into_iter().next()),
            Cue::DoYouDo if wishes(scene, cue) => continue,
            Cue::DoYouDo => Asking::DoYouDo(services(scene, cue)),
            Cue::WhoDoes => {
                let with = scene.of(cue, Class::Stylist).first().copied();
                let words = with.and_then(|item| scene.words(item).cloned());
                if let Some(item) = with {
                    scene.take(item);
                }
                Asking::WhoDoes { with: words, services: services(scene, cue) }
            }
            Cue::Works => match works(scene, cue) {
                Some(asking) => asking,
                None => continue,
            },
            Cue::Open | Cue::Hours => open(scene, cue),
            Cue::OtherFaq => Asking::Other(sentence(scene, at)),
            Cue::Own => Asking::OwnAppointments(which(scene, &[Cue::Own, Cue::Mine, Cue::Visit])),
            _ => continue,
        };
        for item in scene.of(cue, Class::Duration) {
            scene.take(item);
        }
        if kind == Cue::Length {
            lengths_meant(scene, at);
        }
        scene.take_cue(cue);
        let act = Act::Ask(asking);
        if !scene.acts.iter().any(|(_, have)| alike(have, &act)) {
            scene.act(at, act);
        }
    }
    spend(scene, &[Cue::Own]);
    own_faq(scene);
}

/// "¿Me da tiempo en una hora?" names a length, not a moment.
fn lengths_meant(scene: &mut Scene<'_>, at: usize) {
    for item in scene.free(Class::Time) {
        let length = matches!(scene.items[item].what, Thing::Time { minutes: Some(_), .. });
        if length && scene.together(at, scene.items[item].from) {
            scene.take(item);
        }
    }
}

/// Two questions of one kind in a message are one: the fuller stays.
fn alike(have: &Act, new: &Act) -> bool {
    match (have, new) {
        (
            Act::Ask(Asking::Open(_) | Asking::Faq(Topic::Hours)),
            Act::Ask(Asking::Open(_) | Asking::Faq(Topic::Hours)),
        ) => true,
        (Act::Ask(have), Act::Ask(new)) => {
            std::mem::discriminant(have) == std::mem::discriminant(new) && !matches!(new, Asking::Faq(_))
                || have == new
        }
        _ => false,
    }
}

/// Questions that another reading of the same words makes void.
fn blocked(scene: &Scene<'_>, cue: usize) -> bool {
    let at = scene.cues[cue].from;
    let beside = |kind: Cue| scene.cues.iter().any(|c| c.kind == kind && scene.together(c.from, at));
    match scene.cues[cue].kind {
        Cue::Price => beside(Cue::HowMuchDeposit) || beside(Cue::Policy) || scene.has(Cue::Complaint),
        // "Me ha salido un sarpullido" is a matter of health, and says nothing of coming.
        Cue::CantCome => {
            let to = scene.cues[cue].to;
            let arisen = matches!(scene.message.norm(to - 2), "salido" | "surgido" | "dado" | "tengo")
                || matches!(scene.message.norm(to - 1), "salido" | "surgido");
            arisen && scene.cues.iter().any(|c| c.kind == Cue::Medical && (to..to + 3).contains(&c.from))
        }
        // "Si se libera una hora" gives up nothing.
        Cue::Cancel => {
            let by_itself = at > 0 && scene.message.norm(at - 1) == "se";
            (beside(Cue::Waiting) || by_itself) && scene.message.norm(at).starts_with("liber")
        }
        Cue::Length => beside(Cue::Policy) || scene.has(Cue::Complaint) || beside(Cue::OtherFaq),
        Cue::Open | Cue::Hours => {
            beside(Cue::Own) || beside(Cue::PayFailed) || beside(Cue::Payment) || beside(Cue::Works)
        }
        Cue::Own => {
            beside(Cue::Move)
                || beside(Cue::Cancel)
                || beside(Cue::Policy)
                || beside(Cue::SomeoneElse)
                || beside(Cue::CantCome)
        }
        Cue::OtherFaq => {
            beside(Cue::Payment)
                || beside(Cue::Person)
                || beside(Cue::Medical)
                || beside(Cue::Parking)
                || beside(Cue::Address)
                || scene.has(Cue::Complaint)
                || scene.has(Cue::NotForUs)
                || beside(Cue::Access)
                || beside(Cue::Erase)
                || beside(Cue::SomeoneElse)
        }
        Cue::WhatIs | Cue::Services | Cue::WhoDoes => scene.has(Cue::Complaint) || beside(Cue::Robot),
        Cue::DoYouDo => {
            scene.has(Cue::Complaint)
                || beside(Cue::Price)
                || beside(Cue::Length)
                || beside(Cue::OtherFaq) && services_near(scene, cue)
                || beside(Cue::Visit)
                || beside(Cue::Medical)
        }
        Cue::Advice => {
            scene.has(Cue::Complaint) || beside(Cue::Person) && !beside(Cue::Wish) || beside(Cue::Medical)
        }
        _ => false,
    }
}

fn services_near(scene: &Scene<'_>, cue: usize) -> bool {
    scene.of(cue, Class::Service).is_empty()
}

/// "¿me hacéis mechas?", "¿tenéis manicura mañana?": a wish in the form of a question.
fn wishes(scene: &Scene<'_>, cue: usize) -> bool {
    let at = scene.cues[cue].from;
    let before = at.checked_sub(1).map_or("", |n| scene.message.norm(n));
    let timed = scene.free(Class::Time).into_iter().any(|item| scene.together(at, scene.items[item].from));
    matches!(before, "me" | "nos" | "le" | "mela" | "melo") || timed
}

fn services(scene: &mut Scene<'_>, cue: usize) -> Vec<Words> {
    let mut words: Vec<Words> = Vec::new();
    for item in scene.of(cue, Class::Service) {
        let home = scene.message.norm(scene.items[item].to) == "en"
            && scene.message.norm(scene.items[item].to + 1) == "casa";
        if let Some(said) = scene.words(item).cloned().filter(|_| !home)
            && !words.iter().any(|w| w.folded() == said.folded())
        {
            words.push(said);
        }
        scene.take(item);
    }
    words
}

fn works(scene: &mut Scene<'_>, cue: usize) -> Option<Asking> {
    let stylist = scene.cues[cue]
        .captured
        .iter()
        .copied()
        .find(|n| matches!(scene.items[*n].what, Thing::Stylist(_)))
        .or_else(|| scene.of(cue, Class::Stylist).first().copied())?;
    let with = scene.words(stylist).cloned()?;
    scene.take(stylist);
    let time = scene.of(cue, Class::Time).first().copied();
    let when = time.and_then(|item| scene.when(item).cloned());
    if let Some(item) = time {
        scene.take(item);
    }
    Some(Asking::Works { with, when })
}

fn open(scene: &mut Scene<'_>, cue: usize) -> Asking {
    let kinds = [Cue::Open, Cue::Hours];
    let times: Vec<usize> = scene
        .free(Class::Time)
        .into_iter()
        .filter(|n| scene.owner[*n].is_some_and(|c| kinds.contains(&scene.cues[c].kind)))
        .collect();
    let mut when = None;
    for item in times {
        when = when.or(scene.when(item).cloned());
        scene.take(item);
    }
    match when {
        Some(when) => Asking::Open(Some(when)),
        None if scene.cues[cue].kind == Cue::Hours => Asking::Faq(Topic::Hours),
        None => Asking::Open(None),
    }
}

/// Keywords of the owner's own answers, where the message asks and nothing else was found.
fn own_faq(scene: &mut Scene<'_>) {
    if scene.acts.iter().any(|(_, act)| matches!(act, Act::Ask(_))) {
        return;
    }
    for at in 0..scene.message.tokens.len() {
        if scene.names.own_faq(scene.message, at).is_some()
            && (scene.message.asks(at) || scene.expectation.asked.is_none())
        {
            let words = sentence(scene, at);
            let range = scene.message.sentence(at);
            scene.cover(range.start, range.end);
            scene.act(at, Act::Ask(Asking::Other(words)));
            return;
        }
    }
}

/// Questions without services of their own ask for those that were named beside them, if nothing was wished.
pub(super) fn adopt(scene: &mut Scene<'_>) {
    let wished = scene.has(Cue::Visit)
        || scene.has(Cue::Wish)
        || scene.expectation.arranging
        || scene.expectation.asked.is_some();
    let loose: Vec<usize> =
        scene.free(Class::Service).into_iter().filter(|n| scene.owner[*n].is_none()).collect();
    let named: Vec<Words> = scene
        .items
        .iter()
        .filter_map(|item| match &item.what {
            Thing::Service(words) => Some(words.clone()),
            Thing::Time { .. }
            | Thing::Duration(_)
            | Thing::Stylist(_)
            | Thing::Person { .. }
            | Thing::Number(_) => None,
        })
        .collect();
    let mut adopted = false;
    for (_, act) in &mut scene.acts {
        if let Act::Ask(Asking::Price(words) | Asking::Length(words)) = act
            && words.is_empty()
        {
            words.clone_from(&named);
            adopted = true;
        }
    }
    // "No sé qué color, ¿óleo pigmento o barro gold?" compares what it names and wishes for neither.
    if !scene.has(Cue::Visit) && !scene.has(Cue::Wish) {
        let compared: Vec<usize> =
            loose.iter().copied().filter(|n| scene.message.asks(scene.items[*n].from)).collect();
        let more: Vec<Words> = compared.iter().filter_map(|n| scene.words(*n).cloned()).collect();
        let advised = scene.acts.iter_mut().find_map(|(_, act)| match act {
            Act::Ask(Asking::Advice(words)) => Some(words),
            _ => None,
        });
        if let Some(words) = advised {
            for said in more {
                if !words.iter().any(|w| w.folded() == said.folded()) {
                    words.push(said);
                }
            }
            for item in compared {
                scene.take(item);
            }
        }
    }
    if adopted && !wished {
        for item in loose {
            scene.take(item);
        }
    }
}

/// The sentence around a token, as it was written.
pub(super) fn sentence(scene: &Scene<'_>, at: usize) -> Words {
    Words::new(scene.message.said(scene.message.sentence(at)))
}

fn whole(scene: &Scene<'_>) -> Words {
    Words::new(scene.message.text)
}

/// Whether the message holds a question that no phrase explains.
pub(super) fn open_question(scene: &Scene<'_>) -> Option<Words> {
    let at = scene.message.tokens.iter().position(|t| t.kind == Kind::Word)?;
    let asks = (0..scene.message.tokens.len())
        .find(|n| scene.message.tokens[*n].kind == Kind::Word && scene.message.asks(*n))?;
    let range = scene.message.sentence(asks);
    let words: Vec<&str> = scene.message.tokens[range]
        .iter()
        .filter(|t| t.kind == Kind::Word)
        .map(|t| t.norm.as_str())
        .collect();
    let known = words.iter().filter(|w| super::spelling::is_ordinary(w)).count();
    (words.len() >= 3 && known * 5 >= words.len() * 3).then(|| sentence(scene, asks.max(at)))
}
