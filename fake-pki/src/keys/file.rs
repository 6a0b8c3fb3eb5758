// SPDX-License-Identifier: EUPL-1.2
//! Files that only their owner may read, and directories that appear whole.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rcgen::{KeyPair, PKCS_RSA_SHA256};

use super::{Modulus, random};
use crate::PkiError;

/// The file name of a key.
pub(super) fn key_file(stem: &str) -> String {
    format!("{stem}.key.pem")
}

/// Reads a key and holds it against the length that it must have.
pub(super) fn read_key(path: &Path, directory: &Path, expected: Modulus) -> Result<KeyPair, PkiError> {
    let text = read(path, directory)?;
    let key = KeyPair::from_pkcs8_pem_and_sign_algo(&text, &PKCS_RSA_SHA256)
        .map_err(|error| damaged(path, directory, format!("not an RSA private key: {error}")))?;
    match (bits(&key), expected.bits()) {
        (length, expected) if length == expected => Ok(key),
        (length, expected) => Err(damaged(path, directory, format!("{length} bits instead of {expected}"))),
    }
}

/// The bits of the modulus, from the length of the encoded public key: modulus, exponent 65537, headers.
fn bits(key: &KeyPair) -> usize {
    (rcgen::PublicKeyData::der_bytes(key).len().saturating_sub(14)) * 8
}

pub(crate) fn damaged(path: &Path, directory: &Path, why: impl Into<String>) -> PkiError {
    PkiError::Damaged { path: path.to_owned(), directory: directory.to_owned(), why: why.into() }
}

pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> PkiError {
    let path = path.to_owned();
    move |source| PkiError::Io { action, path, source }
}

/// Reads a file of the hierarchy; one that is missing or not text means that the directory is damaged.
pub(crate) fn read(path: &Path, directory: &Path) -> Result<String, PkiError> {
    use std::io::ErrorKind::{InvalidData, NotFound};
    fs::read_to_string(path).map_err(|error| match error.kind() {
        NotFound | InvalidData => damaged(path, directory, error.to_string()),
        _ => io("read", path)(error),
    })
}

/// Writes a new file that only its owner may read.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> Result<(), PkiError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(content));
    written.map_err(io("write", path))
}

/// A suffix that no other draft has.
pub(super) fn draft_suffix() -> Result<String, PkiError> {
    let mut bytes = [0; 4];
    random(&mut bytes)?;
    Ok(format!("draft-{}-{:08x}", std::process::id(), u32::from_be_bytes(bytes)))
}

/// A directory being filled, removed again unless it is put in its final place.
pub(crate) struct Draft(PathBuf);

impl Draft {
    /// Opens a draft beside `target`, so that taking its place is one atomic step.
    pub(crate) fn beside(target: &Path) -> Result<Draft, PkiError> {
        let parent = target.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
            .map_err(io("create", parent))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = parent.join(format!("{name}.{}", draft_suffix()?));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(io("create", &path))?;
        Ok(Draft(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Takes the place of `target`, unless another process was faster: then its files are the ones that count.
    pub(crate) fn settle(self, target: &Path) -> Result<(), PkiError> {
        match fs::rename(&self.0, target) {
            Err(_) if is_filled(target) => Ok(()),
            renamed => renamed.map_err(io("create", target)),
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a successful rename nothing is left here to remove, and that is no error.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether a directory exists and holds anything.
pub(crate) fn is_filled(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some())
}
