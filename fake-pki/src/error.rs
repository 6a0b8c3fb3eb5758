// SPDX-License-Identifier: EUPL-1.2
use std::path::PathBuf;

/// A failure to open the hierarchy, to issue from it or to publish it.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// A file or directory cannot be read or written.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried, as `read`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A stored key or certificate is missing, unreadable, or belongs to another hierarchy.
    #[error(
        "{path} is damaged ({why}): delete the directory {directory} and start again; \
         connectors will then have to install the new root"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The directory of the hierarchy.
        directory: PathBuf,
        /// What is wrong with the file.
        why: String,
    },
    /// A name of the request cannot be encoded.
    #[error("{value:?} cannot stand in a certificate as {field}")]
    Name {
        /// The field of the certificate.
        field: &'static str,
        /// The text refused.
        value: String,
    },
    /// A publication point cannot listen.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: std::net::SocketAddr,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The cryptographic library refuses.
    #[error("cannot {action}: {why}")]
    Crypto {
        /// What was tried, as `sign a certificate`.
        action: &'static str,
        /// The words of the library.
        why: String,
    },
}

impl PkiError {
    /// An error of rcgen, whose types are not part of our interface.
    pub(crate) fn crypto(action: &'static str) -> impl Fn(rcgen::Error) -> PkiError {
        move |error| PkiError::Crypto { action, why: error.to_string() }
    }
}
