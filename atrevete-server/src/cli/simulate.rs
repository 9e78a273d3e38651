//! Simulated customers.

use anyhow::{Result, bail};

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

/// Simulates them and prints what came of it.
///
/// # Errors
/// When the simulation is not part of this build.
pub fn run(_options: Options) -> Result<()> {
    bail!("simulated customers are not merged yet")
}
