// SPDX-License-Identifier: EUPL-1.2
use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rustls_pki_types::{CertificateDer, UnixTime};
use time::OffsetDateTime;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, ExpirationPolicy, KeyUsage, RevocationOptionsBuilder};
use x509_parser::error::X509Error;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{Refusal, Trust};
use crate::dn::Dn;
use crate::generation;

/// The content octets of `id-kp-emailProtection`, the one purpose of a signing certificate.
const EMAIL_PROTECTION: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 4];

const NO_PURPOSE: &str = "it lacks the purpose e-mail protection";

/// The certificate that a signature carries.
pub(super) struct Signer<'a> {
    der: CertificateDer<'a>,
    public_key: Vec<u8>,
    /// Why the certificate is not one for signing documents, if it is not.
    unfit: Option<&'static str>,
    not_before: OffsetDateTime,
    pub(super) subject: Dn,
    pub(super) names: Vec<String>,
    pub(super) not_after: OffsetDateTime,
}

impl<'a> Signer<'a> {
    pub(super) fn read(der: &'a [u8]) -> Result<Signer<'a>, Refusal> {
        let refused = |why: String| Refusal::Certificate(why);
        let (rest, certificate) = X509Certificate::from_der(der).map_err(|error| refused(error.to_string()))?;
        if !rest.is_empty() {
            return Err(refused("bytes follow it".into()));
        }
        let unfit = unfit(&certificate).map_err(|error| refused(error.to_string()))?;
        let names = certificate.subject_alternative_name().map_err(|error| refused(error.to_string()))?;
        let names = names.map(|extension| &extension.value.general_names).into_iter().flatten();
        Ok(Signer {
            der: CertificateDer::from(der),
            public_key: certificate.public_key().subject_public_key.data.to_vec(),
            unfit,
            subject: Dn::of_name(certificate.subject()).map_err(|error| refused(error.to_string()))?,
            names: names.filter_map(printable).collect(),
            not_before: certificate.validity().not_before.to_datetime(),
            not_after: certificate.validity().not_after.to_datetime(),
        })
    }

    pub(super) fn check_signature(&self, signed_info: &[u8], value: &[u8]) -> Result<(), Refusal> {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.public_key);
        key.verify(signed_info, value).map_err(|_| Refusal::Signature)
    }

    /// Follows the chain to an anchor at a date, and asks for the purpose of a signing certificate.
    ///
    /// Given any revocation list, it asks for the status of the whole chain: an authority without a list of its own
    /// leaves the status unknown, and the unknown is refused.
    pub(super) fn check_chain(&self, trust: &Trust, at: OffsetDateTime) -> Result<(), Refusal> {
        let instant = UnixTime::since_unix_epoch(Duration::from_secs(seconds(at)));
        let crls: Vec<_> = trust.crls_of(at).collect();
        let revocation = RevocationOptionsBuilder::new(&crls).ok();
        let revocation = revocation.map(|options| options.with_expiration_policy(ExpirationPolicy::Enforce).build());
        let leaf = EndEntityCert::try_from(&self.der).map_err(|error| self.refusal(&error))?;
        let anchors = trust.webpki_anchors();
        // “If present”, because webpki asks the authorities too, which state no purpose; `unfit` asks the leaf.
        let purpose = KeyUsage::required_if_present(EMAIL_PROTECTION);
        leaf.verify_for_usage(
            ALL_VERIFICATION_ALGS,
            &anchors,
            &trust.intermediates,
            instant,
            purpose,
            revocation,
            None,
        )
        .map_err(|error| self.refusal(&error))?;
        if crls.is_empty() && !trust.crls.is_empty() {
            return Err(self.unknown("every revocation list given is of a later date"));
        }
        match self.unfit {
            None => Ok(()),
            Some(why) => Err(Refusal::SignerPurpose { subject: self.subject.to_string(), why: why.into() }),
        }
    }

    fn unknown(&self, why: &str) -> Refusal {
        Refusal::RevocationUnknown { subject: self.subject.to_string(), why: why.to_owned() }
    }

    /// Puts an error of path validation in our words; dates are only blamed on the signer when they are the signer's.
    fn refusal(&self, error: &webpki::Error) -> Refusal {
        let subject = self.subject.to_string();
        match error {
            webpki::Error::CertExpired { not_after, .. } if not_after.as_secs() == seconds(self.not_after) => {
                Refusal::SignerExpired { subject, not_after: generation::written(self.not_after) }
            }
            webpki::Error::CertNotValidYet { not_before, .. } if not_before.as_secs() == seconds(self.not_before) => {
                Refusal::SignerNotYetValid { subject, not_before: generation::written(self.not_before) }
            }
            webpki::Error::CertRevoked => Refusal::SignerRevoked { subject },
            webpki::Error::UnknownRevocationStatus => self.unknown("no CRL of an authority of its chain is given"),
            webpki::Error::CrlExpired { next_update, .. } => {
                self.unknown(&format!("the CRL ended on {}", instant_of(*next_update)))
            }
            webpki::Error::InvalidCrlSignatureForPublicKey => self.unknown("the CRL was not signed by its authority"),
            webpki::Error::RequiredEkuNotFoundContext(_) => Refusal::SignerPurpose { subject, why: NO_PURPOSE.into() },
            webpki::Error::UnknownIssuer => {
                Refusal::SignerUntrusted { subject, why: "no chain leads to a trust anchor".into() }
            }
            other => Refusal::SignerUntrusted { subject, why: other.to_string() },
        }
    }
}

/// Holds a certificate against the profile S/MIME SIGN: purpose e-mail protection, key usage for signatures.
fn unfit(certificate: &X509Certificate<'_>) -> Result<Option<&'static str>, X509Error> {
    let purpose = certificate.extended_key_usage()?.is_some_and(|purposes| purposes.value.email_protection);
    let usage = certificate.key_usage()?;
    let signs = usage.is_some_and(|usage| usage.value.digital_signature() || usage.value.non_repudiation());
    Ok(match (purpose, signs) {
        (false, _) => Some(NO_PURPOSE),
        (true, false) => Some("its key usage forbids signatures"),
        (true, true) => None,
    })
}

fn seconds(date: OffsetDateTime) -> u64 {
    date.unix_timestamp().max(0).unsigned_abs()
}

fn instant_of(time: UnixTime) -> String {
    let date = i64::try_from(time.as_secs()).ok().and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    date.map(generation::written).unwrap_or_default()
}

fn printable(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::RFC822Name(text) | GeneralName::DNSName(text) => Some((*text).to_owned()),
        _ => None,
    }
}
