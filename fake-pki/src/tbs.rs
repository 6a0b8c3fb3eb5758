// SPDX-License-Identifier: EUPL-1.2
//! A certificate taken apart into its raw fields and put together again under a new signature.
//!
//! Any field can be replaced by what rcgen refuses to write.

use rcgen::{CertificateParams, KeyPair, PublicKeyData, SignatureAlgorithm, SigningKey};
use rustls_pki_types::CertificateDer;
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, BERReader, DERWriter, Tag, construct_der, parse_der};

use crate::PkiError;
use crate::authority::Signer;
use crate::extension::{self, ExtensionKind};
use crate::leaf::LeafKey;
use crate::signature::SignatureForm;

/// One extension, its value in DER.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extension {
    pub(crate) oid: ObjectIdentifier,
    pub(crate) critical: bool,
    pub(crate) value: Vec<u8>,
}

impl Extension {
    pub(crate) fn new(oid: &[u64], critical: bool, value: Vec<u8>) -> Extension {
        Extension { oid: ObjectIdentifier::from_slice(oid), critical, value }
    }

    pub(crate) fn read(reader: BERReader<'_, '_>) -> ASN1Result<Extension> {
        reader.read_sequence(|r| {
            let oid = r.next().read_oid()?;
            let critical = r.read_optional(|r| r.read_bool())?.unwrap_or(false);
            Ok(Extension { oid, critical, value: r.next().read_bytes()? })
        })
    }

    pub(crate) fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|w| {
            w.next().write_oid(&self.oid);
            if self.critical {
                w.next().write_bool(true);
            }
            w.next().write_bytes(&self.value);
        });
    }
}

/// The fields to be signed (RFC 5280 §4.1), each as its own DER; extensions and names one level deeper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tbs {
    /// `None` writes no version, which means v1.
    pub(crate) version: Option<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) validity: Vec<u8>,
    /// The relative distinguished names, each a SET.
    pub(crate) subject: Vec<Vec<u8>>,
    pub(crate) public_key: Vec<u8>,
    pub(crate) extensions: Vec<Extension>,
}

impl Tbs {
    /// A regular certificate of rcgen, encoded without the cost of a signature and taken apart.
    pub(crate) fn of(params: &CertificateParams, key: &KeyPair, signer: &Signer<'_>) -> Result<Tbs, PkiError> {
        let issuer_params = signer.params();
        let issuer = rcgen::Issuer::from_params(&issuer_params, Unsigned(signer.key));
        let encoded = params.signed_by(key, &issuer).map_err(PkiError::crypto("encode a certificate"))?;
        Tbs::split(encoded.der()).map_err(unreadable)
    }

    fn split(der: &[u8]) -> ASN1Result<Tbs> {
        parse_der(der, |r| {
            r.read_sequence(|r| {
                let tbs = r.next().read_sequence(|r| {
                    let version = r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_u8()))?;
                    let serial = r.next().read_der()?;
                    let _algorithm = r.next().read_der()?;
                    let (issuer, validity) = (r.next().read_der()?, r.next().read_der()?);
                    let subject = r.next().collect_sequence_of(|r| r.read_der())?;
                    let public_key = r.next().read_der()?;
                    let extensions =
                        r.next().read_tagged(Tag::context(3), |r| r.collect_sequence_of(Extension::read))?;
                    Ok(Tbs { version, serial, issuer, validity, subject, public_key, extensions })
                })?;
                for _algorithm_and_signature in 0..2 {
                    r.next().read_der()?;
                }
                Ok(tbs)
            })
        })
    }

    /// The bytes to sign.
    fn encode(&self, algorithm: &[u8]) -> Vec<u8> {
        construct_der(|w| {
            w.write_sequence(|w| {
                if let Some(version) = self.version {
                    w.next().write_tagged(Tag::context(0), |w| w.write_u8(version));
                }
                for field in [&self.serial[..], algorithm, &self.issuer, &self.validity] {
                    w.next().write_der(field);
                }
                w.next().write_sequence(|w| self.subject.iter().for_each(|rdn| w.next().write_der(rdn)));
                w.next().write_der(&self.public_key);
                w.next().write_tagged(Tag::context(3), |w| {
                    w.write_sequence(|w| self.extensions.iter().for_each(|extension| extension.write(w.next())));
                });
            });
        })
    }

    /// The certificate, put together and signed.
    pub(crate) fn sign(&self, key: &KeyPair, form: SignatureForm) -> Result<CertificateDer<'static>, PkiError> {
        let tbs = self.encode(form.inner_algorithm());
        let signature = form.sign(key, &tbs)?;
        Ok(CertificateDer::from(signed(&tbs, form.outer_algorithm(), &signature)))
    }

    /// Certifies another key, whose identifier changes with it.
    pub(crate) fn certify(&mut self, key: &LeafKey) {
        self.public_key.clone_from(&key.public_key_info);
        let id = LeafKey::id(&key.public_key_info);
        self.replace(ExtensionKind::SubjectKeyIdentifier, extension::subject_key_identifier(&id));
    }

    /// The serial number as a CRL wants it, without the zero that only says that it is positive.
    pub(crate) fn serial_number(&self) -> Vec<u8> {
        let content = self.serial.get(2..).unwrap_or_default();
        content.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(content).to_vec()
    }

    pub(crate) fn replace(&mut self, kind: ExtensionKind, value: Vec<u8>) {
        self.on(kind, |extension| extension.value.clone_from(&value));
    }

    pub(crate) fn make_critical(&mut self, kind: ExtensionKind, critical: bool) {
        self.on(kind, |extension| extension.critical = critical);
    }

    /// The index of an extension, or the end.
    pub(crate) fn position(&self, kind: ExtensionKind) -> usize {
        let oid = ObjectIdentifier::from_slice(kind.oid());
        let found = self.extensions.iter().position(|extension| extension.oid == oid);
        found.unwrap_or(self.extensions.len())
    }

    pub(crate) fn remove(&mut self, kind: ExtensionKind) {
        let oid = ObjectIdentifier::from_slice(kind.oid());
        self.extensions.retain(|extension| extension.oid != oid);
    }

    fn on(&mut self, kind: ExtensionKind, change: impl Fn(&mut Extension)) {
        let oid = ObjectIdentifier::from_slice(kind.oid());
        self.extensions.iter_mut().filter(|extension| extension.oid == oid).for_each(change);
    }
}

/// The sequence of a signed part, its algorithm and its signature, as in certificates, lists and OCSP answers.
pub(crate) fn signed(tbs: &[u8], algorithm: &[u8], signature: &[u8]) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_der(tbs);
            w.next().write_der(algorithm);
            w.next().write_bitvec_bytes(signature, signature.len() * 8);
        });
    })
}

pub(crate) fn unreadable(error: yasna::ASN1Error) -> PkiError {
    PkiError::Crypto { action: "take apart what rcgen has encoded", why: error.to_string() }
}

/// A key whose signatures are empty, for certificates that are signed again.
struct Unsigned<'a>(&'a KeyPair);

impl PublicKeyData for Unsigned<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.0.der_bytes()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        PublicKeyData::algorithm(self.0)
    }
}

impl SigningKey for Unsigned<'_> {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(Vec::new())
    }
}
