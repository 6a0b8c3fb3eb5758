// SPDX-License-Identifier: EUPL-1.2
//! Every check has been seen to fail: each bug of the reference connector is found by the scenarios that watch the
//! rule it breaks, and turns no other theme red.

use crate::common;
use harness::report::{SEEDED, Seeded};
use reference_connector::Mutation;
use reports::model::glob;
use reports::verdict::Verdict;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Runs at the same time: each spends most of its time in observation windows.
const AT_ONCE: usize = 4;
/// What is played beside the killers of each bug, so that it may be seen to redden something else: a positive of each
/// theme, and one negative each way.
const SPINE: &[&str] = &[
    "inbound/exchange/valid",
    "inbound/exchange/null-sender",
    "inbound/exchange/unchanged/simple-text",
    "inbound/certificate/out-of-date/expired",
    "inbound/liste-blanche/not-listed",
    "inbound/recipient/unknown-answered-for",
    "inbound/automatic-reply/answered",
    "outbound/exchange/valid",
    "outbound/exchange/deferred",
    "outbound/exchange/unchanged/simple-text",
    "outbound/exchange/refused/sender-told",
    "outbound/certificate/out-of-date/expired",
    "outbound/liste-blanche/not-listed",
    "liste-blanche/accepted",
];

/// What a mutation turned red: failed, and undecided.
async fn reddened(mutation: &'static str, wanted: impl Fn(&str) -> bool) -> (Vec<String>, Vec<String>) {
    let report = common::report(&common::reference(), Some(mutation), wanted).await;
    let of = |wanted: &dyn Fn(Verdict) -> bool| {
        report.scenarios.iter().filter(|s| wanted(s.verdict)).map(|s| s.id.clone()).collect()
    };
    (of(&|v| v == Verdict::Fail), of(&|v| !matches!(v, Verdict::Fail | Verdict::Pass)))
}

/// Runs every bug, prints the kill table, and gives back what is not as the table has it.
async fn kill_table(wanted: fn(&Seeded, &str) -> bool) -> Vec<String> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let running: Vec<_> = SEEDED
        .iter()
        .map(|row| {
            let permits = permits.clone();
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                (row, reddened(row.mutation.id(), |id| wanted(row, id)).await)
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
        wrong.extend(failed.iter().filter(|id| !related(id)).map(|id| format!("{mutation} reddens {id}")));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mutation_is_killed_where_it_should_be_and_reddens_nothing_else_beside() {
    let killers = |row: &Seeded, id: &str| row.caught_by.iter().any(|pattern| glob(pattern, id)) || SPINE.contains(&id);
    let wrong = kill_table(killers).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the whole catalogue for each mutation: some twenty minutes, before a release"]
async fn each_mutation_reddens_nothing_else_of_the_whole_catalogue() {
    let wrong = kill_table(|_, _| true).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_benign_mutation_turns_nothing_red() {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let wanted = |id: &str| !id.starts_with("liste-blanche/") || id == "liste-blanche/accepted";
    let running: Vec<_> = Mutation::ALL
        .iter()
        .filter(|mutation| mutation.benign())
        .map(|mutation| {
            let permits = permits.clone();
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                (mutation.id(), reddened(mutation.id(), wanted).await)
            })
        })
        .collect();
    let mut wrong = Vec::new();
    for run in running {
        let (mutation, (failed, undecided)) = run.await.expect("a run");
        wrong.extend(failed.iter().map(|id| format!("{mutation} reddens {id}")));
        wrong.extend(undecided.iter().map(|id| format!("{mutation} leaves {id} undecided")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
