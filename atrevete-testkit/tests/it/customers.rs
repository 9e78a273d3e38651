//! Some simulated customers in every test run; the command line tool runs thousands.

use atrevete_testkit::customers::simulate;

#[test]
fn simulated_customers_get_what_they_came_for() {
    let report = simulate(60, 11);
    for failed in &report.failed {
        println!("{failed}");
    }
    assert!(report.broken.is_empty(), "{report}");
    // A small crowd scatters more than a large one: the measure itself is asserted over thousands.
    assert!(report.reached * 100 >= report.reachable * 75, "{report}");
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let story = |seed| {
        let report = atrevete_testkit::customers::simulate_keeping(20, seed, 20);
        report.kept.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(story(5), story(5));
    assert_ne!(story(5), story(6));
}
