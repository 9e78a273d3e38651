//! Runs the checker over the production rules and prints its counts: three large runs, then every knock-out.
//!
//! `cargo run --release -p atrevete-testkit --example checker [one|two|staff|knock|deep [most states]]`; without a word
//! the first four. Ends with an error when the rules break a promise, when a run is cut off without having been asked
//! to, or when a knock-out is not found.

use atrevete_testkit::checker::{Config, Knockout, Report, check, check_without};
use std::{process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let word = std::env::args().nth(1);
    let wanted = |name: &str| word.as_deref().map_or(name != "deep", |word| word == name);
    let mut good = true;
    if wanted("one") {
        good &= show("1 customer: delayed methods, 1 fault, staff, messages", &Config::ONE);
    }
    if wanted("two") {
        good &= show("2 customers: 1 fault", &Config::TWO);
    }
    if wanted("staff") {
        good &= show("2 customers: staff, 1 move", &Config::TWO_STAFF);
    }
    if wanted("deep") {
        good &= show("1 customer: everything at once", &Config::ONE_DEEP);
        good &= show("2 customers: delayed methods, 1 fault, 1 lost webhook", &Config::TWO_DEEP);
    }
    if wanted("knock") {
        good &= Knockout::ALL.into_iter().all(knocked);
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn show(name: &str, config: &Config) -> bool {
    let cut = std::env::args().nth(2).and_then(|word| word.parse().ok());
    let config = &Config { most: cut.unwrap_or(config.most), ..*config };
    let begun = Instant::now();
    let report = check(*config);
    let Report { states, edges, ends, depth, rulings, rows, bookings, .. } = &report;
    println!(
        "{name}: {states} states, {edges} edges, {ends} ends, depth {depth}, {:.1} s",
        begun.elapsed().as_secs_f32()
    );
    println!("  {rulings} rulings over {rows} rows, {bookings} bookings, complete: {}", report.complete);
    tell(&report);
    (report.complete || cut.is_some()) && report.violations.is_empty()
}

fn knocked(knock: Knockout) -> bool {
    let report = check_without(knock, knock.config());
    let Some(violation) = report.violations.first() else {
        println!("without {knock:?}: NOT FOUND in {} states", report.states);
        return false;
    };
    let (broken, steps) = (violation.broken, violation.trace.len());
    println!("without {knock:?}: {broken} ({steps} steps, {} states)", report.states);
    broken == knock.breaks()
}

fn tell(report: &Report) {
    for violation in &report.violations {
        println!("  ! {} ({} steps)", violation.broken, violation.trace.len());
        for step in &violation.trace {
            println!("      {step}");
        }
    }
}
