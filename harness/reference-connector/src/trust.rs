// SPDX-License-Identifier: EUPL-1.2
//! The trust in IGC Santé: anchors, intermediates, revocation lists, and the one path validation.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime, pem::PemObject};
use webpki::{CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList, RevocationOptionsBuilder};
use x509_parser::{
    certificate::X509Certificate, prelude::FromDer, revocation_list::CertificateRevocationList, time::ASN1Time,
};

use crate::error::StartError;

/// How far in the future a CRL may be dated: clocks differ a little.
const CLOCK_SKEW_SECONDS: i64 = 300;

/// What a certificate is asked to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A peer that receives mail.
    ServerAuth,
    /// A peer that sends mail.
    ClientAuth,
    /// The signer of the liste blanche.
    EmailProtection,
}

/// The parts of path validation that a mutation leaves out; none by default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leniency {
    pub(crate) authority: bool,
    pub(crate) validity: bool,
    pub(crate) revocation: bool,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Distrust {
    #[error("the certificate path is not valid: {0}")]
    Path(webpki::Error),
    #[error("the certificate cannot be read")]
    Unreadable,
    #[error("the certificate is outside its validity")]
    Validity,
    #[error("the key usage forbids digital signatures")]
    KeyUsage,
    #[error("the certificate is not meant for {0:?}")]
    Purpose(Purpose),
}

/// Why a downloaded CRL does not replace the one in use.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CrlRejection {
    #[error("it cannot be read")]
    Unreadable,
    #[error("no known authority signed it")]
    Signature,
    #[error("it is expired, or dated in the future")]
    Date,
    #[error("it is older than the one in use")]
    Older,
}

/// Anchors and intermediates read once, revocation lists replaced while running.
#[derive(Debug)]
pub(crate) struct Trust {
    roots: Vec<CertificateDer<'static>>,
    anchors: Vec<TrustAnchor<'static>>,
    intermediates: Vec<CertificateDer<'static>>,
    crls: RwLock<BTreeMap<String, Arc<Crl>>>,
}

/// One accepted revocation list; times in seconds since 1970.
#[derive(Debug)]
struct Crl {
    list: CertRevocationList<'static>,
    this_update: i64,
    next_update: i64,
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

impl Trust {
    /// Reads the anchors; certificates of either file that are not self-issued are intermediates.
    ///
    /// # Errors
    /// A file is not a PEM file of certificates, or the anchors' file holds no root.
    pub(crate) fn load(anchors: &Path, own_chain: &[CertificateDer<'static>]) -> Result<Trust, StartError> {
        let refusal = |reason: &str| StartError::Pem { path: anchors.to_owned(), reason: reason.to_owned() };
        let mut trust = Trust { roots: vec![], anchors: vec![], intermediates: vec![], crls: RwLock::default() };
        for certificate in certificates_of(anchors)? {
            match self_issued(&certificate) {
                Some(true) => {
                    let anchor = webpki::anchor_from_trusted_cert(&certificate)
                        .map_err(|error| refusal(&error.to_string()))?
                        .to_owned();
                    trust.anchors.push(anchor);
                    trust.roots.push(certificate);
                }
                Some(false) => trust.intermediates.push(certificate),
                None => return Err(refusal("a certificate cannot be read")),
            }
        }
        if trust.anchors.is_empty() {
            return Err(refusal("no root certificate in this file"));
        }
        trust.intermediates.extend(own_chain.iter().skip(1).cloned());
        Ok(trust)
    }

    /// The trust anchors, for validations that need nothing but them.
    pub(crate) fn anchors(&self) -> &[TrustAnchor<'static>] {
        &self.anchors
    }

    /// Validates a certificate now: path to an anchor, validity, revocation at both levels, usage.
    ///
    /// # Errors
    /// The first reason found not to trust it.
    pub(crate) fn verify(
        &self,
        leaf: &CertificateDer<'_>,
        presented: &[CertificateDer<'_>],
        purpose: Purpose,
        leniency: Leniency,
    ) -> Result<(), Distrust> {
        let now = UnixTime::now();
        let (_, parsed) = X509Certificate::from_der(leaf).map_err(|_| Distrust::Unreadable)?;
        // RFC 5280 §4.2.1.3: TLS and XML signatures both need it, and webpki does not look.
        if let Ok(Some(usage)) = parsed.key_usage()
            && !usage.value.digital_signature()
        {
            return Err(Distrust::KeyUsage);
        }
        // webpki would also accept a leaf that does not say what it is for.
        if !purpose.fits(&parsed) {
            return Err(Distrust::Purpose(purpose));
        }
        let time = if leniency.validity { inside_validity(&parsed, now) } else { now };
        let intermediates: Vec<_> = presented.iter().chain(&self.intermediates).cloned().collect();
        match self.verify_path(leaf, &intermediates, purpose, (time, leniency)) {
            Err(Distrust::Path(error)) if leniency.authority && concerns_authority(&error) => {
                // Nobody vouches for it, so only its own dates are left to look at.
                if inside_validity(&parsed, now) == now { Ok(()) } else { Err(Distrust::Validity) }
            }
            verdict => verdict,
        }
    }

    fn verify_path(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        purpose: Purpose,
        (time, leniency): (UnixTime, Leniency),
    ) -> Result<(), Distrust> {
        let crls = if leniency.revocation { vec![] } else { self.unexpired_crls() };
        let lists: Vec<_> = crls.iter().map(|crl| &crl.list).collect();
        // Expired lists are already left out; `time` may be a mutation's, not now.
        let revocation = RevocationOptionsBuilder::new(&lists).ok().map(RevocationOptionsBuilder::build);
        let usage = KeyUsage::required_if_present(purpose.oid());
        let algorithms = rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms.all;
        EndEntityCert::try_from(leaf)
            .and_then(|leaf| {
                leaf.verify_for_usage(algorithms, &self.anchors, intermediates, time, usage, revocation, None).map(drop)
            })
            .map_err(Distrust::Path)?;
        // Without any list webpki would not ask: an unknown status is a refusal all the same.
        if lists.is_empty() && !leniency.revocation {
            return Err(Distrust::Path(webpki::Error::UnknownRevocationStatus));
        }
        Ok(())
    }

    /// Offers a downloaded CRL; it replaces the one of the same URL if it is sound and not older.
    ///
    /// # Errors
    /// The reason why the one in use stays.
    pub(crate) fn offer_crl(&self, url: &str, der: &[u8]) -> Result<(), CrlRejection> {
        let (_, parsed) = CertificateRevocationList::from_der(der).map_err(|_| CrlRejection::Unreadable)?;
        if !self.roots.iter().chain(&self.intermediates).any(|issuer| signed_by(&parsed, issuer)) {
            return Err(CrlRejection::Signature);
        }
        let owned = OwnedCertRevocationList::from_der(der).map_err(|_| CrlRejection::Unreadable)?;
        let next_update = parsed.next_update().ok_or(CrlRejection::Unreadable)?.timestamp();
        let this_update = parsed.last_update().timestamp();
        let now = ASN1Time::now().timestamp();
        if next_update <= now || this_update > now + CLOCK_SKEW_SECONDS {
            return Err(CrlRejection::Date);
        }
        let mut crls = self.crls.write().unwrap_or_else(PoisonError::into_inner);
        if crls.get(url).is_some_and(|current| current.this_update > this_update) {
            return Err(CrlRejection::Older);
        }
        crls.insert(url.to_owned(), Arc::new(Crl { list: owned.into(), this_update, next_update }));
        Ok(())
    }

    /// Whether a CRL of that URL was accepted.
    pub(crate) fn has_crl(&self, url: &str) -> bool {
        self.crls.read().unwrap_or_else(PoisonError::into_inner).contains_key(url)
    }

    fn unexpired_crls(&self) -> Vec<Arc<Crl>> {
        let now = ASN1Time::now().timestamp();
        let crls = self.crls.read().unwrap_or_else(PoisonError::into_inner);
        crls.values().filter(|crl| crl.next_update > now).cloned().collect()
    }
}

impl Purpose {
    /// The extended key usage, as the content of its DER encoding (RFC 5280 §4.2.1.12).
    fn oid(self) -> &'static [u8] {
        match self {
            Purpose::ServerAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 1],
            Purpose::ClientAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 2],
            Purpose::EmailProtection => &[0x2b, 6, 1, 5, 5, 7, 3, 4],
        }
    }

    /// Whether the certificate says that it is meant for this.
    fn fits(self, certificate: &X509Certificate<'_>) -> bool {
        let usage = certificate.extended_key_usage().ok().flatten();
        usage.is_some_and(|usage| match self {
            Purpose::ServerAuth => usage.value.server_auth,
            Purpose::ClientAuth => usage.value.client_auth,
            Purpose::EmailProtection => usage.value.email_protection,
        })
    }
}

fn self_issued(certificate: &CertificateDer<'_>) -> Option<bool> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(parsed.subject().as_raw() == parsed.issuer().as_raw())
}

fn signed_by(crl: &CertificateRevocationList<'_>, issuer: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(issuer).is_ok_and(|(_, issuer)| {
        issuer.subject().as_raw() == crl.issuer().as_raw() && crl.verify_signature(issuer.public_key()).is_ok()
    })
}

/// The errors that a certificate meets because of who issued it.
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
fn inside_validity(certificate: &X509Certificate<'_>, now: UnixTime) -> UnixTime {
    let seconds = |time: ASN1Time| u64::try_from(time.timestamp()).unwrap_or(0);
    let (first, last) = (seconds(certificate.validity().not_before), seconds(certificate.validity().not_after));
    let nearest = now.as_secs().min(last).max(first);
    UnixTime::since_unix_epoch(std::time::Duration::from_secs(nearest))
}

#[cfg(test)]
mod tests {
    use rcgen::{ExtendedKeyUsagePurpose, KeyUsagePurpose};
    use time::{Duration, OffsetDateTime};

    use super::*;
    use crate::testing::{Leaf, Pki};

    const NAME: [&str; 2] = ["C=FR", "CN=mss.a.test"];
    const STRICT: Leniency = Leniency { authority: false, validity: false, revocation: false };

    fn trust(pki: &Pki, revoked: &[u64]) -> Trust {
        let trust = pki.trust();
        trust.offer_crl("racine", &pki.root_crl(false)).unwrap();
        trust.offer_crl("organisations", &pki.crl(revoked, OffsetDateTime::now_utc())).unwrap();
        trust
    }

    fn client(trust: &Trust, leaf: &Leaf, leniency: Leniency) -> Result<(), Distrust> {
        trust.verify(&leaf.der, &[], Purpose::ClientAuth, leniency)
    }

    #[test]
    fn a_valid_leaf_is_trusted_without_presenting_the_known_intermediate() {
        let pki = Pki::new();
        assert_eq!(client(&trust(&pki, &[]), &pki.leaf(&NAME), STRICT), Ok(()));
    }

    #[test]
    fn expired_leaf_is_refused_by_webpki() {
        let pki = Pki::new();
        let leaf = pki.leaf_with(&NAME, |leaf| leaf.not_after = OffsetDateTime::now_utc() - Duration::SECOND);
        let verdict = client(&trust(&pki, &[]), &leaf, STRICT);
        assert!(matches!(verdict, Err(Distrust::Path(webpki::Error::CertExpired { .. }))), "{verdict:?}");
    }

    #[test]
    fn wrong_usages_are_refused_even_when_absent() {
        let pki = Pki::new();
        let purposes = |purposes: &[ExtendedKeyUsagePurpose]| {
            pki.leaf_with(&NAME, |leaf| leaf.extended_key_usages = purposes.to_vec())
        };
        for wrong in
            [purposes(&[]), purposes(&[ExtendedKeyUsagePurpose::Any]), purposes(&[ExtendedKeyUsagePurpose::ServerAuth])]
        {
            assert_eq!(client(&trust(&pki, &[]), &wrong, STRICT), Err(Distrust::Purpose(Purpose::ClientAuth)));
        }
        let no_signature = pki.leaf_with(&NAME, |leaf| leaf.key_usages = vec![KeyUsagePurpose::ContentCommitment]);
        assert_eq!(client(&trust(&pki, &[]), &no_signature, STRICT), Err(Distrust::KeyUsage));
    }

    #[test]
    fn revocation_is_checked_at_both_levels() {
        let pki = Pki::new();
        let leaf = pki.leaf(&NAME);
        let revoked = Err(Distrust::Path(webpki::Error::CertRevoked));
        assert_eq!(client(&trust(&pki, &[leaf.serial]), &leaf, STRICT), revoked);
        let trust = trust(&pki, &[]);
        trust.offer_crl("racine", &pki.root_crl(true)).unwrap();
        assert_eq!(client(&trust, &leaf, STRICT), revoked);
    }

    #[test]
    fn an_unknown_revocation_status_is_a_refusal() {
        let pki = Pki::new();
        let trust = pki.trust();
        let unknown = Err(Distrust::Path(webpki::Error::UnknownRevocationStatus));
        assert_eq!(client(&trust, &pki.leaf(&NAME), STRICT), unknown);
        trust.offer_crl("racine", &pki.root_crl(false)).unwrap();
        assert_eq!(client(&trust, &pki.leaf(&NAME), STRICT), unknown);
    }

    #[test]
    fn a_worse_crl_never_replaces_the_one_in_use() {
        let pki = Pki::new();
        let leaf = pki.leaf(&NAME);
        let trust = trust(&pki, &[leaf.serial]);
        let now = OffsetDateTime::now_utc();
        let offer = |der: &[u8]| trust.offer_crl("organisations", der);
        assert_eq!(offer(b"<html>"), Err(CrlRejection::Unreadable));
        assert_eq!(offer(&Pki::new().crl(&[], now)), Err(CrlRejection::Signature));
        assert_eq!(offer(&pki.crl(&[], now - Duration::days(2))), Err(CrlRejection::Date));
        assert_eq!(offer(&pki.crl(&[], now + Duration::HOUR)), Err(CrlRejection::Date));
        assert_eq!(offer(&pki.crl(&[], now - Duration::HOUR)), Err(CrlRejection::Older));
        assert_eq!(client(&trust, &leaf, STRICT), Err(Distrust::Path(webpki::Error::CertRevoked)));
    }

    #[test]
    fn each_leniency_forgives_its_own_fault_and_no_other() {
        let pki = Pki::new();
        let past = OffsetDateTime::now_utc() - Duration::HOUR;
        let revoked = pki.leaf(&NAME);
        let trust = trust(&pki, &[revoked.serial]);
        let faulty = [
            (Leniency { authority: true, ..STRICT }, Pki::new().leaf(&NAME)),
            (Leniency { validity: true, ..STRICT }, pki.leaf_with(&NAME, |leaf| leaf.not_after = past)),
            (Leniency { revocation: true, ..STRICT }, revoked),
        ];
        for (given, (leniency, _)) in faulty.iter().enumerate() {
            for (met, (_, leaf)) in faulty.iter().enumerate() {
                assert_eq!(client(&trust, leaf, *leniency).is_ok(), given == met, "{leniency:?}");
            }
        }
        let expired_stranger = Pki::new().leaf_with(&NAME, |leaf| leaf.not_after = past);
        assert!(client(&trust, &expired_stranger, Leniency { authority: true, ..STRICT }).is_err());
    }
}
