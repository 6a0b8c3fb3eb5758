// SPDX-License-Identifier: EUPL-1.2
//! The archive that an operator hands in: the files of a report and of its run, a manifest of their digests, and the
//! operator's signature of that manifest. Everything is checked offline, from the archive alone.

mod archive;
pub mod cms;
mod manifest;
mod signer;

pub use archive::{ArchiveError, Files, pack, unpack};
pub use manifest::{MANIFEST, Manifest, SIGNATURE};
