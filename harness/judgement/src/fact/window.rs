// SPDX-License-Identifier: EUPL-1.2
//! Declared times, and the two ways of a message.

use serde::{Deserialize, Serialize};

/// A time for which something was waited for or watched; each is a parameter of the connector's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// From acceptance to the inner mailbox.
    Delivery,
    /// From submission to the end: taken by the peer, or the sender told.
    Outcome,
    /// From acceptance to the answer of the automatic-reply mailbox.
    AutomaticReply,
    /// From the end of an exchange to the last moment at which its message could still turn up.
    Watch,
}

/// Which way a message goes, seen from the connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From a peer to a mailbox behind the connector.
    Inbound,
    /// From an inner user to a peer.
    Outbound,
}

/// Who waits so long for an answer of ours may give up and hand its message over again: RFC 5321 §4.5.3.2 grants minutes,
/// and a connector that is tested is often told less.
pub const HELD_UP_MS: u64 = 1_000;
