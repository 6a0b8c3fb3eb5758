// SPDX-License-Identifier: EUPL-1.2
//! Just enough DER to show what an extension holds, whatever it holds: no input makes it fail.

use x509_parser::oid_registry::Oid;

/// One element: identifier octet and content.
struct Element<'a> {
    tag: u8,
    content: &'a [u8],
}

/// The elements at one level, as far as they can be read.
fn elements(mut der: &[u8]) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    while let Some((tag, content, rest)) = first(der) {
        found.push(Element { tag, content });
        der = rest;
    }
    found
}

fn first(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&short, rest) = rest.split_first()?;
    let (length, rest) = match short {
        0..=0x7f => (usize::from(short), rest),
        0x81..=0x84 => {
            let (long, rest) = rest.split_at_checked(usize::from(short - 0x80))?;
            (long.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

const OID: u8 = 0x06;
const IA5_STRING: u8 = 0x16;
const URI: u8 = 0x86;
const CONSTRUCTED: u8 = 0x20;
/// Deeper than any extension nests.
const DEPTH: usize = 16;

/// The object identifiers and addresses of a value, in their order, as text.
pub(super) fn words(der: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    collect(der, DEPTH, &mut words);
    words
}

fn collect(der: &[u8], depth: usize, words: &mut Vec<String>) {
    for Element { tag, content } in elements(der) {
        match tag {
            OID => words.push(Oid::new(content.into()).to_id_string()),
            IA5_STRING | URI => words.push(String::from_utf8_lossy(content).into_owned()),
            tag if tag & CONSTRUCTED != 0 && depth > 0 => collect(content, depth - 1, words),
            _ => {}
        }
    }
}

/// Tag number and content of each general name (RFC 5280 §4.2.1.6).
pub(super) fn general_names(der: &[u8]) -> Vec<(u8, &[u8])> {
    let inner = elements(der).into_iter().next().map(|sequence| elements(sequence.content));
    inner.into_iter().flatten().map(|name| (name.tag & 0x1f, name.content)).collect()
}

pub(super) fn general_name_tags(der: &[u8]) -> Vec<u8> {
    general_names(der).into_iter().map(|(tag, _)| tag).collect()
}

/// Tag numbers and contents of the elements inside the one outermost element.
pub(super) fn inside(der: &[u8]) -> Vec<(u8, &[u8])> {
    let inner = elements(der).into_iter().next().map(|outer| elements(outer.content));
    inner.into_iter().flatten().map(|element| (element.tag, element.content)).collect()
}
