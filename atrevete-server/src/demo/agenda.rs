//! The agenda: a day of every stylist, with the week around it.

use super::{Broken, Shop, house::House};
use atrevete_domain::{
    booking::{Appointment, Life},
    salon::{Doors, Stylist},
    wording::formats,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{Datelike as _, Days, NaiveDate};
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct Day {
    dia: Option<String>,
}

/// One day.
pub(super) async fn page(State(shop): State<Arc<Shop>>, Query(day): Query<Day>) -> Result<Response, Broken> {
    let wanted = day.dia.filter(|text| !text.is_empty());
    let wanted = wanted.map(|text| text.parse::<NaiveDate>()).transpose().map_err(|_| Broken::BadRequest)?;
    // Dates whose weeks can be turned.
    if wanted.is_some_and(|date| !(2000..=2100).contains(&date.year())) {
        return Err(Broken::BadRequest);
    }
    let values = shop
        .inside(move |house, now| {
            house.catch_up(now);
            let today = house.zone().date(now);
            shown(house, wanted.unwrap_or(today), today)
        })
        .await?;
    shop.pages.show("agenda.html", values)
}

fn shown(house: &House, date: NaiveDate, today: NaiveDate) -> Value {
    let (salon, zone) = (house.salon(), house.zone());
    let mut all = house.world().store.appointments();
    all.sort_by_key(|a| (a.start(), a.id));
    let on = |date: NaiveDate| all.iter().filter(move |a| zone.date(a.start()) == date);
    let doors = match salon.hours.on(date) {
        Doors::Open { hours, reason } => {
            let hours: Vec<_> = hours.iter().map(|h| (h.from, h.to)).collect();
            context! { open => true, hours => formats::intervals(&hours), reason }
        }
        Doors::Closed { reason } => context! { open => false, reason },
    };
    let columns: Vec<Value> = salon
        .stylists
        .iter()
        .filter(|s| s.active)
        .map(|s| column(house, s, date, on(date).filter(|a| a.seat.stylist == s.id)))
        .collect();
    let monday = date - Days::new(date.weekday().num_days_from_monday().into());
    let week: Vec<Value> = (0..7)
        .map(|n| monday + Days::new(n))
        .map(|day| {
            let count = on(day).filter(|a| a.life.occupies()).count();
            context! {
                date => day.to_string(),
                name => formats::first_upper(formats::weekday(day.weekday())),
                number => day.day(),
                count,
                here => day == date,
                today => day == today,
                closed => !salon.hours.is_open(day),
            }
        })
        .collect();
    context! {
        salon => salon.profile.name.clone(),
        title => formats::first_upper(&format!("{} {} de {} de {}", formats::weekday(date.weekday()), date.day(), formats::month(date.month()), date.year())),
        doors, columns, week,
        before => (monday - Days::new(7)).to_string(),
        after => (monday + Days::new(7)).to_string(),
        today => today.to_string(),
    }
}

fn column<'a>(
    house: &House,
    stylist: &Stylist,
    date: NaiveDate,
    of: impl Iterator<Item = &'a Appointment>,
) -> Value {
    let hours: Vec<_> = house.salon().attending(stylist, date).iter().map(|h| (h.from, h.to)).collect();
    let works = (!hours.is_empty()).then(|| formats::intervals(&hours));
    context! { name => stylist.name.clone(), works, visits => of.map(|a| visit(house, a)).collect::<Vec<_>>() }
}

fn visit(house: &House, a: &Appointment) -> Value {
    let zone = house.zone();
    let (class, state) = words(&a.life);
    let names: Vec<String> = a.quote.services.iter().map(|s| formats::service(&s.name)).collect();
    context! {
        class, state,
        from => zone.local(a.start()).format("%H:%M").to_string(),
        to => zone.local(a.seat.span.to).format("%H:%M").to_string(),
        who => a.attendee.name.as_ref().map(ToString::to_string),
        services => formats::first_upper(&formats::list(&names)),
        price => formats::euros(a.quote.price),
        deposit => (!a.share.is_zero()).then(|| formats::euros(a.share)),
        until => a.life.limit().map(|at| zone.local(at).format("%H:%M").to_string()),
        not_coming => a.notes.not_coming.is_some(),
        delay => a.notes.delay.map(|d| d.minutes),
        photo => a.notes.photo,
        ended => !a.life.occupies() && !matches!(a.life, Life::Completed),
    }
}

/// A state's class on the page and its word: colour is never the only sign.
fn words(life: &Life) -> (&'static str, &'static str) {
    match life {
        Life::Provisional { .. } => ("provisional", "Pendiente de señal"),
        Life::Closing { .. } => ("provisional", "Cerrando el pago"),
        Life::Confirmed { .. } => ("confirmada", "Confirmada"),
        Life::Completed => ("hecha", "Hecha"),
        Life::NoShow => ("ausente", "No vino"),
        Life::Cancelled { .. } => ("anulada", "Anulada"),
        Life::Expired => ("anulada", "Caducada sin señal"),
    }
}
