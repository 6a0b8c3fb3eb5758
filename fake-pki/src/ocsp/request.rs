// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use rcgen::{KeyPair, PublicKeyData};
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, BERReader, DERWriter, Tag, construct_der, parse_der};

use crate::tbs::Extension;

const SHA1: &[u64] = &[1, 3, 14, 3, 2, 26];
const NONCE: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 1, 2];

/// The certificate asked about: hashes of its issuer's name and key, and its serial number (RFC 6960 §4.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertId {
    /// The algorithm of both hashes, in DER.
    algorithm: Vec<u8>,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
    /// The serial number, big-endian, as a CRL wants it.
    pub serial: Vec<u8>,
}

/// A question to a responder (RFC 6960 §4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcspRequest {
    /// The certificates asked about.
    pub asked: Vec<CertId>,
    /// The nonce to give back, as its whole extension.
    pub(super) nonce: Option<Extension>,
}

impl OcspRequest {
    /// Reads a question in DER; none when it cannot be read as one.
    pub fn read(der: &[u8]) -> Option<OcspRequest> {
        parse_der(der, |r| {
            r.read_sequence(|r| {
                let request = r.next().read_sequence(|r| {
                    r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_u8()))?;
                    r.read_optional(|r| r.read_tagged(Tag::context(1), |r| r.read_der()))?;
                    let asked = r.next().collect_sequence_of(CertId::read_single)?;
                    let extensions = r.read_optional(|r| {
                        r.read_tagged(Tag::context(2), |r| r.collect_sequence_of(Extension::read))
                    })?;
                    let nonce = ObjectIdentifier::from_slice(NONCE);
                    let nonce = extensions.into_iter().flatten().find(|extension| extension.oid == nonce);
                    Ok(OcspRequest { asked, nonce })
                })?;
                // The requester's signature is skipped: anybody may ask.
                r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_der()))?;
                Ok(request)
            })
        })
        .ok()
    }
}

impl CertId {
    fn read_single(reader: BERReader<'_, '_>) -> ASN1Result<CertId> {
        reader.read_sequence(|r| {
            let id = r.next().read_sequence(|r| {
                let algorithm = r.next().read_der()?;
                let (issuer_name_hash, issuer_key_hash) = (r.next().read_bytes()?, r.next().read_bytes()?);
                let (serial, _) = r.next().read_bigint_bytes()?;
                Ok(CertId { algorithm, issuer_name_hash, issuer_key_hash, serial })
            })?;
            r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_der()))?;
            Ok(id)
        })
    }

    pub(super) fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|w| {
            w.next().write_der(&self.algorithm);
            w.next().write_bytes(&self.issuer_name_hash);
            w.next().write_bytes(&self.issuer_key_hash);
            w.next().write_bigint_bytes(&self.serial, true);
        });
    }

    /// Whether the key hash, in SHA-1 or SHA-256, is that of an authority.
    pub(super) fn is_issued_by(&self, key: &KeyPair) -> bool {
        let sha1 = construct_der(|w| w.write_oid(&ObjectIdentifier::from_slice(SHA1)));
        let is_sha1 = self.algorithm.windows(sha1.len()).any(|window| window == sha1);
        let algorithm = if is_sha1 { &SHA1_FOR_LEGACY_USE_ONLY } else { &SHA256 };
        digest(algorithm, key.der_bytes()).as_ref() == self.issuer_key_hash
    }

    /// Another certificate of the same issuer.
    pub(super) fn neighbour(&self) -> CertId {
        let mut other = self.clone();
        if let Some(last) = other.serial.last_mut() {
            *last ^= 1;
        }
        other
    }
}
