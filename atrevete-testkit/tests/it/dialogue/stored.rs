//! States as they were stored once still load, and still advance.
//!
//! The files beside this one are written by `write_the_states` (ignored) when a new version of the form is begun; an old
//! one is never rewritten.

use super::{
    reach::{asked, at, her, names},
    steps::step,
};
use atrevete_domain::dialogue::{Act, Conversation, Question};
use atrevete_testkit::fakes::heard;
use std::{fs, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/dialogue/states")
}

#[test]
fn every_stored_state_loads_and_advances() {
    let mut seen = 0;
    for name in names() {
        let world = at(name);
        let path = folder().join(format!("v1-{}.json", name.replace(' ', "-")));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        seen += 1;
        let whole: serde_json::Value = serde_json::from_str(&text).expect("a stored state is JSON");
        assert_eq!(whole["v"], 1, "{path:?}");
        let state: Conversation =
            serde_json::from_value(whole["state"].clone()).expect("a stored state loads");
        let kind = |q: &Question| std::mem::discriminant(q);
        let stored = state.asked.as_ref().map(|a| kind(&a.question));
        assert!(stored.is_some(), "{path:?} asks nothing");
        assert_eq!(stored, asked(&world).as_ref().map(kind), "{path:?} asks something else");
        for act in [Act::Accept, Act::Decline, Act::Unclear, Act::Thank] {
            let step = step(&world, &state, heard(vec![act], world.now()));
            assert!(step.state.last_heard.is_some());
        }
    }
    assert!(seen >= 20, "only {seen} stored states were found");
}

#[test]
#[ignore = "writes the files that the other test reads"]
fn write_the_states() {
    fs::create_dir_all(folder()).expect("the folder can be made");
    for name in names() {
        let state = at(name).talk(&her()).expect("she has written");
        let whole = serde_json::json!({ "v": 1, "state": state });
        let path = folder().join(format!("v1-{}.json", name.replace(' ', "-")));
        fs::write(path, serde_json::to_string_pretty(&whole).expect("a state is JSON"))
            .expect("it can be written");
    }
}
