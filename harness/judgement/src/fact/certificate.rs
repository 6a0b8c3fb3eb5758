// SPDX-License-Identifier: EUPL-1.2
//! Certificates and the TLS sessions that they were shown in.

use serde::{Deserialize, Serialize};

/// A certificate as it was shown on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Subject in the order of the liste blanche: `CN=…,OU=…,O=…,ST=…,C=FR`.
    pub subject: String,
    /// Issuer in the same order.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// First instant of its validity (RFC 5280 §4.1.2.5).
    pub not_before: String,
    /// Last instant of its validity.
    pub not_after: String,
    /// The first commonName of the subject.
    pub cn: Option<String>,
    /// subjectAltName (RFC 5280 §4.2.1.6), one entry each; empty where it cannot be read.
    pub san: Vec<String>,
    /// The algorithm's object identifier.
    pub key: String,
    /// Size of the key in bits, where it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_bits: Option<usize>,
    /// SHA-256 of the DER form, hexadecimal.
    pub fingerprint: String,
    /// SHA-256 of the public key with its algorithm (SubjectPublicKeyInfo, RFC 5280 §4.1), hexadecimal: the same in
    /// every certificate for one key.
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
    /// The group of the key exchange, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What the connector showed, leaf first; empty when it showed nothing.
    pub chain: Vec<Certificate>,
    /// What a strict verifier of ours says of that chain: `None` when it is valid.
    pub objection: Option<String>,
    /// The host name that the client asked for (RFC 6066 §3), if any.
    pub sni: Option<String>,
}
