// SPDX-License-Identifier: EUPL-1.2
//! A question put to the DNS of the run.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The DNS servers of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameServer {
    /// The recursive server that the connector is given.
    Resolver,
    /// Authoritative for the espace de confiance.
    Parent,
    /// The primary of the operators' own zones.
    Operateurs,
    /// Their secondary.
    Secondaire,
}

impl NameServer {
    /// Its label.
    pub fn word(self) -> &'static str {
        match self {
            NameServer::Resolver => "resolver",
            NameServer::Parent => "parent",
            NameServer::Operateurs => "operateurs",
            NameServer::Secondaire => "secondaire",
        }
    }
}

impl fmt::Display for NameServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How a question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// One datagram.
    Udp,
    /// A stream (RFC 7766).
    Tcp,
}

/// One question put to the fake DNS and the answer given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which server was asked.
    pub server: NameServer,
    /// Address and port of the asker.
    pub from: String,
    /// How the question came.
    pub transport: Transport,
    /// The name as it was asked, escaped.
    pub name: String,
    /// Type asked for, as `MX`; empty where the message held no question.
    pub kind: String,
    /// Response code, as `NXDOMAIN`, or that nothing was sent.
    pub rcode: String,
    /// True when the reply named other servers to ask.
    pub referral: bool,
    /// Data of the answer section in presentation form, as `10 mx.a.test.`.
    pub answers: Vec<String>,
    /// The servers asked on the way, by the resolver alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    /// Name of the fault that changed the reply, without its family; none for the honest reply.
    pub fault: Option<String>,
}
