// SPDX-License-Identifier: EUPL-1.2
//! G. Declarations cannot switch controls off: what is left out takes away an expectation, never a scenario.

use super::common;
use super::{named, of, scenario};
use harness::connector::Connector;
use input::Source;
use reports::model::Report;
use reports::verdict::Verdict;
use std::process::Command;
use tokio::task::JoinSet;

/// Each fault with the scenarios that are red under it.
const FAULTS: [(&str, &[&str]); 5] = [
    (
        "trusts-any-authority-outbound",
        &["outbound/certificate/not-igc/self-signed", "outbound/certificate/not-igc/foreign-root"],
    ),
    (
        "accepts-expired-peer",
        &["outbound/certificate/out-of-date/expired", "outbound/certificate/out-of-date/not-yet-valid"],
    ),
    ("ignores-revocation-outbound", &["outbound/certificate/revoked"]),
    ("sends-to-unlisted-domain", &["outbound/liste-blanche/not-listed"]),
    (
        "compares-cn-only-outbound",
        &["outbound/certificate/cn-diff-dn/ou-other", "outbound/certificate/cn-diff-dn/o-other"],
    ),
];

/// The file of the reference connector, which then tells nobody of anything.
fn text(reason: &str) -> String {
    let file = common::project().join("harness/connectors/reference/connector.yaml");
    let text = std::fs::read_to_string(file).expect("the reference connector's file");
    let declared = "  - sends-notices\n";
    assert!(text.contains(declared));
    text.replace(declared, "") + &format!("reservations: [{{ what: capability/sends-notices, reason: '{reason}' }}]\n")
}

fn without_notices() -> Connector {
    let text = text("Our users read the log of the server instead.");
    let source = Source::from_text("connector.yaml", text);
    let mut connector = Connector::from_source(&source, None).expect("a right connector file");
    connector.timing.watch_ms = super::SHORT_WATCH_MS;
    connector
}

/// What was not executed in full is never said to pass.
fn no_row_passes_on_less_than_all_its_scenarios(report: &Report) {
    for row in report.requirements.iter().filter(|row| row.verdict == Verdict::Pass) {
        assert!(row.unjudged.is_empty(), "{} passes without {:?}", row.id, row.unjudged);
        for id in &row.scenarios {
            assert_eq!(scenario(report, id).verdict, Verdict::Pass, "{} passes and {id} does not", row.id);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_red_and_applicable_although_the_connector_declares_no_notices() {
    let mut running = JoinSet::new();
    for (mutation, killers) in FAULTS {
        running.spawn(async move {
            let wanted = |id: &str| id == "outbound/exchange/valid" || named(killers, id);
            (mutation, killers, common::report(&without_notices(), Some(mutation), wanted).await)
        });
    }
    for (mutation, killers, report) in running.join_all().await {
        assert_eq!(report.conclusion.kind.exit(), 1, "{mutation}: {:?}", report.conclusion);
        for id in killers {
            let killer = scenario(&report, id);
            assert_eq!(killer.not_applicable, None, "{mutation} at {id}");
            assert_eq!(killer.verdict, Verdict::Fail, "{mutation} survives {:?}", of(&report, |s| s.id == *id));
            assert_eq!(killer.reservation, None, "{mutation} at {id}");
            for covered in &killer.covers {
                let row = report.requirements.iter().find(|row| row.id == *covered).expect("a row of the register");
                assert_eq!(row.verdict, Verdict::Fail, "{mutation}: {covered}");
            }
        }
        no_row_passes_on_less_than_all_its_scenarios(&report);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_capability_is_a_nonconformity_and_no_row_passes_for_want_of_its_scenarios() {
    const OUTBOUND: &[&str] = &["outbound/exchange/valid", "outbound/exchange/refused/*", "outbound/certificate/*"];
    let report = common::report(&without_notices(), None, |id| named(OUTBOUND, id)).await;
    assert!(of(&report, |s| s.verdict == Verdict::Fail).is_empty());
    no_row_passes_on_less_than_all_its_scenarios(&report);
    for id in ["outbound/certificate/revoked", "outbound/certificate/out-of-date/expired"] {
        assert_eq!(scenario(&report, id).not_applicable, None, "{id}");
        assert_eq!(scenario(&report, id).verdict, Verdict::Pass, "{:?}", of(&report, |s| s.id == id));
    }
    // A notice is owed (RFC 5321 §6.1): what nobody expected of it was not judged.
    let told = report.requirements.iter().find(|row| row.id == "RFC5321/6.1").expect("a row of the register");
    assert_ne!(told.verdict, Verdict::Pass, "{told:?}");
}

#[test]
fn a_reason_without_words_is_a_mistake_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for reason in [".", "known", "n/a", "x y z", "1 2 3"] {
        std::fs::write(folder.path().join("connector.yaml"), text(reason)).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
        command.arg("run").arg(common::scenarios()).args(["--connector", "connector.yaml"]);
        let output = command.current_dir(folder.path()).output().expect("the program");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{reason}: {said}");
        assert!(said.contains("is no reason"), "{reason}: {said}");
        assert!(!folder.path().join("reports").exists());
    }
}
