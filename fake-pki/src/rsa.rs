// SPDX-License-Identifier: EUPL-1.2
//! RSA for what libraries rightly refuse: short moduli, the exponent 3, signatures over SHA-1 and MD5.
//!
//! Nothing here is constant-time or checked against faults: these keys protect nothing.

use num_bigint::BigUint;
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, DERWriter, construct_der, parse_der};

use crate::PkiError;
use crate::keys::random;

const RSA_ENCRYPTION: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];

/// The numbers of a private key that are needed (RFC 8017 §A.1.2).
pub(crate) struct RsaPrivateKey {
    modulus: BigUint,
    exponent: BigUint,
    private: BigUint,
    primes: [BigUint; 2],
}

impl RsaPrivateKey {
    pub(crate) fn from_pkcs8(der: &[u8]) -> Result<RsaPrivateKey, PkiError> {
        let read = parse_der(der, |r| {
            r.read_sequence(|r| {
                r.next().read_u8()?;
                r.next().read_der()?;
                r.next().read_bytes()
            })
        });
        read.and_then(|inner| RsaPrivateKey::read(&inner)).map_err(|error| refused(error.to_string()))
    }

    fn read(der: &[u8]) -> ASN1Result<RsaPrivateKey> {
        parse_der(der, |r| {
            r.read_sequence(|r| {
                r.next().read_u8()?;
                let mut number = || r.next().read_bigint_bytes().map(|(bytes, _)| BigUint::from_bytes_be(&bytes));
                let (modulus, exponent, private) = (number()?, number()?, number()?);
                let primes = [number()?, number()?];
                for _exponents_and_coefficient in 0..3 {
                    number()?;
                }
                Ok(RsaPrivateKey { modulus, exponent, private, primes })
            })
        })
    }

    /// Makes a key of any size and any odd exponent.
    pub(crate) fn generate(bits: u64, exponent: u32) -> Result<RsaPrivateKey, PkiError> {
        let exponent = BigUint::from(exponent);
        loop {
            let primes = [prime(bits / 2, &exponent)?, prime(bits / 2, &exponent)?];
            let [p, q] = &primes;
            let totient = (p - 1u32) * (q - 1u32);
            let modulus = p * q;
            if let Some(private) = exponent.modinv(&totient).filter(|_| modulus.bits() == bits && p != q) {
                return Ok(RsaPrivateKey { modulus, exponent, private, primes });
            }
        }
    }

    /// Signs an encoded digest: PKCS#1 v1.5 padding, then the private operation (RFC 8017 §8.2.1).
    pub(crate) fn sign(&self, digest_info: &[u8]) -> Result<Vec<u8>, PkiError> {
        let length = self.modulus.bits().div_ceil(8) as usize;
        let filler = length.checked_sub(digest_info.len() + 3).filter(|filler| *filler >= 8);
        let filler = filler.ok_or_else(|| refused("the key is too short for the digest".into()))?;
        let message = [&[0, 1], &vec![0xff; filler][..], &[0], digest_info].concat();
        let signature = BigUint::from_bytes_be(&message).modpow(&self.private, &self.modulus).to_bytes_be();
        Ok([vec![0; length - signature.len()], signature].concat())
    }

    pub(crate) fn to_pkcs8(&self) -> Vec<u8> {
        let [p, q] = &self.primes;
        let coefficient = q.modinv(p).unwrap_or_default();
        let numbers = [
            &self.modulus,
            &self.exponent,
            &self.private,
            p,
            q,
            &(&self.private % (p - 1u32)),
            &(&self.private % (q - 1u32)),
            &coefficient,
        ];
        let inner = construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_u8(0);
                numbers.iter().for_each(|number| w.next().write_bigint_bytes(&number.to_bytes_be(), true));
            });
        });
        construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_u8(0);
                write_algorithm(w.next());
                w.next().write_bytes(&inner);
            });
        })
    }

    pub(crate) fn public_key_info(&self) -> Vec<u8> {
        let key = construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_bigint_bytes(&self.modulus.to_bytes_be(), true);
                w.next().write_bigint_bytes(&self.exponent.to_bytes_be(), true);
            });
        });
        construct_der(|w| {
            w.write_sequence(|w| {
                write_algorithm(w.next());
                w.next().write_bitvec_bytes(&key, key.len() * 8);
            });
        })
    }
}

fn write_algorithm(writer: DERWriter<'_>) {
    writer.write_sequence(|w| {
        w.next().write_oid(&ObjectIdentifier::from_slice(RSA_ENCRYPTION));
        w.next().write_null();
    });
}

fn refused(why: String) -> PkiError {
    PkiError::Crypto { action: "use an RSA key by hand", why }
}

/// A random prime with its two highest bits set; one less is no multiple of the exponent.
fn prime(bits: u64, exponent: &BigUint) -> Result<BigUint, PkiError> {
    let mut bytes = vec![0; (bits / 8) as usize];
    loop {
        random(&mut bytes)?;
        if let (Some(first), last) = (bytes.first_mut(), bits / 8) {
            *first |= 0xc0;
            bytes[last as usize - 1] |= 1;
        }
        let candidate = BigUint::from_bytes_be(&bytes);
        let invertible = (&candidate - 1u32) % exponent != BigUint::ZERO;
        if invertible && is_prime(&candidate)? {
            return Ok(candidate);
        }
    }
}

/// Trial division, then Miller-Rabin to random bases: enough for keys that protect nothing.
fn is_prime(candidate: &BigUint) -> Result<bool, PkiError> {
    const ROUNDS: usize = 8;
    let divided = (3u32..2000).step_by(2).any(|divisor| candidate % divisor == BigUint::ZERO);
    let before = candidate - 1u32;
    let twos = before.trailing_zeros().unwrap_or_default();
    let odd = &before >> twos;
    for _ in 0..if divided { 0 } else { ROUNDS } {
        let mut base = [0; 8];
        random(&mut base)?;
        let base = BigUint::from(u64::from_be_bytes(base) | 2);
        let mut power = base.modpow(&odd, candidate);
        let mut witness = power != BigUint::from(1u32) && power != before;
        for _ in 1..twos {
            power = power.modpow(&BigUint::from(2u32), candidate);
            witness = witness && power != before;
        }
        if witness {
            return Ok(false);
        }
    }
    Ok(!divided)
}

#[cfg(test)]
mod tests {
    use super::RsaPrivateKey;

    #[test]
    fn made_keys_have_the_size_and_exponent_asked_for() {
        for (bits, exponent) in [(512, 65_537u32), (1024, 3)] {
            let key = RsaPrivateKey::generate(bits, exponent).expect("key is made");
            assert_eq!((key.modulus.bits(), key.exponent.clone()), (bits, exponent.into()));
            let message = num_bigint::BigUint::from(0x1234_5678u32);
            let there = message.modpow(&key.private, &key.modulus);
            assert_eq!(there.modpow(&key.exponent, &key.modulus), message);
            let again = RsaPrivateKey::from_pkcs8(&key.to_pkcs8()).expect("key is read back");
            assert_eq!(again.private, key.private);
        }
    }
}
