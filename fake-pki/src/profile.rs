// SPDX-License-Identifier: EUPL-1.2
use crate::extension::{KeyUsage, Purpose};
use crate::hierarchy::Rank;

/// How sure a fact about IGC Santé is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Seen in a real certificate (A).
    Artefact,
    /// Read in an official document (D).
    Document,
    /// Reported by others (S).
    SecondHand,
    /// Inferred, to be verified (I).
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

/// What stands in the subject alternative name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlternativeNames {
    /// No such extension.
    None,
    /// Host names, the CN first.
    Hosts,
    /// Mailboxes.
    Mailboxes,
}

/// The certificate offers of the order forms F413 and F414.
///
/// `SSL_SERVEUR`, `ORG AUTH_CLI`, `ORG SIGN` and `S/MIME SIGN` were seen in real certificates. **The others are inferred**:
/// the `CONF` offers from their names, the `PRO` offers from the cards of natural persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    /// SERVEUR `SSL_SERVEUR`: one certificate for both directions of relay-to-relay mutual TLS.
    SslServeur,
    /// ORG `AUTH_CLI`: a legal person as a TLS client.
    OrgAuthCli,
    /// ORG `SIGN`: a legal person's seal.
    OrgSign,
    /// ORG `CONF`: encryption for a legal person. Inferred.
    OrgConf,
    /// SERVEUR `S/MIME SIGN`, with a mailbox as subject alternative name: what signs the liste blanche.
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
        match self {
            Profile::SslServeur => "ssl-serveur",
            Profile::OrgAuthCli => "org-auth-cli",
            Profile::OrgSign => "org-sign",
            Profile::OrgConf => "org-conf",
            Profile::SmimeSign => "smime-sign",
            Profile::SmimeConf => "smime-conf",
            Profile::ProAuth => "pro-auth",
            Profile::ProSign => "pro-sign",
            Profile::ProConf => "pro-conf",
        }
    }

    /// How far key usage, purposes and alternative names of the offer were really seen.
    pub fn confidence(self) -> Confidence {
        match self {
            Profile::SslServeur | Profile::OrgAuthCli | Profile::OrgSign | Profile::SmimeSign => Confidence::Artefact,
            _ => Confidence::Inferred,
        }
    }

    /// Bits of the key usage, which is critical.
    pub fn key_usage(self) -> KeyUsage {
        match self {
            Profile::SslServeur => KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT,
            Profile::OrgAuthCli | Profile::ProAuth => KeyUsage::DIGITAL_SIGNATURE,
            Profile::OrgSign | Profile::SmimeSign => KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION,
            Profile::OrgConf | Profile::SmimeConf | Profile::ProConf => KeyUsage::KEY_ENCIPHERMENT,
            Profile::ProSign => KeyUsage::NON_REPUDIATION,
        }
    }

    /// Extended key usages, in the order of encoding.
    pub fn purposes(self) -> &'static [Purpose] {
        match self {
            Profile::SslServeur => &[Purpose::ServerAuth, Purpose::ClientAuth],
            Profile::OrgAuthCli | Profile::ProAuth => &[Purpose::ClientAuth],
            _ => &[Purpose::EmailProtection],
        }
    }

    /// What the alternative names are.
    pub fn alternative_names(self) -> AlternativeNames {
        match self {
            Profile::SslServeur => AlternativeNames::Hosts,
            Profile::SmimeSign | Profile::SmimeConf => AlternativeNames::Mailboxes,
            _ => AlternativeNames::None,
        }
    }

    /// Whether the certificate says in which period its key may sign: signing offers only.
    pub fn limits_key_period(self) -> bool {
        matches!(self, Profile::OrgSign | Profile::SmimeSign | Profile::ProSign)
    }

    /// Whether the holder is a natural person.
    pub fn is_personal(self) -> bool {
        matches!(self, Profile::ProAuth | Profile::ProSign | Profile::ProConf)
    }

    /// Which intermediate issues it.
    pub fn issuer(self) -> Rank {
        if self.is_personal() { Rank::Personnes } else { Rank::Organisations }
    }

    /// The policy of the offer in production: seen for `S/MIME SIGN` only; the others carry a placeholder with a zero
    /// arc, which no real policy has.
    pub fn production_policy(self) -> (&'static [u64], Confidence) {
        match self {
            Profile::SmimeSign => (&[1, 2, 250, 1, 213, 1, 7, 1, 1, 2, 3, 1], Confidence::Artefact),
            _ => (&[1, 2, 250, 1, 213, 1, 7, 1, 0], Confidence::Inferred),
        }
    }
}
