//! Reading JSON that may hold anything: a field of an unexpected type is an absent field.

use atrevete_domain::values::Instant;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;

/// Beyond this, a number of seconds is a number of milliseconds (the year 5138 in seconds).
const MILLISECONDS: f64 = 100_000_000_000.0;

/// The value at a path of keys; `Null` where there is none.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(value, |value, key| value.get(key).unwrap_or(&Value::Null))
}

/// A text that is not blank.
pub(super) fn text(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A whole number, however it is written: `41`, `41.0`, `"41"`.
pub(super) fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok().or_else(|| whole(text.trim().parse().ok()?)),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A float that is a whole number and small enough to be exact.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is whole and within what a float tells apart"
    )]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// Yes or no, however it is written.
pub(super) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "1" | "yes" | "on" | "si" | "sí" => Some(true),
            "false" | "0" | "no" | "off" => Some(false),
            _ => None,
        },
        Value::Number(number) => number.as_f64().map(|n| n != 0.0),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An instant: seconds or milliseconds since 1970, whole or not, or ISO 8601.
pub(super) fn instant(value: &Value) -> Option<Instant> {
    match value {
        Value::Number(number) => epoch(number.as_f64()?),
        Value::String(text) => {
            let text = text.trim();
            let iso = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc)).ok();
            let plain = || {
                let bare = text.trim_end_matches("UTC").trim_end();
                NaiveDateTime::parse_from_str(bare, "%Y-%m-%d %H:%M:%S%.f").ok().map(|at| at.and_utc())
            };
            iso.or_else(plain).or_else(|| epoch(text.parse().ok()?))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Nobody sent a message in 1970: a zero is an unset field.
fn epoch(number: f64) -> Option<Instant> {
    let seconds = if number.abs() >= MILLISECONDS { number / 1000.0 } else { number };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float cast saturates, and what is out of range is refused"
    )]
    let millis = (seconds * 1000.0).round() as i64;
    DateTime::from_timestamp_millis(millis).filter(|_| seconds > 0.0)
}
