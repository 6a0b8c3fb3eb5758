// SPDX-License-Identifier: EUPL-1.2
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rcgen::KeyPair;

use super::Modulus;
use super::file::{draft_suffix, io, key_file, read_key, write_private};
use crate::PkiError;
use crate::hierarchy::Authority;

/// A key that few runs need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LazyKey {
    /// An authority other than the two of every run.
    Authority(Authority),
    /// The key that several operators share when a deviation says so.
    SharedByOperators,
    /// The delegated OCSP responder.
    OcspResponder,
}

impl LazyKey {
    fn file(self) -> String {
        key_file(&match self {
            LazyKey::Authority(authority) => authority.file().to_lowercase(),
            LazyKey::SharedByOperators => "shared-by-operators".into(),
            LazyKey::OcspResponder => "ocsp-responder".into(),
        })
    }

    fn modulus(self) -> Modulus {
        match self {
            LazyKey::Authority(_) => Modulus::Bits4096,
            _ => Modulus::Bits2048,
        }
    }
}

/// The keys that are made when first asked for.
pub(super) struct LazyKeys {
    directory: PathBuf,
    keys: BTreeMap<LazyKey, OnceLock<KeyPair>>,
}

impl LazyKeys {
    pub(super) fn new(directory: &Path) -> LazyKeys {
        let others = [LazyKey::SharedByOperators, LazyKey::OcspResponder];
        let keys = Authority::all().map(LazyKey::Authority).chain(others);
        LazyKeys { directory: directory.to_owned(), keys: keys.map(|key| (key, OnceLock::new())).collect() }
    }

    pub(super) fn key(&self, key: LazyKey) -> Result<&KeyPair, PkiError> {
        let unknown = || PkiError::Crypto { action: "find a key", why: format!("{key:?} has no place") };
        let cell = self.keys.get(&key).ok_or_else(unknown)?;
        if let Some(made) = cell.get() {
            return Ok(made);
        }
        let path = self.directory.join(key.file());
        if !path.exists() {
            make(&path, key.modulus())?;
        }
        // Read back in any case: if another process was faster, its key is the one that counts.
        let read = read_key(&path, &self.directory, key.modulus())?;
        Ok(cell.get_or_init(|| read))
    }
}

/// Makes a key beside its place, whole, and links it there unless one is there already.
fn make(path: &Path, modulus: Modulus) -> Result<(), PkiError> {
    let key = modulus.generate()?;
    let draft = path.with_extension(draft_suffix()?);
    write_private(&draft, key.serialize_pem().as_bytes())?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(io("remove", &draft))?;
    match linked {
        Err(_) if path.exists() => Ok(()),
        linked => linked.map_err(io("create", path)),
    }
}
