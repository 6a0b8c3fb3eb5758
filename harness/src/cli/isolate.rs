// SPDX-License-Identifier: EUPL-1.2
//! Namespaces for a connector that wants the real ports 25 and 53: the harness runs itself again inside, so that peers,
//! DNS and connector meet on a loopback of their own, and everything that was started ends with it.

use super::{Exit, Failure};
use std::process::{Command, Stdio};

/// The resolver's address inside, where every libc finds it.
const RESOLV_CONF: &str = "nameserver 127.0.0.53\noptions timeout:2 attempts:1\n";

/// Runs this very command inside namespaces and gives back how it ended.
pub fn enter() -> Result<Exit, Failure> {
    let refused = |why: String| {
        Failure::input([format!(
            "cannot enter namespaces: {why}\n  = this connector needs `unshare` (util-linux), and either root or unprivileged user namespaces with `newuidmap` (uidmap) and a range in /etc/subuid"
        )])
    };
    let program = std::env::current_exe().map_err(|error| refused(error.to_string()))?;
    let mut command = Command::new("unshare");
    command.args(["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]);
    if !is_root() {
        command.args(["--map-root-user", "--map-auto"]);
    }
    command.arg("--").arg(program).args(inner_arguments());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| refused(error.to_string()))?;
    let status = runtime.block_on(async {
        // The inner harness hears Ctrl-C by itself; this one only waits for its report.
        tokio::spawn(async { while tokio::signal::ctrl_c().await.is_ok() {} });
        tokio::process::Command::from(command).status().await
    });
    let status = status.map_err(|error| refused(error.to_string()))?;
    match status.code() {
        Some(0) => Ok(Exit::Conforming),
        Some(1) => Ok(Exit::NonConforming),
        Some(3) => Ok(Exit::Undecided),
        Some(_) => Ok(Exit::BadInput),
        None => Err(refused(format!("the inner run was killed: {status}"))),
    }
}

/// The same arguments; `run` is said where no command was, so that the hidden flag belongs to it.
fn inner_arguments() -> Vec<std::ffi::OsString> {
    let mut arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if arguments.first().is_none_or(|first| first != "report") {
        arguments.retain(|argument| argument != "run");
        arguments.insert(0, "run".into());
    }
    arguments.push("--inside-namespaces".into());
    arguments
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Inside: brings the loopback up and makes the fake DNS the system's own.
pub fn settle_in() -> Result<(), String> {
    run(&["ip", "link", "set", "lo", "up"])?;
    let file = std::env::temp_dir().join(format!("mssante-harness-resolv-{}.conf", std::process::id()));
    std::fs::write(&file, RESOLV_CONF).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    let mounted = run(&["mount", "--bind", &file.display().to_string(), "/etc/resolv.conf"]);
    // The mount keeps the file alive; its name is no longer needed.
    let removed = std::fs::remove_file(&file).map_err(|error| format!("cannot remove {}: {error}", file.display()));
    mounted.and(removed)
}

fn run(command: &[&str]) -> Result<(), String> {
    let shown = command.join(" ");
    let (program, arguments) = command.split_first().ok_or("nothing to run")?;
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| format!("`{shown}` does not start: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`{shown}` ends with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()))
}
