//! Runs the checker over the production rules and prints its counts: the two large runs, then every knock-out.
//!
//! `cargo run --release -p atrevete-testkit --example checker [one|two|knock|deep]`; without a word the first three.
//! Ends with an error when the rules break a promise, or when a knock-out is not found.

use atrevete_testkit::checker::{Config, Knockout, Report, check, check_without};
use std::{process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let word = std::env::args().nth(1);
    let wanted = |name: &str| word.as_deref().map_or(name != "deep", |word| word == name);
    let mut good = true;
    if wanted("one") {
        good &= show("1 customer, everything", &Config::ONE);
    }
    if wanted("two") {
        good &= show("2 customers, delayed methods, 1 fault, 1 lost webhook", &Config::TWO);
    }
    if wanted("deep") {
        let staff = Config { delayed: false, losses: 0, staff: true, minds: 1, ..Config::TWO };
        good &= show("2 customers, staff, 1 move, 1 fault", &staff);
        good &= show("1 customer, 2 faults", &Config { faults: 2, ..Config::ONE });
    }
    if wanted("knock") {
        good &= Knockout::ALL.into_iter().all(knocked);
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn show(name: &str, config: &Config) -> bool {
    let most = std::env::args().nth(2).and_then(|word| word.parse().ok()).unwrap_or(config.most);
    let config = &Config { most, ..*config };
    let begun = Instant::now();
    let report = check(*config);
    let Report { states, edges, ends, depth, rulings, rows, bookings, .. } = &report;
    println!(
        "{name}: {states} states, {edges} edges, {ends} ends, depth {depth}, {:.1} s",
        begun.elapsed().as_secs_f32()
    );
    println!("  {rulings} rulings over {rows} rows, {bookings} bookings, complete: {}", report.complete);
    tell(&report);
    report.complete && report.violations.is_empty()
}

fn knocked(knock: Knockout) -> bool {
    let found = [knock.config()].into_iter().map(|config| check_without(knock, config)).next();
    let report = found.unwrap_or_default();
    match report.violations.first() {
        Some(violation) => {
            println!(
                "without {knock:?}: {} ({} steps, {} states)",
                violation.broken,
                violation.trace.len(),
                report.states
            );
            true
        }
        None => {
            println!("without {knock:?}: NOT FOUND in {} states", report.states);
            false
        }
    }
}

fn tell(report: &Report) {
    for violation in &report.violations {
        println!("  ! {} ({} steps)", violation.broken, violation.trace.len());
        for step in &violation.trace {
            println!("      {step}");
        }
    }
}
