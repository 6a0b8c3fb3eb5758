// SPDX-License-Identifier: EUPL-1.2
//! What remains to be done when the harness ends without a chance to do it, killed or aborted: a small child process
//! waits for that on a pipe, then ends what was started and removes the run folder with the private keys in it.

use super::processes::Entry;
use std::fs::Permissions;
use std::io::{Error, ErrorKind, Result, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

const SCRIPT: &str = include_str!("guardian.sh");
const PREFIX: &str = "mssante-harness-";

/// The guardian process. Unless it is dismissed it acts as soon as this value, or this program, is gone.
#[derive(Debug)]
pub struct Guardian(Mutex<Option<Child>>);

impl Guardian {
    /// Starts a guardian for a folder of [`RunFolder`].
    fn watch(folder: &Path) -> Result<Guardian> {
        let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "guardian"]).env_clear().env("PATH", path).current_dir("/");
        // Our end of the pipe closes on exec: nobody else ever holds it.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let guardian = Guardian(Mutex::new(Some(command.spawn()?)));
        let folder = folder.to_str().filter(|folder| !folder.contains('\n'));
        let folder =
            folder.ok_or_else(|| Error::new(ErrorKind::InvalidInput, "the temporary folder has an odd name"))?;
        guardian.order(&format!("folder:{folder}"))?;
        Ok(guardian)
    }

    /// Ends this process group too.
    pub fn also_end(&self, group: u32) -> Result<()> {
        self.end("group", group)
    }

    /// Ends this process alone too.
    pub fn also_end_process(&self, pid: u32) -> Result<()> {
        self.end("process", pid)
    }

    /// Sends it away: everything was done in good order.
    pub fn dismiss(&self) -> Result<()> {
        self.order("dismissed")?;
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(mut child) => {
                drop(child.stdin.take());
                child.wait().map(drop)
            }
            None => Ok(()),
        }
    }

    /// The time when it began goes with the number, which may be given to somebody else later.
    fn end(&self, what: &str, pid: u32) -> Result<()> {
        let began = Entry::read(pid).map_or(0, |entry| entry.started);
        self.order(&format!("{what}:{pid}:{began}"))
    }

    fn order(&self, order: &str) -> Result<()> {
        let mut guardian = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match guardian.as_mut().and_then(|child| child.stdin.as_mut()) {
            Some(pipe) => pipe.write_all(format!("{order}\n").as_bytes()),
            None => Ok(()),
        }
    }
}

/// A private folder that is gone after any end of the harness.
pub struct RunFolder {
    folder: tempfile::TempDir,
    guardian: Arc<Guardian>,
}

impl RunFolder {
    /// For a run: nobody else may enter, as it holds private keys, until a connector's own `prepare` opens it to the
    /// users that its daemons run as.
    pub fn make() -> Result<RunFolder> {
        RunFolder::with_mode(0o700)
    }

    /// For everything temporary of a run in namespaces, whatever user it is made by.
    pub fn make_shared() -> Result<RunFolder> {
        RunFolder::with_mode(0o1777)
    }

    fn with_mode(mode: u32) -> Result<RunFolder> {
        // The guardian compares names with those of the kernel, which knows no links.
        let parent = std::env::temp_dir().canonicalize()?;
        let folder =
            tempfile::Builder::new().prefix(PREFIX).permissions(Permissions::from_mode(0o700)).tempdir_in(parent)?;
        let guardian = Arc::new(Guardian::watch(folder.path())?);
        // Not left to the umask of whoever called us.
        std::fs::set_permissions(folder.path(), Permissions::from_mode(mode))?;
        Ok(RunFolder { folder, guardian })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn guardian(&self) -> &Arc<Guardian> {
        &self.guardian
    }

    /// Removes it in good order, once nothing of the run lives any more.
    ///
    /// # Errors
    /// What cannot be removed is left to the guardian; what is mounted inside is left where it is.
    pub fn close(self) -> Result<()> {
        let within = format!(" {}/", self.path().display());
        if std::fs::read_to_string("/proc/self/mountinfo").is_ok_and(|mounts| mounts.contains(&within)) {
            let kept = self.folder.keep();
            return Err(Error::other(format!("something is mounted below {}, which is left there", kept.display())));
        }
        self.folder.close()?;
        self.guardian.dismiss()
    }
}
