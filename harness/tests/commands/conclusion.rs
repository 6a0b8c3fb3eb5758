// SPDX-License-Identifier: EUPL-1.2
//! What a whole command says at its end: the word of the conclusion, the exit code and the lines agree.

use reports::model::{ConclusionKind, Report};
use reports::verdict::Cause;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SCENARIO: &str = "inbound/certificate/revoked";
const BUG: [&str; 2] = ["--mutation", "ignores-revocation-inbound"];

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_mssante-harness"))
}

/// A folder with a copy of the catalogue whose name a shell would tear apart.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::os::unix::fs::symlink(project.join("scenarios"), folder.path().join("mes scénarios")).expect("a link");
        let keys = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
        std::fs::create_dir_all(&keys).expect("a folder");
        std::os::unix::fs::symlink(keys, folder.path().join(".espace-de-confiance")).expect("a link");
        Bench { folder }
    }

    /// The reference connector's file with reservations.
    fn connector(&self, reservations: &str) {
        let reference = include_str!("../../connectors/reference/connector.yaml");
        std::fs::write(self.folder.path().join("le connecteur.yaml"), format!("{reference}{reservations}"))
            .expect("written");
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).args(["run", "mes scénarios", "--out", "out"]).args(more);
        command
    }

    fn run(&self, more: &[&str]) -> (i32, String, Report) {
        let Output { status, stdout, stderr } = self.command(more).output().expect("it runs");
        let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
        let report = self.report(&said);
        (status.code().expect("an end of its own"), said, report)
    }

    fn only(&self, more: &[&str]) -> (i32, String, Report) {
        self.run(&[&["--only", SCENARIO], more].concat())
    }

    fn report(&self, said: &str) -> Report {
        let folder = said.lines().find_map(|line| line.split("out/").nth(1)).unwrap_or_else(|| panic!("{said}"));
        let file = self.folder.path().join("out").join(folder.trim()).join("report.json");
        serde_json::from_slice(&std::fs::read(file).expect("a report")).expect("a report")
    }
}

#[test]
fn a_part_of_the_catalogue_that_passes_is_partial_and_exits_with_0() {
    let (exit, said, report) = Bench::new().only(&[]);
    assert_eq!((exit, report.conclusion.kind), (0, ConclusionKind::Partiel), "{said}");
    let tally = report.tally.expect("a tally");
    let counted = &tally.sentences()[0].1.fr;
    assert!(tally.mandatory > 50 && said.contains(counted), "{counted}: {said}");
    assert!(said.contains("Partiel") && !said.contains("Conforme") && !said.contains("FAILED"), "{said}");
}

#[test]
fn what_fails_unannounced_exits_with_1_under_no_green_total() {
    let (exit, said, report) = Bench::new().only(&BUG);
    assert_eq!((exit, report.conclusion.kind), (1, ConclusionKind::NonConforme), "{said}");
    assert!(said.contains("FAILED") && !said.contains("test result"), "{said}");
}

#[test]
fn what_fails_as_announced_exits_with_0_and_is_a_non_conformity() {
    let bench = Bench::new();
    bench.connector("reservations: [{ what: '*/revoked', reason: The CRL is not read., mended-by: 2027-01-31 }]\n");
    let (exit, said, report) = bench.only(&[&BUG[..], &["--connector", "le connecteur.yaml"]].concat());
    assert_eq!((exit, report.conclusion.kind), (0, ConclusionKind::NonConformeAnnonce), "{said}");
    assert!(!said.contains("FAILED") && said.contains("2027-01-31"), "{said}");
}

#[test]
fn a_command_to_play_again_runs_as_printed_where_the_run_was_started() {
    let bench = Bench::new();
    bench.connector("");
    let (_, _, first) = bench.only(&[&BUG[..], &["--connector", "le connecteur.yaml", "--seed", "41"]].concat());
    let replay = &first.scenarios.iter().find(|scenario| scenario.id == SCENARIO).expect("it").replay;
    let path =
        format!("{}:{}", program().parent().expect("a folder").display(), std::env::var("PATH").expect("a path"));
    for command in [format!("{replay} --out out"), first.harness.command.clone()] {
        let mut shell = Command::new("sh");
        shell.current_dir(bench.folder.path()).env("PATH", &path).args(["-c", &command]);
        let output = shell.output().expect("a shell");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        let again = bench.report(&said);
        assert_eq!(again.harness.seed, 41, "{command}");
        assert_eq!(again.connector.mutation.as_deref(), Some(BUG[1]), "{command}");
        assert_eq!(again.connector.file.map(PathBuf::from), Some("le connecteur.yaml".into()), "{command}");
        assert!(again.scenarios.iter().any(|scenario| scenario.id == SCENARIO), "{command}");
    }
}

#[test]
fn an_interrupted_run_is_said_to_be_interrupted() {
    let bench = Bench::new();
    let mut running = bench.command(&[]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut out = BufReader::new(running.stdout.take().expect("a pipe"));
    let mut line = String::new();
    // The first line of a trial: the run is in course, and far from its end.
    while !line.starts_with("test ") {
        line.clear();
        assert!(out.read_line(&mut line).expect("a line") > 0, "the run ended");
    }
    let signal = Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(signal.expect("a signal").success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("the rest");
    let exit = running.wait().expect("an end").code();
    let report = bench.report(&rest);
    assert!(report.interrupted && rest.contains("Essai interrompu"), "{rest}");
    assert_eq!((exit, report.conclusion.kind), (Some(3), ConclusionKind::NonConcluant), "{rest}");
    assert!(!rest.contains("FAILED"), "{rest}");
    let causes: Vec<Cause> = report.scenarios.iter().filter_map(|scenario| scenario.cause).collect();
    assert!(causes.contains(&Cause::Interrupted) && !causes.contains(&Cause::Harness), "{causes:?}");
}
