// SPDX-License-Identifier: EUPL-1.2
//! The diary: every question heard, and the reply to it.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A receiver of entries, called once for each, in the order in which replies leave one server.
///
/// It runs on the server's task *before* the reply is sent: the entry of a reply received is already written. It must
/// not block.
pub type Sink = Arc<dyn Fn(Entry) + Send + Sync>;

/// The way of one server to its [`Sink`].
#[derive(Clone)]
pub struct Diary(Sink);

impl Diary {
    /// A diary whose entries go to a closure.
    pub fn new(sink: impl Fn(Entry) + Send + Sync + 'static) -> Self {
        Self(Arc::new(sink))
    }

    pub(crate) fn write(&self, entry: Entry) {
        (self.0)(entry);
    }
}

impl From<Sink> for Diary {
    fn from(sink: Sink) -> Self {
        Self(sink)
    }
}

impl fmt::Debug for Diary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Diary")
    }
}

/// One question and the reply to it.
///
/// Messages that cannot be read as DNS leave no entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The label of the server asked, as given when it was bound.
    pub server: String,
    /// The address of the asker.
    pub from: SocketAddr,
    /// The transport of the question.
    pub transport: Transport,
    /// The name as asked, letter case kept; empty when the message did not hold exactly one question.
    pub name: String,
    /// The type asked for, as its mnemonic (`MX`); empty like the name.
    pub kind: String,
    /// True when the asker wanted recursion (RD).
    pub recursion_desired: bool,
    /// The response code as its mnemonic (`NOERROR`, `NXDOMAIN`, …), or [`Entry::NO_REPLY`].
    pub rcode: String,
    /// True when the reply claimed authority (AA).
    pub authoritative: bool,
    /// True when the reply referred the asker to other servers.
    pub referral: bool,
    /// True when the reply carried TC.
    pub truncated: bool,
    /// The data of the answer section in presentation format (`10 mx.clinique.test.`); truncation leaves it whole.
    pub answers: Vec<String>,
    /// The servers that a recursive server asked to find this answer, in order; empty for an authoritative one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<Hop>,
    /// The id of the fault that changed this reply; none for an honest one.
    pub fault: Option<String>,
}

impl Entry {
    /// The response code of an entry when nothing was sent.
    pub const NO_REPLY: &'static str = "NO-REPLY";
}

/// One server asked on the way from a root to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// Its place in the walk, from 1.
    pub number: usize,
    /// The server asked.
    pub server: SocketAddr,
    /// The zone that it was asked as a server of.
    pub zone: String,
    /// The name asked for; an alias, or a server without glue, makes it another than that of the entry.
    pub name: String,
    /// The type asked for.
    pub kind: String,
    /// The outcome: a response code, `referral to <zone>`, or why the reply was of no use.
    pub outcome: String,
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, server, zone, name, kind, outcome } = self;
        write!(f, "{number}. {kind} {name} at {server} for {zone}: {outcome}")
    }
}

/// The transport that a question came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// A datagram.
    Udp,
    /// A stream, used after a truncated reply.
    Tcp,
}
