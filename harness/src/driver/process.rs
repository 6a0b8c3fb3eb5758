// SPDX-License-Identifier: EUPL-1.2
//! A program on this machine: its files are made from templates, it is started, told of changes, and stopped whole.

use super::command::{self, Ended};
use super::folder::Folder;
use super::guardian::Guardian;
use super::ownership::{self, Ownership};
use super::processes::{self, Entry, Family, MARK};
use super::template::{expanded, render, variables};
use super::{Driver, DriverError, Reload, Surroundings};
use crate::connector::{Connector, Process as Recipe};
use async_trait::async_trait;
use minijinja::{Value, context};
use rustix::process::Signal;
use std::collections::BTreeMap;
use std::net::SocketAddrV4;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// A preparing or reloading command that takes longer is stuck.
const COMMAND_PATIENCE: Duration = Duration::from_secs(30);
/// After this the connector is killed.
const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// Octets kept of each log: what a variant in the middle of a run did is looked for there, but a flood is cut.
const LOG_LIMIT: u64 = 4_000_000;
/// What the program under `start` writes to its outputs.
const OUTPUT: &str = "output.log";
/// Octets of it that go with the news that the program has ended.
const LAST_WORDS: u64 = 1_000;

pub struct Process {
    recipe: Recipe,
    /// Where the templates are.
    source: PathBuf,
    folder: Arc<Folder>,
    guardian: Arc<Guardian>,
    variables: Value,
    family: Family,
    /// How it ended, once it has.
    ending: watch::Receiver<Option<String>>,
    smtp_in: SocketAddrV4,
    submission: SocketAddrV4,
}

/// The first program of a recipe that is nowhere on the PATH.
pub fn missing_tool(recipe: &Recipe) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = |tool: &str| {
        tool.contains('/') && Path::new(tool).is_file()
            || std::env::split_paths(&path).any(|dir| dir.join(tool).is_file())
    };
    recipe.tools.iter().find(|tool| !found(tool)).cloned()
}

/// The version as the program itself gives it, when the recipe says how to ask.
pub fn version(recipe: &Recipe) -> Option<String> {
    let asked = recipe.version.as_ref()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let ended = runtime.block_on(command::run(asked, Path::new("."), None, COMMAND_PATIENCE)).ok()?;
    let said = String::from_utf8_lossy(&ended.stdout);
    let first = said.lines().next()?.trim();
    (ended.status.success() && !first.is_empty()).then(|| first.to_owned())
}

impl Process {
    pub async fn start(connector: &Connector, around: Surroundings) -> Result<Process, DriverError> {
        let failed = |why: String| DriverError::Command { command: "start".into(), why, log: String::new() };
        let recipe = connector.process.clone();
        let recipe = recipe.ok_or_else(|| failed("is not told by the connector's file".into()))?;
        for (what, address) in [("smtp-in", connector.smtp_in), ("submission", connector.submission)] {
            if let Some(by) = ownership::held(address).await {
                return Err(DriverError::Held { what, address, by });
            }
        }
        let source = connector.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).to_owned();
        let unusable = |error: std::io::Error| failed(format!("has no usable run folder: {error}"));
        let folder = Arc::new(Folder::open(&around.run).map_err(unusable)?);
        let variables = variables(connector, &around);
        let mut family = Family::new(&around.run).map_err(unusable)?;
        for file in &recipe.files {
            render(&source, &folder, file, &variables)?;
        }
        for command in &recipe.prepare {
            run(&expanded(command, &variables)?, &around.run, &around.guardian).await?;
        }
        let start = expanded(&recipe.start, &variables)?;
        let child = spawn(&start, &folder)?;
        family.head = child.id();
        tell(&around.guardian, family.head);
        let ending = watched(child, family.clone(), folder.clone(), around.guardian.clone());
        let guardian = around.guardian;
        let (smtp_in, submission) = (connector.smtp_in, connector.submission);
        Ok(Process { recipe, source, folder, guardian, variables, family, ending, smtp_in, submission })
    }

    fn logs(&self) -> String {
        let read = |name: &String| {
            let said = match self.folder.tail(name, LOG_LIMIT) {
                Ok(end) => String::from_utf8_lossy(&end).into_owned(),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
                Err(error) => format!("not read: {error}\n"),
            };
            Some(format!("\n--- end of {name} ---\n{said}"))
        };
        self.recipe.logs.iter().filter_map(read).collect()
    }
}

#[async_trait]
impl Driver for Process {
    fn smtp_in(&self) -> SocketAddrV4 {
        self.smtp_in
    }

    fn submission(&self) -> SocketAddrV4 {
        self.submission
    }

    /// Makes the files marked `again` anew, and tells the connector.
    async fn reload(&mut self, liste: Vec<BTreeMap<String, String>>) -> Result<Reload, DriverError> {
        self.variables = context! { liste => liste, ..self.variables.clone() };
        for file in self.recipe.files.iter().filter(|file| file.again) {
            render(&self.source, &self.folder, file, &self.variables)?;
        }
        if let Some(command) = &self.recipe.reload {
            run(&expanded(command, &self.variables)?, self.folder.path(), &self.guardian).await?;
        }
        Ok(Reload::Done)
    }

    fn owner(&self, address: SocketAddrV4) -> Option<Ownership> {
        let (ownership, holders) = ownership::owner(address, &self.family);
        if ownership == Ownership::Ours {
            // A daemon has left the group that it was started in.
            holders.iter().for_each(|holder| tell(&self.guardian, Some(holder.group)));
        }
        Some(ownership)
    }

    fn ending(&self) -> Option<watch::Receiver<Option<String>>> {
        Some(self.ending.clone())
    }

    async fn stop(self: Box<Self>) -> String {
        // All its groups: a mail server is many processes, and a daemon leaves its group.
        for signal in [Signal::TERM, Signal::KILL] {
            self.family.signal(signal);
            if tokio::time::timeout(STOP_PATIENCE, self.family.extinct(|_| ())).await.is_ok() {
                break;
            }
        }
        self.logs()
    }
}

impl Drop for Process {
    /// A run that is given up leaves nothing running either.
    fn drop(&mut self) {
        self.family.signal(Signal::KILL);
    }
}

/// Tells the guardian of a group that it must end.
fn tell(guardian: &Guardian, group: Option<u32>) {
    if let Some(Err(error)) = group.map(|group| guardian.also_end(group)) {
        tracing::warn!(%error, "the guardian does not listen");
    }
}

/// Waits for the child beside everything else, and says how it ended. One that ends well may have left a daemon: then
/// the connector lives as long as that.
fn watched(
    mut child: Child,
    family: Family,
    folder: Arc<Folder>,
    guardian: Arc<Guardian>,
) -> watch::Receiver<Option<String>> {
    let (said, ending) = watch::channel(None);
    tokio::spawn(async move {
        let words = match child.wait().await {
            Ok(status) => {
                if status.success() {
                    family.extinct(|member: &Entry| tell(&guardian, Some(member.group))).await;
                }
                format!("{status}{}", last_words(&folder))
            }
            Err(error) => error.to_string(),
        };
        said.send_replace(Some(words));
    });
    ending
}

fn last_words(folder: &Folder) -> String {
    let end = folder.tail(OUTPUT, LAST_WORDS).unwrap_or_default();
    match end.trim_ascii() {
        [] => String::new(),
        words => format!("; the end of its output: {}", judgement::escaped(words, words.len())),
    }
}

fn spawn(command: &[String], folder: &Folder) -> Result<Child, DriverError> {
    let failed = |why: String| DriverError::Command { command: command.join(" "), why, log: String::new() };
    let (program, arguments) = command.split_first().ok_or_else(|| failed("is empty".into()))?;
    let log = folder.create(OUTPUT, 0o600).map_err(|error| failed(format!("has no log: {error}")))?;
    let log_too = log.try_clone().map_err(|error| failed(error.to_string()))?;
    let mut child = Command::new(program);
    child.args(arguments).current_dir(folder.path()).env(MARK, folder.path());
    child.stdin(Stdio::null()).stdout(log).stderr(log_too);
    child.process_group(0).kill_on_drop(true).spawn().map_err(|error| failed(format!("does not start: {error}")))
}

async fn run(command: &[String], folder: &Path, guardian: &Guardian) -> Result<(), DriverError> {
    let failed = |why: String, said: &[u8]| {
        let said = String::from_utf8_lossy(said);
        let log = if said.is_empty() { String::new() } else { format!(":\n{said}") };
        DriverError::Command { command: command.join(" "), why, log }
    };
    match command::run(command, folder, Some(folder), COMMAND_PATIENCE).await {
        Ok(Ended { status, group, .. }) if status.success() => {
            // It may have left a daemon.
            tell(guardian, Some(group).filter(|group| processes::group_lives(*group)));
            Ok(())
        }
        Ok(ended) => Err(failed(format!("ends with {}", ended.status), &[ended.stdout, ended.stderr].concat())),
        Err(error) => Err(failed(error.why, &error.said)),
    }
}
