// SPDX-License-Identifier: EUPL-1.2
//! Certificates and the TLS sessions that they were shown in.

use serde::{Deserialize, Serialize};

/// A certificate as it was shown on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Subject in the order of the liste blanche: `CN=…,OU=…,O=…,ST=…,C=FR`.
    pub subject: String,
    /// In the same order.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// The first instant of its validity; empty where the certificate could not be read.
    pub not_before: String,
    /// The last instant of its validity, likewise.
    pub not_after: String,
    /// The CN of the subject; none when it has none.
    pub cn: Option<String>,
    /// Names of the extension subjectAltName, in order.
    pub san: Vec<String>,
    /// The algorithm's object identifier.
    pub key: String,
    /// Length of the key; since schema 2, and none where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_bits: Option<usize>,
    /// SHA-256 of the DER form, hexadecimal.
    pub fingerprint: String,
    /// SHA-256 of the public key with its algorithm (SubjectPublicKeyInfo, RFC 5280 §4.1), hexadecimal.
    ///
    /// The same in every certificate for one key. Since schema 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spki: Option<String>,
}

/// A completed TLS handshake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tls {
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: String,
    /// The cipher suite, by its name in rustls.
    pub suite: String,
    /// The group of the key exchange, where there is one; since schema 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What the connector showed, leaf first; empty when it showed nothing.
    pub chain: Vec<Certificate>,
    /// What a strict verifier of ours says of that chain: `None` when it is valid.
    pub objection: Option<String>,
    /// The host name that the client asked for (RFC 6066 §3); none where it asked for none.
    pub sni: Option<String>,
}
