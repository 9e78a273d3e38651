//! `atrevete migrate` and `atrevete seed`: tables, and the salon in them.
//!
//! Invariant: a salon that stands already is changed by `--yes` alone, after everything that would change was said.

use super::{database, import::Then};
use anyhow::{Context as _, Result};
use atrevete_adapters::{
    postgres::salon::{self, Intent, Remembered},
    salon_file,
};
use atrevete_domain::{
    salon::{Oddity, Salon},
    values::{PackId, ServiceId},
};
use serde_json::Value;
use std::{path::Path, process::ExitCode};

/// Changed rows that are told one by one; further ones are only counted.
const TOLD: usize = 40;

/// Brings the tables up to date.
///
/// # Errors
/// When the database cannot be opened or migrated.
pub fn migrate() -> Result<ExitCode> {
    database::run(async {
        database::open().await?;
        println!("the tables are up to date");
        Ok(ExitCode::SUCCESS)
    })
}

/// Writes the salon of a file.
///
/// # Errors
/// When the file or the database is wrong.
pub fn seed(path: &Path, then: Then) -> Result<ExitCode> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let salon = salon_file::read(&text).with_context(|| path.display().to_string())?;
    database::run(async {
        let store = database::open().await?;
        let stands = salon::read(store.pool()).await?;
        let over = stands.as_ref().map(|(rev, _)| *rev);
        let intent = match (then, &stands) {
            (Then::Write, _) | (Then::Look, None) => Intent::Write,
            (Then::Look, Some(_)) => Intent::Look,
        };
        let author = database::author("seed");
        let changes = salon::replace(store.pool(), &salon, over, &author, intent).await?;
        tell(&changes);
        oddities(&salon);
        match intent {
            _ if changes.is_empty() => println!("{} is as the file says", salon.profile.name),
            Intent::Write => println!("{} is written", salon.profile.name),
            Intent::Look => println!("nothing is written; --yes writes it"),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Prints what the owner should look at.
pub(super) fn oddities(salon: &Salon) {
    let service =
        |id: &ServiceId| salon.catalogue.service(*id).map_or_else(|| id.to_string(), |s| s.name.clone());
    let pack = |id: &PackId| salon.catalogue.pack(*id).map_or_else(|| id.to_string(), |p| p.name.clone());
    for oddity in salon.check_catalogue() {
        let said = match &oddity {
            Oddity::PackShorterThanPart { pack: of, part } => {
                format!("{} takes less time than {} alone", pack(of), service(part))
            }
            Oddity::PackSavesNothing { pack: of, parts } => {
                format!("{} costs no less than its parts ({parts}) and is never proposed", pack(of))
            }
            Oddity::PackIncomplete(of) => {
                format!("{} has a part that is not offered or has no price", pack(of))
            }
            Oddity::NoSynonyms(of) => {
                format!("{} has no synonyms: it is found by its name alone", service(of))
            }
            Oddity::NoDescription(of) => format!("{} has no description", service(of)),
            Oddity::SegmentsDoNotAddUp(of) => {
                format!("the work and gaps of {} do not add up to its length", service(of))
            }
            Oddity::NoLength(of) => format!("{} has no length", service(of)),
            Oddity::NobodyDoes(of) => format!("nobody who can be booked does {}", service(of)),
            Oddity::TooManyQuestions(of) => format!("{} asks more than two questions", service(of)),
            Oddity::AnswerLeadsNowhere { service: of, to } => {
                format!("an answer about {} leads to {}, which is not offered", service(of), service(to))
            }
            Oddity::OfferedAfterAll { name, service: of } => {
                format!("{name} is said not to be done, and its words find {}", service(of))
            }
            Oddity::NameTwice(name) => format!("two services are called {name}"),
            Oddity::LongWithoutDeposit(of) => {
                format!("{} takes more than an hour and asks no deposit", service(of))
            }
        };
        println!("  odd: {said}");
    }
}

/// Prints what changes: new and gone rows by table, changed ones each.
pub(super) fn tell(changes: &[Remembered]) {
    let mut tables: Vec<&str> = changes.iter().map(|c| c.table.as_str()).collect();
    tables.sort_unstable();
    tables.dedup();
    for table in tables {
        let of = || changes.iter().filter(|c| c.table == table);
        let count = |n: usize, what: &str| if n == 0 { String::new() } else { format!(" {n} {what}") };
        let new = of().filter(|c| c.before.is_none()).count();
        let gone = of().filter(|c| c.after.is_none()).count();
        let changed = of().count() - new - gone;
        println!("  {table}:{}{}{}", count(new, "new"), count(changed, "changed"), count(gone, "gone"));
    }
    let changed: Vec<String> = changes.iter().filter_map(difference).collect();
    for line in changed.iter().take(TOLD) {
        println!("    {line}");
    }
    if changed.len() > TOLD {
        println!("    and {} more", changed.len() - TOLD);
    }
}

/// `services Cortar: price_euros 26.2 -> 27`, of a row that is neither new nor gone.
fn difference(change: &Remembered) -> Option<String> {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (&change.before, &change.after) else {
        return None;
    };
    let name = ["name", "key", "id", "words", "date", "position"].iter().find_map(|key| after.get(*key));
    let fields = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    let fields: Vec<String> = fields
        .map(|(key, value)| format!("{key} {} -> {value}", before.get(key).unwrap_or(&Value::Null)))
        .collect();
    Some(format!("{} {}: {}", change.table, name.unwrap_or(&Value::Null), fields.join(", ")))
}
