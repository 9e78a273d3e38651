//! The corpus' context as an expectation.

use atrevete_domain::{
    dialogue::{Expectation, Expected, Shown},
    values::Words,
};
use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

/// What a context makes us expect.
pub(super) fn expectation(context: &Value) -> Expectation {
    let options = match (&context["options"], &context["offer"]) {
        (Value::Array(options), _) => options.iter().map(shown).collect(),
        (_, offer @ Value::Object(_)) => vec![shown(offer)],
        _ => Vec::new(),
    };
    let talking_about = context["talking_about"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(Words::new)
        .collect();
    let asked = context["asked"].as_str().and_then(asked);
    Expectation {
        asked,
        options,
        has_appointment: !context["has_appointment"].is_null()
            && context["has_appointment"] != Value::Bool(false),
        arranging: asked.is_some_and(|asked| {
            !matches!(asked, Expected::ConfirmName | Expected::Name | Expected::Surname)
        }),
        talking_about,
    }
}

fn asked(name: &str) -> Option<Expected> {
    Some(match name {
        "date" => Expected::Date,
        "time" => Expected::Time,
        "service" => Expected::Service,
        "stylist" => Expected::Stylist,
        "confirm" => Expected::Confirm,
        "choose" => Expected::Choose,
        "confirm_name" => Expected::ConfirmName,
        "name" => Expected::Name,
        "surname" => Expected::Surname,
        "attendee_name" => Expected::AttendeeName,
        "who_gets_what" => Expected::WhoGetsWhat,
        "pay" => Expected::Pay,
        _ => return None,
    })
}

fn shown(option: &Value) -> Shown {
    let date = option["date"].as_str().and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
    let time = option["time"].as_str().and_then(|t| NaiveTime::parse_from_str(t, "%H:%M").ok());
    let stylists = option["stylist"].as_str().map(str::to_owned).into_iter().collect();
    let texts = |value: &Value| match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let mut names = match option {
        Value::String(_) => texts(option),
        _ => Vec::new(),
    };
    names.extend(["service", "services", "name", "label"].iter().flat_map(|key| texts(&option[*key])));
    Shown { date, time, stylists, names }
}
