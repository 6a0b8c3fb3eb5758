// SPDX-License-Identifier: EUPL-1.2
//! Ends of the harness and of the connector: nothing is left, and the reason is told.

use super::{alone, connector_file, free, greeting_at, harness, lend_keys, lives, until};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A harness whose connector, and a daemon that this left, wait for ever; the run folder, and an argument of both.
struct Waiting {
    _folder: tempfile::TempDir,
    harness: Child,
    run: PathBuf,
    argument: String,
}

fn waiting(more: &str) -> Waiting {
    let folder = tempfile::tempdir().expect("a folder");
    lend_keys(folder.path());
    let argument = format!("300.{}", free("127.81.3.1").port());
    let told = folder.path().join("told");
    let script = format!(
        "setsid sleep {argument} & pwd >{told}.new; mv {told}.new {told}; exec sleep {argument}",
        told = told.display()
    );
    let process = format!("{{ start: [sh, -c, '{script}']{more} }}");
    connector_file(folder.path(), free("127.81.3.1"), &process);
    let harness = harness(folder.path(), &["--connector", "connector.yaml"]);
    until("the connector is started", || told.is_file() && lives(&argument));
    let run = std::fs::read_to_string(&told).expect("a path").trim().into();
    Waiting { _folder: folder, harness, run, argument }
}

fn kill(signal: &str, pid: u32) {
    let status = Command::new("kill").args([signal, &pid.to_string()]).status().expect("kill");
    assert!(status.success());
}

impl Waiting {
    fn nothing_is_left(mut self) {
        self.harness.wait().expect("an end");
        until("the run folder is gone", || !self.run.exists());
        until("what was started is gone", || !lives(&self.argument));
        let parent = self.run.parent().expect("a parent");
        let shared = parent.file_name().is_some_and(|name| name.to_string_lossy().starts_with("mssante-harness-"));
        until("the folder around it is gone", || !shared || !parent.exists());
    }
}

#[test]
fn a_killed_harness_leaves_neither_keys_nor_processes() {
    let _alone = alone();
    let waiting = waiting("");
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&waiting.run), 0o700);
    assert_eq!(mode(&waiting.run.join("private-key.pem")), 0o600);
    kill("-KILL", waiting.harness.id());
    waiting.nothing_is_left();
}

#[test]
fn an_aborted_harness_leaves_neither_keys_nor_processes() {
    let _alone = alone();
    let waiting = waiting("");
    kill("-ABRT", waiting.harness.id());
    waiting.nothing_is_left();
}

#[test]
fn an_interrupted_harness_leaves_neither_keys_nor_processes_not_even_a_daemon() {
    let _alone = alone();
    let waiting = waiting("");
    kill("-INT", waiting.harness.id());
    waiting.nothing_is_left();
}

fn namespaces_work() -> bool {
    let tried = Command::new("unshare").args(["--net", "--mount", "--pid", "--fork", "--mount-proc", "true"]).status();
    tried.is_ok_and(|status| status.success())
}

#[test]
fn in_namespaces_the_end_of_either_harness_leaves_neither_keys_nor_processes() {
    let _alone = alone();
    if !namespaces_work() {
        return;
    }
    let inner = |outer: u32| -> u32 {
        let only = |of: u32| harness::driver::children(of).into_iter().find(|pid| !is_guardian(*pid)).expect("a child");
        only(only(outer))
    };
    let outside = waiting(", isolation: namespaces");
    kill("-KILL", outside.harness.id());
    outside.nothing_is_left();
    let inside = waiting(", isolation: namespaces");
    kill("-KILL", inner(inside.harness.id()));
    inside.nothing_is_left();
    let asked = waiting(", isolation: namespaces");
    kill("-TERM", asked.harness.id());
    asked.nothing_is_left();
}

fn is_guardian(pid: u32) -> bool {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    line.ends_with(b"guardian\0")
}

/// The one report of a run that wrote one.
fn report(folder: &Path) -> String {
    let runs: Vec<_> = std::fs::read_dir(folder.join("reports/out")).expect("a folder").flatten().collect();
    assert_eq!(runs.len(), 1);
    std::fs::read_to_string(runs[0].path().join("report.json")).expect("a report")
}

#[test]
fn a_connector_that_exits_at_once_is_shown_with_the_end_of_its_output() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    lend_keys(folder.path());
    for (script, status) in [("echo no such setting: x; exit 78", 78), ("echo no such setting: x", 0)] {
        connector_file(folder.path(), free("127.81.3.2"), &format!("{{ start: [sh, -c, '{script}'] }}"));
        let mut child = harness(folder.path(), &["--connector", "connector.yaml"]);
        assert_eq!(child.wait().expect("an end").code(), Some(3));
        let words = format!("the connector ended: exit status: {status}; the end of its output: no such setting: x");
        assert!(report(folder.path()).contains(&words), "{words}");
        std::fs::remove_dir_all(folder.path().join("reports")).expect("removed");
    }
}

#[test]
fn a_port_that_another_program_holds_is_refused_before_anything_is_started() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    lend_keys(folder.path());
    let address = free("127.81.3.3");
    let mut stranger = Command::new("sh");
    stranger.args(["-c", &format!("exec env {}", greeting_at(address))]).stdout(Stdio::null());
    let mut stranger = stranger.spawn().expect("sh");
    until("the stranger listens", || std::net::TcpStream::connect(address).is_ok());
    let prepared = folder.path().join("prepared");
    let process = format!("{{ prepare: [[touch, {}]], start: [sleep, '300'] }}", prepared.display());
    connector_file(folder.path(), address, &process);
    let mut child = harness(folder.path(), &["--connector", "connector.yaml"]);
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!(child.wait().expect("an end").code(), Some(2), "{said}");
    assert!(said.contains(&format!("smtp-in {address} is already held by `")), "{said}");
    assert!(said.contains(&format!("(pid {})", stranger.id())), "{said}");
    assert!(!folder.path().join("reports").exists() && !prepared.exists());
    stranger.kill().expect("ended");
    stranger.wait().expect("an end");
}

#[test]
fn a_failing_prepare_command_is_shown_with_the_end_of_its_output() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    lend_keys(folder.path());
    let process = "{ prepare: [[sh, -c, 'echo cannot lay the spool >&2; exit 4']], start: [sleep, '300'] }";
    connector_file(folder.path(), free("127.81.3.4"), process);
    let mut child = harness(folder.path(), &["--connector", "connector.yaml"]);
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!(child.wait().expect("an end").code(), Some(2), "{said}");
    assert!(said.contains("ends with exit status: 4:\ncannot lay the spool"), "{said}");
}
