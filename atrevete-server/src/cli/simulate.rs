//! Simulated customers, for measuring what a change does to many conversations at once.

use anyhow::Result;
use atrevete_testkit::customers;
use std::{io::Write as _, process::ExitCode};

/// Who is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many customers.
    pub customers: u32,
    /// What draws them: the same seed gives the same customers.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { customers: 50, seed: 1 }
    }
}

/// Simulates them and prints what came of it; the exit code says whether every promise was kept.
///
/// # Errors
/// When standard output breaks.
pub fn run(options: Options) -> Result<ExitCode> {
    let report = customers::simulate(options.customers, options.seed);
    write!(std::io::stdout(), "{report}")?;
    Ok(ExitCode::from(u8::from(!report.ok())))
}
