//! Promises of the house as a customer meets them, from her words to the reply.

use super::driver::{at, eva, tags};
use atrevete_testkit::{Person, World, demo, fakes::Rules};
use std::sync::Arc;

/// What the demo salon says to this and her name, on Tuesday 10 March 2026 at ten, and how many chairs are taken then.
fn said_to(text: &str) -> (Vec<String>, usize) {
    let mut world = World::new(demo::salon(), at(10, 10, 0), Arc::new(Rules::default()));
    world.introduce(&eva(), Person { phone: None, profile: Some("Eva Gil".to_owned()) });
    world.customer_says(&eva(), text);
    let said = tags(&world.customer_says(&eva(), "Me llamo Eva Gil"));
    (said, world.live().len())
}

#[test]
fn what_was_not_said_is_asked_and_nothing_is_held() {
    for (text, asks) in [
        ("Quiero un corte de caballero", "ask_day"),
        ("Quiero un corte de caballero el martes", "ask_which_day"),
        ("Quiero cortarme el pelo mañana por la mañana", "ask_which"),
        ("Quiero unas mechas mañana por la mañana", "ask_service_question"),
    ] {
        let (said, held) = said_to(text);
        println!("{text}: {said:?}");
        assert!(said.iter().any(|tag| tag == asks), "{text}: {said:?}");
        assert!(!said.iter().any(|tag| tag == "offer_slots"), "{text}: {said:?}");
        assert_eq!(held, 0, "{text}");
    }
}
