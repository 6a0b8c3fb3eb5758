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

use crate::extension::{self, ExtensionKind};
use crate::hierarchy::{Authority, Naming};
use crate::leaf::LeafKey;
use crate::shape::{Place, Shape};
use crate::subject::country;
use crate::{PkiError, Subject};

const PRIVATE_AUTHORITY_CN: &str = "HARNAIS AUTORITE PRIVEE ETRANGERE";
/// Validity of twenty years, one day less for an intermediate, as in the true hierarchy.
///
/// The dates are constants: certificates of authorities follow from their keys and stay the same from run to run.
const NOT_BEFORE: OffsetDateTime = datetime!(2025-01-01 0:00 UTC);
pub(crate) const NOT_AFTER: OffsetDateTime = datetime!(2045-01-01 0:00 UTC);
/// The first two bytes of the serial number of every authority.
pub const AUTHORITY_SERIAL: [u8; 2] = [0x11, 0x20];

/// An issuer: a name and the key that signs under it.
pub(crate) struct Signer<'a> {
    pub(crate) name: DistinguishedName,
    pub(crate) key: &'a KeyPair,
    /// The identifier of its key, in its own certificate and in those that it signs.
    pub(crate) key_id: Vec<u8>,
}

impl Signer<'_> {
    /// A leaf that signs as if it were an authority.
    pub(crate) fn leaf<'a>(subject: &Subject, key: &'a KeyPair) -> Result<Signer<'a>, PkiError> {
        Ok(Signer { name: subject.to_name()?, key, key_id: LeafKey::id(&key.subject_public_key_info()) })
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
        params.key_identifier_method = KeyIdMethod::PreSpecified(self.key_id.clone());
        params
    }

    pub(crate) fn issuer<'s>(&'s self, params: &'s CertificateParams) -> Issuer<'s, &'s KeyPair> {
        Issuer::from_params(params, self.key)
    }
}

/// The key identifier of an authority: the SHA-1 of the key bits (RFC 5280 §4.2.1.2, first method).
pub(crate) fn key_id(key: &KeyPair) -> Vec<u8> {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, key.der_bytes()).as_ref().to_vec()
}

/// An authority under its own name, with whatever key.
pub(crate) fn named(authority: Authority, naming: Naming, key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    let mut name = DistinguishedName::new();
    let [_, (_, o), (_, first), (_, second), (_, cn)] = authority.name(naming);
    name.push(DnType::CountryName, country("FR")?);
    name.push(DnType::OrganizationName, DnValue::Utf8String(o));
    name.push(DnType::OrganizationalUnitName, DnValue::Utf8String(first));
    // The same attribute under another Rust name: rcgen keeps one value a type, the true names have two OU.
    name.push(DnType::CustomDnType(vec![2, 5, 4, 11]), DnValue::Utf8String(second));
    name.push(DnType::CommonName, DnValue::Utf8String(cn));
    Ok(Signer { name, key, key_id: key_id(key) })
}

/// An authority without anything of IGC Santé in its name.
pub(crate) fn private_authority(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    foreign(key, &[(DnType::OrganizationName, "EDITEUR EXEMPLE"), (DnType::CommonName, PRIVATE_AUTHORITY_CN)])
}

/// The authority of the hierarchy that came before IGC Santé, as its test certificates named it until 2020.
pub(crate) fn legacy_authority(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    foreign(key, &[(DnType::OrganizationName, "GIP-CPS-TEST"), (DnType::OrganizationalUnitName, "AC-CLASSE-4-TEST")])
}

/// An authority that an intermediate has no right to certify.
pub(crate) fn sub_authority(key: &KeyPair) -> Result<Signer<'_>, PkiError> {
    foreign(key, &[(DnType::OrganizationName, "EDITEUR EXEMPLE"), (DnType::CommonName, "HARNAIS TEST SOUS-AUTORITE")])
}

fn foreign<'a>(key: &'a KeyPair, attributes: &[(DnType, &str)]) -> Result<Signer<'a>, PkiError> {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, country("FR")?);
    for (kind, value) in attributes {
        name.push(kind.clone(), DnValue::Utf8String((*value).into()));
    }
    Ok(Signer { name, key, key_id: key_id(key) })
}

/// The self-signed certificate of a root or of a foreign authority.
pub(crate) fn self_signed(signer: &Signer<'_>, place: &Place<'_>) -> Result<CertificateDer<'static>, PkiError> {
    signer.sign(&self_signed_params(signer, place), signer.key)
}

fn self_signed_params(signer: &Signer<'_>, place: &Place<'_>) -> CertificateParams {
    let extensions = extensions(Shape::Root, place, signer, signer);
    params(signer, NOT_AFTER, extensions, b"root")
}

/// The parameters of an intermediate's certificate, which its root signs.
///
/// It carries the address of the root's CRL, and so is made anew for each set of addresses. Equal addresses give an
/// equal certificate: RSA PKCS#1 v1.5 is deterministic.
pub(crate) fn intermediate_params(
    root: &Signer<'_>,
    intermediate: &Signer<'_>,
    place: &Place<'_>,
) -> CertificateParams {
    let extensions = extensions(Shape::Intermediate, place, intermediate, root);
    let distinction = place.endpoints.crl(place.authority.root());
    params(intermediate, NOT_AFTER - time::Duration::DAY, extensions, distinction.as_bytes())
}

fn extensions(shape: Shape, place: &Place<'_>, subject: &Signer<'_>, issuer: &Signer<'_>) -> Vec<CustomExtension> {
    let place = Place { authority: place.authority.root(), ..*place };
    let value = |kind| match kind {
        ExtensionKind::SubjectKeyIdentifier => extension::subject_key_identifier(&subject.key_id),
        ExtensionKind::AuthorityKeyIdentifier => extension::authority_key_identifier(&issuer.key_id),
        kind => shape.value(kind, &place).map(|(value, _)| value).unwrap_or_default(),
    };
    shape.extensions().into_iter().map(|kind| custom(shape, kind, value(kind))).collect()
}

pub(crate) fn custom(shape: Shape, kind: ExtensionKind, value: Vec<u8>) -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(kind.oid(), value);
    extension.set_criticality(shape.is_critical(kind));
    extension
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
