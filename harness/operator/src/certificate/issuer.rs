// SPDX-License-Identifier: EUPL-1.2
//! What the issuer's own certificate adds, when it is in the same file.

use data_encoding::HEXLOWER;
use fake_pki::{Confidence, ExtensionKind};
use x509_parser::prelude::X509Certificate;

use super::Line;
use super::der::inside;
use super::extensions::value_of;

pub(super) fn compare(certificate: &X509Certificate<'_>, issuer: &X509Certificate<'_>) -> Vec<Line> {
    let named = certificate.issuer().as_raw() == issuer.subject().as_raw();
    let signed = certificate.verify_signature(Some(issuer.public_key())).is_ok();
    let said = |held| if held { "yes" } else { "no" };
    let key = value_of(issuer, ExtensionKind::SubjectKeyIdentifier)
        .map(|value| HEXLOWER.encode(value.get(2..).unwrap_or(value)));
    let identifier = value_of(certificate, ExtensionKind::AuthorityKeyIdentifier).map(inside).unwrap_or_default();
    let identifier = identifier.first().map(|(_, key)| HEXLOWER.encode(key)).unwrap_or_default();
    let ends = issuer.validity().not_after.timestamp() >= certificate.validity().not_after.timestamp();
    vec![
        Line::equal("issuer is the next certificate", "yes", Confidence::Document, said(named)),
        Line::equal("signed by its key", "yes", Confidence::Document, said(signed)),
        Line::equal("identifies its key", key.unwrap_or_default(), Confidence::Artefact, identifier),
        Line::equal("ends no later", "yes", Confidence::Inferred, said(ends)),
    ]
}
