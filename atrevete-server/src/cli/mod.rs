//! The command line: what can be asked of the program, and how it is written.
//!
//! `lexopt` reads it: eight commands with a handful of options each do not need a framework, and this one brings no
//! dependency of its own.

pub mod chat;
mod database;
pub mod import;
mod moment;
pub mod replay;
mod report;
pub mod seed;
mod serve;
pub mod simulate;
pub mod understand;

use crate::telemetry::Verbosity;
use anyhow::{Context as _, Result, bail};
use lexopt::prelude::{Long, Short, Value, ValueExt as _};
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

/// What `--help` prints.
pub const HELP: &str = "\
Maite, the WhatsApp assistant of a hair salon.

Usage: atrevete [COMMAND] [OPTIONS]

Commands:
  serve        Serve the demo salon (the default): chat, payment page and agenda in a browser
  chat         Talk to Maite in the terminal
  understand   Read corpus lines (JSON) from standard input, print what the reader understood
  replay       Replay scenario files or directories and check every reply
  simulate     Let simulated customers book, pay, move and cancel for a while
  migrate      Bring the database's tables up to date
  seed         Write the salon of a file (.toml) into the database
  import       Bring services, customers or appointments in from a CSV file

Options of serve:
  --address ADDRESS      Where to listen, like 127.0.0.1:8080 [default: a free port, 8080 if it can be had]

Options of chat:
  --json                 One JSON object a line instead of plain text
  --at TIME              The time to begin at: 2026-03-10T10:00 (the salon's clock) or RFC 3339 [default: now]
  --as PHONE             The customer's number; without it she has none
  --name PROFILE_NAME    The customer's profile name
  Lines that begin with ! are no messages: !pay, !payment-fails, !wait 31m, !until TIME, !voice, !photo [CAPTION],
  !staff-takes, !staff-returns

Arguments of replay:
  PATH...                Scenario files (.toml), or directories of them [default: scenarios]

Options of simulate:
  --customers N          How many [default: 50]
  --seed S               The same seed gives the same customers [default: 1]

Arguments of seed:
  FILE                   The salon; what the file no longer names is switched off
  --yes                  Write it over a salon that stands there already; without it only what would change is said

Arguments of import:
  WHAT                   services, customers or appointments
  FILE                   See docs/import.md for its columns
  --yes                  Write it; without it only the report is printed
  --category WORD=KEY    What a word for a kind of work in a list of services means; may be repeated

Other options:
  -h, --help             Print this
  -V, --version          Print the version

Environment of migrate, seed and import:
  ATREVETE_DATABASE_URL       The database, like postgres://atrevete@localhost/atrevete [default: DATABASE_URL]

Environment of serve:
  ATREVETE_ADDRESS            Where to listen
  ATREVETE_PUBLIC_URL         The address under which customers reach the pages
  ATREVETE_CHATWOOT_TOKEN     The secret in POST /api/webhook/chatwoot/{token}; two, separated by a comma, while it
                              is changed; drawn and printed at the start when absent
  ATREVETE_CHATWOOT_ACCOUNTS  Accounts whose messages are accepted, separated by commas [default: all]
  ATREVETE_CHATWOOT_INBOXES   Inboxes whose messages are accepted, separated by commas [default: all]
  ATREVETE_LOG                off, error, warn, info, debug or trace, to standard error
  ATREVETE_CONFIG             A file with these settings and all others; atrevete.example.toml shows them
  ATREVETE_DATABASE_URL       The salon's PostgreSQL; with it the salon is served instead of the demo
";

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Print how the program is used.
    Help,
    /// Print its version.
    Version,
    /// Serve the demo salon.
    Serve {
        /// Where to listen, before what the environment says.
        address: Option<std::net::SocketAddr>,
    },
    /// Talk in the terminal.
    Chat(chat::Options),
    /// Measure the reader.
    Understand,
    /// Replay scenarios.
    Replay {
        /// Files and directories.
        paths: Vec<PathBuf>,
    },
    /// Simulate customers.
    Simulate(simulate::Options),
    /// Bring the tables up to date.
    Migrate,
    /// Write a salon.
    Seed {
        /// Its file.
        file: PathBuf,
        /// What follows the report.
        then: import::Then,
    },
    /// Bring a list in.
    Import(import::Options),
}

/// Reads the command line, the program's own name first.
///
/// # Errors
/// What is wrong with it, in words.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut args = lexopt::Parser::from_iter(args);
    let first = args.next()?;
    let mut command = match first {
        None => return Ok(Command::Serve { address: None }),
        Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Short('V') | Long("version")) => return Ok(Command::Version),
        Some(Long("address")) => Command::Serve { address: Some(args.value()?.parse_with(str::parse)?) },
        Some(Value(name)) => named(&name.string()?)?,
        Some(other) => return Err(other.unexpected().into()),
    };
    while let Some(arg) = args.next()? {
        match (&mut command, arg) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            (Command::Serve { address }, Long("address")) => {
                *address = Some(args.value()?.parse().context("--address needs an address and a port")?);
            }
            (Command::Chat(options), Long("json")) => options.output = chat::Output::Json,
            (Command::Chat(options), Long("at")) => options.at = Some(args.value()?.string()?),
            (Command::Chat(options), Long("as")) => options.phone = Some(args.value()?.string()?),
            (Command::Chat(options), Long("name")) => options.profile = Some(args.value()?.string()?),
            (Command::Replay { paths }, Value(path)) => paths.push(path.into()),
            (Command::Simulate(options), Long("customers")) => {
                options.customers = args.value()?.parse().context("--customers needs a number")?;
            }
            (Command::Simulate(options), Long("seed")) => {
                options.seed = args.value()?.parse().context("--seed needs a number")?;
            }
            (Command::Seed { then, .. }, Long("yes")) => *then = import::Then::Write,
            (Command::Seed { file, .. }, Value(path)) if file.as_os_str().is_empty() => *file = path.into(),
            (Command::Import(options), Long("yes")) => options.then = import::Then::Write,
            (Command::Import(options), Long("category")) => options.mean(&args.value()?.string()?)?,
            (Command::Import(options), Value(word)) => options.take(word)?,
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    command.whole()
}

fn named(name: &str) -> Result<Command> {
    Ok(match name {
        "serve" => Command::Serve { address: None },
        "chat" => Command::Chat(chat::Options::default()),
        "understand" => Command::Understand,
        "replay" => Command::Replay { paths: Vec::new() },
        "simulate" => Command::Simulate(simulate::Options::default()),
        "migrate" => Command::Migrate,
        "seed" => Command::Seed { file: PathBuf::new(), then: import::Then::Look },
        "import" => Command::Import(import::Options::default()),
        "help" => Command::Help,
        _ => bail!("there is no command {name:?}; see atrevete --help"),
    })
}

impl Command {
    /// How much it logs where nothing is set.
    pub fn verbosity(&self) -> Verbosity {
        match self {
            Self::Serve { .. } => Verbosity::Serving,
            Self::Help
            | Self::Version
            | Self::Chat(_)
            | Self::Understand
            | Self::Replay { .. }
            | Self::Simulate(_)
            | Self::Migrate
            | Self::Seed { .. }
            | Self::Import(_) => Verbosity::Quiet,
        }
    }

    /// The command, if nothing that it needs is missing.
    fn whole(self) -> Result<Self> {
        match &self {
            Self::Seed { file, .. } if file.as_os_str().is_empty() => bail!("seed needs a file"),
            Self::Import(options) => options.whole()?,
            Self::Help
            | Self::Version
            | Self::Serve { .. }
            | Self::Chat(_)
            | Self::Understand
            | Self::Replay { .. }
            | Self::Simulate(_)
            | Self::Migrate
            | Self::Seed { .. } => {}
        }
        Ok(self)
    }

    /// Does it.
    ///
    /// # Errors
    /// When it cannot be done; a scenario that fails is an exit code and no error.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Help => print!("{HELP}"),
            Self::Version => println!("atrevete {}", env!("CARGO_PKG_VERSION")),
            Self::Serve { address } => serve::run(address)?,
            Self::Chat(options) => chat::run(&options)?,
            Self::Understand => understand::run()?,
            Self::Replay { paths } => return replay::run(&paths),
            Self::Simulate(options) => return simulate::run(options),
            Self::Migrate => return seed::migrate(),
            Self::Seed { file, then } => return seed::seed(&file, then),
            Self::Import(options) => return import::run(&options),
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(std::iter::once("atrevete").chain(line.split_whitespace()).map(OsString::from))
    }

    #[test]
    fn without_arguments_the_demo_is_served() {
        assert_eq!(parsed("").unwrap(), Command::Serve { address: None });
        let Command::Serve { address } = parsed("serve --address 127.0.0.1:9000").unwrap() else { panic!() };
        assert_eq!(address.unwrap().port(), 9000);
        let Command::Serve { address } = parsed("--address 127.0.0.1:9000").unwrap() else { panic!() };
        assert_eq!(address.unwrap().port(), 9000);
    }

    #[test]
    fn chat_takes_its_options() {
        let Command::Chat(options) = parsed("chat --json --at 2026-03-10T10:00 --as +34612345678").unwrap()
        else {
            panic!()
        };
        assert_eq!(options.output, chat::Output::Json);
        assert_eq!(options.at.as_deref(), Some("2026-03-10T10:00"));
        assert_eq!(options.phone.as_deref(), Some("+34612345678"));
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        for line in [
            "dance",
            "chat --seed 3",
            "simulate --customers many",
            "understand file",
            "--json",
            "seed",
            "seed a b",
            "migrate x",
            "import",
            "import customers",
            "import stylists a.csv",
            "import customers a.csv b.csv",
            "import services a.csv --category hair",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn lists_are_looked_at_unless_they_are_to_be_written() {
        let Command::Import(options) = parsed("import services --category Pelo=hair a.csv").unwrap() else {
            panic!()
        };
        assert_eq!((options.what, options.then), (Some(import::What::Services), import::Then::Look));
        assert_eq!(options.categories["Pelo"].0, "hair");
        let Command::Import(options) = parsed("import customers a.csv --yes").unwrap() else { panic!() };
        assert_eq!((options.file, options.then), ("a.csv".into(), import::Then::Write));
        let seed = Command::Seed { file: "salon.toml".into(), then: import::Then::Write };
        assert_eq!(parsed("seed salon.toml --yes").unwrap(), seed);
    }

    #[test]
    fn help_names_every_command() {
        for name in ["serve", "chat", "understand", "replay", "simulate", "migrate", "seed", "import"] {
            assert!(HELP.contains(&format!("\n  {name} ")), "{name}");
            assert_eq!(parsed(&format!("{name} --help")).unwrap(), Command::Help);
        }
    }
}
