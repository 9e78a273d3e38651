//! What services outside deliver.

mod chatwoot;
mod live;
pub mod stripe;

pub use chatwoot::{Door, Reception, Untaken};
pub use live::{CatchUp, Live};

use axum::{Router, routing::post};
use std::sync::Arc;

/// The webhooks' routes. Chatwoot comes with the secret in the path, or signs and needs none there.
pub fn router<R: Reception>() -> Router<Arc<R>> {
    Router::new()
        .route("/api/webhook/chatwoot", post(chatwoot::signed::<R>))
        .route("/api/webhook/chatwoot/{token}", post(chatwoot::receive::<R>))
}
