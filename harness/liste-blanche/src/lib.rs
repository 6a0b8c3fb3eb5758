// SPDX-License-Identifier: EUPL-1.2
//! The liste blanche: which certificate DN may speak for which domain, under one signature.
//!
//! Written ([`mod@write`]), varied on purpose ([`fault`]), verified ([`verify`]) and examined ([`lint`]) here; the shape is
//! that of the list published in production, byte for byte where it can be.

#![warn(missing_docs)]

pub mod checksum;
pub mod dn;
pub mod environment;
pub mod fault;
pub mod generation;
pub mod lint;
mod read;
pub mod report;
pub mod sample;
mod scan;
mod signers;
#[cfg(test)]
mod tests;
pub mod verify;
pub mod write;

pub use fault::{Expectation, ListeFault, publish};
pub use signers::{REVOKED_SIGNER, SignerRole, Signers};

/// Namespace of the list.
pub const NAMESPACE: &str = "https://listeblanche.mssante.fr/schema";
/// Names of the elements of a `Domaine`, in their fixed order.
const FIELDS: [&str; 6] =
    ["Nom", "Description", "DNCertificatOperateur", "ResponsableContact", "SupportContact", "DateMAJ"];
const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
const RSA_SHA1: &str = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const HMAC_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

/// One `Domaine` of the list: a pair of a domain and a certificate DN allowed to speak for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entree {
    /// `Nom`, the domain.
    pub nom: String,
    /// `Description`, free text.
    pub description: String,
    /// `DNCertificatOperateur`, as [`crate::dn::Dn`] reads it.
    pub dn: String,
    /// `ResponsableContact`, free text.
    pub responsable_contact: String,
    /// `SupportContact`, free text.
    pub support_contact: String,
    /// `DateMAJ`, as `2030-01-02T03:04:05Z`.
    pub date_maj: String,
}

/// A liste blanche without its signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListeBlanche {
    /// `DateDeGeneration`, as `2030-01-02T03:04:05Z`.
    pub date_de_generation: String,
    /// One entry a pair (domain, DN): a domain may come several times.
    pub entrees: Vec<Entree>,
}

impl Entree {
    fn fields(&self) -> [&str; 6] {
        let Entree { nom, description, dn, responsable_contact, support_contact, date_maj } = self;
        [nom, description, dn, responsable_contact, support_contact, date_maj]
    }
}

/// What keeps a list from being written.
#[derive(Debug, thiserror::Error)]
pub enum ListeError {
    /// The signer's key does not sign.
    #[error("cannot sign the liste blanche: {0}")]
    Signing(#[from] fake_pki::PkiError),
    /// The signer's key or certificate is not of the kind that the signature needs.
    #[error("cannot sign the liste blanche: the signer has no RSA key in PKCS#8 with its certificate")]
    Key,
    /// The variant needs something that the list does not have.
    /// The variant cannot be made of this list, for lack of what it changes.
    #[error("the variant “{fault}” cannot be applied to this liste blanche: {why}")]
    NotApplicable {
        /// Id of the variant.
        fault: &'static str,
        /// In the words of whoever refused.
        why: &'static str,
    },
}
