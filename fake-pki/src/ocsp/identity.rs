// SPDX-License-Identifier: EUPL-1.2
use rcgen::{CertificateParams, CustomExtension, PublicKeyData, SerialNumber};
use rustls_pki_types::CertificateDer;
use time::Duration;
use yasna::construct_der;

use crate::extension::{self, ExtensionKind, KeyUsage, Purpose};
use crate::keys::LazyKey;
use crate::leaf::{LeafKey, leaf_serial, years_later};
use crate::{Authority, IgcSante, PkiError, Subject};

/// `id-pkix-ocsp-nocheck`: the responder itself is not to be checked for revocation (RFC 6960 §4.2.2.2.1).
const NO_CHECK: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 1, 5];

/// The certificate by which an authority delegates its answers to a responder (RFC 6960 §4.2.2.2).
pub(super) fn issue(igc_sante: &IgcSante, authority: Authority) -> Result<CertificateDer<'static>, PkiError> {
    let (signer, key) = (igc_sante.signer_of(authority)?, igc_sante.keys.lazy(LazyKey::OcspResponder)?);
    let name = format!("HARNAIS TEST OCSP {}", authority.file());
    let mut params = CertificateParams::default();
    params.serial_number = Some(SerialNumber::from(leaf_serial()?));
    params.distinguished_name = Subject::operateur(&name, "0002 187512751", "ASIP-SANTE").to_name()?;
    params.not_before = igc_sante.now - Duration::DAY;
    params.not_after = years_later(params.not_before, 3);
    let mut usage = extension_of(ExtensionKind::KeyUsage, extension::key_usage(KeyUsage::DIGITAL_SIGNATURE));
    usage.set_criticality(true);
    params.custom_extensions = vec![
        extension_of(ExtensionKind::ExtendedKeyUsage, extension::extended_key_usage(&[Purpose::OcspSigning])),
        extension_of(ExtensionKind::AuthorityKeyIdentifier, extension::authority_key_identifier(&signer.key_id)),
        extension_of(
            ExtensionKind::SubjectKeyIdentifier,
            extension::subject_key_identifier(&LeafKey::id(&key.subject_public_key_info())),
        ),
        usage,
        CustomExtension::from_oid_content(NO_CHECK, construct_der(|w| w.write_null())),
    ];
    signer.sign(&params, key)
}

fn extension_of(kind: ExtensionKind, value: Vec<u8>) -> CustomExtension {
    CustomExtension::from_oid_content(kind.oid(), value)
}
