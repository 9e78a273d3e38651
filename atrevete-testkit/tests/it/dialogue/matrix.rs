//! Each question times each bare word (lessons L-18 and L-19, list L point 6): nothing panics, nothing ends dead, and a
//! bare word answers the last question or nothing.

use super::reach::{asked, at, her, names};
use atrevete_domain::{booking::Life, dialogue::Owner};

const BARE: &[&str] = &[
    "sí",
    "no",
    "vale",
    "2",
    "99",
    "0",
    "👍",
    "🙏🙏",
    "?",
    "...",
    "hay parking?",
    "cuánto cuesta cortar?",
    "cancelar",
    "cancela la cita",
    "gracias",
    "hola",
    "mañana",
    "a las 11",
    "el segundo",
    "cualquiera",
    "eres un robot?",
    "que?",
    "por qué?",
    "luego te digo",
    "asdf qwer",
    "no entiendo nada",
    "otra cosa",
    "María",
    "me da igual",
];

#[test]
fn every_bare_word_at_every_question_leaves_a_way_on() {
    for name in names() {
        for text in BARE {
            let mut world = at(name);
            let before = world.store.turn_count();
            let replies = world.customer_says(&her(), text);
            let hers = replies.iter().filter(|r| r.channel == her()).count();
            let said = world.turns_since(before).iter().filter(|t| t.said.is_some()).count();
            assert!(said >= hers, "“{text}” at “{name}”: {hers} messages in {said} steps");
            // However it went: a new wish is heard, or a person has it.
            let waits = |w: &atrevete_testkit::World| {
                w.talk(&her()).is_some_and(|t| !matches!(t.owner, Owner::Maite))
            };
            if waits(&world) {
                continue;
            }
            let next = world.customer_says(&her(), "quiero cortarme las puntas el viernes por la tarde");
            assert!(waits(&world) || !next.is_empty(), "“{text}” at “{name}” ends dead");
            assert!(world.stuck().is_empty(), "“{text}” at “{name}” leaves {:?}", world.stuck());
        }
    }
}

#[test]
fn a_bare_word_confirms_and_cancels_nothing_that_was_not_asked() {
    for name in names() {
        for text in ["sí", "no", "2", "👍", "vale"] {
            let mut world = at(name);
            let live = |w: &atrevete_testkit::World| {
                w.live().iter().filter(|a| matches!(a.life, Life::Confirmed { .. })).count()
            };
            let (before, question) = (live(&world), asked(&world));
            world.customer_says(&her(), text);
            let after = live(&world);
            let may_cancel = matches!(name, "sure" | "which appointment");
            assert!(after >= before || may_cancel, "“{text}” at “{name}” ({question:?}) cancels");
            assert!(after <= before + 2, "“{text}” at “{name}” ({question:?}) confirms");
        }
    }
}
