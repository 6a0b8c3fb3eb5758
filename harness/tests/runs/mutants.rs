// SPDX-License-Identifier: EUPL-1.2
//! Every check has been seen to fail: each bug of the reference connector is found by the scenarios that watch the
//! rule it breaks, and turns no other theme red.

use crate::common;
use harness::report::glob;
use reference_connector::Mutation;
use reports::verdict::Verdict;

/// Mutation, scenarios that must fail, and everything that may be anything but green.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: &[Row] = &[];

#[test]
fn the_table_names_every_mutation_once() {
    let faulty: Vec<&str> = Mutation::ALL.iter().filter(|m| !m.benign()).map(|m| m.id()).collect();
    let named: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    for id in &faulty {
        assert_eq!(named.iter().filter(|named| *named == id).count(), 1, "{id}");
    }
    assert_eq!(named.len(), faulty.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mutation_is_killed_where_it_should_be_and_nowhere_else() {
    let mut wrong = Vec::new();
    println!("{:36} {:>6} {:>12}  killed by", "mutation", "failed", "inconclusive");
    for (mutation, killers, allowed) in TABLE {
        let report = common::report(&common::reference(), Some(mutation), |_| true).await;
        let of = |verdict: Verdict| report.scenarios.iter().filter(move |s| s.verdict == verdict).map(|s| s.id.as_str());
        let failed: Vec<&str> = of(Verdict::Fail).collect();
        println!("{mutation:36} {:>6} {:>12}  {}", failed.len(), of(Verdict::Inconclusive).count(), failed.join(" "));
        for killer in killers.iter().filter(|killer| !failed.iter().any(|id| glob(killer, id))) {
            wrong.push(format!("{mutation} survives {killer}"));
        }
        let red = report.scenarios.iter().filter(|s| s.verdict != Verdict::Pass).map(|s| s.id.as_str());
        let unrelated = red.filter(|id| !killers.iter().chain(*allowed).any(|pattern| glob(pattern, id)));
        wrong.extend(unrelated.map(|id| format!("{mutation} reddens {id}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_benign_mutation_turns_nothing_red() {
    for mutation in Mutation::ALL.iter().filter(|m| m.benign()) {
        let report = common::report(&common::reference(), Some(mutation.id()), |_| true).await;
        let red: Vec<&str> = report.scenarios.iter().filter(|s| s.verdict != Verdict::Pass).map(|s| s.id.as_str()).collect();
        assert!(red.is_empty(), "{}: {red:?}", mutation.id());
    }
}
