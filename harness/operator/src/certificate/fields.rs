// SPDX-License-Identifier: EUPL-1.2
//! Version, serial number, signature, validity and key.

use data_encoding::HEXLOWER;
use fake_pki::{AUTHORITY_SERIAL, Confidence, Profile, Shape, years_later};
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::X509Certificate;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::{AlgorithmIdentifier, X509Version};

use super::{Kind, Line};

const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const SURE: Confidence = Confidence::Artefact;

pub(super) fn compare(certificate: &X509Certificate<'_>, kind: &Kind) -> Vec<Line> {
    let version = match certificate.version() {
        X509Version::V3 => "v3".to_owned(),
        other => format!("v{}", u64::from(other.0) + 1),
    };
    let mut lines = vec![Line::equal("version", "v3", SURE, version), serial(certificate.raw_serial(), kind.shape)];
    let algorithms =
        [("signature, inside", &certificate.signature), ("signature, outside", &certificate.signature_algorithm)];
    lines.extend(algorithms.map(|(field, algorithm)| {
        Line::equal(field, format!("{SHA256_WITH_RSA} with NULL"), SURE, algorithm_text(algorithm))
    }));
    lines.extend(validity(certificate, kind.shape));
    lines.push(key(certificate, kind.shape));
    lines
}

fn serial(content: &[u8], shape: Shape) -> Line {
    let length = shape.serial_length();
    let magnitude = content.strip_prefix(&[0]).unwrap_or(content);
    let positive = content.first().is_some_and(|first| first & 0x80 == 0);
    let (expected, ok) = match shape {
        // One in 256 drawn at random is a byte shorter.
        Shape::Leaf(_) => (format!("{length} bytes, positive"), (length - 1..=length).contains(&magnitude.len())),
        _ => {
            let begins = magnitude.starts_with(&AUTHORITY_SERIAL);
            (format!("{length} bytes beginning 1120, positive"), magnitude.len() == length && begins)
        }
    };
    let sign = if positive { "" } else { ", negative" };
    let found = format!("{} ({} bytes{sign})", HEXLOWER.encode(content), magnitude.len());
    Line::new("serial number", expected, SURE, (found, ok && positive))
}

fn algorithm_text(algorithm: &AlgorithmIdentifier<'_>) -> String {
    let parameters = match algorithm.parameters() {
        None => "without parameters",
        Some(any) if any.tag().0 == 5 => "with NULL",
        Some(_) => "with parameters",
    };
    format!("{} {parameters}", algorithm.oid().to_id_string())
}

fn validity(certificate: &X509Certificate<'_>, shape: Shape) -> Vec<Line> {
    let validity = certificate.validity();
    let form = match validity.not_before.is_utctime() && validity.not_after.is_utctime() {
        true => "UTCTime",
        false => "GeneralizedTime",
    };
    let (from, until) = (validity.not_before.to_datetime(), validity.not_after.to_datetime());
    let (years, lacking) = shape.life();
    let regular = years_later(from, years) - Duration::days(lacking);
    let ok = until == regular || is_older_signature(shape, from, until);
    let expected = match lacking {
        0 => format!("{years} years to the second"),
        _ => format!("{years} years less {lacking} day"),
    };
    let found = format!("{from} to {until}");
    vec![Line::equal("validity, form", "UTCTime", SURE, form), Line::new("validity, span", expected, SURE, (found, ok))]
}

/// Some signing certificates of 2016 to 2019 last 37 months.
fn is_older_signature(shape: Shape, from: OffsetDateTime, until: OffsetDateTime) -> bool {
    let signs = matches!(shape, Shape::Leaf(Profile::OrgSign | Profile::SmimeSign));
    let month = Duration::days(28)..=Duration::days(31);
    signs && from.year() < 2020 && month.contains(&(until - years_later(from, 3)))
}

fn key(certificate: &X509Certificate<'_>, shape: Shape) -> Line {
    let expected = format!("RSA {} bits, exponent 65537", shape.key_bits());
    let info = certificate.public_key();
    let found = match info.parsed() {
        Ok(PublicKey::RSA(key)) if info.algorithm.oid().to_id_string() == RSA_ENCRYPTION => {
            let exponent = key.try_exponent().map_or_else(|_| "out of range".to_owned(), |e| e.to_string());
            format!("RSA {} bits, exponent {exponent}", key.key_size())
        }
        _ => format!("algorithm {}", info.algorithm.oid().to_id_string()),
    };
    Line::equal("key", expected, SURE, found)
}
