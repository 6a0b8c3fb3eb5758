// SPDX-License-Identifier: EUPL-1.2
//! What a check needs to know besides the evidence. Plain values, stored beside each outcome so that anyone can judge
//! again.
//!
//! Addresses are bare, without angle brackets. Host and domain names have no dot at their end.

use crate::fact::Direction;
use crate::place::Place;
use reports::fault::FaultId;
use serde::{Deserialize, Serialize};

/// Everything a `judge` function may rely on besides the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Params {
    /// The connector under test.
    pub sut: Sut,
    /// The peer that the expectation names; none where the check needs none.
    pub peer: Option<Peer>,
    /// The canary carried by the message of the script; empty for an invariant, which judges every message.
    pub canary: String,
    /// The envelope of that message, as it must be kept. Reports before schema 3 do not say it, nor do invariants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
}

/// Who writes to whom (RFC 5321 §3.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Seen from the connector.
    pub direction: Direction,
    /// Empty: the null reverse-path.
    pub reverse_path: String,
    /// The one recipient of the message.
    pub forward_path: String,
}

/// The connector as its file declares it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sut {
    /// Subject of its certificate in the order of the liste blanche.
    pub dn: String,
    /// Its MX host name.
    pub mx: String,
    /// The domain of its mailboxes.
    pub domaine: String,
    /// The mailbox that answers by itself, and may keep what it is sent; reports before schema 3 do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic_reply: Option<String>,
}

/// One peer of the scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Peer {
    /// Its name in the scenario.
    pub name: String,
    /// The domain of its mailboxes.
    pub domaine: String,
    /// Its MX host names, the preferred one first.
    pub mx: Vec<String>,
    /// The deliberate fault that it carries; none for a good peer.
    pub fault: Option<FaultId>,
}

impl Peer {
    /// Where its observations are made.
    pub fn place(&self) -> Place {
        self.name.as_str().into()
    }
}
