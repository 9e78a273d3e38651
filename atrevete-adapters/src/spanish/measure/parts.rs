//! Days and hours as the corpora's values, apart and together.

use super::value::{Expect, Kind, Measured};
use atrevete_domain::when::{DateSpan, Day, DayPart, Edge, Portion, Time, TimeWindow};
use chrono::{Days, NaiveDate, NaiveTime};

/// A day, or days.
#[derive(Debug, Clone)]
pub(super) enum DayValue {
    /// One day, or one of several readings.
    One(Vec<NaiveDate>),
    /// Days from one to another.
    Range(DateSpan, Option<&'static str>),
    /// From a day on.
    Since(NaiveDate),
    /// Up to a day.
    UpTo(NaiveDate),
    /// There is no such day.
    Invalid,
}

/// Hours.
#[derive(Debug, Clone)]
pub(super) enum HourValue {
    /// An hour, or one of several readings.
    At { times: Vec<NaiveTime>, approx: bool },
    /// A stretch, in several readings.
    Stretch {
        readings: Vec<(Option<NaiveTime>, Option<NaiveTime>)>,
        part: Option<DayPart>,
        modifier: Option<&'static str>,
    },
}

pub(super) fn date_text(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

pub(super) fn time_text(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn moment_text(date: NaiveDate, time: NaiveTime) -> String {
    format!("{}T{}", date_text(date), time_text(time))
}

fn next_day(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

pub(super) fn part_name(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "mañana",
        DayPart::Midday => "mediodía",
        DayPart::Afternoon => "tarde",
        DayPart::Night => "noche",
    }
}

/// The values of a symbolic day on `today`.
pub(super) fn days(day: &Day, today: NaiveDate) -> Vec<DayValue> {
    let bound = |of: &Day| {
        let reading = of.reading(today)?;
        let first = reading.spans.iter().map(|span| span.first).min()?;
        let last = reading.spans.iter().map(|span| span.last).max()?;
        Some(DateSpan { first, last })
    };
    if let Day::About(of) = day {
        return days(of, today);
    }
    let open = |value: Option<DayValue>| vec![value.unwrap_or(DayValue::Invalid)];
    match day {
        Day::From(of) | Day::After(of) => open(bound(of).map(|span| DayValue::Since(span.first))),
        Day::Before(of) => open(bound(of).map(|span| DayValue::UpTo(span.first))),
        Day::Until(of) => open(bound(of).map(|span| DayValue::UpTo(span.last))),
        Day::Any | Day::Soonest => Vec::new(),
        _ => match day.reading(today) {
            None => vec![DayValue::Invalid],
            Some(reading) if !reading.which.is_empty() => {
                let likeliest = reading.spans.iter().map(|span| span.first).next();
                let others = reading.which.iter().copied().filter(|date| Some(*date) != likeliest);
                vec![DayValue::One(likeliest.into_iter().chain(others).collect())]
            }
            Some(reading) => reading.spans.iter().map(|span| spanned(day, *span)).collect(),
        },
    }
}

fn spanned(day: &Day, span: DateSpan) -> DayValue {
    let modifier = match day {
        Day::Portion { portion: Portion::Start, .. } => Some("start"),
        Day::Portion { portion: Portion::Middle, .. } => Some("mid"),
        Day::Portion { portion: Portion::End, .. } => Some("end"),
        _ => None,
    };
    if span.first == span.last { DayValue::One(vec![span.first]) } else { DayValue::Range(span, modifier) }
}

/// The values of symbolic hours at `now`.
pub(super) fn hours(time: &Time, now: NaiveTime) -> Vec<HourValue> {
    let readings = time.readings(now);
    let Some(first) = readings.first() else { return Vec::new() };
    if !first.at.is_empty() {
        return vec![HourValue::At { times: first.at.clone(), approx: first.approx }];
    }
    if first.minute.is_some() || first.is_open() {
        return Vec::new();
    }
    let modifier = modifier(time, first);
    // "por la mañana, de las 9 en adelante": the hour says more than the part.
    let part =
        if modifier.is_some_and(|side| matches!(side, "after" | "before")) { None } else { first.part };
    let part = part.or(habitual_part(time));
    let bounds = |window: &TimeWindow| match (window.from, window.to, window.part) {
        (None, None, Some(part)) => (Some(part.bounds().0), Some(part.bounds().1)),
        (None, None, None) => edge_bounds(window.edge),
        (from, to, _) => (from, to),
    };
    let stretch = HourValue::Stretch { readings: readings.iter().map(bounds).collect(), part, modifier };
    if *time == Time::Part(DayPart::Midday) {
        // Noon is an hour as much as a part of the day.
        return vec![stretch, HourValue::At { times: vec![DayPart::Midday.bounds().0], approx: false }];
    }
    vec![stretch]
}

fn habitual_part(time: &Time) -> Option<DayPart> {
    matches!(time, Time::Habit(atrevete_domain::when::Habit::Lunch)).then_some(DayPart::Midday)
}

fn edge_bounds(edge: Option<Edge>) -> (Option<NaiveTime>, Option<NaiveTime>) {
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    match edge {
        Some(Edge::First) => (clock(8), clock(10)),
        Some(Edge::Last) => (clock(18), clock(21)),
        None => (None, None),
    }
}

fn modifier(time: &Time, window: &TimeWindow) -> Option<&'static str> {
    match (window.edge, window.from, window.to) {
        (Some(Edge::First), ..) => Some("start"),
        (Some(Edge::Last), ..) => Some("end"),
        _ if matches!(time, Time::Habit(_)) => None,
        (None, Some(_), None) => Some("after"),
        (None, None, Some(_)) => Some("before"),
        _ => None,
    }
}

impl DayValue {
    /// The days alone.
    pub(super) fn measured(self) -> Option<Measured> {
        match self {
            Self::One(dates) => Measured::of(
                Kind::Date,
                dates.into_iter().map(|date| Expect { date: Some(date_text(date)), ..Expect::default() }),
            ),
            Self::Range(span, modifier) => Measured::of(
                Kind::Daterange,
                [next_day(span.last), span.last].map(|end| Expect {
                    start: Some(date_text(span.first)),
                    end: Some(date_text(end)),
                    last: Some(date_text(span.last)),
                    modifier: modifier.map(str::to_owned),
                    ..Expect::default()
                }),
            ),
            Self::Since(date) => Measured::of(
                Kind::Daterange,
                [Expect {
                    start: Some(date_text(date)),
                    modifier: Some("after".to_owned()),
                    ..Expect::default()
                }],
            ),
            Self::UpTo(date) => Measured::of(
                Kind::Daterange,
                [Expect {
                    end: Some(date_text(date)),
                    modifier: Some("before".to_owned()),
                    ..Expect::default()
                }],
            ),
            Self::Invalid => Measured::of(Kind::Date, [Expect { invalid: Some(true), ..Expect::default() }]),
        }
    }

    /// The days with `hours`: one value where they make one, else both apart.
    pub(super) fn with(self, hours: &HourValue) -> Vec<Measured> {
        let together = match (&self, hours) {
            (Self::One(dates), _) => hours.on(dates),
            (Self::Since(date), HourValue::At { times, .. }) => {
                let readings: Vec<_> = times.iter().map(|time| (Some(*time), None)).collect();
                HourValue::Stretch { readings, part: None, modifier: Some("after") }.on(&[*date])
            }
            (Self::UpTo(date), HourValue::At { times, .. }) => {
                let readings: Vec<_> = times.iter().map(|time| (None, Some(*time))).collect();
                HourValue::Stretch { readings, part: None, modifier: Some("before") }.on(&[*date])
            }
            (Self::Range(..) | Self::Since(_) | Self::UpTo(_) | Self::Invalid, _) => None,
        };
        match together {
            Some(value) => vec![value],
            None => [self.measured(), hours.clone().measured()].into_iter().flatten().collect(),
        }
    }
}

impl HourValue {
    /// The hours alone.
    pub(super) fn measured(self) -> Option<Measured> {
        match self {
            Self::At { times, approx } => {
                let modifier = approx.then(|| "approx".to_owned());
                let value = |time| Expect {
                    time: Some(time_text(time)),
                    modifier: modifier.clone(),
                    ..Expect::default()
                };
                Measured::of(Kind::Time, times.into_iter().map(value))
            }
            Self::Stretch { readings, part, modifier } => {
                let value = |(from, to): (Option<NaiveTime>, Option<NaiveTime>)| Expect {
                    start: from.map(time_text),
                    end: to.map(time_text),
                    daypart: part.map(|part| part_name(part).to_owned()),
                    modifier: modifier.map(str::to_owned),
                    ..Expect::default()
                };
                Measured::of(Kind::Timerange, readings.into_iter().map(value))
            }
        }
    }

    /// The hours on one of `dates`.
    fn on(&self, dates: &[NaiveDate]) -> Option<Measured> {
        match self {
            Self::At { times, approx } => {
                let modifier = approx.then(|| "approx".to_owned());
                let values = dates.iter().flat_map(|date| {
                    times.iter().map(|time| Expect {
                        date: Some(date_text(*date)),
                        time: Some(time_text(*time)),
                        modifier: modifier.clone(),
                        ..Expect::default()
                    })
                });
                Measured::of(Kind::Datetime, values.collect::<Vec<_>>())
            }
            Self::Stretch { readings, part, modifier } => {
                let value = |date: NaiveDate, from: Option<NaiveTime>, to: Option<NaiveTime>| {
                    let past_midnight = from.zip(to).is_some_and(|(from, to)| to <= from);
                    let end_date = if past_midnight { next_day(date) } else { date };
                    Expect {
                        date: (!past_midnight).then(|| date_text(date)),
                        start: from.map(|time| moment_text(date, time)),
                        end: to.map(|time| moment_text(end_date, time)),
                        daypart: part.map(|part| part_name(part).to_owned()),
                        modifier: modifier.map(str::to_owned),
                        ..Expect::default()
                    }
                };
                let values = dates
                    .iter()
                    .flat_map(|date| readings.iter().map(|(from, to)| value(*date, *from, *to)))
                    .collect::<Vec<_>>();
                Measured::of(Kind::Datetimerange, values)
            }
        }
    }
}
