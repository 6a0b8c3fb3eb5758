// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the policy and with the private extension that says the category of product.

use crate::extension::{self, ExtensionKind};
use crate::hierarchy::Environment;
use crate::leaf::Issuance;
use crate::shape::Shape;
use crate::tbs::Tbs;

/// An arc reserved for examples.
const FOREIGN: &[u64] = &[2, 999, 2];

pub(super) fn none(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::CertificatePolicies);
}

pub(super) fn other_environment(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    let (policy, _) = Shape::Leaf(issuance.request.profile).policy(issuance.request.environment.other());
    name_policy(tbs, issuance, policy);
}

pub(super) fn foreign(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    name_policy(tbs, issuance, FOREIGN);
}

/// Names another policy; the page that it points to stays the right one.
fn name_policy(tbs: &mut Tbs, issuance: &Issuance<'_>, policy: &[u64]) {
    let page = issuance.igc_sante.naming.policy_page(issuance.request.environment);
    tbs.replace(ExtensionKind::CertificatePolicies, extension::certificate_policies(policy, &page));
}

pub(super) fn critical(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.make_critical(ExtensionKind::CertificatePolicies, true);
}

pub(super) fn no_category(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.remove(ExtensionKind::ProductCategory);
}

pub(super) fn other_category(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    category(tbs, issuance, |environment| match environment {
        Environment::Production => b"\x83",
        Environment::Test => b"\x03",
    });
}

pub(super) fn card(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    category(tbs, issuance, |environment| match environment {
        Environment::Production => b"\x00",
        Environment::Test => b"\x80",
    });
}

pub(super) fn text(tbs: &mut Tbs, issuance: &Issuance<'_>) {
    category(tbs, issuance, |environment| match environment {
        Environment::Production => b"03",
        Environment::Test => b"83",
    });
}

fn category(tbs: &mut Tbs, issuance: &Issuance<'_>, value: fn(Environment) -> &'static [u8]) {
    let value = extension::product_category(value(issuance.request.environment));
    tbs.replace(ExtensionKind::ProductCategory, value);
}

pub(super) fn category_critical(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.make_critical(ExtensionKind::ProductCategory, true);
}
