//! Every story of `scenarios/` ends over the database as it does in memory.

use super::{contracts::served, rows};
use atrevete_testkit::{Rows, exec::block_on, scenario::run_dir_over};
use std::{path::Path, sync::Arc};

#[test]
fn every_story_ends_in_postgres_as_it_should() {
    if !served("every story") {
        return;
    }
    let make = |salon, epoch, clock| {
        let made = block_on(rows("a story", salon, epoch, clock));
        Arc::new(made.expect("there is a server, as was asked before")) as Arc<dyn Rows>
    };
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let summary = run_dir_over(&make, &stories).expect("the folder is there");
    assert!(summary.failures.is_empty(), "{summary}");
    assert!(summary.files >= 18 && summary.checks > 1_000, "{summary}");
}
