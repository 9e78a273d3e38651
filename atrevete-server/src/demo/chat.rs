//! The chat page: somebody's conversation with Maite, as her telephone shows it.
//!
//! Invariant: a person is named in the address of her page (`?p=`), so that each tab can be another one; what the page
//! knows of her is what a messenger would know.

use super::{
    Broken, Shop,
    house::{By, Guest, House, Line, With},
};
use crate::config;
use atrevete_domain::{
    dialogue::{ChannelId, Media},
    values::{Phone, SalonZone},
};
use atrevete_testkit::Person;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;

/// The messenger's own limit for one message.
const LONGEST: usize = 4096;

/// Names that new people of the demo have on their profiles, until somebody writes another one.
const PROFILES: [&str; 6] = ["Lucía", "Carmen Ruiz", "Marta G.", "🌸Sofi🌸", "Javier", "Ana Belén"];

#[derive(Deserialize)]
pub(super) struct Whom {
    p: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Since {
    p: String,
    #[serde(default)]
    desde: usize,
}

#[derive(Deserialize)]
pub(super) struct Message {
    p: String,
    #[serde(default)]
    texto: String,
}

#[derive(Deserialize)]
pub(super) struct Attachment {
    p: String,
    tipo: String,
    #[serde(default)]
    pie: String,
}

#[derive(Deserialize)]
pub(super) struct Profile {
    p: String,
    #[serde(default)]
    telefono: String,
    #[serde(default)]
    nombre: String,
}

#[derive(Deserialize)]
pub(super) struct Team {
    p: String,
    accion: String,
}

/// The page of one person; without one in the address, of a new person.
pub(super) async fn page(
    State(shop): State<Arc<Shop>>,
    Query(whom): Query<Whom>,
) -> Result<Response, Broken> {
    let Some(p) = whom.p else { return Ok(Redirect::to(&address(&newcomer()?)).into_response()) };
    let channel = channel(&p)?;
    show(&shop, channel, None).await
}

async fn show(shop: &Arc<Shop>, channel: ChannelId, problem: Option<String>) -> Result<Response, Broken> {
    let values = shop
        .inside(move |house, now| {
            house.catch_up(now);
            let guest = known(house, &channel);
            let shown = Shown::of(house, &channel, &guest, 0);
            context! { problem, profile => profile_of(&guest), people => people(house, &channel), ..shown.values() }
        })
        .await?;
    shop.pages.show("chat.html", values)
}

/// What came since the page was made, for its script.
pub(super) async fn updates(
    State(shop): State<Arc<Shop>>,
    Query(since): Query<Since>,
) -> Result<Response, Broken> {
    let channel = channel(&since.p)?;
    news(&shop, channel, since.desde).await
}

async fn news(shop: &Arc<Shop>, channel: ChannelId, from: usize) -> Result<Response, Broken> {
    let (values, count) = shop
        .inside(move |house, now| {
            house.catch_up(now);
            let guest = known(house, &channel);
            (Shown::of(house, &channel, &guest, from).values(), guest.lines.len())
        })
        .await?;
    let body = serde_json::json!({
        "hasta": count,
        "mensajes": shop.pages.text("lines.html", values.clone())?,
        "estado": shop.pages.text("state.html", values)?,
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response())
}

/// Somebody writes.
pub(super) async fn says(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    Form(message): Form<Message>,
) -> Result<Response, Broken> {
    let channel = channel(&message.p)?;
    let text: String = message.texto.trim().chars().take(LONGEST).collect();
    if !text.is_empty() {
        let to = channel.clone();
        shop.inside(move |house, now| {
            meet(house, &to);
            house.says(&to, &text, now);
        })
        .await?;
    }
    done(&shop, &headers, channel).await
}

/// Somebody sends something that is no text.
pub(super) async fn sends(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    Form(sent): Form<Attachment>,
) -> Result<Response, Broken> {
    let channel = channel(&sent.p)?;
    let media = match sent.tipo.as_str() {
        "voz" => Media::Voice,
        "foto" => Media::Photo,
        "archivo" => Media::Other,
        _ => return Err(Broken::BadRequest),
    };
    let (to, caption) = (channel.clone(), sent.pie.trim().to_owned());
    shop.inside(move |house, now| {
        meet(house, &to);
        house.sends(&to, media, Some(caption.as_str()).filter(|c| !c.is_empty()), now);
    })
    .await?;
    done(&shop, &headers, channel).await
}

/// Another number or profile name, as if the telephone's owner had changed them.
pub(super) async fn profile(
    State(shop): State<Arc<Shop>>,
    Form(profile): Form<Profile>,
) -> Result<Response, Broken> {
    let channel = channel(&profile.p)?;
    let name = Some(profile.nombre.trim().chars().take(100).collect::<String>()).filter(|n| !n.is_empty());
    let number = profile.telefono.trim().to_owned();
    let to = channel.clone();
    let problem = shop
        .inside(move |house, _| {
            let region = house.salon().profile.region.clone();
            let phone = Some(number.as_str()).filter(|n| !n.is_empty()).map(|n| Phone::parse(n, &region));
            match phone.transpose() {
                Ok(phone) => {
                    house.introduce(&to, Person { phone, profile: name });
                    None
                }
                Err(_) => Some(format!("«{number}» no es un número de teléfono que exista.")),
            }
        })
        .await?;
    match problem {
        None => Ok(Redirect::to(&address(&channel.0)).into_response()),
        Some(problem) => show(&shop, channel, Some(problem)).await,
    }
}

/// A person of the salon takes the conversation, or gives it back.
pub(super) async fn team(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    Form(team): Form<Team>,
) -> Result<Response, Broken> {
    let channel = channel(&team.p)?;
    let with = match team.accion.as_str() {
        "tomar" => With::Team,
        "devolver" => With::Maite,
        _ => return Err(Broken::BadRequest),
    };
    let to = channel.clone();
    shop.inside(move |house, now| house.hand(&to, with, now)).await?;
    done(&shop, &headers, channel).await
}

/// A script gets an empty answer and asks for the news itself; a form goes back to the page.
async fn done(shop: &Arc<Shop>, headers: &HeaderMap, channel: ChannelId) -> Result<Response, Broken> {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("application/json") {
        return news(shop, channel, usize::MAX).await;
    }
    Ok(Redirect::to(&address(&channel.0)).into_response())
}

/// Where somebody's page is.
pub(super) fn address(p: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:@".contains(&b);
    let coded: String =
        p.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("/?p={coded}#final")
}

fn channel(p: &str) -> Result<ChannelId, Broken> {
    let sound = !p.is_empty() && p.len() <= 200 && !p.chars().any(char::is_control);
    if sound { Ok(ChannelId(p.to_owned())) } else { Err(Broken::BadRequest) }
}

fn newcomer() -> Result<String, Broken> {
    let mut bytes = [0; 6];
    getrandom::fill(&mut bytes).map_err(|_| Broken::Internal)?;
    Ok(format!("web:{}", config::hex(&bytes)))
}

/// Somebody as she is known, or as a new person of the demo appears: with a number and a name drawn from the address.
fn known(house: &House, channel: &ChannelId) -> Guest {
    let guest = house.guest(channel);
    let unknown = guest.lines.is_empty() && guest.person == Person::default();
    if !unknown || !channel.0.starts_with("web:") {
        return guest;
    }
    let sum = channel.0.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let profile = PROFILES[sum as usize % PROFILES.len()].to_owned();
    let phone = Phone::parse(&format!("6{:08}", sum % 100_000_000), "ES").ok();
    Guest { person: Person { phone, profile: Some(profile) }, ..guest }
}

/// The first message of a new person also says who she is.
fn meet(house: &mut House, channel: &ChannelId) {
    if house.guest(channel).lines.is_empty() {
        let person = known(house, channel).person;
        house.introduce(channel, person);
    }
}

/// What the templates of a chat show.
struct Shown {
    p: String,
    lines: Vec<Value>,
    count: usize,
    quick: Vec<String>,
    with: With,
    salon: String,
}

impl Shown {
    fn of(house: &House, channel: &ChannelId, guest: &Guest, from: usize) -> Self {
        let zone = house.zone();
        Self {
            p: channel.0.clone(),
            lines: guest.lines.iter().skip(from).map(|line| bubble(line, zone)).collect(),
            count: guest.lines.len(),
            quick: house.quick_replies(channel),
            with: house.with(channel),
            salon: house.salon().profile.name.clone(),
        }
    }

    fn values(self) -> Value {
        let with = match self.with {
            With::Maite => "maite",
            With::Waiting => "espera",
            With::Team => "equipo",
        };
        context! { p => self.p, lines => self.lines, count => self.count, quick => self.quick, with, salon => self.salon }
    }
}

fn bubble(line: &Line, zone: SalonZone) -> Value {
    let by = match line.by {
        By::Customer => "cliente",
        By::Maite => "maite",
        By::Note => "nota",
    };
    let at = zone.local(line.at);
    context! { by, text => line.text.clone(), time => at.format("%H:%M").to_string(), at => at.format("%Y-%m-%dT%H:%M:%S").to_string() }
}

fn profile_of(guest: &Guest) -> Value {
    context! { phone => guest.person.phone.as_ref().map(ToString::to_string), name => guest.person.profile.clone() }
}

fn people(house: &House, here: &ChannelId) -> Vec<Value> {
    let known = house.guests().filter(|(_, guest)| !guest.lines.is_empty());
    known
        .map(|(channel, guest)| {
            let phone = guest.person.phone.as_ref().map(ToString::to_string);
            let name = guest.person.profile.clone().or(phone).unwrap_or_else(|| "Sin nombre".to_owned());
            let last = guest.lines.last().map(|line| line.text.lines().next().unwrap_or_default().to_owned());
            context! { address => address(&channel.0), name, last, here => channel == here }
        })
        .collect()
}
