// SPDX-License-Identifier: EUPL-1.2
//! The fake DNS by itself, and an operator's own zone held against its Annexe 1.

mod ask;
mod check;
mod constellation;
mod rules;
mod zone_file;

pub use check::check;
pub use constellation::{Constellation, addresses};
pub use rules::{Finding, Held};
pub use zone_file::{EXAMPLE, ZoneFile};

use std::net::SocketAddr;

/// Why a server could not be opened or asked.
#[derive(Debug, thiserror::Error)]
pub enum DnsFailure {
    /// A fake server cannot be opened.
    #[error(transparent)]
    Fake(#[from] fake_dns::DnsError),
    /// A server was asked and gave nothing usable.
    #[error("{server} gives no usable answer about {name}: {reason}")]
    Unreachable {
        /// The server asked.
        server: SocketAddr,
        /// The name asked about.
        name: String,
        /// In the words of whoever failed.
        reason: String,
    },
    /// A fault is set on a name that no zone holds.
    #[error("`{0}` is in no zone of this file: a fault is set on a name that one of the servers speaks for")]
    NoZone(String),
}
