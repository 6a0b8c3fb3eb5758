// SPDX-License-Identifier: EUPL-1.2
use std::ops::BitOr;

/// The bits of keyUsage (RFC 5280 §4.2.1.3), the first bit being the most significant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyUsage(pub(super) u8);

impl KeyUsage {
    pub(crate) const DIGITAL_SIGNATURE: KeyUsage = KeyUsage(0x80);
    pub(crate) const NON_REPUDIATION: KeyUsage = KeyUsage(0x40);
    pub(crate) const KEY_ENCIPHERMENT: KeyUsage = KeyUsage(0x20);
    pub(crate) const KEY_CERT_SIGN: KeyUsage = KeyUsage(0x04);
    const CRL_SIGN: KeyUsage = KeyUsage(0x02);
    /// The signing of certificates and of revocation lists.
    pub(crate) const OF_AUTHORITIES: KeyUsage = KeyUsage(KeyUsage::KEY_CERT_SIGN.0 | KeyUsage::CRL_SIGN.0);
}

impl BitOr for KeyUsage {
    type Output = KeyUsage;

    fn bitor(self, other: KeyUsage) -> KeyUsage {
        KeyUsage(self.0 | other.0)
    }
}

/// A purpose of extKeyUsage (RFC 5280 §4.2.1.12); the number is the last arc of its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// TLS servers (id-kp-serverAuth).
    ServerAuth = 1,
    /// TLS clients (id-kp-clientAuth).
    ClientAuth = 2,
    /// The signing and encryption of mail (id-kp-emailProtection).
    EmailProtection = 4,
    /// OCSP answers for an authority (id-kp-OCSPSigning, RFC 6960 §4.2.2.2).
    OcspSigning = 9,
}
