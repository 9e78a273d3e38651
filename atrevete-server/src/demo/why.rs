//! Why Maite answered as she did: what was understood and which rules decided, step by step.

use super::{Broken, Shop, house::House};
use atrevete_domain::{
    dialogue::{ChannelId, Input},
    step::Reason,
};
use atrevete_ports::Turn;
use axum::{
    extract::{Query, State},
    response::Response,
};
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;

/// Steps shown, the newest first.
const MOST: usize = 20;

#[derive(Deserialize)]
pub(super) struct Whom {
    p: Option<String>,
}

/// The steps of one conversation; without one, of the desk and everybody.
pub(super) async fn page(
    State(shop): State<Arc<Shop>>,
    Query(whom): Query<Whom>,
) -> Result<Response, Broken> {
    let values = shop
        .inside(move |house, now| {
            house.catch_up(now);
            shown(house, whom.p)
        })
        .await?;
    shop.pages.show("why.html", values)
}

fn shown(house: &House, p: Option<String>) -> Value {
    let channel = p.clone().map(ChannelId);
    let of = channel.as_ref().and_then(|channel| house.conversation(channel));
    let turns = house.world().turns_since(0);
    let hers = |turn: &&Turn| channel.is_none() || (of.is_some() && turn.conversation == of);
    let steps: Vec<Value> = turns.iter().rev().filter(hers).take(MOST).map(|t| step(house, t)).collect();
    context! { salon => house.salon().profile.name.clone(), p, steps }
}

fn step(house: &House, turn: &Turn) -> Value {
    context! {
        time => house.zone().local(turn.at).format("%d/%m %H:%M:%S").to_string(),
        desk => turn.conversation.is_none(),
        heard => turn.heard.clone(),
        event => turn.input.as_ref().and_then(event),
        trace => turn.trace.iter().map(reason).collect::<Vec<_>>(),
        said => turn.said.clone(),
    }
}

/// What made a step happen where nobody wrote.
fn event(input: &Input) -> Option<String> {
    match input {
        Input::Said(_) => None,
        Input::Sent { .. } => Some("algo que no es texto".to_owned()),
        Input::News(news) => Some(data(news)),
        Input::TakenOver => Some("una persona ha tomado la conversación".to_owned()),
        Input::HandedBack => Some("una persona ha devuelto la conversación".to_owned()),
        Input::Woke(kind) => Some(data(kind)),
        Input::Defeated => Some("no se pudo atender".to_owned()),
    }
}

fn reason(reason: &Reason) -> Value {
    let (kind, what) = match reason {
        Reason::Heard(act) => ("Entendido", data(act)),
        Reason::Ruled(rule) => ("Regla", data(rule)),
        Reason::Refused(conflict) => ("Rechazado", data(conflict)),
        Reason::Muted => ("Silencio", "la conversación la lleva una persona".to_owned()),
    };
    context! { kind, what }
}

/// The stored form, without what was not said.
fn data(value: &impl serde::Serialize) -> String {
    fn bare(value: serde_json::Value) -> Option<serde_json::Value> {
        use serde_json::Value as V;
        match value {
            V::Null | V::Bool(false) => None,
            V::Array(list) if list.is_empty() => None,
            V::Object(map) => {
                Some(V::Object(map.into_iter().filter_map(|(k, v)| Some((k, bare(v)?))).collect()))
            }
            other => Some(other),
        }
    }
    let value = serde_json::to_value(value).ok().and_then(bare);
    match value {
        Some(serde_json::Value::String(text)) => text,
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
