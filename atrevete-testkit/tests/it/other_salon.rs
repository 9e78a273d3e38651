//! Another salon is data and adapters: the example's barber gets through a conversation.

use super::barber;

#[test]
fn a_barber_without_deposits_books_in_his_own_hours_and_voice() {
    barber::main();
    let (said, slate) = barber::conversation();
    assert_eq!(slate, ["19/05 20:40 Andrés Vidal: Corte clásico"], "{said:#?}");
    let said = said.join("\n");
    for his in ["Bruno", "Barbería Quevedo", "14 €", "21:00", "¿Le busco hora?"] {
        assert!(said.contains(his), "{his}: {said}");
    }
    for anothers in ["Maite", "Constitución", "señal", "tarjeta", "26,20"] {
        assert!(!said.contains(anothers), "{anothers}: {said}");
    }
}
