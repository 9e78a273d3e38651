//! Every story of `scenarios/` ends as it should.

use atrevete_testkit::scenario::run_dir;
use std::path::Path;

#[test]
fn every_story_ends_as_it_should() {
    let summary =
        run_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")).expect("the folder is there");
    assert!(summary.failures.is_empty(), "{summary}");
    assert!(summary.files >= 18 && summary.checks > 1_000, "{summary}");
}
