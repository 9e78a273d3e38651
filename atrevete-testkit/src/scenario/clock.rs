//! Times as scenario files write them: the salon's wall clock, and lengths.

use super::Problem;
use atrevete_domain::values::{Instant, SalonZone, Span};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// `2026-03-10 10:00` on the salon's clock.
pub(super) fn instant(zone: SalonZone, text: &str) -> Result<Instant, Problem> {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").map_err(|_| unreadable(text))?;
    zone.at(at.date(), at.time()).ok_or_else(|| unreadable(text))
}

/// A date.
pub(super) fn date(text: &str) -> Result<NaiveDate, Problem> {
    text.parse().map_err(|_| unreadable(text))
}

/// From `2026-03-10 10:00` to `11:30` of the same day, or to a whole moment.
pub(super) fn span(zone: SalonZone, from: &str, to: &str) -> Result<Span, Problem> {
    let from = instant(zone, from)?;
    let to = if to.contains('-') {
        instant(zone, to)?
    } else {
        zone.at(zone.date(from), time(to)?).ok_or_else(|| unreadable(to))?
    };
    Ok(Span { from, to })
}

/// What of a day does not belong to these intervals (`14:00-15:30`).
pub(super) fn rest_of_day(zone: SalonZone, day: &str, free: &[String]) -> Result<Vec<Span>, Problem> {
    let day = date(day)?;
    let whole = zone.day(day);
    let mut at = whole.from;
    let mut rest = Vec::new();
    for interval in free {
        let (from, to) = interval.split_once('-').ok_or_else(|| unreadable(interval))?;
        let from = zone.at(day, time(from)?).ok_or_else(|| unreadable(interval))?;
        let to = zone.at(day, time(to)?).ok_or_else(|| unreadable(interval))?;
        if at < from {
            rest.push(Span { from: at, to: from });
        }
        at = to;
    }
    let end = zone.at(day + Days::new(1), NaiveTime::MIN).unwrap_or(whole.to);
    if at < end {
        rest.push(Span { from: at, to: end });
    }
    Ok(rest)
}

fn time(text: &str) -> Result<NaiveTime, Problem> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| unreadable(text))
}

/// `31m`, `2h`, `1d 4h`, `90s`.
pub(super) fn length(text: &str) -> Result<TimeDelta, Problem> {
    let mut all = TimeDelta::zero();
    for part in text.split_whitespace() {
        let unit = part.chars().last().ok_or_else(|| unreadable(text))?;
        let number: i64 = part[..part.len() - unit.len_utf8()].parse().map_err(|_| unreadable(text))?;
        all += match unit {
            's' => TimeDelta::seconds(number),
            'm' => TimeDelta::minutes(number),
            'h' => TimeDelta::hours(number),
            'd' => TimeDelta::days(number),
            _ => return Err(unreadable(text)),
        };
    }
    Ok(all)
}

pub(super) fn unreadable(text: &str) -> Problem {
    Problem::Form(format!("cannot read `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_what_is_left_of_a_day() {
        assert_eq!(length("1d 2h 3m 4s").unwrap().num_seconds(), 86_400 + 7_200 + 180 + 4);
        assert!(length("3 weeks").is_err());
        let zone = SalonZone(chrono_tz::Europe::Madrid);
        let free = ["11:00-12:30".to_owned(), "16:00-17:00".to_owned()];
        let rest = rest_of_day(zone, "2026-03-11", &free).unwrap();
        assert_eq!(rest.iter().map(|s| s.length()).collect::<Vec<_>>(), [660, 210, 420]);
        assert_eq!(rest_of_day(zone, "2026-03-11", &[]).unwrap().len(), 1);
    }
}
