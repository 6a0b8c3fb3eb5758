// SPDX-License-Identifier: EUPL-1.2
//! Signatures in CMS (RFC 5652) of one signer with RSA and signed attributes: detached ones, which are made here with
//! SHA-256, and those that enclose what they sign, as time stamp tokens do.
//!
//! What `openssl cms -sign -binary -md sha256` makes is read as well.

mod attributes;
mod form;

use aws_lc_rs::digest::{SHA256, SHA384, SHA512, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PKCS1_SHA256,
    RsaKeyPair, RsaParameters,
};
use form::Parts;
pub(super) use form::read_algorithm;
use rustls_pki_types::CertificateDer;
use time::OffsetDateTime;
use x509_parser::prelude::{FromDer, X509Certificate};
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Error, ASN1ErrorKind, ASN1Result, parse_der};

const SIGNED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 2];
const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];

/// Who signs: a chain, leaf first, and the leaf's private key in PKCS#8.
pub struct Signer<'s> {
    /// Certificates that go along, the signer's own first.
    pub chain: &'s [CertificateDer<'static>],
    /// The signer's private key, PKCS#8 in DER.
    pub key: &'s [u8],
}

/// What a signature holds once it was found to be that of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The signer's certificate.
    pub certificate: CertificateDer<'static>,
    /// The others that came along.
    pub others: Vec<CertificateDer<'static>>,
    /// As the signer states it: nobody vouches for it.
    pub signing_time: Option<OffsetDateTime>,
}

/// Why there is no valid signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    /// The signer's certificate cannot be read.
    #[error("the signer's certificate cannot be read: {0}")]
    Certificate(String),
    /// The private key cannot sign.
    #[error("the private key is not an RSA key in PKCS#8: {0}")]
    Key(String),
    /// The private key does not belong to the certificate.
    #[error("the private key does not belong to the certificate")]
    OtherKey,
    /// Not a SignedData as this program writes or reads it (RFC 5652 §5).
    #[error("it is not a CMS signature of one signer with RSA and SHA-256, SHA-384 or SHA-512: {0}")]
    Form(String),
    /// The content was changed: its digest is another.
    #[error("the signature is of another content")]
    Digest,
    /// The signature does not verify.
    #[error("the signature was not made by the certificate that it names")]
    Signature,
}

/// The digests that a signer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub const ALL: [Hash; 3] = [Hash::Sha256, Hash::Sha384, Hash::Sha512];

    /// Its identifier, and that of RSA signatures over it.
    fn oids(self) -> (&'static [u64], &'static [u64]) {
        match self {
            Hash::Sha256 => (&[2, 16, 840, 1, 101, 3, 4, 2, 1], &[1, 2, 840, 113_549, 1, 1, 11]),
            Hash::Sha384 => (&[2, 16, 840, 1, 101, 3, 4, 2, 2], &[1, 2, 840, 113_549, 1, 1, 12]),
            Hash::Sha512 => (&[2, 16, 840, 1, 101, 3, 4, 2, 3], &[1, 2, 840, 113_549, 1, 1, 13]),
        }
    }

    pub fn oid(self) -> ObjectIdentifier {
        oid(self.oids().0)
    }

    pub fn of(self, octets: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Hash::Sha256 => &SHA256,
            Hash::Sha384 => &SHA384,
            Hash::Sha512 => &SHA512,
        };
        digest(algorithm, octets).as_ref().to_vec()
    }

    fn rsa(self) -> &'static RsaParameters {
        match self {
            Hash::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
            Hash::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
            Hash::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
        }
    }
}

pub(super) fn form(error: ASN1Error) -> CmsError {
    CmsError::Form(error.to_string())
}

pub(super) fn invalid() -> ASN1Error {
    ASN1Error::new(ASN1ErrorKind::Invalid)
}

pub(super) fn demand(holds: bool) -> ASN1Result<()> {
    holds.then_some(()).ok_or_else(invalid)
}

pub(super) fn oid(arcs: &[u64]) -> ObjectIdentifier {
    ObjectIdentifier::from_slice(arcs)
}

pub(super) fn read_certificate(der: &[u8]) -> Result<X509Certificate<'_>, CmsError> {
    X509Certificate::from_der(der).map(|(_, read)| read).map_err(|error| CmsError::Certificate(error.to_string()))
}

/// Signs a content, which stays outside.
///
/// # Errors
/// The key is of another kind, or is not the certificate's.
pub fn sign(content: &[u8], signer: &Signer<'_>, at: OffsetDateTime) -> Result<Vec<u8>, CmsError> {
    let leaf = signer.chain.first().ok_or_else(|| CmsError::Certificate("there is none".into()))?;
    let certificate = read_certificate(leaf)?;
    let key = RsaKeyPair::from_pkcs8(signer.key).map_err(|error| CmsError::Key(error.to_string()))?;
    if certificate.public_key().subject_public_key.data.as_ref() != key.public_key().as_ref() {
        return Err(CmsError::OtherKey);
    }
    let attributes = attributes::made(content, signer.chain, at);
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &form::set_of(&attributes), &mut signature)
        .map_err(|error| CmsError::Key(error.to_string()))?;
    Ok(Parts::detached(signer.chain, &certificate, attributes, signature).encode())
}

/// Finds out whether a signature is that of a content, and whose.
///
/// # Errors
/// Any doubt: another form, another content, another key.
pub fn verify(signature: &[u8], content: &[u8]) -> Result<Signed, CmsError> {
    let parts = parse_der(signature, Parts::read).map_err(form)?;
    let detached = parts.kind == oid(DATA) && parts.content.is_none();
    detached.then_some(()).ok_or_else(|| CmsError::Form("it is not detached".into()))?;
    let (signed, bound) = parts.verify(content)?;
    // What the signer bound must be there whole, and nothing beside it.
    if !bound.is_empty() {
        let whole = bound.len() == parts.certificates.len() && parts.certificates.iter().all(|c| bound.contain(c));
        reached(whole && parts.encode() == signature)?;
    }
    Ok(signed)
}

/// Finds out what a signature encloses, and whose it is; nothing in it may lie beyond the reach of the signature.
///
/// # Errors
/// Any doubt: another kind of content, a certificate that the signer did not bind, another form.
pub fn verify_enclosing(token: &[u8], kind: &[u64]) -> Result<(Signed, Vec<u8>), CmsError> {
    let (parts, signed) = enclosing(token, kind)?;
    reached(parts.encode() == token)?;
    Ok((signed, parts.content.unwrap_or_default()))
}

/// The same signature without what it does not reach: unsigned attributes, certificates that the signer did not bind.
///
/// # Errors
/// Those of [`verify_enclosing`].
pub fn bound_only(token: &[u8], kind: &[u64]) -> Result<Vec<u8>, CmsError> {
    enclosing(token, kind).map(|(parts, _)| parts.encode())
}

/// A token whose signature holds, with its bound certificates alone.
fn enclosing(token: &[u8], kind: &[u64]) -> Result<(Parts, Signed), CmsError> {
    let mut parts = parse_der(token, Parts::read).map_err(form)?;
    let content = parts.content.clone().filter(|_| parts.kind == oid(kind));
    let content = content.ok_or_else(|| CmsError::Form("it encloses something else".into()))?;
    let (mut signed, bound) = parts.verify(&content)?;
    // RFC 3161 §2.4.2: the signer's own certificate must be named in what it signs.
    reached(bound.contain(&signed.certificate))?;
    parts.certificates.retain(|certificate| bound.contain(certificate));
    signed.others.retain(|certificate| bound.contain(certificate));
    Ok((parts, signed))
}

fn reached(holds: bool) -> Result<(), CmsError> {
    let beyond = || CmsError::Form("it was changed where the signature does not reach".into());
    holds.then_some(()).ok_or_else(beyond)
}
