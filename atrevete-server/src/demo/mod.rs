//! The demo: the salon in a browser, with everything outside of it in memory.
//!
//! Invariants: pages work without JavaScript; no page loads anything from elsewhere; what happens inside the house never
//! ends the server.

mod agenda;
mod chat;
mod checkout;
mod house;
mod pages;
mod serve;
mod why;

pub use house::House;
pub use pages::Broken;
pub use serve::serve;

use crate::{
    clock,
    webhooks::{self, Door, Reception, Untaken},
};
use async_trait::async_trait;
use atrevete_adapters::chatwoot::{Decision, Taken};
use atrevete_domain::values::Instant;
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use pages::Pages;
use std::sync::{Arc, Mutex, PoisonError};

/// What every request sees.
pub struct Shop {
    house: Mutex<House>,
    pages: Pages,
    door: Door,
    clock: fn() -> Instant,
}

impl Shop {
    /// A shop over this house, on the wall clock.
    ///
    /// # Errors
    /// When a template is wrong, which a test rules out.
    pub fn new(house: House, door: Door) -> anyhow::Result<Arc<Self>> {
        Self::at(house, door, clock::now)
    }

    /// The same on another clock.
    ///
    /// # Errors
    /// When a template is wrong, which a test rules out.
    pub fn at(house: House, door: Door, clock: fn() -> Instant) -> anyhow::Result<Arc<Self>> {
        Ok(Arc::new(Self { house: Mutex::new(house), pages: Pages::new()?, door, clock }))
    }

    /// Does something in the house, off the threads that serve. A defect in there is an answer and no end of the
    /// server: the next request finds the house as it was left.
    ///
    /// # Errors
    /// When it panicked.
    pub async fn inside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut House, Instant) -> T + Send + 'static,
    ) -> Result<T, Broken> {
        let shop = Arc::clone(self);
        let job = tokio::task::spawn_blocking(move || {
            let mut house = shop.house.lock().unwrap_or_else(PoisonError::into_inner);
            let now = (shop.clock)();
            work(&mut house, now)
        });
        job.await.map_err(|_| {
            tracing::error!("a request met a defect");
            Broken::Internal
        })
    }
}

#[async_trait]
impl Reception for Shop {
    fn door(&self) -> &Door {
        &self.door
    }

    fn now(&self) -> Instant {
        (self.clock)()
    }

    async fn take(self: Arc<Self>, decision: Arc<Decision>) -> Result<Taken, Untaken> {
        let taken = self.inside(move |house, now| house.take(&decision, now)).await;
        taken.map_err(|_| Untaken)?.map_err(|_| Untaken)
    }
}

/// All pages and webhooks.
pub fn router(shop: Arc<Shop>) -> Router {
    let pages = Router::new()
        .route("/", get(chat::page))
        .route("/mensaje", post(chat::says))
        .route("/adjunto", post(chat::sends))
        .route("/perfil", post(chat::profile))
        .route("/equipo", post(chat::team))
        .route("/novedades", get(chat::updates))
        .route("/pagar/{checkout}", get(checkout::page).post(checkout::act))
        .route("/agenda", get(agenda::page))
        .route("/porque", get(why::page))
        .route(
            "/recursos/estilo.css",
            get(|| async { asset("text/css; charset=utf-8", include_str!("assets/estilo.css")) }),
        )
        .route(
            "/recursos/chat.js",
            get(|| async { asset("text/javascript; charset=utf-8", include_str!("assets/chat.js")) }),
        )
        .route(
            "/recursos/icono.svg",
            get(|| async { asset("image/svg+xml", include_str!("assets/icono.svg")) }),
        )
        .layer(middleware::from_fn(same_site));
    let all = pages.merge(webhooks::router::<Shop>()).fallback(|| async { Broken::NotFound });
    all.layer(middleware::from_fn(headers)).with_state(shop)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=300")], text).into_response()
}

/// A form that another site's page sends is refused: browsers say where a request comes from.
async fn same_site(request: Request, next: Next) -> Response {
    let from = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if request.method() == Method::POST && matches!(from, Some("cross-site" | "same-site")) {
        return Broken::Foreign.into_response();
    }
    next.run(request).await
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let fixed = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
