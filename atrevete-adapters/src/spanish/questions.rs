//! Questions that change nothing, and matters that go to people.

use super::{
    cues::Cue,
    entities::Thing,
    message::Kind,
    pattern::Class,
    scene::Scene,
    visits::{spend, which},
};
use atrevete_domain::{
    dialogue::{Act, Asking, DataWish},
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

/// Reads matters for people; they go before everything else.
pub(super) fn matters(scene: &mut Scene<'_>) {
    for cue in 0..scene.cues.len() {
        let (kind, at) = (scene.cues[cue].kind, scene.cues[cue].from);
        let act = match kind {
            Cue::Medical if !medical(scene, cue) => continue,
            Cue::Medical => Act::Medical(sentence(scene, at)),
            Cue::Person => Act::Person { named: named(scene, cue) },
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
        discard(scene, cue, kind);
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
    let before = |n: usize| found.from.checked_sub(n).map_or("", |at| scene.message.norm(at));
    let denied =
        matches!((before(1), before(2)), ("tengo" | "tomo" | "estoy", "no") | ("ninguna" | "ningun", _))
            || before(1) == "ni";
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
