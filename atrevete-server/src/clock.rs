//! The wall clock, read in this one place.

use atrevete_domain::values::Instant;

/// The present instant.
#[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
pub fn now() -> Instant {
    chrono::Utc::now()
}
