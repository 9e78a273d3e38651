//! Reads JSON lines with `text` and `reference` (Madrid's clock) and prints what the time grammar found in each, in the
//! shape that `scripts/score_understand.py` scores. The time half of `atrevete understand`, without the binary.

use atrevete_adapters::spanish::measure::measure;
use atrevete_domain::values::SalonZone;
use chrono::NaiveDateTime;
use std::io::BufRead as _;

fn main() {
    let zone = SalonZone(chrono_tz::Tz::Europe__Madrid);
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value =
            serde_json::from_str(&line.expect("readable input")).expect("JSON lines");
        let text = line["text"].as_str().expect("a text");
        let reference: NaiveDateTime =
            line["reference"].as_str().and_then(|text| text.parse().ok()).expect("a reference");
        let sent_at = zone.at(reference.date(), reference.time()).expect("a time on the clock");
        println!("{}", serde_json::json!({ "text": text, "when": measure(text, sent_at, zone) }));
    }
}
