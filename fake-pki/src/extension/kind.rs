// SPDX-License-Identifier: EUPL-1.2
use strum::VariantArray;

use ExtensionKind::*;

/// An extension that certificates of IGC Santé carry, in the order of leaves issued since 2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum ExtensionKind {
    /// The purposes of the certificate.
    ExtendedKeyUsage,
    /// The key that signed it.
    AuthorityKeyIdentifier,
    /// The addresses of the issuer's certificate and of the OCSP responder.
    AuthorityInformationAccess,
    /// The policy under which it was issued.
    CertificatePolicies,
    /// The period in which its key may sign.
    PrivateKeyUsagePeriod,
    /// The addresses of the revocation list.
    CrlDistributionPoints,
    /// The key that it certifies.
    SubjectKeyIdentifier,
    /// The address of the delta list.
    FreshestCrl,
    /// The uses of its key.
    KeyUsage,
    /// The category of the product that holds the key: the private extension 1.2.250.1.71.1.2.5.
    ProductCategory,
    /// Further names of the subject: hosts or mailboxes.
    SubjectAltName,
    /// Whether the subject is an authority.
    BasicConstraints,
}

impl ExtensionKind {
    /// The order in leaves issued since 2023. Seen in AUTH_CLI and S/MIME SIGN; inferred for `SSL_SERVEUR`.
    pub const SINCE_2023: &[ExtensionKind] = ExtensionKind::VARIANTS;
    /// The order in leaves issued until about 2021.
    pub const UNTIL_2021: &[ExtensionKind] = &[
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
    /// The order in authorities; roots lack the distribution points.
    pub const OF_AUTHORITIES: &[ExtensionKind] = &[
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

    /// The name of the extension in RFC 5280.
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
