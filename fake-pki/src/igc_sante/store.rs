// SPDX-License-Identifier: EUPL-1.2
//! The root and the keys on disk.

use std::path::Path;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use crate::authority;
use crate::hierarchy::{Authority, Endpoints, Naming};
use crate::keys::{self, Draft, Keys, Slot, Step};
use crate::shape::Place;
use crate::{PkiError, pem};

const ROOT_FILE: &str = "root.pem";

/// Makes the keys and the root, in a directory that appears whole.
pub(super) fn create(directory: &Path, progress: &(dyn Fn(Step) + Sync)) -> Result<(), PkiError> {
    let draft = Draft::beside(directory)?;
    // First of all: no interruption may leave private keys where version control would pick them up.
    keys::write_private(&draft.path().join(".gitignore"), b"*\n")?;
    let keys = Keys::make(draft.path(), progress)?;
    keys.write(draft.path())?;
    let (naming, endpoints) = (Naming::Marked, Endpoints::default());
    let place = Place { authority: Authority::ROOT, naming, endpoints: &endpoints };
    let root = authority::named(Authority::ROOT, naming, keys.of(Slot::Root))?;
    let root = authority::self_signed(&root, &place)?;
    keys::write_private(&draft.path().join(ROOT_FILE), pem::encode("CERTIFICATE", &root).as_bytes())?;
    draft.settle(directory)
}

/// The root as stored, held against the root key beside it.
pub(super) fn read_root(directory: &Path, keys: &Keys) -> Result<CertificateDer<'static>, PkiError> {
    let path = directory.join(ROOT_FILE);
    let refuse = |why: &str| keys::damaged(&path, directory, why);
    let root = CertificateDer::from_pem_slice(keys::read(&path, directory)?.as_bytes())
        .map_err(|error| refuse(&error.to_string()))?;
    let (_, parsed) = x509_parser::parse_x509_certificate(&root).map_err(|error| refuse(&error.to_string()))?;
    let held = rcgen::PublicKeyData::der_bytes(keys.of(Slot::Root));
    match parsed.public_key().subject_public_key.data.as_ref() == held {
        true => Ok(root),
        false => Err(refuse("it does not belong to the root key beside it")),
    }
}
