// SPDX-License-Identifier: EUPL-1.2
//! Relative distinguished names in DER, for the subjects that rcgen cannot encode.

use yasna::models::ObjectIdentifier;
use yasna::tags::TAG_PRINTABLESTRING;
use yasna::{DERWriter, construct_der};

use crate::Subject;

pub(crate) const CN: &[u64] = &[2, 5, 4, 3];
pub(crate) const SURNAME: &[u64] = &[2, 5, 4, 4];
pub(crate) const C: &[u64] = &[2, 5, 4, 6];
pub(crate) const L: &[u64] = &[2, 5, 4, 7];
pub(crate) const ST: &[u64] = &[2, 5, 4, 8];
pub(crate) const O: &[u64] = &[2, 5, 4, 10];
pub(crate) const OU: &[u64] = &[2, 5, 4, 11];
pub(crate) const TITLE: &[u64] = &[2, 5, 4, 12];
pub(crate) const GIVEN_NAME: &[u64] = &[2, 5, 4, 42];

/// One attribute, its value in UTF8String.
pub(crate) fn attribute(oid: &[u64], value: &str) -> Vec<u8> {
    with_value(oid, |w| w.write_utf8_string(value))
}

/// One attribute, its value in PrintableString.
pub(crate) fn printable_attribute(oid: &[u64], value: &str) -> Vec<u8> {
    // Written as bytes: letters that do not belong into a PrintableString are wanted in a deviation.
    with_value(oid, |w| w.write_tagged_implicit(TAG_PRINTABLESTRING, |w| w.write_bytes(value.as_bytes())))
}

fn with_value(oid: &[u64], value: impl FnOnce(DERWriter<'_>)) -> Vec<u8> {
    construct_der(|w| {
        w.write_sequence(|w| {
            w.next().write_oid(&ObjectIdentifier::from_slice(oid));
            value(w.next());
        });
    })
}

/// One RDN: its attributes as a DER SET, sorted by their encoding (X.690 §11.6).
pub(crate) fn set(attributes: &[Vec<u8>]) -> Vec<u8> {
    construct_der(|w| w.write_set_of(|w| attributes.iter().for_each(|attribute| w.next().write_der(attribute))))
}

/// The five RDNs of a regular subject: C as PrintableString, the others as UTF8String.
pub(crate) fn of_subject(subject: &Subject) -> Vec<Vec<u8>> {
    let others = [(ST, &subject.st), (O, &subject.o), (OU, &subject.ou), (CN, &subject.cn)];
    let others = others.into_iter().map(|(oid, value)| set(&[attribute(oid, value)]));
    [set(&[printable_attribute(C, &subject.c)])].into_iter().chain(others).collect()
}
