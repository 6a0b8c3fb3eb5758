// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the policy and with the private extension that says the category of product.

use super::Surroundings;
use crate::extension;
use crate::hierarchy::Environment;
use crate::shape::{ExtensionKind, Shape};
use crate::surgery::Tbs;

/// An arc reserved for examples.
const FOREIGN: &[u64] = &[2, 999, 2];

pub(super) fn none(tbs: &mut Tbs, _: &Surroundings<'_>) {
    tbs.remove(ExtensionKind::CertificatePolicies);
}

pub(super) fn other_environment(tbs: &mut Tbs, around: &Surroundings<'_>) {
    let (policy, _) = Shape::Leaf(around.request.profile).policy(around.request.environment.other());
    name_policy(tbs, around, policy);
}

pub(super) fn foreign(tbs: &mut Tbs, around: &Surroundings<'_>) {
    name_policy(tbs, around, FOREIGN);
}

/// Names another policy; the page that it points to stays the right one.
fn name_policy(tbs: &mut Tbs, around: &Surroundings<'_>, policy: &[u64]) {
    let page = around.igc_sante.naming.policy_page(around.request.environment);
    tbs.replace(ExtensionKind::CertificatePolicies, extension::certificate_policies(policy, &page));
}

pub(super) fn critical(tbs: &mut Tbs, _: &Surroundings<'_>) {
    tbs.make_critical(ExtensionKind::CertificatePolicies, true);
}

pub(super) fn no_category(tbs: &mut Tbs, _: &Surroundings<'_>) {
    tbs.remove(ExtensionKind::ProductCategory);
}

pub(super) fn other_category(tbs: &mut Tbs, around: &Surroundings<'_>) {
    category(tbs, around, |environment| match environment {
        Environment::Production => b"\x83",
        Environment::Test => b"\x03",
    });
}

pub(super) fn card(tbs: &mut Tbs, around: &Surroundings<'_>) {
    category(tbs, around, |environment| match environment {
        Environment::Production => b"\x00",
        Environment::Test => b"\x80",
    });
}

pub(super) fn text(tbs: &mut Tbs, around: &Surroundings<'_>) {
    category(tbs, around, |environment| match environment {
        Environment::Production => b"03",
        Environment::Test => b"83",
    });
}

fn category(tbs: &mut Tbs, around: &Surroundings<'_>, value: fn(Environment) -> &'static [u8]) {
    let value = extension::product_category(value(around.request.environment));
    tbs.replace(ExtensionKind::ProductCategory, value);
}

pub(super) fn category_critical(tbs: &mut Tbs, _: &Surroundings<'_>) {
    tbs.make_critical(ExtensionKind::ProductCategory, true);
}
