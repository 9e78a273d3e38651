//! Times and lengths of time as they are written on the command line.

use anyhow::{Result, anyhow, bail};
use atrevete_domain::values::{Instant, SalonZone};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// RFC 3339, or a local time of the salon (`2026-03-10T10:00`, with seconds or without).
pub(super) fn instant(text: &str, zone: SalonZone) -> Result<Instant> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.with_timezone(&Utc));
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(|| anyhow!("{text:?} is no time like 2026-03-10T10:00 or 2026-03-10T10:00:00+01:00"))?;
    zone.at(local.date(), local.time())
        .ok_or_else(|| anyhow!("{text} does not exist: the clock was put forward"))
}

/// `31m`, `2h`, `90s`, `1d`, `1h30m`; a bare number is minutes.
pub(super) fn length(text: &str) -> Result<TimeDelta> {
    let (mut total, mut digits) = (TimeDelta::zero(), String::new());
    let wrong = || anyhow!("{text:?} is no length of time like 31m, 2h or 1h30m");
    for c in text.trim().chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number: i64 = digits.parse().map_err(|_| wrong())?;
        digits.clear();
        let part = match c {
            's' => TimeDelta::try_seconds(number),
            'm' => TimeDelta::try_minutes(number),
            'h' => TimeDelta::try_hours(number),
            'd' => TimeDelta::try_days(number),
            _ => bail!(wrong()),
        };
        total = part.and_then(|part| total.checked_add(&part)).ok_or_else(wrong)?;
    }
    if !digits.is_empty() {
        let minutes = digits.parse().ok().and_then(TimeDelta::try_minutes).ok_or_else(wrong)?;
        total = total.checked_add(&minutes).ok_or_else(wrong)?;
    }
    if total <= TimeDelta::zero() || total > TimeDelta::days(3660) {
        bail!("{text:?} is not between a second and ten years");
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("31m", 1860),
            ("2h", 7200),
            ("1h30m", 5400),
            ("90s", 90),
            ("1d", 86400),
            ("5", 300),
            ("1h 5m", 3900),
        ] {
            assert_eq!(length(text).unwrap().num_seconds(), seconds, "{text}");
        }
        for text in ["", "m", "soon", "-5m", "0s", "99999999999999999999m", "9999999999d"] {
            assert!(length(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_local_time_is_the_salons() {
        let zone = atrevete_testkit::demo::salon().profile.zone;
        let winter = instant("2026-03-10T10:00", zone).unwrap();
        assert_eq!(winter, instant("2026-03-10T09:00:00Z", zone).unwrap());
        assert!(instant("2026-03-29T02:30", zone).is_err(), "the gap of March");
        assert!(instant("tomorrow", zone).is_err());
    }
}
