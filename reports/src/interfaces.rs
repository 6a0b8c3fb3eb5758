// SPDX-License-Identifier: EUPL-1.2
//! Over which interfaces a run spoke, by the addresses that its report gives.

use crate::model::{Entry, Report};
use std::net::Ipv4Addr;

/// Entries of the PIXIT that are addresses.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interfaces {
    /// Every address is 127.0.0.0/8: nothing left the machine of the bench.
    Loopback,
    /// One address at least is another machine's, or reachable by one.
    Real,
    /// The report gives no address.
    Unknown,
}

impl Report {
    pub fn interfaces(&self) -> Interfaces {
        let addresses = self.pixit.iter().filter(|entry| ADDRESSES.contains(&entry.id.as_str())).map(address);
        addresses.fold(Interfaces::Unknown, |seen, address| match (seen, address.map(|a| a.is_loopback())) {
            (Interfaces::Real, _) | (_, None | Some(false)) => Interfaces::Real,
            (_, Some(true)) => Interfaces::Loopback,
        })
    }
}

fn address(entry: &Entry) -> Option<Ipv4Addr> {
    entry.value.split(':').next()?.parse().ok()
}
