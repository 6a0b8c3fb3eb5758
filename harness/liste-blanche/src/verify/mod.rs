// SPDX-License-Identifier: EUPL-1.2
//! Verifies a published list as a careful connector should: signature, signer, and only then the content.
//!
//! Nothing unsigned is ever believed: the digest method, the digest and the transforms are read from the canonical
//! `SignedInfo` that the signature covers, and the entries from the canonical bytes that the digest covers. A document
//! that shows one thing to the parser and another to the signature has therefore nothing to gain. Nothing is fetched:
//! what the list names by address stays an address.

mod canonical;
mod policy;
mod refusal;
mod signature;
mod signer;
mod trust;

use time::OffsetDateTime;

use super::ListeBlanche;
use super::read::{self, ReadError};
use crate::dn::Dn;
pub use policy::{Policy, Remark, SignerRule};
pub use refusal::{Ground, Refusal};
pub use trust::{Crl, Trust, TrustError};

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
    /// What was not checked, or is worth knowing.
    pub remarks: Vec<Remark>,
}

/// Verifies a list against a trust and a policy.
///
/// # Errors
/// The first [`Refusal`] met.
pub fn verify(bytes: &[u8], trust: &Trust, policy: &Policy) -> Result<Verified, Refusal> {
    let canonical = canonical::Canonical::of(read::decode(bytes)?)?;
    let signed_info = signature::SignedInfo::read(&canonical.signed_info)?;
    signature::check_digest(&signed_info, &canonical.list)?;
    let signer = signer::Signer::read(&canonical.certificate)?;
    signer.check_signature(&canonical.signed_info, &canonical.signature_value)?;
    signer.check_chain(trust, policy.at)?;
    let signed = std::str::from_utf8(&canonical.list).map_err(|error| ReadError::NotUtf8(error.valid_up_to()))?;
    let list = read::liste(&read::parse(signed)?)?;
    let remarks = policy.examine(&list, &signer.subject, trust)?;
    Ok(Verified {
        list,
        signer_subject: signer.subject,
        signer_names: signer.names,
        signer_not_after: signer.not_after,
        remarks,
    })
}
