//! Acts in the corpus' shapes, times resolved.

use super::super::people;
use atrevete_domain::{
    dialogue::{Act, Asking, Choice, Expectation, Shown, Which, Wish},
    salon::Topic,
    values::{Instant, SalonZone, Words, fmt_time},
    when::{DateSpan, Day, DayPart, DayWish, Edge, Resolution, Time, TimeWindow, When},
};
use chrono::{Datelike as _, NaiveTime, Timelike as _, Weekday};
use serde_json::{Map, Value, json};

/// What is needed to resolve an act.
pub(super) struct Shape<'s> {
    pub(super) expectation: &'s Expectation,
    pub(super) sent_at: Instant,
    pub(super) zone: SalonZone,
}

/// Hello, thanks, goodbye, small talk.
pub(super) fn is_courtesy(act: &Act) -> bool {
    matches!(act, Act::Greet | Act::Thank | Act::Goodbye | Act::Chat)
}

fn named(act: &str) -> Value {
    json!({ "act": act })
}

impl Shape<'_> {
    pub(super) fn act(&self, act: &Act) -> Value {
        match act {
            Act::Want(wish) | Act::WaitingList(wish) => self.wish("book", wish),
            Act::Usual(wish) => self.wish("usual", wish),
            Act::Accept => named("accept"),
            Act::Decline => named("decline"),
            Act::Choose(choice) => self.choice(choice),
            Act::GiveName(name) => {
                let mut out = Map::from_iter([("act".to_owned(), json!("give_name"))]);
                out.extend(name.first.iter().map(|first| ("first".to_owned(), json!(first))));
                out.extend(name.last.iter().map(|last| ("last".to_owned(), json!(last))));
                Value::Object(out)
            }
            Act::Ask(asking) => self.asking(asking),
            Act::Move { which, to, with } => self.moved(which, to.as_ref(), with.as_ref()),
            Act::Cancel { which } => {
                let mut out = Map::from_iter([("act".to_owned(), json!("cancel"))]);
                self.put_which(&mut out, which);
                Value::Object(out)
            }
            Act::Late { minutes, arriving } => {
                let mut out = Map::from_iter([("act".to_owned(), json!("delay"))]);
                out.extend(minutes.map(|m| ("minutes".to_owned(), json!(m))));
                if let Some(when) = arriving {
                    out.extend(self.when(when));
                }
                Value::Object(out)
            }
            Act::PaymentFailed => named("payment_failed"),
            Act::SaysPaid => named("paid"),
            Act::Medical(_) => named("medical_question"),
            Act::Person { .. } => named("human_request"),
            Act::Greet => named("greeting"),
            Act::Thank => named("thanks"),
            Act::Goodbye => named("goodbye"),
            Act::CannotPayOnline
            | Act::Complaint(_)
            | Act::Abuse
            | Act::OptOut
            | Act::OptIn
            | Act::MyData(_)
            | Act::NotForUs(_)
            | Act::Later
            | Act::Repeat
            | Act::Why
            | Act::Refuse
            | Act::Chat
            | Act::Unclear => named("other"),
        }
    }

    fn wish(&self, act: &str, wish: &Wish) -> Value {
        let mut out = Map::from_iter([("act".to_owned(), json!(act))]);
        let services: Vec<String> = wish.services.iter().map(|s| self.service(s, wish)).collect();
        if !services.is_empty() {
            out.insert("services".to_owned(), json!(services));
        }
        if let Some(when) = &wish.when {
            out.extend(self.when(when));
        }
        let refused: Vec<Value> =
            wish.not_when.iter().filter_map(|when| self.when(when).remove("date")).collect();
        if !refused.is_empty() && !out.contains_key("date") {
            out.insert("date".to_owned(), json!({ "not": refused }));
        }
        match (&wish.with, &wish.not_with[..]) {
            (Some(with), _) => drop(out.insert("stylist".to_owned(), json!(with.as_str()))),
            (None, [not, ..]) => drop(out.insert("stylist".to_owned(), json!({ "not": not.as_str() }))),
            (None, []) if wish.anyone => drop(out.insert("stylist".to_owned(), json!("any"))),
            (None, []) => {}
        }
        let mut whom: Vec<String> = wish.for_whom.iter().map(people::plain).collect();
        if wish.for_me == Some(true) && !whom.is_empty() {
            whom.insert(0, "yo".to_owned());
        }
        match &whom[..] {
            [] => {}
            [one] => drop(out.insert("for_whom".to_owned(), json!(one))),
            several => drop(out.insert("for_whom".to_owned(), json!(several))),
        }
        Value::Object(out)
    }

    /// A child's cut is a service of its own.
    fn service(&self, words: &Words, wish: &Wish) -> String {
        let child = wish.age.filter(|age| *age < 13).and(wish.for_whom.first()).map(people::plain);
        match (words.folded().as_str(), child.as_deref()) {
            ("corte", Some("hijo" | "nieto" | "sobrino")) => "corte niño".to_owned(),
            ("corte", Some("hija" | "nieta" | "sobrina")) => "corte niña".to_owned(),
            _ => words.as_str().to_owned(),
        }
    }

    fn asking(&self, asking: &Asking) -> Value {
        let faq = |topic: &str| json!({ "act": "faq", "topic": topic });
        match asking {
            Asking::Price(words) => self.about("price_question", words),
            Asking::Length(words) => self.about("duration_question", words),
            Asking::Faq(Topic::Hours) | Asking::Open(_) => faq("hours"),
            Asking::Faq(Topic::Address) => faq("address"),
            Asking::Faq(Topic::Parking) => faq("parking"),
            Asking::Faq(Topic::Payment) | Asking::WhyDeposit | Asking::HowMuchDeposit => faq("payment"),
            Asking::Faq(Topic::Cancellation) => faq("cancellation_policy"),
            Asking::Other(_)
            | Asking::WhatIs(_)
            | Asking::Services(_)
            | Asking::DoYouDo(_)
            | Asking::WhoDoes { .. }
            | Asking::Works { .. } => faq("other"),
            Asking::Advice(_) | Asking::OwnAppointments(_) | Asking::AreYouARobot | Asking::SomeoneElse => {
                named("other")
            }
        }
    }

    fn about(&self, act: &str, words: &[Words]) -> Value {
        let words = if words.is_empty() { &self.expectation.talking_about } else { words };
        if words.is_empty() {
            named(act)
        } else {
            json!({ "act": act, "services": words.iter().map(Words::as_str).collect::<Vec<_>>() })
        }
    }

    fn moved(&self, which: &Which, to: Option<&When>, with: Option<&Words>) -> Value {
        let mut out = Map::from_iter([("act".to_owned(), json!("reschedule"))]);
        self.put_which(&mut out, which);
        let mut target = to.map(|when| self.when(when)).unwrap_or_default();
        target.extend(with.map(|w| ("stylist".to_owned(), json!(w.as_str()))));
        if !target.is_empty() {
            out.insert("to".to_owned(), Value::Object(target));
        }
        Value::Object(out)
    }

    fn put_which(&self, out: &mut Map<String, Value>, which: &Which) {
        let mut inner = which.when.as_ref().map(|when| self.when(when)).unwrap_or_default();
        if !which.services.is_empty() {
            inner.insert(
                "services".to_owned(),
                json!(which.services.iter().map(Words::as_str).collect::<Vec<_>>()),
            );
        }
        inner.extend(which.with.iter().map(|w| ("stylist".to_owned(), json!(w.as_str()))));
        if which.all {
            inner.insert("all".to_owned(), json!(true));
        }
        if !inner.is_empty() {
            out.insert("which".to_owned(), Value::Object(inner));
        }
    }

    /// By number where the choice has one meaning among what was shown; an hour or a stylist is printed as said.
    fn choice(&self, choice: &Choice) -> Value {
        let options = &self.expectation.options;
        let mut fits: Vec<usize> = (0..options.len()).filter(|n| self.fits(choice, &options[*n])).collect();
        fits.sort_by_key(|n| (options[*n].date, options[*n].time));
        let by_hour =
            choice.when.as_ref().and_then(|w| self.wish_of(w)).map(|w| w.window).filter(|w| !w.at.is_empty());
        let nth = match (choice.nth, choice.last) {
            (Some(nth), _) => Some(usize::from(nth)),
            (None, true) => Some(options.len()),
            (None, false) if choice.earliest => fits.first().map(|n| n + 1),
            (None, false) if choice.latest => fits.last().map(|n| n + 1),
            (None, false) => None,
        };
        let one = if let [only] = fits[..] { Some(only) } else { None };
        match (nth, by_hour, one) {
            (Some(nth), ..) => json!({ "act": "choose", "option": nth }),
            (None, Some(_), Some(only)) if options[only].time.is_some() => {
                json!({ "act": "choose", "time": options[only].time.map(fmt_time) })
            }
            (None, Some(window), _) => {
                json!({ "act": "choose", "time": window.at.first().map(|t| fmt_time(*t)) })
            }
            (None, None, _) if choice.any => json!({ "act": "choose", "any": true }),
            (None, None, _) if choice.all => json!({ "act": "choose", "all": true }),
            (None, None, _) if choice.with.is_some() => {
                json!({ "act": "choose", "stylist": choice.with.as_ref().map(Words::as_str) })
            }
            (None, None, Some(only)) => json!({ "act": "choose", "option": only + 1 }),
            (None, None, None) => match &choice.named {
                Some(words) => json!({ "act": "choose", "name": words.as_str() }),
                None => json!({ "act": "choose" }),
            },
        }
    }

    fn fits(&self, choice: &Choice, option: &Shown) -> bool {
        let wish = choice.when.as_ref().and_then(|when| self.wish_of(when)).unwrap_or_default();
        let day = !wish.has_day()
            || wish.soonest
            || option.date.is_none_or(|date| wish.days.iter().any(|span| span.contains(date)));
        let hour = option.time.is_none_or(|time| within(&wish.window, time));
        let with = choice
            .with
            .as_ref()
            .is_none_or(|with| option.stylists.iter().any(|s| Words::new(s).folded() == with.folded()));
        let name = choice.named.as_ref().is_none_or(|name| {
            option
                .names
                .iter()
                .any(|n| Words::new(n).folded().split(' ').any(|w| name.folded().split(' ').any(|m| m == w)))
        });
        day && hour && with && name
    }

    /// The wish behind a time; of several days the first is meant.
    fn wish_of(&self, when: &When) -> Option<DayWish> {
        match when.resolve(self.sent_at, self.zone) {
            Resolution::Clear(wish) => Some(wish),
            Resolution::WhichDay { of, window } => Some(DayWish {
                days: of.into_iter().map(DateSpan::day).collect(),
                window,
                ..DayWish::default()
            }),
            Resolution::NoSuchDay | Resolution::Past(_) => None,
        }
    }

    fn when(&self, when: &When) -> Map<String, Value> {
        let mut out = Map::new();
        let Some(wish) = self.wish_of(when) else { return out };
        if let Some(date) = date(&wish, when.day == Some(Day::Any)) {
            out.insert("date".to_owned(), date);
        }
        let habit = matches!(when.time, Some(Time::Habit(_))) && wish.window.part.is_some();
        if let Some(time) = time(&wish.window).filter(|_| !habit) {
            out.insert("time".to_owned(), time);
        }
        // "por la mañana temprano" is a part of the day, "a primera hora" is its end.
        let edge = when.said.folded().contains("hora");
        let window = TimeWindow {
            edge: wish.window.edge.filter(|_| edge || wish.window.part.is_none()),
            ..wish.window.clone()
        };
        // "saliendo del cole, a partir de las cinco": the hour says it better than the habit.
        let said = when.said.folded();
        let implied = out.contains_key("time")
            && !["tarde", "manana", "noche", "hora", "mediodia"].iter().any(|w| said.contains(w));
        if window.at.is_empty()
            && !implied
            && let Some(part) = daypart(&window)
        {
            out.insert("daypart".to_owned(), json!(part));
        }
        out
    }
}

fn within(window: &TimeWindow, time: NaiveTime) -> bool {
    let at = window.at.is_empty() || window.at.contains(&time);
    let minute = window.minute.is_none_or(|m| u32::from(m) == time.minute());
    at && minute
        && window.from.is_none_or(|from| from <= time)
        && window.to.is_none_or(|to| time <= to)
        && window.part.is_none_or(|p| p.holds(time))
}

fn date(wish: &DayWish, any: bool) -> Option<Value> {
    if wish.days.len() == 1 && any {
        return None;
    }
    if wish.soonest {
        return Some(json!("first_available"));
    }
    if let [weekday, ..] = wish.except_weekdays[..] {
        return Some(json!({ "not_weekday": weekday_name(weekday) }));
    }
    match wish.days[..] {
        [] => None,
        [DateSpan { first, last }] if first == last => Some(json!(first.to_string())),
        [span] if span.is_open() => Some(json!({ "from": span.first.to_string() })),
        [DateSpan { first, last }] => Some(json!({ "from": first.to_string(), "to": last.to_string() })),
        [ref first, ..] if wish.days.iter().all(|d| d.first == d.last) && wish.days.len() > 6 => {
            Some(json!({ "weekday": weekday_name(first.first.weekday()) }))
        }
        ref several => Some(json!(several.iter().map(|d| d.first.to_string()).collect::<Vec<_>>())),
    }
}

/// Of two readings of an hour the one a salon is open at.
fn time(window: &TimeWindow) -> Option<Value> {
    let at = window.at.iter().find(|t| (9..21).contains(&t.hour())).or(window.at.first());
    if let Some(at) = at {
        return Some(json!(fmt_time(*at)));
    }
    let ends = [("from", window.from), ("to", window.to)];
    let ends: Map<String, Value> =
        ends.into_iter().filter_map(|(key, t)| t.map(|t| (key.to_owned(), json!(fmt_time(t))))).collect();
    (!ends.is_empty()).then_some(Value::Object(ends))
}

fn daypart(window: &TimeWindow) -> Option<&'static str> {
    match (window.edge, window.part) {
        (Some(Edge::First), _) => Some("primera_hora"),
        (Some(Edge::Last), _) => Some("última_hora"),
        (None, Some(DayPart::Morning)) => Some("mañana"),
        (None, Some(DayPart::Midday)) => Some("mediodía"),
        (None, Some(DayPart::Afternoon)) => Some("tarde"),
        (None, Some(DayPart::Night)) => Some("noche"),
        (None, None) => None,
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "lunes",
        Weekday::Tue => "martes",
        Weekday::Wed => "miércoles",
        Weekday::Thu => "jueves",
        Weekday::Fri => "viernes",
        Weekday::Sat => "sábado",
        Weekday::Sun => "domingo",
    }
}
