// SPDX-License-Identifier: EUPL-1.2
//! Postfix set up wrongly in many ways: each fault is red where it should be. Set up in other honest ways: nothing is.
//!
//! The rows are data, in `connectors/postfix/faults/`. Runs last minutes, so only the gate hears this witness
//! (`MSSANTE_WITNESSES=required`).

use harness::report::glob;
use reports::model::Report;
use reports::verdict::Verdict;
use serde::Deserialize;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, mpsc};

/// Runs at the same time, each in namespaces of its own: they spend most of their time in observation windows.
const AT_ONCE: usize = 2;

/// One way to set Postfix up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Setup {
    name: String,
    says: String,
    change: Vec<Change>,
    /// Scenarios to play beside those that must fail, for what is seen over the whole run.
    #[serde(default)]
    plays: Vec<String>,
    /// Globs of which each must name a scenario that fails; an honest set-up has none, and meets the whole suite.
    #[serde(default)]
    caught_by: Vec<String>,
}

/// What becomes of one file of the connector's folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Change {
    file: String,
    /// Lines for its end; a file that is not there is made.
    append: Option<String>,
    instead_of: Option<String>,
    write: Option<String>,
}

impl Change {
    fn make(&self, folder: &Path) {
        let file = folder.join(&self.file);
        let mut text = fs::read_to_string(&file).unwrap_or_default();
        if let (Some(old), Some(new)) = (&self.instead_of, &self.write) {
            assert!(text.contains(old.as_str()), "{} does not hold `{old}`", self.file);
            text = text.replace(old.as_str(), new.trim_end());
        }
        if let Some(lines) = &self.append {
            text = format!("{text}{}\n", lines.trim_end());
        }
        fs::write(file, text).expect("the change is written");
    }
}

/// Scenarios named of those that an honest set-up reddens.
const SHOWN: usize = 8;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn setups() -> Vec<Setup> {
    let folder = project().join("harness/connectors/postfix/faults");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the faults").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("a readable file");
            let rows: Vec<Setup> =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            rows
        })
        .collect()
}

/// Runs the harness against the changed connector; the report, or what was said instead.
fn played(setup: &Setup, work: &Path) -> Result<Report, String> {
    let folder = work.join(&setup.name);
    let connector = folder.join("connector");
    fs::create_dir_all(&connector).expect("a folder");
    for entry in fs::read_dir(project().join("harness/connectors/postfix")).expect("the connector") {
        let file = entry.expect("a file").path();
        if file.is_file() {
            fs::copy(&file, connector.join(file.file_name().expect("a name"))).expect("a copy");
        }
    }
    setup.change.iter().for_each(|change| change.make(&connector));
    let mut run = Command::new(env!("CARGO_BIN_EXE_mssante-harness"));
    run.current_dir(project()).arg("run").arg("scenarios");
    run.arg("--connector").arg(connector.join("connector.yaml")).arg("--out").arg(folder.join("out"));
    let played = setup.caught_by.iter().chain(&setup.plays);
    for pattern in played.filter(|pattern| !pattern.starts_with("invariant/")) {
        run.arg("--only").arg(pattern);
    }
    let output = run.output().expect("the harness runs");
    let report = fs::read_dir(folder.join("out")).ok().and_then(|mut runs| runs.next()?.ok());
    let text = report.and_then(|run| fs::read_to_string(run.path().join("report.json")).ok());
    let said = || [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat();
    let report = serde_json::from_str(&text.ok_or_else(said)?).map_err(|error| error.to_string());
    if output.status.code() == Some(2) { Err(said()) } else { report }
}

/// What is wrong with the run of one set-up, and the line of the kill table.
fn judged(setup: &Setup, report: &Report) -> (String, Vec<String>) {
    // An announced failure keeps its verdict and names its reservation.
    let of = |wanted: Verdict| -> Vec<&str> {
        let scenarios = report.scenarios.iter().filter(|s| s.reservation.is_none() && s.not_applicable.is_none());
        scenarios.filter(|s| s.verdict == wanted).map(|s| s.id.as_str()).collect()
    };
    let causes: Vec<_> =
        report.scenarios.iter().filter_map(|s| s.cause.as_ref()).map(|cause| format!("{cause:?}")).collect();
    let (failed, undecided) = (of(Verdict::Fail), [of(Verdict::Inconclusive), of(Verdict::Error)].concat());
    let line = format!("{:38} {:>3} {:>3}  {}", setup.name, failed.len(), undecided.len(), failed.join(" "));
    let wrong = if setup.caught_by.is_empty() {
        let red = [failed, undecided].concat();
        let because = &report.conclusion.because.en;
        let (count, some) = (red.len(), red.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" "));
        let line = || format!("{} is honest, and reddens {count}, such as {some} ({because})", setup.name);
        red.first().map(|_| line()).into_iter().collect()
    } else {
        let survived = setup.caught_by.iter().filter(|killer| !failed.iter().any(|id| glob(killer, id)));
        survived
            .map(|killer| {
                let (because, causes) = (&report.conclusion.because.en, causes.join(", "));
                format!("{} survives {killer} ({}): {because}; {causes}", setup.name, setup.says)
            })
            .collect()
    };
    (line, wrong)
}

#[test]
fn each_faulty_postfix_is_caught_and_no_honest_one_is_red() {
    let setups = setups();
    assert!(setups.iter().filter(|setup| setup.caught_by.is_empty()).count() >= 8);
    assert!(setups.iter().filter(|setup| !setup.caught_by.is_empty()).count() >= 25);
    if std::env::var_os("MSSANTE_WITNESSES").is_none_or(|value| value != "required") {
        eprintln!("only the gate plays Postfix in {} ways: this witness is not heard", setups.len());
        return;
    }
    // Shortens the test while one row is worked on.
    let wanted = std::env::var("POSTFIX_FAULTS").unwrap_or_else(|_| "*".into());
    // The daemons of Postfix give up root and must be able to walk in.
    let open = fs::Permissions::from_mode(0o755);
    let work = tempfile::Builder::new().permissions(open).tempdir().expect("a folder");
    let queue = Mutex::new(setups.iter().filter(|setup| glob(&wanted, &setup.name)));
    let (done, results) = mpsc::channel();
    println!("{:38} {:>3} {:>3}  red", "set-up", "red", "?");
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            let (done, queue, work) = (done.clone(), &queue, work.path());
            scope.spawn(move || {
                loop {
                    let Some(setup) = queue.lock().expect("the queue").next() else { break };
                    done.send((setup, played(setup, work))).expect("somebody listens");
                }
            });
        }
        drop(done);
        let mut wrong = Vec::new();
        for (setup, result) in results {
            match result {
                Ok(report) => {
                    let (line, faults) = judged(setup, &report);
                    println!("{line}");
                    wrong.extend(faults);
                }
                Err(said) => wrong.push(format!("{} was not played: {said}", setup.name)),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
