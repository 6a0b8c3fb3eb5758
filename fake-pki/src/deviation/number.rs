// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong with the version and the serial number.

use crate::leaf::Issuance;
use crate::tbs::Tbs;

pub(super) fn version_1(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.version = None;
}

pub(super) fn serial_zero(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.serial = integer(&[0]);
}

pub(super) fn serial_negative(tbs: &mut Tbs, _: &Issuance<'_>) {
    // A set first bit makes an INTEGER negative (X.690 §8.3.3).
    if let Some(first) = tbs.serial.get_mut(2) {
        *first |= 0x80;
    }
}

pub(super) fn serial_21_bytes(tbs: &mut Tbs, _: &Issuance<'_>) {
    let longer = [&tbs.serial_number()[..], &[0x15; 5]].concat();
    tbs.serial = integer(&longer);
}

pub(super) fn serial_duplicate(tbs: &mut Tbs, _: &Issuance<'_>) {
    tbs.serial = integer(&[0x42; 16]);
}

fn integer(content: &[u8]) -> Vec<u8> {
    [&[0x02, content.len() as u8], content].concat()
}
