//! The `atrevete` binary: reads the command line, runs what it names and answers with an exit code.

use anyhow::Result;
use atrevete_server::{cli, telemetry};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("atrevete: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode> {
    let command = cli::parse(std::env::args_os())?;
    telemetry::start(command.verbosity())?;
    command.run()
}
