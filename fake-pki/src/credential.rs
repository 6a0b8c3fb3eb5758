// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::{PkiError, Subject, pem, signature};

/// A certificate with the chain to send and its private key.
#[derive(Debug)]
pub struct Credential {
    /// The leaf, then the certificates sent after it, in DER.
    pub chain: Vec<CertificateDer<'static>>,
    /// The private key in PKCS#8.
    pub key: PrivateKeyDer<'static>,
    /// The serial number, big-endian, as a CRL wants it.
    pub serial: Vec<u8>,
    /// The subject as encoded, deviation included.
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
    /// The chain in PEM, the leaf first.
    pub fn chain_pem(&self) -> String {
        self.chain.iter().map(|certificate| pem::encode("CERTIFICATE", certificate)).collect()
    }

    /// The private key in PEM (PKCS#8).
    pub fn key_pem(&self) -> String {
        pem::encode("PRIVATE KEY", self.key.secret_der())
    }

    /// A signature of a message with RSA PKCS#1 v1.5 and SHA-256 (RFC 8017 §8.2).
    ///
    /// # Errors
    /// [`PkiError::Crypto`] when the key is none of RSA, as after [`Deviation::EcdsaP256`](crate::Deviation).
    pub fn sign_rsa_sha256(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        signature::regular(&RSA_PKCS1_SHA256, self.key.secret_der(), message)
    }

    /// A signature of a message with RSA PKCS#1 v1.5 and SHA-1, which is broken.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] when the key is none of RSA, or too short.
    pub fn sign_rsa_sha1(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        signature::sha1(self.key.secret_der(), message)
    }
}
