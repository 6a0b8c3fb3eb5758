// SPDX-License-Identifier: EUPL-1.2
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Files by their paths in the archive, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Beyond this an archive is refused unread: two hundred times a full report.
const OCTETS_LIMIT: u64 = 1 << 30;
const FILES_LIMIT: usize = 10_000;

/// Why an archive cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Not a ZIP archive, or a broken one.
    #[error("this is not a ZIP archive that can be read: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A file of it cannot be read or written.
    #[error("a file of the archive cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// More octets than an archive of ours ever holds.
    #[error("the archive holds more than {FILES_LIMIT} files or {} MiB", OCTETS_LIMIT >> 20)]
    TooLarge,
    /// A path that would leave the folder it is unpacked into.
    #[error("the archive holds `{0}`, which leads out of it or is there twice")]
    Path(String),
}

/// Puts files into one ZIP archive; equal files give equal octets.
pub fn pack(files: &Files) -> Result<Vec<u8>, ArchiveError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The date of a file says nothing that the report does not.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    for (path, content) in files {
        writer.start_file(path, options)?;
        writer.write_all(content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Reads every file of an archive into memory.
pub fn unpack(octets: &[u8]) -> Result<Files, ArchiveError> {
    let mut archive = ZipArchive::new(Cursor::new(octets))?;
    if archive.len() > FILES_LIMIT {
        return Err(ArchiveError::TooLarge);
    }
    let (mut files, mut left) = (Files::new(), OCTETS_LIMIT);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let path = file.name()?.into_owned();
        let plain = file.enclosed_name().is_some_and(|inside| inside.to_str() == Some(&path)) && !file.is_dir();
        let mut content = Vec::new();
        // A size announced may lie: what is really there is counted.
        (&mut file).take(left + 1).read_to_end(&mut content)?;
        left = left.checked_sub(content.len() as u64).ok_or(ArchiveError::TooLarge)?;
        if !plain || files.insert(path.clone(), content).is_some() {
            return Err(ArchiveError::Path(path));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Files {
        paths.iter().map(|path| ((*path).to_owned(), path.as_bytes().repeat(100))).collect()
    }

    #[test]
    fn what_was_packed_is_unpacked_and_equal_files_give_equal_archives() {
        let files = files(&["manifest.json", "report/rapport.html", "scenarios/été.yaml"]);
        let packed = pack(&files).expect("packed");
        assert_eq!(unpack(&packed).expect("unpacked"), files);
        assert_eq!(pack(&files).expect("packed"), packed);
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in ["../outside", "/etc/passwd", "a/../../b"] {
            let packed = pack(&files(&[path])).expect("packed");
            assert!(matches!(unpack(&packed), Err(ArchiveError::Path(_))), "{path}");
        }
    }

    #[test]
    fn changed_archive_gives_the_same_files_or_an_error_and_never_panics() {
        let whole = files(&["manifest.json", "report/report.json"]);
        let packed = pack(&whole).expect("packed");
        for at in 0..packed.len() {
            let mut changed = packed.clone();
            changed[at] ^= 0x55;
            if let Ok(files) = unpack(&changed) {
                assert!(files.values().all(|content| whole.values().any(|known| known == content)), "octet {at}");
            }
        }
    }
}
