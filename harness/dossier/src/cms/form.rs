// SPDX-License-Identifier: EUPL-1.2
//! SignedData (RFC 5652 §5) as it is written and read.

use super::attributes::{Bound, Stated};
use super::{CmsError, DATA, Hash, SIGNED_DATA, Signed, demand, form, invalid, oid, read_certificate};
use aws_lc_rs::signature::UnparsedPublicKey;
use rustls_pki_types::CertificateDer;
use x509_parser::prelude::X509Certificate;
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, BERReader, BERReaderSeq, DERWriter, DERWriterSeq, Tag, construct_der, parse_der};

const RSA_ENCRYPTION: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];

/// What a signature file says.
pub struct Parts {
    /// The kind of the content.
    pub kind: ObjectIdentifier,
    /// None: it stays outside.
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Vec<u8>>,
    issuer: Vec<u8>,
    serial: Vec<u8>,
    hash: Hash,
    /// Both algorithms as they are written: NULL may stand beside them or not.
    digest_algorithm: Vec<u8>,
    signature_algorithm: Vec<u8>,
    attributes: Vec<Vec<u8>>,
    signature: Vec<u8>,
}

impl Parts {
    /// A signature of ours.
    pub fn detached(
        chain: &[CertificateDer<'_>],
        certificate: &X509Certificate<'_>,
        attributes: Vec<Vec<u8>>,
        signature: Vec<u8>,
    ) -> Parts {
        Parts {
            kind: oid(DATA),
            content: None,
            certificates: chain.iter().map(|certificate| certificate.to_vec()).collect(),
            issuer: certificate.issuer().as_raw().to_vec(),
            serial: certificate.raw_serial().to_vec(),
            hash: Hash::Sha256,
            digest_algorithm: algorithm(&Hash::Sha256.oid()),
            signature_algorithm: algorithm(&oid(RSA_ENCRYPTION)),
            attributes,
            signature,
        }
    }

    /// Holds the signature against a content; gives back what the signer bound as well.
    pub fn verify(&self, content: &[u8]) -> Result<(Signed, Bound), CmsError> {
        let stated = Stated::read(&self.attributes).map_err(form)?;
        if stated.kind != self.kind {
            return Err(CmsError::Form("the kind of its content is not the one that is signed".into()));
        }
        if stated.digest != self.hash.of(content) {
            return Err(CmsError::Digest);
        }
        let named = |der: &&Vec<u8>| read_certificate(der).is_ok_and(|c| self.names(&c));
        let leaf = self.certificates.iter().find(named);
        let leaf = leaf.ok_or_else(|| CmsError::Form("the signer's certificate is not in it".into()))?;
        let public_key = read_certificate(leaf)?.public_key().subject_public_key.data.to_vec();
        UnparsedPublicKey::new(self.hash.rsa(), public_key)
            .verify(&set_of(&self.attributes), &self.signature)
            .map_err(|_| CmsError::Signature)?;
        let others = self.certificates.iter().filter(|certificate| *certificate != leaf);
        let signed = Signed {
            certificate: CertificateDer::from(leaf.clone()),
            others: others.map(|certificate| CertificateDer::from(certificate.clone())).collect(),
            signing_time: stated.signing_time,
        };
        Ok((signed, stated.bound))
    }

    fn names(&self, certificate: &X509Certificate<'_>) -> bool {
        let serial = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<_>>();
        certificate.issuer().as_raw() == self.issuer && serial(certificate.raw_serial()) == serial(&self.serial)
    }

    pub fn encode(&self) -> Vec<u8> {
        construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_oid(&oid(SIGNED_DATA));
                w.next().write_tagged(Tag::context(0), |w| w.write_sequence(|w| self.write_signed_data(w)));
            });
        })
    }

    fn write_signed_data(&self, w: &mut DERWriterSeq<'_>) {
        // RFC 5652 §5.1: the version says whether the content is plain data.
        w.next().write_u8(if self.kind == oid(DATA) { 1 } else { 3 });
        w.next().write_set(|w| w.next().write_der(&self.digest_algorithm));
        w.next().write_sequence(|w| {
            w.next().write_oid(&self.kind);
            if let Some(content) = &self.content {
                w.next().write_tagged(Tag::context(0), |w| w.write_bytes(content));
            }
        });
        w.next().write_tagged_implicit(Tag::context(0), |w| write_set(w, &self.certificates));
        w.next().write_set(|w| w.next().write_sequence(|w| self.write_signer(w)));
    }

    fn write_signer(&self, w: &mut DERWriterSeq<'_>) {
        w.next().write_u8(1);
        w.next().write_sequence(|w| {
            w.next().write_der(&self.issuer);
            w.next().write_bigint_bytes(&self.serial, true);
        });
        w.next().write_der(&self.digest_algorithm);
        w.next().write_tagged_implicit(Tag::context(0), |w| write_set(w, &self.attributes));
        w.next().write_der(&self.signature_algorithm);
        w.next().write_bytes(&self.signature);
    }

    pub fn read(reader: BERReader<'_, '_>) -> ASN1Result<Parts> {
        reader.read_sequence(|r| {
            demand(r.next().read_oid()? == oid(SIGNED_DATA))?;
            r.next().read_tagged(Tag::context(0), |r| r.read_sequence(Parts::read_signed_data))
        })
    }

    fn read_signed_data(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<Parts> {
        r.next().read_u8()?;
        r.next().read_der()?;
        let (kind, content) = r.next().read_sequence(|r| {
            let kind = r.next().read_oid()?;
            Ok((kind, r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_bytes()))?))
        })?;
        let certificates = r.next().read_tagged_implicit(Tag::context(0), |r| r.collect_set_of(|r| r.read_der()))?;
        // Revocation lists, which nothing here looks at.
        r.read_optional(|r| r.read_tagged_implicit(Tag::context(1), |r| r.collect_set_of(|r| r.read_der())))?;
        let mut signers = r.next().collect_set_of(|r| r.read_sequence(Parts::read_signer))?;
        demand(signers.len() == 1)?;
        let signer = signers.pop().ok_or_else(invalid)?;
        Ok(Parts { kind, content, certificates, ..signer })
    }

    fn read_signer(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<Parts> {
        demand(r.next().read_u8()? == 1)?;
        let (issuer, serial) = r.next().read_sequence(|r| {
            let issuer = r.next().read_der()?;
            Ok((issuer, r.next().read_bigint_bytes()?.0))
        })?;
        let digest_algorithm = r.next().read_der()?;
        let named = parse_der(&digest_algorithm, read_algorithm)?;
        let hash = Hash::ALL.into_iter().find(|hash| hash.oid() == named).ok_or_else(invalid)?;
        let attributes = r.next().read_tagged_implicit(Tag::context(0), |r| r.collect_set_of(|r| r.read_der()))?;
        let signature_algorithm = r.next().read_der()?;
        let named = parse_der(&signature_algorithm, read_algorithm)?;
        demand(named == oid(RSA_ENCRYPTION) || named == oid(hash.oids().1))?;
        let signature = r.next().read_bytes()?;
        // Attributes that nobody signed.
        r.read_optional(|r| r.read_tagged_implicit(Tag::context(1), |r| r.collect_set_of(|r| r.read_der())))?;
        let (kind, content, certificates) = (oid(DATA), None, Vec::new());
        Ok(Parts {
            kind,
            content,
            certificates,
            issuer,
            serial,
            hash,
            digest_algorithm,
            signature_algorithm,
            attributes,
            signature,
        })
    }
}

/// What is signed: the attributes as a SET OF (RFC 5652 §5.4), not under the tag that stores them.
pub fn set_of(attributes: &[Vec<u8>]) -> Vec<u8> {
    construct_der(|w| write_set(w, attributes))
}

fn write_set(writer: DERWriter<'_>, members: &[Vec<u8>]) {
    writer.write_set_of(|w| members.iter().for_each(|member| w.next().write_der(member)));
}

fn algorithm(named: &ObjectIdentifier) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_oid(named);
            w.next().write_null();
        });
    })
}

pub fn read_algorithm(reader: BERReader<'_, '_>) -> ASN1Result<ObjectIdentifier> {
    reader.read_sequence(|r| {
        let algorithm = r.next().read_oid()?;
        r.read_optional(|r| r.read_null())?;
        Ok(algorithm)
    })
}
