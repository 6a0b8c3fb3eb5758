// SPDX-License-Identifier: EUPL-1.2
//! Reads a PKCS#12 file (RFC 7292) in the form that openssl 3 and `pki issue` write: PBES2 with AES in CBC mode, a MAC
//! with SHA. Older encryption (RC2, 3DES) is named and refused, with the command that converts it.
//!
//! By hand, because the crates that read PKCS#12 bring some forty others along and pin a pre-release; the parts needed
//! (DER, PBKDF2, AES, HMAC) are all in the tree.

use super::cms::{demand, invalid, oid, read_certificate};
use aws_lc_rs::cipher::{AES_128, AES_256, Algorithm, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::digest::{self, digest};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::signature::{KeyPair, RsaKeyPair};
use aws_lc_rs::{hmac, pbkdf2};
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use std::num::NonZeroU32;
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, BERReader, BERReaderSeq, Tag, parse_ber};

const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];
const ENCRYPTED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 6];
const KEY_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 1];
const SHROUDED_KEY_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 2];
const CERTIFICATE_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 3];
const PBES2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 13];
const PBKDF2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 12];
const HMAC_WITH_SHA1: &[u64] = &[1, 2, 840, 113_549, 2, 7];
/// More than any tool writes; a file could otherwise keep us busy for years.
const ITERATIONS_LIMIT: u32 = 10_000_000;

/// What a PKCS#12 file holds: a chain, its leaf first, and the leaf's key.
#[derive(Debug)]
pub struct Identity {
    /// The certificate of the key, then those above it.
    pub chain: Vec<CertificateDer<'static>>,
    /// The private key.
    pub key: PrivatePkcs8KeyDer<'static>,
}

/// Why a PKCS#12 file gives no key and certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Pkcs12Error {
    /// Not a PKCS#12 file (RFC 7292).
    #[error("it is not a PKCS#12 file: {0}")]
    Form(String),
    /// The password is not the one the file was closed with.
    #[error("the password is not the one of this PKCS#12 file")]
    Password,
    /// Closed with an algorithm that is not read here.
    #[error("it is protected by {0}, and only PBES2 with AES in CBC mode and a MAC with SHA are read")]
    Algorithm(String),
    /// No private key inside.
    #[error("it holds no private key")]
    NoKey,
    /// The private key cannot be used.
    #[error("its private key is not an RSA key: {0}")]
    Key(String),
    /// No certificate for the key inside.
    #[error("it holds no certificate of its private key")]
    NoCertificate,
}

fn unread(error: yasna::ASN1Error) -> Pkcs12Error {
    Pkcs12Error::Form(error.to_string())
}

/// Opens a PKCS#12 file with its password.
///
/// # Errors
/// The password is wrong, or the file has another form.
pub fn open(file: &[u8], password: &str) -> Result<Identity, Pkcs12Error> {
    let (safe, mac) = parse_ber(file, |r| r.read_sequence(read_file)).map_err(unread)?;
    mac.verify(&safe, password)?;
    let mut bags = Vec::new();
    for part in parse_ber(&safe, |r| r.collect_sequence_of(Content::read)).map_err(unread)? {
        let clear = match part {
            Content::Clear(octets) => octets,
            Content::Encrypted(encrypted) => encrypted.decrypt(password)?,
        };
        bags.extend(parse_ber(&clear, |r| r.collect_sequence_of(Bag::read)).map_err(unread)?);
    }
    let mut keys = Vec::new();
    let mut certificates = Vec::new();
    for bag in bags {
        match bag {
            Bag::Key(key) => keys.push(key),
            Bag::Shrouded(key) => keys.push(key.decrypt(password)?),
            Bag::Certificate(certificate) => certificates.push(CertificateDer::from(certificate)),
            Bag::Other => {}
        }
    }
    let key = keys.into_iter().next().ok_or(Pkcs12Error::NoKey)?;
    Ok(Identity { chain: chain(certificates, &key)?, key: PrivatePkcs8KeyDer::from(key) })
}

/// Puts the key's own certificate first, and behind each its issuer.
fn chain(
    mut certificates: Vec<CertificateDer<'static>>,
    key: &[u8],
) -> Result<Vec<CertificateDer<'static>>, Pkcs12Error> {
    let key = RsaKeyPair::from_pkcs8(key).map_err(|error| Pkcs12Error::Key(error.to_string()))?;
    let public = key.public_key().as_ref();
    let own = |der: &CertificateDer<'_>| {
        read_certificate(der).is_ok_and(|c| c.public_key().subject_public_key.data.as_ref() == public)
    };
    let mut next = certificates.iter().position(own);
    let mut chain = Vec::new();
    while let Some(at) = next {
        let certificate = certificates.remove(at);
        let issuer = read_certificate(&certificate).map(|c| c.issuer().as_raw().to_vec()).unwrap_or_default();
        next = certificates.iter().position(|der| read_certificate(der).is_ok_and(|c| c.subject().as_raw() == issuer));
        chain.push(certificate);
    }
    if chain.is_empty() { Err(Pkcs12Error::NoCertificate) } else { Ok(chain) }
}

/// What protects the whole.
struct Mac {
    algorithm: ObjectIdentifier,
    value: Vec<u8>,
    salt: Vec<u8>,
    iterations: u32,
}

fn read_file(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<(Vec<u8>, Mac)> {
    demand(r.next().read_u8()? == 3)?;
    let safe = r.next().read_sequence(|r| {
        demand(r.next().read_oid()? == oid(DATA))?;
        r.next().read_tagged(Tag::context(0), |r| r.read_bytes())
    })?;
    let mac = r.next().read_sequence(|r| {
        let (algorithm, value) = r.next().read_sequence(|r| {
            let algorithm = r.next().read_sequence(|r| {
                let named = r.next().read_oid()?;
                r.read_optional(|r| r.read_der())?;
                Ok(named)
            })?;
            Ok((algorithm, r.next().read_bytes()?))
        })?;
        let salt = r.next().read_bytes()?;
        Ok(Mac { algorithm, value, salt, iterations: r.read_optional(|r| r.read_u32())?.unwrap_or(1) })
    })?;
    Ok((safe, mac))
}

impl Mac {
    fn verify(&self, safe: &[u8], password: &str) -> Result<(), Pkcs12Error> {
        let known: [(&[u64], _, _, usize); 4] = [
            (&[1, 3, 14, 3, 2, 26], &digest::SHA1_FOR_LEGACY_USE_ONLY, hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, 64),
            (&[2, 16, 840, 1, 101, 3, 4, 2, 1], &digest::SHA256, hmac::HMAC_SHA256, 64),
            (&[2, 16, 840, 1, 101, 3, 4, 2, 2], &digest::SHA384, hmac::HMAC_SHA384, 128),
            (&[2, 16, 840, 1, 101, 3, 4, 2, 3], &digest::SHA512, hmac::HMAC_SHA512, 128),
        ];
        let unknown = || Pkcs12Error::Algorithm(format!("a MAC of kind {}", self.algorithm));
        let (_, hash, mac, block) =
            known.into_iter().find(|(named, ..)| self.algorithm == oid(named)).ok_or_else(unknown)?;
        let key = hmac::Key::new(mac, &self.key(password, hash, block)?);
        hmac::verify(&key, safe, &self.value).map_err(|_| Pkcs12Error::Password)
    }

    /// The key derivation of PKCS#12 itself (RFC 7292 appendix B.2), of which a key of one digest needs one round.
    fn key(&self, password: &str, hash: &'static digest::Algorithm, block: usize) -> Result<Vec<u8>, Pkcs12Error> {
        const FOR_MAC: u8 = 3;
        let password: Vec<u8> = password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
        let filled = |bytes: &[u8]| {
            let length = bytes.len().next_multiple_of(block);
            bytes.iter().copied().cycle().take(length).collect::<Vec<_>>()
        };
        let mut key = [vec![FOR_MAC; block], filled(&self.salt), filled(&password)].concat();
        for _ in 0..bounded(self.iterations)?.get() {
            key = digest(hash, &key).as_ref().to_vec();
        }
        Ok(key)
    }
}

fn bounded(iterations: u32) -> Result<NonZeroU32, Pkcs12Error> {
    let bounded = NonZeroU32::new(iterations).filter(|count| count.get() <= ITERATIONS_LIMIT);
    bounded.ok_or_else(|| Pkcs12Error::Form(format!("{iterations} iterations")))
}

/// One part of the safe.
enum Content {
    Clear(Vec<u8>),
    Encrypted(Encrypted),
}

impl Content {
    fn read(reader: BERReader<'_, '_>) -> ASN1Result<Content> {
        reader.read_sequence(|r| {
            let kind = r.next().read_oid()?;
            r.next().read_tagged(Tag::context(0), |r| {
                if kind == oid(DATA) {
                    return r.read_bytes().map(Content::Clear);
                }
                demand(kind == oid(ENCRYPTED_DATA))?;
                r.read_sequence(|r| {
                    r.next().read_u8()?;
                    r.next().read_sequence(|r| {
                        demand(r.next().read_oid()? == oid(DATA))?;
                        let scheme = Scheme::read(r.next())?;
                        let content = r.next().read_tagged_implicit(Tag::context(0), |r| r.read_bytes())?;
                        Ok(Content::Encrypted(Encrypted { scheme, content }))
                    })
                })
            })
        })
    }
}

/// One thing in the safe.
enum Bag {
    Key(Vec<u8>),
    Shrouded(Encrypted),
    Certificate(Vec<u8>),
    /// A revocation list or a secret, which nobody needs here.
    Other,
}

impl Bag {
    fn read(reader: BERReader<'_, '_>) -> ASN1Result<Bag> {
        reader.read_sequence(|r| {
            let kind = r.next().read_oid()?;
            let bag = r.next().read_tagged(Tag::context(0), |r| match kind {
                kind if kind == oid(KEY_BAG) => r.read_der().map(Bag::Key),
                kind if kind == oid(SHROUDED_KEY_BAG) => r.read_sequence(|r| {
                    let scheme = Scheme::read(r.next())?;
                    Ok(Bag::Shrouded(Encrypted { scheme, content: r.next().read_bytes()? }))
                }),
                kind if kind == oid(CERTIFICATE_BAG) => r.read_sequence(|r| {
                    r.next().read_oid()?;
                    r.next().read_tagged(Tag::context(0), |r| r.read_bytes()).map(Bag::Certificate)
                }),
                _ => r.read_der().map(|_| Bag::Other),
            })?;
            r.read_optional(|r| r.collect_set_of(|r| r.read_der()))?;
            Ok(bag)
        })
    }
}

/// Something under a password.
struct Encrypted {
    scheme: Scheme,
    content: Vec<u8>,
}

/// How it was encrypted.
enum Scheme {
    /// PBES2 (RFC 8018 §6.2) with PBKDF2.
    Pbes2 {
        salt: Vec<u8>,
        iterations: u32,
        prf: ObjectIdentifier,
        cipher: ObjectIdentifier,
        iv: Vec<u8>,
    },
    Other(ObjectIdentifier),
}

impl Scheme {
    fn read(reader: BERReader<'_, '_>) -> ASN1Result<Scheme> {
        reader.read_sequence(|r| {
            let named = r.next().read_oid()?;
            if named != oid(PBES2) {
                r.read_optional(|r| r.read_der())?;
                return Ok(Scheme::Other(named));
            }
            r.next().read_sequence(|r| {
                let (salt, iterations, prf) = r.next().read_sequence(|r| {
                    demand(r.next().read_oid()? == oid(PBKDF2))?;
                    r.next().read_sequence(|r| {
                        let salt = r.next().read_bytes()?;
                        let iterations = r.next().read_u32()?;
                        r.read_optional(|r| r.read_u32())?;
                        let prf = r.read_optional(super::cms::read_algorithm)?;
                        Ok((salt, iterations, prf.unwrap_or_else(|| oid(HMAC_WITH_SHA1))))
                    })
                })?;
                r.next().read_sequence(|r| {
                    let cipher = r.next().read_oid()?;
                    let iv = r.next().read_bytes()?;
                    Ok(Scheme::Pbes2 { salt, iterations, prf, cipher, iv })
                })
            })
        })
    }
}

impl Encrypted {
    fn decrypt(self, password: &str) -> Result<Vec<u8>, Pkcs12Error> {
        let (salt, iterations, prf, cipher, iv) = match self.scheme {
            Scheme::Pbes2 { salt, iterations, prf, cipher, iv } => (salt, iterations, prf, cipher, iv),
            Scheme::Other(named) => return Err(Pkcs12Error::Algorithm(format!("the scheme {named}"))),
        };
        let (algorithm, length) = block_cipher(&cipher)?;
        let mut key = vec![0; length];
        pbkdf2::derive(pseudo_random(&prf)?, bounded(iterations)?, &salt, password.as_bytes(), &mut key);
        // The MAC held before: whatever fails now is the file's fault, not the password's.
        let broken = |_| unread(invalid());
        let key = UnboundCipherKey::new(algorithm, &key).map_err(broken)?;
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).map_err(broken)?;
        let iv: [u8; 16] = iv.try_into().map_err(|_| unread(invalid()))?;
        let mut content = self.content;
        let context = DecryptionContext::Iv128(FixedLength::from(&iv));
        Ok(key.decrypt(&mut content, context).map_err(broken)?.to_vec())
    }
}

fn block_cipher(named: &ObjectIdentifier) -> Result<(&'static Algorithm, usize), Pkcs12Error> {
    let known: [(&[u64], _, _); 2] =
        [(&[2, 16, 840, 1, 101, 3, 4, 1, 2], &AES_128, 16), (&[2, 16, 840, 1, 101, 3, 4, 1, 42], &AES_256, 32)];
    let found = known.into_iter().find(|(arcs, ..)| *named == oid(arcs)).map(|(_, cipher, length)| (cipher, length));
    found.ok_or_else(|| Pkcs12Error::Algorithm(format!("the cipher {named}")))
}

fn pseudo_random(named: &ObjectIdentifier) -> Result<pbkdf2::Algorithm, Pkcs12Error> {
    let known: [(&[u64], _); 4] = [
        (HMAC_WITH_SHA1, pbkdf2::PBKDF2_HMAC_SHA1),
        (&[1, 2, 840, 113_549, 2, 9], pbkdf2::PBKDF2_HMAC_SHA256),
        (&[1, 2, 840, 113_549, 2, 10], pbkdf2::PBKDF2_HMAC_SHA384),
        (&[1, 2, 840, 113_549, 2, 11], pbkdf2::PBKDF2_HMAC_SHA512),
    ];
    let found = known.into_iter().find(|(arcs, _)| *named == oid(arcs)).map(|(_, algorithm)| algorithm);
    found.ok_or_else(|| Pkcs12Error::Algorithm(format!("the function {named}")))
}
