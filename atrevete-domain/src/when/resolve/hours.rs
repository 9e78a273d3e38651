//! From a symbolic hour to hours on the clock.

use super::super::{DayPart, Habit, Time, TimeWindow};
use chrono::{NaiveTime, TimeDelta, Timelike as _};

/// The hours `time` may mean, likeliest first; never empty. `now` is the salon's clock for moments counted from now.
pub(super) fn readings(time: &Time, now: NaiveTime) -> Vec<TimeWindow> {
    let open = TimeWindow::default();
    match time {
        Time::At(at) => vec![TimeWindow { at: vec![*at], ..open }],
        Time::Dial { .. } => vec![TimeWindow { at: dial(time), ..open }],
        Time::Minute(minute) => vec![TimeWindow { minute: Some(*minute), ..open }],
        Time::InMinutes(_) => vec![TimeWindow { at: vec![to_the_minute(now)], ..open }],
        Time::ForMinutes(minutes) => vec![for_minutes(now, *minutes)],
        Time::PastMinutes(minutes) => vec![past_minutes(now, *minutes)],
        Time::Part(part) => vec![TimeWindow { part: Some(*part), ..open }],
        Time::Edge { edge, part } => vec![TimeWindow { edge: Some(*edge), part: *part, ..open }],
        Time::Habit(habit) => vec![habitual(*habit)],
        Time::Approx(time) => {
            let readings = readings(time, now).into_iter();
            readings.map(|window| TimeWindow { approx: true, ..window }).collect()
        }
        Time::From(time) => {
            starts(time, now, |from| TimeWindow { from: Some(from), ..TimeWindow::default() })
        }
        Time::Until(time) => ends(time, now, |to| TimeWindow { to: Some(to), ..TimeWindow::default() }),
        Time::Between(from, to) => between(from, to, now),
        Time::AnyOf(times) => vec![any_of(times, now)],
        Time::All(times) => all(times, now),
        Time::Except(parts) => vec![TimeWindow { except: parts.clone(), ..open }],
        Time::Any => vec![open],
    }
}

/// Whether every start that `window` allows has passed at `now`.
pub(super) fn is_over(window: &TimeWindow, now: NaiveTime) -> bool {
    let part_over = window.part.is_some_and(|part| now >= part.bounds().1);
    let past_end = window.to.is_some_and(|to| to <= now);
    let all_past = !window.at.is_empty() && window.at.iter().all(|at| *at < to_the_minute(now));
    part_over || past_end || all_past
}

fn to_the_minute(time: NaiveTime) -> NaiveTime {
    NaiveTime::from_hms_opt(time.hour(), time.minute(), 0).expect("a minute of the day")
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour % 24, minute % 60, 0).expect("an hour of the day")
}

/// The hours on the clock that one place on the dial stands for: morning first, noon before midnight.
fn dial(time: &Time) -> Vec<NaiveTime> {
    match time {
        Time::At(at) => vec![*at],
        Time::Dial { hour, minute } => {
            let (hour, minute) = (u32::from(*hour), u32::from(*minute));
            match hour {
                12 => vec![clock(12, minute), clock(0, minute)],
                1..12 => vec![clock(hour, minute), clock(hour + 12, minute)],
                _ => vec![clock(hour, minute)],
            }
        }
        _ => Vec::new(),
    }
}

/// The likelier reading first of the place where a stretch begins: nobody comes before eight.
fn as_start(time: &Time, now: NaiveTime) -> Vec<NaiveTime> {
    let mut hours = points(time, now);
    hours.sort_by_key(|time| (!(8..21).contains(&time.hour()), *time));
    hours
}

/// The likelier reading first of the place where a stretch ends: nobody has to be done by eight in the morning.
fn as_end(time: &Time, now: NaiveTime) -> Vec<NaiveTime> {
    let mut hours = points(time, now);
    hours.sort_by_key(|time| (!(9..22).contains(&time.hour()), *time));
    hours
}

/// The points a time stands for when it bounds a stretch: "desde mediodía" begins at its beginning.
fn points(time: &Time, now: NaiveTime) -> Vec<NaiveTime> {
    match time {
        Time::At(_) | Time::Dial { .. } => dial(time),
        Time::Approx(time) => points(time, now),
        other => {
            let window = readings(other, now).into_iter().next().unwrap_or_default();
            let start = window.at.first().copied().or(window.from);
            start.or(window.part.map(|part| part.bounds().0)).into_iter().collect()
        }
    }
}

fn starts(time: &Time, now: NaiveTime, made: impl Fn(NaiveTime) -> TimeWindow) -> Vec<TimeWindow> {
    or_open(as_start(time, now).into_iter().map(made).collect())
}

fn ends(time: &Time, now: NaiveTime, made: impl Fn(NaiveTime) -> TimeWindow) -> Vec<TimeWindow> {
    or_open(as_end(time, now).into_iter().map(made).collect())
}

fn or_open(windows: Vec<TimeWindow>) -> Vec<TimeWindow> {
    if windows.is_empty() { vec![TimeWindow::default()] } else { windows }
}

/// "de 5 a 7": each start with the first end after it. Where one side has a single meaning the other follows it:
/// "de 5 a 6 de la tarde", "de 11 de la mañana a 1".
fn between(from: &Time, to: &Time, now: NaiveTime) -> Vec<TimeWindow> {
    let (starts, ends) = (as_start(from, now), points(to, now));
    let stretch = |(from, to)| TimeWindow { from: Some(from), to: Some(to), ..TimeWindow::default() };
    if let ([_, ..], [end]) = (&starts[..], &ends[..]) {
        let closest = starts.iter().copied().filter(|start| start < end).max().unwrap_or(starts[0]);
        return vec![stretch((closest, *end))];
    }
    let end_after = |start: NaiveTime| {
        let after = ends.iter().copied().filter(|end| *end > start).min();
        after.or_else(|| ends.iter().copied().min())
    };
    or_open(starts.iter().filter_map(|start| Some((*start, end_after(*start)?))).map(stretch).collect())
}

fn for_minutes(now: NaiveTime, minutes: u32) -> TimeWindow {
    let from = to_the_minute(now);
    let length = TimeDelta::minutes(i64::from(minutes));
    let (to, days) = from.overflowing_add_signed(length);
    TimeWindow { from: Some(from), to: (days == 0).then_some(to), ..TimeWindow::default() }
}

fn past_minutes(now: NaiveTime, minutes: u32) -> TimeWindow {
    let to = to_the_minute(now);
    let (from, days) = to.overflowing_sub_signed(TimeDelta::minutes(i64::from(minutes)));
    TimeWindow { from: (days == 0).then_some(from), to: Some(to), ..TimeWindow::default() }
}

fn habitual(habit: Habit) -> TimeWindow {
    let stretch = |from: Option<NaiveTime>, to: Option<NaiveTime>, part| TimeWindow {
        from,
        to,
        part,
        ..TimeWindow::default()
    };
    match habit {
        Habit::Dawn => stretch(Some(clock(0, 0)), Some(clock(6, 0)), None),
        Habit::MidMorning => stretch(Some(clock(10, 30)), Some(clock(12, 30)), Some(DayPart::Morning)),
        Habit::BeforeLunch => stretch(None, Some(clock(14, 0)), Some(DayPart::Morning)),
        Habit::Lunch => stretch(Some(clock(13, 30)), Some(clock(16, 0)), None),
        Habit::AfterLunch => stretch(Some(clock(15, 0)), None, Some(DayPart::Afternoon)),
        Habit::Siesta => stretch(Some(clock(15, 0)), Some(clock(17, 0)), Some(DayPart::Afternoon)),
        Habit::MidAfternoon => stretch(Some(clock(16, 30)), Some(clock(18, 30)), Some(DayPart::Afternoon)),
        Habit::AfterSchool | Habit::AfterWork => stretch(Some(clock(17, 0)), None, Some(DayPart::Afternoon)),
        Habit::Evening => stretch(Some(clock(19, 0)), None, Some(DayPart::Afternoon)),
    }
}

/// "a las 10 o a las 12", "por la mañana o a mediodía": all hours named, or else from the first to the last.
fn any_of(times: &[Time], now: NaiveTime) -> TimeWindow {
    let windows: Vec<TimeWindow> =
        times.iter().filter_map(|time| readings(time, now).into_iter().next()).collect();
    let approx = windows.iter().any(|window| window.approx);
    if windows.iter().all(|window| !window.at.is_empty()) {
        let mut at: Vec<_> = windows.into_iter().flat_map(|window| window.at).collect();
        at.dedup();
        return TimeWindow { at, approx, ..TimeWindow::default() };
    }
    if let [first, rest @ ..] = &windows[..]
        && rest.iter().all(|window| window == first)
    {
        return first.clone();
    }
    let start = |window: &TimeWindow| {
        window.at.first().copied().or(window.from).or(window.part.map(|part| part.bounds().0))
    };
    let end =
        |window: &TimeWindow| window.at.last().copied().or(window.to).or(window.part.map(|p| p.bounds().1));
    // A side that one of them leaves open is open.
    let from = windows.iter().map(start).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min());
    let to = windows.iter().map(end).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    TimeWindow { from, to, approx, ..TimeWindow::default() }
}

/// All of it holds: later words add to earlier ones.
fn all(times: &[Time], now: NaiveTime) -> Vec<TimeWindow> {
    let part = times.iter().find_map(|time| match time {
        Time::Part(part) | Time::Edge { part: Some(part), .. } => Some(*part),
        _ => None,
    });
    let mut merged = TimeWindow::default();
    for time in times {
        // Of two readings the one within the part is meant: "por la mañana de 9 a 11".
        let mut choices = readings(time, now);
        if let Some(part) = part {
            let fits = |window: &TimeWindow| window.from.or(window.to).is_none_or(|t| part.holds(t));
            choices.sort_by_key(|window| !fits(window));
        }
        let window = choices.into_iter().next().unwrap_or_default();
        let inside: Vec<_> =
            window.at.iter().copied().filter(|at| part.is_none_or(|part| part.holds(*at))).collect();
        let at = if inside.is_empty() { window.at } else { inside };
        merged.at.extend(at);
        merged.from = merged.from.max(window.from);
        merged.to = match (merged.to, window.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        merged.part = window.part.or(merged.part);
        merged.edge = window.edge.or(merged.edge);
        merged.minute = window.minute.or(merged.minute);
        merged.approx |= window.approx;
        merged.except.extend(window.except);
    }
    vec![merged]
}
