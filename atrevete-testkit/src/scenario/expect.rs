//! What was answered, beside what was expected.

use super::format::MaiteFile;
use crate::world::Reply;
use atrevete_domain::wording::{Utterance, utterance::SlotOption};
use atrevete_ports::Manner;
use serde_json::Value;

/// What differs, in words; empty when nothing does. `checks` counts what was compared.
pub(super) fn differences(expected: &MaiteFile, replies: &[Reply], checks: &mut usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |holds: bool, what: String| {
        *checks += 1;
        if !holds {
            wrong.push(what);
        }
    };
    let said: Vec<&Utterance> = replies.iter().flat_map(|r| &r.utterances).collect();
    let tags: Vec<String> = said.iter().map(|u| tag(u)).collect();
    let text = replies.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("\n");
    let messages = expected.messages.unwrap_or(usize::from(!expected.silent));
    check(replies.len() == messages, format!("{} messages, not {messages}", replies.len()));
    if let Some(missing) = first_missing(&expected.says, &tags) {
        check(false, format!("does not say `{missing}` there: said {tags:?}, expected {:?}", expected.says));
    } else {
        check(true, String::new());
    }
    for not in &expected.says_not {
        check(!tags.contains(not), format!("says `{not}`"));
    }
    for (tag_name, facts) in &expected.facts {
        let facts = serde_json::to_value(facts).unwrap_or_default();
        let of_tag: Vec<Value> = said.iter().filter(|u| tag(u) == *tag_name).map(|u| json(u)).collect();
        let fits = of_tag.iter().any(|value| contains(value, &facts));
        check(fits, format!("`{tag_name}` is not as expected: wanted {facts}, said {}", Value::from(of_tag)));
    }
    if !expected.offers.is_empty() {
        let offers = said.iter().rev().find_map(|u| {
            let Utterance::OfferSlots { options, .. } = u else { return None };
            Some(options.as_slice())
        });
        let told: Vec<String> = offers.unwrap_or_default().iter().map(offer).collect();
        let fits = told.len() == expected.offers.len()
            && told.iter().zip(&expected.offers).all(|(told, wanted)| fits_offer(told, wanted));
        check(fits, format!("offers {told:?}, not {:?}", expected.offers));
    }
    let lower = text.to_lowercase();
    for part in &expected.text_has {
        check(lower.contains(&part.to_lowercase()), format!("the text lacks \"{part}\""));
    }
    for part in &expected.text_lacks {
        check(!lower.contains(&part.to_lowercase()), format!("the text has \"{part}\""));
    }
    if let Some(manner) = &expected.manner {
        let got = replies.last().map(|r| match r.manner {
            Manner::Reply => "reply",
            Manner::Template => "template",
            Manner::Suggestion => "suggestion",
        });
        check(got == Some(manner), format!("left as {got:?}, not {manner}"));
    }
    wrong
}

/// The stored name of an utterance.
pub(super) fn tag(utterance: &Utterance) -> String {
    json(utterance)["say"].as_str().unwrap_or_default().to_owned()
}

fn json(utterance: &Utterance) -> Value {
    serde_json::to_value(utterance).expect("utterances are plain data")
}

/// The first of `wanted` that does not follow the ones before it.
fn first_missing(wanted: &[String], told: &[String]) -> Option<String> {
    let mut rest = told.iter();
    wanted.iter().find(|w| !rest.any(|t| t == *w)).cloned()
}

/// Whether `value` has everything that `part` names. `"none"` stands for absent; in a list every named element must be
/// found somewhere.
fn contains(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => {
            part.iter().all(|(key, part)| contains(value.get(key).unwrap_or(&Value::Null), part))
        }
        (Value::Array(value), Value::Array(part)) => {
            part.iter().all(|part| value.iter().any(|value| contains(value, part)))
        }
        (Value::Null, Value::String(part)) => part == "none",
        (value, part) => value == part,
    }
}

/// An offered time as scenario files write it.
fn offer(option: &SlotOption) -> String {
    let seats = option.seats.iter().map(|s| format!("{} {}", s.start.format("%Y-%m-%d %H:%M"), s.stylist));
    seats.collect::<Vec<_>>().join(" + ")
}

fn fits_offer(told: &str, wanted: &str) -> bool {
    let (told, wanted): (Vec<&str>, Vec<&str>) = (told.split(" + ").collect(), wanted.split(" + ").collect());
    told.len() == wanted.len() && told.iter().zip(wanted).all(|(t, w)| t.ends_with(w.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_named_is_not_asked_and_what_is_must_be_there() {
        let said = json!({ "say": "pay", "amount": "10.00", "refund_until": null, "visits": [{ "stylist": "Marta" }, { "stylist": "Ana" }] });
        assert!(contains(&said, &json!({ "amount": "10.00" })));
        assert!(contains(&said, &json!({ "visits": [{ "stylist": "Ana" }], "refund_until": "none" })));
        assert!(!contains(&said, &json!({ "amount": "10.01" })));
        assert!(!contains(&said, &json!({ "visits": [{ "stylist": "Pilar" }] })));
        assert!(!contains(&said, &json!({ "amount": "none" })));
    }

    #[test]
    fn order_matters_and_gaps_do_not() {
        let told = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(first_missing(&["a".to_owned(), "c".to_owned()], &told), None);
        assert_eq!(first_missing(&["c".to_owned(), "a".to_owned()], &told), Some("a".to_owned()));
        assert!(fits_offer("2026-03-11 11:00 Pilar", "11:00 Pilar"));
        assert!(!fits_offer("2026-03-11 11:00 Pilar", "11:00 Marta"));
    }
}
