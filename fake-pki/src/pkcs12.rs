// SPDX-License-Identifier: EUPL-1.2
//! The smallest PKCS#12 file (RFC 7292): one key and its chain, under PBES2 with AES-256 and a MAC with SHA-256.
//!
//! Crates for PKCS#12 bring some forty others along.

use std::num::NonZeroU32;

use aws_lc_rs::cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{hmac, pbkdf2};
use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, Tag, construct_der};

use crate::keys::random;
use crate::{Credential, PkiError};

const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];
const ENCRYPTED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 6];
const SHROUDED_KEY_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 2];
const CERTIFICATE_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 3];
const X509_CERTIFICATE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 22, 1];
const LOCAL_KEY_ID: &[u64] = &[1, 2, 840, 113_549, 1, 9, 21];
const PBES2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 13];
const PBKDF2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 12];
const HMAC_WITH_SHA256: &[u64] = &[1, 2, 840, 113_549, 2, 9];
const AES_256_CBC: &[u64] = &[2, 16, 840, 1, 101, 3, 4, 1, 42];
const ID_SHA256: &[u64] = &[2, 16, 840, 1, 101, 3, 4, 2, 1];
/// Iterations of the key derivations, as few as openssl takes: these are test keys.
const ITERATIONS: u32 = 2048;

impl Credential {
    /// The key and the chain as a PKCS#12 file in DER, under a password.
    ///
    /// # Errors
    /// [`PkiError::Crypto`] if encryption fails.
    pub fn pkcs12(&self, password: &str) -> Result<Vec<u8>, PkiError> {
        let certificates = construct_der(|w| {
            w.write_sequence(|w| {
                for (rank, certificate) in self.chain.iter().enumerate() {
                    w.next().write_sequence(|w| {
                        w.next().write_oid(&oid(CERTIFICATE_BAG));
                        w.next().write_tagged(Tag::context(0), |w| write_certificate(w, certificate));
                        if rank == 0 {
                            write_local_key_id(w.next());
                        }
                    });
                }
            });
        });
        let (certificates, key) =
            (Encrypted::new(&certificates, password)?, Encrypted::new(self.key.secret_der(), password)?);
        let key = construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_sequence(|w| {
                    w.next().write_oid(&oid(SHROUDED_KEY_BAG));
                    w.next().write_tagged(Tag::context(0), |w| {
                        w.write_sequence(|w| {
                            key.write_algorithm(w.next());
                            w.next().write_bytes(&key.content);
                        });
                    });
                    write_local_key_id(w.next());
                });
            });
        });
        let safe = construct_der(|w| {
            w.write_sequence(|w| {
                write_content(w.next(), ENCRYPTED_DATA, |w| certificates.write(w));
                write_content(w.next(), DATA, |w| w.write_bytes(&key));
            });
        });
        file(&safe, password)
    }
}

fn oid(arcs: &[u64]) -> ObjectIdentifier {
    ObjectIdentifier::from_slice(arcs)
}

fn write_content(writer: DERWriter<'_>, kind: &[u64], content: impl FnOnce(DERWriter<'_>)) {
    writer.write_sequence(|w| {
        w.next().write_oid(&oid(kind));
        w.next().write_tagged(Tag::context(0), content);
    });
}

fn write_certificate(writer: DERWriter<'_>, certificate: &[u8]) {
    write_content(writer, X509_CERTIFICATE, |w| w.write_bytes(certificate));
}

/// The localKeyId that ties the certificate to its key: the same arbitrary byte on both (RFC 2985 §5.5.2).
fn write_local_key_id(writer: DERWriter<'_>) {
    writer.write_set(|w| {
        w.next().write_sequence(|w| {
            w.next().write_oid(&oid(LOCAL_KEY_ID));
            w.next().write_set(|w| w.next().write_bytes(&[1]));
        });
    });
}

/// Octets encrypted under PBES2 (RFC 8018 §6.2).
struct Encrypted {
    salt: [u8; 16],
    iv: [u8; 16],
    content: Vec<u8>,
}

impl Encrypted {
    fn new(clear: &[u8], password: &str) -> Result<Encrypted, PkiError> {
        let (mut salt, mut iv, mut key) = ([0; 16], [0; 16], [0; 32]);
        random(&mut salt)?;
        random(&mut iv)?;
        let iterations = NonZeroU32::new(ITERATIONS).unwrap_or(NonZeroU32::MIN);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, iterations, &salt, password.as_bytes(), &mut key);
        let refused = |_| PkiError::Crypto { action: "encrypt a PKCS#12 file", why: "AES refuses".into() };
        let key = UnboundCipherKey::new(&AES_256, &key).map_err(refused)?;
        let key = PaddedBlockEncryptingKey::cbc_pkcs7(key).map_err(refused)?;
        let mut content = clear.to_vec();
        key.less_safe_encrypt(&mut content, EncryptionContext::Iv128(FixedLength::from(&iv))).map_err(refused)?;
        Ok(Encrypted { salt, iv, content })
    }

    fn write_algorithm(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|w| {
            w.next().write_oid(&oid(PBES2));
            w.next().write_sequence(|w| {
                w.next().write_sequence(|w| {
                    w.next().write_oid(&oid(PBKDF2));
                    w.next().write_sequence(|w| {
                        w.next().write_bytes(&self.salt);
                        w.next().write_u32(ITERATIONS);
                        write_digest(w.next(), HMAC_WITH_SHA256);
                    });
                });
                w.next().write_sequence(|w| {
                    w.next().write_oid(&oid(AES_256_CBC));
                    w.next().write_bytes(&self.iv);
                });
            });
        });
    }

    /// Written as EncryptedData (RFC 5652 §8).
    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|w| {
            w.next().write_u8(0);
            w.next().write_sequence(|w| {
                w.next().write_oid(&oid(DATA));
                self.write_algorithm(w.next());
                w.next().write_tagged_implicit(Tag::context(0), |w| w.write_bytes(&self.content));
            });
        });
    }
}

fn write_digest(writer: DERWriter<'_>, algorithm: &[u64]) {
    writer.write_sequence(|w| {
        w.next().write_oid(&oid(algorithm));
        w.next().write_null();
    });
}

/// The outermost layer, PFX: the content and its MAC (RFC 7292 §4).
fn file(safe: &[u8], password: &str) -> Result<Vec<u8>, PkiError> {
    let mut salt = [0; 16];
    random(&mut salt)?;
    let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &mac_key(password, &salt)), safe);
    Ok(construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_u8(3);
            write_content(w.next(), DATA, |w| w.write_bytes(safe));
            w.next().write_sequence(|w| {
                w.next().write_sequence(|w| {
                    write_digest(w.next(), ID_SHA256);
                    w.next().write_bytes(mac.as_ref());
                });
                w.next().write_bytes(&salt);
                w.next().write_u32(ITERATIONS);
            });
        });
    }))
}

/// The key of the MAC (RFC 7292 appendix B.2); one digest long, it takes one round.
fn mac_key(password: &str, salt: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 64;
    const FOR_MAC: u8 = 3;
    let password: Vec<u8> = password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
    let filled = |bytes: &[u8]| {
        let length = bytes.len().next_multiple_of(BLOCK);
        bytes.iter().copied().cycle().take(length).collect::<Vec<_>>()
    };
    let mut key = [vec![FOR_MAC; BLOCK], filled(salt), filled(&password)].concat();
    for _ in 0..ITERATIONS {
        key = digest(&SHA256, &key).as_ref().to_vec();
    }
    key
}
