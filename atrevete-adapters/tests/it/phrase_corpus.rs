//! The reader against the phrases of `../shared/corpus/phrases_dev.jsonl` (beside the workspace).
//!
//! Without the corpus there is nothing to measure, and it says so.

use super::salon::lexicon;
use atrevete_adapters::spanish::{SpanishReader, understand};
use atrevete_domain::values::{SalonZone, Words};
use serde_json::Value;
use std::path::Path;

/// The share of unambiguous lines, in hundredths, below which the reader has got worse.
const GOAL: usize = 92;

#[test]
fn phrases_are_read() {
    let Some(lines) = corpus("phrases_dev.jsonl") else {
        eprintln!("skipped: no ../shared/corpus beside the workspace");
        return;
    };
    let (reader, lexicon) = (SpanishReader::new(), lexicon());
    let zone = SalonZone(chrono_tz::Tz::Europe__Madrid);
    let (mut hits, mut all, mut complete, mut wrong) = (0, 0, 0, Vec::new());
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        if case["ambiguous"] == Value::Bool(true) {
            continue;
        }
        let got: Value =
            serde_json::from_str(&understand::understand(line, &reader, &lexicon, zone).unwrap()).unwrap();
        let hit = same(&case["acts"], &got["acts"]);
        let whole = got["complete"] == Value::Bool(true);
        all += 1;
        hits += usize::from(hit);
        complete += usize::from(whole);
        if !hit {
            let mark = if whole { "!" } else { "" };
            eprintln!("MISS{mark} {}\n   want {}\n   got  {}", case["text"], case["acts"], got["acts"]);
            if whole {
                wrong.push(case["text"].clone());
            }
        }
    }
    eprintln!("{hits} of {all}; {complete} complete, {} of them wrong", wrong.len());
    assert!(hits * 100 >= all * GOAL, "{hits} of {all}");
    assert!(wrong.is_empty(), "complete and wrong: {wrong:?}");
}

/// Acts agree in name and in every field; services compare as normalised words.
pub(crate) fn same(want: &Value, got: &Value) -> bool {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => {
            want.len() == got.len()
                && want.iter().all(|(key, value)| got.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Array(want), Value::Array(got)) => {
            want.len() == got.len() && want.iter().zip(got).all(|(a, b)| same(a, b))
        }
        (Value::String(want), Value::String(got)) => normal(want) == normal(got),
        (want, got) => want == got,
    }
}

fn normal(text: &str) -> String {
    let folded = Words::new(text).folded();
    folded
        .split(' ')
        .filter(|w| !matches!(*w, "de" | "del" | "la" | "el" | "los" | "las"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A file of the corpus, which stands in `shared/` beside the workspace or above it.
fn corpus(name: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.map(|dir| dir.join("shared/corpus").join(name)).find_map(|path| std::fs::read_to_string(path).ok())
}
