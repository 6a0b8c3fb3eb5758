// SPDX-License-Identifier: EUPL-1.2
//! The contents of a certificate of IGC Santé, which the issuer encodes and an examiner compares with.

use crate::extension::{self, ExtensionKind};
use crate::hierarchy::{Authority, Endpoints, Environment, Naming};
use crate::profile::{AlternativeNames, Confidence, Profile};

/// The place of a certificate in the hierarchy: its issuer, and the names and addresses in use.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The authority that issues it; for a root, itself.
    pub authority: Authority,
    /// The naming of the authorities.
    pub naming: Naming,
    /// The addresses that the certificate carries.
    pub endpoints: &'a Endpoints,
}

/// The kind of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A self-signed root.
    Root,
    /// An intermediate, which issues leaves only.
    Intermediate,
    /// A certificate of one of the offers.
    Leaf(Profile),
}

impl Shape {
    /// The extensions it carries, in the order of certificates issued since 2023.
    pub fn extensions(self) -> Vec<ExtensionKind> {
        let all: &[ExtensionKind] = match self {
            Shape::Leaf(_) => ExtensionKind::SINCE_2023,
            _ => ExtensionKind::OF_AUTHORITIES,
        };
        all.iter().copied().filter(|kind| self.has(*kind)).collect()
    }

    /// Whether it carries an extension.
    pub fn has(self, kind: ExtensionKind) -> bool {
        match (self, kind) {
            (Shape::Leaf(profile), ExtensionKind::SubjectAltName) => {
                profile.alternative_names() != AlternativeNames::None
            }
            (Shape::Leaf(profile), ExtensionKind::PrivateKeyUsagePeriod) => profile.limits_key_period(),
            (Shape::Leaf(_), _) => true,
            (Shape::Root, ExtensionKind::CrlDistributionPoints) => false,
            (_, kind) => ExtensionKind::OF_AUTHORITIES.contains(&kind),
        }
    }

    /// Whether an extension is critical: keyUsage everywhere, basicConstraints in authorities.
    pub fn is_critical(self, kind: ExtensionKind) -> bool {
        kind == ExtensionKind::KeyUsage || (kind == ExtensionKind::BasicConstraints && !matches!(self, Shape::Leaf(_)))
    }

    /// The value of an extension in DER, and the confidence in it.
    ///
    /// The value follows from the kind of certificate and its place; none where it depends on keys, dates or names.
    pub fn value(self, kind: ExtensionKind, place: &Place<'_>) -> Option<(Vec<u8>, Confidence)> {
        let Place { authority, naming, endpoints } = *place;
        let sure = match self {
            Shape::Leaf(profile) => profile.confidence(),
            _ => Confidence::Artefact,
        };
        Some(match (kind, self) {
            (ExtensionKind::KeyUsage, Shape::Leaf(profile)) => (extension::key_usage(profile.key_usage()), sure),
            (ExtensionKind::KeyUsage, _) => (extension::key_usage(extension::KeyUsage::OF_AUTHORITIES), sure),
            (ExtensionKind::ExtendedKeyUsage, Shape::Leaf(profile)) => {
                (extension::extended_key_usage(profile.purposes()), sure)
            }
            (ExtensionKind::BasicConstraints, Shape::Leaf(_)) => (extension::not_an_authority(), Confidence::Artefact),
            (ExtensionKind::BasicConstraints, Shape::Root) => (extension::an_authority(None), sure),
            (ExtensionKind::BasicConstraints, Shape::Intermediate) => (extension::an_authority(Some(0)), sure),
            (ExtensionKind::CertificatePolicies, _) => {
                let (policy, sure) = self.policy(authority.environment);
                (extension::certificate_policies(policy, &naming.policy_page(authority.environment)), sure)
            }
            (ExtensionKind::ProductCategory, _) => {
                (extension::product_category(&[authority.environment.category()]), sure)
            }
            (ExtensionKind::CrlDistributionPoints, _) => {
                let urls = [endpoints.crl(authority), authority.directory_crl(naming)];
                (extension::distribution_points(&urls.each_ref().map(String::as_str)), authority.confidence())
            }
            (ExtensionKind::FreshestCrl, _) => {
                (extension::distribution_points(&[&authority.directory_delta(naming)]), authority.confidence())
            }
            (ExtensionKind::AuthorityInformationAccess, _) => {
                let (ocsp, issuer) = (endpoints.ocsp_url.as_deref(), endpoints.certificate(authority));
                (extension::authority_information_access(ocsp, &issuer), authority.confidence())
            }
            _ => return None,
        })
    }

    /// The policy: any for authorities, one for all test leaves, one for each offer in production.
    pub fn policy(self, environment: Environment) -> (&'static [u64], Confidence) {
        match (self, environment) {
            (Shape::Leaf(profile), Environment::Production) => profile.production_policy(),
            (Shape::Leaf(_), Environment::Test) => (extension::TEST_POLICY, Confidence::Artefact),
            _ => (extension::ANY_POLICY, Confidence::Artefact),
        }
    }

    /// The length of the RSA modulus, in bits.
    pub fn key_bits(self) -> usize {
        if matches!(self, Shape::Leaf(_)) { 2048 } else { 4096 }
    }

    /// The length of the serial number, in bytes.
    pub fn serial_length(self) -> usize {
        if matches!(self, Shape::Leaf(_)) { 16 } else { 18 }
    }

    /// The years of validity, and the days that are missing from them.
    pub fn life(self) -> (i32, i64) {
        match self {
            Shape::Root => (20, 0),
            Shape::Intermediate => (20, 1),
            Shape::Leaf(_) => (3, 0),
        }
    }
}
