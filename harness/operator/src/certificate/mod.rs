// SPDX-License-Identifier: EUPL-1.2
//! Holds a certificate against what certificates of IGC Santé look like and against the DN rules of Annexe 1, and says
//! line by line what differs. It compares the form: whether to trust a certificate is another question.

mod der;
mod extensions;
mod fields;
mod guess;
mod issuer;
mod names;
mod report;
#[cfg(test)]
mod tests;

pub use guess::Kind;
pub use report::report;

use fake_pki::{Confidence, Profile};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use x509_parser::prelude::{FromDer, X509Certificate};

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is compared, as `serial number` or `keyUsage value`.
    pub field: String,
    /// What a certificate of this kind has.
    pub expected: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// What this one has.
    pub found: String,
    /// False when it differs.
    pub ok: bool,
}

impl Line {
    fn new(field: &str, expected: impl Into<String>, confidence: Confidence, (found, ok): (String, bool)) -> Line {
        Line { field: field.to_owned(), expected: expected.into(), confidence, found, ok }
    }

    /// A comparison of two texts.
    fn equal(field: &str, expected: impl Into<String>, confidence: Confidence, found: impl Into<String>) -> Line {
        let (expected, found) = (expected.into(), found.into());
        let ok = expected == found;
        Line::new(field, expected, confidence, (found, ok))
    }
}

/// Everything compared about one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What it was compared with.
    pub kind: Kind,
    /// Whether the profile was told rather than guessed.
    pub told: bool,
    /// Whether the issuer's certificate was at hand.
    pub with_issuer: bool,
    /// Every comparison, in the order of the certificate.
    pub lines: Vec<Line>,
}

/// Why a file cannot be examined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Neither PEM nor DER.
    #[error("it holds no certificate: expected PEM (-----BEGIN CERTIFICATE-----) or DER")]
    NoCertificate,
    /// The encoding is broken.
    #[error("the certificate cannot be read: {0}")]
    Unreadable(String),
    /// More bytes than the certificate.
    #[error("{0} bytes follow the certificate")]
    Trailing(usize),
}

impl Lint {
    /// Examines the first certificate of a file; the next one, if any, is taken for its issuer.
    ///
    /// # Errors
    /// [`CertificateError`] when no certificate can be read.
    pub fn of(file: &[u8], profile: Option<Profile>) -> Result<Lint, CertificateError> {
        let chain = certificates(file)?;
        let (first, issuer) = (chain.first().ok_or(CertificateError::NoCertificate)?, chain.get(1));
        let certificate = parse(first)?;
        let issuer = issuer.map(|der| parse(der)).transpose()?;
        let kind = profile.map_or_else(|| Kind::guess(&certificate), |profile| Kind::leaf(profile, &certificate));
        let mut lines = fields::compare(&certificate, &kind);
        lines.extend(names::compare(&certificate, &kind));
        lines.extend(extensions::compare(&certificate, &kind));
        if let Some(issuer) = &issuer {
            lines.extend(issuer::compare(&certificate, issuer));
        }
        Ok(Lint { kind, told: profile.is_some(), with_issuer: issuer.is_some(), lines })
    }

    /// How many lines differ.
    pub fn differences(&self) -> usize {
        self.lines.iter().filter(|line| !line.ok).count()
    }
}

fn certificates(file: &[u8]) -> Result<Vec<CertificateDer<'_>>, CertificateError> {
    // Every certificate in DER begins with a SEQUENCE.
    if file.first() == Some(&0x30) {
        return Ok(vec![CertificateDer::from(file)]);
    }
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(file).collect();
    read.map_err(|_| CertificateError::NoCertificate)
}

fn parse<'a>(der: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, CertificateError> {
    let (rest, certificate) =
        X509Certificate::from_der(der).map_err(|error| CertificateError::Unreadable(error.to_string()))?;
    match rest.len() {
        0 => Ok(certificate),
        more => Err(CertificateError::Trailing(more)),
    }
}
