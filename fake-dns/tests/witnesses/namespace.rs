// SPDX-License-Identifier: EUPL-1.2
//! Runs one test of this binary again inside a network namespace, when the tools for it are there.

use std::process::{Command, Stdio};

/// Set inside, so that the test knows where it is.
const INSIDE: &str = "FAKE_DNS_WITNESSES_INSIDE";
/// What must be installed.
const TOOLS: [&str; 4] = ["unshare", "ip", "dig", "unbound"];

/// Whether the test goes on in this process, which is inside the namespace.
///
/// False when the inner run has judged, or when a tool is absent.
///
/// # Panics
/// Panics when the inner run fails, and when a tool is absent though `MSSANTE_WITNESSES` is `required`.
pub fn is_entered(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let is_required = std::env::var("MSSANTE_WITNESSES").as_deref() == Ok("required");
    if let Some(missing) = TOOLS.into_iter().find(|tool| !is_installed(tool)) {
        assert!(!is_required, "`{missing}` is not installed");
        eprintln!("not heard: `{missing}` is not installed, so dig and unbound judge nothing here");
        return false;
    }
    let may_enter = unshare().args(["--", "ip", "link", "set", "lo", "up"]).output();
    if !may_enter.is_ok_and(|output| output.status.success()) {
        assert!(!is_required, "`unshare --net` is not permitted here");
        eprintln!("not heard: `unshare --net` is not permitted, so dig and unbound judge nothing here");
        return false;
    }
    let program = std::env::current_exe().expect("the path of this test");
    let status = unshare()
        .args(["--", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"])
        .arg(program)
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "yes")
        .status()
        .expect("unshare starts");
    assert!(status.success(), "the test failed inside its namespace: {status}");
    false
}

/// A command inside namespaces of its own, all of which ends with it.
fn unshare() -> Command {
    let mut command = Command::new("unshare");
    command.args(["--net", "--pid", "--fork", "--kill-child"]);
    if !is_root() {
        command.arg("--map-root-user");
    }
    command
}

fn is_installed(tool: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/sbin", "/sbin"].map(Into::into);
    std::env::split_paths(&paths).chain(usual).any(|folder| folder.join(tool).is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
