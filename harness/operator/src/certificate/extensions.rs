// SPDX-License-Identifier: EUPL-1.2
//! Extensions: which, how often, in which order, critical or not, and what they hold.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use data_encoding::HEXLOWER;
use fake_pki::{AlternativeNames, Confidence, Endpoints, Environment, ExtensionKind, Naming, Place, Shape};
use x509_parser::prelude::{X509Certificate, X509Extension};

use super::der::{general_names, inside, words};
use super::{Kind, Line};
use liste_blanche::dn::is_host;

const SURE: Confidence = Confidence::Artefact;
/// Two names were seen in a real certificate; more than this is no operator's ordinary order.
const NAMES_LIMIT: usize = 10;

/// The value of the first extension of a kind.
pub(super) fn value_of<'a>(certificate: &'a X509Certificate<'_>, kind: ExtensionKind) -> Option<&'a [u8]> {
    certificate.extensions().iter().find(|extension| is(extension, kind)).map(|extension| extension.value)
}

fn is(extension: &X509Extension<'_>, kind: ExtensionKind) -> bool {
    extension.oid.to_id_string() == dotted(kind)
}

fn dotted(kind: ExtensionKind) -> String {
    kind.oid().iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

pub(super) fn compare(certificate: &X509Certificate<'_>, kind: &Kind) -> Vec<Line> {
    let mut lines = vec![order(certificate, kind.shape)];
    for expected in kind.shape.extensions() {
        lines.extend(one(certificate, kind, expected));
    }
    let unexpected = certificate
        .extensions()
        .iter()
        .filter(|extension| !kind.shape.extensions().iter().any(|expected| is(extension, *expected)));
    lines.extend(unexpected.map(|extension| {
        let oid = extension.oid.to_id_string();
        let found = format!("{oid}{}", if extension.critical { ", critical" } else { "" });
        Line::new("extension beyond the profile", "none", kind_confidence(kind), (found, false))
    }));
    lines
}

fn kind_confidence(kind: &Kind) -> Confidence {
    match kind.shape {
        Shape::Leaf(profile) => profile.confidence(),
        _ => SURE,
    }
}

/// The order of the period: one until 2021, another from 2023, either between.
fn order(certificate: &X509Certificate<'_>, shape: Shape) -> Line {
    let name = |kind: &ExtensionKind| kind.name().to_owned();
    let known = ExtensionKind::SINCE_2023;
    let of = |extension: &X509Extension<'_>| known.iter().find(|kind| is(extension, **kind)).map(name);
    let found: Vec<_> = certificate.extensions().iter().filter_map(of).collect();
    let present =
        |all: &[ExtensionKind]| -> Vec<_> { all.iter().map(name).filter(|kind| found.contains(kind)).collect() };
    let year = certificate.validity().not_before.to_datetime().year();
    let (since, until) = (present(ExtensionKind::SINCE_2023), present(ExtensionKind::UNTIL_2021));
    let allowed = match (shape, year) {
        (Shape::Leaf(_), ..2021) => vec![until],
        (Shape::Leaf(_), 2023..) => vec![since],
        (Shape::Leaf(_), _) => vec![since, until],
        _ => vec![present(ExtensionKind::OF_AUTHORITIES)],
    };
    let ok = allowed.contains(&found);
    let expected = allowed.iter().map(|order| order.join(", ")).collect::<Vec<_>>().join(" or ");
    // The order since 2023 was seen in other offers than that of relays.
    let confidence = if matches!(shape, Shape::Leaf(_)) { Confidence::Inferred } else { SURE };
    Line::new("extensions, order", expected, confidence, (found.join(", "), ok))
}

/// Presence, criticality and value of one expected extension.
fn one(certificate: &X509Certificate<'_>, kind: &Kind, expected: ExtensionKind) -> Vec<Line> {
    let name = expected.name();
    let found: Vec<_> = certificate.extensions().iter().filter(|extension| is(extension, expected)).collect();
    let confidence = kind_confidence(kind);
    let [extension] = found[..] else {
        return vec![Line::new(name, "there, once", confidence, (format!("there {} times", found.len()), false))];
    };
    let critical = |critical| if critical { "critical" } else { "not critical" };
    let expectation = critical(kind.shape.is_critical(expected));
    let field = format!("{name}, criticality");
    vec![
        Line::equal(&field, expectation, confidence, critical(extension.critical)),
        value(certificate, kind, (expected, extension.value)),
    ]
}

fn value(certificate: &X509Certificate<'_>, kind: &Kind, (what, found): (ExtensionKind, &[u8])) -> Line {
    let endpoints = Endpoints::of(Naming::Faithful);
    let place = Place { authority: kind.issuer, naming: Naming::Faithful, endpoints: &endpoints };
    let field = what.name();
    if what == ExtensionKind::CertificatePolicies
        && let Some(line) = inferred_policy(kind, found)
    {
        return line;
    }
    if let Some((expected, confidence)) = kind.shape.value(what, &place) {
        let ok = expected == found;
        return Line::new(field, describe(what, &expected), confidence, (describe(what, found), ok));
    }
    match what {
        ExtensionKind::SubjectKeyIdentifier => {
            let key = certificate.public_key();
            let of = |bytes: &[u8]| {
                let identifier = digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes);
                HEXLOWER.encode(&[&[0x04, 0x14], identifier.as_ref()].concat())
            };
            // Authorities hash the bits of the key, leaves of 2023 the whole key information; older leaves either.
            let (bits, whole) = (of(&key.subject_public_key.data), of(key.raw));
            let leaf = matches!(kind.shape, Shape::Leaf(_));
            let expected = if leaf { format!("{whole} or {bits}") } else { bits.clone() };
            let found = HEXLOWER.encode(found);
            let ok = found == bits || leaf && found == whole;
            Line::new(field, expected, SURE, (found, ok))
        }
        ExtensionKind::AuthorityKeyIdentifier => authority_key(certificate, kind, found),
        ExtensionKind::SubjectAltName => alternative_names(certificate, kind, found),
        _ => key_period(certificate, found),
    }
}

/// The policies of most offers in production are not known: any of IGC Santé's production arc will do.
fn inferred_policy(kind: &Kind, found: &[u8]) -> Option<Line> {
    let (_, confidence) = kind.shape.policy(kind.issuer.environment);
    if confidence != Confidence::Inferred || kind.issuer.environment == Environment::Test {
        return None;
    }
    let words = words(found);
    let page = Naming::Faithful.policy_page(kind.issuer.environment);
    let ok = words.first().is_some_and(|oid| oid.starts_with("1.2.250.1.213.1.7.1.")) && words.last() == Some(&page);
    let expected = format!("1.2.250.1.213.1.7.1.…, {page}");
    Some(Line::new(ExtensionKind::CertificatePolicies.name(), expected, confidence, (words.join(", "), ok)))
}

/// The identifier of the issuer's key and nothing else; for a root, of its own key.
fn authority_key(certificate: &X509Certificate<'_>, kind: &Kind, found: &[u8]) -> Line {
    let field = ExtensionKind::AuthorityKeyIdentifier.name();
    let parts = inside(found);
    let only_key = matches!(parts[..], [(0x80, identifier)] if identifier.len() == 20);
    let own = kind.shape != Shape::Root
        || value_of(certificate, ExtensionKind::SubjectKeyIdentifier)
            .is_some_and(|ski| parts.first().is_some_and(|(_, identifier)| ski.ends_with(identifier)));
    let expected = match kind.shape {
        Shape::Root => "its own key identifier, alone",
        _ => "a key identifier of 20 bytes, alone",
    };
    Line::new(field, expected, SURE, (HEXLOWER.encode(found), only_key && own))
}

fn alternative_names(certificate: &X509Certificate<'_>, kind: &Kind, found: &[u8]) -> Line {
    let field = ExtensionKind::SubjectAltName.name();
    let names = general_names(found);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let shown: Vec<_> = names.iter().map(|(tag, name)| format!("[{tag}] {:?}", text(name))).collect();
    let profile = match kind.shape {
        Shape::Leaf(profile) => profile,
        _ => return Line::new(field, "none", SURE, (shown.join(", "), false)),
    };
    let (expected, ok) = match profile.alternative_names() {
        AlternativeNames::Mailboxes => {
            let mailbox = |(tag, name): &(u8, &[u8])| *tag == 1 && text(name).contains('@');
            ("mailboxes [1]", !names.is_empty() && names.iter().all(mailbox))
        }
        _ => {
            let cn = certificate.subject().iter_common_name().last().and_then(|cn| cn.as_str().ok());
            let first = names.first().map(|(_, name)| text(name));
            let host = |(tag, name): &(u8, &[u8])| *tag == 2 && is_host(&text(name));
            let few = (1..=NAMES_LIMIT).contains(&names.len());
            ("host names [2] in lower case, the CN first, a few at most", {
                few && names.iter().all(host) && first.as_deref() == cn
            })
        }
    };
    Line::new(field, expected, profile.confidence(), (shown.join(", "), ok))
}

/// As long as the certificate, or less by the month that some older certificates have beyond three years.
fn key_period(certificate: &X509Certificate<'_>, found: &[u8]) -> Line {
    let validity = certificate.validity();
    let generalized = |date: time::OffsetDateTime| {
        let date = date.to_offset(time::UtcOffset::UTC);
        let (day, clock) = (date.date(), date.time());
        format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}Z",
            day.year(),
            u8::from(day.month()),
            day.day(),
            clock.hour(),
            clock.minute(),
            clock.second()
        )
    };
    let from = validity.not_before.to_datetime();
    let until = [validity.not_after.to_datetime(), fake_pki::years_later(from, 3)].map(generalized);
    let texts: Vec<_> = inside(found).iter().map(|(_, text)| String::from_utf8_lossy(text).into_owned()).collect();
    let from = generalized(from);
    let ok = matches!(&texts[..], [begin, end] if *begin == from && until.contains(end));
    let expected = format!("{from} to {}", until[0]);
    Line::new(ExtensionKind::PrivateKeyUsagePeriod.name(), expected, SURE, (texts.join(" to "), ok))
}

/// A value as somebody would say it.
fn describe(kind: ExtensionKind, value: &[u8]) -> String {
    match kind {
        ExtensionKind::KeyUsage => key_usage(value),
        ExtensionKind::BasicConstraints | ExtensionKind::ProductCategory => HEXLOWER.encode(value),
        _ => words(value).join(", "),
    }
}

fn key_usage(value: &[u8]) -> String {
    const BITS: [&str; 8] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
    ];
    // BIT STRING: tag, length, unused bits, bits.
    let Some(bits) = value.get(3) else { return HEXLOWER.encode(value) };
    let set = BITS.iter().enumerate().filter(|(rank, _)| bits & (0x80 >> rank) != 0);
    set.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}
