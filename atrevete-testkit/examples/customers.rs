//! Lets simulated customers write to the demo salon: `customers [COUNT] [SEED] [--transcripts N] [--failed N] [--replay SEED]`.

use atrevete_testkit::customers;
use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let flag = |name: &str| -> Option<u64> {
        let at = args.iter().position(|a| a == name)?;
        args.get(at + 1)?.parse().ok()
    };
    let plain = |n: usize| -> Option<u64> { args.get(n).filter(|a| !a.starts_with('-'))?.parse().ok() };
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    if let Some(at) = args.iter().position(|a| a == "--read") {
        for text in &args[at + 1..] {
            println!("{text}\n    {}", customers::read(text));
        }
        return ExitCode::SUCCESS;
    }
    let report = if let Some(seed) = flag("--replay") {
        customers::replay(seed)
    } else {
        let count = u32::try_from(plain(0).unwrap_or(200)).unwrap_or(u32::MAX);
        let kept = size(flag("--transcripts").unwrap_or(0));
        customers::simulate_keeping(count, plain(1).unwrap_or(1), kept)
    };
    for transcript in &report.kept {
        println!("{transcript}");
    }
    for transcript in report.failed.iter().take(size(flag("--failed").unwrap_or(0))) {
        println!("{transcript}");
    }
    println!("{report}");
    if report.ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
