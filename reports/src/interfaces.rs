// SPDX-License-Identifier: EUPL-1.2
//! Over which interfaces a run spoke, by the addresses that its report gives.

use crate::model::{Entry, Report};
use std::net::Ipv4Addr;

/// Ids of the entries of the PIXIT whose value is `ADDRESS` or `ADDRESS:PORT`.
const ADDRESSES: [&str; 10] = [
    "smtp-in",
    "submission",
    "internal-mail-server",
    "first-peer",
    "dns",
    "dns-parent",
    "dns-operateurs",
    "dns-secondaire",
    "publication",
    "revocation",
];

/// The kind of interfaces; shown in the row *Interfaces* of the title page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interfaces {
    /// Every address is 127.0.0.0/8: nothing left the machine of the harness.
    Loopback,
    /// One address at least is another machine's, or reachable by one; or it is not an IPv4 address.
    Real,
    /// The report gives no address, as in schema 1.
    Unknown,
}

impl Report {
    /// The kind of interfaces, by every address of the PIXIT.
    pub(crate) fn interfaces(&self) -> Interfaces {
        let addresses = self.pixit.iter().filter(|entry| ADDRESSES.contains(&entry.id.as_str())).map(address);
        addresses.fold(Interfaces::Unknown, |seen, address| match (seen, address.map(|a| a.is_loopback())) {
            (Interfaces::Real, _) | (_, None | Some(false)) => Interfaces::Real,
            (_, Some(true)) => Interfaces::Loopback,
        })
    }
}

/// The address of an entry, without its port; none when it is not IPv4.
fn address(entry: &Entry) -> Option<Ipv4Addr> {
    entry.value.split(':').next()?.parse().ok()
}
