// SPDX-License-Identifier: EUPL-1.2
//! The header of an entity: its fields as they were written, and as mail-parser decodes them.

use super::FIELD_LIMIT;
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, Header, HeaderName, HeaderValue, MessageParser};

/// Fields read of one header.
pub(super) const FIELDS_LIMIT: usize = 1_000;

/// A header and where it ends.
pub(super) struct Head<'a> {
    /// In order, unfolded, as raw text.
    pub(super) fields: Vec<(String, String)>,
    decoded: Vec<Header<'a>>,
    /// Offset of the body.
    pub(super) body: usize,
    /// More fields than are read.
    pub(super) cut: bool,
}

impl<'a> Head<'a> {
    pub(super) fn of(octets: &'a [u8], parser: &MessageParser) -> Head<'a> {
        let Lines { fields, end, body, cut } = lines(octets);
        let mut decoded = Vec::new();
        MessageStream::new(&octets[..end]).parse_headers(parser, &mut decoded);
        Head { fields, decoded, body, cut }
    }

    fn structured(&self, name: &HeaderName<'_>) -> Option<&ContentType<'a>> {
        self.decoded.iter().find(|header| header.name == *name)?.value.as_content_type()
    }

    pub(super) fn content_type(&self) -> Option<&ContentType<'a>> {
        self.structured(&HeaderName::ContentType)
    }

    /// A parameter of the Content-Type, decoded.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.content_type()?.attribute(name)
    }

    pub(super) fn file_name(&self) -> Option<&str> {
        let disposition = self.structured(&HeaderName::ContentDisposition);
        disposition.and_then(|disposition| disposition.attribute("filename")).or_else(|| self.parameter("name"))
    }

    pub(super) fn transfer_encoding(&self) -> String {
        let value = field(&self.fields, "Content-Transfer-Encoding").unwrap_or_default();
        value.trim().to_ascii_lowercase()
    }

    /// Name and text of each field, its encoded words (RFC 2047) decoded.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.decoded.iter().map(|header| {
            let text = match &header.value {
                HeaderValue::Text(text) => text.to_string(),
                HeaderValue::TextList(texts) => texts.join(" "),
                HeaderValue::ContentType(value) => {
                    let values =
                        value.attributes().unwrap_or_default().iter().map(|attribute| attribute.value.as_ref());
                    values.collect::<Vec<&str>>().join(" ")
                }
                _ => String::new(),
            };
            (header.name.as_str(), text)
        })
    }
}

/// The raw value of the first field of that name.
pub(super) fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

pub(super) struct Lines {
    pub(super) fields: Vec<(String, String)>,
    /// Offset of the line that is no field any more.
    end: usize,
    /// Offset of what follows it, or of that line itself where it is not empty.
    body: usize,
    cut: bool,
}

/// Header fields in order, unfolded, as raw text; a line that is no field ends the header, as in RFC 5322 §2.1.
pub(super) fn lines(octets: &[u8]) -> Lines {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in octets.split_inclusive(|b| *b == b'\n') {
        let bare = line.strip_suffix(b"\n").unwrap_or(line);
        let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
        if bare.is_empty() {
            return Lines { fields, end: at, body: at + line.len(), cut: false };
        }
        if bare.starts_with(b" ") || bare.starts_with(b"\t") {
            // RFC 5322 §2.2.3: unfolding takes away the line end alone.
            if let Some((_, value)) = fields.last_mut().filter(|(_, value)| value.len() < FIELD_LIMIT) {
                value.push(' ');
                value.push_str(judgement::escaped(bare.trim_ascii(), FIELD_LIMIT).as_str());
            }
        } else {
            let text = judgement::escaped(bare, FIELD_LIMIT);
            let Some((name, value)) = text.split_once(':') else {
                return Lines { fields, end: at, body: at, cut: false };
            };
            if fields.len() == FIELDS_LIMIT {
                return Lines { fields, end: at, body: at, cut: true };
            }
            fields.push((name.trim_end().to_owned(), value.trim().to_owned()));
        }
        at += line.len();
    }
    Lines { fields, end: at, body: at, cut: false }
}
