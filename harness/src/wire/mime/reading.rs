// SPDX-License-Identifier: EUPL-1.2
//! Walks through the parts of a message, to a depth and a number that no honest message reaches. mail-parser decodes
//! fields and contents; it does not walk, as its tree of nested messages is taken down by recursion without a bound.

use super::head::{FIELDS_LIMIT, Head};
use super::{naming, notice, sha256_hex};
use judgement::fact::{MimePart, Notice};
use mail_parser::MessageParser;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use std::borrow::Cow;

const DEPTH_LIMIT: usize = 20;
const PARTS_LIMIT: usize = 500;
const MENTIONS_LIMIT: usize = 64;
/// Fields that tell who speaks and which way a message came: what they hold is not what it is about.
const ABOUT_ITSELF: [&str; 9] = [
    "From",
    "Sender",
    "Reply-To",
    "Return-Path",
    "Message-ID",
    "Received",
    "DKIM-Signature",
    "Authentication-Results",
    "Content-Type",
];
/// The types of a whole message inside another (RFC 2046 §5.2.1, RFC 6532 §3.7).
const MESSAGES: [&str; 2] = ["message/rfc822", "message/global"];
/// The types of its header alone (RFC 6522 §4, RFC 6533 §6).
const HEADERS: [&str; 2] = ["text/rfc822-headers", "message/global-headers"];

/// What was found in a message.
#[derive(Default)]
pub(super) struct Reading {
    /// Of the outermost header.
    pub(super) fields: Vec<(String, String)>,
    /// The leaves of the outermost message; a message inside it is one.
    pub(super) parts: Vec<MimePart>,
    pub(super) notice: Option<Notice>,
    /// The first canary in what was encoded.
    pub(super) canary: Option<String>,
    pub(super) mentions: Vec<String>,
    /// Where reading stopped, if it did.
    pub(super) cut: Option<String>,
    entities: usize,
}

/// Where an entity stands.
#[derive(Clone, Copy)]
struct Place<'h> {
    depth: usize,
    /// The header of the outermost message; none: this entity is it.
    outermost: Option<&'h Head<'h>>,
    /// Inside another message.
    nested: bool,
    /// Its own header is that of a message.
    is_message: bool,
    /// The type of an entity that names none.
    default_type: &'static str,
}

impl Reading {
    pub(super) fn of(octets: &[u8]) -> Reading {
        // Every field but those of MIME is read as text, its encoded words decoded.
        let parser = MessageParser::new().with_mime_headers().default_header_text();
        let mut reading = Reading::default();
        let place = Place { depth: 0, outermost: None, nested: false, is_message: true, default_type: "text/plain" };
        reading.entity(octets, place, &parser);
        reading
    }

    fn entity(&mut self, octets: &[u8], place: Place<'_>, parser: &MessageParser) {
        if !self.may_read(place.depth) {
            return;
        }
        let head = Head::of(octets, parser);
        self.header(&head, place);
        let outermost = match place.outermost {
            Some(outermost) => outermost,
            None => {
                self.fields.clone_from(&head.fields);
                &head
            }
        };
        let body = &octets[head.body..];
        let kind = head.content_type().map_or_else(
            || place.default_type.to_owned(),
            |t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("*")).to_ascii_lowercase(),
        );
        let inner = Place { depth: place.depth + 1, outermost: Some(outermost), is_message: false, ..place };
        let boundary = head.parameter("boundary").filter(|b| kind.starts_with("multipart/") && !b.is_empty());
        let children = boundary.map(|boundary| split(body, boundary)).unwrap_or_default();
        if !children.is_empty() {
            let default_type = if kind == "multipart/digest" { MESSAGES[0] } else { "text/plain" };
            for child in children {
                self.entity(child, Place { default_type, ..inner }, parser);
            }
            return;
        }
        let contents = decoded(body, &head.transfer_encoding());
        if MESSAGES.contains(&kind.as_str()) {
            let inside = Place { nested: true, is_message: true, default_type: "text/plain", ..inner };
            self.leaf(&head, &kind, &contents, place);
            self.entity(&contents, inside, parser);
            return;
        }
        if HEADERS.contains(&kind.as_str()) {
            self.header(&Head::of(&contents, parser), Place { nested: true, is_message: true, ..inner });
        }
        if notice::TYPES.contains(&kind.as_str()) && !place.nested && self.notice.is_none() {
            self.notice = Some(notice::notice(&contents, outermost));
        }
        self.text_of(&head, &kind, &contents, place);
    }

    /// Counts an entity; false when there are too many, or it lies too deep.
    fn may_read(&mut self, depth: usize) -> bool {
        self.entities += 1;
        let (deep, many) = (depth > DEPTH_LIMIT, self.entities > PARTS_LIMIT);
        if deep {
            self.stop(format!("more than {DEPTH_LIMIT} levels of parts"));
        } else if many {
            self.stop(format!("more than {PARTS_LIMIT} parts"));
        }
        !deep && !many
    }

    fn stop(&mut self, why: String) {
        self.cut.get_or_insert(why);
    }

    fn header(&mut self, head: &Head<'_>, place: Place<'_>) {
        if head.cut {
            self.stop(format!("more than {FIELDS_LIMIT} header fields"));
        }
        for (name, text) in head.texts() {
            self.note_canary(&text);
            let about_itself = ABOUT_ITSELF.iter().any(|own| own.eq_ignore_ascii_case(name));
            if place.is_message && (place.nested || !about_itself) {
                self.note_mentions(&text);
            }
        }
    }

    /// A part without parts, and what its text names.
    fn text_of(&mut self, head: &Head<'_>, kind: &str, contents: &[u8], place: Place<'_>) {
        self.leaf(head, kind, contents, place);
        match text(head, kind, contents) {
            Some(text) => {
                self.note_canary(&text);
                self.note_mentions(&text);
            }
            None => self.note_canary(&String::from_utf8_lossy(contents)),
        }
    }

    fn leaf(&mut self, head: &Head<'_>, kind: &str, contents: &[u8], place: Place<'_>) {
        if place.nested {
            return;
        }
        let comparable = match text(head, kind, contents).filter(|_| kind.starts_with("text/")) {
            Some(text) => Cow::Owned(text.replace("\r\n", "\n").trim_end().as_bytes().to_vec()),
            None => Cow::Borrowed(contents),
        };
        self.parts.push(MimePart {
            content_type: kind.to_owned(),
            file_name: head.file_name().map(str::to_owned),
            octets: comparable.len(),
            sha256: sha256_hex(&comparable),
        });
    }

    fn note_canary(&mut self, text: &str) {
        if self.canary.is_none() {
            self.canary = naming::canary(text);
        }
    }

    fn note_mentions(&mut self, text: &str) {
        for mention in naming::mentions(text) {
            if self.mentions.len() == MENTIONS_LIMIT {
                return;
            }
            if !self.mentions.contains(&mention) {
                self.mentions.push(mention);
            }
        }
    }
}

/// The contents of a part as text in its charset; any other part is text where it is UTF-8.
fn text(head: &Head<'_>, kind: &str, contents: &[u8]) -> Option<String> {
    let charset = head.parameter("charset").and_then(|charset| charset_decoder(charset.as_bytes()));
    match charset {
        Some(decode) => Some(decode(contents)),
        None if kind.starts_with("text/") => Some(String::from_utf8_lossy(contents).into_owned()),
        None => std::str::from_utf8(contents).ok().map(str::to_owned),
    }
}

/// A body without its transfer encoding; as it is where it does not hold to it.
fn decoded<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    let plain = match encoding {
        "base64" => base64_decode(body),
        "quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    plain.map_or(Cow::Borrowed(body), Cow::Owned)
}

/// The parts of a multipart body (RFC 2046 §5.1.1); the line end before a delimiter belongs to it. None beyond those
/// that are read anyway.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let delimiter = format!("--{boundary}");
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|b| *b == b'\n') {
        let after = line.strip_prefix(delimiter.as_bytes()).map(<[u8]>::trim_ascii);
        if let Some(after) = after.filter(|after| after.is_empty() || *after == b"--") {
            parts.extend(start.map(|start| before_line_end(&body[start..at])));
            start = after.is_empty().then_some(at + line.len());
            if start.is_none() || parts.len() > PARTS_LIMIT {
                return parts;
            }
        }
        at += line.len();
    }
    // A last part that was never closed is read to the end.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

fn before_line_end(octets: &[u8]) -> &[u8] {
    let octets = octets.strip_suffix(b"\n").unwrap_or(octets);
    octets.strip_suffix(b"\r").unwrap_or(octets)
}
