//! The time grammar against the public corpus `../shared/corpus/spanish_time_dev.jsonl` (beside the workspace).
//!
//! The same rules as `scripts/score_understand.py`. Without the corpus there is nothing to measure, and it says so.

use atrevete_adapters::spanish::measure::{Expect, Measured, measure};
use atrevete_domain::values::SalonZone;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// The share of the corpus, in hundredths, below which the grammar has got worse.
const GOAL: usize = 95;

#[derive(Deserialize)]
struct Case {
    text: String,
    reference: NaiveDateTime,
    kind: String,
    expect: Expect,
    #[serde(default)]
    tags: Vec<String>,
}

#[test]
fn the_public_corpus_is_read() {
    let Some(lines) = corpus("spanish_time_dev.jsonl") else {
        eprintln!("skipped: no ../shared/corpus beside the workspace");
        return;
    };
    let zone = SalonZone(chrono_tz::Tz::Europe__Madrid);
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in lines.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let sent_at = zone.at(case.reference.date(), case.reference.time()).unwrap();
        let found = measure(&case.text, sent_at, zone);
        let hit = found.iter().any(|value| agrees(&case, value));
        let row = table.entry(case.kind.clone()).or_default();
        row.0 += usize::from(hit);
        row.1 += 1;
        if !hit {
            let found: Vec<String> =
                found.iter().map(|value| serde_json::to_string(value).unwrap()).collect();
            let wanted = serde_json::to_string(&case.expect).unwrap();
            eprintln!(
                "MISS {} | {} | {} {} | got {}",
                case.reference,
                case.text,
                case.kind,
                wanted,
                found.join(" ")
            );
        }
    }
    let (hits, all) = table.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    for (kind, (hits, all)) in &table {
        eprintln!("{kind:14} {hits:4} / {all:4}");
    }
    eprintln!("{:14} {hits:4} / {all:4}", "all");
    assert!(hits * 100 >= all * GOAL, "{hits} of {all}");
}

/// A file of the corpus, which stands in `shared/` beside the workspace or above it.
fn corpus(name: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2);
    above.map(|dir| dir.join("shared/corpus").join(name)).find_map(|path| std::fs::read_to_string(path).ok())
}

/// Whether any reading of `value` is one of the readings wanted.
fn agrees(case: &Case, value: &Measured) -> bool {
    let wanted = std::iter::once(&case.expect).chain(&case.expect.or);
    let given: Vec<&Expect> = std::iter::once(&value.expect).chain(&value.expect.or).collect();
    let tagged = |tag: &str| case.tags.iter().any(|t| t == tag);
    wanted.into_iter().any(|wanted| {
        given.iter().any(|given| {
            if tagged("daypart_bounds") {
                return is_range(given) == is_range(wanted)
                    && (&given.date, &given.daypart) == (&wanted.date, &wanted.daypart);
            }
            if tagged("part") {
                return overlap(given, wanted);
            }
            let bare = |value: &Expect| Expect { or: Vec::new(), ..value.clone() };
            bare(given) == bare(wanted)
        })
    })
}

fn is_range(value: &Expect) -> bool {
    value.time.is_none() && value.minutes.is_none() && value.boolean.is_none()
}

/// Whether two ranges of days share one.
fn overlap(given: &Expect, wanted: &Expect) -> bool {
    let bounds = |value: &Expect| {
        let day = |text: &Option<String>| text.as_deref()?.get(..10)?.parse::<NaiveDate>().ok();
        let first = day(&value.start).or(day(&value.date))?;
        Some((first, day(&value.end).unwrap_or(first.succ_opt()?)))
    };
    match (bounds(given), bounds(wanted)) {
        (Some((a, b)), Some((c, d))) => a < d && c < b,
        _ => false,
    }
}
