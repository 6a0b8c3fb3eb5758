// SPDX-License-Identifier: EUPL-1.2
//! Distinguished names, compared as parsed attributes and never as strings.

use x509_parser::{
    certificate::X509Certificate,
    prelude::FromDer,
    x509::{AttributeTypeAndValue, X509Name},
};

use crate::mutation::Mutation;

/// A distinguished name in the order of its DER encoding (country first), normalised for comparison.
///
/// The liste blanche contains spaces after commas, doubled spaces, quotes and no-break spaces. Under RFC 4518, case
/// and the amount of white space are insignificant. Everything else is significant, the order of the RDNs included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Dn {
    rdns: Vec<Rdn>,
}

/// How a listed DN is compared with the one of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DnComparison {
    /// Every attribute.
    Whole,
    /// The CN only, under a mutation.
    CommonName,
}

/// The attributes of one RDN, sorted because a multi-valued RDN is a set.
type Rdn = Vec<(Attribute, String)>;

/// An attribute type as a dotted OID.
type Attribute = String;

const COMMON_NAME: &str = "2.5.4.3";

/// The attribute names of lists and certificates (RFC 4514 §3 and common extensions).
const ATTRIBUTES: &[(&str, &str)] = &[
    ("CN", COMMON_NAME),
    ("SN", "2.5.4.4"),
    ("SERIALNUMBER", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("S", "2.5.4.8"),
    ("STREET", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("T", "2.5.4.12"),
    ("TITLE", "2.5.4.12"),
    ("GIVENNAME", "2.5.4.42"),
    ("GN", "2.5.4.42"),
    ("ORGANIZATIONIDENTIFIER", "2.5.4.97"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("E", "1.2.840.113549.1.9.1"),
    ("EMAILADDRESS", "1.2.840.113549.1.9.1"),
];

impl DnComparison {
    /// The comparison with the DN of a peer that sends.
    pub(crate) fn inbound(mutation: Option<Mutation>) -> DnComparison {
        DnComparison::cn_only_if(mutation == Some(Mutation::ComparesCnOnlyInbound))
    }

    /// The comparison with the DN of a peer that receives.
    pub(crate) fn outbound(mutation: Option<Mutation>) -> DnComparison {
        DnComparison::cn_only_if(mutation == Some(Mutation::ComparesCnOnlyOutbound))
    }

    fn cn_only_if(mutated: bool) -> DnComparison {
        if mutated { DnComparison::CommonName } else { DnComparison::Whole }
    }
}

impl Dn {
    /// Reads the subject of a DER certificate.
    pub(crate) fn of_subject(certificate: &[u8]) -> Option<Dn> {
        let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
        Some(Dn::of_name(certificate.subject()))
    }

    fn of_name(name: &X509Name<'_>) -> Dn {
        let rdns = name.iter_rdn().map(|rdn| sorted(rdn.iter().map(decoded).collect())).collect();
        Dn { rdns }
    }

    /// Reads the string form of RFC 2253, most specific RDN first, as the liste blanche writes it.
    pub(crate) fn parse(text: &str) -> Option<Dn> {
        let mut rdns = Vec::new();
        for rdn in split_unquoted(text, &[',', ';']) {
            let attributes = split_unquoted(rdn, &['+']).into_iter().map(attribute).collect::<Option<Rdn>>()?;
            rdns.push(sorted(attributes));
        }
        rdns.reverse();
        Some(Dn { rdns })
    }

    /// The common name, normalised.
    pub(crate) fn common_name(&self) -> Option<&str> {
        let attributes = self.rdns.iter().rev().flatten();
        attributes.clone().find(|(attribute, _)| attribute == COMMON_NAME).map(|(_, value)| value.as_str())
    }

    /// Whether this listed DN is the one of a presented certificate.
    pub(crate) fn designates(&self, presented: &Dn, comparison: DnComparison) -> bool {
        match comparison {
            DnComparison::Whole => self == presented,
            DnComparison::CommonName => self.common_name() == presented.common_name(),
        }
    }
}

fn sorted(mut rdn: Rdn) -> Rdn {
    rdn.sort();
    rdn
}

fn decoded(attribute: &AttributeTypeAndValue<'_>) -> (Attribute, String) {
    let value = attribute.attr_value();
    // BMPString (tag 30) is the one string type in use that is not ASCII compatible.
    let text = if value.tag().0 == 30 {
        let units: Vec<u16> =
            value.data.chunks(2).map(|pair| pair.iter().fold(0, |unit, octet| unit << 8 | u16::from(*octet))).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(value.data).into_owned()
    };
    (attribute.attr_type().to_id_string(), normalised(&text))
}

/// Splits at the separators that are neither escaped nor inside a quoted value.
fn split_unquoted<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let (mut parts, mut start, mut quoted, mut escaped, mut at_value) = (Vec::new(), 0, false, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' if quoted => quoted = false,
            // A quote inside a value is an ordinary character: lists contain such names.
            '"' if at_value => quoted = true,
            '=' if !quoted => at_value = true,
            _ if !quoted && separators.contains(&letter) => {
                parts.push(&text[start..at]);
                start = at + letter.len_utf8();
                at_value = false;
            }
            _ if letter.is_whitespace() => {}
            _ => at_value = false,
        }
    }
    parts.push(&text[start..]);
    parts
}

fn attribute(text: &str) -> Option<(Attribute, String)> {
    let (name, value) = text.split_once('=')?;
    let name = name.trim();
    let oid = match ATTRIBUTES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, oid)) => (*oid).to_owned(),
        None => dotted_oid(name)?,
    };
    Some((oid, normalised(&unescaped(value.trim()))))
}

fn dotted_oid(name: &str) -> Option<String> {
    let digits = name.strip_prefix("OID.").or(name.strip_prefix("oid.")).unwrap_or(name);
    let numbers = digits.split('.').all(|arc| !arc.is_empty() && arc.bytes().all(|octet| octet.is_ascii_digit()));
    numbers.then(|| digits.to_owned())
}

/// Removes the surrounding quotes and the backslashes of RFC 2253 §2.4.
fn unescaped(value: &str) -> String {
    let value = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(value);
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [octet, behind @ ..] = rest {
        rest = behind;
        if *octet != b'\\' {
            octets.push(*octet);
            continue;
        }
        let pair = rest.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let escaped = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let taken = if escaped.is_some() { 2 } else { rest.len().min(1) };
        octets.extend(escaped.or(rest.first().copied()));
        rest = &rest[taken..];
    }
    String::from_utf8_lossy(&octets).into_owned()
}

/// Folds case and white space, no-break spaces included (RFC 4518 §2.2 and §2.6.1).
fn normalised(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Pki;

    const LISTED: &str = "CN=mss1.exemple.fr,OU=1990000001,O=HOPITAL D'EXEMPLE,ST=Côte-d'Or (21),C=FR";

    fn same(left: &str, right: &str) -> bool {
        Dn::parse(left).unwrap() == Dn::parse(right).unwrap()
    }

    #[test]
    fn a_listed_string_equals_the_subject_of_its_certificate() {
        let leaf = Pki::new().leaf(&[
            "C=FR",
            "ST=Côte-d'Or (21)",
            "O=HOPITAL D'EXEMPLE",
            "OU=1990000001",
            "CN=mss1.exemple.fr",
        ]);
        assert_eq!(Dn::of_subject(&leaf.der), Dn::parse(LISTED));
    }

    #[test]
    fn spelling_variants_seen_in_the_list_are_equal() {
        assert!(same(LISTED, &LISTED.replace(',', ", ")));
        assert!(same(LISTED, "CN=mss1.exemple.fr ,OU=1990000001,O=\"HOPITAL  D'EXEMPLE\",ST=Côte-d'Or (21),C=FR"));
        assert!(same(LISTED, &LISTED.replace("HOPITAL D", "HOPITAL\u{a0}D")));
        assert!(same(LISTED, &LISTED.replace("mss1", "MSS1")));
        assert!(same("CN=a,O=X\\, Y", "CN=a,O=\"X, Y\""));
        assert!(same("CN=a,O=C\\C3\\B4te", "CN=a,O=Côte"));
    }

    #[test]
    fn a_quote_inside_a_value_is_a_letter() {
        assert!(!same("CN=a,O=CLINIQUE \"LE PARC\",C=FR", "CN=a,O=CLINIQUE LE PARC,C=FR"));
        assert_eq!(Dn::parse("CN=a,O=CLINIQUE \"LE PARC\",C=FR").unwrap().rdns.len(), 3);
    }

    #[test]
    fn names_that_really_differ_are_different() {
        for other in [
            LISTED.replace("1990000001", "1990000002"),
            LISTED.replace("ST=", "L="),
            LISTED.replace("or (21)", "or(21)").replace("Or (21)", "Or(21)"),
            LISTED.replace("mss1.", "mss2."),
            LISTED.replace(",C=FR", ""),
            "C=FR,ST=Côte-d'Or (21),O=HOPITAL D'EXEMPLE,OU=1990000001,CN=mss1.exemple.fr".to_owned(),
        ] {
            assert!(!same(LISTED, &other), "{other}");
        }
    }

    #[test]
    fn the_order_inside_a_multivalued_rdn_does_not_matter() {
        assert!(same("CN=a+OU=1,O=X", "OU=1+CN=a,O=X"));
        assert!(!same("CN=a+OU=1,O=X", "CN=a,OU=1,O=X"));
    }

    #[test]
    fn text_that_is_no_distinguished_name_is_none() {
        assert_eq!(Dn::parse("bonjour"), None);
        assert_eq!(Dn::parse("WHAT=ever"), None);
        assert_eq!(Dn::parse(""), None);
    }

    #[test]
    fn the_common_name_is_found() {
        assert_eq!(Dn::parse(LISTED).unwrap().common_name(), Some("mss1.exemple.fr"));
    }
}
