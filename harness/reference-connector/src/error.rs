// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong before the connector runs.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why a connector could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A port is taken, forbidden, or its address does not belong to this machine.
    #[error("the {port} port cannot listen on {address}: {source}")]
    Listen { port: &'static str, address: SocketAddr, source: io::Error },
    /// A PEM file cannot be read or holds something else than expected.
    #[error("{}: {reason}", path.display())]
    Pem { path: PathBuf, reason: String },
    /// The TLS library refuses the certificate chain or the private key.
    #[error("the certificate chain and the private key do not make a TLS identity: {0}")]
    Identity(#[from] rustls::Error),
    /// A URL cannot be fetched whatever the network does.
    #[error("`{url}` is not a usable URL: {reason}")]
    Url { url: String, reason: String },
    /// A mailbox or a domain of the configuration is not written as SMTP wants it.
    #[error("`{value}` is not a valid {what}")]
    Name { what: &'static str, value: String },
    /// The DNS client cannot be built.
    #[error("the DNS client cannot start: {0}")]
    Resolver(String),
}

/// Why a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// The file does not say what a configuration must say; line and column count from 1.
    #[error("{}:{line}:{column}: {reason}", path.display())]
    Content { path: PathBuf, line: u64, column: u64, reason: String },
}
