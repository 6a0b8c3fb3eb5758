// SPDX-License-Identifier: EUPL-1.2
//! A message, without its text.

use super::Notice;
use serde::{Deserialize, Serialize};

/// One MIME leaf part, known by its hash alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MimePart {
    /// In lower case, without parameters.
    pub content_type: String,
    /// The name under which an attachment travels, if it has one.
    pub file_name: Option<String>,
    /// Decoded octets.
    pub octets: usize,
    /// SHA-256 of the decoded octets; of the text in UTF-8 with LF line ends for text parts.
    pub sha256: String,
}

/// A message reduced to what a judge needs; bodies never enter the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Size as it went over the wire, without dot stuffing.
    pub octets: usize,
    /// SHA-256 of those octets, hexadecimal.
    pub sha256: String,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// The canary of ours found anywhere in the message.
    pub canary: Option<String>,
    /// Field names and unfolded raw values, in order.
    pub fields: Vec<(String, String)>,
    /// The leaf parts in order; a message inside it is one part.
    pub parts: Vec<MimePart>,
    /// The delivery report that it carries, if any.
    pub notice: Option<Notice>,
    /// Addresses and message identifiers of the run that its decoded text names, in lower case and without brackets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    /// Where reading stopped short of the end, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<String>,
}

impl Message {
    /// Raw values of a header field, whatever the case of its name.
    pub fn field<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}
