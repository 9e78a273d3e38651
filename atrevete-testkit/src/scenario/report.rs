//! A failure as somebody reads it: the dialogue so far, what was expected of it, and why it went as it did.

use super::{ends::line, expect::tag, format::Scenario, play::By, stage::Stage};
use atrevete_domain::{
    dialogue::Input,
    step::{Effect, Reason},
};
use std::fmt::Write as _;

/// A turn that was not as expected; `since` is the number of commits before it.
pub(super) fn of_turn(
    scenario: &Scenario,
    stage: &Stage,
    by: By,
    turn: usize,
    since: usize,
    wrong: &[String],
) -> String {
    let mut out = head(scenario, by);
    let _ = writeln!(out, "turn {}:", turn + 1);
    differences(&mut out, wrong);
    dialogue(&mut out, stage, since);
    out
}

/// An end that was not as expected.
pub(super) fn of_end(scenario: &Scenario, stage: &Stage, by: By, wrong: &[String]) -> String {
    let mut out = head(scenario, by);
    let _ = writeln!(out, "at the end:");
    differences(&mut out, wrong);
    let _ = writeln!(out, "  appointments:");
    for appointment in stage.world.store.appointments() {
        let _ = writeln!(out, "    {}", line(stage, &appointment));
    }
    dialogue(&mut out, stage, usize::MAX);
    out
}

fn head(scenario: &Scenario, by: By) -> String {
    let how = match by {
        By::Text => "by its texts",
        By::Acts => "by its acts",
    };
    format!("{} ({how})\n", scenario.title)
}

fn differences(out: &mut String, wrong: &[String]) {
    for what in wrong {
        let _ = writeln!(out, "  ✗ {what}");
    }
}

/// The dialogue; from commit `since` on with acts, utterances and reasons.
fn dialogue(out: &mut String, stage: &Stage, since: usize) {
    let zone = stage.salon.profile.zone;
    let ended = stage.world.store.ended();
    for (n, turn) in stage.world.turns_since(0).iter().enumerate() {
        let at = zone.local(turn.at).format("%a %d %H:%M");
        if let Some(heard) = &turn.heard {
            let _ = writeln!(out, "  {at}  > {}", heard.replace('\n', "\n             > "));
        }
        if n >= since {
            reasons(out, turn.input.as_ref(), &turn.trace);
        }
        let Some(said) = &turn.said else { continue };
        let _ = writeln!(out, "  {at}    {}", said.replace('\n', "\n               "));
        let row = ended.iter().find(|e| e.row.text.as_ref() == Some(said) && e.row.made_at == turn.at);
        if let Some(Effect::Say(message)) = row.map(|e| &e.row.effect) {
            let tags: Vec<String> = message.utterances.iter().map(tag).collect();
            let _ = writeln!(out, "               [{}]", tags.join(", "));
        }
    }
}

fn reasons(out: &mut String, input: Option<&Input>, trace: &[Reason]) {
    match input {
        None | Some(Input::Said(_)) => {}
        Some(other) => {
            let _ = writeln!(out, "             ({other:?})");
        }
    }
    for reason in trace {
        let _ = writeln!(out, "             · {reason:?}");
    }
}
