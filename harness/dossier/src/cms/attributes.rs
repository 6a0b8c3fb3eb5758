// SPDX-License-Identifier: EUPL-1.2
//! The signed attributes: what a signer says beside the content, under the same signature.

use super::{DATA, Hash, demand, invalid, oid};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rustls_pki_types::CertificateDer;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, BERReader, DERWriter, DERWriterSeq, construct_der, parse_der};

const CONTENT_TYPE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 3];
const MESSAGE_DIGEST: &[u64] = &[1, 2, 840, 113_549, 1, 9, 4];
const SIGNING_TIME: &[u64] = &[1, 2, 840, 113_549, 1, 9, 5];
/// RFC 2634 §5.4, with SHA-1: what older time stamp authorities write.
const SIGNING_CERTIFICATE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 2, 12];
/// RFC 5035 §3: binds the certificates that come along, which the signature alone does not cover.
const SIGNING_CERTIFICATE_V2: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 2, 47];

const UTC_TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[year repr:last_two][month][day][hour][minute][second]Z");

/// The attributes that we sign, in the order that DER gives to a SET OF.
pub fn made(content: &[u8], chain: &[CertificateDer<'_>], at: OffsetDateTime) -> Vec<Vec<u8>> {
    let attribute = |kind: &[u64], value: &dyn Fn(DERWriter<'_>)| {
        construct_der(|w| {
            w.write_sequence(|w| {
                w.next().write_oid(&oid(kind));
                w.next().write_set(|w| value(w.next()));
            });
        })
    };
    // A date between 1950 and 2049 is written so (RFC 5652 §11.3).
    let time = at.to_offset(UtcOffset::UTC).format(UTC_TIME).unwrap_or_default();
    let certificates = |w: &mut DERWriterSeq<'_>| {
        for certificate in chain {
            w.next().write_sequence(|w| w.next().write_bytes(&Hash::Sha256.of(certificate)));
        }
    };
    let mut attributes = vec![
        attribute(SIGNING_CERTIFICATE_V2, &|w| w.write_sequence(|w| w.next().write_sequence(certificates))),
        attribute(CONTENT_TYPE, &|w| w.write_oid(&oid(DATA))),
        attribute(SIGNING_TIME, &|w| {
            w.write_tagged_implicit(yasna::tags::TAG_UTCTIME, |w| w.write_bytes(time.as_bytes()))
        }),
        attribute(MESSAGE_DIGEST, &|w| w.write_bytes(&Hash::Sha256.of(content))),
    ];
    attributes.sort();
    attributes
}

/// What the signed attributes of a signature say.
pub struct Stated {
    pub kind: ObjectIdentifier,
    pub digest: Vec<u8>,
    pub signing_time: Option<OffsetDateTime>,
    pub bound: Bound,
}

impl Stated {
    pub fn read(attributes: &[Vec<u8>]) -> ASN1Result<Stated> {
        let signing_time = attribute(attributes, SIGNING_TIME, |r| {
            r.read_tagged_implicit(yasna::tags::TAG_UTCTIME, |r| r.read_bytes())
        })?;
        let newer = attribute(attributes, SIGNING_CERTIFICATE_V2, |r| named(r, Some(Hash::Sha256)))?;
        let older = attribute(attributes, SIGNING_CERTIFICATE, |r| named(r, None))?;
        Ok(Stated {
            kind: attribute(attributes, CONTENT_TYPE, |r| r.read_oid())?.ok_or_else(invalid)?,
            digest: attribute(attributes, MESSAGE_DIGEST, |r| r.read_bytes())?.ok_or_else(invalid)?,
            signing_time: signing_time.map(|time| utc_time(&time).ok_or_else(invalid)).transpose()?,
            bound: Bound(newer.or(older).unwrap_or_default()),
        })
    }
}

/// The certificates that a signer names in what it signs, by their digests; SHA-1 where no other is named.
pub struct Bound(Vec<(Option<Hash>, Vec<u8>)>);

impl Bound {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn contain(&self, certificate: &[u8]) -> bool {
        self.0.iter().any(|(hash, digest)| *digest == of(*hash, certificate))
    }
}

fn of(hash: Option<Hash>, certificate: &[u8]) -> Vec<u8> {
    match hash {
        Some(hash) => hash.of(certificate),
        None => digest(&SHA1_FOR_LEGACY_USE_ONLY, certificate).as_ref().to_vec(),
    }
}

/// Reads either form; only the newer one has a default, and words for another digest.
fn named(reader: BERReader<'_, '_>, default: Option<Hash>) -> ASN1Result<Vec<(Option<Hash>, Vec<u8>)>> {
    reader.read_sequence(|r| {
        let certificates = r.next().collect_sequence_of(|r| {
            r.read_sequence(|r| {
                let hash = if default.is_some() { r.read_optional(read_hash)?.or(default) } else { None };
                let digest = r.next().read_bytes()?;
                r.read_optional(|r| r.read_der())?;
                Ok((hash, digest))
            })
        })?;
        // Policies, which bind nothing.
        r.read_optional(|r| r.read_der())?;
        Ok(certificates)
    })
}

fn read_hash(reader: BERReader<'_, '_>) -> ASN1Result<Hash> {
    reader.read_sequence(|r| {
        let named = r.next().read_oid()?;
        r.read_optional(|r| r.read_null())?;
        Hash::ALL.into_iter().find(|hash| hash.oid() == named).ok_or_else(invalid)
    })
}

/// Reads a UTCTime of this century.
fn utc_time(octets: &[u8]) -> Option<OffsetDateTime> {
    let text = format!("20{}", std::str::from_utf8(octets).ok()?);
    let form = format_description!("[year][month][day][hour][minute][second]Z");
    PrimitiveDateTime::parse(&text, form).ok().map(PrimitiveDateTime::assume_utc)
}

/// The one value of the one attribute of a kind.
fn attribute<T>(
    attributes: &[Vec<u8>],
    kind: &[u64],
    value: impl Fn(BERReader<'_, '_>) -> ASN1Result<T>,
) -> ASN1Result<Option<T>> {
    let mut found = None;
    for attribute in attributes {
        let read = parse_der(attribute, |r| {
            r.read_sequence(|r| {
                let named = r.next().read_oid()?;
                let values = r.next().collect_set_of(|r| r.read_der())?;
                Ok((named, values))
            })
        })?;
        if read.0 == oid(kind) {
            demand(found.is_none() && read.1.len() == 1)?;
            found = Some(parse_der(&read.1[0], &value)?);
        }
    }
    Ok(found)
}
