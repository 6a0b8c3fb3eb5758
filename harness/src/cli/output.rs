// SPDX-License-Identifier: EUPL-1.2
//! Writes what the renderers made: the whole folder or nothing.

use super::Failure;
use crate::report::rendered;
use aws_lc_rs::digest;
use input::InputError;
use reports::model::Report;
use reports::text::Lang;
use std::fs::Permissions;
use std::io::{ErrorKind, IsTerminal, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::NamedTempFile;
use time::OffsetDateTime;
use time::macros::format_description;

/// Where runs go when nothing else is said.
const DEFAULT: &str = "reports/out";

/// Date, and enough of a digest to tell apart two runs of the same second.
pub fn report_id(started: SystemTime, seed: u64) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let date = OffsetDateTime::from(started).format(format).unwrap_or_default();
    let nanos = started.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    // In namespaces of their own all runs have the same number; without random octets the rest still differs.
    let mut random = [0; 8];
    let _ = aws_lc_rs::rand::fill(&mut random);
    let told = format!("{nanos} {seed} {} {random:?}", std::process::id());
    let unique = digest::digest(&digest::SHA256, told.as_bytes());
    format!("{date}-{}", &data_encoding::HEXLOWER.encode(unique.as_ref())[..8])
}

/// Renders into a folder of the run's own and gives back its path.
pub fn write(report: &Report, lang: Lang, out: Option<&Path>, logs: &str) -> Result<PathBuf, Failure> {
    let mut files = rendered(report, lang).map_err(Failure::ours)?;
    if !logs.is_empty() {
        files.push(("connector.log", logs.as_bytes().to_vec()));
    }
    write_files(&report.id, &files, out)
}

/// Writes files into a folder of this name and gives back its path.
pub fn write_files(id: &str, files: &[(&str, Vec<u8>)], out: Option<&Path>) -> Result<PathBuf, Failure> {
    let parent = out.map_or_else(|| PathBuf::from(DEFAULT), Path::to_owned);
    let folder = parent.join(id);
    let unwritable =
        |error: std::io::Error| Failure::refused(format!("cannot write the report in {}: {error}", folder.display()));
    std::fs::create_dir_all(&parent).map_err(unwritable)?;
    // Written beside and moved into place: nobody ever finds half a report.
    let fresh = tempfile::Builder::new().prefix(".writing-").tempdir_in(&parent).map_err(unwritable)?;
    for (name, bytes) in files {
        std::fs::write(fresh.path().join(name), bytes).map_err(unwritable)?;
    }
    put(fresh.path(), &folder).map_err(unwritable)?;
    // Nothing is left under its first name.
    drop(fresh.keep());
    Ok(folder)
}

/// Gives a folder its name, unless something has that name already.
fn put(fresh: &Path, folder: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, fresh, CWD, folder, RenameFlags::NOREPLACE) {
        // Not every file system knows that; then only an empty folder could be replaced.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => std::fs::rename(fresh, folder),
        outcome => Ok(outcome?),
    }
}

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    Replaced,
    Refused,
}

/// Mode of a file that its owner alone may read.
pub const OWNER_ALONE: u32 = 0o600;
/// Mode of a file that everybody may read.
pub const READABLE: u32 = 0o644;

/// Writes one file beside its place and moves it there: nobody ever finds half of it.
pub fn write_file(file: &Path, content: &[u8], mode: u32, existing: Existing) -> Result<(), InputError> {
    let written = draft(file, content, mode).and_then(|draft| match existing {
        Existing::Replaced => draft.persist(file).map_err(|error| error.error),
        Existing::Refused => draft.persist_noclobber(file).map_err(|error| error.error),
    });
    written.map(drop).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => InputError::new(file, "is there already, and will not be overwritten"),
        _ => InputError::new(file, format!("cannot be written: {error}")),
    })
}

/// The content under another name, in the same folder.
fn draft(file: &Path, content: &[u8], mode: u32) -> std::io::Result<NamedTempFile> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new().permissions(Permissions::from_mode(mode)).tempfile_in(folder)?;
    draft.write_all(content)?;
    Ok(draft)
}

/// A file of a folder that is to be filled.
pub struct Content {
    /// Its path in the folder.
    pub name: String,
    pub octets: Vec<u8>,
    pub mode: u32,
}

impl Content {
    pub fn readable(name: impl Into<String>, octets: impl Into<Vec<u8>>) -> Content {
        Content { name: name.into(), octets: octets.into(), mode: READABLE }
    }

    pub fn secret(name: impl Into<String>, octets: impl Into<Vec<u8>>) -> Content {
        Content { name: name.into(), octets: octets.into(), mode: OWNER_ALONE }
    }
}

/// Writes each file beside its place, then moves all of them there: an interruption leaves no half of a file.
pub fn fill(folder: &Path, files: &[Content]) -> Result<(), InputError> {
    let failed = |error: std::io::Error| InputError::new(folder, format!("cannot be filled: {error}"));
    let mut drafts = Vec::new();
    for Content { name, octets, mode } in files {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(failed)?;
        drafts.push((draft(&file, octets, *mode).map_err(failed)?, file));
    }
    for (draft, file) in drafts {
        draft.persist(file).map_err(|error| failed(error.error))?;
    }
    Ok(())
}

/// The closing words in the terminal.
pub fn summary(report: &Report, lang: Lang, folder: &Path) -> String {
    let colour = std::io::stdout().is_terminal();
    reports::render::terminal::summary(report, lang, colour, &folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_the_same_moment_and_seed_have_ids_of_their_own() {
        let now = SystemTime::now();
        assert_ne!(report_id(now, 1), report_id(now, 1));
    }

    #[test]
    fn a_report_never_takes_the_place_of_another_and_leaves_nothing_beside_it() {
        let out = tempfile::tempdir().expect("a folder");
        let files = [("report.json", b"first".to_vec())];
        let folder = write_files("one", &files, Some(out.path())).expect("written");
        assert!(write_files("one", &[("report.json", b"second".to_vec())], Some(out.path())).is_err());
        std::fs::create_dir(out.path().join("empty")).expect("a folder");
        assert!(write_files("empty", &files, Some(out.path())).is_err());
        assert_eq!(std::fs::read(folder.join("report.json")).expect("it is there"), b"first");
        assert_eq!(std::fs::read_dir(out.path()).expect("a folder").count(), 2);
    }
}
