// SPDX-License-Identifier: EUPL-1.2
//! Names and certificates of the authorities, the true ones and the look-alikes.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use rcgen::{
    CertificateParams, CustomExtension, DistinguishedName, DnType, DnValue, Issuer, KeyIdMethod, KeyPair,
    PublicKeyData, SerialNumber,
};
use rustls_pki_types::CertificateDer;
use time::OffsetDateTime;
use time::macros::datetime;

use crate::extension::{self, KeyUsage};
use crate::subject::country;
use crate::{Endpoints, PkiError};

const ROOT_CN: &str = "HARNAIS TEST AC RACINE IGC-SANTE ELEMENTAIRE";
const INTERMEDIATE_CN: &str = "HARNAIS TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS";
const PRIVATE_AUTHORITY_CN: &str = "HARNAIS AUTORITE PRIVEE ETRANGERE";
/// Twenty years, the intermediate one day less, as in the true hierarchy. Constants, so that the certificates of the
/// authorities depend on nothing but their keys and stay the same from run to run.
const NOT_BEFORE: OffsetDateTime = datetime!(2025-01-01 0:00 UTC);
const NOT_AFTER: OffsetDateTime = datetime!(2045-01-01 0:00 UTC);
/// The first bytes of every serial number of an authority.
const AUTHORITY_SERIAL: [u8; 2] = [0x11, 0x20];

/// A name and the key that signs under it.
pub(crate) struct Signer<'a> {
    pub(crate) name: DistinguishedName,
    pub(crate) key: &'a KeyPair,
}

impl Signer<'_> {
    pub(crate) fn key_id(&self) -> Vec<u8> {
        key_id(self.key)
    }

    /// Signs a certificate for `key`; `params` hold everything but the issuer.
    pub(crate) fn sign(&self, params: &CertificateParams, key: &KeyPair) -> Result<CertificateDer<'static>, PkiError> {
        let certificate = params.signed_by(key, &self.issuer(&self.params()));
        Ok(certificate.map_err(PkiError::crypto("sign a certificate"))?.der().clone())
    }

    /// What rcgen needs to know of an issuer: its name and how it identifies its key.
    pub(crate) fn params(&self) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name = self.name.clone();
        params.key_identifier_method = KeyIdMethod::PreSpecified(self.key_id());
        params
    }

    pub(crate) fn issuer<'s>(&'s self, params: &'s CertificateParams) -> Issuer<'s, &'s KeyPair> {
        Issuer::from_params(params, self.key)
    }
}

/// Identifies a key as IGC Santé does, by the SHA-1 of its bits (RFC 5280 §4.2.1.2, first method).
pub(crate) fn key_id(key: &KeyPair) -> Vec<u8> {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, key.der_bytes()).as_ref().to_vec()
}

pub(crate) fn root(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    Ok(Signer { name: authority_name(ROOT_CN)?, key })
}

pub(crate) fn intermediate(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    Ok(Signer { name: authority_name(INTERMEDIATE_CN)?, key })
}

/// An authority with nothing of IGC Santé in its name.
pub(crate) fn private_authority(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, country("FR")?);
    name.push(DnType::OrganizationName, DnValue::Utf8String("EDITEUR EXEMPLE".into()));
    name.push(DnType::CommonName, DnValue::Utf8String(PRIVATE_AUTHORITY_CN.into()));
    Ok(Signer { name, key })
}

fn authority_name(cn: &str) -> Result<DistinguishedName, PkiError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, country("FR")?);
    name.push(DnType::OrganizationName, DnValue::Utf8String("ASIP-SANTE".into()));
    name.push(DnType::OrganizationalUnitName, DnValue::Utf8String("0002 187512751".into()));
    // The same attribute under another Rust name: rcgen keeps one value a type, and the true names have two OU.
    name.push(DnType::CustomDnType(vec![2, 5, 4, 11]), DnValue::Utf8String("IGC-SANTE TEST".into()));
    name.push(DnType::CommonName, DnValue::Utf8String(cn.into()));
    Ok(name)
}

/// The self-signed certificate of a root or of the private authority.
pub(crate) fn self_signed(signer: &Signer<'_>) -> Result<CertificateDer<'static>, PkiError> {
    let extensions = vec![
        extension::an_authority(None),
        extension::key_usage(KeyUsage::KEY_CERT_SIGN | KeyUsage::CRL_SIGN),
        extension::any_policy(),
        extension::subject_key_identifier(&signer.key_id()),
        extension::authority_key_identifier(&signer.key_id()),
    ];
    signer.sign(&params(signer, NOT_AFTER, extensions, b"root"), signer.key)
}

/// The certificate of an intermediate.
///
/// It carries the address of the root's CRL, which follows the harness, so it is made anew for each set of addresses.
/// RSA PKCS#1 v1.5 being deterministic, equal addresses give an equal certificate, byte for byte.
pub(crate) fn issue_intermediate(
    root: &Signer<'_>,
    intermediate: &Signer<'_>,
    endpoints: &Endpoints,
) -> Result<CertificateDer<'static>, PkiError> {
    let crl = endpoints.root_crl();
    let extensions = vec![
        extension::an_authority(Some(0)),
        extension::key_usage(KeyUsage::KEY_CERT_SIGN | KeyUsage::CRL_SIGN),
        extension::any_policy(),
        extension::crl_distribution_point(&crl),
        extension::subject_key_identifier(&intermediate.key_id()),
        extension::authority_key_identifier(&root.key_id()),
    ];
    let not_after = NOT_AFTER - time::Duration::DAY;
    root.sign(&params(intermediate, not_after, extensions, crl.as_bytes()), intermediate.key)
}

fn params(
    subject: &Signer<'_>,
    not_after: OffsetDateTime,
    extensions: Vec<CustomExtension>,
    distinction: &[u8],
) -> CertificateParams {
    // Two certificates of one issuer must differ in serial number: it follows from all that varies.
    let varying = [subject.key.der_bytes(), distinction].concat();
    let serial = [&AUTHORITY_SERIAL, &digest(&SHA256, &varying).as_ref()[..16]].concat();
    let mut params = subject.params();
    params.serial_number = Some(SerialNumber::from(serial));
    params.not_before = NOT_BEFORE;
    params.not_after = not_after;
    params.custom_extensions = extensions;
    params
}
