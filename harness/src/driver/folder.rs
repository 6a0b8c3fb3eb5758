// SPDX-License-Identifier: EUPL-1.2
//! The private folder of a run, written and read without following a symbolic link: the connector may own parts of it,
//! and the harness may be root.

use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

const WALKED: OFlags = OFlags::DIRECTORY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const MADE: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
/// Not blocking, so that opening a pipe that nobody writes to comes back.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    top: OwnedFd,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Folder> {
        let top = rustix::fs::open(path, WALKED, Mode::empty())?;
        Ok(Folder { path: path.to_owned(), top })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file beside its place and moves it there: a connector must never read half of it.
    pub fn write(&self, name: &str, content: &[u8], mode: u32) -> Result<()> {
        self.put(name, mode, |file| file.write_all(content)).map(drop)
    }

    /// Makes an empty file, in the place of whatever had its name.
    pub fn create(&self, name: &str, mode: u32) -> Result<File> {
        self.put(name, mode, |_| Ok(()))
    }

    /// The last octets of a regular file.
    pub fn tail(&self, name: &str, limit: u64) -> Result<Vec<u8>> {
        let (folders, last) = inside(name)?;
        let folder = self.walk(&folders, false)?;
        let file = rustix::fs::openat(&folder, last, READ, Mode::empty())?;
        let stat = rustix::fs::fstat(&file)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(Error::new(ErrorKind::InvalidInput, "is no regular file"));
        }
        let mut file = File::from(file);
        let length = u64::try_from(stat.st_size).unwrap_or(0);
        file.seek(SeekFrom::Start(length.saturating_sub(limit)))?;
        let mut end = Vec::new();
        file.take(limit).read_to_end(&mut end)?;
        Ok(end)
    }

    fn put(&self, name: &str, mode: u32, fill: impl FnOnce(&mut File) -> Result<()>) -> Result<File> {
        let (folders, last) = inside(name)?;
        let folder = self.walk(&folders, true)?;
        let fresh = fresh_name()?;
        let mut file = File::from(rustix::fs::openat(&folder, &fresh, MADE, Mode::from_raw_mode(0o600))?);
        let put = fill(&mut file)
            // Not left to the umask of whoever called us.
            .and_then(|()| Ok(rustix::fs::fchmod(&file, Mode::from_raw_mode(mode))?))
            .and_then(|()| Ok(rustix::fs::renameat(&folder, &fresh, &folder, last)?));
        if put.is_err() {
            // The first error is the one to tell.
            let _ = rustix::fs::unlinkat(&folder, &fresh, AtFlags::empty());
        }
        put.map(|()| file)
    }

    /// Goes down one folder at a time, so that none of them can be a link.
    fn walk(&self, folders: &[&OsStr], make: bool) -> Result<OwnedFd> {
        let mut at = rustix::io::fcntl_dupfd_cloexec(&self.top, 0)?;
        for folder in folders {
            if make {
                match rustix::fs::mkdirat(&at, *folder, Mode::from_raw_mode(0o755)) {
                    Ok(()) | Err(rustix::io::Errno::EXIST) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            at = rustix::fs::openat(&at, *folder, WALKED, Mode::empty())?;
        }
        Ok(at)
    }
}

/// The folders and the name of a path that stays below its beginning.
fn inside(name: &str) -> Result<(Vec<&OsStr>, &OsStr)> {
    let outside = || Error::new(ErrorKind::InvalidInput, "must be a path inside the run folder");
    let part = |part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(outside()),
    };
    let mut parts = Path::new(name).components().map(part).collect::<Result<Vec<_>>>()?;
    let last = parts.pop().ok_or_else(outside)?;
    Ok((parts, last))
}

fn fresh_name() -> Result<String> {
    let mut bytes = [0; 8];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::other("no random octets"))?;
    Ok(format!(".{}.new", data_encoding::HEXLOWER.encode(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn folder() -> (tempfile::TempDir, Folder) {
        let kept = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(kept.path()).expect("it opens");
        (kept, folder)
    }

    #[test]
    fn a_file_is_written_whole_with_its_mode_and_nothing_is_left_beside_it() {
        let (kept, folder) = folder();
        folder.write("etc/main.cf", b"first", 0o644).expect("written");
        folder.write("etc/main.cf", b"second", 0o640).expect("written again");
        let file = kept.path().join("etc/main.cf");
        assert_eq!(std::fs::read(&file).expect("it is there"), b"second");
        assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
        assert_eq!(std::fs::read_dir(kept.path().join("etc")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_link_in_the_place_of_a_file_is_replaced_and_its_target_is_left_alone() {
        let (kept, folder) = folder();
        let (_elsewhere, victim) = tempfile::NamedTempFile::new().expect("a file").into_parts();
        symlink(&victim, kept.path().join("output.log")).expect("a link");
        folder.create("output.log", 0o600).expect("made").write_all(b"ours").expect("written");
        assert_eq!(std::fs::read(&victim).expect("it is there"), b"");
        assert!(kept.path().join("output.log").symlink_metadata().expect("it is there").is_file());
    }

    #[test]
    fn a_linked_folder_is_not_entered() {
        let (kept, folder) = folder();
        let elsewhere = tempfile::tempdir().expect("a folder");
        std::fs::write(elsewhere.path().join("secret"), "secret").expect("a file");
        symlink(elsewhere.path(), kept.path().join("log")).expect("a link");
        assert!(folder.write("log/x", b"", 0o644).is_err());
        assert!(folder.tail("log/secret", 10).is_err());
        assert!(!elsewhere.path().join("x").exists());
    }

    #[test]
    fn a_path_that_leads_out_is_refused() {
        let (_kept, folder) = folder();
        for name in ["../x", "/etc/passwd", "a/../../x", "", "."] {
            assert!(folder.write(name, b"", 0o644).is_err(), "{name}");
            assert!(folder.tail(name, 10).is_err(), "{name}");
        }
    }

    #[test]
    fn a_log_is_read_from_its_end_and_only_when_it_is_a_regular_file() {
        let (kept, folder) = folder();
        folder.write("mail.log", b"0123456789", 0o644).expect("written");
        assert_eq!(folder.tail("mail.log", 4).expect("read"), b"6789");
        assert_eq!(folder.tail("mail.log", 40).expect("read"), b"0123456789");
        symlink("/etc/passwd", kept.path().join("link.log")).expect("a link");
        assert!(folder.tail("link.log", 4).is_err());
        let fifo = kept.path().join("fifo.log");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
        assert!(folder.tail("fifo.log", 4).is_err(), "a pipe that nobody writes to would hold us for ever");
        symlink("/dev/zero", kept.path().join("zero.log")).expect("a link");
        assert!(folder.tail("zero.log", 4).is_err());
    }
}
