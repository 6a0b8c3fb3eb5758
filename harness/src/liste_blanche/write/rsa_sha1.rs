// SPDX-License-Identifier: EUPL-1.2
//! RSA over SHA-1, which the cryptographic provider rightly refuses to sign with: PKCS#1 v1.5 by hand.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use fake_pki::Credential;
use num_bigint::BigUint;
use x509_parser::asn1_rs::{FromDer, Integer, OctetString, Sequence};

/// The DER before a SHA-1 digest (RFC 8017 §9.2, note 1).
const DIGEST_INFO: [u8; 15] = [0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14];

/// Signs a message; `None` when the key is no RSA key in PKCS#8.
pub(super) fn sign(signer: &Credential, message: &[u8]) -> Option<Vec<u8>> {
    let [modulus, exponent] = private_numbers(signer.key.secret_der())?;
    let length = usize::try_from(modulus.bits().div_ceil(8)).ok()?;
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, message);
    let padding = length.checked_sub(3 + DIGEST_INFO.len() + digest.as_ref().len())?;
    let block = [&[0, 1], vec![0xff; padding].as_slice(), &[0], &DIGEST_INFO, digest.as_ref()].concat();
    let signature = BigUint::from_bytes_be(&block).modpow(&exponent, &modulus).to_bytes_be();
    Some([vec![0; length - signature.len()], signature].concat())
}

/// Modulus and private exponent (RFC 5958 §2, RFC 8017 §A.1.2).
fn private_numbers(pkcs8: &[u8]) -> Option<[BigUint; 2]> {
    let (_, wrapped) = Sequence::from_der(pkcs8).ok()?;
    let (rest, _version) = Integer::from_der(&wrapped.content).ok()?;
    let (rest, _algorithm) = Sequence::from_der(rest).ok()?;
    let (_, key) = OctetString::from_der(rest).ok()?;
    let (_, key) = Sequence::from_der(key.as_ref()).ok()?;
    let (rest, _version) = Integer::from_der(&key.content).ok()?;
    let (rest, modulus) = Integer::from_der(rest).ok()?;
    let (rest, _public_exponent) = Integer::from_der(rest).ok()?;
    let (_, exponent) = Integer::from_der(rest).ok()?;
    Some([modulus, exponent].map(|number| BigUint::from_bytes_be(number.as_ref())))
}
