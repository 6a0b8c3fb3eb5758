// SPDX-License-Identifier: EUPL-1.2
//! The keys of the hierarchy on disk: made once, together or not at all, then reused by every run.

mod late;

pub(crate) use late::{RESPONDER, SHARED};

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};

use crate::PkiError;

/// How many keys the peers share: peer `n` uses key `n % PEER_KEYS`.
pub const PEER_KEYS: u8 = 4;

/// Who holds the private key of a certificate; its deviating variants use the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// The connector under test.
    Sut,
    /// A fake correspondent; numbers beyond [`PEER_KEYS`] wrap around.
    Peer(u8),
    /// Who signs the liste blanche.
    ListSigner,
    /// The HTTPS server that publishes the liste blanche.
    Publication,
}

/// One key made, while the hierarchy is created.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Keys made so far, this one included.
    pub done: usize,
    /// Keys to make in all.
    pub total: usize,
    /// What the key just made is for.
    pub what: &'static str,
}

/// The keys of the authorities, true and false.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AuthorityKey {
    Root,
    Intermediate,
    LookAlikeRoot,
    LookAlikeIntermediate,
    PrivateAuthority,
}

const SLOTS: [&str; 12] = [
    "root",
    "intermediate",
    "look-alike-root",
    "look-alike-intermediate",
    "private-authority",
    "peer-0",
    "peer-1",
    "peer-2",
    "peer-3",
    "sut",
    "list-signer",
    "publication",
];
/// The root and the intermediate, long to make and therefore made first, are the only RSA 4096 keys.
const LONG_KEYS: usize = 2;
const FIRST_PEER: usize = 5;
const MAKERS: usize = 2;

/// Every key pair: those of every run, in the order of `SLOTS`, and those made when first needed.
pub(crate) struct Keys {
    usual: Vec<KeyPair>,
    late: late::LateKeys,
}

impl Keys {
    pub(crate) fn of_authority(&self, which: AuthorityKey) -> &KeyPair {
        &self.usual[which as usize]
    }

    /// A key that few runs need, made when it is first asked for and kept beside the others.
    pub(crate) fn late(&self, slot: &str) -> Result<&KeyPair, PkiError> {
        self.late.key(slot)
    }

    pub(crate) fn of(&self, role: KeyRole) -> &KeyPair {
        let slot = match role {
            KeyRole::Peer(n) => FIRST_PEER + usize::from(n % PEER_KEYS),
            KeyRole::Sut => FIRST_PEER + usize::from(PEER_KEYS),
            KeyRole::ListSigner => FIRST_PEER + usize::from(PEER_KEYS) + 1,
            KeyRole::Publication => FIRST_PEER + usize::from(PEER_KEYS) + 2,
        };
        &self.usual[slot]
    }

    /// Makes the keys of every run, the slow ones first, on two threads.
    pub(crate) fn make(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<Keys, PkiError> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new((0, Vec::with_capacity(SLOTS.len())));
        let maker = || {
            while let slot = next.fetch_add(1, Ordering::Relaxed)
                && let Some(what) = SLOTS.get(slot)
            {
                let size = if slot < LONG_KEYS { RsaKeySize::_4096 } else { RsaKeySize::_2048 };
                let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size);
                // A poisoned lock means that `progress` panicked in the other thread: its panic is the one to show.
                let Ok(mut state) = done.lock() else { return };
                state.0 += 1;
                state.1.push((slot, key));
                progress(Step { done: state.0, total: SLOTS.len(), what });
            }
        };
        std::thread::scope(|scope| (0..MAKERS).for_each(|_| drop(scope.spawn(maker))));
        let mut made = done
            .into_inner()
            .map_err(|_| PkiError::Crypto { action: "make the keys", why: "a thread stopped early".into() })?;
        made.1.sort_by_key(|(slot, _)| *slot);
        let keys: Result<Vec<_>, _> = made.1.into_iter().map(|(_, key)| key).collect();
        let usual = keys.map_err(PkiError::crypto("make an RSA key"))?;
        Ok(Keys { usual, late: late::LateKeys::new(directory) })
    }

    pub(crate) fn read(directory: &Path) -> Result<Keys, PkiError> {
        let read_one = |(slot, name): (usize, &&str)| {
            read_key(&directory.join(key_file(name)), directory, if slot < LONG_KEYS { 4096 } else { 2048 })
        };
        let usual = SLOTS.iter().enumerate().map(read_one).collect::<Result<Vec<_>, _>>()?;
        Ok(Keys { usual, late: late::LateKeys::new(directory) })
    }

    pub(crate) fn write(&self, directory: &Path) -> Result<(), PkiError> {
        SLOTS
            .iter()
            .zip(&self.usual)
            .try_for_each(|(name, key)| write_private(&directory.join(key_file(name)), key.serialize_pem().as_bytes()))
    }
}

fn key_file(name: &str) -> String {
    format!("{name}.key.pem")
}

fn read_key(path: &Path, directory: &Path, expected: usize) -> Result<KeyPair, PkiError> {
    let text = read(path, directory)?;
    let key = KeyPair::from_pkcs8_pem_and_sign_algo(&text, &PKCS_RSA_SHA256)
        .map_err(|error| damaged(path, directory, format!("not an RSA private key: {error}")))?;
    match bits(&key) {
        length if length == expected => Ok(key),
        length => Err(damaged(path, directory, format!("{length} bits instead of {expected}"))),
    }
}

/// Size of the modulus, from the length of the encoded public key (modulus, exponent 65537, headers).
fn bits(key: &KeyPair) -> usize {
    (rcgen::PublicKeyData::der_bytes(key).len().saturating_sub(14)) * 8
}

pub(crate) fn damaged(path: &Path, directory: &Path, why: impl Into<String>) -> PkiError {
    PkiError::Damaged { path: path.to_owned(), directory: directory.to_owned(), why: why.into() }
}

pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> PkiError {
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

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> Result<(), PkiError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(content));
    written.map_err(io("write", path))
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
        let path = parent.join(format!("{name}.draft-{}-{:08x}", std::process::id(), rand_u32()?));
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
            outcome => outcome.map_err(io("create", target)),
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

fn rand_u32() -> Result<u32, PkiError> {
    let mut bytes = [0; 4];
    random(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes))
}

pub(crate) fn random(bytes: &mut [u8]) -> Result<(), PkiError> {
    aws_lc_rs::rand::fill(bytes)
        .map_err(|error| PkiError::Crypto { action: "draw random bytes", why: error.to_string() })
}
