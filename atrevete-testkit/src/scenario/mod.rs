//! Conversations as data: files that a salon's owner can read, played against the whole system in memory.
//!
//! `scenarios/README.md` documents the form. Every story ends with the promises of the design checked on its rows
//! (chairs, money, calendar, nothing left unexplained), whatever its own expectations are.

mod always;
mod clock;
mod ends;
mod expect;
mod format;
mod overlay;
mod play;
mod report;
mod stage;

use crate::{
    fakes::{self, Rules, ScriptedLanguage},
    rows::MakeRows,
};
use atrevete_ports::Language;
use format::Scenario;
use play::By;
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};
use thiserror::Error;

/// Why a scenario cannot be played, or was not as expected.
#[derive(Debug, Error)]
pub enum Problem {
    /// The file is not there or cannot be read.
    #[error("cannot read the file")]
    File(#[from] std::io::Error),
    /// The file does not have the form of a scenario.
    #[error("{0}")]
    Form(String),
    /// Something that the story wants cannot happen.
    #[error("{0}")]
    Story(String),
}

/// One run of one file that was not as expected.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Which file.
    pub file: PathBuf,
    /// What was wrong, with the dialogue beside it.
    pub report: String,
}

/// What came of playing files.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Files.
    pub files: usize,
    /// Conversations: each file by its texts, and once more by its acts where it gives them all.
    pub conversations: usize,
    /// Messages of customers.
    pub messages: usize,
    /// Things compared.
    pub checks: usize,
    /// What was not as expected.
    pub failures: Vec<Failure>,
}

impl Summary {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.conversations += other.conversations;
        self.messages += other.messages;
        self.checks += other.checks;
        self.failures.extend(other.failures);
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "--- {}\n{}", failure.file.display(), failure.report)?;
        }
        write!(
            f,
            "{} files, {} conversations, {} messages, {} checks, {} failures",
            self.files,
            self.conversations,
            self.messages,
            self.checks,
            self.failures.len()
        )
    }
}

/// Plays every `.toml` of a folder and of the folders in it, but for salons (files without a `turn`).
///
/// # Errors
/// When the folder cannot be read.
pub fn run_dir(path: &Path) -> Result<Summary, Problem> {
    run_dir_over(&fakes::memory::fresh, path)
}

/// The same over other stores than the one in memory, a fresh one for each run.
///
/// # Errors
/// When the folder cannot be read.
pub fn run_dir_over(rows: MakeRows<'_>, path: &Path) -> Result<Summary, Problem> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    let mut summary = Summary::default();
    for entry in entries {
        if entry.is_dir() {
            summary.add(run_dir_over(rows, &entry)?);
        } else if entry.extension().is_some_and(|e| e == "toml")
            && entry.file_name() != Some("salon.toml".as_ref())
        {
            summary.add(play_file(rows, &entry));
        }
    }
    Ok(summary)
}

/// Plays one file: by the customers' texts, and by their acts where the file gives all of them.
pub fn run_file(path: &Path) -> Summary {
    play_file(&fakes::memory::fresh, path)
}

fn play_file(rows: MakeRows<'_>, path: &Path) -> Summary {
    let mut summary = Summary { files: 1, ..Summary::default() };
    let fail = |report: String| Failure { file: path.to_owned(), report };
    let scenario = match read(path) {
        Ok(scenario) => scenario,
        Err(problem) => {
            summary.failures.push(fail(problem.to_string()));
            return summary;
        }
    };
    let scripted =
        scenario.turn.iter().all(|t| t.acts.is_some() || (t.customer.is_none() && t.burst.is_empty()));
    let runs: &[By] = if scripted { &[By::Text, By::Acts] } else { &[By::Text] };
    let folder = path.parent().unwrap_or(Path::new("."));
    for by in runs {
        summary.conversations += 1;
        summary.messages +=
            scenario.turn.iter().map(|t| t.burst.len() + usize::from(t.customer.is_some())).sum::<usize>();
        match story(rows, &scenario, folder, *by, &mut summary.checks) {
            Ok(None) => {}
            Ok(Some(report)) => summary.failures.push(fail(report)),
            Err(problem) => summary.failures.push(fail(format!("{}: {problem}", scenario.title))),
        }
    }
    summary
}

fn read(path: &Path) -> Result<Scenario, Problem> {
    let text = std::fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|e| Problem::Form(e.to_string()))
}

/// What reads the customers' texts.
fn reader(by: By) -> Arc<dyn Language> {
    match by {
        By::Text => Arc::new(Rules::default()),
        By::Acts => Arc::new(ScriptedLanguage::default()),
    }
}

/// Plays one story; `Some` is the report of what was not as expected.
fn story(
    rows: MakeRows<'_>,
    scenario: &Scenario,
    folder: &Path,
    by: By,
    checks: &mut usize,
) -> Result<Option<String>, Problem> {
    let mut stage = stage::set(rows, scenario, folder, reader(by))?;
    let mut unread = play::Unread::default();
    for (n, turn) in scenario.turn.iter().enumerate() {
        let turns = stage.world.store.turn_count();
        let mut wrong = match play::turn(&mut stage, turn, by, &mut unread) {
            Ok(()) => Vec::new(),
            Err(Problem::Story(what)) => vec![what],
            Err(other) => return Err(other),
        };
        let replies = unread.take(&stage.channel(turn.who.as_deref())?);
        if let Some(expected) = &turn.maite {
            wrong.extend(expect::differences(expected, &replies, checks));
        }
        if !wrong.is_empty() {
            return Ok(Some(report::of_turn(scenario, &stage, by, n, turns, &wrong)));
        }
    }
    let mut wrong = ends::differences(&scenario.end, &stage, checks)?;
    wrong.extend(always::broken(&stage, checks));
    Ok((!wrong.is_empty()).then(|| report::of_end(scenario, &stage, by, &wrong)))
}
