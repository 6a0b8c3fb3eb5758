// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the key certified.

use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};

use crate::keys::LazyKey;
use crate::leaf::LeafKey;
use crate::rsa::RsaPrivateKey;
use crate::{IgcSante, PkiError};

pub(super) fn rsa_1024(_: &IgcSante) -> Result<LeafKey, PkiError> {
    weak(1024, 65_537)
}

pub(super) fn rsa_512(_: &IgcSante) -> Result<LeafKey, PkiError> {
    weak(512, 65_537)
}

pub(super) fn rsa_exponent_3(_: &IgcSante) -> Result<LeafKey, PkiError> {
    weak(2048, 3)
}

pub(super) fn ecdsa_p256(_: &IgcSante) -> Result<LeafKey, PkiError> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(PkiError::crypto("make an ECDSA key"))?;
    Ok(LeafKey::of(&key))
}

pub(super) fn shared(igc_sante: &IgcSante) -> Result<LeafKey, PkiError> {
    Ok(LeafKey::of(igc_sante.keys.lazy(LazyKey::SharedByOperators)?))
}

fn weak(bits: u64, exponent: u32) -> Result<LeafKey, PkiError> {
    let key = RsaPrivateKey::generate(bits, exponent)?;
    Ok(LeafKey { pkcs8: key.to_pkcs8(), public_key_info: key.public_key_info() })
}
