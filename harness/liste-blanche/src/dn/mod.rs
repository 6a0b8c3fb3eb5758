// SPDX-License-Identifier: EUPL-1.2
//! Distinguished names as the list writes them, compared as certificates should be.

mod host;
mod rule;
mod structure;
#[cfg(test)]
mod tests;

pub use host::is_host;
pub use rule::DnRule;
pub use structure::{has_good_key, is_departement, is_identifier, is_structure};

use std::fmt;

use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

/// Attribute types that the list or a certificate may name, by OID.
const TYPES: [(&str, &str); 10] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.11", "OU"),
    ("2.5.4.10", "O"),
    ("2.5.4.8", "ST"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "SERIALNUMBER"),
    ("2.5.4.42", "GN"),
    ("2.5.4.12", "T"),
];

/// One attribute: its type, in capitals or as a dotted OID, and its value without quotes or escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// `CN`, `OU`, … or a dotted OID.
    pub kind: String,
    /// The value, blanks kept.
    pub value: String,
}

/// A distinguished name, in the order of the list: from the CN to the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dn(Vec<Vec<Attribute>>);

/// Why a text or a certificate yields no DN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DnError {
    /// A piece between two commas is not `TYPE=value`.
    #[error("“{0}” is not of the form TYPE=value")]
    NotAnAttribute(String),
    /// A value opens with a quote that nothing closes.
    #[error("the quote opened at “{0}” is never closed")]
    OpenQuote(String),
    /// A backslash escapes nothing, or bytes that are no UTF-8.
    #[error("the escape in “{0}” means nothing")]
    Escape(String),
    /// The text is empty.
    #[error("the DN is empty")]
    Empty,
    /// The bytes are no certificate, or its subject is no text.
    #[error("the certificate's subject cannot be read: {0}")]
    Certificate(String),
}

impl Dn {
    /// Reads a DN as the list or RFC 4514 writes it.
    ///
    /// Beyond RFC 4514 and because the published list does it: blanks after commas, blanks around values (kept in the
    /// value, ignored by [`Dn::same_as`]), and values between double quotes. A quote inside a value is an ordinary
    /// character, and so is a semicolon, which RFC 4514 no longer lets separate. Names between slashes (OpenSSL's old
    /// form, sendmail's) are refused: nothing in them tells a slash that separates from one that does not.
    pub fn parse(text: &str) -> Result<Dn, DnError> {
        let mut rdns: Vec<Vec<Attribute>> = Vec::new();
        let (mut rest, mut joins_previous) = (text, false);
        if text.trim().is_empty() {
            return Err(DnError::Empty);
        }
        loop {
            let (kind, after) = rest.split_once('=').ok_or_else(|| DnError::NotAnAttribute(rest.trim().to_owned()))?;
            let kind = canonical_kind(kind).ok_or_else(|| DnError::NotAnAttribute(rest.trim().to_owned()))?;
            let (value, length) = read_value(after)?;
            let attribute = Attribute { kind, value };
            match rdns.last_mut() {
                Some(rdn) if joins_previous => rdn.push(attribute),
                _ => rdns.push(vec![attribute]),
            }
            match after.get(length..).unwrap_or_default().split_at_checked(1) {
                None => return Ok(Dn(rdns)),
                Some((separator, tail)) => (rest, joins_previous) = (tail, separator == "+"),
            }
        }
    }

    /// The subject of a certificate (DER), turned round into the order of the list.
    pub fn of_certificate(der: &[u8]) -> Result<Dn, DnError> {
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|error| DnError::Certificate(error.to_string()))?;
        Dn::of_name(certificate.subject())
    }

    /// A name of a certificate, turned round into the order of the list.
    pub fn of_name(name: &X509Name<'_>) -> Result<Dn, DnError> {
        let attribute = |encoded: &x509_parser::x509::AttributeTypeAndValue<'_>| {
            let oid = encoded.attr_type().to_id_string();
            let value = encoded.as_str().map_err(|error| DnError::Certificate(format!("{oid}: {error}")))?;
            Ok(Attribute { kind: canonical_kind(&oid).unwrap_or(oid), value: value.to_owned() })
        };
        let rdns = name.iter_rdn().map(|rdn| rdn.iter().map(attribute).collect());
        let mut rdns = rdns.collect::<Result<Vec<_>, _>>()?;
        rdns.reverse();
        Ok(Dn(rdns))
    }

    /// The first value of a type, as `CN`.
    pub fn value(&self, kind: &str) -> Option<&str> {
        self.attributes().find(|attribute| attribute.kind == kind).map(|attribute| attribute.value.as_str())
    }

    /// All attributes, from the CN to the country.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.0.iter().flatten()
    }

    /// Whether two names are the same name: same attributes in the same order, from either end.
    ///
    /// Values are compared as `caseIgnoreMatch` does (RFC 4518 §2, RFC 5280 §7.1): case is ignored, a no-break space is
    /// a space, blanks at the ends do not count and inner runs count for one. So quotes, doubled spaces and trailing
    /// blanks, which the published list mixes for one certificate, make no difference; `L` for `ST` or `Paris(75)` for
    /// `Paris (75)` do. Unicode composition is not normalised: certificates and list both hold composed letters.
    pub fn same_as(&self, other: &Dn) -> bool {
        let (ours, theirs) = (self.folded(), other.folded());
        ours == theirs || ours.iter().eq(theirs.iter().rev())
    }

    fn folded(&self) -> Vec<Vec<(&str, String)>> {
        let fold = |attribute: &'_ Attribute| fold(&attribute.value);
        self.0
            .iter()
            .map(|rdn| {
                let mut rdn: Vec<_> = rdn.iter().map(|a| (a.kind.as_str(), fold(a))).collect();
                // The attributes of one RDN are a set.
                rdn.sort_unstable();
                rdn
            })
            .collect()
    }
}

fn fold(value: &str) -> String {
    // `char::is_whitespace` holds for the no-break space, so this maps, trims and collapses at once.
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The type in capitals, or `None` when the text can be no type.
pub fn canonical_kind(text: &str) -> Option<String> {
    let kind = text.trim();
    let dotted = kind.strip_prefix("OID.").unwrap_or(kind);
    if let Some((_, name)) = TYPES.iter().find(|(oid, name)| *oid == dotted || name.eq_ignore_ascii_case(kind)) {
        return Some((*name).to_owned());
    }
    let known = !dotted.is_empty() && dotted.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    known.then(|| dotted.to_ascii_uppercase())
}

/// Reads one value and says how many bytes it takes, up to the next separator.
fn read_value(text: &str) -> Result<(String, usize), DnError> {
    let blanks = text.len() - text.trim_start().len();
    let Some(quoted) = text.get(blanks..).and_then(|rest| rest.strip_prefix('"')) else {
        let end = separator(text);
        return Ok((unescape(&text[..end])?, end));
    };
    let closing = closing_quote(quoted).ok_or_else(|| DnError::OpenQuote(text.trim().to_owned()))?;
    let after = &quoted[closing + 1..];
    let trailing = separator(after);
    Ok((unescape(&quoted[..closing])?, blanks + 1 + closing + 1 + trailing))
}

/// The first comma or plus that no backslash precedes.
fn separator(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b',' | b'+' => return at,
            _ => {}
        }
    }
    text.len()
}

/// The quote that ends the value: followed by a separator or by nothing, blanks aside.
fn closing_quote(text: &str) -> Option<usize> {
    let ends = |at: usize| {
        let rest = text[at + 1..].trim_start();
        rest.is_empty() || rest.starts_with([',', '+'])
    };
    // A backslash that is itself escaped escapes nothing.
    let escaped = |at: usize| (at - text[..at].trim_end_matches('\\').len()) % 2 == 1;
    text.match_indices('"').map(|(at, _)| at).find(|&at| !escaped(at) && ends(at))
}

/// Undoes the escapes of RFC 4514: a backslash before a character, or before two hexadecimal digits.
fn unescape(text: &str) -> Result<String, DnError> {
    if !text.contains('\\') {
        return Ok(text.to_owned());
    }
    let refused = || DnError::Escape(text.to_owned());
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text);
    while let Some((before, escape)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let pair = escape.get(..2).filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(byte) = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(byte);
            rest = &escape[2..];
        } else {
            let character = escape.chars().next().ok_or_else(refused)?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &escape[character.len_utf8()..];
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).map_err(|_| refused())
}

impl fmt::Display for Dn {
    /// Writes the form of the list: commas without blanks, quotes only where a value would be ambiguous.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, rdn) in self.0.iter().enumerate() {
            for (rank, Attribute { kind, value }) in rdn.iter().enumerate() {
                let separator = if rank > 0 { "+" } else { "," };
                let separator = if (position, rank) == (0, 0) { "" } else { separator };
                let value = value.replace('\\', "\\\\");
                match value.contains([',', '+']) || value.starts_with('"') || value.trim() != value {
                    true => write!(f, "{separator}{kind}=\"{}\"", value.replace('"', "\\\""))?,
                    false => write!(f, "{separator}{kind}={value}")?,
                }
            }
        }
        Ok(())
    }
}
