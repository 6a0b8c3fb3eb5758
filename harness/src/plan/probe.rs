// SPDX-License-Identifier: EUPL-1.2
//! The probe: a valid, listed peer of no scenario. What it may exchange with the connector shows that the list is in
//! force, and that a refusal beside it is no refusal of everybody.

use super::case::{Host, Listing, PeerPlan};
use super::letter::Letter;
use super::names::{self, Addresses, ESPACE_DE_CONFIANCE, OPERATEURS};
use crate::scenario::{DnsShape, MessageKind, TlsShape};

pub use judgement::owner::PROBE;

/// The probe as it is planned.
#[derive(Debug, Clone)]
pub struct Probe {
    pub peer: PeerPlan,
    /// The inner mailbox that it writes to and is written from.
    pub mailbox: String,
    seed: u64,
}

impl Probe {
    pub fn plan(sut_domaine: &str, seed: u64, addresses: &mut Addresses) -> Probe {
        let host = format!("mx.{PROBE}.{OPERATEURS}");
        let peer = PeerPlan {
            name: PROBE.to_owned(),
            domaine: format!("{PROBE}.{ESPACE_DE_CONFIANCE}"),
            hosts: vec![Host { name: host.clone(), address: addresses.take(), preference: 10, up: true }],
            subject: names::subject(&host, PROBE, 0),
            fault: None,
            dns: DnsShape::Redirection,
            tls: TlsShape::Any,
            listings: vec![Listing::Own],
            newcomer: false,
        };
        Probe { peer, mailbox: format!("{PROBE}@{sut_domaine}"), seed }
    }

    /// A domain of its own in each edition: whoever knows it has taken that edition up.
    pub fn domaine_of(edition: u32) -> String {
        format!("{PROBE}-{edition}.{ESPACE_DE_CONFIANCE}")
    }

    /// A letter from the probe, or to it, with a canary of its own.
    pub fn letter(&self, number: u32, from: String, to: String) -> Letter {
        let canary = names::canary(self.seed, &format!("{PROBE}/{number}"));
        Letter { kind: MessageKind::SimpleText, canary, from, to }
    }
}
