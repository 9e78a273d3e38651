//! The composition root of the demo and the tools: concrete adapters behind the ports. That of a real salon is [`crate::live`].

use atrevete_domain::{salon::Salon, values::Instant};
use atrevete_ports::Language;
use atrevete_testkit::{World, demo, fakes::Rules};
use std::sync::Arc;

/// The salon that the demo and the tools serve.
pub fn salon() -> Salon {
    demo::salon()
}

/// The reader that needs nothing from outside.
pub fn reader() -> Arc<dyn Language> {
    Arc::new(Rules::default())
}

/// The demo salon with everything outside of it in memory, at rest at `now`.
pub fn world(now: Instant) -> World {
    World::new(salon(), now, reader())
}
