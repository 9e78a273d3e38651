//! `atrevete import`: services, customers and appointments from CSV, reported first and written on `--yes`.
//!
//! Invariants: a file with a problem writes nothing; the report names lines and columns, and says what would be new.

use super::{database, seed};
use crate::clock;
use anyhow::{Context as _, Result, bail};
use atrevete_adapters::{
    import::{self, Checked, Encoding, Problem, Table, Trouble},
    postgres::{
        PgStore,
        salon::{self, Intent},
    },
};
use atrevete_domain::salon::{CategoryId, Salon};
use atrevete_ports::{
    Committed,
    drive::{Fate, Import, Plan},
};
use std::{collections::BTreeMap, ffi::OsString, path::PathBuf, process::ExitCode, sync::Arc};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What the salon does.
    Services,
    /// Who comes.
    Customers,
    /// What is agreed.
    Appointments,
}

/// What follows the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// Nothing.
    #[default]
    Look,
    /// It is written, if nothing is wrong.
    Write,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What the file holds; said before the file.
    pub what: Option<What>,
    /// The file.
    pub file: PathBuf,
    /// What the file's words for kinds of work mean.
    pub categories: BTreeMap<String, CategoryId>,
    /// What follows the report.
    pub then: Then,
}

impl Options {
    /// Takes the next argument: what the file holds, then the file.
    pub(super) fn take(&mut self, word: OsString) -> Result<()> {
        match self.what {
            None => {
                self.what = Some(match word.to_str() {
                    Some("services") => What::Services,
                    Some("customers") => What::Customers,
                    Some("appointments") => What::Appointments,
                    _ => bail!("import takes services, customers or appointments, and a file"),
                });
            }
            Some(_) if self.file.as_os_str().is_empty() => self.file = word.into(),
            Some(_) => bail!("import takes one file"),
        }
        Ok(())
    }

    /// Takes what a word of the file means, as `WORD=KEY`.
    pub(super) fn mean(&mut self, text: &str) -> Result<()> {
        let (word, key) = text.split_once('=').context("--category needs WORD=KEY, like Cabello=hair")?;
        self.categories.insert(word.trim().to_owned(), CategoryId(key.trim().to_owned()));
        Ok(())
    }

    pub(super) fn whole(&self) -> Result<()> {
        if self.what.is_none() || self.file.as_os_str().is_empty() {
            bail!("import takes services, customers or appointments, and a file");
        }
        Ok(())
    }
}

/// Reads, reports, and writes if it was asked for. The exit code is 1 where something is wrong with the file.
///
/// # Errors
/// When the file cannot be read at all, or the database does not answer.
pub fn run(options: &Options) -> Result<ExitCode> {
    let name = options.file.display().to_string();
    let bytes = std::fs::read(&options.file).with_context(|| name.clone())?;
    let table = Table::read(&bytes).with_context(|| name.clone())?;
    match table.encoding {
        Encoding::Utf8 => {}
        Encoding::Windows1252 => println!("{name}: read as Windows-1252, because it is not UTF-8"),
    }
    database::run(async {
        let store = database::open().await?;
        let (rev, salon) =
            salon::read(store.pool()).await?.context("there is no salon yet: atrevete seed")?;
        match options.what.context("import takes services, customers or appointments")? {
            What::Services => {
                let read =
                    import::services(&table, &salon, &options.categories).with_context(|| name.clone())?;
                if !told(&name, &read) {
                    return Ok(ExitCode::FAILURE);
                }
                services(&store, rev, salon, read, options.then).await
            }
            What::Customers => {
                let read = import::customers(&table, &salon, clock::now()).with_context(|| name.clone())?;
                if !told(&name, &read) {
                    return Ok(ExitCode::FAILURE);
                }
                let people: Vec<_> = read.lines.iter().map(|(_, person)| person.clone()).collect();
                let plan = importer(&store).people(&people, clock::now()).await?;
                carry_out(&store, &read, plan, options.then).await
            }
            What::Appointments => {
                let read = import::appointments(&table, &salon).with_context(|| name.clone())?;
                if !told(&name, &read) {
                    return Ok(ExitCode::FAILURE);
                }
                let visits: Vec<_> = read.lines.iter().map(|(_, visit)| visit.clone()).collect();
                let plan = importer(&store).visits(&visits, clock::now()).await?;
                carry_out(&store, &read, plan, options.then).await
            }
        }
    })
}

fn importer(store: &PgStore) -> Import {
    let store = Arc::new(store.clone());
    Import::new(store.clone(), store)
}

/// Prints what is wrong and what is odd; whether the file is right.
fn told<T>(name: &str, read: &Checked<T>) -> bool {
    let (lines, problems) = (read.lines.len(), &read.problems);
    println!("{name}: {lines} lines read, {} problems", problems.len());
    list("", problems);
    list("odd: ", &read.remarks);
    if problems.iter().any(|p| matches!(p.trouble, Trouble::Unknown { kind: "category", .. })) {
        println!("  what a word for a category means can be said with --category WORD=KEY");
    }
    if !problems.is_empty() {
        println!("nothing is written");
    }
    problems.is_empty()
}

fn list(what: &str, problems: &[Problem]) {
    for problem in problems {
        println!("  {what}{problem}");
    }
}

async fn services(
    store: &PgStore,
    rev: i64,
    mut salon: Salon,
    read: Checked<import::ServiceLine>,
    then: Then,
) -> Result<ExitCode> {
    for (_, line) in read.lines {
        match salon.catalogue.services.iter_mut().find(|s| s.id == line.service.id) {
            Some(known) => *known = line.service,
            None => salon.catalogue.services.push(line.service),
        }
    }
    let intent = match then {
        Then::Look => Intent::Look,
        Then::Write => Intent::Write,
    };
    let author = database::author("import services");
    let changes = salon::replace(store.pool(), &salon, Some(rev), &author, intent).await?;
    seed::tell(&changes);
    seed::oddities(&salon);
    if changes.is_empty() {
        println!("the services are as the file says");
    } else {
        close(then);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what becomes of each line, and writes it if it was asked for and nothing stands in the way.
async fn carry_out<T>(store: &PgStore, read: &Checked<T>, plan: Plan, then: Then) -> Result<ExitCode> {
    let count = |wanted: Fate| plan.fates.iter().filter(|fate| **fate == wanted).count();
    println!(
        "  {} new, {} filled in, {} known already",
        count(Fate::New),
        count(Fate::Filled),
        count(Fate::Known)
    );
    let mut taken = 0;
    for ((line, _), fate) in read.lines.iter().zip(&plan.fates) {
        match fate {
            Fate::New | Fate::Filled | Fate::Known => continue,
            Fate::Taken => println!("  line {line}: that time is taken in the agenda"),
            Fate::TakenBy(other) => {
                println!("  line {line}: that time is taken by line {}", read.lines[*other].0);
            }
        }
        taken += 1;
    }
    if taken > 0 {
        println!("nothing is written");
        return Ok(ExitCode::FAILURE);
    }
    if plan.changes_nothing() {
        println!("everything in it is known already");
        return Ok(ExitCode::SUCCESS);
    }
    match then {
        Then::Look => {}
        Then::Write => match importer(store).write(plan).await? {
            Committed::Done => {}
            Committed::Stale | Committed::Refused(_) | Committed::Lost => {
                bail!("something changed meanwhile and nothing is written: look again")
            }
        },
    }
    close(then);
    Ok(ExitCode::SUCCESS)
}

fn close(then: Then) {
    match then {
        Then::Look => println!("nothing is written; --yes writes it"),
        Then::Write => println!("written"),
    }
}
