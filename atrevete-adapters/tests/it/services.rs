//! Servers that `scripts/with-services` started for these tests.

use std::env;

/// The throwaway Redis, if there is one. Its absence is said, and a failure where all tests were asked for.
///
/// # Panics
/// When `ATREVETE_TESTS` is `all` and there is none.
pub(crate) fn redis() -> Option<String> {
    let url = env::var("REDIS_URL").ok();
    if url.is_none() {
        assert_ne!(env::var("ATREVETE_TESTS").as_deref(), Ok("all"), "run this with scripts/with-services");
        println!("skipped: no REDIS_URL; run with scripts/with-services");
    }
    url
}
