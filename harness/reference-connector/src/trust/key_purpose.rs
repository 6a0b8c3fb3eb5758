// SPDX-License-Identifier: EUPL-1.2
//! The extended key usages that the connector requires (RFC 5280 §4.2.1.12).

use x509_parser::certificate::X509Certificate;

/// What a certificate is required to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyPurpose {
    /// A peer that receives mail.
    ServerAuth,
    /// A peer that sends mail.
    ClientAuth,
    /// The signer of the liste blanche.
    EmailProtection,
}

impl KeyPurpose {
    /// The content octets of the DER object identifier.
    pub(super) fn oid(self) -> &'static [u8] {
        match self {
            KeyPurpose::ServerAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 1],
            KeyPurpose::ClientAuth => &[0x2b, 6, 1, 5, 5, 7, 3, 2],
            KeyPurpose::EmailProtection => &[0x2b, 6, 1, 5, 5, 7, 3, 4],
        }
    }

    /// Whether the certificate has an extended key usage extension that lists this purpose.
    pub(super) fn is_listed_by(self, certificate: &X509Certificate<'_>) -> bool {
        let usage = certificate.extended_key_usage().ok().flatten();
        usage.is_some_and(|usage| match self {
            KeyPurpose::ServerAuth => usage.value.server_auth,
            KeyPurpose::ClientAuth => usage.value.client_auth,
            KeyPurpose::EmailProtection => usage.value.email_protection,
        })
    }
}
