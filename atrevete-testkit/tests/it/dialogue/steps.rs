//! One step by itself: the same arguments give the same step, ids repeat, at most one message and one hold, and an
//! answer binds to what was asked whatever acts stand before or behind it.

use super::{
    paths::{PALETTE, palette},
    reach::{REACHED, at, her, names, nth, on, wish},
};
use atrevete_domain::{
    booking::StaffOrder,
    dialogue::{Act, Asking, Choice, Conversation, Heard, Input, Step, Wish},
    facts::Needs,
    salon::Topic,
    step::{Change, Effect, Reason, Rule},
    values::{CauseId, Id as _},
    when::{Day, When},
    wording::Utterance,
};
use atrevete_ports::{Scope, drive::StaffAnswer};
use atrevete_testkit::{World, exec::block_on, fakes::heard};
use chrono::Weekday;
use proptest::prelude::*;

/// One step over the world's facts; nothing is committed.
pub(super) fn step(world: &World, state: &Conversation, heard: Heard) -> Step {
    let mut needs = Needs::default();
    let scope = Scope::Customer(world.store.customer_of(&her()).map(|c| c.id));
    for task in &state.tasks {
        if let atrevete_domain::dialogue::Task::Book(draft) = task {
            needs.appointments.extend(draft.held.iter().copied());
        }
    }
    let input = Input::Said(heard);
    for _ in 0..8 {
        let facts = block_on(world.store.facts(scope, &needs)).expect("the store answers").facts;
        match state.advance(&facts, world.now(), CauseId::named("test", "step"), &input) {
            Ok(step) => return step,
            Err(more) => needs.merge(more),
        }
    }
    panic!("a step that is never satisfied");
}

fn acts() -> Vec<Act> {
    let choose = |n| Act::Choose(Choice { nth: Some(n), ..Choice::default() });
    vec![
        Act::Accept,
        Act::Decline,
        choose(1),
        choose(2),
        Act::Want(wish(&["cortar"])),
        Act::Want(Wish { when: Some(on(Weekday::Fri)), ..Wish::default() }),
        Act::Want(Wish { when: Some(When::on(Day::Soonest)), anyone: true, ..wish(&["cejas"]) }),
        Act::Ask(Asking::Faq(Topic::Parking)),
        Act::Ask(Asking::Faq(Topic::Hours)),
        Act::Thank,
        Act::Greet,
        Act::Unclear,
        Act::Later,
    ]
}

#[test]
fn a_step_is_a_function() {
    for name in names() {
        let world = at(name);
        let state = world.talk(&her()).expect("she has written");
        for act in acts() {
            let said = || heard(vec![act.clone()], world.now());
            let (one, two) = (step(&world, &state, said()), step(&world, &state, said()));
            assert_eq!(one, two, "{act:?} at “{name}”");
            assert!(messages_of(&one) <= 1, "{act:?} at “{name}” says {} messages", messages_of(&one));
            let holds = holds_of(&one);
            assert!(holds <= 1, "{act:?} at “{name}” places {holds} holds");
        }
    }
}

#[test]
fn words_for_what_has_gone_meanwhile_are_no_riddle() {
    for act in [Act::Accept, Act::Decline, Act::Unclear] {
        let mut world = at("sure");
        let state = world.talk(&her()).expect("she has written");
        let appointment = world.live()[0].id;
        let answer = world.staff(&StaffOrder::Cancel { appointment, keep: None });
        assert_eq!(answer, StaffAnswer::Done);
        // Her words cross the news of it.
        let step = step(&world, &state, heard(vec![act.clone()], world.now()));
        let said: Vec<&Utterance> = step
            .effects
            .iter()
            .filter_map(|e| if let Effect::Say(message) = e { Some(&message.utterances) } else { None })
            .flatten()
            .collect();
        let [one] = said[..] else { panic!("{act:?}: {said:?}") };
        assert_eq!(one, &Utterance::VisitGone, "{act:?}");
        assert_eq!(step.state.counters.unclear, 0);
    }
}

/// What counts of a step whatever the order of its acts.
fn essence(step: &Step) -> (String, String, String) {
    let state = &step.state;
    let said = format!("{:?}", step.effects);
    (format!("{:?}", state.asked), format!("{:?} {:?}", state.tasks, step.changes), said)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_acts_of_different_kinds_does_not_matter(
        from in 0usize..REACHED,
        answer in 0usize..4,
        edit in 4usize..7,
        turn in 0usize..24,
    ) {
        let all = acts();
        let set = [all[answer].clone(), all[edit].clone(), all[7].clone(), Act::Thank];
        let mut order: Vec<Act> = set.to_vec();
        order.rotate_left(turn % 4);
        if turn / 4 % 2 == 1 {
            order.swap(0, 1);
        }
        if turn / 8 == 1 {
            order.reverse();
        }
        let (question, world) = nth(from);
        let state = world.talk(&her()).expect("she has written");
        let one = step(&world, &state, heard(set.to_vec(), world.now()));
        let two = step(&world, &state, heard(order.clone(), world.now()));
        prop_assert_eq!(essence(&one), essence(&two), "at “{}”: {:?}", question, order);
    }

    /// Several things in one message, one message after the other: each step says one message at most, and places one
    /// hold at most.
    #[test]
    fn whatever_is_said_at_once_is_one_message_and_one_hold(
        from in 0usize..REACHED,
        messages in proptest::collection::vec(proptest::collection::vec(0usize..PALETTE, 1..6), 1..4),
    ) {
        let palette = palette();
        let (question, mut world) = nth(from);
        for message in messages {
            let said: Vec<Act> = message.iter().map(|i| palette[*i].clone()).collect();
            let state = world.talk(&her()).expect("she has written");
            let one = step(&world, &state, heard(said.clone(), world.now()));
            prop_assert!(messages_of(&one) <= 1, "at “{}”: {:?}", question, said);
            prop_assert!(holds_of(&one) <= 1, "at “{}”: {:?}", question, said);
            world.customer_acts(&her(), said);
        }
    }

    /// An answer binds to what was asked, whatever courtesies and questions stand before or behind it.
    #[test]
    fn an_answer_binds_whatever_stands_beside_it(
        from in 0usize..REACHED,
        answer in 0usize..8,
        before in proptest::collection::vec(0usize..6, 0..3),
        behind in proptest::collection::vec(0usize..6, 0..3),
    ) {
        let (answers, beside) = (answers(), beside());
        let (question, world) = nth(from);
        let state = world.talk(&her()).expect("she has written");
        let mut said: Vec<Act> = before.iter().map(|i| beside[*i].clone()).collect();
        said.push(answers[answer].clone());
        said.extend(behind.iter().map(|i| beside[*i].clone()));
        let alone = step(&world, &state, heard(vec![answers[answer].clone()], world.now()));
        let among = step(&world, &state, heard(said.clone(), world.now()));
        // What is not understood alone may be a courtesy beside one.
        prop_assume!(!alone.trace.contains(&Reason::Ruled(Rule::AnswersNothing)));
        prop_assert_eq!(bound(&alone), bound(&among), "at “{}”: {:?}", question, said);
    }
}

/// Answers to questions.
fn answers() -> Vec<Act> {
    let choose = |choice| Act::Choose(choice);
    vec![
        Act::Accept,
        Act::Decline,
        choose(Choice { nth: Some(1), ..Choice::default() }),
        choose(Choice { nth: Some(2), ..Choice::default() }),
        choose(Choice { last: true, ..Choice::default() }),
        choose(Choice { any: true, ..Choice::default() }),
        choose(Choice { earliest: true, ..Choice::default() }),
        super::reach::name(),
    ]
}

/// What may stand beside an answer without being one.
fn beside() -> Vec<Act> {
    vec![
        Act::Greet,
        Act::Thank,
        Act::Chat,
        Act::Ask(Asking::Faq(Topic::Parking)),
        Act::Ask(Asking::Faq(Topic::Address)),
        Act::Ask(Asking::AreYouARobot),
    ]
}

/// What an answer did: the form, the rows, who has the conversation.
fn bound(step: &Step) -> (String, String, String) {
    let state = &step.state;
    let tasks = format!("{:?}", state.tasks);
    (tasks, format!("{:?}", step.changes), format!("{:?} {:?}", state.owner, state.stated))
}

fn messages_of(step: &Step) -> usize {
    step.effects.iter().filter(|e| matches!(e, Effect::Say(_))).count()
}

/// Holds that a step places: deposits, and visits without one.
fn holds_of(step: &Step) -> usize {
    let deposits = step.changes.iter().filter(|c| matches!(c, Change::Deposit { was: None, .. })).count();
    let mut free = std::collections::BTreeSet::new();
    for change in &step.changes {
        if let Change::Appointment { was: None, now } = change
            && now.deposit.is_none()
        {
            free.insert((now.group, now.group.is_none().then_some(now.id)));
        }
    }
    deposits + free.len()
}
