// SPDX-License-Identifier: EUPL-1.2
//! What a certificate of IGC Santé consists of: the facts that the issuer encodes and that an examiner compares with.

use crate::extension;
use crate::hierarchy::{Authority, Endpoints, Environment, Naming};
use crate::profile::{AlternativeNames, Confidence, Profile};

/// An extension that certificates of IGC Santé carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExtensionKind {
    /// What the certificate is good for.
    ExtendedKeyUsage,
    /// Which key signed it.
    AuthorityKeyIdentifier,
    /// Where the issuer's certificate and the OCSP responder are.
    AuthorityInformationAccess,
    /// Under which policy it was issued.
    CertificatePolicies,
    /// When its key may sign.
    PrivateKeyUsagePeriod,
    /// Where the revocation list is.
    CrlDistributionPoints,
    /// Which key it certifies.
    SubjectKeyIdentifier,
    /// Where the delta list is.
    FreshestCrl,
    /// What its key may do.
    KeyUsage,
    /// What kind of product holds the key: the private extension 1.2.250.1.71.1.2.5.
    ProductCategory,
    /// Hosts or mailboxes.
    SubjectAltName,
    /// Whether it is an authority.
    BasicConstraints,
}

use ExtensionKind::*;

impl ExtensionKind {
    /// The order in leaves issued since 2023. Seen in AUTH_CLI and S/MIME SIGN; inferred for `SSL_SERVEUR`.
    pub const SINCE_2023: [ExtensionKind; 12] = [
        ExtendedKeyUsage,
        AuthorityKeyIdentifier,
        AuthorityInformationAccess,
        CertificatePolicies,
        PrivateKeyUsagePeriod,
        CrlDistributionPoints,
        SubjectKeyIdentifier,
        FreshestCrl,
        KeyUsage,
        ProductCategory,
        SubjectAltName,
        BasicConstraints,
    ];
    /// The order in leaves issued until about 2021.
    pub const UNTIL_2021: [ExtensionKind; 12] = [
        BasicConstraints,
        SubjectKeyIdentifier,
        AuthorityKeyIdentifier,
        KeyUsage,
        CertificatePolicies,
        ExtendedKeyUsage,
        SubjectAltName,
        PrivateKeyUsagePeriod,
        CrlDistributionPoints,
        FreshestCrl,
        AuthorityInformationAccess,
        ProductCategory,
    ];
    /// The order in authorities, of which roots lack the distribution points.
    pub const OF_AUTHORITIES: [ExtensionKind; 6] = [
        BasicConstraints,
        KeyUsage,
        CertificatePolicies,
        CrlDistributionPoints,
        SubjectKeyIdentifier,
        AuthorityKeyIdentifier,
    ];

    /// The object identifier, arc by arc.
    pub fn oid(self) -> &'static [u64] {
        match self {
            ExtendedKeyUsage => &[2, 5, 29, 37],
            AuthorityKeyIdentifier => &[2, 5, 29, 35],
            AuthorityInformationAccess => &[1, 3, 6, 1, 5, 5, 7, 1, 1],
            CertificatePolicies => &[2, 5, 29, 32],
            PrivateKeyUsagePeriod => &[2, 5, 29, 16],
            CrlDistributionPoints => &[2, 5, 29, 31],
            SubjectKeyIdentifier => &[2, 5, 29, 14],
            FreshestCrl => &[2, 5, 29, 46],
            KeyUsage => &[2, 5, 29, 15],
            ProductCategory => &[1, 2, 250, 1, 71, 1, 2, 5],
            SubjectAltName => &[2, 5, 29, 17],
            BasicConstraints => &[2, 5, 29, 19],
        }
    }

    /// The name that RFC 5280 gives it.
    pub fn name(self) -> &'static str {
        match self {
            ExtendedKeyUsage => "extKeyUsage",
            AuthorityKeyIdentifier => "authorityKeyIdentifier",
            AuthorityInformationAccess => "authorityInfoAccess",
            CertificatePolicies => "certificatePolicies",
            PrivateKeyUsagePeriod => "privateKeyUsagePeriod",
            CrlDistributionPoints => "cRLDistributionPoints",
            SubjectKeyIdentifier => "subjectKeyIdentifier",
            FreshestCrl => "freshestCRL",
            KeyUsage => "keyUsage",
            ProductCategory => "product category 1.2.250.1.71.1.2.5",
            SubjectAltName => "subjectAltName",
            BasicConstraints => "basicConstraints",
        }
    }
}

/// Where a certificate stands: who issues it, and under which names and addresses.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The authority that issues it; for a root, itself.
    pub authority: Authority,
    /// Marked or faithful.
    pub naming: Naming,
    /// The addresses that it carries.
    pub endpoints: &'a Endpoints,
}

/// One of the three kinds of certificate.
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
            Shape::Leaf(_) => &ExtensionKind::SINCE_2023,
            _ => &ExtensionKind::OF_AUTHORITIES,
        };
        all.iter().copied().filter(|kind| self.has(*kind)).collect()
    }

    /// Whether it carries an extension.
    pub fn has(self, kind: ExtensionKind) -> bool {
        match (self, kind) {
            (Shape::Leaf(profile), SubjectAltName) => profile.alternative_names() != AlternativeNames::None,
            (Shape::Leaf(profile), PrivateKeyUsagePeriod) => profile.limits_key_period(),
            (Shape::Leaf(_), _) => true,
            (Shape::Root, CrlDistributionPoints) => false,
            (_, kind) => ExtensionKind::OF_AUTHORITIES.contains(&kind),
        }
    }

    /// Whether an extension is critical: keyUsage everywhere, basicConstraints in authorities.
    pub fn is_critical(self, kind: ExtensionKind) -> bool {
        kind == KeyUsage || (kind == BasicConstraints && !matches!(self, Shape::Leaf(_)))
    }

    /// The DER of an extension whose value follows from the kind of certificate and its place in the hierarchy, and how
    /// sure it is; `None` for those that depend on keys, dates or names.
    pub fn value(self, kind: ExtensionKind, place: &Place<'_>) -> Option<(Vec<u8>, Confidence)> {
        let Place { authority, naming, endpoints } = *place;
        let sure = match self {
            Shape::Leaf(profile) => profile.confidence(),
            _ => Confidence::Artefact,
        };
        Some(match (kind, self) {
            (KeyUsage, Shape::Leaf(profile)) => (extension::key_usage(profile.key_usage()), sure),
            (KeyUsage, _) => (extension::key_usage(extension::KeyUsage::OF_AUTHORITIES), sure),
            (ExtendedKeyUsage, Shape::Leaf(profile)) => (extension::extended_key_usage(profile.purposes()), sure),
            (BasicConstraints, Shape::Leaf(_)) => (extension::not_an_authority(), Confidence::Artefact),
            (BasicConstraints, Shape::Root) => (extension::an_authority(None), sure),
            (BasicConstraints, Shape::Intermediate) => (extension::an_authority(Some(0)), sure),
            (CertificatePolicies, _) => {
                let (policy, sure) = self.policy(authority.environment);
                (extension::certificate_policies(policy, &naming.policy_page(authority.environment)), sure)
            }
            (ProductCategory, _) => (extension::product_category(&[authority.environment.category()]), sure),
            (CrlDistributionPoints, _) => {
                let urls = [endpoints.crl(authority), authority.directory_crl(naming)];
                (extension::distribution_points(&urls.each_ref().map(String::as_str)), authority.confidence())
            }
            (FreshestCrl, _) => {
                (extension::distribution_points(&[&authority.directory_delta(naming)]), authority.confidence())
            }
            (AuthorityInformationAccess, _) => {
                let (ocsp, issuer) = (endpoints.ocsp_url.as_deref(), endpoints.certificate(authority));
                (extension::authority_information_access(ocsp, &issuer), authority.confidence())
            }
            _ => return None,
        })
    }

    /// The policy: any for authorities, one for the whole test hierarchy, one an offer in production.
    pub fn policy(self, environment: Environment) -> (&'static [u64], Confidence) {
        match (self, environment) {
            (Shape::Leaf(profile), Environment::Production) => profile.production_policy(),
            (Shape::Leaf(_), Environment::Test) => (extension::TEST_POLICY, Confidence::Artefact),
            _ => (extension::ANY_POLICY, Confidence::Artefact),
        }
    }

    /// Bits of the RSA modulus.
    pub fn key_bits(self) -> usize {
        if matches!(self, Shape::Leaf(_)) { 2048 } else { 4096 }
    }

    /// Bytes of the serial number.
    pub fn serial_length(self) -> usize {
        if matches!(self, Shape::Leaf(_)) { 16 } else { 18 }
    }

    /// Years of validity, and the days that an intermediate lacks to its root's.
    pub fn life(self) -> (i32, i64) {
        match self {
            Shape::Root => (20, 0),
            Shape::Intermediate => (20, 1),
            Shape::Leaf(_) => (3, 0),
        }
    }
}
