// SPDX-License-Identifier: EUPL-1.2
//! Reduces a message to facts: header fields, hashes of its parts, what it names, the delivery report it may hold.

mod head;
mod naming;
mod notice;
mod reading;
#[cfg(test)]
mod tests;

pub use naming::{CANARY_DIGITS, CANARY_PREFIX};

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use judgement::fact::Message;
use reading::Reading;

/// A field value longer than this is cut: evidence is capped where it is recorded.
const FIELD_LIMIT: usize = 2_000;

pub fn sha256_hex(octets: &[u8]) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, octets).as_ref())
}

/// The facts of a message; nothing of its body is kept.
pub fn facts(octets: &[u8]) -> Message {
    let read = Reading::of(octets);
    let message_id = head::field(&read.fields, "Message-ID").map(|v| v.trim().trim_matches(['<', '>']).to_owned());
    Message {
        octets: octets.len(),
        sha256: sha256_hex(octets),
        message_id,
        canary: naming::canary(&String::from_utf8_lossy(octets)).or(read.canary),
        fields: read.fields,
        parts: read.parts,
        notice: read.notice,
        mentions: read.mentions,
        cut: read.cut,
    }
}
