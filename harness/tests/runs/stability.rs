// SPDX-License-Identifier: EUPL-1.2
//! The reference connector passes everything, and says so again each time.

use crate::common;
use reports::model::{ConclusionKind, Report};
use reports::verdict::Verdict;
use std::collections::BTreeMap;

fn verdicts(report: &Report) -> BTreeMap<String, Verdict> {
    report.scenarios.iter().map(|s| (s.id.clone(), s.verdict)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_connector_passes_every_variant() {
    let report = common::whole().await;
    let red: Vec<String> = report
        .scenarios
        .iter()
        .filter(|s| s.verdict != Verdict::Pass)
        .map(|s| format!("{} {:?}: {:?}", s.id, s.verdict, s.checks))
        .collect();
    assert!(red.is_empty(), "{}", red.join("\n"));
    assert_eq!(report.conclusion.kind, ConclusionKind::Conforme);
    assert!(report.scenarios.len() >= 40);
}

/// Five here, so that the ordinary tests stay quick; `.ci/nightly` repeats the program fifty times.
#[tokio::test(flavor = "multi_thread")]
async fn runs_in_a_row_give_identical_verdicts_and_the_same_fingerprint() {
    let first = common::whole().await;
    assert!(first.fingerprint.iter().all(|row| row.value.is_some()), "{:?}", first.fingerprint);
    for _ in 0..4 {
        let again = common::report(&common::reference(), None, |_| true).await;
        assert_eq!(verdicts(&again), verdicts(first));
        assert_eq!(again.fingerprint, first.fingerprint);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_pass_of_a_negative_names_its_control_and_the_stage_reached() {
    let report = common::whole().await;
    let negative = |s: &&reports::model::Scenario| {
        s.checks.iter().any(|c| judgement::check::find(&c.id).is_some_and(|check| check.negative))
    };
    let mut counted = 0;
    for scenario in report.scenarios.iter().filter(negative).filter(|s| s.verdict == Verdict::Pass) {
        let control = scenario.control.as_deref().unwrap_or_else(|| panic!("{} names no control", scenario.id));
        let passed = report.scenarios.iter().any(|s| s.id == control && s.verdict == Verdict::Pass);
        assert!(passed, "the control of {} did not pass in the same run", scenario.id);
        assert!(scenario.stage.is_some(), "{} does not say how far it went", scenario.id);
        counted += 1;
    }
    assert!(counted > 20, "only {counted} negatives passed");
}
