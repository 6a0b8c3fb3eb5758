// SPDX-License-Identifier: EUPL-1.2
//! Verifies a published list as a careful connector should: signature, signer, and only then the content.
//!
//! Nothing unsigned is ever believed: the digest method, the digest and the transforms are read from the canonical
//! `SignedInfo` that the signature covers, and the entries from the canonical bytes that the digest covers. A document
//! that shows one thing to the parser and another to the signature has therefore nothing to gain.

mod canonical;
mod signature;
mod signer;
mod trust;

use time::OffsetDateTime;

use super::ListeBlanche;
use super::read::{self, ReadError};
use crate::dn::Dn;
pub use trust::{Trust, TrustError};

/// A list whose signature and signer were found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The content, read from the signed bytes.
    pub list: ListeBlanche,
    /// Who signed.
    pub signer_subject: Dn,
    /// Mailboxes and hosts of the signer's certificate.
    pub signer_names: Vec<String>,
    /// When the signer's certificate ends.
    pub signer_not_after: OffsetDateTime,
}

/// Why a list is refused; nothing of it may then be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The document is no list, signed or not.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Nobody signed.
    #[error("the list is not signed")]
    Unsigned,
    /// Several signatures leave open which one counts.
    #[error("the list holds {0} signatures instead of one")]
    SeveralSignatures(usize),
    /// A signature elsewhere than directly under the root may cover something else than the list.
    #[error("the signature is not a child of the root element")]
    MisplacedSignature,
    /// The signature does not have the one shape that is accepted.
    #[error("the signature is not of the published form: {0}")]
    SignatureForm(String),
    /// An algorithm is outside the allow-list.
    #[error("the {role} “{found}” is not accepted")]
    Algorithm { role: &'static str, found: String },
    /// The list was changed after signing, or the signature comes from another list.
    #[error("the list was changed after it was signed (digest mismatch)")]
    Digest,
    /// The signature value was not made by the key of the certificate it shows.
    #[error("the signature was not made by the certificate it carries")]
    Signature,
    /// The signature carries no certificate, so nobody vouches for its key.
    #[error("the signature carries no certificate of its signer")]
    NoCertificate,
    /// The signer's certificate cannot be read.
    #[error("the signer's certificate cannot be read: {0}")]
    Certificate(String),
    /// The signer's certificate is over.
    #[error("the signer's certificate ({subject}) expired on {not_after}")]
    SignerExpired { subject: String, not_after: String },
    /// The signer's certificate is not yet valid.
    #[error("the signer's certificate ({subject}) is not valid before {not_before}")]
    SignerNotYetValid { subject: String, not_before: String },
    /// The signer's chain leads elsewhere.
    #[error("the signer's certificate ({subject}) does not come from a trusted authority: {why}")]
    SignerUntrusted { subject: String, why: String },
    /// The signer's certificate is for another use, as that of any operator is.
    #[error("the signer's certificate ({subject}) is not meant for signing documents: {why}")]
    SignerPurpose { subject: String, why: String },
}

/// Verifies a list at a given date.
///
/// Roll-back is not visible in one list alone: compare `date_de_generation` with that of the list in use. Revocation
/// of the signer is not looked up. *Which* certificate of the hierarchy may sign is not settled by any public text;
/// every one with the purpose e-mail protection is accepted, and the caller sees its subject.
///
/// # Errors
/// The first [`Refusal`] met.
pub fn verify(bytes: &[u8], trust: &Trust, at: OffsetDateTime) -> Result<Verified, Refusal> {
    let text = read::decode(bytes)?;
    let certificate = {
        let document = read::parse(text)?;
        read::root(&document)?;
        signature::certificate(signature::only_one(&document)?)?
    };
    let canonical = canonical::Canonical::of(text)?;
    let signed_info = signature::SignedInfo::read(&canonical.signed_info)?;
    signature::check_digest(&signed_info, &canonical.list)?;
    let signer = signer::Signer::read(&certificate)?;
    signer.check_signature(&canonical.signed_info, &canonical.signature_value)?;
    signer.check_chain(trust, at)?;
    let signed = read::decode(&canonical.list)?;
    let list = read::liste(&read::parse(signed)?)?;
    Ok(Verified {
        list,
        signer_subject: signer.subject,
        signer_names: signer.names,
        signer_not_after: signer.not_after,
    })
}
