//! The filters and tests that templates use. Each reads the stored form of a value back into its type and hands it to
//! [`super::formats`].
//!
//! Invariant: a filter that is given something else is an error of the template, found when the words are checked.

use super::{
    formats,
    staff::part_of_day,
    utterance::{PriceItem, SeatFact, ServiceOption, SlotOption, VisitFact},
};
use crate::{salon::profile::AddressForm, values::Money, when::DayPart};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use minijinja::{Environment, value::Serde};
use serde::Deserialize;

/// A date, with or without its hour.
#[derive(Deserialize)]
#[serde(untagged)]
enum Date {
    Moment(NaiveDateTime),
    Day(NaiveDate),
}

impl Date {
    fn day(&self) -> NaiveDate {
        match self {
            Self::Moment(at) => at.date(),
            Self::Day(date) => *date,
        }
    }
}

type Now = Serde<NaiveDateTime>;

/// Adds every filter to `env`.
pub(super) fn add_to(env: &mut Environment<'_>) {
    add_figures(env);
    add_days(env);
    add_words(env);
    add_options(env);
}

fn add_figures(env: &mut Environment<'_>) {
    env.add_filter("euros", |Serde(amount): Serde<Money>| formats::euros(amount));
    env.add_filter("is_nothing", |Serde(amount): Serde<Money>| amount.is_zero());
    env.add_filter("minutes", |Serde(minutes): Serde<u16>| formats::length(minutes));
    env.add_filter("clock", |Serde(time): Serde<Clock>| formats::clock(time.time()));
    env.add_filter("hours", |Serde(hours): Serde<Vec<(NaiveTime, NaiveTime)>>| formats::intervals(&hours));
}

/// An hour, alone or of a moment.
#[derive(Deserialize)]
#[serde(untagged)]
enum Clock {
    Moment(NaiveDateTime),
    Time(NaiveTime),
}

impl Clock {
    fn time(&self) -> NaiveTime {
        match self {
            Self::Moment(at) => at.time(),
            Self::Time(time) => *time,
        }
    }
}

fn add_days(env: &mut Environment<'_>) {
    env.add_filter("day", |Serde(date): Serde<Date>, Serde(now): Now| formats::day(date.day(), now));
    env.add_filter("is_today", |Serde(date): Serde<Date>, Serde(now): Now| date.day() == now.date());
    env.add_filter("is_tomorrow", |Serde(date): Serde<Date>, Serde(now): Now| {
        Some(date.day()) == now.date().succ_opt()
    });
    env.add_filter("hours_ahead", |Serde(at): Now, Serde(now): Now| (at - now).num_minutes().div_euclid(60));
    env.add_filter("days", |Serde(dates): Serde<Vec<NaiveDate>>, Serde(now): Now| {
        dates.iter().map(|date| formats::listed_day(*date, now)).collect::<Vec<_>>()
    });
    env.add_filter("moment", |Serde(at): Now, Serde(now): Now| formats::moment(at, now));
    env.add_filter("of_moment", |Serde(at): Now, Serde(now): Now| formats::of_moment(at, now));
    env.add_filter("until_moment", |Serde(at): Now, Serde(now): Now| formats::until_moment(at, now));
    env.add_filter("before_moment", |Serde(at): Now, Serde(now): Now| formats::before_moment(at, now));
    env.add_filter("full_moment", |Serde(at): Now, Serde(now): Now| formats::full_moment(at, now));
    env.add_filter("weekdays", |Serde(days): Serde<Vec<Weekday>>| formats::weekdays(&days));
    env.add_filter("day_part", |Serde(part): Serde<DayPart>| part_of_day(part));
}

fn add_words(env: &mut Environment<'_>) {
    env.add_filter("service", |name: &str| formats::service(name));
    env.add_filter("work", |name: &str| formats::work(name));
    env.add_filter("variant", |text: &str| formats::variant(text).to_owned());
    env.add_filter("in_form", |text: &str, Serde(form): Serde<AddressForm>| formats::in_form(text, form));
    env.add_filter("services", |names: Vec<String>| services(&names));
    env.add_filter("list", |words: Vec<String>| formats::list(&words));
    env.add_filter("or_list", |words: Vec<String>| formats::or_list(&words));
    env.add_filter("first_upper", |text: &str| formats::first_upper(text));
    env.add_filter("no_dot", |text: &str| text.trim().trim_end_matches('.').to_owned());
    env.add_filter("quoted", |said: &str| formats::quoted(said));
    env.add_filter("bare", |link: &str| bare(link).to_owned());
    env.add_filter("yours", |person: &str, Serde(form): Serde<AddressForm>| formats::yours(person, form));
    env.add_filter("to", |whom: &str| formats::to(whom));
    env.add_filter("from", |whom: &str| formats::of(whom));
    env.add_filter("methods", |names: Vec<String>| {
        let known = |name: &String| match name.as_str() {
            "card" => "tarjeta".to_owned(),
            "bizum" => "Bizum".to_owned(),
            other => other.to_owned(),
        };
        formats::or_list(&names.iter().map(known).collect::<Vec<_>>())
    });
}

fn add_options(env: &mut Environment<'_>) {
    env.add_filter("same_name", |Serde(items): Serde<Vec<Named>>| {
        items
            .windows(2)
            .all(|pair| formats::without_brackets(&pair[0].name) == formats::without_brackets(&pair[1].name))
            && items.iter().all(|i| i.variant.is_some())
    });
    env.add_filter("same_cost", |Serde(items): Serde<Vec<PriceItem>>| {
        let cost = |i: &PriceItem| (i.price, i.from, i.minutes);
        items.iter().all(|i| i.price.is_some())
            && items.windows(2).all(|pair| cost(&pair[0]) == cost(&pair[1]))
    });
    env.add_filter("service_line", |Serde(option): Serde<ServiceOption>| {
        let name = match &option.variant {
            Some(variant) => format!("{} ({})", formats::work(&option.name), formats::variant(variant)),
            None => formats::service(&option.name),
        };
        with_price(&formats::first_upper(&name), option.price)
    });
    env.add_filter("variant_line", |Serde(option): Serde<ServiceOption>| {
        let variant = option.variant.as_deref().unwrap_or(&option.name);
        with_price(&formats::first_upper(formats::variant(variant)), option.price)
    });
    env.add_filter(
        "visit_lines",
        |Serde(visits): Serde<Vec<VisitFact>>, Serde(now): Now, Serde(form): Serde<AddressForm>| {
            visits.iter().map(|visit| visit_line(visit, now, form)).collect::<Vec<_>>()
        },
    );
    env.add_filter("common_day", |Serde(options): Serde<Vec<SlotOption>>, Serde(now): Now| {
        common_day(&options).map_or_else(String::new, |date| formats::day(date, now))
    });
    env.add_filter(
        "option_lines",
        |Serde(o): Serde<Vec<SlotOption>>, Serde(now): Now, Serde(form): Serde<AddressForm>| {
            let one_day = common_day(&o).is_some();
            o.iter().map(|option| option_line(option, one_day, now, form)).collect::<Vec<_>>()
        },
    );
    env.add_filter(
        "option_sentence",
        |Serde(o): Serde<SlotOption>, Serde(now): Now, Serde(form): Serde<AddressForm>| {
            option_sentence(&o, now, form)
        },
    );
}

/// A price item or an option, as far as telling variants of one service together needs.
#[derive(Deserialize)]
struct Named {
    name: String,
    variant: Option<String>,
}

fn services(names: &[String]) -> String {
    formats::list(&names.iter().map(|name| formats::work(name)).collect::<Vec<_>>())
}

fn with_price(what: &str, price: Option<Money>) -> String {
    match price {
        Some(price) if price.is_zero() => format!("{what}, gratis"),
        Some(price) => format!("{what}, {}", formats::euros(price)),
        None => what.to_owned(),
    }
}

/// A link without its scheme, as it is read in the middle of a sentence.
fn bare(link: &str) -> &str {
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link);
    link.trim_end_matches('/')
}

fn visit_line(visit: &VisitFact, now: NaiveDateTime, form: AddressForm) -> String {
    let day = formats::first_upper(&formats::plain_day(visit.start.date(), now));
    let who = visit.who.as_ref().map(|who| format!(" ({})", formats::yours(who, form))).unwrap_or_default();
    let clock = formats::clock(visit.start.time());
    format!("{day} a {clock}, {} con {}{who}", services(&visit.services), visit.stylist)
}

fn common_day(options: &[SlotOption]) -> Option<NaiveDate> {
    let mut dates = options.iter().flat_map(|o| &o.seats).map(|seat| seat.start.date());
    let first = dates.next()?;
    dates.all(|date| date == first).then_some(first)
}

fn option_line(option: &SlotOption, one_day: bool, now: NaiveDateTime, form: AddressForm) -> String {
    let Some(first) = option.seats.first() else { return String::new() };
    let day = formats::first_upper(&formats::plain_day(first.start.date(), now));
    match option.seats.as_slice() {
        [seat] if one_day => format!("{} {}", formats::hour(seat.start.time()), seat_alone(seat, form)),
        [seat] => format!("{day} a {} {}", formats::clock(seat.start.time()), seat_alone(seat, form)),
        seats if one_day && same_start(seats) => {
            format!("{}: {}", formats::hour(first.start.time()), seats_of(seats, now, form))
        }
        seats if one_day || !same_day(seats) => formats::first_upper(&seats_of(seats, now, form)),
        seats if same_start(seats) => {
            format!("{day} a {}: {}", formats::clock(first.start.time()), seats_of(seats, now, form))
        }
        seats => format!("{day}: {}", seats_of(seats, now, form)),
    }
}

fn option_sentence(option: &SlotOption, now: NaiveDateTime, form: AddressForm) -> String {
    let Some(first) = option.seats.first() else { return String::new() };
    match option.seats.as_slice() {
        [seat] => format!("{} {}", formats::moment(seat.start, now), seat_alone(seat, form)),
        seats if same_start(seats) => {
            format!("{}: {}", formats::moment(first.start, now), seats_of(seats, now, form))
        }
        seats if !same_day(seats) => seats_of(seats, now, form),
        seats => format!("{}: {}", formats::day(first.start.date(), now), seats_of(seats, now, form)),
    }
}

/// "con Marta", with what and for whom if the seat says so.
fn seat_alone(seat: &SeatFact, form: AddressForm) -> String {
    let mut out = format!("con {}", seat.stylist);
    if !seat.services.is_empty() {
        out = format!("{out} ({})", services(&seat.services));
    }
    if let Some(who) = seat.who.as_ref().filter(|who| !who.is_empty()) {
        out = format!("{out}, para {}", formats::yours(who, form));
    }
    out
}

fn same_day(seats: &[SeatFact]) -> bool {
    seats.windows(2).all(|pair| pair[0].start.date() == pair[1].start.date())
}

fn same_start(seats: &[SeatFact]) -> bool {
    seats.windows(2).all(|pair| pair[0].start == pair[1].start)
}

/// "tú con Marta y tu hija con Sara", "mechas a las 10:00 con Marta y manicura a las 12:00 con Rosa".
fn seats_of(seats: &[SeatFact], now: NaiveDateTime, form: AddressForm) -> String {
    let (together, one_day) = (same_start(seats), same_day(seats));
    let people = seats.iter().any(|seat| seat.who.as_ref().is_some_and(|who| !who.is_empty()));
    let you = match form {
        AddressForm::Tu => "tú",
        AddressForm::Usted => "usted",
    };
    let said = |seat: &SeatFact| {
        let who = match &seat.who {
            Some(who) if !who.is_empty() => Some(formats::yours(who, form)),
            Some(_) | None => people.then(|| you.to_owned()),
        };
        let what = (!seat.services.is_empty()).then(|| services(&seat.services));
        let whom = match (who, what) {
            (Some(who), Some(what)) => format!("{who} ({what}) "),
            (Some(one), None) | (None, Some(one)) => format!("{one} "),
            (None, None) => String::new(),
        };
        let at = if together {
            String::new()
        } else if one_day {
            format!("a {} ", formats::clock(seat.start.time()))
        } else {
            format!("{} ", formats::moment(seat.start, now))
        };
        format!("{whom}{at}con {}", seat.stylist)
    };
    formats::list(&seats.iter().map(said).collect::<Vec<_>>())
}
