//! Logs to standard error.
//!
//! Invariant: no event carries personal data; whoever writes one names ids and reasons only.

use crate::config::{ConfigError, LOG, setting};
use tracing::level_filters::LevelFilter;

/// How much is logged where nothing is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// A server: starts, stops, deliveries.
    Serving,
    /// A tool: warnings only, so that its output stays readable.
    Quiet,
}

/// Starts logging, as much as `ATREVETE_LOG` says.
///
/// # Errors
/// When the setting names no level.
pub fn start(verbosity: Verbosity) -> Result<(), ConfigError> {
    let level = match setting(LOG)? {
        Some(text) => text
            .parse()
            .map_err(|_| ConfigError::new(LOG, "must be one of off, error, warn, info, debug, trace"))?,
        None => match verbosity {
            Verbosity::Serving => LevelFilter::INFO,
            Verbosity::Quiet => LevelFilter::WARN,
        },
    };
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .finish();
    // A second start (tests in one process) keeps the first subscriber.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}
