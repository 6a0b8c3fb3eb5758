// SPDX-License-Identifier: EUPL-1.2
//! What differs between a message that was sent and the one that arrived.

use crate::fact::{Message, MimePart};
use reports::text;
use reports::text::Text;

/// Fields that the author writes and that no relay may touch; trace fields are the relay's own.
///
/// Those of MIME are not among them. A relay may change the transfer encoding (RFC 6152 §3), and what they say is
/// compared by decoded parts.
const AUTHOR_FIELDS: [&str; 14] = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Disposition-Notification-To",
    "X-MSS-CODECDA",
    "X-MSS-INS",
    "X-MSS-NIL",
    "X-MSS-MES",
    "Auto-Submitted",
];

/// Every difference in a few words: fields first, then parts in their order.
pub fn differences(sent: &Message, arrived: &Message) -> Vec<Text> {
    let fields = AUTHOR_FIELDS.iter().filter_map(|name| of_field(name, sent, arrived));
    let parts =
        sent.parts.iter().enumerate().filter_map(|(index, part)| of_part(index, part, arrived.parts.get(index)));
    let added = arrived.parts.len().saturating_sub(sent.parts.len());
    let added = (added > 0).then(|| text!("{added} partie(s) ajoutée(s)", "{added} part(s) were added"));
    fields.chain(parts).chain(added).collect()
}

/// All values of one field count, in their order.
fn of_field(name: &str, sent: &Message, arrived: &Message) -> Option<Text> {
    let values = |message: &Message| message.field(name).map(with_single_spaces).collect::<Vec<_>>();
    let (before, after) = (values(sent), values(arrived));
    (before != after).then(|| text!("{name} : {before:?} → {after:?}", "{name}: {before:?} → {after:?}"))
}

/// A part is compared with the one in the same place.
fn of_part(index: usize, sent: &MimePart, arrived: Option<&MimePart>) -> Option<Text> {
    let (number, kind) = (index + 1, &sent.content_type);
    let Some(other) = arrived else {
        return Some(text!("partie {number} ({kind}) absente", "part {number} ({kind}) is missing"));
    };
    let (before, after) = (in_words(sent), in_words(other));
    (other != sent).then(|| text!("partie {number} : {before} → {after}", "part {number}: {before} → {after}"))
}

fn in_words(part: &MimePart) -> String {
    let MimePart { content_type, octets, file_name, .. } = part;
    format!("{content_type} {octets} octets {}", file_name.as_deref().unwrap_or("-"))
}

/// Folding is a freedom of every relay (RFC 5322 §2.2.3): runs of blanks count as one.
fn with_single_spaces(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
