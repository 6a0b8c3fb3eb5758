// SPDX-License-Identifier: EUPL-1.2
//! The errors before the connector runs.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why a connector could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A port that is in use, forbidden, or of an address of another machine.
    #[error("the {port} port cannot listen on {address}: {source}")]
    Listen {
        /// `smtp` or `submission`.
        port: &'static str,
        /// The configured address.
        address: SocketAddr,
        /// The error of the system.
        source: io::Error,
    },
    /// A PEM file that cannot be read, or with other content than expected.
    #[error("{}: {reason}", path.display())]
    Pem {
        /// The configured file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A certificate chain and a private key that the TLS library refuses.
    #[error("the certificate chain and the private key do not make a TLS identity: {0}")]
    Identity(#[from] rustls::Error),
    /// A URL of another scheme, or without a host.
    #[error("`{url}` is not a usable URL: {reason}")]
    Url {
        /// The configured text.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A mailbox or a domain with a syntax error.
    #[error("`{value}` is not a valid {what}")]
    Name {
        /// The kind of value.
        what: &'static str,
        /// The configured text.
        value: String,
    },
    /// Settings that the DNS library refuses.
    #[error("the DNS client cannot start: {0}")]
    Resolver(String),
}

/// Why a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file that cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The configuration file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A file with unknown, missing or invalid content.
    #[error("{}:{line}:{column}: {reason}", path.display())]
    Content {
        /// The configuration file.
        path: PathBuf,
        /// The line of the mistake, counted from 1.
        line: u64,
        /// The column of the mistake, counted from 1.
        column: u64,
        /// What is wrong there.
        reason: String,
    },
}
