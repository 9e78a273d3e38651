//! The payment page of the demo: what the payment provider would show.

use super::{
    Broken, Shop, chat,
    house::{By, House},
};
use atrevete_domain::{
    booking::Deposit,
    values::{CheckoutId, CustomerId},
    wording::formats,
};
use atrevete_ports::PageState;
use atrevete_testkit::{exec::block_on, fakes};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct Act {
    accion: String,
}

/// The page.
pub(super) async fn page(State(shop): State<Arc<Shop>>, Path(id): Path<String>) -> Result<Response, Broken> {
    let id: CheckoutId = id.parse().map_err(|_| Broken::NotFound)?;
    let values = shop
        .inside(move |house, now| {
            house.catch_up(now);
            shown(house, id)
        })
        .await?
        .ok_or(Broken::NotFound)?;
    shop.pages.show("checkout.html", values)
}

/// What the customer does there.
pub(super) async fn act(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    Form(act): Form<Act>,
) -> Result<Response, Broken> {
    let id: CheckoutId = id.parse().map_err(|_| Broken::NotFound)?;
    let gone = match act.accion.as_str() {
        "pagar" => {
            shop.inside(move |house, now| house.at_checkout(id, now, |world| world.stripe.pay(id).map(drop)))
                .await?
        }
        "fallar" => {
            shop.inside(move |house, now| {
                house.at_checkout(id, now, |world| {
                    world.stripe.pay_delayed(id)?;
                    world.stripe.bank_decides(id, fakes::Decision::Refuses)
                })
            })
            .await?
        }
        "volver" => {
            let back = shop.inside(move |house, _| back(house, id)).await?;
            return Ok(Redirect::to(&back.unwrap_or_else(|| "/".to_owned())).into_response());
        }
        _ => return Err(Broken::BadRequest),
    };
    match gone {
        // A page that was shut meanwhile says so itself.
        Ok(()) | Err(fakes::NotPayable::NotOpen) => Ok(Redirect::to(&format!("/pagar/{id}")).into_response()),
        Err(fakes::NotPayable::Unknown) => Err(Broken::NotFound),
    }
}

fn shown(house: &House, id: CheckoutId) -> Option<Value> {
    let page = house.world().stripe.page(id)?;
    let state = match page.state {
        PageState::Open { .. } => "abierta",
        PageState::Paid { .. } => "pagada",
        PageState::Processing => "pendiente",
        PageState::BankRefused => "rechazada",
        PageState::Shut | PageState::Unknown => "cerrada",
    };
    let salon = house.salon();
    let deposit = house.world().store.deposit_of(id);
    let visits = deposit.as_ref().map(|d| visits(house, d)).unwrap_or_default();
    Some(context! {
        salon => salon.profile.name.clone(),
        id => id.to_string(),
        state,
        amount => formats::euros(page.amount),
        visits,
        back => back(house, id),
    })
}

fn visits(house: &House, deposit: &Deposit) -> Vec<Value> {
    let (salon, zone) = (house.salon(), house.zone());
    let of = |id| {
        let a = house.world().store.appointment(id)?;
        let names: Vec<String> = a.quote.services.iter().map(|s| formats::service(&s.name)).collect();
        let start = zone.local(a.start());
        let limit = a.life.limit().map(|at| zone.local(at).format("%H:%M").to_string());
        Some(context! {
            services => formats::first_upper(&formats::list(&names)),
            stylist => salon.stylist_name(a.seat.stylist),
            day => formats::plain_day(start.date(), zone.local(house.world().now())),
            time => start.format("%H:%M").to_string(),
            price => formats::euros(a.quote.price),
            limit,
        })
    };
    deposit.shares.iter().filter_map(|(id, _)| of(*id)).collect()
}

/// The chat in which the link was sent.
fn back(house: &House, id: CheckoutId) -> Option<String> {
    let deposit = house.world().store.deposit_of(id)?;
    let (first, _) = deposit.shares.first()?;
    let appointment = house.world().store.appointment(*first)?;
    let who: [Option<CustomerId>; 2] = [appointment.booked_by, Some(appointment.attendee.customer)];
    let reach = |customer| block_on(house.world().store.reach(customer)).ok().flatten();
    let channels = who.into_iter().flatten().filter_map(reach);
    // One person may have written on several channels: the one in which this link stands is hers.
    let link = id.to_string();
    let told =
        |lines: &[super::house::Line]| lines.iter().any(|l| l.by == By::Maite && l.text.contains(&link));
    let sent = house.guests().find(|(_, guest)| told(&guest.lines)).map(|(channel, _)| channel.clone());
    sent.or_else(|| channels.into_iter().next()).map(|channel| chat::address(&channel.0))
}
