//! Another salon is data and adapters: the example's barber gets through a conversation.

use super::barber;

#[test]
fn a_barber_without_deposits_books_in_his_own_hours_and_voice() {
    barber::main();
    let (said, slate) = barber::conversation();
    println!("{said:#?}");
    assert_eq!(slate, ["19/05 20:40 Andrés Vidal: Corte clásico"]);
}
