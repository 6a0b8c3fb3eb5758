// SPDX-License-Identifier: EUPL-1.2
//! Detached signatures in CMS (RFC 5652), in the one form made here: one signer, RSA with SHA-256, signed attributes.
//! What `openssl cms -sign -binary -md sha256` makes is read as well.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey};
use rustls_pki_types::CertificateDer;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};
use x509_parser::prelude::{FromDer, X509Certificate};
use yasna::models::ObjectIdentifier;
use yasna::{
    ASN1Error, ASN1ErrorKind, ASN1Result, BERReader, BERReaderSeq, DERWriter, DERWriterSeq, Tag, construct_der,
    parse_der,
};

const SIGNED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 2];
const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];
const CONTENT_TYPE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 3];
const MESSAGE_DIGEST: &[u64] = &[1, 2, 840, 113_549, 1, 9, 4];
const SIGNING_TIME: &[u64] = &[1, 2, 840, 113_549, 1, 9, 5];
/// RFC 5035 §3: binds the certificates that come along, which the signature alone does not cover.
const SIGNING_CERTIFICATE_V2: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 2, 47];
const SHA_256: &[u64] = &[2, 16, 840, 1, 101, 3, 4, 2, 1];
const RSA_ENCRYPTION: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];
const SHA256_WITH_RSA: &[u64] = &[1, 2, 840, 113_549, 1, 1, 11];

/// Who signs: a chain, leaf first, and the leaf's private key in PKCS#8.
pub struct Signer<'s> {
    pub chain: &'s [CertificateDer<'static>],
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
    #[error("the signer's certificate cannot be read: {0}")]
    Certificate(String),
    #[error("the private key is not an RSA key in PKCS#8: {0}")]
    Key(String),
    #[error("the private key does not belong to the certificate")]
    OtherKey,
    #[error("the signature file is not a CMS signature of one signer with RSA and SHA-256: {0}")]
    Form(String),
    #[error("the signature is of another content")]
    Digest,
    #[error("the signature was not made by the certificate that it names")]
    Signature,
}

const UTC_TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[year repr:last_two][month][day][hour][minute][second]Z");

fn form(error: ASN1Error) -> CmsError {
    CmsError::Form(error.to_string())
}

fn invalid() -> ASN1Error {
    ASN1Error::new(ASN1ErrorKind::Invalid)
}

fn oid(arcs: &[u64]) -> ObjectIdentifier {
    ObjectIdentifier::from_slice(arcs)
}

fn read_certificate(der: &[u8]) -> Result<X509Certificate<'_>, CmsError> {
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
    let attributes = attributes(content, signer.chain, at);
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &set_of(&attributes), &mut signature)
        .map_err(|error| CmsError::Key(error.to_string()))?;
    let chain = signer.chain.iter().map(|certificate| certificate.to_vec()).collect();
    let parts = Parts {
        certificates: chain,
        issuer: certificate.issuer().as_raw().to_vec(),
        serial: certificate.raw_serial().to_vec(),
        attributes,
        signature,
    };
    Ok(parts.encode())
}

/// The signed attributes, in the order that DER gives to a SET OF.
fn attributes(content: &[u8], chain: &[CertificateDer<'_>], at: OffsetDateTime) -> Vec<Vec<u8>> {
    let attribute = |kind: &[u64], value: &dyn Fn(DERWriter<'_>)| {
        construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_oid(&oid(kind));
                w.next().write_set(|w| value(w.next()));
            });
        })
    };
    // A date between 1950 and 2049 is written so (RFC 5652 §11.3).
    let time = at.to_offset(UtcOffset::UTC).format(UTC_TIME).unwrap_or_default();
    let certificates = |w: &mut DERWriterSeq<'_>| {
        for certificate in chain {
            w.next().write_sequence(|w| w.next().write_bytes(digest(&SHA256, certificate).as_ref()));
        }
    };
    let mut attributes = vec![
        attribute(SIGNING_CERTIFICATE_V2, &|w| w.write_sequence(|w| w.next().write_sequence(certificates))),
        attribute(CONTENT_TYPE, &|w| w.write_oid(&oid(DATA))),
        attribute(SIGNING_TIME, &|w| {
            w.write_tagged_implicit(yasna::tags::TAG_UTCTIME, |w| w.write_bytes(time.as_bytes()))
        }),
        attribute(MESSAGE_DIGEST, &|w| w.write_bytes(digest(&SHA256, content).as_ref())),
    ];
    attributes.sort();
    attributes
}

/// What is signed: the attributes as a SET OF (RFC 5652 §5.4), not under the tag that stores them.
fn set_of(attributes: &[Vec<u8>]) -> Vec<u8> {
    construct_der(|w| write_set(w, attributes))
}

fn write_set(writer: DERWriter<'_>, members: &[Vec<u8>]) {
    writer.write_set_of(|w| members.iter().for_each(|member| w.next().write_der(member)));
}

fn write_algorithm(writer: DERWriter<'_>, algorithm: &[u64]) {
    writer.write_sequence(|w| {
        w.next().write_oid(&oid(algorithm));
        w.next().write_null();
    });
}

/// Finds out whether a signature is that of a content, and whose.
///
/// # Errors
/// Any doubt: another form, another content, another key.
pub fn verify(signature: &[u8], content: &[u8]) -> Result<Signed, CmsError> {
    let parts = parse_der(signature, Parts::read).map_err(form)?;
    let stated = parts.stated().map_err(form)?;
    if stated.digest != digest(&SHA256, content).as_ref() {
        return Err(CmsError::Digest);
    }
    let named = |der: &&Vec<u8>| read_certificate(der).is_ok_and(|c| parts.names(&c));
    let leaf = parts.certificates.iter().find(named);
    let leaf = leaf.ok_or_else(|| CmsError::Form("the signer's certificate is not in it".into()))?;
    let public_key = read_certificate(leaf)?.public_key().subject_public_key.data.to_vec();
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public_key)
        .verify(&set_of(&parts.attributes), &parts.signature)
        .map_err(|_| CmsError::Signature)?;
    // What the signer bound must be there whole, and nothing beside it.
    if let Some(bound) = stated.bound {
        let found = parts.certificates.iter().map(|certificate| digest(&SHA256, certificate).as_ref().to_vec());
        if found.collect::<BTreeSet<_>>() != bound || parts.encode() != signature {
            return Err(CmsError::Form("it was changed where the signature does not reach".into()));
        }
    }
    let others = parts.certificates.iter().filter(|certificate| *certificate != leaf);
    Ok(Signed {
        certificate: CertificateDer::from(leaf.clone()),
        others: others.map(|certificate| CertificateDer::from(certificate.clone())).collect(),
        signing_time: stated.signing_time,
    })
}

/// What a signature file says.
struct Parts {
    certificates: Vec<Vec<u8>>,
    issuer: Vec<u8>,
    serial: Vec<u8>,
    attributes: Vec<Vec<u8>>,
    signature: Vec<u8>,
}

/// What the signed attributes say.
struct Stated {
    digest: Vec<u8>,
    signing_time: Option<OffsetDateTime>,
    /// SHA-256 of the certificates that must come along.
    bound: Option<BTreeSet<Vec<u8>>>,
}

impl Parts {
    fn encode(&self) -> Vec<u8> {
        construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_oid(&oid(SIGNED_DATA));
                w.next().write_tagged(Tag::context(0), |w| w.write_sequence(|w| self.write_signed_data(w)));
            });
        })
    }

    fn write_signed_data(&self, w: &mut DERWriterSeq<'_>) {
        w.next().write_u8(1);
        w.next().write_set(|w| write_algorithm(w.next(), SHA_256));
        w.next().write_sequence(|w| w.next().write_oid(&oid(DATA)));
        w.next().write_tagged_implicit(Tag::context(0), |w| write_set(w, &self.certificates));
        w.next().write_set(|w| w.next().write_sequence(|w| self.write_signer(w)));
    }

    fn write_signer(&self, w: &mut DERWriterSeq<'_>) {
        w.next().write_u8(1);
        w.next().write_sequence(|w| {
            w.next().write_der(&self.issuer);
            w.next().write_bigint_bytes(&self.serial, true);
        });
        write_algorithm(w.next(), SHA_256);
        w.next().write_tagged_implicit(Tag::context(0), |w| write_set(w, &self.attributes));
        write_algorithm(w.next(), RSA_ENCRYPTION);
        w.next().write_bytes(&self.signature);
    }

    fn stated(&self) -> ASN1Result<Stated> {
        let attributes = &self.attributes;
        demand(attribute(attributes, CONTENT_TYPE, |r| r.read_oid())? == Some(oid(DATA)))?;
        let digest = attribute(attributes, MESSAGE_DIGEST, |r| r.read_bytes())?.ok_or_else(invalid)?;
        let signing_time = attribute(attributes, SIGNING_TIME, |r| {
            r.read_tagged_implicit(yasna::tags::TAG_UTCTIME, |r| r.read_bytes())
        })?;
        let signing_time = signing_time.map(|time| utc_time(&time).ok_or_else(invalid)).transpose()?;
        let bound = attribute(attributes, SIGNING_CERTIFICATE_V2, |r| {
            r.read_sequence(|r| r.next().collect_sequence_of(|r| r.read_sequence(|r| r.next().read_bytes())))
        })?;
        Ok(Stated { digest, signing_time, bound: bound.map(BTreeSet::from_iter) })
    }

    fn names(&self, certificate: &X509Certificate<'_>) -> bool {
        let serial = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<_>>();
        certificate.issuer().as_raw() == self.issuer && serial(certificate.raw_serial()) == serial(&self.serial)
    }

    fn read(reader: BERReader<'_, '_>) -> ASN1Result<Parts> {
        reader.read_sequence(|r| {
            demand(r.next().read_oid()? == oid(SIGNED_DATA))?;
            r.next().read_tagged(Tag::context(0), |r| r.read_sequence(Parts::read_signed_data))
        })
    }

    fn read_signed_data(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<Parts> {
        r.next().read_u8()?;
        r.next().read_der()?;
        // A content that came along would be another than the one at hand.
        r.next().read_sequence(|r| demand(r.next().read_oid()? == oid(DATA)))?;
        let certificates = r.next().read_tagged_implicit(Tag::context(0), |r| r.collect_set_of(|r| r.read_der()))?;
        let mut signers = r.next().collect_set_of(|r| r.read_sequence(|r| Parts::read_signer(r, &certificates)))?;
        demand(signers.len() == 1)?;
        signers.pop().ok_or_else(invalid)
    }

    fn read_signer(r: &mut BERReaderSeq<'_, '_>, certificates: &[Vec<u8>]) -> ASN1Result<Parts> {
        demand(r.next().read_u8()? == 1)?;
        let (issuer, serial) = r.next().read_sequence(|r| {
            let issuer = r.next().read_der()?;
            Ok((issuer, r.next().read_bigint_bytes()?.0))
        })?;
        demand(read_algorithm(r.next())? == oid(SHA_256))?;
        let attributes = r.next().read_tagged_implicit(Tag::context(0), |r| r.collect_set_of(|r| r.read_der()))?;
        let algorithm = read_algorithm(r.next())?;
        demand(algorithm == oid(RSA_ENCRYPTION) || algorithm == oid(SHA256_WITH_RSA))?;
        let signature = r.next().read_bytes()?;
        Ok(Parts { certificates: certificates.to_vec(), issuer, serial, attributes, signature })
    }
}

/// Reads a UTCTime of this century.
fn utc_time(octets: &[u8]) -> Option<OffsetDateTime> {
    let text = format!("20{}", std::str::from_utf8(octets).ok()?);
    let form = format_description!("[year][month][day][hour][minute][second]Z");
    PrimitiveDateTime::parse(&text, form).ok().map(PrimitiveDateTime::assume_utc)
}

fn demand(holds: bool) -> ASN1Result<()> {
    holds.then_some(()).ok_or_else(invalid)
}

fn read_algorithm(reader: BERReader<'_, '_>) -> ASN1Result<ObjectIdentifier> {
    reader.read_sequence(|r| {
        let algorithm = r.next().read_oid()?;
        r.read_optional(|r| r.read_null())?;
        Ok(algorithm)
    })
}

/// The one value of the one attribute of a kind.
fn attribute<T>(
    attributes: &[Vec<u8>],
    kind: &[u64],
    value: impl Fn(BERReader<'_, '_>) -> ASN1Result<T>,
) -> ASN1Result<Option<T>> {
    let mut found = None;
    for attribute in attributes {
        let read = parse_der(attribute, |r| {
            r.read_sequence(|r| {
                let named = r.next().read_oid()?;
                let values = r.next().collect_set_of(|r| r.read_der())?;
                Ok((named, values))
            })
        })?;
        if read.0 == oid(kind) {
            demand(found.is_none() && read.1.len() == 1)?;
            found = Some(parse_der(&read.1[0], &value)?);
        }
    }
    Ok(found)
}
