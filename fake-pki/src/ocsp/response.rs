// SPDX-License-Identifier: EUPL-1.2
//! Answers in DER (RFC 6960 §4.2.1).

use time::OffsetDateTime;
use yasna::models::ObjectIdentifier;
use yasna::tags::TAG_GENERALIZEDTIME;
use yasna::{DERWriter, Tag, construct_der};

use super::CertStatus;
use super::request::CertId;
use crate::extension::generalized;
use crate::signature::SHA256_WITH_RSA;
use crate::tbs::Extension;

const BASIC: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 1, 1];
const SUCCESSFUL: u8 = 0;
pub(super) const MALFORMED_REQUEST: u8 = 1;
pub(super) const TRY_LATER: u8 = 3;
const KEY_COMPROMISE: i64 = 1;

/// The answer about one certificate.
pub(super) struct Single {
    pub(super) id: CertId,
    pub(super) status: CertStatus,
    pub(super) this_update: OffsetDateTime,
    pub(super) next_update: OffsetDateTime,
}

/// An answer that refuses to answer.
pub(super) fn refusal(status: u8) -> Vec<u8> {
    construct_der(|w| w.write_sequence(|w| w.next().write_enum(i64::from(status))))
}

/// The part to be signed, ResponseData; the responder is identified by its key.
pub(super) fn data(
    singles: &[Single],
    key_id: &[u8],
    produced_at: OffsetDateTime,
    nonce: Option<&Extension>,
) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_tagged(Tag::context(2), |w| w.write_bytes(key_id));
            write_time(w.next(), produced_at);
            w.next().write_sequence(|w| singles.iter().for_each(|single| single.write(w.next())));
            if let Some(nonce) = nonce {
                w.next().write_tagged(Tag::context(1), |w| w.write_sequence(|w| nonce.write(w.next())));
            }
        });
    })
}

/// The whole answer, with the responder's certificate.
pub(super) fn basic(data: &[u8], signature: &[u8], certificate: &[u8]) -> Vec<u8> {
    let basic = construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_der(data);
            w.next().write_der(SHA256_WITH_RSA);
            w.next().write_bitvec_bytes(signature, signature.len() * 8);
            w.next().write_tagged(Tag::context(0), |w| w.write_sequence(|w| w.next().write_der(certificate)));
        });
    });
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_enum(i64::from(SUCCESSFUL));
            w.next().write_tagged(Tag::context(0), |w| {
                w.write_sequence(|w| {
                    w.next().write_oid(&ObjectIdentifier::from_slice(BASIC));
                    w.next().write_bytes(&basic);
                });
            });
        });
    })
}

impl Single {
    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|w| {
            self.id.write(w.next());
            match self.status {
                CertStatus::Good => w.next().write_tagged_implicit(Tag::context(0), |w| w.write_null()),
                CertStatus::Unknown => w.next().write_tagged_implicit(Tag::context(2), |w| w.write_null()),
                CertStatus::Revoked => w.next().write_tagged_implicit(Tag::context(1), |w| {
                    w.write_sequence(|w| {
                        write_time(w.next(), self.this_update - time::Duration::DAY);
                        w.next().write_tagged(Tag::context(0), |w| w.write_enum(KEY_COMPROMISE));
                    });
                }),
            }
            write_time(w.next(), self.this_update);
            w.next().write_tagged(Tag::context(0), |w| write_time(w, self.next_update));
        });
    }
}

fn write_time(writer: DERWriter<'_>, date: OffsetDateTime) {
    writer.write_tagged_implicit(TAG_GENERALIZEDTIME, |w| w.write_bytes(generalized(date).as_bytes()));
}
