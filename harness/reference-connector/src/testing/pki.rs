// SPDX-License-Identifier: EUPL-1.2
//! A two-level PKI, new in each test; only the RSA key of list signers is shared.

use std::sync::LazyLock;

use data_encoding::BASE64;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256, RevokedCertParams,
    RsaKeySize, SerialNumber,
};
use rustls::pki_types::CertificateDer;
use time::{Duration, OffsetDateTime};

use crate::trust::TrustStore;

/// The PKCS#8 PEM of an RSA key, shared because its generation is slow.
static RSA_KEY: LazyLock<String> =
    LazyLock::new(|| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap().serialize_pem());

/// A root and an intermediate that issues.
pub(crate) struct Pki {
    pub(crate) root: CertificateDer<'static>,
    pub(crate) intermediate: CertificateDer<'static>,
    root_issuer: Issuer<'static, KeyPair>,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key.
pub(crate) struct Leaf {
    pub(crate) der: CertificateDer<'static>,
    pub(crate) key: KeyPair,
    pub(crate) serial: u64,
}

impl Pki {
    pub(crate) fn new() -> Pki {
        let (root_key, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let root_params = authority("TEST AC RACINE");
        let root = root_params.self_signed(&root_key).unwrap().der().clone();
        let root_issuer = Issuer::new(root_params, root_key);
        let params = authority("TEST AC ORGANISATIONS");
        let intermediate = params.signed_by(&key, &root_issuer).unwrap().der().clone();
        Pki { root, intermediate, root_issuer, issuer: Issuer::new(params, key) }
    }

    /// A trust store of this PKI without any revocation list.
    pub(crate) fn trust(&self) -> TrustStore {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("racine.pem");
        std::fs::write(&path, pem(&self.root)).unwrap();
        TrustStore::load(&path, &[self.root.clone(), self.intermediate.clone()]).unwrap()
    }

    /// A trust store of this PKI with both revocation lists.
    pub(crate) fn trust_with_crls(&self, revoked: &[u64]) -> TrustStore {
        let trust = self.trust();
        trust.offer_crl("racine", &self.root_crl(false)).unwrap();
        trust.offer_crl("organisations", &self.crl(revoked, OffsetDateTime::now_utc())).unwrap();
        trust
    }

    /// A valid operator certificate; the name is written as `["C=FR", …]` in the order of the DER.
    pub(crate) fn leaf(&self, name: &[impl AsRef<str>]) -> Leaf {
        self.leaf_with(name, |_| {})
    }

    /// An operator certificate with changed parameters.
    pub(crate) fn leaf_with(&self, name: &[impl AsRef<str>], change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        let mut params = end_entity(name);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        change(&mut params);
        self.issue(params, KeyPair::generate().unwrap())
    }

    /// A certificate that may sign lists, with changed parameters.
    pub(crate) fn signer_with(&self, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        let mut params = end_entity(&["C=FR", "O=AGENCE", "CN=alb.mssante.test"]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
        change(&mut params);
        self.issue(params, KeyPair::from_pem(&RSA_KEY).unwrap())
    }

    fn issue(&self, mut params: CertificateParams, key: KeyPair) -> Leaf {
        let serial = u64::from_be_bytes(key.public_key_raw()[8..16].try_into().unwrap()) >> 1 | 1 << 62;
        params.serial_number = Some(serial.into());
        let der = params.signed_by(&key, &self.issuer).unwrap().der().clone();
        Leaf { der, key, serial }
    }

    /// The CRL of the leaves, valid for a day from `this_update`.
    pub(crate) fn crl(&self, revoked: &[u64], this_update: OffsetDateTime) -> Vec<u8> {
        revocation_list(&self.issuer, revoked, this_update)
    }

    /// The CRL of the intermediate.
    pub(crate) fn root_crl(&self, revoke_intermediate: bool) -> Vec<u8> {
        let revoked: &[u64] = if revoke_intermediate { &[INTERMEDIATE_SERIAL] } else { &[] };
        revocation_list(&self.root_issuer, revoked, OffsetDateTime::now_utc() - Duration::HOUR)
    }
}

/// A certificate in PEM.
pub(crate) fn pem(certificate: &CertificateDer<'_>) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64.encode(certificate))
}

const INTERMEDIATE_SERIAL: u64 = 7;

fn authority(name: &str) -> CertificateParams {
    let mut params = end_entity(&["C=FR", "O=TEST", &format!("CN={name}")]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.serial_number = Some(INTERMEDIATE_SERIAL.into());
    params.not_before = OffsetDateTime::now_utc() - Duration::days(3650);
    params.not_after = OffsetDateTime::now_utc() + Duration::days(3650);
    params
}

fn end_entity(name: &[impl AsRef<str>]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    for attribute in name {
        let (kind, value) = attribute.as_ref().split_once('=').unwrap();
        let kind = match kind {
            "C" => DnType::CountryName,
            "ST" => DnType::StateOrProvinceName,
            "O" => DnType::OrganizationName,
            "OU" => DnType::OrganizationalUnitName,
            _ => DnType::CommonName,
        };
        params.distinguished_name.push(kind, value);
    }
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.not_before = OffsetDateTime::now_utc() - Duration::DAY;
    params.not_after = OffsetDateTime::now_utc() + Duration::days(365);
    params
}

fn revocation_list(issuer: &Issuer<'static, KeyPair>, revoked: &[u64], this_update: OffsetDateTime) -> Vec<u8> {
    let entry = |serial: &u64| RevokedCertParams {
        serial_number: SerialNumber::from(*serial),
        revocation_time: this_update,
        reason_code: None,
        invalidity_date: None,
    };
    let params = CertificateRevocationListParams {
        this_update,
        next_update: this_update + Duration::DAY,
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: revoked.iter().map(entry).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(issuer).unwrap().der().to_vec()
}
