// SPDX-License-Identifier: EUPL-1.2
//! How a connector shows itself to a stranger, read from the evidence of an identification.
//!
//! What belongs to one instance alone (host names, addresses, dates, identifiers of a session) is taken out. Two
//! instances of one build then give the same traits.

mod dialogue;
mod traits;
mod words;

use crate::evidence::Evidence;
use crate::place::Place;
use dialogue::Visits;
use reports::attestation::Weight;
use reports::model::Trait;

/// Calls on the connector, each a session of its own. None sends mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visit {
    /// No client certificate, any version of TLS.
    Uncertified,
    /// TLS 1.2 alone, with a client certificate when there is one.
    Tls12,
    /// TLS 1.3 alone, with a client certificate when there is one.
    Tls13,
}

impl Visit {
    /// Every visit, in the order in which they are made.
    pub const ALL: [Visit; 3] = [Visit::Uncertified, Visit::Tls12, Visit::Tls13];

    /// The place under which the ledger keeps what this visit sees.
    pub fn place(self) -> Place {
        Place::Identification(self)
    }
}

/// A command that no server knows.
pub const UNKNOWN_VERB: &str = "XHARNAIS";

/// All traits in the order in which they are shown; empty when there was no identification.
///
/// A trait has no value where the evidence does not show it.
pub fn traits(evidence: &Evidence) -> Vec<Trait> {
    let Some(visits) = Visits::of(evidence) else { return Vec::new() };
    let row = |known: traits::Known| Trait { id: known.id(), label: known.label(), value: known.read(&visits) };
    traits::all().map(row).collect()
}

/// What a difference in a trait means. A trait that this version does not know is [`Weight::Supporting`].
pub fn weight(id: &str) -> Weight {
    traits::all().find(|known| known.id() == id).map_or(Weight::Supporting, |known| known.weight())
}

/// The subject of the certificate that the connector showed; none when it showed none.
pub fn certificate_dn(evidence: &Evidence) -> Option<String> {
    Some(Visits::of(evidence)?.leaf()?.subject.clone())
}

#[cfg(test)]
mod tests;
