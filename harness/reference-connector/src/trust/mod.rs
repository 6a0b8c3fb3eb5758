// SPDX-License-Identifier: EUPL-1.2
//! The trust in IGC Santé: anchors, intermediates, revocation lists and path validation.

mod crl;
mod key_purpose;
#[cfg(test)]
mod tests;

use std::{path::Path, time::Duration};

use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime, pem::PemObject};
use webpki::{EndEntityCert, KeyUsage, RevocationOptionsBuilder};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, time::ASN1Time};

pub(crate) use self::{crl::CrlError, key_purpose::KeyPurpose};
use crate::{config::Config, error::StartError, mutation::Mutation, trust::crl::CrlStore};

/// The parts of path validation that a mutation leaves out; none by default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SkippedChecks {
    pub(crate) authority: bool,
    pub(crate) validity: bool,
    pub(crate) revocation: bool,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ValidationError {
    #[error("the certificate path is not valid: {0}")]
    Path(webpki::Error),
    #[error("the certificate cannot be read")]
    Unreadable,
    #[error("the certificate is outside its validity")]
    Validity,
    #[error("the key usage forbids digital signatures")]
    KeyUsage,
    #[error("the certificate is not meant for {0:?}")]
    Purpose(KeyPurpose),
}

/// Anchors and intermediates read once, and revocation lists replaced while running.
#[derive(Debug)]
pub(crate) struct TrustStore {
    roots: Vec<CertificateDer<'static>>,
    anchors: Vec<TrustAnchor<'static>>,
    intermediates: Vec<CertificateDer<'static>>,
    crls: CrlStore,
}

/// One path to validate.
struct CandidatePath<'a> {
    leaf: &'a CertificateDer<'a>,
    intermediates: &'a [CertificateDer<'a>],
    purpose: KeyPurpose,
    time: UnixTime,
    checks_revocation: bool,
}

/// Reads every certificate of a PEM file.
///
/// # Errors
/// The file cannot be read, is not PEM, or holds no certificate.
pub(crate) fn certificates_of(path: &Path) -> Result<Vec<CertificateDer<'static>>, StartError> {
    let refusal = |reason: String| StartError::Pem { path: path.to_owned(), reason };
    let certificates: Vec<_> =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect).map_err(|error| refusal(error.to_string()))?;
    if certificates.is_empty() {
        return Err(refusal("no certificate in this file".to_owned()));
    }
    Ok(certificates)
}

impl SkippedChecks {
    /// The checks left out for a peer that sends.
    pub(crate) fn inbound(config: &Config) -> SkippedChecks {
        SkippedChecks {
            authority: config.breaks(Mutation::TrustsAnyAuthorityInbound),
            validity: config.breaks(Mutation::AcceptsExpiredClient),
            revocation: config.breaks(Mutation::IgnoresRevocationInbound) || config.breaks(Mutation::NeverFetchesCrl),
        }
    }

    /// The checks left out for a peer that receives.
    pub(crate) fn outbound(config: &Config) -> SkippedChecks {
        SkippedChecks {
            authority: config.breaks(Mutation::TrustsAnyAuthorityOutbound),
            validity: config.breaks(Mutation::AcceptsExpiredPeer),
            revocation: config.breaks(Mutation::IgnoresRevocationOutbound) || config.breaks(Mutation::NeverFetchesCrl),
        }
    }
}

impl TrustStore {
    /// Reads the anchors; certificates of either file that are not self-issued are intermediates.
    ///
    /// # Errors
    /// A file is not a PEM file of certificates, or the anchors' file holds no root.
    pub(crate) fn load(anchors: &Path, own_chain: &[CertificateDer<'static>]) -> Result<TrustStore, StartError> {
        let refusal = |reason: &str| StartError::Pem { path: anchors.to_owned(), reason: reason.to_owned() };
        let mut store = TrustStore { roots: vec![], anchors: vec![], intermediates: vec![], crls: CrlStore::default() };
        for certificate in certificates_of(anchors)? {
            match is_self_issued(&certificate) {
                Some(true) => {
                    let anchor = webpki::anchor_from_trusted_cert(&certificate)
                        .map_err(|error| refusal(&error.to_string()))?
                        .to_owned();
                    store.anchors.push(anchor);
                    store.roots.push(certificate);
                }
                Some(false) => store.intermediates.push(certificate),
                None => return Err(refusal("a certificate cannot be read")),
            }
        }
        if store.anchors.is_empty() {
            return Err(refusal("no root certificate in this file"));
        }
        store.intermediates.extend(own_chain.iter().skip(1).cloned());
        Ok(store)
    }

    /// The trust anchors.
    pub(crate) fn anchors(&self) -> &[TrustAnchor<'static>] {
        &self.anchors
    }

    /// Validates a certificate now: path to an anchor, validity, revocation at both levels, usage.
    ///
    /// # Errors
    /// The first check that fails.
    pub(crate) fn verify(
        &self,
        leaf: &CertificateDer<'_>,
        presented: &[CertificateDer<'_>],
        purpose: KeyPurpose,
        skipped: SkippedChecks,
    ) -> Result<(), ValidationError> {
        let now = UnixTime::now();
        let (_, parsed) = X509Certificate::from_der(leaf).map_err(|_| ValidationError::Unreadable)?;
        // RFC 5280 §4.2.1.3: TLS and XML signatures both need it, and webpki does not check it.
        if let Ok(Some(usage)) = parsed.key_usage()
            && !usage.value.digital_signature()
        {
            return Err(ValidationError::KeyUsage);
        }
        // webpki also accepts a leaf without an extended key usage.
        if !purpose.is_listed_by(&parsed) {
            return Err(ValidationError::Purpose(purpose));
        }
        let time = if skipped.validity { nearest_valid_time(&parsed, now) } else { now };
        let intermediates: Vec<_> = presented.iter().chain(&self.intermediates).cloned().collect();
        let checks_revocation = !skipped.revocation;
        let path = CandidatePath { leaf, intermediates: &intermediates, purpose, time, checks_revocation };
        match self.verify_path(&path) {
            Err(ValidationError::Path(error)) if skipped.authority && concerns_authority(&error) => {
                // Without a path, only the dates of the leaf itself are left to check.
                if nearest_valid_time(&parsed, now) == now { Ok(()) } else { Err(ValidationError::Validity) }
            }
            verified => verified,
        }
    }

    fn verify_path(&self, path: &CandidatePath<'_>) -> Result<(), ValidationError> {
        let crls = if path.checks_revocation { self.crls.unexpired() } else { vec![] };
        let lists: Vec<_> = crls.iter().map(|crl| crl.list()).collect();
        // `unexpired` compares with the present time, because `path.time` may be a mutation's.
        let revocation = RevocationOptionsBuilder::new(&lists).ok().map(RevocationOptionsBuilder::build);
        let usage = KeyUsage::required_if_present(path.purpose.oid());
        let algorithms = rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms.all;
        let CandidatePath { leaf, intermediates, time, .. } = *path;
        EndEntityCert::try_from(leaf)
            .and_then(|leaf| {
                leaf.verify_for_usage(algorithms, &self.anchors, intermediates, time, usage, revocation, None).map(drop)
            })
            .map_err(ValidationError::Path)?;
        // webpki skips revocation when there is no list; an unknown status is refused here.
        if lists.is_empty() && path.checks_revocation {
            return Err(ValidationError::Path(webpki::Error::UnknownRevocationStatus));
        }
        Ok(())
    }

    /// Offers a downloaded CRL; it replaces the one of the same URL if it is valid and not older.
    ///
    /// # Errors
    /// The reason why the one in use stays.
    pub(crate) fn offer_crl(&self, url: &str, der: &[u8]) -> Result<(), CrlError> {
        self.crls.offer(url, der, self.roots.iter().chain(&self.intermediates))
    }

    /// Whether a CRL of that URL was accepted.
    pub(crate) fn has_crl(&self, url: &str) -> bool {
        self.crls.contains(url)
    }
}

/// Whether subject and issuer are the same name; `None` if the certificate cannot be read.
fn is_self_issued(certificate: &CertificateDer<'_>) -> Option<bool> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(parsed.subject().as_raw() == parsed.issuer().as_raw())
}

/// Whether the error comes from the issuers of a certificate rather than from the certificate itself.
fn concerns_authority(error: &webpki::Error) -> bool {
    use webpki::Error as Path;
    matches!(
        error,
        Path::UnknownIssuer
            | Path::InvalidSignatureForPublicKey
            | Path::EndEntityUsedAsCa
            | Path::CaUsedAsEndEntity
            | Path::PathLenConstraintViolated
    )
}

/// The time nearest to now at which the certificate is valid.
fn nearest_valid_time(certificate: &X509Certificate<'_>, now: UnixTime) -> UnixTime {
    let seconds = |time: ASN1Time| u64::try_from(time.timestamp()).unwrap_or(0);
    let (first, last) = (seconds(certificate.validity().not_before), seconds(certificate.validity().not_after));
    let nearest = now.as_secs().min(last).max(first);
    UnixTime::since_unix_epoch(Duration::from_secs(nearest))
}
