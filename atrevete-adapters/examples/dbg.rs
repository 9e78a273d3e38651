//! Scratch.
use atrevete_adapters::spanish::read;
use atrevete_domain::dialogue::*;
fn main() {
    let e = Expectation {
        asked: Some(Expected::Choose),
        options: [
            vec!["Por los hombros o más corto", "corto", "media melena"],
            vec!["Por debajo de los hombros", "largo", "larga"],
            vec!["Por la cintura o con muchísima cantidad", "extra"],
        ]
        .iter()
        .map(|n| Shown { names: n.iter().map(|s| s.to_string()).collect(), ..Shown::default() })
        .collect(),
        arranging: true,
        ..Expectation::default()
    };
    let l = Lexicon::default();
    for t in std::env::args().skip(1) {
        println!("{t}: {:?}", read(&t, chrono::DateTime::UNIX_EPOCH, &e, &l).acts);
    }
}
