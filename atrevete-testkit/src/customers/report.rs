//! What became of all of them.

use std::{collections::BTreeMap, fmt, time::Duration};

/// One conversation, for reading.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// Which seed draws this cohort alone again.
    pub seed: u64,
    /// The customer's number in her cohort.
    pub member: usize,
    /// What she wanted.
    pub goal: &'static str,
    /// How it was judged.
    pub verdict: String,
    /// The lines, hers with `>`.
    pub lines: Vec<String>,
}

/// A promise that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which seed draws this cohort alone again.
    pub seed: u64,
    /// What.
    pub what: String,
}

/// The outcome of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How many customers wrote.
    pub customers: usize,
    /// How many messages they wrote.
    pub turns: usize,
    /// Goals that do not demand a person: how many there were, and how many were reached without one.
    pub reachable: usize,
    /// Of these.
    pub reached: usize,
    /// Goals that demand a person and got one.
    pub people_found: usize,
    /// Goals that demand a person.
    pub people_wanted: usize,
    /// By kind of goal: reached without a person, all.
    pub by_goal: BTreeMap<&'static str, (usize, usize)>,
    /// Handoffs by reason.
    pub handoffs: BTreeMap<String, usize>,
    /// Conversations that ended otherwise, by why.
    pub otherwise: BTreeMap<String, usize>,
    /// Messages marked as completely read.
    pub complete: usize,
    /// Of these, contradicting what was meant.
    pub false_complete: usize,
    /// The contradictions by their first words, with an example each.
    pub contradictions: BTreeMap<String, (usize, String)>,
    /// Promises that did not hold: always a defect.
    pub broken: Vec<Failure>,
    /// Conversations that failed, for printing.
    pub failed: Vec<Transcript>,
    /// Conversations kept for reading.
    pub kept: Vec<Transcript>,
    /// How long it took.
    pub took: Duration,
}

/// Goals that need no person are to be reached without one in so many of a hundred cases.
const REACHED: usize = 85;

/// Of a thousand messages read completely, so many may have been read against what was meant.
const MISREAD: usize = 10;

impl Report {
    /// Whether every promise held, enough goals were reached and little was misread.
    pub fn ok(&self) -> bool {
        self.broken.is_empty()
            && self.reached * 100 >= self.reachable * REACHED
            && self.false_complete * 1000 <= self.complete * MISREAD
    }

    /// Takes another cohort's outcome in.
    pub(super) fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.turns += other.turns;
        self.reachable += other.reachable;
        self.reached += other.reached;
        self.people_found += other.people_found;
        self.people_wanted += other.people_wanted;
        self.complete += other.complete;
        self.false_complete += other.false_complete;
        for (goal, (reached, all)) in other.by_goal {
            let entry = self.by_goal.entry(goal).or_default();
            entry.0 += reached;
            entry.1 += all;
        }
        for (reason, n) in other.handoffs {
            *self.handoffs.entry(reason).or_default() += n;
        }
        for (why, n) in other.otherwise {
            *self.otherwise.entry(why).or_default() += n;
        }
        for (what, (n, example)) in other.contradictions {
            self.contradictions.entry(what).or_insert((0, example)).0 += n;
        }
        self.broken.extend(other.broken);
        self.failed.extend(other.failed);
        self.kept.extend(other.kept);
    }
}

fn share(part: usize, of: usize) -> String {
    if of == 0 {
        return "-".to_owned();
    }
    format!("{}.{} %", part * 100 / of, part * 1000 / of % 10)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.took.as_millis().max(1);
        let per_second = u128::try_from(self.turns).unwrap_or(0) * 1000 / millis;
        writeln!(f, "{} customers, {} messages, {per_second} a second", self.customers, self.turns)?;
        writeln!(
            f,
            "goals reached without a person: {} of {} ({})",
            self.reached,
            self.reachable,
            share(self.reached, self.reachable)
        )?;
        writeln!(f, "goals that demand a person: {} of {}", self.people_found, self.people_wanted)?;
        for (goal, (reached, all)) in &self.by_goal {
            writeln!(f, "  {goal:<18} {reached:>5} of {all:>5} ({})", share(*reached, *all))?;
        }
        writeln!(f, "handoffs:")?;
        for (reason, n) in &self.handoffs {
            writeln!(f, "  {reason:<18} {n:>5}")?;
        }
        writeln!(f, "ended otherwise:")?;
        for (why, n) in &self.otherwise {
            writeln!(f, "  {n:>5} {why}")?;
        }
        writeln!(
            f,
            "read completely: {} messages, {} of them against what was meant ({})",
            self.complete,
            self.false_complete,
            share(self.false_complete, self.complete)
        )?;
        let mut contradictions: Vec<_> = self.contradictions.iter().collect();
        contradictions.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
        for (what, (n, example)) in contradictions.into_iter().take(30) {
            writeln!(f, "  {n:>5} {what}: {example}")?;
        }
        writeln!(f, "broken promises: {}", self.broken.len())?;
        for failure in self.broken.iter().take(20) {
            writeln!(f, "  seed {}: {}", failure.seed, failure.what)?;
        }
        writeln!(f, "{}", if self.ok() { "ok" } else { "NOT OK" })
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "--- seed {} customer {}: {} -> {}", self.seed, self.member, self.goal, self.verdict)?;
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}
