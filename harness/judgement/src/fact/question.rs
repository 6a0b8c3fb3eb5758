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
    Udp,
    Tcp,
}

/// One question put to the fake DNS and the answer given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub server: NameServer,
    pub from: String,
    pub transport: Transport,
    pub name: String,
    pub kind: String,
    pub rcode: String,
    pub referral: bool,
    pub answers: Vec<String>,
    /// The servers asked on the way, by the resolver alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    pub fault: Option<String>,
}
