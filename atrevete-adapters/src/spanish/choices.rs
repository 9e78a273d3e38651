//! Choosing among what was shown: by number, by day or hour, by stylist, by its words.
//!
//! A part that fits no option is no choice but a new wish ("mejor por la tarde").

use super::{
    cues::Cue, entities::Thing, message::Kind, pattern::Class, polarity::refused, scene::Scene, visits::spend,
};
use atrevete_domain::{
    dialogue::{Act, Choice, Expected, Shown},
    values::{Words, fold},
    when::{Day, DayPart, Time, When},
};
use chrono::{Datelike as _, NaiveTime, Timelike as _};

/// Reads a choice, if options were shown.
pub(super) fn read(scene: &mut Scene<'_>) {
    let offer = scene.asked(&[Expected::Confirm]) && scene.expectation.options.len() <= 1;
    let vague = scene.asked(&[Expected::Date, Expected::Time])
        && [Cue::Any, Cue::Earliest, Cue::Latest].into_iter().any(|kind| scene.has(kind));
    if scene.expectation.options.is_empty() && !scene.asked(&[Expected::Choose]) && !vague
        || scene.asked(&[Expected::Stylist]) && scene.has(Cue::Any)
    {
        return;
    }
    if super::answers::keeping(scene).is_some() {
        return;
    }
    // "Da igual, cancélala" agrees to nothing that is proposed instead.
    if offer && scene.acts.iter().any(|(_, act)| matches!(act, Act::Cancel { .. })) {
        spend(scene, &[Cue::Any]);
        return;
    }
    // "No, mejor por la tarde" and "ay, mejor mañana" are no yes to the one thing proposed, even where it would fit.
    if offer && (scene.has(Cue::Correction) || scene.has(Cue::No)) {
        return;
    }
    if super::polar::read(scene) {
        return;
    }
    let mut choice = Choice::default();
    let mut at = usize::MAX;
    ordinals(scene, &mut choice, &mut at, offer);
    things(scene, &mut choice, &mut at, offer);
    if choice == Choice::default() || choice.with.is_some() {
        named(scene, &mut choice, &mut at);
    }
    if offer && choice.nth.is_none() && !choice.last {
        // What fits the one thing proposed only says yes to it.
        if choice != Choice::default() {
            scene.act(at, Act::Accept);
        }
        return;
    }
    if choice != Choice::default() {
        spend(
            scene,
            &[
                Cue::Fits,
                Cue::Wish,
                Cue::Okay,
                Cue::Yes,
                Cue::That,
                Cue::Emphatic,
                Cue::Only,
                Cue::Correction,
            ],
        );
        scene.act(at, Act::Choose(choice));
    }
}

fn ordinals(scene: &mut Scene<'_>, choice: &mut Choice, at: &mut usize, offer: bool) {
    let shown = scene.expectation.options.len();
    for cue in 0..scene.cues.len() {
        let (kind, from, to) = (scene.cues[cue].kind, scene.cues[cue].from, scene.cues[cue].to);
        // "La primera" of the one thing proposed is that thing; "a la 1" is an hour.
        let first = kind == Cue::Nth(1) && shown == 1 && scene.message.norm(to - 1).starts_with("primer");
        if scene.message.norm(to) == "no" && scene.message.ends_clause(to + 1)
            || offer && !matches!(kind, Cue::Any) && !first
            || of_times(scene, from, to)
        {
            continue;
        }
        match kind {
            Cue::Nth(nth) if shown == 0 || usize::from(nth) <= shown => {
                if choice.nth.is_some_and(|n| n != nth) {
                    scene.doubt = true;
                }
                choice.nth = Some(nth);
            }
            Cue::Last => choice.last = true,
            Cue::Earliest => choice.earliest = true,
            Cue::Latest => choice.latest = true,
            Cue::Any => choice.any = true,
            Cue::All => choice.all = true,
            _ => continue,
        }
        *at = (*at).min(from);
        scene.take_cue(cue);
        overlaid(scene, from, to);
    }
    if choice.nth.is_none() {
        bare_number(scene, choice, at);
    }
}

/// Whether a word of choice speaks of times, where what was shown has none: "me da igual cuándo", "la última que tengáis",
/// "el sábado o el otro".
fn of_times(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let timed = |o: &Shown| o.date.is_some() || o.time.is_some();
    if scene.expectation.options.is_empty() || scene.expectation.options.iter().any(timed) {
        return false;
    }
    let word = |n: usize| {
        matches!(scene.message.norm(n), "cuando" | "dia" | "dias" | "hora" | "horas" | "hueco" | "momento")
    };
    let free = matches!(scene.message.norm(to), "que" | "q" | "k")
        && matches!(
            scene.message.norm(to + 1),
            "tengais" | "tengas" | "tenga" | "haya" | "puedas" | "podais" | "salga" | "quede" | "os"
        );
    let after_day = from.checked_sub(1).map_or("", |n| scene.message.norm(n)) == "o"
        && scene.items.iter().any(|i| i.to + 1 == from && matches!(i.what, Thing::Time { .. }));
    free || after_day || (from..=to).any(word)
}

/// A weak time under an ordinal ("la 2", "las dos") is the ordinal.
fn overlaid(scene: &mut Scene<'_>, from: usize, to: usize) {
    for item in 0..scene.items.len() {
        let inside = scene.items[item].from >= from && scene.items[item].to <= to;
        if inside && matches!(scene.items[item].what, Thing::Time { .. } | Thing::Number(_)) {
            scene.used[item] = true;
        }
    }
}

/// "2", "2 porfa": a number alone, if so many options were shown.
fn bare_number(scene: &mut Scene<'_>, choice: &mut Choice, at: &mut usize) {
    let words: Vec<usize> = (0..scene.message.tokens.len())
        .filter(|n| {
            scene.message.tokens[*n].kind == Kind::Word && !COURTESY.contains(&scene.message.norm(*n))
        })
        .collect();
    let [only] = words[..] else { return };
    let value = scene.items.iter().find_map(|item| match item.what {
        Thing::Number(value) if item.from == only => Some(value),
        _ => None,
    });
    let Some(nth) = value
        .and_then(|v| u8::try_from(v).ok())
        .filter(|n| *n >= 1 && usize::from(*n) <= scene.expectation.options.len())
    else {
        return;
    };
    choice.nth = Some(nth);
    *at = only;
    scene.cover(only, only + 1);
    overlaid(scene, only, only + 1);
}

const COURTESY: &[&str] = &[
    "por", "favor", "gracias", "vale", "ok", "si", "sí", "pues", "la", "el", "venga", "mejor", "y", "hola",
    "opcion", "numero",
];

fn things(scene: &mut Scene<'_>, choice: &mut Choice, at: &mut usize, offer: bool) {
    let options = scene.expectation.options.clone();
    let sent = scene.expectation.options.iter().filter_map(|o| o.date).min();
    // "¿No hay hueco mañana?" asks for another day than those shown.
    let asks = scene.has(Cue::Visit);
    for item in scene.free(Class::Time) {
        let Some(when) = scene.when(item).cloned() else { continue };
        // "Mejor mañana", of one Friday that was proposed: what day that is, no reader knows.
        let relative = matches!(when.day, Some(Day::Today | Day::Tomorrow | Day::InDays(_)));
        if refused(scene, item)
            || (offer || asks) && relative
            || !options.iter().any(|o| fits(&when, o, sent))
        {
            continue;
        }
        // "La primera que haya", of what was shown.
        if when.day == Some(Day::Soonest) && when.time.is_none() && when.said.folded().contains("primer") {
            choice.earliest = true;
            *at = (*at).min(scene.items[item].from);
            scene.take(item);
            continue;
        }
        choice.when = Some(match choice.when.take() {
            None => when,
            Some(first) => When {
                day: first.day.or(when.day),
                time: when.time.or(first.time),
                said: Words::new(format!("{} {}", first.said, when.said)),
            },
        });
        *at = (*at).min(scene.items[item].from);
        scene.take(item);
    }
    // "A las cuatro y media con Marta": an hour that was not shown takes its stylist along.
    if scene.free(Class::Time).into_iter().any(|item| !refused(scene, item)) {
        return;
    }
    for item in scene.free(Class::Stylist) {
        let Some(words) = scene.words(item).cloned() else { continue };
        let shown = options.iter().any(|o| o.stylists.iter().any(|s| fold(s) == words.folded()));
        if refused(scene, item) || !shown {
            continue;
        }
        choice.with = Some(words);
        *at = (*at).min(scene.items[item].from);
        scene.take(item);
    }
}

/// Whether a time may be that of an option. Only what was shown is looked at: no date is computed.
fn fits(when: &When, option: &Shown, first: Option<chrono::NaiveDate>) -> bool {
    let day = when.day.as_ref().is_none_or(|day| option.date.is_some_and(|date| fits_day(day, date, first)));
    let time = when.time.as_ref().is_none_or(|time| option.time.is_some_and(|start| fits_time(time, start)));
    (when.day.is_some() || when.time.is_some()) && day && time
}

fn fits_day(day: &Day, date: chrono::NaiveDate, first: Option<chrono::NaiveDate>) -> bool {
    match day {
        Day::Weekday(weekday) | Day::NextWeekday(weekday) => date.weekday() == *weekday,
        Day::Every(weekdays) => weekdays.contains(&date.weekday()),
        Day::Date { day, month, .. } => {
            date.day() == u32::from(*day) && month.is_none_or(|month| date.month() == u32::from(month))
        }
        Day::Today | Day::Tomorrow | Day::InDays(_) => first.is_some(),
        Day::AnyOf(days) => days.iter().any(|day| fits_day(day, date, first)),
        Day::Any | Day::Soonest => true,
        Day::Weekend(_) => matches!(date.weekday(), chrono::Weekday::Sat | chrono::Weekday::Sun),
        Day::Ahead { .. }
        | Day::Ago { .. }
        | Day::Coming { .. }
        | Day::LastWeekday(_)
        | Day::Workdays
        | Day::InMonth { .. }
        | Day::Holiday(_)
        | Day::Week(_)
        | Day::WeekOf(_)
        | Day::Month(_)
        | Day::Named { .. }
        | Day::NamedMonth { .. }
        | Day::Year(_)
        | Day::Within { .. }
        | Day::Nth { .. }
        | Day::Portion { .. }
        | Day::Rest(_)
        | Day::Later { .. }
        | Day::From(_)
        | Day::After(_)
        | Day::Before(_)
        | Day::Until(_)
        | Day::Between(..)
        | Day::Except { .. }
        | Day::Past { .. }
        | Day::About(_)
        | Day::CalendarYear(_) => false,
    }
}

fn fits_time(time: &Time, start: NaiveTime) -> bool {
    match time {
        Time::At(at) => *at == start,
        Time::Dial { hour, minute } => {
            u32::from(*hour) % 12 == start.hour() % 12 && u32::from(*minute) == start.minute()
        }
        Time::Minute(minute) => u32::from(*minute) == start.minute(),
        Time::Part(DayPart::Morning) => start.hour() < 14,
        Time::Part(part) => part.holds(start),
        Time::Approx(of) => fits_time(of, start),
        Time::AnyOf(times) => times.iter().any(|time| fits_time(time, start)),
        Time::All(times) => times.iter().all(|time| fits_time(time, start)),
        Time::Any => true,
        Time::InMinutes(_)
        | Time::ForMinutes(_)
        | Time::Edge { .. }
        | Time::Habit(_)
        | Time::From(_)
        | Time::Until(_)
        | Time::Between(..)
        | Time::Except(_)
        | Time::PastMinutes(_) => false,
    }
}

/// "la de largo", "el de caballero": words that belong to some options and not to all.
fn named(scene: &mut Scene<'_>, choice: &mut Choice, at: &mut usize) {
    // "La mía", of appointments that stand.
    let standing = scene.expectation.options.iter().any(|o| o.date.is_some() && !o.names.is_empty());
    let own = (0..scene.message.tokens.len()).find(|n| matches!(scene.message.norm(*n), "mia" | "mias"));
    if let Some(own) = own.filter(|n| standing && scene.message.norm(n + 1) != "no") {
        return name_it(scene, choice, at, own, own + 1);
    }
    if let Some((from, to)) = whole_name(scene) {
        return name_it(scene, choice, at, from, to);
    }
    let options = &scene.expectation.options;
    let sets: Vec<Vec<String>> = options
        .iter()
        .map(|o| {
            o.names
                .iter()
                .flat_map(|n| fold(n).split(' ').map(str::to_owned).collect::<Vec<_>>())
                .filter(|w| w.len() > 2 && !DULL.contains(&w.as_str()))
                .collect()
        })
        .collect();
    let mut hits: Vec<usize> = Vec::new();
    for (n, token) in scene.message.tokens.iter().enumerate() {
        if token.kind != Kind::Word
            || scene.covered[n]
                && !scene.items.iter().any(|i| i.from <= n && n < i.to && matches!(i.what, Thing::Service(_)))
        {
            continue;
        }
        let article =
            n.checked_sub(1).filter(|at| matches!(scene.message.norm(*at), "el" | "la" | "los" | "las"));
        if of_times(scene, article.unwrap_or(n), n + 1) {
            continue;
        }
        let having = sets
            .iter()
            .filter(|set| set.iter().any(|w| near(w, &token.norm) || near(w, &fold(token.raw))))
            .count();
        if having > 0 && (having < sets.len() || sets.len() == 1) {
            hits.push(n);
        }
    }
    let (Some(first), Some(last)) = (hits.first().copied(), hits.last().copied()) else { return };
    if scene.message.norm(last + 1) == "no" && scene.message.ends_clause(last + 2)
        || first.checked_sub(1).is_some_and(|n| scene.message.norm(n) == "no")
    {
        return;
    }
    name_it(scene, choice, at, first, last + 1);
}

/// The words from `from` to `to` name the choice.
fn name_it(scene: &mut Scene<'_>, choice: &mut Choice, at: &mut usize, from: usize, to: usize) {
    choice.named = Some(Words::new(scene.message.said(from..to)));
    *at = (*at).min(from);
    scene.cover(from, to);
    for item in scene.free(Class::Service) {
        if scene.items[item].from < to && from < scene.items[item].to {
            scene.take(item);
        }
    }
}

/// Where the longest name of an option stands as it was shown, or one of its other names, whatever words it shares with
/// the other options; none if two options have that name, or if it is refused.
fn whole_name(scene: &Scene<'_>) -> Option<(usize, usize)> {
    let norms: Vec<&str> = scene.message.tokens.iter().map(|t| t.norm.as_str()).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    let mut shared = false;
    for (option, shown) in scene.expectation.options.iter().enumerate() {
        for name in &shown.names {
            let folded = fold(name);
            let name: Vec<&str> = folded.split(' ').collect();
            let found = norms.windows(name.len()).position(|w| w == name.as_slice());
            let Some(from) = found.filter(|_| folded.len() > 2) else { continue };
            let longest = best.is_none_or(|(_, f, t)| t - f < name.len());
            if longest {
                best = Some((option, from, from + name.len()));
                shared = false;
            } else if best.is_some_and(|(o, f, t)| o != option && t - f == name.len()) {
                shared = true;
            }
        }
    }
    let (_, from, to) = best.filter(|_| !shared)?;
    let refused = scene.message.norm(to) == "no" && scene.message.ends_clause(to + 1)
        || from.checked_sub(1).is_some_and(|n| norms[n] == "no");
    (!refused).then_some((from, to))
}

/// The same word, or the same but for its gender or number ("larga" for "largo").
fn near(option: &str, said: &str) -> bool {
    let stem = |w: &str| w.trim_end_matches('s').trim_end_matches(['a', 'o']).to_owned();
    option == said || said.len() > 3 && stem(option) == stem(said)
}

const DULL: &[&str] = &["con", "del", "las", "los", "para", "una", "por", "mas", "que"];
