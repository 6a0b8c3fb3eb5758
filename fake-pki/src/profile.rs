// SPDX-License-Identifier: EUPL-1.2
use strum::IntoStaticStr;

use crate::extension::{KeyUsage, Purpose};
use crate::hierarchy::Rank;

/// The confidence in a fact about IGC Santé.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Seen in a real certificate (A).
    Artefact,
    /// Read in an official document (D).
    Document,
    /// Reported by others (S).
    SecondHand,
    /// Inferred and to be verified (I).
    Inferred,
}

impl Confidence {
    /// The letter used in the documentation: A, D, S or I.
    pub fn letter(self) -> char {
        match self {
            Confidence::Artefact => 'A',
            Confidence::Document => 'D',
            Confidence::SecondHand => 'S',
            Confidence::Inferred => 'I',
        }
    }
}

/// The content of the subject alternative name (RFC 5280 §4.2.1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlternativeNames {
    /// No such extension.
    None,
    /// Host names (dNSName), the CN first.
    Hosts,
    /// Mailboxes (rfc822Name).
    Mailboxes,
}

/// A certificate offer of the order forms F413 and F414.
///
/// `SSL_SERVEUR`, `ORG AUTH_CLI`, `ORG SIGN` and `S/MIME SIGN` were seen in real certificates. **The others are
/// inferred**: the `CONF` offers from their names, the `PRO` offers from the cards of natural persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Profile {
    /// SERVEUR `SSL_SERVEUR`: one certificate for both directions of relay-to-relay mutual TLS.
    SslServeur,
    /// ORG `AUTH_CLI`: a legal person as a TLS client.
    OrgAuthCli,
    /// ORG `SIGN`: a legal person's seal.
    OrgSign,
    /// ORG `CONF`: encryption for a legal person. Inferred.
    OrgConf,
    /// SERVEUR `S/MIME SIGN`, with a mailbox as subject alternative name; it signs the liste blanche.
    SmimeSign,
    /// SERVEUR `S/MIME CONF`. Inferred.
    SmimeConf,
    /// PRO `AUTH`: a natural person as a TLS client. Inferred.
    ProAuth,
    /// PRO `SIGN`: a natural person's signature. Inferred.
    ProSign,
    /// PRO `CONF`: encryption for a natural person. Inferred.
    ProConf,
}

impl Profile {
    /// Every offer, in the order of the forms.
    pub const ALL: [Profile; 9] = [
        Profile::SslServeur,
        Profile::OrgAuthCli,
        Profile::OrgSign,
        Profile::OrgConf,
        Profile::SmimeSign,
        Profile::SmimeConf,
        Profile::ProAuth,
        Profile::ProSign,
        Profile::ProConf,
    ];

    /// The name used on the command line, in kebab case.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The confidence in key usage, purposes and alternative names of the offer.
    pub fn confidence(self) -> Confidence {
        match self {
            Profile::SslServeur | Profile::OrgAuthCli | Profile::OrgSign | Profile::SmimeSign => Confidence::Artefact,
            _ => Confidence::Inferred,
        }
    }

    /// The bits of the key usage, which is critical (RFC 5280 §4.2.1.3).
    pub(crate) fn key_usage(self) -> KeyUsage {
        match self {
            Profile::SslServeur => KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT,
            Profile::OrgAuthCli | Profile::ProAuth => KeyUsage::DIGITAL_SIGNATURE,
            Profile::OrgSign | Profile::SmimeSign => KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION,
            Profile::OrgConf | Profile::SmimeConf | Profile::ProConf => KeyUsage::KEY_ENCIPHERMENT,
            Profile::ProSign => KeyUsage::NON_REPUDIATION,
        }
    }

    /// The extended key usages, in the order of encoding (RFC 5280 §4.2.1.12).
    pub fn purposes(self) -> &'static [Purpose] {
        match self {
            Profile::SslServeur => &[Purpose::ServerAuth, Purpose::ClientAuth],
            Profile::OrgAuthCli | Profile::ProAuth => &[Purpose::ClientAuth],
            _ => &[Purpose::EmailProtection],
        }
    }

    /// What its alternative names are.
    pub fn alternative_names(self) -> AlternativeNames {
        match self {
            Profile::SslServeur => AlternativeNames::Hosts,
            Profile::SmimeSign | Profile::SmimeConf => AlternativeNames::Mailboxes,
            _ => AlternativeNames::None,
        }
    }

    /// Whether the certificate carries a privateKeyUsagePeriod, as signing offers do (RFC 3280 §4.2.1.4).
    pub fn limits_key_period(self) -> bool {
        matches!(self, Profile::OrgSign | Profile::SmimeSign | Profile::ProSign)
    }

    /// Whether the holder is a natural person.
    pub fn is_personal(self) -> bool {
        matches!(self, Profile::ProAuth | Profile::ProSign | Profile::ProConf)
    }

    /// The rank of the intermediate that issues it.
    pub fn issuer(self) -> Rank {
        if self.is_personal() { Rank::Personnes } else { Rank::Organisations }
    }

    /// The policy of the offer in production, seen for `S/MIME SIGN` only.
    ///
    /// The others carry a placeholder with a zero arc, which no real policy has.
    pub(crate) fn production_policy(self) -> (&'static [u64], Confidence) {
        match self {
            Profile::SmimeSign => (&[1, 2, 250, 1, 213, 1, 7, 1, 1, 2, 3, 1], Confidence::Artefact),
            _ => (&[1, 2, 250, 1, 213, 1, 7, 1, 0], Confidence::Inferred),
        }
    }
}
