// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with basicConstraints, keyUsage, extKeyUsage, and with extensions as such.

use yasna::construct_der;

use crate::extension::{self, ExtensionKind, KeyUsage, Purpose};
use crate::leaf::Issuance;
use crate::tbs::{Extension, Tbs};

/// An arc reserved for examples: no software can know it.
const UNKNOWN: &[u64] = &[2, 999, 1];

pub(super) fn ca(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.replace(ExtensionKind::BasicConstraints, extension::an_authority(None));
}

pub(super) fn no_basic_constraints(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::BasicConstraints);
}

pub(super) fn key_cert_sign(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.replace(ExtensionKind::KeyUsage, extension::key_usage(KeyUsage::KEY_CERT_SIGN));
}

pub(super) fn non_repudiation(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.replace(ExtensionKind::KeyUsage, extension::key_usage(KeyUsage::NON_REPUDIATION));
}

pub(super) fn no_key_usage(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::KeyUsage);
}

pub(super) fn key_usage_not_critical(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.make_critical(ExtensionKind::KeyUsage, false);
}

pub(super) fn server_auth(tbs: &mut Tbs, _: &Issuance<'_>) {
    purpose(tbs, Purpose::ServerAuth);
}

pub(super) fn client_auth(tbs: &mut Tbs, _: &Issuance<'_>) {
    purpose(tbs, Purpose::ClientAuth);
}

pub(super) fn email_protection(tbs: &mut Tbs, _: &Issuance<'_>) {
    purpose(tbs, Purpose::EmailProtection);
}

fn purpose(tbs: &mut Tbs, purpose: Purpose) {
    tbs.replace(ExtensionKind::ExtendedKeyUsage, extension::extended_key_usage(&[purpose]));
}

pub(super) fn any_purpose(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.replace(ExtensionKind::ExtendedKeyUsage, extension::any_extended_key_usage());
}

pub(super) fn no_purpose(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::ExtendedKeyUsage);
}

pub(super) fn unknown_critical(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.extensions.push(Extension::new(UNKNOWN, true, construct_der(|w| w.write_null())));
}

pub(super) fn extension_twice(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let usage = extension::key_usage(issuance.request.profile.key_usage());
    tbs.extensions.push(Extension::new(ExtensionKind::KeyUsage.oid(), true, usage));
}

pub(super) fn extensions_reversed(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.extensions.reverse();
}
