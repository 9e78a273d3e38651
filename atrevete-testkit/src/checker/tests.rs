//! The small runs, fast enough for every day; the large ones are the example's.

use super::*;

#[test]
fn one_customer_in_an_orderly_world_and_in_a_disorderly_one() {
    let plain = Config::PLAIN;
    for config in [
        Config { messages: true, ..plain },
        Config { staff: true, minds: 1, ..plain },
        Config { second_failure: true, losses: 1, ..plain },
        Config { other_sums: true, faults: 1, ..plain },
    ] {
        let report = check(config);
        assert!(report.complete && report.ends > 0, "{config:?}");
        assert_eq!(report.violations, vec![], "{config:?}");
    }
}

#[test]
fn two_customers_after_one_chair() {
    let report = check(Config { customers: 2, ..Config::PLAIN });
    assert!(report.complete && report.states > 10_000, "{}", report.states);
    assert_eq!(report.violations, vec![]);
}

#[test]
fn every_rule_that_is_taken_out_is_missed() {
    for knock in Knockout::ALL {
        let report = check_without(knock, knock.config());
        let broken: Vec<Broken> = report.violations.iter().map(|v| v.broken).collect();
        assert_eq!(broken, [knock.breaks()], "{knock:?}: {:#?}", report.violations);
        assert!(!report.violations[0].trace.is_empty(), "{knock:?}");
    }
}
