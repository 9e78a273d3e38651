//! Simulated customers: seeded people with goals, habits and patience, who write Spanish and judge by the rows.
//!
//! Some twenty of them share one salon for some days, so that they get into each other's way; many such cohorts make a
//! run. Nothing but text goes in and nothing but what was sent comes back: they read what Maite says as typed facts,
//! answer in words of their own and in the end compare the rows with what they wanted.
//!
//! Invariant: the same seed gives the same run, whatever the number of threads.

mod checks;
mod cohort;
mod goal;
mod judge;
mod meaning;
mod mind;
mod person;
mod report;
mod rng;
mod speech;
mod spin;
mod voice;

pub use goal::{Band, Company, DayWant, Goal, HourWant, Matter, Other, Visit};
pub use report::{Failure, Report, Transcript};
pub use rng::Rng;

use crate::demo;
use std::{num::NonZero, thread, time};

/// How many share one salon.
const COHORT: u32 = 20;

/// Lets so many customers live through the demo salon.
pub fn simulate(customers: u32, seed: u64) -> Report {
    simulate_keeping(customers, seed, 0)
}

/// The same, and keeps so many conversations for reading, spread over the cohorts.
pub fn simulate_keeping(customers: u32, seed: u64, transcripts: usize) -> Report {
    let began = time::Instant::now();
    let salon = demo::salon();
    let cohorts = customers.div_ceil(COHORT).max(1);
    let plan: Vec<(u64, usize)> = (0..cohorts)
        .map(|i| {
            let size = COHORT.min(customers - (i * COHORT).min(customers));
            (seed.wrapping_mul(1_000_003).wrapping_add(u64::from(i)), usize::try_from(size).unwrap_or(0))
        })
        .collect();
    let each = transcripts.div_ceil(plan.len().max(1));
    let keep = cohort::Keep { some: each };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(plan.len().max(1));
    let mut outcomes: Vec<(usize, Report)> = thread::scope(|scope| {
        let (plan, salon) = (&plan, &salon);
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                scope.spawn(move || {
                    let mine = plan.iter().enumerate().skip(worker).step_by(threads);
                    mine.map(|(i, (seed, size))| (i, cohort::run(*seed, *size, salon, keep)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|w| w.join().expect("a cohort does not panic")).collect()
    });
    outcomes.sort_by_key(|(i, _)| *i);
    let mut report = Report::default();
    for (_, outcome) in outcomes {
        report.merge(outcome);
    }
    report.took = began.elapsed();
    report
}

/// How a text is read by the rules when nothing was asked, for looking into a misreading.
pub fn read(text: &str) -> String {
    cohort::read(text, &demo::salon())
}

/// One cohort alone, as a failure's seed names it, with every conversation kept.
pub fn replay(cohort_seed: u64) -> Report {
    let began = time::Instant::now();
    let keep = cohort::Keep { some: usize::MAX };
    let mut report = cohort::run(cohort_seed, usize::try_from(COHORT).unwrap_or(20), &demo::salon(), keep);
    report.took = began.elapsed();
    report
}
