// SPDX-License-Identifier: EUPL-1.2
//! Changes of the octets of an encoded reply (RFC 1035 §4.1) that no encoder would write.

/// The octets before the question.
const HEADER: usize = 12;
/// The mark of a pointer to an earlier name, in its first octet (RFC 1035 §4.1.4).
const POINTER: u8 = 0xC0;

/// A change of octets; none when there is nothing to change.
pub(crate) type Garble = fn(Vec<u8>) -> Option<Vec<u8>>;

/// Changes every bit of the id.
pub(super) fn other_id(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    octets.iter_mut().take(2).for_each(|octet| *octet = !*octet);
    Some(octets)
}

/// Takes away the mark of a response (QR).
pub(super) fn mark_as_query(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    *octets.get_mut(2)? &= 0x7F;
    Some(octets)
}

/// Repeats another name of the same length as the one asked for.
pub(super) fn other_question(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    let [1..=63, letter] = octets.get_mut(HEADER..HEADER + 2)? else { return None };
    *letter = if letter.eq_ignore_ascii_case(&b'x') { b'y' } else { b'x' };
    Some(octets)
}

/// Writes the question in lower case; none when it is so already.
pub(super) fn lower_case(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    let end = end_of_question(&octets)?;
    let question = octets.get_mut(HEADER..end)?;
    let changes = question.iter().any(u8::is_ascii_uppercase);
    question.make_ascii_lowercase();
    changes.then_some(octets)
}

/// Keeps half of what follows the header.
pub(super) fn cut_in_half(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    let rest = octets.len().checked_sub(HEADER)?;
    octets.truncate(HEADER + rest / 2);
    Some(octets)
}

/// Adds one to the number of answers.
pub(super) fn count_one_more(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    let low = octets.get_mut(7)?;
    *low = low.wrapping_add(1);
    Some(octets)
}

/// Adds four octets to the end.
pub(super) fn trail_off(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    octets.extend([0xDE, 0xAD, 0xBE, 0xEF]);
    Some(octets)
}

/// Makes the owner of the first record point to itself; without a record, the name of the question.
pub(super) fn point_to_itself(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    let owner = end_of_question(&octets)?;
    let at = if owner < octets.len() { owner } else { HEADER };
    let pointer = u16::from_be_bytes([POINTER, 0]) | u16::try_from(at).ok()?;
    octets.get_mut(at..at + 2)?.copy_from_slice(&pointer.to_be_bytes());
    Some(octets)
}

/// The index after the type and class of the one question.
fn end_of_question(octets: &[u8]) -> Option<usize> {
    let mut at = HEADER;
    loop {
        match usize::from(*octets.get(at)?) {
            0 => return Some(at + 5),
            length => at += 1 + length,
        }
    }
}
