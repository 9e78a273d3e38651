//! How long one message takes, with a lexicon made ready before: at most 300 µs at the median is the goal.

use atrevete_adapters::spanish::{Prepared, read_prepared};
use atrevete_domain::dialogue::{Expectation, Lexicon};
use chrono::DateTime;

fn main() {
    divan::main();
}

const MESSAGES: &[&str] = &[
    "vale",
    "la segunda",
    "cuánto cuestan las mechas?",
    "hola guapas me cogeis el viernes por la tarde para cortar las puntas?",
    "cancela la cita del jueves",
    "pues mira te cuento que tengo una comunión el día 9 de mayo y necesito peinado para mí y para mis dos niñas a primera hora",
];

#[divan::bench(args = MESSAGES)]
fn message(bencher: divan::Bencher<'_, '_>, text: &str) {
    let services =
        ["Mechas", "Corte de Caballero", "Peinado", "Cultura de Color"].map(|n| vec![n.to_owned()]).to_vec();
    let stylists = ["Pilar", "Marta", "Ana"].map(|n| vec![n.to_owned()]).to_vec();
    let lexicon = Prepared::new(&Lexicon { services, stylists, ..Lexicon::default() });
    let expectation = Expectation::default();
    let sent_at = DateTime::from_timestamp(1_773_133_200, 0).expect("a moment in 2026");
    bencher.bench(|| read_prepared(divan::black_box(text), sent_at, &expectation, &lexicon));
}
