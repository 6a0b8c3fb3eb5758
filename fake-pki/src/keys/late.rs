// SPDX-License-Identifier: EUPL-1.2
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};

use super::{io, key_file, rand_u32, read_key, write_private};
use crate::PkiError;
use crate::hierarchy::Authority;

/// The key that several operators share when a deviation says so.
pub(crate) const SHARED: &str = "shared-by-operators";
/// The key of the delegated OCSP responder.
pub(crate) const RESPONDER: &str = "ocsp-responder";

/// The keys that few runs need: those of the other authorities, of the responder, and the one that operators share.
pub(crate) struct LateKeys {
    directory: PathBuf,
    keys: BTreeMap<String, OnceLock<KeyPair>>,
}

impl LateKeys {
    pub(crate) fn new(directory: &Path) -> LateKeys {
        let slots = Authority::all().map(Authority::slot).chain([SHARED.to_owned(), RESPONDER.to_owned()]);
        LateKeys { directory: directory.to_owned(), keys: slots.map(|slot| (slot, OnceLock::new())).collect() }
    }

    pub(crate) fn key(&self, slot: &str) -> Result<&KeyPair, PkiError> {
        let unknown = || PkiError::Crypto { action: "find a key", why: format!("no slot is called {slot}") };
        let cell = self.keys.get(slot).ok_or_else(unknown)?;
        if let Some(key) = cell.get() {
            return Ok(key);
        }
        let path = self.directory.join(key_file(slot));
        // Leaves have 2048 bits, authorities 4096.
        let (bits, size) = match slot {
            SHARED | RESPONDER => (2048, RsaKeySize::_2048),
            _ => (4096, RsaKeySize::_4096),
        };
        if !path.exists() {
            self.make(&path, size)?;
        }
        // Read back in any case: if another process was faster, its key is the one that counts.
        let key = read_key(&path, &self.directory, bits)?;
        Ok(cell.get_or_init(|| key))
    }

    /// Makes a key beside its place, whole, and links it there unless one is there already.
    fn make(&self, path: &Path, size: RsaKeySize) -> Result<(), PkiError> {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size).map_err(PkiError::crypto("make an RSA key"))?;
        let draft = path.with_extension(format!("draft-{}-{:08x}", std::process::id(), rand_u32()?));
        write_private(&draft, key.serialize_pem().as_bytes())?;
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft).map_err(io("remove", &draft))?;
        match linked {
            Err(_) if path.exists() => Ok(()),
            outcome => outcome.map_err(io("create", path)),
        }
    }
}
