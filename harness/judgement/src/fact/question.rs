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
    /// One connection.
    Tcp,
}

/// One question put to the fake DNS and the answer given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The server that was asked, such as `parent` or `operateurs`.
    pub server: NameServer,
    /// Address and port of the asker.
    pub from: String,
    /// `udp` or `tcp`.
    pub transport: Transport,
    /// The name that was asked for, as it was written.
    pub name: String,
    /// The type of record, such as `MX`.
    pub kind: String,
    /// The response code, such as `NOERROR`.
    pub rcode: String,
    /// True when the answer points to other servers instead.
    pub referral: bool,
    /// Records of the answer section, in presentation format.
    pub answers: Vec<String>,
    /// The servers asked on the way, by the resolver alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    /// Id of the fault that changed the answer; none where none did.
    pub fault: Option<String>,
}
