// SPDX-License-Identifier: EUPL-1.2
//! The errors of building and opening a fake DNS server, and the reading of names.

use std::io;
use std::net::SocketAddr;

use hickory_proto::ProtoError;
use hickory_proto::rr::Name;

/// A mistake in a zone or in a fault, or an address that cannot be had.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DnsError {
    /// The text is no domain name (RFC 1035 §2.3.4: labels of 1 to 63 octets, 255 in all).
    #[error("`{text}` is not a domain name: {reason}")]
    Name {
        /// The text as given.
        text: String,
        /// What the parser found wrong.
        reason: String,
    },
    /// A record was put in a zone whose apex is not above it.
    #[error("`{name}` is outside the zone `{apex}`; glue belongs to names of this zone only")]
    OutsideZone {
        /// The owner name of the record.
        name: String,
        /// The apex of the zone.
        apex: String,
    },
    /// A name carries an alias and something else, which RFC 1034 §3.6.2 forbids.
    #[error("`{name}` has a CNAME beside other records")]
    AliasNotAlone {
        /// The owner name of the alias.
        name: String,
    },
    /// The text names no fault, or gives it the wrong parameter.
    #[error("`{text}`: expected {expected}")]
    Fault {
        /// The text as given.
        text: String,
        /// What was expected instead.
        expected: &'static str,
    },
    /// Somebody already listens there.
    #[error("{transport} address {address} is already in use; stop the other DNS server or choose another port")]
    InUse {
        /// `TCP` or `UDP`.
        transport: &'static str,
        /// The address asked for.
        address: SocketAddr,
    },
    /// The process may not listen there.
    #[error("no permission to listen on {address}; ports below 1024 need a privilege or a network namespace")]
    Permission {
        /// The address asked for.
        address: SocketAddr,
    },
    /// Listening failed for another reason.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// The words of the operating system.
        reason: String,
    },
}

impl DnsError {
    pub(crate) fn listen(transport: &'static str, address: SocketAddr, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::InUse { transport, address },
            io::ErrorKind::PermissionDenied => Self::Permission { address },
            _ => Self::Listen { address, reason: error.to_string() },
        }
    }
}

/// Reads a domain name as absolute, with or without its final dot.
pub(crate) fn absolute(text: &str) -> Result<Name, DnsError> {
    let refused = |reason: ProtoError| DnsError::Name { text: text.to_owned(), reason: reason.to_string() };
    let mut name = Name::from_ascii(text).map_err(refused)?;
    name.set_fqdn(true);
    Ok(name)
}
