// SPDX-License-Identifier: EUPL-1.2
//! The keys of the hierarchy on disk: made once, together or not at all, then reused by every run.

mod file;
mod lazy;

pub(crate) use file::{Draft, damaged, is_filled, read, write_private};
pub(crate) use lazy::LazyKey;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use strum::{IntoStaticStr, VariantArray};

use crate::PkiError;
use file::{key_file, read_key};
use lazy::LazyKeys;

/// The holder of the private key of a certificate; its deviating variants use the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// The connector under test.
    Sut,
    /// A fake correspondent; the keys of four of them serve all, by the remainder of this number.
    Peer(u8),
    /// The signer of the liste blanche.
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
    /// What the key just made is for: the stem of its file.
    pub what: &'static str,
}

/// The keys of every run. The two long ones come first, as they are long to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Slot {
    Root,
    Intermediate,
    LookAlikeRoot,
    LookAlikeIntermediate,
    PrivateAuthority,
    #[strum(serialize = "peer-0")]
    Peer0,
    #[strum(serialize = "peer-1")]
    Peer1,
    #[strum(serialize = "peer-2")]
    Peer2,
    #[strum(serialize = "peer-3")]
    Peer3,
    Sut,
    ListSigner,
    Publication,
}

impl Slot {
    /// The stem of its file.
    fn name(self) -> &'static str {
        self.into()
    }

    fn modulus(self) -> Modulus {
        match self {
            Slot::Root | Slot::Intermediate => Modulus::Bits4096,
            _ => Modulus::Bits2048,
        }
    }
}

impl From<KeyRole> for Slot {
    fn from(role: KeyRole) -> Slot {
        const PEERS: [Slot; 4] = [Slot::Peer0, Slot::Peer1, Slot::Peer2, Slot::Peer3];
        match role {
            KeyRole::Peer(number) => PEERS[usize::from(number) % PEERS.len()],
            KeyRole::Sut => Slot::Sut,
            KeyRole::ListSigner => Slot::ListSigner,
            KeyRole::Publication => Slot::Publication,
        }
    }
}

/// The length of an RSA modulus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Modulus {
    Bits2048,
    Bits4096,
}

impl Modulus {
    fn bits(self) -> usize {
        match self {
            Modulus::Bits2048 => 2048,
            Modulus::Bits4096 => 4096,
        }
    }

    fn generate(self) -> Result<KeyPair, PkiError> {
        let size = match self {
            Modulus::Bits2048 => RsaKeySize::_2048,
            Modulus::Bits4096 => RsaKeySize::_4096,
        };
        KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size).map_err(PkiError::crypto("make an RSA key"))
    }
}

/// Every key pair: those of every run, in the order of [`Slot`], and those made when first needed.
pub(crate) struct Keys {
    usual: Vec<KeyPair>,
    lazy: LazyKeys,
}

impl Keys {
    pub(crate) fn of(&self, slot: impl Into<Slot>) -> &KeyPair {
        &self.usual[slot.into() as usize]
    }

    /// A key that few runs need, made when it is first asked for and kept beside the others.
    pub(crate) fn lazy(&self, key: LazyKey) -> Result<&KeyPair, PkiError> {
        self.lazy.key(key)
    }

    /// Makes the keys of every run on two threads, each in its turn.
    pub(crate) fn make(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<Keys, PkiError> {
        const MAKERS: usize = 2;
        let slots = Slot::VARIANTS;
        let next = AtomicUsize::new(0);
        let made = Mutex::new(Vec::with_capacity(slots.len()));
        let maker = || {
            while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
                let key = slot.modulus().generate();
                // A poisoned lock means that `progress` panicked in the other thread: its panic is the one to show.
                let Ok(mut made) = made.lock() else { return };
                made.push((*slot, key));
                progress(Step { done: made.len(), total: slots.len(), what: slot.name() });
            }
        };
        std::thread::scope(|scope| (0..MAKERS).for_each(|_| drop(scope.spawn(maker))));
        let mut made = made
            .into_inner()
            .map_err(|_| PkiError::Crypto { action: "make the keys", why: "a thread stopped early".into() })?;
        made.sort_by_key(|(slot, _)| *slot as usize);
        let usual = made.into_iter().map(|(_, key)| key).collect::<Result<_, _>>()?;
        Ok(Keys { usual, lazy: LazyKeys::new(directory) })
    }

    pub(crate) fn read(directory: &Path) -> Result<Keys, PkiError> {
        let read_one = |slot: &Slot| read_key(&directory.join(key_file(slot.name())), directory, slot.modulus());
        let usual = Slot::VARIANTS.iter().map(read_one).collect::<Result<_, _>>()?;
        Ok(Keys { usual, lazy: LazyKeys::new(directory) })
    }

    pub(crate) fn write(&self, directory: &Path) -> Result<(), PkiError> {
        Slot::VARIANTS.iter().zip(&self.usual).try_for_each(|(slot, key)| {
            write_private(&directory.join(key_file(slot.name())), key.serialize_pem().as_bytes())
        })
    }
}

/// Fills a buffer from the random generator of the cryptographic library.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), PkiError> {
    aws_lc_rs::rand::fill(bytes)
        .map_err(|error| PkiError::Crypto { action: "draw random bytes", why: error.to_string() })
}
