// SPDX-License-Identifier: EUPL-1.2
use std::path::PathBuf;

/// What keeps the hierarchy from being opened or from issuing.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// A file or directory cannot be read or written.
    #[error("cannot {action} {path}: {source}")]
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
    /// A stored key or certificate is missing, unreadable, or belongs to another hierarchy.
    #[error(
        "{path} is damaged ({why}): delete the directory {directory} and start again; \
         connectors will then have to install the new root"
    )]
    Damaged { path: PathBuf, directory: PathBuf, why: String },
    /// A name of the request cannot be encoded.
    #[error("{value:?} cannot stand in a certificate as {field}")]
    Name { field: &'static str, value: String },
    /// A publication point cannot listen.
    #[error("cannot listen on {address}: {source}")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
    /// The cryptographic library refuses.
    #[error("cannot {action}: {why}")]
    Crypto { action: &'static str, why: String },
}

impl PkiError {
    /// Wraps an error of the cryptographic libraries, whose types are not part of our interface.
    pub(crate) fn crypto(action: &'static str) -> impl Fn(rcgen::Error) -> PkiError {
        move |error| PkiError::Crypto { action, why: error.to_string() }
    }
}
