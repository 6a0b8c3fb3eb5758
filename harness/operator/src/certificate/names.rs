// SPDX-License-Identifier: EUPL-1.2
//! Issuer and subject: attributes, their order and string types, and the DN rules of Annexe 1.

use fake_pki::{Authority, Confidence, Naming, Profile, Shape};
use x509_parser::prelude::X509Certificate;
use x509_parser::x509::X509Name;

use super::{Kind, Line};
use liste_blanche::dn::DnRule;
use liste_blanche::dn::{self, Dn};

const PRINTABLE_STRING: u32 = 19;
const UTF8_STRING: u32 = 12;

pub(super) fn compare(certificate: &X509Certificate<'_>, kind: &Kind) -> Vec<Line> {
    let mut lines = vec![authority("issuer", kind.issuer, certificate.issuer())];
    lines.push(types("issuer, string types", certificate.issuer()));
    lines.push(match (kind.subject, kind.shape) {
        (Some(named), _) => authority("subject", named, certificate.subject()),
        (None, Shape::Leaf(profile)) => order(profile, certificate.subject()),
        (None, _) => return lines,
    });
    lines.push(types("subject, string types", certificate.subject()));
    if let Shape::Leaf(profile) = kind.shape
        && !profile.is_personal()
    {
        lines.extend(annexe1(profile, certificate.subject()));
    }
    lines
}

/// The types of each RDN, in the order of encoding: `C, O, SN+CN`.
fn sequence(name: &X509Name<'_>) -> Vec<String> {
    let kind = |oid: String| dn::canonical_kind(&oid).unwrap_or(oid);
    let rdn = |rdn: &x509_parser::x509::RelativeDistinguishedName<'_>| {
        let mut kinds: Vec<_> = rdn.iter().map(|attribute| kind(attribute.attr_type().to_id_string())).collect();
        // The attributes of one RDN are a set.
        kinds.sort_unstable();
        kinds.join("+")
    };
    name.iter_rdn().map(rdn).collect()
}

fn values(name: &X509Name<'_>) -> Vec<String> {
    name.iter_attributes().map(|attribute| attribute.as_str().unwrap_or("(not text)").to_owned()).collect()
}

fn authority(field: &str, expected: Authority, name: &X509Name<'_>) -> Line {
    let text = |(kind, value): (&String, &String)| format!("{kind}={value}");
    let found: Vec<_> = sequence(name).iter().zip(&values(name)).map(text).collect();
    let expected_text = expected.name(Naming::Faithful).map(|(kind, value)| format!("{kind}={value}"));
    Line::equal(field, expected_text.join(", "), expected.confidence(), found.join(", "))
}

fn types(field: &str, name: &X509Name<'_>) -> Line {
    let wrong = name.iter_attributes().filter_map(|attribute| {
        let oid = attribute.attr_type().to_id_string();
        let kind = dn::canonical_kind(&oid).unwrap_or(oid);
        let expected = if kind == "C" { PRINTABLE_STRING } else { UTF8_STRING };
        let tag = attribute.attr_value().tag().0;
        (tag != expected).then(|| format!("{kind} has tag {tag}"))
    });
    let wrong: Vec<_> = wrong.collect();
    let found = if wrong.is_empty() { "as expected".to_owned() } else { wrong.join(", ") };
    let expected = "C PrintableString, the others UTF8String";
    Line::new(field, expected, Confidence::Artefact, (found, wrong.is_empty()))
}

/// Persons were seen on cards only: with or without a structure, then the title, then one RDN of three attributes.
fn order(profile: Profile, subject: &X509Name<'_>) -> Line {
    let (forms, confidence): (&[&str], _) = match profile.is_personal() {
        true => (&["C, ST, O, OU, T, CN+GN+SN", "C, T, CN+GN+SN"], Confidence::Inferred),
        false => (&["C, ST, O, OU, CN"], Confidence::Artefact),
    };
    let found = sequence(subject).join(", ");
    let ok = forms.contains(&found.as_str());
    Line::new("subject, attributes", forms.join(" or "), confidence, (found, ok))
}

/// The rules of Annexe 1; those of the CN are for hosts, and other offers name what they like.
fn annexe1(profile: Profile, subject: &X509Name<'_>) -> Vec<Line> {
    let field = "subject, Annexe 1";
    let text = match Dn::of_name(subject) {
        Ok(dn) => dn.to_string(),
        Err(error) => return vec![Line::new(field, "a DN", Confidence::Document, (error.to_string(), false))],
    };
    let applies =
        |rule: &DnRule| profile == Profile::SslServeur || !matches!(rule, DnRule::CnForm | DnRule::CnInEspace);
    let expected = "CN=host, OU=1+FINESS or 3+SIRET, O in capitals, ST=Nom (NN), C=FR";
    let broken = DnRule::broken_by(&text).into_iter().filter(|(rule, _)| applies(rule));
    let mut lines: Vec<_> = broken
        .map(|(rule, value)| {
            let found = format!("{}: {value:?}", rule.sentence());
            Line::new(field, expected, Confidence::Document, (found, false))
        })
        .collect();
    if lines.is_empty() {
        lines.push(Line::new(field, expected, Confidence::Document, (text, true)));
    }
    lines
}
