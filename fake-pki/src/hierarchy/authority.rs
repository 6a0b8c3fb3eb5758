// SPDX-License-Identifier: EUPL-1.2
use super::{Environment, Naming, Range};
use crate::profile::Confidence;

/// The place of an authority in its hierarchy: what it issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// The certificates of its two intermediates.
    Root,
    /// Certificates of organisations and their servers.
    Organisations,
    /// Certificates of natural persons.
    Personnes,
}

/// One of the eighteen authorities.
///
/// The names of the élémentaire authorities were seen in real certificates. So were the file names `ACR-EL`,
/// `ACI-EL-ORG`, `ACI-ST-PP` and `ACI-FO-PP`; the others are inferred from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Authority {
    /// In the shape of production or of the test space.
    pub environment: Environment,
    /// The level of assurance.
    pub range: Range,
    /// Root, or one of the two intermediates.
    pub rank: Rank,
}

impl Rank {
    /// The three ranks, the root first.
    pub const ALL: [Rank; 3] = [Rank::Root, Rank::Organisations, Rank::Personnes];
}

impl Authority {
    /// The root that MSSanté connectors of the test space install.
    pub const ROOT: Authority =
        Authority { environment: Environment::Test, range: Range::Elementaire, rank: Rank::Root };
    /// The intermediate that issues the certificates of operators in the test space.
    pub const ORGANISATIONS: Authority =
        Authority { environment: Environment::Test, range: Range::Elementaire, rank: Rank::Organisations };

    /// The eighteen authorities.
    pub fn all() -> impl Iterator<Item = Authority> {
        let of = |environment, range| Rank::ALL.into_iter().map(move |rank| Authority { environment, range, rank });
        Environment::ALL.into_iter().flat_map(move |e| Range::ALL.into_iter().flat_map(move |r| of(e, r)))
    }

    /// The confidence in its name and in the names of its files.
    pub fn confidence(self) -> Confidence {
        match (self.range, self.rank) {
            (Range::Elementaire, Rank::Root | Rank::Organisations) => Confidence::Artefact,
            (Range::Standard | Range::Fort, Rank::Personnes) => Confidence::Artefact,
            _ => Confidence::Inferred,
        }
    }

    /// The root above it; a root is its own.
    pub fn root(self) -> Authority {
        Authority { rank: Rank::Root, ..self }
    }

    /// Its CN: `AC RACINE IGC-SANTE …` or `AC IGC-SANTE … ORGANISATIONS`, behind the prefix of the naming.
    pub fn common_name(self, naming: Naming) -> String {
        let range = self.range.id().to_uppercase();
        let name = match self.rank {
            Rank::Root => format!("AC RACINE IGC-SANTE {range}"),
            Rank::Organisations => format!("AC IGC-SANTE {range} ORGANISATIONS"),
            Rank::Personnes => format!("AC IGC-SANTE {range} PERSONNES"),
        };
        match (naming, self.environment) {
            (Naming::Marked, _) => format!("HARNAIS TEST {name}"),
            (Naming::Faithful, Environment::Production) => name,
            (Naming::Faithful, Environment::Test) => format!("TEST {name}"),
        }
    }

    /// Its DN as attribute types and values, in the order of encoding: C, O, OU, OU, CN.
    pub fn name(self, naming: Naming) -> [(&'static str, String); 5] {
        let unit = match self.environment {
            Environment::Production => "IGC-SANTE",
            Environment::Test => "IGC-SANTE TEST",
        };
        [
            ("C", "FR".into()),
            ("O", "ASIP-SANTE".into()),
            ("OU", "0002 187512751".into()),
            ("OU", unit.into()),
            ("CN", self.common_name(naming)),
        ]
    }

    /// The stem of its published files, as `ACI-EL-ORG-TEST`.
    pub fn file(self) -> String {
        let range = self.range.abbreviation();
        let stem = match self.rank {
            Rank::Root => format!("ACR-{range}"),
            Rank::Organisations => format!("ACI-{range}-ORG"),
            Rank::Personnes => format!("ACI-{range}-PP"),
        };
        match self.environment {
            Environment::Production => stem,
            Environment::Test => format!("{stem}-TEST"),
        }
    }

    /// The path of its revocation list under the base URL; the folder is `CRL` in both environments.
    pub fn crl_path(self) -> String {
        format!("/CRL/{}.crl", self.file())
    }

    /// The path of a delta list under the base URL; the real authorities publish none over HTTP.
    pub(crate) fn delta_path(self) -> String {
        format!("/CRL/{}-DELTA.crl", self.file())
    }

    /// The path of its certificate, in DER, under the base URL.
    pub fn certificate_path(self) -> String {
        let folder = match self.environment {
            Environment::Production => "AC",
            Environment::Test => "AC%20TEST",
        };
        format!("/{folder}/{}.cer", self.file())
    }
}
