// SPDX-License-Identifier: EUPL-1.2
//! Reports of earlier versions: judged again by this one, they say what they said.

use harness::report::differences;
use reports::model::{Observation, Report};
use reports::text::Text;
use reports::verdict::{Outcome, Verdict};
use std::path::Path;
use std::process::Command;

/// Seven variants against the reference connector that ignores revocation, as version 0.1.0 left them.
const REPORT: &[u8] = include_bytes!("earlier/0.1.0.json");
/// Twenty of version 0.2.0, notices, DNS, automatic reply and an epoch among them.
const REPORT_0_2_0: &[u8] = include_bytes!("earlier/0.2.0.json");

fn report() -> Report {
    serde_json::from_slice(REPORT).expect("a report")
}

#[test]
fn report_of_version_0_1_0_is_judged_the_same() {
    let report = report();
    assert_ne!(report.harness.version, env!("CARGO_PKG_VERSION"));
    assert!(report.scenarios.iter().any(|scenario| scenario.verdict == Verdict::Fail));
    let differences = differences(&report);
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn report_of_version_0_2_0_is_judged_the_same() {
    let report: Report = serde_json::from_slice(REPORT_0_2_0).expect("a report");
    assert_ne!(report.harness.version, env!("CARGO_PKG_VERSION"));
    assert!(report.scenarios.iter().any(|scenario| scenario.verdict == Verdict::Fail));
    let differences = differences(&report);
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn forged_outcome_in_a_report_of_version_0_1_0_is_named() {
    let mut report = report();
    let failed = report.scenarios.iter_mut().find(|scenario| scenario.verdict == Verdict::Fail).expect("a failure");
    let check = failed.checks.iter_mut().find(|check| check.outcome.verdict() == Verdict::Fail).expect("its check");
    let observations = check.outcome.observations().to_vec();
    check.outcome = Outcome::Pass { because: Text::same("turned away"), observations };
    let place = format!("scenario {}, check {}", failed.id, check.id);
    assert!(differences(&report).iter().any(|difference| difference.place == place));
}

#[test]
fn forged_line_in_a_report_of_version_0_1_0_is_named() {
    for forged in 0..report().observations.len() {
        let mut report = report();
        report.observations[forged].line = "s1 250 accepted".into();
        let place = format!("observation {}", report.observations[forged].number);
        assert!(differences(&report).iter().any(|difference| difference.place == place), "{place}");
    }
}

#[test]
fn digest_of_letters_beyond_ascii_is_named_and_stops_nothing() {
    let mut report = report();
    let of_message = |o: &&mut Observation| o.fact["message"]["sha256"].is_string();
    let observation = report.observations.iter_mut().find(of_message).expect("a message");
    observation.fact["message"]["sha256"] = "é".repeat(20).into();
    let place = format!("observation {}", observation.number);
    assert!(differences(&report).iter().any(|difference| difference.place == place));
}

#[test]
fn a_run_of_version_0_1_0_is_verified_and_not_packaged() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("report.json"), REPORT).expect("written");
    let run = folder.path().display().to_string();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios").display().to_string();
    let archive = folder.path().join("dossier.zip").display().to_string();
    let said = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_mssante-harness")).args(arguments).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, words) = said(&["report", "verify", &run]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("Not compared: its sentences"), "{words}");
    let (code, words) = said(&["report", "package", &run, "--scenarios", &scenarios, "--out", &archive]);
    assert_eq!(code, Some(1), "{words}");
    for objection in ["version 0.1.0 wrote the run", "reference connector", "deliberate bug", "nobody signs it"] {
        assert!(words.contains(objection), "{objection}: {words}");
    }
    assert!(!Path::new(&archive).exists());
}
