// SPDX-License-Identifier: EUPL-1.2
//! A program on this machine: its files are made from templates, it is started, told of changes, and stopped whole.

use super::{DriverError, Reload, Surroundings};
use crate::connector::{Connector, Process as Recipe, TemplateFile};
use minijinja::{Environment, UndefinedBehavior, Value, context};
use std::collections::BTreeMap;
use std::net::SocketAddrV4;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// A preparing or reloading command that takes longer is stuck.
const COMMAND_PATIENCE: Duration = Duration::from_secs(30);
/// After this the connector is killed.
const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// Octets kept of each log: what a variant in the middle of a run did is looked for there, but a flood is cut.
const LOG_LIMIT: usize = 4_000_000;

pub struct Process {
    recipe: Recipe,
    folder: PathBuf,
    around: Surroundings,
    variables: Value,
    pid: Option<u32>,
    /// How it ended, once it has.
    ending: watch::Receiver<Option<String>>,
    pub smtp_in: SocketAddrV4,
    pub submission: SocketAddrV4,
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
    let (program, arguments) = recipe.version.as_ref()?.split_first()?;
    let output = std::process::Command::new(program).args(arguments).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let first = said.lines().next()?.trim();
    (output.status.success() && !first.is_empty()).then(|| first.to_owned())
}

impl Process {
    pub async fn start(connector: &Connector, around: Surroundings) -> Result<Process, DriverError> {
        let recipe = connector.process.clone().ok_or_else(|| DriverError::Command {
            command: "start".into(),
            why: "is not told by the connector's file".into(),
            log: String::new(),
        })?;
        let folder = connector.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).to_owned();
        let variables = variables(connector, &around);
        for file in &recipe.files {
            render(&folder, &around.run, file, &variables)?;
        }
        for command in &recipe.prepare {
            run(&expanded(command, &variables)?, &around.run).await?;
        }
        let start = expanded(&recipe.start, &variables)?;
        let (pid, ending) = watched(spawn(&start, &around.run)?);
        let (smtp_in, submission) = (connector.smtp_in, connector.submission);
        Ok(Process { recipe, folder, around, variables, pid, ending, smtp_in, submission })
    }

    /// Makes again the files that depend on the liste blanche, and tells the connector.
    pub async fn reload(&mut self, liste: Vec<BTreeMap<String, String>>) -> Result<Reload, DriverError> {
        self.variables = context! { liste => liste, ..self.variables.clone() };
        for file in &self.recipe.files {
            if reads_list(&self.folder, file) {
                render(&self.folder, &self.around.run, file, &self.variables)?;
            }
        }
        if let Some(command) = &self.recipe.reload {
            run(&expanded(command, &self.variables)?, &self.around.run).await?;
        }
        Ok(Reload::Done)
    }

    /// Changes when the connector ends.
    pub fn ending(&self) -> watch::Receiver<Option<String>> {
        self.ending.clone()
    }

    pub async fn stop(mut self) -> String {
        if let Some(pid) = self.pid.filter(|_| self.ending.borrow().is_none()) {
            // The whole group: a mail server is many processes.
            signal_group("TERM", pid).await;
            if tokio::time::timeout(STOP_PATIENCE, self.ending.changed()).await.is_err() {
                signal_group("KILL", pid).await;
                // The child is dead by now or beyond our reach; there is no third way to end it.
                let _ = tokio::time::timeout(STOP_PATIENCE, self.ending.changed()).await;
            }
        }
        self.logs()
    }

    fn logs(&self) -> String {
        let read = |name: &String| {
            let text = std::fs::read(self.around.run.join(name)).ok()?;
            let end = &text[text.len().saturating_sub(LOG_LIMIT)..];
            Some(format!("\n--- end of {name} ---\n{}", String::from_utf8_lossy(end)))
        };
        self.recipe.logs.iter().filter_map(read).collect()
    }
}

/// Waits for the child beside everything else, and says how it ended.
fn watched(mut child: Child) -> (Option<u32>, watch::Receiver<Option<String>>) {
    let pid = child.id();
    let (said, ending) = watch::channel(None);
    tokio::spawn(async move {
        let words = match child.wait().await {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        said.send_replace(Some(words));
    });
    (pid, ending)
}

/// Signals a process group by the one command that every Unix has; `unsafe` calls are not ours to make.
async fn signal_group(signal: &str, pid: u32) {
    let kill = Command::new("kill").arg(format!("-{signal}")).arg("--").arg(format!("-{pid}")).output();
    // A group that is already gone is what we wanted.
    let _ = kill.await;
}

fn spawn(command: &[String], run: &Path) -> Result<Child, DriverError> {
    let failed = |why: String| DriverError::Command { command: command.join(" "), why, log: String::new() };
    let (program, arguments) = command.split_first().ok_or_else(|| failed("is empty".into()))?;
    let log = std::fs::File::create(run.join("output.log")).map_err(|error| failed(error.to_string()))?;
    let log_too = log.try_clone().map_err(|error| failed(error.to_string()))?;
    let mut child = Command::new(program);
    child.args(arguments).current_dir(run).stdin(Stdio::null()).stdout(log).stderr(log_too);
    child.process_group(0).kill_on_drop(true).spawn().map_err(|error| failed(format!("does not start: {error}")))
}

async fn run(command: &[String], run: &Path) -> Result<(), DriverError> {
    let failed = |why: String, log: String| DriverError::Command { command: command.join(" "), why, log };
    let (program, arguments) = command.split_first().ok_or_else(|| failed("is empty".into(), String::new()))?;
    let mut child = Command::new(program);
    child.args(arguments).current_dir(run).stdin(Stdio::null()).kill_on_drop(true);
    match tokio::time::timeout(COMMAND_PATIENCE, child.output()).await {
        Ok(Ok(output)) if output.status.success() => Ok(()),
        Ok(Ok(output)) => {
            let said = [output.stdout, output.stderr].concat();
            Err(failed(format!("ends with {}", output.status), format!(":\n{}", String::from_utf8_lossy(&said))))
        }
        Ok(Err(error)) => Err(failed(format!("does not start: {error}"), String::new())),
        Err(_) => Err(failed(format!("is still running after {} s", COMMAND_PATIENCE.as_secs()), String::new())),
    }
}

fn variables(connector: &Connector, around: &Surroundings) -> Value {
    let at = |address: SocketAddrV4| context! { ip => address.ip().to_string(), port => address.port() };
    context! {
        run => around.run.display().to_string(),
        hostname => connector.role.mx.clone(),
        domaine => connector.role.domaine.clone(),
        smtp => at(connector.smtp_in),
        submission => at(connector.submission),
        internal => at(around.internal_mail_server),
        dns => at(around.dns),
        source => around.source.to_string(),
        peer_port => around.peer_port,
        certificate_chain => around.certificate_chain.display().to_string(),
        private_key => around.private_key.display().to_string(),
        trust_anchors => around.root.display().to_string(),
        intermediate => around.intermediate.display().to_string(),
        authorities => around.authorities.display().to_string(),
        liste_blanche_url => around.liste_blanche_url.clone(),
        crl_urls => around.crl_urls.clone(),
        automatic_reply => around.automatic_reply.clone(),
        recipients => around.recipients.clone(),
        liste => around.liste.clone(),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // A misspelt variable must stop the run, not configure a connector with a hole.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
}

fn expanded(command: &[String], variables: &Value) -> Result<Vec<String>, DriverError> {
    let render = |word: &String| {
        let rendered = environment().render_str(word, variables);
        rendered.map_err(|error| DriverError::Template { file: word.clone(), why: error.to_string() })
    };
    command.iter().map(render).collect()
}

fn reads_list(folder: &Path, file: &TemplateFile) -> bool {
    let text = std::fs::read_to_string(folder.join(&file.template)).unwrap_or_default();
    text.contains("liste")
}

fn render(folder: &Path, run: &Path, file: &TemplateFile, variables: &Value) -> Result<(), DriverError> {
    let source = folder.join(&file.template);
    let template_error = |why: String| DriverError::Template { file: source.display().to_string(), why };
    let text = std::fs::read_to_string(&source).map_err(|error| template_error(error.to_string()))?;
    let mut text = environment().render_str(&text, variables).map_err(|error| template_error(error.to_string()))?;
    // The template engine drops the last line end, without which some programs ignore the last line.
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mode = file.mode.as_deref().unwrap_or("644");
    let mode = u32::from_str_radix(mode, 8).map_err(|_| template_error(format!("`{mode}` is no octal mode")))?;
    let target = run.join(&file.to);
    // Written beside and moved into place: a connector must never read half a file.
    let fresh = target.with_extension("new");
    let write = || -> std::io::Result<()> {
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&fresh, &text)?;
        std::fs::set_permissions(&fresh, std::fs::Permissions::from_mode(mode))?;
        std::fs::rename(&fresh, &target)
    };
    write().map_err(|error| DriverError::File { file: target.display().to_string(), why: error.to_string() })
}
