// SPDX-License-Identifier: EUPL-1.2
//! The name of a deliberate fault.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the fault is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A peer's certificate.
    Pki,
    /// A revocation list.
    Crl,
    /// The answers of the OCSP responder.
    Ocsp,
    /// What the DNS says of a peer's domain.
    Dns,
    /// The liste blanche: the whole of it, or what it says of one peer.
    Liste,
    /// The `checksum` file beside the list.
    Checksum,
    /// The point that publishes the list.
    Publication,
    /// What a peer does in SMTP or TLS.
    Peer,
    /// A family of another version of the harness.
    Unknown,
}

impl Family {
    const KNOWN: [Family; 8] = [
        Family::Pki,
        Family::Crl,
        Family::Ocsp,
        Family::Dns,
        Family::Liste,
        Family::Checksum,
        Family::Publication,
        Family::Peer,
    ];

    /// The word before the slash; none for an unknown family.
    fn word(self) -> Option<&'static str> {
        match self {
            Family::Pki => Some("pki"),
            Family::Crl => Some("crl"),
            Family::Ocsp => Some("ocsp"),
            Family::Dns => Some("dns"),
            Family::Liste => Some("liste"),
            Family::Checksum => Some("checksum"),
            Family::Publication => Some("publication"),
            Family::Peer => Some("peer"),
            Family::Unknown => None,
        }
    }
}

/// A fault by family and name, written `pki/expired`.
///
/// Every string is read and written back unchanged: one that begins with no known family is [`Family::Unknown`], and its
/// name is the whole string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct FaultId {
    /// What it is a fault of.
    pub family: Family,
    /// Kebab case; with its parameter behind a colon where it has one, as `delay:2000`.
    pub name: String,
}

impl FaultId {
    /// The id of a fault of one family.
    pub fn new(family: Family, name: impl Into<String>) -> FaultId {
        FaultId { family, name: name.into() }
    }

    /// Whether it is this fault of this family, without a parameter.
    pub fn is(&self, family: Family, name: &str) -> bool {
        self.family == family && self.name == name
    }
}

impl fmt::Display for FaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.family.word();
        let whole = word.map_or_else(|| self.name.clone(), |word| format!("{word}/{}", self.name));
        // Honours a width, for tables.
        f.pad(&whole)
    }
}

impl From<&str> for FaultId {
    fn from(written: &str) -> FaultId {
        let known = written.split_once('/').and_then(|(word, name)| {
            let family = Family::KNOWN.into_iter().find(|family| family.word() == Some(word))?;
            Some(FaultId::new(family, name))
        });
        known.unwrap_or_else(|| FaultId::new(Family::Unknown, written))
    }
}

impl From<String> for FaultId {
    fn from(written: String) -> FaultId {
        written.as_str().into()
    }
}

impl From<FaultId> for String {
    fn from(id: FaultId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_family_is_told_from_its_name() {
        for (written, family, name) in [
            ("pki/expired", Family::Pki, "expired"),
            ("liste/not-listed", Family::Liste, "not-listed"),
            ("dns/wrong-mx:mx/a.test", Family::Dns, "wrong-mx:mx/a.test"),
            ("smime/expired", Family::Unknown, "smime/expired"),
            ("expired", Family::Unknown, "expired"),
            ("", Family::Unknown, ""),
        ] {
            assert_eq!(FaultId::from(written), FaultId::new(family, name));
            let json = serde_json::to_string(&FaultId::from(written)).expect("JSON");
            assert_eq!(json, format!("{written:?}"));
            assert_eq!(serde_json::from_str::<FaultId>(&json).expect("an id"), FaultId::from(written));
        }
    }

    #[test]
    fn an_id_fills_the_column_that_it_is_written_in() {
        assert_eq!(format!("{:12}|", FaultId::from("dns/delay")), "dns/delay   |");
    }
}
