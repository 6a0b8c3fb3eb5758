// SPDX-License-Identifier: EUPL-1.2
//! The hierarchy: opened from disk or made, moved to an instant and to addresses.

mod store;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rustls_pki_types::CertificateDer;
use time::OffsetDateTime;

use crate::authority::{self, Signer};
use crate::hierarchy::{Authority, Endpoints, Naming, Rank};
use crate::keys::{self, Keys, LazyKey, Slot, Step};
use crate::shape::Place;
use crate::{PkiError, pem};

/// The fake IGC Santé: its keys, its authorities, and the look-alikes needed to deviate from it.
///
/// Issuing takes `&self` and may be done from several threads. Nothing but keys and the root is kept on disk.
///
/// The root and the intermediate of [`Authority::ROOT`] and [`Authority::ORGANISATIONS`] are ready at once. The sixteen
/// other authorities are made when first asked for, a second or two each.
pub struct IgcSante {
    pub(crate) keys: Keys,
    pub(crate) now: OffsetDateTime,
    pub(crate) endpoints: Endpoints,
    pub(crate) naming: Naming,
    pub(crate) crl_count: AtomicU64,
    /// The root as stored, which connectors have installed.
    stored_root: CertificateDer<'static>,
    root: CertificateDer<'static>,
    intermediate: CertificateDer<'static>,
    look_alike_root: CertificateDer<'static>,
    look_alike_intermediate: CertificateDer<'static>,
    private_authority: CertificateDer<'static>,
    others: Mutex<BTreeMap<Authority, CertificateDer<'static>>>,
}

impl IgcSante {
    /// Opens the hierarchy kept in `directory`, or makes it: some seconds the first time, milliseconds afterwards.
    ///
    /// The directory belongs to this library alone. It appears complete or not at all: two processes may start at once.
    /// Certificates date from the system clock and name the default addresses until [`IgcSante::at`] says otherwise.
    /// `progress` is called from two threads, once for each key made.
    ///
    /// # Errors
    /// - [`PkiError::Damaged`] when a file of an existing directory is missing or unreadable. Nothing is repaired:
    ///   connectors have installed the root.
    /// - [`PkiError::Io`] when the directory cannot be read or written.
    /// - [`PkiError::Crypto`] when a key cannot be made.
    pub fn open_or_create(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<IgcSante, PkiError> {
        if !keys::is_filled(directory) {
            store::create(directory, progress)?;
        }
        let keys = Keys::read(directory)?;
        let root = store::read_root(directory, &keys)?;
        IgcSante::assemble(keys, root, OffsetDateTime::now_utc(), Endpoints::default(), Naming::Marked)
    }

    /// The same hierarchy at another instant, from which validities are counted, with other addresses in certificates.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if signing fails: the intermediate is issued anew for the addresses.
    pub fn at(self, now: SystemTime, endpoints: Endpoints) -> Result<IgcSante, PkiError> {
        IgcSante::assemble(self.keys, self.stored_root, OffsetDateTime::from(now), endpoints, self.naming)
    }

    /// The same hierarchy under the names and addresses of the real authorities: **for closed networks only**.
    ///
    /// The keys stay those of the fake hierarchy, which nothing that trusts the real one accepts.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if signing fails: the root and the intermediate are issued anew for the names.
    pub fn faithful(self) -> Result<IgcSante, PkiError> {
        let naming = Naming::Faithful;
        IgcSante::assemble(self.keys, self.stored_root, self.now, Endpoints::of(naming), naming)
    }

    fn assemble(
        keys: Keys,
        stored_root: CertificateDer<'static>,
        now: OffsetDateTime,
        endpoints: Endpoints,
        naming: Naming,
    ) -> Result<IgcSante, PkiError> {
        let signer = |authority, slot: Slot| authority::named(authority, naming, keys.of(slot));
        let true_root = signer(Authority::ROOT, Slot::Root)?;
        let true_intermediate = signer(Authority::ORGANISATIONS, Slot::Intermediate)?;
        let false_root = signer(Authority::ROOT, Slot::LookAlikeRoot)?;
        let false_intermediate = signer(Authority::ORGANISATIONS, Slot::LookAlikeIntermediate)?;
        let private_authority = authority::private_authority(keys.of(Slot::PrivateAuthority))?;
        let place = Place { authority: Authority::ORGANISATIONS, naming, endpoints: &endpoints };
        let under = |root: &Signer<'_>, intermediate: &Signer<'_>| {
            root.sign(&authority::intermediate_params(root, intermediate, &place), intermediate.key)
        };
        let root = match naming {
            Naming::Marked => stored_root.clone(),
            Naming::Faithful => authority::self_signed(&true_root, &place)?,
        };
        let (intermediate, look_alike_intermediate) =
            (under(&true_root, &true_intermediate)?, under(&false_root, &false_intermediate)?);
        let look_alike_root = authority::self_signed(&false_root, &place)?;
        let private_authority = authority::self_signed(&private_authority, &place)?;
        Ok(IgcSante {
            keys,
            now,
            endpoints,
            naming,
            crl_count: AtomicU64::new(0),
            stored_root,
            root,
            intermediate,
            look_alike_root,
            look_alike_intermediate,
            private_authority,
            others: Mutex::default(),
        })
    }

    /// The root in PEM, for the connector to install.
    pub fn root_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.root)
    }

    /// The intermediate in PEM, as it is sent with every regular leaf.
    pub fn intermediate_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.intermediate)
    }

    /// The root in DER; the same bytes from run to run.
    pub fn root_der(&self) -> &CertificateDer<'static> {
        &self.root
    }

    /// The intermediate in DER; the same bytes as long as the addresses are.
    pub fn intermediate_der(&self) -> &CertificateDer<'static> {
        &self.intermediate
    }

    /// The root of the look-alike hierarchy in DER: the true names, another key.
    pub fn look_alike_root_der(&self) -> &CertificateDer<'static> {
        &self.look_alike_root
    }

    /// The certificate of any authority in DER, made with its keys when first asked for.
    ///
    /// # Errors
    /// - [`PkiError::Io`] when a new key cannot be kept.
    /// - [`PkiError::Damaged`] when a key kept cannot be used.
    /// - [`PkiError::Crypto`] if signing fails.
    pub fn authority_der(&self, authority: Authority) -> Result<CertificateDer<'static>, PkiError> {
        match authority {
            Authority::ROOT => return Ok(self.root.clone()),
            Authority::ORGANISATIONS => return Ok(self.intermediate.clone()),
            _ => {}
        }
        if let Some(made) = self.others.lock().unwrap_or_else(PoisonError::into_inner).get(&authority) {
            return Ok(made.clone());
        }
        let (signer, root) = (self.signer_of(authority)?, self.signer_of(authority.root())?);
        let place = self.place(authority);
        let made = match authority.rank {
            Rank::Root => authority::self_signed(&signer, &place)?,
            _ => root.sign(&authority::intermediate_params(&root, &signer, &place), signer.key)?,
        };
        self.others.lock().unwrap_or_else(PoisonError::into_inner).insert(authority, made.clone());
        Ok(made)
    }

    /// The certificate of any authority in PEM.
    ///
    /// # Errors
    /// As [`IgcSante::authority_der`].
    pub fn authority_pem(&self, authority: Authority) -> Result<String, PkiError> {
        Ok(pem::encode("CERTIFICATE", &self.authority_der(authority)?))
    }

    pub(crate) fn place(&self, authority: Authority) -> Place<'_> {
        Place { authority, naming: self.naming, endpoints: &self.endpoints }
    }

    pub(crate) fn look_alike_intermediate_der(&self) -> &CertificateDer<'static> {
        &self.look_alike_intermediate
    }

    pub(crate) fn private_authority_der(&self) -> &CertificateDer<'static> {
        &self.private_authority
    }

    pub(crate) fn signer_of(&self, authority: Authority) -> Result<Signer<'_>, PkiError> {
        let key = match authority {
            Authority::ROOT => self.keys.of(Slot::Root),
            Authority::ORGANISATIONS => self.keys.of(Slot::Intermediate),
            _ => self.keys.lazy(LazyKey::Authority(authority))?,
        };
        authority::named(authority, self.naming, key)
    }

    pub(crate) fn look_alike_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::named(Authority::ORGANISATIONS, self.naming, self.keys.of(Slot::LookAlikeIntermediate))
    }

    pub(crate) fn private_signer(&self) -> Result<Signer<'_>, PkiError> {
        authority::private_authority(self.keys.of(Slot::PrivateAuthority))
    }
}
