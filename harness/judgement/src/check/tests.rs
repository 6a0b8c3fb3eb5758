// SPDX-License-Identifier: EUPL-1.2
use super::testing::{Example, PEER};
use super::*;
use crate::evidence::testing::of_peer;
use reports::verdict::Verdict;
use std::collections::HashSet;

/// Checks that scenarios name, then invariants.
fn catalogue() -> impl Iterator<Item = &'static Check> {
    checks().chain(invariants().iter().map(|invariant| &invariant.check))
}

#[test]
fn every_check_has_an_id_of_its_own_and_both_sentences() {
    let mut ids = HashSet::new();
    for check in catalogue() {
        assert!(ids.insert(check.id), "{} is there twice", check.id);
        assert!(!check.fr.is_empty() && !check.en.is_empty() && !check.clause.is_empty(), "{}", check.id);
    }
}

#[test]
fn every_check_has_been_seen_to_pass_to_fail_and_to_stay_undecided() {
    for check in catalogue() {
        for (verdict, example) in check.examples.by_verdict() {
            match example {
                Example::Of(case) => {
                    let outcome = case().judged(check);
                    assert_eq!(outcome.verdict(), verdict, "{}: {outcome:?}", check.id);
                }
                Example::Never(why) => assert!(!why.is_empty(), "{}", check.id),
            }
        }
    }
}

#[test]
fn only_the_check_whose_clause_sets_no_time_never_fails() {
    let never = |check: &&Check| {
        let examples = check.examples.by_verdict();
        examples.iter().any(|(verdict, example)| *verdict == Verdict::Fail && matches!(example, Example::Never(_)))
    };
    assert_eq!(catalogue().filter(never).map(|check| check.id).collect::<Vec<_>>(), ["edition-fetched"]);
}

#[test]
fn no_check_decides_on_empty_evidence() {
    for check in catalogue() {
        let verdict = check.judge(&Evidence::default(), &of_peer(PEER, None)).verdict();
        assert_eq!(verdict, Verdict::Inconclusive, "{} decides although nothing was seen", check.id);
    }
}

#[test]
fn a_check_of_a_peer_is_undecided_when_none_is_named() {
    for check in checks().filter(|check| check.needs_peer()) {
        let cause = check.judge(&Evidence::default(), &Params::default()).cause();
        assert_eq!(cause, Some(reports::verdict::Cause::Harness), "{}", check.id);
    }
}
