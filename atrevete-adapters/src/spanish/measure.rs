//! What was found in a text, resolved against a moment, in the shape of the public corpora of Spanish time.
//!
//! Serves measuring and the command `understand`; nothing in a conversation depends on it.

mod parts;
mod value;

pub use value::{Expect, Kind, Measured};

use super::{
    time::{self, Found, FoundKind},
    tokens::{self, Token, TokenKind},
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
    let found = time::find(text, &tokens);
    let mut values: Vec<Measured> = found.iter().flat_map(|found| values_of(found, sent_at, zone)).collect();
    values
        .extend(found.windows(2).filter_map(|pair| from_moment_to_moment(&pair[0], &pair[1], sent_at, zone)));
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

/// "desde hoy a las 4 hasta mañana a las 5": two expressions side by side, the first open after, the second before.
fn from_moment_to_moment(from: &Found, to: &Found, sent_at: Instant, zone: SalonZone) -> Option<Measured> {
    if from.tokens.end != to.tokens.start {
        return None;
    }
    let one = |found: &Found, side: &str| {
        let value = values_of(found, sent_at, zone).into_iter().next()?.expect;
        (value.modifier.as_deref() == Some(side)).then_some(value)
    };
    let (start, end) = (one(from, "after")?.start?, one(to, "before")?.end?);
    (start.contains('T') && end.contains('T')).then(|| {
        let expect = Expect { start: Some(start), end: Some(end), ..Expect::default() };
        Measured::new(Kind::Datetimerange, expect)
    })
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
    if let Time::PastMinutes(minutes) = time {
        let start = moment.checked_sub_signed(TimeDelta::minutes(i64::from(*minutes)))?;
        let expect = Expect {
            start: Some(moment_text(start)),
            end: Some(moment_text(moment)),
            date: (start.date() == moment.date()).then(|| date_text(start.date())),
            ..Expect::default()
        };
        return Some(Measured::new(Kind::Datetimerange, expect));
    }
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

/// Plain yes and no: a sign, or words that stand by themselves.
fn yes_or_no(tokens: &[Token]) -> Vec<Measured> {
    let stop = |at: usize| {
        tokens.get(at).is_none_or(|token| matches!(token.kind, TokenKind::Mark | TokenKind::Emoji))
    };
    let found = (0..tokens.len()).filter_map(|at| {
        let fits = |words: &&str| {
            words.split(' ').enumerate().all(|(n, word)| tokens.get(at + n).is_some_and(|t| t.is(word)))
        };
        let alone =
            |words: &&str| (at == 0 || stop(at - 1) || stop(at + words.split(' ').count())) && fits(words);
        let no = NO.iter().any(alone) || NO_SIGNS.contains(&tokens[at].word.as_str());
        let yes = YES.iter().any(alone) || YES_SIGNS.contains(&tokens[at].word.as_str());
        (yes || no).then_some(!no)
    });
    found
        .map(|yes| Measured::new(Kind::Boolean, Expect { boolean: Some(yes), ..Expect::default() }))
        .collect()
}

const YES_SIGNS: [&str; 6] = ["👍", "👌", "✅", "✔", "🙆", "🆗"];
const NO_SIGNS: [&str; 6] = ["👎", "❌", "🙅", "🚫", "✋", "🖐"];
#[rustfmt::skip]
const YES: [&str; 22] = [
    "si", "sip", "sep", "vale", "claro", "ok", "okey", "okay", "perfecto", "correcto", "afirmativo",
    "exacto", "exactamente", "seguro", "cierto", "verdad", "verdadero", "de acuerdo", "por supuesto",
    "asi es", "como no", "desde luego",
];
#[rustfmt::skip]
const NO: [&str; 17] = [
    "no", "nop", "nope", "na", "nada", "negativo", "nunca", "jamas", "tampoco", "falso", "incorrecto",
    "que va", "ni hablar", "para nada", "en absoluto", "de ninguna manera", "de ningun modo",
];
