// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::{PkiError, Subject, pem, signature};

/// A certificate with the chain to send and its private key.
#[derive(Debug)]
pub struct Credential {
    /// The leaf, then what is sent after it.
    pub chain: Vec<CertificateDer<'static>>,
    /// The private key, PKCS#8.
    pub key: PrivateKeyDer<'static>,
    /// The serial number, big-endian, as a CRL wants it.
    pub serial: Vec<u8>,
    /// The subject as encoded.
    pub subject: Subject,
}

impl Clone for Credential {
    fn clone(&self) -> Credential {
        Credential {
            chain: self.chain.clone(),
            key: self.key.clone_key(),
            serial: self.serial.clone(),
            subject: self.subject.clone(),
        }
    }
}

impl Credential {
    /// The chain as PEM, leaf first.
    pub fn chain_pem(&self) -> String {
        self.chain.iter().map(|certificate| pem::encode("CERTIFICATE", certificate)).collect()
    }

    /// The private key as PEM (PKCS#8).
    pub fn key_pem(&self) -> String {
        pem::encode("PRIVATE KEY", self.key.secret_der())
    }

    /// Signs with RSA PKCS#1 v1.5 and SHA-256.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] when the key is not an RSA key in PKCS#8, which no key of this library is.
    pub fn sign_rsa_sha256(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        signature::regular(&RSA_PKCS1_SHA256, self.key.secret_der(), message)
    }

    /// Signs with RSA PKCS#1 v1.5 and SHA-1, which nobody may believe any more.
    ///
    /// # Errors
    /// As [`Credential::sign_rsa_sha256`].
    pub fn sign_rsa_sha1(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        signature::sha1(self.key.secret_der(), message)
    }
}
