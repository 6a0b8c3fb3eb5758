// SPDX-License-Identifier: EUPL-1.2
//! Every check has been seen to fail: each bug of the reference connector is found by the scenarios that watch the
//! rule it breaks, and turns no other theme red.

use crate::common;
use harness::report::{SEEDED, glob};
use reference_connector::Mutation;
use reports::verdict::Verdict;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Runs at the same time: each spends half of its time in observation windows.
const AT_ONCE: usize = 3;

/// The variants that a mutation turned red: failed, and undecided.
async fn reddened(mutation: &'static str) -> (Vec<String>, Vec<String>) {
    let report = common::report(&common::reference(), Some(mutation), |_| true).await;
    let of = |wanted: &dyn Fn(Verdict) -> bool| {
        report.scenarios.iter().filter(|s| wanted(s.verdict)).map(|s| s.id.clone()).collect()
    };
    (of(&|v| v == Verdict::Fail), of(&|v| !matches!(v, Verdict::Fail | Verdict::Pass)))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mutation_is_killed_where_it_should_be_and_nowhere_else() {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let running: Vec<_> = SEEDED
        .iter()
        .map(|row| {
            let permits = permits.clone();
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                (row, reddened(row.mutation.id()).await)
            })
        })
        .collect();
    let mut wrong = Vec::new();
    println!("{:36} {:>6} {:>12}  killed by", "mutation", "failed", "inconclusive");
    for run in running {
        let (row, (failed, undecided)) = run.await.expect("a run");
        let mutation = row.mutation.id();
        println!("{mutation:36} {:>6} {:>12}  {}", failed.len(), undecided.len(), failed.join(" "));
        for killer in row.caught_by.iter().filter(|killer| !failed.iter().any(|id| glob(killer, id))) {
            wrong.push(format!("{mutation} survives {killer}"));
        }
        let related = |id: &String| row.caught_by.iter().chain(row.may_redden).any(|pattern| glob(pattern, id));
        let unrelated = failed.iter().chain(&undecided).filter(|id| !related(id));
        wrong.extend(unrelated.map(|id| format!("{mutation} reddens {id}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_benign_mutation_turns_nothing_red() {
    for mutation in Mutation::ALL.iter().filter(|m| m.benign()) {
        let report = common::report(&common::reference(), Some(mutation.id()), |_| true).await;
        let red: Vec<&str> =
            report.scenarios.iter().filter(|s| s.verdict != Verdict::Pass).map(|s| s.id.as_str()).collect();
        assert!(red.is_empty(), "{}: {red:?}", mutation.id());
    }
}
