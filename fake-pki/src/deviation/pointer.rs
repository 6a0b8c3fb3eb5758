// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the extensions that point elsewhere: to keys, lists, responders, and to the key's own period.

use time::Duration;

use crate::authority::key_id;
use crate::extension::{self, ExtensionKind, distribution_points};
use crate::keys::Slot;
use crate::leaf::Issuance;
use crate::tbs::{Extension, Tbs};

pub(super) fn no_ski(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::SubjectKeyIdentifier);
}

pub(super) fn no_aki(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::AuthorityKeyIdentifier);
}

pub(super) fn other_aki(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let other = key_id(issuance.igc_sante.keys.of(Slot::PrivateAuthority));
    tbs.replace(ExtensionKind::AuthorityKeyIdentifier, extension::authority_key_identifier(&other));
}

pub(super) fn aki_by_serial(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    // The issuer's own issuer and serial number, read from its certificate; regular ones always parse.
    let authority = issuance.igc_sante.authority_der(issuance.request.authority());
    let Ok(authority) = authority else { return };
    let Ok((_, issuer)) = x509_parser::parse_x509_certificate(&authority) else { return };
    let value = extension::authority_issuer_and_serial(issuer.issuer().as_raw(), issuer.raw_serial());
    tbs.replace(ExtensionKind::AuthorityKeyIdentifier, value);
}

pub(super) fn no_cdp(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::CrlDistributionPoints);
}

pub(super) fn cdp_not_found(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    list_at(tbs, issuance, &issuance.igc_sante.endpoints.under("/CRL/INTROUVABLE.crl"));
}

pub(super) fn cdp_of_root(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let root = issuance.request.authority().root();
    list_at(tbs, issuance, &issuance.igc_sante.endpoints.crl(root));
}

/// Changes the HTTP address and leaves the one of the directory.
fn list_at(tbs: &mut Tbs, issuance: &Issuance<'_>, url: &str) {
    let directory = issuance.request.authority().directory_crl(issuance.igc_sante.naming);
    tbs.replace(ExtensionKind::CrlDistributionPoints, distribution_points(&[url, &directory]));
}

pub(super) fn cdp_ldap(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let directory = issuance.request.authority().directory_crl(issuance.igc_sante.naming);
    tbs.replace(ExtensionKind::CrlDistributionPoints, distribution_points(&[&directory]));
}

pub(super) fn no_freshest(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::FreshestCrl);
}

pub(super) fn freshest_over_http(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let url = issuance.igc_sante.endpoints.under(&issuance.request.authority().delta_path());
    tbs.replace(ExtensionKind::FreshestCrl, distribution_points(&[&url]));
}

pub(super) fn no_aia(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::AuthorityInformationAccess);
}

pub(super) fn ca_issuers_of_root(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let endpoints = &issuance.igc_sante.endpoints;
    let root = endpoints.certificate(issuance.request.authority().root());
    let value = extension::authority_information_access(endpoints.ocsp_url.as_deref(), &root);
    tbs.replace(ExtensionKind::AuthorityInformationAccess, value);
}

pub(super) fn key_period_over(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let content = issuance.content;
    let over = content.not_before + Duration::HOUR;
    let value = extension::private_key_usage_period(content.not_before, over);
    tbs.remove(ExtensionKind::PrivateKeyUsagePeriod);
    // Where signing certificates have it: before the distribution points.
    let kind = ExtensionKind::PrivateKeyUsagePeriod;
    let place = tbs.position(ExtensionKind::CrlDistributionPoints);
    tbs.extensions.insert(place, Extension::new(kind.oid(), false, value));
}
