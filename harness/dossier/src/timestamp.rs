// SPDX-License-Identifier: EUPL-1.2
//! Time stamps (RFC 3161): an authority of its own says that the signature was there at an instant.

use super::cms::{self, CmsError, Hash, Signed, demand, invalid, read_certificate};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};
use x509_parser::prelude::X509Certificate;
use yasna::{ASN1Result, BERReader, BERReaderSeq, Tag, construct_der, parse_der};

const TST_INFO: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 1, 4];
/// PKIStatus `granted` and `grantedWithMods` (RFC 3161 §2.4.2).
const GRANTED: [u8; 2] = [0, 1];

/// What a time stamp says of a signature, once it was found to be for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When the authority saw the signature.
    pub at: OffsetDateTime,
    /// The time stamp authority.
    pub signed: Signed,
    nonce: Option<Vec<u8>>,
}

/// Why there is no valid time stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The authority refused, in its own words.
    #[error("the time stamp authority refused: {0}")]
    Refused(String),
    /// Not an answer of RFC 3161.
    #[error("it is not a time stamp of RFC 3161: {0}")]
    Form(String),
    /// The token inside is not signed as it should be.
    #[error("the time stamp: {0}")]
    Token(#[from] CmsError),
    /// The token is about other octets.
    #[error("the time stamp is of something else than this signature")]
    OtherContent,
    /// The signer's certificate is not for time stamps.
    #[error("the certificate of the stamper is not for time stamps alone (RFC 3161 §2.3)")]
    Purpose,
    /// The token answers another request.
    #[error("the time stamp does not answer this query: its nonce is another")]
    Nonce,
}

fn unread(error: yasna::ASN1Error) -> StampError {
    StampError::Form(error.to_string())
}

/// A request for a time stamp of a signature, with a nonce, that asks for the authority's certificate.
///
/// # Errors
/// The machine gives no random numbers.
pub fn query(signature: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let mut nonce = [0; 16];
    SystemRandom::new().fill(&mut nonce)?;
    Ok(construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_u8(1);
            w.next().write_sequence(|w| {
                w.next().write_sequence(|w| {
                    w.next().write_oid(&Hash::Sha256.oid());
                    w.next().write_null();
                });
                w.next().write_bytes(&Hash::Sha256.of(signature));
            });
            w.next().write_bigint_bytes(&nonce, true);
            w.next().write_bool(true);
        });
    }))
}

/// The token in what an authority answered, as it is kept: without what its signature does not reach.
///
/// # Errors
/// The authority refused, or its answer is none.
pub fn token(response: &[u8]) -> Result<Vec<u8>, StampError> {
    let (status, words, token) = parse_der(response, |r| {
        r.read_sequence(|r| {
            let (status, words) = r.next().read_sequence(read_status)?;
            Ok((status, words, r.read_optional(|r| r.read_der())?))
        })
    })
    .map_err(unread)?;
    match token {
        Some(token) if GRANTED.contains(&status) => Ok(cms::bound_only(&token, TST_INFO)?),
        _ => Err(StampError::Refused(format!("status {status} {}", words.join(", ")))),
    }
}

fn read_status(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<(u8, Vec<String>)> {
    let status = r.next().read_u8()?;
    let words = r.read_optional(|r| r.collect_sequence_of(|r| r.read_utf8string()))?.unwrap_or_default();
    r.read_optional(|r| r.read_bitvec_bytes())?;
    Ok((status, words))
}

/// Holds a token against the signature that it is said to stamp.
///
/// # Errors
/// Any doubt.
pub fn verify(token: &[u8], signature: &[u8]) -> Result<Stamp, StampError> {
    let (signed, content) = cms::verify_enclosing(token, TST_INFO)?;
    let info = parse_der(&content, |r| r.read_sequence(Info::read)).map_err(unread)?;
    if info.imprint != info.hash.of(signature) {
        return Err(StampError::OtherContent);
    }
    let purpose = stamps_only(&read_certificate(&signed.certificate)?);
    purpose.then_some(Stamp { at: info.at, signed, nonce: info.nonce }).ok_or(StampError::Purpose)
}

fn stamps_only(certificate: &X509Certificate<'_>) -> bool {
    certificate.extended_key_usage().ok().flatten().is_some_and(|extension| {
        let usage = extension.value;
        let others = usage.any || usage.server_auth || usage.client_auth || usage.code_signing;
        let more = usage.email_protection || usage.ocsp_signing || !usage.other.is_empty();
        extension.critical && usage.time_stamping && !others && !more
    })
}

impl Stamp {
    /// Holds the stamp against the query that it answers.
    ///
    /// # Errors
    /// The query is none, or another one.
    pub fn answers(&self, query: &[u8]) -> Result<(), StampError> {
        let nonce = parse_der(query, |r| {
            r.read_sequence(|r| {
                demand(r.next().read_u8()? == 1)?;
                r.next().read_der()?;
                r.read_optional(|r| r.read_oid())?;
                let nonce = r.read_optional(|r| r.read_bigint_bytes())?;
                r.read_optional(|r| r.read_bool())?;
                Ok(nonce.map(|(nonce, _)| nonce))
            })
        })
        .map_err(unread)?;
        if nonce.is_some() && nonce == self.nonce { Ok(()) } else { Err(StampError::Nonce) }
    }
}

/// What is read of a TSTInfo (RFC 3161 §2.4.2).
struct Info {
    hash: Hash,
    imprint: Vec<u8>,
    at: OffsetDateTime,
    nonce: Option<Vec<u8>>,
}

impl Info {
    fn read(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<Info> {
        demand(r.next().read_u8()? == 1)?;
        // The policy is the authority's affair.
        r.next().read_oid()?;
        let (named, imprint) =
            r.next().read_sequence(|r| Ok((cms::read_algorithm(r.next())?, r.next().read_bytes()?)))?;
        let hash = Hash::ALL.into_iter().find(|hash| hash.oid() == named).ok_or_else(invalid)?;
        r.next().read_bigint_bytes()?;
        let at = generalized_time(r.next())?;
        // Accuracy, and whether stamps are ordered.
        r.read_optional(|r| r.read_sequence(|r| all(r)))?;
        r.read_optional(|r| r.read_bool())?;
        let nonce = r.read_optional(|r| r.read_bigint_bytes())?.map(|(nonce, _)| nonce);
        r.read_optional(|r| r.read_tagged(Tag::context(0), |r| r.read_der()))?;
        r.read_optional(|r| r.read_tagged_implicit(Tag::context(1), |r| r.collect_sequence_of(|r| r.read_der())))?;
        Ok(Info { hash, imprint, at, nonce })
    }
}

fn all(r: &mut BERReaderSeq<'_, '_>) -> ASN1Result<()> {
    while r.read_optional(|r| r.read_der())?.is_some() {}
    Ok(())
}

/// Whole seconds are enough: a fraction is left aside.
fn generalized_time(reader: BERReader<'_, '_>) -> ASN1Result<OffsetDateTime> {
    let octets = reader.read_tagged_implicit(yasna::tags::TAG_GENERALIZEDTIME, |r| r.read_bytes())?;
    let text = std::str::from_utf8(&octets).ok().and_then(|text| text.strip_suffix('Z')).ok_or_else(invalid)?;
    let seconds = text.split_once('.').map_or(text, |(seconds, _)| seconds);
    let form = format_description!("[year][month][day][hour][minute][second]");
    PrimitiveDateTime::parse(seconds, form).map(PrimitiveDateTime::assume_utc).map_err(|_| invalid())
}
