// SPDX-License-Identifier: EUPL-1.2
use rcgen::SigningKey;
use yasna::{ASN1Result, Tag, construct_der, parse_der};

use crate::PkiError;
use crate::authority::Signer;
use crate::signature::SHA256_WITH_RSA;
use crate::tbs::{Extension, signed, unreadable};

/// `id-ce-deltaCRLIndicator` (RFC 5280 §5.2.4).
const DELTA_CRL_INDICATOR: &[u64] = &[2, 5, 29, 27];

/// The delta list of a full list, signed again: rcgen cannot write its critical extension.
pub(super) fn of_full_list(full: &[u8], base: u64, signer: &Signer<'_>) -> Result<Vec<u8>, PkiError> {
    let FullList { fields, extensions } = FullList::read(full).map_err(unreadable)?;
    let indicator = Extension::new(DELTA_CRL_INDICATOR, true, construct_der(|w| w.write_u64(base)));
    let tbs = construct_der(|w| {
        w.write_sequence(|w| {
            fields.iter().for_each(|field| w.next().write_der(field));
            w.next().write_tagged(Tag::context(0), |w| {
                w.write_sequence(|w| {
                    extensions.iter().for_each(|extension| w.next().write_der(extension));
                    indicator.write(w.next());
                });
            });
        });
    });
    let signature = signer.key.sign(&tbs).map_err(PkiError::crypto("sign a delta list"))?;
    Ok(signed(&tbs, SHA256_WITH_RSA, &signature))
}

/// The signed part of a full list, each element in DER.
#[derive(Default)]
struct FullList {
    /// All that comes before the extensions.
    fields: Vec<Vec<u8>>,
    extensions: Vec<Vec<u8>>,
}

impl FullList {
    fn read(der: &[u8]) -> ASN1Result<FullList> {
        parse_der(der, |r| {
            r.read_sequence(|r| {
                let tbs = r.next().collect_sequence_of(|r| r.read_der())?;
                for _algorithm_and_signature in 0..2 {
                    r.next().read_der()?;
                }
                let Some((last, fields)) = tbs.split_last() else { return Ok(FullList::default()) };
                let extensions =
                    parse_der(last, |r| r.read_tagged(Tag::context(0), |r| r.collect_sequence_of(|r| r.read_der())))?;
                Ok(FullList { fields: fields.to_vec(), extensions })
            })
        })
    }
}
