// SPDX-License-Identifier: EUPL-1.2
//! What becomes of a report after its run: compared, replaced, and counted down to the end of the six months.

use reports::model::Report;
use reports::verdict::Verdict;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCENARIO: &str = "inbound/certificate/revoked";

fn harness(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn demand(wanted: i32, arguments: &[&str]) -> String {
    let output = harness(arguments);
    assert_eq!(output.status.code(), Some(wanted), "{}", said(&output));
    said(&output)
}

/// The entry of a folder that was not there before.
fn new_entry(folder: &Path, known: &[&Path]) -> PathBuf {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.into_iter().find(|path| !known.contains(&path.as_path())).expect("a new entry")
}

fn read(run: &Path) -> Report {
    serde_json::from_slice(&std::fs::read(run.join("report.json")).expect("a report")).expect("a report")
}

/// A run that passes and one that the same scenario fails, of one connector file.
struct Bench {
    folder: tempfile::TempDir,
    good: PathBuf,
    bad: PathBuf,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("connector.yaml"), Bench::declared("CH EXEMPLE", "1.0.0")).expect("written");
        let at = |name: &str| folder.path().join(name).display().to_string();
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios").display().to_string();
        let run = |wanted: i32, out: &str, more: &[&str]| {
            let run = ["run", &scenarios, "--only", SCENARIO, "--connector", &at("connector.yaml"), "--out", &at(out)];
            demand(wanted, &[&run[..], more].concat());
            new_entry(&folder.path().join(out), &[])
        };
        let good = run(0, "good", &[]);
        let bad = run(1, "bad", &["--mutation", "ignores-revocation-inbound"]);
        Bench { good, bad, folder }
    }

    fn declared(operator: &str, version: &str) -> String {
        let reference = include_str!("../../connectors/reference/connector.yaml");
        let reference = reference.replace(env!("CARGO_PKG_VERSION"), version);
        format!("{reference}operator: {{ name: {operator}, entered-test-space: 2026-08-31 }}\n")
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.at(name), text).expect("written");
        self.at(name)
    }

    fn amend(&self, old: &Path, more: &[&str]) -> Output {
        harness(&[&["report", "amend", &text(old), "--out", &self.at("amended")], more].concat())
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_regression_is_shown_with_what_both_reports_saw() {
    let bench = Bench::new();
    let worse = demand(1, &["report", "compare", &text(&bench.good), &text(&bench.bad), "--lang", "en"]);
    let block: Vec<&str> = worse.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(worse.contains(&format!("regression {SCENARIO}: pass → fail")), "{worse}");
    assert!(block.iter().any(|line| line.starts_with("  − ")), "{worse}");
    assert!(block.iter().any(|line| line.starts_with("  + ") && line.contains("expected")), "{worse}");
    assert!(block.iter().any(|line| line.starts_with("  +   ") && line.contains(" ms  ")), "evidence: {worse}");
    let better = demand(0, &["report", "compare", &text(&bench.bad), &text(&bench.good)]);
    assert!(better.contains(&format!("progrès    {SCENARIO} : fail → pass")), "{better}");
}

#[test]
fn a_later_run_replaces_a_report_and_a_correction_replaces_that() {
    let bench = Bench::new();
    let output = bench.amend(&bench.bad, &["--reason", "Révocation corrigée.", "--by", &text(&bench.good)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let first = new_entry(Path::new(&bench.at("amended")), &[]);
    demand(0, &["report", "verify", &text(&first)]);
    let (report, old) = (read(&first), read(&bench.bad));
    let amends = report.amends.clone().expect("an amendment");
    assert!(report.id != old.id && report.id != read(&bench.good).id, "an identifier of its own");
    assert_eq!((amends.report, amends.reason.as_str()), (old.id, "Révocation corrigée."));
    assert!(
        amends.changes.iter().any(|change| change.fr == format!("{SCENARIO} : fail → pass")),
        "{:?}",
        amends.changes
    );
    let digest = aws_lc_rs::digest::digest(
        &aws_lc_rs::digest::SHA256,
        &std::fs::read(bench.bad.join("report.json")).expect("it"),
    );
    let digest: String = digest.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!(amends.sha256, digest);

    let corrected = bench.write("corrected.yaml", &Bench::declared("CH CORRIGE", "1.0.0"));
    let output = bench.amend(&first, &["--reason", "Nom de l’opérateur.", "--connector", &corrected]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let second = new_entry(Path::new(&bench.at("amended")), &[&first]);
    demand(0, &["report", "verify", &text(&second)]);
    let chained = read(&second);
    let amends = chained.amends.expect("an amendment");
    assert_eq!(amends.report, report.id, "it names the amendment that it replaces");
    assert_eq!(amends.changes.len(), 1, "{:?}", amends.changes);
    assert_eq!(chained.identification.operator.expect("an operator").name, "CH CORRIGE");
}

#[test]
fn an_amendment_without_reason_of_itself_or_of_what_was_tested_is_refused() {
    let bench = Bench::new();
    let good = text(&bench.good);
    let same = bench.write("same.yaml", &Bench::declared("CH EXEMPLE", "1.0.0"));
    let newer = bench.write("newer.yaml", &Bench::declared("CH EXEMPLE", "0.2.0"));
    let mut foreign = read(&bench.good);
    foreign.connector.name = "Autre connecteur".to_owned();
    let foreign = bench.write("foreign.json", &serde_json::to_string(&foreign).expect("JSON"));
    let refused: [(&[&str], &str); 6] = [
        (&["--reason", "x", "--by", &foreign], "about another connector"),
        (&["--reason", " ", "--by", &good], "reason is empty"),
        (&["--reason", "x", "--connector", &same], "nothing to amend"),
        (&["--reason", "x", "--connector", &newer], "what was tested (version)"),
        (&["--reason", "x"], "required"),
        (&["--reason", "x", "--by", &good, "--connector", &same], "cannot be used"),
    ];
    for (arguments, words) in refused {
        let output = bench.amend(&bench.bad, arguments);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(words), "{words}: {}", said(&output));
    }
    let output = bench.amend(&bench.good, &["--reason", "x", "--by", &good]);
    assert!(said(&output).contains("cannot replace itself"), "{}", said(&output));
    assert!(!Path::new(&bench.at("amended")).exists(), "nothing is written");
}

#[test]
fn the_six_months_are_counted_and_what_is_red_is_listed() {
    let bench = Bench::new();
    let on = |run: &Path, wanted, more: &[&str]| demand(wanted, &[&["report", "deadline", &text(run)], more].concat());
    let good = on(&bench.good, 0, &["--today", "2027-02-01"]);
    assert!(good.contains("2027-02-28, 27 jour(s) restant(s)"), "31 August and six months, out of the file: {good}");
    assert!(good.contains("Partiel — ") && !good.contains("production"), "a part says nothing of the rest: {good}");
    let late = on(&bench.good, 0, &["--entered", "2026-01-01", "--today", "2026-07-02", "--lang", "en"]);
    assert!(late.contains("2026-07-01, passed by 1 day(s)"), "{late}");
    let red = on(&bench.bad, 1, &["--today", "2027-02-01"]);
    assert!(red.lines().any(|line| line.starts_with("✗ ")) && red.contains(&format!("--only '{SCENARIO}'")), "{red}");
    let mut open = read(&bench.good);
    open.requirements.iter_mut().find(|row| row.verdict == Verdict::Pass).expect("a row").verdict =
        Verdict::Inconclusive;
    let file = bench.write("open.json", &serde_json::to_string(&open).expect("JSON"));
    assert!(on(Path::new(&file), 3, &["--entered", "2026-09-01"]).contains("? "));
    std::fs::remove_file(bench.at("connector.yaml")).expect("removed");
    assert!(on(&bench.good, 2, &[]).contains("give --entered DATE"));
}
