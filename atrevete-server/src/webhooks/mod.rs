//! What services outside deliver.

mod chatwoot;
pub mod stripe;

use crate::demo::Shop;
use axum::{Router, routing::post};
use std::sync::Arc;

/// The webhooks' routes.
pub fn router() -> Router<Arc<Shop>> {
    Router::new().route("/api/webhook/chatwoot/{token}", post(chatwoot::receive))
}
