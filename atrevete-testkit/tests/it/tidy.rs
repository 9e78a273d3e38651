//! The house rules that no compiler knows: who may depend on whom, and what may not be written where.
//!
//! Invariant: an exception stands here with its reason, and an exception that nothing needs any more fails too.

use atrevete_testkit::demo;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Lines a file may have, its tests not counted.
const LONGEST: usize = 450;

/// Files that may be longer, and why.
const LONG: &[(&str, &str)] = &[
    ("atrevete-adapters/src/spanish/cues/answers.rs", "a table of phrases"),
    ("atrevete-adapters/src/spanish/cues/visits.rs", "a table of phrases"),
    ("atrevete-adapters/src/spanish/vocabulary/common.rs", "a table of words"),
    ("atrevete-adapters/src/spanish/vocabulary/names.rs", "a table of words"),
    ("atrevete-domain/src/dialogue/hear.rs", "one message, pass by pass"),
    ("atrevete-domain/src/step.rs", "three closed enums and their documentation"),
    ("atrevete-domain/src/wording/utterance.rs", "one closed enum and its documentation"),
    ("atrevete-testkit/src/customers/cohort.rs", "one cohort's days, with everything that befalls them"),
    ("atrevete-testkit/src/customers/person.rs", "tables of names and habits"),
];

/// Crates that a crate may name, tests and benches included.
const MAY_USE: [(&str, &[&str]); 5] = [
    ("atrevete-domain", &[]),
    ("atrevete-ports", &["atrevete-domain"]),
    ("atrevete-adapters", &["atrevete-domain", "atrevete-ports"]),
    // The testkit's worlds are read by the rules: docs/decisions/0005.
    ("atrevete-testkit", &["atrevete-domain", "atrevete-ports", "atrevete-adapters"]),
    ("atrevete-server", &["atrevete-domain", "atrevete-ports", "atrevete-adapters", "atrevete-testkit"]),
];

/// Everything the domain is built from.
const DOMAIN_USES: [&str; 8] =
    ["chrono", "chrono-tz", "minijinja", "phonenumber", "rust_decimal", "serde", "thiserror", "uuid"];

/// Features that would bring a clock or randomness into the domain.
const IMPURE: [&str; 8] = ["clock", "now", "default", "std-rng", "rng", "v1", "v4", "v7"];

const VENDORS: [&str; 6] = ["stripe", "chatwoot", "google", "whatsapp", "claude", "anthropic"];

/// Where the domain may name a vendor, and why.
const VENDORS_NAMED: [(&str, &str); 1] =
    [("atrevete-domain/src/values/person_name.rs", "a profile name that is no person's name")];

/// Where names that the demo salon has too may stand, and why.
const NAMES_NAMED: [(&str, &str); 4] = [
    ("atrevete-domain/src/wording/samples.rs", "messages made up to check words; nothing is decided by them"),
    (
        "atrevete-domain/src/wording/samples/answers.rs",
        "messages made up to check words; nothing is decided by them",
    ),
    (
        "atrevete-domain/src/wording/samples/booking.rs",
        "messages made up to check words; nothing is decided by them",
    ),
    (
        "atrevete-domain/src/wording/samples/people.rs",
        "messages made up to check words; nothing is decided by them",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("what cargo and the tree hold").to_owned()
}

/// The packages of the workspace as `cargo metadata` tells them, by name.
fn packages() -> BTreeMap<String, Value> {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("what cargo and the tree hold");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).expect("what cargo and the tree hold");
    let packages = told["packages"].as_array().expect("what cargo and the tree hold");
    packages
        .iter()
        .map(|p| (p["name"].as_str().expect("what cargo and the tree hold").to_owned(), p.clone()))
        .collect()
}

fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().expect("what cargo and the tree hold").iter()
}

/// A source file of a crate.
struct Source {
    /// From the root of the workspace, with `/`.
    path: String,
    text: String,
    tests: bool,
}

impl Source {
    /// What is compiled into production: nothing of a file of tests, of others what stands before their tests.
    fn production(&self) -> &str {
        if self.tests {
            return "";
        }
        let inline = ["\n#[cfg(test)]\nmod tests {", "\n#[cfg(test)]\nmod test {"];
        let end = inline.iter().filter_map(|start| self.text.find(start)).min();
        &self.text[..end.unwrap_or(self.text.len())]
    }

    /// The lines of that without comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.production().lines().enumerate().filter_map(|(at, line)| {
            let code = line.trim_start();
            let code = code.split(" // ").next().unwrap_or(code);
            (!code.starts_with("//")).then_some((at + 1, code))
        })
    }
}

/// Every source file of these crates' folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut files = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut files);
    }
    files.sort();
    let read = |path: &PathBuf| {
        let from_root = path.strip_prefix(root()).expect("what cargo and the tree hold");
        let parts: Vec<&str> =
            from_root.iter().map(|part| part.to_str().expect("what cargo and the tree hold")).collect();
        (parts.join("/"), fs::read_to_string(path).expect("what cargo and the tree hold"))
    };
    let texts: Vec<(String, String)> = files.iter().map(read).collect();
    let test_modules: BTreeSet<String> =
        texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    texts
        .into_iter()
        .map(|(path, text)| {
            let folder = ["/tests/", "/benches/"].iter().any(|part| path.contains(part));
            let tests = folder || test_modules.iter().any(|m| is_of(&path, m));
            Source { path, text, tests }
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("what cargo and the tree hold").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The modules that a file has for tests only, as paths without `.rs`.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').expect("what cargo and the tree hold");
    let own = file.strip_suffix(".rs").expect("what cargo and the tree hold");
    let within =
        if ["mod", "lib", "main"].contains(&own) { folder.to_owned() } else { format!("{folder}/{own}") };
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]");
    let declared = pairs.filter_map(|pair| pair[1].trim().strip_suffix(';'));
    let names = declared.filter_map(|d| d.rsplit_once("mod ").map(|(_, name)| name));
    names.map(|name| format!("{within}/{name}")).collect()
}

fn is_of(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

const CRATES: [&str; 5] =
    ["atrevete-domain", "atrevete-ports", "atrevete-adapters", "atrevete-testkit", "atrevete-server"];

/// Fails with every finding at once, and with every exception that was not needed.
fn nothing_but(found: &[(String, String)], exceptions: &[(&str, &str)]) {
    let allowed = |path: &str| exceptions.iter().any(|(file, _)| *file == path);
    let wrong: Vec<String> =
        found.iter().filter(|(p, _)| !allowed(p)).map(|(p, w)| format!("{p}: {w}")).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let needless = exceptions.iter().filter(|(file, _)| !found.iter().any(|(p, _)| p == file));
    let needless: Vec<_> = needless.collect();
    assert!(needless.is_empty(), "exceptions that nothing needs: {needless:?}");
}

#[test]
fn crates_depend_in_one_direction() {
    let packages = packages();
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(packages.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "a crate without a rule");
    for (name, may) in MAY_USE {
        for dependency in dependencies(&packages[name]) {
            let uses = dependency["name"].as_str().expect("what cargo and the tree hold");
            assert!(!known.contains(uses) || may.contains(&uses), "{name} uses {uses}");
        }
    }
}

#[test]
fn the_domain_is_built_from_these_and_has_no_clock_and_no_dice() {
    let packages = packages();
    let domain = &packages["atrevete-domain"];
    let normal = dependencies(domain).filter(|d| d["kind"].is_null());
    let names: BTreeSet<&str> =
        normal.map(|d| d["name"].as_str().expect("what cargo and the tree hold")).collect();
    assert_eq!(names, BTreeSet::from(DOMAIN_USES));
    let timed = ["chrono", "chrono-tz", "uuid"];
    for dependency in dependencies(domain)
        .filter(|d| timed.contains(&d["name"].as_str().expect("what cargo and the tree hold")))
    {
        assert_eq!(dependency["uses_default_features"], false, "{}", dependency["name"]);
        for feature in dependency["features"].as_array().expect("what cargo and the tree hold") {
            assert!(
                !IMPURE.contains(&feature.as_str().expect("what cargo and the tree hold")),
                "{}: {feature}",
                dependency["name"]
            );
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources(&CRATES).into_iter().filter(|s| !s.text.starts_with("//! "));
    let silent: Vec<_> = silent.map(|s| (s.path, "does not open with `//!`".to_owned())).collect();
    nothing_but(&silent, &[]);
}

#[test]
fn nothing_is_left_to_do_and_nothing_unwrapped() {
    let mut found = Vec::new();
    for source in sources(&CRATES) {
        for (at, code) in source.code() {
            // Spelled apart, so that this file does not find itself.
            for word in [
                concat!(".unw", "rap()"),
                concat!("to", "do!"),
                concat!("unimple", "mented!"),
                concat!("#[al", "low("),
            ] {
                if code.contains(word) {
                    found.push((source.path.clone(), format!("{at}: {word}")));
                }
            }
        }
    }
    nothing_but(&found, &[]);
}

#[test]
fn files_stay_short() {
    let mut found = Vec::new();
    for source in sources(&CRATES) {
        let lines = source.production().lines().count();
        if lines > LONGEST {
            found.push((source.path, format!("{lines} lines")));
        }
    }
    nothing_but(&found, LONG);
}

#[test]
fn the_domain_names_no_vendor() {
    let mut found = Vec::new();
    for source in sources(&["atrevete-domain/src"]) {
        for (at, code) in source.code() {
            let small = code.to_lowercase();
            for vendor in VENDORS.iter().filter(|v| small.contains(**v)) {
                found.push((source.path.clone(), format!("{at}: {vendor}")));
            }
        }
    }
    nothing_but(&found, &VENDORS_NAMED);
}

/// Time comes from the clock port: a query or a trigger that asks the database for it would be a second clock.
#[test]
fn no_sql_asks_the_database_what_time_it_is() {
    let clocks = ["now()", "current_timestamp", "current_date", "clock_timestamp", "localtimestamp"];
    let mut found = Vec::new();
    let mut look = |path: &str, at: usize, code: &str| {
        let small = code.to_lowercase();
        for clock in clocks.iter().filter(|clock| small.contains(**clock)) {
            // A method of ours that is called so is the clock port's.
            if !small.contains(&format!(".{clock}"))
                && !small.contains(&format!("fn {}", &clock[..clock.len() - 1]))
            {
                found.push((path.to_owned(), format!("{at}: {clock}")));
            }
        }
    };
    for source in sources(&["atrevete-adapters/src/postgres"]) {
        source.code().for_each(|(at, code)| look(&source.path, at, code));
    }
    let migrations = fs::read_dir(root().join("migrations")).expect("what cargo and the tree hold");
    for file in migrations {
        let path = file.expect("what cargo and the tree hold").path();
        let text = fs::read_to_string(&path).expect("what cargo and the tree hold");
        for (at, line) in text.lines().enumerate() {
            look(&path.display().to_string(), at + 1, line.split("--").next().unwrap_or_default());
        }
    }
    nothing_but(&found, &[]);
}

#[test]
fn every_act_has_its_name_in_the_vocabulary() {
    let acts = fs::read_to_string(root().join("atrevete-domain/src/dialogue/act.rs"))
        .expect("what cargo and the tree hold");
    let words = fs::read_to_string(root().join("docs/vocabulary.md")).expect("what cargo and the tree hold");
    let (_, after) = acts.split_once("pub enum Act {\n").expect("what cargo and the tree hold");
    let (variants, _) = after.split_once("\n}").expect("what cargo and the tree hold");
    let named = variants.lines().filter_map(|line| line.strip_prefix("    "));
    let named = named.filter(|line| line.starts_with(char::is_uppercase));
    let names: Vec<&str> =
        named.filter_map(|line| line.split(|c: char| !c.is_alphanumeric()).next()).collect();
    assert!(names.len() > 20, "{names:?}");
    let said: BTreeSet<&str> = words.split(|c: char| !c.is_alphanumeric()).collect();
    let missing: Vec<_> = names.iter().filter(|name| !said.contains(**name)).collect();
    assert!(missing.is_empty(), "acts that docs/vocabulary.md does not name: {missing:?}");
}

#[test]
fn no_name_of_the_demo_salon_is_in_code() {
    let salon = demo::salon();
    let stylists = salon.stylists.iter().map(|s| s.name.as_str());
    let services = salon.catalogue.services.iter().map(|s| s.name.as_str());
    let packs = salon.catalogue.packs.iter().map(|p| p.name.as_str());
    let names: Vec<&str> =
        stylists.chain(services).chain(packs).chain([salon.profile.name.as_str()]).collect();
    let mut found = Vec::new();
    for source in sources(&["atrevete-domain/src", "atrevete-ports/src", "atrevete-adapters/src"]) {
        for (at, code) in source.code() {
            for literal in code.split('"').skip(1).step_by(2) {
                for name in names.iter().filter(|name| says(literal, name)) {
                    found.push((source.path.clone(), format!("{at}: {name}")));
                }
            }
        }
    }
    nothing_but(&found, &NAMES_NAMED);
}

/// Whether a literal holds a name as it is written: whole words, capitals and accents included.
fn says(literal: &str, name: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    literal.match_indices(name).any(|(at, _)| {
        edge(literal[..at].chars().next_back()) && edge(literal[at + name.len()..].chars().next())
    })
}
