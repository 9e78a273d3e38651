//! Plays scenario files or folders and prints what was not as expected: `cargo run --example replay -- scenarios`.

use atrevete_testkit::scenario::{run_dir, run_file};
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let mut failed = false;
    for path in std::env::args().skip(1).map(PathBuf::from) {
        let summary =
            if path.is_dir() { run_dir(&path).expect("the folder can be read") } else { run_file(&path) };
        println!("{summary}");
        failed |= !summary.failures.is_empty();
    }
    ExitCode::from(u8::from(failed))
}
