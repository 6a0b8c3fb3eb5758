// SPDX-License-Identifier: EUPL-1.2
//! A request at a publication point.

use super::Certificate;
use serde::{Deserialize, Serialize};

/// One field of the head of a request, as far as it may be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// In lower case.
    pub name: String,
    /// Withheld where it is a secret of the connector.
    pub value: String,
}

/// One request at a publication point and the answer given, or a TLS session that came to no request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Download {
    /// Method of the request; empty where there was none.
    #[serde(default)]
    pub method: String,
    /// Path of the request, escaped; empty where there was none.
    pub path: String,
    /// 0: no answer left.
    pub status: u16,
    /// Address and port of the asker.
    pub from: String,
    /// `TLSv1.2` or `TLSv1.3`; none in plain HTTP.
    pub tls: Option<String>,
    /// The leaf of what the connector showed, if anything.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Fields of the request, as far as they are kept.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Number of the edition in force, for the liste blanche.
    pub edition: Option<u32>,
    /// The Last-Modified that the answer bore (RFC 9110 §8.8.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Connections open at this point when the request came, its own included.
    #[serde(default)]
    pub at_once: usize,
    /// How the TLS session ended before any request, in English; none where there was a request.
    #[serde(default)]
    pub failure: Option<String>,
}

impl Download {
    /// A request of which nothing but its origin is known yet.
    pub fn of(from: String) -> Download {
        Download { from, ..Download::default() }
    }

    /// The value of a field of the request.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
    }

    /// Whether the asker said which version it holds (RFC 9110 §13.1).
    pub fn is_conditional(&self) -> bool {
        ["if-none-match", "if-modified-since"].iter().any(|name| self.header(name).is_some())
    }
}
