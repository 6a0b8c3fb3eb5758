// SPDX-License-Identifier: EUPL-1.2
//! Writes down every question heard and what was said to it.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Is where entries go, one call an entry, in the order in which replies leave one server.
///
/// It runs on the server's task *before* the reply is sent, so whoever holds a reply finds its entry already written.
/// It must not block.
pub type Sink = Arc<dyn Fn(Entry) + Send + Sync>;

/// Is one server's way to its [`Sink`].
#[derive(Clone)]
pub struct Diary(Sink);

impl Diary {
    /// Gives every entry to a closure.
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

/// Is one question and the reply given to it.
///
/// Messages that cannot be read as DNS are refused by the transport below and leave no entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Label of the server asked, as given when it was bound.
    pub server: String,
    /// Who asked.
    pub from: SocketAddr,
    /// How the question came.
    pub transport: Transport,
    /// Name as asked, with the case of its letters kept; empty when the message did not hold exactly one question.
    pub name: String,
    /// Type asked for, in its usual letters (`MX`); empty like the name.
    pub kind: String,
    /// True when the asker wanted the server to do the walking (RD).
    pub recursion_desired: bool,
    /// Response code in its usual letters (`NOERROR`, `NXDOMAIN`, …), or [`Entry::NO_REPLY`].
    pub rcode: String,
    /// True when the reply claimed authority (AA).
    pub authoritative: bool,
    /// True when the reply sent the asker to other servers.
    pub referral: bool,
    /// True when the reply said it was cut short (TC).
    pub truncated: bool,
    /// Data of the answer section in the usual presentation (`10 mx.clinique.test.`), whole even when truncated on
    /// the wire by its size.
    pub answers: Vec<String>,
    /// The servers that a recursive server asked to find this answer, in order; empty for an authoritative one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<Hop>,
    /// Id of the fault that changed this reply; none when the reply is the honest one.
    pub fault: Option<String>,
}

impl Entry {
    /// Stands for the response code when nothing was sent.
    pub const NO_REPLY: &'static str = "NO-REPLY";
}

/// Is one server asked on the way from a root to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// Place in the walk, from 1.
    pub number: usize,
    /// The server asked.
    pub server: SocketAddr,
    /// The zone that it was asked as a server of.
    pub zone: String,
    /// Name asked for; an alias or a name server without glue makes it another than the one of the entry.
    pub name: String,
    /// Type asked for.
    pub kind: String,
    /// What came of it: a response code, `referral to <zone>`, or why the reply was of no use.
    pub outcome: String,
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, server, zone, name, kind, outcome } = self;
        write!(f, "{number}. {kind} {name} at {server} for {zone}: {outcome}")
    }
}

/// Is the transport a question came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// One datagram.
    Udp,
    /// A stream, used after a truncated reply.
    Tcp,
}
