// SPDX-License-Identifier: EUPL-1.2
//! A short command of a recipe: ended whole at its deadline, the end of its words kept, nothing it leaves waited for.

use super::processes;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;

/// Octets kept of each output.
const KEPT: usize = 65_536;
/// What a command wrote is read by then; a daemon that it left behind keeps the pipe open, and is not waited for.
const REST: Duration = Duration::from_millis(200);

/// How a command ended, and the end of what it said.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// Its process group, where anything of it may still live.
    pub group: u32,
}

/// Why there is no such end, and the end of what was said until then.
#[derive(Debug)]
pub struct Failed {
    pub why: String,
    pub said: Vec<u8>,
}

/// Runs a program in a folder, in a process group of its own.
pub async fn run(command: &[String], folder: &Path, mark: Option<&Path>, patience: Duration) -> Result<Ended, Failed> {
    let silent = |why: String| Failed { why, said: Vec::new() };
    let (program, arguments) = command.split_first().ok_or_else(|| silent("is empty".into()))?;
    let mut made = Command::new(program);
    made.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(mark) = mark {
        made.env(processes::MARK, mark);
    }
    let child = made.process_group(0).kill_on_drop(true).spawn();
    let mut child = child.map_err(|error| silent(format!("does not start: {error}")))?;
    let mut group = Group(child.id());
    let (out, err) = (Captured::default(), Captured::default());
    let mut readers = tokio::task::JoinSet::new();
    if let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) {
        readers.spawn(out.clone().listen(stdout));
        readers.spawn(err.clone().listen(stderr));
    }
    let waited = tokio::time::timeout(patience, child.wait()).await;
    let status = match waited {
        Ok(Ok(status)) => Ok(status),
        Ok(Err(error)) => Err(format!("cannot be waited for: {error}")),
        Err(_) => {
            group.end();
            Err(format!("is still running after {} s", patience.as_secs()))
        }
    };
    let _ = tokio::time::timeout(REST, async { while readers.join_next().await.is_some() {} }).await;
    // Whoever keeps the pipe open goes on being heard, else its next word would be its last.
    readers.detach_all();
    let group = group.0.take().unwrap_or(0);
    match status {
        Ok(status) => Ok(Ended { status, stdout: out.end(), stderr: err.end(), group }),
        Err(why) => Err(Failed { why, said: [out.end(), err.end()].concat() }),
    }
}

/// A process group that ends when nobody waits for it any more.
struct Group(Option<u32>);

impl Group {
    fn end(&mut self) {
        if let Some(group) = self.0.take() {
            processes::signal_group(group, rustix::process::Signal::KILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

/// The end of what came through a pipe.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    async fn listen(self, mut pipe: impl AsyncRead + Unpin) {
        let mut chunk = [0u8; 8192];
        while let Ok(read @ 1..) = pipe.read(&mut chunk).await {
            let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            said.extend_from_slice(&chunk[..read]);
            let excess = said.len().saturating_sub(KEPT);
            said.drain(..excess);
        }
    }

    fn end(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    const PATIENCE: Duration = Duration::from_secs(20);

    async fn sh(script: &str, patience: Duration) -> Result<Ended, Failed> {
        let command = ["/bin/sh", "-c", script].map(str::to_owned);
        run(&command, Path::new("/"), None, patience).await
    }

    #[tokio::test]
    async fn a_command_gives_its_status_and_both_outputs() {
        let ended = sh("echo out; echo err >&2; exit 3", PATIENCE).await.expect("it ends");
        assert_eq!(
            (ended.status.code(), &ended.stdout[..], &ended.stderr[..]),
            (Some(3), &b"out\n"[..], &b"err\n"[..])
        );
    }

    #[tokio::test]
    async fn only_the_end_of_a_flood_is_kept() {
        let ended = sh("head -c 5000000 /dev/zero | tr '\\0' x; echo end", PATIENCE).await.expect("it ends");
        assert_eq!(ended.stdout.len(), KEPT);
        assert!(ended.stdout.ends_with(b"xend\n"));
    }

    #[tokio::test]
    async fn a_daemon_that_keeps_the_pipe_open_holds_nobody_up() {
        let begun = Instant::now();
        let ended = sh("sleep 300 & echo $!", PATIENCE).await.expect("it ends");
        assert!(begun.elapsed() < PATIENCE / 2 && ended.stdout.ends_with(b"\n"));
        processes::signal_group(ended.group, rustix::process::Signal::KILL);
    }

    #[tokio::test]
    async fn at_the_deadline_the_whole_group_is_ended_and_its_words_are_kept() {
        let failed = sh("sleep 300 & echo $!; wait", Duration::from_secs(1)).await.expect_err("it is stuck");
        assert_eq!(failed.why, "is still running after 1 s");
        let said = String::from_utf8(failed.said).expect("a number");
        let grandchild: u32 = said.trim().parse().expect("a number");
        let deadline = Instant::now() + PATIENCE;
        while processes::Entry::read(grandchild).is_some_and(|entry| entry.alive()) {
            assert!(Instant::now() < deadline, "{grandchild} still runs");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
