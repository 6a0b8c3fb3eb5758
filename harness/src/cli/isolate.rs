// SPDX-License-Identifier: EUPL-1.2
//! Namespaces for a connector that wants the real ports 25 and 53: the harness runs itself again inside, so that peers,
//! DNS and connector meet on a loopback of their own, and everything that was started ends with it.

use super::{Exit, Failure};
use crate::driver::{RunFolder, children};
use rustix::process::{Pid, Signal};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, ExitStatus, Stdio};
use tokio::signal::unix::{SignalKind, signal};

/// The resolver's address inside, where every libc finds it.
const RESOLV_CONF: &str = "nameserver 127.0.0.53\noptions timeout:2 attempts:1\n";

/// Runs this very command inside namespaces and gives back how it ended.
pub fn enter() -> Result<Exit, Failure> {
    let refused = |why: String| {
        Failure::refused(format!(
            "cannot enter namespaces: {why}\n  = this connector needs `unshare` (util-linux), and either root or unprivileged user namespaces with `newuidmap` (uidmap) and a range in /etc/subuid"
        ))
    };
    let program = std::env::current_exe().map_err(|error| refused(error.to_string()))?;
    let mut command = Command::new("unshare");
    command.args(["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]);
    if !is_root() {
        command.args(["--map-root-user", "--map-auto"]);
    }
    command.arg("--").arg(program).args(inner_arguments());
    let folder = RunFolder::make_shared().map_err(|error| refused(error.to_string()))?;
    // Whatever ends inside, and however, takes no private key with it: the guardian inside would end with the rest.
    command.env("TMPDIR", folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| refused(error.to_string()))?;
    let status = runtime.block_on(supervised(command, &folder)).map_err(|error| refused(error.to_string()))?;
    if let Err(error) = folder.close() {
        eprintln!("the temporary folder of the run could not be removed: {error}");
    }
    match status.code() {
        Some(0) => Ok(Exit::Conforming),
        Some(1) => Ok(Exit::NonConforming),
        Some(3) => Ok(Exit::Undecided),
        Some(4) => Ok(Exit::HarnessFault),
        Some(_) => Ok(Exit::BadInput),
        None => Err(refused(format!("the inner run was killed: {status}"))),
    }
}

/// Waits for the inner harness. It hears Ctrl-C by itself; a polite kill is passed on to it.
async fn supervised(command: Command, folder: &RunFolder) -> std::io::Result<ExitStatus> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut unshare = tokio::process::Command::from(command).spawn()?;
    let pid = unshare.id().unwrap_or(0);
    folder.guardian().also_end_process(pid)?;
    loop {
        tokio::select! {
            status = unshare.wait() => return status,
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {
                for inner in children(pid).into_iter().filter_map(|inner| Pid::from_raw(i32::try_from(inner).ok()?)) {
                    rustix::process::kill_process(inner, Signal::TERM)?;
                }
            }
        }
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
    let unwritable = |error: std::io::Error| format!("cannot write the name server's address: {error}");
    let readable = std::fs::Permissions::from_mode(0o644);
    let file = tempfile::Builder::new().prefix("resolv-").permissions(readable).tempfile();
    let mut file = file.map_err(unwritable)?;
    file.write_all(RESOLV_CONF.as_bytes()).map_err(unwritable)?;
    // The mount keeps the file alive when its name is gone.
    run(&["mount", "--bind", &file.path().display().to_string(), "/etc/resolv.conf"])
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
