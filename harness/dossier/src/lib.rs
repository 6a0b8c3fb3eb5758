// SPDX-License-Identifier: EUPL-1.2
//! The archive that an operator hands in: the files of a report and of its run, a tree of their hashes, and the
//! operator's signature of its root. Everything is checked offline, from the archive alone; a part can be withheld, and
//! the rest is still proven.

#![warn(missing_docs)]

mod archive;
pub mod cms;
mod dossier;
mod manifest;
pub mod pkcs12;
mod secrets;
mod signer;
pub mod timestamp;
mod tree;

pub use archive::{ArchiveError, Files, pack, unpack};
pub use dossier::{Dossier, DossierError, MANIFEST, REPORT, REPORT_FOLDER, SIGNATURE, STAMP, TREE};
pub use manifest::Manifest;
pub use secrets::{Cleared, clear_secrets};
pub use signer::Purpose;
pub use tree::{Contents, Leaf, Tree};

/// SHA-256 of some octets, in lower-case hexadecimal.
pub fn sha256_hex(octets: &[u8]) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    data_encoding::HEXLOWER.encode(digest(&SHA256, octets).as_ref())
}
