//! What was found in a text, resolved against a moment, in the shape of the public corpora of Spanish time.
//!
//! Serves measuring and the command `understand`; nothing in a conversation depends on it.

mod parts;
mod value;

pub use value::{Expect, Kind, Measured};

use super::{
    time::{self, Found, FoundKind},
    tokens::{self, Token},
};
use atrevete_domain::{
    values::{Instant, SalonZone},
    when::{Day, Time},
};
use chrono::{NaiveDateTime, TimeDelta, Timelike as _};
use parts::{DayValue, HourValue, date_text, days, hours, time_text};

/// Every value of time, and every plain yes or no, in `text`, said at `sent_at` in `zone`.
pub fn measure(text: &str, sent_at: Instant, zone: SalonZone) -> Vec<Measured> {
    let tokens = tokens::tokenize(text);
    let mut values: Vec<Measured> =
        time::find(text, &tokens).iter().flat_map(|found| values_of(found, sent_at, zone)).collect();
    values.extend(yes_or_no(&tokens));
    values
}

/// The values of one expression; several where it has several shapes ("a mediodía" is an hour and a part of the day,
/// "en 5 minutos" a moment and a length).
pub fn values_of(found: &Found, sent_at: Instant, zone: SalonZone) -> Vec<Measured> {
    let local = zone.local(sent_at);
    let mut values = match (found.kind, &found.when.day, &found.when.time) {
        (FoundKind::Duration, ..) | (FoundKind::When, None, None) => Vec::new(),
        (FoundKind::When, Some(Day::Rest(of)), None) if **of == Day::Today => vec![rest_of_today(local)],
        (FoundKind::When, Some(day), None) => {
            days(day, local.date()).into_iter().filter_map(DayValue::measured).collect()
        }
        (FoundKind::When, None, Some(time)) => match time.moment(sent_at, zone) {
            Some(moment) => from_now(time, moment).into_iter().collect(),
            None => hours(time, local.time()).into_iter().filter_map(HourValue::measured).collect(),
        },
        (FoundKind::When, Some(day), Some(time)) => {
            let (days, hours) = (days(day, local.date()), hours(time, local.time()));
            days.iter().flat_map(|day| hours.iter().flat_map(|hours| day.clone().with(hours))).collect()
        }
    };
    values.extend(found.minutes.map(|minutes| {
        let modifier = found.approx.then(|| "approx".to_owned());
        Measured::new(Kind::Duration, Expect { minutes: Some(minutes), modifier, ..Expect::default() })
    }));
    values
}

fn rest_of_today(local: NaiveDateTime) -> Measured {
    let date = date_text(local.date());
    let expect = Expect {
        start: Some(moment_text(local)),
        end: Some(format!("{date}T23:59")),
        date: Some(date),
        ..Expect::default()
    };
    Measured::new(Kind::Datetimerange, expect)
}

fn moment_text(moment: NaiveDateTime) -> String {
    format!("{}T{}", date_text(moment.date()), time_text(moment.time()))
}

/// A moment, or a stretch, counted from now. Of a stretch the corpora also count whole units from the next one on.
fn from_now(time: &Time, moment: NaiveDateTime) -> Option<Measured> {
    let Time::ForMinutes(minutes) = time else {
        let expect = Expect {
            date: Some(date_text(moment.date())),
            time: Some(time_text(moment.time())),
            ..Expect::default()
        };
        return Some(Measured::new(Kind::Datetime, expect));
    };
    let length = TimeDelta::minutes(i64::from(*minutes));
    let start = moment.with_second(0)?;
    let unit = if minutes % 60 == 0 {
        start.with_minute(0)? + TimeDelta::hours(1)
    } else {
        start + TimeDelta::minutes(1)
    };
    let readings = [start, unit].into_iter().filter_map(|start| {
        let end = start.checked_add_signed(length)?;
        Some(Expect {
            start: Some(moment_text(start)),
            end: Some(moment_text(end)),
            date: (start.date() == end.date()).then(|| date_text(start.date())),
            ..Expect::default()
        })
    });
    Measured::of(Kind::Datetimerange, readings.collect::<Vec<_>>())
}

/// Yes and no, as a sign or a word that opens a sentence.
fn yes_or_no(tokens: &[Token]) -> Vec<Measured> {
    let opens = |at: usize| at == 0 || tokens[at - 1].is_any(&[".", ",", "!", "¡", "?", "¿", ";", ":"]);
    let value = |at: usize, token: &Token| {
        if token.is_any(&["👍", "👌", "✅", "✔", "🙆", "🆗"]) {
            return Some(true);
        }
        if token.is_any(&["👎", "❌", "🙅", "🚫"]) {
            return Some(false);
        }
        if !opens(at) {
            return None;
        }
        let yes = [
            "si",
            "vale",
            "claro",
            "ok",
            "okey",
            "okay",
            "perfecto",
            "correcto",
            "afirmativo",
            "exacto",
            "seguro",
        ];
        if token.is_any(&yes) || token.is("de") && tokens.get(at + 1).is_some_and(|next| next.is("acuerdo")) {
            return Some(true);
        }
        token.is_any(&["no", "nop", "nada", "negativo", "nunca", "tampoco"]).then_some(false)
    };
    let found = tokens.iter().enumerate().filter_map(|(at, token)| value(at, token));
    found
        .map(|yes| Measured::new(Kind::Boolean, Expect { boolean: Some(yes), ..Expect::default() }))
        .collect()
}
