// SPDX-License-Identifier: EUPL-1.2
//! Signatures, regular and not; SHA-1 and MD5 go through RSA of our own, as no library signs with them.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use rcgen::{KeyPair, SigningKey};

use crate::PkiError;
use crate::md5::md5;
use crate::rsa::RsaPrivateKey;

/// The way a certificate is signed, and the algorithm it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureForm {
    Sha256,
    Sha1,
    Md5,
    Pss,
    /// Regular, with one bit turned.
    Corrupted,
    /// Signed with SHA-256 and said so outside, while the signed part says SHA-384.
    Mismatched,
}

/// `sha256WithRSAEncryption` with its NULL, and the same for the others (RFC 4055 §5, RFC 3279 §2.2.1).
pub(crate) const SHA256_WITH_RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00";
const SHA384_WITH_RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00";
const SHA1_WITH_RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05\x05\x00";
const MD5_WITH_RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04\x05\x00";
/// RSASSA-PSS with SHA-256, MGF1 over SHA-256 and a salt of 32 bytes (RFC 4055 §3.1).
const PSS_SHA256: &[u8] = b"\x30\x41\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x34\
    \xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\
    \xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\
    \x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\
    \xa2\x03\x02\x01\x20";
/// The DER before the digest in a signature (RFC 8017 §9.2, note 1).
const SHA1_PREFIX: &[u8] = b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
const MD5_PREFIX: &[u8] = b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10";

impl SignatureForm {
    pub(crate) fn inner_algorithm(self) -> &'static [u8] {
        if self == SignatureForm::Mismatched { SHA384_WITH_RSA } else { self.outer_algorithm() }
    }

    pub(crate) fn outer_algorithm(self) -> &'static [u8] {
        match self {
            SignatureForm::Sha1 => SHA1_WITH_RSA,
            SignatureForm::Md5 => MD5_WITH_RSA,
            SignatureForm::Pss => PSS_SHA256,
            SignatureForm::Sha256 | SignatureForm::Corrupted | SignatureForm::Mismatched => SHA256_WITH_RSA,
        }
    }

    pub(crate) fn sign(self, key: &KeyPair, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        match self {
            SignatureForm::Sha1 => sha1(key.serialized_der(), message),
            SignatureForm::Md5 => {
                RsaPrivateKey::from_pkcs8(key.serialized_der())?.sign(&[MD5_PREFIX, &md5(message)].concat())
            }
            SignatureForm::Pss => regular(&RSA_PSS_SHA256, key.serialized_der(), message),
            SignatureForm::Corrupted => {
                let mut signature = key.sign(message).map_err(PkiError::crypto("sign"))?;
                if let Some(byte) = signature.last_mut() {
                    *byte ^= 1;
                }
                Ok(signature)
            }
            SignatureForm::Sha256 | SignatureForm::Mismatched => key.sign(message).map_err(PkiError::crypto("sign")),
        }
    }
}

/// Signs with PKCS#1 v1.5 over SHA-1; the key in PKCS#8.
pub(crate) fn sha1(key: &[u8], message: &[u8]) -> Result<Vec<u8>, PkiError> {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, message);
    RsaPrivateKey::from_pkcs8(key)?.sign(&[SHA1_PREFIX, hash.as_ref()].concat())
}

/// Signs with one of the schemes that the cryptographic library offers; the key in PKCS#8.
pub(crate) fn regular(scheme: &'static dyn RsaEncoding, key: &[u8], message: &[u8]) -> Result<Vec<u8>, PkiError> {
    let refused = |why: String| PkiError::Crypto { action: "sign with an RSA key", why };
    let key = RsaKeyPair::from_pkcs8(key).map_err(|error| refused(error.to_string()))?;
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(scheme, &SystemRandom::new(), message, &mut signature).map_err(|error| refused(error.to_string()))?;
    Ok(signature)
}
