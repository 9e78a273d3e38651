//! Replays scenarios and tells which of their checks failed, each with its dialogue beside what was expected.

use anyhow::{Context as _, Result, bail};
use atrevete_testkit::scenario;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Where scenarios are looked for when none are named.
const FOLDER: &str = "scenarios";

/// Replays these files and directories; the exit code says whether all was as expected.
///
/// # Errors
/// When one cannot be read, or there is nothing to replay.
pub fn run(paths: &[PathBuf]) -> Result<ExitCode> {
    let usual = [PathBuf::from(FOLDER)];
    let paths = if paths.is_empty() { &usual } else { paths };
    let (mut out, mut files, mut failed) = (std::io::stdout(), 0, false);
    for path in paths {
        let summary = play(path)?;
        writeln!(out, "{}: {summary}", path.display())?;
        files += summary.files;
        failed |= !summary.failures.is_empty();
    }
    if files == 0 {
        bail!("there are no scenarios to replay");
    }
    Ok(ExitCode::from(u8::from(failed)))
}

fn play(path: &Path) -> Result<scenario::Summary> {
    if !path.exists() {
        bail!("{} does not exist", path.display());
    }
    if path.is_dir() {
        return scenario::run_dir(path).with_context(|| format!("cannot replay {}", path.display()));
    }
    Ok(scenario::run_file(path))
}
